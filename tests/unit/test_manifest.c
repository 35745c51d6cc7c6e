/* The manifest and its hints as text: what is written is read, and what is odd is dropped. */
#include <stdio.h>

#include "base/arena.h"
#include "base/fs.h"
#include "expect.h"
#include "output/manifest.h"
#include "output/record.h"

struct example {
	struct arena arena;
	struct manifest manifest;
	struct buf text, hints;
};

static void
add(struct example *e, const char *path, const char *bytes, const char *source, uint64_t inode)
{
	*array_push(&e->arena, &e->manifest.files) = (struct manifest_file){
		.path = str_from(path),
		.source = str_from(source),
		.hash = hash_of(str_from(bytes)),
		.size = strlen(bytes),
		.hint = { -7, 999999999, 1790000000, 5, inode },
	};
}

static struct example
example(void)
{
	struct example e = { .arena = ARENA_EMPTY };
	e.manifest.site = STR("https://example.org");
	add(&e, "index.html", "home", "content/_index.md", 1);
	add(&e, "essays/\xC3\xA9t\xC3\xA9 1/index.html", "summer", "content/a\tb\n.md", UINT64_MAX);
	add(&e, "empty.txt", "", "", 3);
	buf_init(&e.text, 1 << 20);
	buf_init(&e.hints, 1 << 20);
	manifest_write(&e.manifest, &e.text);
	manifest_write_hints(&e.manifest, &e.hints);
	return e;
}

static void
example_free(struct example *e)
{
	buf_free(&e->text);
	buf_free(&e->hints);
	arena_free(&e->arena);
}

static void
test_round_trip(void **state)
{
	(void)state;
	struct example e = example();
	struct manifest read;
	manifest_read(buf_view(&e.text), &e.arena, &read);
	assert_false(read.damaged);
	assert_true(hash_eq(read.hash, e.manifest.hash));
	expect_str(read.site, "https://example.org");
	assert_int_equal(read.files.len, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct manifest_file *was = &e.manifest.files.at[i], *is = &read.files.at[i];
		expect_text(is->path, was->path, __FILE__, __LINE__);
		assert_int_equal(is->size, was->size);
		assert_true(hash_eq(is->hash, was->hash));
		assert_int_equal(is->hint.inode, 0);
		assert_ptr_equal(manifest_find(&read, was->path), is);
	}
	assert_null(manifest_find(&read, STR("other.html")));

	assert_true(manifest_read_hints(buf_view(&e.hints), &read));
	for (size_t i = 0; i < 3; i++) {
		const struct manifest_file *was = &e.manifest.files.at[i], *is = &read.files.at[i];
		assert_int_equal(is->hint.seconds, was->hint.seconds);
		assert_int_equal(is->hint.nanos, was->hint.nanos);
		assert_int_equal(is->hint.changed_seconds, was->hint.changed_seconds);
		assert_int_equal(is->hint.changed_nanos, was->hint.changed_nanos);
		assert_true(is->hint.inode == was->hint.inode);
	}
	expect_str(read.files.at[0].source, "content/_index.md");
	expect_str(read.files.at[1].source, "content/a?b?.md");
	example_free(&e);
}

/* The text depends on nothing but the files: it is what two machines agree on. */
static void
test_text(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct manifest manifest = { .site = STR("x") };
	struct buf text;
	buf_init(&text, 1 << 20);
	manifest_write(&manifest, &text);
	struct str rest = buf_view(&text), fields;
	assert_true(record_next(&rest, &fields));
	expect_str(fields, "kith output 1\tx");
	assert_true(record_next(&rest, &fields));
	expect_str(fields, "end\t0");
	assert_int_equal(rest.len, 0);
	buf_free(&text);
	arena_free(&arena);
}

static void
test_cut_anywhere(void **state)
{
	(void)state;
	struct example e = example();
	struct str text = buf_view(&e.text);
	for (size_t len = 0; len < text.len; len++) {
		struct manifest read;
		manifest_read(str_slice(text, 0, len), &e.arena, &read);
		assert_true(read.damaged);
		assert_true(read.files.len <= 3);
		assert_false(manifest_read_hints(buf_view(&e.hints), &read));
	}
	example_free(&e);
}

/* A damaged line costs that line alone; of the others every word is as it was. */
static void
test_changed_anywhere(void **state)
{
	(void)state;
	struct example e = example();
	for (size_t i = 0; i < e.text.len; i++) {
		struct manifest read;
		e.text.at[i] ^= 4;
		manifest_read(buf_view(&e.text), &e.arena, &read);
		assert_true(read.damaged);
		for (size_t k = 0; k < read.files.len; k++) {
			const struct manifest_file *is = &read.files.at[k], *was = NULL;
			for (size_t n = 0; n < 3; n++) {
				if (str_eq(e.manifest.files.at[n].path, is->path))
					was = &e.manifest.files.at[n];
			}
			assert_non_null(was);
			assert_true(hash_eq(was->hash, is->hash) && was->size == is->size);
		}
		e.text.at[i] ^= 4;
	}
	example_free(&e);
}

