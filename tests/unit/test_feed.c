/* What there are feeds of, and what each of them announces. */
#include "site/feed.h"

#include "activity/release.h"
#include "repos.h"
#include "site/project.h"
#include "site_fixture.h"

static void
put_site(const char *config)
{
	char text[300];
	snprintf(text, sizeof text, "%schecks: {ask-contact: off}\n%s", PLAIN_SITE, config);
	put_file("kith.yaml", text);
	put_file("templates/page.html",
	        "{{ project.feed_url or '-' }} {{ site.asks_feed_url or '-' }}");
	put_file("templates/section.html", "{{ kind }}");
	put_file("templates/list.html", "{{ kind }}");
}

static void
put_text(const char *path, const char *front, const char *text)
{
	char all[600];
	snprintf(all, sizeof all, "---\n%s\n---\n%s\n", front, text);
	put_file(path, all);
}

static void
put_project(void)
{
	put_text("content/projects/quill/index.md", "title: Quill\ndate: 2026-01-01", "");
	put_text("content/projects/quill/log/one.md", "title: One\ndate: 2026-01-02", "Done.");
	put_text("content/projects/quill/log/two.md", "title: Two", "Undated.");
	put_text("content/essays/three.md", "title: Three\ndate: 2026-01-03\nproject: quill",
	        "Before it.\n\n> [!ASK] Who reads?\n> [Here](four.md).\n");
	put_text("content/essays/four.md", "title: Four\ndate: 2026-01-04\nlang: de", "Else.");
	put_text("content/asks/five.md",
	        "title: Five\ndate: 2026-01-05\nproject: quill\nseeking: review", "Read.");
}

static const struct feed *
feed_at(const char *folder)
{
	return map_get(&site->feeds->by_folder, str_from(folder));
}

/* The titles of what a feed announces. */
static struct str
announced(const char *folder)
{
	const struct feed *feed = feed_at(folder);
	struct str all[16];
	assert_non_null(feed);
	assert_true(feed->entries.len < 16);
	for (size_t i = 0; i < feed->entries.len; i++) {
		const struct feed_entry *entry = &feed->entries.at[i];
		all[i] = entry->item && entry->item->remark ? entry->item->remark->title
		                                            : entry->page->title;
	}
	return str_join(&loaded.arena, all, feed->entries.len, STR(" "));
}

static void
expect_part(const char *file, const char *part)
{
	struct str text = rendered(file);
	if (str_find(text, str_from(part)) == STR_NONE) {
		print_error(STR_FMT "\n", STR_ARG(text));
		fail_msg("%s does not have %s", file, part);
	}
}

static void
test_what_there_is(void **state)
{
	(void)state;
	put_site("");
	put_project();
	load_site();
	expect_str(said(), "");
	expect_str(announced(""), "Five Four Three Quill");
	expect_str(announced("projects/quill"), "Five Three One");
	expect_str(announced("essays"), "Four Three");
	expect_str(announced("asks"), "Five Who reads?");
	assert_null(feed_at("lessons"));
	assert_int_equal(feed_at("asks")->kind, FEED_ITEMS); /* and not of the section */
	expect_str(section_at("asks")->feed_url, "/asks/feed.xml");
	assert_ptr_equal(feed_of_items(site->feeds, ITEM_ASK), feed_at("asks"));
	assert_null(feed_of_items(site->feeds, ITEM_LESSON));
	assert_ptr_equal(feed_of_project(site->feeds, site->projects->list.at[0]),
	        feed_at("projects/quill"));
	expect_str(
	        rendered("projects/quill/index.html"), "/projects/quill/feed.xml /asks/feed.xml");
}

