/*
 * Random graphs of commits, always the same ones, with merges, folders that become files, links and
 * permissions: what each commit changed must be what git says of it. Renames count as a removal and an
 * addition here; what they are is tested in test_rename.c.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/pool.h"
#include "git/changes.h"
#include "git/repo.h"
#include "git/walk.h"
#include "repos.h"

enum { COMMITS = 250 };

static uint64_t seed;

static unsigned
choose(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

/* Paths that get in each other's way: "a" is a file here and a folder there. */
static void
put_path(struct buf *out)
{
	static const char *const names[] = { "a", "b", "a.md", "a-b", "a0", "c" };
	unsigned depth = choose(4);
	for (unsigned i = 0; i < depth; i++)
		buf_format(out, "%s/", names[choose(6)]);
	buf_put(out, str_from(names[choose(6)]));
}

static void
put_change(struct buf *out)
{
	static const char *const modes[] = { "100644", "100644", "100644", "100755", "120000" };
	if (choose(4) == 0) {
		buf_lit(out, "D ");
		put_path(out);
		buf_char(out, '\n');
		return;
	}
	buf_format(out, "M %s inline ", modes[choose(5)]);
	put_path(out);
	buf_format(out, "\ndata 3\n%03u\n", choose(40));
}

static void
put_commit(struct buf *out, unsigned number)
{
	buf_format(out, "commit refs/heads/b%u\nmark :%u\ncommitter A <a@x> %u +0000\ndata 1\nx\n",
	        number, number, 1704067200 + choose(100000));
	unsigned parents = number == 1 || choose(40) == 0 ? 0 : choose(3) ? 1 : 2 + choose(3);
	for (unsigned i = 0; i < parents; i++) {
		unsigned back = 1 + choose(6);
		buf_format(
		        out, "%s :%u\n", i ? "merge" : "from", back < number ? number - back : 1);
	}
	for (unsigned i = choose(5); i > 0; i--)
		put_change(out);
	buf_char(out, '\n');
}

/* All branches end in one last merge, so that HEAD reaches every commit. */
static char *
make_repository(uint64_t start)
{
	struct buf out;
	buf_init(&out, 64 << 20);
	seed = start;
	for (unsigned i = 1; i <= COMMITS; i++)
		put_commit(&out, i);
	buf_lit(&out,
	        "commit refs/heads/main\ncommitter A <a@x> 1705000000 +0000\ndata 1\nx\n"
	        "from :1\n");
	for (unsigned i = 2; i <= COMMITS; i++)
		buf_format(&out, "merge :%u\n", i);
	char *folder = repos_make(":"), path[4096];
	snprintf(path, sizeof path, "%s/stream", folder);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(out.at, 1, out.len, file), out.len);
	assert_int_equal(fclose(file), 0);
	buf_free(&out);
	repos_change(folder, "start repo; g fast-import --quiet <../stream");
	return folder;
}

static void
put_changes(struct arena *arena, FILE *file, const struct walk_commit *commit)
{
	struct str id = object_id_hex(arena, &commit->id);
	for (size_t i = 0; i < commit->changes.len; i++) {
		const struct tree_change *change = &commit->changes.at[i];
		if (change->kind == TREE_TAKEN) /* as in a parent: for git no change of the merge */
			continue;
		if (change->kind == TREE_RENAMED)
			fprintf(file, "%s D %s\n", id.at, change->old_path.at);
		fprintf(file, "%s %c %s\n", id.at, "AMDA"[change->kind], change -> path.at);
	}
}

static void
write_ours(const char *folder, const char *name, unsigned workers)
{
	struct arena arena = ARENA_EMPTY;
	struct repo *repo;
	struct repo_head head;
	struct pool *pool = workers ? pool_start(workers) : NULL;
	struct str path = str_format(&arena, "%s/repo", folder);
	assert_int_equal(repo_open(&arena, path, &repo), 0);
	assert_int_equal(repo_head(&arena, repo, &head), 0);
	struct walk *walk = walk_run(&arena, repo, &head.id, 1709294400);
	assert_int_equal(walk->lines.len, COMMITS + 1);
	struct changes *changes = changes_find(walk, repo, pool);
	assert_non_null(changes);
	FILE *file = fopen(str_format(&arena, "%s/%s", folder, name).at, "w");
	assert_non_null(file);
	for (size_t i = 0; i < walk->lines.len; i++) {
		assert_false(walk->lines.at[i]->hidden);
		put_changes(&arena, file, walk->lines.at[i]);
	}
	assert_int_equal(fclose(file), 0);
	changes_free(changes);
	repo_close(repo);
	pool_stop(pool);
	arena_free(&arena);
	repo_shutdown();
}

/* Of a merge git names one letter for each parent: only "all added" and "all removed" are those. */
static const char compare_with_git[] =
        "cd repo; {\n"
        "g log --no-merges --root --no-renames --name-status --format='C %H' main\n"
        "g log --merges -c --no-renames --name-status --format='C %H' main; } |\n"
        "awk '/^C / { id = $2; next } NF { kind = \"M\"\n"
        "  if ($1 ~ /^A+$/) kind = \"A\"; if ($1 ~ /^D+$/) kind = \"D\"\n"
        "  print id, kind, $2 }' | sort >../theirs\n"
        "test $(wc -l <../theirs) -gt 300\n"
        "sort ../one | cmp - ../theirs; sort ../four | cmp - ../theirs\n";

static void
test_against_git(void **state)
{
	(void)state;
	for (uint64_t start = 1; start <= 3; start++) {
		char *folder = make_repository(start);
		write_ours(folder, "one", 0);
		write_ours(folder, "four", 4);
		repos_change(folder, compare_with_git);
		repos_remove(folder);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_against_git) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
