#include "diff/prose_match.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"
#include "diff/prose_words.h"
#include "diff/script.h"
#include "markdown/prose.h"

enum {
	EDITS_MAX = 256, /* of blocks between two that hold their place */
	ALIKE_MIN = 500, /* of 1000 */
	WINDOW = 4,      /* blocks around where one should be that are weighed */
	BEST = 4,        /* of those that share rare words */
	RARE = 16,       /* blocks that may have a rare word */
	MOVED_MIN = 5,   /* words of what is worth to be followed */
	PART_MIN = 3,    /* words of a part of what was divided */
};

#define NONE SIZE_MAX

struct side {
	const struct prose_block *blocks;
	size_t len;
	uint32_t *symbols;         /* equal blocks have equal ones */
	struct prose_words *words; /* of those that are not settled at once */
	size_t *mate;              /* or NONE */
};

struct match {
	struct arena *arena;
	struct side before, after;
	bool *holds; /* by index before: it is in the chain of those that hold their place */
};

/* --- symbols ------------------------------------------------------------------------------- */

struct symbol {
	uint32_t number;
	size_t counts[2], last[2];
};

/* All that tells one block from another. */
static struct str
identity(struct arena *arena, struct buf *text, const struct prose_block *block)
{
	buf_clear(text);
	buf_char(text, (char)('a' + block->kind));
	buf_int(text, block->level);
	buf_char(text, '\n');
	buf_put(text, block->name);
	buf_char(text, '\n');
	buf_put(text, block->text);
	for (size_t i = 0; i < block->links.len; i++) {
		buf_char(text, '\0');
		buf_put(text, block->links.at[i].address);
	}
	return str_copy(arena, buf_view(text));
}

static void
add_symbols(struct match *match, struct map *map, struct side *side, unsigned which)
{
	struct buf text;
	bool added;
	buf_init(&text, SIZE_MAX);
	for (size_t i = 0; i < side->len; i++) {
		struct str key = identity(match->arena, &text, &side->blocks[i]);
		struct map_entry *entry = map_put(map, match->arena, key, &added);
		if (added) {
			struct symbol *fresh = arena_new(match->arena, struct symbol);
			fresh->number = (uint32_t)map->len;
			entry->value = fresh;
		}
		struct symbol *symbol = entry->value;
		symbol->counts[which]++;
		symbol->last[which] = i;
		side->symbols[i] = symbol->number;
	}
	buf_free(&text);
}

static void
join(struct match *match, size_t before, size_t after)
{
	match->before.mate[before] = after;
	match->after.mate[after] = before;
}

static void
part(struct match *match, size_t before)
{
	match->after.mate[match->before.mate[before]] = NONE;
	match->before.mate[before] = NONE;
}

static void
join_unique(struct match *match)
{
	struct map map = { 0 };
	add_symbols(match, &map, &match->before, 0);
	add_symbols(match, &map, &match->after, 1);
	for (size_t i = 0; i < map.len; i++) {
		const struct symbol *symbol = map.at[i].value;
		if (symbol->counts[0] == 1 && symbol->counts[1] == 1)
			join(match, symbol->last[0], symbol->last[1]);
	}
}

/* --- what holds its place ------------------------------------------------------------------ */

static size_t
word_count_of(const struct match *match, size_t before)
{
	return match->before.words[before].len;
}

/* The heaviest chain that ends before a position: a tree of prefix maxima (Fenwick). */
struct chains {
	size_t *best; /* index before + 1 of a chain's last link */
	size_t len;
};

static size_t
heaviest(const struct chains *chains, const size_t *weights, size_t before_position)
{
	size_t found = 0;
	for (size_t i = before_position; i; i &= i - 1) {
		size_t one = chains->best[i];
		if (one && (!found || weights[one - 1] > weights[found - 1]))
			found = one;
	}
	return found;
}

static void
add_chain(struct chains *chains, const size_t *weights, size_t position, size_t last)
{
	for (size_t i = position + 1; i <= chains->len; i += i & (0 - i)) {
		if (!chains->best[i] || weights[last] > weights[chains->best[i] - 1])
			chains->best[i] = last + 1;
	}
}

/* Sets `holds`: of all that is joined, as many words as possible in the same order on both sides. */
static void
find_chain(struct match *match)
{
	struct side *before = &match->before;
	struct chains chains = { NULL, match->after.len };
	struct arena mark = *match->arena;
	size_t *weights = arena_array(match->arena, size_t, before->len + 1);
	size_t *previous = arena_array(match->arena, size_t, before->len + 1);
	chains.best = arena_array(match->arena, size_t, chains.len + 1);
	for (size_t i = 0; i < before->len; i++) {
		match->holds[i] = false;
		if (before->mate[i] == NONE)
			continue;
		previous[i] = heaviest(&chains, weights, before->mate[i]);
		weights[i] = word_count_of(match, i) + 1;
		if (previous[i])
			weights[i] += weights[previous[i] - 1];
		add_chain(&chains, weights, before->mate[i], i);
	}
	for (size_t i = heaviest(&chains, weights, chains.len); i; i = previous[i - 1])
		match->holds[i - 1] = true;
	arena_back(match->arena, &mark);
}

