/*
 * Images made by hand, byte for byte, so that a reader sees what is in them. Each is also tried cut
 * off at every length: that gives the full answer or none, and the sanitizers watch the reads.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "images/image_size.h"

/* The same bytes in a block of exactly their size. */
static bool
size_of_copy(struct str bytes, uint32_t *width, uint32_t *height)
{
	char *copy = malloc(bytes.len ? bytes.len : 1);
	assert_non_null(copy);
	memcpy(copy, bytes.at, bytes.len);
	bool known = image_size(str_of(copy, bytes.len), width, height);
	free(copy);
	return known;
}

static void
expect_size(struct str bytes, uint32_t width, uint32_t height)
{
	uint32_t w = 0, h = 0;
	assert_true(size_of_copy(bytes, &w, &h));
	assert_int_equal(w, width);
	assert_int_equal(h, height);
	for (size_t len = 0; len < bytes.len; len++) {
		if (!size_of_copy(str_of(bytes.at, len), &w, &h))
			continue;
		assert_int_equal(w, width);
		assert_int_equal(h, height);
	}
}

static void
expect_unknown(struct str bytes)
{
	uint32_t width = 7, height = 7;
	assert_false(size_of_copy(bytes, &width, &height));
	assert_int_equal(width, 7);
	assert_int_equal(height, 7);
}

/* --- PNG, GIF, WebP --- */

#define PNG "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"

static void
test_png(void **state)
{
	(void)state;
	expect_size(STR(PNG "\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0"), 640, 480);
	expect_size(STR(PNG "\0\0\0\x01\0\x01\x86\xa0"), 1, 100000);
}

static void
test_png_with_impossible_sizes(void **state)
{
	(void)state;
	expect_unknown(STR(PNG "\0\0\0\0\0\0\x01\xe0"));
	expect_unknown(STR(PNG "\xff\xff\xff\xff\0\0\0\x01"));
	expect_unknown(STR(PNG "\0\x01\x86\xa1\0\0\0\x01")); /* 100001 */
	expect_unknown(STR(PNG "\0\0\x02\x80\0\0\x01"));
	expect_unknown(STR("\x89PNG\r\n\x1a\n\0\0\0\x0dIDAT\0\0\x02\x80\0\0\x01\xe0"));
	expect_unknown(STR("\x89PNG\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0"));
}

static void
test_gif(void **state)
{
	(void)state;
	expect_size(STR("GIF89a\x40\x01\xf0\0\xf7\0\0"), 320, 240);
	expect_size(STR("GIF87a\x01\0\x02\0"), 1, 2);
	expect_unknown(STR("GIF88a\x01\0\x02\0"));
	expect_unknown(STR("GIF89a\x01\0\0\0"));
}

#define WEBP(chunk) "RIFF\x1a\0\0\0WEBP" chunk "\x0e\0\0\0"

static void
test_webp_lossy(void **state)
{
	(void)state;
	/* The two highest bits of each number ask for scaling and are not part of the size. */
	expect_size(STR(WEBP("VP8 ") "\x30\x01\0\x9d\x01\x2a\x90\x41\x2c\xc1"), 400, 300);
	expect_unknown(STR(WEBP("VP8 ") "\x30\x01\0\x9d\x01\x2b\x90\x01\x2c\x01"));
}

static void
test_webp_lossless(void **state)
{
	(void)state;
	/* 14 bits of width - 1, then 14 bits of height - 1: 399 | 299 << 14 = 0x4ac18f. */
	expect_size(STR(WEBP("VP8L") "\x2f\x8f\xc1\x4a\0"), 400, 300);
	expect_unknown(STR(WEBP("VP8L") "\x2e\x8f\xc1\x4a\0"));
	expect_unknown(STR(WEBP("VP8L") "\x2f\x8f\xc1\x4a"));
}

