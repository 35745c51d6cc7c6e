/*
 * Bytes as raw HTML on its way into a feed: what comes out is valid UTF-8 if it went in so, has no
 * element and no attribute that could run anything, and is changed no more by a second time.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "markdown/sanitize.h"

enum { GROWTH = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool condition, const char *what)
{
	if (!condition) {
		fprintf(stderr, "not so: %s\n", what);
		abort();
	}
}

static void
sanitize_once(struct str html, struct str base, struct buf *out)
{
	struct sanitize sanitize;
	buf_init(out, GROWTH * html.len + 4096);
	sanitize_begin(&sanitize, out, base);
	sanitize_html(&sanitize, html);
	sanitize_end(&sanitize);
}

/* A crude reader of its own: any word behind '<' or before '=' inside a tag. */
static void
check_harmless(struct str html)
{
	static const struct str banned[] = { STR_INIT("script"), STR_INIT("style"),
		STR_INIT("iframe"), STR_INIT("form"), STR_INIT("input"), STR_INIT("object"),
		STR_INIT("embed"), STR_INIT("svg"), STR_INIT("base"), STR_INIT("link"),
		STR_INIT("meta") };
	while (html.len) {
		size_t at = str_find_char(html, '<');
		if (at == STR_NONE)
			return;
		html = str_skip(html, at + 1);
		size_t end = str_find_char(html, '>');
		require(end != STR_NONE, "a tag ends");
		struct str tag = str_slice(html, 0, end);
		for (size_t i = 0; i < sizeof banned / sizeof *banned; i++)
			require(!str_eq_nocase(str_slice(tag, 0, banned[i].len), banned[i]),
			        "no such element");
		bool quoted = false;
		for (size_t i = 0; i < tag.len; i++) {
			quoted ^= tag.at[i] == '"';
			if (!quoted && i > 0 && tag.at[i - 1] == ' ')
				require(!str_eq_nocase(str_slice(tag, i, i + 2), STR("on")),
				        "no handler");
		}
		require(!quoted, "quotes are closed");
		html = str_skip(html, end + 1);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str html = str_of((const char *)data, size);
	struct buf once, again, absolute;
	sanitize_once(html, STR_EMPTY, &once);
	sanitize_once(buf_view(&once), STR_EMPTY, &again);
	require(str_eq(buf_view(&once), buf_view(&again)), "twice is once");
	sanitize_once(html, STR("https://example.org/a/b"), &absolute);
	if (utf8_invalid(html) == STR_NONE) {
		require(utf8_invalid(buf_view(&once)) == STR_NONE, "valid UTF-8");
		require(utf8_invalid(buf_view(&absolute)) == STR_NONE, "valid UTF-8");
	}
	check_harmless(buf_view(&once));
	check_harmless(buf_view(&absolute));
	buf_free(&once);
	buf_free(&again);
	buf_free(&absolute);
	return 0;
}
