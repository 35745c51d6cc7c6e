/*
 * What is not there. An undefined value knows its name and how it came to be, since that decides what
 * may be done with it (enum template_undefined in template.h):
 *
 *	                strict                             lenient, as Jinja has it
 *	FREE            prints nothing, has no items, is   the same
 *	                false; so is every attribute of it  no attributes
 *	NAME, SLOT,     may be stored, handed to macros,   the same as FREE
 *	PARAMETER, KEY  asked for an attribute, tested
 *	                with `is defined`, replaced with
 *	                `default`: nothing else
 *
 * A KEY of the strict kind also knows the object that lacks it, for what is suggested: it lies before
 * the name.
 */
#ifndef KITH_TEMPLATE_UNDEFINED_H
#define KITH_TEMPLATE_UNDEFINED_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "data/value.h"

struct callable;
struct vm;

enum undefined_origin {
	UNDEFINED_FREE,      /* a key of data, an item behind the end, no result at all */
	UNDEFINED_NAME,      /* a name that nobody knows */
	UNDEFINED_SLOT,      /* a name of the template's own that is not set on the way to here */
	UNDEFINED_PARAMETER, /* of a macro, that its call does not give */
	UNDEFINED_KEY,       /* a key that its object does not have */
};

/* The name is not copied; an empty one becomes "undefined". */
struct value undefined_value(enum undefined_origin origin, struct str name);
/* For a key that `of` does not know: KEY or, for maps and none, FREE. */
struct value undefined_key(struct vm *vm, struct value of, struct str key);
/* The attribute or item of an undefined value, itself undefined; lenient, an error. */
struct value undefined_attribute(struct vm *vm, struct value undefined, struct str key);
struct str undefined_name(struct value undefined);

/*
 * May it be used? False after vm_fail when it is undefined and strict. Whoever prints, counts, goes
 * through, compares, calculates with or tests a value asks first.
 */
bool undefined_allowed(struct vm *vm, struct value v);
/* The same for what a filter looks up by a key that is given: only those of dates and objects are known. */
bool undefined_allowed_key(struct vm *vm, struct value v);
/* The same for what a filter or test works on and is given; `default` and its kin may have anything. */
bool undefined_allowed_among(struct vm *vm, const struct callable *callable, struct value subject,
        const struct value *arguments, size_t count);

static inline bool
undefined_allowed_in_call(struct vm *vm, const struct callable *callable, struct value subject,
        const struct value *arguments, size_t count)
{
	bool any = subject.kind == VALUE_UNDEFINED;
	for (size_t i = 0; i < count; i++)
		any |= arguments[i].kind == VALUE_UNDEFINED;
	return !any || undefined_allowed_among(vm, callable, subject, arguments, count);
}

/* What to write instead of a key or method that `of` does not know, or a name; empty for nothing. */
struct str undefined_help_key(struct vm *vm, struct value of, struct str key);
struct str undefined_help_method(struct vm *vm, struct value of, struct str name);
/* For super() in a block that nothing further up has. */
struct str undefined_help_super(struct vm *vm);
struct str undefined_help_name(struct vm *vm, struct str name);

#endif
