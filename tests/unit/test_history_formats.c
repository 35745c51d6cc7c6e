/*
 * Repositories of the formats that libgit2 refuses: with SHA-256 hashes, and with reftables where git makes
 * them. All is said of them that is said of others, and nothing of them is run.
 */
#include "extensions.h"
#include "history_fixture.h"

#include "history/history_reader.h"

#define HISTORY                                                                                  \
	"page content/a.md 1; : >content/empty.md; commit 1 Begin\n"                             \
	"edit content/a.md; page content/b.md 2; commit 2 Two; move content/a.md content/c.md\n" \
	"commit 3 Move; on -b side; edit content/b.md; commit 4 Side; on main\n"                 \
	"edit content/c.md; commit 5 Five; day 6; g merge -q -m Merge side\n"
#define LONG "export GIT_DEFAULT_HASH=sha256; start repo\n" HISTORY
#define TABLE "export GIT_DEFAULT_REF_FORMAT=reftable; start repo\n" HISTORY

static void
expect_all(struct fixture *fixture)
{
	expect_messages(fixture, "");
	expect_commits(fixture, "Merge\nFive\nSide\nMove\nTwo\nBegin\n");
	expect_page(fixture, "content/c.md",
	        "created 2024-01-01, updated 2024-01-05\n"
	        "edited: Five\n"
	        "moved minor: Move, from content/a.md\n"
	        "edited: Two\n"
	        "created: Begin\n");
	expect_page(fixture, "content/b.md",
	        "created 2024-01-02, updated 2024-01-04\nedited: Side\ncreated: Two\n");
	assert_int_equal(fixture->history->head.len, OBJECT_HEX_LEN);
}

static void
expect_whole(const char *script, const char *site, const char *branch)
{
	struct fixture fixture = fixture_open(script, site);
	expect_all(&fixture);
	assert_string_equal(str_terminated(&fixture.arena, fixture.history->branch), branch);
	fixture_close(&fixture);
}

static void
expect_warning(const char *script, const char *expected)
{
	struct fixture fixture = fixture_open(script, "repo");
	assert_false(fixture.history->present);
	expect_messages(&fixture, expected);
	fixture_close(&fixture);
}

static void
skip_without(const char *option)
{
	char script[256];
	snprintf(script, sizeof script, "git init -q %s probe 2>/dev/null", option);
	char *folder = repos_make(":");
	int status = repos_run(folder, script);
	repos_remove(folder);
	if (status != 0) {
		print_message("the installed git has no %s\n", option);
		skip();
	}
}

#define SHAPES(FORMAT)                                                                             \
	{ FORMAT, "repo", "main" }, { FORMAT "g repack -qad; g pack-refs --all", "repo", "main" }, \
	        { FORMAT "g worktree add -q ../tree", "tree", "tree" },                            \
	        { FORMAT "g clone -q --bare . ../bare; cp -R content ../bare", "bare", "main" },   \
	        { FORMAT "on --detach", "repo", "" },                                              \
	        { FORMAT "on -b deep/er", "repo", "deep/er" },                                     \
	{                                                                                          \
		FORMAT "g clone -q . ../clone", "clone", "main"                                    \
	}

struct shape {
	const char *script, *site, *branch;
};

static void
test_long_ids(void **state)
{
	(void)state;
	static const struct shape shapes[] = { SHAPES(LONG) };
	skip_under_valgrind();
	skip_without("--object-format=sha256");
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		expect_whole(shapes[i].script, shapes[i].site, shapes[i].branch);
}

static void
test_reftables(void **state)
{
	(void)state;
	static const struct shape shapes[] = { SHAPES(TABLE) };
	skip_under_valgrind();
	skip_without("--ref-format=reftable");
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		expect_whole(shapes[i].script, shapes[i].site, shapes[i].branch);
	expect_whole("export GIT_DEFAULT_HASH=sha256\n" TABLE, "repo", "main");
}

