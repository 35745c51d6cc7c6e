/*
 * The examples of tests/spec/template run through the library, without a program around it. They are
 * looked for below $KITH_TESTS, or in tests/ of this folder or of one around it. What an example looks
 * like stands at the top of tests/harness/spec.py.
 */
#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#include "render/filter_site.h"
#include "template_kit.h"

#define FENCE "````````````````````````````````"

/* At most so many templates in one example. */
enum { TEMPLATES_MAX = 16 };

/* --- files --------------------------------------------------------------------------------- */

static char *
read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	if (!file)
		return NULL;
	fseek(file, 0, SEEK_END);
	long size = ftell(file);
	rewind(file);
	char *text = calloc(1, (size_t)size + 1);
	assert_int_equal(fread(text, 1, (size_t)size, file), size);
	fclose(file);
	return text;
}

/* The folder of the examples; false when there is none. */
static bool
find_folder(char *folder, size_t size)
{
	const char *tests = getenv("KITH_TESTS");
	char up[64] = "";
	if (tests) {
		snprintf(folder, size, "%s/spec/template", tests);
		return access(folder, R_OK) == 0;
	}
	for (int levels = 0; levels < 8; levels++) {
		snprintf(folder, size, "%stests/spec/template", up);
		if (access(folder, R_OK) == 0)
			return true;
		memcpy(up + strlen(up), "../", 4);
	}
	return false;
}

/* --- one example --------------------------------------------------------------------------- */

struct example {
	const char *file;
	unsigned line;
	char *input, *data,
	        *expected; /* terminated; they follow each other in the text of the file */
	const char *templates[2 * TEMPLATES_MAX + 1];
};

/* "→" stands for a tab. */
static void
restore_tabs(char *text)
{
	char *to = text;
	for (const char *from = text; *from;) {
		bool arrow = strncmp(from, "→", 3) == 0;
		*to++ = arrow ? '\t' : *from;
		from += arrow ? 3 : 1;
	}
	*to = '\0';
}

/* Cuts at the first line that is a dot alone; returns what is behind it. */
static char *
cut_at_dot(char *text)
{
	for (char *at = text; at; at = strchr(at, '\n') ? strchr(at, '\n') + 1 : NULL) {
		if (strncmp(at, ".\n", 2) != 0)
			continue;
		*at = '\0';
		return at + 2;
	}
	fail_msg("an example needs three parts");
	return NULL;
}

/* The first template is input.html; a line "=== name" begins a further one. */
static void
split_templates(struct example *example)
{
	size_t count = 0;
	char *at = example->input;
	example->templates[count++] = "input.html";
	example->templates[count++] = at;
	while ((at = strstr(at, "=== ")) != NULL) {
		char *end = strchr(at, '\n');
		if (at != example->input && at[-1] != '\n') {
			at++;
			continue;
		}
		assert_true(
		        end && count + 2 < sizeof example->templates / sizeof *example->templates);
		*at = *end = '\0';
		example->templates[count++] = at + 4;
		example->templates[count++] = at = end + 1;
	}
	example->templates[count] = NULL;
}

/* The word behind an option of the file's first line, or empty. */
static struct str
option_value(struct str command, struct str option)
{
	size_t at = str_find(command, option);
	if (at == STR_NONE)
		return STR_EMPTY;
	struct str rest = str_skip(command, at + option.len + 1);
	size_t end = str_find_char(rest, ' ');
	return end == STR_NONE ? rest : str_slice(rest, 0, end);
}

/* The settings that the command of a file means. Texts point into it. */
static struct template_settings
settings_of(const char *text)
{
	struct str command = str_of(text, strcspn(text, "\n"));
	bool strict = str_find(command, STR("--undefined lenient")) == STR_NONE;
	return (struct template_settings){
		.filters = filter_site_table,
		.trim_blocks = str_find(command, STR("--trim-blocks")) != STR_NONE,
		.lstrip_blocks = str_find(command, STR("--lstrip-blocks")) != STR_NONE,
		.undefined = strict ? TEMPLATE_STRICT : TEMPLATE_LENIENT,
		.line_statement_prefix = option_value(command, STR("--line-statement-prefix")),
		.line_comment_prefix = option_value(command, STR("--line-comment-prefix")),
		.by_place = strict,
	};
}

static bool
run_example(struct example *example, const struct template_settings *settings)
{
	struct kit kit;
	example->data = cut_at_dot(example->input);
	example->expected = cut_at_dot(example->data);
	restore_tabs(example->input);
	restore_tabs(example->expected);
	split_templates(example);
	kit_open(&kit, example->templates, settings);
	assert_true(kit_data(&kit, example->data));
	struct str got = kit_render(&kit, "input.html");
	bool good = str_eq(got, str_from(example->expected));
	if (!good)
		print_error("%s:%u:\n%s---got:\n" STR_FMT "---want:\n%s", example->file,
		        example->line, example->templates[1], STR_ARG(got), example->expected);
	kit_close(&kit);
	return good;
}

/* --- all of them --------------------------------------------------------------------------- */

/* Runs the examples of one file; returns how many there are, and adds those that failed. */
static size_t
run_file(const char *name, char *text, size_t *failed)
{
	size_t count = 0;
	unsigned line = 1;
	char *at = text;
	const struct template_settings settings = settings_of(text);
	while ((at = strstr(at, FENCE " example")) != NULL) {
		struct example example = { .file = name };
		char *end = strstr(at + sizeof FENCE, "\n" FENCE "\n");
		assert_non_null(end);
		for (; text < at; text++)
			line += *text == '\n';
		example.line = line;
		example.input = strchr(at, '\n') + 1;
		end[1] = '\0';
		for (; text < end; text++)
			line += *text == '\n';
		*failed += !run_example(&example, &settings);
		count++;
		at = end + 2;
	}
	return count;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
is_spec(const struct dirent *entry)
{
	return str_ends(str_from(entry->d_name), STR(".txt"));
}

static void
test_examples(void **state)
{
	(void)state;
	char folder[4096], path[8192];
	struct dirent **entries;
	size_t count = 0, failed = 0;
	if (!find_folder(folder, sizeof folder))
		fail_msg(
		        "the examples are not where they should be: set KITH_TESTS to the folder of the tests");
	int files = scandir(folder, &entries, is_spec, by_name);
	for (int i = 0; i < files; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, entries[i]->d_name);
		char *text = read_file(path);
		assert_non_null(text);
		count += run_file(entries[i]->d_name, text, &failed);
		free(text);
		free(entries[i]);
	}
	free(entries);
	assert_true(count > 200);
	assert_int_equal(failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_examples),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
