/*
 * Blocks hang together backwards, the current one first. A piece is cut from the front of the
 * current block; blocks double from 4 KiB to 8 MiB, so a large build makes few of them.
 *
 *	arena.block -> [header|piece|piece|piece|   free   ]   arena.at .. arena.end
 *	                  |
 *	               earlier -> [header|piece|piece|rest]  -> NULL
 *
 * Pieces are zeroed without touching memory twice: calloc hands out pages that the system has
 * zeroed already, and only what lies below a block's `dirty` mark was used before a reset and is
 * cleared when it is handed out again.
 *
 * A piece that would waste much of a block gets a block of its own, in the list of large ones, and the
 * current block stays in use.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define ARENA_POISON
#endif
#endif
#ifdef __SANITIZE_ADDRESS__
#define ARENA_POISON
#endif

enum {
	BLOCK_FIRST = 4 << 10,
	BLOCK_MOST = 8 << 20,
};

static void (*on_exhausted)(void);

void
arena_on_exhausted(void (*handler)(void))
{
	on_exhausted = handler;
}

void
arena_exhausted(void)
{
	if (on_exhausted)
		on_exhausted();
	abort();
}

void *
arena_items(struct arena *arena, size_t count, size_t size, size_t align)
{
	if (size && count > PTRDIFF_MAX / size)
		arena_exhausted();
	return arena_bytes(arena, count * size, align);
}

#ifdef KITH_ARENA_MALLOC

/* Every piece lies at the end of a block of its own. */
struct arena_block {
	struct arena_block *earlier;
};

void *
arena_raw(struct arena *arena, size_t size, size_t align)
{
	return arena_bytes(arena, size, align);
}

void *
arena_bytes(struct arena *arena, size_t size, size_t align)
{
	size_t header = sizeof(struct arena_block);
	header = (header + align - 1) & ~(align - 1);
	if (size > PTRDIFF_MAX - header - align)
		arena_exhausted();
	size_t total = header + size;
	struct arena_block *block;
	if (align <= alignof(max_align_t)) {
		block = calloc(1, total);
	} else {
		total = (total + align - 1) & ~(align - 1);
		block = aligned_alloc(align, total);
		if (block)
			memset(block, 0, total);
	}
	if (!block)
		arena_exhausted();
	block->earlier = arena->block;
	arena->block = block;
	arena->used += size;
	return (char *)block + header;
}

static void
free_blocks(struct arena_block *block, const struct arena_block *last)
{
	while (block != last) {
		struct arena_block *earlier = block->earlier;
		free(block);
		block = earlier;
	}
}

void
arena_reserve(struct arena *arena, size_t size)
{
	(void)arena, (void)size;
}

void
arena_reset(struct arena *arena)
{
	arena_free(arena);
}

void
arena_back(struct arena *arena, const struct arena *mark)
{
	free_blocks(arena->block, mark->block);
	arena->block = mark->block;
	arena->used = mark->used;
}

#else

#ifdef ARENA_POISON
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(at, size) ((void)(at), (void)(size))
#endif

/* Under the address sanitizer pieces keep poisoned bytes between them. */
#ifdef ARENA_POISON
enum { PIECE_ALIGN = 8, PIECE_GAP = 8 };
#else
enum { PIECE_ALIGN = 1, PIECE_GAP = 0 };
#endif

/*
 * Blocks from this size on lie on large pages where the system has them, since asking for memory in
 * small ones costs more than filling it. Not under the sanitizers, which look for leaks in what malloc
 * gave out.
 */
enum { LARGE_PAGE = 2 << 20 };

struct arena_block {
	struct arena_block *earlier;
	size_t mapped; /* bytes of a block on large pages, with its head; 0: malloc has made it */
	char *end;
	char *dirty; /* what lies from here to the end has been zero since the block was made */
	alignas(max_align_t) char bytes[];
};

static size_t
block_size(const struct arena_block *block)
{
	return (size_t)(block->end - block->bytes);
}

