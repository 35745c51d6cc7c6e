#include "audit/tag_scan.h"

#include "base/ascii.h"

/* Elements whose content is text up to their closing tag. */
static const struct str raw[] = { STR_INIT("script"), STR_INIT("style"), STR_INIT("title"),
	STR_INIT("textarea") };

/* What follows the next `needle`, or nothing. */
static struct str
behind(struct str html, struct str needle)
{
	size_t at = str_find(html, needle);

	return at == STR_NONE ? STR_EMPTY : str_skip(html, at + needle.len);
}

/* A '<' that begins no tag: a comment, a doctype, or a sign in the text. */
static struct str
pass_over(struct str html)
{
	if (str_starts(html, STR("<!--")))
		return behind(str_skip(html, 4), STR("-->"));
	if (str_starts(html, STR("<!")) || str_starts(html, STR("<?")))
		return behind(html, STR(">"));
	return str_skip(html, 1);
}

static bool
begins_tag(struct str html)
{
	size_t at = html.len > 1 && html.at[1] == '/' ? 2 : 1;

	return at < html.len && ascii_is_letter(html.at[at]);
}

static bool
ends_name(char c)
{
	return ascii_is_space(c) || c == '/' || c == '>';
}

/* How long a tag's attributes are: up to the '>' that is in no quotation marks. */
static size_t
attributes_len(struct str rest)
{
	char quote = 0;
	size_t at = 0;

	for (; at < rest.len && (quote || rest.at[at] != '>'); at++) {
		char c = rest.at[at];

		if (quote)
			quote = c == quote ? 0 : quote;
		else if ((c == '"' || c == '\'') && at && rest.at[at - 1] == '=')
			quote = c;
	}
	return at;
}

/* Is there the closing tag of `name` at the beginning? */
static bool
closes(struct str html, struct str name)
{
	return html.len > name.len + 2 && str_eq_nocase(str_slice(html, 2, 2 + name.len), name) &&
	        ends_name(html.at[2 + name.len]);
}

/* The content of a raw element, which ends with its own closing tag. */
static struct str
take_text(struct str *html, struct str name)
{
	struct str rest = *html;

	for (size_t at; (at = str_find(rest, STR("</"))) != STR_NONE; rest = str_skip(rest, 2)) {
		rest = str_skip(rest, at);
		if (closes(rest, name))
			break;
	}
	struct str text = str_slice(*html, 0, html->len - rest.len);
	if (!closes(rest, name)) {
		text = *html;
		rest = STR_EMPTY;
	}
	*html = rest;
	return text;
}

bool
tag_scan_next(struct str *html, struct tag *tag)
{
	struct str rest = *html;
	size_t at, len = 0;

	while ((at = str_find_char(rest, '<')) != STR_NONE) {
		rest = str_skip(rest, at);
		if (begins_tag(rest))
			break;
		rest = pass_over(rest);
	}
	*html = STR_EMPTY;
	if (at == STR_NONE)
		return false;
	*tag = (struct tag){ .closing = rest.at[1] == '/' };
	rest = str_skip(rest, tag->closing ? 2 : 1);
	while (len < rest.len && !ends_name(rest.at[len]))
		len++;
	tag->name = str_slice(rest, 0, len);
	rest = str_skip(rest, len);
	len = attributes_len(rest);
	tag->attributes = str_slice(rest, 0, len);
	*html = str_skip(rest, len < rest.len ? len + 1 : len);
	for (size_t i = 0; !tag->closing && i < sizeof raw / sizeof *raw; i++)
		if (str_eq_nocase(tag->name, raw[i]))
			tag->text = take_text(html, tag->name);
	return true;
}

bool
tag_scan_is(const struct tag *tag, const char *name)
{
	return str_eq_nocase(tag->name, str_from(name));
}

static size_t
skip_space(struct str text, size_t at)
{
	while (at < text.len && ascii_is_space(text.at[at]))
		at++;
	return at;
}

/* The value that begins at `at`, and where it ends. */
static size_t
take_value(struct str text, size_t at, struct str *value)
{
	size_t from = at, end;
	char quote = at < text.len ? text.at[at] : 0;

	if (quote != '"' && quote != '\'') {
		while (at < text.len && !ascii_is_space(text.at[at]))
			at++;
		*value = str_slice(text, from, at);
		return at;
	}
	end = str_find_char(str_skip(text, from + 1), quote);
	end = end == STR_NONE ? text.len : from + 1 + end;
	*value = str_slice(text, from + 1, end);
	return end < text.len ? end + 1 : end;
}

bool
tag_scan_attribute(struct str *attributes, struct str *name, struct str *value)
{
	struct str text = *attributes;
	size_t at = 0, from, equals;

	while (at < text.len && (ascii_is_space(text.at[at]) || text.at[at] == '/'))
		at++;
	from = at;
	if (at < text.len && text.at[at] == '=')
		at++;
	while (at < text.len && !ends_name(text.at[at]) && text.at[at] != '=')
		at++;
	*name = str_slice(text, from, at);
	*value = STR_EMPTY;
	equals = skip_space(text, at);
	if (equals < text.len && text.at[equals] == '=')
		at = take_value(text, skip_space(text, equals + 1), value);
	*attributes = str_skip(text, at);
	return name->len > 0;
}
