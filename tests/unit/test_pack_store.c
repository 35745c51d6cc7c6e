#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/pack_store.h"
#include "repos.h"

/* Sixty versions of a page in a chain of deltas, and a list: id, type and size of every object. */
static const char script[] =
        "start repo; page content/a.md 1; commit 1 Begin; n=0\n"
        "while [ $n -lt 60 ]; do edit content/a.md; commit 2 Edit; n=$((n + 1)); done\n"
        "g tag -a -m One one\n"
        "g -c repack.usedeltabaseoffset=$NEAR repack -qadf --depth=100 --window=100\n"
        "g cat-file --batch-check --batch-all-objects >../list\n"
        "g cat-file --batch --batch-all-objects >../whole\n";

struct world {
	struct arena arena;
	char *folder;
	struct str list, whole, objects;
};

static struct str
in_world(struct world *world, const char *name)
{
	return path_join(&world->arena, str_from(world->folder), str_from(name));
}

static void
make_world(struct world *world, const char *near)
{
	char text[2000];
	snprintf(text, sizeof text, "NEAR=%s\n%s", near, script);
	*world = (struct world){ .folder = repos_make(text) };
	assert_int_equal(
	        fs_read_named(in_world(world, "list"), &world->arena, 1 << 20, &world->list), 0);
	assert_int_equal(
	        fs_read_named(in_world(world, "whole"), &world->arena, 1 << 20, &world->whole), 0);
	world->objects = in_world(world, "repo/.git/objects");
}

static void
end_world(struct world *world)
{
	repos_remove(world->folder);
	arena_free(&world->arena);
}

/* Reads all objects and compares them with what git says; how many there are. */
static size_t
compare_all(struct world *world, struct pack_store *store)
{
	static const char *names[] = { "", "commit", "tree", "blob", "tag" };
	struct str rest = world->whole, bytes;
	enum pack_type type;
	size_t count = 0;
	while (rest.len) {
		struct str head = str_line(&rest);
		struct object_id id;
		assert_true(object_id_parse(str_slice(head, 0, OBJECT_HEX_LEN), &id));
		struct pack_object *object = pack_store_get(store, &id, SIZE_MAX, &bytes, &type);
		assert_non_null(object);
		assert_true(str_starts(str_skip(head, OBJECT_HEX_LEN + 1), str_from(names[type])));
		assert_true(str_starts(rest, bytes));
		assert_true(str_starts(str_skip(rest, bytes.len), STR("\n")));
		rest = str_skip(rest, bytes.len + 1);
		pack_store_put(object);
		count++;
	}
	return count;
}

static void
test_as_git_reads_them(void **state)
{
	(void)state;
	static const char *near[] = { "true", "false" };
	for (size_t i = 0; i < 2; i++) {
		struct world world;
		make_world(&world, near[i]);
		struct pack_store *store = pack_store_open(world.objects, OBJECT_ID_LEN);
		assert_int_equal(compare_all(&world, store), 61 * 4 + 1);
		assert_int_equal(compare_all(&world, store), 61 * 4 + 1);
		pack_store_close(store);
		end_world(&world);
	}
}

static void
test_what_is_not_there(void **state)
{
	(void)state;
	struct world world;
	struct object_id id = { { 0 } };
	struct str bytes;
	enum pack_type type;
	make_world(&world, "true");
	struct pack_store *store = pack_store_open(world.objects, OBJECT_ID_LEN);
	assert_null(pack_store_get(store, &id, SIZE_MAX, &bytes, &type));
	pack_store_close(store);
	store = pack_store_open(in_world(&world, "nowhere"), OBJECT_ID_LEN);
	assert_null(pack_store_get(store, &id, SIZE_MAX, &bytes, &type));
	pack_store_close(store);
	pack_store_close(NULL);
	end_world(&world);
}

