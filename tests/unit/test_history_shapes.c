/*
 * Odd repositories: cut off, damaged, without commits, elsewhere, with strange names. None may fail a
 * build, and none may make a date up.
 */
#include "extensions.h"
#include "history/ci.h"
#include "history_fixture.h"

#define THREE_COMMITS                                            \
	"start repo; page content/a.md 1; commit 1 Begin\n"      \
	"edit content/a.md; page content/b.md 2; commit 2 Two\n" \
	"edit content/a.md; page content/c.md 3; commit 3 Three\n"

static void
no_service(void)
{
	static const char *const names[] = {
#define CI(variable, value, name, fix) variable,
#include "history/ci.def"
#undef CI
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		unsetenv(names[i]);
}

/* --- nothing there ------------------------------------------------------------------------------- */

static void
test_no_repository(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("mkdir -p site/content; page site/content/a.md 1\n", "site");
	assert_false(fixture.history->present);
	assert_int_equal(fixture.history->commits.len, 0);
	expect_page(&fixture, "content/a.md", "no history\n");
	expect_messages(&fixture, "");
	fixture_close(&fixture);
}

static void
test_no_folder(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(":", "missing");
	assert_false(fixture.history->present);
	expect_messages(&fixture, "");
	fixture_close(&fixture);
}

static void
test_unborn(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo; page content/a.md 1\n", "repo");
	assert_true(fixture.history->present);
	assert_int_equal(fixture.history->head.len, 0);
	assert_true(str_is(fixture.history->branch, "main"));
	expect_page(&fixture, "content/a.md", "no history\n");
	expect_messages(&fixture, "");
	fixture_close(&fixture);
}

static void
test_untracked(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS "page content/new.md 4\n", "repo");
	expect_page(&fixture, "content/new.md", "no history\n");
	fixture_close(&fixture);
}

/* A `.git` that is none: git goes on looking above, and so do we. */
static void
test_empty_git_folder(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("start repo; mkdir -p site/.git site/content\n"
	                                      "page site/content/a.md 1; commit 1 Begin\n",
	        "repo/site");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

/* --- where the site lies ------------------------------------------------------------------------- */

static void
test_site_below_the_root(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page docs/site/content/a.md 1; page content/a.md 2\n"
	        "commit 1 Begin\n"
	        "page notes/b.md 3; echo 'title: x' >docs/site/kith.yaml; commit 2 Draft\n"
	        "move notes/b.md docs/site/content/b.md; commit 3 Publish\n",
	        "repo/docs/site");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/b.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "moved minor: Publish, from notes/b.md\n"
	        "created: Draft\n");
	expect_page(&fixture, "kith.yaml",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "created: Draft\n");
	expect_page(&fixture, "docs/site/content/a.md", "no history\n");
	fixture_close(&fixture);
}

static void
test_links_inside(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page docs/guide.md 1; page docs/more/b.md 2; commit 1 Begin\n"
	        "ln -s ../docs/guide.md content/guide.md; ln -s guide.md content/again.md\n"
	        "ln -s ../docs content/docs; ln -s /etc/passwd content/out.md\n"
	        "ln -s ../../x content/above.md; commit 2 Link\n"
	        "edit docs/guide.md; commit 3 Edit\n",
	        "repo");
	static const char guide[] = "created 2024-01-01, updated 2024-01-03\n"
	                            "edited: Edit\n"
	                            "created: Begin\n";
	expect_page(&fixture, "content/guide.md", guide);
	expect_page(&fixture, "content/again.md", guide);
	expect_page(&fixture, "content/docs/guide.md", guide);
	expect_page(&fixture, "content/docs/more/b.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/out.md", "no history\n");
	fixture_close(&fixture);
}

/* Content kept in a repository of its own: beside the site, or as a submodule of it. */
static void
test_content_elsewhere(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open("(start words; page posts/a.md 1; commit 1 Words)\n"
	                                      "mkdir site; ln -s ../words/posts site/content\n",
	        "site");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Words\n");
	expect_page(&fixture, "posts/a.md", "no history\n");
	fixture_close(&fixture);
}

