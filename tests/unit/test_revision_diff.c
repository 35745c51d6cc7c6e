/* What changed at each revision: made once, and found again by all later builds. */
#include "render/revision_diff.h"

#include "repos.h"
#include "site_fixture.h"

#include "history/history.h"
#include "site/change.h"

static const char script[] =
        "start inside; commit 1 'Begin'; echo 'One word more.' >>content/a.md; commit 2 'Add';"
        "g mv content/a.md content/b.md; commit 3 'Move'; chmod +x content/b.md; commit 4 'Allow'";

static void
put_history(void)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md",
	        "---\ntitle: A\n---\nThe first paragraph, which stays as it is.\n\n");
	repos_change(folder_path, script);
}

static void
load_again(void)
{
	if (is_loaded)
		pipeline_close(&loaded);
	load_site();
	loaded.render = render_new(&loaded.arena, loaded.root, site, &diags);
}

static size_t
make_diffs(void)
{
	return revision_diff_make(loaded.render, loaded.workers, loaded.root);
}

static void
test_each_revision_has_its_own(void **state)
{
	(void)state;
	put_history();
	load_again();
	const struct page *page = page_at("b.md");
	expect_str(revision_diff_of(loaded.render, page, 2), "");
	assert_int_equal(make_diffs(), 2);
	assert_int_equal(page->history->revisions.len, 4);
	expect_str(revision_diff_of(loaded.render, page, 0), "");
	assert_true(str_find(revision_diff_of(loaded.render, page, 1), STR("content/a.md")) !=
	        STR_NONE);
	assert_true(str_find(revision_diff_of(loaded.render, page, 2), STR("One word more.")) !=
	        STR_NONE);
	expect_str(revision_diff_of(loaded.render, page, 3), "");
}

static void
test_none_is_made_twice(void **state)
{
	(void)state;
	put_history();
	load_again();
	assert_int_equal(make_diffs(), 2);
	load_again();
	assert_int_equal(make_diffs(), 0);
	assert_true(revision_diff_of(loaded.render, page_at("b.md"), 2).len > 0);
	repos_change(folder_path, "cd inside; echo 'And more.' >>content/b.md; commit 5 'Go on'");
	load_again();
	assert_int_equal(make_diffs(), 1);
}

/* Another word for the same thing, and another way to read Markdown, are other fragments. */
static void
test_settings_are_part_of_the_key(void **state)
{
	(void)state;
	put_history();
	load_again();
	assert_int_equal(make_diffs(), 2);
	put_file("kith.yaml", PLAIN_SITE "markdown: {math: true}\n");
	load_again();
	assert_int_equal(make_diffs(), 2);
	put_file("i18n/en.yaml", "diff_added: new\n");
	load_again();
	assert_int_equal(make_diffs(), 2);
}

static void
test_nobody_shows_them(void **state)
{
	(void)state;
	put_history();
	put_file("kith.yaml", PLAIN_SITE "pages: {history: false, changelog: false}\n");
	load_again();
	assert_int_equal(make_diffs(), 0);
	expect_str(revision_diff_of(loaded.render, page_at("b.md"), 2), "");
}

/* b.md is begun, edited, published, edited, taken back and edited as a draft; then it is shown again. */
static const char drafts[] =
        "write() { printf -- '---\\ntitle: B\\n%s---\\n%s\\n' \"$1\" \"$2\" >content/b.md; };"
        "start inside; write 'draft: true\n' 'Secret plans.'; commit 1 'Begin';"
        "write 'draft: true\n' 'Secret plans and names.'; commit 2 'Think';"
        "write '' 'Fine words.'; commit 3 'Publish'; write '' 'Fine words, and more of them.'; commit 4 'Add';"
        "write 'published: false\n' 'Private thoughts, again.'; commit 5 'Take back';"
        "write 'published: false\n' 'Private thoughts of all kinds.'; commit 6 'Doubt';";

static void
put_drafts(const char *end)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "The first page.\n");
	put_file("content/b.md", "");
	struct arena arena = ARENA_EMPTY;
	repos_change(folder_path, str_terminated(&arena, str_format(&arena, "%s%s", drafts, end)));
	arena_free(&arena);
	load_again();
}

