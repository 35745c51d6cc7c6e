/*
 * What a build renders again. Each case changes a small site, builds it into the output of the build before, and again into
 * a new folder: both have the same files, and only those are rendered that show what was changed.
 */
#include "site_fixture.h"

#include "render/renewal.h"
#include "render/renewal_parts.h"

static char site_path[220], output[240], clean[240];

static void
put_site(void)
{
	put_file("kith.yaml",
	        "title: T\nbase_url: https://example.org\ntheme: small\n"
	        "pages: {feeds: false, search: false, cards: false}\nhistory: {off: true}\ntaxonomies: []\n");
	put_file("themes/small/theme.yaml", "name: small\nversion: 1.0.0\n");
	put_file("themes/small/templates/home.html",
	        "{% for p in site.pages %}<a href=\"{{ p.url }}\">{{ p.title }}</a>{% endfor %}");
	put_file("themes/small/templates/list.html", "{{ section.title }}");
	put_file("themes/small/templates/section.html", "{{ section.title }}");
	put_file("themes/small/templates/page.html",
	        "{% include \"head.html\" %}{{ page.title }}{{ page.content }}"
	        "{% if page.next %}{{ page.next.title }}{% endif %}{{ page.params.mood or '' }}");
	put_file("themes/small/templates/head.html", "{{ site.title }}{{ site.data.colours.red }}");
	put_file("themes/small/templates/404.html", "{{ url_for(\"/essays/a/\") }}");
	put_file("data/colours.yaml", "red: r\n");
	put_file("content/essays/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nText of a.\n");
	put_file("content/essays/b.md", "---\ntitle: B\ndate: 2026-01-02\n---\nSee [a](a.md).\n");
	put_file("content/essays/c.md", "---\ntitle: C\ndate: 2026-01-03\n---\nText of c.\n");
}

/* Builds into a folder; what was rendered by a template, separated by blanks. */
static struct str
build(const char *folder, struct arena *arena)
{
	struct pipeline_options options = {
		.root = str_from(site_path),
		.output = str_from(folder),
		.jobs = 2,
		.as_of = TEST_NOW,
		.whole = true,
	};
	struct pipeline p;
	struct str names[64], list;
	size_t count = 0;

	diag_free(&diags);
	diag_init(&diags);
	if (!pipeline_build(&p, &options, &diags))
		fail_msg(STR_FMT, STR_ARG(said()));
	for (size_t i = 0; i < p.site->routes->list.len; i++) {
		const struct route *route = &p.site->routes->list.at[i];
		bool kept = renewal_reason(p.renewal, route) == RENEWAL_KEPT ||
		        renewal_reason(p.renewal, route) == RENEWAL_COPY;

		if (!kept && str_ends(route->file, STR(".html")))
			names[count++] = str_copy(arena, route->file);
	}
	list = str_join(arena, names, count, STR(" "));
	pipeline_close(&p);
	return list;
}

static struct str
manifest_of(const char *folder, struct arena *arena)
{
	struct str bytes = STR_EMPTY;
	int fd;

	assert_int_equal(fs_open_root(str_from(folder), &fd), 0);
	assert_int_equal(fs_read(fd, STR(".kith"), arena, 1 << 20, &bytes, NULL), 0);
	fs_close(fd);
	return bytes;
}

/* The manifest has the hash of every file. */
static void
expect_rendered(const char *files)
{
	static int turn;
	struct arena arena = ARENA_EMPTY;
	struct str rendered = build(output, &arena);

	expect_str(rendered, files);
	snprintf(clean, sizeof clean, "%s/clean-%d", folder_path, turn++);
	build(clean, &arena);
	assert_true(str_eq(manifest_of(output, &arena), manifest_of(clean, &arena)));
	arena_free(&arena);
}

static void
begin_site(void)
{
	struct arena arena = ARENA_EMPTY;

	snprintf(site_path, sizeof site_path, "%s/inside", folder_path);
	snprintf(output, sizeof output, "%s/output", folder_path);
	put_site();
	build(output, &arena);
	arena_free(&arena);
	expect_rendered("");
}

static void
test_text(void **state)
{
	(void)state;
	begin_site();
	put_file("content/essays/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nText of A.\n");
	expect_rendered("essays/a/index.html");
	put_file("content/essays/a.md", "---\ntitle: A\ndate: 2026-01-01\n---\nText of a.\n");
	expect_rendered("essays/a/index.html");
	expect_rendered("");
}

/* The home page lists it, and the page before it names it. */
static void
test_title(void **state)
{
	(void)state;
	begin_site();
	put_file("content/essays/b.md", "---\ntitle: Bee\ndate: 2026-01-02\n---\nSee [a](a.md).\n");
	expect_rendered("index.html essays/b/index.html essays/a/index.html");
}

