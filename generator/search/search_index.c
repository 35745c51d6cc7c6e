/*
 * Four steps, of which those that take long are done by all workers: the tables are dealt into ranges by the first bits
 * of a word; each range is sorted, and the lists of one word become one; ranges in order are all words in order, which
 * are cut into shards; each shard is written.
 */
#include "search/search_index.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/varint.h"
#include "base/worker.h"
#include "search/search_gather.h"
#include "search/search_known.h"

enum {
	KEY_BYTES = 8,   /* of a word, by which it is placed */
	RANGE_BITS = 14, /* of the key */
	RANGES = 1 << RANGE_BITS,
	WORD_COST = 3, /* bytes of a word in a shard, beside its own and those of its postings */
};

/* What one worker has of a word. */
struct part {
	uint64_t key; /* the first bytes of the word, as a number */
	const struct search_term *term;
};

struct range {
	struct part *parts;
	size_t count, filled;
	struct search_word *words;
	size_t len; /* words */
};

struct cut {
	size_t from, to; /* words */
	uint64_t bound;
};

struct making {
	struct arena *arena; /* of what goes with the making */
	const struct search_gather *gather;
	struct range *ranges; /* those that have something */
	size_t range_count;
	struct search_word *words;
	size_t *sizes; /* of all words before */
	array_of(struct cut) cuts;
	struct search_index *index;
};

static uint64_t
key_of(struct str word)
{
	uint64_t key = 0;

	for (size_t i = 0; i < KEY_BYTES; i++)
		key = key << 8 | (i < word.len ? (unsigned char)word.at[i] : 0);
	return key;
}

/* ---- dealing --------------------------------------------------------------------------------------- */

static void
each_part(struct making *m, void (*use)(struct range *range, const struct part *part),
        struct range *ranges)
{
	for (unsigned i = 0; i < m->gather->count; i++) {
		const struct search_table *table = &m->gather->tables[i];

		for (size_t j = 0; j < table->terms.len; j++) {
			const struct search_term *term = table->terms.at[j];
			struct part part = { key_of(term->word), term };

			use(&ranges[part.key >> (64 - RANGE_BITS)], &part);
		}
	}
}

static void
count_part(struct range *range, const struct part *part)
{
	(void)part;
	range->count++;
}

static void
deal_part(struct range *range, const struct part *part)
{
	range->parts[range->filled++] = *part;
}

static void
deal(struct making *m)
{
	struct range *ranges = arena_array(m->arena, struct range, RANGES);
	struct part *parts;
	size_t total = 0;

	each_part(m, count_part, ranges);
	for (size_t i = 0; i < RANGES; i++)
		total += ranges[i].count;
	parts = arena_array(m->arena, struct part, total + 1);
	for (size_t i = 0; i < RANGES; i++) {
		ranges[i].parts = parts;
		parts += ranges[i].count;
	}
	each_part(m, deal_part, ranges);
	m->ranges = ranges;
	for (size_t i = 0; i < RANGES; i++)
		if (ranges[i].count)
			ranges[m->range_count++] = ranges[i];
}

/* ---- putting the lists of one word together --------------------------------------------------------- */

static int
compare_parts(const void *a, const void *b, void *unused)
{
	const struct part *left = a, *right = b;

	(void)unused;
	if (left->key != right->key)
		return left->key < right->key ? -1 : 1;
	return str_cmp(left->term->word, right->term->word);
}

static size_t
copy_postings(const struct search_term *term, search_posting *to)
{
	size_t len = 0;

	for (const struct search_postings *piece = term->first; piece; piece = piece->next) {
		memcpy(to + len, piece->at, piece->len * sizeof *to);
		len += piece->len;
	}
	to[len++] = term->newest;
	return len;
}

/* Puts the postings of a part among the first `len` of `all`, both in order; how many there are then. */
static size_t
join_postings(const struct search_term *term, search_posting *all, size_t len, search_posting *room)
{
	size_t more = copy_postings(term, room), at = len + more, total = at;

	while (more && len)
		all[--at] = all[len - 1] > room[more - 1] ? all[--len] : room[--more];
	memcpy(all, room, more * sizeof *all);
	return total;
}

/* The postings of `count` parts of one word, written. */
static struct str
write_postings(const struct part *parts, size_t count, struct worker *worker)
{
	struct arena mark = worker->scratch;
	struct str copy;
	char *written, *end;
	search_posting *all;
	size_t len, total = 0;
	uint32_t before = 0;

	for (size_t i = 0; i < count; i++)
		total += parts[i].term->count;
	all = arena_raw(&worker->scratch, 2 * total * sizeof *all, alignof(search_posting));
	len = copy_postings(parts[0].term, all);
	for (size_t i = 1; i < count; i++)
		len = join_postings(parts[i].term, all, len, all + total);
	written = end = arena_raw(&worker->scratch, (len + 1) * VARINT_MAX_BYTES, 1);
	end = varint_write(end, len);
	for (size_t i = 0; i < len; i++) {
		end = varint_write(end, ((uint64_t)(all[i] >> 2) - before) << 2 | (all[i] & 3));
		before = all[i] >> 2;
	}
	copy = str_copy(&worker->step, str_of(written, (size_t)(end - written)));
	arena_back(&worker->scratch, &mark);
	return copy;
}

