/* The changelog: its order, and the dates it has. */
#include "site/change.h"

#include "repos.h"
#include "site_fixture.h"

#include "base/buf.h"
#include "content/page.h"
#include "history/history.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_ties),
		WITH_SITE(test_wrong_clocks),
		WITH_SITE(test_removed_below_a_draft),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
