/* What projects tell of the site's own repository: nothing that the changelog does not. */
#include "repos.h"
#include "site_fixture.h"

#include "activity/activity.h"
#include "content/page.h"

static void
put_site(void)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/projects/own.md", "---\nrepo: .\n---\n");
	put_file("content/secret.md", "---\ndraft: true\n---\n");
	put_file("content/hidden/index.md", "---\nexpires: 2026-01-01\n---\n");
}

/* The subject of the newest commit, after the steps. */
static struct str
newest_after(const char *steps)
{
	char script[400];
	snprintf(script, sizeof script, "cd inside; %s", steps);
	repos_change(folder_path, script);
	if (is_loaded)
		pipeline_close(&loaded);
	load_site();
	const struct activity *activity = page_at("projects/own.md")->activity;
	assert_non_null(activity);
	assert_true(activity->last.hash.len > 0);
	assert_true(date_known(activity->last.date));
	expect_str(activity->first.subject, "One");
	return activity->last.subject;
}

static void
test_work_on_drafts(void **state)
{
	(void)state;
	put_site();
	repos_change(folder_path, "start inside; commit 1 'One'");
	expect_str(newest_after("edit content/secret.md; commit 2 'Hush'"), "");
	expect_str(newest_after(":"), ""); /* from the cache */
	expect_str(newest_after("edit content/hidden/index.md; commit 3 'Hush'"), "");
	expect_str(newest_after("page content/hidden/plan.svg 1; commit 3 'Hush'"), "");
	expect_str(newest_after("page main.c 1; commit 4 'Code'"), "Code");
	expect_str(newest_after("edit content/projects/own.md; edit content/secret.md;"
	                        "commit 5 'Both'"),
	        "Both");
	expect_str(newest_after("g rm -q content/secret.md; commit 6 'Hush'"), "");
}

/* Another repository has its own readers. */
static void
test_another_repository(void **state)
{
	(void)state;
	put_site();
	put_file("content/projects/own.md", "---\nrepo: ../other\n---\n");
	repos_change(folder_path,
	        "start inside; commit 1 'One'; cd ..; start other;"
	        "page content/a.md 1; commit 1 'One'; edit content/a.md; commit 2 'Two'");
	expect_str(newest_after("edit content/secret.md; commit 2 'Hush'"), "Two");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_work_on_drafts),
		WITH_SITE(test_another_repository),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