static void
test_entries(void **state)
{
	(void)state;
	put_site("");
	put_project();
	load_site();
	expect_part("projects/quill/feed.xml", "<title>T: Quill</title>");
	expect_part("projects/quill/feed.xml", "<id>https://example.org/projects/quill/</id>");
	expect_part("essays/feed.xml", "<entry xml:lang=\"de\">\n    <title>Four</title>");
	/* A passage: its own address and name, and no more than its own text. */
	expect_part("asks/feed.xml", "<id>https://example.org/asks/</id>");
	expect_part("asks/feed.xml",
	        "<entry>\n    <title>Who reads?</title>\n"
	        "    <id>https://example.org/essays/three/#ask-who-reads</id>\n"
	        "    <link rel=\"alternate\" type=\"text/html\" "
	        "href=\"https://example.org/essays/three/#ask-who-reads\"/>");
	expect_part("asks/feed.xml", "href=&#34;https://example.org/essays/four/&#34;");
	assert_true(str_find(rendered("asks/feed.xml"), STR("Before it")) == STR_NONE);
}

/* A passage that is nothing but a title says what it is about. */
static void
test_a_passage_without_a_text(void **state)
{
	(void)state;
	put_site("");
	put_text("content/essays/a.md", "title: A\ndate: 2026-01-03",
	        "We read [all](b.md) of it.\n\n> [!ASK] Who knows more?");
	put_text("content/essays/b.md", "title: B\ndate: 2026-01-02", "x");
	load_site();
	expect_part("asks/feed.xml",
	        "&lt;p&gt;We read &lt;a href=&#34;https://example.org/essays/b/&#34;&gt;all&lt;/a&gt; "
	        "of it.&lt;/p&gt;\n");
}

/* An entry is not empty. */
static void
test_a_passage_of_a_title_alone(void **state)
{
	(void)state;
	put_site("");
	put_text("content/essays/a.md", "title: A\ndate: 2026-01-03", "> [!LESSON] Black & white");
	load_site();
	expect_part("lessons/feed.xml",
	        "<content type=\"html\">&lt;p&gt;Black &amp;amp; white&lt;/p&gt;\n");
}

/* Two '#' would be no address. */
static void
test_a_passage_of_a_page_with_an_id(void **state)
{
	(void)state;
	put_site("");
	put_text("content/essays/a.md", "title: A\ndate: 2026-01-03\nid: first",
	        "> [!LESSON] Measure\n> Always.");
	load_site();
	expect_part("lessons/feed.xml", "<id>https://example.org/#first/lesson-measure</id>");
	expect_part("essays/feed.xml", "<id>https://example.org/#first</id>");
}

/* What is settled is no news; but the feed stays for those who wait for more. */
static void
test_closed_asks(void **state)
{
	(void)state;
	put_site("");
	put_text("content/asks/a.md", "title: A\ndate: 2026-01-01\nstatus: closed", "Thanks.");
	put_text("content/lessons/b.md", "title: B\ndate: 2026-01-01\nstatus: retracted", "No.");
	load_site();
	expect_str(announced("asks"), "");
	expect_str(announced("lessons"), "");
	expect_part("asks/feed.xml", "<updated>2026-01-01T00:00:00Z</updated>");
}

static void
test_limits_and_switches(void **state)
{
	(void)state;
	put_site("feeds: {limit: 1, sections: false}\n");
	put_project();
	load_site();
	expect_str(announced(""), "Five");
	expect_str(announced("projects/quill"), "Five");
	expect_str(announced("asks"), "Five");
	assert_null(feed_at("essays"));
	assert_int_equal(section_at("essays")->feed_url.len, 0);
}

static void
test_switched_off(void **state)
{
	(void)state;
	put_site("pages: {feeds: false}\n");
	put_project();
	load_site();
	assert_int_equal(site->feeds->list.len, 0);
	assert_int_equal(site->feed_url.len, 0);
	expect_str(rendered("projects/quill/index.html"), "- -");
}

