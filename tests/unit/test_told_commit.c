/* `commits:` of log entries: names that the repository of the project has, and those that it has not. */
#include "repos.h"
#include "site_fixture.h"

#define PROJECT                                                                                                          \
	"start inside; commit 1 'Begin'; g tag v0.1; g tag draft-one;"                                                   \
	"commit 2 'More'; g tag -a -m 'Second' v0.2; h=$(g rev-parse HEAD);"                                             \
	"b=$(g rev-parse HEAD~1);"                                                                                       \
	"tell() { printf -- '---\\ncommits:\\n  - \"%s\"\\n---\\nText.\\n' \"$1\" >content/projects/quill/log/$2.md; };" \
	"cut() { echo \"$1\" | head -c $2; };"

static void
put_project(const char *repo)
{
	char text[200];

	put_file("kith.yaml", PLAIN_SITE);
	snprintf(text, sizeof text, "---\ntitle: Quill\n%s---\nText.\n", repo);
	put_file("content/projects/quill/index.md", text);
	put_file("content/projects/quill/log/first.md", "First.\n");
}

static void
test_names_that_the_repository_has(void **state)
{
	(void)state;
	put_project("repo: .\n");
	repos_change(folder_path,
	        PROJECT
	        "tell $h whole; tell $(cut $h 7) short; tell $(cut $b 7)..$(cut $h 8) range;"
	        "tell v0.1 tag; tell draft-one other; tell v0.1...v0.2 tags; tell v0.2.. open;"
	        "tell HEAD head; tell 'HEAD~1' before;"
	        "tell $(cut $h 9 | tr abcdef ABCDEF) capitals");
	load_site();
	assert_int_equal(diags.list.len, 0);
}

static void
test_names_that_it_has_not(void **state)
{
	(void)state;
	put_project("repo: .\n");
	repos_change(folder_path,
	        PROJECT
	        "tell v0.3 a; tell v0.1..draft-onw b;"
	        "c=$(cut $h 12); tell ${c%?}$([ ${c#???????????} = 0 ] && echo 1 || echo 0) c");
	load_site();
	expect_said("content/projects/quill/log/a.md:3:5: warning: `commits`: \"v0.3\" is no tag "
	            "of the repository of \"Quill\", nor a commit that leads to its HEAD");
	expect_said("content/projects/quill/log/b.md:3:5: warning");
	expect_said("`commits`: \"draft-onw\" is no tag");
	expect_said("did you mean \"draft-one\"?");
	expect_said("content/projects/quill/log/c.md:3:5: warning");
	assert_int_equal(diags.warnings, 3);
	assert_int_equal(diags.errors, 0);
}

/* It is there, but the build reads what leads to HEAD: it must not be called missing. */
static void
test_a_commit_of_another_branch(void **state)
{
	(void)state;
	put_project("repo: .\n");
	repos_change(folder_path,
	        PROJECT "g checkout -q -b side; commit 3 'Aside'; s=$(g rev-parse HEAD);"
	                "g checkout -q -; tell $s a");
	load_site();
	assert_int_equal(diags.warnings, 1);
	expect_said("nor a commit that leads to its HEAD");
	expect_said("one of another branch is known once it is merged");
}

static void
test_a_repository_that_is_not_known_is_not_judged(void **state)
{
	(void)state;
	put_project("");
	repos_change(folder_path, PROJECT "tell 0123456789 a");
	load_site();
	assert_int_equal(diags.list.len, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_names_that_the_repository_has),
		WITH_SITE(test_names_that_it_has_not),
		WITH_SITE(test_a_commit_of_another_branch),
		WITH_SITE(test_a_repository_that_is_not_known_is_not_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
