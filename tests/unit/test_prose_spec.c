/*
 * Runs tests/spec/prose/changes/: what is shown of two versions of a page. A file opens with a line
 * `form: text`, `form: color`, `form: html` or `form: json`, and perhaps `options:` with words such as smart;
 * after an empty line everything is prose but for examples in three parts, the old version, the new one and
 * what is shown of them:
 *
 *	```````````````````````````````` example paths=old.md,new.md
 *	Half of the time.
 *	.
 *	Half of the work.
 *	.
 *	Half of the [-time-]{+work+}.
 *	````````````````````````````````
 *
 * → stands for a tab, ␍ for a carriage return, ␛ for an escape character, � for a byte that is no UTF-8.
 */
#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "data/writer_json.h"
#include "render/prose_view.h"

#define FENCE "````````````````````````````````"
#define FOLDER "tests/spec/prose/changes"

enum { FILES_MAX = 20, BYTES_MAX = 1 << 20, PARTS = 3 };

struct spec {
	const char *path;
	struct str form;
	struct prose_view view;
	unsigned examples, failures;
};

/* --- reading ------------------------------------------------------------------------------- */

static struct str
read_file(const char *path, struct arena *arena)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		fail_msg("%s cannot be read", path);
	char *bytes = arena_array(arena, char, BYTES_MAX);
	size_t len = fread(bytes, 1, BYTES_MAX, file);
	fclose(file);
	assert_true(len < BYTES_MAX);
	return str_of(bytes, len);
}

static void
read_option(struct markdown_options *options, struct str word)
{
	if (str_is(word, "smart"))
		options->smart = true;
	else if (str_is(word, "math"))
		options->math = true;
	else if (str_is(word, "html=drop"))
		options->html = MARKDOWN_HTML_DROP;
	else if (word.len)
		fail_msg("no such option: " STR_FMT, STR_ARG(word));
}

static void
read_header(struct spec *spec, struct str *rest)
{
	spec->form = STR("text");
	spec->view = (struct prose_view){ .options = { .wiki_links = true } };
	for (struct str line = str_line(rest); line.len; line = str_line(rest)) {
		struct str key = str_cut(&line, ':');
		if (str_is(key, "form"))
			spec->form = str_trim(line);
		while (line.at && str_is(key, "options"))
			read_option(&spec->view.options, str_cut(&line, ' '));
	}
}

/* Adds a line of an example, with what its signs stand for. */
static void
add_line(struct buf *out, struct str line, bool input)
{
	static const struct {
		struct str sign, text;
		bool input;
	} signs[] = {
		{ STR_INIT("→"), STR_INIT("\t"), true },
		{ STR_INIT("␍"), STR_INIT("\r"), true },
		{ STR_INIT("␛"), STR_INIT("\033"), false },
		{ STR_INIT("\uFFFD"), STR_INIT("\xff"), true },
	};
	while (line.len) {
		size_t i = 0, count = sizeof signs / sizeof *signs;
		while (i < count &&
		        (!str_starts(line, signs[i].sign) || (signs[i].input && !input)))
			i++;
		if (i < count)
			buf_put(out, signs[i].text);
		else
			buf_char(out, line.at[0]);
		line = str_skip(line, i < count ? signs[i].sign.len : 1);
	}
	buf_char(out, '\n');
}

static void
read_example(struct str *rest, struct buf parts[PARTS])
{
	unsigned part = 0;
	for (unsigned i = 0; i < PARTS; i++)
		buf_clear(&parts[i]);
	while (rest->at) {
		struct str line = str_line(rest);
		if (str_is(line, FENCE))
			break;
		if (part + 1 < PARTS && str_is(line, "."))
			part++;
		else
			add_line(&parts[part], line, part + 1 < PARTS);
	}
}