/* The nearest first, the site's last, and nothing twice. */
static void
test_what_pages_name(void **state)
{
	(void)state;
	put_site("feeds: {formats: [atom, json]}\n");
	put_project();
	static const char template[] = "{% for feed in feeds %}{{ feed.title }} {{ feed.type }} "
	                               "{{ feed.url }}\n{% endfor %}";
	put_file("templates/page.html", template);
	put_file("templates/section.html", template);
	load_site();
	static const char all[] = "T application/atom+xml https://example.org/feed.xml\n"
	                          "T application/feed+json https://example.org/feed.json";
	expect_str(rendered("index.html"), all);
	char expected[600];
	snprintf(expected, sizeof expected,
	        "T: Quill application/atom+xml https://example.org/projects/quill/feed.xml\n"
	        "T: Quill application/feed+json https://example.org/projects/quill/feed.json\n%s",
	        all);
	expect_str(rendered("projects/quill/index.html"), expected);
	expect_str(rendered("essays/three/index.html"), expected);
	expect_str(rendered("essays/four/index.html"), all);
	snprintf(expected, sizeof expected,
	        "T: Asks application/atom+xml https://example.org/asks/feed.xml\n"
	        "T: Asks application/feed+json https://example.org/asks/feed.json\n%s",
	        all);
	expect_str(rendered("asks/index.html"), expected);
}

static void
test_formats(void **state)
{
	(void)state;
	put_site("author: {name: Ada, photo: /a.jpg}\n"
	         "feeds: {formats: [rss, json], hub: \"https://hub.example/?a&b\"}\n");
	put_project();
	load_site();
	expect_str(said(), "");
	assert_null(route_at("feed.xml"));
	expect_str(site->feed_url, "/feed.json");
	expect_str(section_at("essays")->feed_url, "/essays/feed.json");
	expect_part("feed.json", "\"feed_url\": \"https://example.org/feed.json\"");
	expect_part("feed.json", "\"avatar\": \"https://example.org/a.jpg\"");
	expect_part("feed.json", "\"url\": \"https://hub.example/?a&b\"");
	expect_part("essays/feed.json", "\"language\": \"de\"");
	expect_part("essays/feed.json", "\"_work\": {\n        \"project\": \"Quill\"");
	expect_part(
	        "essays/rss.xml", "<atom:link rel=\"hub\" href=\"https://hub.example/?a&amp;b\"/>");
	expect_part("essays/rss.xml", "<pubDate>Sun, 04 Jan 2026 00:00:00 +0000</pubDate>");
}

/* A theme that wants other entries in a feed changes the list, and need not write JSON. */
static void
test_a_template_for_json(void **state)
{
	(void)state;
	put_site("");
	put_file("templates/feed.json",
	        "{{ feed_json({'title': feed.title, 'entries': feed.entries[:1]}) }}");
	put_project();
	load_site();
	expect_part("feed.json", "\"title\": \"T\"");
	expect_part("feed.json", "\"title\": \"Five\"");
	assert_true(str_find(rendered("feed.json"), STR("Four")) == STR_NONE);
}

static void
test_ends_of_entries(void **state)
{
	(void)state;
	put_site("author: {email: ada@example.org}\n");
	put_text("content/asks/help.md",
	        "title: Help & so\ndate: 2026-01-05\nid: help\neffort: an hour\nuntil: 2026-02\n"
	        "contact: grace@example.org",
	        "Please.");
	put_text("content/asks/done.md", "title: Done\ndate: 2026-01-04\nstatus: closed", "No.");
	put_text("content/essays/a.md",
	        "title: A\ndate: 2026-01-03\nasks: [help, done]\ntype: essay", "Text.");
	load_site();
	expect_str(said(), "");
	/* The ask itself, and where it is named; what is closed is no longer asked. */
	expect_part("asks/feed.json",
	        "<p>Please.</p>\\n<p>Effort: an hour<br>\\nUntil: 2026-02<br>\\nTo answer: "
	        "<a href=\\\"mailto:grace@example.org?subject=Re%3A%20Help%20%26%20so\\\">"
	        "grace@example.org</a>\\n</p>\\n\"");
	expect_part("essays/feed.json",
	        "<p>What would help:</p>\\n<ul>\\n"
	        "<li><a href=\\\"https://example.org/asks/help/\\\">Help &amp; so</a><br>");
	expect_part("essays/feed.json",
	        "<p><a href=\\\"mailto:ada@example.org?subject=Re%3A%20A\\\">Reply by mail</a></p>");
	assert_true(str_find(rendered("essays/feed.json"), STR("Done")) == STR_NONE);
}

