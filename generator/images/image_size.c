/*
 * Where each format keeps its size:
 *
 *	PNG    8 signature | length "IHDR" width height ...
 *	GIF    "GIF89a" width height ...                                    little endian
 *	WebP   "RIFF" length "WEBP" | "VP8 " "VP8L" "VP8X" length ...       little endian
 *	JPEG   FF D8 | FF marker length ... | FF C0 length depth height width | FF DA scan
 *	AVIF   ftyp "avif" | meta (pitm | iprp (ipco (ispe irot clap ...) | ipma))
 *	SVG    <svg width="..." height="..." viewBox="...">
 *
 * Nothing is decoded and nothing is allocated. A number that would lie behind the last byte reads as
 * 0, and since no image is 0 pixels wide, what is cut off needs no test of its own.
 */
#include "images/image_size.h"

#include <stddef.h>

#include "base/ascii.h"

struct extent {
	double width, height; /* pixels; 0 unknown */
};

static const struct extent unknown = { 0, 0 };

/* The byte at an offset, or 0 behind the end. */
static uint32_t
byte_at(struct str s, size_t at)
{
	return at < s.len ? (unsigned char)s.at[at] : 0;
}

/* A number of `n` bytes, most significant first; 0 when it is not all there. */
static uint32_t
big(struct str s, size_t at, unsigned n)
{
	uint32_t value = 0;
	if (at > s.len || n > s.len - at)
		return 0;
	for (unsigned i = 0; i < n; i++)
		value = value << 8 | byte_at(s, at + i);
	return value;
}

/* The same, least significant first. */
static uint32_t
little(struct str s, size_t at, unsigned n)
{
	uint32_t value = 0;
	if (at > s.len || n > s.len - at)
		return 0;
	for (unsigned i = n; i-- > 0;)
		value = value << 8 | byte_at(s, at + i);
	return value;
}

static bool
has_at(struct str s, size_t at, struct str what)
{
	return str_starts(str_skip(s, at), what);
}

/* --- PNG, GIF, WebP --------------------------------------------------------------------------- */

static struct extent
read_png(struct str s)
{
	if (!has_at(s, 12, STR("IHDR")))
		return unknown;
	return (struct extent){ big(s, 16, 4), big(s, 20, 4) };
}

static struct extent
read_gif(struct str s)
{
	return (struct extent){ little(s, 6, 2), little(s, 8, 2) };
}

/* The first chunk: a lossy frame (RFC 6386 9.1), a lossless one (its size in 14 + 14 bits), or the
 * extended header, whose canvas (24 + 24 bits) is what is shown. Both of the latter store size - 1. */