/* Zeroes at an address that large pages can begin at, or NULL; `size` is a whole number of them. */
static void *
map_pages(size_t size)
{
#if defined(MADV_HUGEPAGE) && !defined(ARENA_POISON)
	char *at = mmap(NULL, size + LARGE_PAGE, PROT_READ | PROT_WRITE,
	        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (at == MAP_FAILED)
		return NULL;
	size_t before = -(uintptr_t)at & (LARGE_PAGE - 1);
	if (before)
		munmap(at, before);
	munmap(at + before + size, LARGE_PAGE - before);
	madvise(at + before, size, MADV_HUGEPAGE);
	return at + before;
#else
	(void)size;
	return NULL;
#endif
}

static struct arena_block *
block_on_pages(size_t *size)
{
	size_t whole = sizeof(struct arena_block) + *size;
	whole = (whole + LARGE_PAGE - 1) & ~((size_t)LARGE_PAGE - 1);
	struct arena_block *block = map_pages(whole);
	if (block) {
		block->mapped = whole;
		*size = whole - sizeof *block;
	}
	return block;
}

static struct arena_block *
block_make(size_t size)
{
	struct arena_block *block = NULL;
	if (size > PTRDIFF_MAX - sizeof *block - 2 * LARGE_PAGE)
		arena_exhausted();
	if (size + sizeof *block >= LARGE_PAGE)
		block = block_on_pages(&size);
	if (!block)
		block = calloc(1, sizeof *block + size);
	if (!block)
		arena_exhausted();
	block->end = block->bytes + size;
	block->dirty = block->bytes;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	return block;
}

static void
block_free(struct arena_block *block)
{
	ASAN_UNPOISON_MEMORY_REGION(block->bytes, block_size(block));
	if (block->mapped)
		munmap(block, block->mapped);
	else
		free(block);
}

static void
arena_use(struct arena *arena, struct arena_block *block)
{
	arena->block = block;
	arena->at = block->bytes;
	arena->end = block->end;
}

/* Bytes from `at` to the first address where a piece of this alignment may begin. */
static size_t
padding(const char *at, size_t align)
{
	if (align < PIECE_ALIGN)
		align = PIECE_ALIGN;
	return -(uintptr_t)at & (align - 1);
}

/* Bytes the next ordinary block should have, which with its head is a power of two. */
static size_t
next_size(const struct arena *arena)
{
	const size_t head = sizeof(struct arena_block);
	size_t size = arena->block ? 2 * (block_size(arena->block) + head) : BLOCK_FIRST;
	if (size < BLOCK_FIRST)
		size = BLOCK_FIRST;
	return (size < BLOCK_MOST ? size : BLOCK_MOST) - head;
}

static void
note_dirty(struct arena *arena)
{
	if (arena->at > arena->block->dirty)
		arena->block->dirty = arena->at;
}

/* The next block becomes the current one. */
static void
begin_block(struct arena *arena, size_t size)
{
	struct arena_block *block = block_make(size);
	block->earlier = arena->block;
	if (arena->block)
		note_dirty(arena);
	arena_use(arena, block);
}

void
arena_reserve(struct arena *arena, size_t size)
{
	size_t ordinary = next_size(arena);
	if (!arena->block || (size_t)(arena->end - arena->at) < size)
		begin_block(arena, size > ordinary ? size : ordinary);
}

/* A piece that the current block has no room for. */
static void *
raw_slow(struct arena *arena, size_t size, size_t align)
{
	if (size > PTRDIFF_MAX - align - PIECE_GAP)
		arena_exhausted();
	size_t need = size + align + PIECE_GAP;
	size_t ordinary = next_size(arena);
	if (arena->block && need > ordinary / 4) {
		struct arena_block *own = block_make(need);
		own->earlier = arena->large;
		own->dirty = own->end;
		arena->large = own;
		arena->used += size;
		char *piece = own->bytes + padding(own->bytes, align);
		ASAN_UNPOISON_MEMORY_REGION(piece, size);
		return piece;
	}
	begin_block(arena, need > ordinary ? need : ordinary);
	return arena_raw(arena, size, align);
}

void *
arena_raw(struct arena *arena, size_t size, size_t align)
{
	if (!arena->block)
		return raw_slow(arena, size, align);
	size_t room = (size_t)(arena->end - arena->at);
	size_t skip = padding(arena->at, align);
	if (skip > room || size > room || size + PIECE_GAP > room - skip)
		return raw_slow(arena, size, align);
	char *piece = arena->at + skip;
	arena->at = piece + size + PIECE_GAP;
	arena->used += size;
	ASAN_UNPOISON_MEMORY_REGION(piece, size);
	return piece;
}

/* A piece outside the current block is alone in one that has just been made. */
void *
arena_bytes(struct arena *arena, size_t size, size_t align)
{
	char *piece = arena_raw(arena, size, align);
	const char *dirty = arena->block->dirty;
	if (piece >= arena->block->bytes && piece < dirty)
		memset(piece, 0, piece + size < dirty ? size : (size_t)(dirty - piece));
	return piece;
}

/* Frees the blocks of a list down to, and without, `last`. */
static void
free_blocks(struct arena_block *block, const struct arena_block *last)
{
	while (block != last) {
		struct arena_block *earlier = block->earlier;
		block_free(block);
		block = earlier;
	}
}

/* Takes the largest block out of a list, if it is larger than `than`; puts that one in. */
static struct arena_block *
swap_largest(struct arena_block **list, struct arena_block *than)
{
	struct arena_block **largest = NULL;
	for (struct arena_block **at = list; *at; at = &(*at)->earlier) {
		if (block_size(*at) > block_size(largest ? *largest : than))
			largest = at;
	}
	if (!largest)
		return than;
	struct arena_block *taken = *largest;
	than->earlier = taken->earlier;
	*largest = than;
	return taken;
}

void
arena_reset(struct arena *arena)
{
	struct arena_block *keep = arena->block;
	if (!keep)
		return;
	note_dirty(arena);
	struct arena_block *others = keep->earlier;
	keep = swap_largest(&others, keep);
	keep = swap_largest(&arena->large, keep);
	free_blocks(others, NULL);
	free_blocks(arena->large, NULL);
	keep->earlier = arena->large = NULL;
	ASAN_POISON_MEMORY_REGION(keep->bytes, block_size(keep));
	arena_use(arena, keep);
	arena->used = 0;
}

/* What lies in the current block was made behind the mark, should the block be newer. */
static void
free_since(struct arena *arena, const struct arena *mark)
{
	struct arena_block *block = arena->block;
	free_blocks(arena->large, mark->large);
	arena->large = mark->large;
	if (block == mark->block) {
		arena->at = mark->at;
	} else {
		free_blocks(block->earlier, mark->block);
		block->earlier = mark->block;
		arena->at = block->bytes;
	}
}

void
arena_back(struct arena *arena, const struct arena *mark)
{
	if (!arena->block)
		return;
	note_dirty(arena);
	if (arena->block == mark->block && arena->large == mark->large)
		arena->at = mark->at;
	else
		free_since(arena, mark);
	arena->used = mark->used;
	ASAN_POISON_MEMORY_REGION(arena->at, (size_t)(arena->end - arena->at));
}

#endif

void
arena_free(struct arena *arena)
{
	free_blocks(arena->block, NULL);
	free_blocks(arena->large, NULL);
	*arena = (struct arena)ARENA_EMPTY;
}
