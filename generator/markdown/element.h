/*
 * The names of elements in raw HTML, and how these end.
 */
#ifndef KITH_MARKDOWN_ELEMENT_H
#define KITH_MARKDOWN_ELEMENT_H

#include "base/str.h"

/* By element.def, which says what each means. */
enum element_kind {
	ELEMENT_UNKNOWN,
	ELEMENT_VOID,
	ELEMENT_OPTIONAL,
	ELEMENT_RAW,
	ELEMENT_GREEDY,
	ELEMENT_FOREIGN,
	ELEMENT_NORMAL,
};

/* Case does not matter. One with a hyphen is a custom element, if its name may be one. Thread-safe. */
enum element_kind element_kind(struct str name);

#endif
