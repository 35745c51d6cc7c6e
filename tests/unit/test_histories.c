/* Pages that lie in several repositories: whose history is whose. */
#include "history_fixture.h"

#include "history/histories.h"
#include "history/history_gap.h"

struct site {
	char *folder;
	struct arena arena;
	struct diags diags;
	struct histories *histories;
};

/* One mount of a section, as its front matter would say it. */
struct said {
	const char *folder, *repository, *path;
};

static struct histories_mount
mount_from(const struct said *said)
{
	return (struct histories_mount){
		.folder = str_from(said->folder),
		.repository = str_from(said->repository),
		.path = str_from(said->path ? said->path : ""),
		.place = { STR_INIT("content/_index.md"), 2, 10, 0 },
		.source = STR_EMPTY,
	};
}

/*
 * Opens what the script made. `files` are the site's pages, separated by blanks; `whole` is the mount
 * of kith.yaml, `section` that of a section; both may be NULL.
 */
static struct site
open_site(const char *script, const char *root, const char *files, const struct said *whole,
        const struct said *section)
{
	struct site site = { .folder = repos_make(script) };
	struct history_options options = {
		.folder = str_format(&site.arena, "%s/%s", site.folder, root),
		.content = STR("content"),
		.now = FIXTURE_NOW,
	};
	diag_init(&site.diags);
	struct histories_mount *mount = arena_new(&site.arena, struct histories_mount);
	if (whole)
		*mount = mount_from(whole);
	site.histories =
	        histories_open(&site.arena, &options, whole ? mount : NULL, NULL, &site.diags);
	histories_mounts mounts = { NULL, 0, 0 };
	histories_paths paths = { NULL, 0, 0 };
	if (section)
		*array_push(&site.arena, &mounts) = mount_from(section);
	for (struct str rest = str_from(files); rest.at;)
		*array_push(&site.arena, &paths) = str_cut(&rest, ' ');
	histories_add(site.histories, &mounts, &paths, NULL, &site.diags);
	return site;
}

static void
close_site(struct site *site)
{
	repos_remove(site->folder);
	diag_free(&site->diags);
	arena_free(&site->arena);
	repo_shutdown();
}

static void
expect_history(struct site *site, const char *path, const char *expected)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	put_page(&out, histories_find(site->histories, str_from(path)));
	assert_string_equal(str_terminated(&site->arena, buf_view(&out)), expected);
	buf_free(&out);
}

static void
expect_all_commits(struct site *site, const char *expected)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	for (size_t i = 0; i < site->histories->commits.len; i++)
		buf_format(&out, STR_FMT " ", STR_ARG(site->histories->commits.at[i]->subject));
	assert_string_equal(str_terminated(&site->arena, str_trim(buf_view(&out))), expected);
	buf_free(&out);
}

static void
expect_told(struct site *site, const char *expected)
{
	struct buf out;
	buf_init(&out, 1 << 20);
	diag_print(&site->diags, &out, false);
	assert_string_equal(str_terminated(&site->arena, buf_view(&out)), expected);
	buf_free(&out);
}

/* A site of two commits, on days 2 and 5, with a page; into it. */
#define SITE                                            \
	"start site; page content/a.md 1; commit 2 A\n" \
	"edit content/a.md; commit 5 A5\n"
#define HISTORY_OF_A                               \
	"created 2024-01-02, updated 2024-01-05\n" \
	"edited: A5\n"                             \
	"created: A\n"

/* A repository of two commits, on days 1 and 4, with a page in posts/. */
#define NOTES                                           \
	"(start notes; page posts/n.md 7; commit 1 N\n" \
	"edit posts/n.md; commit 4 N4)\n"
#define HISTORY_OF_N                               \
	"created 2024-01-01, updated 2024-01-04\n" \
	"edited: N4\n"                             \
	"created: N\n"

