/*
 * The tree of a template, as parse.c builds it and scope.c and compile.c read it. Nodes are plain
 * data in an arena that is given back once the template is compiled; texts point into the source.
 *
 * Lists of nodes are linked by `next`, in the order of the source.
 */
#ifndef KITH_TEMPLATE_AST_H
#define KITH_TEMPLATE_AST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "data/value.h"

struct symbol;

/* What operators between two values there are: OPERATE_ADD ... */
enum operation {
#define OPERATOR(name, text, function) OPERATE_##name,
#include "template/operate.def"
#undef OPERATOR
};

enum ast_kind {
#define AST(name, field, help) AST_##name,
#include "template/ast.def"
#undef AST
};

/* One argument of a call, or one parameter of a macro with its default. */
struct ast_argument {
	struct ast_argument *next;
	enum { AST_POSITIONAL, AST_KEYWORD, AST_SPLAT, AST_SPLAT_MAP } kind;
	uint32_t at, len;
	const struct symbol *name; /* KEYWORD, and every parameter */
	struct ast *value;         /* NULL: a parameter without default */
};

/* One further operand of a chain of comparisons. */
struct ast_link {
	struct ast_link *next;
	enum operation op;
	struct ast *operand;
};

/* One branch of an `if`; the one without a test is the else. */
struct ast_branch {
	struct ast_branch *next;
	struct ast *test, *body;
};

/* One name of `from x import name as alias`. */
struct ast_import {
	struct ast_import *next;
	const struct symbol *name, *alias;
	uint32_t at, len;
};

struct ast {
	struct ast *next;
	enum ast_kind kind;
	uint32_t at, len; /* bytes of the source, for messages */
	uint16_t height;  /* of the expression below, counted to keep recursion in bounds */
	union {
		struct value value;          /* CONST */
		const struct symbol *symbol; /* NAME */
		struct str text;             /* TEXT */
		struct ast *unary;           /* NOT, NEG, POS, OUTPUT, DO, EXTENDS */
		struct {
			struct ast *first;
			uint32_t count;
		} items;
		struct {
			struct ast *left, *right;
			enum operation op; /* BINARY */
		} binary;
		struct {
			struct ast *first;
			struct ast_link *links; /* two or more */
		} chain;
		struct {
			struct ast *test, *yes, *no; /* no may be NULL */
		} condition;
		struct {
			struct ast *of;
			const struct symbol *name;
		} attribute;
		struct {
			struct ast *of, *index;
		} item;
		struct {
			struct ast *of, *from, *to, *step; /* the last three may be NULL */
		} slice;
		struct {
			struct ast *of;
			struct str name; /* FILTER, TEST */
			struct ast_argument *arguments;
		} call;
		struct ast_branch *branches; /* IF */
		struct {
			struct ast *target, *over, *test, *body,
			        *empty; /* test, empty may be NULL */
			bool recursive;
		} loop;
		struct {
			struct ast *target, *value,
			        *body; /* SET: value; SET_BLOCK: body, value a filter or NULL */
		} set;
		struct {
			struct ast *targets, *values, *body; /* lists of equal length */
		} with;
		struct {
			struct ast *subject,
			        *body; /* FILTER_BLOCK: a filter; AUTOESCAPE: a condition */
		} wrap;
		struct {
			const struct symbol *name; /* MACRO; else NULL */
			struct ast_argument *parameters;
			struct ast *call; /* CALL_BLOCK */
			struct ast *body;
		} macro;
		struct {
			const struct symbol *name;
			struct ast *body;
			bool scoped, required;
		} block;
		struct {
			struct ast *source;
			const struct symbol *target; /* IMPORT */
			struct ast_import *names;    /* FROM */
			bool with_context, ignore_missing;
		} include; /* INCLUDE, IMPORT, FROM */
	};
};

/* Calls `visit` for each node directly below this one, in the order of the source. */
void ast_children(const struct ast *node, void (*visit)(void *context, const struct ast *child),
        void *context);
/* Is it a text that stands in the template? */
bool ast_is_text(const struct ast *node);
/* The texts that an expression begins and ends with, empty where there is none: "cards/" ~ kind ~ ".html". */
void ast_ends(const struct ast *node, struct str *prefix, struct str *suffix);
/* Does this name occur anywhere in the list or below? Nested blocks are passed over. */
bool ast_mentions(const struct ast *list, const struct symbol *name);

#endif
