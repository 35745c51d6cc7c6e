/*
 * git's own walkers stop at a shallow boundary with nothing, or hide what they left out; this one
 * reads the commits itself, first in the order in which they are met, and then sorts them twice:
 *
 *	lines    a commit comes when all its children have come, taken from a stack (Kahn). So a branch
 *	         comes in one piece, and its trees are still in the cache when they are needed.
 *	newest   the same with branches merged into each other by date, for people. A commit's position
 *	         is its date or that of its newest ancestor, whichever is later, so a wrong clock can
 *	         never put a commit before its parent.
 */
#include "git/walk.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/moment.h"
#include "base/utf8.h"
#include "git/cache_file.h"
#include "git/repo.h"

struct walker {
	struct arena *arena;
	struct arena scratch; /* one raw commit */
	const struct repo *repo;
	struct walk *walk;
	walk_list met;               /* in the order in which they were */
	struct map commits;          /* id -> struct walk_commit, of those that the cache lacks */
	struct map shallow;          /* id -> itself */
	struct map replaced;         /* id -> id */
	struct cache_file *known;    /* NULL without a cache */
	struct walk_commit *cached;  /* those that the cache has, by their numbers in it */
	bool *cached_met;            /* by the same */
	struct walk_person **people; /* of the cache, as far as they were met */
};

enum { DAY = 24 * 60 * 60, YEAR_1971 = 365 * DAY };

bool
walk_date_trusted(int64_t seconds, int64_t now)
{
	return seconds >= YEAR_1971 && !moment_is_ahead(seconds - DAY, now);
}

/* --- text ---------------------------------------------------------------------------------------- */

static bool
is_latin1(struct str encoding)
{
	return encoding.len == 0 || str_eq_nocase(encoding, STR("ISO-8859-1")) ||
	        str_eq_nocase(encoding, STR("ISO8859-1")) ||
	        str_eq_nocase(encoding, STR("latin1")) || str_eq_nocase(encoding, STR("latin-1"));
}

/*
 * Text of a commit as UTF-8. What is no UTF-8 although nothing else was announced is most likely
 * Latin-1; of the few commits in other encodings the ASCII part is kept.
 */
static struct str
decode(struct arena *arena, struct str text, struct str encoding)
{
	if (utf8_invalid(text) == STR_NONE)
		return str_copy(arena, text);
	if (!is_latin1(encoding))
		return utf8_clean(arena, str_copy(arena, text));
	struct buf buf;
	buf_init(&buf, 2 * text.len);
	for (size_t i = 0; i < text.len; i++)
		utf8_put(&buf, (unsigned char)text.at[i]);
	struct str copy = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return copy;
}

/* As much of a message as is kept, cut between characters. */
static struct str
shorten(struct str message)
{
	size_t len = message.len;
	if (len > WALK_MESSAGE_MAX) {
		len = WALK_MESSAGE_MAX;
		for (int i = 0; i < 3 && (message.at[len] & 0xC0) == 0x80; i++)
			len--;
	}
	return str_slice(message, 0, len);
}

static const struct walk_person *
person(struct walker *walker, const struct object_person *raw, struct str encoding)
{
	struct arena *arena = &walker->scratch;
	struct str parts[] = { decode(arena, raw->name, encoding),
		decode(arena, raw->email, encoding) };
	struct str key = str_join(arena, parts, 2, STR("\n"));
	struct map *people = &walker->walk->people;
	struct walk_person *found = map_get(people, key);
	if (found)
		return found;
	found = arena_new(walker->arena, struct walk_person);
	key = str_copy(walker->arena, key);
	found->key = key;
	found->name = str_slice(key, 0, parts[0].len);
	found->email = str_skip(key, parts[0].len + 1);
	map_put(people, walker->arena, key, NULL)->value = found;
	return found;
}

static bool
same_person(const struct object_person *a, const struct object_person *b)
{
	return str_eq(a->name, b->name) && str_eq(a->email, b->email);
}

