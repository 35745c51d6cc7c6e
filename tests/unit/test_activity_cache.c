/* What is known of a repository is kept as long as all that it depends on is the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "activity/activity.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "git/repo.h"
#include "repos.h"
#include "site/activity_cache.h"
#include "site/activity_file.h"

#define BEGIN                                                                                       \
	"start repo; echo 'int a;' >a.c; commit 1 Begin; g tag v1.0; echo 'x' >b.py; commit 2 Go\n" \
	"g tag -a -m 'Say: more' v1.1; echo 'int b;' >>a.c; commit 3 More\n"

struct site {
	char *folder;
	struct arena arena;
	int root;
};

static struct site
start(const char *script)
{
	struct site site = { .folder = repos_make(script) };
	assert_int_equal(fs_open_root(str_from(site.folder), &site.root), 0);
	return site;
}

static void
end(struct site *site)
{
	fs_close(site->root);
	repos_remove(site->folder);
	arena_free(&site->arena);
	repo_shutdown();
}

static struct str
as_text(struct site *site, const struct activity *activity)
{
	struct buf buf;
	buf_init(&buf, 1 << 20);
	activity_file_write_whole(&buf, activity, STR("."));
	struct str text = str_copy(&site->arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

/* A build: takes what is kept, else reads and keeps it. *taken says which; the activity as text. */
static struct str
build(struct site *site, int64_t now, const char *bot, bool *taken)
{
	static const struct str pattern = STR_INIT("v*");
	struct str bots[] = { str_from(bot) };
	struct activity_options options = {
		.patterns = &pattern, .patterns_len = 1, .bots = bots, .bots_len = 1, .now = now
	};
	struct activity_cache cache;
	struct activity *activity = arena_new(&site->arena, struct activity);
	struct repo *repo;
	struct str folder = str_format(&site->arena, "%s/repo", site->folder);
	assert_int_equal(repo_open(&site->arena, folder, &repo), 0);
	assert_true(activity_cache_open(&site->arena, site->root, repo, &options, &cache));
	*taken = activity_cache_load(&site->arena, &cache, STR("repo"), pattern, activity);
	if (!*taken) {
		activity = activity_read(&site->arena, repo, &options);
		assert_non_null(activity);
		activity_cache_save(&site->arena, &cache, STR("repo"), pattern, activity);
	}
	repo_close(repo);
	return as_text(site, activity);
}

enum { NOW = 1709294400 };

static void
expect(struct site *site, bool taken, int64_t now, const char *bot)
{
	bool was;
	build(site, now, bot, &was);
	assert_int_equal(was, taken);
}

static void
the_second_build_takes_it(void **state)
{
	(void)state;
	struct site site = start(BEGIN);
	bool taken;
	struct str first = build(&site, NOW, "x", &taken);
	assert_false(taken);
	struct str second = build(&site, NOW, "x", &taken);
	assert_true(taken);
	assert_int_equal(first.len, second.len);
	assert_memory_equal(first.at, second.at, first.len);
	end(&site);
}

static void
what_it_depends_on_is_noticed(void **state)
{
	(void)state;
	struct site site = start(BEGIN);
	static const char *const changes[] = {
		"cd repo; echo 'int c;' >>a.c; commit 4 More",
		"cd repo; g tag v1.2",
		"cd repo; g tag -f v1.2 HEAD~1",
		"cd repo; g tag -d v1.2 >/dev/null",
		"cd repo; g checkout -q -b other",
		"cd repo; g replace HEAD~1 HEAD~2",
		"cd repo; g rev-parse HEAD~1 >.git/shallow",
	};
	expect(&site, false, NOW, "x");
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		repos_change(site.folder, changes[i]);
		expect(&site, false, NOW, "x");
		expect(&site, true, NOW, "x");
	}
	expect(&site, false, NOW, "y");
	end(&site);
}

enum { DAY = 24 * 60 * 60 };

/* The second day could not even read the repository: its commits are gone. */
static void
another_day_reads_nothing(void **state)
{
	(void)state;
	struct site site = start(BEGIN);
	bool taken;
	struct str first = build(&site, NOW, "x", &taken);
	repos_change(site.folder, "cd repo; lose HEAD~1; lose HEAD^{tree}");
	for (int day = 1; day < 1000; day += 333) {
		struct str later = build(&site, NOW + day * DAY, "x", &taken);
		assert_true(taken);
		assert_int_equal(later.len, first.len);
		assert_memory_equal(later.at, first.at, first.len);
	}
	end(&site);
}

