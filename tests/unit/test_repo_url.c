/* What is taken for an address, which of them git may see, and what their clones are called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
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
		assert_true(name.len > 13 && name.at[name.len - 13] == '-');
		name.len -= 13;
		if (urls[i].name && !str_eq(name, str_from(urls[i].name)))
			fail_msg("%s is called " STR_FMT, urls[i].url, STR_ARG(name));
	}
	arena_free(&arena);
}

static void
two_addresses_have_two_names(void **state)
{
	(void)state;
	static const char *const pairs[][2] = {
		{ "https://example.org/a-b", "https://example.org/a/b" },
		{ "https://example.org/A", "https://example.org/a" },
		{ "ssh://ada@example.org/~/a", "ssh://jo@example.org/~/a" },
		{ "https://example.org/?r=a", "https://example.org/?r=b" },
		{ "https://example.org/a_b", "https://example.org/a%b" },
	};
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		assert_false(str_eq(repo_url_name(&arena, str_from(pairs[i][0])),
		        repo_url_name(&arena, str_from(pairs[i][1]))));
	char long_one[900] = "https://example.org/";
	memset(long_one + 20, 'a', sizeof long_one - 21);
	struct str name = repo_url_name(&arena, str_from(long_one));
	long_one[sizeof long_one - 2] = 'b';
	assert_true(name.len <= 240);
	assert_false(str_eq(name, repo_url_name(&arena, str_from(long_one))));
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

static const struct {
	const char *url, *public;
	bool secret;
} secrets[] = {
	{ "https://example.org/a.git", "https://example.org/a.git", false },
	{ "https://name:s3cret@example.org/a.git", "https://example.org/a.git", true },
	{ "https://name:s3cret@example.org/a.git?private_token=s3cret", "https://example.org/a.git",
	        true },
	{ "https://s3cret@example.org:8443/a", "https://example.org:8443/a", true },
	{ "http://s3cret@example.org/a", "http://example.org/a", true },
	{ "https://example.org?t=s3cret", "https://example.org", true },
	{ "https://example.org/a#s3cret", "https://example.org/a", true },
	{ "https://name:s3c/s3cret@example.org/a", "https://example.org/a", true },
	{ "https://name:s3c?s3cret@example.org/a", "https://example.org/a", true },
	{ "https://name:s3c#@s3cret@example.org/a", "https://example.org/a", true },
	{ "https://name:s3cret/a", "https://", true },
	{ "https://name:s3cret@[::1]:80/a", "https://[::1]:80/a", true },
	{ "https://example.org/@scope/a", "https://example.org/@scope/a", false },
	{ "ssh://git@example.org:22/a", "ssh://example.org:22/a", false },
	{ "ssh://git:s3cret@example.org/a", "ssh://example.org/a", true },
	{ "git@example.org:a", "example.org:a", false },
	{ "git:s3cret@example.org:a", "example.org:a", true },
	{ "example.org:@scope/a", "example.org:@scope/a", false },
	{ "file:///srv/@a/b", "file:///srv/@a/b", false },
};

static void
secrets_stay_here(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
		struct str url = str_from(secrets[i].url);
		struct str public = repo_url_public(&arena, url);
		if (!str_eq(public, str_from(secrets[i].public)))
			fail_msg("%s: " STR_FMT, secrets[i].url, STR_ARG(public));
		if (repo_url_has_secret(url) != secrets[i].secret)
			fail_msg("%s is taken for something else", secrets[i].url);
		assert_true(str_eq(repo_url_public(&arena, public), public));
		assert_int_equal(str_find(repo_url_name(&arena, url), STR("s3cret")), STR_NONE);
	}
	arena_free(&arena);
}

static void
sentences_keep_no_secret(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	static const struct {
		const char *text, *left;
	} cases[] = {
		{ "unable to access 'https://a:b@example.org/x?t=c/': The requested URL",
		        "unable to access 'https://example.org/x': The requested URL" },
		{ "from https://a:b'c@example.org/x to ssh://j@example.net/y.",
		        "from https://example.org/x to ssh://example.net/y." },
		{ "nothing", "nothing" },
		{ "://", "://" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str left = repo_url_hide(&arena, str_from(cases[i].text));
		if (!str_eq(left, str_from(cases[i].left)))
			fail_msg("%s: " STR_FMT, cases[i].text, STR_ARG(left));
	}
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_checked_and_named),
		cmocka_unit_test(paths_are_no_addresses),
		cmocka_unit_test(two_addresses_have_two_names),
		cmocka_unit_test(secrets_stay_here),
		cmocka_unit_test(sentences_keep_no_secret),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
