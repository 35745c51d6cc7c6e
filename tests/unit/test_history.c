/*
 * What happens to pages in ordinary repositories: edits, moves, merges, removals, and who did it when.
 * Odd repositories are in test_history_shapes.c.
 */
#include "history_fixture.h"

static void
test_edits(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo\n"
	                                      "page content/a.md 1; commit 1 Begin\n"
	                                      "edit content/a.md; commit 2 More\n"
	                                      "page content/b.md 2; commit 3 Other\n"
	                                      "edit content/a.md; commit 4 'Even more'\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "edited: Even more\n"
	        "edited: More\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-03, updated 2024-01-03\n"
	        "created: Other\n");
	expect_page(&fixture, "content/none.md", "no history\n");
	expect_page(&fixture, "content", "no history\n");
	expect_page(&fixture, "", "no history\n");
	expect_commits(&fixture, "Even more\nOther\nMore\nBegin\n");
	expect_messages(&fixture, "");
	assert_true(fixture.history->present);
	assert_false(fixture.history->shallow);
	fixture_close(&fixture);
}

static void
test_commit_fields(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; day 1; g add -A\n"
	        "export GIT_AUTHOR_DATE=2024-01-05T10:30:00-0330\n"
	        "printf 'One\\nsubject\\n\\nFirst.\\n\\nSigned-off-by: A <a@b>\\n' >../message\n"
	        "g commit -q -F ../message\n"
	        "g rev-parse HEAD >../hash\n",
	        "repo");
	const struct history *history = fixture.history;
	assert_int_equal(history->commits.len, 1);
	const struct history_commit *commit = history->commits.at[0];
	char hash[64] = "";
	FILE *file = fopen(str_format(&fixture.arena, "%s/hash", fixture.folder).at, "r");
	assert_non_null(file);
	assert_non_null(fgets(hash, sizeof hash, file));
	fclose(file);
	assert_true(str_eq(commit->hash, str_of(hash, 40)));
	assert_true(str_eq(commit->short_hash, str_of(hash, 7)));
	assert_true(str_eq(history->head, commit->hash));
	assert_true(str_is(history->branch, "main"));
	assert_true(str_is(commit->subject, "One subject"));
	assert_true(str_is(commit->body, "First."));
	assert_true(str_is(commit->author->name, "Ada Example"));
	assert_true(str_is(commit->author->email, "ada@example.org"));
	assert_int_equal(commit->authored.seconds, 1704463200);
	assert_int_equal(commit->authored.offset, -210);
	assert_int_equal(commit->committed.offset, 60);
	assert_int_equal(history->head_date.seconds, commit->committed.seconds);
	assert_false(commit->boundary);
	assert_false(commit->ignored);
	fixture_close(&fixture);
}

static void
test_move(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                                      "edit content/a.md; commit 2 Edit\n"
	                                      "move content/a.md content/b.md; commit 3 Move\n",
	        "repo");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "moved minor: Move, from content/a.md\n"
	        "edited: Edit\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/a.md", "no history\n");
	fixture_close(&fixture);
}

static void
test_move_with_edit(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                     "move content/a.md content/b.md; edit content/b.md; commit 3 Move\n",
	                "repo");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "moved: Move, from content/a.md\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_move_chain(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page drafts/a.md 1; commit 1 Begin\n"
	        "move drafts/a.md content/notes/a.md; commit 2 'Move 1'\n"
	        "edit content/notes/a.md; commit 3 Edit\n"
	        "move content/notes/a.md content/essays/b.md; edit content/essays/b.md\n"
	        "commit 4 'Move 2'\n"
	        "move content/essays content/articles; commit 5 'Move 3'\n",
	        "repo");
	expect_page(&fixture, "content/articles/b.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "moved minor: Move 3, from content/essays/b.md\n"
	        "moved: Move 2, from content/notes/a.md\n"
	        "edited: Edit\n"
	        "moved minor: Move 1, from drafts/a.md\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_moves_in_bulk(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; for i in 1 2 3 4 5 6 7 8 9; do page content/old/$i.md $i; done\n"
	        "commit 1 Begin\n"
	        "mkdir content/new; g mv content/old content/new/posts\n"
	        "for i in 1 2 3 4 5 6 7 8 9; do edit content/new/posts/$i.md\n"
	        "  g mv content/new/posts/$i.md content/new/posts/page-$i.md; done\n"
	        "mv content/new/posts/page-3.md content/new/posts/index.md\n"
	        "commit 2 'Move all'\n",
	        "repo");
	expect_page(&fixture, "content/new/posts/page-7.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "moved: Move all, from content/old/7.md\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/new/posts/index.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "moved: Move all, from content/old/3.md\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_text_becomes_page(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page a.txt 1; commit 1 Begin\n"
	                     "move a.txt content/a.md; edit content/a.md; commit 2 Publish\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "moved: Publish, from a.txt\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

/* Two pages that have little in common are two pages, whatever happened in one commit. */
static void
test_replaced(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                     "rm content/a.md; page content/b.md 2; commit 2 Replace\n",
	                "repo");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "created: Replace\n");
	fixture_close(&fixture);
}

