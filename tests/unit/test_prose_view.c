/* What the examples of tests/spec/prose cannot say: limits, words of other languages, properties. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "config/theme.h"
#include "data/value.h"
#include "render/prose_view.h"

enum { OUT_MAX = 64 << 20 };

static struct str
show(struct buf *out, const struct prose_view *view, struct str before, struct str after)
{
	buf_clear(out);
	prose_view_html(out, view, before, after);
	assert_false(out->full);
	return buf_view(out);
}

#define assert_has(text, literal)                                                        \
	do {                                                                             \
		if (str_find((text), STR(literal)) == STR_NONE)                          \
			fail_msg("\"%s\" is not in:\n" STR_FMT, literal, STR_ARG(text)); \
	} while (0)

/* --- words --------------------------------------------------------------------------------- */

static struct str
say_in_german(const void *words, struct str key, uint64_t count)
{
	assert_ptr_equal(words, say_in_german);
	if (str_is(key, "diff_unchanged"))
		return count == 1 ? STR("ein Absatz unverändert") : STR("{count} Absätze <gleich>");
	return str_is(key, "diff_added") ? STR("neu") : STR_EMPTY;
}

static void
speaks_other_languages(void **state)
{
	struct prose_view view = { .word = say_in_german, .words = say_in_german };
	struct buf out;
	(void)state;
	buf_init(&out, OUT_MAX);
	struct str html = show(&out, &view, STR("a a\n\nb b\n\nc c\n\nd d\n"),
	        STR("new\n\na a\n\nb b\n\nc c\n\nd d\n"));
	assert_has(html,
	        "<span class=\"diff-said\">[neu: </span>new<span class=\"diff-said\">] </span>");
	assert_has(html, "<p class=\"diff-fold\">\u2026 3 Absätze &lt;gleich&gt; \u2026</p>");
	html = show(&out, &view, STR("gone\n"), STR_EMPTY);
	assert_has(html,
	        "<span class=\"diff-said\">[removed: </span>gone<span class=\"diff-said\">] </span>");
	buf_free(&out);
}

/* Who takes a secret out of an address later has it in old versions all the same. */
static void
addresses_keep_no_secret(void **state)
{
	struct prose_view view = { 0 };
	struct buf out;
	(void)state;
	buf_init(&out, OUT_MAX);
	struct str before = STR("---\nrepo: https://ada:s3cret@example.org/a?t=s3cret\n---\n");
	struct str html = show(&out, &view, before, STR("---\nrepo: https://example.org/b\n---\n"));
	assert_int_equal(str_find(html, STR("s3cret")), STR_NONE);
	assert_has(html, "https://example.org/a");
	assert_has(html, "https://example.org/b");
	html = show(&out, &view, before, STR("---\nrepo: https://example.org/a\n---\n"));
	assert_int_equal(str_find(html, STR("example.org")), STR_NONE);
	buf_free(&out);
}

/* As a theme has them: a text, or forms for numbers. */
static void
speaks_as_a_theme_does(void **state)
{
	struct value_entry forms[] = {
		{ value_text(STR("one")), value_text(STR("eins")) },
		{ value_text(STR("other")), value_text(STR("{count} davon")) },
	};
	struct value_entry messages[] = {
		{ value_text(STR("diff_added")), value_text(STR("neu")) },
		{ value_text(STR("diff_unchanged")), value_map(forms, 2) },
	};
	struct theme_language german = { .tag = STR("de"), .messages = value_map(messages, 2) };
	(void)state;
	assert_true(str_is(prose_say(&german, STR("diff_added"), 0), "neu"));
	assert_true(str_is(prose_say(&german, STR("diff_unchanged"), 1), "eins"));
	assert_true(str_is(prose_say(&german, STR("diff_unchanged"), 7), "{count} davon"));
	assert_int_equal(prose_say(&german, STR("diff_removed"), 1).len, 0);
}

static void
finds_words_in(const char *path)
{
	static const struct str keys[] = {
#define PROSE_WORD(name, key, one, other) STR_INIT("\n" key ": "),
#include "render/prose_word.def"
#undef PROSE_WORD
	};
	static char bytes[1 << 16];
	FILE *file = fopen(path, "rb");
	assert_non_null(file);
	struct str text = str_of(bytes, fread(bytes, 1, sizeof bytes, file));
	fclose(file);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (str_find(text, keys[i]) == STR_NONE)
			fail_msg("%s has no \"" STR_FMT "\"", path, STR_ARG(str_trim(keys[i])));
	}
}

static void
has_a_message_for_every_word(void **state)
{
	(void)state;
	finds_words_in("themes/plain/i18n/ar.yaml");
	finds_words_in("themes/plain/i18n/de.yaml");
	finds_words_in("themes/plain/i18n/en.yaml");
}

/* --- limits -------------------------------------------------------------------------------- */

static void
says_what_is_too_long(void **state)
{
	struct prose_view view = { .word = NULL };
	struct buf out, text;
	(void)state;
	buf_init(&out, OUT_MAX);
	buf_init(&text, OUT_MAX);
	buf_repeat(&text, 'a', PROSE_VIEW_MAX);
	assert_has(show(&out, &view, buf_view(&text), STR("b\n")), "<ins>");
	buf_char(&text, 'a');
	assert_has(show(&out, &view, buf_view(&text), STR("b\n")), "too long");
	assert_has(show(&out, &view, STR("b\n"), buf_view(&text)), "too long");
	buf_clear(&text);
	buf_lit(&text, "---\ntitle: A\n---\n");
	for (int i = 0; i < 20001; i++)
		buf_lit(&text, "a\n\n");
	assert_has(show(&out, &view, STR("b\n"), buf_view(&text)), "too long");
	assert_has(buf_view(&out), "title");
	buf_free(&out);
	buf_free(&text);
}

