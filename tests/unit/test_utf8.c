#include "expect.h"

#include <stdbool.h>

#include "base/arena.h"
#include "base/utf8.h"

static struct buf buf;
static struct arena arena;

static int
make(void **state)
{
	(void)state;
	buf_init(&buf, 1 << 20);
	return 0;
}

static int
unmake(void **state)
{
	(void)state;
	buf_free(&buf);
	arena_free(&arena);
	return 0;
}

static void
test_valid(void **state)
{
	(void)state;
	static const char *const valid[] = { "", "abc", "é", "日本", "𝄞", "\x7f", "\xc2\x80",
		"\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf", "\xee\x80\x80", "\xef\xbf\xbf",
		"\xf0\x90\x80\x80", "\xf4\x8f\xbf\xbf",
		"twelve bytes and more é then ascii again" };
	for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
		assert_true(utf8_invalid(str_from(valid[i])) == STR_NONE);
	assert_true(utf8_invalid(STR("a\0b")) == STR_NONE);
}

static void
test_invalid(void **state)
{
	(void)state;
	static const char *const invalid[] = { "\x80", "\xbf", "\xc0\x80", "\xc1\xbf", "\xc2",
		"\xc2"
		"a",
		"\xe0\x9f\xbf", "\xe0\xa0",
		"\xe1\x80"
		"a",
		"\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x8f\xbf\xbf", "\xf0\x90\x80",
		"\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff", "\xfe" };
	for (size_t i = 0; i < sizeof invalid / sizeof *invalid; i++) {
		assert_int_equal(utf8_invalid(str_from(invalid[i])), 0);
		struct str text = str_format(
		        &arena, "long enough é " STR_FMT " tail", STR_ARG(str_from(invalid[i])));
		assert_int_equal(utf8_invalid(text), 15);
		assert_true(utf8_invalid(utf8_clean(&arena, text)) == STR_NONE);
		size_t at = 0;
		assert_int_equal(utf8_next(str_from(invalid[i]), &at), UTF8_REPLACEMENT);
		assert_int_equal(at, 1);
	}
}

/* Every character there is goes out and comes back. */
static void
test_put_and_next_agree(void **state)
{
	(void)state;
	for (uint32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 37) {
		size_t at = 0;
		utf8_put(&buf, c);
		uint32_t back = utf8_next(buf_view(&buf), &at);
		bool surrogate = c >= 0xd800 && c <= 0xdfff;
		assert_int_equal(back, surrogate ? UTF8_REPLACEMENT : c);
		assert_int_equal(at, buf.len);
		buf_clear(&buf);
	}
	utf8_put(&buf, 0x110000);
	utf8_put(&buf, UINT32_MAX);
	expect_buf(&buf, "��");
}

static void
test_length_and_prefix(void **state)
{
	(void)state;
	assert_int_equal(utf8_length(STR_EMPTY), 0);
	assert_int_equal(utf8_length(STR("héllo 日本 and a longer tail")), 26);
	assert_int_equal(utf8_length(STR("\xff\xff"
	                                 "a")),
	        3);
	expect_str(utf8_prefix(STR("日本語"), 2), "日本");
	expect_str(utf8_prefix(STR("日本語"), 9), "日本語");
	expect_str(utf8_prefix(STR("abc"), 0), "");
	expect_str(utf8_prefix(STR("abcdefghijé klmnopqr日stuv"), 22), "abcdefghijé klmnopqr日s");
	expect_str(utf8_prefix(STR("\xff\xff"
	                           "a"),
	                   1),
	        "\xff");
}

static void
test_clean(void **state)
{
	(void)state;
	struct str text = STR("valid é");
	assert_ptr_equal(utf8_clean(&arena, text).at, text.at);
	expect_str(utf8_clean(&arena,
	                   STR("a\xff"
	                       "b\xe2\x82"
	                       "c")),
	        "a�b��c");
	expect_str(utf8_clean(&arena, STR("\xed\xa0\x80")), "���");
}

