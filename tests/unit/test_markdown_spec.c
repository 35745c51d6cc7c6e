/*
 * Runs prose specifications straight through the library: all below tests/spec/markdown and, if the
 * environment variable KITH_COMMONMARK_SPEC names one, the spec.txt of CommonMark itself, whose
 * HTML must come out byte for byte.
 *
 * Their form is told in tests/harness/spec.py, which runs those directly in that folder through the
 * program. Those in its folder "modes" are for what the program has no options for; instead of
 * `command:` their header says `options:`, see read_option.
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
#include "base/diag.h"
#include "base/str.h"
#include "markdown/markdown.h"

#define FENCE "````````````````````````````````"

enum { FILES_MAX = 100, BYTES_MAX = 16 << 20, PADDING = 16 };

struct settings {
	struct markdown_options options;
	struct markdown_emit emit;
};

struct spec {
	const char *path;
	struct settings settings;
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
read_option(struct settings *settings, struct str word)
{
	if (str_is(word, "--bare") || str_is(word, "commonmark"))
		settings->options.commonmark = true;
	else if (str_is(word, "html=escape"))
		settings->options.html = MARKDOWN_HTML_ESCAPE;
	else if (str_is(word, "html=drop"))
		settings->options.html = MARKDOWN_HTML_DROP;
	else if (str_is(word, "math"))
		settings->options.math = true;
	else if (str_is(word, "hard-wraps"))
		settings->options.hard_wraps = true;
	else if (str_is(word, "no-wiki-links"))
		settings->options.wiki_links = false;
	else if (str_is(word, "emoji"))
		settings->options.emoji = true;
	else if (str_is(word, "smart"))
		settings->options.smart = true;
	else if (str_starts(word, STR("language=")))
		settings->options.language = str_skip(word, 9);
	else if (str_is(word, "mark"))
		settings->options.mark = true;
	else if (str_is(word, "ins"))
		settings->options.ins = true;
	else if (str_is(word, "sub"))
		settings->options.sub = true;
	else if (str_is(word, "sup"))
		settings->options.sup = true;
	else if (str_is(word, "feed"))
		settings->emit.feed = true;
	else if (str_starts(word, STR("base=")))
		settings->emit.base = str_skip(word, 5);
	else if (!str_is(word, "kith") && !str_is(word, "markdown") && word.len)
		fail_msg("unknown option " STR_FMT, STR_ARG(word));
}

/*
 * Lines `key: value` up to the first empty one. CommonMark's own specification begins with "---".
 */
static void
read_header(struct settings *settings, struct str *rest)
{
	*settings = (struct settings){
		.options = { .wiki_links = true },
		.emit = { .ids = true },
	};
	settings->emit.base = STR_EMPTY;
	if (str_starts(*rest, STR("---\n"))) {
		settings->options.commonmark = true;
		return;
	}
	for (struct str line = str_line(rest); line.len; line = str_line(rest)) {
		struct str key = str_cut(&line, ':');
		while (line.at && (str_is(key, "command") || str_is(key, "options")))
			read_option(settings, str_cut(&line, ' '));
	}
}

/* Adds a line of an example; an arrow stands for a tab. */
static void
add_line(struct buf *out, struct str line)
{
	for (size_t at; (at = str_find(line, STR("→"))) != STR_NONE;) {
		buf_put(out, str_slice(line, 0, at));
		buf_char(out, '\t');
		line = str_skip(line, at + strlen("→"));
	}
	buf_put(out, line);
	buf_char(out, '\n');
}

static void
read_example(struct str *rest, struct buf *input, struct buf *expected)
{
	struct buf *part = input;
	buf_clear(input);
	buf_clear(expected);
	while (rest->at) {
		struct str line = str_line(rest);
		if (str_is(line, FENCE))
			break;
		if (part == input && str_is(line, "."))
			part = expected;
		else
			add_line(part, line);
	}
}

/* --- running ------------------------------------------------------------------------------- */

