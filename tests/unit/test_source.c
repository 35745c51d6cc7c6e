/* The files of a site: which are found, in which order, and what is said of those that are not. */
#include "content/source.h"

#include "base/arena.h"
#include "base/diag.h"
#include "data/writer_json.h"
#include "expect_tree.h"
#include "folder.h"
#include "images/image_size.h"

static struct arena arena;
static struct diags diags;

static int
enter(void **state)
{
	diag_init(&diags);
	return enter_folder(state);
}

static int
leave(void **state)
{
	diag_free(&diags);
	arena_free(&arena);
	return leave_folder(state);
}

#define IN_SITE(test) cmocka_unit_test_setup_teardown(test, enter, leave)

static void
expect_said(const char *lines)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	put_diags(&buf, &diags);
	expect_str(buf_view(&buf), lines);
	buf_free(&buf);
}

static struct sources
find(void)
{
	struct sources sources;
	source_find(&arena, root, &sources, &diags);
	return sources;
}

/* --- finding --- */

static void
test_an_empty_site(void **state)
{
	(void)state;
	struct sources sources = find();
	assert_int_equal(sources.pages.len, 0);
	assert_int_equal(sources.assets.len, 0);
	expect_said("");
}

static void
test_pages_and_assets(void **state)
{
	(void)state;
	put_file("content/index.md", "home");
	put_file("content/essays/b.md", "b");
	put_file("content/essays/a.markdown", "a");
	put_file("content/essays/_index.md", "section");
	put_file("content/essays/plan.png", "png");
	put_file("content/essays/a.md.txt", "text");
	put_file("content/projects/quill/index.md", "quill");
	put_file("content/projects/quill/_notes.pdf", "pdf");
	put_file("static/favicon.ico", "ico");
	put_file("static/.well-known/security.txt", "Contact:");
	put_file("static/page.md", "published as it is");
	struct sources sources = find();
	static const char *const pages[] = { "essays/_index.md", "essays/a.markdown", "essays/b.md",
		"index.md", "projects/quill/index.md" };
	static const char *const assets[] = { "content/essays/a.md.txt", "content/essays/plan.png",
		"content/projects/quill/_notes.pdf", "static/.well-known/security.txt",
		"static/favicon.ico", "static/page.md" };
	assert_int_equal(sources.pages.len, 5);
	for (size_t i = 0; i < 5; i++)
		expect_str(sources.pages.at[i].below, pages[i]);
	expect_str(sources.pages.at[2].path, "content/essays/b.md");
	assert_int_equal(sources.pages.at[2].stat.size, 1);
	assert_int_equal(sources.assets.len, 6);
	for (size_t i = 0; i < 6; i++) {
		expect_str(sources.assets.at[i].path, assets[i]);
		assert_int_equal(sources.assets.at[i].is_static, i >= 3);
	}
	expect_str(sources.assets.at[1].below, "essays/plan.png");
	expect_str(sources.assets.at[4].below, "favicon.ico");
	assert_int_equal(sources.assets.at[4].stat.size, 3);
	expect_said("");
}

static void
test_what_editors_leave_is_passed_over(void **state)
{
	(void)state;
	put_file("content/a.md", "a");
	put_file("content/a.md~", "a");
	put_file("content/#a.md#", "a");
	put_file("content/.a.md.swp", "a");
	put_file("content/.hidden/b.md", "b");
	put_file("static/.DS_Store", "");
	struct sources sources = find();
	assert_int_equal(sources.pages.len, 1);
	assert_int_equal(sources.assets.len, 0);
	expect_said("");
}

static void
test_links_out_of_the_site(void **state)
{
	(void)state;
	put_file("content/a.md", "a");
	put_link("content/secret.md", "../../outside/secret");
	put_link("content/round.md", "round.md");
	put_link("content/b.md", "a.md");
	struct sources sources = find();
	assert_int_equal(sources.pages.len, 2);
	expect_str(sources.pages.at[1].below, "b.md");
	assert_int_equal(diags.errors, 2);
	expect_str(diags.list.at[0].place.path, "content/round.md");
	expect_str(diags.list.at[1].place.path, "content/secret.md");
	expect_str(diags.list.at[1].text,
	        "this is left out: it leads out of the folder it belongs to");
	expect_str(diags.list.at[1].help, "copy the file into the site instead of linking to it");
}

static void
test_what_is_no_file(void **state)
{
	(void)state;
	make_folder("content");
	assert_int_equal(mkfifoat(root, "content/pipe.md", 0666), 0);
	struct sources sources = find();
	assert_int_equal(sources.pages.len, 0);
	expect_said("0:0: warning: this is left out: it is not a regular file");
	expect_str(diags.list.at[0].place.path, "content/pipe.md");
}

/* --- loading --- */

static void
test_load(void **state)
{
	(void)state;
	put_file("content/a.md", "Text\n");
	struct sources sources = find();
	struct str bytes;
	assert_true(source_load(&arena, root, &sources.pages.at[0], &bytes, &diags));
	expect_str(bytes, "Text\n");
	for (size_t i = 0; i < 16; i++)
		assert_int_equal(bytes.at[bytes.len + i], 0);
	unlinkat(root, "content/a.md", 0);
	assert_false(source_load(&arena, root, &sources.pages.at[0], &bytes, &diags));
	expect_said("0:0: error: the page cannot be read: there is no such file or folder");
	expect_str(diags.list.at[0].place.path, "content/a.md");
}

