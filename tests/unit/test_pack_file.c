#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "git/pack_file.h"

/* --- deltas -------------------------------------------------------------------------------------- */

static const struct str base = STR_INIT("0123456789");

/* The text that instructions make, or NULL. */
static const char *
made(const char *delta, size_t len)
{
	static char text[300000];
	struct str instructions = str_of(delta, len);
	size_t made;
	if (!pack_file_delta_len(instructions, base.len, &made) || made >= sizeof text ||
	        !pack_file_delta_apply(instructions, base, text))
		return NULL;
	text[made] = '\0';
	return text;
}

#define MADE(literal) made("" literal "", sizeof(literal) - 1)

static void
test_copies_and_inserts(void **state)
{
	(void)state;
	assert_string_equal(MADE("\x0a\x0b\x91\x02\x05\x03"
	                         "abc\x91\x07\x03"),
	        "23456abc789");
	assert_string_equal(MADE("\x0a\x00"), "");
	assert_string_equal(MADE("\x0a\x02\x90\x02"), "01");
}

/* A length of nothing at all stands for 65536, more than this base has. */
static void
test_length_of_nothing(void **state)
{
	(void)state;
	static const char delta[] = { (char)0x80, (char)0x80, 4, (char)0x80, (char)0x80, 4,
		(char)0x80 };
	struct arena arena = ARENA_EMPTY;
	struct str large = str_of(arena_array(&arena, char, 1 << 16), 1 << 16);
	char *out = arena_array(&arena, char, 1 << 16);
	size_t len;
	memset(out, 1, 1 << 16);
	assert_true(pack_file_delta_len(str_of(delta, sizeof delta), large.len, &len));
	assert_int_equal(len, 1 << 16);
	assert_true(pack_file_delta_apply(str_of(delta, sizeof delta), large, out));
	assert_memory_equal(out, large.at, large.len);
	assert_null(MADE("\x0a\x80\x80\x04\x80"));
	arena_free(&arena);
}

static void
test_wrong_deltas(void **state)
{
	(void)state;
	assert_null(MADE(""));
	assert_null(MADE("\x0a"));
	assert_null(MADE("\x0b\x02\x90\x02"));     /* of a longer base */
	assert_null(MADE("\x0a\x02\x90\x03"));     /* too much */
	assert_null(MADE("\x0a\x02\x90\x01"));     /* too little */
	assert_null(MADE("\x0a\x02\x91\x09\x02")); /* beyond the end of the base */
	assert_null(MADE("\x0a\x02\x91\x0b\x02"));
	assert_null(MADE("\x0a\x02\x91\x01")); /* the instructions end */
	assert_null(MADE("\x0a\x03\x03xy"));
	assert_null(MADE("\x0a\x02\x00\x90\x02")); /* reserved */
	assert_null(MADE("\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"));
}

/* --- packs --------------------------------------------------------------------------------------- */

enum { INDEX_LEN = 8 + 1024 + 28 + 8 + 40, PACK_LEN = 64 };

/* An index of one object, 11 with nothing but zeroes behind it, which is at `place` of its pack. */
static char index_bytes[INDEX_LEN], pack_bytes[PACK_LEN];

static void
fill(uint32_t place)
{
	memset(index_bytes, 0, sizeof index_bytes);
	memcpy(index_bytes, "\377tOc\0\0\0\2", 8);
	for (size_t i = 0x11; i < 256; i++)
		index_bytes[8 + 4 * i + 3] = 1;
	index_bytes[8 + 1024] = 0x11;
	for (size_t i = 0; i < 4; i++)
		index_bytes[8 + 1024 + 24 + i] = (char)(place >> (24 - 8 * i));
	memset(pack_bytes, 0, sizeof pack_bytes);
	memcpy(pack_bytes, "PACK\0\0\0\2\0\0\0\1", 12);
}

static bool
open_them(struct pack_file *file)
{
	return pack_file_open(str_of(index_bytes, sizeof index_bytes),
	        str_of(pack_bytes, sizeof pack_bytes), OBJECT_ID_LEN, file);
}

