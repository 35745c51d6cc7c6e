/*
 * Character references.
 */
#include "expect.h"

#include "base/entity.h"
#include "base/utf8.h"

static void
decodes(const char *reference, const char *want)
{
	struct buf out;
	buf_init(&out, 1000);
	assert_true(entity_decode(&out, str_from(reference)));
	expect_str(buf_view(&out), want);
	buf_free(&out);
}

static void
refuses(const char *reference)
{
	struct buf out;
	buf_init(&out, 1000);
	assert_false(entity_decode(&out, str_from(reference)));
	assert_int_equal(out.len, 0);
	buf_free(&out);
}

static void
names_are_those_of_html(void **state)
{
	(void)state;
	decodes("&amp;", "&");
	decodes("&AMP;", "&");
	decodes("&copy;", "\xc2\xa9");
	decodes("&nbsp;", "\xc2\xa0");
	decodes("&AElig;", "Æ");
	decodes("&zwnj;", "\xe2\x80\x8c");
	decodes("&int;", "∫");
	decodes("&ngE;", "≧̸");
	decodes("&CounterClockwiseContourIntegral;", "∳");
	decodes("&zwj;", "\xe2\x80\x8d");
	decodes("&Afr;", "𝔄");
}

static void
numbers_are_characters(void **state)
{
	(void)state;
	decodes("&#65;", "A");
	decodes("&#x41;", "A");
	decodes("&#X1F600;", "😀");
	decodes("&#00065;", "A");
	decodes("&#10;", "\n");
}

static void
numbers_that_are_none_become_a_replacement(void **state)
{
	(void)state;
	decodes("&#0;", "\xef\xbf\xbd");
	decodes("&#xD800;", "\xef\xbf\xbd");
	decodes("&#xdfff;", "\xef\xbf\xbd");
	decodes("&#x110000;", "\xef\xbf\xbd");
	decodes("&#99999999999999999999;", "\xef\xbf\xbd");
}

static void
what_is_no_reference_is_refused(void **state)
{
	(void)state;
	refuses("");
	refuses("&;");
	refuses("&#;");
	refuses("&#x;");
	refuses("&#xG;");
	refuses("&#6a;");
	refuses("&amp");
	refuses("amp;");
	refuses("&Amp;");
	refuses("&nosuchname;");
	refuses("& amp;");
}

static void
texts_are_decoded_as_a_whole(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "", "" },
		{ "a", "a" },
		{ "&lt;&gt;", "<>" },
		{ "a & b &amp c &amp; d", "a & b &amp c & d" },
		{ "&&amp;&", "&&&" },
		{ "&amp;lt;", "&lt;" },
		{ "x &nosuch; y &#x41; z;", "x &nosuch; y A z;" },
		{ "; & ;", "; & ;" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out;
		buf_init(&out, 1000);
		entity_decode_all(&out, str_from(cases[i][0]));
		expect_str(buf_view(&out), cases[i][1]);
		buf_free(&out);
	}
}

static void
browsers_are_more_generous(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{ "a &lt;b&gt; & &", "a <b> & &" },
		{ "&copy 1 &copy1 &copy;1", "© 1 ©1 ©1" },
		{ "&notit; &notin; &not", "¬it; ∉ ¬" },
		{ "&hellip &hellip;", "&hellip …" },
		{ "&#65 &#x41g &#65;", "A Ag A" },
		{ "&#128;&#x9f;&#129;", "€Ÿ\xc2\x81" },
		{ "&#0;&#xd800;&#x110000;&#99999999999;",
		        "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
		{ "[&#1;&#127;&#xfffe;&#9;]", "[\t]" },
		{ "&#; &#x; &; &nosuch; &", "&#; &#x; &; &nosuch; &" },
		{ "&amp;lt; &ampamp;", "&lt; &amp;" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out;
		buf_init(&out, 1000);
		entity_decode_loose(&out, str_from(cases[i][0]));
		expect_str(buf_view(&out), cases[i][1]);
		buf_free(&out);
	}
}

/* The table: sorted, so that each name is found, and of valid characters. */
static void
every_row_is_found(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		uint32_t first, second;
	} rows[] = {
#define ENTITY(name, first, second) { "&" #name ";", first, second },
#include "base/entity.def"
#undef ENTITY
	};
	assert_int_equal(sizeof rows / sizeof *rows, 2125);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buf want;
		buf_init(&want, 1000);
		utf8_put(&want, rows[i].first);
		if (rows[i].second)
			utf8_put(&want, rows[i].second);
		buf_char(&want, '\0');
		decodes(rows[i].name, want.at);
		buf_free(&want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_those_of_html),
		cmocka_unit_test(numbers_are_characters),
		cmocka_unit_test(numbers_that_are_none_become_a_replacement),
		cmocka_unit_test(what_is_no_reference_is_refused),
		cmocka_unit_test(texts_are_decoded_as_a_whole),
		cmocka_unit_test(browsers_are_more_generous),
		cmocka_unit_test(every_row_is_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
