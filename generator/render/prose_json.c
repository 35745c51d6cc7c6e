/*
 * For programs. Words stand in lists of [what happened, text], which are all of a block: without what is "added"
 * they are the old text, without what is "removed" the new one.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "data/writer_json.h"
#include "markdown/plain.h"
#include "markdown/prose.h"
#include "render/prose_pen.h"
#include "render/prose_view.h"

static const char *const front_kinds[] = {
	[FRONT_CHANGE_SET] = "set",
	[FRONT_CHANGE_UNSET] = "unset",
	[FRONT_CHANGE_EDITED] = "edited",
	[FRONT_CHANGE_LISTED] = "list",
	[FRONT_CHANGE_ON] = "on",
	[FRONT_CHANGE_OFF] = "off",
	[FRONT_CHANGE_DEEP] = "entries",
};

static const char *const fates[] = {
	[PROSE_FATE_SAME] = "same",
	[PROSE_FATE_EDITED] = "edited",
	[PROSE_FATE_ADDED] = "added",
	[PROSE_FATE_REMOVED] = "removed",
	[PROSE_FATE_MOVED] = "moved",
	[PROSE_FATE_LEFT] = "left",
};

static const char *const run_kinds[] = {
	[DIFF_SAME] = "same",
	[DIFF_REMOVED] = "removed",
	[DIFF_ADDED] = "added",
};

enum { BEGIN_MAX = 80 }; /* characters of what stood here and is elsewhere now */

struct writing {
	struct writer_json *json;
	struct arena arena;
};

static void
put_text(struct writing *writing, struct str key, struct str text)
{
	writer_json_key(writing->json, key);
	writer_json_text(writing->json, utf8_clean(&writing->arena, text));
}

static void
put_texts(struct writing *writing, struct str key, const front_change_texts *texts)
{
	writer_json_key(writing->json, key);
	writer_json_open(writing->json, '[');
	for (size_t i = 0; i < texts->len; i++)
		writer_json_text(writing->json, utf8_clean(&writing->arena, texts->at[i]));
	writer_json_close(writing->json, ']');
}

static void
put_number(struct writing *writing, struct str key, uint64_t number)
{
	writer_json_key(writing->json, key);
	writer_json_int(writing->json, (int64_t)number);
}

/* An object in a line of its own; gives the indent for close_line. */
static int
open_line(struct writing *writing)
{
	int indent = writing->json->indent;

	writer_json_open(writing->json, '{');
	writing->json->indent = 0;
	return indent;
}

static void
close_line(struct writing *writing, int indent)
{
	writer_json_close(writing->json, '}');
	writing->json->indent = indent;
}

/* ---- front matter ----------------------------------------------------------------------------- */

static void
put_front(struct writing *writing, const struct front_change *change)
{
	int indent = open_line(writing);

	put_text(writing, STR("key"), change->key);
	put_text(writing, STR("change"), str_from(front_kinds[change->kind]));
	if (change->before.len)
		put_text(writing, STR("before"), change->before);
	if (change->after.len)
		put_text(writing, STR("after"), change->after);
	if (change->added.len)
		put_texts(writing, STR("added"), &change->added);
	if (change->removed.len)
		put_texts(writing, STR("removed"), &change->removed);
	if (change->kind == FRONT_CHANGE_DEEP) {
		put_number(writing, STR("entries_before"), change->count_before);
		put_number(writing, STR("entries_after"), change->count_after);
	}
	close_line(writing, indent);
}

static void
put_fronts(struct writing *writing, const struct front_changes *front)
{
	writer_json_key(writing->json, STR("front"));
	writer_json_open(writing->json, '[');
	for (size_t i = 0; i < front->list.len; i++)
		put_front(writing, &front->list.at[i]);
	writer_json_close(writing->json, ']');
}

/* ---- blocks ----------------------------------------------------------------------------------- */

static void
put_run(struct writing *writing, enum diff_kind kind, struct str text)
{
	writer_json_open(writing->json, '[');
	writer_json_text(writing->json, str_from(run_kinds[kind]));
	writer_json_text(writing->json, utf8_clean(&writing->arena, text));
	writer_json_close(writing->json, ']');
}

static void
put_words(
        struct writing *writing, const struct prose_change *change, const struct prose_block *block)
{
	writer_json_key(writing->json, STR("words"));
	writer_json_open(writing->json, '[');
	for (size_t i = 0; i < change->runs.len; i++) {
		struct word_run run = change->runs.at[i];

		put_run(writing, run.kind, run.kind == DIFF_REMOVED ? run.before : run.after);
	}
	if (change->fate == PROSE_FATE_SAME)
		put_run(writing, DIFF_SAME, block->text);
	else if (change->fate == PROSE_FATE_ADDED)
		put_run(writing, DIFF_ADDED, block->text);
	else if (change->fate == PROSE_FATE_REMOVED)
		put_run(writing, DIFF_REMOVED, block->text);
	writer_json_close(writing->json, ']');
}