static void
test_submodule(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "(start words; page a.md 1; commit 1 Words; edit a.md; commit 2 'More words')\n"
	        "start repo; rmdir content; day 3\n"
	        "g submodule --quiet add \"file://$HOME/words\" content; commit 3 Site\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "edited: More words\n"
	        "created: Words\n");
	expect_page(&fixture, "kith.yaml", "no history\n");
	fixture_close(&fixture);
}

static void
test_module_beside_pages(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "(start theme; page a.md 1; commit 1 Theme)\n"
	        "start repo; page content/a.md 2; day 2\n"
	        "g submodule --quiet add \"file://$HOME/theme\" themes/theme; commit 2 Site\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "created: Site\n");
	expect_page(&fixture, "themes/theme", "no history\n");
	fixture_close(&fixture);
}

/* --- kinds of clones ----------------------------------------------------------------------------- */

static void
test_shallow_one(void **state)
{
	(void)state;
	no_service();
	struct fixture fixture = fixture_open(
	        THREE_COMMITS "cd ..; g clone -q --depth 1 \"file://$HOME/repo\" clone\n", "clone");
	assert_true(fixture.history->shallow);
	expect_page(&fixture, "content/a.md", "created unknown, updated unknown, incomplete\n");
	expect_page(&fixture, "content/c.md", "created unknown, updated unknown, incomplete\n");
	expect_commits(&fixture, "Three\n");
	assert_true(fixture.history->commits.at[0]->boundary);
	expect_messages(&fixture,
	        "warning: the git clone is shallow, so ...\n"
	        "    help: run `git fetch --unshallow`\n");
	fixture_close(&fixture);
}

static void
test_shallow_two(void **state)
{
	(void)state;
	no_service();
	setenv("GITHUB_ACTIONS", "true", 1);
	struct fixture fixture = fixture_open(
	        THREE_COMMITS "cd ..; g clone -q --depth 2 \"file://$HOME/repo\" clone\n", "clone");
	no_service();
	assert_true(fixture.history->shallow);
	expect_page(&fixture, "content/a.md",
	        "created unknown, updated 2024-01-03, incomplete\n"
	        "edited: Three\n");
	expect_page(&fixture, "content/b.md", "created unknown, updated unknown, incomplete\n");
	expect_page(&fixture, "content/c.md",
	        "created 2024-01-03, updated 2024-01-03\n"
	        "created: Three\n");
	expect_messages(&fixture,
	        "warning: the git clone is shallow, so ...\n"
	        "    help: on GitHub Actions, give the actions/checkout step `fetch-depth: 0`\n");
	fixture_close(&fixture);
}

static void
test_shallow_on_gitlab(void **state)
{
	(void)state;
	no_service();
	setenv("GITLAB_CI", "true", 1);
	struct fixture fixture = fixture_open(THREE_COMMITS
	        "cd ..; g clone -q --depth 2 \"file://$HOME/repo\" clone\n"
	        "cd clone; rm content/b.md; move content/a.md content/d.md; commit 4 Four\n",
	        "clone");
	no_service();
	expect_page(&fixture, "content/d.md",
	        "created unknown, updated 2024-01-03, incomplete\n"
	        "moved minor: Four, from content/a.md\n"
	        "edited: Three\n");
	expect_messages(&fixture,
	        "warning: the git clone is shallow, so ...\n"
	        "    help: on GitLab CI, set the variable `GIT_DEPTH: 0` for the job\n");
	fixture_close(&fixture);
}

/* Removed and added again after the cut: how it began is not known. */
static void
test_shallow_restored(void **state)
{
	(void)state;
	no_service();
	struct fixture fixture = fixture_open(THREE_COMMITS
	        "cd ..; g clone -q --depth 1 \"file://$HOME/repo\" clone\n"
	        "cd clone; rm content/a.md; commit 4 Remove\n"
	        "page content/a.md 1; commit 5 Restore\n",
	        "clone");
	expect_page(&fixture, "content/a.md",
	        "created unknown, updated 2024-01-05, incomplete\n"
	        "restored: Restore\n");
	fixture_close(&fixture);
}

