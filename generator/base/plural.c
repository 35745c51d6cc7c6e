#include "base/plural.h"

#include <stdbool.h>

#include "base/ascii.h"
#include "base/locale.h"

const struct str plural_names[PLURAL_FORMS] = {
	[PLURAL_ZERO] = STR_INIT("zero"),
	[PLURAL_ONE] = STR_INIT("one"),
	[PLURAL_TWO] = STR_INIT("two"),
	[PLURAL_FEW] = STR_INIT("few"),
	[PLURAL_MANY] = STR_INIT("many"),
	[PLURAL_OTHER] = STR_INIT("other"),
};

/* --- rules ------------------------------------------------------------------------------------ */

/* A number as the rules see it; plural.def says what the parts are. */
struct operands {
	uint64_t i, f, t;
	unsigned v;
};

/* 1, 21, 31, ... but not 11, 111: a frequent pattern; and 2-4, 22-24, ... but not 12-14. */
#define ENDS(n, digit) ((n) % 10 == (digit) && (n) % 100 != 10 + (digit))
#define ENDS_FEW(n) ((n) % 10 >= 2 && (n) % 10 <= 4 && ((n) % 100 < 12 || (n) % 100 > 14))

struct rule {
	const char *languages, *needed;
	enum plural (*form)(uint64_t i, unsigned v, uint64_t f, uint64_t t, bool whole);
};

#define NAME_AT(line) rule_##line
#define NAME(line) NAME_AT(line)
#define PLURAL(languages, needed, form)                                     \
	static enum plural NAME(__LINE__)(                                  \
	        uint64_t i, unsigned v, uint64_t f, uint64_t t, bool whole) \
	{                                                                   \
		(void)i, (void)v, (void)f, (void)t, (void)whole;            \
		return form;                                                \
	}
#include "base/plural.def"

static const struct rule rules[] = {
#define PLURAL(languages, needed, form) { languages, needed, NAME(__LINE__) },
#include "base/plural.def"
};

/* The rule of "pt-PT" or, without one, of "pt"; NULL when there is none. */
static const struct rule *
find_rule(struct str language)
{
	const struct rule *found = NULL;
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		if (locale_names(rules[i].languages, language, false))
			return &rules[i];
		if (!found && locale_names(rules[i].languages, language, true))
			found = &rules[i];
	}
	return found;
}

static enum plural
apply(struct str language, const struct operands *n)
{
	const struct rule *rule = find_rule(language);
	if (rule)
		return rule->form(n->i, n->v, n->f, n->t, n->t == 0);
	return n->i == 1 && n->v == 0 ? PLURAL_ONE : PLURAL_OTHER;
}

/* --- numbers ---------------------------------------------------------------------------------- */

enum plural
plural_of(struct str language, int64_t n)
{
	struct operands operands = { .i = n < 0 ? 0 - (uint64_t)n : (uint64_t)n };
	return apply(language, &operands);
}

/*
 * Reads digits into a number. Rules ask for the last six digits and for small numbers, so of a long
 * one it is enough to keep those and that it is large.
 */
static size_t
read_digits(struct str s, uint64_t *out)
{
	size_t len = 0;
	uint64_t n = 0;
	for (; len < s.len && ascii_is_digit(s.at[len]); len++) {
		n = n * 10 + (uint64_t)(s.at[len] - '0');
		if (n >= 1000000000000000)
			n = n % 1000000 + 1000000;
	}
	*out = n;
	return len;
}

enum plural
plural_of_text(struct str language, struct str number)
{
	struct operands n = { 0 };
	if (number.len && (number.at[0] == '-' || number.at[0] == '+'))
		number = str_skip(number, 1);
	size_t len = read_digits(number, &n.i);
	if (!len)
		return PLURAL_OTHER;
	number = str_skip(number, len);
	if (number.len > 1 && number.at[0] == '.') {
		number = str_skip(number, 1);
		n.v = (unsigned)read_digits(number, &n.f);
		size_t kept = n.v;
		while (kept && number.at[kept - 1] == '0')
			kept--;
		read_digits(str_slice(number, 0, kept), &n.t);
	}
	return apply(language, &n);
}

unsigned
plural_needed(struct str language)
{
	const struct rule *rule = find_rule(language);
	struct str rest = str_from(rule ? rule->needed : "one");
	unsigned needed = 1u << PLURAL_OTHER;
	while (rest.at) {
		struct str word = str_cut(&rest, ' ');
		for (unsigned form = 0; form < PLURAL_FORMS; form++)
			needed |= str_eq(word, plural_names[form]) ? 1u << form : 0;
	}
	return needed;
}
