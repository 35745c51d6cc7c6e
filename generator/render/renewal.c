/*
 * Deciding asks for each fact of an artifact whether it is the same, and stops at the first that is not. A fact is hashed
 * by whoever asks first; two who ask at once both do, and find the same.
 *
 * Numbers of objects are those of this build (fact.h); behind them come questions, in the order of last time's names while
 * it is decided, and in that of the new dossier while that is made (renewal_dossier.c).
 */
#include "render/renewal.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/worker.h"
#include "content/page.h"
#include "content/source.h"
#include "freshness/input.h"
#include "highlight/highlight.h"
#include "output/sink.h"
#include "render/fact.h"
#include "render/fact_name.h"
#include "render/render.h"
#include "render/renewal_parts.h"
#include "render/view.h"
#include "site/route.h"
#include "site/site.h"

/* ---- what is known of last time ----------------------------------------------------------------- */

static void
find_objects(struct renewal *r)
{
	size_t count = r->last.names.len;

	r->objects = arena_array(r->arena, uint32_t, count + 1);
	for (size_t i = 0; i < count; i++)
		if (!fact_name_find(r->render, r->last.names.at[i], &r->objects[i]))
			r->objects[i] = fact_name_is_question(r->last.names.at[i])
			        ? RENEWAL_QUESTION
			        : RENEWAL_NOBODY;
}

/* An artifact bears the name of what its template is given, and that is its route's. */
static void
find_artifacts(struct renewal *r)
{
	size_t routes = r->render->site->routes->list.len;
	uint32_t first = (uint32_t)(fact_objects(r->render) - routes);

	for (size_t i = 0; i < r->last.artifacts.len; i++) {
		const struct dossier_artifact *artifact = &r->last.artifacts.at[i];
		uint32_t object = r->objects[artifact->object];

		if (object >= first && object - first < routes)
			r->known[object - first] = artifact;
	}
}

uint64_t
renewal_head_of_copy(const struct fs_stat *stat, int64_t looked)
{
	const int64_t looks[] = { (int64_t)stat->size, stat->seconds, stat->nanos,
		stat->changed_seconds, stat->changed_nanos, (int64_t)stat->inode };

	if (input_is_racy(stat, looked))
		return 0;
	return hash_64(str_of((const char *)looks, sizeof looks)) | 1;
}

/* Templates are compared with all that they include; most routes have the same as the one before. */
static void
find_heads(struct renewal *r)
{
	const struct render *render = r->render;
	const struct template *before = NULL;
	struct hash print = { 0 };

	for (size_t i = 0; i < render->site->routes->list.len; i++) {
		const struct route *route = &render->site->routes->list.at[i];
		const struct template *template = render->templates[i];
		struct str language = render_language(render, route->page);
		struct hash parts[3];

		if (route->asset)
			r->heads[i] =
			        renewal_head_of_copy(&route->asset->stat, render->site->since);
		if (!template)
			continue;
		if (template != before)
			print = template_fingerprint(template);
		before = template;
		parts[0] = print;
		parts[1] = hash_of(language);
		parts[2] = hash_of(route->source);
		r->heads[i] = hash_64(str_of((const char *)parts, sizeof parts)) | 1;
	}
}

struct renewal *
renewal_new(struct arena *arena, struct render *render, struct workers *workers, struct hash key,
        struct str last)
{
	struct renewal *r = arena_new(arena, struct renewal);
	size_t routes = render->site->routes->list.len;

	r->arena = arena;
	r->render = render;
	r->workers = workers;
	r->key = key;
	r->known = arena_array(arena, const struct dossier_artifact *, routes + 1);
	r->reasons = arena_array(arena, uint8_t, routes + 1);
	r->because = arena_array(arena, uint32_t, routes + 1);
	r->heads = arena_array(arena, uint64_t, routes + 1);
	r->lists = arena_array(arena, struct reads_list, routes + 1);
	r->by = arena_array(arena, uint16_t, routes + 1);
	r->said = arena_array(arena, bool, routes + 1);
	r->reads = arena_array(arena, struct reads *, workers->count + 1);
	fact_prepare(render, workers);
	find_heads(r);
	if (dossier_read(last, arena, &r->last) && !hash_eq(r->last.key, key)) {
		r->last = (struct dossier){ 0 };
		r->all_new = true;
	}
	return r;
}

bool
renewal_manifest(const struct renewal *r, struct hash *manifest)
{
	*manifest = r->last.manifest;
	return r->last.artifacts.len > 0;
}

void
renewal_forget(struct renewal *r)
{
	r->last = (struct dossier){ 0 };
}

/* ---- deciding ----------------------------------------------------------------------------------- */

static enum renewal_state
look(struct renewal *r, const struct dossier_fact *fact, struct worker *worker)
{
	uint32_t object = r->objects[fact->object];
	uint64_t hash;

	if (!fact->told)
		return RENEWAL_IS_UNTOLD;
	if (object == RENEWAL_NOBODY)
		return RENEWAL_IS_ANOTHER;
	if (object == RENEWAL_QUESTION)
		hash = fact_answer(r->render, r->last.names.at[fact->object], &worker->scratch);
	else if (!fact_hash(r->render, object, &r->last.sets.at[fact->set], &worker->scratch,
	                 &worker->out, &hash))
		return RENEWAL_IS_UNTOLD;
	return hash == fact->hash ? RENEWAL_IS_SAME : RENEWAL_IS_ANOTHER;
}