static void
test_shallow_work_tree(void **state)
{
	(void)state;
	no_service();
	struct fixture fixture = fixture_open(THREE_COMMITS
	        "cd ..; g clone -q --depth 1 \"file://$HOME/repo\" clone\n"
	        "cd clone; g worktree add -q ../tree\n",
	        "tree");
	assert_true(fixture.history->shallow);
	assert_true(str_is(fixture.history->branch, "tree"));
	expect_page(&fixture, "content/a.md", "created unknown, updated unknown, incomplete\n");
	fixture_close(&fixture);
}

static void
expect_three_commits(struct fixture *fixture)
{
	expect_page(fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "edited: Three\n"
	        "edited: Two\n"
	        "created: Begin\n");
	expect_commits(fixture, "Three\nTwo\nBegin\n");
	expect_messages(fixture, "");
}

static void
test_work_tree(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open(THREE_COMMITS "g worktree add -q -b other ../tree\n", "tree");
	expect_three_commits(&fixture);
	assert_true(str_is(fixture.history->branch, "other"));
	fixture_close(&fixture);
}

static void
test_bare(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS
	        "echo 'Someone <ada@example.org>' >.mailmap; commit 4 Map\n"
	        "cd ..; g clone -q --bare repo bare.git\n",
	        "bare.git");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "edited: Three\n"
	        "edited: Two\n"
	        "created: Begin\n");
	assert_true(str_is(fixture.history->commits.at[0]->author->name, "Someone"));
	fixture_close(&fixture);
}

static void
test_alternates(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open(THREE_COMMITS "cd ..; g clone -q --shared repo clone\n", "clone");
	expect_three_commits(&fixture);
	fixture_close(&fixture);
}

static void
test_packed(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        THREE_COMMITS "g repack -q -a -d; g pack-refs --all; g prune-packed -q\n", "repo");
	expect_three_commits(&fixture);
	fixture_close(&fixture);
}

static void
test_detached(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS "on HEAD~1\n", "repo");
	assert_int_equal(fixture.history->branch.len, 0);
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "edited: Two\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/c.md", "no history\n");
	fixture_close(&fixture);
}

/* The blobs are not there: moves are found by their ids, and nothing is fetched. */
static void
test_without_blobs(void **state)
{
	(void)state;
	skip_under_valgrind();
	struct fixture fixture = fixture_open(THREE_COMMITS
	        "move content/a.md content/d.md; commit 4 Move\n"
	        "move content/b.md content/e.md; edit content/e.md; commit 5 'Move and edit'\n"
	        "g config uploadpack.allowFilter true; cd ..\n"
	        "g clone -q --no-checkout --filter=blob:none \"file://$HOME/repo\" clone\n"
	        "cd clone; g remote remove origin\n",
	        "clone");
	expect_page(&fixture, "content/d.md",
	        "created 2024-01-01, updated unknown\n"
	        "moved minor: Move, from content/a.md\n"
	        "edited unsure: Three\n"
	        "edited unsure: Two\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/e.md",
	        "created unknown, updated unknown, incomplete\n"
	        "created unsure: Move and edit\n");
	expect_messages(&fixture,
	        "warning: the git clone lacks earlier versions of pages, so ...\n"
	        "    help: `git fsck` names what is missing; a new clone of the whole has it\n");
	fixture_close(&fixture);
}

/* Files that are not checked out have their history all the same. */
static void
test_sparse(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open(THREE_COMMITS "mkdir other; echo x >other/x; commit 4 Other\n"
	                                   "g sparse-checkout set other; ! [ -e content/a.md ]\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "edited: Three\n"
	        "edited: Two\n"
	        "created: Begin\n");
	expect_messages(&fixture, "");
	fixture_close(&fixture);
}

