/*
 * What a repository tells of the work in it: days in the writers' zones, people through mailmap and
 * trailers, releases between tags, languages; and repositories of every shape.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "activity/activity.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "git/repo.h"
#include "history/history.h"
#include "repos.h"

enum { NOW = 1709294400 }; /* 2024-03-01 */

struct opened {
	char *folder;
	struct arena arena;
	struct repo *repo;
	struct activity *activity;
};

/* The activity of folder/NAME for one pattern of tags, without those whom `bot` matches. */
static struct opened
open_activity(const char *script, const char *name, const char *pattern, const char *bot)
{
	struct opened opened = { .folder = repos_make(script), .arena = ARENA_EMPTY };
	struct str path = str_format(&opened.arena, "%s/%s", opened.folder, name);
	struct str patterns[] = { str_from(pattern) }, bots[] = { str_from(bot) };
	struct activity_options options = { .patterns = patterns,
		.patterns_len = 1,
		.bots = bots,
		.bots_len = bot != NULL,
		.now = NOW };
	assert_int_equal(repo_open(&opened.arena, path, &opened.repo), 0);
	opened.activity = activity_read(&opened.arena, opened.repo, &options);
	assert_non_null(opened.activity);
	return opened;
}

static void
close_activity(struct opened *opened)
{
	repo_close(opened->repo);
	repos_remove(opened->folder);
	arena_free(&opened->arena);
	repo_shutdown();
}

static void
assert_text(struct str is, const char *expected)
{
	if (!str_eq(is, str_from(expected)))
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(is), expected);
}

