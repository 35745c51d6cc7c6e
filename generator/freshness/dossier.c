#include "freshness/dossier.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/varint.h"

#define HEAD "kith facts 1\n"

/* What the shortest of each is, in bytes: no count may promise more than there is room for. */
enum { NAME_LEAST = 1, FACT_LEAST = 2 + sizeof(uint64_t), ARTIFACT_LEAST = 2 + sizeof(uint64_t) };

/* ---- writing ------------------------------------------------------------------------------------ */

static void
put_raw(struct buf *out, const void *bytes, size_t len)
{
	buf_put(out, str_of(bytes, len));
}

void
dossier_put(struct buf *facts, uint32_t fact, uint32_t *last)
{
	varint_put(facts, fact - *last);
	*last = fact;
}

static void
put_facts(const struct dossier *dossier, struct buf *out)
{
	uint32_t object = 0;

	varint_put(out, dossier->facts.len);
	for (size_t i = 0; i < dossier->facts.len; i++) {
		const struct dossier_fact *fact = &dossier->facts.at[i];

		varint_put(out, fact->object - object);
		varint_put(out, (uint64_t)fact->set << 1 | fact->told);
		put_raw(out, &fact->hash, sizeof fact->hash);
		object = fact->object;
	}
}

static void
put_body(const struct dossier *dossier, struct buf *out)
{
	put_raw(out, &dossier->key, sizeof dossier->key);
	put_raw(out, &dossier->manifest, sizeof dossier->manifest);
	varint_put(out, dossier->names.len);
	for (size_t i = 0; i < dossier->names.len; i++)
		varint_put_bytes(out, dossier->names.at[i]);
	varint_put(out, dossier->sets.len);
	put_raw(out, dossier->sets.at, dossier->sets.len * sizeof *dossier->sets.at);
	put_facts(dossier, out);
	varint_put(out, dossier->artifacts.len);
	for (size_t i = 0; i < dossier->artifacts.len; i++) {
		const struct dossier_artifact *artifact = &dossier->artifacts.at[i];

		varint_put(out, artifact->object);
		put_raw(out, &artifact->head, sizeof artifact->head);
		varint_put_bytes(out, artifact->facts);
	}
}

void
dossier_write(const struct dossier *dossier, struct buf *out)
{
	uint64_t sum = 0;
	size_t body;

	buf_lit(out, HEAD);
	put_raw(out, &sum, sizeof sum);
	body = out->len;
	put_body(dossier, out);
	sum = hash_64(str_skip(buf_view(out), body));
	if (!out->full)
		memcpy(out->at + body - sizeof sum, &sum, sizeof sum);
}

/* ---- reading ------------------------------------------------------------------------------------ */

static bool
take_raw(struct str *rest, void *out, size_t len)
{
	if (rest->len < len)
		return false;
	memcpy(out, rest->at, len);
	*rest = str_skip(*rest, len);
	return true;
}

/* How many follow, of which each has at least so many bytes. */
static bool
take_count(struct str *rest, size_t least, size_t *count)
{
	uint64_t number;

	if (!varint_take(rest, &number) || number > rest->len / least)
		return false;
	*count = (size_t)number;
	return true;
}

static bool
take_names(struct str *rest, struct arena *arena, struct dossier *out)
{
	size_t count;

	if (!take_count(rest, NAME_LEAST, &count))
		return false;
	array_reserve(arena, &out->names, count);
	for (; out->names.len < count; out->names.len++)
		if (!varint_take_bytes(rest, &out->names.at[out->names.len]))
			return false;
	return true;
}

static bool
take_sets(struct str *rest, struct arena *arena, struct dossier *out)
{
	size_t count;

	if (!take_count(rest, sizeof *out->sets.at, &count))
		return false;
	array_reserve(arena, &out->sets, count);
	out->sets.len = count;
	return !count || take_raw(rest, out->sets.at, count * sizeof *out->sets.at);
}

static bool
take_facts(struct str *rest, struct arena *arena, struct dossier *out)
{
	uint64_t object = 0, step, set;
	size_t count;

	if (!take_count(rest, FACT_LEAST, &count))
		return false;
	array_reserve(arena, &out->facts, count);
	for (; out->facts.len < count; out->facts.len++) {
		struct dossier_fact *fact = &out->facts.at[out->facts.len];

		if (!varint_take(rest, &step) || !varint_take(rest, &set) ||
		        !take_raw(rest, &fact->hash, sizeof fact->hash) ||
		        step >= out->names.len - object || set >> 1 >= out->sets.len)
			return false;
		object += step;
		fact->object = (uint32_t)object;
		fact->set = (uint32_t)(set >> 1);
		fact->told = set & 1;
	}
	return true;
}

bool
dossier_next(struct str *facts, uint32_t *last)
{
	uint64_t step;

	if (!facts->len || !varint_take(facts, &step))
		return false;
	*last += (uint32_t)step;
	return true;
}

static bool
are_facts(struct str facts, size_t count)
{
	uint64_t at = 0, step;

	while (facts.len) {
		if (!varint_take(&facts, &step) || step >= count - at)
			return false;
		at += step;
	}
	return true;
}

static bool
take_artifacts(struct str *rest, struct arena *arena, struct dossier *out)
{
	uint64_t object;
	size_t count;

	if (!take_count(rest, ARTIFACT_LEAST, &count))
		return false;
	array_reserve(arena, &out->artifacts, count);
	for (; out->artifacts.len < count; out->artifacts.len++) {
		struct dossier_artifact *artifact = &out->artifacts.at[out->artifacts.len];

		if (!varint_take(rest, &object) ||
		        !take_raw(rest, &artifact->head, sizeof artifact->head) ||
		        !varint_take_bytes(rest, &artifact->facts) || object >= out->names.len ||
		        !are_facts(artifact->facts, out->facts.len))
			return false;
		artifact->object = (uint32_t)object;
	}
	return true;
}

static bool
take_body(struct str rest, struct arena *arena, struct dossier *out)
{
	return take_raw(&rest, &out->key, sizeof out->key) &&
	        take_raw(&rest, &out->manifest, sizeof out->manifest) &&
	        take_names(&rest, arena, out) && take_sets(&rest, arena, out) &&
	        take_facts(&rest, arena, out) && take_artifacts(&rest, arena, out) && !rest.len;
}

bool
dossier_read(struct str text, struct arena *arena, struct dossier *out)
{
	uint64_t sum;
	bool good;

	*out = (struct dossier){ 0 };
	if (!str_starts(text, STR(HEAD)))
		return false;
	text = str_skip(text, sizeof HEAD - 1);
	good = take_raw(&text, &sum, sizeof sum) && sum == hash_64(text) &&
	        take_body(text, arena, out);
	if (!good)
		*out = (struct dossier){ 0 };
	return good;
}
