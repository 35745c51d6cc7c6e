/*
 * Most of a page passes through markup_text, which copies what needs no escape in one piece. Quotes become
 * &quot;, as the examples of CommonMark have it.
 */
#include "markdown/markup.h"

#include "base/buf.h"
#include "base/escape.h"

static struct str
reference_for(char c)
{
	switch (c) {
	case '&': return STR("&amp;");
	case '<': return STR("&lt;");
	case '>': return STR("&gt;");
	default: return STR("&quot;");
	}
}

/* The offset of the first byte from `at` on that needs an escape, or the length; an apostrophe needs none. */
static size_t
find_special(struct str s, size_t at)
{
	do
		at += escape_html_plain(str_skip(s, at));
	while (at < s.len && s.at[at] == '\'' && ++at);
	return at;
}

void
markup_text(struct buf *out, struct str s)
{
	size_t from = 0, at;
	while ((at = find_special(s, from)) < s.len) {
		buf_put(out, str_of(s.at + from, at - from));
		buf_put(out, reference_for(s.at[at]));
		from = at + 1;
	}
	buf_put(out, str_of(s.at + from, at - from));
}

void
markup_attribute(struct buf *out, struct str name, struct str value)
{
	buf_char(out, ' ');
	buf_put(out, name);
	buf_lit(out, "=\"");
	markup_text(out, value);
	buf_char(out, '"');
}

void
markup_number(struct buf *out, struct str name, uint32_t value)
{
	buf_char(out, ' ');
	buf_put(out, name);
	buf_lit(out, "=\"");
	buf_int(out, value);
	buf_char(out, '"');
}