/* --- reading ------------------------------------------------------------------------------------- */

static void
read_boundary(struct walker *walker)
{
	repo_ids ids;
	if (repo_shallow(walker->arena, walker->repo, &ids) < 0)
		ids.len = 0;
	for (size_t i = 0; i < ids.len; i++)
		map_put(&walker->shallow, walker->arena, object_id_key(&ids.at[i]), NULL)->value =
		        &ids.at[i];
	walker->walk->shallow = cache_file_hash(ids.at, ids.len, 1);
	if (repo_replacements(walker->arena, walker->repo, &ids) < 0)
		ids.len = 0;
	for (size_t i = 0; i + 1 < ids.len; i += 2)
		map_put(&walker->replaced, walker->arena, object_id_key(&ids.at[i]), NULL)->value =
		        &ids.at[i + 1];
	walker->walk->replaced = cache_file_hash(ids.at, ids.len, 2);
	if (walker->known && walker->known->head.state.replaced != walker->walk->replaced)
		walker->known = NULL;
	if (!walker->known)
		return;
	const struct cache_head *head = &walker->known->head;
	walker->walk->known = walker->known;
	walker->people = arena_array(walker->arena, struct walk_person *, head->people);
	walker->cached = arena_array(walker->arena, struct walk_commit, head->commits);
	walker->cached_met = arena_array(walker->arena, bool, head->commits);
}

/* The same of one that the cache has at a number. */
static struct walk_commit *
meet_cached(struct walker *walker, uint32_t index)
{
	struct walk_commit *commit = &walker->cached[index];
	if (!walker->cached_met[index]) {
		walker->cached_met[index] = true;
		commit->id = cache_file_id(walker->known, index);
		commit->cached = index + 1;
		*array_push(walker->arena, &walker->met) = commit;
	}
	return commit;
}

/* The commit of an id, made when it is met for the first time. */
static struct walk_commit *
meet(struct walker *walker, const struct object_id *id)
{
	uint32_t index = CACHE_NONE;
	if (walker->known)
		index = cache_file_index(walker->known, walker->arena, id);
	if (index != CACHE_NONE)
		return meet_cached(walker, index);
	struct walk_commit *commit = map_get(&walker->commits, object_id_key(id));
	if (!commit) {
		commit = arena_new(walker->arena, struct walk_commit);
		commit->id = *id;
		map_put(&walker->commits, walker->arena, object_id_key(&commit->id), NULL)->value =
		        commit;
		*array_push(walker->arena, &walker->met) = commit;
	}
	return commit;
}

static void
fill(struct walker *walker, struct walk_commit *commit, const struct object_commit *raw)
{
	commit->tree = raw->tree;
	commit->author = person(walker, &raw->author, raw->encoding);
	commit->committer = same_person(&raw->author, &raw->committer)
	        ? commit->author
	        : person(walker, &raw->committer, raw->encoding);
	commit->authored = raw->author.seconds;
	commit->authored_offset = raw->author.offset;
	commit->committed = raw->committer.seconds;
	commit->committed_offset = raw->committer.offset;
	commit->message = decode(walker->arena, shorten(raw->message), raw->encoding);
	commit->shallow = map_find(&walker->shallow, object_id_key(&commit->id)) != NULL;
	commit->hidden = commit->shallow;
	for (size_t i = 0; i < raw->parents.len && !commit->shallow; i++)
		*array_push(walker->arena, &commit->parents) = meet(walker, &raw->parents.at[i]);
}

static const struct walk_person *
known_person(struct walker *walker, uint32_t index)
{
	struct walk_person **person = &walker->people[index];
	if (*person)
		return *person;
	struct cache_person record = cache_file_person(walker->known, index);
	struct str key = cache_file_text(walker->known, record.key);
	struct map_entry *entry = map_put(&walker->walk->people, walker->arena, key, NULL);
	if (!entry->value) {
		struct walk_person *made = arena_new(walker->arena, struct walk_person);
		made->key = key;
		made->name = str_slice(key, 0, record.name_len);
		made->email = str_skip(key, record.name_len + 1);
		entry->value = made;
	}
	return *person = entry->value;
}

