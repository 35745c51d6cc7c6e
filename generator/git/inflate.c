#include "git/inflate.h"

#include <limits.h>
#include <zlib.h>

#include "base/arena.h"

struct inflater {
	z_stream stream;
};

struct inflater *
inflate_make(struct arena *arena)
{
	struct inflater *inflater = arena_new(arena, struct inflater);
	return inflateInit(&inflater->stream) == Z_OK ? inflater : NULL;
}

void
inflate_end(struct inflater *inflater)
{
	if (inflater)
		inflateEnd(&inflater->stream);
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
inflate_run(struct inflater *inflater, struct str packed, char *out, size_t len)
{
	z_stream *stream = &inflater->stream;
	return start(stream, packed, out, len) && inflate(stream, Z_FINISH) == Z_STREAM_END &&
	        stream->avail_out == 0;
}

size_t
inflate_begin(struct inflater *inflater, struct str packed, char *out, size_t len)
{
	z_stream *stream = &inflater->stream;
	if (!start(stream, packed, out, len))
		return 0;
	inflate(stream, Z_SYNC_FLUSH);
	return len - stream->avail_out;
}
