#include "audit/contact.h"

#include "base/ascii.h"
#include "base/path.h"

enum { DIGITS_LEAST = 3, DIGITS_MOST = 15 };

static bool
has_scheme(struct str url, struct str scheme)
{
	return str_eq_nocase(str_slice(url, 0, scheme.len), scheme);
}

static bool
has_blank(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (ascii_is_space(text.at[i]))
			return true;
	return false;
}

/* One address: a@b. A domain without a dot is a host at home, and no mistake by itself. */
static const char *
check_address(struct str address)
{
	size_t at = str_rfind_char(address, '@');
	struct str domain = at == STR_NONE ? STR_EMPTY : str_skip(address, at + 1);

	if (at == STR_NONE)
		return "has no @";
	if (!at)
		return "has nothing before the @";
	if (!domain.len)
		return "has nothing behind the @";
	if (has_blank(address))
		return "has a blank in it";
	if (str_find(domain, STR("..")) != STR_NONE || domain.at[0] == '.' ||
	        str_ends(domain, STR(".")))
		return "has a dot too many behind the @";
	return NULL;
}

/* Several, with commas between them; without one there must be a `to` in the query. */
static const char *
check_mail(struct arena *arena, struct str rest)
{
	struct str query = rest, list = str_cut(&query, '?');
	const char *wrong = NULL;

	if (!list.len)
		return query.at && str_find(query, STR("to=")) != STR_NONE ? NULL
		                                                           : "has no address";
	while (list.at && !wrong) {
		struct str address = str_cut(&list, ',');

		if (!path_decode(arena, address, &address))
			return "has a broken %-escape";
		wrong = check_address(address);
	}
	return wrong;
}

/* Digits with signs that only help to read them; what follows a ';' is for the telephone. */
static const char *
check_number(struct arena *arena, struct str rest)
{
	struct str number = str_cut(&rest, ';');
	size_t digits = 0;

	if (!path_decode(arena, number, &number))
		return "has a broken %-escape";
	for (size_t i = 0; i < number.len; i++) {
		char c = number.at[i];

		if (ascii_is_space(c))
			return "has a blank in it; write - or . between groups of digits";
		if (c == '+' && i)
			return "has a + inside of it";
		if (!ascii_is_digit(c) && !str_count_char(STR("+-.()*#"), c))
			return "has a sign that no telephone number has";
		digits += ascii_is_digit(c);
	}
	if (digits < DIGITS_LEAST)
		return "has too few digits";
	return digits > DIGITS_MOST ? "has too many digits" : NULL;
}

const char *
contact_check(struct arena *arena, struct str url)
{
	if (has_scheme(url, STR("mailto:")))
		return check_mail(arena, str_skip(url, 7));
	if (has_scheme(url, STR("tel:")))
		return check_number(arena, str_skip(url, 4));
	return NULL;
}