static void
render(const struct settings *settings, struct buf *input, struct buf *out)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	diag_init(&diags);
	size_t len = input->len;
	buf_repeat(input, '\0', PADDING);
	struct str text = str_of(input->at, len);
	struct markdown_source source = { STR("standard input"), text, text };
	struct markdown *document = markdown_parse(&arena, &source, &settings->options, &diags);
	if (document)
		assert_true(markdown_emit(document, &settings->emit, out));
	diag_sort(&diags);
	diag_print(&diags, out, false);
	input->len = len;
	diag_free(&diags);
	arena_free(&arena);
}

static void
run_example(struct spec *spec, unsigned line, struct buf *input, struct buf *expected)
{
	struct buf actual;
	buf_init(&actual, BYTES_MAX);
	render(&spec->settings, input, &actual);
	spec->examples++;
	if (!str_eq(buf_view(&actual), buf_view(expected))) {
		spec->failures++;
		print_error("%s:%u: example %u\n" STR_FMT "--- expected\n" STR_FMT
		            "--- actual\n" STR_FMT "---\n",
		        spec->path, line, spec->examples, STR_ARG(buf_view(input)),
		        STR_ARG(buf_view(expected)), STR_ARG(buf_view(&actual)));
	}
	buf_free(&actual);
}

static void
run_spec(void **state)
{
	struct spec spec = { .path = *state };
	struct arena arena = ARENA_EMPTY;
	struct str text = read_file(spec.path, &arena), rest = text;
	struct buf input, expected;
	buf_init(&input, BYTES_MAX);
	buf_init(&expected, BYTES_MAX);
	read_header(&spec.settings, &rest);
	while (rest.at) {
		struct str line = str_line(&rest);
		if (!str_starts(line, STR(FENCE " example")))
			continue;
		struct str before = str_of(text.at, (size_t)(line.at - text.at));
		unsigned number = 1;
		while (before.at && before.len) {
			str_line(&before);
			number++;
		}
		read_example(&rest, &input, &expected);
		run_example(&spec, number, &input, &expected);
	}
	buf_free(&input);
	buf_free(&expected);
	arena_free(&arena);
	print_message("%s: %u examples, %u failed\n", spec.path, spec.examples, spec.failures);
	assert_true(spec.examples > 0);
	assert_int_equal(spec.failures, 0);
}

/* --- finding ------------------------------------------------------------------------------- */

static struct arena names = ARENA_EMPTY;

static int
compare_tests(const void *a, const void *b)
{
	return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

static size_t
add_test(struct CMUnitTest *tests, size_t count, struct str path)
{
	char *name = str_terminated(&names, path);
	assert_true(count < FILES_MAX);
	tests[count] =
	        (struct CMUnitTest){ .name = name, .test_func = run_spec, .initial_state = name };
	return count + 1;
}

static size_t
find_specs(struct CMUnitTest *tests, size_t count, const char *path)
{
	DIR *folder = opendir(path);
	for (struct dirent *entry; folder && (entry = readdir(folder));) {
		if (str_ends(str_from(entry->d_name), STR(".txt")))
			count = add_test(
			        tests, count, str_format(&names, "%s/%s", path, entry->d_name));
	}
	if (folder)
		closedir(folder);
	qsort(tests, count, sizeof *tests, compare_tests);
	return count;
}

static void
finds_specifications(void **state)
{
	assert_true(*(size_t *)*state > 0);
}

int
main(void)
{
	static struct CMUnitTest tests[FILES_MAX + 1];
	static size_t count;
	count = find_specs(tests, 0, "tests/spec/markdown");
	count = find_specs(tests, count, "tests/spec/markdown/modes");
	size_t all = count;
	const char *commonmark = getenv("KITH_COMMONMARK_SPEC");
	if (commonmark && *commonmark)
		all = add_test(tests, all, str_from(commonmark));
	tests[all++] = (struct CMUnitTest){ .name = "finds_specifications",
		.test_func = finds_specifications,
		.initial_state = &count };
	int failures = _cmocka_run_group_tests("markdown_spec", tests, all, NULL, NULL);
	arena_free(&names);
	return failures;
}