static void
test_extensions(void **state)
{
	(void)state;
	skip_under_valgrind();
	struct fixture fixture =
	        fixture_open(THREE_COMMITS "g config core.repositoryformatversion 1\n"
	                                   "g config extensions.worktreeConfig true\n"
	                                   "g config extensions.preciousObjects true\n"
	                                   "g config extensions.partialClone origin\n",
	                "repo");
	expect_three_commits(&fixture);
	fixture_close(&fixture);
}

static void
test_other_owner(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	struct fixture fixture = fixture_open(THREE_COMMITS "chown -R 12345 ../repo\n", "repo");
	expect_three_commits(&fixture);
	fixture_close(&fixture);
}

static void
test_replaced_objects(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS "g replace --graft HEAD~1\n", "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-02, updated 2024-01-03\n"
	        "edited: Three\n"
	        "created: Two\n");
	expect_commits(&fixture, "Three\nTwo\n");
	fixture_close(&fixture);
}

/* The old way to replace parents, which git itself has given up. */
static void
test_grafts_are_ignored(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/a.md 1; commit 1 Begin\n"
	                     "edit content/a.md; commit 2 More\n"
	                     "mkdir -p .git/info; g rev-parse HEAD >.git/info/grafts\n",
	                "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "edited: More\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

/* Replacing a commit by its own child makes a circle, which must not be walked for ever. */
static void
test_circle(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open(THREE_COMMITS "g replace -f HEAD~2 HEAD~1 2>/dev/null\n", "repo");
	assert_true(fixture.history->present);
	assert_true(fixture.history->commits.len <= 3);
	fixture_close(&fixture);
	/* The circle is behind the second parent of a merge alone. */
	fixture = fixture_open(THREE_COMMITS
	        "on --orphan side; page content/d.md 4; commit 4 Four; edit content/d.md; commit 5 Five\n"
	        "on main; g merge -q --allow-unrelated-histories -m Merge side\n"
	        "g replace -f side~1 side 2>/dev/null\n",
	        "repo");
	assert_true(fixture.history->present);
	assert_true(fixture.history->commits.len <= 6);
	fixture_close(&fixture);
}

/* --- damage -------------------------------------------------------------------------------------- */

#define MISSING                                                      \
	"warning: parts of the git history cannot be read, so ...\n" \
	"    help: `git fsck` names what is missing; a new clone of the whole has it\n"

/* Without the tree of Two neither its own changes are known nor those of Three. */
static void
test_missing_tree(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS "edit content/a.md; commit 4 Four\n"
	                                                    "lose 'HEAD~2^{tree}'\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "edited: Four\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/b.md", "created unknown, updated unknown, incomplete\n");
	expect_messages(&fixture, MISSING);
	assert_false(fixture.history->shallow);
	fixture_close(&fixture);
}

static void
test_missing_commit(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS "lose HEAD~1\n", "repo");
	expect_page(&fixture, "content/c.md", "created unknown, updated unknown, incomplete\n");
	expect_commits(&fixture, "Three\n");
	assert_true(fixture.history->commits.at[0]->boundary);
	expect_messages(&fixture, MISSING);
	fixture_close(&fixture);
}

static void
test_missing_head(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS "lose HEAD\n", "repo");
	assert_true(fixture.history->present);
	assert_int_equal(fixture.history->commits.len, 0);
	expect_page(&fixture, "content/a.md", "no history\n");
	expect_messages(&fixture, MISSING);
	fixture_close(&fixture);
}

static void
test_missing_blob(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS
	        "move content/b.md content/d.md; edit content/d.md; commit 4 Move\n"
	        "lose HEAD~1:content/b.md\n",
	        "repo");
	expect_page(&fixture, "content/d.md",
	        "created unknown, updated unknown, incomplete\n"
	        "created unsure: Move\n");
	expect_messages(&fixture,
	        "warning: the git clone lacks earlier versions of pages, so ...\n"
	        "    help: `git fsck` names what is missing; a new clone of the whole has it\n");
	fixture_close(&fixture);
}

