/*
 * A script is a path through a grid, from the upper left corner to the lower right one: a step to the
 * right removes a symbol of `before`, a step down adds one of `after`, and where the two are equal the
 * diagonal is free. With each further edit the furthest points that can be reached are found for every
 * diagonal k = x - y, which takes one array:
 *
 *	      a b c a            d = 0   k =  0  x = 0
 *	    o---------+          d = 1   k = -1  x = 0   k = 1  x = 1
 *	  b |   \     |          ...
 *	  a |       \ |
 *	    +---------o
 *
 * That gives the length of the script. For the script itself the search runs from both corners until
 * the two meet, at a point in the middle of a shortest path; then each half is searched alike. So
 * memory grows with the sequences and not with the square of the edits.
 *
 * Points that lie outside the grid are reached too. They do no harm: a path that left the grid needs
 * more edits to come to the corner's diagonal than the one that stayed on its border.
 */
#include "diff/script.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

/* With longer sequences coordinates would overflow; they are taken for rewritten. */
enum { SYMBOLS_MAX = 1 << 29 };

/* A part of the grid: before[left, right), after[top, bottom). */
struct box {
	int32_t left, right, top, bottom;
};

struct search {
	const uint32_t *before, *after;
	int32_t *forth, *back; /* by diagonal: x from the first corner, and from the last one */
	int32_t max;           /* edits */
	char *removed, *added; /* of each symbol: is it? */
};

/* --- the grid ------------------------------------------------------------------------------------ */

/* Of the diagonals that d edits can reach, every second one; the first and last that touch the grid. */
static int32_t
first_diagonal(int32_t d, int32_t height)
{
	return d <= height ? -d : -height + ((d - height) & 1);
}

static int32_t
last_diagonal(int32_t d, int32_t width)
{
	return d <= width ? d : width - ((d - width) & 1);
}

/* Where the d-th edit comes upon diagonal k: from above or from the left, whichever is further on. */
static inline int32_t
enter(const int32_t *reach, int32_t k, int32_t d, int32_t width, int32_t height)
{
	bool down =
	        k == -d || k == -height || (k != d && k != width && reach[k - 1] < reach[k + 1]);
	return down ? reach[k + 1] : reach[k - 1] + 1;
}

/* Room for the diagonals of `max` edits; the pointer is to the one in the middle. */
static int32_t *
make_reach(struct arena *arena, int32_t max)
{
	size_t half = (size_t)max + 1;
	int32_t *reach = arena_raw(arena, (2 * half + 1) * sizeof *reach, alignof(int32_t));
	return reach + half;
}

/* Edits of the shortest script, or -1 when there are more than `max`; no side is empty. */
static int32_t
distance(struct arena *arena, const uint32_t *before, int32_t width, const uint32_t *after,
        int32_t height, int32_t max)
{
	int32_t *reach = make_reach(arena, max);
	reach[1] = 0;
	for (int32_t d = 0; d <= max; d++) {
		int32_t last = last_diagonal(d, width);
		for (int32_t k = first_diagonal(d, height); k <= last; k += 2) {
			int32_t x = enter(reach, k, d, width, height), y = x - k;
			while (x < width && y < height && before[x] == after[y])
				x++, y++;
			reach[k] = x;
			if (x >= width && y >= height)
				return d;
		}
	}
	return -1;
}

/* --- the script ---------------------------------------------------------------------------------- */

static void
cut_ends(const struct search *search, struct box *box)
{
	const uint32_t *before = search->before, *after = search->after;
	while (box->left < box->right && box->top < box->bottom &&
	        before[box->left] == after[box->top])
		box->left++, box->top++;
	while (box->left < box->right && box->top < box->bottom &&
	        before[box->right - 1] == after[box->bottom - 1])
		box->right--, box->bottom--;
}

/* One more edit from the first corner. True when that meets a way from the last one, at (*x, *y). */
static bool
advance_forth(const struct search *search, const struct box *box, int32_t d, int32_t *x, int32_t *y)
{
	const uint32_t *before = search->before + box->left, *after = search->after + box->top;
	int32_t width = box->right - box->left, height = box->bottom - box->top;
	int32_t delta = width - height, last = last_diagonal(d, width);
	for (int32_t k = first_diagonal(d, height); k <= last; k += 2) {
		*x = enter(search->forth, k, d, width, height);
		*y = *x - k;
		while (*x < width && *y < height && before[*x] == after[*y])
			++*x, ++*y;
		search->forth[k] = *x;
		int32_t other = delta - k;
		if ((delta & 1) && other > -d && other < d && *x + search->back[other] >= width)
			return true;
	}
	return false;
}

/* The same from the last corner; *x and *y are still counted from the first one. */
static bool
advance_back(const struct search *search, const struct box *box, int32_t d, int32_t *x, int32_t *y)
{
	const uint32_t *before = search->before + box->right, *after = search->after + box->bottom;
	int32_t width = box->right - box->left, height = box->bottom - box->top;
	int32_t delta = width - height, last = last_diagonal(d, width);
	for (int32_t k = first_diagonal(d, height); k <= last; k += 2) {
		int32_t u = enter(search->back, k, d, width, height), v = u - k;
		while (u < width && v < height && before[-1 - u] == after[-1 - v])
			u++, v++;
		search->back[k] = u;
		int32_t other = delta - k;
		*x = width - u;
		*y = height - v;
		if (!(delta & 1) && other >= -d && other <= d && u + search->forth[other] >= width)
			return true;
	}
	return false;
}