static void
test_empty_files_are_not_moved(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo; : >content/a.md; commit 1 Begin\n"
	                                      "rm content/a.md; : >content/b.md; commit 2 Other\n",
	        "repo");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "created: Other\n");
	fixture_close(&fixture);
}

static void
test_recreated_where_one_moved_away(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                                      "move content/a.md content/b.md; commit 2 Move\n"
	                                      "page content/a.md 2; commit 3 'Another a'\n"
	                                      "edit content/b.md; commit 4 'Edit b'\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-03, updated 2024-01-03\n"
	        "created: Another a\n");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "edited: Edit b\n"
	        "moved minor: Move, from content/a.md\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_swapped(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 'Begin a'\n"
	                     "page content/b.md 2; commit 2 'Begin b'\n"
	                     "mv content/a.md x; mv content/b.md content/a.md; mv x content/b.md\n"
	                     "commit 3 Swap\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "moved minor: Swap, from content/b.md\n"
	        "created: Begin b\n");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "moved minor: Swap, from content/a.md\n"
	        "created: Begin a\n");
	fixture_close(&fixture);
}

static void
test_removed_and_restored(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                     "rm content/a.md; commit 2 Remove\n"
	                     "page content/b.md 2; commit 3 Other\n"
	                     "page content/a.md 1; edit content/a.md; commit 4 Restore\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "restored: Restore\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_permission(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                                      "g update-index --chmod=+x content/a.md\n"
	                                      "day 2; g commit -q -m Permission\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "edited minor: Permission\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_clean_merge(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; page content/b.md 2\n"
	                     "commit 1 Begin\n"
	                     "on -b side; edit content/b.md; commit 2 'Edit b'\n"
	                     "on main; edit content/a.md; commit 3 'Edit a'\n"
	                     "day 4; g merge -q --no-edit -m Merge side\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "edited: Edit a\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "edited: Edit b\n"
	        "created: Begin\n");
	expect_commits(&fixture, "Merge\nEdit a\nEdit b\nBegin\n");
	fixture_close(&fixture);
}

/* Both sides edited the page, and the merge holds what neither has. */
static void
test_resolved_merge(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; page content/b.md 2; commit 1 Begin\n"
	        "on -b side; echo side >>content/a.md; commit 2 Side\n"
	        "on main; echo main >>content/a.md; commit 3 Main\n"
	        "day 4; g merge -q -m Merge side >/dev/null || :\n"
	        "page content/a.md 1; echo both >>content/a.md\n"
	        "echo evil >>content/b.md; page content/c.md 3; commit 4 Merge\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "merged: Merge\n"
	        "edited: Main\n"
	        "edited: Side\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "merged: Merge\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/c.md",
	        "created 2024-01-04, updated 2024-01-04\n"
	        "created: Merge\n");
	fixture_close(&fixture);
}

static void
test_criss_cross(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; page content/b.md 2; commit 1 Begin\n"
	        "on -b side; edit content/b.md; commit 2 'Side 1'; on main; edit content/a.md; commit 3 'Main 1'\n"
	        "left=$(g rev-parse main); right=$(g rev-parse side)\n"
	        "day 4; g merge -q --no-edit -m 'Cross main' $right\n"
	        "on side; day 5; g merge -q --no-edit -m 'Cross side' $left\n"
	        "edit content/b.md; commit 6 'Side 2'; on main; edit content/a.md; commit 7 'Main 2'\n"
	        "day 8; g merge -q --no-edit -m Join side\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-07\n"
	        "edited: Main 2\n"
	        "edited: Main 1\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-06\n"
	        "edited: Side 2\n"
	        "edited: Side 1\n"
	        "created: Begin\n");
	expect_commits(
	        &fixture, "Join\nMain 2\nSide 2\nCross side\nCross main\nMain 1\nSide 1\nBegin\n");
	fixture_close(&fixture);
}

