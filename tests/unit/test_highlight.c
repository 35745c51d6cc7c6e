/*
 * Every language with the grammars as they are. Where there are none, or no parser, what needs them is
 * skipped; the rest holds all the same.
 */
#include "folder.h"
#include "markdown_fixture.h"

#include "base/fs.h"
#include "highlight/grammar.h"
#include "highlight/highlight.h"
#include "highlight/language.h"
#include "highlight/syntax.h"
#include "markdown/code.h"

static struct arena arena;
static struct highlight *highlight;

static int
open_highlight(void **state)
{
	highlight = highlight_open(&arena);
	return enter_folder(state);
}

static int
close_highlight(void **state)
{
	highlight_close(highlight);
	arena_free(&arena);
	arena = (struct arena)ARENA_EMPTY;
	return leave_folder(state);
}

#define WITH_HIGHLIGHT(test) cmocka_unit_test_setup_teardown(test, open_highlight, close_highlight)

static void
need_grammars(void)
{
	if (!syntax_is_there() || !grammar_folder(&arena).len)
		skip();
}

/* The classes of a text, one letter each, plain as a dot. */
static struct str
classes_of(const char *language, struct str text)
{
	static const char letters[] = "."
#define CODE_CLASS(name, class, help) class
#include "markdown/code_class.def"
#undef CODE_CLASS
	        ;
	char *shown = arena_bytes(&arena, text.len + 1, 1);
	memset(shown, 0, text.len + 1);
	highlight_code(highlight, str_from(language), text, (unsigned char *)shown);
	for (size_t i = 0; i < text.len; i++) {
		assert_true((unsigned char)shown[i] < CODE_CLASSES);
		shown[i] = letters[(unsigned char)shown[i]];
	}
	return str_of(shown, text.len);
}

static const struct {
	const char *language, *text, *want;
} samples[] = {
	{ "sh", "if a; then b \"c$d\" # e", "kk.f..kkkk.f.ssops.ccc" },
	{ "C", "return f(1, \"a\"); /* e */", "kkkkkk.f.n..sss...ccccccc" },
	{ "c++", "class A { int b; };", "kkkkk.t...ttt.p...." },
	{ "C#", "class A { int b = 1; } // e", "kkkkk.t...ttt...o.n....cccc" },
	{ "css", "a { color: red; } /* e */", "g...ppppp.........ccccccc" },
	{ "golang", "func f() int { return 1 }", "kkkk.f...ttt...kkkkkk.n.." },
	{ "html", "<a b=\"c\">d</a>", ".g.a..s.....g." },
	{ "java", "class A { int b = 1; }", "kkkkk.t...ttt.....n..." },
	{ "js", "const a = `b${c}`; // e", "kkkkk...o.ssee.es..cccc" },
	{ "json", "{\"a\": [1, true, \"b\"]}", ".ppp...n..llll..sss.." },
	{ "lua", "local a = nil -- e", "kkkkk...o.lll.cccc" },
	{ "makefile", "# e\nifdef A\na: b\n\tcc $@\nendif\n", "ccc.kkkkk............eo.kkkkk." },
	{ "php", "<?php echo \"a\"; // e", "ggggg.kkkk.sss..cccc" },
	{ "py", "def f(a): return None # e", "kkk.f.....kkkkkk.llll.ccc" },
	{ "rb", "def f; nil; end # e", "kkk.f..lll..kkk.ccc" },
	{ "rs", "fn f() -> u8 { 1 } // e", "kk.f......tt...l...cccc" },
	{ "postgres", "SELECT a FROM b; -- e", "kkkkkk.p.kkkk.t..cccc" },
	{ "toml", "a = 1 # e", "t.o.n.ccc" },
	{ "tsx", "const a: string = <b c=\"d\" />;", "kkkkk....tttttt.o.og.aosss...." },
	{ "ts", "type A = string; // e", "kkkk.t.o.tttttt..cccc" },
	{ "yml", "a: \"b\" # e", "p..sss.ccc" },
	{ "zig", "const a: u8 = 1; // e", "kkkkk....tt.o.n..cccc" },
	{ "console", "$ echo a\na\n", "m.ffff....." },
};
enum { SAMPLES = sizeof samples / sizeof *samples };

/* Each language has its colours; a name and its aliases are the same whatever their case. */
static void
test_samples(void **state)
{
	(void)state;
	need_grammars();
	for (size_t i = 0; i < SAMPLES; i++)
		expect_str(classes_of(samples[i].language, str_from(samples[i].text)),
		        samples[i].want);
}

