/*
 * What a template can call: filters, tests, methods, built-in functions and the program's own. They
 * all have this shape, so that arguments are bound in one place, before the function is entered:
 *
 *	FILTER(truncate, "length=255, killwords=false, end='...', leeway=5", ...)
 *	{{ text|truncate(20, end='…') }}   ->   arguments 20, false, '…', 5
 *
 * A parameter without a default must be given. `*rest` takes further arguments as one tuple, `**named`
 * further keywords as one map; their values follow the others'. Parameters behind `*rest` are given by
 * name alone.
 */
#ifndef KITH_TEMPLATE_CALLABLE_H
#define KITH_TEMPLATE_CALLABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "data/value.h"

struct arena;
struct symbols;
struct template_call;
struct vm;

/* As many as any function may have, `*rest` and `**named` included. */
enum { CALLABLE_PARAMETERS_MAX = 12 };

struct callable_parameter {
	struct str name;
	struct value fallback;
	bool required;
};

enum { CALLABLE_EXAMPLES_MAX = 4 };

/*
 * A row of a .def file. `examples` are templates, each followed by what it renders to: the tests run
 * them, the manual shows them. The manual is made from these rows; `help` is Markdown.
 */
struct callable_row {
	const char *name;
	struct value (*call)(struct template_call *call);
	const char *parameters;
	const char *help;
	const char *examples[2 * CALLABLE_EXAMPLES_MAX + 1]; /* NULL ends them */
	unsigned receivers;                                  /* methods: what they belong to */
};

struct callable {
	struct str name;
	struct value (*call)(struct template_call *call);
	const struct callable_parameter *parameters;
	uint16_t count;      /* parameters with a name */
	uint16_t positional; /* those of them that can be given by place */
	bool rest, named;    /* what follows them */
	unsigned receivers;
	const struct callable *next; /* of the same name, for other receivers */
};

/* The arguments of a call made at run time. */
struct callable_arguments {
	const struct value *positional;
	size_t count;
	const struct str *names;
	const struct value *keywords;
	size_t named;
};

/*
 * What a row or a function of the program says, taken apart. `parameters` may be NULL for none. NULL
 * when they cannot be read or are too many: a defect of the program. Lives in the arena; `scratch` is
 * reset.
 */
struct callable *callable_make(struct arena *arena, struct arena *scratch, struct symbols *symbols,
        struct str name, struct value (*call)(struct template_call *call), const char *parameters);
/* How many values a call hands over. */
size_t callable_width(const struct callable *callable);
/* The index of a parameter, or STR_NONE. */
size_t callable_find(const struct callable *callable, struct str name);
/*
 * Puts the arguments in the order of the parameters into `out`, which has room for callable_width
 * values. False after vm_fail when they do not fit.
 */
bool callable_bind(struct vm *vm, const struct callable *callable,
        const struct callable_arguments *arguments, struct value *out);

#endif
