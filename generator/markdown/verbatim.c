#include "markdown/verbatim.h"

#include "base/ascii.h"

enum { TAB = 4, CODE_INDENT = 4, FENCE_MIN = 3, NUMBER_MAX = 9 };

struct verbatim
verbatim_begin(void)
{
	return (struct verbatim){ .html_end = STR_EMPTY, .behind_blank = true };
}

size_t
verbatim_indent(struct str line)
{
	size_t column = 0;
	for (size_t i = 0; i < line.len; i++) {
		if (line.at[i] == '\t')
			column = (column + TAB) / TAB * TAB;
		else if (line.at[i] == ' ')
			column++;
		else
			break;
	}
	return column;
}

static size_t
blanks(struct str line, size_t at)
{
	while (at < line.len && (line.at[at] == ' ' || line.at[at] == '\t'))
		at++;
	return at;
}

size_t
verbatim_item_mark(struct str line, size_t at)
{
	size_t end = at;
	while (end < line.len && end - at < NUMBER_MAX && line.at[end] >= '0' &&
	        line.at[end] <= '9')
		end++;
	bool numbered = end > at;
	if (end == line.len)
		return at;
	char c = line.at[end++];
	bool mark = numbered ? c == '.' || c == ')' : c == '-' || c == '*' || c == '+';
	bool ends = end == line.len || line.at[end] == ' ' || line.at[end] == '\t';
	return mark && ends ? end : at;
}

size_t
verbatim_prefix(struct str line)
{
	size_t at = blanks(line, 0);
	while (at < line.len) {
		size_t mark = line.at[at] == '>' ? at + 1 : verbatim_item_mark(line, at);
		if (mark == at)
			break;
		at = blanks(line, mark);
	}
	return at;
}

/* The length of a run of backticks or tildes that may be a fence, else 0. */
static size_t
fence_run(struct str text)
{
	size_t len = 0;
	while (len < text.len && text.at[len] == text.at[0])
		len++;
	bool possible = text.len && (text.at[0] == '`' || text.at[0] == '~');
	return possible && len >= FENCE_MIN ? len : 0;
}

static bool
see_fence(struct verbatim *verbatim, struct str text)
{
	size_t len = fence_run(text);
	struct str rest = str_skip(text, len);
	if (verbatim->fence) {
		if (len >= verbatim->fence_len && text.at[0] == verbatim->fence &&
		        str_trim(rest).len == 0)
			verbatim->fence = 0;
		return true;
	}
	if (len == 0 || (text.at[0] == '`' && str_find_char(rest, '`') != STR_NONE))
		return false;
	verbatim->fence = text.at[0];
	verbatim->fence_len = len;
	return true;
}

/* What begins a block of HTML that goes on over empty lines, and what ends it (CommonMark 4.6). */
static const struct {
	struct str begin, end;
} raw[] = {
	{ STR_INIT("<!--"), STR_INIT("-->") },
	{ STR_INIT("<pre"), STR_INIT("</pre>") },
	{ STR_INIT("<script"), STR_INIT("</script>") },
	{ STR_INIT("<style"), STR_INIT("</style>") },
	{ STR_INIT("<textarea"), STR_INIT("</textarea>") },
	{ STR_INIT("<?"), STR_INIT("?>") },
	{ STR_INIT("<![CDATA["), STR_INIT("]]>") },
};

static bool
contains_nocase(struct str text, struct str needle)
{
	for (size_t i = 0; i + needle.len <= text.len; i++) {
		if (str_eq_nocase(str_slice(text, i, i + needle.len), needle))
			return true;
	}
	return false;
}

static bool
see_html(struct verbatim *verbatim, struct str text)
{
	bool inside = verbatim->html_end.len > 0;
	if (!inside && (text.len == 0 || text.at[0] != '<'))
		return false;
	for (size_t i = 0; !inside && i < sizeof raw / sizeof *raw; i++) {
		struct str begin = raw[i].begin;
		if (!str_eq_nocase(str_slice(text, 0, begin.len), begin))
			continue;
		verbatim->html_end = raw[i].end;
		inside = true;
	}
	if (inside && contains_nocase(text, verbatim->html_end))
		verbatim->html_end = STR_EMPTY;
	return inside;
}

/* Indented as far as code, where no paragraph and no list item can go on. */
static bool
see_indented(struct verbatim *verbatim, struct str line)
{
	size_t begin = blanks(line, 0);
	bool deep = verbatim_indent(line) >= CODE_INDENT;
	bool is = deep && !verbatim->in_list && (verbatim->behind_blank || verbatim->in_indented);
	if (!deep && verbatim->behind_blank)
		verbatim->in_list = false;
	if (!is && verbatim_item_mark(line, begin) != begin)
		verbatim->in_list = true;
	verbatim->in_indented = is;
	return is;
}

/* Do most lines of text begin so, and none that is anything else? */
static bool
begins_word(struct str line)
{
	char c = line.len ? line.at[0] : 0;
	return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

bool
verbatim_see_text(struct verbatim *verbatim, struct str line)
{
	if (verbatim->fence || verbatim->html_end.len || !begins_word(line))
		return false;
	verbatim->in_list &= !verbatim->behind_blank;
	verbatim->in_indented = verbatim->behind_blank = false;
	return true;
}

bool
verbatim_see(struct verbatim *verbatim, struct str line)
{
	if (verbatim_see_text(verbatim, line))
		return false;
	struct str text = str_skip(line, verbatim_prefix(line));
	if (verbatim->fence)
		return see_fence(verbatim, text);
	if (verbatim->html_end.len)
		return see_html(verbatim, text);
	if (text.len == 0) {
		verbatim->behind_blank = true;
		return false;
	}
	bool is = see_indented(verbatim, line);
	verbatim->behind_blank = false;
	return is || see_fence(verbatim, text) || see_html(verbatim, text);
}
