/* What changed at each revision: made once, and found again by all later builds. */
#include "render/revision_diff.h"

#include "repos.h"
#include "site_fixture.h"

#include "git/history.h"

static const char script[] =
        "start inside; commit 1 'Begin'; echo 'One word more.' >>content/a.md; commit 2 'Add';"
        "g mv content/a.md content/b.md; commit 3 'Move'; chmod +x content/b.md; commit 4 'Allow'";

static void
put_history(void)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md",
	        "---\ntitle: A\n---\nThe first paragraph, which stays as it is.\n\n");
	repos_change(folder_path, script);
}

static void
load_again(void)
{
	if (is_loaded)
		pipeline_close(&loaded);
	load_site();
	loaded.render = render_new(&loaded.arena, loaded.root, site, &diags);
}

static size_t
make_diffs(void)
{
	return revision_diff_make(loaded.render, loaded.workers, loaded.root);
}

static void
test_each_revision_has_its_own(void **state)
{
	(void)state;
	put_history();
	load_again();
	const struct page *page = page_at("b.md");
	expect_str(revision_diff_of(loaded.render, page, 2), "");
	assert_int_equal(make_diffs(), 2);
	assert_int_equal(page->history->revisions.len, 4);
	expect_str(revision_diff_of(loaded.render, page, 0), "");
	assert_true(str_find(revision_diff_of(loaded.render, page, 1), STR("content/a.md")) !=
	        STR_NONE);
	assert_true(str_find(revision_diff_of(loaded.render, page, 2), STR("One word more.")) !=
	        STR_NONE);
	expect_str(revision_diff_of(loaded.render, page, 3), "");
}

static void
test_none_is_made_twice(void **state)
{
	(void)state;
	put_history();
	load_again();
	assert_int_equal(make_diffs(), 2);
	load_again();
	assert_int_equal(make_diffs(), 0);
	assert_true(revision_diff_of(loaded.render, page_at("b.md"), 2).len > 0);
	repos_change(folder_path, "cd inside; echo 'And more.' >>content/b.md; commit 5 'Go on'");
	load_again();
	assert_int_equal(make_diffs(), 1);
}

/* Another word for the same thing, and another way to read Markdown, are other fragments. */
static void
test_settings_are_part_of_the_key(void **state)
{
	(void)state;
	put_history();
	load_again();
	assert_int_equal(make_diffs(), 2);
	put_file("kith.yaml", PLAIN_SITE "markdown: {math: true}\n");
	load_again();
	assert_int_equal(make_diffs(), 2);
	put_file("i18n/en.yaml", "diff_added: new\n");
	load_again();
	assert_int_equal(make_diffs(), 2);
}

static void
test_nobody_shows_them(void **state)
{
	(void)state;
	put_history();
	put_file("kith.yaml", PLAIN_SITE "pages: {history: false, changelog: false}\n");
	load_again();
	assert_int_equal(make_diffs(), 0);
	expect_str(revision_diff_of(loaded.render, page_at("b.md"), 2), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_each_revision_has_its_own),
		WITH_SITE(test_none_is_made_twice),
		WITH_SITE(test_settings_are_part_of_the_key),
		WITH_SITE(test_nobody_shows_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