/* Texts come from the same places, and a cache makes nothing of it different. */
static void
test_texts_and_cache(void **state)
{
	(void)state;
	skip_under_valgrind();
	skip_without("--object-format=sha256");
	fixture_options.cache = STR(".kith/history");
	struct fixture fixture = fixture_open(LONG, "repo");
	expect_all(&fixture);
	fixture.history = fixture_read(&fixture, "repo", 0, &fixture.diags);
	expect_all(&fixture);
	const struct history_page *page = history_find(fixture.history, STR("content/c.md"));
	struct history_reader *reader = history_reader_open(&fixture.arena, fixture.history);
	struct str text;
	assert_int_equal(history_reader_text(reader, &fixture.arena, &page->revisions.at[0].before,
	                         1 << 20, &text),
	        HISTORY_READ_DONE);
	assert_true(str_ends(text, STR("A line more after 20.\n")));
	history_reader_close(reader);
	repos_change(fixture.folder, "cd repo; g commit -q --amend -m Merged");
	fixture.history = fixture_read(&fixture, "repo", 0, &fixture.diags);
	assert_true(str_is(fixture.history->commits.at[0]->subject, "Merged"));
	fixture_close(&fixture);
	fixture_options.cache = STR_EMPTY;
}

static void
test_parts_of_one(void **state)
{
	(void)state;
	skip_under_valgrind();
	skip_without("--object-format=sha256");
	struct fixture fixture = fixture_open(
	        "export GIT_DEFAULT_HASH=sha256; start repo; page content/a.md 1", "repo");
	assert_true(fixture.history->present && fixture.history->head.len == 0);
	assert_true(str_is(fixture.history->branch, "main"));
	expect_messages(&fixture, "");
	fixture_close(&fixture);
	fixture = fixture_open(
	        LONG "g clone -q --depth 1 \"file://$PWD\" ../short; g gc -q", "short");
	assert_true(fixture.history->shallow);
	expect_commits(&fixture, "Merge\n");
	fixture_close(&fixture);
	fixture = fixture_open(LONG "g replace HEAD HEAD~1", "repo");
	assert_int_equal(fixture.history->commits.len, 4);
	fixture_close(&fixture);
	fixture = fixture_open(LONG "lose HEAD~1:content/c.md; lose HEAD~2^{tree}", "repo");
	assert_int_equal(fixture.diags.warnings, 1);
	fixture_close(&fixture);
}

/* What a repository's configuration and hooks would have git run, and what is not in the environment. */
static void
test_nothing_is_run(void **state)
{
	(void)state;
	skip_under_valgrind();
	skip_without("--object-format=sha256");
	struct fixture fixture = {
		.folder = repos_make(LONG
		        "r=\"touch $HOME/ran\"; mkdir -p .git/hooks\n"
		        "for hook in reference-transaction post-index-change post-checkout; do\n"
		        "	printf '#!/bin/sh\\n%s\\n' \"$r\" >.git/hooks/$hook; chmod +x .git/hooks/$hook; done\n"
		        "cat >>.git/config <<E\n"
		        "[core]\n\tfsmonitor = $r\n\tpager = $r\n\tsshCommand = $r\n\tgitProxy = $r\n"
		        "\taskPass = $r\n\teditor = $r\n\talternateRefsCommand = $r\n"
		        "[alias]\n\tfor-each-ref = !$r\n\trev-parse = !$r\n"
		        "[pager]\n\tfor-each-ref = $r\n\trev-parse = $r\n"
		        "[credential]\n\thelper = !$r\n[gpg]\n\tprogram = $r\n"
		        "[protocol]\n\tallow = always\n[protocol \"ext\"]\n\tallow = always\n"
		        "[extensions]\n\tpartialClone = origin\n"
		        "[remote \"origin\"]\n\turl = ext::$r\n\tpromisor = true\n"
		        "E\n"
		        "echo $(g rev-parse HEAD | tr 0-9a-f f0-9a-e) >.git/refs/tags/gone\n"
		        "rm -f ../ran; printf '#!/bin/sh\\nenv | grep ^GIT_ >\"%s/seen\"\\nexec %s \"$@\"\\n'"
		        " \"$HOME\" \"$(command -v git)\" >../git; chmod +x ../git"),
		.arena = ARENA_EMPTY
	};
	const char *before = getenv("PATH");
	struct str path = str_format(&fixture.arena, "%s:%s", fixture.folder, before ? before : "");
	char *old = str_terminated(&fixture.arena, str_from(before ? before : ""));
	setenv("PATH", str_terminated(&fixture.arena, path), 1);
	setenv("GIT_DIR", "/nowhere", 1);
	setenv("GIT_CONFIG_PARAMETERS", "'core.fsmonitor'='touch /nowhere'", 1);
	fixture.history = fixture_read(&fixture, "repo", 0, &fixture.diags);
	unsetenv("GIT_DIR");
	unsetenv("GIT_CONFIG_PARAMETERS");
	setenv("PATH", old, 1);
	assert_int_equal(fixture.history->commits.len, 6);
	assert_int_equal(repos_run(fixture.folder, "test ! -e ran && test -s seen"), 0);
	assert_int_equal(repos_run(fixture.folder, "grep -qx GIT_ALLOW_PROTOCOL= seen"), 0);
	assert_int_equal(repos_run(fixture.folder, "! grep -q 'GIT_DIR\\|nowhere' seen"), 0);
	diag_init(&fixture.diags_parallel);
	fixture_close(&fixture);
}

