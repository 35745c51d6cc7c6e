/*
 * What is shown of a comparison: every change, one unchanged block on each side of it for the
 * connection, and the heading it stands under, as a landmark; the rest is counted.
 */
#include "render/prose_view.h"

#include "base/arena.h"
#include "base/buf.h"
#include "content/front_change.h"
#include "diff/prose_diff.h"
#include "markdown/plain.h"
#include "markdown/prose.h"
#include "render/prose_pen.h"
#include "site/repo_url.h"

enum {
	NEAR = 3,           /* lines of a listing next to one that changed */
	BLOCKS_MAX = 20000, /* of a version, as PROSE_VIEW_MAX */
	CONTEXT_LINES = 12, /* a longer listing that has not changed is no context */
	LEFT_MAX = 80,      /* characters of what stood here and is elsewhere now */
};

/* --- words --------------------------------------------------------------------------------- */

static const struct {
	struct str key;
	const char *one, *other;
} words[PROSE_WORDS] = {
#define PROSE_WORD(name, key, one, other) [PROSE_WORD_##name] = { STR_INIT(key), one, other },
#include "render/prose_word.def"
#undef PROSE_WORD
};

struct str
prose_view_word(struct prose_pen *pen, enum prose_word word, uint64_t count)
{
	struct str text = STR_EMPTY, place = STR("{count}");
	if (pen->view->word)
		text = pen->view->word(pen->view->words, words[word].key, count);
	if (!text.len)
		text = str_from(
		        count == 1 && words[word].one ? words[word].one : words[word].other);
	size_t at = str_find(text, place);
	if (at == STR_NONE)
		return text;
	struct str behind = str_skip(text, at + place.len);
	return str_format(&pen->arena, STR_FMT "%llu" STR_FMT, STR_ARG(str_slice(text, 0, at)),
	        (unsigned long long)count, STR_ARG(behind));
}

/* --- comparing ----------------------------------------------------------------------------- */

static struct str
without_secret(struct arena *arena, struct str repo)
{
	return repo_url_is(repo) ? repo_url_public(arena, repo) : repo;
}

/* Secrets were in the addresses of old versions, perhaps; a change of nothing else is none. */
static void
hide_secrets(struct arena *arena, struct front_changes *changes)
{
	size_t kept = 0;
	for (size_t i = 0; i < changes->list.len; i++) {
		struct front_change change = changes->list.at[i];
		if (str_is(change.key, "repo")) {
			change.before = without_secret(arena, change.before);
			change.after = without_secret(arena, change.after);
		}
		if (change.kind != FRONT_CHANGE_EDITED || !str_eq(change.before, change.after))
			changes->list.at[kept++] = change;
	}
	changes->list.len = kept;
}

void
prose_view_compare(struct arena *arena, const struct prose_view *view, struct str before,
        struct str after, struct prose_both *out)
{
	struct prose old = { { NULL, 0, 0 } }, new = { { NULL, 0, 0 } };
	*out = (struct prose_both){ .same_bytes = str_eq(before, after) };
	if (before.len > PROSE_VIEW_MAX || after.len > PROSE_VIEW_MAX) {
		out->too_long = true;
		return;
	}
	front_change_find(arena, before, after, &out->front);
	hide_secrets(arena, &out->front);
	bool read = prose_read(arena, out->front.body_before, &view->options, &old);
	out->unread = !prose_read(arena, out->front.body_after, &view->options, &new) || !read;
	out->too_long = old.blocks.len > BLOCKS_MAX || new.blocks.len > BLOCKS_MAX;
	if (!out->too_long)
		prose_diff(arena, &old, &new, &out->diff);
}

/* --- what is shown ------------------------------------------------------------------------- */

static const struct prose_block *
block_of(const struct prose_change *change)
{
	return change->after ? change->after : change->before;
}

static bool
is_context(const struct prose_change *change)
{
	const struct prose_block *block = block_of(change);
	return !prose_is_verbatim(block->kind) || str_count_char(block->text, '\n') < CONTEXT_LINES;
}

bool *
prose_view_choose(struct arena *arena, const struct prose_diff *diff)
{
	size_t count = diff->changes.len, heading = SIZE_MAX;
	const struct prose_change *changes = diff->changes.at;
	bool *shown = arena_array(arena, bool, count + 1);
	for (size_t i = 0; i < count; i++) {
		bool same = changes[i].fate == PROSE_FATE_SAME;
		if (block_of(&changes[i])->kind == PROSE_HEADING)
			heading = i;
		if (same)
			continue;
		shown[i] = true;
		if (i && is_context(&changes[i - 1]))
			shown[i - 1] = true;
		if (i + 1 < count && is_context(&changes[i + 1]))
			shown[i + 1] = true;
		if (heading != SIZE_MAX)
			shown[heading] = true;
	}
	return shown;
}