static struct extent
read_webp(struct str s)
{
	if (!has_at(s, 8, STR("WEBP")))
		return unknown;
	if (has_at(s, 12, STR("VP8 ")) && has_at(s, 23, STR("\x9d\x01\x2a"))) {
		return (struct extent){ little(s, 26, 2) & 0x3fff, little(s, 28, 2) & 0x3fff };
	}
	if (has_at(s, 12, STR("VP8L")) && byte_at(s, 20) == 0x2f && s.len >= 25) {
		uint32_t bits = little(s, 21, 4);
		return (struct extent){ (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1 };
	}
	if (has_at(s, 12, STR("VP8X")) && s.len >= 30)
		return (struct extent){ little(s, 24, 3) + 1, little(s, 27, 3) + 1 };
	return unknown;
}

/* --- JPEG ------------------------------------------------------------------------------------- */

/* Does EXIF say that the picture lies on its side? Its tag 0x0112 counts 1 to 8, from 5 on it does. */
static bool
exif_turns(struct str segment)
{
	if (!str_starts(segment, STR("Exif\0\0")))
		return false;
	struct str tiff = str_skip(segment, 6);
	uint32_t (*number)(struct str, size_t, unsigned) =
	        str_starts(tiff, STR("II")) ? little : big;
	size_t entry = (size_t)number(tiff, 4, 4);
	if (entry > tiff.len)
		return false;
	uint32_t count = number(tiff, entry, 2);
	entry += 2;
	for (uint32_t i = 0; i < count && entry + 12 <= tiff.len; i++, entry += 12) {
		if (number(tiff, entry, 2) == 0x0112)
			return number(tiff, entry + 8, 2) >= 5 && number(tiff, entry + 8, 2) <= 8;
	}
	return false;
}

/* SOF0 to SOF15, among which three numbers mean something else (DHT, JPG, DAC). */
static bool
begins_frame(uint32_t marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	        marker != 0xcc;
}

/* TEM and RST0 to RST7 stand alone; all other segments say how long they are. */
static bool
stands_alone(uint32_t marker)
{
	return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
}

static struct extent
read_jpeg(struct str s)
{
	bool turned = false;
	size_t at = 2;
	while (byte_at(s, at) == 0xff) {
		uint32_t marker = byte_at(s, at + 1);
		if (marker == 0xff) { /* filling */
			at++;
			continue;
		}
		at += 2;
		if (stands_alone(marker))
			continue;
		uint32_t length = big(s, at, 2);
		if (begins_frame(marker)) {
			double height = big(s, at + 3, 2), width = big(s, at + 5, 2);
			return turned ? (struct extent){ height, width }
			              : (struct extent){ width, height };
		}
		if (length < 2 || marker == 0xd9 ||
		        marker == 0xda) /* end of image, start of scan */
			break;
		if (marker == 0xe1 && !turned)
			turned = exif_turns(str_slice(s, at + 2, at + length));
		at += length;
	}
	return unknown;
}

/* --- AVIF ------------------------------------------------------------------------------------- */

enum { BOX_FULL = 4 }; /* version and flags before the content of some boxes */

/*
 * Cuts the next box off: its content when it is of this type, at == NULL when it is another one. False behind the last
 * one, and at one that is not all there.
 */
static bool
next_box(struct str *s, struct str type, struct str *content)
{
	size_t size = big(*s, 0, 4);
	if (size < 8 || size > s->len)
		return false;
	*content = has_at(*s, 4, type) ? str_slice(*s, 8, size) : str_of(NULL, 0);
	*s = str_skip(*s, size);
	return true;
}

/* The first box of this type, without `skip` bytes. */
static struct str
find_box(struct str s, struct str type, size_t skip)
{
	struct str content;
	while (next_box(&s, type, &content))
		if (content.at)
			return str_skip(content, skip);
	return STR_EMPTY;
}

/* The n-th box, from 1, if it is of this type. */
static struct str
box_of_number(struct str s, uint32_t number, struct str type)
{
	struct str content = STR_EMPTY;
	while (number && next_box(&s, type, &content))
		number--;
	return number || !content.at ? STR_EMPTY : content;
}

/* One property of the image: its size, a turn by quarters, or what is cut out of it. */
static void
apply_property(struct extent *size, struct str properties, uint32_t number)
{
	struct str extent = box_of_number(properties, number, STR("ispe"));
	struct str turn = box_of_number(properties, number, STR("irot"));
	struct str cut = box_of_number(properties, number, STR("clap"));
	if (extent.len)
		*size = (struct extent){ big(extent, BOX_FULL, 4), big(extent, BOX_FULL + 4, 4) };
	if (byte_at(turn, 0) & 1)
		*size = (struct extent){ size->height, size->width };
	if (big(cut, 4, 4) && big(cut, 12, 4))
		*size = (struct extent){ (double)big(cut, 0, 4) / big(cut, 4, 4),
			(double)big(cut, 8, 4) / big(cut, 12, 4) };
}

/* The properties that ipma gives to the item, in their order: numbers of boxes in ipco. */
static struct extent
item_extent(struct str associations, struct str properties, uint32_t item)
{
	struct extent size = unknown;
	uint32_t version = byte_at(associations, 0), items = big(associations, BOX_FULL, 4);
	unsigned id_bytes = version ? 4 : 2, bytes = byte_at(associations, 3) & 1 ? 2 : 1;
	size_t at = BOX_FULL + 4;
	for (; items && at < associations.len; items--) {
		bool ours = big(associations, at, id_bytes) == item;
		uint32_t count = byte_at(associations, at + id_bytes);
		at += id_bytes + 1;
		for (; count; count--, at += bytes)
			if (ours)
				apply_property(&size, properties,
				        big(associations, at, bytes) &
				                (bytes == 2 ? 0x7fff : 0x7f));
		if (ours)
			break;
	}
	return size;
}

/* Is a brand of ftyp, the first one or one of those it is compatible with, a picture in AV1? */
static bool
is_avif(struct str s)
{
	struct str brands = find_box(s, STR("ftyp"), 0);
	for (size_t at = 0; at + 4 <= brands.len; at += 4)
		if (has_at(brands, at, STR("avif")) || has_at(brands, at, STR("avis")))
			return true;
	return false;
}

static struct extent
read_avif(struct str s)
{
	struct str meta, primary, properties;
	if (!is_avif(s))
		return unknown;
	meta = find_box(s, STR("meta"), BOX_FULL);
	primary = find_box(meta, STR("pitm"), 0);
	properties = find_box(meta, STR("iprp"), 0);
	return item_extent(find_box(properties, STR("ipma"), 0),
	        find_box(properties, STR("ipco"), 0),
	        big(primary, BOX_FULL, byte_at(primary, 0) ? 4 : 2));
}

/* --- SVG -------------------------------------------------------------------------------------- */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct str
skip_blanks(struct str s)
{
	while (s.len && is_blank(s.at[0]))
		s = str_skip(s, 1);
	return s;
}

/* What is behind the next `end`; empty without one. */
static struct str
skip_past(struct str s, struct str end)
{
	size_t at = str_find(s, end);
	return at == STR_NONE ? STR_EMPTY : str_skip(s, at + end.len);
}

/* Behind a document type, whose '>' may come after a subset in brackets. */
static struct str
skip_doctype(struct str s)
{
	size_t end = str_find_char(s, '>');
	if (str_find_char(str_slice(s, 0, end), '[') != STR_NONE)
		s = skip_past(s, STR("]"));
	return skip_past(s, STR(">"));
}

/* Leaves the attributes of the root element, or nothing when it is not <svg>. */
static struct str
find_svg(struct str s)
{
	if (str_starts(s, STR("\xef\xbb\xbf")))
		s = str_skip(s, 3);
	for (;;) {
		s = skip_blanks(s);
		if (str_starts(s, STR("<?")))
			s = skip_past(s, STR("?>"));
		else if (str_starts(s, STR("<!--")))
			s = skip_past(s, STR("-->"));
		else if (str_starts(s, STR("<!DOCTYPE")))
			s = skip_doctype(s);
		else
			break;
	}
	struct str rest = str_skip(s, str_starts(s, STR("<svg:svg")) ? 8 : 4);
	if (!str_starts(s, STR("<svg")) || (rest.len && !is_blank(rest.at[0]) && rest.at[0] != '>'))
		return STR_EMPTY;
	return rest;
}

/* Cuts the next name="value" off; false at the end of the tag and at anything that is neither. */
static bool
next_attribute(struct str *s, struct str *name, struct str *value)
{
	*s = skip_blanks(*s);
	size_t equals = str_find_char(*s, '=');
	if (equals == STR_NONE || str_find_char(str_slice(*s, 0, equals), '>') != STR_NONE)
		return false;
	*name = str_trim(str_slice(*s, 0, equals));
	*s = skip_blanks(str_skip(*s, equals + 1));
	if (!s->len || (s->at[0] != '"' && s->at[0] != '\''))
		return false;
	char quote = s->at[0];
	*s = str_skip(*s, 1);
	size_t close = str_find_char(*s, quote);
	if (close == STR_NONE)
		return false;
	*value = str_slice(*s, 0, close);
	*s = str_skip(*s, close + 1);
	return true;
}

static size_t
count_digits(struct str s, size_t at)
{
	size_t from = at;
	while (at < s.len && ascii_is_digit(s.at[at]))
		at++;
	return at - from;
}

/* Length of the number `s` begins with: "10em" has 2, since an exponent needs digits. */
static size_t
number_length(struct str s)
{
	size_t at = s.len && (s.at[0] == '+' || s.at[0] == '-');
	at += count_digits(s, at);
	if (at < s.len && s.at[at] == '.')
		at += 1 + count_digits(s, at + 1);
	if (at < s.len && (s.at[at] == 'e' || s.at[at] == 'E')) {
		size_t power = at + 1;
		power += power < s.len && (s.at[power] == '+' || s.at[power] == '-');
		if (count_digits(s, power))
			at = power + count_digits(s, power);
	}
	return at;
}

/* Cuts a number off; 0 when there is none. */
static double
cut_number(struct str *s)
{
	double number = 0;
	size_t length = number_length(*s);
	if (!str_to_number(str_slice(*s, 0, length), &number))
		number = 0;
	*s = str_skip(*s, length);
	return number;
}

/* A CSS length in pixels; 0 for one that depends on what is around the image (%, em, vw ...). */
static double
css_pixels(struct str s)
{
	static const struct {
		struct str name;
		double pixels;
	} units[] = {
		{ STR_INIT(""), 1 },
		{ STR_INIT("px"), 1 },
		{ STR_INIT("in"), 96 },
		{ STR_INIT("cm"), 96 / 2.54 },
		{ STR_INIT("mm"), 96 / 25.4 },
		{ STR_INIT("q"), 96 / 101.6 },
		{ STR_INIT("pt"), 96 / 72.0 },
		{ STR_INIT("pc"), 16 },
	};
	s = str_trim(s);
	double number = cut_number(&s);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (str_eq_nocase(s, units[i].name))
			return number * units[i].pixels;
	}
	return 0;
}

