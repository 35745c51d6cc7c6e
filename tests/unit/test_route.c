/* The list of everything that is published: which files there are, and what cannot be two of them. */
#include "site/route.h"

#include "site_fixture.h"

#include "repos.h"

#include "content/page.h"
#include "history/history.h"
#include "site/change.h"

static size_t
count_of(enum route_kind kind)
{
	size_t count = 0;
	for (size_t i = 0; i < site->routes->list.len; i++)
		count += site->routes->list.at[i].kind == kind;
	return count;
}

static void
put_pages(size_t count)
{
	char path[100];
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof path, "content/essays/%zu.md", i);
		put_file(path, "---\ntags: [a]\ndate: 2026-01-01\n---\n");
	}
}

static void
test_pages_of_a_list(void **state)
{
	(void)state;
	static const struct {
		size_t items, pages, last; /* `last` items on the last page */
	} cases[] = { { 1, 1, 1 }, { 2, 1, 2 }, { 3, 2, 1 }, { 4, 2, 2 }, { 5, 3, 1 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_file("kith.yaml", PLAIN_SITE "pagination: {size: 2}\n");
		put_pages(cases[i].items);
		load_site();
		assert_int_equal(count_of(ROUTE_SECTION), cases[i].pages);
		assert_int_equal(count_of(ROUTE_TERM), cases[i].pages);
		const struct route *last = cases[i].pages > 1
		        ? route_at(cases[i].pages == 2 ? "essays/page/2/index.html"
		                                       : "essays/page/3/index.html")
		        : route_at("essays/index.html");
		assert_non_null(last);
		assert_int_equal(last->number, cases[i].pages);
		assert_int_equal(last->to - last->from, cases[i].last);
		assert_int_equal(last->to, cases[i].items);
	}
}

static void
test_a_section_may_have_its_own_size(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "pagination: {size: 2}\n");
	put_file("content/essays/_index.md", "---\npaginate: 0\n---\n");
	put_pages(5);
	load_site();
	assert_int_equal(count_of(ROUTE_SECTION), 1);
	assert_int_equal(route_at("essays/index.html")->to, 5);
}

static void
test_what_can_be_switched_off(void **state)
{
	(void)state;
	put_file("kith.yaml",
	        PLAIN_SITE
	        "pages: {feeds: false, sitemap: false, robots: false, taxonomies: false, "
	        "not_found: false, redirects: false, cards: false}\n");
	put_file("content/a.md", "---\ntags: [a]\naliases: [/old/]\ndate: 2026-01-01\n---\n");
	load_site();
	assert_int_equal(site->routes->list.len, 2);
	assert_non_null(route_at("index.html"));
	assert_non_null(route_at("a/index.html"));
	assert_int_equal(site->feed_url.len, 0);
}

static void
test_without_an_address_no_feeds(void **state)
{
	(void)state;
	put_file("kith.yaml", "title: T\ntheme: none\n");
	put_pages(1);
	load_site();
	assert_int_equal(count_of(ROUTE_FEED) + count_of(ROUTE_SITEMAP), 0);
	assert_int_equal(section_at("essays")->feed_url.len, 0);
	assert_int_equal(diags.warnings, 1);
	expect_said("kith.yaml: warning: without `base_url` there are no feeds and no sitemap");
}

/* A site's own file goes before the one that kith would make. */
static void
test_own_files_go_first(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("static/robots.txt", "own");
	put_file("static/feed.xml", "own");
	put_file("content/missing.md", "---\nurl: /404.html\n---\n");
	load_site();
	expect_str(said(), "");
	assert_int_equal(route_at("robots.txt")->kind, ROUTE_ASSET);
	assert_int_equal(route_at("feed.xml")->kind, ROUTE_ASSET);
	assert_int_equal(route_at("404.html")->kind, ROUTE_PAGE);
	for (size_t i = 0; i < site->routes->list.len; i++)
		assert_int_equal(site->routes->list.at[i].index, i);
}

