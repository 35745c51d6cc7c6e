/*
 * Commits and trees as bytes. Each input is read from a block of exactly its size, also cut off at
 * every length, so that the sanitizers see a read too far.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "git/object.h"

#define ID_A "aaaaaaaaaaaaaaaaaaaa"
#define ID_B "bbbbbbbbbbbbbbbbbbbb"
#define HEX_1 "0123456789abcdef0123456789abcdef01234567"
#define HEX_2 "fedcba9876543210fedcba9876543210fedcba98"

static void
test_id(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct object_id id, upper;
	assert_true(object_id_parse(STR(HEX_1), &id));
	assert_int_equal(id.bytes[0], 0x01);
	assert_int_equal(id.bytes[19], 0x67);
	assert_true(str_is(object_id_hex(&arena, &id), HEX_1));
	assert_true(object_id_parse(STR("0123456789ABCDEF0123456789ABCDEF01234567"), &upper));
	assert_true(object_id_eq(&id, &upper));
	assert_false(object_id_parse(STR("0123"), &id));
	assert_true(object_id_parse(STR(HEX_1 "ffffffffffffffffffffffff"), &upper));
	assert_true(object_id_eq(&id, &upper));
	assert_false(object_id_parse(STR(HEX_1 "fffffffffffffffffffffffg"), &id));
	assert_false(object_id_parse(STR(HEX_1 "0"), &id));
	assert_false(object_id_parse(STR("g123456789abcdef0123456789abcdef01234567"), &id));
	assert_false(object_id_parse(STR_EMPTY, &id));
	arena_free(&arena);
}

/* What people write for one: some digits, of either case, and all of a SHA-256 where git has these. */
static void
test_hash(void **state)
{
	(void)state;
	assert_true(object_is_hash(STR("01AB"), 4));
	assert_false(object_is_hash(STR("01ab"), 5));
	assert_false(object_is_hash(STR("01ag"), 4));
	assert_false(object_is_hash(STR_EMPTY, 1));
	assert_true(object_is_hash(STR(HEX_1 "ffffffffffffffffffffffff"), 4));
	assert_false(object_is_hash(STR(HEX_1 "fffffffffffffffffffffffff"), 4));
	assert_true(object_hash_begins(STR(HEX_1), STR("0123456789ABC")));
	assert_true(object_hash_begins(STR(HEX_1), STR(HEX_1 "ffffffffffffffffffffffff")));
	assert_false(object_hash_begins(STR(HEX_1), STR("0124")));
}

/* --- commits ------------------------------------------------------------------------------------- */

static bool
parse_copy(struct arena *arena, struct str bytes, struct object_commit *out)
{
	char *copy = arena_array(arena, char, bytes.len);
	memcpy(copy, bytes.at, bytes.len);
	return object_commit_parse(arena, str_of(copy, bytes.len), out);
}

static void
test_commit(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct object_commit commit;
	struct str text = STR("tree " HEX_1 "\nparent " HEX_2 "\nparent " HEX_1 "\n"
	                      "author Ada Example <ada@example.org> 1704106800 +0130\n"
	                      "committer Grace <g@example.org> -5 -0800\n"
	                      "encoding ISO-8859-1\n"
	                      "mergetag object " HEX_1 "\n author Eve <e@x> 1 +0000\n"
	                      "\nSubject\n\nauthor Mallory <m@x> 2 +0000\n");
	assert_true(parse_copy(&arena, text, &commit));
	assert_int_equal(commit.tree.bytes[0], 0x01);
	assert_int_equal(commit.parents.len, 2);
	assert_int_equal(commit.parents.at[0].bytes[0], 0xfe);
	assert_true(str_is(commit.author.name, "Ada Example"));
	assert_true(str_is(commit.author.email, "ada@example.org"));
	assert_true(commit.author.dated);
	assert_int_equal(commit.author.seconds, 1704106800);
	assert_int_equal(commit.author.offset, 90);
	assert_true(str_is(commit.committer.name, "Grace"));
	assert_int_equal(commit.committer.seconds, -5);
	assert_int_equal(commit.committer.offset, -480);
	assert_true(str_is(commit.encoding, "ISO-8859-1"));
	assert_true(str_is(commit.message, "Subject\n\nauthor Mallory <m@x> 2 +0000\n"));
	for (size_t len = 0; len < text.len; len++)
		assert_int_equal(parse_copy(&arena, str_of(text.at, len), &commit), len >= 45);
	arena_free(&arena);
}

