/* Pieces of HTML between two builds: what is kept, what is forgotten, and what a damaged file does. */
#include "output/fragment_store.h"

#include "folder.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/str.h"

static struct arena arena;
static const struct hash state = { 1, 2 };

static int
enter(void **unused)
{
	return enter_folder(unused);
}

static int
leave(void **unused)
{
	arena_free(&arena);
	return leave_folder(unused);
}

static struct hash
key(uint64_t number)
{
	return (struct hash){ 7, number };
}

static struct fragment_store *
opened(struct str file)
{
	struct fragment_store *store = fragment_store_new(&arena, state, 3);
	fragment_store_read(store, file);
	return store;
}

static const struct str none = STR_INIT("(none)");

static struct str
value_of(struct fragment_store *store, uint64_t number)
{
	struct str value;
	return fragment_store_get(store, 0, &arena, key(number), &value) ? value : none;
}

/* How many of three are known; those that are must be right. */
static size_t
count_known(struct fragment_store *store)
{
	size_t count = 0;
	for (uint64_t i = 1; i <= 3; i++) {
		struct str value = value_of(store, i);
		if (str_eq(value, none))
			continue;
		assert_true(str_eq(value, str_format(&arena, "piece %d", (int)i)));
		count++;
	}
	return count;
}

/* "piece 1" to "piece <count>" as a file. */
static struct str
file_of(size_t count)
{
	struct fragment_store *store = fragment_store_new(&arena, state, 3);
	struct str file;
	for (size_t i = 1; i <= count; i++)
		fragment_store_put(store, (unsigned)(i % 3), &arena, key(i),
		        str_format(&arena, "piece %zu", i));
	assert_true(fragment_store_write(store, &arena, &file));
	return file;
}

static void
test_what_was_put_is_there(void **unused)
{
	(void)unused;
	struct fragment_store *store = opened(file_of(4));
	expect_str(value_of(store, 1), "piece 1");
	expect_str(value_of(store, 4), "piece 4");
	expect_str(value_of(store, 5), "(none)");
	assert_int_equal(fragment_store_made(store), 0);
}

static void
test_no_matter_which_worker(void **unused)
{
	(void)unused;
	struct fragment_store *store = fragment_store_new(&arena, state, 3);
	struct str file;
	for (size_t i = 4; i >= 1; i--)
		fragment_store_put(store, (unsigned)(i & 1), &arena, key(i),
		        str_format(&arena, "piece %zu", i));
	fragment_store_put(store, 2, &arena, key(2), STR("piece 2"));
	assert_int_equal(fragment_store_made(store), 5);
	assert_true(fragment_store_write(store, &arena, &file));
	assert_true(str_eq(file, file_of(4)));
}

static void
test_nothing_new_writes_nothing(void **unused)
{
	(void)unused;
	struct fragment_store *store = opened(file_of(3));
	struct str file;
	value_of(store, 1);
	value_of(store, 1);
	value_of(store, 2);
	assert_false(fragment_store_write(store, &arena, &file));
}

/* What nobody asks for stays for another branch, but not when it is the larger part. */
static void
test_what_is_not_used(void **unused)
{
	(void)unused;
	struct fragment_store *store = opened(file_of(4));
	struct str file;
	value_of(store, 1);
	value_of(store, 2);
	fragment_store_put(store, 0, &arena, key(9), STR("piece 9"));
	assert_true(fragment_store_write(store, &arena, &file));
	store = opened(file);
	expect_str(value_of(store, 4), "piece 4");
	expect_str(value_of(store, 9), "piece 9");
	assert_true(fragment_store_write(store, &arena, &file));
	store = opened(file);
	expect_str(value_of(store, 4), "piece 4");
	expect_str(value_of(store, 9), "piece 9");
	expect_str(value_of(store, 1), "(none)");
}

static void
test_a_cut_file(void **unused)
{
	(void)unused;
	struct str file = file_of(3);
	size_t met[4] = { 0 };
	for (size_t len = 0; len < file.len; len++) {
		/* In memory of its own, so that a look behind its end is seen. */
		char *copy = test_malloc(len + 1);
		memcpy(copy, file.at, len);
		met[count_known(opened(str_of(copy, len)))]++;
		test_free(copy);
	}
	assert_true(met[0] && met[1] && met[2] && !met[3]);
}

static void
test_a_flipped_byte(void **unused)
{
	(void)unused;
	struct str file = file_of(3);
	for (size_t at = 0; at < file.len; at++) {
		char *copy = (char *)(uintptr_t)str_copy(&arena, file).at;
		copy[at] ^= 0x10;
		assert_true(count_known(opened(str_of(copy, file.len))) < 3);
	}
}

static void
test_of_another_program(void **unused)
{
	(void)unused;
	struct fragment_store *store = fragment_store_new(&arena, (struct hash){ 1, 3 }, 1);
	fragment_store_read(store, file_of(3));
	expect_str(value_of(store, 1), "(none)");
	store = opened(STR("kith fragments 1\nwritten by hand"));
	expect_str(value_of(store, 1), "(none)");
}

static void
test_in_a_folder(void **unused)
{
	(void)unused;
	struct str path = STR(".kith/history/diffs");
	struct fragment_store *store = fragment_store_new(&arena, state, 1);
	fragment_store_load(store, root, path);
	fragment_store_put(store, 0, &arena, key(1), STR("piece 1"));
	fragment_store_save(store, root, path);
	store = fragment_store_new(&arena, state, 1);
	fragment_store_load(store, root, path);
	expect_str(value_of(store, 1), "piece 1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_was_put_is_there, enter, leave),
		cmocka_unit_test_setup_teardown(test_no_matter_which_worker, enter, leave),
		cmocka_unit_test_setup_teardown(test_nothing_new_writes_nothing, enter, leave),
		cmocka_unit_test_setup_teardown(test_what_is_not_used, enter, leave),
		cmocka_unit_test_setup_teardown(test_a_cut_file, enter, leave),
		cmocka_unit_test_setup_teardown(test_a_flipped_byte, enter, leave),
		cmocka_unit_test_setup_teardown(test_of_another_program, enter, leave),
		cmocka_unit_test_setup_teardown(test_in_a_folder, enter, leave),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
