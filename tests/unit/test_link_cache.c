/* .kith/links: what is written is read, and of a damaged file what is whole. */
#include "audit/link_cache.h"

#include "base/arena.h"
#include "base/buf.h"
#include "expect.h"

static void
test_there_and_back(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct link_cache cache = { .by_url = { 0 } }, again;
	const struct link_answer *answer;
	struct buf text, damaged;

	(void)state;
	*array_push(&arena, &cache.list) =
	        (struct link_answer){ STR("https://example.org/"), 200, 1780315200, STR("") };
	*array_push(&arena, &cache.list) = (struct link_answer){ STR("https://example.org/a"), 204,
		7, STR("https://example.org/b") };
	buf_init(&text, 1 << 16);
	buf_init(&damaged, 1 << 16);
	link_cache_write(&cache, &text);
	link_cache_read(&again, &arena, buf_view(&text));
	assert_int_equal(again.list.len, 2);
	assert_null(link_cache_find(&again, STR("https://example.org/b")));
	answer = link_cache_find(&again, STR("https://example.org/a"));
	assert_int_equal(answer->status, 204);
	assert_int_equal(answer->when, 7);
	expect_str(answer->moved, "https://example.org/b");
	expect_str(link_cache_find(&again, STR("https://example.org/"))->moved, "");

	/* Another number in one line: that line is forgotten. */
	size_t at = str_find(buf_view(&text), STR("200"));
	buf_put(&damaged, str_slice(buf_view(&text), 0, at));
	buf_lit(&damaged, "404");
	buf_put(&damaged, str_skip(buf_view(&text), at + 3));
	link_cache_read(&again, &arena, buf_view(&damaged));
	assert_int_equal(again.list.len, 1);
	assert_null(link_cache_find(&again, STR("https://example.org/")));

	link_cache_read(&again, &arena, str_slice(buf_view(&text), 0, text.len - 3));
	assert_int_equal(again.list.len, 1);
	link_cache_read(&again, &arena, str_skip(buf_view(&text), 1));
	assert_int_equal(again.list.len, 0);
	link_cache_read(&again, &arena, STR_EMPTY);
	assert_int_equal(again.list.len, 0);
	buf_free(&text);
	buf_free(&damaged);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