/* --- blocks -------------------------------------------------------------------------------- */

static void
put_whole(struct prose_pen *pen, const struct prose_change *change, enum diff_kind kind)
{
	struct prose_block block = *block_of(change);
	/* Of a directive without words its name is what came or went. */
	if (kind != DIFF_SAME && !block.text.len && block.name.len &&
	        !prose_is_verbatim(block.kind)) {
		block.text = str_format(&pen->arena, "(" STR_FMT ")", STR_ARG(block.name));
		block.name = STR_EMPTY;
	}
	pen->type->open_block(pen, change, &block);
	pen->type->run(pen, kind, block.text);
	pen->type->close_block(pen, &block);
}

static struct str
left_out(struct prose_pen *pen, enum prose_word word, uint64_t count)
{
	return str_format(&pen->arena, "\u2026 " STR_FMT " \u2026",
	        STR_ARG(prose_view_word(pen, word, count)));
}

static struct str
cut_lines(struct str *rest, size_t count)
{
	struct str begin = *rest;
	while (count-- && rest->len) {
		size_t end = str_find_char(*rest, '\n');
		*rest = end == STR_NONE ? str_skip(*rest, rest->len) : str_skip(*rest, end + 1);
	}
	return str_slice(begin, 0, begin.len - rest->len);
}

/* Lines that have not changed: those next to a change on either side, and how many others there are. */
static void
put_lines(struct prose_pen *pen, struct str text, bool behind, bool ahead)
{
	size_t count = str_count_char(text, '\n');
	size_t first = behind ? NEAR : 0, last = ahead ? NEAR : 0;
	if ((!behind && !ahead) || count <= first + last + 1) {
		pen->type->run(pen, DIFF_SAME, text);
		return;
	}
	struct str rest = text;
	struct str head = cut_lines(&rest, first);
	cut_lines(&rest, count - first - last);
	if (head.len)
		pen->type->run(pen, DIFF_SAME, head);
	pen->type->gap(pen, left_out(pen, PROSE_WORD_LINES, count - first - last));
	if (rest.len)
		pen->type->run(pen, DIFF_SAME, rest);
}

static bool
has_same_words(const struct prose_change *change)
{
	return change->runs.len == 0 ||
	        (change->runs.len == 1 && change->runs.at[0].kind == DIFF_SAME);
}

/* One blank, which parts no paragraphs, at the begin or the end of a text that stayed. */
static bool
is_blank(struct str text, bool end)
{
	if (text.len < 2)
		return text.len && text.at[0] == ' ';
	char c = text.at[end ? text.len - 1 : 0], beside = text.at[end ? text.len - 2 : 1];
	return (c == ' ' || c == '\n') && beside != ' ' && beside != '\n';
}

static struct str
joined(struct prose_pen *pen, struct str first, struct str second)
{
	return str_format(&pen->arena, STR_FMT STR_FMT, STR_ARG(first), STR_ARG(second));
}

static bool
has_blank(const struct word_run *run, bool end)
{
	return run && run->kind == DIFF_SAME && is_blank(run->before, end) &&
	        is_blank(run->after, end);
}

/* A blank behind what went and what came, or else in front of them, becomes part of both. */
static void
part(struct prose_pen *pen, struct word_run *behind, struct word_run *run, struct word_run *ahead)
{
	struct str blank = STR(" ");
	if (has_blank(ahead, false)) {
		run[0].before = joined(pen, run[0].before, blank);
		run[1].after = joined(pen, run[1].after, blank);
		ahead->before = str_skip(ahead->before, 1);
		ahead->after = str_skip(ahead->after, 1);
	} else if (has_blank(behind, true)) {
		run[0].before = joined(pen, blank, run[0].before);
		run[1].after = joined(pen, blank, run[1].after);
		behind->before = str_slice(behind->before, 0, behind->before.len - 1);
		behind->after = str_slice(behind->after, 0, behind->after.len - 1);
	}
}

static bool
is_border(char last, char first)
{
	return last != ' ' && last != '\n' && first != ' ' && first != '\n';
}

void
prose_view_part(struct prose_pen *pen, word_runs *runs)
{
	word_runs copy = { NULL, 0, 0 };
	if (!pen->type->parts || !runs->len)
		return;
	for (size_t i = 0; i < runs->len; i++)
		*array_push(&pen->arena, &copy) = runs->at[i];
	for (size_t i = 0; i + 1 < copy.len; i++) {
		struct word_run *run = &copy.at[i];
		if (run[0].kind == DIFF_REMOVED && run[1].kind == DIFF_ADDED &&
		        is_border(run[0].before.at[run[0].before.len - 1], run[1].after.at[0]))
			part(pen, i ? &run[-1] : NULL, run, i + 2 < copy.len ? &run[2] : NULL);
	}
	*runs = copy;
}