static void
test_a_draft_never_shows(void **state)
{
	(void)state;
	put_drafts("write '' 'Fine words in public.'; commit 7 'Show again'");
	assert_int_equal(make_diffs(), 1);
	const struct page *page = page_at("b.md");
	static const bool draft[] = { false, true, true, false, false, true, true };
	static const bool published[] = { true, false, false, false, true, false, false };
	assert_int_equal(page->history->revisions.len, 7);
	for (size_t i = 0; i < 7; i++) {
		const struct history_revision *revision = &page->history->revisions.at[i];
		struct str diff = revision_diff_of(loaded.render, page, i);
		assert_int_equal(revision->draft, draft[i]);
		assert_int_equal(revision->kind == HISTORY_PUBLISHED, published[i]);
		assert_true(revision->counted);
		assert_int_equal(revision->minor && published[i], false);
		assert_int_equal(diff.len > 0, i == 3);
		assert_int_equal(str_find(diff, STR("ecret")), STR_NONE);
		assert_int_equal(str_find(diff, STR("rivate")), STR_NONE);
	}
	/* Begun with the other page; then published, edited, and published again. */
	assert_int_equal(site->changes->list.len, 4);
}

/* Neither what was written nor what the commits say of it; the rest is told. */
static void
test_commits_of_drafts_say_nothing(void **state)
{
	(void)state;
	put_file("templates/history.html",
	        "{% for r in revisions %}[{{ r.text }}|{{ r.subject }}|{{ r.note or '' }}|"
	        "{{ r.body or '' }}|{{ r.credits | length }}|{{ 'draft' if r.draft }}|"
	        "{{ 'unread' if r.unread }}]{% endfor %}");
	put_file("templates/changelog.html", "{% for c in changes %}{{ c.text }}, {% endfor %}");
	put_drafts("write '' 'Fine words in public.'; commit 7 'Show again';"
	           "write 'draft: 1\n' 'Hush.';"
	           "commit 8 \"$(printf 'S\n\nB.\n\nNote: N.\nThanks-to: T')\";"
	           "write '' 'Well.'; commit 9 \"$(printf 'S\n\nB.\n\nNote: N.\nThanks-to: T')\"");
	make_diffs();
	expect_str(rendered("b/history/index.html"),
	        "[N.|S|N.|B.|1||][||||0|draft|][Show again|Show again|||0||]"
	        "[||||0|draft|][||||0|draft|]"
	        "[Add|Add|||0||][Publish|Publish|||0||][||||0|draft|][||||0|draft|]");
	expect_str(rendered("changelog/index.html"), "N., Show again, Add, Publish, Begin,");
}

/*
 * A clone without the earlier texts, of which nobody can say that they were no drafts: only the last is known. So it is
 * with texts that are too large to be looked at.
 */
static void
test_what_cannot_be_read_may_be_a_draft(void **state)
{
	(void)state;
	put_file("templates/history.html",
	        "{% for r in revisions %}[{{ r.text }}|{{ 'draft' if r.draft }}|"
	        "{{ 'unread' if r.unread }}|{{ 'dated' if r.date }}]{% endfor %}");
	put_file("templates/changelog.html", "{% for c in changes %}{{ c.text }}, {% endfor %}");
	put_drafts("write '' 'Fine words in public.'; commit 7 'Show again';"
	           "{ cat content/b.md; head -c 1100000 /dev/zero | tr '\\0' x; } >b;"
	           "mv b content/b.md; commit 8 Long; write '' 'Short.'; commit 9 Short;"
	           "for i in 2 3 4 5 6 7 8; do lose HEAD~$i:content/b.md; done");
	assert_int_equal(make_diffs(), 0);
	expect_str(rendered("b/history/index.html"),
	        "[Short|||dated][|draft|unread|dated][|draft|unread|dated][|draft|unread|dated]"
	        "[|draft|unread|dated][|draft|unread|dated][|draft|unread|dated]"
	        "[|draft|unread|dated][|draft|unread|dated]");
	expect_str(rendered("changelog/index.html"), "Short, Begin,");
}

static void
test_what_is_a_draft_now_has_no_history(void **state)
{
	(void)state;
	put_drafts("");
	assert_int_equal(make_diffs(), 0);
	assert_null(route_at("b/history/index.html"));
	assert_non_null(route_at("a/history/index.html"));
	assert_int_equal(site->changes->list.len, 1);
}

/* Two sections whose histories are kept elsewhere, in repositories that have nothing in common. */
static void
test_each_page_is_read_from_its_repository(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "The first page.\n");
	repos_change(folder_path,
	        "for name in one two; do (start $name; echo \"It begins.\" >content/$name.md; commit 1 Begin;"
	        "echo \"Words for $name alone.\" >>content/$name.md; commit 2 Add); mkdir -p inside/content/$name;"
	        "cp $name/content/$name.md inside/content/$name/;"
	        "printf -- '---\\nhistory: {repository: ../%s, path: content}\\n---\\n' $name"
	        " >inside/content/$name/_index.md; done;"
	        "cd inside; g init -q; commit 3 'Begin'; echo 'And more.' >>content/a.md; commit 4 'Add'");
	load_again();
	assert_int_equal(make_diffs(), 3);
	static const char *const pages[] = { "one/one.md", "two/two.md", "a.md" };
	static const char *const words[] = { "Words for one", "Words for two", "And more." };
	for (size_t i = 0; i < 3; i++)
		assert_true(str_find(revision_diff_of(loaded.render, page_at(pages[i]), 0),
		                    str_from(words[i])) != STR_NONE);
}