/* What was in the future may have come, and a build may be as of an earlier day; as much of both as of tags. */
static void
a_day_that_changes_it_is_noticed(void **state)
{
	(void)state;
	static const char *const futures[] = {
		"GIT_AUTHOR_DATE='1709726400 +0000' g commit -q --allow-empty -m 'Next week'",
		"GIT_COMMITTER_DATE='1709726400 +0000' g commit -q --allow-empty -m 'Next week'",
		"GIT_COMMITTER_DATE='1709726400 +0000' g tag -a -m Soon v2.0",
	};
	for (size_t i = 0; i < sizeof futures / sizeof *futures; i++) {
		struct site site = start(BEGIN);
		struct str script = str_format(&site.arena, "cd repo; day 4; %s", futures[i]);
		repos_change(site.folder, str_terminated(&site.arena, script));
		expect(&site, false, NOW, "x");
		expect(&site, true, NOW + 3 * DAY, "x");
		expect(&site, true, 1709726400 - DAY - 1, "x");
		expect(&site, false, 1709726400 - DAY, "x");
		expect(&site, true, 1709726400 + 100 * DAY, "x");
		expect(&site, false, NOW, "x");
		end(&site);
	}
}

/* The newest commit is of noon on 3 January, an hour east of UTC. */
static void
an_earlier_day_is_noticed(void **state)
{
	(void)state;
	enum { COMMIT = 1704279600 };
	struct site site = start(BEGIN);
	expect(&site, false, NOW, "x");
	expect(&site, true, COMMIT - DAY, "x");
	expect(&site, false, COMMIT - DAY - 1, "x");
	end(&site);
}

/* One changed byte, anywhere, or an end that is missing. */
static void
damage_is_noticed(void **state)
{
	(void)state;
	struct site site = start(BEGIN);
	expect(&site, false, NOW, "x");
	expect(&site, true, NOW, "x");
	repos_change(site.folder, "f=$(echo .kith/history/*.activity); cp \"$f\" whole");
	static const char *const damages[] = {
		"tr 3 4 <whole >$f",
		"tr : . <whole >$f",
		"head -c 100 whole >$f",
		": >$f",
		"head -c 10 whole >$f",
		"tail -n +2 whole >$f",
		"{ cat whole; echo; } >$f",
	};
	for (size_t i = 0; i < sizeof damages / sizeof *damages; i++) {
		char script[200];
		snprintf(script, sizeof script, "f=$(echo .kith/history/*.activity); %s",
		        damages[i]);
		repos_change(site.folder, script);
		expect(&site, false, NOW, "x");
		expect(&site, true, NOW, "x");
	}
	end(&site);
}

/* Languages are not known without files, and may be next time. */
static void
a_clone_without_files_is_not_kept(void **state)
{
	(void)state;
	struct site site = start(BEGIN "lose HEAD:a.c\n");
	expect(&site, false, NOW, "x");
	expect(&site, false, NOW, "x");
	end(&site);
}

static void
a_repository_without_commits_has_no_key(void **state)
{
	(void)state;
	struct site site = start("start repo");
	struct activity_options options = { .now = NOW };
	struct activity_cache cache;
	struct repo *repo;
	struct str folder = str_format(&site.arena, "%s/repo", site.folder);
	assert_int_equal(repo_open(&site.arena, folder, &repo), 0);
	assert_false(activity_cache_open(&site.arena, site.root, repo, &options, &cache));
	repo_close(repo);
	end(&site);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_second_build_takes_it),
		cmocka_unit_test(what_it_depends_on_is_noticed),
		cmocka_unit_test(another_day_reads_nothing),
		cmocka_unit_test(a_day_that_changes_it_is_noticed),
		cmocka_unit_test(an_earlier_day_is_noticed),
		cmocka_unit_test(damage_is_noticed),
		cmocka_unit_test(a_clone_without_files_is_not_kept),
		cmocka_unit_test(a_repository_without_commits_has_no_key),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