static void
test_webp_extended(void **state)
{
	(void)state;
	expect_size(STR(WEBP("VP8X") "\x10\0\0\0\x8f\x01\0\x2b\x01\0"), 400, 300);
	expect_unknown(STR(WEBP("VP8X") "\x10\0\0\0\xff\xff\xff\x2b\x01\0"));
	expect_unknown(STR("RIFF\x1a\0\0\0WAVEVP8X\x0a\0\0\0\x10\0\0\0\x8f\x01\0\x2b\x01\0"));
}

/* --- AVIF: boxes that begin with their length --- */

#define FTYP(brand)             \
	"\0\0\0\x14"            \
	"ftyp" brand "\0\0\0\0" \
	"mif1"
#define PITM         \
	"\0\0\0\x0e" \
	"pitm"       \
	"\0\0\0\0"   \
	"\0\x02"
#define ISPE(width, height) \
	"\0\0\0\x14"        \
	"ispe"              \
	"\0\0\0\0"          \
	"\0\0" width "\0\0" height
#define IROT(turn)   \
	"\0\0\0\x09" \
	"irot" turn
#define CLAP         \
	"\0\0\0\x28" \
	"clap"       \
	"\0\0\0\x40" \
	"\0\0\0\x02" \
	"\0\0\0\x10" \
	"\0\0\0\x01" \
	"\0\0\0\0"   \
	"\0\0\0\1"   \
	"\0\0\0\0"   \
	"\0\0\0\1"
/* A thumbnail is item 1 and has property 1, the image is item 2 and has 2 and 3. */
#define IPMA             \
	"\0\0\0\x19"     \
	"ipma"           \
	"\0\0\0\0"       \
	"\0\0\0\x02"     \
	"\0\x01\x01\x01" \
	"\0\x02\x02\x82\x03"
#define THUMB ISPE("\0\x10", "\0\x08")
#define META(length, iprp, ipco, third)                                                   \
	length "meta"                                                                     \
	       "\0\0\0\0" PITM iprp "iprp" ipco "ipco" THUMB ISPE("\x01\x90", "\x01\x2c") \
	               third IPMA

static void
test_avif(void **state)
{
	(void)state;
	/* clang-format off */
	expect_size(STR(FTYP("avif") META("\0\0\0\x74", "\0\0\0\x5a", "\0\0\0\x39", IROT("\x02"))), 400, 300);
	expect_size(STR(FTYP("avis") META("\0\0\0\x74", "\0\0\0\x5a", "\0\0\0\x39", IROT("\x01"))), 300, 400);
	expect_size(STR(FTYP("avif") META("\0\0\0\x93", "\0\0\0\x79", "\0\0\0\x58", CLAP)), 32, 16);
	expect_unknown(STR(FTYP("heic") META("\0\0\0\x74", "\0\0\0\x5a", "\0\0\0\x39", IROT("\x02"))));
	/* A box that claims to be longer than its bytes. */
	expect_unknown(STR(FTYP("avif") META("\0\0\0\x75", "\0\0\0\x5a", "\0\0\0\x39", IROT("\x02"))));
	/* clang-format on */
	expect_unknown(STR(FTYP("avif")));
}

/* --- JPEG --- */

#define JFIF "\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x48\0\x48\0\0"
#define SOF(marker) "\xff" marker "\0\x11\x08\x01\x2c\x01\x90\x03\x01\x22\0\x02\x11\x01\x03\x11\x01"

static void
test_jpeg(void **state)
{
	(void)state;
	expect_size(STR(JFIF SOF("\xc0")), 400, 300);
	expect_size(STR(JFIF SOF("\xc1")), 400, 300);
}

static void
test_jpeg_progressive(void **state)
{
	(void)state;
	expect_size(STR(JFIF SOF("\xc2")), 400, 300);
}

static void
test_jpeg_with_segments_like_frames(void **state)
{
	(void)state;
	/* A Huffman table, then filling before the frame's marker. */
	expect_size(
	        STR(JFIF "\xff\xc4\0\x08\x01\x02\x03\x04\x05\x06\xff\xff" SOF("\xc0")), 400, 300);
	expect_unknown(STR(JFIF SOF("\xc4")));
	expect_unknown(STR(JFIF SOF("\xc8")));
	expect_unknown(STR(JFIF SOF("\xcc")));
}