static void
test_languages(void **state)
{
	size_t coloured = 0;
	(void)state;
	for (const struct language *row = language_table; row->name.len; row++) {
		struct str rest = row->others;
		coloured += row->manner == LANGUAGE_IS_GRAMMAR;
		for (struct str name = row->name; name.len; name = str_cut(&rest, ' ')) {
			if (language_find(name) != row)
				fail_msg(STR_FMT " stands in two rows", STR_ARG(name));
		}
	}
	assert_true(coloured >= 21); /* TypeScript has two rows */
	assert_ptr_equal(language_find(STR("JavaScript")), language_find(STR("js")));
	assert_null(language_find(STR("")));
	assert_null(language_find(STR("py3 python3")));
	expect_str(language_nearest(STR("pyhton")), "python");
	expect_str(language_nearest(STR("brainfuck")), "");
}

/* --- the text ------------------------------------------------------------------------------ */

/* What a reader copies from HTML: no tags, and what stands for a sign is that sign. */
static struct str
copied(struct str html)
{
	static const char *const entities[][2] = { { "&lt;", "<" }, { "&gt;", ">" },
		{ "&amp;", "&" }, { "&quot;", "\"" } };
	char *out = arena_bytes(&arena, html.len + 1, 1);
	size_t len = 0;
	while (html.len) {
		size_t skip = html.at[0] == '<' ? str_find_char(html, '>') + 1 : 0;
		for (size_t i = 0; !skip && i < sizeof entities / sizeof *entities; i++) {
			if (str_starts(html, str_from(entities[i][0]))) {
				out[len++] = entities[i][1][0];
				skip = strlen(entities[i][0]);
			}
		}
		if (!skip)
			out[len++] = html.at[0];
		html = str_skip(html, skip ? skip : 1);
	}
	return str_of(out, len);
}

/* The listing has the text of the file, with what Markdown makes of line ends and broken characters. */
static void
expect_copied(const char *info, struct str text, struct str want)
{
	struct markdown_emit how = { .highlight = highlight_code, .highlighter = highlight };
	struct parsed parsed;
	struct buf file;
	buf_init(&file, SIZE_MAX);
	buf_lit(&file, "~~~~~~~~ ");
	buf_put(&file, str_from(info));
	buf_char(&file, '\n');
	buf_put(&file, text);
	buf_lit(&file, "\n~~~~~~~~\n");
	parse_behind(&parsed, STR_EMPTY, buf_view(&file), &(struct markdown_options){ 0 });
	assert_true(markdown_emit(parsed.document, &how, &parsed.out));
	struct str got = copied(buf_view(&parsed.out));
	if (!str_eq(str_trim(got), str_trim(want)))
		fail_msg("%s: " STR_FMT, info, STR_ARG(str_slice(got, 0, 200)));
	parsed_free(&parsed);
	buf_free(&file);
}

static struct str
repeated(const char *text, size_t times)
{
	struct buf buf;
	buf_init(&buf, SIZE_MAX);
	for (size_t i = 0; i < times; i++)
		buf_put(&buf, str_from(text));
	struct str copy = str_copy(&arena, buf_view(&buf));
	buf_free(&buf);
	return copy;
}

static void
test_text(void **state)
{
	static const char *const manners[] = { "", " linenos {1-2}", " diff" };
	static const char odd[] =
	        "\t<a href=\"&amp;\">\t\"\\\"' \u00e9\U0001f600 `{$(#\n\n\t \n \t\n\t\tz\n   \t\n</pre> x\n+a\n-b";
	(void)state;
	for (const struct language *row = language_table; row->name.len; row++) {
		for (size_t m = 0; m < 3; m++) {
			struct str info =
			        str_format(&arena, STR_FMT "%s", STR_ARG(row->name), manners[m]);
			const char *name = str_terminated(&arena, info);
			expect_copied(name, STR("x"), STR("x"));
			expect_copied(name, STR(odd), str_trim(STR(odd)));
			expect_copied(name, STR("a\r\n  b\r\nc"), STR("a\n  b\nc"));
			expect_copied(
			        name, STR("a\xff(\x80 \"\xc3"), STR("a\ufffd(\ufffd \"\ufffd"));
		}
		struct str line = repeated("a(b[\"c\"], <d>) + 'e' ", 500);
		expect_copied(str_terminated(&arena, row->name), line, line);
	}
	for (size_t i = 0; i < SAMPLES; i++)
		expect_copied(
		        samples[i].language, str_from(samples[i].text), str_from(samples[i].text));
}

/* A megabyte is not coloured, but it is there. */
static void
test_long_text(void **state)
{
	struct str text = repeated("int a = f(1, \"b\");\n", (1 << 20) / 19);
	(void)state;
	expect_copied("c linenos", text, text);
}

