/* What happened in a project, in order, with the days of commits folded between. */
#include "site_fixture.h"

#define LAYOUT                                                                                      \
	"{% for e in project.timeline %}{{ e.date | date('%F') }} {{ e.kind }} "                    \
	"{{ e.title or e.commits }}{{ ' (' ~ e.days ~ ')' if e.days }}{{ ' ' ~ e.url if e.url }}\n" \
	"{% endfor %}"

static void
put_project(const char *front)
{
	char text[800];

	put_file("kith.yaml", PLAIN_SITE);
	put_file("templates/page.html", LAYOUT);
	snprintf(text, sizeof text, "---\ntitle: Quill\n%s---\nText.\n", front);
	put_file("content/projects/quill/index.md", text);
}

static void
expect_timeline(const char *expected)
{
	load_site();
	assert_int_equal(diags.errors, 0);
	struct str got = rendered("projects/quill/index.html");
	if (!str_eq(got, str_from(expected)))
		fail_msg("got:\n" STR_FMT, STR_ARG(got));
}

static void
test_a_day_has_an_order(void **state)
{
	(void)state;
	put_project("date: 2026-02-01\nstarted: 2026-01-01\nfinished: 2026-03-01\n"
	            "milestones: [{name: Print, done: 2026-02-02}]\n");
	put_file("content/essays/e.md",
	        "---\ntitle: E\ndate: 2026-02-02\nproject: quill\n---\n> [!DECISION] Ink\n> Only.\n");
	put_file("content/projects/quill/log/a.md", "---\ntitle: A\ndate: 2026-02-02\n---\nx\n");
	put_file("content/projects/quill/log/undated.md", "---\ntitle: U\n---\nx\n");
	put_file("content/projects/quill/log/draft.md",
	        "---\ntitle: D\ndate: 2026-02-02\ndraft: true\n---\n> [!DECISION] No\n> No.\n");
	expect_timeline("2026-03-01 finished \n2026-02-02 milestone Print\n"
	                "2026-02-02 essay E /essays/e/\n"
	                "2026-02-02 log A /projects/quill/log/a/\n"
	                "2026-02-02 decision Ink /essays/e/#decision-ink\n"
	                "2026-01-01 started");
}

/* Times are told in their own zones: 09:00 in Berlin is before 08:30 in London. */
static void
test_times_go_before_kinds(void **state)
{
	(void)state;
	put_project(
	        "date: 2026-02-01\nstarted: 2026-02-02\n"
	        "milestones: [{name: Print, done: 2026-02-02}, {name: Late, done: \"2026-02-02T18:00:00Z\"}]\n");
	put_file("content/essays/early.md",
	        "---\ntitle: Early\ndate: 2026-02-02T09:00:00+01:00\nproject: quill\n---\nx\n");
	put_file("content/essays/day.md",
	        "---\ntitle: Day\ndate: 2026-02-02\nproject: quill\n---\nx\n");
	put_file("content/projects/quill/log/a.md",
	        "---\ntitle: A\ndate: 2026-02-02T08:30:00Z\n---\n> [!DECISION] Ink\n> Only.\n");
	put_file("content/projects/quill/log/day.md", "---\ntitle: D\ndate: 2026-02-02\n---\nx\n");
	expect_timeline("2026-02-02 milestone Print\n"
	                "2026-02-02 essay Day /essays/day/\n"
	                "2026-02-02 log D /projects/quill/log/day/\n"
	                "2026-02-02 milestone Late\n"
	                "2026-02-02 log A /projects/quill/log/a/\n"
	                "2026-02-02 decision Ink /projects/quill/log/a/#decision-ink\n"
	                "2026-02-02 essay Early /essays/early/\n"
	                "2026-02-02 started");
}

/* What a file of data/repos/ tells of a repository elsewhere. */
static void
test_commits_are_folded(void **state)
{
	(void)state;
	put_project("date: 2026-02-01\nrepo: https://example.com/quill.git\n");
	put_file("data/repos/quill.yaml",
	        "repo: https://example.com/quill.git\ncommits: 10\ndays:\n"
	        "  - {date: 2026-01-30, commits: 1}\n  - {date: 2026-01-31, commits: 2}\n"
	        "  - {date: 2026-02-02, commits: 3}\n  - {date: 2026-02-04, commits: 4}\n");
	put_file("content/projects/quill/log/a.md", "---\ntitle: A\ndate: 2026-02-02\n---\nx\n");
	expect_timeline("2026-02-04 commits 4 (1)\n"
	                "2026-02-02 log A /projects/quill/log/a/\n"
	                "2026-02-02 commits 6 (3)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_a_day_has_an_order),
		WITH_SITE(test_times_go_before_kinds),
		WITH_SITE(test_commits_are_folded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
