/*
 * When the text stops fitting, the newest star takes one character more; earlier stars need never be
 * tried again, so the time is at most the product of both lengths.
 */
#include "base/wildcard.h"

#include "base/ascii.h"

static bool
same(char a, char b, bool nocase)
{
	return a == b || (nocase && ascii_lower(a) == ascii_lower(b));
}

bool
wildcard_match(struct str pattern, struct str text, bool nocase)
{
	size_t at = 0, star = STR_NONE, taken = 0;
	for (size_t i = 0; i < text.len;) {
		if (at < pattern.len && pattern.at[at] == '*') {
			star = at++;
			taken = i;
		} else if (at < pattern.len && same(pattern.at[at], text.at[i], nocase)) {
			at++;
			i++;
		} else if (star != STR_NONE) {
			at = star + 1;
			i = ++taken;
		} else {
			return false;
		}
	}
	while (at < pattern.len && pattern.at[at] == '*')
		at++;
	return at == pattern.len;
}