/* What is said instead of a history: no git, an old one, one that finds fault, a format that is no such one. */
static void
test_what_is_said(void **state)
{
	(void)state;
	skip_under_valgrind();
	skip_without("--object-format=sha256");
	static const char help[] =
	        "    help: install git, for a reftable 2.45 or later; until then "
	        "pages keep the dates of their front matter\n";
	static const char too_old[] =
	        "printf '#!/bin/sh\\nprintf \"fatal: unknown repository extension "
	        "found:\\\\n\\\\trefstorage\" >&2\\nexit 128\\n' >../bin/git";
	static const char *const gits[] = {
		"rm -f ../bin/git",
		"that is not installed",
		too_old,
		"the installed one is too old",
		"printf '#!/bin/sh\\necho fatal: it hurts >&2; exit 1\\n' >../bin/git",
		"git says: it hurts",
		"printf '#!/bin/sh\\nexit 1\\n' >../bin/git",
		"that one does not read it either",
	};
	struct arena arena = ARENA_EMPTY;
	const char *before = getenv("PATH");
	char *old = str_terminated(&arena, str_from(before ? before : ""));
	for (size_t i = 0; i < sizeof gits / sizeof *gits; i += 2) {
		struct str script = str_format(&arena,
		        LONG "mkdir ../bin; : >../bin/git; chmod +x ../bin/git; %s", gits[i]);
		struct fixture fixture = { .folder = repos_make(str_terminated(&arena, script)),
			.arena = ARENA_EMPTY };
		setenv("PATH", str_terminated(&arena, str_format(&arena, "%s/bin", fixture.folder)),
		        1);
		fixture.history = fixture_read(&fixture, "repo", 0, &fixture.diags);
		setenv("PATH", old, 1);
		struct str expected = str_format(&arena,
		        "warning: cannot read the git repository: its hashes are SHA-256, which "
		        "takes the program git, and %s\n%s",
		        gits[i + 1], help);
		assert_string_equal(fixture_messages(&fixture, &fixture.diags),
		        str_terminated(&arena, expected));
		diag_init(&fixture.diags_parallel);
		fixture_close(&fixture);
	}
	arena_free(&arena);
	expect_warning("start repo; page content/a.md 1; commit 1 Begin\n"
	               "g config core.repositoryformatversion 1\n"
	               "g config extensions.objectFormat sha256\n",
	        "warning: cannot read the git repository: its hashes are SHA-256, which takes the "
	        "program git, and git says: ignoring broken ref refs/heads/main\n"
	        "    help: install git, for a reftable 2.45 or later; until then pages keep the "
	        "dates of their front matter\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_long_ids),
		cmocka_unit_test(test_reftables),
		cmocka_unit_test(test_texts_and_cache),
		cmocka_unit_test(test_parts_of_one),
		cmocka_unit_test(test_nothing_is_run),
		cmocka_unit_test(test_what_is_said),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
