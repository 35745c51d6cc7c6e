/*
 * How much two pages have in common: each is cut into lines (and long lines into pieces), each line is
 * hashed, and the bytes of the lines that both have are divided by the size of the larger page. Lines
 * that moved count as the same, which is right for prose.
 *
 *	page        "# Cache\n" "\n" "It was slow.\n" "\n"
 *	signature   { (h1, 8), (h2, 2), (h3, 13) }        sorted by hash, equal lines added up
 *
 * To compare all removed pages with all added ones, the lines of all removed pages go into one sorted
 * index, and each added page is looked up in it once: work grows with the text, not with the pairs.
 */
#include "git/rename.h"

#include <errno.h>

#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/path.h"
#include "git/repo.h"

enum {
	PIECE_MAX = 64,
	BLOB_MAX = 8 << 20,
	TOTAL_MAX = 256 << 20, /* bytes signed for one commit */
	PAIRS_MAX = 1000000,
	TIES_MAX = 1000000, /* paths compared in step 1 */
	SCORE_ALL = 10000,
	SCORE_SAME_NAME = 7500,
	SCORE_OTHER = 5000,
};

struct line {
	uint64_t hash;
	size_t bytes;
};

struct signature {
	struct line *at;
	size_t len;
	size_t bytes; /* of the page */
	bool tried, usable;
};

/* A removed or an added file that has no partner yet. */
struct side {
	struct tree_change *change;
	struct signature signature;
	bool paired;
};

typedef array_of(struct side) side_list;

struct finder {
	struct arena *arena;
	const struct repo *repo;
	side_list gone, come;
	size_t signed_bytes;
	bool missing; /* a file could not be read */
};

static const unsigned char empty_blob[OBJECT_ID_LEN] = { 0xe6, 0x9d, 0xe2, 0x9b, 0xb2, 0xd1, 0xd6,
	0x43, 0x4b, 0x8b, 0x29, 0xae, 0x77, 0x5a, 0xd8, 0xc2, 0xe4, 0x8c, 0x53, 0x91 };
/* The beginning of its SHA-256. */
static const unsigned char empty_long[OBJECT_ID_LEN] = { 0x47, 0x3a, 0x0f, 0x4c, 0x3b, 0xe8, 0xa9,
	0x36, 0x81, 0xa2, 0x67, 0xe3, 0xb1, 0xe9, 0xa7, 0xdc, 0xda, 0x11, 0x85, 0x43 };

static const struct object_id *
id_of(const struct tree_change *change)
{
	return change->kind == TREE_REMOVED ? &change->before : &change->after;
}

static bool
is_empty(const struct object_id *id)
{
	return memcmp(id->bytes, empty_blob, OBJECT_ID_LEN) == 0 ||
	        memcmp(id->bytes, empty_long, OBJECT_ID_LEN) == 0;
}

/* How alike two paths are: a shared file name first, then bytes of common beginning and end. */
static size_t
affinity(struct str a, struct str b)
{
	size_t most = a.len < b.len ? a.len : b.len, front = 0, back = 0;
	while (front < most && a.at[front] == b.at[front])
		front++;
	while (back < most - front && a.at[a.len - 1 - back] == b.at[b.len - 1 - back])
		back++;
	return front + back + (str_eq(path_base(a), path_base(b)) ? 1 << 16 : 0);
}

static void
pair(struct side *gone, struct side *come)
{
	struct tree_change *from = gone->change, *to = come->change;
	bool moved = object_id_eq(&from->before, &to->after);
	to->kind = TREE_RENAMED;
	to->class = moved ? TREE_MOVE : TREE_CONTENT;
	to->old_path = from->path;
	to->before = from->before;
	to->before_mode = from->before_mode;
	gone->paired = come->paired = true;
}

/* --- pages that changed places ------------------------------------------------------------------- */

static void
exchange(struct tree_change *a, struct tree_change *b)
{
	struct object_id before = a->before;
	a->kind = b->kind = TREE_RENAMED;
	a->class = b->class = TREE_MOVE;
	a->old_path = b->path;
	b->old_path = a->path;
	a->before = b->before;
	b->before = before;
}

