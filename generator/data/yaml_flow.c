#include "data/yaml_flow.h"

#include "base/ascii.h"
#include "base/buf.h"

/* In single quotes an apostrophe is doubled, in double quotes nothing needs to be. */
void
yaml_flow_quote(struct buf *out, struct str text)
{
	bool single = str_find_char(text, '"') != STR_NONE || str_find_char(text, '\\') != STR_NONE;
	char quote = single ? '\'' : '"';
	buf_char(out, quote);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == quote)
			buf_char(out, quote);
		buf_char(out, text.at[i]);
	}
	buf_char(out, quote);
}

static bool
needs_quotes(struct str item)
{
	return item.len &&
	        (str_find_char(STR("@`%&*!|>#?"), item.at[0]) != STR_NONE ||
	                str_find(item, STR(": ")) != STR_NONE ||
	                str_find(item, STR(" #")) != STR_NONE);
}

bool
yaml_flow_quote_items(struct buf *out, struct str list)
{
	struct str inner = str_slice(list, 1, list.len - (list.len > 1)), item;
	if (!str_starts(list, STR("[")) || !str_ends(list, STR("]")) ||
	        str_find_char(inner, '[') != STR_NONE || str_find_char(inner, ']') != STR_NONE ||
	        str_find_char(inner, '{') != STR_NONE || str_find_char(inner, '"') != STR_NONE ||
	        str_find_char(inner, '\'') != STR_NONE)
		return false;
	buf_char(out, '[');
	for (bool first = true; inner.at; first = false) {
		item = str_trim(str_cut(&inner, ','));
		buf_put(out, first ? STR_EMPTY : STR(", "));
		if (needs_quotes(item))
			yaml_flow_quote(out, item);
		else
			buf_put(out, item);
	}
	buf_char(out, ']');
	return true;
}

size_t
yaml_flow_comment(struct str line, size_t from)
{
	char quote = '\0';
	for (size_t i = from; i < line.len; i++) {
		char c = line.at[i];
		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '#' && i && ascii_is_blank(line.at[i - 1]))
			return i;
	}
	return STR_NONE;
}
