#include "markdown/element.h"

#include <stddef.h>

static const struct {
	enum element_kind kind;
	const char *names;
} rows[] = {
#define ELEMENTS(kind, names) { ELEMENT_##kind, names },
#include "markdown/element.def"
#undef ELEMENTS
};

/* Has it a hyphen, and no sign that its name may not have (4.13.2)? "<jo@my-site.org>" is none. */
static bool
is_custom(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		if (str_find_char(STR("@:,;+=!?*%&#'\"()"), name.at[i]) != STR_NONE)
			return false;
	}
	return str_find_char(name, '-') != STR_NONE;
}

enum element_kind
element_kind(struct str name)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (struct str rest = str_from(rows[i].names); rest.at;) {
			if (str_eq_nocase(str_cut(&rest, ' '), name))
				return rows[i].kind;
		}
	}
	return is_custom(name) ? ELEMENT_NORMAL : ELEMENT_UNKNOWN;
}
