#include "markdown/link.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "markdown/attribute.h"
#include "markdown/markdown.h"
#include "markdown/position.h"
#include "markdown/tape.h"

enum {
	TEXT_MAX = 64 << 20,
	BRACKET_MAX = 200, /* bytes between a text and the bracket of a link behind it */
};

/* --- references ---------------------------------------------------------------------------- */

/*
 * A URI reference in its five parts (RFC 3986, appendix B). A part that is missing has at == NULL.
 */
struct parts {
	struct str scheme, authority, path, query, fragment;
};

static bool
is_scheme(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool letter = ascii_is_letter(c);
		bool other = ascii_is_digit(c) || c == '+' || c == '-' || c == '.';
		if (!letter && !(other && i > 0))
			return false;
	}
	return s.len > 0;
}

static bool
is_among(char c, const char *set)
{
	while (*set && *set != c)
		set++;
	return *set != 0;
}

/* Cuts `*rest` at the first of the characters in `set`, which stays in *rest. */
static struct str
cut_before(struct str *rest, const char *set)
{
	size_t len = 0;
	while (len < rest->len && !is_among(rest->at[len], set))
		len++;
	struct str head = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return head;
}

static struct parts
split(struct str url)
{
	struct parts parts = { 0 };
	size_t colon = str_find_char(url, ':');
	if (colon != STR_NONE && is_scheme(str_slice(url, 0, colon))) {
		parts.scheme = str_slice(url, 0, colon);
		url = str_skip(url, colon + 1);
	}
	if (str_starts(url, STR("//"))) {
		url = str_skip(url, 2);
		parts.authority = cut_before(&url, "/?#");
	}
	parts.path = cut_before(&url, "?#");
	if (url.len && url.at[0] == '?') {
		url = str_skip(url, 1);
		parts.query = cut_before(&url, "#");
	}
	if (url.len)
		parts.fragment = str_skip(url, 1);
	return parts;
}

/* Takes the last segment and the '/' before it off what lies in `out` behind `begin`. */
static void
drop_segment(struct buf *out, size_t begin)
{
	while (out->len > begin && out->at[--out->len] != '/')
		continue;
}

/* Appends a path without its "." and ".." segments (5.2.4). */
static void
put_path(struct buf *out, struct str path)
{
	size_t begin = out->len;
	while (path.len) {
		bool slash = path.at[0] == '/';
		struct str rest = str_skip(path, slash);
		struct str segment = cut_before(&rest, "/");
		bool last = rest.len == 0;
		if (str_is(segment, "..")) {
			drop_segment(out, begin);
		} else if (!str_is(segment, ".")) {
			if (slash)
				buf_char(out, '/');
			buf_put(out, segment);
		}
		if (last && (str_is(segment, ".") || str_is(segment, "..")))
			buf_char(out, '/');
		path = rest;
	}
}

/* The path of a reference that has a relative one, behind the folder of the base (5.2.3). */
static void
put_merged_path(struct buf *out, const struct parts *base, struct str path)
{
	struct buf merged;
	size_t slash = str_rfind_char(base->path, '/');
	buf_init(&merged, base->path.len + path.len + 1);
	if (slash == STR_NONE)
		buf_char(&merged, '/');
	else
		buf_put(&merged, str_slice(base->path, 0, slash + 1));
	buf_put(&merged, path);
	put_path(out, buf_view(&merged));
	buf_free(&merged);
}

static void
put_part(struct buf *out, struct str before, struct str part, struct str behind)
{
	if (part.at) {
		buf_put(out, before);
		buf_put(out, part);
		buf_put(out, behind);
	}
}

void
link_resolve(struct buf *out, struct str base_url, struct str reference)
{
	struct parts base = split(base_url), it = split(reference);
	if (it.scheme.at) {
		buf_put(out, reference);
		return;
	}
	put_part(out, STR_EMPTY, base.scheme, STR(":"));
	put_part(out, STR("//"), it.authority.at ? it.authority : base.authority, STR_EMPTY);
	bool same_document = !it.authority.at && it.path.len == 0;
	if (same_document)
		buf_put(out, base.path);
	else if (it.authority.at || it.path.at[0] == '/')
		put_path(out, it.path);
	else
		put_merged_path(out, &base, it.path);
	put_part(out, STR("?"), same_document && !it.query.at ? base.query : it.query, STR_EMPTY);
	put_part(out, STR("#"), it.fragment, STR_EMPTY);
}

/* --- gathering ----------------------------------------------------------------------------- */

void
link_begin(struct link_watch *watch, struct arena *arena, const struct tape *tape)
{
	*watch = (struct link_watch){ .arena = arena };
	if (tape->links == 0)
		return;
	watch->links = arena_array(arena, struct markdown_link, tape->links);
	buf_init(&watch->link.memory, TEXT_MAX);
	buf_init(&watch->image.memory, TEXT_MAX);
}