/* A change whose class cannot be told takes the date only where none that is later is known to count. */
static void
test_missing_versions(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo\n"
	                     "for p in early late; do page content/$p.md $p; done; commit 1 Begin\n"
	                     "edit content/early.md; commit 2 Two\n"
	                     "edit content/early.md; commit 3 Three\n"
	                     "edit content/early.md; edit content/late.md; commit 4 Four\n"
	                     "edit content/late.md; commit 5 Five\n"
	                     "(echo ---; echo stage: seedling; echo ---; cat content/late.md) >x\n"
	                     "mv x content/late.md; commit 6 Six\n"
	                     "lose HEAD~4:content/early.md; lose HEAD~1:content/late.md\n",
	                "repo");
	expect_page(&fixture, "content/early.md",
	        "created 2024-01-01, updated 2024-01-04\n"
	        "edited: Four\n"
	        "edited unsure: Three\n"
	        "edited unsure: Two\n"
	        "created: Begin\n");
	expect_page(&fixture, "content/late.md",
	        "created 2024-01-01, updated unknown\n"
	        "edited unsure: Six\n"
	        "edited unsure: Five\n"
	        "edited: Four\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

static void
test_damaged_objects(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS
	        "o=$(g rev-parse 'HEAD~1^{tree}'); f=.git/objects/$(echo $o | cut -c1-2)/"
	        "$(echo $o | cut -c3-); chmod u+w $f; echo garbage >$f\n",
	        "repo");
	expect_page(&fixture, "content/c.md", "created unknown, updated unknown, incomplete\n");
	expect_messages(&fixture, MISSING);
	fixture_close(&fixture);
}

static void
test_malformed_tree(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(THREE_COMMITS
	        "blob=$(g rev-parse HEAD:content/a.md); head=$(g rev-parse HEAD)\n"
	        "tree=$(printf '100644 short\\000abc' | "
	        "g hash-object -t tree -w --stdin --literally)\n"
	        "printf 'tree %s\\nparent %s\\nauthor A <a@x> 1704452400 +0000\\n"
	        "committer A <a@x> 1704452400 +0000\\n\\nBad\\n' $tree $head | raw_commit\n",
	        "repo");
	assert_int_equal(fixture.history->commits.len, 4);
	assert_true(fixture.history->commits.at[0]->boundary);
	expect_page(&fixture, "content/a.md", "no history\n");
	expect_messages(&fixture, MISSING);
	fixture_close(&fixture);
}

static void
test_grafts(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open(THREE_COMMITS "g rev-parse HEAD >.git/info/grafts\n", "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-03\n"
	        "edited: Three\n"
	        "edited: Two\n"
	        "created: Begin\n");
	expect_messages(&fixture,
	        "warning: the repository has a file info/grafts, which is not read\n"
	        "    help: `git replace --convert-graft-file` makes of it what kith and git both "
	        "read\n");
	fixture_close(&fixture);
}

/* Each service by its variable, with what helps there. */
static void
test_services(void **state)
{
	(void)state;
	static const char *const services[] = {
#define CI(variable, value, name, fix) variable, value, "on " name ", " fix,
#include "history/ci.def"
#undef CI
	};
	for (size_t i = 0; i < sizeof services / sizeof *services; i += 3) {
		no_service();
		setenv(services[i], *services[i + 1] ? services[i + 1] : "true", 1);
		struct fixture fixture = fixture_open(THREE_COMMITS
		        "cd ..; g clone -q --depth 1 \"file://$HOME/repo\" clone\n",
		        "clone");
		char *told = fixture_messages(&fixture, &fixture.diags);
		assert_non_null(strstr(told, services[i + 2]));
		fixture_close(&fixture);
	}
	no_service();
	setenv("CI_NAME", "another", 1);
	assert_null(ci_here());
	no_service();
}