/* What has moved and says little is not followed: it was removed and added. */
static void
part_short(struct match *match)
{
	for (size_t i = 0; i < match->before.len; i++) {
		if (match->before.mate[i] != NONE && !match->holds[i] &&
		        word_count_of(match, i) < MOVED_MIN)
			part(match, i);
	}
}

/* --- equal ones between them --------------------------------------------------------------- */

static void
join_gap(struct match *match, size_t before, size_t before_end, size_t after, size_t after_end)
{
	struct side *old = &match->before, *new = &match->after;
	diff_runs runs = { NULL, 0, 0 };
	if (before == before_end || after == after_end)
		return;
	script_diff(match->arena, old->symbols + before, before_end - before, new->symbols + after,
	        after_end - after, EDITS_MAX, &runs);
	for (size_t i = 0; i < runs.len; i++) {
		struct diff_run run = runs.at[i];
		for (size_t j = 0; run.kind == DIFF_SAME && j < run.len; j++) {
			size_t b = before + run.before + j, a = after + run.after + j;
			if (old->mate[b] == NONE && new->mate[a] == NONE)
				join(match, b, a);
		}
	}
}

static void
join_repeated(struct match *match)
{
	size_t before = 0, after = 0;
	for (size_t i = 0; i <= match->before.len; i++) {
		bool end = i == match->before.len;
		if (!end && !match->holds[i])
			continue;
		size_t to = end ? match->after.len : match->before.mate[i];
		join_gap(match, before, i, after, to);
		before = i + 1;
		after = to + 1;
	}
}

/* --- similar ones -------------------------------------------------------------------------- */

struct candidate {
	unsigned alike;
	size_t distance; /* from where it would be if nothing had moved */
	size_t before, after;
};

struct posting {
	uint32_t word;
	size_t block;
};

struct search {
	struct match *match;
	array_of(struct posting) postings; /* of rare and common words of what is alone after */
	uint32_t *shared;                  /* rare words with each block after */
	array_of(size_t) touched;
	array_of(struct candidate) found;
};

static int
compare_postings(const void *a, const void *b, void *context)
{
	const struct posting *x = a, *y = b;
	(void)context;
	if (x->word != y->word)
		return x->word < y->word ? -1 : 1;
	return (x->block > y->block) - (x->block < y->block);
}

static int
compare_candidates(const void *a, const void *b, void *context)
{
	const struct candidate *x = a, *y = b;
	(void)context;
	if (x->alike != y->alike)
		return x->alike > y->alike ? -1 : 1;
	if (x->distance != y->distance)
		return x->distance < y->distance ? -1 : 1;
	if (x->before != y->before)
		return x->before < y->before ? -1 : 1;
	return (x->after > y->after) - (x->after < y->after);
}

/* Headings become headings, and code code; the rest is text that may change its dress. */
static bool
may_become(const struct prose_block *before, const struct prose_block *after)
{
	static const bool apart[PROSE_KINDS] = {
		[PROSE_HEADING] = true,
		[PROSE_ROW] = true,
		[PROSE_CODE] = true,
		[PROSE_HTML] = true,
		[PROSE_MATH] = true,
		[PROSE_RULE] = true,
		[PROSE_IMAGE] = true,
		[PROSE_DIRECTIVE] = true,
	};
	return before->kind == after->kind || (!apart[before->kind] && !apart[after->kind]);
}

static void
weigh(struct search *search, size_t before, size_t after, size_t expected)
{
	struct match *match = search->match;
	if (match->after.mate[after] != NONE ||
	        !may_become(&match->before.blocks[before], &match->after.blocks[after]))
		return;
	unsigned alike = prose_words_alike(match->before.words[before], match->after.words[after]);
	size_t distance = after > expected ? after - expected : expected - after;
	if (alike < ALIKE_MIN || (distance > WINDOW && word_count_of(match, before) < MOVED_MIN))
		return;
	*array_push(match->arena, &search->found) =
	        (struct candidate){ alike, distance, before, after };
}

