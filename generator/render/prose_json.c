#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "data/writer_json.h"
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

struct writing {
	struct writer_json json;
	struct arena arena;
};

static void
put_text(struct writing *writing, struct str key, struct str text)
{
	writer_json_key(&writing->json, key);
	writer_json_text(&writing->json, utf8_clean(&writing->arena, text));
}

static void
put_texts(struct writing *writing, struct str key, const front_change_texts *texts)
{
	writer_json_key(&writing->json, key);
	writer_json_open(&writing->json, '[');
	for (size_t i = 0; i < texts->len; i++)
		writer_json_text(&writing->json, utf8_clean(&writing->arena, texts->at[i]));
	writer_json_close(&writing->json, ']');
}

static void
put_front(struct writing *writing, const struct front_change *change)
{
	writer_json_open(&writing->json, '{');
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
	writer_json_close(&writing->json, '}');
}

static void
put_runs(struct writing *writing, const word_runs *runs)
{
	writer_json_key(&writing->json, STR("runs"));
	writer_json_open(&writing->json, '[');
	for (size_t i = 0; i < runs->len; i++) {
		struct word_run run = runs->at[i];
		writer_json_open(&writing->json, '{');
		put_text(writing, str_from(run_kinds[run.kind]),
		        run.kind == DIFF_REMOVED ? run.before : run.after);
		writer_json_close(&writing->json, '}');
	}
	writer_json_close(&writing->json, ']');
}

static void
put_change(struct writing *writing, const struct prose_change *change)
{
	const struct prose_block *block = change->after ? change->after : change->before;
	writer_json_open(&writing->json, '{');
	put_text(writing, STR("kind"), prose_kind_name(block->kind));
	put_text(writing, STR("change"), str_from(fates[change->fate]));
	if (change->runs.len)
		put_runs(writing, &change->runs);
	else
		put_text(writing, STR("text"), block->text);
	writer_json_close(&writing->json, '}');
}

void
prose_json_put(struct buf *out, const struct prose_view *view, struct str before, struct str after)
{
	struct writing writing = { .json = writer_json_start(out, 0) };
	struct prose_both both;
	prose_view_compare(&writing.arena, view, before, after, &both);
	writer_json_open(&writing.json, '{');
	writer_json_key(&writing.json, STR("front"));
	writer_json_open(&writing.json, '[');
	for (size_t i = 0; i < both.front.list.len; i++)
		put_front(&writing, &both.front.list.at[i]);
	writer_json_close(&writing.json, ']');
	writer_json_key(&writing.json, STR("blocks"));
	writer_json_open(&writing.json, '[');
	for (size_t i = 0; i < both.diff.changes.len; i++) {
		if (both.diff.changes.at[i].fate != PROSE_FATE_SAME)
			put_change(&writing, &both.diff.changes.at[i]);
	}
	writer_json_close(&writing.json, ']');
	writer_json_close(&writing.json, '}');
	arena_free(&writing.arena);
}
