/*
 * The inside of an inspection. Templates pass names to each other, so each is walked again whenever it has
 * got something new, until nothing changes any more; a last walk of all reports. What has been got only grows:
 * from nothing to a shape to any.
 *
 *	file.input     names from outside, for its root: of the entry, of who includes or extends it
 *	file.beneath   names its blocks see from the templates it extends
 *	file.exports   what its root sets, for who imports it
 *	macro.given    what calls pass to each parameter
 */
#ifndef KITH_TEMPLATE_INSPECT_WALK_H
#define KITH_TEMPLATE_INSPECT_WALK_H

#include "base/array.h"
#include "base/map.h"
#include "template/ast.h"
#include "template/inspect.h"

struct arena;
struct inspect_file;
struct inspect_space;
struct shape;
struct template;
struct template_engine;

struct inspect_name {
	const struct shape *now, *ever; /* at this point of the scope; at any */
};

struct inspect_scope {
	struct inspect_scope *outer;
	struct map names; /* -> struct inspect_name */
	bool closed;      /* walked to its end: who reads it now runs at any point of it */
};

/* Names and shapes that are passed on, and who is to be walked when there are more of them. */
struct inspect_names {
	struct map map;              /* -> const struct shape */
	struct inspect_file *reader; /* or NULL */
	bool many;                   /* its users read them as well */
};

struct inspect_macro {
	const struct ast *node;
	struct inspect_file *file;
	const struct shape **given;
	uint32_t count;
	bool uncalled; /* as far as can be told */
};

/* What is walked when the scope around it is complete: a macro, or a block. */
struct inspect_later {
	const struct ast *node;
	struct inspect_scope *scope;
	struct inspect_macro *macro; /* NULL: a block */
};

struct inspect_file {
	struct template *template;
	struct ast *tree;
	struct map blocks;                                 /* -> const struct ast */
	array_of(struct inspect_file *) parents, children; /* by extends */
	array_of(struct inspect_file *) uses, users;       /* what it names, and who names it */
	array_of(struct inspect_macro *) macros;
	array_of(struct inspect_space *) spaces; /* calls of namespace() */
	array_of(struct inspect_later) later;
	struct inspect_names input, beneath, exports;
	struct inspect_names scoped; /* what is around scoped blocks, for children */
	bool waiting;                /* to be walked again */
	bool used;                   /* an entry leads here */
	bool open;                   /* it may get names that are not known here */
	bool blind;                  /* it extends, or is given, what only rendering can tell */
};

struct inspect {
	struct arena *arena;
	struct arena scratch; /* of one walk through one template */
	struct template_engine *engine;
	array_of(struct inspect_file *) files; /* in the order they were added */
	struct map by_name;
	struct map functions; /* -> const struct shape, results */
	struct map globals;   /* -> const struct shape */
	struct shape *loop;   /* of the name in loops */
	struct map guarded;   /* paths that are asked about: "page.params.x" */
	struct map mentioned; /* names and attributes that are read */
	struct map assigned;  /* attributes that are set: of namespaces, then */
	bool mutates;    /* lists and maps are added to, so literals do not tell what is in them */
	bool incomplete; /* some template could not be read */
	bool dynamic;    /* some name of a template is made from nothing that is known */
	array_of(struct inspect_finding) findings;

	/* of the walk */
	struct inspect_file *file;
	struct inspect_scope *scope;
	unsigned branches; /* around this place: what is set may be not */
	bool report;
	array_of(struct inspect_file *) waiting; /* in the order they are walked */
};

void inspect_enter(struct inspect *inspect);
void inspect_leave(struct inspect *inspect);
/* Sets a name of the innermost scope. */
void inspect_bind(struct inspect *inspect, struct str name, const struct shape *shape);
/* What an assignment or loop sets. */
void inspect_bind_target(
        struct inspect *inspect, const struct ast *target, const struct shape *shape);
/* What a name is, or NULL. */
const struct shape *inspect_find(const struct inspect *inspect, struct str name);
/* Joins all names that are seen here, or those of one scope, or of a map, into `names`. */
void inspect_pass(struct inspect *inspect, struct inspect_names *names);
void inspect_pass_scope(
        struct inspect *inspect, const struct inspect_scope *scope, struct inspect_names *names);
void inspect_pass_map(struct inspect *inspect, const struct map *from, struct inspect_names *names);
/* Joins what a call gives for a parameter. */
void inspect_give(struct inspect *inspect, struct inspect_macro *macro, uint32_t index,
        const struct shape *shape);

/* Reads what is asked, mentioned and changed anywhere. */
void inspect_survey(struct inspect *inspect, const struct ast *tree);
void inspect_statements(struct inspect *inspect, const struct ast *list);
/* A macro, or block, of which the scope around it is complete. */
void inspect_body(struct inspect *inspect, const struct inspect_later *later);
/* What an expression is. */
const struct shape *inspect_expression(struct inspect *inspect, const struct ast *node);
/* What a filter or method makes of a value, by flow.def. */
const struct shape *inspect_flow(struct inspect *inspect, const struct ast *node,
        const struct shape *subject, const struct shape *const *arguments);
/* The same; of a macro that is used in a way that cannot be followed, any parameter may be anything. */
const struct shape *inspect_let_go(struct inspect *inspect, const struct shape *shape);
/* The key of a shape; `called`: methods are fine too. */
const struct shape *inspect_key(struct inspect *inspect, const struct ast *node,
        const struct shape *of, struct str key, bool called);
/* "page.params.x" of such an expression; empty for others. */
struct str inspect_path(struct inspect *inspect, const struct ast *node);
/* Who uses whom, and what follows from it: file->used, file->open. */
void inspect_link(struct inspect *inspect);
/* Reports blocks and content that never show, and templates that nobody uses. */
void inspect_check_files(struct inspect *inspect);
/* Calls `visit` for each template that an expression may name; false when there may be others. */
bool inspect_targets(struct inspect *inspect, const struct ast *name,
        void (*visit)(struct inspect *inspect, struct inspect_file *file));
/* A new finding; NULL when this is not the walk that reports. */
struct inspect_finding *inspect_report(
        struct inspect *inspect, enum inspect_kind kind, const struct ast *node, struct str word);
void inspect_tell_known(
        struct inspect *inspect, struct inspect_finding *finding, const struct map *known);
/* Reports what is made and used nowhere. */
void inspect_leftovers(struct inspect *inspect);

#endif
