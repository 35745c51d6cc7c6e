/* Memory by lifetime: zeroed, aligned, reusable, and a clear end when there is no more of it. */
#include "expect.h"

#include <setjmp.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

static bool
is_zero(const char *at, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (at[i])
			return false;
	}
	return true;
}

static void
test_pieces_are_zeroed_aligned_and_apart(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	char *before = NULL;
	for (size_t i = 1; i < 3000; i++) {
		size_t align = (size_t)1 << (i % 7);
		char *at = arena_bytes(&arena, i % 97, align);
		assert_int_equal((uintptr_t)at % align, 0);
		assert_true(is_zero(at, i % 97));
		memset(at, 0xab, i % 97);
		assert_ptr_not_equal(at, before);
		before = i % 97 ? at : before;
	}
	arena_free(&arena);
}

static void
test_memory_is_zeroed_again_after_reset(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	for (int round = 0; round < 5; round++) {
		for (size_t i = 0; i < 200; i++) {
			size_t size = (i * 37 + (size_t)round * 11) % 3000;
			char *at = arena_bytes(&arena, size, 1);
			assert_true(is_zero(at, size));
			memset(at, 0xff, size);
		}
		assert_true(arena.used > 0);
		arena_reset(&arena);
		assert_int_equal(arena.used, 0);
	}
	arena_free(&arena);
}

static void
test_large_pieces(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	char *small = arena_bytes(&arena, 10, 1);
	memset(small, 1, 10);
	char *large = arena_bytes(&arena, 20 << 20, 64);
	assert_true(is_zero(large, 20 << 20));
	large[(20 << 20) - 1] = 1;
	char *next = arena_bytes(&arena, 10, 1);
	memset(next, 2, 10);
	assert_int_equal(small[9], 1);
	assert_int_equal(arena.used, (20 << 20) + 20);
	/* The largest block is kept and was written to at its end only. */
	arena_reset(&arena);
	assert_true(is_zero(arena_bytes(&arena, 20 << 20, 64), 20 << 20));
	arena_free(&arena);
}

static void
test_a_large_first_piece(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	char *at = arena_bytes(&arena, 1 << 20, 8);
	at[(1 << 20) - 1] = 1;
	assert_true(is_zero(arena_bytes(&arena, 100, 1), 100));
	arena_free(&arena);
}

static void
test_free_makes_it_empty_and_usable(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	arena_free(&arena);
	arena_reset(&arena);
	assert_non_null(arena_new(&arena, int));
	arena_free(&arena);
	assert_null(arena.block);
	assert_int_equal(arena.used, 0);
	assert_non_null(arena_array(&arena, int, 5));
	arena_free(&arena);
}

/* What was made before the mark stays, what follows is zeroed again. */
static void
test_going_back(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY, mark = arena;
	memset(arena_bytes(&arena, 100, 1), 0xff, 100);
	arena_back(&arena, &mark);
	assert_int_equal(arena.used, 0);
	char *first = arena_bytes(&arena, 100, 1);
	assert_true(is_zero(first, 100));
	memset(first, 1, 100);
	mark = arena;
	for (size_t round = 0; round < 50; round++) {
		for (size_t i = 0; i < 20; i++) {
			size_t size = (i * 977 + round * 31) % 20000;
			char *at = arena_bytes(&arena, size, 8);
			assert_true(is_zero(at, size));
			memset(at, 0xff, size);
		}
		char *large = arena_bytes(&arena, 1 << 20, 1);
		assert_true(is_zero(large, 1 << 20));
		memset(large, 0xff, 1 << 20);
		struct arena inner = arena;
		memset(arena_bytes(&arena, 5000, 1), 0xff, 5000);
		arena_back(&arena, &inner);
		assert_int_equal(large[100], (char)0xff);
		arena_back(&arena, &mark);
		assert_int_equal(arena.used, 100);
	}
	assert_int_equal(first[99], 1);
	arena_reset(&arena);
	assert_true(is_zero(arena_bytes(&arena, 50000, 1), 50000));
	arena_free(&arena);
}