static void
test_collisions(void **state)
{
	(void)state;
	static const struct {
		const char *path, *text, *said;
	} cases[] = {
		{ "content/essays/b.md", "---\nslug: a\n---\n",
		        "content/essays/b.md:2:7: error: two things "
		        "would be /essays/a/: this and "
		        "content/essays/a.md" },
		{ "content/b.md", "---\nurl: /essays/a/\n---\n",
		        "content/essays/a.md: error: two things" },
		{ "content/b.md", "---\naliases: [/essays/a/]\n---\n",
		        "error: two things would be" },
		{ "content/b.md", "---\nurl: /essays/\n---\n",
		        "content/b.md:2:6: error: two things" },
		{ "static/essays/a/index.html", "x", "content/essays/a.md: error: two things" },
		{ "content/b.md", "---\nurl: /essays/a\n---\n", "two things would be /essays/a/" },
		{ "static/essays", "x", "error: two things would be" },
		{ "static/Feed.xml", "x",
		        "warning: /Feed.xml and /feed.xml (of kith.yaml) differ only" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_file("kith.yaml", PLAIN_SITE);
		put_file("content/essays/a.md", "Text.\n");
		put_file(cases[i].path, cases[i].text);
		load_site();
		expect_said(cases[i].said);
	}
}

static void
test_redirects(void **state)
{
	(void)state;
	put_file("kith.yaml", "title: T\nbase_url: https://example.org/b\ntheme: none\n");
	put_file("content/essays/a.md",
	        "---\naliases: [/old/, /2020/a.html, sibling, /essays/a/]\n---\n");
	load_site();
	expect_str(said(), "");
	static const char *const expected[][2] = {
		{ "old/index.html", "/b/old/" },
		{ "2020/a.html", "/b/2020/a.html" },
		{ "essays/sibling/index.html", "/b/essays/sibling/" },
	};
	assert_int_equal(site->redirects.len, 3);
	for (size_t i = 0; i < 3; i++) {
		expect_str(site->redirects.at[i].file, expected[i][0]);
		expect_str(site->redirects.at[i].from, expected[i][1]);
	}
	assert_non_null(route_at("_redirects"));
}

static void
test_files_beside_pages(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/projects/quill/index.md", "---\nslug: feather\n---\n");
	put_file("content/projects/quill/plan/a.txt", "x");
	put_file("content/projects/quill/log/first.md", "Text.\n");
	put_file("content/projects/quill/log/b.txt", "x");
	put_file("content/projects/c.txt", "x");
	put_file("content/projects/hidden/index.md", "---\ndraft: true\n---\n");
	put_file("content/projects/hidden/d.txt", "x");
	put_file("static/e.txt", "x");
	load_site();
	expect_str(said(), "");
	assert_non_null(route_at("projects/feather/plan/a.txt"));
	assert_non_null(
	        route_at("projects/quill/log/b.txt")); /* of the section, not of the bundle */
	assert_non_null(route_at("projects/c.txt"));
	assert_non_null(route_at("e.txt"));
	assert_int_equal(count_of(ROUTE_ASSET), 4);
	assert_int_equal(page_at("projects/quill/index.md")->assets.len, 1);
}

/* ---- what git knows --------------------------------------------------------------------------- */

static void
put_history(const char *script)
{
	char text[2000];
	snprintf(text, sizeof text, "start inside; %s", script);
	repos_change(folder_path, text);
	load_site();
	expect_str(said(), "");
}

static void
test_histories_and_changelog(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A text.\n");
	put_file("content/about.md", "---\nurl: /about.html\n---\nA text.\n");
	put_history("commit 1 'Begin'; echo more >content/new.md");
	expect_str(route_at("a/history/index.html")->url, "/a/history/");
	expect_str(page_at("a.md")->history_url, "/a/history/");
	assert_non_null(route_at("about/history/index.html"));
	assert_non_null(route_at("changelog/index.html"));
	assert_non_null(route_at("changelog/feed.xml"));
	assert_null(route_at("new/history/index.html"));
	assert_int_equal(page_at("new.md")->history_url.len, 0);
}

/* Commits that no clock can have dated are in the changelog, and in no feed. */
static void
test_a_feed_of_changes_has_dates(void **state)
{
	static const char undated[] =
	        "start inside; g add -A; export GIT_AUTHOR_DATE='@0 +0000' GIT_COMMITTER_DATE='@0 +0000'\n"
	        "g commit -q -m 'No clock'";
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A text.\n");
	repos_change(folder_path, undated);
	load_site();
	assert_non_null(route_at("changelog/index.html"));
	assert_null(route_at("changelog/feed.xml"));
	pipeline_close(&loaded);
	put_file("content/b.md", "A text of some words.\n");
	repos_change(folder_path, "cd inside; commit 2 'With a clock'");
	load_site();
	assert_int_equal(site->changes->list.len, 2);
	struct str feed = rendered("changelog/feed.xml"), entry = STR("<entry>");
	size_t at = str_find(feed, entry);
	assert_true(str_find(feed, STR("With a clock")) != STR_NONE);
	assert_true(str_find(feed, STR("<updated>2024-01-02T12:00:00")) < at);
	assert_true(str_find(str_skip(feed, at + 1), entry) == STR_NONE);
	assert_true(str_find(feed, STR("1970")) == STR_NONE);
	/* What has no date of its writer is announced nowhere; the feed is as old as the page. */
	feed = rendered("feed.xml");
	assert_true(str_find(feed, entry) == STR_NONE);
	assert_true(str_find(feed, STR("<updated>2024-01-02T12:00:00")) != STR_NONE);
}

static void
test_a_page_that_is_left_out_has_no_history(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A text.\n");
	put_file("content/secret.md", "---\ndraft: true\n---\nA text.\n");
	put_history("g add content/a.md; day 1; g commit -q -m One; commit 2 'Work in secret'");
	assert_null(route_at("secret/history/index.html"));
	assert_int_equal(site->changes->list.len, 1);
	expect_str(site->changes->list.at[0]->commit->subject, "One");
}

static void
test_own_pages_go_before_histories(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A text.\n");
	put_file("content/own.md", "---\nurl: /a/history/\n---\nHow a came to be.\n");
	put_file("content/b.md", "A text.\n");
	put_file("static/b/history", "a file where the folder would be");
	put_file("content/changelog/_index.md", "Releases\n");
	put_file("content/changelog/first.md", "---\ndate: 2026-01-01\n---\n");
	put_history("commit 1 'Begin'");
	assert_int_equal(route_at("a/history/index.html")->kind, ROUTE_PAGE);
	assert_int_equal(page_at("a.md")->history_url.len, 0);
	assert_int_equal(page_at("b.md")->history_url.len, 0);
	assert_null(route_at("b/history/index.html"));
	assert_int_equal(route_at("changelog/index.html")->kind, ROUTE_SECTION);
	assert_int_equal(route_at("changelog/feed.xml")->kind, ROUTE_FEED);
	for (size_t i = 0; i < site->routes->list.len; i++)
		assert_int_equal(site->routes->list.at[i].index, i);
}

static void
test_histories_switched_off(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "pages: {history: false, changelog: false}\n");
	put_file("content/a.md", "A text.\n");
	put_history("commit 1 'Begin'");
	assert_int_equal(count_of(ROUTE_HISTORY) + count_of(ROUTE_CHANGELOG), 0);
	assert_int_equal(count_of(ROUTE_CHANGES), 0);
}

