/* The names that a template is given are made when it asks for them, and once. */
#include "site_fixture.h"

#include "render/context.h"
#include "render/view.h"

static struct value
of_feed(void)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nText.\n");
	load_site();
	rendered("index.html");
	for (size_t i = 0; i < site->routes->list.len; i++)
		if (site->routes->list.at[i].kind == ROUTE_FEED)
			return context_of(loaded.render, &site->routes->list.at[i], &loaded.arena);
	fail_msg("no feed");
	return VALUE_UNDEFINED_INIT;
}

static void
test_made_once(void **state)
{
	struct value given, first, again;

	(void)state;
	given = of_feed();
	first = value_get(given, STR("feed"), &loaded.arena);
	again = value_get(given, STR("feed"), &loaded.arena);
	assert_int_equal(first.kind, VALUE_OBJECT);
	assert_ptr_equal(first.object, again.object);
}

/* In a run's own memory, not in that of whoever asks. */
static void
test_lives_with_the_run(void **state)
{
	struct arena short_lived = { 0 };
	struct value given, feed;

	(void)state;
	given = of_feed();
	feed = value_get(given, STR("feed"), &short_lived);
	arena_free(&short_lived);
	assert_true(str_is(value_str(value_get(feed, STR("title"), &loaded.arena)), "T"));
}

static void
test_unknown_names(void **state)
{
	struct value given;

	(void)state;
	given = of_feed();
	assert_int_equal(value_get(given, STR("fed"), &loaded.arena).kind, VALUE_UNDEFINED);
	assert_int_equal(value_get(given, STR("person"), &loaded.arena).kind, VALUE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_made_once),
		WITH_SITE(test_lives_with_the_run),
		WITH_SITE(test_unknown_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