/* Nested too deeply for the parser: compared as it was written. */
static void
compares_what_cannot_be_parsed(void **state)
{
	struct prose_view view = { .word = NULL };
	struct buf out, text;
	(void)state;
	buf_init(&out, OUT_MAX);
	buf_init(&text, OUT_MAX);
	buf_repeat(&text, '>', 5000);
	buf_lit(&text, " deep & down\n\nOne two three.\n");
	struct str html = show(&out, &view, STR("One two three.\n"), buf_view(&text));
	assert_has(html, "as it was written");
	assert_has(html, "&gt; deep &amp; down<span class=\"diff-said\">] </span></ins>");
	assert_has(html, "<p>One two three.</p>");
	buf_free(&out);
	buf_free(&text);
}

/* --- properties ---------------------------------------------------------------------------- */

/* Appends the text of HTML without one element and without spans, which are ours. */
static void
put_without(struct buf *out, struct str html, struct str open, struct str close)
{
	while (html.len) {
		struct str end = str_starts(html, open)  ? close
		        : str_starts(html, STR("<span")) ? STR("</span>")
		        : str_starts(html, STR("<"))     ? STR(">")
		                                         : STR_EMPTY;
		if (end.len) {
			html = str_skip(html, str_find(html, end) + end.len);
		} else {
			buf_char(out, html.at[0]);
			html = str_skip(html, 1);
		}
	}
}

static void
keeps_either_text(void **state)
{
	struct str before = STR("Of all the things we said that evening, none was true.");
	struct str after =
	        STR("Of all that we said, and wrote, that evening nothing was quite true!");
	struct prose_view view = { .word = NULL };
	struct buf out, text;
	(void)state;
	buf_init(&out, OUT_MAX);
	buf_init(&text, OUT_MAX);
	struct str html = show(&out, &view, before, after);
	assert_has(html, "<p class=\"diff-edited\">");
	put_without(&text, html, STR("<ins>"), STR("</ins>"));
	assert_true(str_eq(str_trim(buf_view(&text)), before));
	buf_clear(&text);
	put_without(&text, html, STR("<del>"), STR("</del>"));
	assert_true(str_eq(str_trim(buf_view(&text)), after));
	buf_free(&out);
	buf_free(&text);
}

static void
parts_what_went_from_what_came(void **state)
{
	static const struct {
		struct str before, after;
		const char *parts;
	} cases[] = {
		{ STR_INIT("made of the best"), STR_INIT("made shown in the best"),
		        "made <del>of </del><ins>shown in </ins>the best" },
		{ STR_INIT("It is old."), STR_INIT("It is new."),
		        "It is<del> old</del><ins> new</ins>." },
		{ STR_INIT("It is (old)."), STR_INIT("It is (new)."),
		        "It is (<del>old</del><ins>new</ins>)." },
	};
	struct prose_view view = { .word = NULL };
	struct buf out, text;
	(void)state;
	buf_init(&out, OUT_MAX);
	buf_init(&text, OUT_MAX);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena arena = ARENA_EMPTY;
		struct str html = show(&out, &view, cases[i].before, cases[i].after);
		html = prose_html_unsaid(&arena, html);
		if (str_find(html, str_from(cases[i].parts)) == STR_NONE)
			fail_msg("\"%s\" is not in:\n" STR_FMT, cases[i].parts, STR_ARG(html));
		buf_clear(&text);
		put_without(&text, html, STR("<ins>"), STR("</ins>"));
		assert_true(str_eq(str_trim(buf_view(&text)), cases[i].before));
		buf_clear(&text);
		put_without(&text, html, STR("<del>"), STR("</del>"));
		assert_true(str_eq(str_trim(buf_view(&text)), cases[i].after));
		arena_free(&arena);
	}
	buf_free(&out);
	buf_free(&text);
}

/* Where no style hides them, as in a feed, the words would stand in the sentence. */
static void
leaves_out_its_words(void **state)
{
	struct arena arena = ARENA_EMPTY;
	(void)state;
	struct str html = STR("<p>a <del><span class=\"diff-said\">[removed: </span>b"
	                      "<span class=\"diff-said\">] </span></del><span>c</span></p>");
	assert_true(str_is(prose_html_unsaid(&arena, html), "<p>a <del>b</del><span>c</span></p>"));
	assert_true(str_is(prose_html_unsaid(&arena, STR("<p>a</p>")), "<p>a</p>"));
	assert_int_equal(prose_html_unsaid(&arena, STR_EMPTY).len, 0);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(speaks_other_languages),
		cmocka_unit_test(addresses_keep_no_secret),
		cmocka_unit_test(speaks_as_a_theme_does),
		cmocka_unit_test(has_a_message_for_every_word),
		cmocka_unit_test(says_what_is_too_long),
		cmocka_unit_test(compares_what_cannot_be_parsed),
		cmocka_unit_test(keeps_either_text),
		cmocka_unit_test(parts_what_went_from_what_came),
		cmocka_unit_test(leaves_out_its_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
