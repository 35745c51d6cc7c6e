/* What waits for an author: the days are told in tests/cli/status.test, here are deploys and what is not shown. */
#include "audit/waiting.h"

#include "output/deployed.h"
#include "site/item.h"
#include "site_fixture.h"

enum { DAY = 24 * 60 * 60 };

/* The paths of what waits, with the days. */
static struct str
waits(enum waiting_kind kind, int64_t now, int64_t deployed)
{
	struct waiting waiting;
	struct str *parts;

	waiting_gather(&loaded.arena, site, now, deployed, &waiting);
	parts = arena_array(&loaded.arena, struct str, waiting.of[kind].len + 1);
	for (size_t i = 0; i < waiting.of[kind].len; i++)
		parts[i] = str_format(&loaded.arena, STR_FMT " %lld",
		        STR_ARG(waiting.of[kind].at[i].page->name),
		        (long long)waiting.of[kind].at[i].days);
	return str_join(&loaded.arena, parts, waiting.of[kind].len, STR(", "));
}

static void
test_deploys(void **state)
{
	int64_t written;

	(void)state;
	put_file("content/essays/one.md", "# One\n");
	put_file("content/note.md", "# Not an essay\n");
	put_file("kith.yaml", PLAIN_SITE);
	load_site();
	written = page_at("essays/one.md")->source->stat.seconds;
	expect_str(waits(WAITING_CHANGED, written, WAITING_NO_DEPLOY), "");
	expect_str(waits(WAITING_CHANGED, written, written), "");
	expect_str(waits(WAITING_CHANGED, written, written - 1), "one 0");
	expect_str(waits(WAITING_CHANGED, written + 3 * DAY, written - DAY), "one 3");
}

static void
test_what_readers_do_not_see(void **state)
{
	(void)state;
	put_file("content/asks/a.md", "---\nuntil: 2020-01-31\ndraft: true\n---\n");
	put_file("content/asks/b.md", "---\nuntil: 2020-01\n---\n");
	put_file("content/essays/c.md", "---\nexpires: 2020-01-01\nstage: seedling\n---\n");
	put_file("content/projects/d/index.md", "---\ndraft: true\nstatus: active\n---\n");
	put_file("content/projects/d/log/2020-01-01-e.md", "E.\n");
	put_file("kith.yaml", PLAIN_SITE);
	load_site();
	expect_str(waits(WAITING_OVERDUE, TEST_NOW, WAITING_NO_DEPLOY), "b 2313");
	expect_str(waits(WAITING_SEEDLINGS, TEST_NOW, WAITING_NO_DEPLOY), "");
	expect_str(waits(WAITING_QUIET, TEST_NOW, WAITING_NO_DEPLOY), "");
}

/* Without an entry and without git, its own day counts: the first of those that it has. */
static void
test_projects_without_entries(void **state)
{
	int64_t written;

	(void)state;
	put_file("content/projects/a.md", "---\nstatus: active\nstarted: 2026-04-02\n---\n");
	put_file("content/projects/b.md", "---\nstatus: active\ndate: 2026-04-12\n---\n");
	put_file("content/projects/c.md", "---\nstatus: active\n---\n");
	put_file("content/projects/d.md",
	        "---\nstatus: active\nstarted: 2026-01-01\nmilestones: [{name: M, done: 2026-05-20}]\n---\n");
	put_file("kith.yaml", PLAIN_SITE);
	load_site();
	written = page_at("projects/c.md")->source->stat.seconds;
	expect_str(waits(WAITING_QUIET, TEST_NOW, WAITING_NO_DEPLOY), "a 60, b 50");
	assert_true(str_ends(
	        waits(WAITING_QUIET, written + 30 * DAY, WAITING_NO_DEPLOY), STR(", c 30")));
	assert_false(str_ends(
	        waits(WAITING_QUIET, written + 29 * DAY, WAITING_NO_DEPLOY), STR(", c 29")));
}

/* One whose day has passed does not hide the next; nothing presses where a project rests. */
static void
test_milestones(void **state)
{
	struct waiting waiting;

	(void)state;
	put_file("content/projects/a.md",
	        "---\nstatus: active\nmilestones: [{name: Some day}, {name: Far, due: 2027-01-01},"
	        " {name: Late, due: 2026-05-01}, {name: Near, due: 2026-07-01},"
	        " {name: Done, due: 2026-06-20, done: 2026-05-01}, {name: Old, due: 2026-04}]\n---\n");
	put_file("content/projects/b.md",
	        "---\nstatus: paused\nmilestones: [{name: B, due: 2026-05-01}]\n---\n");
	put_file("kith.yaml", PLAIN_SITE);
	load_site();
	waiting_gather(&loaded.arena, site, TEST_NOW, WAITING_NO_DEPLOY, &waiting);
	assert_int_equal(waiting.milestones.len, 3);
	expect_str(waiting.milestones.at[0].name, "Late");
	assert_int_equal(waiting.milestones.at[0].days, -31);
	expect_str(waiting.milestones.at[1].name, "Old");
	expect_str(waiting.milestones.at[2].name, "Near");
	assert_int_equal(waiting.milestones.at[2].days, 30);
}

/* Nobody has to be thanked for a passage of a page: it has no front matter. */
static void
test_asks_in_the_text(void **state)
{
	(void)state;
	put_file("content/essays/a.md", "---\nthanks: [Mia]\n---\n> [!ASK] Who knows?\n");
	put_file("content/asks/b.md", "---\noutcome: Two knew.\n---\n");
	put_file("kith.yaml", PLAIN_SITE);
	load_site();
	assert_int_equal(site->items->of[ITEM_ASK].len, 2);
	assert_true(str_starts(waits(WAITING_UNTHANKED, TEST_NOW, 0), STR("b ")));
	expect_str(waits(WAITING_OVERDUE, TEST_NOW, 0), "");
}

static void
test_deployed(void **state)
{
	struct buf text;
	int64_t seconds = 0;

	(void)state;
	buf_init(&text, 1000);
	deployed_write(&text, TEST_NOW);
	assert_true(deployed_read(buf_view(&text), &seconds));
	assert_int_equal(seconds, TEST_NOW);
	buf_lit(&text, "what else there is\n");
	assert_true(deployed_read(buf_view(&text), &seconds));
	assert_false(deployed_read(str_skip(buf_view(&text), 1), &seconds));
	assert_false(deployed_read(str_slice(buf_view(&text), 0, 20), &seconds));
	assert_false(deployed_read(STR_EMPTY, &seconds));
	assert_true(deployed_read(STR("2026-06-01T14:00:00+02:00\nby hand\n"), &seconds));
	assert_int_equal(seconds, TEST_NOW);
	assert_true(deployed_read(STR("2026-06-01\r\n"), &seconds));
	assert_int_equal(seconds, TEST_NOW - 12 * 3600);
	assert_false(deployed_read(STR("yesterday\n"), &seconds));
	buf_free(&text);
}

#define ON_SITE(test) cmocka_unit_test_setup_teardown(test, enter_site, leave_site)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		ON_SITE(test_deploys),
		ON_SITE(test_what_readers_do_not_see),
		ON_SITE(test_projects_without_entries),
		ON_SITE(test_milestones),
		ON_SITE(test_asks_in_the_text),
		cmocka_unit_test(test_deployed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