static void
put_runs(struct prose_pen *pen, const struct prose_change *change)
{
	const struct prose_block *block = change->after;
	word_runs runs = change->runs;
	if (!prose_is_verbatim(block->kind))
		prose_view_part(pen, &runs);
	pen->type->open_block(pen, change, block);
	if (change->fate == PROSE_FATE_MOVED)
		pen->type->label(pen, prose_view_word(pen, PROSE_WORD_MOVED, 0));
	else if (has_same_words(change) && change->before->kind != block->kind)
		pen->type->label(pen, prose_view_word(pen, PROSE_WORD_FORM, 0));
	for (size_t i = 0; i < runs.len; i++) {
		struct word_run run = runs.at[i];
		struct str text = run.kind == DIFF_REMOVED ? run.before : run.after;
		if (prose_is_verbatim(block->kind) && run.kind == DIFF_SAME)
			put_lines(pen, text, i > 0, i + 1 < runs.len);
		else
			pen->type->run(pen, run.kind, text);
	}
	pen->type->close_block(pen, block);
	prose_fact_put(pen, change);
}

static void
put_left(struct prose_pen *pen, const struct prose_change *change)
{
	struct prose_block block = { .kind = PROSE_PARAGRAPH };
	struct buf text;
	buf_init(&text, SIZE_MAX);
	struct str first = change->before->text;
	plain_shorten(&text, str_line(&first), LEFT_MAX);
	pen->type->open_block(pen, change, &block);
	pen->type->label(pen, prose_view_word(pen, PROSE_WORD_LEFT, 0));
	pen->type->run(pen, DIFF_SAME, buf_view(&text));
	pen->type->close_block(pen, &block);
	buf_free(&text);
}

static void
put_change(struct prose_pen *pen, const struct prose_change *change)
{
	switch (change->fate) {
	case PROSE_FATE_SAME: put_whole(pen, change, DIFF_SAME); break;
	case PROSE_FATE_ADDED: put_whole(pen, change, DIFF_ADDED); break;
	case PROSE_FATE_REMOVED: put_whole(pen, change, DIFF_REMOVED); break;
	case PROSE_FATE_LEFT: put_left(pen, change); break;
	default: put_runs(pen, change);
	}
}

static void
put_blocks(struct prose_pen *pen, const struct prose_diff *diff)
{
	const bool *shown = prose_view_choose(&pen->arena, diff);
	size_t count = diff->changes.len;
	for (size_t i = 0; i < count;) {
		size_t hidden = 0;
		while (i + hidden < count && !shown[i + hidden])
			hidden++;
		/* A line that says that a paragraph is left out is as long as the paragraph. */
		if (hidden == 1 && is_context(&diff->changes.at[i]))
			hidden = 0;
		if (!hidden)
			put_change(pen, &diff->changes.at[i++]);
		else
			pen->type->fold(pen, left_out(pen, PROSE_WORD_UNCHANGED, hidden));
		i += hidden;
	}
}

static void
put_both(struct prose_pen *pen, const struct prose_both *both)
{
	bool renamed = pen->view->path_before.len && pen->view->path_after.len &&
	        !str_eq(pen->view->path_before, pen->view->path_after);
	prose_fact_front(pen, &both->front);
	if (both->too_long)
		pen->type->remark(pen, prose_view_word(pen, PROSE_WORD_LONG, 0));
	if (both->unread)
		pen->type->remark(pen, prose_view_word(pen, PROSE_WORD_UNREAD, 0));
	if (both->diff.changed)
		put_blocks(pen, &both->diff);
	else if (!both->too_long && !both->same_bytes && !renamed && !both->front.list.len &&
	        !both->front.unreadable_before && !both->front.unreadable_after)
		pen->type->remark(pen, prose_view_word(pen, PROSE_WORD_MARKS, 0));
}

/* --- the interface ------------------------------------------------------------------------- */

void
prose_view_html(struct buf *out, const struct prose_view *view, struct str before, struct str after)
{
	struct prose_pen pen = { .out = out, .view = view, .type = &prose_html_pen };
	struct prose_both both;
	prose_view_compare(&pen.arena, view, before, after, &both);
	buf_lit(out, "<div class=\"prose-diff\">\n");
	put_both(&pen, &both);
	buf_put(out, pen.in_list ? STR("</ul>\n</div>\n") : STR("</div>\n"));
	arena_free(&pen.arena);
}

void
prose_view_text(struct buf *out, const struct prose_view *view, struct str before, struct str after,
        bool color)
{
	struct prose_pen pen = {
		.out = out, .view = view, .type = &prose_text_pen, .color = color
	};
	struct prose_both both;
	prose_view_compare(&pen.arena, view, before, after, &both);
	put_both(&pen, &both);
	arena_free(&pen.arena);
}
