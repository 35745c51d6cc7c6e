#include "diff/prose_diff.h"

#include "base/arena.h"
#include "base/map.h"
#include "diff/prose_match.h"
#include "markdown/prose.h"

enum { LINE_EDITS_MAX = 1024 };

struct making {
	struct arena *arena;
	const struct prose *before, *after;
	struct prose_diff *out;
	/* The pair that each block belongs to, or NULL. */
	const struct prose_pair **pair_before, **pair_after;
};

/* --- code ---------------------------------------------------------------------------------- */

struct lines {
	struct str text;
	array_of(uint32_t) symbols;
	array_of(size_t) begins; /* and the end of the last one */
};

static void
add_lines(struct arena *arena, struct map *map, struct lines *lines, struct str text)
{
	lines->text = text;
	*array_push(arena, &lines->begins) = 0;
	for (size_t at = 0; at < text.len;) {
		struct str rest = str_skip(text, at);
		size_t end = str_find_char(rest, '\n');
		struct str line = str_slice(rest, 0, end);
		struct map_entry *entry = map_put(map, arena, line, NULL);
		*array_push(arena, &lines->symbols) = (uint32_t)(entry - map->at);
		at += end == STR_NONE ? rest.len : end + 1;
		*array_push(arena, &lines->begins) = at;
	}
}

static struct str
lines_slice(const struct lines *lines, size_t from, size_t count)
{
	return str_slice(lines->text, lines->begins.at[from], lines->begins.at[from + count]);
}

static void
line_diff(struct arena *arena, struct str before, struct str after, word_runs *out)
{
	struct map map = { 0 };
	struct lines old = { .text = before }, new = { .text = after };
	diff_runs runs = { NULL, 0, 0 };
	add_lines(arena, &map, &old, before);
	add_lines(arena, &map, &new, after);
	script_diff(arena, old.symbols.at, old.symbols.len, new.symbols.at, new.symbols.len,
	        LINE_EDITS_MAX, &runs);
	for (size_t i = 0; i < runs.len; i++) {
		struct diff_run run = runs.at[i];
		*array_push(arena, out) = (struct word_run){
			.kind = run.kind,
			.before = run.kind == DIFF_ADDED ? STR_EMPTY
			                                 : lines_slice(&old, run.before, run.len),
			.after = run.kind == DIFF_REMOVED ? STR_EMPTY
			                                  : lines_slice(&new, run.after, run.len),
		};
	}
}

/* --- changes ------------------------------------------------------------------------------- */

static struct str
text_of(struct arena *arena, const struct prose_block *blocks, size_t count)
{
	struct str *parts = arena_array(arena, struct str, count);
	if (count == 1)
		return blocks->text;
	for (size_t i = 0; i < count; i++)
		parts[i] = blocks[i].text;
	return str_join(arena, parts, count, STR("\n\n"));
}

static void
put_pair(struct making *making, const struct prose_pair *pair)
{
	struct prose_change change = {
		.fate = pair->moved  ? PROSE_FATE_MOVED
		        : pair->same ? PROSE_FATE_SAME
		                     : PROSE_FATE_EDITED,
		.before = &making->before->blocks.at[pair->before],
		.after = &making->after->blocks.at[pair->after],
		.before_len = pair->before_len,
		.after_len = pair->after_len,
	};
	struct str old = text_of(making->arena, change.before, pair->before_len);
	struct str new = text_of(making->arena, change.after, pair->after_len);
	if (change.fate != PROSE_FATE_SAME && prose_is_verbatim(change.before->kind))
		line_diff(making->arena, old, new, &change.runs);
	else if (change.fate != PROSE_FATE_SAME)
		word_diff(making->arena, old, new, &change.runs);
	*array_push(making->arena, &making->out->changes) = change;
	making->out->changed |= change.fate != PROSE_FATE_SAME;
}

static void
put_alone(struct making *making, enum prose_fate fate, const struct prose_block *block)
{
	bool old = fate != PROSE_FATE_ADDED;
	*array_push(making->arena, &making->out->changes) = (struct prose_change){
		.fate = fate,
		.before = old ? block : NULL,
		.before_len = old,
		.after = old ? NULL : block,
		.after_len = !old,
	};
	making->out->changed = true;
}

/* What lies between two that hold their place: first what is no more, then what is new. */
static void
put_gap(struct making *making, size_t before, size_t before_end, size_t after, size_t after_end)
{
	for (; before < before_end; before++) {
		const struct prose_pair *pair = making->pair_before[before];
		put_alone(making, pair ? PROSE_FATE_LEFT : PROSE_FATE_REMOVED,
		        &making->before->blocks.at[before]);
	}
	for (; after < after_end; after++) {
		if (making->pair_after[after])
			put_pair(making, making->pair_after[after]);
		else
			put_alone(making, PROSE_FATE_ADDED, &making->after->blocks.at[after]);
	}
}

static void
note_pairs(struct making *making, const prose_pairs *pairs)
{
	for (size_t i = 0; i < pairs->len; i++) {
		const struct prose_pair *pair = &pairs->at[i];
		for (size_t j = 0; j < pair->before_len; j++)
			making->pair_before[pair->before + j] = pair;
		for (size_t j = 0; j < pair->after_len; j++)
			making->pair_after[pair->after + j] = pair;
	}
}

void
prose_diff(struct arena *arena, const struct prose *before, const struct prose *after,
        struct prose_diff *out)
{
	struct making making = { arena, before, after, out, NULL, NULL };
	prose_pairs pairs = { NULL, 0, 0 };
	size_t from = 0, to = 0;
	making.pair_before = arena_array(arena, const struct prose_pair *, before->blocks.len + 1);
	making.pair_after = arena_array(arena, const struct prose_pair *, after->blocks.len + 1);
	prose_match(arena, before, after, &pairs);
	note_pairs(&making, &pairs);
	for (size_t i = 0; i < pairs.len; i++) {
		const struct prose_pair *pair = &pairs.at[i];
		if (pair->moved)
			continue;
		put_gap(&making, from, pair->before, to, pair->after);
		put_pair(&making, pair);
		from = pair->before + pair->before_len;
		to = pair->after + pair->after_len;
	}
	put_gap(&making, from, before->blocks.len, to, after->blocks.len);
}
