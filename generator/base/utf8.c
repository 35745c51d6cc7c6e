/*
 * Most text is ASCII, so every loop first runs over ASCII without asking for the properties of
 * characters; utf8proc's tables are looked up only for the rest.
 */
#include "base/utf8.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "base/arena.h"
#include "base/buf.h"

#define HIGH_BITS UINT64_C(0x8080808080808080)
#define EACH_BYTE UINT64_C(0x0101010101010101)

/* Offset of the first byte from `at` on that is not ASCII, or the length. */
static size_t
skip_ascii(struct str s, size_t at)
{
	uint64_t word;
	while (s.len - at >= sizeof word) {
		memcpy(&word, s.at + at, sizeof word);
		if (word & HIGH_BITS)
			break;
		at += sizeof word;
	}
	/* The last word overlaps the one before. */
	if (s.len >= sizeof word && s.len - at < sizeof word) {
		memcpy(&word, s.at + s.len - sizeof word, sizeof word);
		if (!(word & HIGH_BITS))
			return s.len;
	}
	while (at < s.len && (unsigned char)s.at[at] < 0x80)
		at++;
	return at;
}

bool
utf8_is_ascii(struct str s)
{
	return skip_ascii(s, 0) == s.len;
}

/*
 * Bytes of the character at `at`, which is stored in *c, or 0 when it is invalid. What the second
 * byte may be depends on the first (RFC 3629, section 4), which rules out overlong forms,
 * surrogates and what lies beyond U+10FFFF.
 */
static size_t
decode(struct str s, size_t at, uint32_t *c)
{
	const unsigned char *b = (const unsigned char *)s.at + at;
	size_t left = s.len - at;
	if (b[0] < 0x80) {
		*c = b[0];
		return 1;
	}
	size_t len = b[0] < 0xe0 ? 2 : b[0] < 0xf0 ? 3 : 4;
	if (b[0] < 0xc2 || b[0] > 0xf4 || left < len)
		return 0;
	unsigned least = b[0] == 0xe0 ? 0xa0 : b[0] == 0xf0 ? 0x90 : 0x80;
	unsigned most = b[0] == 0xed ? 0x9f : b[0] == 0xf4 ? 0x8f : 0xbf;
	if (b[1] < least || b[1] > most)
		return 0;
	uint32_t value = b[0] & (0x7fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((b[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (b[i] & 0x3f);
	}
	*c = value;
	return len;
}

size_t
utf8_invalid(struct str s)
{
	uint32_t c;
	for (size_t at = skip_ascii(s, 0); at < s.len; at = skip_ascii(s, at)) {
		size_t len = decode(s, at, &c);
		if (!len)
			return at;
		at += len;
	}
	return STR_NONE;
}

uint32_t
utf8_next(struct str s, size_t *at)
{
	uint32_t c = UTF8_REPLACEMENT;
	size_t len = *at < s.len ? decode(s, *at, &c) : 0;
	*at += len ? len : 1;
	return c;
}

void
utf8_put(struct buf *out, uint32_t c)
{
	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = UTF8_REPLACEMENT;
	unsigned char bytes[4];
	utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)c, bytes);
	buf_put(out, str_of((const char *)bytes, (size_t)len));
}

size_t
utf8_length(struct str s)
{
	size_t count = 0;
	for (size_t at = 0; at < s.len; count++) {
		size_t ascii = skip_ascii(s, at);
		count += ascii - at;
		at = ascii;
		if (at == s.len)
			break;
		utf8_next(s, &at);
	}
	return count;
}

struct str
utf8_prefix(struct str s, size_t n)
{
	size_t at = 0;
	while (n && at < s.len) {
		size_t ascii =
		        skip_ascii(str_slice(s, 0, n < s.len - at ? at + n : s.len), at) - at;
		at += ascii;
		n -= ascii;
		if (n && at < s.len) {
			utf8_next(s, &at);
			n--;
		}
	}
	return str_slice(s, 0, at);
}

struct str
utf8_clean(struct arena *arena, struct str s)
{
	size_t at = utf8_invalid(s);
	if (at == STR_NONE)
		return s;
	struct buf out;
	buf_init(&out, SIZE_MAX);
	buf_put(&out, str_slice(s, 0, at));
	while (at < s.len)
		utf8_put(&out, utf8_next(s, &at));
	struct str clean = str_copy(arena, buf_view(&out));
	buf_free(&out);
	return clean;
}

/* --- properties ---------------------------------------------------------------------------- */

static bool
is_ascii_letter(uint32_t c)
{
	return (c | 0x20) - 'a' < 26 || c - '0' < 10;
}

static bool
is_mark(utf8proc_category_t category)
{
	return category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME;
}

/* utf8proc numbers the categories in the order of the enumeration. */
enum utf8_category
utf8_category(uint32_t c)
{
	_Static_assert((int)UTF8_LO == UTF8PROC_CATEGORY_LO &&
	                (int)UTF8_ND == UTF8PROC_CATEGORY_ND &&
	                (int)UTF8_SO == UTF8PROC_CATEGORY_SO &&
	                (int)UTF8_CO == UTF8PROC_CATEGORY_CO,
	        "the categories are numbered alike");
	return (enum utf8_category)utf8proc_category((utf8proc_int32_t)c);
}

uint32_t
utf8_to_lower(uint32_t c)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t
utf8_to_upper(uint32_t c)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

uint32_t
utf8_to_title(uint32_t c)
{
	return (uint32_t)utf8proc_totitle((utf8proc_int32_t)c);
}

/* utf8proc numbers the categories LU LT LL LM LO, MN MC ME, ND NL NO in a row. */
bool
utf8_is_letter(uint32_t c)
{
	if (c < 0x80)
		return is_ascii_letter(c);
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

bool
utf8_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);
	return c == 0x85 || category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
	        category == UTF8PROC_CATEGORY_ZP;
}