static void
test_one_repository(void **state)
{
	(void)state;
	struct site site = open_site(
	        SITE "page content/new.md 3", "site", "content/a.md content/new.md", NULL, NULL);
	expect_history(&site, "content/a.md", HISTORY_OF_A);
	expect_history(&site, "content/new.md", "no history\n");
	assert_int_equal(site.histories->all.len, 1);
	assert_ptr_equal(
	        histories_find(site.histories, STR("content/a.md"))->of, site.histories->main);
	expect_all_commits(&site, "A5 A");
	expect_told(&site, "");
	close_site(&site);
}

static void
test_no_repository_at_all(void **state)
{
	(void)state;
	struct site site = open_site("mkdir -p site/content; echo >site/content/a.md", "site",
	        "content/a.md", NULL, NULL);
	expect_history(&site, "content/a.md", "no history\n");
	assert_int_equal(site.histories->all.len, 0);
	assert_false(site.histories->main->present);
	expect_told(&site, "");
	close_site(&site);
}

/* A module below the content: its commits are the pages', those of the site that move it are not. */
static void
test_module_below_content(void **state)
{
	(void)state;
	struct site site = open_site(NOTES SITE
	        "g submodule --quiet add \"file://$HOME/notes\" content/notes; commit 6 Module\n",
	        "site", "content/a.md content/notes/posts/n.md", NULL, NULL);
	expect_history(&site, "content/a.md", HISTORY_OF_A);
	expect_history(&site, "content/notes/posts/n.md", HISTORY_OF_N);
	assert_int_equal(site.histories->all.len, 2);
	expect_all_commits(&site, "Module A5 N4 A N");
	expect_told(&site, "");
	close_site(&site);
}

/* The same of a repository that nobody told the outer one of; and a new page in it. */
static void
test_nested_repository(void **state)
{
	(void)state;
	struct site site = open_site(NOTES SITE
	        "mv ../notes content/notes; echo content/notes >.gitignore; commit 6 Ignore\n"
	        "page content/notes/posts/new.md 9\n",
	        "site", "content/a.md content/notes/posts/n.md content/notes/posts/new.md", NULL,
	        NULL);
	expect_history(&site, "content/a.md", HISTORY_OF_A);
	expect_history(&site, "content/notes/posts/n.md", HISTORY_OF_N);
	expect_history(&site, "content/notes/posts/new.md", "no history\n");
	close_site(&site);
}

/* The outer repository had the folder once; the files are those of the inner one now. */
static void
test_nearest_repository_decides(void **state)
{
	(void)state;
	struct site site = open_site(NOTES SITE
	        "page content/posts/n.md 3; commit 6 Outer\n"
	        "mv ../notes/.git content/; rm -r content/posts; (cd content; g checkout -q -- .)\n",
	        "site", "content/posts/n.md", NULL, NULL);
	expect_history(&site, "content/posts/n.md", HISTORY_OF_N);
	close_site(&site);
}

/* Links to files and folders of a module of the site, which keeps it outside of the content. */
static void
test_links_into_another(void **state)
{
	(void)state;
	struct site site = open_site(NOTES SITE
	        "mv ../notes vendor; echo vendor >.gitignore\n"
	        "ln -s ../vendor/posts content/notes; ln -s ../vendor/posts/n.md content/one.md\n"
	        "commit 6 Link\n",
	        "site", "content/a.md content/notes/n.md content/one.md", NULL, NULL);
	expect_history(&site, "content/notes/n.md", HISTORY_OF_N);
	expect_history(&site, "content/one.md", HISTORY_OF_N);
	expect_history(&site, "content/a.md", HISTORY_OF_A);
	assert_int_equal(site.histories->all.len, 2);
	expect_told(&site, "");
	close_site(&site);
}

static void
test_root_is_a_link(void **state)
{
	(void)state;
	struct site site = open_site(NOTES
	        "mkdir r; cd r\n" SITE
	        "mv ../../notes content/notes; echo content/notes >.gitignore; commit 6 Ignore\n"
	        "ln -s r/site \"$HOME/link\"\n",
	        "link", "content/a.md content/notes/posts/n.md", NULL, NULL);
	expect_history(&site, "content/a.md", HISTORY_OF_A);
	expect_history(&site, "content/notes/posts/n.md", HISTORY_OF_N);
	close_site(&site);
}

