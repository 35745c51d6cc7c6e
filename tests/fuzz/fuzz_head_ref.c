/*
 * Any bytes as a `.git` file, as HEAD and as packed-refs: names are such that they lead nowhere else. And as
 * what git lists, of which only references with a name come out.
 */
#include "base/arena.h"
#include "git/head_ref.h"
#include "git/ref_list.h"
#include "require.h"

static void
check_name(struct str name)
{
	for (struct str rest = name; rest.at;) {
		struct str part = str_cut(&rest, '/');
		require(part.len > 0 && part.at[0] != '.');
	}
}

static void
check_list(struct str bytes)
{
	struct arena arena = ARENA_EMPTY;
	struct ref_list list = { .head = { .branch = STR_EMPTY } };
	bool at_one = ref_list_parse(&arena, bytes, &list);
	require(at_one == list.head.born && (at_one || list.head.branch.len == 0));
	require(list.replaced.len % 2 == 0);
	for (size_t i = 0; i < list.tags.len; i++)
		require(str_find_char(list.tags.at[i].name, '\n') == STR_NONE);
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = size ? str_of((const char *)data, size) : STR_EMPTY;
	struct object_id id;
	struct str name;
	if (head_ref_parse_link(bytes, &name) == 0)
		require(name.len > 0);
	if (head_ref_parse(bytes, &id, &name) == 0 && name.len)
		check_name(name);
	head_ref_find_packed(bytes, STR("refs/heads/main"), &id);
	check_list(bytes);
	return 0;
}