bool
utf8_in_ranges(uint32_t c, const struct utf8_range *ranges, size_t count)
{
	for (size_t i = 0; i < count && c >= ranges[i].first; i++) {
		if (c <= ranges[i].last)
			return true;
	}
	return false;
}

/* After the blocks of Unicode's Scripts.txt: Han, Hiragana, Katakana, Bopomofo, Hangul. */
bool
utf8_is_ideographic(uint32_t c)
{
	static const struct utf8_range ranges[] = {
		{ 0x1100, 0x11ff },   /* Hangul Jamo */
		{ 0x2e80, 0x2fd5 },   /* radicals */
		{ 0x3005, 0x3007 },   /* iteration mark, closing mark, zero */
		{ 0x3021, 0x3029 },   /* numerals */
		{ 0x3031, 0x3035 },   /* Kana repeat marks */
		{ 0x3038, 0x303c },   /* numerals, marks */
		{ 0x3041, 0x3096 },   /* Hiragana */
		{ 0x309d, 0x309f },   /* its iteration marks */
		{ 0x30a1, 0x30fa },   /* Katakana */
		{ 0x30fc, 0x30ff },   /* its marks */
		{ 0x3105, 0x312f },   /* Bopomofo */
		{ 0x3131, 0x318e },   /* Hangul compatibility Jamo */
		{ 0x31a0, 0x31bf },   /* Bopomofo extended */
		{ 0x31f0, 0x31ff },   /* Katakana extensions */
		{ 0x3400, 0x4dbf },   /* Han extension A */
		{ 0x4e00, 0x9fff },   /* Han */
		{ 0xa960, 0xa97c },   /* Hangul Jamo extended A */
		{ 0xac00, 0xd7a3 },   /* Hangul syllables */
		{ 0xd7b0, 0xd7fb },   /* Hangul Jamo extended B */
		{ 0xf900, 0xfad9 },   /* Han compatibility */
		{ 0xff66, 0xffdc },   /* half-width Katakana and Hangul */
		{ 0x1aff0, 0x1b16f }, /* Kana supplements */
		{ 0x20000, 0x3fffd }, /* Han extensions B and later */
	};
	return c >= 0x1100 && UTF8_IN_RANGES(c, ranges);
}

unsigned
utf8_width(uint32_t c)
{
	if (c < 0x80)
		return c >= ' ' && c != 0x7f;
	int width = utf8proc_charwidth((utf8proc_int32_t)c);
	return width > 0 ? (unsigned)width : 0;
}

/* --- case and normal forms ----------------------------------------------------------------- */

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019;
}

/*
 * Eight ASCII characters, with those of the 26 letters from `first` on in the other case. Adding what is
 * missing from a bound to 0x80 sets the high bit of the bytes that have reached it; the letters have
 * reached the first bound and not the second.
 */
