/* Which pages stand near each other, and in which order. */
#include "expect.h"
#include "site_fixture.h"

#include "site/related.h"

static void
put_essay(const char *name, const char *front, const char *text)
{
	char path[60], page[400];

	snprintf(path, sizeof path, "content/essays/%s.md", name);
	snprintf(page, sizeof page, "---\ntitle: %s\n%s---\n%s\n", name, front, text);
	put_file(path, page);
}

static void
expect_related(const char *below, const char *expected)
{
	page_list found = related_find(&loaded.arena, site, page_at(below));

	expect_str(titles(&found), expected);
}

static void
test_a_rare_tag_says_more(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_essay("here", "tags: [all, rare]\ndate: 2026-01-05\n", "x");
	put_essay("a", "tags: [all]\ndate: 2026-01-04\n", "x");
	put_essay("b", "tags: [all]\ndate: 2026-01-06\n", "x");
	put_essay("c", "tags: [rare]\ndate: 2026-01-01\n", "x");
	put_essay("d", "tags: [other]\n", "x");
	load_site();
	expect_related("essays/here.md", "c b a");
	expect_related("essays/d.md", "");
}

static void
test_links_and_projects_count(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/projects/quill/index.md", "---\ntitle: quill\n---\nx\n");
	put_file("content/projects/quill/log/a.md", "---\ntitle: log\n---\nx\n");
	put_essay("here", "project: quill\ntags: [t]\n", "[b](b.md)");
	put_essay("a", "project: quill\ndate: 2026-01-01\n", "[here](here.md)");
	put_essay("b", "tags: [t]\n", "x");
	put_essay("draft", "project: quill\ndraft: true\n", "x");
	load_site();
	expect_related("essays/here.md", "b a quill");
}

static void
test_parts_of_a_series(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_essay("here", "series: S\ndate: 2026-01-02\n", "x");
	put_essay("a", "series: S\ndate: 2026-01-01\n", "x");
	put_essay("b", "series: T\n", "x");
	load_site();
	expect_related("essays/here.md", "a");
}

/* Of a long list the neighbours in time; what is far away is not looked at. */
static void
test_a_tag_of_many(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	for (int i = 0; i < 300; i++) {
		char name[20], front[80];

		snprintf(name, sizeof name, "e%03d", i);
		snprintf(front, sizeof front, "tags: [t]\ndate: 2026-01-01T%02d:%02d:00Z\n", i / 60,
		        i % 60);
		put_essay(name, front, "x");
	}
	load_site();
	expect_related("essays/e100.md", "e116 e115 e114 e113 e112 e111 e110 e109 e108 e107");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_a_rare_tag_says_more),
		WITH_SITE(test_links_and_projects_count),
		WITH_SITE(test_parts_of_a_series),
		WITH_SITE(test_a_tag_of_many),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
