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

enum element_kind
element_kind(struct str name)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		for (struct str rest = str_from(rows[i].names); rest.at;) {
			if (str_eq_nocase(str_cut(&rest, ' '), name))
				return rows[i].kind;
		}
	}
	return str_find_char(name, '-') == STR_NONE ? ELEMENT_UNKNOWN : ELEMENT_NORMAL;
}
