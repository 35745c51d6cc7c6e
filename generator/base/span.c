/*
 * Spans are written down as they begin, so what lies inside of one comes behind it. Room is asked of
 * the system at once and touched as it is needed.
 *
 *	at       [ pages | essays/a/ | base.html | essays/b/ | base.html | ...      ]
 *	lasting    0                              ^3          ^4                      indices into `at`
 *
 * Spans of what templates do are many and mostly too short to be seen in any picture; they are in the
 * tallies alone unless they took WORTH.
 */
#include "base/span.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/clock.h"

enum { WORTH = 20 * 1000 }; /* nanoseconds */

enum { NOWHERE = -1 };

/* One that has begun. */
struct lasting {
	int32_t at;    /* where it stands in the list, or NOWHERE */
	int32_t tally; /* or NOWHERE */
	enum span_kind kind;
	int64_t begin;
	int64_t inside; /* what spans of its family took that are inside */
};

struct span_list {
	struct span at[SPAN_LIST_MAX];
	struct span_tally tallies[SPAN_TALLIES_MAX];
	int32_t slots[2 * SPAN_TALLIES_MAX]; /* index of the tally + 1, by hash */
	struct lasting lasting[SPAN_DEPTH_MAX];
	size_t len, tally_len, depth, forgotten;
	size_t beyond;    /* that began when `lasting` was full */
	int64_t shortest; /* shorter ones are not kept */
};

struct span_list *
span_list_new(void)
{
	return calloc(1, sizeof(struct span_list));
}

void
span_list_free(struct span_list *list)
{
	free(list);
}

struct str
span_kind_name(enum span_kind kind)
{
	static const struct str names[SPAN_KINDS] = {
		[SPAN_STEP] = STR_INIT("step"),
		[SPAN_PART] = STR_INIT("part"),
		[SPAN_SOURCE] = STR_INIT("source"),
		[SPAN_PAGE] = STR_INIT("page"),
		[SPAN_OUTPUT] = STR_INIT("output"),
		[SPAN_TEMPLATE] = STR_INIT("template"),
		[SPAN_BLOCK] = STR_INIT("block"),
		[SPAN_MACRO] = STR_INIT("macro"),
		[SPAN_FILTER] = STR_INIT("filter"),
		[SPAN_FUNCTION] = STR_INIT("function"),
		[SPAN_PROPERTY] = STR_INIT("property"),
	};
	return names[kind];
}

/* ---- tallies ---------------------------------------------------------------------------------- */

/* Of files that are read there are too many, and of steps the spans themselves say enough. */
static bool
is_tallied(enum span_kind kind)
{
	return kind >= SPAN_PAGE;
}

static bool
is_of_templates(enum span_kind kind)
{
	return kind == SPAN_TEMPLATE || kind == SPAN_BLOCK || kind == SPAN_MACRO;
}

static bool
is_same_family(enum span_kind a, enum span_kind b)
{
	return is_of_templates(a) == is_of_templates(b) && is_tallied(a) == is_tallied(b);
}

static size_t
slot_of(enum span_kind kind, struct str name, struct str inner)
{
	uint64_t h = (uint64_t)kind + 1;
	h = (h ^ (uint64_t)(uintptr_t)name.at) * 0x9e3779b97f4a7c15u;
	h = (h ^ (h >> 29) ^ (uint64_t)(uintptr_t)inner.at) * 0x9e3779b97f4a7c15u;
	return (size_t)(h >> 40) % (2 * SPAN_TALLIES_MAX);
}

/* Its tally, made when there is none; NOWHERE when there is no more room. Blocks are their template's, and so are pages. */
static int32_t
find_tally(struct span_list *list, enum span_kind kind, struct str name, struct str inner)
{
	static const struct str nothing =
	        STR_INIT(""); /* in one place, which not all empty texts are */

	if (kind == SPAN_PAGE)
		name = nothing;
	if (kind == SPAN_BLOCK || !inner.len)
		inner = nothing;
	if (kind == SPAN_BLOCK)
		kind = SPAN_TEMPLATE;
	size_t slot = slot_of(kind, name, inner);
	for (; list->slots[slot]; slot = (slot + 1) % (2 * SPAN_TALLIES_MAX)) {
		const struct span_tally *tally = &list->tallies[list->slots[slot] - 1];
		if (tally->kind == kind && tally->name.at == name.at && tally->inner.at == inner.at)
			return list->slots[slot] - 1;
	}
	if (list->tally_len == SPAN_TALLIES_MAX)
		return NOWHERE;
	list->tallies[list->tally_len++] =
	        (struct span_tally){ .kind = kind, .name = name, .inner = inner };
	list->slots[slot] = (int32_t)list->tally_len;
	return list->slots[slot] - 1;
}

