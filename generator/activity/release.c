/* Tags become releases, in the order of versions; what lies between them is found by release_range.c. */
#include "activity/release.h"

#include "activity/contributor.h"
#include "activity/horizon.h"
#include "activity/release_range.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "base/utf8.h"
#include "base/wildcard.h"
#include "git/mail.h"
#include "git/message.h"
#include "git/repo.h"
#include "git/walk.h"

enum { TAG_MAX_BYTES = 1 << 20, TAG_CHAIN_MAX = 8, MESSAGE_MAX = 1 << 16 };

/* A release and the commit it is. */
struct mark {
	struct release release;
	const struct walk_commit *commit;
};

struct releaser {
	struct arena *arena;
	struct arena scratch;
	const struct repo *repo;
	const struct walk *walk;
	const struct contributors *contributors;
	struct str pattern;
	struct horizon *horizon;
	struct map commits; /* id -> struct walk_commit */
	array_of(struct mark) marks;
};

/* --- tags ---------------------------------------------------------------------------------------- */

static bool
fits(struct str pattern, struct str tag)
{
	if (pattern.len)
		return wildcard_match(pattern, tag, false);
	size_t at = tag.len && (tag.at[0] == 'v' || tag.at[0] == 'V');
	return at < tag.len && ascii_is_digit(tag.at[at]);
}

/* "kith-1.0" for "kith-*" is "1.0": what is fixed in the pattern is no part of the version. */
static struct str
version_of(struct str pattern, struct str tag)
{
	size_t before = pattern.len ? str_find_char(pattern, '*') : 0;
	size_t after = pattern.len ? str_rfind_char(pattern, '*') : 0;
	if (before == STR_NONE)
		return tag;
	struct str version = tag;
	if (pattern.len)
		version = str_slice(tag, before, tag.len - (pattern.len - after - 1));
	if (version.len > 1 && (version.at[0] == 'v' || version.at[0] == 'V') &&
	        ascii_is_digit(version.at[1]))
		version = str_skip(version, 1);
	return version.len ? version : tag;
}

static struct str
without_signature(struct str message)
{
	for (struct str rest = message; rest.at;) {
		const char *start = rest.at;
		if (str_starts(str_line(&rest), STR("-----BEGIN ")))
			return str_slice(message, 0, (size_t)(start - message.at));
	}
	return message;
}

static struct str
clean(struct releaser *releaser, struct str text)
{
	struct str copy = str_copy(releaser->arena, text);
	return utf8_clean(releaser->arena, copy);
}

static struct date
trusted(struct releaser *releaser, int64_t seconds, int offset)
{
	if (!horizon_sees(releaser->horizon, seconds))
		return (struct date){ .precision = DATE_NONE };
	return date_from_seconds(seconds, offset);
}

struct str
release_text(struct arena *arena, struct str message)
{
	struct str note = message_note(arena, message);
	return note.len ? note : message_cut_subject(arena, &message);
}

/* Takes what an annotated tag says; *id becomes its target. False when the object is none. */
static bool
open_tag(struct releaser *releaser, struct object_id *id, struct release *out)
{
	struct repo_object object;
	struct object_tag tag;
	if (repo_read(releaser->repo, id, TAG_MAX_BYTES, &object) < 0)
		return false;
	bool is_tag = object.type == REPO_TAG && object_tag_parse(object.bytes, &tag);
	if (is_tag && !out->annotated) {
		struct str message = str_trim(without_signature(tag.message));
		message = clean(releaser, str_slice(message, 0, MESSAGE_MAX));
		out->annotated = true;
		out->date = trusted(releaser, tag.tagger.seconds, tag.tagger.offset);
		out->message = mail_hide(releaser->arena, message);
		out->text = release_text(releaser->arena, out->message);
	}
	if (is_tag)
		*id = tag.target;
	repo_release(&object);
	return is_tag;
}

