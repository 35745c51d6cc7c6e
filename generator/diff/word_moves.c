/*
 * Changes come in groups, between what stayed:
 *
 *	group      1            2              3
 *	before     A B    same  C     same
 *	after      B'     same  C'    same     A'
 *
 * B and B' are in one group, and were edited where they are; A left group 1 and came to group 3. Who is most alike
 * belongs together, so that a paragraph is not taken for moved that has a better partner in its own place.
 */
#include "diff/word_moves.h"

#include <stdbool.h>

#include "base/arena.h"
#include "diff/prose_words.h"
#include "diff/word_token.h"

enum {
	MOVED_MIN = 5,      /* words of what is worth to be followed */
	ALIKE_MIN = 500,    /* of 1000 */
	WEIGHED_MAX = 1024, /* pairs; beyond that, only what is equal is looked for */
};

struct candidate {
	unsigned alike;
	size_t before, after;
};

/* Passages that changed and have no mate. */
struct rest {
	array_of(size_t) at;
	struct prose_words *words;
	bool *taken; /* by index of the passage */
};

struct str
word_moves_passage(const struct word_passages *passages, size_t index)
{
	return str_trim(str_slice(
	        passages->text, passages->starts.at[index], passages->starts.at[index + 1]));
}

static bool
may_move(const struct word_passages *passages, size_t index)
{
	struct str text = word_moves_passage(passages, index);
	size_t words = 0, at = 0, end;
	if (!passages->group[index] || passages->mate[index])
		return false;
	for (; words < MOVED_MIN && (at = word_token_next(text, at, &end)) < text.len; at = end)
		words++;
	return words == MOVED_MIN;
}

static void
join(struct word_passages *old, size_t x, struct word_passages *new, size_t y)
{
	old->mate[x] = y + 1;
	new->mate[y] = x + 1;
}

/* --- equal ones ---------------------------------------------------------------------------------- */

static void
join_equal(
        struct arena *arena, struct word_passages *old, struct word_passages *new, size_t numbers)
{
	size_t *first = arena_array(arena, size_t, numbers); /* of each key, from 1 */
	size_t *next = arena_array(arena, size_t, new->keys.len);
	for (size_t y = new->keys.len; y-- > 0;) {
		if (!may_move(new, y))
			continue;
		next[y] = first[new->keys.at[y]];
		first[new->keys.at[y]] = y + 1;
	}
	for (size_t x = 0; x < old->keys.len; x++) {
		size_t *found = &first[old->keys.at[x]];
		if (!*found || !may_move(old, x))
			continue;
		join(old, x, new, *found - 1);
		*found = next[*found - 1];
	}
}

static bool
join_beside(struct word_passages *old, size_t x, struct word_passages *new, size_t y)
{
	if (x >= old->keys.len || y >= new->keys.len || old->keys.at[x] != new->keys.at[y] ||
	        !old->group[x] || !new->group[y] || old->mate[x] || new->mate[y])
		return false;
	join(old, x, new, y);
	return true;
}

/* What is short went with what it stood beside: the heading of a section. */
static void
join_companions(struct word_passages *old, struct word_passages *new)
{
	for (size_t i = 0; i < old->keys.len; i++) {
		if (!old->mate[i])
			continue;
		size_t x = i, y = old->mate[i] - 1;
		join_beside(old, x + 1, new, y + 1);
		while (x && y && join_beside(old, x - 1, new, y - 1)) {
			x--;
			y--;
		}
	}
}

/* --- similar ones -------------------------------------------------------------------------------- */

static struct rest
rest_of(struct arena *arena, const struct word_passages *passages)
{
	struct rest rest = { .taken = arena_array(arena, bool, passages->keys.len) };
	for (size_t i = 0; i < passages->keys.len; i++)
		if (may_move(passages, i))
			*array_push(arena, &rest.at) = i;
	return rest;
}

static void
read_words(struct arena *arena, const struct word_passages *passages, struct rest *rest)
{
	rest->words = arena_array(arena, struct prose_words, rest->at.len);
	for (size_t i = 0; i < rest->at.len; i++)
		rest->words[i] =
		        prose_words_of(arena, word_moves_passage(passages, rest->at.at[i]));
}

static int
compare_candidates(const void *a, const void *b, void *context)
{
	const struct candidate *x = a, *y = b;
	(void)context;
	return (x->alike < y->alike) - (x->alike > y->alike);
}

/* Could any of them have gone from one change to another? */
static bool
is_spread(const struct word_passages *old, const struct rest *from, const struct word_passages *new,
        const struct rest *to)
{
	if (!from->at.len || !to->at.len)
		return false;
	size_t last = old->group[from->at.at[from->at.len - 1]];
	size_t first = old->group[from->at.at[0]];
	return last != first || new->group[to->at.at[0]] != first ||
	        new->group[to->at.at[to->at.len - 1]] != first;
}

static void
join_alike(struct arena *arena, struct word_passages *old, struct word_passages *new)
{
	struct rest from = rest_of(arena, old), to = rest_of(arena, new);
	array_of(struct candidate) found = { NULL, 0, 0 };
	if (from.at.len * to.at.len > WEIGHED_MAX || !is_spread(old, &from, new, &to))
		return;
	read_words(arena, old, &from);
	read_words(arena, new, &to);
	for (size_t i = 0; i < from.at.len; i++) {
		for (size_t k = 0; k < to.at.len; k++) {
			unsigned alike = prose_words_alike(from.words[i], to.words[k]);
			if (alike >= ALIKE_MIN)
				*array_push(arena, &found) =
				        (struct candidate){ alike, from.at.at[i], to.at.at[k] };
		}
	}
	array_sort(found.at, found.len, sizeof *found.at, arena, compare_candidates, NULL);
	for (size_t i = 0; i < found.len; i++) {
		size_t x = found.at[i].before, y = found.at[i].after;
		if (from.taken[x] || to.taken[y])
			continue;
		from.taken[x] = to.taken[y] = true;
		if (old->group[x] != new->group[y])
			join(old, x, new, y);
	}
}

void
word_moves_find(
        struct arena *arena, struct word_passages *old, struct word_passages *new, size_t numbers)
{
	old->mate = arena_array(arena, size_t, old->keys.len);
	new->mate = arena_array(arena, size_t, new->keys.len);
	join_equal(arena, old, new, numbers);
	join_alike(arena, old, new);
	join_companions(old, new);
}