/* A directory of one entry, and one of two of which the second counts. */
#define EXIF_BIG(orientation)                           \
	"\xff\xd8\xff\xe1\0\x22"                        \
	"Exif\0\0"                                      \
	"MM\0\x2a\0\0\0\x08\0\x01"                      \
	"\x01\x12\0\x03\0\0\0\x01\0" orientation "\0\0" \
	"\0\0\0\0"
#define EXIF_LITTLE(orientation)                        \
	"\xff\xd8\xff\xe1\0\x2e"                        \
	"Exif\0\0"                                      \
	"II\x2a\0\x08\0\0\0\x02\0"                      \
	"\x0f\x01\x02\0\x01\0\0\0\0\0\0\0"              \
	"\x12\x01\x03\0\x01\0\0\0" orientation "\0\0\0" \
	"\0\0\0\0"

static void
test_jpeg_on_its_side(void **state)
{
	(void)state;
	expect_size(STR(EXIF_BIG("\x01") SOF("\xc0")), 400, 300);
	expect_size(STR(EXIF_BIG("\x03") SOF("\xc0")), 400, 300);
	expect_size(STR(EXIF_BIG("\x06") SOF("\xc0")), 300, 400);
	expect_size(STR(EXIF_BIG("\x08") SOF("\xc2")), 300, 400);
	expect_size(STR(EXIF_BIG("\x09") SOF("\xc0")), 400, 300);
	expect_size(STR(EXIF_LITTLE("\x04") SOF("\xc0")), 400, 300);
	expect_size(STR(EXIF_LITTLE("\x05") SOF("\xc0")), 300, 400);
}

#define EXIF(length) "\xff\xd8\xff\xe1\0" length "Exif\0\0"

static void
test_jpeg_with_hostile_exif(void **state)
{
	(void)state;
	/* The directory lies outside, claims more entries than fit, or the segment ends early. */
	expect_size(STR(EXIF("\x10") "MM\0\x2a\xff\xff\xff\xff" SOF("\xc0")), 400, 300);
	expect_size(STR(EXIF("\x12") "MM\0\x2a\0\0\0\x08\xff\xff" SOF("\xc0")), 400, 300);
	expect_size(STR(EXIF("\x0a") "MM" SOF("\xc0")), 400, 300);
}

static void
test_jpeg_without_a_frame(void **state)
{
	(void)state;
	expect_unknown(STR(JFIF "\xff\xda\0\x0c\x03\x01\0\x02\x11\x03\x11\0\x3f\0" SOF("\xc0")));
	expect_unknown(STR(JFIF "\xff\xd9" SOF("\xc0")));
	expect_unknown(
	        STR(JFIF "\xff\xfe\0\x01" SOF("\xc0"))); /* a length that does not hold itself */
	expect_unknown(STR(JFIF "\0" SOF("\xc0")));
	expect_unknown(STR("\xff\xd8\xff\xc0\0\x11\x08\0\0\x01\x90"));
	expect_unknown(STR("\xff\xd8\xff\xff\xff\xff"));
}

/* --- SVG --- */

static void
test_svg_lengths(void **state)
{
	(void)state;
	expect_size(STR("<svg width='30' height=\"20\"/>"), 30, 20);
	expect_size(STR("<svg width='30.5px' height='20.4PX'>"), 31, 20);
	expect_size(STR("<svg width='1in' height='2.54cm'>"), 96, 96);
	expect_size(STR("<svg width='25.4mm' height='101.6Q'>"), 96, 96);
	expect_size(STR("<svg width='72pt' height='6pc'>"), 96, 96);
	expect_size(STR("<svg width='1e2' height='+.5e+2'>"), 100, 50);
}

static void
test_svg_view_box(void **state)
{
	(void)state;
	expect_size(STR("<svg viewBox='0 0 300 150'/>"), 300, 150);
	expect_size(STR("<svg width='100%' height='10em' viewBox='-5,-5 , 24,12'/>"), 24, 12);
	expect_size(STR("<svg width='600' viewBox='0 0 300 150'/>"), 600, 300);
	expect_size(STR("<svg height='50' viewBox='0 0 300 150'/>"), 100, 50);
}

