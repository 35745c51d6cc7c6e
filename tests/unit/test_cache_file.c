/* What a cache may not say, in a file that is otherwise sound: two commits, each with a change. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/path.h"
#include "git/cache_file.h"

enum { COMMITS = 2, PEOPLE = 2, LONG = 2 * PATH_MAX_BYTES };

/* As in the file; there is nothing between the sections. */
struct sections {
	struct cache_head head;
	struct cache_commit commits[COMMITS];
	struct cache_parent parents[COMMITS];
	struct cache_change changes[COMMITS];
	struct cache_entry files[COMMITS];
	struct cache_person people[PEOPLE];
	struct cache_text paths[COMMITS];
	char text[LONG];
};

static void
fill(struct sections *all)
{
	*all = (struct sections){
		.head = {
			.commits = COMMITS, .reached = 1, .parents = COMMITS, .changes = COMMITS,
			.files = COMMITS, .people = PEOPLE, .paths = COMMITS, .text = LONG,
			.met = PEOPLE,
		},
		.people = { { { 0, 5 }, 3 }, { { 5, 5 }, 3 } },
		.paths = { { 10, 4 }, { 14, 4 } },
	};
	memset(all->text, 'x', sizeof all->text);
	memcpy(all->text, "Ada\naBob\nb", 10);
	for (uint32_t i = 0; i < COMMITS; i++) {
		all->commits[i].message = (struct cache_text){ 18 + 4 * i, 4 };
		all->commits[i].parents = all->commits[i].changes = i;
		all->commits[i].parent_count = i;
		all->commits[i].change_count = 1;
		all->parents[i].index = CACHE_NONE;
		all->changes[i].path = all->files[i].path = i;
		all->changes[i].old_path = CACHE_NONE;
		all->files[i].target = (struct cache_text){ 26 + 4 * i, 4 };
	}
}

static bool
opens(const struct sections *all)
{
	struct cache_file file;
	char *bytes = malloc(sizeof *all);
	size_t len = 0;
#define ADD(part) memcpy(bytes + len, &all->part, sizeof all->part), len += sizeof all->part
	ADD(head);
	ADD(commits);
	ADD(parents);
	ADD(changes);
	ADD(files);
	ADD(people);
	ADD(paths);
	ADD(text);
#undef ADD
	cache_file_seal(bytes, len);
	bool sound = cache_file_open(str_of(bytes, len), &file);
	free(bytes);
	return sound;
}

static void
test_sound(void **state)
{
	(void)state;
	struct sections all;
	fill(&all);
	assert_true(opens(&all));
	all.commits[0].message.len = 0;
	all.commits[1].change_count = 0;
	all.paths[1].len = PATH_MAX_BYTES;
	assert_true(opens(&all));
}

/* Else a short file could name a long text as often as it liked. */
static void
test_nothing_is_shared(void **state)
{
	(void)state;
	static const size_t shared[] = {
		offsetof(struct sections, commits[1].message.at),
		offsetof(struct sections, commits[1].changes),
		offsetof(struct sections, people[1].key.at),
		offsetof(struct sections, paths[1].at),
		offsetof(struct sections, files[1].target.at),
	};
	struct sections all;
	for (size_t i = 0; i < sizeof shared / sizeof *shared; i++) {
		uint32_t number;
		fill(&all);
		memcpy(&number, (char *)&all + shared[i], sizeof number);
		number--;
		memcpy((char *)&all + shared[i], &number, sizeof number);
		if (shared[i] == offsetof(struct sections, people[1].key.at)) {
			/* Two people who both are one. */
			memcpy(all.text, "Ad\naBob\nb", 9);
			all.people[0].name_len = 2;
		}
		assert_false(opens(&all));
	}
	fill(&all);
	all.commits[0].parent_count = 2;
	all.commits[1].parents = 0;
	all.head.reached = 0;
	assert_false(opens(&all));
	all.commits[0].parent_count = 0;
	assert_true(opens(&all));
}

static void
test_long_path(void **state)
{
	(void)state;
	struct sections all;
	fill(&all);
	all.paths[1].len = PATH_MAX_BYTES + 1;
	assert_false(opens(&all));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_nothing_is_shared),
		cmocka_unit_test(test_long_path),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