/* Whoever reads a feed of everything learns how it ended, and who is thanked. */
static void
test_what_became_of_asks_and_lessons(void **state)
{
	(void)state;
	put_site("");
	put_file("data/people.yaml",
	        "ada: {name: Ada Example, page: true, url: https://ada.example/}\n");
	put_text("content/asks/a.md",
	        "title: A\ndate: 2026-01-01\nstatus: closed\noutcome: Two <b> have.\n"
	        "thanks: [ada, Mia]",
	        "Who?");
	put_text("content/asks/b.md", "title: B\ndate: 2026-01-02\nstatus: closed", "Why?");
	put_text("content/lessons/c.md",
	        "title: Never say C\ndate: 2026-01-03\nstatus: retracted\noutcome: It was D.",
	        "C.");
	put_text("content/lessons/d.md",
	        "title: Say E\ndate: 2026-01-04\nstatus: retracted\nlang: de", "E.");
	put_text("content/lessons/f.md", "title: F\ndate: 2026-01-05\nstatus: held", "F.");
	load_site();
	expect_str(said(), "");
	expect_part("feed.json",
	        "<p>Who?</p>\\n<p>Outcome: Two &lt;b&gt; have.</p>\\n<p>Thanks to "
	        "<a href=\\\"https://ada.example/\\\">Ada Example</a>, Mia</p>\\n\"");
	expect_part("feed.json", "<p>Why?</p>\\n\"");
	expect_part("feed.json", "\"title\": \"Never say C (retracted)\"");
	expect_part("feed.json", "<p>C.</p>\\n<p>Outcome: It was D.</p>");
	expect_part("feed.json", "\"title\": \"F\"");
	expect_part("feed.xml", "<title>Never say C (retracted)</title>");
}

static void
test_no_reply(void **state)
{
	(void)state;
	put_site("author: {email: ada@example.org}\nfeeds: {reply: false}\n");
	put_text("content/essays/a.md", "title: A\ndate: 2026-01-03", "Text.");
	load_site();
	assert_true(str_find(rendered("feed.json"), STR("mailto")) == STR_NONE);
}

static void
expect_id(const char *path, const char *id)
{
	expect_str(page_at(path)->id, id);
}

/* Readers hear of a page again when there is something new to read, and not for its tags or a blank. */
static void
test_updated(void **state)
{
	(void)state;
	put_site("");
	put_text("content/essays/a.md", "title: A\ndate: 2024-01-01", "One text of its own.");
	repos_change(folder_path,
	        "start inside; commit 1 'Begin'\n"
	        "echo 'There is more to say of it, all in all.' >>content/essays/a.md; commit 5 'Go on'\n"
	        "sed -i.bak 's/^title: A/title: A\\ntags: [b]/' content/essays/a.md; rm content/essays/*.bak\n"
	        "commit 6 'Add a tag'; sed -i.bak 's/More to/More  to/' content/essays/a.md; rm content/essays/*.bak\n"
	        "echo >>content/essays/a.md; commit 7 'Add a blank'");
	load_site();
	expect_str(said(), "");
	expect_part("essays/feed.xml",
	        "<published>2024-01-01T00:00:00Z</published>\n"
	        "    <updated>2024-01-05T12:00:00+01:00</updated>");
	expect_part("essays/feed.xml",
	        "</id>\n  <link rel=\"self\" type=\"application/atom+xml\" "
	        "href=\"https://example.org/essays/feed.xml\"/>\n  <link rel=\"alternate\" "
	        "type=\"text/html\" href=\"https://example.org/essays/\"/>\n"
	        "  <updated>2024-01-05T12:00:00+01:00</updated>");
	expect_part("essays/feed.json", "\"date_modified\": \"2024-01-05T12:00:00+01:00\"");
}

#define SITE_AT "https://example.org/"