/* A site in a folder of its repository, with a module in its content. */
static void
test_site_in_a_folder(void **state)
{
	(void)state;
	struct site site = open_site(NOTES
	        "start repo; rmdir content; page docs/site/content/a.md 1; commit 2 A\n"
	        "g submodule --quiet add \"file://$HOME/notes\" docs/site/content/notes\n"
	        "commit 6 Module; edit docs/site/content/a.md; commit 7 A7\n",
	        "repo/docs/site", "content/a.md content/notes/posts/n.md", NULL, NULL);
	expect_history(&site, "content/a.md",
	        "created 2024-01-02, updated 2024-01-07\n"
	        "edited: A7\n"
	        "created: A\n");
	expect_history(&site, "content/notes/posts/n.md", HISTORY_OF_N);
	close_site(&site);
}

/* Sections whose files are copies: of a bare clone, of a checkout, of one on a detached HEAD. */
static void
test_section_elsewhere(void **state)
{
	(void)state;
	static const struct said cases[] = {
		{ "content/notes", "../notes.git", "posts" },
		{ "content/notes", "../notes.git", "./posts/" },
		{ "content/notes", "../notes", "posts" },
		{ "content/notes", "../notes/posts", "" },
		{ "content/notes", "../tree", "posts" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct site site = open_site(NOTES
		        "g clone -q --bare notes notes.git\n"
		        "(cd notes; g worktree add -q --detach ../tree)\n" SITE
		        "mkdir content/notes; cp ../notes/posts/n.md content/notes/\n"
		        "cp content/notes/n.md content/notes/unknown.md\n",
		        "site", "content/a.md content/notes/n.md content/notes/unknown.md", NULL,
		        &cases[i]);
		expect_history(&site, "content/notes/n.md", HISTORY_OF_N);
		expect_history(&site, "content/notes/unknown.md", "no history\n");
		expect_history(&site, "content/a.md", HISTORY_OF_A);
		expect_all_commits(&site, "A5 N4 A N");
		expect_told(&site, "");
		close_site(&site);
	}
}

/* Without a path, files are looked for at the top and under the name that the site gives them. */
static void
test_section_found(void **state)
{
	(void)state;
	static const struct said section = { "content/posts", "../notes", "" };
	struct site site = open_site(NOTES SITE
	        "mkdir -p content/posts/deep; cp ../notes/posts/n.md content/posts/\n",
	        "site", "content/a.md content/posts/n.md content/posts/deep/n.md", NULL, &section);
	expect_history(&site, "content/posts/n.md", HISTORY_OF_N);
	expect_history(&site, "content/posts/deep/n.md", "no history\n");
	close_site(&site);
}

/* Another folder of the repository that the site is in. */
static void
test_section_of_the_same_repository(void **state)
{
	(void)state;
	static const struct said section = { "content/notes", "..", "drafts" };
	struct site site = open_site(
	        "start repo; rmdir content; mkdir -p site/content/notes; page drafts/n.md 1; commit 2 N\n"
	        "cp drafts/n.md site/content/notes/n.md; page site/content/a.md 2; commit 3 A\n",
	        "repo/site", "content/a.md content/notes/n.md", NULL, &section);
	expect_history(&site, "content/notes/n.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "created: N\n");
	expect_history(&site, "content/a.md",
	        "created 2024-01-03, updated 2024-01-03\n"
	        "created: A\n");
	assert_int_equal(site.histories->all.len, 1);
	expect_all_commits(&site, "A N");
	close_site(&site);
}

/* kith.yaml names the repository of all content; the site itself need not be in one. */
static void
test_whole_site_elsewhere(void **state)
{
	(void)state;
	static const struct said whole = { "content", "../notes", "" };
	struct site site = open_site(NOTES
	        "mkdir -p site/content/posts; cp notes/posts/n.md site/content/posts/\n",
	        "site", "content/posts/n.md content/posts/o.md", &whole, NULL);
	expect_history(&site, "content/posts/n.md", HISTORY_OF_N);
	expect_history(&site, "content/posts/o.md", "no history\n");
	assert_true(site.histories->main->present);
	expect_all_commits(&site, "N4 N");
	close_site(&site);
}

static void
test_section_without_a_repository(void **state)
{
	(void)state;
	static const struct said cases[] = {
		{ "content/notes", "../nowhere", "" },
		{ "content/notes", "https://example.org/notes.git", "" },
		{ "content/notes", "../notes", "../../site" },
	};
	static const char *const told[] = {
		"content/_index.md:2:10: error: there is no git repository at \"../nowhere\"\n"
		"    help: the folder is looked for from the site's root\n",
		"content/_index.md:2:10: error: there is no git repository at "
		"\"https://example.org/notes.git\"\n"
		"    help: a build asks no network: clone it, and name the folder of the clone\n",
		"content/_index.md:2:10: error: the path \"../../site\" leads out of the repository\n",
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct site site = open_site(NOTES SITE
		        "mkdir content/notes; page content/notes/n.md 3; commit 6 N6\n",
		        "site", "content/a.md content/notes/n.md", NULL, &cases[i]);
		expect_history(&site, "content/a.md", HISTORY_OF_A);
		expect_history(&site, "content/notes/n.md", "no history\n");
		expect_told(&site, told[i]);
		close_site(&site);
	}
}

/* A warning names the repository that it is about. */
static void
test_shallow_module(void **state)
{
	(void)state;
	struct site site =
	        open_site(NOTES SITE "echo content/notes >.gitignore; commit 6 Ignore\n"
	                             "g clone -q --depth 1 \"file://$HOME/notes\" content/notes\n",
	                "site", "content/a.md content/notes/posts/n.md", NULL, NULL);
	expect_history(&site, "content/notes/posts/n.md",
	        "created unknown, updated unknown, incomplete\n");
	expect_history(&site, "content/a.md", HISTORY_OF_A);
	assert_true(site.histories->shallow);
	assert_false(site.histories->main->shallow);
	expect_told(&site, "");
	const struct history_page *page =
	        histories_find(site.histories, STR("content/notes/posts/n.md"));
	assert_int_equal(history_gap_of(page, false), HISTORY_GAP_SHALLOW);
	history_gap_report(page->of, HISTORY_GAP_SHALLOW, STR("..."), &site.diags);
	expect_told(&site,
	        "content/notes/posts: warning: the git clone is shallow, so ...\n"
	        "    help: run `git fetch --unshallow`\n");
	close_site(&site);
}

/* A symbolic link that leads nowhere, or out of all repositories, is no page of the one it is in. */
static void
test_link_to_nowhere(void **state)
{
	(void)state;
	struct site site = open_site(
	        "echo text >loose.md\n" SITE
	        "ln -s ../../loose.md content/l.md; ln -s none.md content/m.md; commit 6 Link\n",
	        "site", "content/a.md content/l.md content/m.md", NULL, NULL);
	expect_history(&site, "content/l.md", "no history\n");
	expect_history(&site, "content/m.md", "no history\n");
	close_site(&site);
}

int
main(void)
{
	unsetenv("GITHUB_ACTIONS");
	unsetenv("GITLAB_CI");
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_repository),
		cmocka_unit_test(test_no_repository_at_all),
		cmocka_unit_test(test_module_below_content),
		cmocka_unit_test(test_nested_repository),
		cmocka_unit_test(test_nearest_repository_decides),
		cmocka_unit_test(test_links_into_another),
		cmocka_unit_test(test_root_is_a_link),
		cmocka_unit_test(test_site_in_a_folder),
		cmocka_unit_test(test_section_elsewhere),
		cmocka_unit_test(test_section_found),
		cmocka_unit_test(test_section_of_the_same_repository),
		cmocka_unit_test(test_whole_site_elsewhere),
		cmocka_unit_test(test_section_without_a_repository),
		cmocka_unit_test(test_shallow_module),
		cmocka_unit_test(test_link_to_nowhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
