/* The changelog: its order, and the dates it has. */
#include "site/change.h"

#include "repos.h"
#include "site_fixture.h"

#include "base/buf.h"
#include "content/page.h"
#include "history/histories.h"

static void
load_again(void)
{
	if (is_loaded)
		pipeline_close(&loaded);
	load_site();
}

/* "subject[ date]", a line each. */
static struct str
listed(void)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	for (size_t i = 0; i < site->changes->list.len; i++) {
		const struct change *change = site->changes->list.at[i];
		assert_int_equal(change->index, i);
		buf_put(&buf, change->commit->subject);
		if (date_known(change->date))
			date_format(&buf, change->date, STR(" %F"), NULL);
		buf_char(&buf, '\n');
	}
	struct str text = str_copy(&diags.arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

/* All of a second, and the pages' order is not theirs. */
static void
test_ties(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/b.md", "B.\n");
	repos_change(folder_path,
	        "start inside; commit 1 'One'; page content/a.md 1; commit 1 'Two';"
	        "page content/c.md 2; commit 1 'Three'; edit content/a.md; commit 1 'Four';"
	        "edit content/b.md; commit 1 'Five'; edit content/a.md; commit 1 'Six'");
	load_again();
	expect_str(listed(),
	        "Six 2024-01-01\nFive 2024-01-01\nFour 2024-01-01\n"
	        "Three 2024-01-01\nTwo 2024-01-01\nOne 2024-01-01\n");
	load_again(); /* from the cache */
	assert_int_equal(str_find(listed(), STR("Six 2024-01-01\nFive 2024-01-01\nFour")), 0);
}

static const char wrong_clocks[] =
        "start inside; commit 1 'One'; GIT_COMMITTER_DATE=2024-01-02T12:00:00Z; export GIT_COMMITTER_DATE;"
        "edit content/b.md; GIT_AUTHOR_DATE='@0 +0000' g commit -q -a -m 'Two';"
        "edit content/a.md; GIT_AUTHOR_DATE='2099-01-01T12:00:00Z' g commit -q -a -m 'Three';"
        "edit content/b.md; commit 4 'Four'";

/* A date that cannot be true is not replaced by another one. */
static void
test_wrong_clocks(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A.\n");
	put_file("content/b.md", "B.\n");
	repos_change(folder_path, wrong_clocks);
	load_again();
	expect_str(listed(), "Four 2024-01-04\nOne 2024-01-01\nThree\nTwo\n");
	put_file("kith.yaml", PLAIN_SITE "history: {date: commit}\n");
	load_again();
	expect_str(listed(), "Four 2024-01-04\nThree 2024-01-02\nTwo 2024-01-02\nOne 2024-01-01\n");
}

/* What was taken out of the folder of a page that is left out was never for readers. */
static void
test_removed_below_a_draft(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A.\n");
	put_file("content/quill/index.md", "---\ndraft: true\n---\n");
	put_file("content/quill/log/first.md", "First.\n");
	repos_change(folder_path,
	        "start inside; commit 1 'One'; rm content/quill/log/first.md; commit 2 'Two';"
	        "edit content/a.md; commit 3 'Three'");
	load_again();
	expect_str(listed(), "Three 2024-01-03\nOne 2024-01-01\n");
	load_options.drafts = true;
	load_again();
	expect_str(listed(), "Three 2024-01-03\nTwo 2024-01-02\nOne 2024-01-01\n");
}

/* "subject: kind path, ..." of what was done to pages that are gone. */
static struct str
gone(void)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	for (size_t i = 0; i < site->changes->list.len; i++) {
		const struct change *change = site->changes->list.at[i];
		for (size_t k = 0; k < change->pages.len; k++) {
			const struct change_page *edit = &change->pages.at[k];
			const struct history_revision *revision = change_revision(edit);
			if (edit->page)
				continue;
			struct str kind =
			        revision ? history_kind_name(revision->kind) : STR("removed");
			buf_format(&buf, STR_FMT ": " STR_FMT " " STR_FMT "\n",
			        STR_ARG(change->commit->subject), STR_ARG(kind),
			        STR_ARG(revision ? revision->path : edit->gone->removal->path));
		}
	}
	struct str text = str_copy(&diags.arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

/* "d" was published and removed, "e" taken back before, "f" never shown. */
static const char removals[] =
        "page() { printf -- '---\\ntitle: P\\n%s---\\nText of %s.\\n' \"$2\" \"$3\" >content/$1.md; };"
        "start inside; page c '' one; page d 'draft: true\n' two; page e '' three; page f 'draft: true\n' four;"
        "commit 1 'Begin'; page c '' 'one and more'; commit 2 'Edit';"
        "page d 'draft: true\n' 'two, still secret'; commit 3 'Think'; page d '' 'two for all'; commit 4 'Publish';"
        "page e 'draft: true\n' three; commit 5 'Take back'; g mv content/c.md content/moved.md; commit 6 'Move';"
        "page f 'draft: true\n' five; commit 7 'Doubt';"
        "g rm -q content/moved.md content/d.md content/e.md content/f.md; commit 8 'Remove'";

/* What was done to pages that are gone stays; drafts were never there. */
static void
test_pages_that_are_gone(void **state)
{
	(void)state;
	static const char expected[] =
	        "Remove: removed content/d.md\nRemove: removed content/moved.md\n"
	        "Move: moved content/moved.md\nPublish: published content/d.md\n"
	        "Edit: edited content/c.md\nBegin: created content/c.md\n";
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A.\n");
	repos_change(folder_path, removals);
	load_again();
	expect_str(gone(), expected);
	load_again(); /* from the cache */
	expect_str(gone(), expected);
}

/*
 * "later" was edited twice while it waited for the 8th and once behind it; "other" says it in its name. "away" was
 * withdrawn before its day, "gone" on it, and "zone" where that day had begun.
 */
static const char scheduled[] =
        "page() { printf -- '---\\ntitle: P\\n%s---\\nText of %s.\\n' \"$2\" \"$3\" >content/$1.md; };"
        "start inside; page later 'date: 2024-01-08\n' one; page 2024-01-05-other '' one;"
        "page away 'date: 2024-01-20\n' one; page gone 'date: 2024-01-09\n' one;"
        "page zone 'date: 2024-01-10\n' one; commit 1 'Begin';"
        "page later 'date: 2024-01-08\n' two; page away 'date: 2024-01-20\n' two; commit 2 'Think';"
        "page later 'date: 2024-01-08\n' three; page 2024-01-05-other '' two; commit 3 'Decide';"
        "page later 'date: 2024-01-08\n' four; page 2024-01-05-other '' three; commit 8 'Mend';"
        "g rm -q content/away.md content/gone.md; commit 9 'Remove';"
        "GIT_AUTHOR_DATE='2024-01-10T00:30:00+05:00'; export GIT_AUTHOR_DATE;"
        "g rm -q content/zone.md; g commit -q -m 'Clear'";

/* What nobody could read before it was replaced is shown no more than a draft. */
static void
test_pages_that_waited(void **state)
{
	(void)state;
	static const char expected[] =
	        "Clear: removed content/zone.md\nRemove: removed content/gone.md\n"
	        "Begin: created content/gone.md\nBegin: created content/zone.md\n";
	static const char *const names[] = { "content/later.md", "content/2024-01-05-other.md" };
	put_file("kith.yaml", PLAIN_SITE);
	repos_change(folder_path, scheduled);
	for (int again = 0; again < 2; again++) { /* then from the cache */
		load_again();
		expect_str(gone(), expected);
		for (size_t n = 0; n < 2; n++) {
			const struct history_page *page =
			        histories_find(site->histories, str_from(names[n]));
			size_t len = page->revisions.len;
			assert_int_equal(len, n == 0 ? 4 : 3);
			for (size_t i = 0; i < len; i++)
				assert_int_equal(page->revisions.at[i].draft, i > 1);
			assert_int_equal(page->revisions.at[0].kind, HISTORY_EDITED);
			assert_int_equal(page->revisions.at[1].kind, HISTORY_PUBLISHED);
			assert_int_equal(page->revisions.at[2].kind,
			        n == 0 ? HISTORY_EDITED : HISTORY_CREATED);
		}
	}
}

/* "a" waited in the folder, was edited there, and moved out unchanged; "b" was removed from it. */
static const char folder_of_drafts[] =
        "start inside; page content/drafts/a.md 1; page content/drafts/b.md 2; page content/open.md 3;"
        "commit 1 'Begin'; edit content/drafts/a.md; commit 2 'Think'; move content/drafts/a.md content/a.md;"
        "commit 3 'Move'; edit content/a.md; commit 4 'Edit'; g rm -q content/drafts/b.md; commit 5 'Give up'";

/* What says nothing of it itself was a draft by its folder. */
static void
test_folder_of_drafts(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/drafts/_index.md", "---\ncascade: {draft: true}\n---\n");
	repos_change(folder_path, folder_of_drafts);
	load_again();
	expect_str(listed(), "Edit 2024-01-04\nMove 2024-01-03\nBegin 2024-01-01\n");
	expect_str(gone(), "");
	const struct history_page *page = histories_find(site->histories, STR("content/a.md"));
	assert_int_equal(page->revisions.len, 4);
	assert_int_equal(page->revisions.at[1].kind, HISTORY_PUBLISHED);
	assert_false(page->revisions.at[1].minor);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(page->revisions.at[i].draft, i > 1);
	put_file("content/drafts/_index.md", "---\ncascade: {toc: true}\n---\n");
	load_again();
	expect_str(listed(),
	        "Give up 2024-01-05\nEdit 2024-01-04\nMove 2024-01-03\nThink 2024-01-02\n"
	        "Begin 2024-01-01\n");
}

/* A page that stays in the folder and says that it is none is shown, and its past is not. */
static void
test_leaving_a_draft_in_its_folder(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A.\n");
	put_file("content/drafts/_index.md", "---\ncascade: {draft: true}\n---\n");
	put_file("content/drafts/open/_index.md", "---\ncascade: {draft: false}\n---\n");
	repos_change(folder_path,
	        "start inside; page content/drafts/b.md 1; page content/drafts/open/c.md 2; commit 1 'Begin';"
	        "edit content/drafts/b.md; commit 2 'Think';"
	        "{ printf -- '---\\ndraft: false\\n---\\n'; cat content/drafts/b.md; } >b;"
	        "mv b content/drafts/b.md; commit 3 'Publish'; edit content/drafts/open/c.md; commit 4 'Edit'");
	load_again();
	expect_str(listed(), "Edit 2024-01-04\nPublish 2024-01-03\nBegin 2024-01-01\n");
}

/* Co-authors count. */
static void
test_authors(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A.\n");
	repos_change(
	        folder_path, "start inside; commit 1 'One'; edit content/a.md; commit 2 'Two'");
	load_again();
	assert_false(site->changes->several_authors);
	repos_change(folder_path,
	        "cd inside; edit content/a.md; commit 3 'Three\n\nCo-authored-by: Bo <bo@example.org>'");
	load_again();
	assert_true(site->changes->several_authors);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_ties),
		WITH_SITE(test_wrong_clocks),
		WITH_SITE(test_removed_below_a_draft),
		WITH_SITE(test_pages_that_are_gone),
		WITH_SITE(test_pages_that_waited),
		WITH_SITE(test_folder_of_drafts),
		WITH_SITE(test_leaving_a_draft_in_its_folder),
		WITH_SITE(test_authors),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