/* A feed has no style to hide the words that are for those who do not see colours. */
static void
test_the_feed_leaves_hidden_words_out(void **state)
{
	(void)state;
	put_file("templates/changes.xml",
	        "{% for c in changes %}{% for e in c.edits %}{{ e.revision.diff or '' }}{% endfor %}"
	        "{% endfor %}");
	put_file(
	        "templates/history.html", "{% for r in revisions %}{{ r.diff or '' }}{% endfor %}");
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "Some page.\n");
	repos_change(folder_path,
	        "start inside; commit 1 'Begin';"
	        "echo 'A new paragraph of words.' >>content/a.md; commit 2 'Add'");
	load_again();
	make_diffs();
	struct str feed = rendered("changelog/feed.xml");
	assert_true(str_find(feed, STR("<ins>")) != STR_NONE);
	assert_true(str_find(feed, STR("paragraph")) != STR_NONE);
	assert_true(str_find(feed, STR("diff-said")) == STR_NONE);
	assert_true(str_find(rendered("a/history/index.html"), STR("diff-said")) != STR_NONE);
}

/* From its title to its end, of the feed that kith has itself; what is looked for lasts until the next is rendered. */
static struct str
entry_of(const char *title)
{
	struct str feed = rendered("changelog/feed.xml");
	size_t begin = str_find(feed, str_from(title));
	assert_true(begin != STR_NONE);
	struct str entry = str_skip(feed, begin);
	return str_slice(entry, 0, str_find(entry, STR("</entry>")));
}

/* Readers have read the entry of a new page: it stays what it was when the page goes on. */
static void
test_entries_of_new_pages_stay(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "Some page.\n");
	put_file("content/b.md", "---\ndescription: What it is about.\n---\nMore words.\n");
	repos_change(folder_path, "start inside; commit 1 'Begin'");
	load_again();
	make_diffs();
	struct arena arena = ARENA_EMPTY;
	struct str before = str_copy(&arena, entry_of("<title>Begin"));
	assert_true(str_find(before, STR("What it is about.")) != STR_NONE);
	assert_true(str_find(before, STR("a/&#34;&gt;")) != STR_NONE);
	repos_change(folder_path,
	        "cd inside; echo 'And on.' >>content/a.md; echo 'And on.' >>content/b.md; commit 2 'Go on'");
	load_again();
	make_diffs();
	assert_true(str_eq(entry_of("<title>Begin"), before));
	arena_free(&arena);
}

/* A whole book put in at once is no entry of a feed; what else was changed is shown, and the book in its history. */
static void
test_entries_have_an_end(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "Some page.\n");
	put_file("content/b.md", "Another page.\n");
	repos_change(folder_path,
	        "start inside; commit 1 'Begin'; echo 'And on.' >>content/b.md;"
	        "for i in $(seq 9000); do echo \"Chapter$i\"; done >>content/a.md; commit 2 'Add a book';"
	        "for i in $(seq 3000); do echo \"Verse$i\"; done >>content/b.md; commit 3 'Add a song'");
	load_again();
	make_diffs();
	struct str book = entry_of("<title>Add a book");
	assert_true(book.len < 1000);
	assert_true(str_find(book, STR("Chapter7000")) == STR_NONE);
	assert_true(str_find(book, STR("/a/history/#r-")) != STR_NONE);
	assert_true(str_find(book, STR("too long to be shown here")) != STR_NONE);
	assert_true(str_find(book, STR("And on.")) != STR_NONE);
	struct str song = entry_of("<title>Add a song");
	assert_true(str_find(song, STR("Verse2000")) != STR_NONE);
	assert_true(str_find(song, STR("too long to be shown here")) == STR_NONE);
	assert_true(str_find(rendered("a/history/index.html"), STR("Chapter7000")) != STR_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_each_revision_has_its_own),
		WITH_SITE(test_none_is_made_twice),
		WITH_SITE(test_settings_are_part_of_the_key),
		WITH_SITE(test_nobody_shows_them),
		WITH_SITE(test_a_draft_never_shows),
		WITH_SITE(test_commits_of_drafts_say_nothing),
		WITH_SITE(test_what_cannot_be_read_may_be_a_draft),
		WITH_SITE(test_what_is_a_draft_now_has_no_history),
		WITH_SITE(test_each_page_is_read_from_its_repository),
		WITH_SITE(test_the_feed_leaves_hidden_words_out),
		WITH_SITE(test_entries_of_new_pages_stay),
		WITH_SITE(test_entries_have_an_end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