/* Readers know an entry by its id, which is the address that it had first. */
static void
test_moved_pages(void **state)
{
	(void)state;
	put_site("permalinks: {notes: /:section/:year/:slug/}\n");
	put_text("content/essays/old.md", "title: A\ndate: 2024-01-01", "One text of its own.");
	put_text("content/essays/fixed.md", "title: B\ndate: 2024-01-01\nid: b", "Two of them.");
	put_text("content/essays/kept.md", "title: C\ndate: 2024-01-01\nslug: kept", "Three now.");
	put_text("content/essays/plan.md", "title: D\ndate: 2024-01-01\ndraft: true", "Four here.");
	put_text("content/essays/2024-01-01-day.md", "title: E", "Five is the last one.");
	put_text("content/notes/My Way.md", "title: G\ndate: 2024-01-01", "Seven, in a folder.");
	put_text("content/notes/stays.md", "title: J\ndate: 2024-01-01", "The tenth stays there.");
	put_text("content/pens/ink/index.md", "title: H\ndate: 2024-01-01", "Eight, a bundle.");
	put_text("outside/i.md", "title: I\ndate: 2024-01-01", "Nine, no page at first.");
	put_text("docs/content/k.md", "title: K\ndate: 2024-01-01", "Ten, of a site elsewhere.");
	repos_change(folder_path,
	        "start inside; commit 1 'Begin'; g mv docs/content/k.md content/kk.md\n"
	        "cd content/essays; for p in old fixed kept plan; do g mv $p.md new-$p.md; done\n"
	        "g mv 2024-01-01-day.md 2024-01-02-day.md; cd ../..; g mv content/notes/My\\ Way.md content/g.md\n"
	        "g mv content/pens/ink content/ink; g mv outside/i.md content/i.md; commit 2 'Move'\n"
	        "sed -i.bak '/^draft/d' content/essays/new-plan.md; rm content/essays/*.bak; commit 3 'Publish'\n"
	        "g mv content/essays/new-old.md content/essays/newest.md; commit 4 'Again'");
	load_site();
	expect_str(said(), "");
	expect_id("essays/newest.md", SITE_AT "essays/old/");
	expect_id("essays/new-fixed.md", SITE_AT "#b");
	expect_id("essays/new-kept.md", SITE_AT "essays/kept/");
	expect_id("essays/new-plan.md", SITE_AT "essays/new-plan/");
	expect_id("essays/2024-01-02-day.md", SITE_AT "essays/day/");
	expect_id("g.md", SITE_AT "notes/2024/my-way/");
	expect_id("ink/index.md", SITE_AT "pens/ink/");
	expect_id("i.md", SITE_AT "i/");
	expect_id("kk.md", SITE_AT "k/");
	expect_part("essays/feed.xml",
	        "<id>" SITE_AT "essays/old/</id>\n    <link rel=\"alternate\" type=\"text/html\" "
	        "href=\"" SITE_AT "essays/newest/\"/>");
}

/* Who was published first at an address has it for good, and what somebody wrote comes before all. */
static void
test_an_address_of_two(void **state)
{
	(void)state;
	put_site("");
	put_text("content/a.md", "title: A\ndate: 2024-01-01", "One text of its own.");
	repos_change(folder_path,
	        "start inside; commit 1 'Begin'; g mv content/a.md content/b.md; commit 2 'Move'");
	put_text("content/a.md", "title: C\ndate: 2024-01-03", "Another thing altogether.");
	repos_change(folder_path,
	        "cd inside; commit 3 'Add'; g mv content/a.md content/c.md; commit 4 'Move'");
	put_text("content/a.md", "title: D\ndate: 2024-01-03", "And the third of them.");
	put_text("content/e.md", "title: E\ndate: 2024-01-04\nid: " SITE_AT "f/", "It was f.");
	put_text("content/f.md", "title: F\ndate: 2024-01-05", "It is f.");
	repos_change(folder_path, "cd inside; commit 5 'Add'");
	load_site();
	expect_str(said(), "");
	expect_id("b.md", SITE_AT "a/");
	expect_id("c.md", SITE_AT "a/#2024-01-03");
	expect_id("a.md", SITE_AT "a/#2024-01-03-2");
	expect_id("e.md", SITE_AT "f/");
	expect_id("f.md", SITE_AT "f/#2024-01-05");
}

