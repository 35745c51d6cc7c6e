/*
 * Any bytes as the file of an object that is in no pack, and as the unpacked beginning of one: what comes
 * out is whole and no larger than it may be, or nothing comes out.
 */
#include "git/loose.h"
#include "require.h"

static void
check_file(struct str file)
{
	struct loose_store *store = loose_open(STR("/nowhere"), OBJECT_ID_LEN);
	struct str bytes, again;
	enum pack_type type;
	struct loose_object *object = loose_unpack(store, file, &bytes, &type);
	if (object) {
		require(type >= PACK_COMMIT && type <= PACK_TAG);
		require(bytes.len <= LOOSE_LARGEST);
		struct loose_object *same = loose_unpack(store, file, &again, &type);
		require(same && str_eq(bytes, again));
		loose_put(same);
		loose_put(object);
	}
	loose_close(store);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = str_of((const char *)data, size);
	enum pack_type type;
	size_t len, head_len;
	check_file(bytes);
	if (loose_parse(bytes, &type, &len, &head_len)) {
		require(head_len <= size && data[head_len - 1] == 0);
		require(len <= LOOSE_LARGEST);
	}
	return 0;
}
