/*
 * A call as the function that is called sees it. Functions of the program use template_argument and
 * its kin (template.h); the built-in ones also these.
 */
#ifndef KITH_TEMPLATE_CALL_H
#define KITH_TEMPLATE_CALL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "data/value.h"
#include "template/unit.h"

struct callable;
struct vm;

struct template_call {
	struct vm *vm;
	const struct callable *callable;
	struct value subject; /* what a filter or test is applied to, a method belongs to */
	const struct value *arguments; /* callable_width of them */
	void *state;                   /* of functions that remember something */
};

/* How autoescape stands where the call is. */
enum escape call_escape(const struct template_call *call);
/* An argument of the kind that the function needs. False after template_fail. */
bool call_integer(struct template_call *call, size_t index, int64_t *out);
bool call_float(struct template_call *call, size_t index, double *out);
/* An integer that is a size: at least `least`, at most `most`. A negative one becomes 0. */
bool call_size(struct template_call *call, size_t index, int64_t least, int64_t most, size_t *out);
/* How wide something is to be: an integer, of which a negative one counts as 0. */
bool call_width(struct template_call *call, size_t index, size_t *out);
/* An argument that must be a text. What Jinja escapes in a method of markup is up to the caller. */
bool call_only_text(struct template_call *call, size_t index, struct str *out);
bool call_truth(const struct template_call *call, size_t index);
/* Is the argument none or undefined? */
bool call_is_none(const struct template_call *call, size_t index);
/* What the argument, or the subject, prints. */
struct str call_text(struct template_call *call, size_t index);
struct str call_subject_text(struct template_call *call);
/* Is the subject a text, a map? False after template_fail. */
bool call_on_text(struct template_call *call);
bool call_on_map(struct template_call *call);
/* The items of the subject. False after template_fail. */
bool call_items(struct template_call *call, const struct value **items, size_t *len);

/* A text as made by a filter: markup if the subject is. */
struct value call_like_subject(const struct template_call *call, struct str s);
/* Ends a text begun by vm_text_begin so. */
struct value call_text_end(const struct template_call *call, size_t begin);
/* A list of items in the arena; too many are refused. */
struct value call_list(struct template_call *call, const struct value *items, size_t count);
/* Room for a list; NULL after template_fail. */
struct value *call_room(struct template_call *call, size_t count);
/* The item, or what `path` (none for itself) names of it; texts in lower case with `fold`. */
struct value call_key(struct template_call *call, struct value item, struct value path, bool fold);

#endif
