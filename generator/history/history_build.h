/*
 * What the steps from a repository to the histories of pages share while it is open (history.c shows
 * them in a line). All but the result lives in `work` and is gone at the end; what a site keeps is
 * copied into `arena`.
 *
 * Threads: one builder, one thread.
 */
#ifndef KITH_HISTORY_HISTORY_BUILD_H
#define KITH_HISTORY_HISTORY_BUILD_H

#include "base/arena.h"
#include "base/map.h"
#include "git/ignore_revs.h"
#include "git/mailmap.h"
#include "git/repo_cache.h"
#include "history/history.h"

struct diags;
struct head_place;
struct repo;
struct trace;
struct walk;

struct history_state {
	struct map pages;   /* path from the site's root -> struct history_page */
	struct map spelled; /* the same by history_pages_spelling, for paths that have one */
	bool ignores_case;
	struct str objects; /* the folder of the repository's objects, for history_reader, and */
	bool long_ids;      /* whether its hashes are SHA-256 */
	struct str name;    /* what messages call it: history_options.name */
	bool damaged;       /* commits or trees are missing */
	bool lacks_texts;   /* versions of pages are missing that were to be compared */
};

struct history_builder {
	struct arena *arena; /* the result */
	struct arena work;
	const struct history_options *options;
	struct diags *diags;
	struct history *history;
	struct repo *repo;
	struct walk *walk;
	int64_t now; /* later than a day behind this no clock can have shown */
	struct repo_cache cache;
	struct map files; /* of HEAD, see head_files_read */
	struct mailmap mailmap;
	struct ignore_revs ignored;
	struct map people; /* name, newline, address -> struct history_person */
};

/* Fills `mailmap` and `ignored` from the files of the work tree, of a bare repository from those of HEAD. */
void history_settings_read(struct history_builder *builder);

/* Fills history->commits, and `shown` of the walk's commits and people. */
void history_commits_build(struct history_builder *builder);

/* Has one of its commits this hash, or this subject with wildcards? As history_options.ignore does. */
bool history_commits_have(const struct history *history, struct str rule);

/* Sets `shown` of the walk's people. */
void history_people_name(struct history_builder *builder);
/* The person behind a name and an address, each once; lives as long as the result. */
const struct history_person *history_people_find(
        struct history_builder *builder, struct str name, struct str email);
/* The same from "Jo Doe <jo@example.org>" or a name alone. */
const struct history_person *history_people_parse(struct history_builder *builder, struct str text);
/* By their addresses, or by name when neither has one. */
bool history_people_same(const struct history_person *a, const struct history_person *b);

/* Fills in what the message says; the commit has its author already. */
void history_message_read(
        struct history_builder *builder, struct str message, struct history_commit *commit);

/* The text for as long as the result lives: a copy, unless it lies in the cache, which lives as long. */
struct str history_keep(const struct history_builder *builder, struct str text);

/* The histories of the site's `files` (head_files_list), under their names in the site. */
void history_pages_build(
        struct history_builder *builder, struct trace *trace, const struct map *files);

/* Fills history->removals, and `content` of the commits, after history_pages_build. */
void history_removals_build(
        struct history_builder *builder, struct trace *trace, const struct head_place *place);

/* What a file of the repository was that the newest commit to change it removed; NULL when none did. */
struct history_page *history_pages_gone(
        struct history_builder *builder, struct trace *trace, struct str path);

/* Adds the page options->also if the newest commit that changed this file removed it. */
void history_pages_add_gone(
        struct history_builder *builder, struct trace *trace, const struct head_place *place);

/*
 * How a path may also be spelled: some disks give names back decomposed, or in another case than git
 * has them. Empty when there is nothing to try.
 */
struct str history_pages_spelling(struct arena *arena, struct str path, bool ignores_case);

/*
 * What is not read and what to do, one warning for each reason: the repository itself (`error` is what
 * repo.h said), ...
 */
void history_report_unread(struct history_builder *builder, int error);
void history_report_too_large(struct history_builder *builder);
void history_report_gaps(
        struct history_builder *builder); /* also notes what is missing, for history_gap.h */

#endif