/* The words of what moved stand where it is now. */
static void
put_begin(struct writing *writing, const struct prose_block *block)
{
	struct str text = block->text;
	struct buf begin;

	buf_init(&begin, SIZE_MAX);
	plain_shorten(&begin, str_line(&text), BEGIN_MAX);
	put_text(writing, STR("begin"), buf_view(&begin));
	buf_free(&begin);
}

/* What the text does not show: what it is and was, and addresses. */
static void
put_links(struct writing *writing, const struct prose_change *change)
{
	struct prose_fact_link links[PROSE_FACT_LINKS];
	size_t count = prose_fact_links(change, links);

	if (count == 0)
		return;
	writer_json_key(writing->json, STR("links"));
	writer_json_open(writing->json, '[');
	for (size_t i = 0; i < count; i++) {
		writer_json_open(writing->json, '{');
		put_text(writing, links[i].image ? STR("image") : STR("link"), links[i].text);
		if (links[i].before.len)
			put_text(writing, STR("before"), links[i].before);
		if (links[i].after.len)
			put_text(writing, STR("after"), links[i].after);
		writer_json_close(writing->json, '}');
	}
	writer_json_close(writing->json, ']');
}

static void
put_facts(struct writing *writing, const struct prose_change *change)
{
	const struct prose_block *before = change->before, *after = change->after;

	if (!before || !after)
		return;
	if (before->kind != after->kind)
		put_text(writing, STR("kind_before"), prose_kind_name(before->kind));
	else if (before->level != after->level)
		put_number(writing, STR("level_before"), before->level);
	if (!str_eq(before->name, after->name))
		put_text(writing, STR("name_before"), before->name);
	put_links(writing, change);
}

static void
put_change(struct writing *writing, const struct prose_change *change)
{
	const struct prose_block *block = change->after ? change->after : change->before;
	int indent = open_line(writing);

	put_text(writing, STR("kind"), prose_kind_name(block->kind));
	if (block->level)
		put_number(writing, STR("level"), block->level);
	if (block->name.len)
		put_text(writing, STR("name"), block->name);
	put_text(writing, STR("change"), str_from(fates[change->fate]));
	put_facts(writing, change);
	if (change->fate == PROSE_FATE_LEFT)
		put_begin(writing, block);
	else
		put_words(writing, change, block);
	close_line(writing, indent);
}

static void
put_fold(struct writing *writing, size_t count)
{
	if (count == 0)
		return;
	int indent = open_line(writing);
	put_text(writing, STR("change"), str_from(fates[PROSE_FATE_SAME]));
	put_number(writing, STR("count"), count);
	close_line(writing, indent);
}

/* Each in a line. */
static void
put_blocks(struct writing *writing, const struct prose_diff *diff)
{
	const bool *shown = prose_view_choose(&writing->arena, diff);
	size_t folded = 0;

	writer_json_key(writing->json, STR("blocks"));
	writer_json_open(writing->json, '[');
	for (size_t i = 0; diff->changed && i < diff->changes.len; i++) {
		if (!shown[i]) {
			folded++;
			continue;
		}
		put_fold(writing, folded);
		folded = 0;
		put_change(writing, &diff->changes.at[i]);
	}
	put_fold(writing, folded);
	writer_json_close(writing->json, ']');
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void
put_problems(struct writing *writing, const struct prose_both *both)
{
	writer_json_key(writing->json, STR("problems"));
	writer_json_open(writing->json, '[');
	if (both->front.unreadable_before || both->front.unreadable_after)
		writer_json_text(writing->json, STR("front-matter"));
	if (both->too_long)
		writer_json_text(writing->json, STR("too-long"));
	if (both->unread)
		writer_json_text(writing->json, STR("unparsed"));
	writer_json_close(writing->json, ']');
}

void
prose_json_put(struct writer_json *json, const struct prose_view *view, struct str before,
        struct str after)
{
	struct writing writing = { .json = json };
	struct prose_both both;

	prose_view_compare(&writing.arena, view, before, after, &both);
	writer_json_open(json, '{');
	put_problems(&writing, &both);
	put_fronts(&writing, &both.front);
	put_blocks(&writing, &both.diff);
	writer_json_close(json, '}');
	arena_free(&writing.arena);
}