static void
test_octopus(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "for b in x y z; do on -b $b main; page content/$b.md $b; commit 2 $b; done\n"
	        "on main; day 3; g merge -q -m Octopus x y z >/dev/null\n"
	        "edit content/y.md; commit 4 Edit\n",
	        "repo");
	expect_page(&fixture, "content/y.md",
	        "created 2024-01-02, updated 2024-01-04\n"
	        "edited: Edit\n"
	        "created: y\n");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_several_roots(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 'Begin a'\n"
	        "on --orphan other; g rm -rqf .; page content/b.md 2; commit 2 'Begin b'\n"
	        "on main; day 3; g merge -q --allow-unrelated-histories --no-edit -m Join other\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin a\n");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "created: Begin b\n");
	fixture_close(&fixture);
}

/* A merge that took nothing of a branch: what was done there never became the page. */
static void
test_discarded_branch(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                                      "on -b side; edit content/a.md; commit 2 Side\n"
	                                      "on main; echo Other >>content/a.md; commit 3 Main\n"
	                                      "day 4; g merge -q -s ours -m Discard side\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "edited: Main\n"
	        "created: Begin\n");
	expect_commits(&fixture, "Discard\nMain\nSide\nBegin\n");
	fixture_close(&fixture);
}

/* A commit that changes nothing, and one that leaves no file at all. */
static void
test_empty_commits(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "commit 2 Nothing; cp content/a.md ../a; g rm -rqf .; commit 3 'Remove all'\n"
	        "mkdir -p content; cp ../a content/a.md; commit 4 Restore\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "restored: Restore\n"
	        "created: Begin\n");
	expect_commits(&fixture, "Restore\nRemove all\nNothing\nBegin\n");
	fixture_close(&fixture);
}

/* A copy is a page of its own, which began when it was made; the page it was made of goes on. */
static void
test_copied(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "edit content/a.md; commit 2 Edit; mkdir content/v1\n"
	        "cp content/a.md content/v1/a.md; commit 3 Copy; edit content/a.md; commit 4 More\n",
	        "repo");
	expect_page(&fixture, "content/v1/a.md",
	        "created 2024-01-03, updated 2024-01-03\n"
	        "created: Copy\n");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "edited: More\n"
	        "edited: Edit\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

/* A branch that began before the move goes on under the old name; the merge carries it over. */
static void
test_move_beside_edit(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                     "on -b side; edit content/a.md; commit 3 'Edit old name'\n"
	                     "on main; move content/a.md content/b.md; commit 2 Move\n"
	                     "day 4; g merge -q --no-edit -m Merge side\n",
	                "repo");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "edited: Edit old name\n"
	        "moved minor: Move, from content/a.md\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_same_move_on_both_sides(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "on -b side; move content/a.md content/b.md; commit 2 'Move on side'\n"
	        "on main; move content/a.md content/b.md; edit content/b.md; commit 3 'Move on main'\n"
	        "day 4; g merge -q --no-edit -m Merge side\n",
	        "repo");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "moved: Move on main, from content/a.md\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