static void
test_properties(void **state)
{
	(void)state;
	static const uint32_t letters[] = { 'a', 'Z', '0', 0xe9, 0x3b1, 0x416, 0x5d0, 0x627, 0x65e5,
		0xac00, 0x915, 0x94d, 0x301, 0xbd, 0x2167, 0x1d400 };
	static const uint32_t others[] = { ' ', '_', '-', '\'', 0xd7, 0x2019, 0x2014, 0x3002,
		0x1f389, 0x200d, 0xe000, 0x110000 };
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		assert_true(utf8_is_letter(letters[i]));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(utf8_is_letter(others[i]));
	static const uint32_t spaces[] = { ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xa0, 0x2003,
		0x2028, 0x3000 };
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		assert_true(utf8_is_space(spaces[i]));
	assert_false(utf8_is_space(0x200b));
	assert_false(utf8_is_space('x'));
	static const uint32_t ideographs[] = { 0x65e5, 0x3042, 0x30a2, 0x30fc, 0xac00, 0x3005,
		0x20000, 0xff71, 0x3400 };
	for (size_t i = 0; i < sizeof ideographs / sizeof *ideographs; i++)
		assert_true(utf8_is_ideographic(ideographs[i]));
	static const uint32_t not_ideographs[] = { 'a', 0x3001, 0x3000, 0xff21, 0xe9, 0x1f389,
		0xa000 };
	for (size_t i = 0; i < sizeof not_ideographs / sizeof *not_ideographs; i++)
		assert_false(utf8_is_ideographic(not_ideographs[i]));
}

static void
test_width(void **state)
{
	(void)state;
	assert_int_equal(utf8_width('a'), 1);
	assert_int_equal(utf8_width('\t'), 0);
	assert_int_equal(utf8_width(0x7f), 0);
	assert_int_equal(utf8_width(0xe9), 1);
	assert_int_equal(utf8_width(0x301), 0);
	assert_int_equal(utf8_width(0x65e5), 2);
}

static void
test_case(void **state)
{
	(void)state;
	utf8_lower(&buf, STR("ÉCOLE Привет ΑΣ 1 \xff"));
	expect_buf(&buf, "école привет ασ 1 �");
	utf8_upper(&buf, STR("école привет"));
	expect_buf(&buf, "ÉCOLE ПРИВЕТ");
	utf8_title(&buf, STR("the QUICK brown-fox don't éTUDE l’été 2nd"));
	expect_buf(&buf, "The Quick Brown-Fox Don't Étude L’été 2nd");
}

/* Every ASCII character at every offset, and with one beyond ASCII behind it. */
static void
test_case_of_each(void **state)
{
	(void)state;
	for (int c = 0; c < 128; c++) {
		for (size_t at = 0; at < 19; at++) {
			char text[24] = "abcXYZabcXYZabcXYZ{\xc3\x84@", low[24], high[24];
			text[at] = (char)c;
			for (size_t i = 0; i < sizeof text; i++) {
				bool upper = text[i] >= 'A' && text[i] <= 'Z';
				bool lower = text[i] >= 'a' && text[i] <= 'z';
				low[i] = (char)(upper ? text[i] + 0x20 : text[i]);
				high[i] = (char)(lower ? text[i] - 0x20 : text[i]);
			}
			low[20] = (char)0xa4;
			utf8_lower(&buf, str_of(text, 22));
			assert_memory_equal(buf.at, low, 22);
			buf_clear(&buf);
			utf8_upper(&buf, str_of(text, 22));
			assert_memory_equal(buf.at, high, 22);
			assert_int_equal(buf.len, 22);
			buf_clear(&buf);
		}
	}
}

