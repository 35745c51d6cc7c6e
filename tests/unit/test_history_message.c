/*
 * What a commit says besides its change: who else had a part in it, and what readers are told.
 */
#include "history_fixture.h"

/* One commit with this message, and this .mailmap. */
static struct fixture
open_message(const char *message, const char *mailmap)
{
	struct arena arena = ARENA_EMPTY;
	struct str script = str_format(&arena,
	        "start repo; page content/a.md 1; day 1\n"
	        "cat >.mailmap <<'END'\n%sEND\n"
	        "cat >../message <<'END'\n%sEND\n"
	        "g add content; g commit -q --cleanup=verbatim -F ../message\n",
	        mailmap, message);
	struct fixture fixture = fixture_open(str_terminated(&arena, script), "repo");
	assert_int_equal(fixture.history->commits.len, 1);
	arena_free(&arena);
	return fixture;
}

static void
put_people(struct buf *out, const struct history_commit *commit)
{
	buf_format(out, "by " STR_FMT "\n", STR_ARG(commit->author->name));
	for (size_t i = 0; i < commit->coauthors.len; i++)
		buf_format(out, "and " STR_FMT "\n", STR_ARG(commit->coauthors.at[i]->name));
	for (size_t i = 0; i < commit->credits.len; i++)
		buf_format(out, STR_FMT ": " STR_FMT "\n", STR_ARG(commit->credits.at[i].key),
		        STR_ARG(commit->credits.at[i].person->name));
}

static void
expect_people(const char *message, const char *mailmap, const char *expected)
{
	struct fixture fixture = open_message(message, mailmap);
	struct buf out;
	buf_init(&out, 1 << 16);
	put_people(&out, fixture.history->commits.at[0]);
	char *text = str_terminated(&fixture.arena, buf_view(&out));
	assert_string_equal(text, expected);
	buf_free(&out);
	fixture_close(&fixture);
}

static void
expect_text(const char *message, const char *subject, const char *note, const char *body)
{
	struct fixture fixture = open_message(message, "");
	const struct history_commit *commit = fixture.history->commits.at[0];
	assert_string_equal(str_terminated(&fixture.arena, commit->subject), subject);
	assert_string_equal(str_terminated(&fixture.arena, commit->note), note);
	assert_string_equal(str_terminated(&fixture.arena, commit->body), body);
	fixture_close(&fixture);
}

static void
test_text(void **state)
{
	(void)state;
	expect_text("Say more\n", "Say more", "", "");
	expect_text("\n\nTwo\n  lines \n\nBody.\n\nMore.\n", "Two lines", "", "Body.\n\nMore.");
	expect_text("Say more\n\nBody.\n\nMinor: yes\n", "Say more", "", "Body.");
	expect_text("Say more\n\nNote: New numbers,\n  and an honest\n\ttable.\n", "Say more",
	        "New numbers, and an honest table.", "");
	expect_text(
	        "Say more\n\nBody.\n\nnote: One.\nNOTE: Two.\n", "Say more", "One. Two.", "Body.");
	expect_text("Say more\n\nBody.\n\nNote: this is\nno trailer.\n", "Say more", "",
	        "Body.\n\nNote: this is\nno trailer.");
	expect_text("Say more\n\nNote:\n", "Say more", "", "");
	expect_text("Ask a@b.example\n\nOr c@d.example.\n\nNote: Ask e@f.example\n", "Ask a",
	        "Ask e", "Or c.");
}

static void
test_people(void **state)
{
	(void)state;
	expect_people("Begin\n\nReviewed-by: Jo <jo@x.example>\nthanks-to: Mia\n", "",
	        "by Ada Example\nReviewed-by: Jo\nThanks-to: Mia\n");
	expect_people("Begin\n\nSigned-off-by: Jo <jo@x.example>\n", "", "by Ada Example\n");
	expect_people("Begin\n\n"
	              "Co-authored-by: Jo <jo@x.example>\n"
	              "Co-Authored-By: Joanna <JO@x.example>\n"
	              "Co-authored-by: Ada <ADA@example.org>\n"
	              "Co-authored-by: Mia\n"
	              "Co-authored-by: Mia\n"
	              "Co-authored-by:\n"
	              "Co-authored-by: <nobody@x.example>\n",
	        "", "by Ada Example\nand Jo\nand Mia\n");
	expect_people("Begin\n\n"
	              "Tested-by: Jo <jo@x.example>\n"
	              "Tested-by: Jo <jo@x.example>\n"
	              "Acked-by: Jo <jo@x.example>\n",
	        "", "by Ada Example\nTested-by: Jo\nAcked-by: Jo\n");
}

/* The names of co-authors are those they want to be known by; git itself leaves them alone. */
static void
test_mailmap(void **state)
{
	(void)state;
	expect_people("Begin\n\n"
	              "Co-authored-by: jd <jd@old.example>\n"
	              "Co-authored-by: Jo <jo@new.example>\n"
	              "Co-authored-by: ada2 <ada@old.example>\n",
	        "Jo Doe <jo@new.example> <jd@old.example>\nJo Doe <jo@new.example>\n"
	        "Ada Example <ada@example.org> <ada@old.example>\n",
	        "by Ada Example\nand Jo Doe\n");
}

static void
test_no_addresses(void **state)
{
	(void)state;
	expect_people("Begin\n\n"
	              "Reported-by: jo.doe@x.example\n"
	              "Reported-by: Mia (mia@x.example), on paper\n"
	              "Reported-by: @kim\n",
	        "",
	        "by Ada Example\nReported-by: jo.doe\nReported-by: Mia (mia), on paper\n"
	        "Reported-by: @kim\n");
}

