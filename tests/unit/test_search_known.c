/* The words that a build leaves for the next one: the index is that of a build without them, whatever has changed. */
#include "search/search_known.h"

#include "site_fixture.h"

#include "base/arena.h"
#include "base/fs.h"
#include "base/program.h"
#include "config/config.h"
#include "site/searchable.h"

#define FILE_PATH ".kith/words"

static struct arena arena;

static int
enter(void **state)
{
	return enter_site(state);
}

static int
leave(void **state)
{
	arena_free(&arena);
	return leave_site(state);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, enter, leave)

static void
put_site(void)
{
	put_file("kith.yaml", PLAIN_SITE "types: {talk: {section: talks, keys: {venue: line}}}\n");
	put_file("templates/search.html", "{{ page.title if page }}");
	put_file("templates/person.html", "{{ person.name }}");
	put_file("data/people.yaml", "ada: {name: Ada, page: true, note: Counts.}\n");
	put_file("content/a.md", "---\ntitle: One\ntags: [Zeal]\n---\nFar far far away.\n");
	put_file("content/b.md", "---\ntitle: Two\nauthors: [ada]\n---\n# Far\n\nÜber measured.\n");
	put_file("content/talks/_index.md", "---\ntitle: Talks\n---\nGiven.\n");
	put_file("content/talks/c.md", "---\ntitle: Talk\nvenue: Hall\n---\nfar (c) away\n");
}

/* All shards of the site as it is now, below their names; *news: is there something to leave to the next build? */
static struct str
index_now(bool *news)
{
	struct buf out;
	struct str copy;

	if (is_loaded)
		pipeline_close(&loaded);
	load_site();
	buf_init(&out, 1 << 20);
	for (size_t i = 1 + site->search->blocks; i < site->search->len; i++) {
		buf_put(&out, site->search->files[i].file);
		buf_put(&out, site->search->files[i].bytes);
	}
	copy = str_copy(&arena, buf_view(&out));
	buf_free(&out);
	*news = site->search->known.len > 0;
	return copy;
}

/* What is known makes no difference to the index; `news` tells whether something was not known. */
static void
expect_same_index(bool news)
{
	bool found, all;
	struct str with = index_now(&found), without;

	assert_int_equal(found, news);
	searchable_save(site, loaded.root);
	assert_int_equal(fs_rename(loaded.root, STR(FILE_PATH), loaded.root, STR("aside")), 0);
	without = index_now(&all);
	assert_true(all);
	assert_true(str_eq(with, without));
	assert_int_equal(fs_rename(loaded.root, STR("aside"), loaded.root, STR(FILE_PATH)), 0);
}

static void
test_index_is_the_same_whatever_changes(void **state)
{
	static const char *const changes[][2] = {
		{ "content/a.md", "---\ntitle: One\ntags: [Zeal]\n---\nFar away.\n" },
		{ "content/b.md", "---\ntitle: Second\nauthors: [ada]\n---\nÜber measured.\n" },
		{ "content/aa.md", "---\ntitle: Between\n---\nFar and between.\n" },
		{ "content/talks/c.md", "---\ntitle: Talk\nvenue: Opera\n---\nfar (c) away\n" },
		{ "content/talks/_index.md", "---\ntitle: Speeches\n---\nGiven.\n" },
		{ "content/talks/_index.md",
		        "---\ntitle: Speeches\ncascade: {description: Spoken, lang: de}\n---\n" },
		{ "data/people.yaml", "ada: {name: Ada Byron, page: true, note: Counts.}\n" },
		{ "data/people.yaml", "ada: {name: Ada Byron, page: true, note: Adds.}\n" },
		{ "kith.yaml", PLAIN_SITE "markdown: {emoji: true}\n" },
	};

	(void)state;
	put_site();
	expect_same_index(true);
	expect_same_index(false);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		put_file(changes[i][0], changes[i][1]);
		expect_same_index(true);
		expect_same_index(false);
	}
}

static void
test_pages_that_are_gone(void **state)
{
	(void)state;
	put_site();
	expect_same_index(true);
	assert_int_equal(fs_remove(loaded.root, STR("content/a.md")), 0);
	expect_same_index(false);
}

/* Of another program, another configuration, cut off, or with any bit turned: as if there were none. */
static void
test_damaged_files(void **state)
{
	struct search_known known;
	struct hash key;
	struct str file;
	bool news;

	(void)state;
	put_site();
	(void)index_now(&news);
	searchable_save(site, loaded.root);
	key = hash_join(site->config->fingerprint, program_state(&arena));
	assert_int_equal(fs_read(loaded.root, STR(FILE_PATH), &arena, 1 << 20, &file, NULL), 0);
	assert_true(search_known_read(file, key, &arena, &known));
	assert_true(known.len > 5 && known.pages.len > 3);
	assert_false(search_known_read(file, hash_join(key, key), &arena, &known));
	for (size_t i = 0; i < file.len; i++) {
		char *bytes = (char *)(uintptr_t)file.at;

		assert_false(search_known_read(str_slice(file, 0, i), key, &arena, &known));
		bytes[i] ^= 1;
		assert_false(search_known_read(file, key, &arena, &known));
		assert_true(!known.len && !known.pages.len);
		bytes[i] ^= 1;
	}
	put_file(FILE_PATH, "kith words 1 ");
	expect_same_index(true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_index_is_the_same_whatever_changes),
		TEST(test_pages_that_are_gone),
		TEST(test_damaged_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
