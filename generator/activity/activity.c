/*
 *	repo_head            where to begin
 *	walk_resume          the commits, without their trees   walk.c, repo_cache.c
 *	contributor_find     who made them                      contributor.c
 *	calendar_fill        when                               calendar.c
 *	code_language_count  in which languages                 code_language.c
 *	release_find         for each pattern: which releases   release.c
 */
#include "activity/activity.h"

#include "activity/horizon.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "git/mail.h"
#include "git/mailmap.h"
#include "git/message.h"
#include "git/object.h"
#include "git/repo.h"
#include "git/repo_cache.h"
#include "git/top_file.h"
#include "git/walk.h"

struct reader {
	struct arena *arena; /* the result */
	struct arena work;
	const struct repo *repo;
	const struct activity_options *options;
	struct walk *walk;
	struct contributors *contributors;
	struct horizon horizon; /* that the commits have */
	struct activity *out;
};

/* As it is shown: without mail addresses, and for good. */
static struct str
shown(struct reader *reader, struct str text)
{
	return str_copy(reader->arena, mail_hide(&reader->work, text));
}

static struct activity_commit
describe(struct reader *reader, const struct walk_commit *commit)
{
	struct str rest = commit->message;
	struct activity_commit out = { .hash = object_id_hex(reader->arena, &commit->id),
		.subject = shown(reader, message_cut_subject(&reader->work, &rest)),
		.note = shown(reader, message_note(&reader->work, commit->message)) };
	if (walk_date_trusted(commit->authored, reader->options->now))
		out.date = date_from_seconds(commit->authored, commit->authored_offset);
	return out;
}

static void
read_people(struct reader *reader)
{
	struct mailmap mailmap = { .people = { .len = 0 } };
	struct str text;
	top_file_read(&reader->work, reader->repo, &reader->walk->newest.at[0]->tree,
	        STR(".mailmap"), MAILMAP_MAX_BYTES, &text);
	mailmap_parse(&mailmap, &reader->work, text);
	struct contributor_options options = { .mailmap = &mailmap,
		.bots = reader->options->bots,
		.bots_len = reader->options->bots_len,
		.now = reader->options->now };
	reader->contributors = contributor_find(reader->arena, reader->walk, &options);
	contributor_list *list = &reader->contributors->list;
	for (size_t i = 0; i < list->len; i++)
		*array_push(reader->arena, &reader->out->contributors) = list->at[i];
	contributor_sort(&reader->out->contributors);
}

static void
read_days(struct reader *reader)
{
	calendar_counts counts = { NULL, 0, 0 };
	for (size_t i = 0; i < reader->walk->newest.len; i++) {
		const struct walk_commit *commit = reader->walk->newest.at[i];
		if (reader->contributors->credits[i].bot ||
		        !walk_date_trusted(commit->authored, reader->options->now))
			continue;
		*array_push(&reader->work, &counts) = (struct calendar_count){
			calendar_day_of(commit->authored, commit->authored_offset), 1
		};
	}
	calendar_fill(reader->arena, &counts, &reader->out->calendar);
}

static void
read_commits(struct reader *reader)
{
	const walk_list *list = &reader->walk->newest;
	struct activity *out = reader->out;
	bool whole = true;
	out->commits = list->len;
	for (size_t i = 0; i < list->len; i++) {
		horizon_sees(&reader->horizon, list->at[i]->authored);
		horizon_sees(&reader->horizon, list->at[i]->committed);
		out->shallow = out->shallow || list->at[i]->shallow;
		whole = whole && !list->at[i]->hidden;
	}
	out->last = describe(reader, list->at[0]);
	if (whole && !reader->walk->cut)
		out->first = describe(reader, list->at[list->len - 1]);
	read_people(reader);
	read_days(reader);
	out->languages =
	        code_language_count(reader->arena, reader->repo, &list->at[0]->tree, &out->missing);
}

/* Copies what all patterns share, and finds the releases of each. */
static void
read_releases(struct reader *reader)
{
	const struct activity_options *options = reader->options;
	for (size_t i = 0; i < options->patterns_len; i++) {
		struct activity *out = &reader->out[i];
		struct horizon horizon = reader->horizon;
		*out = reader->out[0];
		if (reader->walk)
			out->releases = release_find(reader->arena, reader->repo, reader->walk,
			        reader->contributors, options->patterns[i], &horizon,
			        &out->unreleased);
		out->from = horizon.from;
		out->until = horizon.until;
	}
}

/* The commits, as far as possible those that the history of pages has read. */
static struct walk *
find_walk(struct reader *reader, const struct object_id *head)
{
	struct repo_cache cache;
	const struct activity_options *options = reader->options;
	struct str folder = options->folder.len ? options->folder : STR(".");
	repo_cache_load(&cache, &reader->work, folder, options->cache, repo_root(reader->repo));
	return walk_resume(&reader->work, reader->repo, head, options->now,
	        cache.present ? &cache.file : NULL);
}

struct activity *
activity_read(struct arena *arena, const struct repo *repo, const struct activity_options *options)
{
	struct reader reader = { .arena = arena,
		.repo = repo,
		.options = options,
		.horizon = horizon_at(options->now) };
	struct repo_head head;
	if (repo_head(arena, repo, &head) < 0)
		return NULL;
	reader.out = arena_array(arena, struct activity, options->patterns_len + 1);
	reader.out->head = reader.out->branch = STR_EMPTY;
	if (head.branch.len)
		reader.out->branch = utf8_clean(arena, str_copy(arena, head.branch));
	if (head.born) {
		reader.out->head = object_id_hex(arena, &head.id);
		reader.walk = find_walk(&reader, &head.id);
		if (reader.walk->newest.len)
			read_commits(&reader);
		else
			reader.walk = NULL;
	}
	read_releases(&reader);
	arena_free(&reader.work);
	return reader.out;
}
