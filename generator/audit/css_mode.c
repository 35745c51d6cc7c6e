#include "audit/css_mode.h"

#include <stddef.h>

#include "audit/css_token.h"
#include "base/ascii.h"

bool
css_mode_system_dark(unsigned mode)
{
	return (mode & CSS_CHOSEN) ? !(mode & CSS_DARK) : mode & CSS_DARK;
}

struct str
css_mode_cut(struct str *rest)
{
	struct str text = *rest;
	size_t open = 0, at = 0;
	char quote = 0;

	for (; at < text.len; at++) {
		char c = text.at[at];

		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == ',' && !open)
			break;
		open += !quote && c == '(';
		open -= !quote && c == ')' && open;
	}
	*rest = at < text.len ? str_skip(text, at + 1) : STR_EMPTY;
	return str_trim(str_slice(text, 0, at));
}

/* ---- media queries ---------------------------------------------------------------------------- */

static uint8_t
bit(unsigned mode)
{
	return (uint8_t)(1u << mode);
}

static uint8_t
modes_of_scheme(bool dark)
{
	uint8_t modes = 0;

	for (unsigned mode = 0; mode < CSS_MODES; mode++)
		if (css_mode_system_dark(mode) == dark)
			modes |= bit(mode);
	return modes;
}

static uint8_t
modes_of_contrast(bool more)
{
	uint8_t modes = 0;

	for (unsigned mode = 0; mode < CSS_MODES; mode++)
		if (((mode & CSS_MORE) != 0) == more)
			modes |= bit(mode);
	return modes;
}

/* "prefers-color-scheme: dark"; false for a feature that is no matter of modes. */
static bool
feature(struct str text, uint8_t *modes)
{
	struct str value = text, name = str_trim(str_cut(&value, ':'));

	value = str_trim(value.at ? value : STR_EMPTY);
	*modes = 0;
	if (str_eq_nocase(name, STR("prefers-color-scheme"))) {
		if (!value.len)
			*modes = CSS_MODE_ALL;
		else if (str_eq_nocase(value, STR("dark")) || str_eq_nocase(value, STR("light")))
			*modes = modes_of_scheme(str_eq_nocase(value, STR("dark")));
		return true;
	}
	if (!str_eq_nocase(name, STR("prefers-contrast")))
		return false;
	if (!value.len || str_eq_nocase(value, STR("more")))
		*modes = modes_of_contrast(true);
	else if (str_eq_nocase(value, STR("no-preference")))
		*modes = modes_of_contrast(false);
	return true;
}

/* Cuts up to the next "and" between blanks. */
static struct str
cut_condition(struct str *rest)
{
	struct str text = *rest;

	for (size_t at = 0; at + 5 <= text.len; at++) {
		if (!ascii_is_space(text.at[at]) || !ascii_is_space(text.at[at + 4]) ||
		        !str_eq_nocase(str_slice(text, at + 1, at + 4), STR("and")))
			continue;
		*rest = str_skip(text, at + 5);
		return str_trim(str_slice(text, 0, at));
	}
	*rest = STR_EMPTY;
	return str_trim(text);
}

static bool
condition(struct str text, uint8_t *modes)
{
	bool inverse = str_eq_nocase(str_slice(text, 0, 4), STR("not "));
	struct str inner;

	if (inverse)
		text = str_trim(str_skip(text, 4));
	*modes = CSS_MODE_ALL;
	if (str_eq_nocase(text, STR("all")) || str_eq_nocase(text, STR("screen")) ||
	        str_eq_nocase(text, STR("only screen")))
		return !inverse;
	inner = str_slice(text, 1, text.len - (text.len > 0));
	if (!str_starts(text, STR("(")) || !str_ends(text, STR(")")) ||
	        str_find_char(inner, '(') != STR_NONE || !feature(inner, modes))
		return false;
	if (inverse)
		*modes = (uint8_t) ~*modes;
	return true;
}

static uint8_t
query(struct str text)
{
	uint8_t modes = CSS_MODE_ALL, of_one;

	while (text.len) {
		if (!condition(cut_condition(&text), &of_one))
			return 0;
		modes &= of_one;
	}
	return modes;
}

uint8_t
css_mode_media(struct str queries)
{
	uint8_t modes = 0;

	while (queries.len)
		modes |= query(css_mode_cut(&queries));
	return modes;
}

/* ---- selectors -------------------------------------------------------------------------------- */

/* Modes in which the root has this data-theme; with an empty value: any. */
static uint8_t
modes_of_choice(struct str value)
{
	uint8_t modes = 0;

	for (unsigned mode = CSS_CHOSEN; mode < CSS_MODES; mode++)
		if (!value.len || str_eq(value, (mode & CSS_DARK) ? STR("dark") : STR("light")))
			modes |= bit(mode);
	return modes;
}

/* Takes [data-theme="dark"] off the begin; *modes: where it holds. */
static bool
take_choice(struct str *text, uint8_t *modes, uint8_t *chosen)
{
	struct str inner = *text, value, name;
	size_t end = str_find_char(inner, ']');

	if (!str_starts(inner, STR("[")) || end == STR_NONE)
		return false;
	value = inner = str_slice(inner, 1, end);
	name = str_trim(str_cut(&value, '='));
	value = str_trim(value.at ? value : STR_EMPTY);
	if (value.len > 1 && (value.at[0] == '"' || value.at[0] == '\''))
		value = str_slice(value, 1, value.len - 1);
	if (!str_is(name, "data-theme"))
		return false;
	*modes = modes_of_choice(value);
	if (value.len)
		*chosen |= *modes;
	*text = str_skip(*text, end + 1);
	return true;
}

static bool
take_word(struct str *text, struct str word)
{
	bool found = str_eq_nocase(str_slice(*text, 0, word.len), word);

	if (found)
		*text = str_skip(*text, word.len);
	return found;
}

bool
css_mode_selector(struct str text, struct css_selector *out)
{
	enum { ELEMENT = 1, CLASS = 16 }; /* weights: nobody writes 16 elements */
	uint8_t modes;

	*out = (struct css_selector){ .modes = CSS_MODE_ALL };
	if (take_word(&text, STR("html")))
		out->weight = ELEMENT;
	while (text.len) {
		if (take_word(&text, STR(":root")))
			modes = CSS_MODE_ALL;
		else if (take_word(&text, STR(":not("))) {
			if (!take_choice(&text, &modes, &out->chosen) ||
			        !take_word(&text, STR(")")))
				return false;
			modes = (uint8_t)~modes;
		} else if (!take_choice(&text, &modes, &out->chosen)) {
			return false;
		}
		out->modes &= modes;
		out->weight += CLASS;
	}
	return out->weight > 0;
}