static uint64_t
flip_case(uint64_t word, char first)
{
	uint64_t bound = (uint64_t)(0x80 - first);
	uint64_t begun = word + EACH_BYTE * bound, over = word + EACH_BYTE * (bound - 26);
	return word ^ ((begun ^ over) & HIGH_BITS) >> 2;
}

/* The same of up to eight bytes, of `s` to the same place in the room. */
static inline void
flip_piece(char *room, struct str s, size_t at, size_t size, char first)
{
	uint64_t word = 0;
	memcpy(&word, s.at + at, size);
	word = flip_case(word, first);
	memcpy(room + at, &word, size);
}

/* Appends ASCII text so. The last piece overlaps the one before. */
static void
put_ascii(struct buf *out, struct str s, char first)
{
	size_t at = 0;
	char *room = buf_room(out, s.len);
	if (!room)
		return;
	for (; s.len - at >= 8; at += 8)
		flip_piece(room, s, at, 8, first);
	if (s.len >= 8)
		flip_piece(room, s, s.len - 8, 8, first);
	for (; s.len - at >= 4 && s.len < 8; at += 4)
		flip_piece(room, s, at, 4, first);
	for (; at < s.len && s.len < 8; at++)
		flip_piece(room, s, at, 1, first);
	out->len += s.len;
}

/* Appends `s` with the letters of ASCII from `first` on in the other case; others go through `map`. */
static void
put_case(struct buf *out, struct str s, char first, utf8proc_int32_t (*map)(utf8proc_int32_t c))
{
	for (size_t at = 0; at < s.len;) {
		size_t end = skip_ascii(s, at);
		if (end > at)
			put_ascii(out, str_slice(s, at, end), first);
		at = end;
		while (at < s.len && (unsigned char)s.at[at] >= 0x80)
			utf8_put(out, (uint32_t)map((utf8proc_int32_t)utf8_next(s, &at)));
	}
}

void
utf8_lower(struct buf *out, struct str s)
{
	put_case(out, s, 'A', utf8proc_tolower);
}

void
utf8_upper(struct buf *out, struct str s)
{
	put_case(out, s, 'a', utf8proc_toupper);
}

void
utf8_title(struct buf *out, struct str s)
{
	bool inside = false;
	for (size_t at = 0; at < s.len;) {
		int32_t c = (int32_t)utf8_next(s, &at);
		utf8_put(out, (uint32_t)(inside ? utf8proc_tolower(c) : utf8proc_totitle(c)));
		inside = utf8_is_letter((uint32_t)c) || (inside && is_apostrophe((uint32_t)c));
	}
}

/* What utf8proc makes of the text under `options`; a copy of the text should it refuse. */
static struct str
map_text(struct arena *arena, struct str s, utf8proc_option_t options)
{
	struct str clean = utf8_clean(arena, s);
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t len = utf8proc_map(
	        (const utf8proc_uint8_t *)clean.at, (utf8proc_ssize_t)clean.len, &mapped, options);
	if (len == UTF8PROC_ERROR_NOMEM)
		arena_exhausted();
	struct str result = len < 0 ? clean : str_of((const char *)mapped, (size_t)len);
	result = str_copy(arena, result);
	free(mapped);
	return result;
}

struct str
utf8_fold(struct arena *arena, struct str s)
{
	if (!utf8_is_ascii(s))
		return map_text(arena, s,
		        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD);
	char *folded = str_terminated(arena, s);
	for (size_t i = 0; i < s.len; i++) {
		if (folded[i] >= 'A' && folded[i] <= 'Z')
			folded[i] = (char)(folded[i] + 0x20);
	}
	return str_of(folded, s.len);
}

struct str
utf8_fold_name(struct arena *arena, struct str s)
{
	struct str folded = str_trim(utf8_fold(arena, s));
	char *name = str_terminated(arena, folded);
	size_t len = 0;
	for (size_t i = 0; i < folded.len; i++) {
		if (!str_trim(str_slice(folded, i, i + 1)).len)
			name[len++] = ' ';
		else
			name[len++] = folded.at[i];
		if (len > 1 && name[len - 1] == ' ' && name[len - 2] == ' ')
			len--;
	}
	return str_of(name, len);
}

