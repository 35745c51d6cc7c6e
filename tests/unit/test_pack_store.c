#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
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
		struct pack_object *object = pack_store_get(store, &id, &bytes, &type);
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
		struct pack_store *store = pack_store_open(world.objects);
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
	struct pack_store *store = pack_store_open(world.objects);
	assert_null(pack_store_get(store, &id, &bytes, &type));
	pack_store_close(store);
	store = pack_store_open(in_world(&world, "nowhere"));
	assert_null(pack_store_get(store, &id, &bytes, &type));
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
		struct pack_store *store = pack_store_of(index, str_of(changed, pack.len));
		for (struct str rest = world.list; rest.len;) {
			struct object_id id;
			object_id_parse(str_slice(str_line(&rest), 0, OBJECT_HEX_LEN), &id);
			struct pack_object *object = pack_store_get(store, &id, &bytes, &type);
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_as_git_reads_them),
		cmocka_unit_test(test_what_is_not_there),
		cmocka_unit_test(test_damage),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