static void
test_key_of_front_matter(void **state)
{
	(void)state;
	begin_site();
	put_file("content/essays/c.md",
	        "---\ntitle: C\ndate: 2026-01-03\nmood: calm\n---\nText of c.\n");
	expect_rendered("essays/c/index.html");
	put_file("content/essays/c.md",
	        "---\ntitle: C\ndate: 2026-01-03\nparams: {mood: calm}\n---\nText of c.\n");
	expect_rendered("essays/c/index.html");
}

/* Where the link of another page leads. */
static void
test_slug(void **state)
{
	(void)state;
	begin_site();
	put_file("themes/small/templates/404.html", "{{ url_for(\"@/essays/a.md\") }}");
	expect_rendered("404.html");
	put_file("content/essays/a.md",
	        "---\ntitle: A\ndate: 2026-01-01\nslug: other\n---\nText of a.\n");
	expect_rendered("index.html 404.html essays/b/index.html essays/other/index.html");
}

static void
test_new_and_gone(void **state)
{
	(void)state;
	begin_site();
	put_file("content/essays/d.md", "---\ntitle: D\ndate: 2026-01-04\n---\nText of d.\n");
	expect_rendered("index.html essays/d/index.html essays/c/index.html");
	assert_int_equal(unlinkat(root, "content/essays/d.md", 0), 0);
	expect_rendered("index.html essays/c/index.html");
}

static void
test_templates(void **state)
{
	(void)state;
	begin_site();
	put_file("themes/small/templates/section.html", "Section {{ section.title }}");
	expect_rendered("essays/index.html");
	put_file("themes/small/templates/head.html", "{{ site.data.colours.red }}");
	expect_rendered("essays/c/index.html essays/b/index.html essays/a/index.html");
	put_file("templates/404.html", "of the site");
	expect_rendered("404.html");
}

static void
test_data(void **state)
{
	(void)state;
	begin_site();
	put_file("data/colours.yaml", "red: rot\n");
	expect_rendered("essays/c/index.html essays/b/index.html essays/a/index.html");
}

static void
test_configuration(void **state)
{
	(void)state;
	begin_site();
	put_file("kith.yaml",
	        "title: U\nbase_url: https://example.org\ntheme: small\n"
	        "pages: {feeds: false, search: false, cards: false}\nhistory: {off: true}\ntaxonomies: []\n");
	expect_rendered("index.html essays/index.html 404.html essays/c/index.html "
	                "essays/b/index.html essays/a/index.html");
}

/* What was said of an artifact is said as long as it is so. */
static void
test_said_again(void **state)
{
	(void)state;
	begin_site();
	put_file("themes/small/templates/section.html",
	        "{{ section.title }}{{ get_page(\"essays/x.md\") }}");
	put_file("content/essays/x.md", "---\ntitle: X\ndraft: true\n---\n");
	for (int i = 0; i < 3; i++) {
		expect_rendered("essays/index.html");
		expect_said("essays/x.md");
	}
}

/* The same of code without colours, though it is told of the site as a whole. */
static void
test_code_without_colours(void **state)
{
	(void)state;
	begin_site();
	put_file(
	        "content/essays/c.md", "---\ntitle: C\ndate: 2026-01-03\n---\n```pyhton\nx\n```\n");
	for (int i = 0; i < 3; i++) {
		expect_rendered("essays/c/index.html");
		expect_said("pyhton");
	}
}

/* A file that somebody else changed is made again. */
static void
test_damage(void **state)
{
	char path[300];
	FILE *file;

	(void)state;
	begin_site();
	snprintf(path, sizeof path, "%s/essays/a/index.html", output);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("x", file);
	fclose(file);
	expect_rendered("essays/a/index.html");
	expect_rendered("");
}

static void
test_copies(void **state)
{
	struct fs_stat stat = { .size = 3, .seconds = 100, .changed_seconds = 100, .inode = 7 };
	struct fs_stat other = stat;
	uint64_t head = renewal_head_of_copy(&stat, 110);

	(void)state;
	assert_true(head != 0);
	assert_true(head == renewal_head_of_copy(&other, 1000));
	other.changed_nanos = 1;
	assert_true(head != renewal_head_of_copy(&other, 110));
	assert_true(renewal_head_of_copy(&stat, 101) == 0);
	stat.seconds = 90;
	assert_true(renewal_head_of_copy(&stat, 101) == 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_text),
		WITH_SITE(test_title),
		WITH_SITE(test_key_of_front_matter),
		WITH_SITE(test_slug),
		WITH_SITE(test_new_and_gone),
		WITH_SITE(test_templates),
		WITH_SITE(test_data),
		WITH_SITE(test_configuration),
		WITH_SITE(test_said_again),
		WITH_SITE(test_code_without_colours),
		WITH_SITE(test_damage),
		cmocka_unit_test(test_copies),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
