/*
 *	signature | IHDR: size, depth, colours | IDAT: all rows packed, each behind a byte for its filter | IEND
 *
 * Cards are large areas of one colour, of which packing leaves nothing; filters would only cost time.
 */
#include "raster/png.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/deflate.h"

enum { COLOUR_GREY = 0, COLOUR_RGB = 2 };

static uint32_t
pixel_at(const unsigned char *row, uint32_t x)
{
	uint32_t pixel;

	memcpy(&pixel, row + 4 * (size_t)x, sizeof pixel);
	return pixel;
}

static bool
is_grey(const unsigned char *pixels, uint32_t width, uint32_t height, size_t stride)
{
	for (uint32_t y = 0; y < height; y++)
		for (uint32_t x = 0; x < width; x++) {
			uint32_t pixel = pixel_at(pixels + y * stride, x);

			if (((pixel >> 16) & 0xff) != (pixel & 0xff) ||
			        ((pixel >> 8) & 0xff) != (pixel & 0xff))
				return false;
		}
	return true;
}

/* A row without a filter. */
static char *
put_row(char *to, const unsigned char *row, uint32_t width, bool grey)
{
	*to++ = 0;
	for (uint32_t x = 0; x < width; x++) {
		uint32_t pixel = pixel_at(row, x);

		if (!grey) {
			*to++ = (char)(pixel >> 16);
			*to++ = (char)(pixel >> 8);
		}
		*to++ = (char)pixel;
	}
	return to;
}

static void
put_number(char *to, uint32_t number)
{
	for (int i = 0; i < 4; i++)
		to[i] = (char)(number >> (24 - 8 * i));
}

/* Length, name, data, checksum of name and data. */
static void
put_chunk(struct buf *out, const char *name, struct str data)
{
	char number[4];
	size_t from;

	put_number(number, (uint32_t)data.len);
	buf_put(out, str_of(number, sizeof number));
	from = out->len;
	buf_put(out, str_of(name, 4));
	buf_put(out, data);
	put_number(number, deflate_crc(str_skip(buf_view(out), from)));
	buf_put(out, str_of(number, sizeof number));
}

struct str
png_write(struct arena *arena, const unsigned char *pixels, uint32_t width, uint32_t height,
        size_t stride)
{
	bool grey = is_grey(pixels, width, height, stride);
	size_t row = 1 + (size_t)width * (grey ? 1 : 3);
	char *rows = arena_array(arena, char, row *height), *to = rows;
	char header[13] = { 0 };
	struct str packed, png = STR_EMPTY;
	struct buf out;

	for (uint32_t y = 0; y < height; y++)
		to = put_row(to, pixels + y * stride, width, grey);
	packed = deflate_write(arena, str_of(rows, row * height));
	if (!packed.len)
		return png;
	put_number(header, width);
	put_number(header + 4, height);
	header[8] = 8; /* bits of a channel */
	header[9] = grey ? COLOUR_GREY : COLOUR_RGB;
	buf_init(&out, packed.len + 100);
	buf_lit(&out, "\x89PNG\r\n\x1a\n");
	put_chunk(&out, "IHDR", str_of(header, sizeof header));
	put_chunk(&out, "IDAT", packed);
	put_chunk(&out, "IEND", STR_EMPTY);
	if (!out.full)
		png = str_copy(arena, buf_view(&out));
	buf_free(&out);
	return png;
}
