/*
 * Two versions of a page: options in the first byte, then the old version, a record separator (0x1e) and
 * the new one. What must hold: every block of either is told of once and in its order; what stayed and
 * went, put together, is the old text, and what stayed and came the new one; a text does not differ
 * from itself; and what is shown is the same twice, valid UTF-8, with balanced tags in which no <ins> or
 * <del> lies in another, and tells a terminal nothing but colours.
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "data/writer_json.h"
#include "diff/prose_diff.h"
#include "markdown/prose.h"
#include "render/prose_view.h"

#include "require.h"

enum { MATH = 1, SMART = 2, NO_WIKI_LINKS = 4, DROP = 8, HARD_WRAPS = 16, EXTRAS = 32 };

enum { OUTPUT_MAX = 64 << 20, SEPARATOR = 0x1e, NAMES_MAX = 16 };

/* --- the comparison ------------------------------------------------------------------------ */

static void
check_prose(const struct prose *prose)
{
	for (size_t i = 0; i < prose->blocks.len; i++) {
		const struct prose_block *block = &prose->blocks.at[i];
		require(block->kind < PROSE_KINDS && prose_kind_name(block->kind).len);
		require(utf8_invalid(block->text) == STR_NONE);
		require(!prose_is_verbatim(block->kind) || !block->text.len ||
		        str_ends(block->text, STR("\n")));
		for (size_t j = 0; j < block->links.len; j++)
			require(block->links.at[j].text.len <= block->text.len);
	}
}

/* Takes the texts of some blocks off a text, with an empty line between them. */
static void
check_texts(struct str text, const struct prose_block *blocks, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (i) {
			require(str_starts(text, STR("\n\n")));
			text = str_skip(text, 2);
		}
		require(str_starts(text, blocks[i].text));
		text = str_skip(text, blocks[i].text.len);
	}
	require(!text.len);
}

static void
check_runs(const struct prose_change *change)
{
	struct buf old, new;
	buf_init(&old, OUTPUT_MAX);
	buf_init(&new, OUTPUT_MAX);
	for (size_t i = 0; i < change->runs.len; i++) {
		buf_put(&old, change->runs.at[i].before);
		buf_put(&new, change->runs.at[i].after);
	}
	check_texts(buf_view(&old), change->before, change->before_len);
	check_texts(buf_view(&new), change->after, change->after_len);
	buf_free(&old);
	buf_free(&new);
}

/* Blocks that hold their place come in their order, and all of them are told of. */
static void
check_changes(const struct prose_diff *diff, const struct prose *before, const struct prose *after)
{
	size_t old = 0, new = 0, moved = 0, left = 0;
	bool changed = false;
	for (size_t i = 0; i < diff->changes.len; i++) {
		const struct prose_change *change = &diff->changes.at[i];
		bool is_moved = change->fate == PROSE_FATE_MOVED;
		if (change->before && !is_moved)
			require(change->before == &before->blocks.at[old]);
		if (change->after)
			require(change->after == &after->blocks.at[new]);
		old += is_moved ? 0 : change->before_len;
		new += change->after_len;
		moved += is_moved;
		left += change->fate == PROSE_FATE_LEFT;
		changed |= change->fate != PROSE_FATE_SAME;
		if (change->fate == PROSE_FATE_EDITED || is_moved)
			check_runs(change);
		if (change->fate == PROSE_FATE_SAME)
			require(str_eq(change->before->text, change->after->text));
	}
	require(old == before->blocks.len && new == after->blocks.len);
	require(moved == left && changed == diff->changed);
}

static void
check_diff(struct arena *arena, struct str before, struct str after,
        const struct markdown_options *options)
{
	struct prose old = { { NULL, 0, 0 } }, new = { { NULL, 0, 0 } };
	struct prose_diff diff = { { NULL, 0, 0 }, false }, none = { { NULL, 0, 0 }, false };
	prose_read(arena, before, options, &old);
	prose_read(arena, after, options, &new);
	check_prose(&old);
	check_prose(&new);
	prose_diff(arena, &old, &new, &diff);
	check_changes(&diff, &old, &new);
	prose_diff(arena, &old, &old, &none);
	check_changes(&none, &old, &old);
	require(!none.changed);
}

/* --- what is shown ------------------------------------------------------------------------- */

static void
check_tags(struct str html)
{
	struct buf open;
	unsigned marks = 0;
	buf_init(&open, OUTPUT_MAX);
	for (size_t at; (at = str_find_char(html, '<')) != STR_NONE;) {
		html = str_skip(html, at + 1);
		size_t end = str_find_char(html, '>');
		require(end != STR_NONE);
		struct str tag = str_slice(html, 0, end);
		html = str_skip(html, end + 1);
		bool closing = str_starts(tag, STR("/"));
		struct str rest = str_skip(tag, closing), name = str_cut(&rest, ' ');
		require(name.len && name.len < NAMES_MAX && str_find_char(tag, '<') == STR_NONE);
		if (str_is(name, "ins") || str_is(name, "del"))
			marks += closing ? -1U : 1U;
		require(marks <= 1);
		if (closing) {
			require(str_ends(buf_view(&open), name));
			open.len -= name.len;
			require(open.len && open.at[--open.len] == ' ');
		} else if (!str_is(name, "br")) {
			buf_char(&open, ' ');
			buf_put(&open, name);
		}
	}
	require(open.len == 0);
	buf_free(&open);
}

static void
check_terminal(struct str text)
{
	require(utf8_invalid(text) == STR_NONE);
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_next(text, &at);
		require(c >= ' ' || c == '\n' || c == '\t');
		require(c < 0x7f || c >= 0xa0);
	}
}

static void
check_shown(const struct prose_view *view, struct str before, struct str after)
{
	struct buf once, again;
	buf_init(&once, OUTPUT_MAX);
	buf_init(&again, OUTPUT_MAX);
	prose_view_html(&once, view, before, after);
	prose_view_html(&again, view, before, after);
	require(!once.full && str_eq(buf_view(&once), buf_view(&again)));
	require(utf8_invalid(buf_view(&once)) == STR_NONE);
	check_tags(buf_view(&once));
	buf_clear(&once);
	prose_view_text(&once, view, before, after, false);
	check_terminal(buf_view(&once));
	buf_clear(&once);
	struct writer_json json = writer_json_start(&once, 0);
	prose_json_put(&json, view, after, before);
	require(!once.full && utf8_invalid(buf_view(&once)) == STR_NONE);
	buf_free(&once);
	buf_free(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	unsigned bits = data[0];
	struct str text = str_of((const char *)data + 1, size - 1);
	struct str before = str_cut(&text, SEPARATOR), after = text.at ? text : STR_EMPTY;
	struct arena arena = ARENA_EMPTY;
	struct prose_view view = {
		.options = {
			.html = bits & DROP ? MARKDOWN_HTML_DROP : MARKDOWN_HTML_ALLOW,
			.math = bits & MATH,
			.smart = bits & SMART,
			.wiki_links = !(bits & NO_WIKI_LINKS),
			.hard_wraps = bits & HARD_WRAPS,
			.mark = bits & EXTRAS,
			.ins = bits & EXTRAS,
			.sub = bits & EXTRAS,
			.sup = bits & EXTRAS,
			.emoji = bits & EXTRAS,
			.language = STR_EMPTY,
		},
		.path_before = str_slice(before, 0, 3),
		.path_after = str_slice(after, 0, 3),
	};
	check_diff(&arena, before, after, &view.options);
	check_shown(&view, before, after);
	arena_free(&arena);
	return 0;
}