/* Bytes as they come, which Markdown would have mended. */
static void
test_broken_text(void **state)
{
	(void)state;
	for (const struct language *row = language_table; row->name.len; row++) {
		classes_of(str_terminated(&arena, row->name),
		        STR("\xff\xfe\0\"a\xed\xa0\x80\xf4\x90\x80\x80 x = '\xc3"));
		classes_of(str_terminated(&arena, row->name), STR_EMPTY);
	}
}

/* What took minutes without a limit; it is plain, or not, and the same each time. */
static void
test_hostile(void **state)
{
	static const char *const cases[][2] = { { "c", "'" }, { "cpp", "'" }, { "java", "x<" },
		{ "css", "\"" }, { "json", "${" }, { "html", "x<" }, { "bash", "{\"a\":" },
		{ "lua", "\"" }, { "python", "a." }, { "c", "case a when a then " },
		{ "console", "$ a\n" } };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str text = repeated(cases[i][1], 20000 / strlen(cases[i][1]));
		struct str first = classes_of(cases[i][0], text);
		struct highlight *other = highlight, *own = highlight_open(&arena);
		highlight = own;
		assert_true(str_eq(classes_of(cases[i][0], text), first));
		highlight = other;
		highlight_close(own);
	}
}

/* Coloured or plain, and then with a note of its own. */
static void
expect_settled(const char *language, struct str text)
{
	struct highlight *other = highlight;
	struct diags diags;
	diag_init(&diags);
	highlight = highlight_open(&arena);
	struct str classes = classes_of(language, text);
	highlight_report(highlight, NULL, NULL, &diags);
	size_t plain = 0;
	while (plain < classes.len && classes.at[plain] == '.')
		plain++;
	if (diags.list.len && plain < classes.len)
		fail_msg("%s: colours and a note", language);
	assert_in_range(diags.list.len, 0, 1);
	highlight_close(highlight);
	highlight = other;
	diag_free(&diags);
}

/* The library counts children in 16 bits: nodes with about as many, of signs that nothing closes. */
static void
test_many_children(void **state)
{
	static const char *const languages[] = { "c", "python", "javascript", "json", "css",
		"bash" };
	static const char *const signs[] = { "{", "(", "[", "\"", "a ", "\n", "{([\"a \n" };
	static const size_t sizes[] = { 65500, 65530, 65536, 70000, 100000, 200000, 500000 };
	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		expect_settled("c", repeated("{", sizes[i]));
	/* Each sign has each of the last four sizes in one of the languages. */
	for (size_t l = 0; l < sizeof languages / sizeof *languages; l++) {
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
			expect_settled(languages[l],
			        repeated(signs[i], sizes[3 + (l + i) % 4] / strlen(signs[i])));
	}
}

static struct str
joined(const char *before, struct str middle, const char *behind)
{
	return str_format(&arena, "%s" STR_FMT "%s", before, STR_ARG(middle), behind);
}

/* Comments need no error to lie in one node. */
static void
test_many_comments(void **state)
{
	static const size_t counts[] = { 30000, 65500, 65530, 65536, 70000, 131072 };
	(void)state;
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
		expect_settled(
		        "c", joined("int a[] = {1,\n", repeated("//\n", counts[i]), "2};\n"));
		expect_settled("python", joined("a = [1,\n", repeated("#\n", counts[i]), "2]\n"));
	}
	need_grammars();
	struct str text = joined("int a[] = {1,\n", repeated("//\n", 30000), "2};\n");
	assert_true(str_find_char(classes_of("c", text), 'c') != STR_NONE);
}

/* Trees as deep as their text is long, of which the library compares two. */
static void
test_deep(void **state)
{
	(void)state;
	expect_settled("c", repeated("a;", 250000));
	for (size_t depth = 50000; depth <= 250000; depth += 50000)
		expect_settled("c++", joined("", repeated("!", depth), "1; a<b>::c;"));
	need_grammars();
	struct str classes = classes_of("c", joined("int b;", repeated("a;", 250000), ""));
	assert_true(str_starts(classes, STR("ttt.")));
}

/* --- what is kept -------------------------------------------------------------------------- */

static const char *
kept_file(size_t *len)
{
	struct str file;
	assert_int_equal(fs_read(root, STR(".kith/code"), &arena, 1 << 20, &file, NULL), 0);
	*len = file.len;
	return file.at;
}

