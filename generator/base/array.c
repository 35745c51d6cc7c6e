/* See the header. Items are moved by memcpy, so they must not point into themselves. */
#include "base/array.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

enum { CAP_FIRST = 8 };

void *
array_widen(struct arena *arena, const void *items, size_t len, size_t cap, size_t size)
{
	void *moved = arena_items(arena, cap, size, alignof(max_align_t));
	if (len)
		memcpy(moved, items, len * size);
	return moved;
}

void *
array_grow(struct arena *arena, const void *items, size_t len, size_t *cap, size_t size)
{
	if (*cap > SIZE_MAX / 2)
		arena_exhausted();
	*cap = *cap ? *cap * 2 : CAP_FIRST;
	return array_widen(arena, items, len, *cap, size);
}

struct sort {
	size_t size, count;
	struct arena *arena;
	char *half; /* room for half of the items, made when it is needed */
	int (*compare)(const void *a, const void *b, void *context);
	void *context;
};

/* Merges two sorted neighbours; the left one moves aside, so the write never overtakes a read. */
static void
merge(struct sort *sort, char *left, size_t left_count, size_t right_count)
{
	size_t size = sort->size;
	if (!sort->half)
		sort->half = arena_items(sort->arena, sort->count / 2, size, alignof(max_align_t));
	const char *a = sort->half, *a_end = a + left_count * size;
	const char *b = left + left_count * size, *b_end = b + right_count * size;
	memcpy(sort->half, left, left_count * size);
	char *to = left;
	while (a < a_end && b < b_end) {
		if (sort->compare(a, b, sort->context) <= 0) {
			memcpy(to, a, size);
			a += size;
		} else {
			memcpy(to, b, size);
			b += size;
		}
		to += size;
	}
	memcpy(to, a, (size_t)(a_end - a));
}

static void
sort_range(struct sort *sort, char *items, size_t count)
{
	if (count < 2)
		return;
	size_t left = count / 2;
	char *middle = items + left * sort->size;
	sort_range(sort, items, left);
	sort_range(sort, middle, count - left);
	/* Two halves in order already cost one comparison: most lists arrive nearly sorted. */
	if (sort->compare(middle - sort->size, middle, sort->context) > 0)
		merge(sort, items, left, count - left);
}

void
array_sort(void *items, size_t count, size_t size, struct arena *arena,
        int (*compare)(const void *a, const void *b, void *context), void *context)
{
	struct sort sort = { size, count, arena, NULL, compare, context };
	sort_range(&sort, items, count);
}
