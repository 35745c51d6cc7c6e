/*
 * The dossier of a build, out of the traces of what was rendered and of last time's facts for what was kept:
 *
 *	entries   one for each fact that an artifact has, chained by object: a site has few for each
 *	numbers   by object, so that those of one place lie together
 *	hashes    of last time where they are known to be the same, else found now
 *
 * All but the chains is done in parallel.
 */
#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/worker.h"
#include "render/fact.h"
#include "render/fact_name.h"
#include "render/renewal.h"
#include "render/renewal_parts.h"
#include "render/view.h"
#include "site/route.h"
#include "site/site.h"

#define NONE UINT32_MAX

struct entry {
	uint32_t object, set;
	uint32_t next;   /* of the same object, in `entries` */
	uint32_t before; /* of last time's facts, or NONE */
	uint32_t number; /* in the new dossier */
};

struct making {
	struct renewal *r;
	struct dossier dossier;
	size_t objects; /* behind them come questions */
	array_of(struct str) questions;
	struct map by_question; /* -> its place + 1 */
	struct map by_set;      /* bytes -> its number + 1 */
	array_of(struct entry) entries;
	array_of(uint32_t) first; /* by object and question: its first entry, or NONE */
	uint32_t *entry_of_fact;  /* by fact of last time: its entry, or NONE */
	uint32_t **set_of;        /* by worker, then by its number of a set: the dossier's */
	uint32_t *set_of_last;    /* the same for last time's */
	uint32_t *order;          /* entries by their number */
	struct str *facts;        /* by route->index */
};

/* ---- numbers of sets and questions --------------------------------------------------------------- */

static uint32_t
number_of_set(struct making *m, const struct reads_set *set)
{
	bool added;
	struct str bytes = str_of((const char *)set, sizeof *set);
	struct map_entry *entry = map_put(&m->by_set, m->r->arena, bytes, &added);

	if (added) {
		*array_push(m->r->arena, &m->dossier.sets) = *set;
		entry->value = (void *)(uintptr_t)m->dossier.sets.len;
	}
	return (uint32_t)((uintptr_t)entry->value - 1);
}

static uint32_t *
number_sets(struct making *m, const reads_sets *sets)
{
	uint32_t *numbers = arena_array(m->r->arena, uint32_t, sets->len + 1);

	for (size_t i = 0; i < sets->len; i++)
		numbers[i] = number_of_set(m, &sets->at[i]);
	return numbers;
}

static void
number_all_sets(struct making *m)
{
	unsigned workers = m->r->workers->count;

	m->set_of = arena_array(m->r->arena, uint32_t *, workers + 1);
	for (unsigned i = 0; i < workers; i++)
		if (m->r->reads[i])
			m->set_of[i] = number_sets(m, reads_all_sets(m->r->reads[i]));
	m->set_of_last = number_sets(m, &m->r->last.sets);
}

static uint32_t
object_of_question(struct making *m, struct str question)
{
	bool added;
	struct map_entry *entry = map_put(&m->by_question, m->r->arena, question, &added);

	if (added) {
		*array_push(m->r->arena, &m->questions) = question;
		*array_push(m->r->arena, &m->first) = NONE;
		entry->value = (void *)(uintptr_t)m->questions.len;
	}
	return (uint32_t)(m->objects + (uintptr_t)entry->value - 1);
}

/* ---- entries ------------------------------------------------------------------------------------ */

static uint32_t
entry_of(struct making *m, uint32_t object, uint32_t set)
{
	uint32_t at = m->first.at[object];

	while (at != NONE && m->entries.at[at].set != set)
		at = m->entries.at[at].next;
	if (at != NONE)
		return at;
	at = (uint32_t)m->entries.len;
	*array_push(m->r->arena, &m->entries) =
	        (struct entry){ object, set, m->first.at[object], NONE, 0 };
	m->first.at[object] = at;
	return at;
}

static void
enter_read(struct making *m, unsigned worker, const struct reads_pair *read)
{
	uint32_t object = read->object;

	if (object >= m->objects)
		object = object_of_question(m, reads_question(m->r->reads[worker], object));
	(void)entry_of(m, object, m->set_of[worker][read->set]);
}

/* One that is the same keeps its hash. */
static void
enter_fact(struct making *m, uint32_t fact)
{
	const struct renewal *r = m->r;
	const struct dossier_fact *known = &r->last.facts.at[fact];
	uint32_t object = r->objects[known->object], at;

	if (m->entry_of_fact[fact] != NONE)
		return;
	if (object == RENEWAL_QUESTION)
		object = object_of_question(m, r->last.names.at[known->object]);
	at = entry_of(m, object, m->set_of_last[known->set]);
	m->entries.at[at].before = fact;
	m->entry_of_fact[fact] = at;
}

static bool
is_kept(const struct renewal *r, size_t route)
{
	return r->reasons[route] == RENEWAL_KEPT;
}

static void
enter_route(struct making *m, size_t route)
{
	struct renewal *r = m->r;
	struct reads_list list = r->lists[route];
	struct str facts;
	uint32_t fact = 0;

	if (is_kept(r, route)) {
		facts = r->known[route]->facts;
		while (dossier_next(&facts, &fact))
			enter_fact(m, fact);
	} else {
		for (size_t i = 0; i < list.len; i++)
			enter_read(m, r->by[route], &list.at[i]);
	}
}

static void
enter_all(struct making *m)
{
	struct renewal *r = m->r;
	size_t facts = r->last.facts.len;

	m->objects = fact_objects(r->render);
	array_reserve(r->arena, &m->first, m->objects + 1);
	for (; m->first.len < m->objects; m->first.len++)
		m->first.at[m->first.len] = NONE;
	m->entry_of_fact = arena_array(r->arena, uint32_t, facts + 1);
	for (size_t i = 0; i < facts; i++)
		m->entry_of_fact[i] = NONE;
	for (size_t i = 0; i < r->render->site->routes->list.len; i++)
		enter_route(m, i);
}

