/*
 * A compiled template: constant data that any number of threads run at once. It consists of units,
 * each a flat array of ops with a frame of its own: the template's root, its blocks, macros, the
 * bodies of call blocks and of recursive loops, the tests of filtered loops.
 *
 * A frame is `slots` values for names and `stack` values for what an expression is made of.
 */
#ifndef KITH_TEMPLATE_UNIT_H
#define KITH_TEMPLATE_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"
#include "data/value.h"
#include "template/spot.h"

struct op_call;
struct op_use;
struct parameter;
struct symbol;
struct template;
struct template_engine;

enum op_code {
#define OP(name, function, operand, grows, help) OP_##name,
#include "template/op.def"
#undef OP
	OP_CODES
};

enum escape { ESCAPE_NONE, ESCAPE_HTML, ESCAPE_XML }; /* what autoescape does */

/* The names that an included template or a scoped block sees: slots of this frame or one outside. */
struct op_visibles {
	const struct op_visible {
		const struct symbol *symbol;
		uint16_t depth, slot;
	} * at;
	uint32_t count;
};

struct op_template {
	const struct template *template; /* NULL: the name is on the stack */
	struct op_visibles visibles;
	bool is_dynamic, ignore_missing, with_context;
	const struct spot *start; /* NULL in text */
};

struct op_block {
	const struct symbol *name;
	struct op_visibles visibles;
	struct spot start; /* where it stands */
	bool scoped, required;
};

/* What a LOOP needs to know. */
struct op_loop {
	const struct unit *test; /* of a filtered loop whose `loop` is used; else NULL */
	bool recursive;          /* `loop(children)` runs this unit again */
	bool kept;               /* the loop may be remembered longer than it runs */
	bool counts_turns;       /* for the else: not every turn need come to its end */
};

#define UNIT_NO_SLOT UINT16_MAX
/* A text that is written as it stands is in as many bytes at least. */
#define UNIT_TEXT_ROOM 32

struct op {
	uint8_t code; /* enum op_code */
	uint8_t c;
	uint16_t a;
	uint32_t b;
	union { /* by operand kind in op.def */
		const struct symbol *symbol;
		const struct str *text;
		const struct value *value;
		const struct unit *unit;
		const struct op_use *use;
		const struct op_call *call;
		const struct op_template *template;
		const struct op_block *block;
		const struct op_loop *loop;
	};
};

/* Which bytes of the source an op stands for. */
struct op_place {
	uint32_t at, len;
};

enum unit_kind { UNIT_ROOT, UNIT_BLOCK, UNIT_MACRO, UNIT_CALLER, UNIT_LOOP, UNIT_TEST };

struct unit {
	const struct template *template;
	enum unit_kind kind;
	const struct symbol *name; /* of a block or macro; else NULL */
	const struct op *ops;
	const struct op_place *places; /* one per op */
	uint32_t count;
	uint16_t slots;
	uint32_t stack;
	bool kept;       /* something may hold on to its frame after it has returned */
	uint8_t safe_in; /* enum spot_landing: where its output may stand as it is */
	/* MACRO, CALLER: the parameters are the first slots */
	uint16_t parameters;
	const struct symbol *const *parameter_names;
	uint16_t caller, varargs, kwargs;      /* slots of these names, or UNIT_NO_SLOT */
	bool caller_is_parameter, uses_caller; /* it has a default; the body mentions it */
};

struct template_block {
	const struct symbol *name;
	const struct unit *unit;
	struct spot start; /* where in the page it begins */
	bool required;
};

struct template
{
	struct template_engine *engine;
	struct str name;   /* as the loader knows it */
	struct str path;   /* as messages call it */
	struct str source; /* newlines as "\n" */
	enum escape escape;
	struct spot start; /* where in a page it is rendered */
	int unread;        /* the loader's error, or 0 */
	enum { TEMPLATE_LOADING, TEMPLATE_READY, TEMPLATE_FAILED } state;
	struct str failure; /* FAILED: its first error, as "path:line:column: text" */
	bool reported;      /* its errors are among those that the program has been given */
	const struct template *parent; /* when it is named by literal text */
	bool unsure;                   /* only running tells what it extends */
	bool selves;                   /* `self` is mentioned, which shows blocks elsewhere */
	const struct unit *root;
	array_of(struct template_block) blocks;
	const struct parameter *parameters; /* what {% attributes %} declares */
	size_t parameter_count;
	bool declares;                    /* it has that tag */
	array_of(struct template *) uses; /* all that it may load */
	struct template *next;            /* the same, included in another kind of place */
};

#endif
