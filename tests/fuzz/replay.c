/*
 * Runs a fuzz target over stored inputs, for builds without libFuzzer: a corpus is worth replaying
 * with every compiler and sanitizer. Prints one line per input before it is tried, so that the last
 * line names the input that ended the process.
 *
 *	fuzz_paths FILE...
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);

/* The input in a block of exactly its size, so that a read past its end is seen; NULL on failure. */
static uint8_t *
read_input(const char *path, size_t *size)
{
	uint8_t *data = NULL;
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	if (fseek(file, 0, SEEK_END) == 0) {
		long end = ftell(file);
		rewind(file);
		*size = end > 0 ? (size_t)end : 0;
		data = malloc(*size ? *size : 1);
		if (data && fread(data, 1, *size, file) != *size) {
			free(data);
			data = NULL;
		}
	}
	fclose(file);
	return data;
}

int
main(int argc, char **argv)
{
	if (LLVMFuzzerInitialize)
		LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++) {
		size_t size = 0;
		uint8_t *data = read_input(argv[i], &size);
		if (!data) {
			perror(argv[i]);
			return 2;
		}
		printf("%s\n", argv[i]);
		fflush(stdout);
		LLVMFuzzerTestOneInput(data, size);
		free(data);
	}
	return 0;
}