static void
test_unreadable_formats(void **state)
{
	(void)state;
	skip_under_valgrind();
	struct fixture fixture =
	        fixture_open(THREE_COMMITS "g config core.repositoryformatversion 1\n"
	                                   "g config extensions.refStorage stone\n",
	                "repo");
	assert_false(fixture.history->present);
	assert_int_equal(fixture.diags.warnings, 1);
	assert_int_equal(fixture.diags.errors, 0);
	expect_page(&fixture, "content/a.md", "no history\n");
	fixture_close(&fixture);
}

static void
test_damaged_repository(void **state)
{
	(void)state;
	static const char *const damages[] = {
		"echo nonsense >.git/HEAD",
		"echo '[core' >.git/config",
		"rm -r .git/objects; echo x >.git/objects",
		"rm -r .git; echo nonsense >.git",
		"rm -r .git; echo 'gitdir: /nowhere' >.git",
		"echo 0000000000000000000000000000000000000000 >.git/refs/heads/main",
		"echo 'ref: refs/heads/../../x' >.git/HEAD",
		"echo xyz >.git/shallow",
	};
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		char script[1024];
		snprintf(script, sizeof script, "%s%s\n", THREE_COMMITS, damages[i]);
		struct fixture fixture = fixture_open(script, "repo");
		assert_int_equal(fixture.diags.errors, 0);
		assert_true(fixture.diags.warnings <= 1);
		fixture_close(&fixture);
	}
}

/* --- names --------------------------------------------------------------------------------------- */

static void
test_odd_names(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page 'content/two  words.md' 1; page \"content/$(printf 'a\\tb').md\" 2\n"
	        "page 'content/\"quoted\"\\.md' 3; page \"content/caf$(printf '\\303\\251').md\" 4\n"
	        "page 'content/-x.md' 5; commit 1 Begin\n"
	        "edit \"content/$(printf 'a\\tb').md\"; commit 2 Edit\n",
	        "repo");
	static const char begin[] = "created 2024-01-01, updated 2024-01-01\ncreated: Begin\n";
	expect_page(&fixture, "content/two  words.md", begin);
	expect_page(&fixture, "content/\"quoted\"\\.md", begin);
	expect_page(&fixture, "content/caf\xc3\xa9.md", begin);
	expect_page(&fixture, "content/-x.md", begin);
	expect_page(&fixture, "content/a\tb.md",
	        "created 2024-01-01, updated 2024-01-02\n"
	        "edited: Edit\n"
	        "created: Begin\n");
	/* As a disk that decomposes names gives it. */
	expect_page(&fixture, "content/cafe\xcc\x81.md", begin);
	expect_page(&fixture, "content/CAF\xc3\x89.md", "no history\n");
	fixture_close(&fixture);
}

/* Names that are no UTF-8, and names that no checkout would write: made by hand. */
static void
test_hostile_names(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin; head=$(g rev-parse HEAD)\n"
	        "last() { g cat-file tree $1 | tail -c 20; }\n"
	        "tree=$({ printf '40000 .\\000'; last HEAD:; printf '40000 ..\\000'; last HEAD:\n"
	        "  printf '40000 .GIT\\000'; last HEAD:; printf '100644 caf\\351.md\\000'; last HEAD:content\n"
	        "  printf '40000 content\\000'; last HEAD:; } | "
	        "g hash-object -t tree -w --stdin --literally)\n"
	        "printf 'tree %s\\nparent %s\\nauthor A <a@x> 1704193200 +0000\\n"
	        "committer A <a@x> 1704193200 +0000\\n\\nHostile\\n' $tree $head | raw_commit\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin\n");
	expect_page(&fixture, "caf\xe9.md",
	        "created 2024-01-02, updated 2024-01-02\n"
	        "created: Hostile\n");
	expect_page(&fixture, "../a.md", "no history\n");
	expect_page(&fixture, ".GIT/a.md", "no history\n");
	expect_messages(&fixture, "");
	fixture_close(&fixture);
}