/* Behind the fence. */
static void
read_paths(struct spec *spec, struct str line)
{
	size_t at = str_find(line, STR("paths="));
	struct str paths = at == STR_NONE ? STR_EMPTY : str_skip(line, at + strlen("paths="));
	spec->view.path_before = paths.len ? str_cut(&paths, ',') : STR_EMPTY;
	spec->view.path_after = paths.len ? paths : STR_EMPTY;
}

/* --- running ------------------------------------------------------------------------------- */

static void
show(const struct spec *spec, struct buf *out, struct str before, struct str after)
{
	struct writer_json json = writer_json_start(out, 0);
	if (str_is(spec->form, "html"))
		prose_view_html(out, &spec->view, before, after);
	else if (str_is(spec->form, "json"))
		prose_json_put(&json, &spec->view, before, after);
	else
		prose_view_text(out, &spec->view, before, after, str_is(spec->form, "color"));
	if (str_is(spec->form, "json"))
		buf_char(out, '\n');
}

static void
run_example(struct spec *spec, unsigned line, struct buf parts[PARTS])
{
	struct buf actual;
	buf_init(&actual, BYTES_MAX);
	show(spec, &actual, buf_view(&parts[0]), buf_view(&parts[1]));
	spec->examples++;
	if (!str_eq(buf_view(&actual), buf_view(&parts[2]))) {
		spec->failures++;
		fprintf(stderr,
		        "%s:%u: example %u\n--- expected\n" STR_FMT "--- actual\n" STR_FMT "---\n",
		        spec->path, line, spec->examples, STR_ARG(buf_view(&parts[2])),
		        STR_ARG(buf_view(&actual)));
	}
	buf_free(&actual);
}

static void
run_spec(void **state)
{
	struct spec spec = { .path = *state };
	struct arena arena = ARENA_EMPTY;
	struct str rest = read_file(spec.path, &arena);
	struct buf parts[PARTS];
	unsigned number = 1;
	for (unsigned i = 0; i < PARTS; i++)
		buf_init(&parts[i], BYTES_MAX);
	const char *begin = rest.at;
	read_header(&spec, &rest);
	while (rest.at) {
		struct str line = str_line(&rest);
		if (!str_starts(line, STR(FENCE " example")))
			continue;
		number = 1 +
		        (unsigned)str_count_char(str_of(begin, (size_t)(line.at - begin)), '\n');
		read_paths(&spec, line);
		read_example(&rest, parts);
		run_example(&spec, number, parts);
	}
	for (unsigned i = 0; i < PARTS; i++)
		buf_free(&parts[i]);
	arena_free(&arena);
	print_message("%s: %u examples, %u failed\n", spec.path, spec.examples, spec.failures);
	assert_true(spec.examples > 0);
	assert_int_equal(spec.failures, 0);
}

/* --- finding ------------------------------------------------------------------------------- */

static int
compare_tests(const void *a, const void *b)
{
	return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

static void
finds_specifications(void **state)
{
	assert_true(*(size_t *)*state >= 4);
}

int
main(void)
{
	static struct CMUnitTest tests[FILES_MAX + 1];
	static struct arena names = ARENA_EMPTY;
	static size_t count;
	DIR *folder = opendir(FOLDER);
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		if (!str_ends(str_from(entry->d_name), STR(".txt")) || count == FILES_MAX)
			continue;
		struct str path = str_format(&names, "%s/%s", FOLDER, entry->d_name);
		char *name = str_terminated(&names, path);
		tests[count++] = (struct CMUnitTest){
			.name = name, .test_func = run_spec, .initial_state = name
		};
	}
	if (folder)
		closedir(folder);
	qsort(tests, count, sizeof *tests, compare_tests);
	tests[count] = (struct CMUnitTest){ .name = "finds_specifications",
		.test_func = finds_specifications,
		.initial_state = &count };
	int failures = _cmocka_run_group_tests("prose_spec", tests, count + 1, NULL, NULL);
	arena_free(&names);
	return failures;
}
