/*
 * Commits as a reader meets them: with people instead of addresses, and dates that a clock can have
 * shown.
 */
#include "base/wildcard.h"
#include "git/walk.h"
#include "history/history_build.h"

/* A shorter rule may be a word of a subject: "facade". */
enum { HASH_MIN = 7 };

static struct date
trusted_date(const struct history_builder *builder, int64_t seconds, int offset)
{
	if (!walk_date_trusted(seconds, builder->now))
		return (struct date){ .precision = DATE_NONE };
	return date_from_seconds(seconds, offset);
}

static bool
is_named(const struct history_commit *commit, struct str rule)
{
	if (object_is_hash(rule, HASH_MIN))
		return object_hash_begins(commit->hash, rule);
	return wildcard_match(rule, commit->subject, false);
}

/* Does the site's configuration or the repository say that it changes nothing to a reader? */
static bool
is_ignored(const struct history_builder *builder, const struct walk_commit *raw,
        const struct history_commit *commit)
{
	const struct history_options *options = builder->options;
	for (size_t i = 0; i < options->ignore_count; i++)
		if (is_named(commit, options->ignore[i]))
			return true;
	return ignore_revs_has(&builder->ignored, &raw->id);
}

static struct history_commit *
make_commit(struct history_builder *builder, const struct walk_commit *raw)
{
	struct history_commit *commit = arena_new(builder->arena, struct history_commit);
	commit->hash = object_id_hex(builder->arena, &raw->id);
	commit->short_hash = str_slice(commit->hash, 0, 7);
	commit->authored = trusted_date(builder, raw->authored, raw->authored_offset);
	commit->committed = trusted_date(builder, raw->committed, raw->committed_offset);
	commit->date = builder->options->commit_dates ? commit->committed : commit->authored;
	commit->author = raw->author->shown;
	commit->committer = raw->committer->shown;
	commit->bot = commit->author->bot;
	history_message_read(builder, raw->message, commit);
	commit->boundary = raw->hidden;
	commit->ignored = commit->ignored || is_ignored(builder, raw, commit);
	return commit;
}

void
history_commits_build(struct history_builder *builder)
{
	struct history *history = builder->history;
	const walk_list *list = &builder->walk->newest;
	history_people_name(builder);
	history->commits.at = arena_array(builder->arena, struct history_commit *, list->len);
	for (size_t i = 0; i < list->len; i++) {
		struct history_commit *commit = make_commit(builder, list->at[i]);
		history->commits.at[history->commits.len++] = commit;
		list->at[i]->shown = commit;
		if (list->at[i]->shallow)
			history->shallow = true;
	}
	history->commits.cap = history->commits.len;
	if (history->commits.len) {
		const struct history_commit *head = history->commits.at[0];
		history->head_date = date_known(head->committed) ? head->committed : head->authored;
	}
}

bool
history_commits_have(const struct history *history, struct str rule)
{
	for (size_t i = 0; i < history->commits.len; i++)
		if (is_named(history->commits.at[i], rule))
			return true;
	return false;
}
