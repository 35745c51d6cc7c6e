#include "git/pack_file.h"

#include <string.h>

enum {
	INDEX_HEAD = 8,
	FANOUT = 256 * 4,
	CRC_LEN = 4,
	PLACE_LEN = 4,
	FAR_PLACE_LEN = 8,
	PACK_HEAD = 12,
};

#define FAR_PLACE UINT32_C(0x80000000)

static uint32_t
read_32(const char *at)
{
	const unsigned char *bytes = (const unsigned char *)at;
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
	        bytes[3];
}

/* --- the index ----------------------------------------------------------------------------------- */

/* How many ids begin with a byte up to this one. */
static uint32_t
fanout(const struct pack_file *file, unsigned byte)
{
	return read_32(file->index.at + INDEX_HEAD + 4 * byte);
}

static const char *
ids_of(const struct pack_file *file)
{
	return file->index.at + INDEX_HEAD + FANOUT;
}

bool
pack_file_open(struct str index, struct str pack, size_t id_len, struct pack_file *out)
{
	static const char index_magic[INDEX_HEAD] = { '\377', 't', 'O', 'c', 0, 0, 0, 2 };
	size_t fixed = INDEX_HEAD + FANOUT + 2 * id_len;
	*out = (struct pack_file){ .index = index, .pack = pack, .id_len = id_len };
	if (index.len < fixed || pack.len < PACK_HEAD + id_len ||
	        memcmp(index.at, index_magic, sizeof index_magic) != 0 ||
	        !str_starts(pack, STR("PACK")))
		return false;
	uint32_t version = read_32(pack.at + 4);
	out->count = fanout(out, 255);
	for (unsigned i = 1; i < 256; i++)
		if (fanout(out, i - 1) > fanout(out, i))
			return false;
	return (version == 2 || version == 3) && read_32(pack.at + 8) == out->count &&
	        out->count <= (index.len - fixed) / (id_len + CRC_LEN + PLACE_LEN);
}

static bool
place_of(const struct pack_file *file, uint32_t number, uint64_t *out)
{
	const char *places = ids_of(file) + (size_t)file->count * (file->id_len + CRC_LEN);
	uint32_t place = read_32(places + (size_t)number * PLACE_LEN);
	*out = place;
	if (!(place & FAR_PLACE))
		return true;
	const char *far = places + (size_t)file->count * PLACE_LEN;
	size_t bytes = (size_t)(file->index.at + file->index.len - far) - 2 * file->id_len;
	place &= ~FAR_PLACE;
	if (place >= bytes / FAR_PLACE_LEN)
		return false;
	far += (size_t)place * FAR_PLACE_LEN;
	*out = (uint64_t)read_32(far) << 32 | read_32(far + 4);
	return true;
}

