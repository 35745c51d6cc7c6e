/* A page as it once read: the HTML of old versions, whatever is in them, and pages that show them. */
#include "render/old_page.h"

#include "repos.h"
#include "site_fixture.h"

#include "base/buf.h"
#include "content/page.h"
#include "history/history.h"
#include "render/revision_diff.h"
#include "site/change.h"

/* "title|html"; "draft" when it was one. */
static struct str
old(const char *file)
{
	struct old_page how = {
		.config = loaded.config,
		.options = page_markdown_options(loaded.config),
		.folder = STR("essays"),
	};
	struct buf buf;
	buf_init(&buf, 1 << 20);
	bool shown = old_page_make(&buf, &how, str_from(file));
	struct str text = shown ? old_page_link(&diags.arena, site, buf_view(&buf)) : STR("draft");
	if (!shown)
		assert_int_equal(buf.len, 0);
	text = str_copy(&diags.arena, text);
	buf_free(&buf);
	return text;
}

static void
put_site(void)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/essays/now.md", "Now.\n");
	put_file("content/essays/hidden.md", "---\ndraft: true\n---\nHidden.\n");
	put_file("content/essays/a.txt", "A text.\n");
	load_site();
}

static void
test_titles(void **state)
{
	(void)state;
	put_site();
	expect_str(old("---\ntitle: Why\n---\nText.\n"), "Why\n<p>Text.</p>\n");
	expect_str(old("# Why\n\nText.\n"), "Why\n<p>Text.</p>\n");
	expect_str(old("Text.\n"), "\n<p>Text.</p>\n");
	expect_str(old(""), "\n");
	expect_str(old("---\ntitle: \"Why\\nnot\"\n---\nText.\n"), "\n<p>Text.</p>\n");
	expect_str(old("---\ntitle: Why\ndraft: true\n---\nText.\n"), "draft");
	expect_str(old("---\ntitle: Why\npublished: false\n---\nText.\n"), "draft");
}

/* A build would refuse all of these. */
static void
test_nothing_fails(void **state)
{
	(void)state;
	put_site();
	expect_str(old("---\ntitle: [Why\n---\nText.\n"), "\n<p>Text.</p>\n");
	expect_str(old("---\nweight: heavy\ntitle: Why\n---\nText.\n"), "Why\n<p>Text.</p>\n");
	expect_str(old(":::gone\nText.\n:::\n"), "\n<div>\n<p>Text.</p>\n</div>\n");
	expect_str(old("---\nnever: closed\n"), "\n<hr />\n<p>never: closed</p>\n");
	assert_true(old("+++\ntitle = 'Why'\n+++\nText.\n").len > 0);
	assert_true(old("\xff\xfe \x01\n").len > 0);
	assert_int_equal(diags.errors, 0);
	assert_int_equal(diags.warnings, 0);
}

static void
test_links(void **state)
{
	(void)state;
	put_site();
	expect_str(old("[a](now.md#x) [b](../essays/now.md) [c](/essays/now/) [d](a.txt)\n"),
	        "\n<p><a href=\"/essays/now/#x\">a</a> <a href=\"/essays/now/\">b</a> "
	        "<a href=\"/essays/now/\">c</a> <a href=\"/essays/a.txt\">d</a></p>\n");
	expect_str(old("[a](gone.md) [b](hidden.md) [c](../../../etc) [d](#here)\n"),
	        "\n<p><a>a</a> <a>b</a> c d</p>\n");
	expect_str(old("[a](https://example.org/x) ![a \"pic\"](gone.png \"T\")!\n"),
	        "\n<p><a href=\"https://example.org/x\">a</a> a &quot;pic&quot;!</p>\n");
	expect_str(old("`=\"kith-old/`\n"), "\n<p><code>=&quot;kith-old/</code></p>\n");
}

/* --- in a site ----------------------------------------------------------------------------- */

static const char script[] =
        "start inside; commit 1 Begin; echo 'One word more.' >>content/a.md; commit 2 Add;"
        "printf -- '---\\ntitle: A\\ndraft: true\\n---\\nSecret.\\n' >content/a.md; commit 3 Hide;"
        "printf -- '---\\ntitle: A\\n---\\nIn public again.\\n' >content/a.md; commit 4 Show;"
        "g mv content/a.md content/b.md; commit 5 Move;"
        "printf -- '---\\ntitle: Lost\\n---\\nLost text.\\n' >content/c.md;"
        "printf 'No title.\\n' >content/d.md; printf -- '---\\ndraft: true\\n---\\nX\\n' >content/e.md;"
        "printf 'Of the project.\\n' >README.md; commit 6 'More pages';"
        "g rm -q content/c.md content/d.md content/e.md README.md; commit 7 'Fewer pages';"
        "g rm -q content/b.md; commit 8 'Away'; g checkout -q HEAD~1 -- content/b.md; commit 9 'Back'";