/* Git calls it two edits when a takes the content of b and b that of a. */
static void
find_exchanged(struct finder *finder, tree_changes *changes)
{
	struct map by_before = { .len = 0 };
	for (size_t i = 0; i < changes->len; i++) {
		struct tree_change *change = &changes->at[i];
		if (change->kind != TREE_EDITED || change->class != TREE_CONTENT ||
		        !tree_diff_is_page(change) || is_empty(&change->before) ||
		        is_empty(&change->after))
			continue;
		struct tree_change *other = map_get(&by_before, object_id_key(&change->after));
		if (other && other->kind == TREE_EDITED &&
		        object_id_eq(&other->after, &change->before))
			exchange(other, change);
		else
			map_put(&by_before, finder->arena, object_id_key(&change->before), NULL)
			        ->value = change;
	}
}

/* --- step 1: the same bytes ---------------------------------------------------------------------- */

static int
by_id(const void *a, const void *b, void *context)
{
	(void)context;
	const struct side *x = a, *y = b;
	return memcmp(id_of(x->change)->bytes, id_of(y->change)->bytes, OBJECT_ID_LEN);
}

/* The first of `gone` (sorted by id) whose id is not below this one. */
static size_t
first_of_id(const side_list *gone, const struct object_id *id)
{
	size_t low = 0, high = gone->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (memcmp(id_of(gone->at[middle].change)->bytes, id->bytes, OBJECT_ID_LEN) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct side *
best_twin(struct finder *finder, const struct side *come, size_t *ties)
{
	const struct object_id *id = id_of(come->change);
	bool link = tree_diff_mode(come->change) == OBJECT_LINK;
	struct side *best = NULL;
	size_t best_affinity = 0;
	for (size_t i = first_of_id(&finder->gone, id); i < finder->gone.len && *ties < TIES_MAX;
	        i++) {
		struct side *gone = &finder->gone.at[i];
		if (!object_id_eq(id_of(gone->change), id))
			break;
		++*ties;
		if (gone->paired || (tree_diff_mode(gone->change) == OBJECT_LINK) != link)
			continue;
		size_t alike = affinity(gone->change->path, come->change->path);
		if (!best || alike > best_affinity) {
			best = gone;
			best_affinity = alike;
		}
	}
	return best;
}

static void
find_twins(struct finder *finder)
{
	size_t ties = 0;
	array_sort(finder->gone.at, finder->gone.len, sizeof *finder->gone.at, finder->arena, by_id,
	        NULL);
	for (size_t i = 0; i < finder->come.len; i++) {
		struct side *come = &finder->come.at[i];
		if (is_empty(id_of(come->change)))
			continue;
		struct side *gone = best_twin(finder, come, &ties);
		if (gone)
			pair(gone, come);
	}
}

/* --- signatures ---------------------------------------------------------------------------------- */

static int
by_hash(const void *a, const void *b, void *context)
{
	(void)context;
	const struct line *x = a, *y = b;
	return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Cuts the next piece off: a line with its end, or the beginning of a long one. */
static struct str
next_piece(struct str *rest)
{
	size_t most = rest->len < PIECE_MAX ? rest->len : PIECE_MAX;
	const char *end = memchr(rest->at, '\n', most);
	struct str piece = str_slice(*rest, 0, end ? (size_t)(end - rest->at) + 1 : most);
	*rest = str_skip(*rest, piece.len);
	return piece;
}

/* The line without its end, so that "\n" and "\r\n" and a missing last one are the same. */
static uint64_t
hash_line(struct str piece)
{
	if (str_ends(piece, STR("\n")))
		piece.len--;
	if (str_ends(piece, STR("\r")))
		piece.len--;
	return hash_64(piece);
}

static void
sign_bytes(struct arena *arena, struct str text, struct signature *out)
{
	array_of(struct line) lines = { NULL, 0, 0 };
	out->bytes = text.len;
	while (text.len) {
		struct str piece = next_piece(&text);
		*array_push(arena, &lines) = (struct line){ hash_line(piece), piece.len };
	}
	array_sort(lines.at, lines.len, sizeof *lines.at, arena, by_hash, NULL);
	out->at = lines.at;
	for (size_t i = 0; i < lines.len; i++) {
		if (out->len && out->at[out->len - 1].hash == lines.at[i].hash)
			out->at[out->len - 1].bytes += lines.at[i].bytes;
		else
			out->at[out->len++] = lines.at[i];
	}
	out->usable = true;
}

static const struct signature *
sign(struct finder *finder, struct side *side)
{
	struct signature *signature = &side->signature;
	if (signature->tried)
		return signature;
	signature->tried = true;
	const struct object_id *id = id_of(side->change);
	struct repo_object object;
	if (finder->signed_bytes > TOTAL_MAX)
		return signature;
	int error = repo_read(finder->repo, id, BLOB_MAX, &object);
	if (error < 0) {
		finder->missing = finder->missing || error != -EFBIG;
		return signature;
	}
	if (object.type == REPO_BLOB) {
		finder->signed_bytes += object.bytes.len;
		sign_bytes(finder->arena, object.bytes, signature);
	}
	repo_release(&object);
	return signature;
}

/* What `common` bytes of both mean, 0 to SCORE_ALL; 0 when the sizes alone make it a no. */
static size_t
score(const struct signature *a, const struct signature *b, size_t common)
{
	size_t larger = a->bytes > b->bytes ? a->bytes : b->bytes;
	size_t smaller = a->bytes + b->bytes - larger;
	if (larger == 0 || smaller * 2 < larger)
		return 0;
	return common * SCORE_ALL / larger;
}

static size_t
similarity(const struct signature *a, const struct signature *b)
{
	size_t common = 0;
	if (!a->usable || !b->usable)
		return 0;
	for (size_t i = 0, k = 0; i < a->len && k < b->len;) {
		if (a->at[i].hash < b->at[k].hash) {
			i++;
		} else if (a->at[i].hash > b->at[k].hash) {
			k++;
		} else {
			common += a->at[i].bytes < b->at[k].bytes ? a->at[i].bytes : b->at[k].bytes;
			i++;
			k++;
		}
	}
	return score(a, b, common);
}

/* --- step 2: the same file name ------------------------------------------------------------------ */

/* May this side still be paired by what it says? Any file can become a page. */
static bool
is_open(const struct side *side)
{
	return !side->paired && !is_empty(id_of(side->change)) &&
	        tree_diff_mode(side->change) != OBJECT_LINK &&
	        (side->change->kind == TREE_REMOVED || tree_diff_is_page(side->change));
}

/* File name -> the one side that has it; the value is NULL when several have it. */
static struct map
by_name(struct arena *arena, const side_list *sides)
{
	struct map names = { .len = 0 };
	for (size_t i = 0; i < sides->len; i++) {
		bool added;
		if (!is_open(&sides->at[i]))
			continue;
		struct map_entry *entry =
		        map_put(&names, arena, path_base(sides->at[i].change->path), &added);
		entry->value = added ? &sides->at[i] : NULL;
	}
	return names;
}

static void
find_namesakes(struct finder *finder)
{
	struct map gone = by_name(finder->arena, &finder->gone);
	struct map come = by_name(finder->arena, &finder->come);
	for (size_t i = 0; i < come.len; i++) {
		struct side *to = come.at[i].value, *from = map_get(&gone, come.at[i].key);
		if (to && from &&
		        similarity(sign(finder, from), sign(finder, to)) >= SCORE_SAME_NAME)
			pair(from, to);
	}
}

/* --- step 3: the most similar -------------------------------------------------------------------- */

struct posting {
	struct line line; /* first, so that by_hash sorts postings too */
	size_t gone;
};

typedef array_of(struct posting) postings;

struct candidate {
	size_t gone, come;
	size_t score, affinity;
};

typedef array_of(struct candidate) candidates;

static postings
index_gone(struct finder *finder)
{
	postings index = { NULL, 0, 0 };
	for (size_t i = 0; i < finder->gone.len; i++) {
		if (!is_open(&finder->gone.at[i]))
			continue;
		const struct signature *signature = sign(finder, &finder->gone.at[i]);
		for (size_t k = 0; k < signature->len; k++)
			*array_push(finder->arena, &index) =
			        (struct posting){ signature->at[k], i };
	}
	array_sort(index.at, index.len, sizeof *index.at, finder->arena, by_hash, NULL);
	return index;
}

static size_t
first_of_hash(const postings *index, size_t from, uint64_t hash)
{
	size_t low = from, high = index->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (index->at[middle].line.hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Adds up, for each removed page, the bytes it has in common with this signature. */
static void
add_common(const postings *index, const struct signature *signature, size_t *common)
{
	size_t at = 0;
	for (size_t i = 0; i < signature->len; i++) {
		const struct line *line = &signature->at[i];
		at = first_of_hash(index, at, line->hash);
		for (size_t k = at; k < index->len && index->at[k].line.hash == line->hash; k++) {
			size_t bytes = index->at[k].line.bytes;
			common[index->at[k].gone] += bytes < line->bytes ? bytes : line->bytes;
		}
	}
}

static void
find_candidates(
        struct finder *finder, size_t come, const postings *index, size_t *common, candidates *out)
{
	const struct signature *signature = sign(finder, &finder->come.at[come]);
	memset(common, 0, finder->gone.len * sizeof *common);
	add_common(index, signature, common);
	for (size_t i = 0; i < finder->gone.len; i++) {
		struct side *gone = &finder->gone.at[i];
		size_t points = common[i] ? score(&gone->signature, signature, common[i]) : 0;
		if (points < SCORE_OTHER)
			continue;
		size_t alike = affinity(gone->change->path, finder->come.at[come].change->path);
		*array_push(finder->arena, out) = (struct candidate){ i, come, points, alike };
	}
}

static int
by_score(const void *a, const void *b, void *context)
{
	(void)context;
	const struct candidate *x = a, *y = b;
	if (x->score != y->score)
		return x->score > y->score ? -1 : 1;
	return (x->affinity < y->affinity) - (x->affinity > y->affinity);
}

static size_t
count_open(const side_list *sides)
{
	size_t count = 0;
	for (size_t i = 0; i < sides->len; i++)
		count += is_open(&sides->at[i]);
	return count;
}

static void
find_similar(struct finder *finder)
{
	size_t gone = count_open(&finder->gone), come = count_open(&finder->come);
	if (gone == 0 || come == 0 || gone > PAIRS_MAX / come)
		return;
	postings index = index_gone(finder);
	size_t *common = arena_array(finder->arena, size_t, finder->gone.len);
	candidates found = { NULL, 0, 0 };
	for (size_t i = 0; i < finder->come.len; i++)
		if (is_open(&finder->come.at[i]))
			find_candidates(finder, i, &index, common, &found);
	array_sort(found.at, found.len, sizeof *found.at, finder->arena, by_score, NULL);
	for (size_t i = 0; i < found.len; i++) {
		struct side *from = &finder->gone.at[found.at[i].gone];
		struct side *to = &finder->come.at[found.at[i].come];
		if (!from->paired && !to->paired)
			pair(from, to);
	}
}

/* ------------------------------------------------------------------------------------------------- */

/* Drops the removed halves of pairs: they are the only removed files whose path another came from. */
static void
drop_paired(struct finder *finder, tree_changes *changes)
{
	size_t kept = 0;
	for (size_t i = 0; i < finder->gone.len; i++)
		if (finder->gone.at[i].paired)
			finder->gone.at[i].change->path = STR_EMPTY;
	for (size_t i = 0; i < changes->len; i++)
		if (changes->at[i].path.len)
			changes->at[kept++] = changes->at[i];
	changes->len = kept;
}

bool
rename_find(struct arena *arena, const struct repo *repo, tree_changes *changes)
{
	struct finder finder = { .arena = arena, .repo = repo };
	if (changes->len < 2)
		return true;
	find_exchanged(&finder, changes);
	for (size_t i = 0; i < changes->len; i++) {
		struct tree_change *change = &changes->at[i];
		if (change->kind == TREE_REMOVED)
			*array_push(arena, &finder.gone) = (struct side){ .change = change };
		else if (change->kind == TREE_ADDED)
			*array_push(arena, &finder.come) = (struct side){ .change = change };
	}
	if (finder.gone.len == 0 || finder.come.len == 0)
		return true;
	find_twins(&finder);
	find_namesakes(&finder);
	find_similar(&finder);
	drop_paired(&finder, changes);
	return !finder.missing;
}