static void
test_commit_without_tree(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct object_commit commit;
	assert_false(parse_copy(&arena, STR("author A <a@x> 1 +0000\n\nx"), &commit));
	assert_false(parse_copy(&arena, STR("tree 012\n\nx"), &commit));
	assert_false(parse_copy(&arena, STR("parent " HEX_1 "\ntree " HEX_1 "\n\nx"), &commit));
	assert_true(parse_copy(&arena, STR("tree " HEX_1), &commit));
	assert_int_equal(commit.message.len, 0);
	assert_false(commit.author.dated);
	assert_true(parse_copy(&arena, STR("tree " HEX_1 "\nparent xyz\n\nx"), &commit));
	assert_int_equal(commit.parents.len, 0);
	arena_free(&arena);
}

static void
test_many_parents(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	size_t line = STR("parent " HEX_1 "\n").len, head = STR("tree " HEX_1 "\n").len;
	size_t count = OBJECT_PARENTS_MAX + 10;
	char *text = arena_array(&arena, char, head + count * line);
	memcpy(text, "tree " HEX_1 "\n", head);
	for (size_t i = 0; i < count; i++)
		memcpy(text + head + i * line, "parent " HEX_1 "\n", line);
	struct object_commit commit;
	assert_true(object_commit_parse(&arena, str_of(text, head + count * line), &commit));
	assert_int_equal(commit.parents.len, OBJECT_PARENTS_MAX);
	arena_free(&arena);
}

static void
test_people(void **state)
{
	(void)state;
	static const struct {
		const char *line, *name, *email;
		int64_t seconds;
		int offset;
		bool dated;
	} rows[] = {
		{ "A <a@x> 5 +0000", "A", "a@x", 5, 0, true },
		{ "A <B> C <a@x> 5 -0330", "A <B> C", "a@x", 5, -210, true },
		{ "<a@x> 5 +1459", "", "a@x", 5, 899, true },
		{ "A <a@x> 5 +1500", "A", "a@x", 5, 0, true },
		{ "A <a@x> 5 +0060", "A", "a@x", 5, 0, true },
		{ "A <a@x> 5 +9999", "A", "a@x", 5, 0, true },
		{ "A <a@x> 5 0100", "A", "a@x", 5, 0, true },
		{ "A <a@x> 5 +-100", "A", "a@x", 5, 0, true },
		{ "A <a@x> 5", "A", "a@x", 5, 0, true },
		{ "A <a@x> five +0000", "A", "a@x", 0, 0, false },
		{ "A <a@x> 99999999999999999999 +0000", "A", "a@x", 0, 0, false },
		{ "A <a@x>", "A", "a@x", 0, 0, false },
		{ "A <>", "A", "", 0, 0, false },
		{ "A", "A", "", 0, 0, false },
		{ "A a@x> 5 +0000", "A a@x", "", 5, 0, true },
	};
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct object_commit commit;
		struct str text =
		        str_format(&arena, "tree " HEX_1 "\nauthor %s\n\nx", rows[i].line);
		assert_true(object_commit_parse(&arena, text, &commit));
		assert_true(str_eq(commit.author.name, str_from(rows[i].name)));
		assert_true(str_eq(commit.author.email, str_from(rows[i].email)));
		assert_int_equal(commit.author.seconds, rows[i].seconds);
		assert_int_equal(commit.author.offset, rows[i].offset);
		assert_int_equal(commit.author.dated, rows[i].dated);
	}
	arena_free(&arena);
}

/* --- trees --------------------------------------------------------------------------------------- */

/* Entries of a copy; -1 when it is damaged. */
static int
count_entries(struct arena *arena, struct str bytes)
{
	char *copy = arena_array(arena, char, bytes.len);
	memcpy(copy, bytes.at, bytes.len);
	struct object_tree tree = { .bytes = str_of(copy, bytes.len) };
	struct object_entry entry;
	int count = 0;
	while (object_tree_next(&tree, &entry))
		count++;
	return tree.damaged ? -1 : count;
}

