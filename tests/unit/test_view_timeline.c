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
	put_file("content/projects/quill/log/b.md",
	        "---\ntitle: B\ndate: 2026-02-02\nkind: decision\n---\n> [!DECISION] Brass\n");
	put_file("content/projects/quill/log/undated.md", "---\ntitle: U\n---\nx\n");
	put_file("content/projects/quill/log/draft.md",
	        "---\ntitle: D\ndate: 2026-02-02\ndraft: true\n---\n> [!DECISION] No\n> No.\n");
	expect_timeline("2026-03-01 finished \n2026-02-02 milestone Print\n"
	                "2026-02-02 essay E /essays/e/\n"
	                "2026-02-02 log A /projects/quill/log/a/\n"
	                "2026-02-02 log B /projects/quill/log/b/\n"
	                "2026-02-02 decision Ink /essays/e/#decision-ink\n"
	                "2026-01-01 started");
}

/* What is asked stands above while it is open, and is a part of what happened when it is closed. */
static void
test_closed_asks_have_a_day(void **state)
{
	(void)state;
	put_project("date: 2026-02-01\n");
	put_file("content/asks/open.md",
	        "---\ntitle: Open\ndate: 2026-02-02\nproject: quill\n---\nx\n");
	put_file("content/asks/ink.md",
	        "---\ntitle: Ink\ndate: 2026-02-03\nproject: quill\nstatus: closed\n---\nx\n");
	put_file("content/asks/undated.md",
	        "---\ntitle: Undated\nproject: quill\nstatus: closed\n---\nx\n");
	expect_timeline("2026-02-03 ask Ink /asks/ink/");
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

#define PART                                                                                 \
	"{% for e in events %}{{ e.title or e.kind }} {% endfor %}{{ paginator.number }}/"   \
	"{{ paginator.total }} {{ paginator.previous or '-' }} {{ paginator.next or '-' }} " \
	"{{ paginator.first }}"

static void
put_long_project(const char *front)
{
	put_project(front);
	put_file("kith.yaml", PLAIN_SITE "pagination: {size: 2}\n");
	put_file("templates/page.html", PART);
	put_file("templates/timeline.html", "{{ page.title }} " PART);
	for (int i = 1; i <= 3; i++) {
		char path[60], text[80];

		snprintf(path, sizeof path, "content/projects/quill/log/%d.md", i);
		snprintf(text, sizeof text, "---\ntitle: L%d\ndate: 2026-02-0%d\n---\n", i, i);
		put_file(path, text);
	}
	load_site();
	assert_int_equal(diags.errors, 0);
}

/* The project's own page has the newest; its log is a list of its own and so is not counted. */
static void
test_a_long_timeline_has_pages(void **state)
{
	(void)state;
	put_long_project("started: 2026-01-01\nfinished: 2026-03-01\n");
	expect_str(rendered("projects/quill/index.html"),
	        "finished L3 1/3 - /projects/quill/page/2/ /projects/quill/");
	expect_str(rendered("projects/quill/page/2/index.html"),
	        "Quill L2 L1 2/3 /projects/quill/ /projects/quill/page/3/ /projects/quill/");
	expect_str(rendered("projects/quill/page/3/index.html"),
	        "Quill started 3/3 /projects/quill/page/2/ - /projects/quill/");
	assert_null(route_at("projects/quill/page/4/index.html"));
}

/* Where nothing shows the other pages, or they would have no address, all of it is on the project's own. */
static void
test_a_timeline_stays_whole(void **state)
{
	static const struct {
		const char *front, *template, *file;
	} cases[] = {
		{ "layout: wide\n", "templates/wide.html", "projects/quill/index.html" },
		{ "", "templates/project.html", "projects/quill/index.html" },
		{ "url: /quill.html\n", "templates/page.html", "quill.html" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_file(cases[i].template, PART);
		put_long_project(cases[i].front);
		assert_null(route_at("projects/quill/page/2/index.html"));
		assert_true(str_starts(rendered(cases[i].file), STR("L3 L2 L1 1/1 - - /")));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_a_day_has_an_order),
		WITH_SITE(test_closed_asks_have_a_day),
		WITH_SITE(test_times_go_before_kinds),
		WITH_SITE(test_commits_are_folded),
		WITH_SITE(test_a_long_timeline_has_pages),
		WITH_SITE(test_a_timeline_stays_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