static void
take_parents(struct walker *walker, struct walk_commit *commit, const struct cache_commit *record)
{
	commit->parents.cap = record->parent_count;
	commit->parents.at = arena_array(walker->arena, struct walk_commit *, record->parent_count);
	for (uint32_t i = 0; i < record->parent_count; i++) {
		struct cache_parent parent = cache_file_parent(walker->known, record->parents + i);
		commit->parents.at[commit->parents.len++] = parent.index == CACHE_NONE
		        ? meet(walker, &parent.id)
		        : meet_cached(walker, parent.index);
	}
}

/*
 * Takes one commit from the cache. Not one that was or is cut off from its parents, nor one of which
 * something could not be read: that may be there today. Its changes come later, when it is known which
 * are needed.
 */
static bool
take_known(struct walker *walker, struct walk_commit *commit)
{
	struct cache_file *known = walker->known;
	if (!commit->cached)
		return false;
	struct cache_commit record = cache_file_commit(known, commit->cached - 1);
	if (record.flags || map_find(&walker->shallow, object_id_key(&commit->id)))
		return false;
	commit->known = true;
	commit->tree = record.tree;
	commit->author = known_person(walker, record.author);
	commit->committer = known_person(walker, record.committer);
	commit->authored = record.authored;
	commit->committed = record.committed;
	commit->authored_offset = record.authored_offset;
	commit->committed_offset = record.committed_offset;
	commit->message = cache_file_text(known, record.message);
	take_parents(walker, commit, &record);
	return true;
}

/* In the order of the file, which is that in which they are gone through. */
static void
take_changes(struct walker *walker)
{
	for (uint32_t i = 0; walker->known && i < walker->known->head.commits; i++) {
		struct walk_commit *commit = &walker->cached[i];
		if (!commit->known || commit->hidden)
			continue;
		struct cache_commit record = cache_file_commit(walker->known, i);
		cache_file_changes(walker->known, &record, walker->arena, &commit->changes);
	}
}

/* Reads one commit; without an author when that fails. */
static void
read_commit(struct walker *walker, struct walk_commit *commit)
{
	if (take_known(walker, commit))
		return;
	walker->walk->read++;
	struct object_id *other = map_get(&walker->replaced, object_id_key(&commit->id));
	struct repo_object object;
	if (repo_read(walker->repo, other ? other : &commit->id, SIZE_MAX, &object) < 0)
		return;
	struct object_commit raw;
	if (object.type == REPO_COMMIT && object_commit_parse(&walker->scratch, object.bytes, &raw))
		fill(walker, commit, &raw);
	repo_release(&object);
	arena_reset(&walker->scratch);
}

static bool
was_read(const struct walk_commit *commit)
{
	return commit->author != NULL;
}

/* Forgets parents that could not be read: then nobody knows what the commit changed. */
static void
drop_missing(struct walk_commit *commit)
{
	size_t kept = 0;
	for (size_t i = 0; i < commit->parents.len; i++)
		if (was_read(commit->parents.at[i]))
			commit->parents.at[kept++] = commit->parents.at[i];
	if (kept < commit->parents.len)
		commit->hidden = true;
	commit->parents.len = kept;
}

static void
read_all(struct walker *walker)
{
	struct walk *walk = walker->walk;
	size_t limit = WALK_COMMITS_MAX;
	for (size_t i = 0; i < walker->met.len; i++) {
		struct walk_commit *commit = walker->met.at[i];
		if (i >= limit)
			walk->cut = true;
		else
			read_commit(walker, commit);
		if (!was_read(commit) && i < limit)
			walk->missing++;
	}
	for (size_t i = 0; i < walker->met.len; i++)
		drop_missing(walker->met.at[i]);
}

