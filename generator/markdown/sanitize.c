/*
 * Tags are taken apart as the HTML standard says (13.2.5), written anew out of what may stay, and
 * compared with nothing: whatever a browser reads afterwards is what was allowed here. Values of
 * attributes are decoded before they are judged and encoded again behind it.
 */
#include "markdown/sanitize.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/entity.h"
#include "base/escape.h"
#include "markdown/link.h"

enum { NAME_BYTES = 16, VALUE_MAX = 16 << 20 };

/* What becomes of an element; those that are not listed lose their tags and keep their content. */
enum fate { UNWRAP, KEEP, KEEP_VOID, DROP, DROP_RAW };

struct element {
	char name[NAME_BYTES];
	enum fate fate;
};

/* Sorted. DROP_RAW is for those in which nothing but the closing tag is a tag. */
static const struct element elements[] = {
	{ "a", KEEP },
	{ "abbr", KEEP },
	{ "address", KEEP },
	{ "applet", DROP },
	{ "article", KEEP },
	{ "aside", KEEP },
	{ "audio", KEEP },
	{ "b", KEEP },
	{ "bdi", KEEP },
	{ "bdo", KEEP },
	{ "blockquote", KEEP },
	{ "br", KEEP_VOID },
	{ "caption", KEEP },
	{ "cite", KEEP },
	{ "code", KEEP },
	{ "col", KEEP_VOID },
	{ "colgroup", KEEP },
	{ "dd", KEEP },
	{ "del", KEEP },
	{ "details", KEEP },
	{ "dfn", KEEP },
	{ "div", KEEP },
	{ "dl", KEEP },
	{ "dt", KEEP },
	{ "em", KEEP },
	{ "figcaption", KEEP },
	{ "figure", KEEP },
	{ "footer", KEEP },
	{ "frameset", DROP },
	{ "h1", KEEP },
	{ "h2", KEEP },
	{ "h3", KEEP },
	{ "h4", KEEP },
	{ "h5", KEEP },
	{ "h6", KEEP },
	{ "head", DROP },
	{ "header", KEEP },
	{ "hr", KEEP_VOID },
	{ "i", KEEP },
	{ "iframe", DROP_RAW },
	{ "img", KEEP_VOID },
	{ "ins", KEEP },
	{ "kbd", KEEP },
	{ "li", KEEP },
	{ "main", KEEP },
	{ "mark", KEEP },
	{ "nav", KEEP },
	{ "noembed", DROP_RAW },
	{ "noframes", DROP_RAW },
	{ "noscript", DROP_RAW },
	{ "object", DROP },
	{ "ol", KEEP },
	{ "p", KEEP },
	{ "picture", KEEP },
	{ "pre", KEEP },
	{ "q", KEEP },
	{ "rp", KEEP },
	{ "rt", KEEP },
	{ "ruby", KEEP },
	{ "s", KEEP },
	{ "samp", KEEP },
	{ "script", DROP_RAW },
	{ "section", KEEP },
	{ "select", DROP },
	{ "small", KEEP },
	{ "source", KEEP_VOID },
	{ "span", KEEP },
	{ "strong", KEEP },
	{ "style", DROP_RAW },
	{ "sub", KEEP },
	{ "summary", KEEP },
	{ "sup", KEEP },
	{ "svg", DROP },
	{ "table", KEEP },
	{ "tbody", KEEP },
	{ "td", KEEP },
	{ "template", DROP },
	{ "textarea", DROP_RAW },
	{ "tfoot", KEEP },
	{ "th", KEEP },
	{ "thead", KEEP },
	{ "time", KEEP },
	{ "title", DROP_RAW },
	{ "tr", KEEP },
	{ "track", KEEP_VOID },
	{ "u", KEEP },
	{ "ul", KEEP },
	{ "var", KEEP },
	{ "video", KEEP },
	{ "wbr", KEEP_VOID },
	{ "xmp", DROP_RAW },
};

struct attribute {
	char name[NAME_BYTES];
	bool is_url;
};