/* Their places in the repository have other names than in the site. */
static void
test_moved_in_another_repository(void **state)
{
	(void)state;
	put_site("");
	repos_change(folder_path,
	        "start one; mkdir -p posts/log; cd posts; for p in a log/b; do\n"
	        "printf -- '---\\ntitle: %s\\ndate: 2024-01-01\\n---\\nText of %s.\\n' $p $p >$p.md; done\n"
	        "commit 1 Begin; g mv a.md c.md; g mv log/b.md log/d.md; commit 2 Move; cd ../..\n"
	        "mkdir -p inside/content/notes; cp -R one/posts/. inside/content/notes/\n"
	        "printf -- '---\\nhistory: {repository: ../one, path: posts}\\n---\\n'"
	        " >inside/content/notes/_index.md; cd inside; g init -q; commit 3 'Begin'");
	load_site();
	expect_str(said(), "");
	expect_id("notes/c.md", SITE_AT "notes/a/");
	expect_id("notes/log/d.md", SITE_AT "notes/log/b/");
}

/* What git does not know for sure is not guessed; whoever can tell is asked. */
static void
test_moved_where_the_past_is_cut(void **state)
{
	(void)state;
	put_site("");
	put_text("content/old.md", "title: A\ndate: 2024-01-01", "One text of its own.");
	put_text("content/kept.md", "title: B\ndate: 2024-01-01\nid: b", "Two of them, at least.");
	repos_change(folder_path,
	        "start inside; commit 1 'Begin'; commit 2 'Wait'; g mv content/old.md content/new.md\n"
	        "g mv content/kept.md content/still.md; commit 3 'Move'; cd ..; mv inside whole\n"
	        "g clone -q --depth 2 file://$PWD/whole inside");
	load_site();
	expect_said("content/new.md: warning: this page was content/old.md: feed");
	expect_said("`id: https://example.org/new/`");
	assert_true(str_find(said(), STR("still.md")) == STR_NONE);
	expect_id("new.md", SITE_AT "new/");
	expect_id("still.md", SITE_AT "#b");
}

/* The feed of changes is in the formats of the others, under one id; what is markup in one is text in the other. */
static void
test_changes_in_all_formats(void **state)
{
	(void)state;
	put_site("feeds: {formats: [json, rss], hub: \"https://hub.example/\"}\n");
	put_text("content/essays/a.md", "title: A\ndate: 2026-01-03", "One text of its own.");
	put_file("templates/changelog.html",
	        "{{ site.changes_feed_url }}{% for feed in feeds %} {{ feed.url }}{% endfor %}");
	repos_change(folder_path, "start inside; commit 1 'Begin & <end>'");
	load_site();
	expect_str(said(), "");
	assert_null(route_at("changelog/feed.xml"));
	expect_str(rendered("changelog/index.html"),
	        "/changelog/feed.json https://example.org/changelog/feed.json "
	        "https://example.org/changelog/rss.xml https://example.org/feed.json "
	        "https://example.org/rss.xml");
	expect_part("changelog/feed.json", "\"title\": \"Begin & <end>\"");
	expect_part("changelog/feed.json", "\"summary\": \"Begin & <end>: A (new), +5 words\"");
	expect_part("changelog/feed.json", "\"content_html\": \"<h2><a href=");
	expect_part("changelog/feed.json", "\"id\": \"https://example.org/changelog/#");
	expect_part("changelog/feed.json", "\"url\": \"https://hub.example/\"");
	expect_part("changelog/rss.xml", "<title>Begin &#x26; &#x3C;end&gt;</title>");
	expect_part("changelog/rss.xml",
	        "<description>Begin &amp; &lt;end&gt;: A (new), +5 words</description>\n"
	        "    <content:encoded>&lt;h2&gt;");
}

static void
test_changes_escape_their_texts(void **state)
{
	(void)state;
	put_site("");
	put_text("content/essays/a.md", "title: A < B\ndate: 2026-01-03", "One text of its own.");
	repos_change(folder_path, "start inside; commit 1 'Begin & <end>'");
	load_site();
	expect_part("changelog/feed.xml", "<title>Begin &amp; &lt;end&gt;</title>");
	expect_part("changelog/feed.xml",
	        "<summary>Begin &amp; &lt;end&gt;: A &lt; B (new), +5 words</summary>");
	expect_part("changelog/feed.xml", "&#34;&gt;A &amp;lt; B&lt;/a&gt; (new), +5 words&lt;/h2");
}