static const char *
iso(struct opened *opened, struct date date)
{
	struct buf buf;
	buf_init(&buf, 100);
	date_iso(&buf, date);
	const char *text = str_terminated(&opened->arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

/* "2024-01-05=2 2024-01-06=1" */
static struct str
days_of(struct opened *opened)
{
	struct buf buf;
	const struct calendar *calendar = &opened->activity->calendar;
	buf_init(&buf, 1 << 16);
	for (size_t i = 0; i < calendar->days.len; i++)
		buf_format(&buf, "%s%s=%zu", i ? " " : "", iso(opened, calendar->days.at[i].date),
		        calendar->days.at[i].commits);
	struct str text = str_copy(&opened->arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

/* "Ada=3 Grace=1" */
static struct str
people_of(struct opened *opened)
{
	struct buf buf;
	const contributor_list *list = &opened->activity->contributors;
	buf_init(&buf, 1 << 16);
	for (size_t i = 0; i < list->len; i++)
		buf_format(&buf, "%s" STR_FMT "=%zu", i ? " " : "", STR_ARG(list->at[i].name),
		        list->at[i].commits);
	struct str text = str_copy(&opened->arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

/* "v1.1 +2 after v1.0; v1.0 +3 after " */
static struct str
releases_of(struct opened *opened)
{
	struct buf buf;
	const release_list *list = &opened->activity->releases;
	buf_init(&buf, 1 << 16);
	for (size_t i = 0; i < list->len; i++)
		buf_format(&buf, "%s" STR_FMT " +%zu after " STR_FMT, i ? "; " : "",
		        STR_ARG(list->at[i].tag), list->at[i].commits,
		        STR_ARG(list->at[i].previous));
	struct str text = str_copy(&opened->arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

/* --- days ---------------------------------------------------------------------------------------- */

static void
days_are_those_of_the_writer(void **state)
{
	(void)state;
	struct opened opened =
	        open_activity("start repo\n"
	                      "at() { GIT_AUTHOR_DATE=$1 g commit -q --allow-empty -m x; }\n"
	                      "at 2024-01-05T23:30:00-0800\n" /* the 6th in UTC */
	                      "at 2024-01-06T01:00:00+1200\n" /* the 5th in UTC */
	                      "at 2024-01-06T00:30:00+0000\n"
	                      "at 2024-01-06T00:10:00-0800\n",
	                "repo", "", NULL);
	assert_text(days_of(&opened), "2024-01-05=1 2024-01-06=3");
	assert_int_equal(opened.activity->commits, 4);
	close_activity(&opened);
}

static void
absurd_dates_are_in_no_calendar(void **state)
{
	(void)state;
	struct opened opened =
	        open_activity("start repo\n"
	                      "at() { GIT_AUTHOR_DATE=$1 g commit -q --allow-empty -m x; }\n"
	                      "at '@0 +0000'; at '@2000000000 +0000'; at '@1704067200 +0000'\n",
	                "repo", "", NULL);
	assert_text(days_of(&opened), "2024-01-01=1");
	assert_int_equal(opened.activity->commits, 3);
	assert_false(date_known(opened.activity->first.date));
	close_activity(&opened);
}

static void
weeks_end_with_the_last_day(void **state)
{
	(void)state;
	/* Wednesday, the 10th; the day a year before it; and one that is too old for the grid. */
	struct opened opened = open_activity(
	        "start repo\n"
	        "at() { GIT_AUTHOR_DATE=${1}T12:00:00Z g commit -q --allow-empty -m x; }\n"
	        "at 2022-01-03; at 2023-01-10; at 2024-01-08; at 2024-01-10\n"
	        "for i in 1 2 3; do at 2024-01-10; done; at 2024-01-09; at 2024-01-09\n",
	        "repo", "", NULL);
	const struct calendar *calendar = &opened.activity->calendar;
	assert_int_equal(calendar->weeks.len, CALENDAR_WEEKS);
	const struct calendar_week *week = &calendar->weeks.at[CALENDAR_WEEKS - 1];
	assert_string_equal(iso(&opened, calendar->weeks.at[0].date), "2023-01-09");
	assert_int_equal(calendar->weeks.at[0].days[1].commits, 1);
	assert_string_equal(iso(&opened, week->date), "2024-01-08");
	assert_int_equal(week->len, 3);
	assert_int_equal(week->commits, 7);
	/* Days with 1, 1, 2 and 4 commits: a quarter of them each. */
	assert_int_equal(week->days[0].level, 1);
	assert_int_equal(week->days[1].level, 3);
	assert_int_equal(week->days[2].level, 4);
	assert_int_equal(calendar->weeks.at[1].days[0].level, 0);
	assert_int_equal(calendar->steps[3], 4);
	assert_int_equal(calendar->busiest.at[0].commits, 7);
	assert_string_equal(iso(&opened, calendar->busiest.at[0].date), "2024-01-08");
	assert_int_equal(calendar->busiest.len, 3);
	close_activity(&opened);
}

/* --- people -------------------------------------------------------------------------------------- */

static void
people_go_through_mailmap_and_trailers(void **state)
{
	(void)state;
	struct opened opened = open_activity(
	        "start repo\n"
	        "printf 'Ada Lovelace <ada@example.org>\\nJo <jo@new> <JO@old>\\n' >.mailmap\n"
	        "commit 1 One\n"
	        "commit 2 \"$(printf 'Two\\n\\nCo-authored-by: jd <jo@old>\\nco-authored-by: J <jo@old>')\"\n"
	        "commit 3 \"$(printf 'Three\\n\\nCo-authored-by: Me <ada@example.org>')\"\n"
	        "GIT_AUTHOR_NAME=tim@example.org GIT_AUTHOR_EMAIL=tim@example.org commit 4 Four\n",
	        "repo", "", NULL);
	assert_text(people_of(&opened), "Ada Lovelace=3 Jo=1 tim=1");
	const struct contributor *ada = &opened.activity->contributors.at[0];
	assert_string_equal(iso(&opened, ada->first), "2024-01-01T12:00:00+01:00");
	assert_string_equal(iso(&opened, ada->last), "2024-01-03T12:00:00+01:00");
	close_activity(&opened);
}

static void
bots_are_no_people(void **state)
{
	(void)state;
	struct opened opened = open_activity(
	        "start repo; commit 1 One\n"
	        "GIT_AUTHOR_NAME='mender[bot]' commit 2 Two\n"
	        "GIT_AUTHOR_EMAIL='1+mender[bot]@example.org' commit 3 Three\n"
	        "GIT_AUTHOR_NAME='Release Robot' commit 4 Four\n"
	        "GIT_AUTHOR_NAME='mender[bot]' commit 5 \"$(printf 'x\\n\\nCo-authored-by: Jo <j@x>')\"\n"
	        "commit 6 \"$(printf 'x\\n\\nCo-authored-by: mender[bot] <m@x>')\"\n",
	        "repo", "", "*robot");
	assert_text(people_of(&opened), "Ada Example=2 Jo=1");
	assert_text(days_of(&opened), "2024-01-01=1 2024-01-05=1 2024-01-06=1");
	assert_int_equal(opened.activity->commits, 6);
	close_activity(&opened);
}

/* --- releases ------------------------------------------------------------------------------------ */

static void
releases_hold_what_the_one_before_has_not(void **state)
{
	(void)state;
	struct opened opened = open_activity(
	        "start repo; commit 1 a; commit 2 b; g tag v1.0\n"
	        "commit 3 c; GIT_AUTHOR_NAME=Jo commit 4 d; GIT_AUTHOR_NAME=Jo commit 5 e\n"
	        "day 6; g tag -a v1.10 -m 'Notes\n\n- one, by <jo@example.org>'\n"
	        "g tag nightly; g tag w2\n"
	        "on -q v1.0; commit 7 fix; g tag v1.0.1; on -q main\n"
	        "g merge -q -m merge v1.0.1; commit 8 f; g tag v1.9; commit 9 g\n"
	        "on -q --orphan other; commit 9 elsewhere; g tag v9.0; on -q main; g pack-refs --all\n",
	        "repo", "v*", NULL);
	assert_text(releases_of(&opened),
	        "v1.10 +0 after v1.9; v1.9 +5 after v1.0.1; v1.0.1 +1 after v1.0; v1.0 +2 after ");
	assert_int_equal(opened.activity->unreleased, 4);
	const struct release *newest = &opened.activity->releases.at[0];
	assert_true(newest->annotated);
	assert_text(newest->version, "1.10");
	assert_text(newest->message, "Notes\n\n- one, by");
	assert_string_equal(iso(&opened, newest->date), "2024-01-06T12:00:00+01:00");
	const struct release *light = &opened.activity->releases.at[1];
	assert_false(light->annotated);
	assert_string_equal(iso(&opened, light->date), "2024-01-08T12:00:00+01:00");
	assert_int_equal(light->contributors.len, 2);
	assert_text(light->contributors.at[0], "Ada Example");
	assert_text(light->contributors.at[1], "Jo");
	close_activity(&opened);
}

/* Compares with the file that a script made of what git counts. */
static void
expect_counts(const char *script, size_t least)
{
	static char expected[1 << 14];
	static const char count[] =
	        "\np=; g tag --merged HEAD --sort=version:refname | while read -r t; do\n"
	        "	printf '%s ' \"$(g rev-list --count $t ${p:+^$p})\"; p=$t; done >../counts\n";
	static char whole[1 << 12];
	snprintf(whole, sizeof whole, "%s%s", script, count);
	struct opened opened = open_activity(whole, "repo", "", NULL);
	struct str path = str_format(&opened.arena, "%s/counts", opened.folder);
	FILE *file = fopen(str_terminated(&opened.arena, path), "r");
	assert_non_null(file);
	assert_non_null(fgets(expected, sizeof expected, file));
	fclose(file);
	struct buf buf;
	buf_init(&buf, sizeof expected);
	for (size_t i = opened.activity->releases.len; i-- > 0;)
		buf_format(&buf, "%zu ", opened.activity->releases.at[i].commits);
	assert_true(opened.activity->releases.len >= least);
	assert_text(buf_view(&buf), expected);
	buf_free(&buf);
	close_activity(&opened);
}

/* What git counts between any two tags of a history with branches. */
static void
counts_are_those_of_git(void **state)
{
	(void)state;
	expect_counts(
	        "start repo; i=0\n"
	        "while [ $i -lt 40 ]; do day $((1 + i / 2)); g commit -q --allow-empty -m $i\n"
	        "	case $i in 5|17|30) g branch b$i;; 9) g branch x;; esac\n"
	        "	case $i in 12) g merge -q -m m x || :; g tag 0.5;; 20) on -q b5;; 26) on -q main;; 28) g merge -q -m m b5;; esac\n"
	        "	[ $((i % 7)) != 0 ] || g tag 0.$((i + 10 * (i % 3)))\n"
	        "	i=$((i + 1)); done",
	        5);
}

/* Every commit is a release, in an order that is not that of the history, with lines that part and meet. */
static void
counts_of_many_are_those_of_git(void **state)
{
	(void)state;
	expect_counts(
	        "start repo; i=0; on --orphan main; commit 1 0\n"
	        "{ while [ $i -lt 200 ]; do i=$((i + 1))\n"
	        "	echo commit refs/heads/main; echo mark :$i\n"
	        "	echo \"committer A$((i % 5)) <a$((i % 5))> $((1704100000 + i * 60)) +0000\"\n"
	        "	echo 'data 0'\n"
	        "	[ $i = 1 ] || echo from :$((i % 9 == 4 && i > 9 ? i - 7 : i - 1))\n"
	        "	[ $((i % 9)) != 4 ] || [ $i -lt 10 ] || echo merge :$((i - 1))\n"
	        "	[ $((i % 9)) != 2 ] || [ $i -lt 10 ] || echo merge :$((i - 4)); echo\n"
	        "	echo reset refs/tags/1.$((i * 73 % 211)); echo from :$i; echo; done; } |\n"
	        "g fast-import --quiet --force",
	        190);
}

static void
versions_have_an_order(void **state)
{
	(void)state;
	static const char *const order[] = { "nightly", "0.9", "1.0-alpha2", "1.0-alpha10",
		"1.0-rc1", "1.0rc2", "1.0", "1.0.0", "1.0p1", "1.0.1", "1.2", "1.10", "2024.01.05",
		"20240106" };
	size_t count = sizeof order / sizeof *order;
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < count; k++) {
			int cmp = release_version_cmp(str_from(order[i]), str_from(order[k]));
			if ((cmp > 0) - (cmp < 0) != (i > k) - (i < k))
				fail_msg("%s and %s: %d", order[i], order[k], cmp);
		}
}

static void
patterns_give_versions(void **state)
{
	(void)state;
	struct opened opened = open_activity(
	        "start repo; commit 1 a; g tag kith-1.2-final; commit 2 b; g tag kith-v1.3-final\n"
	        "g tag other-7\n",
	        "repo", "kith-*-final", NULL);
	assert_int_equal(opened.activity->releases.len, 2);
	assert_text(opened.activity->releases.at[0].version, "1.3");
	assert_text(opened.activity->releases.at[1].version, "1.2");
	assert_int_equal(opened.activity->unreleased, 0);
	close_activity(&opened);
}

/* --- languages ----------------------------------------------------------------------------------- */

static void
languages_are_counted_at_head(void **state)
{
	(void)state;
	struct opened opened = open_activity(
	        "start repo; mkdir -p lib vendor\n"
	        "printf 'int a;\\nint b;' >lib/a.c; echo '#pragma once' >lib/a.h; echo x >vendor/big.c\n"
	        "echo 'print(1)' >t.PY; echo '# Title' >README.md; printf 'a\\0b' >bin.c\n"
	        "printf 'all:\\n' >Makefile; ln -s t.PY link.py; commit 1 a; rm lib/a.h; commit 2 b\n",
	        "repo", "", NULL);
	const code_language_list *list = &opened.activity->languages;
	assert_int_equal(list->len, 3);
	assert_text(list->at[0].name, "C");
	assert_int_equal(list->at[0].files, 1);
	assert_int_equal(list->at[0].lines, 2);
	assert_int_equal(list->at[0].bytes, 13);
	assert_text(list->at[1].name, "Python");
	assert_text(list->at[2].name, "Makefile");
	assert_true(list->at[0].share > 48.0 && list->at[0].share < 48.2);
	close_activity(&opened);
}

/* --- repositories -------------------------------------------------------------------------------- */

static void
an_empty_repository_has_nothing(void **state)
{
	(void)state;
	struct opened opened = open_activity("start repo", "repo", "", NULL);
	assert_int_equal(opened.activity->commits, 0);
	assert_int_equal(opened.activity->head.len, 0);
	assert_text(opened.activity->branch, "main");
	assert_int_equal(opened.activity->calendar.weeks.len, 0);
	assert_int_equal(opened.activity->releases.len, 0);
	close_activity(&opened);
}

static void
any_kind_of_repository_will_do(void **state)
{
	(void)state;
	static const char script[] =
	        "start repo; echo 'Ada L <ada@example.org>' >.mailmap; commit 1 Begin; g tag v1; commit 2 Go\n"
	        "cd ..; g clone -q --bare repo bare; g -C repo worktree add -q ../tree 2>/dev/null\n"
	        "g clone -q --depth 1 file://$PWD/repo shallow\n";
	static const char *const names[] = { "repo", "bare", "tree" };
	for (size_t i = 0; i < 3; i++) {
		struct opened opened = open_activity(script, names[i], "v*", NULL);
		assert_text(people_of(&opened), "Ada L=2");
		assert_text(opened.activity->first.subject, "Begin");
		assert_text(opened.activity->last.subject, "Go");
		assert_text(releases_of(&opened), "v1 +1 after ");
		assert_false(opened.activity->shallow);
		close_activity(&opened);
	}
	struct opened opened = open_activity(script, "shallow", "v*", NULL);
	assert_true(opened.activity->shallow);
	assert_int_equal(opened.activity->first.hash.len, 0);
	assert_int_equal(opened.activity->commits, 1);
	close_activity(&opened);
}

/* What the history of pages has read is not read again: without its cache, a lost commit ends the walk. */
static void
commits_are_taken_from_the_history(void **state)
{
	(void)state;
	struct opened opened = open_activity(
	        "start repo; commit 1 Begin; commit 2 Go; commit 3 More", "repo", "", NULL);
	struct history_options pages = { .folder = str_format(
		                                 &opened.arena, "%s/repo", opened.folder),
		.content = STR("content"),
		.cache = STR("kept"),
		.now = NOW };
	struct activity_options options = { .patterns_len = 0, .now = NOW };
	struct diags diags;
	struct str before = days_of(&opened);
	diag_init(&diags);
	history_open(&opened.arena, &pages, NULL, &diags);
	diag_free(&diags);
	repos_change(opened.folder, "cd repo; lose HEAD~1");
	repo_close(opened.repo);
	assert_int_equal(repo_open(&opened.arena, pages.folder, &opened.repo), 0);
	opened.activity = activity_read(&opened.arena, opened.repo, &options);
	assert_int_equal(opened.activity->commits, 1);
	options.folder = pages.folder;
	options.cache = pages.cache;
	opened.activity = activity_read(&opened.arena, opened.repo, &options);
	assert_int_equal(opened.activity->commits, 3);
	assert_text(opened.activity->first.subject, "Begin");
	assert_true(str_eq(days_of(&opened), before));
	close_activity(&opened);
}

/* What is said to readers goes before what is said to the people who work there. */
static void
commits_and_releases_may_have_a_note(void **state)
{
	(void)state;
	struct opened opened =
	        open_activity("start repo; commit 1 Begin; commit 2 \"$(printf 'Fix it\n\nWhy.\n\n"
	                      "Note: Pages print\n  again, says a@b.example.\nnote: And fast.')\"",
	                "repo", "", NULL);
	assert_text(opened.activity->first.note, "");
	assert_text(opened.activity->last.subject, "Fix it");
	assert_text(opened.activity->last.note, "Pages print again, says a. And fast.");
	close_activity(&opened);
	opened = open_activity(
	        "start repo; commit 1 Begin; g tag -a -m 'Slow\nand late' v1; g tag v0\n"
	        "g tag -a -m \"$(printf 'Fast\n\nBody.\n\nNote: Twice as fast.')\" v2",
	        "repo", "v*", NULL);
	assert_text(opened.activity->releases.at[0].text, "Twice as fast.");
	assert_text(opened.activity->releases.at[1].text, "Slow and late");
	assert_text(opened.activity->releases.at[2].text, "");
	close_activity(&opened);
}

static void
files_that_are_missing_are_named(void **state)
{
	(void)state;
	struct opened opened =
	        open_activity("start repo; echo x >a.c; echo y >b.py; commit 1 a; lose HEAD:a.c",
	                "repo", "", NULL);
	assert_int_equal(opened.activity->languages.len, 0);
	assert_int_equal(opened.activity->missing.len, 1);
	close_activity(&opened);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_those_of_the_writer),
		cmocka_unit_test(commits_and_releases_may_have_a_note),
		cmocka_unit_test(absurd_dates_are_in_no_calendar),
		cmocka_unit_test(weeks_end_with_the_last_day),
		cmocka_unit_test(people_go_through_mailmap_and_trailers),
		cmocka_unit_test(bots_are_no_people),
		cmocka_unit_test(releases_hold_what_the_one_before_has_not),
		cmocka_unit_test(counts_are_those_of_git),
		cmocka_unit_test(counts_of_many_are_those_of_git),
		cmocka_unit_test(versions_have_an_order),
		cmocka_unit_test(patterns_give_versions),
		cmocka_unit_test(languages_are_counted_at_head),
		cmocka_unit_test(an_empty_repository_has_nothing),
		cmocka_unit_test(any_kind_of_repository_will_do),
		cmocka_unit_test(commits_are_taken_from_the_history),
		cmocka_unit_test(files_that_are_missing_are_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
