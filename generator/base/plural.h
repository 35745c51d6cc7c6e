/*
 * Plural forms: which of a language's words goes with a number. "1 minute" is English "one", "5 minut"
 * is Polish "many" (Unicode CLDR, cardinal plural rules). The rules are in plural.def.
 */
#ifndef KITH_BASE_PLURAL_H
#define KITH_BASE_PLURAL_H

#include <stdint.h>

#include "base/str.h"

enum plural {
	PLURAL_ZERO,
	PLURAL_ONE,
	PLURAL_TWO,
	PLURAL_FEW,
	PLURAL_MANY,
	PLURAL_OTHER,
	PLURAL_FORMS
};

/* "zero" ... "other" */
extern const struct str plural_names[PLURAL_FORMS];

/* The form of a whole number in a language ("pl", "pt-BR"). */
enum plural plural_of(struct str language, int64_t n);
/*
 * The form of a number as it is shown, in ASCII: "1.50" and "1.5" may differ. What does not begin with
 * a number is OTHER.
 */
enum plural plural_of_text(struct str language, struct str number);
/* The forms that a text in the language must have: bits 1 << form, OTHER among them. */
unsigned plural_needed(struct str language);

#endif