/* The last piece of a text overlaps the one before; each length has one. */
static void
test_case_of_every_length(void **state)
{
	(void)state;
	for (size_t len = 0; len <= 26; len++) {
		struct str low = str_of("abcdefghijklmnopqrstuvwxyz", len);
		struct str high = str_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", len);
		utf8_lower(&buf, high);
		assert_true(str_eq(buf_view(&buf), low));
		buf_clear(&buf);
		utf8_upper(&buf, low);
		assert_true(str_eq(buf_view(&buf), high));
		buf_clear(&buf);
	}
}

static void
test_fold_and_compose(void **state)
{
	(void)state;
	expect_str(utf8_fold(&arena, STR("Hello, WORLD")), "hello, world");
	expect_str(utf8_fold(&arena, STR("Straße")), "strasse");
	expect_str(utf8_fold_name(&arena, STR(" First \t reader\n")), "first reader");
	expect_str(utf8_fold_name(&arena,
	                   STR("A\xc2\xa0\xc2\xa0"
	                       "B")),
	        "a b");
	expect_str(utf8_fold_name(&arena, STR("  ")), "");
	expect_str(utf8_fold(&arena, STR("ﬁne ②")), "fine 2");
	expect_str(utf8_fold(&arena, STR("É")), "é");
	expect_str(utf8_fold(&arena, STR("E\xcc\x81")), "é");
	expect_str(utf8_fold(&arena, STR("a\xff")), "a�");
	assert_int_equal(utf8_fold(&arena, STR("é\0x")).len, 4);
	expect_str(utf8_compose(&arena, STR("e\xcc\x81t\xc3\xa9")), "été");
	expect_str(utf8_compose(&arena, STR("plain")), "plain");
	expect_str(utf8_compose(&arena, STR("ﬁ")), "ﬁ");
	expect_str(utf8_compose(&arena, STR_EMPTY), "");
}

