/*
 * Any bytes as a `.git` file, as HEAD and as packed-refs: names are such that they lead nowhere else.
 */
#include "git/head_ref.h"
#include "require.h"

static void
check_name(struct str name)
{
	for (struct str rest = name; rest.at;) {
		struct str part = str_cut(&rest, '/');
		require(part.len > 0 && part.at[0] != '.');
	}
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
	return 0;
}