/* Sorted. Those that are not listed go: ids, classes, styles, everything that runs. */
static const struct attribute attributes[] = {
	{ "abbr", false },
	{ "alt", false },
	{ "cite", true },
	{ "colspan", false },
	{ "controls", false },
	{ "datetime", false },
	{ "dir", false },
	{ "headers", false },
	{ "height", false },
	{ "href", true },
	{ "hreflang", false },
	{ "kind", false },
	{ "label", false },
	{ "lang", false },
	{ "loop", false },
	{ "media", false },
	{ "muted", false },
	{ "open", false },
	{ "poster", true },
	{ "preload", false },
	{ "rel", false },
	{ "reversed", false },
	{ "rowspan", false },
	{ "scope", false },
	{ "span", false },
	{ "src", true },
	{ "srclang", false },
	{ "start", false },
	{ "title", false },
	{ "type", false },
	{ "value", false },
	{ "width", false },
};

/* --- names --------------------------------------------------------------------------------- */

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

/* Both kinds of row begin with their name. */
static int
compare_name(const void *key, const void *row)
{
	struct str wanted = *(const struct str *)key, name = str_from(row);
	for (size_t i = 0; i < wanted.len && i < name.len; i++) {
		if (ascii_lower(wanted.at[i]) != name.at[i])
			return ascii_lower(wanted.at[i]) < name.at[i] ? -1 : 1;
	}
	return (wanted.len > name.len) - (wanted.len < name.len);
}

#define FIND(rows, name) \
	bsearch(&(name), rows, sizeof(rows) / sizeof *(rows), sizeof *(rows), compare_name)

/* --- tags ---------------------------------------------------------------------------------- */

struct tag {
	struct str name;
	bool closing;
	struct str attributes; /* what stands between the name and the '>' */
	size_t end;            /* offset behind the '>' */
};

/* The attribute at the front of *rest, which moves behind it. False at the end. */
static bool
next_attribute(struct str *rest, struct str *name, struct str *value)
{
	size_t at = 0;
	while (at < rest->len && (is_space(rest->at[at]) || rest->at[at] == '/'))
		at++;
	size_t name_at = at;
	while (at < rest->len && !is_space(rest->at[at]) && rest->at[at] != '/' &&
	        rest->at[at] != '>' && (rest->at[at] != '=' || at == name_at))
		at++;
	*name = str_slice(*rest, name_at, at);
	*value = STR_EMPTY;
	size_t equals = at;
	while (equals < rest->len && is_space(rest->at[equals]))
		equals++;
	if (name->len && equals < rest->len && rest->at[equals] == '=') {
		at = equals + 1;
		while (at < rest->len && is_space(rest->at[at]))
			at++;
		char quote = at < rest->len ? rest->at[at] : 0;
		bool quoted = quote == '"' || quote == '\'';
		size_t from = at += quoted;
		while (at < rest->len &&
		        (quoted ? rest->at[at] != quote
		                : !is_space(rest->at[at]) && rest->at[at] != '>'))
			at++;
		*value = str_slice(*rest, from, at);
		at += quoted;
	}
	*rest = str_skip(*rest, at);
	return name->len > 0;
}

/* Takes the tag at `at` apart, where a '<' stands. False when it does not end. */
static bool
read_tag(struct str html, size_t at, struct tag *tag)
{
	tag->closing = html.at[at + 1] == '/';
	size_t name = at + 1 + tag->closing, end = name;
	while (end < html.len && !is_space(html.at[end]) && html.at[end] != '/' &&
	        html.at[end] != '>')
		end++;
	tag->name = str_slice(html, name, end);
	struct str rest = str_skip(html, end), attribute, value;
	while (next_attribute(&rest, &attribute, &value))
		continue;
	tag->attributes = str_slice(html, end, html.len - rest.len);
	tag->end = html.len - rest.len + 1;
	return rest.len > 0;
}

static void
put_attribute(struct sanitize *sanitize, struct str name, struct str value)
{
	const struct attribute *attribute = FIND(attributes, name);
	if (!attribute)
		return;
	buf_clear(&sanitize->value);
	entity_decode_all(&sanitize->value, value);
	struct str text = buf_view(&sanitize->value);
	if (attribute->is_url) {
		text = str_trim(text);
		if (!escape_url_is_safe(text))
			return;
		buf_clear(&sanitize->url);
		if (sanitize->base.len) {
			link_resolve(&sanitize->url, sanitize->base, text);
			text = buf_view(&sanitize->url);
		}
	}
	buf_char(sanitize->out, ' ');
	buf_put(sanitize->out, str_from(attribute->name));
	buf_lit(sanitize->out, "=\"");
	escape_html(sanitize->out, text);
	buf_char(sanitize->out, '"');
}