/* What lies around it, of the same family, did not take this time itself. */
static void
tell_outer(struct span_list *list, enum span_kind kind, int64_t nanos)
{
	for (size_t i = list->depth; i-- > 0;) {
		if (!is_same_family(list->lasting[i].kind, kind))
			continue;
		list->lasting[i].inside += nanos;
		return;
	}
}

static void
count(struct span_list *list, const struct lasting *ended, int64_t nanos, size_t bytes)
{
	struct span_tally *tally = &list->tallies[ended->tally];
	tally->count += ended->kind != SPAN_BLOCK;
	tally->own += nanos - ended->inside;
	if (nanos > tally->longest)
		tally->longest = nanos;
	if (--tally->open > 0)
		return;
	tally->nanos += nanos;
	tally->bytes += bytes;
}

/* ---- room ------------------------------------------------------------------------------------- */

static bool
is_kept(const struct span_list *list, const struct span *span)
{
	return !span->end || span->kind <= SPAN_PART || span->end - span->begin >= list->shortest;
}

/* Forgets those that took least, and where those stand that last. */
static void
forget(struct span_list *list)
{
	size_t kept = 0, lasting = 0;
	for (size_t i = 0; i < list->len; i++) {
		while (lasting < list->depth && list->lasting[lasting].at == NOWHERE)
			lasting++;
		if (lasting < list->depth && list->lasting[lasting].at == (int32_t)i)
			list->lasting[lasting++].at = (int32_t)kept;
		if (is_kept(list, &list->at[i]))
			list->at[kept++] = list->at[i];
	}
	list->forgotten += list->len - kept;
	list->len = kept;
}

static int32_t
keep(struct span_list *list, const struct span *span)
{
	for (int raised = 0; list->len == SPAN_LIST_MAX && raised < 40; raised++) {
		list->shortest = list->shortest ? 2 * list->shortest : WORTH;
		forget(list);
	}
	if (list->len == SPAN_LIST_MAX) {
		list->forgotten++;
		return NOWHERE;
	}
	list->at[list->len] = *span;
	return (int32_t)list->len++;
}

/* ---- spans ------------------------------------------------------------------------------------ */

void
span_open(struct span_list *list, enum span_kind kind, struct str name, struct str inner)
{
	if (list->depth == SPAN_DEPTH_MAX) {
		list->beyond++;
		return;
	}
	struct span span = { .kind = kind, .name = name, .inner = inner };
	struct lasting begun = { .kind = kind, .tally = NOWHERE };
	if (is_tallied(kind))
		begun.tally = find_tally(list, kind, name, inner);
	if (begun.tally != NOWHERE)
		list->tallies[begun.tally].open++;
	begun.begin = span.begin = clock_nanos();
	begun.at = keep(list, &span);
	list->lasting[list->depth++] = begun;
}

/* A short one goes if nothing is kept that lies inside of it. */
static void
end_kept(struct span_list *list, const struct lasting *ended, int64_t now, size_t bytes)
{
	struct span *span = &list->at[ended->at];
	bool last = (size_t)ended->at + 1 == list->len;
	span->end = now;
	span->bytes = bytes;
	if (!last || span->kind <= SPAN_PART)
		return;
	if (span->kind > SPAN_PAGE && now - span->begin < WORTH)
		list->len--;
	else if (!is_kept(list, span))
		list->len--, list->forgotten++;
}

void
span_close(struct span_list *list, size_t bytes)
{
	int64_t now = clock_nanos();
	if (list->beyond) {
		list->beyond--;
		return;
	}
	if (!list->depth)
		return;
	struct lasting ended = list->lasting[--list->depth];
	if (ended.at != NOWHERE)
		end_kept(list, &ended, now, bytes);
	if (ended.tally != NOWHERE)
		count(list, &ended, now - ended.begin, bytes);
	tell_outer(list, ended.kind, now - ended.begin);
}

void
span_add(struct span_list *list, const struct span *span)
{
	if (list)
		(void)keep(list, span);
}

struct str
span_step(const struct span_list *list)
{
	for (size_t i = list ? list->depth : 0; i-- > 0;) {
		if (list->lasting[i].kind <= SPAN_PART && list->lasting[i].at != NOWHERE)
			return list->at[list->lasting[i].at].name;
	}
	return STR_EMPTY;
}

const struct span *
span_all(const struct span_list *list, size_t *count)
{
	*count = list ? list->len : 0;
	return list ? list->at : NULL;
}

const struct span_tally *
span_tallies(const struct span_list *list, size_t *count)
{
	*count = list ? list->tally_len : 0;
	return list ? list->tallies : NULL;
}

size_t
span_forgotten(const struct span_list *list)
{
	return list ? list->forgotten : 0;
}
