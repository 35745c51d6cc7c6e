/*
 * What changed beside the text: front matter, addresses of links, the level of a heading.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "diff/word.h"
#include "markdown/plain.h"
#include "markdown/prose.h"
#include "render/prose_pen.h"
#include "render/prose_view.h"

enum {
	SHORT = 60,     /* characters of a value that is shown whole, old and new */
	LONG = 300,     /* of one that came or went */
	ITEMS_MAX = 50, /* of a list that are named */
};

/* --- pieces -------------------------------------------------------------------------------- */

static struct str
shorten(struct prose_pen *pen, struct str text)
{
	struct buf out;
	buf_init(&out, SIZE_MAX);
	plain_shorten(&out, utf8_clean(&pen->arena, text), LONG);
	struct str copy = str_copy(&pen->arena, buf_view(&out));
	buf_free(&out);
	return copy;
}

static bool
is_short(struct str text)
{
	return utf8_length(text) <= SHORT && str_find_char(text, '\n') == STR_NONE;
}

static void
put_step(struct prose_pen *pen, struct str before, struct str after)
{
	if (before.len)
		pen->type->run(pen, DIFF_REMOVED, before);
	if (before.len && after.len)
		pen->type->run(pen, DIFF_SAME, STR(" \u2192 "));
	if (after.len)
		pen->type->run(pen, DIFF_ADDED, after);
}

static void
put_edit(struct prose_pen *pen, struct str before, struct str after)
{
	word_runs runs = { NULL, 0, 0 };
	if (is_short(before) && is_short(after)) {
		put_step(pen, before, after);
		return;
	}
	word_diff(&pen->arena, before, after, &runs);
	prose_view_part(pen, &runs);
	for (size_t i = 0; i < runs.len; i++) {
		struct word_run run = runs.at[i];
		pen->type->run(pen, run.kind, run.kind == DIFF_REMOVED ? run.before : run.after);
	}
}

/* --- front matter -------------------------------------------------------------------------- */

static void
put_items(struct prose_pen *pen, const front_change_texts *items, enum diff_kind kind, bool *any)
{
	for (size_t i = 0; i < items->len && i < ITEMS_MAX; i++) {
		if (*any)
			pen->type->run(pen, DIFF_SAME, STR(", "));
		pen->type->run(pen, kind, shorten(pen, items->at[i]));
		*any = true;
	}
	if (items->len > ITEMS_MAX)
		pen->type->run(pen, DIFF_SAME, STR(" \u2026"));
}

static void
put_list(struct prose_pen *pen, const struct front_change *change)
{
	bool any = false;
	put_items(pen, &change->added, DIFF_ADDED, &any);
	put_items(pen, &change->removed, DIFF_REMOVED, &any);
	if (!any)
		pen->type->run(pen, DIFF_SAME, prose_view_word(pen, PROSE_WORD_ORDER, 0));
}

static struct str
entries(struct prose_pen *pen, uint32_t count)
{
	return count ? prose_view_word(pen, PROSE_WORD_ENTRIES, count) : STR_EMPTY;
}

static void
put_value(struct prose_pen *pen, const struct front_change *change)
{
	switch (change->kind) {
	case FRONT_CHANGE_SET:
	case FRONT_CHANGE_UNSET:
		put_step(pen, shorten(pen, change->before), shorten(pen, change->after));
		break;
	case FRONT_CHANGE_EDITED: put_edit(pen, change->before, change->after); break;
	case FRONT_CHANGE_LISTED: put_list(pen, change); break;
	case FRONT_CHANGE_ON:
		pen->type->run(pen, DIFF_SAME, prose_view_word(pen, PROSE_WORD_ON, 0));
		break;
	case FRONT_CHANGE_OFF:
		pen->type->run(pen, DIFF_SAME, prose_view_word(pen, PROSE_WORD_OFF, 0));
		break;
	case FRONT_CHANGE_DEEP:
		if (change->count_before == change->count_after)
			pen->type->run(pen, DIFF_SAME, prose_view_word(pen, PROSE_WORD_CHANGED, 0));
		else
			put_step(pen, entries(pen, change->count_before),
			        entries(pen, change->count_after));
	}
}

void
prose_fact_front(struct prose_pen *pen, const struct front_changes *changes)
{
	const struct prose_view *view = pen->view;
	bool renamed = view->path_before.len && view->path_after.len &&
	        !str_eq(view->path_before, view->path_after);
	if (renamed || changes->list.len)
		pen->type->open_facts(pen);
	if (renamed) {
		pen->type->open_fact(pen, prose_view_word(pen, PROSE_WORD_RENAMED, 0));
		pen->type->run(pen, DIFF_SAME, view->path_before);
		pen->type->close_fact(pen);
	}
	for (size_t i = 0; i < changes->list.len; i++) {
		pen->type->open_fact(pen, changes->list.at[i].key);
		put_value(pen, &changes->list.at[i]);
		pen->type->close_fact(pen);
	}
	if (renamed || changes->list.len)
		pen->type->close_facts(pen);
	if (changes->unreadable_before || changes->unreadable_after)
		pen->type->remark(pen, prose_view_word(pen, PROSE_WORD_FRONT, 0));
}

