#include "markdown/identifier.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "markdown/attribute.h"
#include "markdown/code.h"
#include "markdown/heading.h"
#include "markdown/markdown.h"
#include "markdown/rewrite.h"
#include "markdown/sanitize.h"
#include "markdown/tape.h"

static void
add(struct arena *arena, struct map *ids, struct str id)
{
	if (id.len)
		map_put(ids, arena, id, NULL);
}

/* --- raw HTML ------------------------------------------------------------------------------ */

/* Takes the value off that follows an attribute's name: `= "x"`, `='x'`, `=x`; empty when none does. */
static struct str
take_value(struct str *rest)
{
	size_t at = 0, end;
	while (at < rest->len && (ascii_is_space(rest->at[at]) || rest->at[at] == '='))
		at++;
	bool given = str_find_char(str_slice(*rest, 0, at), '=') != STR_NONE;
	*rest = str_skip(*rest, at);
	if (!given || !rest->len)
		return STR_EMPTY;
	char quote = rest->at[0];
	if (quote == '"' || quote == '\'') {
		*rest = str_skip(*rest, 1);
		return str_cut(rest, quote);
	}
	for (end = 0; end < rest->len && !ascii_is_space(rest->at[end]) && rest->at[end] != '>';)
		end++;
	struct str value = str_slice(*rest, 0, end);
	*rest = str_skip(*rest, end);
	return value;
}

/* Every id="..." in it, and name="..." of old anchors. */
static void
add_raw(struct arena *arena, struct map *ids, struct str html)
{
	for (size_t at = 0; at < html.len;) {
		size_t from = at;
		while (at < html.len && (html.at[at] | 0x20) >= 'a' && (html.at[at] | 0x20) <= 'z')
			at++;
		struct str word = str_slice(html, from, at);
		bool known = str_eq_nocase(word, STR("id")) || str_eq_nocase(word, STR("name"));
		bool begins =
		        from == 0 || ascii_is_space(html.at[from - 1]) || html.at[from - 1] == '"';
		if (known && begins) {
			struct str rest = str_skip(html, at);
			add(arena, ids, take_value(&rest));
			at = html.len - rest.len;
		}
		at += at == from;
	}
}

/* --- notes --------------------------------------------------------------------------------- */

/* As emit_note.c writes them. */
static void
add_note(struct arena *arena, struct map *ids, const struct tape_event *event)
{
	if (event->kind == TAPE_NOTE)
		add(arena, ids, str_format(arena, "fn-%u", event->arg[0]));
	else if (event->arg[1] == 1)
		add(arena, ids, str_format(arena, "fnref-%u", event->arg[0]));
	else
		add(arena, ids, str_format(arena, "fnref-%u-%u", event->arg[0], event->arg[1]));
}

/* Those of a note and all references to it, which have no numbers before they are in order. */
static void
add_references(struct arena *arena, struct map *ids, const struct tape_event *back)
{
	struct tape_event note = { .kind = TAPE_NOTE, .arg = { back->arg[0] } };
	struct tape_event reference = { .kind = TAPE_NOTE_REF, .arg = { back->arg[0] } };
	add_note(arena, ids, &note);
	while (reference.arg[1]++ < back->arg[1])
		add_note(arena, ids, &reference);
}

/* --- given ones ---------------------------------------------------------------------------- */

static void
add_given(struct arena *arena, struct map *ids, struct str list)
{
	struct attribute attribute;
	struct str rest = str_skip(list, 1);
	while (attribute_next(&rest, &attribute)) {
		if (attribute_is_id(&attribute))
			add(arena, ids,
			        attribute_decode(&attribute,
			                arena_array(arena, char, attribute_room(&attribute))));
	}
}

static void
add_listing(struct arena *arena, struct map *ids, struct str info)
{
	struct code_info all;
	code_info(info, &all);
	add(arena, ids, all.id);
}

void
identifier_gather(struct arena *arena, const struct markdown *document, struct map *ids)
{
	for (size_t i = 0; i < document->headings.len; i++)
		add(arena, ids, document->headings.at[i].id);
	for (size_t i = 0; i < document->directives.len; i++)
		add_given(arena, ids, document->directives.at[i].list);
	for (size_t i = 0; i < document->remarks.len; i++)
		add(arena, ids, document->remarks.at[i].id);
	const uint64_t kinds = TAPE_BIT(TEXT_HTML) | TAPE_BIT(ATTRIBUTES) | TAPE_BIT(CODE) |
	        TAPE_BIT(NOTE) | TAPE_BIT(NOTE_REF);
	struct tape_reader reader = tape_read(document->tape, 0, 0);
	struct tape_event event;
	while (tape_seek(&reader, kinds, &event)) {
		bool raw =
		        event.kind == TAPE_TEXT_HTML && document->tape->html == MARKDOWN_HTML_ALLOW;
		if (raw)
			add_raw(arena, ids, tape_str(document->tape, event.arg));
		else if (event.kind == TAPE_ATTRIBUTES)
			add_given(arena, ids, tape_str(document->tape, event.arg));
		else if (event.kind == TAPE_CODE && !event.leave)
			add_listing(arena, ids, tape_str(document->tape, event.arg));
		else if ((event.kind == TAPE_NOTE && !event.leave) || event.kind == TAPE_NOTE_REF)
			add_note(arena, ids, &event);
	}
}

/* --- those that stand ---------------------------------------------------------------------- */

/* Takes the ids of elements in a piece of raw HTML, and warns of those that are taken already. */
static void
reserve_raw(const struct rewrite *rewrite, struct str html, struct str *raw)
{
	struct str source = rewrite->tape->source, id;
	for (struct str rest = html; sanitize_next_id(&rest, raw, &id);) {
		bool literal = html.at >= source.at && html.at < source.at + source.len;
		if (!id.len || heading_ids_take(rewrite->ids, id) || !literal)
			continue;
		rewrite_warn(rewrite, (size_t)(id.at - source.at),
		        "an id stands once on a page: choose another one",
		        "the id \"" STR_FMT "\" is given twice", STR_ARG(id));
	}
}

void
identifier_reserve(const struct rewrite *rewrite)
{
	bool html = rewrite->options->html == MARKDOWN_HTML_ALLOW &&
	        tape_has(rewrite->tape, TAPE_TEXT_HTML);
	const uint64_t kinds = html ? TAPE_ANY : TAPE_BIT(NOTE_BACK) & rewrite->tape->kinds;
	struct tape_reader reader = tape_read(rewrite->tape, 0, 0);
	struct tape_event event;
	struct str raw = STR_EMPTY; /* the element we are in, within one block */
	while (kinds && tape_seek(&reader, kinds, &event)) {
		if (html && event.kind == TAPE_TEXT_HTML)
			reserve_raw(rewrite, tape_str(rewrite->tape, event.arg), &raw);
		else if (event.kind == TAPE_NOTE_BACK)
			add_references(&rewrite->ids->memory, &rewrite->ids->taken, &event);
		else if (event.is == TAPE_IS_BLOCK)
			raw = STR_EMPTY;
	}
}