/* {role=presentation} or {role=none} (WAI-ARIA 1.2) */
static bool
is_decoration(struct str list)
{
	struct attribute attribute;
	struct str rest = str_skip(list, 1);
	while (attribute_next(&rest, &attribute)) {
		if (str_eq_nocase(attribute.name, STR("role")))
			return str_eq_nocase(attribute.value, STR("presentation")) ||
			        str_eq_nocase(attribute.value, STR("none"));
	}
	return false;
}

static void
open_link(struct link_watch *watch, struct link_open *open, struct markdown_link *link,
        struct str list)
{
	open->link = link;
	open->text = plain_begin(&open->memory);
	open->placed = false;
	open->seen = watch->seen;
	open->decoration = list.len && is_decoration(list);
}

static void
place_at(struct link_open *open, size_t offset, struct position *position)
{
	position_move(position, offset);
	open->link->line = position->line;
	open->link->column = position->column;
	open->placed = true;
}

/* Its place: the bracket before its first text, as far as it stands there. */
static void
place(struct link_open *open, struct str source, size_t offset, struct position *position)
{
	if (str_ends(str_slice(source, 0, offset), STR("![")))
		offset -= 2;
	struct str before = str_slice(source, 0, offset);
	if (open->link->kind == MARKDOWN_LINK &&
	        (str_ends(before, STR("[")) || str_ends(before, STR("<"))))
		offset -= 1;
	place_at(open, offset, position);
}

/* One without text: its opening bracket is the first behind the text before it. */
static void
place_empty(struct link_watch *watch, struct link_open *open, struct str source,
        struct position *position)
{
	bool is_image = open->link->kind == MARKDOWN_IMAGE;
	struct str near = str_slice(source, open->seen, open->seen + BRACKET_MAX);
	size_t at = str_find(near, is_image ? STR("![") : STR("["));
	place_at(open, open->seen + (at == STR_NONE ? 0 : at), position);
	watch->seen = open->seen + (at == STR_NONE ? 0 : at + 2);
}

static void
close_link(struct link_watch *watch, struct link_open *open, struct str source,
        struct position *position)
{
	struct markdown_link *link = open->link;
	link->text = plain_take(&open->text, watch->arena);
	link->bare = link->kind == MARKDOWN_IMAGE && !link->text.len && !open->decoration;
	if (!open->placed)
		place_empty(watch, open, source, position);
	open->link = NULL;
}

static void
add_text(struct link_open *open, const struct tape *tape, const struct tape_event *event,
        struct position *position)
{
	if (!open->link)
		return;
	plain_add(&open->text, tape, event);
	bool in_source = event->is == TAPE_IS_TEXT && event->arg[0] < tape->source.len;
	if (!open->placed && in_source)
		place(open, tape->source, event->arg[0], position);
}

/* What is neither a link nor an image. */
static void
see_other(struct link_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct position *position)
{
	if (watch->link.link || watch->image.link) {
		add_text(&watch->link, tape, event, position);
		add_text(&watch->image, tape, event, position);
	}
	if (event->is == TAPE_IS_TEXT && event->arg[0] < tape->source.len)
		watch->seen = event->arg[0] + event->arg[1];
}

static struct markdown_link *
new_link(struct link_watch *watch, const struct tape *tape, const struct tape_event *event)
{
	struct markdown_link *link = &watch->links[event->arg[TAPE_LINK_INDEX]];
	link->kind = event->kind == TAPE_IMAGE ? MARKDOWN_IMAGE : MARKDOWN_LINK;
	link->href = tape_str(tape, event->arg + TAPE_LINK_HREF);
	link->text = STR_EMPTY;
	link->wiki = event->arg[TAPE_LINK_WIKI];
	link->event = event->at;
	link->around = watch->around.earlier;
	return link;
}

void
link_see(struct link_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct str list, struct position *position)
{
	bool is_image = event->kind == TAPE_IMAGE;
	sentence_see(&watch->around, event);
	struct link_open *open = is_image ? &watch->image : &watch->link;
	if (event->kind != TAPE_LINK && !is_image) {
		see_other(watch, tape, event, position);
	} else if (event->leave) {
		watch->images -= is_image;
		if (!is_image || watch->images == 0)
			close_link(watch, open, tape->source, position);
	} else {
		struct markdown_link *link = new_link(watch, tape, event);
		if (!is_image || watch->images == 0)
			open_link(watch, open, link, list);
		if (link->wiki && open->link == link)
			place_at(open, event->arg[TAPE_LINK_WIKI] - 1, position);
		watch->images += is_image;
	}
}

void
link_end(struct link_watch *watch)
{
	if (watch->links) {
		buf_free(&watch->link.memory);
		buf_free(&watch->image.memory);
	}
}
