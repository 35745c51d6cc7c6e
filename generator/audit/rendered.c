/* In memory a fact is its kind, its number and the length of its text, then the text. */
#include "audit/rendered.h"

#include <string.h>

#include "audit/tag_scan.h"
#include "base/buf.h"
#include "base/entity.h"

struct head {
	uint32_t kind, number, len;
};

enum { TEXT_MAX = 64 << 10 }; /* a longer address is a picture written into the page */

struct reading {
	struct buf *facts;
	struct buf text; /* of one attribute, decoded */
};

/* ---- packing ---------------------------------------------------------------------------------- */

static void
put(struct reading *r, enum rendered_kind kind, uint32_t number, struct str text)
{
	struct head head = { kind, number, 0 };

	buf_clear(&r->text);
	entity_decode_loose(&r->text, str_slice(text, 0, TEXT_MAX));
	text = str_trim(buf_view(&r->text));
	if (str_starts(text, STR("data:")))
		return;
	head.len = (uint32_t)text.len;
	buf_put(r->facts, str_of((const char *)&head, sizeof head));
	buf_put(r->facts, text);
}

bool
rendered_next(struct str *facts, struct rendered *out)
{
	struct head head;

	if (facts->len < sizeof head)
		return false;
	memcpy(&head, facts->at, sizeof head);
	*out = (struct rendered){ (enum rendered_kind)head.kind, head.number,
		str_slice(*facts, sizeof head, sizeof head + head.len) };
	*facts = str_skip(*facts, sizeof head + head.len);
	return true;
}

/* ---- style sheets ----------------------------------------------------------------------------- */

static void
put_css(struct reading *r, struct str css)
{
	for (size_t at; (at = str_find(css, STR("url("))) != STR_NONE;) {
		css = str_skip(css, at + 4);
		struct str url = str_trim(str_slice(css, 0, str_find_char(css, ')')));
		char quote = url.len > 1 ? url.at[0] : 0;

		if (quote == '"' || quote == '\'')
			url = str_slice(url, 1, url.len - 1);
		put(r, RENDERED_USE, 0, url);
	}
}

/* ---- tags ------------------------------------------------------------------------------------- */

/* "small.png 1x, large.png 2x" */
static void
put_set(struct reading *r, struct str set)
{
	while (set.at && set.len) {
		struct str one = str_trim(str_cut(&set, ','));

		put(r, RENDERED_USE, 0, str_cut(&one, ' '));
	}
}

static void
put_attribute(struct reading *r, const struct tag *tag, struct str name, struct str value)
{
	bool link = tag_scan_is(tag, "a") || tag_scan_is(tag, "area");

	if (str_eq_nocase(name, STR("id")) || (link && str_eq_nocase(name, STR("name"))))
		put(r, RENDERED_ID, 0, value);
	else if (str_eq_nocase(name, STR("href")) && !tag_scan_is(tag, "base"))
		put(r, link ? RENDERED_LINK : RENDERED_USE, 0, value);
	else if (str_eq_nocase(name, STR("src")) || str_eq_nocase(name, STR("poster")))
		put(r, RENDERED_USE, 0, value);
	else if (str_eq_nocase(name, STR("srcset")))
		put_set(r, value);
	else if (str_eq_nocase(name, STR("style")))
		put_css(r, value);
	else if (str_eq_nocase(name, STR("content")) || str_eq_nocase(name, STR("data")) ||
	        str_starts(name, STR("data-")))
		put(r, RENDERED_PERHAPS, 0, value);
}

/* 1 to 6 for <h1> to <h6>, else 0. */
static uint32_t
level_of(const struct tag *tag)
{
	char digit = tag->name.len == 2 ? tag->name.at[1] : '0';

	if ((tag->name.at[0] | 0x20) != 'h' || digit < '1' || digit > '6')
		return 0;
	return (uint32_t)(digit - '0');
}

static void
put_tag(struct reading *r, const struct tag *tag)
{
	struct str rest = tag->attributes, name, value, id = STR_EMPTY, src = STR_EMPTY;
	bool has_alt = false;

	while (tag_scan_attribute(&rest, &name, &value)) {
		put_attribute(r, tag, name, value);
		if (str_eq_nocase(name, STR("id")))
			id = value;
		else if (str_eq_nocase(name, STR("src")))
			src = value;
		else if (str_eq_nocase(name, STR("alt")))
			has_alt = true;
	}
	if (level_of(tag))
		put(r, RENDERED_HEADING, level_of(tag), id);
	if (tag_scan_is(tag, "img") && !has_alt)
		put(r, RENDERED_BARE, 0, src);
	if (tag_scan_is(tag, "style"))
		put_css(r, tag->text);
}

bool
rendered_read(struct str html, struct buf *facts)
{
	struct reading r = { .facts = facts };
	struct tag tag;

	buf_init(&r.text, 4 * TEXT_MAX);
	while (tag_scan_next(&html, &tag))
		if (!tag.closing)
			put_tag(&r, &tag);
	buf_free(&r.text);
	return !facts->full;
}

bool
rendered_read_css(struct str css, struct buf *facts)
{
	struct reading r = { .facts = facts };

	buf_init(&r.text, 4 * TEXT_MAX);
	put_css(&r, css);
	buf_free(&r.text);
	return !facts->full;
}