static void
keep(void)
{
	struct highlight *first = highlight;
	highlight = highlight_open(&arena);
	highlight_load(highlight, root);
	for (size_t i = 0; i < SAMPLES; i++)
		expect_str(classes_of(samples[i].language, str_from(samples[i].text)),
		        samples[i].want);
	highlight_save(highlight, root, false);
	highlight_close(highlight);
	highlight = first;
}

/* The file stays the same from build to build, and a damaged one is never believed. */
static void
test_kept(void **state)
{
	size_t len, again;
	(void)state;
	need_grammars();
	keep();
	const char *file = kept_file(&len);
	keep();
	const char *second = kept_file(&again);
	assert_int_equal(len, again);
	assert_memory_equal(file, second, len);
	for (size_t at = 0; at < len; at += at < 60 ? 7 : 101) {
		char *broken = arena_bytes(&arena, len, 1);
		memcpy(broken, file, len);
		broken[at] ^= 1;
		assert_int_equal(fs_write_aside(root, STR(".kith/code"), str_of(broken, len)), 0);
		keep();
		assert_memory_equal(kept_file(&again), file, len);
		assert_int_equal(fs_write_aside(root, STR(".kith/code"), str_of(file, at)), 0);
		keep();
		assert_memory_equal(kept_file(&again), file, len);
	}
}

/* After a build that made a part of the site, the rest has still its colours. */
static void
test_part_of_a_site(void **state)
{
	size_t len, again;
	(void)state;
	need_grammars();
	keep();
	const char *file = kept_file(&len);
	for (int some = 1; some >= 0; some--) {
		struct highlight *first = highlight;
		highlight = highlight_open(&arena);
		highlight_load(highlight, root);
		classes_of(samples[0].language, str_from(samples[0].text));
		highlight_save(highlight, root, some);
		highlight_close(highlight);
		highlight = first;
		const char *left = kept_file(&again);
		if (some)
			assert_memory_equal(left, file, len);
		else
			assert_true(again < len);
	}
}

/* --- what is told -------------------------------------------------------------------------- */

static void
test_notes(void **state)
{
	struct diags diags;
	struct buf out;
	(void)state;
	buf_init(&out, SIZE_MAX);
	diag_init(&diags);
	classes_of("text", STR("x"));
	highlight_report(highlight, NULL, NULL, &diags);
	assert_int_equal(diags.list.len, 0);
	classes_of("pyhton", STR("x"));
	classes_of("Pyhton", STR("y"));
	classes_of("pyhton", STR("x"));
	classes_of("", STR("x"));
	classes_of("brainfuck", STR("+"));
	highlight_report(highlight, NULL, NULL, &diags);
	diag_print(&diags, &out, false);
	expect_buf(&out,
	        "note: listings whose language is not known have no colours: 1 without the name of "
	        "one, 1 in \"brainfuck\", 2 in \"pyhton\" (did you mean \"python\"?)\n"
	        "    help: \"text\" behind the fence says that there is nothing to colour\n");
	buf_free(&out);
	diag_free(&diags);
}

/* Whatever the order in which threads meet them, the note reads the same. */
static void
test_notes_of_many(void **state)
{
	struct diags diags;
	struct buf out;
	char name[16];
	(void)state;
	buf_init(&out, SIZE_MAX);
	diag_init(&diags);
	for (int i = 199; i >= 0; i--) {
		snprintf(name, sizeof name, "%s%03d", i % 2 ? "Zq" : "zQ", i);
		classes_of(name, STR("x"));
	}
	classes_of("ZQ000", STR("y"));
	highlight_report(highlight, NULL, NULL, &diags);
	diag_print(&diags, &out, false);
	struct str told = buf_view(&out);
	assert_true(str_find(told, STR("colours: 2 in \"zq000\", 1 in \"zq001\", ")) != STR_NONE);
	assert_true(str_find(told, STR("1 in \"zq099\"\n")) != STR_NONE);
	assert_true(str_find(told, STR("zq100")) == STR_NONE);
	buf_free(&out);
	diag_free(&diags);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_HIGHLIGHT(test_languages),
		WITH_HIGHLIGHT(test_samples),
		WITH_HIGHLIGHT(test_text),
		WITH_HIGHLIGHT(test_long_text),
		WITH_HIGHLIGHT(test_broken_text),
		WITH_HIGHLIGHT(test_hostile),
		WITH_HIGHLIGHT(test_many_children),
		WITH_HIGHLIGHT(test_many_comments),
		WITH_HIGHLIGHT(test_deep),
		WITH_HIGHLIGHT(test_kept),
		WITH_HIGHLIGHT(test_part_of_a_site),
		WITH_HIGHLIGHT(test_notes),
		WITH_HIGHLIGHT(test_notes_of_many),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
