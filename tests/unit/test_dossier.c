#include "expect.h"

#include "base/arena.h"
#include "base/buf.h"
#include "freshness/dossier.h"

static struct arena arena;
static struct buf file;

static int
begin(void **state)
{
	(void)state;
	buf_init(&file, 1 << 20);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	buf_free(&file);
	arena_free(&arena);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

static void
write_one(void)
{
	struct dossier dossier = { .key = { 1, 2 }, .manifest = { 3, 4 } };
	struct buf facts;
	uint32_t last = 0;

	*array_push(&arena, &dossier.names) = STR("pessays/a.md");
	*array_push(&arena, &dossier.names) = STR("ressays/a/index.html");
	*array_push(&arena, &dossier.sets) = (struct reads_set){ { 5, 0, 0, 1 } };
	*array_push(&arena, &dossier.facts) = (struct dossier_fact){ 0, 0, 77, true };
	*array_push(&arena, &dossier.facts) = (struct dossier_fact){ 1, 0, 0, false };
	buf_init(&facts, 100);
	dossier_put(&facts, 0, &last);
	dossier_put(&facts, 1, &last);
	*array_push(&arena, &dossier.artifacts) =
	        (struct dossier_artifact){ 1, 99, buf_view(&facts) };
	dossier_write(&dossier, &file);
	buf_free(&facts);
}

static void
test_round_trip(void **state)
{
	struct dossier back;
	struct str facts;
	uint32_t fact = 0;

	(void)state;
	write_one();
	assert_true(dossier_read(buf_view(&file), &arena, &back));
	assert_true(hash_eq(back.key, (struct hash){ 1, 2 }));
	assert_true(hash_eq(back.manifest, (struct hash){ 3, 4 }));
	expect_str(back.names.at[1], "ressays/a/index.html");
	assert_int_equal(back.sets.at[0].words[3], 1);
	assert_int_equal(back.facts.at[0].hash, 77);
	assert_true(back.facts.at[0].told);
	assert_int_equal(back.facts.at[1].object, 1);
	assert_false(back.facts.at[1].told);
	assert_int_equal(back.artifacts.at[0].object, 1);
	assert_int_equal(back.artifacts.at[0].head, 99);
	facts = back.artifacts.at[0].facts;
	assert_true(dossier_next(&facts, &fact));
	assert_int_equal(fact, 0);
	assert_true(dossier_next(&facts, &fact));
	assert_int_equal(fact, 1);
	assert_false(dossier_next(&facts, &fact));
}

/* Wherever a bit is wrong, and wherever it ends, nothing of it is believed. */
static void
test_damage(void **state)
{
	struct dossier back;

	(void)state;
	write_one();
	for (size_t i = 0; i < file.len; i++) {
		file.at[i] ^= 4;
		assert_false(dossier_read(buf_view(&file), &arena, &back));
		assert_int_equal(back.artifacts.len, 0);
		file.at[i] ^= 4;
		assert_false(dossier_read(str_slice(buf_view(&file), 0, i), &arena, &back));
	}
	assert_true(dossier_read(buf_view(&file), &arena, &back));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_round_trip), TEST(test_damage) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