static void
test_empty_pieces_have_an_address(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	assert_non_null(arena_bytes(&arena, 0, 1));
	assert_non_null(arena_items(&arena, 0, 8, 8));
	assert_non_null(arena_items(&arena, 8, 0, 8));
	arena_free(&arena);
}

static jmp_buf exhausted;

static void
jump_out(void)
{
	longjmp(exhausted, 1);
}

/* The allocation must end in the handler. */
#define EXPECT_EXHAUSTED(call)            \
	do {                              \
		if (!setjmp(exhausted)) { \
			(void)(call);     \
			fail();           \
		}                         \
	} while (0)

static void
test_too_much_runs_the_handler(void **state)
{
	(void)state;
	static struct arena arena;
	arena_on_exhausted(jump_out);
	EXPECT_EXHAUSTED(arena_bytes(&arena, SIZE_MAX, 1));
	EXPECT_EXHAUSTED(arena_bytes(&arena, SIZE_MAX - 4, 16));
	EXPECT_EXHAUSTED(arena_bytes(&arena, PTRDIFF_MAX, 1));
	EXPECT_EXHAUSTED(arena_items(&arena, SIZE_MAX / 2, 3, 1));
	EXPECT_EXHAUSTED(arena_items(&arena, (size_t)1 << 33, (size_t)1 << 33, 1));
	assert_non_null(arena_bytes(&arena, 100, 1));
	EXPECT_EXHAUSTED(arena_bytes(&arena, SIZE_MAX, 1));
	EXPECT_EXHAUSTED(arena_bytes(&arena, SIZE_MAX - 4, 16));
	assert_non_null(arena_bytes(&arena, 100, 1));
	arena_on_exhausted(NULL);
	arena_free(&arena);
}

/* Blocks of many megabytes come from the system another way, and are zeroed and given back as well. */
static void
test_megabytes(void **state)
{
	(void)state;
	enum { PIECE = 300000, PIECES = 60, WHOLE = 5 << 20 };
	struct arena arena = ARENA_EMPTY;
	for (int round = 0; round < 2; round++) {
		struct arena mark = arena;
		for (size_t i = 0; i < PIECES; i++) {
			char *piece = arena_bytes(&arena, PIECE, 8);
			assert_true(is_zero(piece, PIECE));
			memset(piece, 1, PIECE);
			if (i == PIECES / 2)
				mark = arena;
		}
		char *whole = arena_bytes(&arena, WHOLE, 64);
		assert_true(is_zero(whole, WHOLE));
		memset(whole, 1, WHOLE);
		arena_back(&arena, &mark);
		assert_true(is_zero(arena_bytes(&arena, WHOLE, 8), WHOLE));
		arena_reset(&arena);
	}
	arena_free(&arena);
}

/* Pieces that were asked for together lie in one block, one behind the other. */
static void
test_reserve(void **state)
{
	(void)state;
	enum { PIECE = 1000, PIECES = 5000 };
	struct arena arena = ARENA_EMPTY;
	char *small = arena_bytes(&arena, 10, 1);
	arena_reserve(&arena, PIECE * PIECES + PIECE);
	memset(small, 1, 10);
	for (size_t i = 0; i < PIECES; i++) {
		char *piece = arena_bytes(&arena, PIECE, 8);
		assert_true(is_zero(piece, PIECE));
		memset(piece, 1, PIECE);
	}
	arena_reserve(&arena, 10);
	assert_int_equal(small[9], 1);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(test_memory_is_zeroed_again_after_reset),
		cmocka_unit_test(test_large_pieces),
		cmocka_unit_test(test_a_large_first_piece),
		cmocka_unit_test(test_free_makes_it_empty_and_usable),
		cmocka_unit_test(test_going_back),
		cmocka_unit_test(test_empty_pieces_have_an_address),
		cmocka_unit_test(test_too_much_runs_the_handler),
		cmocka_unit_test(test_megabytes),
		cmocka_unit_test(test_reserve),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
