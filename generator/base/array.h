/*
 * Growing arrays in an arena:
 *
 *	struct { ... array_of(struct heading) headings; };
 *	*array_push(arena, &page->headings) = (struct heading){ ... };
 *
 * Growing copies into a new piece of the arena and leaves the old one there, so pointers to items
 * are valid only until the next push; keep indices.
 */
#ifndef KITH_BASE_ARRAY_H
#define KITH_BASE_ARRAY_H

#include <stdalign.h>
#include <stddef.h>

struct arena;

#define array_of(type)      \
	struct {            \
		type *at;   \
		size_t len; \
		size_t cap; \
	}

/* A pointer to a new, zeroed last item. */
#define array_push(arena, array)                                                              \
	((array)->len == (array)->cap                                                         \
	                ? (void)((array)->at = array_grow((arena), (array)->at, (array)->len, \
	                                 &(array)->cap, sizeof *(array)->at))                 \
	                : (void)0,                                                            \
	        &(array)->at[(array)->len++])

/* Sees to room for `count` items in all, for who knows how many there will be: then nothing grows. */
#define array_reserve(arena, array, count)                                                     \
	((array)->cap < (size_t)(count)                                                        \
	                ? (void)((array)->at = array_widen((arena), (array)->at, (array)->len, \
	                                 (array)->cap = (size_t)(count), sizeof *(array)->at)) \
	                : (void)0)

/* Moves items to where there is room for `cap`; what is behind them is zeroed. */
void *array_widen(struct arena *arena, const void *items, size_t len, size_t cap, size_t size);
/* Doubles *cap (from 8) and returns the moved items; what is behind them is zeroed. */
void *array_grow(struct arena *arena, const void *items, size_t len, size_t *cap, size_t size);

/* Stable merge sort with a context; `compare` is as for qsort. `arena` gives the second half. */
void array_sort(void *items, size_t count, size_t size, struct arena *arena,
        int (*compare)(const void *a, const void *b, void *context), void *context);

#endif
