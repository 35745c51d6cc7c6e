/* The index of what was gathered: every word in its shard, with its pages and where they have it. */
#include "search/search_index.h"

#include <stdio.h>

#include "expect.h"

#include "base/arena.h"
#include "base/worker.h"
#include "search/search_gather.h"

struct text {
	enum search_place place;
	const char *text;
};

/* A site: the texts of a page come one after the other, with NULL behind the last. */
struct made {
	struct arena arena;
	struct workers *workers;
	struct search_gather gather;
	struct search_index *index;
	const struct text (*pages)[4];
	size_t many; /* pages instead, of made-up words */
};

static void
add_page(void *context, size_t index, struct worker *worker)
{
	struct made *made = context;
	char text[64];

	for (size_t i = 0; !made->many && made->pages[index][i].text; i++)
		search_gather_add(&made->gather, worker, (uint32_t)index,
		        made->pages[index][i].place, str_from(made->pages[index][i].text));
	for (size_t i = 0; made->many && i < 200; i++) {
		size_t word = (index * 37 + i * i) % 9001;

		snprintf(text, sizeof text, "%c%c%zu all", (int)('a' + word % 26),
		        (int)('a' + word / 26 % 26), word);
		search_gather_add(
		        &made->gather, worker, (uint32_t)index, SEARCH_ONCE, str_from(text));
	}
}

static void
make(struct made *made, size_t count, unsigned workers)
{
	made->workers = worker_start(workers);
	made->gather = search_gather_new(&made->arena, made->workers);
	worker_run(made->workers, count, add_page, made);
	made->index = search_index_make(&made->arena, &made->gather, made->workers, NULL);
}

static void
end(struct made *made)
{
	worker_stop(made->workers);
	arena_free(&made->arena);
}

static uint64_t
number(struct str bytes, size_t *at)
{
	uint64_t n = 0;
	unsigned char byte = 128;

	for (unsigned shift = 0; byte & 128; shift += 7) {
		assert_true(*at < bytes.len);
		byte = (unsigned char)bytes.at[(*at)++];
		n |= (uint64_t)(byte & 127) << shift;
	}
	return n;
}

/* Appends "word: page/place ..." of all words of a shard, a line each. */
static size_t
tell(struct str bytes, struct buf *out)
{
	char word[256];
	size_t at = 0, words = 0;

	for (; at < bytes.len; words++) {
		size_t len = number(bytes, &at), more = number(bytes, &at);
		uint64_t page = 0;

		assert_true(len + more < sizeof word && more <= bytes.len - at);
		memcpy(word + len, bytes.at + at, more);
		at += more;
		buf_put(out, str_of(word, len + more));
		buf_char(out, ':');
		for (uint64_t count = number(bytes, &at); count > 0; count--) {
			uint64_t n = number(bytes, &at);

			page += n >> 2;
			buf_format(out, " %d/%d", (int)page, (int)(n & 3));
		}
		buf_char(out, '\n');
	}
	return words;
}

static void
test_words_and_places(void **state)
{
	(void)state;
	static const struct text pages[][4] = {
		{ { SEARCH_TITLE, "Cache" }, { SEARCH_ONCE, "the Cache, the cost" } },
		{ { SEARCH_HEADING, "cached costs" }, { SEARCH_ONCE, "the the the" } },
		{ { SEARCH_ONCE, "cache" }, { SEARCH_HEADING, "Cache" }, { SEARCH_ONCE, "über" } },
		{ { SEARCH_ONCE, "the the" }, { SEARCH_ONCE, "the" } },
	};
	struct made made = { .pages = pages };
	struct buf out;

	buf_init(&out, 1 << 16);
	make(&made, 4, 1);
	assert_int_equal(made.index->len, 1);
	assert_int_equal(made.index->words, 6);
	expect_str(made.index->shards[0].name, "00");
	tell(made.index->shards[0].bytes, &out);
	expect_buf(&out,
	        "cache: 0/3 2/2\n"
	        "cached: 1/2\n"
	        "cost: 0/0\n"
	        "costs: 1/2\n"
	        "the: 0/0 1/1 3/1\n"
	        "uber: 2/0\n");
	buf_free(&out);
	end(&made);
}

