#include "template/unicode.h"

#include "base/buf.h"
#include "base/utf8.h"

/* --- what a character is ------------------------------------------------------------------- */

static bool
is_letter(enum utf8_category category)
{
	return category >= UTF8_LU && category <= UTF8_LO;
}

bool
unicode_is_alpha(uint32_t c)
{
	return is_letter(utf8_category(c));
}

bool
unicode_is_decimal(uint32_t c)
{
	return utf8_category(c) == UTF8_ND;
}

/* Those with Numeric_Type=Digit: raised, lowered, circled and the like. */
bool
unicode_is_digit(uint32_t c)
{
	static const struct utf8_range ranges[] = {
		{ 0xb2, 0xb3 },
		{ 0xb9, 0xb9 },
		{ 0x1369, 0x1371 },
		{ 0x19da, 0x19da },
		{ 0x2070, 0x2070 },
		{ 0x2074, 0x2079 },
		{ 0x2080, 0x2089 },
		{ 0x2460, 0x2468 },
		{ 0x2474, 0x247c },
		{ 0x2488, 0x2490 },
		{ 0x24ea, 0x24ea },
		{ 0x24f5, 0x24fd },
		{ 0x24ff, 0x24ff },
		{ 0x2776, 0x277e },
		{ 0x2780, 0x2788 },
		{ 0x278a, 0x2792 },
		{ 0x10a40, 0x10a43 },
		{ 0x10e60, 0x10e68 },
		{ 0x11052, 0x1105a },
		{ 0x1f100, 0x1f10a },
	};
	return unicode_is_decimal(c) || UTF8_IN_RANGES(c, ranges);
}

/* Han characters that are numbers: those of counting, not the rarer ones. */
static bool
is_han_number(uint32_t c)
{
	static const uint16_t numbers[] = { 0x4e00, 0x4e03, 0x4e07, 0x4e09, 0x4e24, 0x4e5d, 0x4e8c,
		0x4e94, 0x4ebf, 0x5104, 0x5146, 0x516b, 0x516d, 0x5341, 0x5343, 0x56db, 0x767e };
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		if (numbers[i] == c)
			return true;
	}
	return false;
}

bool
unicode_is_numeric(uint32_t c)
{
	enum utf8_category category = utf8_category(c);
	return (category >= UTF8_ND && category <= UTF8_NO) || is_han_number(c);
}

bool
unicode_is_alnum(uint32_t c)
{
	return unicode_is_alpha(c) || unicode_is_numeric(c);
}

/* Numerals and circled letters have a case as well. */
bool
unicode_is_upper(uint32_t c)
{
	static const struct utf8_range others[] = {
		{ 0x2160, 0x216f },
		{ 0x24b6, 0x24cf },
		{ 0x1f130, 0x1f149 },
		{ 0x1f150, 0x1f169 },
		{ 0x1f170, 0x1f189 },
	};
	return utf8_category(c) == UTF8_LU || UTF8_IN_RANGES(c, others);
}

/* So have raised and lowered letters, and modifiers. */
bool
unicode_is_lower(uint32_t c)
{
	static const struct utf8_range others[] = {
		{ 0xaa, 0xaa },
		{ 0xba, 0xba },
		{ 0x2b0, 0x2b8 },
		{ 0x2c0, 0x2c1 },
		{ 0x2e0, 0x2e4 },
		{ 0x345, 0x345 },
		{ 0x37a, 0x37a },
		{ 0x1d2c, 0x1d6a },
		{ 0x1d78, 0x1d78 },
		{ 0x1d9b, 0x1dbf },
		{ 0x2071, 0x2071 },
		{ 0x207f, 0x207f },
		{ 0x2090, 0x209c },
		{ 0x2170, 0x217f },
		{ 0x24d0, 0x24e9 },
		{ 0x2c7c, 0x2c7d },
		{ 0xa69c, 0xa69d },
		{ 0xa770, 0xa770 },
		{ 0xa7f8, 0xa7f9 },
		{ 0xab5c, 0xab5f },
	};
	return utf8_category(c) == UTF8_LL || UTF8_IN_RANGES(c, others);
}

bool
unicode_is_title(uint32_t c)
{
	return utf8_category(c) == UTF8_LT;
}

static bool
is_cased(uint32_t c)
{
	return unicode_is_upper(c) || unicode_is_lower(c) || unicode_is_title(c);
}

bool
unicode_is_printable(uint32_t c)
{
	enum utf8_category category = utf8_category(c);
	return c == ' ' || (category != UTF8_CN && category < UTF8_ZS);
}

bool
unicode_begins_name(uint32_t c)
{
	return c == '_' || unicode_is_alpha(c) || utf8_category(c) == UTF8_NL;
}

bool
unicode_continues_name(uint32_t c)
{
	enum utf8_category category = utf8_category(c);
	return unicode_begins_name(c) || category == UTF8_MN || category == UTF8_MC ||
	        category == UTF8_ND || category == UTF8_PC || c == 0xb7;
}

/* Decimal digits stand together by tens, zero first. */
int
unicode_digit(uint32_t c)
{
	uint32_t before = c;
	if (c < 0x80)
		return c >= '0' && c <= '9' ? (int)(c - '0') : -1;
	if (!unicode_is_decimal(c))
		return -1;
	while (unicode_is_decimal(before - 1))
		before--;
	return (int)((c - before) % 10);
}