/* Beside pages, by when they were tagged; what the tag says is its text. */
static void
test_releases(void **state)
{
	(void)state;
	put_site("author: {email: ada@example.org}\n");
	put_text("content/projects/quill/index.md", "title: Quill & co\ndate: 2024-01-01\nrepo: .",
	        "A pen.");
	put_text("content/projects/quill/log/one.md", "title: One\ndate: 2024-01-03", "Done.");
	put_text("content/projects/plain.md", "title: Plain\ndate: 2024-01-01\nid: plain\nrepo: .",
	        "");
	repos_change(folder_path,
	        "start inside; commit 1 Begin; g tag v1.0; commit 2 Go; "
	        "g tag -a -m 'Faster <now>\nby far\n\nAnd smaller.' v1.1");
	load_site();
	expect_str(said(), "");
	expect_part("projects/quill/feed.xml", "<title>One</title>");
	const char *folder = "projects/quill";
	assert_int_equal(feed_at(folder)->entries.len, 3);
	assert_null(feed_at(folder)->entries.at[0].release);
	expect_str(feed_at(folder)->entries.at[1].release->tag, "v1.1");
	expect_str(feed_at(folder)->entries.at[2].release->tag, "v1.0");
	expect_part("projects/quill/feed.xml",
	        "<title>Quill &amp; co 1.1</title>\n"
	        "    <id>https://example.org/projects/quill/#_release-v1.1</id>\n"
	        "    <link rel=\"alternate\" type=\"text/html\" "
	        "href=\"https://example.org/projects/quill/#_release-v1.1\"/>");
	expect_part("projects/quill/feed.xml",
	        "<summary>Faster &lt;now&gt; by far</summary>\n    <content type=\"html\">"
	        "&lt;p&gt;Faster &amp;lt;now&amp;gt;&lt;br&gt;\nby far&lt;/p&gt;\n"
	        "&lt;p&gt;And smaller.&lt;/p&gt;\n&lt;p&gt;&lt;a href=&#34;mailto:ada@example.org"
	        "?subject=Re%3A%20Quill%20%26%20co%201.1&#34;");
	expect_part("projects/quill/feed.xml",
	        "&lt;p&gt;&lt;a href=&#34;https://example.org/projects/quill/&#34;&gt;Quill &amp;amp; co"
	        "&lt;/a&gt; 1.0&lt;/p&gt;");
	expect_part("projects/plain/feed.json", "https://example.org/#plain/_release-v1.1");
	/* The others are of pages. */
	expect_str(announced(""), "Plain Quill & co");
}

/* A project that is one file has its feed where its other pages would be. */
static void
test_a_project_without_a_folder(void **state)
{
	(void)state;
	put_site("");
	put_text("content/quill.md", "title: Quill\ntype: project\nurl: /q.html", "");
	put_text("content/essays/a.md", "title: A\ndate: 2026-01-03\nproject: quill", "");
	load_site();
	expect_str(announced("q"), "A");
	expect_str(announced(""), "A");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_what_there_is),
		WITH_SITE(test_entries),
		WITH_SITE(test_a_passage_without_a_text),
		WITH_SITE(test_a_passage_of_a_title_alone),
		WITH_SITE(test_a_passage_of_a_page_with_an_id),
		WITH_SITE(test_closed_asks),
		WITH_SITE(test_limits_and_switches),
		WITH_SITE(test_switched_off),
		WITH_SITE(test_what_pages_name),
		WITH_SITE(test_formats),
		WITH_SITE(test_a_template_for_json),
		WITH_SITE(test_ends_of_entries),
		WITH_SITE(test_what_became_of_asks_and_lessons),
		WITH_SITE(test_no_reply),
		WITH_SITE(test_updated),
		WITH_SITE(test_moved_pages),
		WITH_SITE(test_an_address_of_two),
		WITH_SITE(test_moved_in_another_repository),
		WITH_SITE(test_moved_where_the_past_is_cut),
		WITH_SITE(test_changes_in_all_formats),
		WITH_SITE(test_changes_escape_their_texts),
		WITH_SITE(test_releases),
		WITH_SITE(test_a_project_without_a_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