static void
add_tag(struct releaser *releaser, const struct repo_tag *tag)
{
	struct release release = { .tag = clean(releaser, tag->name),
		.message = STR_EMPTY,
		.text = STR_EMPTY,
		.previous = STR_EMPTY };
	struct object_id id = tag->id;
	const struct walk_commit *commit = map_get(&releaser->commits, object_id_key(&id));
	for (int i = 0; i < TAG_CHAIN_MAX && !commit && open_tag(releaser, &id, &release); i++)
		commit = map_get(&releaser->commits, object_id_key(&id));
	if (!commit)
		return;
	release.version = version_of(releaser->pattern, release.tag);
	if (!date_known(release.date))
		release.date = trusted(releaser, commit->committed, commit->committed_offset);
	*array_push(&releaser->scratch, &releaser->marks) = (struct mark){ release, commit };
}

static int
by_version(const void *a, const void *b, void *context)
{
	(void)context;
	const struct release *x = &((const struct mark *)a)->release;
	const struct release *y = &((const struct mark *)b)->release;
	int order = release_version_cmp(x->version, y->version);
	return order ? order : str_cmp(x->tag, y->tag);
}

static void
collect(struct releaser *releaser)
{
	repo_tag_list tags;
	if (repo_tags(&releaser->scratch, releaser->repo, RELEASE_TAGS_MAX, &tags) < 0)
		return;
	for (size_t i = 0; i < releaser->walk->newest.len && tags.len; i++) {
		struct walk_commit *commit = releaser->walk->newest.at[i];
		map_put(&releaser->commits, &releaser->scratch, object_id_key(&commit->id), NULL)
		        ->value = commit;
	}
	for (size_t i = 0; i < tags.len; i++)
		if (fits(releaser->pattern, tags.at[i].name))
			add_tag(releaser, &tags.at[i]);
	array_sort(releaser->marks.at, releaser->marks.len, sizeof *releaser->marks.at,
	        &releaser->scratch, by_version, NULL);
}

/* --- what lies between ---------------------------------------------------------------------------- */

struct share {
	struct str name;
	size_t commits;
};

static int
by_share(const void *a, const void *b, void *context)
{
	(void)context;
	const struct share *x = a, *y = b;
	if (x->commits != y->commits)
		return x->commits < y->commits ? 1 : -1;
	return str_cmp(x->name, y->name);
}

static void
name_contributors(struct releaser *releaser, const struct release_range *range, struct release *out)
{
	array_of(struct share) list = { NULL, 0, 0 };
	for (size_t i = 0; i < range->shares.len; i++) {
		const struct release_share *share = &range->shares.at[i];
		struct str name = releaser->contributors->list.at[share->contributor].name;
		*array_push(&releaser->scratch, &list) = (struct share){ name, share->commits };
	}
	array_sort(list.at, list.len, sizeof *list.at, &releaser->scratch, by_share, NULL);
	for (size_t i = 0; i < list.len; i++)
		*array_push(releaser->arena, &out->contributors) = list.at[i].name;
}

/* The last range is that of HEAD, which is no release yet. */
static size_t
measure(struct releaser *releaser)
{
	const walk_list *commits = &releaser->walk->newest;
	size_t len = releaser->marks.len;
	struct str previous = STR_EMPTY;
	const struct walk_commit **at =
	        arena_array(&releaser->scratch, const struct walk_commit *, len + 1);
	if (!commits->len)
		return 0;
	for (size_t i = 0; i < len; i++)
		at[i] = releaser->marks.at[i].commit;
	at[len] = commits->at[0];
	struct release_range *ranges = release_range_find(
	        &releaser->scratch, releaser->walk, releaser->contributors, at, len + 1);
	for (size_t i = 0; i < len; i++) {
		struct release *release = &releaser->marks.at[i].release;
		release->previous = previous;
		release->commits = ranges[i].commits;
		name_contributors(releaser, &ranges[i], release);
		previous = release->tag;
	}
	return ranges[len].commits;
}

release_list
release_find(struct arena *arena, const struct repo *repo, const struct walk *walk,
        const struct contributors *contributors, struct str pattern, struct horizon *horizon,
        size_t *unreleased)
{
	struct releaser releaser = { .arena = arena,
		.repo = repo,
		.walk = walk,
		.contributors = contributors,
		.pattern = pattern,
		.horizon = horizon };
	release_list list = { NULL, 0, 0 };
	collect(&releaser);
	*unreleased = measure(&releaser);
	for (size_t i = releaser.marks.len; i-- > 0;)
		*array_push(arena, &list) = releaser.marks.at[i].release;
	arena_free(&releaser.scratch);
	return list;
}
