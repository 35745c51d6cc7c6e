/*
 * Any bytes as an index and the pack that it belongs to, and as instructions for a base: whatever the index
 * names is either whole or not there, and nothing outside the bytes is read. The first two bytes say how
 * long the index is, or the base.
 */
#include "base/arena.h"
#include "git/pack_file.h"
#include "git/pack_store.h"
#include "require.h"

enum { IDS_AT = 8 + 4 * 256, OBJECTS_MAX = 64, MADE_MAX = 1 << 16 };

static void
check_pack(struct str index, struct str pack, size_t id_len)
{
	struct pack_store *store = pack_store_of(index, pack, id_len);
	struct str bytes, again;
	enum pack_type type;
	for (size_t i = 0; i < OBJECTS_MAX; i++) {
		struct object_id id;
		size_t at = IDS_AT + i * id_len;
		if (at + id_len > index.len)
			break;
		size_t max = i % 2 ? PACK_STORE_LARGEST : 1 << 10;
		memcpy(id.bytes, index.at + at, OBJECT_ID_LEN);
		struct pack_object *object = pack_store_get(store, &id, max, &bytes, &type);
		if (!object)
			continue;
		require(bytes.len <= max && !pack_store_refused(store));
		require(type >= PACK_COMMIT && type <= PACK_TAG);
		require(bytes.len <= PACK_STORE_LARGEST);
		struct pack_object *same = pack_store_get(store, &id, max, &again, &type);
		require(same && again.at == bytes.at && again.len == bytes.len);
		pack_store_put(same);
		pack_store_put(object);
	}
	require(pack_store_most(store) <= PACK_STORE_BYTES);
	pack_store_close(store);
}

static void
check_delta(struct str base, struct str delta)
{
	struct arena arena = ARENA_EMPTY;
	size_t len;
	if (pack_file_delta_len(delta, base.len, &len) && len <= MADE_MAX)
		pack_file_delta_apply(delta, base, arena_raw(&arena, len + 1, 1));
	arena_free(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size < 2)
		return 0;
	struct str bytes = str_of((const char *)data + 2, size - 2);
	size_t first = (size_t)data[0] << 8 | data[1];
	struct str front = str_slice(bytes, 0, first < bytes.len ? first : bytes.len);
	check_pack(front, str_skip(bytes, front.len), OBJECT_ID_LEN);
	check_pack(front, str_skip(bytes, front.len), OBJECT_LONG_LEN);
	check_delta(front, str_skip(bytes, front.len));
	return 0;
}
