#include "expect.h"

#include <stdbool.h>
#include <stdio.h>

#include "base/escape.h"
#include "base/utf8.h"

static struct buf buf;

static int
make_buf(void **state)
{
	(void)state;
	buf_init(&buf, 1 << 20);
	return 0;
}

static int
free_buf(void **state)
{
	(void)state;
	buf_free(&buf);
	return 0;
}

static void
test_html(void **state)
{
	(void)state;
	escape_html(&buf, STR("<a href=\"x\" title='y'>&amp;</a>"));
	expect_buf(&buf, "&lt;a href=&#34;x&#34; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
	escape_html(&buf, STR_EMPTY);
	escape_html(&buf, str_of(NULL, 0));
	expect_buf(&buf, "");
	escape_html(&buf, STR("plain text, {{ braces }} and ünïcode 日本"));
	expect_buf(&buf, "plain text, {{ braces }} and ünïcode 日本");
}

/* A subject of a commit may have what a terminal would obey; HTML forbids it. */
static void
test_html_has_no_controls(void **state)
{
	(void)state;
	escape_html(&buf, STR("\033[31mred"));
	expect_buf(&buf, "\xef\xbf\xbd[31mred");
	for (int c = 0; c < 0x80; c++) {
		char text[] = "Text that is long enough: x and more", want[60];
		bool stays = c >= ' ' || c == '\t' || c == '\n' || c == '\r';
		if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'')
			continue;
		text[26] = (char)c;
		escape_html(&buf, str_of(text, sizeof text - 1));
		snprintf(want, sizeof want, "%.26s%.*s%s", text, stays ? 1 : 3,
		        stays ? text + 26 : "\xef\xbf\xbd", text + 27);
		expect_buf(&buf, want);
	}
}

/* The scan takes several bytes at a time: every special at every offset must end a run. */
static void
test_html_at_every_offset(void **state)
{
	(void)state;
	for (size_t at = 0; at < 40; at++) {
		char text[40], want[80];
		memset(text, 'x', sizeof text);
		text[at] = '<';
		memset(want, 'x', at);
		memcpy(want + at, "&lt;", 4);
		memset(want + at + 4, 'x', 39 - at);
		want[43] = '\0';
		escape_html(&buf, str_of(text, sizeof text));
		expect_buf(&buf, want);
	}
}

/* Every byte at every offset of a longer text. */
/* Short texts are copied by blocks that overlap: each length, with each special at each two offsets. */
static void
test_html_of_every_length(void **state)
{
	(void)state;
	for (size_t len = 0; len < 40; len++) {
		for (size_t at = 0; at <= len; at++) {
			char text[40] = "abcdefghijklmnopqrstuvwxyz0123456789ABC";
			struct buf want;
			if (at < len)
				text[at] = "&<>\"'\033\n\0\t"[at % 9];
			if (len)
				text[len - 1 - at * 7 % len] = '<';
			buf_init(&want, 1000);
			for (size_t i = 0; i < len; i++)
				escape_html(&want, str_of(text + i, 1));
			escape_html(&buf, str_of(text, len));
			buf_char(&want, '\0');
			expect_buf(&buf, want.at);
			buf_free(&want);
		}
	}
}

static void
test_html_plain(void **state)
{
	(void)state;
	char text[21];
	for (int c = 0; c < 256; c++) {
		bool special = c == '&' || c == '<' || c == '>' || c == '"' || c == '\'';
		special = special || (c < ' ' && c != '\t' && c != '\n' && c != '\r');
		for (size_t at = 0; at < sizeof text; at++) {
			memset(text, c % 2 ? 'x' : 0xe9, sizeof text);
			text[at] = (char)c;
			size_t plain = escape_html_plain(str_of(text, sizeof text));
			assert_int_equal(plain, special ? at : sizeof text);
		}
	}
	assert_int_equal(escape_html_plain(STR_EMPTY), 0);
}

static void
test_xml(void **state)
{
	(void)state;
	escape_xml(&buf, STR("<&>\"' \t\r\n é"));
	expect_buf(&buf, "&lt;&amp;&gt;&#34;&#39; \t\r\n é");
	escape_xml(&buf,
	        STR("a\x01"
	            "b\x1f"
	            "c\0d\x7f"));
	expect_buf(&buf,
	        "a\xef\xbf\xbd"
	        "b\xef\xbf\xbd"
	        "c\xef\xbf\xbd"
	        "d\x7f");
	escape_xml(&buf, STR("\xef\xbf\xbe\xef\xbf\xbf\xff\xed\xa0\x80"));
	expect_buf(&buf,
	        "���"
	        "���");
	escape_xml(&buf, STR("𝄞"));
	expect_buf(&buf, "𝄞");
}

