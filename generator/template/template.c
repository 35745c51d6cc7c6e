/*
 * The engine as the program sees it. How a template comes to be is in engine.c, how it runs in vm.c.
 */
#include "template/template.h"

#include <errno.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/hash.h"
#include "template/engine.h"
#include "template/unit.h"
#include "template/vm.h"

struct template_engine *
template_engine_new(struct arena *arena, const struct template_settings *settings)
{
	struct template_engine *engine = arena_new(arena, struct template_engine);
	engine->arena = arena;
	engine->settings = *settings;
	engine->symbols.arena = arena;
	engine_register(engine);
	return engine;
}

const struct template *
template_load(struct template_engine *engine, struct str name, struct diags *diags)
{
	struct template *template = engine_reference(engine, name, NULL, diags);
	if (template && template->state == TEMPLATE_READY)
		return template;
	if (!template) {
		diag_error(diags, diag_file(name), STR_EMPTY, "there is no template of this name");
		engine_suggest_template(engine, name, diags);
	} else if (!diags->errors) {
		/* Said to another collector when it was first loaded; one that has errors has heard it. */
		diag_error(diags, diag_file(template->path), STR_EMPTY,
		        "this template has errors: " STR_FMT, STR_ARG(template->failure));
	}
	return NULL;
}

const struct template *
template_from_text(
        struct template_engine *engine, struct str name, struct str source, struct diags *diags)
{
	source = str_copy(engine->arena, source);
	struct template *template = engine_compile(engine, name, name, source, diags);
	return template->state == TEMPLATE_READY ? template : NULL;
}

bool
template_exists(struct template_engine *engine, struct str name)
{
	const struct template_loader *loader = &engine->settings.loader;
	struct str source, path;
	if (engine_loaded(engine, name, NULL))
		return true;
	return loader->load && loader->load(loader->context, name, &source, &path) != -ENOENT;
}

struct str
template_name(const struct template *t)
{
	return t->name;
}

/* --- fingerprints -------------------------------------------------------------------------- */

typedef array_of(const struct template *) templates;

/* Adds a template and all that it may load, each once. */
static void
collect(struct arena *arena, const struct template *template, templates *list)
{
	*array_push(arena, list) = template;
	for (size_t next = list->len - 1; next < list->len; next++) {
		template = list->at[next];
		for (size_t i = 0; i < template->uses.len; i++) {
			size_t known = 0;
			while (known < list->len && list->at[known] != template->uses.at[i])
				known++;
			if (known == list->len)
				*array_push(arena, list) = template->uses.at[i];
		}
	}
}

struct hash
template_fingerprint(const struct template *t)
{
	struct arena scratch = ARENA_EMPTY;
	templates list = { 0 };
	struct hash hash = { 0, 0 };
	collect(&scratch, t, &list);
	for (size_t i = 0; i < list.len; i++) {
		hash = hash_join(hash, hash_of(list.at[i]->name));
		hash = hash_join(hash, hash_of(list.at[i]->source));
	}
	arena_free(&scratch);
	return hash;
}

/* --- rendering ----------------------------------------------------------------------------- */

bool
template_render(const struct template *t, const struct template_run *run)
{
	struct vm vm = {
		.run = run,
		.engine = t->engine,
		.arena = run->scratch,
		.out = run->out,
		.arena_used = run->scratch->used,
		.steps = VM_STEPS_MAX,
		.chance = hash_join(hash_of(t->name), hash_of(run->subject)).low,
		.spans = run->spans,
	};
	struct vm_context *context = arena_new(run->scratch, struct vm_context);
	if (!vm_render(&vm, t, context))
		return false;
	if (!run->out->full)
		return true;
	diag_error(run->diags, diag_file(t->path), STR_EMPTY,
	        "the output is beyond its limit of %zu bytes", run->out->max);
	if (run->subject.len)
		diag_help(run->diags, "while rendering " STR_FMT, STR_ARG(run->subject));
	return false;
}