bool
pack_file_find(const struct pack_file *file, const struct object_id *id, uint64_t *place)
{
	const char *ids = ids_of(file);
	unsigned first = id->bytes[0];
	uint32_t low = first ? fanout(file, first - 1) : 0, high = fanout(file, first);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = memcmp(ids + (size_t)middle * file->id_len, id->bytes, OBJECT_ID_LEN);
		if (order == 0)
			return place_of(file, middle, place);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

/* --- objects ------------------------------------------------------------------------------------- */

static bool
next_byte(struct str *rest, unsigned *out)
{
	if (rest->len == 0)
		return false;
	*out = (unsigned char)rest->at[0];
	*rest = str_skip(*rest, 1);
	return true;
}

/* Seven bits a byte, the lowest first; `shift` of them are in *sum already. */
static bool
read_size(struct str *rest, unsigned shift, size_t *sum)
{
	unsigned byte;
	do {
		if (shift > 56 || !next_byte(rest, &byte))
			return false;
		*sum |= (size_t)((uint64_t)(byte & 0x7F) << shift);
		shift += 7;
	} while (byte & 0x80);
	return true;
}

/* How far before the object its base stands: seven bits a byte, the highest first. */
static bool
read_distance(struct str *rest, uint64_t *out)
{
	unsigned byte;
	uint64_t distance = 0;
	bool more = false;
	do {
		if (distance >> 56 || !next_byte(rest, &byte))
			return false;
		distance = (distance + more) << 7 | (byte & 0x7F);
		more = true;
	} while (byte & 0x80);
	*out = distance;
	return true;
}

static bool
read_base(const struct pack_file *file, uint64_t place, struct str *rest, struct pack_entry *entry)
{
	uint64_t distance;
	if (entry->type == PACK_NEAR_DELTA) {
		if (!read_distance(rest, &distance) || distance == 0 || distance >= place)
			return false;
		entry->base = place - distance;
		return true;
	}
	struct object_id id;
	if (rest->len < file->id_len)
		return false;
	memcpy(id.bytes, rest->at, sizeof id.bytes);
	*rest = str_skip(*rest, file->id_len);
	return pack_file_find(file, &id, &entry->base);
}

bool
pack_file_entry(const struct pack_file *file, uint64_t place, struct pack_entry *out)
{
	struct str bytes = str_slice(file->pack, 0, file->pack.len - file->id_len);
	unsigned byte;
	if (place < PACK_HEAD || place >= bytes.len)
		return false;
	bytes = str_skip(bytes, (size_t)place);
	if (!next_byte(&bytes, &byte))
		return false;
	unsigned type = byte >> 4 & 7;
	*out = (struct pack_entry){ .len = byte & 0x0F };
	if ((byte & 0x80) && !read_size(&bytes, 4, &out->len))
		return false;
	if (type == 0 || type == 5)
		return false;
	out->type = (enum pack_type)type;
	if (type >= PACK_NEAR_DELTA && !read_base(file, place, &bytes, out))
		return false;
	out->stream = bytes;
	return true;
}

/* --- deltas -------------------------------------------------------------------------------------- */

static bool
read_lens(struct str *delta, size_t *base_len, size_t *len)
{
	*base_len = *len = 0;
	return read_size(delta, 0, base_len) && read_size(delta, 0, len);
}

bool
pack_file_delta_len(struct str delta, size_t base_len, size_t *out)
{
	size_t expected;
	return read_lens(&delta, &expected, out) && expected == base_len;
}

/* The bytes of a number whose bit is set in `bits`, the others are 0. */
static bool
read_some(struct str *delta, unsigned bits, size_t *out)
{
	unsigned byte;
	*out = 0;
	for (unsigned shift = 0; bits; bits >>= 1, shift += 8) {
		if (!(bits & 1))
			continue;
		if (!next_byte(delta, &byte))
			return false;
		*out |= (size_t)byte << shift;
	}
	return true;
}

/* What one instruction adds: a stretch of the base, or of the instructions themselves. */
static bool
next_piece(struct str *delta, struct str base, unsigned code, struct str *out)
{
	enum { WHOLE = 0x10000 };
	size_t at, len;
	if (!(code & 0x80)) {
		if (code == 0 || code > delta->len)
			return false;
		*out = str_slice(*delta, 0, code);
		*delta = str_skip(*delta, code);
		return true;
	}
	if (!read_some(delta, code & 0x0F, &at) || !read_some(delta, code >> 4 & 7, &len))
		return false;
	if (len == 0)
		len = WHOLE;
	if (at > base.len || len > base.len - at)
		return false;
	*out = str_of(base.at + at, len);
	return true;
}

bool
pack_file_delta_apply(struct str delta, struct str base, char *out)
{
	size_t base_len, left;
	unsigned code;
	if (!read_lens(&delta, &base_len, &left) || base_len != base.len)
		return false;
	while (next_byte(&delta, &code)) {
		struct str piece;
		if (!next_piece(&delta, base, code, &piece) || piece.len > left)
			return false;
		memcpy(out, piece.at, piece.len);
		out += piece.len;
		left -= piece.len;
	}
	return left == 0;
}