static void
test_json(void **state)
{
	(void)state;
	escape_json(&buf, STR("\"\\\b\f\n\r\t\x01\0/"));
	expect_buf(&buf, "\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u0000/");
	escape_json(&buf, STR("</script>&'"));
	expect_buf(&buf, "\\u003c/script\\u003e\\u0026\\u0027");
	escape_json(&buf,
	        STR("a\xe2\x80\xa8"
	            "b\xe2\x80\xa9é\xff"));
	expect_buf(&buf, "a\\u2028b\\u2029é�");
}

static void
test_json_for_a_file(void **state)
{
	(void)state;
	escape_json_file(&buf, STR("\"\\\n\x01 </script>&' \xe2\x80\xa8é\x7f"));
	expect_buf(&buf, "\\\"\\\\\\n\\u0001 </script>&' \xe2\x80\xa8é\x7f");
}

/* Wherever it stands: long texts are read by blocks. */
static void
test_json_at_any_place(void **state)
{
	(void)state;
	char text[37];
	for (int c = 0; c < 256; c++) {
		bool stays = c >= ' ' && c != '"' && c != '\\';
		for (size_t at = 0; at < sizeof text; at++) {
			memset(text, c % 2 ? 'x' : 0xe9, sizeof text);
			text[at] = (char)c;
			escape_json_file(&buf, str_of(text, sizeof text));
			assert_int_equal(buf.len == sizeof text, stays);
			assert_memory_equal(buf.at, text, at);
			assert_int_equal(buf.at[at], stays ? text[at] : '\\');
			buf_clear(&buf);
		}
	}
}

static void
test_url_parts(void **state)
{
	(void)state;
	const struct str all = STR(" !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~\x7f\n");
	escape_url_component(&buf, all);
	expect_buf(&buf,
	        "%20!%22%23$%25&'()*+,-.%2F09:;%3C=%3E%3F@AZ%5B%5C%5D%5E_%60az%7B%7C%7D~%7F%0A");
	escape_url_path(&buf, all);
	expect_buf(&buf,
	        "%20!%22%23$%25&'()*+,-./09:;%3C=%3E%3F@AZ%5B%5C%5D%5E_%60az%7B%7C%7D~%7F%0A");
	escape_url_query(&buf, all);
	expect_buf(&buf,
	        "%20%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F09%3A%3B%3C%3D%3E%3F%40AZ%5B%5C"
	        "%5D%5E_%60az%7B%7C%7D~%7F%0A");
	escape_url_path(&buf, STR("essays/über/日"));
	expect_buf(&buf, "essays/%C3%BCber/%E6%97%A5");
}