static void
load_again(void)
{
	if (is_loaded)
		pipeline_close(&loaded);
	load_site();
	loaded.render = render_new(&loaded.arena, loaded.root, site, &diags);
}

static void
put_history(const char *pages)
{
	struct arena arena = ARENA_EMPTY;
	put_file("kith.yaml",
	        str_terminated(&arena, str_format(&arena, PLAIN_SITE "pages: {%s}\n", pages)));
	arena_free(&arena);
	put_file("content/a.md", "---\ntitle: A\n---\nThe first paragraph.\n\n");
	repos_change(folder_path, script);
	load_again();
}

static void
test_each_version_has_a_page(void **state)
{
	(void)state;
	put_history("revisions: true");
	const struct page *page = page_at("b.md");
	size_t versions = 0;
	assert_true(revision_diff_make(loaded.render, loaded.workers, loaded.root) > 0);
	assert_int_equal(page->history->revisions.len, 6);
	for (size_t i = 0; i < page->history->revisions.len; i++) {
		const struct history_revision *revision = &page->history->revisions.at[i];
		struct str html = revision_diff_page(loaded.render, page, i);
		assert_int_equal(route_git_revision(site, page, i) != NULL, !revision->draft);
		assert_int_equal(html.len > 0, !revision->draft);
		assert_int_equal(str_find(html, STR("Secret")), STR_NONE);
		versions += html.len > 0;
	}
	assert_int_equal(versions, 5);
	expect_str(revision_diff_page(loaded.render, page, 5), "A\n<p>The first paragraph.</p>\n");
	load_again();
	assert_int_equal(revision_diff_make(loaded.render, loaded.workers, loaded.root), 0);
	expect_str(revision_diff_page(loaded.render, page_at("b.md"), 5),
	        "A\n<p>The first paragraph.</p>\n");
}

static void
test_nobody_asked(void **state)
{
	(void)state;
	put_history("changelog: true");
	revision_diff_make(loaded.render, loaded.workers, loaded.root);
	const struct page *page = page_at("b.md");
	for (size_t i = 0; i < page->history->revisions.len; i++) {
		assert_null(route_git_revision(site, page, i));
		expect_str(revision_diff_page(loaded.render, page, i), "");
	}
}

/* "subject: pages" of the changes that removed something. */
static struct str
removals(void)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	for (size_t i = 0; i < site->changes->list.len; i++) {
		const struct change *change = site->changes->list.at[i];
		for (size_t k = 0; k < change->pages.len; k++) {
			const struct change_page *edit = &change->pages.at[k];
			if (change_revision(edit))
				continue;
			buf_format(&buf, STR_FMT ": " STR_FMT " \"" STR_FMT "\"\n",
			        STR_ARG(change->commit->subject),
			        STR_ARG(edit->gone->removal->path),
			        STR_ARG(edit->page ? edit->page->title
			                           : revision_diff_removed(
			                                     loaded.render, edit->gone)));
		}
	}
	struct str text = str_copy(&diags.arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

/* Neither drafts nor what is no page; and what came back has been away. */
static void
test_removed_pages(void **state)
{
	(void)state;
	static const char expected[] = "Away: content/b.md \"A\"\n"
	                               "Fewer pages: content/c.md \"Lost\"\n"
	                               "Fewer pages: content/d.md \"\"\n";
	put_history("changelog: true");
	revision_diff_make(loaded.render, loaded.workers, loaded.root);
	expect_str(removals(), expected);
	load_again(); /* from the cache */
	revision_diff_make(loaded.render, loaded.workers, loaded.root);
	expect_str(removals(), expected);
}

/* Sixty pages are bulk, and so is a fifth of the site's; four pages never are. */
static void
test_bulk(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A.\n");
	repos_change(folder_path,
	        "start inside; commit 1 'One'; for i in $(seq 299); do page content/p$i.md $i; done; commit 2 'Many';"
	        "for i in $(seq 50); do edit content/p$i.md; done; commit 3 'Fifty';"
	        "for i in $(seq 49); do edit content/p$i.md; done; commit 4 'Forty-nine'");
	load_again();
	static const bool bulk[] = { false, true, true, false };
	assert_int_equal(site->changes->list.len, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(site->changes->list.at[i]->bulk, bulk[i]);
	repos_change(folder_path,
	        "cd inside; g rm -q 'content/p[1-9][0-9]*.md'; commit 5 'Fewer';"
	        "for i in $(seq 4); do edit content/p$i.md; done; commit 6 'Four';"
	        "for i in $(seq 5); do edit content/p$i.md; done; commit 7 'Five'");
	load_again();
	static const bool fewer[] = { true, false, true };
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(site->changes->list.at[i]->bulk, fewer[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_titles),
		WITH_SITE(test_nothing_fails),
		WITH_SITE(test_links),
		WITH_SITE(test_each_version_has_a_page),
		WITH_SITE(test_nobody_asked),
		WITH_SITE(test_removed_pages),
		WITH_SITE(test_bulk),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