/* The superuser may read everything, so as that one it is tried as nobody in particular. */
static void
test_unreadable_page(void **state)
{
	(void)state;
	bool super = geteuid() == 0;
	struct str bytes;
	put_file("content/a.md", "a");
	put_file("content/b.md", "b");
	assert_int_equal(fchmodat(root, "content/a.md", 0, 0), 0);
	if (super)
		assert_int_equal(seteuid(65534), 0);
	struct sources sources = find();
	assert_false(source_load(&arena, root, &sources.pages.at[0], &bytes, &diags));
	assert_true(source_load(&arena, root, &sources.pages.at[1], &bytes, &diags));
	if (super)
		assert_int_equal(seteuid(0), 0);
	expect_said("0:0: error: the page cannot be read: permission denied");
}

/* --- data --- */

static void
expect_data(const char *want)
{
	struct hash fingerprint;
	struct buf buf;
	struct value data = source_data(&arena, root, &fingerprint, &diags);
	buf_init(&buf, 1 << 16);
	struct writer_json w = writer_json_start(&buf, 0);
	writer_json_value(&w, data, &arena);
	expect_str(buf_view(&buf), want);
	buf_free(&buf);
}

static void
test_no_data(void **state)
{
	(void)state;
	expect_data("{}");
	expect_said("");
}

static void
test_data(void **state)
{
	(void)state;
	put_file("data/people.yaml", "ada: {name: Ada}\n");
	put_file("data/team/lab.json", "[1, 2]");
	put_file("data/team/deep/er.csv", "a,b\n1,2\n");
	put_file("data/team-x.yml", "x\n");
	put_file("data/team/README.md", "Not data.");
	put_file("data/.hidden.yaml", "a: [");
	put_file("data/zero.yaml", "");
	expect_data(
	        "{\"people\": {\"ada\": {\"name\": \"Ada\"}}, \"team-x\": \"x\", "
	        "\"team\": {\"deep\": {\"er\": [{\"a\": \"1\", \"b\": \"2\"}]}, \"lab\": [1, 2]}, "
	        "\"zero\": null}");
	expect_said("");
}

static void
test_data_of_one_name(void **state)
{
	(void)state;
	put_file("data/a.json", "1");
	put_file("data/a.yaml", "2");
	put_file("data/b.yaml", "3");
	put_file("data/b/c.yaml", "4");
	expect_data("{\"a\": 1, \"b\": 3}");
	expect_said("0:0: error: data.a is data/a.json already | rename one of the two\n"
	            "0:0: error: data.b is data/b.yaml already | rename one of the two");
	expect_str(diags.list.at[0].place.path, "data/a.yaml");
	expect_str(diags.list.at[1].place.path, "data/b");
}

static void
test_broken_data(void **state)
{
	(void)state;
	put_file("data/a.yaml", "a:\n  - b\n c\n");
	put_file("data/b.json", "{\"a\": 1}");
	put_link("data/c.json", "../../outside/secret");
	expect_data("{\"b\": {\"a\": 1}}");
	assert_int_equal(diags.errors, 2);
	expect_str(diags.list.at[0].place.path, "data/c.json");
	expect_str(diags.list.at[1].place.path, "data/a.yaml");
	assert_true(diags.list.at[1].place.line >= 2);
}

static void
test_fingerprint_of_data(void **state)
{
	(void)state;
	struct hash first, same, changed, renamed;
	put_file("data/a.yaml", "a: 1\n");
	source_data(&arena, root, &first, &diags);
	source_data(&arena, root, &same, &diags);
	assert_true(hash_eq(first, same));
	put_file("data/a.yaml", "a: 2\n");
	source_data(&arena, root, &changed, &diags);
	assert_false(hash_eq(first, changed));
	assert_int_equal(renameat(root, "data/a.yaml", root, "data/b.yaml"), 0);
	source_data(&arena, root, &renamed, &diags);
	assert_false(hash_eq(changed, renamed));
}

/* --- measuring --- */

static void
test_measure(void **state)
{
	(void)state;
	put_file("static/a.svg", "<svg width='30' height='20'/>");
	put_file("static/b.txt", "text");
	struct sources sources = find();
	assert_true(asset_measure(root, &sources.assets.at[0]));
	assert_int_equal(sources.assets.at[0].width, 30);
	assert_int_equal(sources.assets.at[0].height, 20);
	assert_false(asset_measure(root, &sources.assets.at[1]));
	assert_int_equal(sources.assets.at[1].width, 0);
	unlinkat(root, "static/a.svg", 0);
	assert_false(asset_measure(root, &sources.assets.at[0]));
}

/* A photograph with a large preview has its size far behind the beginning; too far is unknown. */
static void
test_measure_reads_further_when_it_must(void **state)
{
	(void)state;
	static char svg[IMAGE_SIZE_BYTES + 100];
	static const struct {
		size_t comment;
		bool known;
	} cases[] = { { 100, true }, { 100000, true }, { IMAGE_SIZE_BYTES, false } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		memset(svg, 0, sizeof svg);
		memset(svg, ' ', cases[i].comment);
		memcpy(svg + cases[i].comment, "<svg width='30' height='20'/>", 29);
		put_file("static/a.svg", svg);
		struct sources sources = find();
		assert_int_equal(asset_measure(root, &sources.assets.at[0]), cases[i].known);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SITE(test_an_empty_site),
		IN_SITE(test_pages_and_assets),
		IN_SITE(test_what_editors_leave_is_passed_over),
		IN_SITE(test_links_out_of_the_site),
		IN_SITE(test_what_is_no_file),
		IN_SITE(test_load),
		IN_SITE(test_unreadable_page),
		IN_SITE(test_no_data),
		IN_SITE(test_data),
		IN_SITE(test_data_of_one_name),
		IN_SITE(test_broken_data),
		IN_SITE(test_fingerprint_of_data),
		IN_SITE(test_measure),
		IN_SITE(test_measure_reads_further_when_it_must),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