static void
test_slug(void **state)
{
	(void)state;
	static const struct {
		const char *text, *slug;
	} cases[] = {
		{ "Hello, World!", "hello-world" },
		{ "  -- spaces -- ", "spaces" },
		{ "don't panic", "dont-panic" },
		{ "don’t panic", "dont-panic" },
		{ "C++ & C#", "c-c" },
		{ "__init__.py", "init-py" },
		{ "version 1.2.3", "version-1-2-3" },
		{ "Crème brûlée & café", "creme-brulee-cafe" },
		{ "Łódź", "łodz" },
		{ "Straße", "straße" },
		{ "Ünïcödé", "unicode" },
		{ "e\xcc\x81t\xc3\xa9", "ete" },
		{ "Привет, мир", "привет-мир" },
		{ "Ёлка й", "елка-и" },
		{ "Ελληνικά", "ελληνικα" },
		{ "你好，世界：第一篇", "你好-世界-第一篇" },
		{ "日本語のタイトル ガ", "日本語のタイトル-ガ" },
		{ "한국어 제목", "한국어-제목" },
		{ "مرحبا بالعالم", "مرحبا-بالعالم" },
		{ "हिन्दी में", "हिन्दी-में" },
		{ "ﬁne ½", "fine-1-2" },
		{ "İstanbul", "istanbul" },
		{ "🎉 party 🎈", "party" },
		{ "soft\xc2\xadhyphen", "softhyphen" },
		{ "???", "" },
		{ "🎉", "" },
		{ "", "" },
		{ "a\xff"
		  "b",
		        "a-b" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		utf8_slug(&buf, str_from(cases[i].text));
		expect_buf(&buf, cases[i].slug);
	}
	buf_lit(&buf, "before-");
	utf8_slug(&buf, STR("!a b!"));
	expect_buf(&buf, "before-a-b");
}

static void
expect_words(const char *text, size_t words, size_t ideographs)
{
	size_t w = 100, i = 1000;
	utf8_count_words(str_from(text), &w, &i);
	assert_int_equal(w - 100, words);
	assert_int_equal(i - 1000, ideographs);
}

/* Text is read in pieces of eight and sixteen bytes: wherever a word lies in them it counts once. */
static void
words_are_counted_at_every_offset(void **state)
{
	(void)state;
	enum { TIMES = 700, LEN = 33 + 1 };
	static const char words[] = "one don't a--b 'x' y'-z, well-off ";
	_Static_assert(sizeof words - 1 == LEN, "");
	static char text[TIMES * LEN + 40];
	for (size_t shift = 0; shift < 20; shift++) {
		size_t w = 0, i = 0;
		memset(text, ' ', sizeof text);
		for (size_t n = 0; n < TIMES; n++)
			memcpy(text + shift + n * LEN, words, LEN);
		utf8_count_words(str_of(text, shift + TIMES * LEN), &w, &i);
		assert_int_equal(w, 8 * TIMES);
		memcpy(text + shift + 20 * LEN, "\u00e9e", 3);
		w = 0;
		utf8_count_words(str_of(text, shift + TIMES * LEN), &w, &i);
		assert_int_equal(w, 8 * TIMES);
	}
}

/* Nothing before or behind a text is read: the sanitizers see it. */
static void
words_are_counted_in_a_text_of_any_length(void **state)
{
	(void)state;
	for (size_t len = 1; len < 70; len++) {
		size_t w = 0, i = 0;
		char *text = malloc(len);
		assert_non_null(text);
		for (size_t at = 0; at < len; at++)
			text[at] = at % 3 == 2 ? ' ' : 'a';
		utf8_count_words(str_of(text, len), &w, &i);
		assert_int_equal(w, (len + 2) / 3);
		free(text);
	}
}

static void
test_words(void **state)
{
	(void)state;
	expect_words("", 0, 0);
	expect_words("   ", 0, 0);
	expect_words("one", 1, 0);
	expect_words("one two\nthree\tfour", 4, 0);
	expect_words("don't", 1, 0);
	expect_words("don’t", 1, 0);
	expect_words("well-known facts", 2, 0);
	expect_words("one--two", 2, 0);
	expect_words("one - two", 2, 0);
	expect_words("'quoted'", 1, 0);
	expect_words("a'-b", 2, 0);
	expect_words("-a-", 1, 0);
	expect_words("été à la mer", 4, 0);
	expect_words("l’été-là", 1, 0);
	expect_words("é'e e'é é-é", 3, 0);
	expect_words("Привет, мир", 2, 0);
	expect_words("你好，世界", 0, 4);
	expect_words("日本語 and English 語", 2, 4);
	expect_words("a日b", 2, 1);
	expect_words("a-日", 1, 1);
	expect_words("हिन्दी में", 2, 0);
	expect_words("3 apples, 2nd try", 4, 0);
	expect_words("🎉 party 🎈", 1, 0);
	expect_words("a\xff"
	             "b",
	        2, 0);
}

/* ASCII is counted eight bytes at a time: what splits a word must not depend on where it stands. */
static void
test_words_at_every_offset(void **state)
{
	(void)state;
	static const char *const texts[] = { "a don't b", "a-b-c", "ab--cd", "é-a-é", "a'b''c" };
	static const size_t words[] = { 3, 1, 2, 1, 2 };
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		for (int before = 0; before < 17; before++) {
			for (int after = 0; after < 17; after++) {
				struct str text = str_format(
				        &arena, "%*s%s%*s", before, "", texts[i], after, "");
				expect_words(text.at, words[i], 0);
			}
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_valid),
		cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_put_and_next_agree),
		cmocka_unit_test(test_length_and_prefix),
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_case),
		cmocka_unit_test(test_case_of_each),
		cmocka_unit_test(test_case_of_every_length),
		cmocka_unit_test(test_fold_and_compose),
		cmocka_unit_test(test_slug),
		cmocka_unit_test(test_words),
		cmocka_unit_test(words_are_counted_at_every_offset),
		cmocka_unit_test(words_are_counted_in_a_text_of_any_length),
		cmocka_unit_test(test_words_at_every_offset),
	};
	return cmocka_run_group_tests(tests, make, unmake);
}