static void
test_svg_behind_a_prolog(void **state)
{
	(void)state;
	expect_size(STR("\xef\xbb\xbf<?xml version=\"1.0\"?>\n"
	                "<!-- <svg width='9' height='9'> -->\n"
	                "<!DOCTYPE svg [ <!ENTITY a \"<svg>\"> ]>\n"
	                "<svg stroke-width='3' width = '30'\n\theight='20'>"),
	        30, 20);
	expect_size(STR("<svg:svg width='30' height='20'>"), 30, 20);
}

static void
test_svg_without_a_size(void **state)
{
	(void)state;
	expect_unknown(STR("<svg><rect width='30' height='20'/></svg>"));
	expect_unknown(STR("<svg width='30'>"));
	expect_unknown(STR("<svg width='-30' height='20'>"));
	expect_unknown(STR("<svg width='30vw' height='20'>"));
	expect_unknown(STR("<svg width='nan' height='inf'>"));
	expect_unknown(STR("<svg width='1e999' height='20'>"));
	expect_unknown(STR("<svg viewBox='0 0 0 150'/>"));
	expect_unknown(STR("<svg viewBox='0 0 300'/>"));
	expect_unknown(STR("<svg width=30 height=20>"));
	expect_unknown(STR("<svgx width='30' height='20'>"));
	expect_unknown(STR("<html><svg width='30' height='20'>"));
	expect_unknown(STR("<!-- <svg width='30' height='20'>"));
	expect_unknown(STR("<!DOCTYPE svg [ <svg width='30' height='20'>"));
}

/* --- the rest --- */

static void
test_other_bytes(void **state)
{
	(void)state;
	expect_unknown(STR(""));
	expect_unknown(STR("BM\x36\0\0\0"));
	expect_unknown(STR("# A page\n"));
}

/* What repeats without end is read once: otherwise this test would not finish in its time. */
static void
test_repetition(void **state)
{
	(void)state;
	static const struct str begin[] = {
		STR_INIT("<svg "),
		STR_INIT(""),
		STR_INIT("\xff\xd8"),
	};
	static const struct str again[] = {
		STR_INIT("a='' "),
		STR_INIT("<!DOCTYPE>"),
		STR_INIT("\xff\xe1\0\x12"
		         "Exif\0\0MM\0\x2a\0\0\0\x08\xff\xff"),
	};
	for (size_t i = 0; i < sizeof begin / sizeof *begin; i++) {
		char *bytes = calloc(1, IMAGE_SIZE_BYTES);
		assert_non_null(bytes);
		memcpy(bytes, begin[i].at, begin[i].len);
		size_t at = begin[i].len;
		for (; at + again[i].len <= IMAGE_SIZE_BYTES; at += again[i].len)
			memcpy(bytes + at, again[i].at, again[i].len);
		expect_unknown(str_of(bytes, at));
		free(bytes);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_png),
		cmocka_unit_test(test_png_with_impossible_sizes),
		cmocka_unit_test(test_gif),
		cmocka_unit_test(test_webp_lossy),
		cmocka_unit_test(test_webp_lossless),
		cmocka_unit_test(test_webp_extended),
		cmocka_unit_test(test_avif),
		cmocka_unit_test(test_jpeg),
		cmocka_unit_test(test_jpeg_progressive),
		cmocka_unit_test(test_jpeg_with_segments_like_frames),
		cmocka_unit_test(test_jpeg_on_its_side),
		cmocka_unit_test(test_jpeg_with_hostile_exif),
		cmocka_unit_test(test_jpeg_without_a_frame),
		cmocka_unit_test(test_svg_lengths),
		cmocka_unit_test(test_svg_view_box),
		cmocka_unit_test(test_svg_behind_a_prolog),
		cmocka_unit_test(test_svg_without_a_size),
		cmocka_unit_test(test_other_bytes),
		cmocka_unit_test(test_repetition),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