static enum renewal_state
state_of(struct renewal *r, uint32_t number, struct worker *worker)
{
	_Atomic uint8_t *state = &r->states[number];
	uint8_t known = atomic_load_explicit(state, memory_order_relaxed);

	if (!known) {
		known = (uint8_t)look(r, &r->last.facts.at[number], worker);
		atomic_store_explicit(state, known, memory_order_relaxed);
	}
	return known;
}

static enum renewal_reason
reason_of(struct renewal *r, size_t route, struct worker *worker)
{
	const struct dossier_artifact *artifact = r->known[route];
	struct str facts;
	uint32_t fact = 0;

	if (!r->heads[route] || r->render->site->routes->list.at[route].kind == ROUTE_CARD_IMAGE)
		return RENEWAL_COPY;
	if (!artifact)
		return r->all_new ? RENEWAL_EVERYTHING : RENEWAL_UNKNOWN;
	if (!artifact->head)
		return RENEWAL_SAID;
	if (artifact->head != r->heads[route])
		return RENEWAL_HEAD;
	facts = artifact->facts;
	while (dossier_next(&facts, &fact)) {
		enum renewal_state state = state_of(r, fact, worker);

		r->because[route] = fact;
		if (state != RENEWAL_IS_SAME)
			return state == RENEWAL_IS_ANOTHER ? RENEWAL_FACT : RENEWAL_UNTOLD;
	}
	return RENEWAL_KEPT;
}

static void
decide_one(void *context, size_t index, struct worker *worker)
{
	struct renewal *r = context;

	r->reasons[index] = (uint8_t)reason_of(r, index, worker);
}

void
renewal_decide(struct renewal *r)
{
	if (r->last.artifacts.len)
		fact_name_keep(r->render);
	find_objects(r);
	find_artifacts(r);
	r->states = (_Atomic uint8_t *)arena_raw(
	        r->arena, r->last.facts.len + 1, alignof(_Atomic uint8_t));
	for (size_t i = 0; i < r->last.facts.len; i++)
		atomic_init(&r->states[i], 0);
	fact_begin(r->render);
	worker_run(r->workers, r->render->site->routes->list.len, decide_one, r);
	fact_end(r->render);
}

enum renewal_reason
renewal_reason(const struct renewal *r, const struct route *route)
{
	return r->reasons[route->index];
}

bool
renewal_keep(struct renewal *r, const struct route *route, struct sink *sink,
        const struct artifact *artifact, struct worker *worker)
{
	if (r->reasons[route->index] != RENEWAL_KEPT)
		return false;
	if (sink_keep(sink, artifact, &worker->diags))
		return true;
	r->reasons[route->index] = RENEWAL_DAMAGED;
	return false;
}

bool
renewal_has_kept(const struct renewal *r)
{
	for (size_t i = 0; i < r->render->site->routes->list.len; i++)
		if (r->reasons[i] == RENEWAL_KEPT)
			return true;
	return false;
}

bool
renewal_has_new(const struct renewal *r)
{
	size_t known = 0;

	for (size_t i = 0; i < r->render->site->routes->list.len; i++) {
		bool again = r->reasons[i] == RENEWAL_KEPT || r->reasons[i] == RENEWAL_UNTOLD;

		if (!again && r->reasons[i] != RENEWAL_COPY)
			return true;
		known += again;
	}
	return known != r->last.artifacts.len;
}

/* ---- noting ------------------------------------------------------------------------------------- */

/* How much there is to say so far of what this worker has done. */
static size_t
said(const struct worker *worker)
{
	const struct diags *diags = &worker->diags;

	return diags->list.len + diags->errors + diags->warnings + highlight_gaps();
}

bool
renewal_render(
        struct renewal *r, const struct route *route, struct worker *worker, struct str *bytes)
{
	size_t number = (size_t)(worker - r->workers->at), before = said(worker);
	bool done;

	if (!r->reads[number])
		r->reads[number] =
		        reads_new(&r->workers->at[number].arena, fact_objects(r->render), 1);
	reads_begin(r->reads[number]);
	/* Of every route one is noted at least, for its name is the artifact's. */
	reads_note(fact_of_route(r->render, route), 0);
	done = render_route(r->render, route, worker, bytes);
	r->lists[route->index] = reads_end(r->reads[number]);
	r->by[route->index] = (uint16_t)number;
	r->said[route->index] = said(worker) != before;
	return done;
}

/* ---- in words ----------------------------------------------------------------------------------- */

struct str
renewal_explain(const struct renewal *r, const struct route *route, struct arena *arena)
{
	static const char *const words[RENEWAL_REASONS] = {
#define RENEWAL(NAME, text) [RENEWAL_##NAME] = text,
#include "render/renewal.def"
#undef RENEWAL
	};
	enum renewal_reason reason = renewal_reason(r, route);
	const struct dossier_fact *fact;

	if (reason != RENEWAL_FACT)
		return words[reason] ? str_from(words[reason]) : STR_EMPTY;
	fact = &r->last.facts.at[r->because[route->index]];
	return str_format(arena, "%s" STR_FMT, words[reason],
	        STR_ARG(fact_name_words(r->render, r->last.names.at[fact->object],
	                &r->last.sets.at[fact->set], arena)));
}