static void
put_tag(struct sanitize *sanitize, const struct tag *tag, enum fate fate)
{
	struct str rest = tag->attributes, name, value;
	buf_put(sanitize->out, tag->closing ? STR("</") : STR("<"));
	for (size_t i = 0; i < tag->name.len; i++)
		buf_char(sanitize->out, ascii_lower(tag->name.at[i]));
	while (!tag->closing && next_attribute(&rest, &name, &value))
		put_attribute(sanitize, name, value);
	buf_put(sanitize->out, fate == KEEP_VOID ? STR(" />") : STR(">"));
}

/* --- the whole ----------------------------------------------------------------------------- */

void
sanitize_begin(struct sanitize *sanitize, struct buf *out, struct str base)
{
	*sanitize = (struct sanitize){ .out = out, .base = base };
	buf_init(&sanitize->value, VALUE_MAX);
	buf_init(&sanitize->url, VALUE_MAX);
}

void
sanitize_end(struct sanitize *sanitize)
{
	buf_free(&sanitize->value);
	buf_free(&sanitize->url);
}

bool
sanitize_is_skipping(const struct sanitize *sanitize)
{
	return sanitize->skipped.len > 0;
}

void
sanitize_stop_skipping(struct sanitize *sanitize)
{
	sanitize->skipped = STR_EMPTY;
}

static void
handle_tag(struct sanitize *sanitize, const struct tag *tag)
{
	const struct element *element = FIND(elements, tag->name);
	enum fate fate = element ? element->fate : UNWRAP;
	if (sanitize_is_skipping(sanitize)) {
		if (!str_eq_nocase(tag->name, sanitize->skipped))
			return;
		if (!tag->closing)
			sanitize->depth++;
		else if (sanitize->depth > 0)
			sanitize->depth--;
		else
			sanitize_stop_skipping(sanitize);
	} else if (fate == KEEP || (fate == KEEP_VOID && !tag->closing)) {
		put_tag(sanitize, tag, fate);
	} else if ((fate == DROP || fate == DROP_RAW) && !tag->closing) {
		sanitize->skipped = str_from(element->name);
		sanitize->depth = 0;
	}
}

/* The offset of the next thing that could be a tag: where nothing else is, of the closing tag. */
static size_t
next_tag(const struct sanitize *sanitize, struct str html, size_t at)
{
	const struct element *skipped = FIND(elements, sanitize->skipped);
	bool raw = skipped && skipped->fate == DROP_RAW;
	for (; at < html.len; at++) {
		size_t found = str_find_char(str_skip(html, at), '<');
		if (found == STR_NONE)
			return html.len;
		at += found;
		size_t name = at + 2, end = name + sanitize->skipped.len;
		if (!raw)
			return at;
		if (end <= html.len && html.at[at + 1] == '/' &&
		        str_eq_nocase(str_slice(html, name, end), sanitize->skipped) &&
		        (end == html.len || !ascii_is_letter(html.at[end])))
			return at;
	}
	return html.len;
}

/* Behind the comment, or what a browser takes for one, at `at`: "<!", "<?" or "</" stands there. */
static size_t
comment_end(struct str html, size_t at)
{
	struct str rest = str_skip(html, at), close = STR(">");
	size_t from = 2;
	if (str_starts(rest, STR("<!-->")) || str_starts(rest, STR("<!--->")))
		return at + str_find_char(rest, '>') + 1;
	if (str_starts(rest, STR("<!--"))) {
		close = STR("-->");
		from = 4;
	}
	size_t found = str_find(str_skip(rest, from), close);
	return found == STR_NONE ? html.len : at + from + found + close.len;
}