/* ---- numbers of facts, and their hashes ---------------------------------------------------------- */

static struct str
name_of(struct making *m, uint32_t object, struct buf *buf)
{
	if (object >= m->objects)
		return m->questions.at[object - m->objects];
	buf_clear(buf);
	fact_name_of(m->r->render, object, buf);
	return str_copy(m->r->arena, buf_view(buf));
}

static void
number_facts(struct making *m)
{
	uint32_t number = 0;
	struct buf buf;

	buf_init(&buf, SIZE_MAX / 2);
	m->order = arena_array(m->r->arena, uint32_t, m->entries.len + 1);
	array_reserve(m->r->arena, &m->dossier.facts, m->entries.len);
	for (uint32_t object = 0; object < m->first.len; object++) {
		uint32_t at = m->first.at[object];

		if (at == NONE)
			continue;
		*array_push(m->r->arena, &m->dossier.names) = name_of(m, object, &buf);
		for (; at != NONE; at = m->entries.at[at].next) {
			m->order[number] = at;
			m->entries.at[at].number = number++;
			*array_push(m->r->arena, &m->dossier.facts) = (struct dossier_fact){
				.object = (uint32_t)m->dossier.names.len - 1,
				.set = m->entries.at[at].set,
			};
		}
	}
	buf_free(&buf);
}

static void
hash_fact(void *context, size_t index, struct worker *worker)
{
	struct making *m = context;
	struct renewal *r = m->r;
	const struct entry *entry = &m->entries.at[m->order[index]];
	struct dossier_fact *fact = &m->dossier.facts.at[index];

	fact->told = true;
	if (entry->before != NONE)
		fact->hash = r->last.facts.at[entry->before].hash;
	else if (entry->object >= m->objects)
		fact->hash = fact_answer(
		        r->render, m->questions.at[entry->object - m->objects], &worker->scratch);
	else
		fact->told = fact_hash(r->render, entry->object, &m->dossier.sets.at[entry->set],
		        &worker->scratch, &worker->out, &fact->hash);
}

/* ---- artifacts ---------------------------------------------------------------------------------- */

static int
compare(const void *a, const void *b, void *context)
{
	uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;

	(void)context;
	return (left > right) - (left < right);
}

/* Of a fact that was entered; of one thread of many. */
static uint32_t
number_of_read(const struct making *m, unsigned worker, const struct reads_pair *read)
{
	uint32_t object = read->object, set = m->set_of[worker][read->set], at;

	if (object >= m->objects)
		object = (uint32_t)(m->objects - 1 +
		        (uintptr_t)map_get(
		                &m->by_question, reads_question(m->r->reads[worker], object)));
	for (at = m->first.at[object]; m->entries.at[at].set != set;)
		at = m->entries.at[at].next;
	return m->entries.at[at].number;
}

/* The numbers of an artifact's facts, in any order. */
static size_t
numbers_of(const struct making *m, size_t route, uint32_t *numbers)
{
	const struct renewal *r = m->r;
	struct reads_list list = r->lists[route];
	struct str facts;
	uint32_t fact = 0;
	size_t count = 0;

	if (!is_kept(r, route)) {
		for (; count < list.len; count++)
			numbers[count] = number_of_read(m, r->by[route], &list.at[count]);
		return count;
	}
	facts = r->known[route]->facts;
	while (dossier_next(&facts, &fact))
		numbers[count++] = m->entries.at[m->entry_of_fact[fact]].number;
	return count;
}

static void
put_facts(void *context, size_t route, struct worker *worker)
{
	struct making *m = context;
	struct renewal *r = m->r;
	size_t count = is_kept(r, route) ? r->known[route]->facts.len : r->lists[route].len;
	uint32_t *numbers, last = 0;

	if (!count)
		return;
	numbers = arena_array(&worker->scratch, uint32_t, count + 1);
	count = numbers_of(m, route, numbers);
	array_sort(numbers, count, sizeof *numbers, &worker->scratch, compare, NULL);
	for (size_t i = 0; i < count; i++)
		dossier_put(&worker->out, numbers[i], &last);
	m->facts[route] = str_copy(&worker->arena, buf_view(&worker->out));
}

/* A head of 0 is that of no template: what was said of an artifact has to be said again. */
static void
list_artifacts(struct making *m)
{
	struct renewal *r = m->r;
	const struct dossier_fact *facts = m->dossier.facts.at;

	for (size_t route = 0; route < r->render->site->routes->list.len; route++) {
		uint32_t object = (uint32_t)(r->render->facts->count + route),
		         at = m->first.at[object];

		if (!m->facts[route].at || at == NONE)
			continue;
		*array_push(r->arena, &m->dossier.artifacts) = (struct dossier_artifact){
			.object = facts[m->entries.at[at].number].object,
			.head = r->said[route] ? 0 : r->heads[route],
			.facts = m->facts[route],
		};
	}
}

void
renewal_write(struct renewal *r, struct hash manifest, struct buf *out)
{
	struct making m = { .r = r };
	size_t routes = r->render->site->routes->list.len;

	m.dossier.key = r->key;
	m.dossier.manifest = manifest;
	m.facts = arena_array(r->arena, struct str, routes + 1);
	number_all_sets(&m);
	enter_all(&m);
	number_facts(&m);
	fact_begin(r->render);
	worker_run(r->workers, m.dossier.facts.len, hash_fact, &m);
	fact_end(r->render);
	worker_run(r->workers, routes, put_facts, &m);
	list_artifacts(&m);
	dossier_write(&m.dossier, out);
}