/* Whichever byte of the pack is wrong, nothing outside it is read, and checksums tell mostly. */
static void
test_damage(void **state)
{
	(void)state;
	struct world world;
	struct str index, pack, bytes;
	enum pack_type type;
	size_t whole = 0, lost = 0;
	make_world(&world, "true");
	repos_change(world.folder,
	        "cp repo/.git/objects/pack/*.idx index; cp repo/.git/objects/pack/*.pack pack");
	assert_int_equal(
	        fs_read_named(in_world(&world, "index"), &world.arena, 1 << 20, &index), 0);
	assert_int_equal(fs_read_named(in_world(&world, "pack"), &world.arena, 1 << 20, &pack), 0);
	char *changed = (char *)(uintptr_t)str_copy(&world.arena, pack).at;
	for (size_t at = 12; at < pack.len; at += 97) {
		changed[at] ^= 0x21;
		struct pack_store *store =
		        pack_store_of(index, str_of(changed, pack.len), OBJECT_ID_LEN);
		for (struct str rest = world.list; rest.len;) {
			struct object_id id;
			object_id_parse(str_slice(str_line(&rest), 0, OBJECT_HEX_LEN), &id);
			struct pack_object *object =
			        pack_store_get(store, &id, SIZE_MAX, &bytes, &type);
			whole += object != NULL;
			lost += object == NULL;
			if (object)
				pack_store_put(object);
		}
		pack_store_close(store);
		changed[at] ^= 0x21;
	}
	assert_true(whole > 0);
	assert_true(lost > 0);
	end_world(&world);
}

/* --- a chain of large objects -------------------------------------------------------------------- */

/*
 * A pack of 17 KB: object 0 is sixteen bytes, 1 makes 64 KiB of it, 2 makes LARGEST of
 * that, and each of the others is the one before it once more. The id of an object is its number.
 */
enum { CHAIN = 24, LARGEST = PACK_STORE_LARGEST, PAGE = 1 << 16, SEED = 16 };

static void
put_32(struct buf *out, size_t number)
{
	for (unsigned shift = 32; shift; shift -= 8)
		buf_char(out, (char)(number >> (shift - 8)));
}

static void
put_size(struct buf *out, size_t size)
{
	for (; size >> 7; size >>= 7)
		buf_char(out, (char)(size | 0x80));
	buf_char(out, (char)size);
}

/* Unpacked bytes as a zlib stream (RFC 1950) of one stored block, behind the head of a pack's object. */
static void
put_object(struct buf *out, const struct object_id *base, struct str bytes)
{
	unsigned low = 1, high = 0;
	enum pack_type type = base ? PACK_DELTA : PACK_BLOB;
	buf_char(out, (char)(0x80 | (unsigned)type << 4 | (bytes.len & 0x0F)));
	put_size(out, bytes.len >> 4);
	if (base)
		buf_put(out, object_id_key(base));
	buf_put(out, STR("\x78\x01\x01"));
	for (unsigned flip = 0; flip <= 0xFFFF; flip += 0xFFFF) {
		buf_char(out, (char)(bytes.len ^ flip));
		buf_char(out, (char)((bytes.len ^ flip) >> 8));
	}
	buf_put(out, bytes);
	for (size_t i = 0; i < bytes.len; i++) {
		low = (low + (unsigned char)bytes.at[i]) % 65521;
		high = (high + low) % 65521;
	}
	put_32(out, (size_t)high << 16 | low);
}

/* Instructions that copy the whole base as often as it goes into `len`. */
static void
put_delta(struct buf *out, size_t base_len, size_t len)
{
	put_size(out, base_len);
	put_size(out, len);
	for (size_t made = 0; made < len; made += base_len) {
		buf_char(out, (char)0xF0);
		for (unsigned shift = 0; shift < 24; shift += 8)
			buf_char(out, (char)(base_len >> shift));
	}
}

static struct object_id
id_of(size_t number)
{
	return (struct object_id){ { (unsigned char)number } };
}

static void
put_link(struct buf *pack, size_t number)
{
	static const size_t lens[] = { SEED, PAGE, LARGEST };
	struct object_id base = id_of(number - 1);
	struct buf delta;
	buf_init(&delta, PAGE);
	put_delta(&delta, lens[number < 3 ? number - 1 : 2], lens[number < 3 ? number : 2]);
	put_object(pack, &base, buf_view(&delta));
	buf_free(&delta);
}

static void
make_chain(struct buf *index, struct buf *pack)
{
	size_t places[CHAIN];
	buf_init(pack, 1 << 20);
	buf_init(index, 1 << 20);
	buf_put(pack, STR("PACK"));
	put_32(pack, 2);
	put_32(pack, CHAIN);
	places[0] = pack->len;
	put_object(pack, NULL, STR("0123456789abcdef"));
	for (size_t i = 1; i < CHAIN; i++) {
		places[i] = pack->len;
		put_link(pack, i);
	}
	buf_repeat(pack, '\0', OBJECT_ID_LEN);

	buf_put(index, STR("\377tOc"));
	put_32(index, 2);
	for (size_t i = 1; i <= 256; i++)
		put_32(index, i < CHAIN ? i : CHAIN);
	for (size_t i = 0; i < CHAIN; i++) {
		struct object_id id = id_of(i);
		buf_put(index, object_id_key(&id));
	}
	buf_repeat(index, '\0', 4 * CHAIN);
	for (size_t i = 0; i < CHAIN; i++)
		put_32(index, places[i]);
	buf_repeat(index, '\0', 2 * OBJECT_ID_LEN);
}

