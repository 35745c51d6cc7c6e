#include "base/locale.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/date.h"

/* --- finding a language ----------------------------------------------------------------------- */

static const struct locale rows[] = {
#define LOCALE(languages, decimal, group, groups, minus, date_long, date_short, month) \
	{ languages, decimal, group, LOCALE_##groups, minus, date_long, date_short, month },
#include "base/locale.def"
};

bool
locale_names(const char *tags, struct str language, bool bare)
{
	struct str rest = str_from(tags), wanted = language;
	if (bare)
		wanted = str_cut(&language, '-');
	while (rest.at) {
		if (str_eq_nocase(str_cut(&rest, ' '), wanted))
			return true;
	}
	return false;
}

const struct locale *
locale_of(struct str language)
{
	const struct locale *found = &rows[0];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (locale_names(rows[i].languages, language, false))
			return &rows[i];
		if (locale_names(rows[i].languages, language, true))
			found = &rows[i];
	}
	return found;
}

/* --- weeks ------------------------------------------------------------------------------------ */

int
locale_first_day(struct str language)
{
	static const struct {
		const char *languages;
		int day;
	} days[] = {
#define LOCALE(...)
#define FIRST_DAY(languages, day) { languages, day },
#include "base/locale.def"
	};
	enum { MONDAY = 1, COUNT = sizeof days / sizeof *days };
	for (int bare = 0; bare < 2; bare++) {
		for (size_t i = 0; i < COUNT; i++) {
			if (locale_names(days[i].languages, language, bare))
				return days[i].day;
		}
	}
	return MONDAY;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static size_t
count_digits(struct str s)
{
	size_t len = 0;
	while (len < s.len && ascii_is_digit(s.at[len]))
		len++;
	return len;
}

/* Does a mark go before the digit that has `behind` of them from itself on? */
static bool
begins_group(const struct locale *locale, size_t behind)
{
	if (locale->groups == LOCALE_INDIAN_GROUPS)
		return behind == 3 || (behind > 3 && (behind - 3) % 2 == 0);
	return behind % 3 == 0;
}

void
locale_number(struct buf *out, const struct locale *locale, struct str number)
{
	bool negative = number.len && number.at[0] == '-';
	struct str digits = str_skip(number, negative);
	size_t whole = count_digits(digits);
	struct str rest = str_skip(digits, whole);
	bool point = rest.len > 1 && rest.at[0] == '.';
	bool marks = locale->groups != LOCALE_LONG_GROUPS || whole > 4;
	if (!whole || count_digits(str_skip(rest, point)) + point != rest.len) {
		buf_put(out, number);
		return;
	}
	if (negative)
		buf_put(out, str_from(locale->minus));
	for (size_t i = 0; i < whole; i++) {
		if (i && marks && begins_group(locale, whole - i))
			buf_put(out, str_from(locale->group));
		buf_char(out, digits.at[i]);
	}
	if (point) {
		buf_put(out, str_from(locale->decimal));
		buf_put(out, str_skip(rest, 1));
	}
}

/* --- dates ------------------------------------------------------------------------------------ */

static struct str
pattern_of(const struct locale *locale, enum locale_pattern which)
{
	switch (which) {
	case LOCALE_SHORT: return str_from(locale->date_short);
	case LOCALE_MONTH: return str_from(locale->month);
	default: return str_from(locale->date_long);
	}
}

struct str
locale_pattern(enum locale_pattern which, struct str language, const struct date_names *names)
{
	struct str pattern = pattern_of(locale_of(language), which);
	struct str rest = language, primary = str_cut(&rest, '-');
	struct str other = (names ? names : &date_english)->language;
	struct str behind = other;

	if (!other.len || str_eq_nocase(str_cut(&behind, '-'), primary.len ? primary : STR("en")) ||
	        str_find(pattern, STR("%B")) == STR_NONE)
		return pattern;
	return pattern_of(locale_of(other), which);
}
