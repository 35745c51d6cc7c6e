/* Pixels of an SVG, and the PNG that they become. Without librsvg there is nothing to draw with, and that is said. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/deflate.h"
#include "images/image_size.h"
#include "raster/png.h"
#include "raster/raster.h"

static struct arena arena;

static int
leave(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* The rows of a PNG as png_write makes it, unpacked: `len` bytes. */
static const char *
rows_of(struct str png, size_t len)
{
	struct deflate_reader *reader = deflate_make(&arena);
	char *rows = arena_array(&arena, char, len);
	size_t at = str_find(png, STR("IDAT"));

	assert_int_not_equal(at, STR_NONE);
	assert_true(deflate_read(reader, str_skip(png, at + 4), rows, len));
	deflate_end(reader);
	return rows;
}

static void
test_greys_take_a_byte(void **state)
{
	const uint32_t pixels[] = { 0xff000000, 0xffffffff, 0xff808080, 0xff1b1b1b };
	struct str png = png_write(&arena, (const unsigned char *)pixels, 2, 2, 8);

	(void)state;
	assert_int_equal(png.at[25], 0);
	assert_memory_equal(rows_of(png, 6), "\0\0\xff\0\x80\x1b", 6);
}

static void
test_colours_take_three(void **state)
{
	const uint32_t pixels[] = { 0xff010203, 0xffffffff };
	struct str png = png_write(&arena, (const unsigned char *)pixels, 2, 1, 8);

	(void)state;
	assert_int_equal(png.at[25], 2);
	assert_memory_equal(rows_of(png, 7), "\0\x01\x02\x03\xff\xff\xff", 7);
}

/* The checksums of an empty IEND and of the whole as others compute them. */
static void
test_chunks_have_checksums(void **state)
{
	const uint32_t pixel = 0;
	struct str png = png_write(&arena, (const unsigned char *)&pixel, 1, 1, 4);

	(void)state;
	assert_true(str_ends(png, STR("\0\0\0\0IEND\xae\x42\x60\x82")));
	assert_true(deflate_crc(STR("123456789")) == 0xcbf43926);
}

static void
test_what_is_packed_can_be_unpacked(void **state)
{
	struct deflate_reader *reader = deflate_make(&arena);
	struct str packed = deflate_write(&arena, STR("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
	char out[32];

	(void)state;
	assert_true(packed.len > 0 && packed.len < 32);
	assert_true(deflate_read(reader, packed, out, sizeof out));
	assert_memory_equal(out, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 32);
	assert_false(deflate_read(reader, packed, out, 31));
	deflate_end(reader);
}

#define SVG                                                                                   \
	"<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' " \
	"width='4' height='2'>"

static struct str
drawn(const char *svg)
{
	const char *why = "";
	struct raster *raster = raster_open(&arena, &why);

	if (!raster_is_there()) {
		assert_null(raster);
		assert_true(str_is(str_from(why), "kith was built without librsvg"));
		skip();
	}
	assert_non_null(raster);
	return raster_draw(raster, &arena, str_from(svg), 4, 2);
}

static void
test_drawing(void **state)
{
	struct str png = drawn(SVG "<path fill='#000' d='M0 0h2v1h-2z'/></svg>");
	uint32_t width, height;

	(void)state;
	assert_true(image_size(png, &width, &height));
	assert_int_equal(width, 4);
	assert_int_equal(height, 2);
	assert_memory_equal(rows_of(png, 10), "\0\0\0\xff\xff\0\xff\xff\xff\xff", 10);
}

static void
test_what_is_no_svg(void **state)
{
	(void)state;
	assert_int_equal(drawn("<svg").len, 0);
	assert_int_equal(drawn("").len, 0);
}

/* A file that is there, and that a viewer would show. */
static void
test_nothing_else_is_loaded(void **state)
{
	char svg[800], path[60];
	FILE *file;
	struct str png;

	(void)state;
	snprintf(path, sizeof path, "/tmp/kith-raster-%ld.svg", (long)getpid());
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(SVG "<path d='M0 0h4v2h-4z'/></svg>", file);
	fclose(file);
	snprintf(svg, sizeof svg,
	        SVG "<image width='4' height='2' xlink:href='file://%s'/>"
	            "<image width='4' height='2' xlink:href='%s'/></svg>",
	        path, path);
	png = drawn(svg);
	unlink(path);
	assert_memory_equal(rows_of(png, 10), "\0\xff\xff\xff\xff\0\xff\xff\xff\xff", 10);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_greys_take_a_byte, leave),
		cmocka_unit_test_teardown(test_colours_take_three, leave),
		cmocka_unit_test_teardown(test_chunks_have_checksums, leave),
		cmocka_unit_test_teardown(test_what_is_packed_can_be_unpacked, leave),
		cmocka_unit_test_teardown(test_drawing, leave),
		cmocka_unit_test_teardown(test_what_is_no_svg, leave),
		cmocka_unit_test_teardown(test_nothing_else_is_loaded, leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
