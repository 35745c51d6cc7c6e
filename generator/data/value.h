/*
 * Values as templates and data files know them: a small tagged union, passed by value. Whatever
 * does not fit into it is a pointer into an arena, so a value lives as long as that arena. Values
 * are never changed once made, but for what a template builds itself.
 *
 *	kind      | len            | the union
 *	TEXT      | bytes          | text
 *	MARKUP    | bytes          | text that is safe as it stands: autoescape passes it
 *	LIST      | items          | items
 *	MAP       | entries        | entries, in the order they were written
 *	DATE      |                | date
 *	OBJECT    |                | object: a struct of the program seen through its type
 *	FUNCTION  |                | function: made by the template engine alone
 *	UNDEFINED | bytes or 0     | text: its name; 0 bytes for what no object or map knows
 */
#ifndef KITH_DATA_VALUE_H
#define KITH_DATA_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct buf;
struct date;
struct value_entry;
struct value_object;
struct value_function; /* the template engine's own */

enum value_kind {
	VALUE_UNDEFINED, /* a name or key that is not there; all zeroes, or with its name */
	VALUE_NONE,
	VALUE_BOOL,
	VALUE_INT,
	VALUE_FLOAT,
	VALUE_TEXT,
	VALUE_MARKUP,
	VALUE_DATE,
	VALUE_LIST,
	VALUE_MAP,
	VALUE_OBJECT,
	VALUE_FUNCTION,
};

struct value {
	uint8_t kind;
	uint8_t origin;  /* UNDEFINED: why, to the template engine (template/undefined.h); else 0 */
	uint8_t safe_in; /* MARKUP: what the template engine knows of where it is safe; 0: HTML */
	uint32_t len;
	union {
		bool boolean;
		int64_t integer;
		double number;
		const char *text;
		const struct date *date;
		const struct value *items;
		const struct value_entry *entries;
		const struct value_object *object;
		const struct value_function *function;
	};
};

struct value_entry {
	struct value key; /* mostly TEXT; data files have nothing else */
	struct value value;
};

/*
 * How templates see a struct of the program. `get` answers `x.name` and `x["name"]`; `at` and
 * `len` make it a sequence (`for`, `x[0]`, `|length`); `keys` lists what `get` knows, for
 * `items()`, tests and suggestions. Any of them may be NULL. Results live in `arena` or longer.
 * Thread-safe: they only read.
 * `get` answers UNDEFINED for a key that there is not, and value_absent for one without a value.
 */
struct value_object_type {
	const char *name;
	struct value (*get)(const void *self, struct str key, struct arena *arena);
	size_t (*len)(const void *self);
	struct value (*at)(const void *self, size_t index, struct arena *arena);
	struct value (*keys)(const void *self, struct arena *arena); /* LIST of TEXT */
	/* Of the whole thing (a page's title); NULL prints "<name>". */
	struct str (*text)(const void *self, struct arena *arena);
	/* What `get` knows, for suggestions alone; a LIST of TEXT. */
	struct value (*names)(const void *self, struct arena *arena);
};

struct value_object {
	const struct value_object_type *type;
	const void *self;
};

#define VALUE_UNDEFINED_INIT ((struct value){ 0 })

struct value value_none(void);
/* UNDEFINED for a key that an object knows, but has no value of. The name is not copied. */
struct value value_absent(struct str name);
struct value value_bool(bool b);
struct value value_float(double n);

static inline struct value
value_int(int64_t n)
{
	return (struct value){ .kind = VALUE_INT, .integer = n };
}

/* Texts are views: they must live as long as the value. Longer than 4 GiB is cut. */
static inline struct value
value_text(struct str s)
{
	uint32_t len = s.len < UINT32_MAX ? (uint32_t)s.len : UINT32_MAX;
	return (struct value){ .kind = VALUE_TEXT, .len = len, .text = s.at };
}

struct value value_markup(struct str s);
/* UNDEFINED for a date that is not known. The date is not copied. */
struct value value_date(const struct date *date);
struct value value_list(const struct value *items, size_t count);
struct value value_map(const struct value_entry *entries, size_t count);
/* Wraps in the arena; equal objects are told by their `self`, whatever their types. */
struct value value_object(
        struct arena *arena, const struct value_object_type *type, const void *self);

static inline bool
value_is_text(struct value v) /* TEXT or MARKUP */
{
	return v.kind == VALUE_TEXT || v.kind == VALUE_MARKUP;
}

/* The text of TEXT and MARKUP; empty for others. */
static inline struct str
value_str(struct value v)
{
	return value_is_text(v) && v.text ? str_of(v.text, v.len) : STR_EMPTY;
}

/* The entry of a map or object, or UNDEFINED. */
struct value value_get(struct value v, struct str key, struct arena *arena);
/* The number of items of a list, map, object or characters of a text; 0 for others. */
size_t value_len(struct value v);
/* Item of a list or object sequence; key of a map by position; UNDEFINED out of range. */
struct value value_at(struct value v, size_t index, struct arena *arena);
bool value_is_number(struct value v);   /* INT, FLOAT or BOOL, as in Python */
bool value_is_sequence(struct value v); /* LIST, or an object with `at` */
/* Truth as Python has it: none, undefined, false, zero and empty ones are false. */
bool value_truth(struct value v);
/* "text", "list", "page", ... for messages. */
const char *value_kind_name(struct value v);

#endif