static void
test_url(void **state)
{
	(void)state;
	static const struct {
		const char *url, *want;
	} cases[] = {
		{ "https://example.org/a%20b?c=d&e#f", "https://example.org/a%20b?c=d&e#f" },
		{ "a b", "a%20b" },
		{ "100%", "100%25" },
		{ "%4", "%254" },
		{ "%zz%41", "%25zz%41" },
		{ "ü", "%C3%BC" },
		{ "a\\b", "a%5Cb" },
		{ "\"<>`{|}^", "%22%3C%3E%60%7B%7C%7D%5E" },
		{ "http://[::1]:80/[x]?[y]", "http://[::1]:80/%5Bx%5D?%5By%5D" },
		{ "//[::1]", "//[::1]" },
		{ "[a]//[b]", "%5Ba%5D//%5Bb%5D" },
		{ "x/y://[b]", "x/y://%5Bb%5D" },
		{ "?a=//[b]", "?a=//%5Bb%5D" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		escape_url(&buf, str_from(cases[i].url));
		expect_buf(&buf, cases[i].want);
	}
}

static void
test_url_is_safe(void **state)
{
	(void)state;
	static const char *const safe[] = { "", "a", "/a", "../a:b", "#javascript:x",
		"?x=javascript:y", "http://x", "HTTPS://x", "mailto:a@b", "tel:1", "xmpp:a",
		"irc:a", "ircs:a", "ftp:a", "sftp:a", "gemini:a", "gopher:a", "magnet:?x",
		"matrix:u", "geo:1,2", "sms:1", "//host/x", ":x", "1a:b", " http://x", "ht\ntp://x",
		"é:x", "java_script:x", "http" };
	static const char *const unsafe[] = { "javascript:alert(1)", "JaVaScRiPt:x",
		" javascript:x", "java\tscript:x", "java\nscript:x", "\x01javascript:x",
		"javascript\r\n:x", "java script:x", "data:text/html,x", "vbscript:x", "file:///x",
		"blob:x", "about:blank", "httpx:y", "http-x:y", "abcdefghijklmnopqrstuvwxyz:x",
		"httpaaaaaaaaaaaa:x", "httpaaaaaaaaaaaaa:x", "C:\\x", "x\x7f:y" };
	for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
		assert_true(escape_url_is_safe(str_from(safe[i])));
	for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
		assert_false(escape_url_is_safe(str_from(unsafe[i])));
	assert_false(escape_url_is_safe(STR("java\0script:x")));
}

static void
test_url_is_absolute(void **state)
{
	(void)state;
	static const char *const absolute[] = { "http://x", "mailto:a", "//x", " //x", "/\n/x",
		"x:" };
	static const char *const relative[] = { "", "/", "/a//b", "a/b", "#a:b", "?a:b", "./a:b",
		":", "é:a", "a//b" };
	for (size_t i = 0; i < sizeof absolute / sizeof *absolute; i++)
		assert_true(escape_url_is_absolute(str_from(absolute[i])));
	for (size_t i = 0; i < sizeof relative / sizeof *relative; i++)
		assert_false(escape_url_is_absolute(str_from(relative[i])));
}

/* No byte sequence makes these escapes write anything but valid UTF-8. */
/* Whole blocks of a text are looked at where there is room; a character alone never is one. */
static void
test_a_text_is_escaped_as_its_characters_are(void **state)
{
	(void)state;
	static const char *const pieces[] = { "plain words", "&", "<", ">", "\"", "'", "\\", "\n",
		"\x01", "é", "Ŧ", "\xef\xbf\xbe", "日", "𝄞", "\xa6" };
	void (*const escapes[])(struct buf *, struct str) = { escape_html, escape_xml, escape_json,
		escape_json_file };
	uint32_t seed = 1;
	struct buf text, want;

	buf_init(&text, 1 << 20);
	buf_init(&want, 1 << 20);
	for (int i = 0; i < 2000; i++) {
		buf_clear(&text);
		buf_clear(&want);
		buf_clear(&buf);
		for (int j = 0; j < 30; j++) {
			seed = seed * 1664525 + 1013904223;
			struct str piece = str_from(pieces[(seed >> 24) % ((unsigned)i % 15 + 1)]);
			buf_put(&text, piece);
			escapes[i % 4](&want, piece);
		}
		escapes[i % 4](&buf, buf_view(&text));
		assert_true(str_eq(buf_view(&buf), buf_view(&want)));
	}
	buf_clear(&buf);
	buf_free(&text);
	buf_free(&want);
}

static void
test_xml_and_json_are_always_valid(void **state)
{
	(void)state;
	uint32_t seed = 1;
	for (int i = 0; i < 2000; i++) {
		char text[24];
		for (size_t j = 0; j < sizeof text; j++) {
			seed = seed * 1664525 + 1013904223;
			text[j] = (char)(seed >> 24);
		}
		escape_xml(&buf, str_of(text, sizeof text));
		escape_json(&buf, str_of(text, sizeof text));
		assert_true(utf8_invalid(buf_view(&buf)) == STR_NONE);
		buf_clear(&buf);
	}
}

static void
test_url_runs(void **state)
{
	(void)state;
	static const char *const bad[] = { "javascript:alert(1)", "JavaScript:x",
		" \tjava\nscript:x", "\x01javascript:x", "vbscript:x", "data:text/html,x", "DATA:x",
		"j\177avascript:" };
	static const char *const good[] = { "", "javascript", "https://javascript:x",
		"/javascript:x", "made-up:x", "javascripts:x", "data", "mailto:data:x" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_true(escape_url_runs(str_from(bad[i])));
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_false(escape_url_runs(str_from(good[i])));
	expect_str(escape_scheme_runs(STR("vbscript")), "vbscript");
	expect_str(escape_scheme_runs(STR("https")), "");
	expect_str(escape_scheme_runs(STR("")), "");
}

static void
test_schemes_that_are_lacking(void **state)
{
	static const char *const hosts[] = { "example.org", "www.example.org", "a-b.example/x",
		"example.org/", "example.zip/x" };
	static const char *const others[] = { "", "/example.org", "./example.org", "a.html",
		"photo.JPG", "about", "about/me", "https://example.org", "//example.org",
		"mailto:a@b.example", "v1.2/x", "a b.example", ".well", "x.y", "#a.example" };
	(void)state;
	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++)
		assert_true(escape_url_lacks_scheme(str_from(hosts[i])));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(escape_url_lacks_scheme(str_from(others[i])));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_schemes_that_are_lacking),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_html_has_no_controls),
		cmocka_unit_test(test_html_at_every_offset),
		cmocka_unit_test(test_html_of_every_length),
		cmocka_unit_test(test_html_plain),
		cmocka_unit_test(test_xml),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_json_for_a_file),
		cmocka_unit_test(test_json_at_any_place),
		cmocka_unit_test(test_url_parts),
		cmocka_unit_test(test_url),
		cmocka_unit_test(test_url_is_safe),
		cmocka_unit_test(test_url_runs),
		cmocka_unit_test(test_url_is_absolute),
		cmocka_unit_test(test_a_text_is_escaped_as_its_characters_are),
		cmocka_unit_test(test_xml_and_json_are_always_valid),
	};
	return cmocka_run_group_tests(tests, make_buf, free_buf);
}