/* However often a text has a word, and before or after a better place; long words as short ones. */
static void
test_words_are_counted_to_often(void **state)
{
	(void)state;
	static const struct text pages[][4] = {
		{ { SEARCH_ONCE, "far far far far far far far far far" } },
		{ { SEARCH_ONCE, "far, far" }, { SEARCH_TITLE, "Far" }, { SEARCH_ONCE, "FAR" } },
		{ { SEARCH_HEADING, "far" }, { SEARCH_ONCE, "far far far far" } },
		{ { SEARCH_ONCE, "measured far (far) measured" } },
		{ { SEARCH_ONCE, "measured far" }, { SEARCH_ONCE, "measured. far. measured far" } },
	};
	struct made made = { .pages = pages };
	struct buf out;

	buf_init(&out, 1 << 16);
	make(&made, 5, 1);
	tell(made.index->shards[0].bytes, &out);
	expect_buf(&out, "far: 0/1 1/3 2/2 3/0 4/1\nmeasured: 3/0 4/1\n");
	buf_free(&out);
	end(&made);
}

static void
test_nothing(void **state)
{
	(void)state;
	struct made made = { .many = 1 };

	make(&made, 0, 2);
	assert_int_equal(made.index->len, 0);
	end(&made);
}

/* No shard is too long, each word is in the shard of the last name that is not behind it, and none is lost. */
static void
test_shards(void **state)
{
	(void)state;
	struct made made = { .many = 1 };
	size_t words = 0;

	make(&made, 1000, 2);
	assert_true(made.index->len > 10);
	for (size_t i = 0; i < made.index->len; i++) {
		const struct search_shard *shard = &made.index->shards[i];
		struct buf out;
		struct str rest;

		assert_true(shard->bytes.len <= SEARCH_SHARD_MAX);
		buf_init(&out, 1 << 20);
		words += tell(shard->bytes, &out);
		for (rest = buf_view(&out); rest.len;) {
			struct str word = str_cut(&rest, ':');
			char hex[512] = "";

			for (size_t j = 0; j < word.len; j++)
				snprintf(hex + 2 * j, 3, "%02x", (unsigned char)word.at[j]);
			assert_true(str_cmp(shard->name, str_from(hex)) <= 0);
			assert_true(i + 1 == made.index->len ||
			        str_cmp(str_from(hex), made.index->shards[i + 1].name) < 0);
			str_cut(&rest, '\n');
		}
		buf_free(&out);
	}
	assert_int_equal(words, made.index->words);
	end(&made);
}

static void
test_the_same_with_any_number_of_workers(void **state)
{
	(void)state;
	struct made one = { .many = 1 }, many = { .many = 1 };

	make(&one, 1000, 1);
	make(&many, 1000, 16);
	assert_int_equal(one.index->len, many.index->len);
	for (size_t i = 0; i < one.index->len; i++) {
		assert_true(str_eq(one.index->shards[i].name, many.index->shards[i].name));
		assert_true(str_eq(one.index->shards[i].bytes, many.index->shards[i].bytes));
	}
	end(&one);
	end(&many);
}

/* One more page cuts some shards in two at most. */
static void
test_names_stay_when_a_page_is_added(void **state)
{
	(void)state;
	struct made before = { .many = 1 }, after = { .many = 1 };
	size_t kept = 0;

	make(&before, 1000, 2);
	make(&after, 1001, 2);
	for (size_t i = 0, j = 0; i < before.index->len && j < after.index->len;) {
		int order = str_cmp(before.index->shards[i].name, after.index->shards[j].name);

		kept += !order;
		i += order <= 0;
		j += order >= 0;
	}
	assert_int_equal(kept, before.index->len);
	end(&before);
	end(&after);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_and_places),
		cmocka_unit_test(test_words_are_counted_to_often),
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_shards),
		cmocka_unit_test(test_the_same_with_any_number_of_workers),
		cmocka_unit_test(test_names_stay_when_a_page_is_added),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