static void
test_committer_and_bots(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "export GIT_AUTHOR_NAME='updater[bot]'; edit content/a.md; commit 2 Up\n"
	        "export GIT_AUTHOR_NAME=Up GIT_AUTHOR_EMAIL='1+up[bot]@x.example'\n"
	        "edit content/a.md; commit 3 Up\n",
	        "repo");
	const struct history *history = fixture.history;
	assert_true(history->commits.at[0]->bot);
	assert_true(history->commits.at[1]->bot);
	assert_false(history->commits.at[2]->bot);
	assert_true(str_is(history->commits.at[2]->committer->name, "Grace Example"));
	assert_true(str_is(history->commits.at[2]->author->name, "Ada Example"));
	fixture_close(&fixture);
}

static void
test_named_bots(void **state)
{
	(void)state;
	static const struct str bots[] = { STR_INIT("nobody"), STR_INIT("*-UPDATER") };
	fixture_options = (struct history_options){ .bots = bots, .bot_count = 2 };
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                     "export GIT_AUTHOR_NAME=page-updater; edit content/a.md; commit 2 Up\n"
	                     "export GIT_AUTHOR_NAME=updater; edit content/a.md; commit 3 Up\n",
	                "repo");
	fixture_options = (struct history_options){ .bots = NULL };
	assert_false(fixture.history->commits.at[0]->bot);
	assert_true(fixture.history->commits.at[1]->bot);
	assert_false(fixture.history->commits.at[2]->bot);
	fixture_close(&fixture);
}

/* The hash of the first commit does not depend on anything but the script. */
static void
test_ignored_by_the_site(void **state)
{
	(void)state;
	static const char script[] = "start repo; page content/a.md 1; commit 1 Begin\n"
	                             "edit content/a.md; commit 2 'Format all pages'\n"
	                             "edit content/a.md; commit 3 'Mend links'\n";
	struct fixture fixture = fixture_open(script, "repo");
	struct str hash = fixture.history->commits.at[0]->hash;
	struct str rules[] = { STR("Format *"), str_slice(hash, 0, 9), STR("format*"),
		STR("deadbee") };
	fixture_options = (struct history_options){ .ignore = rules, .ignore_count = 4 };
	struct fixture other = fixture_open(script, "repo");
	fixture_options.ignore_count = 1;
	struct fixture one = fixture_open(script, "repo");
	fixture_options = (struct history_options){ .ignore = NULL };
	expect_page(&other, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "edited minor: Mend links\n"
	        "edited minor: Format all pages\n"
	        "created: Begin\n");
	expect_page(&one, "content/a.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "edited: Mend links\n"
	        "edited minor: Format all pages\n"
	        "created: Begin\n");
	fixture_close(&fixture);
	fixture_close(&other);
	fixture_close(&one);
}

static void
test_committed_dates(void **state)
{
	(void)state;
	fixture_options = (struct history_options){ .commit_dates = true };
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; day 5; g add -A\n"
	                     "GIT_AUTHOR_DATE=2024-01-02T10:00:00+0000 g commit -q -m Begin\n"
	                     "edit content/a.md; day 9; g add -A\n"
	                     "GIT_AUTHOR_DATE=2024-01-12T10:00:00+0000 g commit -q -m More\n",
	                "repo");
	fixture_options = (struct history_options){ .commit_dates = false };
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-05, updated 2024-01-09\n"
	        "edited: More\n"
	        "created: Begin\n");
	assert_int_equal(fixture.history->commits.at[0]->authored.seconds, 1705053600);
	fixture_close(&fixture);
}

/* Commits without a change are in the list of commits and in no page's history. */
static void
test_nothing_said(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; day 1; g add -A\n"
	                     "g commit -q --allow-empty-message -m ''; commit 2 Nothing\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: \n");
	expect_commits(&fixture, "Nothing\n\n");
	assert_int_equal(fixture.history->commits.at[1]->body.len, 0);
	assert_int_equal(fixture.history->commits.at[1]->note.len, 0);
	fixture_close(&fixture);
}

/* The tag that a merge carries with it has a message of its own, with lines that look like headers. */
static void
test_merged_tag(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin\n"
	        "on -b side; page content/b.md 2; commit 2 Side; side=$(g rev-parse HEAD)\n"
	        "on main; page content/c.md 3; commit 3 Main; main=$(g rev-parse HEAD)\n"
	        "g read-tree -m -u main side; tree=$(g write-tree)\n"
	        "printf 'tree %s\\nparent %s\\nparent %s\\nauthor Ada <a@x> 1704366000 +0000\\n"
	        "committer Ada <a@x> 1704366000 +0000\\n"
	        "mergetag object %s\\n type commit\\n tag v1\\n tagger Eve <e@x> 1 +0000\\n \\n"
	        " author Eve <e@x> 1 +0000\\n parent %s\\n\\nMerge v1\\n'"
	        " $tree $main $side $side $side | raw_commit\n",
	        "repo");
	expect_commits(&fixture, "Merge v1\nMain\nSide\nBegin\n");
	assert_true(str_is(fixture.history->commits.at[0]->author->name, "Ada"));
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "created: Side\n");
	expect_messages(&fixture, "");
	fixture_close(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_mailmap),
		cmocka_unit_test(test_no_addresses),
		cmocka_unit_test(test_committer_and_bots),
		cmocka_unit_test(test_named_bots),
		cmocka_unit_test(test_ignored_by_the_site),
		cmocka_unit_test(test_committed_dates),
		cmocka_unit_test(test_nothing_said),
		cmocka_unit_test(test_merged_tag),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
