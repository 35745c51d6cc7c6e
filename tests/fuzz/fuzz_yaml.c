/* Any bytes as a .yaml file: a tree within the limits, or an error with a place in the file. */
#include "check_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_reading("fuzz.yaml", text_of(data, size));
	return 0;
}