/* --- blocks -------------------------------------------------------------------------------- */

struct facts {
	struct prose_pen *pen;
	bool open;
};

static void
put_fact(struct facts *facts, struct str key, struct str before, struct str after)
{
	if (!facts->open)
		facts->pen->type->open_facts(facts->pen);
	facts->open = true;
	facts->pen->type->open_fact(facts->pen, key);
	put_step(facts->pen, shorten(facts->pen, before), shorten(facts->pen, after));
	facts->pen->type->close_fact(facts->pen);
}

/* Settles links of `before` whose partner has the same address, or else the same text. */
static void
pair_links(const struct prose_block *before, const struct prose_block *after, bool by_text,
        size_t *partner, bool *taken)
{
	for (size_t i = 0; i < before->links.len && i < PROSE_FACT_LINKS_COMPARED; i++) {
		const struct prose_link *old = &before->links.at[i];
		for (size_t j = 0; partner[i] == SIZE_MAX && j < after->links.len &&
		        j < PROSE_FACT_LINKS_COMPARED;
		        j++) {
			const struct prose_link *new = &after->links.at[j];
			if (taken[j] || old->image != new->image ||
			        (by_text ? !str_eq(old->text, new->text)
			                 : !str_eq(old->address, new->address)))
				continue;
			partner[i] = j;
			taken[j] = true;
		}
	}
}

size_t
prose_fact_links(const struct prose_change *change, struct prose_fact_link *out)
{
	const struct prose_block *before = change->before, *after = change->after;
	size_t partner[PROSE_FACT_LINKS_COMPARED], count = 0;
	bool taken[PROSE_FACT_LINKS_COMPARED] = { false };
	if (change->before_len != 1 || change->after_len != 1)
		return 0;
	for (size_t i = 0; i < PROSE_FACT_LINKS_COMPARED; i++)
		partner[i] = SIZE_MAX;
	pair_links(before, after, false, partner, taken);
	pair_links(before, after, true, partner, taken);
	for (size_t i = 0; i < before->links.len && i < PROSE_FACT_LINKS_COMPARED; i++) {
		const struct prose_link *old = &before->links.at[i];
		struct str now =
		        partner[i] == SIZE_MAX ? STR_EMPTY : after->links.at[partner[i]].address;
		if (!str_eq(old->address, now))
			out[count++] = (struct prose_fact_link){ old->text, old->address, now,
				old->image };
	}
	for (size_t j = 0; j < after->links.len && j < PROSE_FACT_LINKS_COMPARED; j++) {
		const struct prose_link *new = &after->links.at[j];
		if (!taken[j] && new->address.len)
			out[count++] = (struct prose_fact_link){ new->text, STR_EMPTY, new->address,
				new->image };
	}
	return count;
}

static struct str
link_name(struct prose_pen *pen, const struct prose_fact_link *link)
{
	struct str word = prose_view_word(pen, link->image ? PROSE_WORD_IMAGE : PROSE_WORD_LINK, 0);
	if (!link->text.len)
		return word;
	return str_format(&pen->arena, STR_FMT " \u201c" STR_FMT "\u201d", STR_ARG(word),
	        STR_ARG(shorten(pen, link->text)));
}

static void
put_links(struct facts *facts, const struct prose_change *change)
{
	struct prose_fact_link links[PROSE_FACT_LINKS];
	size_t count = prose_fact_links(change, links);
	for (size_t i = 0; i < count; i++)
		put_fact(facts, link_name(facts->pen, &links[i]), links[i].before, links[i].after);
}

void
prose_fact_put(struct prose_pen *pen, const struct prose_change *change)
{
	const struct prose_block *before = change->before, *after = change->after;
	struct facts facts = { pen, false };
	if (before->kind == PROSE_HEADING && after->kind == PROSE_HEADING &&
	        before->level != after->level)
		put_fact(&facts, prose_view_word(pen, PROSE_WORD_LEVEL, 0),
		        str_format(&pen->arena, "%u", before->level),
		        str_format(&pen->arena, "%u", after->level));
	if (!str_eq(before->name, after->name))
		put_fact(&facts, prose_view_word(pen, PROSE_WORD_KIND, 0), before->name,
		        after->name);
	put_links(&facts, change);
	if (facts.open)
		pen->type->close_facts(pen);
}
