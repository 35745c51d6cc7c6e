/*
 * How fast do templates render?
 *
 *	template page FOLDER NAME DATA    one side of versus.py: writes a line "BYTES OPS ARENA" and the page,
 *	                                  then answers each line "N" with the nanoseconds of N renders
 *	template ops                      what each kind of op costs
 *
 * As in a build, templates are compiled once, the output goes into one buffer that is used again, and
 * the scratch arena is reset before each page.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "data/node.h"
#include "data/reader.h"
#include "template/frame.h"
#include "template/template.h"
#include "template/vm.h"

enum { FILE_MAX = 1 << 20, OUTPUT_MAX = 64 << 20, REPEATS = 10, TURNS = 7, ITEMS = 1000 };

struct bench {
	struct arena arena, scratch;
	struct diags diags;
	struct buf out;
	struct template_engine *engine;
	struct value data;
	const char *folder;
};

/* --- files --------------------------------------------------------------------------------- */

static bool
read_file(struct arena *arena, const char *path, struct str *out)
{
	FILE *file = fopen(path, "rb");
	char *bytes = arena_bytes(arena, FILE_MAX, 1);
	if (!file)
		return false;
	*out = str_of(bytes, fread(bytes, 1, FILE_MAX, file));
	fclose(file);
	return true;
}

static int
load(void *context, struct str name, struct str *source, struct str *path)
{
	struct bench *bench = context;
	*path = name;
	struct str file = str_format(&bench->arena, "%s/" STR_FMT, bench->folder, STR_ARG(name));
	return read_file(&bench->arena, file.at, source) ? 0 : -ENOENT;
}

/* The small templates that those of `ops` name. */
static int
load_part(void *context, struct str name, struct str *source, struct str *path)
{
	(void)context;
	*path = name;
	*source = STR("x");
	return str_is(name, "part.html") ? 0 : -ENOENT;
}

/* --- rendering ----------------------------------------------------------------------------- */

static void
stop(struct bench *bench, const char *what)
{
	buf_clear(&bench->out);
	diag_print(&bench->diags, &bench->out, false);
	struct str messages = buf_view(&bench->out);
	fprintf(stderr, "%s\n" STR_FMT, what, STR_ARG(messages));
	exit(1);
}

static struct template_run
run_of(struct bench *bench)
{
	arena_reset(&bench->scratch);
	buf_clear(&bench->out);
	return (struct template_run){
		.scratch = &bench->scratch,
		.out = &bench->out,
		.diags = &bench->diags,
		.context = bench->data,
	};
}

static void
render(struct bench *bench, const struct template *template)
{
	struct template_run run = run_of(bench);
	if (!template_render(template, &run))
		stop(bench, "the template does not render");
}

/* The same by hand, to see how many steps the machine took. */
static long long
steps_of(struct bench *bench, const struct template *template)
{
	struct template_run run = run_of(bench);
	struct vm vm = {
		.run = &run,
		.engine = bench->engine,
		.arena = run.scratch,
		.out = run.out,
		.steps = VM_STEPS_MAX,
	};
	if (!vm_render(&vm, template, arena_new(run.scratch, struct vm_context)))
		stop(bench, "the template does not render");
	return VM_STEPS_MAX - vm.steps;
}

static double
nanoseconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static void
open_bench(struct bench *bench, int (*loader)(void *, struct str, struct str *, struct str *))
{
	struct template_settings settings = { .loader = { .load = loader, .context = bench } };
	diag_init(&bench->diags);
	buf_init(&bench->out, OUTPUT_MAX);
	bench->engine = template_engine_new(&bench->arena, &settings);
}

static void
close_bench(struct bench *bench)
{
	buf_free(&bench->out);
	diag_free(&bench->diags);
	arena_free(&bench->scratch);
	arena_free(&bench->arena);
}

/* --- a page -------------------------------------------------------------------------------- */

static void
read_data(struct bench *bench, const char *path)
{
	struct node_source source = { .path = str_from(path) };
	if (!read_file(&bench->arena, path, &source.bytes))
		stop(bench, "the data cannot be read");
	const struct node *node = reader_json(&bench->arena, &source, source.bytes, &bench->diags);
	if (!node)
		stop(bench, "the data cannot be read");
	bench->data = node_value(node, &bench->arena);
}

static void
page(struct bench *bench, const char *name, const char *data)
{
	char line[32];
	read_data(bench, data);
	const struct template *template =
	        template_load(bench->engine, str_from(name), &bench->diags);
	if (!template)
		stop(bench, "the template cannot be loaded");
	long long steps = steps_of(bench, template);
	printf("%zu %lld %zu\n", bench->out.len, steps, bench->scratch.used);
	fwrite(bench->out.at, 1, bench->out.len, stdout);
	fflush(stdout);
	while (fgets(line, sizeof line, stdin)) {
		long count = strtol(line, NULL, 10);
		double start = nanoseconds();
		while (count-- > 0)
			render(bench, template);
		printf("%.0f\n", nanoseconds() - start);
		fflush(stdout);
	}
}

