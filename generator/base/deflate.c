#include "base/deflate.h"

#include <limits.h>
#include <zlib.h>

#include "base/arena.h"

struct deflate_reader {
	z_stream stream;
};

struct deflate_reader *
deflate_make(struct arena *arena)
{
	struct deflate_reader *reader = arena_new(arena, struct deflate_reader);
	return inflateInit(&reader->stream) == Z_OK ? reader : NULL;
}

void
deflate_end(struct deflate_reader *reader)
{
	if (reader)
		inflateEnd(&reader->stream);
}

static bool
start(z_stream *stream, struct str packed, char *out, size_t len)
{
	if (len > UINT_MAX || inflateReset(stream) != Z_OK)
		return false;
	stream->next_in = (Bytef *)(uintptr_t)packed.at;
	stream->avail_in = packed.len < UINT_MAX ? (uInt)packed.len : UINT_MAX;
	stream->next_out = (Bytef *)out;
	stream->avail_out = (uInt)len;
	return true;
}

bool
deflate_read(struct deflate_reader *reader, struct str packed, char *out, size_t len)
{
	z_stream *stream = &reader->stream;
	return start(stream, packed, out, len) && inflate(stream, Z_FINISH) == Z_STREAM_END &&
	        stream->avail_out == 0;
}

size_t
deflate_read_begin(struct deflate_reader *reader, struct str packed, char *out, size_t len)
{
	z_stream *stream = &reader->stream;
	if (!start(stream, packed, out, len))
		return 0;
	inflate(stream, Z_SYNC_FLUSH);
	return len - stream->avail_out;
}

struct str
deflate_write(struct arena *arena, struct str bytes)
{
	uLongf len = compressBound((uLong)bytes.len);
	char *out;

	if (bytes.len > INT_MAX)
		return STR_EMPTY;
	out = arena_array(arena, char, len);
	if (compress((Bytef *)out, &len, (const Bytef *)bytes.at, (uLong)bytes.len) != Z_OK)
		return STR_EMPTY;
	return str_of(out, len);
}

uint32_t
deflate_crc(struct str bytes)
{
	return (uint32_t)crc32_z(0, (const Bytef *)bytes.at, bytes.len);
}
