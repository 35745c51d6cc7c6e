/*
 * Any bytes as git's index: all entries come to an end, and their paths have a length and no zero byte.
 */
#include "git/index_file.h"
#include "require.h"

static void
check(struct str bytes, size_t id_len)
{
	struct index_file file;
	struct index_entry entry;
	if (!index_file_open(&file, bytes, id_len))
		return;
	size_t left = file.rest.len;
	while (index_file_next(&file, &entry)) {
		require(file.rest.len < left);
		left = file.rest.len;
		require(entry.path.len > 0 && entry.path.len < INDEX_PATH_MAX);
		require(str_find_char(entry.path, '\0') == STR_NONE);
		require(entry.stage <= 3);
	}
	require(!index_file_next(&file, &entry) || file.left > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check(str_of((const char *)data, size), OBJECT_ID_LEN);
	check(str_of((const char *)data, size), OBJECT_LONG_LEN);
	return 0;
}
