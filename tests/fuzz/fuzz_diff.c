/*
 * Two texts, parted by the first 0xff: what the scripts leave and add is the new text, what they leave
 * and remove the old one, and the counts are those of the scripts.
 */
#include <stdbool.h>
#include <string.h>

#include "require.h"

#include "base/arena.h"
#include "diff/line_count.h"
#include "diff/script.h"
#include "diff/word.h"

enum { NO_LIMIT = 1 << 20 };

static size_t
number_bytes(struct arena *arena, struct str text, uint32_t **out)
{
	*out = arena_array(arena, uint32_t, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		(*out)[i] = (unsigned char)text.at[i];
	return text.len;
}

/* The runs lead through both texts from end to end; what they add and remove. */
static struct diff_count
check_runs(const diff_runs *runs, const uint32_t *before, size_t width, const uint32_t *after,
        size_t height)
{
	size_t x = 0, y = 0;
	struct diff_count count = { 0, 0 };
	for (size_t i = 0; i < runs->len; i++) {
		const struct diff_run *run = &runs->at[i];
		require(run->len && run->before == x && run->after == y);
		require(i == 0 || runs->at[i - 1].kind != run->kind);
		if (run->kind == DIFF_SAME)
			require(memcmp(before + x, after + y, run->len * sizeof *before) == 0);
		x += run->kind == DIFF_ADDED ? 0 : run->len;
		y += run->kind == DIFF_REMOVED ? 0 : run->len;
		count.added += run->kind == DIFF_ADDED ? (uint32_t)run->len : 0;
		count.removed += run->kind == DIFF_REMOVED ? (uint32_t)run->len : 0;
	}
	require(x == width && y == height);
	return count;
}

/* Every byte a symbol. With a limit the script is no shorter. */
static void
check_scripts(struct arena *arena, struct str before, struct str after)
{
	uint32_t *from, *to;
	size_t width = number_bytes(arena, before, &from), height = number_bytes(arena, after, &to);
	diff_runs best = { NULL, 0, 0 }, limited = { NULL, 0, 0 };
	script_diff(arena, from, width, to, height, NO_LIMIT, &best);
	script_diff(arena, from, width, to, height, 8, &limited);
	struct diff_count least = check_runs(&best, from, width, to, height);
	struct diff_count more = check_runs(&limited, from, width, to, height);
	require(least.added <= more.added && least.removed <= more.removed);
	require(least.added + least.removed > 8 || least.added == more.added);
	struct diff_count count = script_count(arena, from, width, to, height, 256, NO_LIMIT);
	require(count.added == least.added && count.removed == least.removed);
}

static bool
same_line(struct str a, size_t i, struct str b, size_t j)
{
	size_t x = str_find_char(str_skip(a, i), '\n'), y = str_find_char(str_skip(b, j), '\n');
	return x == y &&
	        str_eq(str_slice(a, i, x == STR_NONE ? a.len : i + x + 1),
	                str_slice(b, j, y == STR_NONE ? b.len : j + y + 1));
}

/* Lines numbered the slow way. */
static size_t
number_lines(uint32_t *out, struct str text, const size_t *starts, size_t len, struct str other,
        const size_t *others, size_t count)
{
	for (size_t i = 0; i < len; i++) {
		size_t j = 0;
		while (j < count && !same_line(text, starts[i], other, others[j]))
			j++;
		for (size_t k = 0; j == count && k < i; k++) {
			if (same_line(text, starts[i], text, starts[k]))
				j = out[k];
		}
		out[i] = (uint32_t)(j == count ? count + i : j);
	}
	return len;
}

static size_t
find_lines(struct arena *arena, struct str text, size_t **out)
{
	size_t len = 0;
	*out = arena_array(arena, size_t, text.len + 1);
	for (size_t at = 0; at < text.len; at++) {
		if (at == 0 || text.at[at - 1] == '\n')
			(*out)[len++] = at;
	}
	return len;
}

static void
check_lines(struct arena *arena, struct str before, struct str after)
{
	size_t *x, *y, width = find_lines(arena, before, &x), height = find_lines(arena, after, &y);
	uint32_t *from = arena_array(arena, uint32_t, width + 1);
	uint32_t *to = arena_array(arena, uint32_t, height + 1);
	number_lines(from, before, x, width, before, x, width);
	number_lines(to, after, y, height, before, x, width);
	diff_runs runs = { NULL, 0, 0 };
	script_diff(arena, from, width, to, height, NO_LIMIT, &runs);
	struct diff_count least = check_runs(&runs, from, width, to, height);
	struct diff_count got = line_count(arena, before, after);
	require(got.added == least.added && got.removed == least.removed);
}

static void
check_words(struct arena *arena, struct str before, struct str after)
{
	word_runs runs = { NULL, 0, 0 };
	size_t x = 0, y = 0;
	bool changed = false;
	word_diff(arena, before, after, &runs);
	for (size_t i = 0; i < runs.len; i++) {
		const struct word_run *run = &runs.at[i];
		require(i == 0 || runs.at[i - 1].kind != run->kind);
		require(run->before.len || run->after.len);
		require(run->kind != DIFF_REMOVED || !run->after.len);
		require(run->kind != DIFF_ADDED || !run->before.len);
		require(run->kind != DIFF_SAME || word_same(run->before, run->after));
		require(str_eq(run->before, str_slice(before, x, x + run->before.len)));
		require(str_eq(run->after, str_slice(after, y, y + run->after.len)));
		x += run->before.len;
		y += run->after.len;
		changed = changed || run->kind != DIFF_SAME;
	}
	require(x == before.len && y == after.len);
	struct diff_count count = word_count(arena, before, after);
	require(changed || (count.added == 0 && count.removed == 0));
	require(changed || word_same(before, after));
	struct diff_count old = word_count(arena, STR_EMPTY, before);
	struct diff_count new = word_count(arena, STR_EMPTY, after);
	require(count.removed <= old.added && count.added <= new.added);
	require(old.added - count.removed == new.added - count.added);
	require(!word_same(before, after) || (count.added == 0 && count.removed == 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str all = str_of((const char *)data, size), before = all, after = STR_EMPTY;
	size_t middle = size ? str_find_char(all, (char)0xff) : STR_NONE;
	if (middle != STR_NONE) {
		before = str_slice(all, 0, middle);
		after = str_skip(all, middle + 1);
	}
	check_scripts(&arena, before, after);
	check_lines(&arena, before, after);
	check_words(&arena, before, after);
	arena_free(&arena);
	return 0;
}