/* A point that lies halfway on a shortest path; false when that has more than the maximum of edits. */
static bool
find_middle(const struct search *search, const struct box *box, int32_t *x, int32_t *y)
{
	search->forth[1] = search->back[1] = 0;
	for (int32_t d = 0; 2 * d - 1 <= search->max; d++) {
		if (advance_forth(search, box, d, x, y))
			return true;
		if (advance_back(search, box, d, x, y))
			return 2 * d <= search->max;
	}
	return false;
}

static void
mark_all(const struct search *search, const struct box *box)
{
	memset(search->removed + box->left, 1, (size_t)(box->right - box->left));
	memset(search->added + box->top, 1, (size_t)(box->bottom - box->top));
}

/*
 * Marks what was removed and added. With equal ends cut off, a box that still has two sides needs two
 * edits or more, so each half has fewer than the whole: the depth is that of halving `max`.
 */
static void
mark(const struct search *search, struct box box)
{
	int32_t x, y;
	cut_ends(search, &box);
	if (box.left == box.right || box.top == box.bottom || !find_middle(search, &box, &x, &y)) {
		mark_all(search, &box);
		return;
	}
	struct box first = { box.left, box.left + x, box.top, box.top + y };
	struct box second = { box.left + x, box.right, box.top + y, box.bottom };
	mark(search, first);
	mark(search, second);
}

static size_t
run_of(const char *marks, size_t from, size_t len, char mark)
{
	size_t at = from;
	while (at < len && marks[at] == mark)
		at++;
	return at - from;
}

static void
push_run(struct arena *arena, diff_runs *out, enum diff_kind kind, size_t before, size_t after,
        size_t len)
{
	if (len)
		*array_push(arena, out) = (struct diff_run){ kind, before, after, len };
}

static void
push_runs(struct arena *arena, const struct search *search, size_t before_len, size_t after_len,
        diff_runs *out)
{
	size_t x = 0, y = 0;
	while (x < before_len || y < after_len) {
		size_t same = 0;
		while (x + same < before_len && y + same < after_len &&
		        !search->removed[x + same] && !search->added[y + same])
			same++;
		push_run(arena, out, DIFF_SAME, x, y, same);
		x += same;
		y += same;
		size_t removed = run_of(search->removed, x, before_len, 1);
		push_run(arena, out, DIFF_REMOVED, x, y, removed);
		x += removed;
		size_t added = run_of(search->added, y, after_len, 1);
		push_run(arena, out, DIFF_ADDED, x, y, added);
		y += added;
	}
}

static int32_t
clip(size_t n, size_t max)
{
	return (int32_t)(n < max ? n : max);
}

void
script_diff(struct arena *arena, const uint32_t *before, size_t before_len, const uint32_t *after,
        size_t after_len, size_t max, diff_runs *out)
{
	if (before_len > SYMBOLS_MAX || after_len > SYMBOLS_MAX) {
		push_run(arena, out, DIFF_REMOVED, 0, 0, before_len);
		push_run(arena, out, DIFF_ADDED, before_len, 0, after_len);
		return;
	}
	struct search search = { .before = before, .after = after };
	struct box box = { 0, (int32_t)before_len, 0, (int32_t)after_len };
	search.removed = arena_array(arena, char, before_len + 1);
	search.added = arena_array(arena, char, after_len + 1);
	cut_ends(&search, &box);
	search.max = clip(max, (size_t)(box.right - box.left) + (size_t)(box.bottom - box.top));
	search.forth = make_reach(arena, search.max / 2 + 1);
	search.back = make_reach(arena, search.max / 2 + 1);
	mark(&search, box);
	push_runs(arena, &search, before_len, after_len, out);
}

/* --- the count ----------------------------------------------------------------------------------- */

/* Drops the symbols that the other side does not have; returns what is left. */
static int32_t
keep_shared(uint32_t *symbols, size_t len, const bool *other)
{
	int32_t kept = 0;
	for (size_t i = 0; i < len; i++) {
		symbols[kept] = symbols[i];
		kept += other[symbols[i]];
	}
	return kept;
}

static bool *
find_present(struct arena *scratch, const uint32_t *symbols, size_t len, uint32_t count)
{
	bool *present = arena_array(scratch, bool, count);
	for (size_t i = 0; i < len; i++)
		present[symbols[i]] = true;
	return present;
}

struct diff_count
script_count(struct arena *scratch, uint32_t *before, size_t before_len, uint32_t *after,
        size_t after_len, uint32_t symbols, size_t max)
{
	if (before_len > SYMBOLS_MAX || after_len > SYMBOLS_MAX)
		return (struct diff_count){ (uint32_t)after_len, (uint32_t)before_len };
	const bool *in_before = find_present(scratch, before, before_len, symbols);
	const bool *in_after = find_present(scratch, after, after_len, symbols);
	int32_t width = keep_shared(before, before_len, in_after);
	int32_t height = keep_shared(after, after_len, in_before);
	struct search search = { .before = before, .after = after };
	struct box box = { 0, width, 0, height };
	cut_ends(&search, &box);
	int32_t same = box.left + width - box.right;
	width = box.right - box.left;
	height = box.bottom - box.top;
	if (width && height) {
		int32_t edits = distance(scratch, before + box.left, width, after + box.top, height,
		        clip(max, (size_t)width + (size_t)height));
		same += edits < 0 ? 0 : (width + height - edits) / 2;
	}
	return (struct diff_count){ .added = (uint32_t)(after_len - (size_t)same),
		.removed = (uint32_t)(before_len - (size_t)same) };
}