struct str
utf8_casefold(struct arena *arena, struct str s)
{
	return map_text(arena, s, UTF8PROC_STABLE | UTF8PROC_CASEFOLD);
}

struct str
utf8_compose(struct arena *arena, struct str s)
{
	if (utf8_is_ascii(s))
		return str_copy(arena, s);
	return map_text(arena, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

struct str
utf8_decompose(struct arena *arena, struct str s)
{
	return map_text(arena, s, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT);
}

/* --- slugs --------------------------------------------------------------------------------- */

/* A slug in the making: a hyphen is owed once a gap was seen, and paid when a letter follows. */
struct slug {
	struct buf *out;
	size_t start; /* of this slug in the buffer */
	bool gap;
};

/* Apostrophes, and what shapes a word and does not end it: joiners, soft hyphens, directions. */
static bool
is_left_out(uint32_t c)
{
	return is_apostrophe(c) ||
	        (c >= 0x80 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CF);
}

static void
slug_put(struct slug *slug, uint32_t c)
{
	if (!utf8_is_letter(c)) {
		slug->gap = slug->gap || !is_left_out(c);
		return;
	}
	if (slug->gap && slug->out->len > slug->start)
		buf_char(slug->out, '-');
	slug->gap = false;
	if (c < 0x80)
		buf_char(slug->out, (char)(c >= 'A' && c <= 'Z' ? c + 0x20 : c));
	else
		utf8_put(slug->out, c);
}

/* Scripts whose letters are known without their accents. */
static bool
drops_accents(int32_t base)
{
	static const struct utf8_range ranges[] = {
		{ 'A', 'Z' }, { 'a', 'z' }, { 0x00c0, 0x024f }, /* Latin */
		{ 0x0250, 0x02af },                             /* Latin of the phonetic alphabet */
		{ 0x0370, 0x03ff },                             /* Greek */
		{ 0x0400, 0x052f },                             /* Cyrillic */
		{ 0x1c80, 0x1c88 },                             /* Cyrillic extended C */
		{ 0x1d00, 0x1dbf },                             /* Latin of phonetics */
		{ 0x1e00, 0x1eff },                             /* Latin extended additional */
		{ 0x1f00, 0x1fff },                             /* Greek extended */
		{ 0x2c60, 0x2c7f },                             /* Latin extended C */
		{ 0xa640, 0xa69f },                             /* Cyrillic extended B */
		{ 0xa722, 0xa7ff },                             /* Latin extended D */
	};
	return UTF8_IN_RANGES((uint32_t)base, ranges);
}

/* Lower case, without the marks on letters of those scripts. Returns how many are left. */
static utf8proc_ssize_t
drop_accents(int32_t *chars, utf8proc_ssize_t count)
{
	utf8proc_ssize_t kept = 0;
	bool drop = false;
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		bool mark = is_mark(utf8proc_category(chars[i]));
		if ((mark && drop) || is_left_out((uint32_t)chars[i]))
			continue;
		if (!mark)
			drop = drops_accents(chars[i]);
		chars[kept++] = utf8proc_tolower(chars[i]);
	}
	return kept;
}

/* Taken apart, stripped, and put together again for the scripts that keep their marks. */
static void
slug_unicode(struct slug *slug, struct str clean)
{
	const utf8proc_option_t apart = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE;
	const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)clean.at;
	utf8proc_ssize_t len = (utf8proc_ssize_t)clean.len;
	utf8proc_ssize_t count = utf8proc_decompose(at, len, NULL, 0, apart);
	if (count <= 0)
		return;
	int32_t *chars = calloc((size_t)count, sizeof *chars);
	if (!chars)
		arena_exhausted();
	utf8proc_decompose(at, len, chars, count, apart);
	count = drop_accents(chars, count);
	count = utf8proc_normalize_utf32(chars, count, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	for (utf8proc_ssize_t i = 0; i < count; i++)
		slug_put(slug, (uint32_t)chars[i]);
	free(chars);
}

void
utf8_slug(struct buf *out, struct str s)
{
	struct slug slug = { .out = out, .start = out->len };
	if (utf8_is_ascii(s)) {
		for (size_t i = 0; i < s.len; i++)
			slug_put(&slug, (unsigned char)s.at[i]);
		return;
	}
	struct arena scratch = ARENA_EMPTY;
	slug_unicode(&slug, utf8_clean(&scratch, s));
	arena_free(&scratch);
}