/* "min-x min-y width height", separated by blanks or commas. */
static struct extent
view_box(struct str s)
{
	double numbers[4] = { 0 };
	for (size_t i = 0; i < 4; i++) {
		while (s.len && (is_blank(s.at[0]) || s.at[0] == ','))
			s = str_skip(s, 1);
		numbers[i] = cut_number(&s);
	}
	return (struct extent){ numbers[2], numbers[3] };
}

/* Without a width or height the view box gives it: its own, or in proportion to the other one. */
static struct extent
read_svg(struct str s)
{
	struct extent size = unknown, box = unknown;
	struct str rest = find_svg(s), name, value;
	while (next_attribute(&rest, &name, &value)) {
		if (str_is(name, "width"))
			size.width = css_pixels(value);
		else if (str_is(name, "height"))
			size.height = css_pixels(value);
		else if (str_is(name, "viewBox"))
			box = view_box(value);
	}
	if (size.width > 0 && size.height > 0)
		return size;
	if (!(box.width > 0 && box.height > 0))
		return unknown;
	if (size.width > 0)
		return (struct extent){ size.width, size.width * box.height / box.width };
	if (size.height > 0)
		return (struct extent){ size.height * box.width / box.height, size.height };
	return box;
}

/* --- all of them ------------------------------------------------------------------------------ */

static struct extent
read_any(struct str s)
{
	if (str_starts(s, STR("\x89PNG\r\n\x1a\n")))
		return read_png(s);
	if (str_starts(s, STR("\xff\xd8")))
		return read_jpeg(s);
	if (str_starts(s, STR("GIF87a")) || str_starts(s, STR("GIF89a")))
		return read_gif(s);
	if (str_starts(s, STR("RIFF")))
		return read_webp(s);
	if (has_at(s, 4, STR("ftyp")))
		return read_avif(s);
	return read_svg(s);
}

/* False for not-a-number too. */
static bool
to_pixels(double length, uint32_t *out)
{
	if (!(length >= 0.5 && length <= IMAGE_SIZE_MAX))
		return false;
	*out = (uint32_t)(length + 0.5);
	return true;
}

bool
image_size(struct str bytes, uint32_t *width, uint32_t *height)
{
	struct extent size = read_any(bytes);
	uint32_t w, h;
	if (!to_pixels(size.width, &w) || !to_pixels(size.height, &h))
		return false;
	*width = w;
	*height = h;
	return true;
}