static void
test_case_of_names(void **state)
{
	(void)state;
	struct fixture fixture =
	        fixture_open("start repo; page content/Cache.md 1; commit 1 Begin\n"
	                     "g config core.ignorecase true\n",
	                "repo");
	expect_page(&fixture, "content/cache.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

/* Two hundred folders inside each other: too deep to look into, and no reason to fail. */
static void
test_deep_folders(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin; head=$(g rev-parse HEAD)\n"
	        "tree=$(g rev-parse HEAD:content); i=0\n"
	        "while [ $i -lt 200 ]; do tree=$(printf '040000 tree %s\\td\\n' $tree | g mktree)\n"
	        "  i=$((i + 1)); done\n"
	        "tree=$(printf '040000 tree %s\\tcontent\\n040000 tree %s\\tdeep\\n' "
	        "$(g rev-parse HEAD:content) $tree | g mktree)\n"
	        "day 2; g update-ref HEAD $(echo Deep | g commit-tree -p $head $tree)\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin\n");
	fixture_close(&fixture);
}

/* A tree of ten folders of ten folders of ...: 10^9 files in a few objects. */
static void
test_tree_bomb(void **state)
{
	(void)state;
	struct fixture fixture = fixture_open(
	        "start repo; page content/a.md 1; commit 1 Begin; head=$(g rev-parse HEAD)\n"
	        "tree=$(g rev-parse HEAD:content); i=0\n"
	        "while [ $i -lt 9 ]; do tree=$(for n in 0 1 2 3 4 5 6 7 8 9; do\n"
	        "  printf '040000 tree %s\\t%s\\n' $tree $n; done | g mktree); i=$((i + 1)); done\n"
	        "day 2; g update-ref HEAD $(echo Bomb | g commit-tree -p $head $tree)\n"
	        "day 3; g update-ref HEAD $(echo Undo | g commit-tree -p HEAD $head:)\n",
	        "repo");
	expect_page(&fixture, "content/a.md",
	        "created 2024-01-01, updated 2024-01-01\n"
	        "created: Begin\n");
	expect_messages(&fixture, MISSING);
	fixture_close(&fixture);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_repository),
		cmocka_unit_test(test_no_folder),
		cmocka_unit_test(test_unborn),
		cmocka_unit_test(test_untracked),
		cmocka_unit_test(test_empty_git_folder),
		cmocka_unit_test(test_site_below_the_root),
		cmocka_unit_test(test_links_inside),
		cmocka_unit_test(test_content_elsewhere),
		cmocka_unit_test(test_submodule),
		cmocka_unit_test(test_module_beside_pages),
		cmocka_unit_test(test_shallow_one),
		cmocka_unit_test(test_shallow_two),
		cmocka_unit_test(test_shallow_on_gitlab),
		cmocka_unit_test(test_shallow_restored),
		cmocka_unit_test(test_shallow_work_tree),
		cmocka_unit_test(test_work_tree),
		cmocka_unit_test(test_bare),
		cmocka_unit_test(test_alternates),
		cmocka_unit_test(test_packed),
		cmocka_unit_test(test_detached),
		cmocka_unit_test(test_without_blobs),
		cmocka_unit_test(test_sparse),
		cmocka_unit_test(test_extensions),
		cmocka_unit_test(test_other_owner),
		cmocka_unit_test(test_replaced_objects),
		cmocka_unit_test(test_grafts_are_ignored),
		cmocka_unit_test(test_circle),
		cmocka_unit_test(test_missing_tree),
		cmocka_unit_test(test_missing_commit),
		cmocka_unit_test(test_missing_head),
		cmocka_unit_test(test_missing_blob),
		cmocka_unit_test(test_missing_versions),
		cmocka_unit_test(test_damaged_objects),
		cmocka_unit_test(test_malformed_tree),
		cmocka_unit_test(test_grafts),
		cmocka_unit_test(test_services),
		cmocka_unit_test(test_unreadable_formats),
		cmocka_unit_test(test_damaged_repository),
		cmocka_unit_test(test_odd_names),
		cmocka_unit_test(test_hostile_names),
		cmocka_unit_test(test_case_of_names),
		cmocka_unit_test(test_deep_folders),
		cmocka_unit_test(test_tree_bomb),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
