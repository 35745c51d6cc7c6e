/*
 * How fast is Markdown read and written as HTML, beside md2html?
 *
 *	markdown SETTINGS FILE...     a line for each file and way: MB/s of both, and their ratio
 *
 * md2html is a main() around md_html(), which is what is called here. In each turn both programs get
 * the same time of the processor, in changing order, and the ratio is the median of the turns' ratios:
 * what else runs on the machine falls on both. Memory is given back after each document, as when it
 * is one of many.
 */
#include <md4c-html.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "config/config.h"
#include "content/page.h"
#include "markdown/markdown.h"

enum { FILE_MAX = 64 << 20, OUTPUT_MAX = 1 << 30, TURNS = 15, PADDING = 16 };
#define TURN_SECONDS 0.1

/* A way to read Markdown: kith's settings, and the dialect of md2html that is nearest. */
static const struct way {
	const char *name;
	bool bare;
	const char *settings; /* NULL: those of the command line */
	unsigned dialect;
} ways[] = {
	{ "CommonMark alone", true, "{}", MD_DIALECT_COMMONMARK },
	{ "as it comes", false, "{}", MD_DIALECT_GITHUB },
	{ "all settings on", false, NULL, MD_DIALECT_GITHUB },
};

struct bench {
	struct arena arena; /* of settings */
	struct str text;    /* zeroes behind it */
	struct buf out;
	struct markdown_options options;
	unsigned dialect;
};

static void
stop(const char *what)
{
	fprintf(stderr, "markdown: %s\n", what);
	exit(1);
}

/* --- both sides ---------------------------------------------------------------------------- */

static void
run_kith(struct bench *bench)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	diag_init(&diags);
	struct markdown_source source = { STR("bench.md"), bench->text, bench->text };
	struct markdown_emit how = { .ids = !bench->options.commonmark };
	const struct markdown *document = markdown_parse(&arena, &source, &bench->options, &diags);
	buf_clear(&bench->out);
	if (!document || !markdown_emit(document, &how, &bench->out))
		stop("kith refuses the text");
	diag_free(&diags);
	arena_free(&arena);
}

static void
append(const MD_CHAR *text, MD_SIZE size, void *context)
{
	buf_put(context, str_of(text, size));
}

static void
run_md2html(struct bench *bench)
{
	buf_clear(&bench->out);
	if (md_html(bench->text.at, (MD_SIZE)bench->text.len, append, &bench->out, bench->dialect,
	            0))
		stop("md_html refuses the text");
}

/* --- timing -------------------------------------------------------------------------------- */

static double
seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* MB/s of one side in one turn. */
static double
turn(struct bench *bench, void (*run)(struct bench *))
{
	double begin = seconds(), spent = 0;
	unsigned times = 0;
	for (; spent < TURN_SECONDS; spent = seconds() - begin, times++)
		run(bench);
	return (double)bench->text.len * times / spent / 1e6;
}

static int
compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

static double
median(double *values)
{
	qsort(values, TURNS, sizeof *values, compare);
	return values[TURNS / 2];
}

static void
measure(struct bench *bench, const struct way *way, const char *path)
{
	double kith[TURNS], md2html[TURNS], ratio[TURNS];
	for (unsigned i = 0; i < TURNS; i++) {
		if (i % 2)
			md2html[i] = turn(bench, run_md2html);
		kith[i] = turn(bench, run_kith);
		if (i % 2 == 0)
			md2html[i] = turn(bench, run_md2html);
		ratio[i] = kith[i] / md2html[i];
	}
	const char *slash = strrchr(path, '/');
	printf("    %-12s %-17s %6.0f MB/s   md2html %6.0f MB/s   ratio %.2f\n",
	        slash ? slash + 1 : path, way->name, median(kith), median(md2html), median(ratio));
}

/* --- files --------------------------------------------------------------------------------- */

static char *
read_file(struct bench *bench, const char *path)
{
	FILE *file = fopen(path, "rb");
	char *bytes = calloc(FILE_MAX + PADDING, 1);
	if (!file || !bytes)
		stop("a file cannot be read");
	bench->text = str_of(bytes, fread(bytes, 1, FILE_MAX, file));
	fclose(file);
	return bytes;
}

static void
set_way(struct bench *bench, const struct way *way, const char *all)
{
	struct diags diags;
	diag_init(&diags);
	struct node_source settings = { STR("settings"),
		str_from(way->settings ? way->settings : all) };
	const struct config *config = config_parse_markdown(&bench->arena, &settings, &diags);
	if (!config)
		stop("a setting is not known any more");
	bench->options = page_markdown_options(config);
	bench->options.commonmark = way->bare;
	bench->dialect = way->dialect;
	diag_free(&diags);
}

int
main(int argc, char **argv)
{
	struct bench bench = { .arena = ARENA_EMPTY };
	buf_init(&bench.out, OUTPUT_MAX);
	for (int i = 2; i < argc; i++) {
		char *bytes = read_file(&bench, argv[i]);
		for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
			set_way(&bench, &ways[k], argv[1]);
			measure(&bench, &ways[k], argv[i]);
		}
		free(bytes);
	}
	buf_free(&bench.out);
	arena_free(&bench.arena);
	return argc < 3;
}
