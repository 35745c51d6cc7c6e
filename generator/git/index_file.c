/*
 * An entry of versions 2 and 3, all numbers big-endian, padded with one to eight zero bytes to a
 * multiple of eight; version 4 has no padding and begins a path with how much of the last one goes.
 *
 *	 0  ctime, mtime         seconds and nanoseconds each
 *	16  dev ino mode uid gid
 *	36  size
 *	40  id                   20 bytes, or 32
 *	60  flags                assume-valid, extended, stage (2 bits), length of the path (12 bits)
 *	62  more flags           only with "extended"
 *
 * With an id of 32 bytes flags and more flags stand 12 further.
 */
#include "git/index_file.h"

#include <string.h>

enum {
	HEADER_LEN = 12,
	MTIME_AT = 8,
	SIZE_AT = 36,
	ID_AT = 40,
	FLAGS_LEN = 2,
	ASSUME_VALID = 0x8000,
	EXTENDED = 0x4000,
	SKIP_WORK_TREE = 0x4000, /* of the further flags */
};

static uint32_t
number(const char *at, unsigned bytes)
{
	uint32_t n = 0;
	for (unsigned i = 0; i < bytes; i++)
		n = n << 8 | (unsigned char)at[i];
	return n;
}

bool
index_file_open(struct index_file *file, struct str bytes, size_t id_len)
{
	file->id_len = id_len;
	file->left = 0;
	file->path_len = 0;
	if (bytes.len < HEADER_LEN || memcmp(bytes.at, "DIRC", 4) != 0)
		return false;
	file->version = number(bytes.at + 4, 4);
	if (file->version < 2 || file->version > 4)
		return false;
	file->left = number(bytes.at + 8, 4);
	file->rest = str_skip(bytes, HEADER_LEN);
	return true;
}

/* Bytes to drop from the last path, in the encoding of pack files; false when it never ends. */
static bool
read_dropped(struct str *rest, size_t *out)
{
	size_t n = 0;
	for (unsigned i = 0; i < 5 && i < rest->len; i++) {
		unsigned char byte = (unsigned char)rest->at[i];
		n = (i ? n + 1 : 0) << 7 | (byte & 0x7f);
		if (byte & 0x80)
			continue;
		*rest = str_skip(*rest, i + 1);
		*out = n;
		return true;
	}
	return false;
}

/* Puts the path together in file->path; *rest is left behind its zero byte. */
static bool
read_path(struct index_file *file, struct str *rest)
{
	size_t kept = 0, dropped;
	if (file->version == 4) {
		if (!read_dropped(rest, &dropped) || dropped > file->path_len)
			return false;
		kept = file->path_len - dropped;
	}
	size_t len = str_find_char(*rest, '\0');
	if (len == STR_NONE || len >= INDEX_PATH_MAX - kept)
		return false;
	memcpy(file->path + kept, rest->at, len);
	file->path_len = kept + len;
	*rest = str_skip(*rest, len + 1);
	return file->path_len != 0;
}

bool
index_file_next(struct index_file *file, struct index_entry *entry)
{
	struct str all = file->rest, rest;
	size_t flags_at = ID_AT + file->id_len, path_at = flags_at + FLAGS_LEN;
	if (file->left == 0 || all.len < path_at + FLAGS_LEN)
		return false;
	uint32_t flags = number(all.at + flags_at, FLAGS_LEN);
	uint32_t more = flags & EXTENDED ? number(all.at + path_at, FLAGS_LEN) : 0;
	rest = str_skip(all, flags & EXTENDED ? path_at + FLAGS_LEN : path_at);
	if (!read_path(file, &rest))
		return false;
	if (file->version < 4) {
		size_t len = all.len - rest.len; /* with one zero byte */
		size_t padded = (len + 7) & ~(size_t)7;
		if (padded > all.len)
			return false;
		rest = str_skip(all, padded);
	}
	file->rest = rest;
	file->left--;
	*entry = (struct index_entry){
		.path = str_of(file->path, file->path_len),
		.seconds = number(all.at + MTIME_AT, 4),
		.nanos = number(all.at + MTIME_AT + 4, 4),
		.size = number(all.at + SIZE_AT, 4),
		.stage = flags >> 12 & 3,
		.unwatched = flags & ASSUME_VALID || more & SKIP_WORK_TREE,
	};
	memcpy(entry->id.bytes, all.at + ID_AT, OBJECT_ID_LEN);
	return true;
}