static void
test_memory_of_a_chain(void **state)
{
	(void)state;
	struct buf index, pack;
	struct str bytes;
	enum pack_type type;
	make_chain(&index, &pack);
	assert_true((size_t)(CHAIN - 2) * LARGEST > 2 * (size_t)PACK_STORE_BYTES);
	struct pack_store *store = pack_store_of(buf_view(&index), buf_view(&pack), OBJECT_ID_LEN);
	for (size_t number = CHAIN; number-- > 2;) {
		struct object_id id = id_of(number);
		struct pack_object *object = pack_store_get(store, &id, LARGEST, &bytes, &type);
		assert_non_null(object);
		assert_int_equal(type, PACK_BLOB);
		assert_int_equal(bytes.len, LARGEST);
		assert_memory_equal(str_skip(bytes, LARGEST - SEED).at, "0123456789abcdef", SEED);
		pack_store_put(object);
	}
	assert_true(pack_store_most(store) > LARGEST);
	assert_true(pack_store_most(store) <= PACK_STORE_BYTES);
	pack_store_close(store);
	buf_free(&index);
	buf_free(&pack);
}

/* Also when all room is held by callers, there is room for what they ask for, and for its base. */
static void
test_memory_that_is_held(void **state)
{
	(void)state;
	enum { HELD = PACK_STORE_BYTES / LARGEST + 2 };
	struct pack_object *held[HELD];
	struct buf index, pack;
	struct str bytes[HELD];
	enum pack_type type;
	make_chain(&index, &pack);
	struct pack_store *store = pack_store_of(buf_view(&index), buf_view(&pack), OBJECT_ID_LEN);
	for (size_t i = 0; i < HELD; i++) {
		struct object_id id = id_of(2 + 2 * i);
		held[i] = pack_store_get(store, &id, LARGEST, &bytes[i], &type);
		assert_non_null(held[i]);
	}
	assert_true(pack_store_most(store) <= (size_t)(HELD + 2) * LARGEST);
	for (size_t i = 0; i < HELD; i++) {
		assert_memory_equal(bytes[i].at, "0123456789abcdef", SEED);
		pack_store_put(held[i]);
	}
	pack_store_close(store);
	buf_free(&index);
	buf_free(&pack);
}

/* What is too long for a caller is not made for him; its bases may be longer than what he wants. */
static void
test_longer_than_wanted(void **state)
{
	(void)state;
	struct buf index, pack;
	struct str bytes;
	enum pack_type type;
	struct object_id whole = id_of(0), page = id_of(1), none = id_of(CHAIN);
	make_chain(&index, &pack);
	struct pack_store *store = pack_store_of(buf_view(&index), buf_view(&pack), OBJECT_ID_LEN);
	assert_null(pack_store_get(store, &whole, SEED - 1, &bytes, &type));
	assert_true(pack_store_refused(store));
	assert_int_equal(pack_store_most(store), 0);
	assert_null(pack_store_get(store, &page, PAGE - 1, &bytes, &type));
	assert_true(pack_store_refused(store));
	assert_true(pack_store_most(store) < PAGE);
	assert_null(pack_store_get(store, &none, 0, &bytes, &type));
	assert_false(pack_store_refused(store));
	for (int again = 0; again < 2; again++) {
		struct pack_object *object = pack_store_get(store, &page, PAGE, &bytes, &type);
		assert_non_null(object);
		pack_store_put(object);
		assert_false(pack_store_refused(store));
		assert_null(pack_store_get(store, &page, PAGE - 1, &bytes, &type));
		assert_true(pack_store_refused(store));
	}
	pack_store_close(store);
	buf_free(&index);
	buf_free(&pack);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_git_reads_them),
		cmocka_unit_test(test_what_is_not_there),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_memory_of_a_chain),
		cmocka_unit_test(test_memory_that_is_held),
		cmocka_unit_test(test_longer_than_wanted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
