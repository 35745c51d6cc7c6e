/* What is taken for an address, which of them git may see, and what their clones are called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "site/repo_url.h"

static const struct {
	const char *url, *name; /* NULL: git may not see it */
} urls[] = {
	{ "https://example.org/ada/quill.git", "example.org-ada-quill" },
	{ "https://example.org/ada/quill/", "example.org-ada-quill" },
	{ "https://name:secret@example.org/ada/quill", "example.org-ada-quill" },
	{ "HTTPS://example.org:8443/x", "example.org-8443-x" },
	{ "ssh://git@example.org/ada/quill.git", "example.org-ada-quill" },
	{ "git@example.org:ada/quill.git", "example.org-ada-quill" },
	{ "example.org:quill", "example.org-quill" },
	{ "git://example.org/quill", "example.org-quill" },
	{ "file:///srv/../.git/..x.git", "srv-git-x" },
	{ "http://example.org/a", NULL },
	{ "ext::sh -c x", NULL },
	{ "ext::sh", NULL },
	{ "https://-oProxyCommand=x/a", NULL },
	{ "ssh://-oProxyCommand=x/a", NULL },
	{ "-oProxyCommand=x:a", NULL },
	{ "git@-oProxyCommand=x:a", NULL },
	{ "example.org:-x", NULL },
	{ "--upload-pack=x://a/b", NULL },
	{ "https://example.org", NULL },
	{ "https:///a", NULL },
	{ "https://example.org/a b", NULL },
	{ "https://example.org/a\nb", NULL },
	{ "https://example.org/a\\b", NULL },
};

static void
addresses_are_checked_and_named(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++) {
		struct str url = str_from(urls[i].url);
		const char *wrong = repo_url_check(url);
		assert_true(repo_url_is(url));
		if ((wrong == NULL) != (urls[i].name != NULL))
			fail_msg("%s %s", urls[i].url, wrong ? wrong : "may be seen");
		struct str name = repo_url_name(&arena, url);
		assert_int_equal(str_find_char(name, '/'), STR_NONE);
		assert_false(str_starts(name, STR(".")));
		if (urls[i].name && !str_eq(name, str_from(urls[i].name)))
			fail_msg("%s is called " STR_FMT, urls[i].url, STR_ARG(name));
	}
	arena_free(&arena);
}

static void
paths_are_no_addresses(void **state)
{
	(void)state;
	static const char *const paths[] = { ".", "../quill", "quill.git", "/srv/git/quill",
		"a/b:c", "", "c:/quill" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		assert_false(repo_url_is(str_from(paths[i])));
}

static void
secrets_stay_here(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	assert_true(str_is(repo_url_public(&arena, STR("https://name:secret@example.org/a.git")),
	        "https://example.org/a.git"));
	assert_true(str_is(repo_url_public(&arena, STR("git@example.org:a")), "git@example.org:a"));
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_checked_and_named),
		cmocka_unit_test(paths_are_no_addresses),
		cmocka_unit_test(secrets_stay_here),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
