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

/* What is before the @ may be anything between quotation marks, else words with dots between them. */
static const char *
check_local(struct str local)
{
	if (local.len > 1 && str_starts(local, STR("\"")) && str_ends(local, STR("\"")))
		return NULL;
	for (size_t i = 0; i < local.len; i++) {
		if (local.at[i] == '@')
			return "has a second @";
		if (str_count_char(STR("()<>[]:;,\\\""), local.at[i]))
			return "has a sign before the @ that no address has";
	}
	if (str_find(local, STR("..")) != STR_NONE || local.at[0] == '.' ||
	        str_ends(local, STR(".")))
		return "has a dot too many before the @";
	return NULL;
}

static const char *
check_domain(struct str domain)
{
	if (str_starts(domain, STR("[")) && str_ends(domain, STR("]")))
		return NULL;
	for (size_t i = 0; i < domain.len; i++)
		if (!ascii_is_letter(domain.at[i]) && !ascii_is_digit(domain.at[i]) &&
		        !str_count_char(STR("-."), domain.at[i]) &&
		        (unsigned char)domain.at[i] < 0x80)
			return "has a sign behind the @ that no host has";
	if (str_find(domain, STR("..")) != STR_NONE || domain.at[0] == '.' ||
	        str_ends(domain, STR(".")))
		return "has a dot too many behind the @";
	return NULL;
}

/* One address: a@b. A domain without a dot is a host at home, and no mistake by itself. */
static const char *
check_address(struct str address)
{
	size_t at = str_rfind_char(address, '@');
	struct str domain = at == STR_NONE ? STR_EMPTY : str_skip(address, at + 1);
	const char *wrong;

	if (at == STR_NONE)
		return "has no @";
	if (!at)
		return "has nothing before the @";
	if (!domain.len)
		return "has nothing behind the @";
	if (has_blank(address))
		return "has a blank in it";
	wrong = check_local(str_slice(address, 0, at));
	return wrong ? wrong : check_domain(domain);
}

/* Several, with commas between them. */
static const char *
check_list(struct arena *arena, struct str list)
{
	const char *wrong = NULL;

	while (list.at && !wrong) {
		struct str address = str_cut(&list, ',');

		if (!path_decode(arena, address, &address))
			return "has a broken %-escape";
		wrong = check_address(address);
	}
	return wrong;
}

/* Without an address before the query there must be one in it. */
static const char *
check_mail(struct arena *arena, struct str rest)
{
	struct str query = rest, list = str_cut(&query, '?');
	const char *wrong = list.len ? check_list(arena, list) : NULL;
	bool found = list.len > 0;

	while (query.at && !wrong) {
		struct str value = str_cut(&query, '&'), name = str_cut(&value, '=');
		bool to = str_eq_nocase(name, STR("to"));

		if (!value.len ||
		        !(to || str_eq_nocase(name, STR("cc")) || str_eq_nocase(name, STR("bcc"))))
			continue;
		found = true;
		wrong = check_list(arena, value);
	}
	return found ? wrong : "has no address";
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