/* --- order --------------------------------------------------------------------------------------- */

/*
 * Fills walk->lines. Commits in a circle, which only git-replace(1) can make, are never reached and
 * left out.
 */
static void
sort_lines(struct walker *walker)
{
	struct walk *walk = walker->walk;
	walk_list ready = { NULL, 0, 0 };
	for (size_t i = 0; i < walker->met.len; i++) {
		struct walk_commit *commit = walker->met.at[i];
		for (size_t k = 0; k < commit->parents.len; k++)
			commit->parents.at[k]->waiting++;
	}
	for (size_t i = 0; i < walker->met.len; i++) {
		struct walk_commit *commit = walker->met.at[i];
		if (was_read(commit) && commit->waiting == 0)
			*array_push(&walker->scratch, &ready) = commit;
	}
	while (ready.len) {
		struct walk_commit *commit = ready.at[--ready.len];
		commit->number = (uint32_t)walk->lines.len;
		*array_push(walker->arena, &walk->lines) = commit;
		for (size_t k = 0; k < commit->parents.len; k++)
			if (--commit->parents.at[k]->waiting == 0)
				*array_push(&walker->scratch, &ready) = commit->parents.at[k];
	}
}

static int
by_position(const void *a, const void *b, void *context)
{
	(void)context;
	const struct walk_commit *x = *(struct walk_commit *const *)a;
	const struct walk_commit *y = *(struct walk_commit *const *)b;
	return (x->position < y->position) - (x->position > y->position);
}

/* A stable sort of `lines`, in which ties keep children before parents. */
void
walk_sort(struct arena *arena, struct walk *walk, int64_t now)
{
	struct arena scratch = ARENA_EMPTY;
	walk->newest.at = arena_array(arena, struct walk_commit *, walk->lines.len);
	walk->newest.len = walk->newest.cap = walk->lines.len;
	for (size_t i = walk->lines.len; i-- > 0;) {
		struct walk_commit *commit = walk->lines.at[i];
		if (walk_date_trusted(commit->committed, now))
			commit->position = commit->committed;
		for (size_t k = 0; k < commit->parents.len; k++)
			if (commit->parents.at[k]->position > commit->position)
				commit->position = commit->parents.at[k]->position;
	}
	for (size_t i = 0; i < walk->lines.len; i++)
		walk->newest.at[i] = walk->lines.at[i];
	array_sort(walk->newest.at, walk->newest.len, sizeof *walk->newest.at, &scratch,
	        by_position, NULL);
	for (size_t i = 0; i < walk->newest.len; i++)
		walk->newest.at[i]->index = i;
	arena_free(&scratch);
}

struct walk *
walk_run(struct arena *arena, const struct repo *repo, const struct object_id *head, int64_t now)
{
	return walk_resume(arena, repo, head, now, NULL);
}

/* What is taken from a cache is of a known size, nearly. */
static void
reserve(struct arena *arena, const struct cache_file *known)
{
	size_t commit = sizeof(struct walk_commit) + 8 * sizeof(void *) + 4 * sizeof(uint32_t);
	arena_reserve(arena,
	        known->head.commits * commit + known->head.changes * sizeof(struct tree_change));
}

struct walk *
walk_resume(struct arena *arena, const struct repo *repo, const struct object_id *head, int64_t now,
        struct cache_file *known)
{
	struct walker walker = { .arena = arena, .repo = repo, .known = known };
	if (known)
		reserve(arena, known);
	walker.walk = arena_new(arena, struct walk);
	read_boundary(&walker);
	meet(&walker, head);
	read_all(&walker);
	take_changes(&walker);
	sort_lines(&walker);
	arena_free(&walker.scratch);
	walk_sort(arena, walker.walk, now);
	return walker.walk;
}