static void
test_tree(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct object_entry entry;
	struct str bytes = STR("100644 a.md\0" ID_A "40000 b\0" ID_B "100755 run\0" ID_A
	                       "120000 to\0" ID_A "160000 lib\0" ID_A "100664 z\0" ID_A);
	static const struct {
		const char *name;
		enum object_mode mode;
	} rows[] = { { "a.md", OBJECT_FILE }, { "b", OBJECT_FOLDER }, { "run", OBJECT_EXECUTABLE },
		{ "to", OBJECT_LINK }, { "lib", OBJECT_MODULE }, { "z", OBJECT_FILE } };
	struct object_tree tree = { .bytes = bytes };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(object_tree_next(&tree, &entry));
		assert_true(str_eq(entry.name, str_from(rows[i].name)));
		assert_int_equal(entry.mode, rows[i].mode);
		assert_memory_equal(entry.id.bytes, i == 1 ? ID_B : ID_A, OBJECT_ID_LEN);
	}
	assert_int_equal(entry.start, bytes.len - 9 - OBJECT_ID_LEN);
	assert_false(object_tree_next(&tree, &entry));
	assert_false(tree.damaged);

	size_t whole[] = { 0, 32, 60, 91, 121, 152, bytes.len };
	size_t next = 0;
	for (size_t len = 0; len <= bytes.len; len++) {
		bool complete = len == whole[next];
		assert_int_equal(
		        count_entries(&arena, str_of(bytes.at, len)), complete ? (int)next : -1);
		next += complete;
	}
	arena_free(&arena);
}

static void
test_damaged_trees(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	assert_int_equal(count_entries(&arena, STR_EMPTY), 0);
	assert_int_equal(count_entries(&arena, STR("100644 \0" ID_A)), -1);
	assert_int_equal(count_entries(&arena, STR(" a\0" ID_A)), -1);
	assert_int_equal(count_entries(&arena, STR("100844 a\0" ID_A)), -1);
	assert_int_equal(count_entries(&arena, STR("10064400 a\0" ID_A)), -1);
	assert_int_equal(count_entries(&arena, STR("100644 a/b\0" ID_A)), -1);
	assert_int_equal(count_entries(&arena, STR("100644 a\0short")), -1);
	assert_int_equal(count_entries(&arena, STR("100644 a\0" ID_A "100644 b\0" ID_A "x")), -1);
	arena_free(&arena);
}

/* The tree with short ids, as text. */
static void
expect_short(struct str tree, struct str expected)
{
	struct buf out;
	buf_init(&out, tree.len + 1);
	object_tree_shorten(tree, &out);
	assert_true(str_eq(buf_view(&out), expected));
	buf_free(&out);
}

static void
test_long_trees(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	expect_short(STR_EMPTY, STR_EMPTY);
	expect_short(STR("100644 a\0" ID_A "ABCDEFGHIJKL40000 b\0" ID_B "ABCDEFGHIJKL"),
	        STR("100644 a\0" ID_A "40000 b\0" ID_B));
	expect_short(STR("100644 a\0" ID_A "ABCDEFGHIJKL40000 b\0" ID_B "ABCDEFGHIJK"),
	        STR("100644 a\0" ID_A "!"));
	assert_int_equal(count_entries(&arena, STR("100644 a\0" ID_A "!")), -1);
	arena_free(&arena);
}

static int
order_of(const char *a, enum object_mode mode_a, const char *b, enum object_mode mode_b)
{
	struct object_entry x = { .name = str_from(a), .mode = mode_a };
	struct object_entry y = { .name = str_from(b), .mode = mode_b };
	int order = object_entry_cmp(&x, &y), back = object_entry_cmp(&y, &x);
	assert_true((order < 0) == (back > 0) && (order == 0) == (back == 0));
	return (order > 0) - (order < 0);
}

static void
test_order(void **state)
{
	(void)state;
	assert_int_equal(order_of("a", OBJECT_FILE, "b", OBJECT_FILE), -1);
	assert_int_equal(order_of("a", OBJECT_FILE, "a", OBJECT_LINK), 0);
	assert_int_equal(order_of("a", OBJECT_FILE, "a", OBJECT_FOLDER), -1);
	assert_int_equal(order_of("a", OBJECT_FOLDER, "a.md", OBJECT_FILE), 1);
	assert_int_equal(order_of("a", OBJECT_FILE, "a.md", OBJECT_FILE), -1);
	assert_int_equal(order_of("a", OBJECT_FOLDER, "a0", OBJECT_FILE), -1);
	assert_int_equal(order_of("a\xff", OBJECT_FILE, "ab", OBJECT_FILE), 1);
}

static void
test_safe_names(void **state)
{
	(void)state;
	assert_false(object_name_is_safe(STR(".")));
	assert_false(object_name_is_safe(STR("..")));
	assert_false(object_name_is_safe(STR(".git")));
	assert_false(object_name_is_safe(STR(".GiT")));
	assert_true(object_name_is_safe(STR("...")));
	assert_true(object_name_is_safe(STR(".gitignore")));
	assert_true(object_name_is_safe(STR("git")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_id),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_commit),
		cmocka_unit_test(test_commit_without_tree),
		cmocka_unit_test(test_many_parents),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_damaged_trees),
		cmocka_unit_test(test_long_trees),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_safe_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
