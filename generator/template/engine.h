/*
 * The engine as its parts see it: what templates there are, and what they can call.
 */
#ifndef KITH_TEMPLATE_ENGINE_H
#define KITH_TEMPLATE_ENGINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/map.h"
#include "template/symbol.h"
#include "template/template.h"

struct arena;
struct ast;
struct callable_row;
struct diags;
struct spot;
struct template;

/* Of one source. */
enum { ENGINE_SOURCE_MAX = 4 << 20 };

/* Who asks for a template that is being compiled, and who for that one: "included from page.html:3:12". */
struct engine_asking {
	const struct engine_asking *outer;
	const char *how; /* "included from" */
	const struct template *template;
	uint32_t at;
};
/* Kinds of places that one template may be included in beside text. */
enum { ENGINE_VARIANTS_MAX = 16 };

struct template_engine {
	struct arena *arena;
	struct template_settings settings;
	struct symbols symbols;
	struct map templates;  /* name -> struct template *, the failed ones too */
	struct map variants;   /* name -> struct template * as included elsewhere than in text */
	struct map filters;    /* name -> struct callable * */
	struct map predicates; /* the tests behind `is` */
	struct map functions;  /* built in or the program's */
	const struct engine_asking
	        *asking; /* the innermost; NULL for a template of the program's */
	unsigned quiet;  /* templates load that may not be wanted: their errors are kept back */
};

/* Fills the maps, and gives symbols their functions and methods. */
void engine_register(struct template_engine *engine);
/*
 * The template of a name, loaded on first use; NULL when there is none, without a diagnostic. One that
 * is included in a script, an attribute or the like is compiled for that place: `start`, else NULL.
 */
struct template *engine_reference(struct template_engine *engine, struct str name,
        const struct spot *start, struct diags *diags);
/* Compiles a source under a name, without remembering it. */
struct template *engine_compile(struct template_engine *engine, struct str name, struct str path,
        struct str source, struct diags *diags);
/* The tree of a template's source, in the arena. False after adding an error. */
bool engine_parse(const struct template *template, struct arena *arena, struct diags *diags,
        struct ast **tree);
/* The loaded template of a name, or NULL; safe from many threads. */
const struct template *engine_loaded(
        const struct template_engine *engine, struct str name, const struct spot *start);
/*
 * Loads every template whose name begins and ends so, for names that are made at run time. Errors in
 * them are reported when they are used.
 */
void engine_load_matching(struct template_engine *engine, struct template *user, struct str prefix,
        struct str suffix, const struct spot *start);
/* Gives the newest diagnostic the template, or key of a map, that is nearest to `word` as help. */
void engine_suggest_template(struct template_engine *engine, struct str word, struct diags *diags);
void engine_suggest_key(const struct map *map, struct str word, struct diags *diags);

#endif
