/* What was parsed is const: a site made of it again is the same, byte for byte. */
#include "site_fixture.h"

#include "base/hash.h"
#include "content/page.h"
#include "output/sink.h"

/* Files for most of what resolve does to pages: cascades, types, marks, words, links, bundles, old addresses. */
static void
put_site(void)
{
	put_file("kith.yaml",
	        PLAIN_SITE "language: en\n"
	                   "markdown: {smart: true, wiki_links: true}\n"
	                   "types:\n"
	                   "  talk:\n"
	                   "    keys: {venue: {}}\n");
	put_file("templates/page.html",
	        "{{ page.title }}|{{ page.description }}|{{ page.type }}|{{ page.status }}|"
	        "{{ page.license }}|{% if page.type == \"talk\" %}{{ page.venue }}{% endif %}|{{ page.params.mood }}|{{ page.lang }}|"
	        "{% for b in page.backlinks %}{{ b.page.title }},{% endfor %}|"
	        "{% for t in page.tags %}{{ t }},{% endfor %}|{{ page.content }}");
	put_file("templates/section.html",
	        "{{ section.title }}: {% for p in section.pages %}{{ p.title }} {{ p.url }}, "
	        "{% endfor %}");
	put_file("templates/list.html", "{{ url }}");
	put_file("content/talks/_index.md",
	        "---\ntitle: \"Our \\\"talks\\\"\"\ncascade: {type: talk, venue: hall, "
	        "license: MIT, mood: calm}\n---\nText\n");
	put_file("content/talks/a.md", "---\ntitle: It's one\nvenue: barn\n---\nA \"word\".\n");
	put_file("content/talks/b.md", "---\ntitle: Two\nmood: wild\n---\n[one](a.md)\n");
	put_file("content/de/_index.md", "---\ncascade: {lang: de}\n---\nText\n");
	put_file("content/de/wort.md", "---\ndescription: '\"Wort\"'\n---\nEin \"Wort\".\n");
	put_file("content/projects/quill/index.md",
	        "---\ntitle: Quill\nstatus: suspended\naliases: [/old/]\ntags: [c, git]\n---\n"
	        "![plan](plan.png) [[Two]]\n");
	put_file("content/projects/quill/plan.png", "no picture");
	put_file("content/projects/hidden/index.md", "---\ndraft: true\n---\nText\n");
	put_file("content/projects/hidden/x.txt", "text");
	put_file("content/posts/2026-01-02-first.md",
	        "# First\n\n## X\n\nSee [two](@/talks/b.md)\n");
}

/* Of every route its path, and what it is. */
static struct hash
render_all(void)
{
	struct arena arena = ARENA_EMPTY;
	struct sink_report report;
	struct sink *sink = sink_memory(&arena, loaded.site->routes->list.len);
	struct hash all = hash_of(STR("all"));
	pipeline_render(&loaded, sink);
	if (!sink_commit(sink, &report, &diags))
		fail_msg(STR_FMT, STR_ARG(said()));
	for (size_t i = 0; i < loaded.site->routes->list.len; i++) {
		const struct route *route = &loaded.site->routes->list.at[i];
		all = hash_join(all, hash_of(route->file));
		all = hash_join(all, hash_of(route->url));
		all = hash_join(all, hash_of(sink_memory_find(sink, route->file)));
	}
	sink_close(sink);
	arena_free(&arena);
	return all;
}

static struct hash
hash_of_parsed(void)
{
	struct hash all = hash_of(STR("all"));
	for (size_t i = 0; i < loaded.sources.pages.len; i++) {
		const struct page_parsed *page = loaded.pages[i];
		all = hash_join(all, hash_of(str_of((const char *)page, sizeof *page)));
		all = hash_join(all,
		        hash_of(str_of((const char *)page->front.own.at,
		                page->front.own.cap * sizeof *page->front.own.at)));
		all = hash_join(all,
		        hash_of(str_of((const char *)page->front.params.entries,
		                page->front.params.len * sizeof *page->front.params.entries)));
		all = hash_join(
		        all, hash_of(str_of((const char *)page->markdown, sizeof *page->markdown)));
	}
	for (size_t i = 0; i < loaded.sources.assets.len; i++)
		all = hash_join(all,
		        hash_of(str_of((const char *)&loaded.sources.assets.at[i],
		                sizeof loaded.sources.assets.at[i])));
	return all;
}

static void
test_the_same_pages_make_the_same_site_again(void **state)
{
	(void)state;
	put_site();
	load_options.jobs = 2;
	load_site();
	struct hash parsed = hash_of_parsed(), first = render_all();
	expect_str(page_at("projects/quill/index.md")->front->status, "paused");
	for (int i = 0; i < 3; i++) {
		diag_clear(&diags);
		pipeline_again(&loaded);
		site = loaded.site;
		struct hash again = render_all();
		assert_memory_equal(&first, &again, sizeof first);
		struct hash still = hash_of_parsed();
		assert_memory_equal(&parsed, &still, sizeof parsed);
	}
	expect_str(page_at("projects/quill/index.md")->front->status, "paused");
	expect_str(page_at("talks/b.md")->front->license, "MIT");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_the_same_pages_make_the_same_site_again),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