/* --- kinds of ops -------------------------------------------------------------------------- */

/* What lies in the body of a loop, REPEATS times; its cost is that beyond the empty loop's. */
static const struct {
	const char *what, *body;
} kinds[] = {
	{ "name", "{{ n }}" },
	{ "name behind a text", "<td>{{ n }}" },
	{ "attribute of a map", "{{ row.last }}" },
	{ "loop.index", "{{ loop.index }}" },
	{ "escape 40 plain bytes", "{{ row.plain }}" },
	{ "escape 40 bytes, 4 special", "{{ row.special }}" },
	{ "if, comparison", "{% if n == 7 %}{% endif %}" },
	{ "set", "{% set x = n %}" },
	{ "concatenation", "{{ n ~ '-' ~ n }}" },
	{ "filter upper", "{{ row.plain|upper }}" },
	{ "filter trim", "{{ row.plain|trim }}" },
	{ "three filters", "{{ row.plain|trim|lower|replace('o', '0') }}" },
	{ "test", "{% if n is odd %}{% endif %}" },
	{ "macro call", "{{ m(n) }}" },
	{ "method call", "{{ row.plain.startswith('a') }}" },
	{ "include", "{% include 'part.html' %}" },
	{ "loop over 3 items", "{% for i in row.three %}{% endfor %}" },
};

/* The least time of some turns, in ns for each item: whatever else runs only adds to it. */
static double
time_body(struct bench *bench, const char *body, int repeats)
{
	struct buf text;
	double least = 0;
	buf_init(&text, FILE_MAX);
	buf_lit(&text, "{% macro m(a) %}x{% endmacro %}{% for row in rows %}{% set n = 7 %}");
	for (int i = 0; i < repeats; i++)
		buf_put(&text, str_from(body));
	buf_lit(&text, "{% endfor %}");
	const struct template *template =
	        template_from_text(bench->engine, STR("ops.html"), buf_view(&text), &bench->diags);
	buf_free(&text);
	if (!template)
		stop(bench, body);
	for (int turn = 0; turn < TURNS; turn++) {
		double start = nanoseconds();
		render(bench, template);
		double took = nanoseconds() - start;
		least = turn == 0 || took < least ? took : least;
	}
	return least / ITEMS;
}

static struct value
list_of_rows(struct arena *arena)
{
	static const struct value three[3];
	struct value_entry *entries = arena_array(arena, struct value_entry, 4);
	struct value *rows = arena_array(arena, struct value, ITEMS);
	const struct value_entry fields[] = {
		{ value_text(STR("plain")),
		        value_text(STR("a plain sentence of exactly forty bytes.")) },
		{ value_text(STR("special")),
		        value_text(STR("a \"sentence\" of <forty> bytes, as plain.")) },
		{ value_text(STR("three")), value_list(three, 3) },
		{ value_text(STR("last")), value_text(STR("x")) },
	};
	memcpy(entries, fields, sizeof fields);
	for (int i = 0; i < ITEMS; i++)
		rows[i] = value_map(entries, sizeof fields / sizeof *fields);
	return value_list(rows, ITEMS);
}

static void
ops(struct bench *bench)
{
	struct value_entry entry = { value_text(STR("rows")), list_of_rows(&bench->arena) };
	bench->data = value_map(&entry, 1);
	double empty = time_body(bench, "", 0);
	printf("\ntemplate: ns each, beyond a step of the loop (least of %d turns)\n", TURNS);
	printf("    %-28s %7.1f\n", "step of a loop, with a set", empty);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		double took = time_body(bench, kinds[i].body, REPEATS);
		printf("    %-28s %7.1f\n", kinds[i].what, (took - empty) / REPEATS);
	}
}

int
main(int argc, char **argv)
{
	struct bench bench = { .data = value_map(NULL, 0) };
	if (argc == 5 && strcmp(argv[1], "page") == 0) {
		bench.folder = argv[2];
		open_bench(&bench, load);
		page(&bench, argv[3], argv[4]);
	} else if (argc == 2 && strcmp(argv[1], "ops") == 0) {
		open_bench(&bench, load_part);
		ops(&bench);
	} else {
		fprintf(stderr, "usage: template page FOLDER NAME DATA | template ops\n");
		return 2;
	}
	close_bench(&bench);
	return 0;
}