static void
merge_range(void *context, size_t index, struct worker *worker)
{
	struct range *range = &((struct making *)context)->ranges[index];

	array_sort(range->parts, range->count, sizeof *range->parts, &worker->scratch,
	        compare_parts, NULL);
	range->words = arena_array(&worker->step, struct search_word, range->count);
	for (size_t i = 0, end; i < range->count; i = end) {
		const struct part *first = &range->parts[i];

		for (end = i + 1; end < range->count; end++)
			if (compare_parts(first, &range->parts[end], NULL))
				break;
		range->words[range->len++] = (struct search_word){ first->key, first->term->word,
			write_postings(first, end - i, worker) };
	}
}

/* ---- cutting --------------------------------------------------------------------------------------- */

static void
gather_words(struct making *m)
{
	size_t count = 0;

	for (size_t i = 0; i < m->range_count; i++)
		count += m->ranges[i].len;
	m->words = arena_array(m->arena, struct search_word, count + 1);
	m->sizes = arena_array(m->arena, size_t, count + 1);
	m->index->words = count;
	count = 0;
	for (size_t i = 0; i < m->range_count; i++) {
		for (size_t j = 0; j < m->ranges[i].len; j++) {
			const struct search_word *word = &m->ranges[i].words[j];

			m->words[count] = *word;
			m->sizes[count + 1] =
			        m->sizes[count] + WORD_COST + word->text.len + word->postings.len;
			count++;
		}
	}
}

/* The first of the words from `from` to `to` with a key that is not below `bound`. */
static size_t
first_from(const struct making *m, size_t from, size_t to, uint64_t bound)
{
	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (m->words[middle].key < bound)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Words from `from` to `to`, all those from the key `low` on whose highest bits, all but the lowest `bits`, are its. */
static void
cut(struct making *m, size_t from, size_t to, uint64_t low, unsigned bits)
{
	if (from == to)
		return;
	if (bits && m->sizes[to] - m->sizes[from] > SEARCH_SHARD_MAX) {
		uint64_t middle = low | UINT64_C(1) << (bits - 1);
		size_t second = first_from(m, from, to, middle);

		cut(m, from, second, low, bits - 1);
		cut(m, second, to, middle, bits - 1);
		return;
	}
	*array_push(m->arena, &m->cuts) = (struct cut){ from, to, low };
}

/* ---- writing --------------------------------------------------------------------------------------- */

static struct str
name_of(struct arena *arena, uint64_t bound)
{
	struct str name = str_format(arena, "%016llx", (unsigned long long)bound);

	while (name.len > 2 && str_ends(name, STR("00")))
		name.len -= 2;
	return name;
}

static size_t
shared(struct str a, struct str b)
{
	size_t len = 0;

	while (len < a.len && len < b.len && a.at[len] == b.at[len])
		len++;
	return len;
}

static void
write_shard(void *context, size_t index, struct worker *worker)
{
	const struct making *m = context;
	const struct cut *cut = &m->cuts.at[index];
	struct str before = STR_EMPTY;
	struct buf *out = &worker->out;

	for (size_t i = cut->from; i < cut->to; i++) {
		const struct search_word *word = &m->words[i];
		size_t same = shared(before, word->text);

		varint_put(out, same);
		varint_put(out, word->text.len - same);
		buf_put(out, str_skip(word->text, same));
		buf_put(out, word->postings);
		before = word->text;
	}
	m->index->shards[index] = (struct search_shard){ name_of(&worker->arena, cut->bound),
		str_copy(&worker->arena, buf_view(out)) };
}

struct search_index *
search_index_make(struct arena *arena, const struct search_gather *gather, struct workers *workers,
        const struct search_index_kept *kept)
{
	struct arena passing = ARENA_EMPTY;
	struct making m = { .arena = &passing, .gather = gather };

	m.index = arena_new(arena, struct search_index);
	search_gather_end(gather);
	deal(&m);
	worker_run(workers, m.range_count, merge_range, &m);
	gather_words(&m);
	cut(&m, 0, m.index->words, 0, 64);
	m.index->len = m.cuts.len;
	m.index->shards = arena_array(arena, struct search_shard, m.cuts.len + 1);
	worker_run(workers, m.cuts.len, write_shard, &m);
	if (kept)
		search_known_write(*kept->state, kept->keys, kept->pages, m.words, m.index->words,
		        &passing, kept->out);
	arena_free(&passing);
	worker_end_step(workers);
	return m.index;
}