/* Git put both edits together by itself: the page is new all the same. */
static void
test_merged_without_conflict(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                     "on -b side; sed -i.orig s/Line.3/Line.three/ content/a.md\n"
	                     "rm content/a.md.orig; commit 2 Side\n"
	                     "on main; edit content/a.md; commit 5 Main\n"
	                     "day 6; g merge -q --no-edit -m Merge side >/dev/null\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-06\n"
	        "merged: Merge\n"
	        "edited: Main\n"
	        "edited: Side\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

/* An old patch, applied on top of newer work: the page was not last changed when it was written. */
static void
test_old_patch_applied_late(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo; page content/a.md 1; commit 2 Begin\n"
	                                      "edit content/a.md; commit 8 Edit\n"
	                                      "edit content/a.md; day 9; g add -A\n"
	                                      "GIT_AUTHOR_DATE=2024-01-03T12:00:00+0100\n"
	                                      "g commit -q -m 'Old patch'\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-02, updated 2024-01-08\n"
	        "edited: Old patch\n"
	        "edited: Edit\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_mailmap(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "GIT_AUTHOR_NAME=ada GIT_AUTHOR_EMAIL=ADA@old.example; edit content/a.md; commit 2 Edit\n"
	        "echo 'Ada Lovelace <ada@example.org> <ada@old.example>' >.mailmap\n"
	        "echo 'Ada Lovelace <ada@example.org>' >>.mailmap; commit 3 Map\n",
	        "repo");
	const struct history_page *page = history_find(fixture.history, STR("content/a.md"));
	assert_non_null(page);
	assert_int_equal(page->revisions.len, 2);
	for (size_t i = 0; i < 2; i++) {
		const struct history_person *author = page->revisions.at[i].commit->author;
		assert_true(str_is(author->name, "Ada Lovelace"));
		assert_true(str_is(author->email, "ada@example.org"));
	}
	assert_ptr_equal(
	        page->revisions.at[0].commit->author, page->revisions.at[1].commit->author);
	fixture_close(&fixture);
}

static void
test_minor(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 'Begin\n\nMinor: yes'\n"
	        "edit content/a.md; commit 2 Edit\n"
	        "edit content/a.md; commit 3 'Typo\n\nIn line 3.\n\nMinor: yes'\n"
	        "edit content/a.md; commit 4 'Comma\n\nMinor: Yes\nReviewed-by: B <b@example.org>'\n"
	        "page content/b.md 2; commit 5 'Other\n\nminor: yes'\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "edited minor: Comma\n"
	        "edited minor: Typo\n"
	        "edited: Edit\n"
	        "created: Begin\n");
	/* Its creation always counts. */
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-05, updated 2024-01-05\n"
	        "created: Other\n");
	assert_true(fixture.history->commits.at[0]->ignored);
	fixture_close(&fixture);
}

static void
test_ignore_revs(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                     "edit content/a.md; commit 2 Edit\n"
	                     "edit content/a.md; commit 3 Reformat\n"
	                     "{ echo '# new format'; g rev-parse HEAD; echo; echo abc123; } "
	                     ">.git-blame-ignore-revs\n"
	                     "commit 4 List\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "edited minor: Reformat\n"
	        "edited: Edit\n"
	        "created: Begin\n");
	expect_messages(&fixture,
	        ".git-blame-ignore-revs:4:1: warning: this is not the hash of a commit\n"
	        "    4 | abc123\n"
	        "      | ^\n"
	        "    help: write all 40 digits, or begin the line with '#'\n");
	fixture_close(&fixture);
}

static void
test_dates(void **state)
{
	(void)state;
	/* 1970, later than now, a zone that no clock has, no date at all, a number too large */
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "page content/b.md 2; day 2; g add -A\n"
	        "GIT_AUTHOR_DATE='@0 +0000' GIT_COMMITTER_DATE='@0 +0000' g commit -q -m Epoch\n"
	        "edit content/a.md; edit content/b.md; g add -A\n"
	        "GIT_AUTHOR_DATE='@4102444800 +1400' GIT_COMMITTER_DATE='@4102444800 +1400' "
	        "g commit -q -m Future\n"
	        "edit content/a.md; g add -A; tree=$(g write-tree); head=$(g rev-parse HEAD)\n"
	        "printf 'tree %s\\nparent %s\\nauthor A <a@x> 1704452400 +9999\\n"
	        "committer A <a@x> 1704452400 -0330\\n\\nZone\\n' $tree $head | raw_commit\n"
	        "edit content/a.md; g add -A; tree=$(g write-tree); head=$(g rev-parse HEAD)\n"
	        "printf 'tree %s\\nparent %s\\nauthor No Date <n@x>\\n"
	        "committer A <a@x> -100 +0000\\n\\nNone\\n' $tree $head | raw_commit\n"
	        "edit content/a.md; g add -A; tree=$(g write-tree); head=$(g rev-parse HEAD)\n"
	        "printf 'tree %s\\nparent %s\\nauthor A <a@x> 99999999999999999999 +0000\\n"
	        "committer A <a@x> 1704538800 +0000\\n\\nHuge\\n' $tree $head | raw_commit\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-05\n"
	        "edited: Huge\n"
	        "edited: None\n"
	        "edited: Zone\n"
	        "edited: Future\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/b.md",
	        "created unknown, updated unknown\n"
	        "edited: Future\n"
	        "created: Epoch\n");
	expect_messages(&fixture, "");
	expect_commits(&fixture, "Huge\nNone\nZone\nFuture\nEpoch\nBegin\n");
	const struct history_commit *zone = fixture.history->commits.at[2];
	assert_int_equal(zone->authored.offset, 0);
	assert_int_equal(zone->committed.offset, -210);
	fixture_close(&fixture);
}

