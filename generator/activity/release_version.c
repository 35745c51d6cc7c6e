/*
 * A version is numbers with dots and perhaps a word behind them:
 *
 *	1.10-rc2       core 1.10   rest "-rc2"    a word that announces: before 1.10
 *	1.10           core 1.10   rest ""
 *	9.0p1          core 9.0    rest "p1"      any other word: after 9.0
 *
 * Missing numbers count as 0, so 1.0 and 1.0.0 are told apart by their texts alone.
 */
#include "activity/release.h"
#include "base/ascii.h"

/* Cuts a number off: its digits without leading zeroes. */
static struct str
cut_number(struct str *text)
{
	size_t len = 0, zeroes = 0;
	while (len < text->len && ascii_is_digit(text->at[len]))
		len++;
	while (zeroes < len && text->at[zeroes] == '0')
		zeroes++;
	struct str number = str_slice(*text, zeroes, len);
	*text = str_skip(*text, len);
	return number;
}

static bool
at_digit(struct str text)
{
	return text.len && ascii_is_digit(text.at[0]);
}

static int
compare_numbers(struct str a, struct str b)
{
	if (a.len != b.len)
		return a.len < b.len ? -1 : 1;
	return str_cmp(a, b);
}

static int
compare_cores(struct str *a, struct str *b)
{
	while (at_digit(*a) || at_digit(*b)) {
		int order = compare_numbers(cut_number(a), cut_number(b));
		if (order)
			return order;
		if (a->len > 1 && a->at[0] == '.' && ascii_is_digit(a->at[1]))
			*a = str_skip(*a, 1);
		if (b->len > 1 && b->at[0] == '.' && ascii_is_digit(b->at[1]))
			*b = str_skip(*b, 1);
	}
	return 0;
}

/* -1 for a word that announces a version, 0 for none, 1 for others. */
static int
rank_of(struct str rest)
{
	static const struct str early[] = { STR_INIT("alpha"), STR_INIT("beta"), STR_INIT("rc"),
		STR_INIT("pre"), STR_INIT("dev"), STR_INIT("a"), STR_INIT("b"), STR_INIT("c"),
		STR_INIT("m"), STR_INIT("snapshot"), STR_INIT("preview"), STR_INIT("nightly") };
	if (rest.len == 0 || rest.at[0] == '+')
		return 0;
	while (rest.len && strchr("-._~", rest.at[0]) && rest.at[0])
		rest = str_skip(rest, 1);
	size_t len = 0;
	while (len < rest.len && ascii_is_letter(rest.at[len]))
		len++;
	for (size_t i = 0; i < sizeof early / sizeof *early; i++)
		if (str_eq_nocase(str_slice(rest, 0, len), early[i]))
			return -1;
	return 1;
}

/* Text with numbers in it: "rc2" before "rc10". */
static int
compare_rests(struct str a, struct str b)
{
	while (a.len && b.len) {
		if (at_digit(a) && at_digit(b)) {
			int order = compare_numbers(cut_number(&a), cut_number(&b));
			if (order)
				return order;
			continue;
		}
		if (a.at[0] != b.at[0])
			return (unsigned char)a.at[0] < (unsigned char)b.at[0] ? -1 : 1;
		a = str_skip(a, 1);
		b = str_skip(b, 1);
	}
	return (a.len > 0) - (b.len > 0);
}

int
release_version_cmp(struct str a, struct str b)
{
	struct str rest_a = a, rest_b = b;
	int order = compare_cores(&rest_a, &rest_b);
	if (order == 0)
		order = rank_of(rest_a) - rank_of(rest_b);
	if (order == 0)
		order = compare_rests(rest_a, rest_b);
	return order ? order : str_cmp(a, b);
}
