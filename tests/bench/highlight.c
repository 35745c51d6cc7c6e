/*
 * How fast are listings written, in colours and without?
 *
 *	highlight coloured|kept|plain LANGUAGE FILE...    the side of kith: see highlight.py
 *
 * Each file is a document of one listing. In "coloured" its last line, of blanks alone, is another one
 * each time, so that nothing is known of it; in "kept" it is the same, and "plain" has no colours. Writes
 * the pages once, and then answers each line, a number of runs, with the nanoseconds of processor time
 * that these took.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "highlight/highlight.h"
#include "markdown/markdown.h"

enum { FILE_MAX = 1 << 20, OUTPUT_MAX = 1 << 28, FILES_MAX = 64, COUNTER = 24, PADDING = 16 };

#define BEGIN "~~~~~~~~ "
#define END "\n~~~~~~~~\n"

struct bench {
	char *texts[FILES_MAX];
	size_t lens[FILES_MAX];
	unsigned count;
	bool coloured, changing;
	unsigned long runs;
	struct arena arena;
	struct highlight *highlight;
	struct buf out;
};

static void
stop(const char *what)
{
	fprintf(stderr, "highlight: %s\n", what);
	exit(1);
}

/* The document of a file, its line of blanks right before the end. */
static void
add_file(struct bench *bench, const char *language, const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = calloc(FILE_MAX + 256, 1);
	if (!file || !text || bench->count == FILES_MAX)
		stop("a file cannot be read");
	size_t len = (size_t)snprintf(text, 100, BEGIN "%s\n", language);
	len += fread(text + len, 1, FILE_MAX, file);
	memset(text + len, ' ', COUNTER);
	memcpy(text + len + COUNTER, END, sizeof END);
	bench->lens[bench->count] = len + COUNTER + strlen(END);
	bench->texts[bench->count++] = text;
	fclose(file);
}

/* Writes the number of the run with tabs and spaces. */
static void
change(struct bench *bench, unsigned i)
{
	char *counter = bench->texts[i] + bench->lens[i] - strlen(END) - COUNTER;
	for (unsigned bit = 0; bit < COUNTER; bit++)
		counter[bit] = bench->runs >> bit & 1 ? '\t' : ' ';
}

static void
run(struct bench *bench)
{
	struct markdown_emit how = { .ids = true };
	if (bench->coloured) {
		how.highlight = highlight_code;
		how.highlighter = bench->highlight;
	}
	buf_clear(&bench->out);
	bench->runs++;
	for (unsigned i = 0; i < bench->count; i++) {
		if (bench->changing)
			change(bench, i);
		struct arena arena = ARENA_EMPTY;
		struct diags diags;
		diag_init(&diags);
		struct str text = str_of(bench->texts[i], bench->lens[i]);
		struct markdown_source source = { STR("bench.md"), text, text };
		const struct markdown *document =
		        markdown_parse(&arena, &source, &(struct markdown_options){ 0 }, &diags);
		if (!document || !markdown_emit(document, &how, &bench->out))
			stop("kith refuses the text");
		diag_free(&diags);
		arena_free(&arena);
	}
}

static long
nanoseconds(struct bench *bench, unsigned long times)
{
	struct timespec begin, end;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &begin);
	while (times--)
		run(bench);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end);
	return (end.tv_sec - begin.tv_sec) * 1000000000L + end.tv_nsec - begin.tv_nsec;
}

int
main(int argc, char **argv)
{
	struct bench bench = { .arena = ARENA_EMPTY };
	char line[32];
	if (argc < 4)
		stop("a manner, a language and files are needed");
	bench.coloured = strcmp(argv[1], "plain") != 0;
	bench.changing = strcmp(argv[1], "coloured") == 0;
	for (int i = 3; i < argc; i++)
		add_file(&bench, argv[2], argv[i]);
	bench.highlight = highlight_open(&bench.arena);
	buf_init(&bench.out, OUTPUT_MAX);
	run(&bench);
	printf("%zu kith %s\n", bench.out.len, argv[1]);
	fwrite(bench.out.at, 1, bench.out.len, stdout);
	fflush(stdout);
	while (fgets(line, sizeof line, stdin)) {
		printf("%ld\n", nanoseconds(&bench, strtoul(line, NULL, 10)));
		fflush(stdout);
	}
	highlight_close(bench.highlight);
	buf_free(&bench.out);
	arena_free(&bench.arena);
	for (unsigned i = 0; i < bench.count; i++)
		free(bench.texts[i]);
	return 0;
}