static void
index_words(struct search *search)
{
	const struct side *after = &search->match->after;
	struct arena *arena = search->match->arena;
	for (size_t i = 0; i < after->len; i++) {
		struct prose_words words = after->words[i];
		for (size_t j = 0; after->mate[i] == NONE && j < words.len; j++) {
			if (!j || words.at[j] != words.at[j - 1])
				*array_push(arena, &search->postings) =
				        (struct posting){ words.at[j], i };
		}
	}
	array_sort(search->postings.at, search->postings.len, sizeof *search->postings.at, arena,
	        compare_postings, NULL);
}

static size_t
first_posting(const struct search *search, uint32_t word)
{
	size_t low = 0, high = search->postings.len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (search->postings.at[middle].word < word)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
count_rare(struct search *search, uint32_t word)
{
	size_t from = first_posting(search, word), to = from;
	while (to < search->postings.len && search->postings.at[to].word == word &&
	        to < from + RARE)
		to++;
	if (to == from + RARE)
		return;
	for (; from < to; from++) {
		size_t block = search->postings.at[from].block;
		if (!search->shared[block]++)
			*array_push(search->match->arena, &search->touched) = block;
	}
}

/* Weighs those that share the most rare words. */
static void
weigh_rare(struct search *search, size_t before, size_t expected)
{
	struct prose_words words = search->match->before.words[before];
	search->touched.len = 0;
	for (size_t i = 0; i < words.len; i++) {
		if (!i || words.at[i] != words.at[i - 1])
			count_rare(search, words.at[i]);
	}
	for (unsigned n = 0; n < BEST; n++) {
		size_t best = NONE;
		for (size_t i = 0; i < search->touched.len; i++) {
			size_t block = search->touched.at[i];
			if (search->shared[block] &&
			        (best == NONE || search->shared[block] > search->shared[best]))
				best = block;
		}
		if (best == NONE)
			break;
		weigh(search, before, best, expected);
		search->shared[best] = 0;
	}
	for (size_t i = 0; i < search->touched.len; i++)
		search->shared[search->touched.at[i]] = 0;
}

static void
search_all(struct search *search)
{
	const struct side *before = &search->match->before;
	size_t expected = 0, count = search->match->after.len;
	for (size_t i = 0; i < before->len; i++, expected++) {
		if (before->mate[i] != NONE) {
			if (search->match->holds[i])
				expected = before->mate[i];
			continue;
		}
		size_t from = expected > WINDOW ? expected - WINDOW : 0;
		for (size_t j = from; j < count && j <= expected + WINDOW; j++)
			weigh(search, i, j, expected);
		weigh_rare(search, i, expected);
	}
}

static void
join_similar(struct match *match)
{
	struct search search = { .match = match };
	search.shared = arena_array(match->arena, uint32_t, match->after.len + 1);
	index_words(&search);
	search_all(&search);
	array_sort(search.found.at, search.found.len, sizeof *search.found.at, match->arena,
	        compare_candidates, NULL);
	for (size_t i = 0; i < search.found.len; i++) {
		struct candidate one = search.found.at[i];
		if (match->before.mate[one.before] == NONE && match->after.mate[one.after] == NONE)
			join(match, one.before, one.after);
	}
}

/* --- neighbours ---------------------------------------------------------------------------- */

static bool
is_pair(const struct match *match, size_t before, size_t after)
{
	return before < match->before.len && match->before.mate[before] == after;
}

/*
 * One block between the same two: a row, an item with nothing in common with what it was. For a heading
 * the block behind it or before it is enough. A paragraph like that is another one.
 */
static bool
stands_alone(const struct match *match, size_t before, size_t after)
{
	const struct prose_block *old = &match->before.blocks[before];
	const struct prose_block *new = &match->after.blocks[after];
	if (old->kind != new->kind || old->level != new->level || old->kind == PROSE_PARAGRAPH ||
	        old->kind == PROSE_QUOTE)
		return false;
	bool front = before && after ? is_pair(match, before - 1, after - 1) : !before && !after;
	bool back = before + 1 < match->before.len ? is_pair(match, before + 1, after + 1)
	                                           : after + 1 == match->after.len;
	return old->kind == PROSE_HEADING ? front || back : front && back;
}

static bool
join_alone(struct match *match, size_t before, size_t after)
{
	if (after >= match->after.len || match->after.mate[after] != NONE ||
	        !stands_alone(match, before, after))
		return false;
	join(match, before, after);
	return true;
}

static void
join_neighbours(struct match *match)
{
	const struct side *before = &match->before;
	for (size_t i = 0; i < before->len; i++) {
		size_t behind = i ? before->mate[i - 1] : NONE;
		size_t ahead = i + 1 < before->len ? before->mate[i + 1] : match->after.len;
		if (before->mate[i] != NONE)
			continue;
		bool found = behind != NONE && join_alone(match, i, behind + 1);
		found = found || (ahead != NONE && ahead && join_alone(match, i, ahead - 1));
		if (!found && !i)
			join_alone(match, 0, 0);
	}
}

static bool
join_equal(struct match *match, size_t before, size_t after)
{
	if (before >= match->before.len || after >= match->after.len ||
	        match->before.mate[before] != NONE || match->after.mate[after] != NONE ||
	        match->before.symbols[before] != match->after.symbols[after])
		return false;
	join(match, before, after);
	return true;
}

/* Short blocks next to something that moved went with it: the heading of a section. */
static void
join_companions(struct match *match)
{
	for (size_t i = 0; i < match->before.len; i++) {
		if (match->before.mate[i] == NONE || match->holds[i])
			continue;
		for (size_t b = i, a = match->before.mate[i]; b && a; b--, a--) {
			if (!join_equal(match, b - 1, a - 1))
				break;
		}
		join_equal(match, i + 1, match->before.mate[i] + 1);
	}
}

/* --- divided and joined -------------------------------------------------------------------- */

/* Is `piece`, which is alone, a part of `whole`, and more than its next block? */
static bool
is_part(const struct side *pieces, size_t piece, const struct side *wholes, size_t whole)
{
	if (piece >= pieces->len || pieces->mate[piece] != NONE ||
	        prose_is_verbatim(pieces->blocks[piece].kind) ||
	        pieces->blocks[piece].kind != wholes->blocks[whole].kind ||
	        pieces->blocks[piece].kind == PROSE_HEADING ||
	        pieces->blocks[piece].kind == PROSE_ROW)
		return false;
	struct prose_words words = pieces->words[piece];
	return words.len >= PART_MIN &&
	        10 * prose_words_common(words, wholes->words[whole]) >= 8 * words.len;
}

/*
 * Takes the blocks around one whose partner is `whole` that are parts of it as well. The words of the
 * whole that its partner has must leave room for theirs.
 */
static void
gather_parts(const struct side *pieces, size_t *first, size_t *len, const struct side *wholes,
        size_t whole)
{
	size_t room = wholes->words[whole].len, used = pieces->words[*first].len;
	while (*len && is_part(pieces, *first + *len, wholes, whole) &&
	        used + pieces->words[*first + *len].len <= room + room / 4) {
		used += pieces->words[*first + *len].len;
		pieces->mate[*first + *len] = whole;
		++*len;
	}
	while (*first && is_part(pieces, *first - 1, wholes, whole) &&
	        used + pieces->words[*first - 1].len <= room + room / 4) {
		used += pieces->words[*first - 1].len;
		pieces->mate[*first - 1] = whole;
		--*first;
		++*len;
	}
}

static struct prose_pair
make_pair(struct match *match, size_t before)
{
	size_t after = match->before.mate[before];
	struct prose_pair pair = {
		.before = before,
		.before_len = 1,
		.after = after,
		.after_len = 1,
		.same = match->before.symbols[before] == match->after.symbols[after],
		.moved = !match->holds[before],
	};
	if (pair.same || pair.moved)
		return pair;
	gather_parts(&match->after, &pair.after, &pair.after_len, &match->before, before);
	if (pair.after_len == 1)
		gather_parts(&match->before, &pair.before, &pair.before_len, &match->after, after);
	return pair;
}

/* --- the whole ----------------------------------------------------------------------------- */

static void
begin_side(struct arena *arena, struct side *side, const struct prose *prose)
{
	side->blocks = prose->blocks.at;
	side->len = prose->blocks.len;
	side->symbols = arena_array(arena, uint32_t, side->len + 1);
	side->mate = arena_array(arena, size_t, side->len + 1);
	side->words = arena_array(arena, struct prose_words, side->len + 1);
	for (size_t i = 0; i < side->len; i++) {
		side->mate[i] = NONE;
		side->words[i] = prose_words_of(arena, side->blocks[i].text);
	}
}

void
prose_match(struct arena *arena, const struct prose *before, const struct prose *after,
        prose_pairs *out)
{
	struct match match = { .arena = arena };
	begin_side(arena, &match.before, before);
	begin_side(arena, &match.after, after);
	match.holds = arena_array(arena, bool, match.before.len + 1);
	join_unique(&match);
	find_chain(&match);
	part_short(&match);
	join_repeated(&match);
	find_chain(&match);
	join_similar(&match);
	find_chain(&match);
	part_short(&match);
	join_neighbours(&match);
	find_chain(&match);
	join_companions(&match);
	for (size_t i = 0; i < match.before.len; i++) {
		size_t mate = match.before.mate[i];
		bool part_of_last = out->len &&
		        i < out->at[out->len - 1].before + out->at[out->len - 1].before_len;
		if (mate != NONE && !part_of_last)
			*array_push(arena, out) = make_pair(&match, i);
	}
}
