/* Which texts of feeds are made beforehand, and that a feed does not depend on it. */
#include "site_fixture.h"

#include "content/page.h"
#include "render/feed_text.h"
#include "render/view.h"

static void
put_pages(void)
{
	put_file("content/essays/often.md",
	        "---\ntitle: Often\ndate: 2026-01-02\ntags: [a]\n---\n[other](once.md) \"x\"\n");
	put_file("content/once.md", "---\ntitle: Once\ndate: 2026-01-01\n---\ny\n");
	put_file("content/never.md", "---\ntitle: Never\n---\nz\n");
}

static bool
is_made(const char *below)
{
	return loaded.render->feed_texts[page_at(below)->ordinal].at != NULL;
}

static void
test_what_stands_in_several_files(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "feeds: {formats: [atom]}\n");
	put_pages();
	load_site();
	struct str before = rendered("feed.xml");
	feed_text_make(loaded.render, NULL, loaded.workers);
	assert_true(is_made("essays/often.md"));
	assert_false(is_made("once.md"));
	assert_false(is_made("never.md"));
	assert_true(str_eq(rendered("feed.xml"), before));
}

static void
test_two_formats_are_several_files(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE "feeds: {formats: [atom, json]}\n");
	put_pages();
	load_site();
	struct str before = rendered("feed.json");
	feed_text_make(loaded.render, NULL, loaded.workers);
	assert_true(is_made("once.md"));
	assert_false(is_made("never.md"));
	assert_true(str_eq(rendered("feed.json"), before));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_what_stands_in_several_files),
		WITH_SITE(test_two_formats_are_several_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