/* --- other cases --------------------------------------------------------------------------- */

/* Upper case, or title case, of characters that become several. By character. */
static const struct casing {
	uint32_t c;
	const char *upper, *title;
} casings[] = {
#define CASING(c, upper, title) { c, upper, title },
#include "template/casing.def"
#undef CASING
};

static const struct casing *
casing_of(uint32_t c)
{
	size_t low = 0, high = sizeof casings / sizeof *casings;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (casings[middle].c == c)
			return &casings[middle];
		if (casings[middle].c < c)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void
put_upper(struct buf *out, uint32_t c)
{
	const struct casing *several = c < 0x80 ? NULL : casing_of(c);
	if (c < 0x80)
		buf_char(out, (char)(c >= 'a' && c <= 'z' ? c - 0x20 : c));
	else if (several)
		buf_put(out, str_from(several->upper));
	else
		utf8_put(out, utf8_to_upper(c));
}

static void
put_title(struct buf *out, uint32_t c)
{
	const struct casing *several = c < 0x80 ? NULL : casing_of(c);
	if (several)
		buf_put(out, str_from(several->title));
	else
		utf8_put(out, utf8_to_title(c));
}

/* Marks, and what may stand within a word: they do not count for the case of their neighbours. */
static bool
is_case_ignorable(uint32_t c)
{
	static const uint16_t others[] = { '\'', '.', ':', 0xb7, 0x387, 0x55f, 0x5f4, 0x2018,
		0x2019, 0x2024, 0x2027, 0xfe13, 0xfe52, 0xfe55, 0xff07, 0xff0e, 0xff1a };
	enum utf8_category category = utf8_category(c);
	if (category == UTF8_MN || category == UTF8_ME || category == UTF8_CF ||
	        category == UTF8_LM || category == UTF8_SK)
		return true;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (others[i] == c)
			return true;
	}
	return false;
}

/* Does the sigma before `at` end a word, which a letter stands before (`behind_letter`)? */
static bool
ends_word(struct str s, size_t at, bool behind_letter)
{
	while (behind_letter && at < s.len) {
		uint32_t c = utf8_next(s, &at);
		if (!is_case_ignorable(c))
			return !is_cased(c);
	}
	return behind_letter;
}

/* Where the text is being read, and whether a letter with case stands before that. */
struct reading {
	size_t at;
	bool behind_letter;
};

static void
pass(struct reading *reading, uint32_t c)
{
	if (c < 0x80 ? c != '\'' && c != '.' && c != ':' && c != '^' && c != '`'
	             : !is_case_ignorable(c))
		reading->behind_letter = is_cased(c);
}

static void
put_lower(struct buf *out, struct str s, const struct reading *reading, uint32_t c)
{
	enum { CAPITAL_SIGMA = 0x3a3, FINAL_SIGMA = 0x3c2, SIGMA, DOTTED_I = 0x130 };
	if (c < 0x80)
		buf_char(out, (char)(c >= 'A' && c <= 'Z' ? c + 0x20 : c));
	else if (c == CAPITAL_SIGMA)
		utf8_put(out,
		        ends_word(s, reading->at, reading->behind_letter) ? FINAL_SIGMA : SIGMA);
	else if (c == DOTTED_I)
		buf_lit(out, "i\xcc\x87");
	else
		utf8_put(out, utf8_to_lower(c));
}

void
unicode_lower(struct buf *out, struct str s)
{
	struct reading reading = { 0, false };
	bool plain = utf8_is_ascii(s) ||
	        (str_find(s, STR("\xce\xa3")) == STR_NONE &&       /* capital sigma */
	                str_find(s, STR("\xc4\xb0")) == STR_NONE); /* dotted I */
	if (plain) {
		utf8_lower(out, s);
		return;
	}
	while (reading.at < s.len) {
		uint32_t c = utf8_next(s, &reading.at);
		put_lower(out, s, &reading, c);
		pass(&reading, c);
	}
}

void
unicode_upper(struct buf *out, struct str s)
{
	if (utf8_is_ascii(s)) {
		utf8_upper(out, s);
		return;
	}
	for (size_t at = 0; at < s.len;)
		put_upper(out, utf8_next(s, &at));
}

/* A letter behind anything but a letter with case begins a word. */
void
unicode_title(struct buf *out, struct str s)
{
	struct reading reading = { 0, false };
	bool inside = false;
	while (reading.at < s.len) {
		uint32_t c = utf8_next(s, &reading.at);
		if (inside)
			put_lower(out, s, &reading, c);
		else
			put_title(out, c);
		inside = is_cased(c);
		pass(&reading, c);
	}
}

void
unicode_capitalize(struct buf *out, struct str s)
{
	struct reading reading = { 0, false };
	for (bool first = true; reading.at < s.len; first = false) {
		uint32_t c = utf8_next(s, &reading.at);
		if (first)
			put_title(out, c);
		else
			put_lower(out, s, &reading, c);
		pass(&reading, c);
	}
}

void
unicode_swapcase(struct buf *out, struct str s)
{
	struct reading reading = { 0, false };
	while (reading.at < s.len) {
		uint32_t c = utf8_next(s, &reading.at);
		if (unicode_is_upper(c))
			put_lower(out, s, &reading, c);
		else if (unicode_is_lower(c))
			put_upper(out, c);
		else
			utf8_put(out, c);
		pass(&reading, c);
	}
}