/* Inside a signature anything may stand; only lines that begin a header count. */
static void
test_signed(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "edit content/a.md; g add -A; tree=$(g write-tree); head=$(g rev-parse HEAD)\n"
	        "printf 'tree %s\\nparent %s\\nauthor Ada <a@x> 1704193200 +0000\\n"
	        "committer Ada <a@x> 1704193200 +0000\\n"
	        "gpgsig -----BEGIN PGP SIGNATURE-----\\n \\n author Eve <e@x> 1 +0000\\n"
	        " tree 0000000000000000000000000000000000000000\\n"
	        " parent 0000000000000000000000000000000000000000\\n"
	        " -----END PGP SIGNATURE-----\\n\\nSigned\\n' $tree $head | raw_commit\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "edited: Signed\n"
	        "created: Begin\n");
	assert_true(str_is(fixture.history->commits.at[0]->author->name, "Ada"));
	expect_messages(&fixture, "");
	fixture_close(&fixture);
}

static void
test_text_encodings(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; g add -A; tree=$(g write-tree)\n"
	        "printf 'tree %s\\nauthor Ren\\351 <r@x> 1704193200 +0000\\n"
	        "committer A <a@x> 1704193200 +0000\\nencoding ISO-8859-1\\n\\nCaf\\351\\n' $tree "
	        "| raw_commit\n"
	        "head=$(g rev-parse HEAD)\n"
	        "printf 'tree %s\\nparent %s\\nauthor A <a@x> 1704279600 +0000\\n"
	        "committer A <a@x> 1704279600 +0000\\nencoding KOI8-R\\n\\nx\\351y\\n' $tree $head "
	        "| raw_commit\n"
	        "head=$(g rev-parse HEAD)\n"
	        "printf 'tree %s\\nparent %s\\nauthor A <a@x> 1704366000 +0000\\n"
	        "committer A <a@x> 1704366000 +0000\\n\\n' $tree $head | raw_commit\n",
	        "repo");
	expect_commits(&fixture, "\nx\xef\xbf\xbdy\nCaf\xc3\xa9\n");
	const struct history_page *page = history_find(fixture.history, STR("content/a.md"));
	assert_non_null(page);
	assert_true(str_is(page->revisions.at[0].commit->author->name, "Ren\xc3\xa9"));
	fixture_close(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edits),
		cmocka_unit_test(test_commit_fields),
		cmocka_unit_test(test_move),
		cmocka_unit_test(test_move_with_edit),
		cmocka_unit_test(test_move_chain),
		cmocka_unit_test(test_moves_in_bulk),
		cmocka_unit_test(test_text_becomes_page),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_empty_files_are_not_moved),
		cmocka_unit_test(test_recreated_where_one_moved_away),
		cmocka_unit_test(test_swapped),
		cmocka_unit_test(test_removed_and_restored),
		cmocka_unit_test(test_permission),
		cmocka_unit_test(test_clean_merge),
		cmocka_unit_test(test_resolved_merge),
		cmocka_unit_test(test_criss_cross),
		cmocka_unit_test(test_octopus),
		cmocka_unit_test(test_several_roots),
		cmocka_unit_test(test_discarded_branch),
		cmocka_unit_test(test_empty_commits),
		cmocka_unit_test(test_copied),
		cmocka_unit_test(test_move_beside_edit),
		cmocka_unit_test(test_same_move_on_both_sides),
		cmocka_unit_test(test_merged_without_conflict),
		cmocka_unit_test(test_old_patch_applied_late),
		cmocka_unit_test(test_mailmap),
		cmocka_unit_test(test_minor),
		cmocka_unit_test(test_ignore_revs),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_signed),
		cmocka_unit_test(test_text_encodings),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