static void
test_find(void **state)
{
	(void)state;
	struct pack_file file;
	struct object_id id = { { 0x11 } };
	uint64_t place;
	fill(12);
	assert_true(open_them(&file));
	assert_true(pack_file_find(&file, &id, &place));
	assert_int_equal(place, 12);
	id.bytes[19] = 1;
	assert_false(pack_file_find(&file, &id, &place));
	id = (struct object_id){ { 0x10 } };
	assert_false(pack_file_find(&file, &id, &place));
}

static void
test_far_places(void **state)
{
	(void)state;
	struct pack_file file;
	struct object_id id = { { 0x11 } };
	uint64_t place;
	fill(UINT32_C(0x80000000));
	index_bytes[8 + 1024 + 28 + 3] = 2;
	assert_true(open_them(&file));
	assert_true(pack_file_find(&file, &id, &place));
	assert_true(place == UINT64_C(0x200000000));
	fill(UINT32_C(0x80000001)); /* there is no second one */
	assert_true(open_them(&file));
	assert_false(pack_file_find(&file, &id, &place));
}

static void
test_wrong_packs(void **state)
{
	(void)state;
	struct pack_file file;
	fill(12);
	index_bytes[7] = 1;
	assert_false(open_them(&file));
	fill(12);
	pack_bytes[7] = 4;
	assert_false(open_them(&file));
	fill(12);
	pack_bytes[11] = 2; /* more objects than in the index */
	assert_false(open_them(&file));
	fill(12);
	index_bytes[8 + 4 * 0x80 + 3] = 0; /* fewer up to a later byte */
	assert_false(open_them(&file));
	fill(12);
	index_bytes[8 + 4 * 255 + 2] = pack_bytes[10] = 1; /* more than the index has room for */
	assert_false(open_them(&file));
	assert_false(pack_file_open(STR_EMPTY, STR_EMPTY, OBJECT_ID_LEN, &file));
}

/* What stands at place 12 when the bytes are there. */
static bool
entry_of(const char *bytes, size_t len, struct pack_entry *out)
{
	struct pack_file file;
	fill(12);
	memcpy(pack_bytes + 12, bytes, len);
	assert_true(open_them(&file));
	return pack_file_entry(&file, 12, out);
}

#define ENTRY(literal, out) entry_of("" literal "", sizeof(literal) - 1, (out))

static void
test_entries(void **state)
{
	(void)state;
	struct pack_entry entry;
	assert_true(ENTRY("\x35z", &entry));
	assert_int_equal(entry.type, PACK_BLOB);
	assert_int_equal(entry.len, 5);
	assert_true(str_starts(entry.stream, STR("z")));
	assert_int_equal(entry.stream.len, PACK_LEN - 20 - 13);
	assert_true(ENTRY("\xa5\x81\x01z", &entry));
	assert_int_equal(entry.type, PACK_TREE);
	assert_int_equal(entry.len, 5 + (1 << 4) + (1 << 11));
	assert_true(ENTRY("\x61\x03z", &entry));
	assert_int_equal(entry.base, 9);
	assert_true(ENTRY("\x71\x11\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0z", &entry));
	assert_int_equal(entry.base, 12);
	assert_true(str_starts(entry.stream, STR("z")));
}

static void
test_wrong_entries(void **state)
{
	(void)state;
	struct pack_entry entry;
	struct pack_file file;
	assert_false(ENTRY("\x05", &entry));
	assert_false(ENTRY("\x55", &entry));
	assert_false(ENTRY("\x61\x00", &entry));     /* its own base */
	assert_false(ENTRY("\x61\x0c", &entry));     /* at the beginning */
	assert_false(ENTRY("\x61\x80\x00", &entry)); /* before it */
	assert_false(ENTRY("\x71\x12", &entry));     /* no such object */
	assert_false(ENTRY("\xb5\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", &entry));
	assert_false(ENTRY("\x61\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", &entry));
	fill(12);
	assert_true(open_them(&file));
	assert_false(pack_file_entry(&file, 11, &entry));
	assert_false(pack_file_entry(&file, PACK_LEN - 20, &entry));
	assert_false(pack_file_entry(&file, UINT64_MAX, &entry));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copies_and_inserts),
		cmocka_unit_test(test_length_of_nothing),
		cmocka_unit_test(test_wrong_deltas),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_far_places),
		cmocka_unit_test(test_wrong_packs),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_wrong_entries),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