static void
test_hints_all_or_none(void **state)
{
	(void)state;
	struct example e = example();
	struct manifest read;
	manifest_read(buf_view(&e.text), &e.arena, &read);
	for (size_t i = 0; i < e.hints.len; i++) {
		e.hints.at[i] ^= 4;
		assert_false(manifest_read_hints(buf_view(&e.hints), &read));
		e.hints.at[i] ^= 4;
		assert_false(manifest_read_hints(str_slice(buf_view(&e.hints), 0, i), &read));
		for (size_t k = 0; k < 3; k++)
			assert_true(read.files.at[k].hint.inode == 0 &&
			        read.files.at[k].source.len == 0);
	}
	assert_true(manifest_read_hints(buf_view(&e.hints), &read));
	add(&e, "more.html", "more", "content/more.md", 4);
	buf_clear(&e.text);
	manifest_write(&e.manifest, &e.text);
	manifest_read(buf_view(&e.text), &e.arena, &read);
	assert_false(manifest_read_hints(buf_view(&e.hints), &read));
	example_free(&e);
}

/* Lines whose checks are right and that are wrong all the same. */
static void
test_odd_lines(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"file\t00000000000000000000000000000000\t1\t../up",
		"file\t00000000000000000000000000000000\t1\t.kith",
		"file\t00000000000000000000000000000000\t1\t",
		"file\t00000000000000000000000000000000\t-1\ta",
		"file\t00000000000000000000000000000000\t1",
		"file\t00000000000000000000000000000000\t1\ta\tb",
		"file\t0000000000000000000000000000000\t1\ta",
		"file\t00000000000000000000000000000000\t1\tindex.html",
		"folder\t1",
		"",
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		struct example e = example();
		struct manifest read;
		struct buf text;
		size_t end = str_find(buf_view(&e.text), STR("end\t"));
		bool is_file = lines[i][0] == 'f' && strstr(lines[i], "index.html");
		buf_init(&text, 1 << 20);
		buf_put(&text, str_slice(buf_view(&e.text), 0, end));
		size_t start = text.len;
		buf_put(&text, str_from(lines[i]));
		record_end(&text, start);
		start = text.len;
		buf_put(&text, is_file ? STR("end\t4") : STR("end\t3"));
		record_end(&text, start);
		manifest_read(buf_view(&text), &e.arena, &read);
		assert_true(read.damaged);
		assert_true(hash_eq(manifest_find(&read, STR("index.html"))->hash,
		        e.manifest.files.at[0].hash));
		buf_free(&text);
		example_free(&e);
	}
}

static void
test_behind_the_end(void **state)
{
	(void)state;
	struct example e = example();
	struct manifest read;
	buf_lit(&e.text, "\n");
	manifest_read(buf_view(&e.text), &e.arena, &read);
	assert_true(read.damaged);
	assert_int_equal(read.files.len, 3);
	example_free(&e);
}

static void
test_hint_holds(void **state)
{
	(void)state;
	struct fs_stat stat = { .size = 5, .seconds = 10, .nanos = 20, .inode = 30 };
	struct manifest_hint hint = manifest_hint_of(&stat);
	assert_true(manifest_hint_holds(&hint, &stat));
	struct fs_stat other = stat;
	other.nanos++;
	assert_false(manifest_hint_holds(&hint, &other));
	other = stat;
	other.inode++;
	assert_false(manifest_hint_holds(&hint, &other));
	other = stat;
	other.seconds--;
	assert_false(manifest_hint_holds(&hint, &other));
	other = stat;
	other.changed_seconds++;
	assert_false(manifest_hint_holds(&hint, &other));
	other = stat;
	other.changed_nanos++;
	assert_false(manifest_hint_holds(&hint, &other));
	stat.inode = 0;
	hint = manifest_hint_of(&stat);
	assert_false(manifest_hint_holds(&hint, &stat));
}

static void
test_reserved_paths(void **state)
{
	(void)state;
	static const char *const bad[] = { ".kith", ".kith/x", ".Kith-staging/1", ".kithnot", "",
		"/a", "a/../b", ".git/config" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_non_null(manifest_path_check(str_from(bad[i])));
	assert_null(manifest_path_check(STR("a/.kith")));
	assert_null(manifest_path_check(STR(".well-known/kith.json")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_changed_anywhere),
		cmocka_unit_test(test_hints_all_or_none),
		cmocka_unit_test(test_odd_lines),
		cmocka_unit_test(test_behind_the_end),
		cmocka_unit_test(test_hint_holds),
		cmocka_unit_test(test_reserved_paths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