void
sanitize_html(struct sanitize *sanitize, struct str html)
{
	for (size_t at = 0; at < html.len;) {
		size_t less = next_tag(sanitize, html, at);
		if (!sanitize_is_skipping(sanitize))
			buf_put(sanitize->out, str_slice(html, at, less));
		at = less;
		char next = at + 1 < html.len ? html.at[at + 1] : ' ';
		char after = at + 2 < html.len ? html.at[at + 2] : ' ';
		if (at == html.len)
			return;
		if (ascii_is_letter(next) || (next == '/' && ascii_is_letter(after))) {
			struct tag tag;
			if (!read_tag(html, at, &tag))
				return;
			handle_tag(sanitize, &tag);
			at = tag.end;
		} else if (next == '!' || next == '?' || next == '/') {
			at = comment_end(html, at);
		} else {
			if (!sanitize_is_skipping(sanitize))
				buf_lit(sanitize->out, "&lt;");
			at++;
		}
	}
}

/* --- ids ----------------------------------------------------------------------------------- */

static bool
is_about_ids(struct str attribute)
{
	static const struct str names[] = { STR_INIT("id"), STR_INIT("for"), STR_INIT("form"),
		STR_INIT("headers"), STR_INIT("list"), STR_INIT("popovertarget"),
		STR_INIT("aria-activedescendant"), STR_INIT("aria-controls"),
		STR_INIT("aria-describedby"), STR_INIT("aria-details"),
		STR_INIT("aria-errormessage"), STR_INIT("aria-flowto"), STR_INIT("aria-labelledby"),
		STR_INIT("aria-owns") };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq_nocase(names[i], attribute))
			return true;
	}
	return false;
}

static void
put_without_ids(struct buf *out, struct str html, size_t at, const struct tag *tag)
{
	struct str before = tag->attributes, rest = before, name, value;
	buf_put(out, str_slice(html, at, (size_t)(rest.at - html.at)));
	while (next_attribute(&rest, &name, &value)) {
		if (!is_about_ids(name))
			buf_put(out, str_slice(before, 0, before.len - rest.len));
		before = rest;
	}
	buf_put(out, before);
	buf_char(out, '>');
}

/* The name of the element that begins here if nothing in it is a tag, or empty. */
static struct str
raw_name(struct str name)
{
	const struct element *element = FIND(elements, name);
	bool is = element && element->fate == DROP_RAW;
	return is ? str_from(element->name) : STR_EMPTY;
}

/*
 * Takes what is at `at` apart, where a '<' stands: a tag, or something else that ends at tag->end. A tag that
 * does not end takes the rest. True for an opening tag.
 */
static bool
open_tag(struct str html, size_t at, struct tag *tag)
{
	char next = at + 1 < html.len ? html.at[at + 1] : ' ';
	*tag = (struct tag){ .end = at + 1 };
	if (ascii_is_letter(next)) {
		if (read_tag(html, at, tag))
			return true;
		tag->end = html.len;
	} else if (next == '!' || next == '?') {
		tag->end = comment_end(html, at);
	}
	return false;
}

void
sanitize_drop_ids(struct buf *out, struct str html)
{
	struct sanitize raw = { .skipped = STR_EMPTY }; /* the element in which nothing is a tag */
	for (size_t at = 0, less; at < html.len;) {
		less = next_tag(&raw, html, at);
		buf_put(out, str_slice(html, at, less));
		at = less;
		if (at == html.len)
			return;
		struct tag tag;
		bool opens = open_tag(html, at, &tag);
		if (opens)
			put_without_ids(out, html, at, &tag);
		else if (!ascii_is_letter(at + 1 < html.len ? html.at[at + 1] : ' '))
			buf_put(out, str_slice(html, at, tag.end));
		raw.skipped = opens ? raw_name(tag.name) : STR_EMPTY;
		at = tag.end;
	}
}

bool
sanitize_next_id(struct str *rest, struct str *raw, struct str *id)
{
	struct sanitize state = { .skipped = *raw };
	while (rest->len) {
		*rest = str_skip(*rest, next_tag(&state, *rest, 0));
		if (!rest->len)
			break;
		struct tag tag;
		struct str name;
		bool opens = open_tag(*rest, 0, &tag);
		*rest = str_skip(*rest, tag.end);
		*raw = state.skipped = opens ? raw_name(tag.name) : STR_EMPTY;
		while (opens && next_attribute(&tag.attributes, &name, id)) {
			if (str_eq_nocase(name, STR("id")))
				return true;
		}
	}
	return false;
}