/* A hundred and one changes have a page for each year, and the newest hundred are on the first one. */
static void
test_many_changes(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A text.\n");
	put_history(
	        "commit 1 'Begin'; n=0; while [ $n -lt 100 ]; do n=$((n + 1));"
	        "echo $n >>content/a.md; g add -A; GIT_AUTHOR_DATE=\"2025-01-01T12:00:00+0000\" "
	        "g commit -q -m \"Number $n\"; done");
	assert_int_equal(count_of(ROUTE_HISTORY), 2);
	expect_str(route_at("a/history/page/2/index.html")->url, "/a/history/page/2/");
	assert_int_equal(count_of(ROUTE_CHANGELOG), 3);
	assert_int_equal(route_at("changelog/index.html")->to, 100);
	assert_int_equal(route_at("changelog/2025/index.html")->to, 100);
	const struct route *first = route_at("changelog/2024/index.html");
	assert_int_equal(first->to - first->from, 1);
	assert_true(str_starts(change_url(&loaded.arena, site, site->changes->list.at[100]),
	        STR("/changelog/2024/#c-")));
}

/* Where a route stands in the order of rendering. */
static size_t
turn_of(const size_t *order, const char *file)
{
	size_t turn = 0;
	while (order[turn] != route_at(file)->index)
		turn++;
	return turn;
}

static void
test_what_is_made_of_many_pages_is_rendered_first(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/essays/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nx\n");
	put_file("static/b.txt", "x");
	load_site();
	const size_t *order = route_order(&loaded.arena, site->routes);
	size_t count = site->routes->list.len, sum = 0;
	for (size_t i = 0; i < count; i++)
		sum += order[i];
	assert_int_equal(sum, count * (count - 1) / 2);
	assert_true(turn_of(order, "sitemap.xml") < turn_of(order, "essays/a/index.html"));
	assert_true(turn_of(order, "essays/feed.xml") < turn_of(order, "essays/a/index.html"));
	assert_true(turn_of(order, "index.html") < turn_of(order, "b.txt"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_histories_and_changelog),
		WITH_SITE(test_a_feed_of_changes_has_dates),
		WITH_SITE(test_a_page_that_is_left_out_has_no_history),
		WITH_SITE(test_own_pages_go_before_histories),
		WITH_SITE(test_histories_switched_off),
		WITH_SITE(test_many_changes),
		WITH_SITE(test_pages_of_a_list),
		WITH_SITE(test_a_section_may_have_its_own_size),
		WITH_SITE(test_what_can_be_switched_off),
		WITH_SITE(test_without_an_address_no_feeds),
		WITH_SITE(test_own_files_go_first),
		WITH_SITE(test_collisions),
		WITH_SITE(test_redirects),
		WITH_SITE(test_files_beside_pages),
		WITH_SITE(test_what_is_made_of_many_pages_is_rendered_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
