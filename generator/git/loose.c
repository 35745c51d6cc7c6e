/*
 * The head stands in the stream with what it describes, so the stream is begun twice: once for as many
 * bytes as a head can have, and then, with the size known, for all of it.
 */
#include "git/loose.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"
#include "base/fs.h"

/* Of a file: what cannot be compressed grows a little. */
enum { FILE_MAX = LOOSE_LARGEST + (64 << 10), NO_FOLDER = -1 };

struct loose_object {
	struct loose_store *store;
	struct buf bytes;
	struct loose_object *next; /* in store->unused */
};

struct loose_store {
	struct arena arena;
	struct arena scratch; /* one file */
	int folder;           /* descriptor */
	bool is_long;         /* ids are, and then */
	fs_list files;        /* all there are */
	struct deflate_reader *reader;
	struct loose_object *unused;
};

struct loose_store *
loose_open(struct str objects, size_t id_len)
{
	struct arena arena = ARENA_EMPTY;
	struct loose_store *store = arena_new(&arena, struct loose_store);
	store->arena = arena;
	store->reader = deflate_make(&store->arena);
	if (fs_open_root(objects, &store->folder) < 0)
		store->folder = NO_FOLDER;
	store->is_long = id_len == OBJECT_LONG_LEN;
	if (store->is_long && store->folder != NO_FOLDER)
		fs_walk(store->folder, STR_EMPTY, false, &store->arena, &store->files);
	return store;
}

void
loose_close(struct loose_store *store)
{
	if (!store)
		return;
	if (store->folder != NO_FOLDER)
		fs_close(store->folder);
	deflate_end(store->reader);
	arena_free(&store->scratch);
	struct arena arena = store->arena;
	arena_free(&arena);
}

/* --- reading ------------------------------------------------------------------------------------- */

static bool
parse_type(struct str word, enum pack_type *out)
{
	static const struct str names[] = {
		[PACK_COMMIT] = STR_INIT("commit"),
		[PACK_TREE] = STR_INIT("tree"),
		[PACK_BLOB] = STR_INIT("blob"),
		[PACK_TAG] = STR_INIT("tag"),
	};
	for (unsigned type = PACK_COMMIT; type <= PACK_TAG; type++)
		if (str_eq(word, names[type])) {
			*out = (enum pack_type)type;
			return true;
		}
	return false;
}

static bool
parse_size(struct str digits, size_t *out)
{
	*out = 0;
	for (size_t i = 0; i < digits.len; i++) {
		if (digits.at[i] < '0' || digits.at[i] > '9' || (i && *out == 0))
			return false;
		*out = *out * 10 + (size_t)(digits.at[i] - '0');
		if (*out > LOOSE_LARGEST)
			return false;
	}
	return digits.len > 0;
}

bool
loose_parse(struct str begin, enum pack_type *type, size_t *len, size_t *head_len)
{
	size_t space = str_find_char(begin, ' '), end = str_find_char(begin, '\0');
	if (space == STR_NONE || end == STR_NONE || space > end)
		return false;
	*head_len = end + 1;
	return parse_type(str_slice(begin, 0, space), type) &&
	        parse_size(str_slice(begin, space + 1, end), len);
}

static struct loose_object *
new_object(struct loose_store *store)
{
	struct loose_object *object = store->unused;
	if (object)
		store->unused = object->next;
	else
		object = arena_new(&store->arena, struct loose_object);
	object->store = store;
	return object;
}

void
loose_put(struct loose_object *object)
{
	buf_free(&object->bytes);
	object->next = object->store->unused;
	object->store->unused = object;
}

struct loose_object *
loose_unpack(struct loose_store *store, struct str file, struct str *bytes, enum pack_type *type)
{
	char begin[LOOSE_HEAD_MAX];
	size_t len, head_len;
	if (!store->reader)
		return NULL;
	size_t begun = deflate_read_begin(store->reader, file, begin, sizeof begin);
	if (!loose_parse(str_of(begin, begun), type, &len, &head_len))
		return NULL;
	struct loose_object *object = new_object(store);
	size_t whole = head_len + len;
	buf_init(&object->bytes, whole);
	char *room = buf_room(&object->bytes, whole);
	if (!deflate_read(store->reader, file, room, whole)) {
		loose_put(object);
		return NULL;
	}
	*bytes = str_of(room + head_len, len);
	return object;
}

/* The first file whose path begins so; empty when there is none. */
static struct str
complete(const struct loose_store *store, struct str begin)
{
	size_t low = 0, high = store->files.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (str_cmp(store->files.at[middle].path, begin) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < store->files.len && str_starts(store->files.at[low].path, begin);
	return found ? store->files.at[low].path : STR_EMPTY;
}

struct loose_object *
loose_get(struct loose_store *store, const struct object_id *id, struct str *bytes,
        enum pack_type *type)
{
	struct loose_object *object = NULL;
	struct str file;
	if (store->folder == NO_FOLDER)
		return NULL;
	struct str hex = object_id_hex(&store->scratch, id);
	struct str parts[] = { str_slice(hex, 0, 2), str_skip(hex, 2) };
	struct str path = str_join(&store->scratch, parts, 2, STR("/"));
	if (store->is_long)
		path = complete(store, path);
	if (path.len && fs_read(store->folder, path, &store->scratch, FILE_MAX, &file, NULL) == 0)
		object = loose_unpack(store, file, bytes, type);
	arena_reset(&store->scratch);
	return object;
}
