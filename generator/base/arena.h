/*
 * Memory by lifetime. An arena hands out zeroed memory that lives until the whole arena is reset or
 * freed, so code that fills it has nothing to free and nothing to leak. kith uses these:
 *
 *	site     one per build: configuration, everything that the resolved site points to
 *	pages    one per worker thread: what its pages own (tape, front matter)
 *	worker   one per worker thread: what it adds to the site
 *	step     one per worker thread: freed when the step that wanted it is over
 *	scratch  one per worker thread: reset after every task
 *	passing  on the stack of a function, which frees it
 *
 * An arena parameter in a signature says how long the result lives. With -DKITH_ARENA_MALLOC every
 * piece is an allocation of its own, so that the sanitizers see its exact bounds.
 *
 * Threads: an arena belongs to one thread at a time.
 */
#ifndef KITH_BASE_ARENA_H
#define KITH_BASE_ARENA_H

#include <stdalign.h>
#include <stddef.h>

struct arena_block;

struct arena {
	char *at;                  /* next free byte of the current block */
	char *end;                 /* its end */
	struct arena_block *block; /* current block, which leads to the earlier ones */
	struct arena_block *large; /* those of one large piece each, the latest first */
	size_t used;               /* bytes handed out since the last reset */
};

/* An empty arena is all zeroes; the first piece makes the first block. */
#define ARENA_EMPTY                       \
	{                                 \
		NULL, NULL, NULL, NULL, 0 \
	}

/*
 * Returns `size` zeroed bytes aligned to `align` (a power of two). Never NULL: when memory is
 * exhausted the handler of arena_on_exhausted runs, which does not return.
 */
void *arena_bytes(struct arena *arena, size_t size, size_t align);

/* The same for `count` items of `size` bytes; a product that overflows counts as exhausted. */
void *arena_items(struct arena *arena, size_t count, size_t size, size_t align);

/* The same without zeroes, for what is filled at once. */
void *arena_raw(struct arena *arena, size_t size, size_t align);

#define arena_new(arena, type) ((type *)arena_bytes((arena), sizeof(type), alignof(type)))
#define arena_array(arena, type, count) \
	((type *)arena_items((arena), (count), sizeof(type), alignof(type)))

/*
 * Sees to it that pieces of about `size` bytes together need no more than one block: for who knows how
 * much there will be.
 */
void arena_reserve(struct arena *arena, size_t size);

/* Forgets every piece but keeps the largest block for reuse. */
void arena_reset(struct arena *arena);

/*
 * Forgets the pieces made since `mark` was copied from the arena (`struct arena mark = *arena;`). A block
 * begun since is kept for use, so that going back again and again asks for no more memory.
 */
void arena_back(struct arena *arena, const struct arena *mark);

/* Gives all memory back; the arena is empty and usable again. */
void arena_free(struct arena *arena);

/*
 * Sets what happens when memory runs out: `handler` must not return (it may longjmp or end the
 * process). Without one the process aborts. Call it once, before threads start.
 */
void arena_on_exhausted(void (*handler)(void));

/* Runs that handler: for code that finds by itself that there is no more memory. */
_Noreturn void arena_exhausted(void);

#endif
