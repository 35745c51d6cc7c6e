/* kith.yaml: what it may say, what holds when it does not, and what is said of each mistake. */
#include "config/config.h"
#include "config/config_feeds.h"

#include "base/arena.h"
#include "base/diag.h"
#include "config/config_url.h"
#include "data/value_order.h"
#include "expect_tree.h"
#include "folder.h"

/* One configuration, and what was said of it. */
struct parsed {
	struct arena arena;
	struct diags diags;
	struct config *config;
};

static struct parsed
parse(const char *yaml)
{
	struct parsed p = { .arena = ARENA_EMPTY };
	struct node_source source = { STR("kith.yaml"), str_copy(&p.arena, str_from(yaml)) };
	diag_init(&p.diags);
	p.config = config_parse(&p.arena, &source, &p.diags);
	return p;
}

static void
end(struct parsed *p)
{
	diag_free(&p->diags);
	arena_free(&p->arena);
}

static void
expect_diags(const struct diags *diags, const char *lines)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	put_diags(&buf, diags);
	expect_str(buf_view(&buf), lines);
	buf_free(&buf);
}

/* What is said of a configuration that has a title and this. */
static void
expect_said(const char *yaml, const char *lines)
{
	struct arena arena = ARENA_EMPTY;
	struct parsed p = parse(str_format(&arena, "title: A\n%s\n", yaml).at);
	expect_diags(&p.diags, lines);
	assert_non_null(p.config);
	end(&p);
	arena_free(&arena);
}

/* --- the tables --- */

/* `prefix` and `suffix` put a key into the map that it belongs to. */
static void
check_rows(const struct schema *schema, const char *prefix, const char *suffix)
{
	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_row *row = &schema->rows[i];
		struct arena arena = ARENA_EMPTY;
		assert_non_null(row->help);
		assert_int_equal(row->help[strlen(row->help) - 1], '.');
		assert_non_null(row->example);
		struct str yaml = str_format(&arena, "%s" STR_FMT ": %s%s\n", prefix,
		        STR_ARG(row->name), row->example, suffix);
		struct parsed p = parse(yaml.at);
		if (p.diags.errors) {
			print_error("%s", yaml.at);
			expect_diags(&p.diags, "");
		}
		end(&p);
		arena_free(&arena);
	}
}

static void
test_every_row_has_help_and_a_good_example(void **state)
{
	(void)state;
	static const char *const groups[] = { "author", "pagination", "markdown", "dates",
		"history", "feeds", "pages" };
	check_rows(config_schema(), "", "");
	for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
		struct arena arena = ARENA_EMPTY;
		struct str prefix = str_format(&arena, "%s: {", groups[i]);
		check_rows(config_schema_of(str_from(groups[i])), prefix.at, "}");
		arena_free(&arena);
	}
	check_rows(config_schema_of(STR("taxonomies")), "taxonomies: {places: {", "}}");
	assert_non_null(config_schema_of(STR("menu")));
	assert_null(config_schema_of(STR("title")));
}

static void
test_defaults(void **state)
{
	(void)state;
	struct parsed p = parse("title: A\n");
	const struct config *c = p.config;
	expect_diags(&p.diags, "");
	expect_str(c->title, "A");
	expect_str(c->language, "en");
	expect_str(c->theme, "plain");
	assert_int_equal(c->base_url.len, 0);
	expect_str(c->base_path, "/");
	assert_int_equal(c->pagination.size, 20);
	assert_int_equal(c->markdown.html, 0);
	assert_false(c->markdown.math);
	assert_int_equal(c->markdown.toc_depth, 3);
	assert_int_equal(c->feeds.limit, 20);
	assert_true(c->feeds.sections);
	assert_false(c->history.required);
	assert_int_equal(c->history.date, CONFIG_COUNTS_AUTHOR);
	assert_int_equal(c->history.ignore.len + c->history.bots.len, 0);
	assert_true(c->pages.feeds && c->pages.sitemap && c->pages.robots && c->pages.taxonomies &&
	        c->pages.not_found && c->pages.redirects);
	assert_int_equal(c->taxonomies.len, 1);
	expect_str(c->taxonomies.at[0].name, "tags");
	expect_str(c->taxonomies.at[0].title, "Tags");
	assert_true(c->taxonomies.at[0].feed);
	assert_int_equal(c->params.kind, VALUE_MAP);
	assert_int_equal(c->theme_options.kind, VALUE_MAP);
	end(&p);
}

/* A fallback is a default, so a row that shows one fills its field with it. */
static void
test_fallbacks_are_the_defaults(void **state)
{
	(void)state;
	struct parsed p = parse("title: A\n");
	const struct schema *schema = config_schema_of(STR("feeds"));
	for (size_t i = 0; i < schema->count; i++) {
		struct value value = schema_value(&schema->rows[i], p.config, &p.arena);
		struct node node = { .kind = NODE_SCALAR };
		if (!schema->rows[i].fallback)
			continue;
		node.text = str_from(schema->rows[i].fallback);
		assert_true(value_eq(value, node_value(&node, &p.arena)));
	}
	end(&p);
}

/* The orders that a configuration gives, as "312/31": front matter 1, file name 2, git 3. */
static void
expect_sources(const char *dates, const char *expected)
{
	char text[300], found[2 * CONFIG_DATE_SOURCES + 2];
	snprintf(text, sizeof text, "title: A\n%s\n", dates);
	struct parsed p = parse(text);
	size_t len = 0;
	expect_diags(&p.diags, "");
	for (size_t i = 0; i < CONFIG_DATE_SOURCES && p.config->dates.created_from[i]; i++)
		found[len++] = (char)('0' + p.config->dates.created_from[i]);
	found[len++] = '/';
	for (size_t i = 0; i < CONFIG_DATE_SOURCES && p.config->dates.updated_from[i]; i++)
		found[len++] = (char)('0' + p.config->dates.updated_from[i]);
	found[len] = '\0';
	assert_string_equal(found, expected);
	end(&p);
}

static void
expect_formats(const char *feeds, const char *expected, const char *wrong)
{
	char text[200], found[4] = "";
	snprintf(text, sizeof text, "title: A\n%s\n", feeds);
	struct parsed p = parse(text);
	assert_non_null(p.config);
	for (enum config_feed_format i = 0; i < CONFIG_FEED_FORMATS; i++)
		found[i] = config_feeds_has(p.config, i) ? '1' : '0';
	assert_string_equal(found, expected);
	assert_int_equal(p.diags.list.len, wrong ? 1 : 0);
	if (wrong)
		assert_true(str_find(p.diags.list.at[0].text, str_from(wrong)) != STR_NONE);
	end(&p);
}

static void
test_formats_of_feeds(void **state)
{
	(void)state;
	expect_formats("", "110", NULL);
	expect_formats("feeds:", "110", NULL);
	expect_formats("feeds: {formats: }", "110", NULL);
	expect_formats("feeds: {formats: [rss]}", "001", NULL);
	expect_formats("feeds: {formats: json}", "010", NULL);
	expect_formats("feeds: {formats: [rss, atom, json]}", "111", NULL);
	expect_formats("feeds: {formats: []}", "000", "feeds in no format are no feeds");
	expect_formats("feeds: {formats: [atmo]}", "000", "\"atmo\" is no format of feeds");
	expect_formats("feeds: {formats: [rss, rss]}", "001", "\"rss\" is in the list already");
	expect_formats("feeds: {hub: /hub}", "110", "a hub is on another host");
}

static void
test_sources_of_dates(void **state)
{
	(void)state;
	expect_sources("", "123/13");
	expect_sources("dates:", "123/13");
	expect_sources("dates: {format: \"%F\"}", "123/13");
	expect_sources("dates: {created: [front-matter, git, file-name]}", "132/13");
	expect_sources("dates: {created: git, updated: [git, front-matter]}", "3/31");
	expect_sources("dates: {created: [], updated: []}", "/");
}

static void
test_sources_that_are_none(void **state)
{
	(void)state;
	static const struct {
		const char *dates, *wrong;
	} cases[] = {
		{ "{created: [frontmatter]}", "\"frontmatter\" is no source of dates" },
		{ "{created: [git, mtime]}", "\"mtime\" is no source of dates" },
		{ "{created: [git, git]}", "\"git\" is in the list already" },
		{ "{updated: [file-name]}", "a file's name does not tell when a page was updated" },
	};
	char text[200];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(text, sizeof text, "title: A\ndates: %s\n", cases[i].dates);
		struct parsed p = parse(text);
		assert_int_equal(p.diags.errors, 1);
		expect_str(p.diags.list.at[0].text, cases[i].wrong);
		assert_int_equal(p.diags.list.at[0].place.line, 2);
		end(&p);
	}
	struct parsed p = parse("title: A\ndates: {created: [frontmatter]}\n");
	expect_str(p.diags.list.at[0].help, "did you mean \"front-matter\"?");
	end(&p);
}

static void
test_all_keys(void **state)
{
	(void)state;
	struct parsed p = parse("title: Notes\n"
	                        "baseURL: https://example.org/notes/\n"
	                        "language: de-AT\n"
	                        "author: {name: Ada, email: a@example.org, photo: /a.jpg}\n"
	                        "description: No\n"
	                        "domain: notes.example.org\n"
	                        "markdown: {html: drop, math: true, toc_depth: 2}\n"
	                        "pagination: {size: 0}\n"
	                        "history: {off: true, date: commit, ignore: Format, bots: [a, b]}\n"
	                        "pages: {robots: false}\n"
	                        "params: {colophon: Set, n: 3}\n"
	                        "deploy: {target: rsync}\n");
	const struct config *c = p.config;
	expect_diags(&p.diags, "");
	expect_str(c->base_url, "https://example.org/notes");
	expect_str(c->base_path, "/notes/");
	expect_str(c->language, "de-AT");
	expect_str(c->author.name, "Ada");
	expect_str(c->author.photo, "/a.jpg");
	expect_str(c->description, "No");
	assert_int_equal(c->markdown.html, 2);
	assert_true(c->markdown.math);
	assert_int_equal(c->markdown.toc_depth, 2);
	assert_int_equal(c->pagination.size, 0);
	assert_true(c->history.off);
	assert_int_equal(c->history.date, CONFIG_COUNTS_COMMIT);
	assert_int_equal(c->history.ignore.len, 1);
	expect_str(c->history.bots.at[1], "b");
	assert_false(c->pages.robots);
	assert_true(c->pages.sitemap);
	assert_int_equal(value_get(c->params, STR("n"), NULL).integer, 3);
	expect_str(node_get(node_get(c->root, STR("deploy")), STR("target"))->text, "rsync");
	end(&p);
	p = parse("title: A\nauthor: Ada\n");
	expect_str(p.config->author.name, "Ada");
	end(&p);
}

/* --- taxonomies, permalinks, menu --- */

static void
test_taxonomies(void **state)
{
	(void)state;
	struct parsed p = parse("title: A\ntaxonomies: [tags, éditions]\n");
	assert_int_equal(p.config->taxonomies.len, 2);
	expect_str(p.config->taxonomies.at[1].title, "Éditions");
	end(&p);
	p = parse("title: A\ntaxonomies: {tags: {title: Topics}, places: {feed: false}, eras: }\n");
	expect_diags(&p.diags, "");
	assert_int_equal(p.config->taxonomies.len, 3);
	expect_str(p.config->taxonomies.at[0].title, "Topics");
	assert_true(p.config->taxonomies.at[0].feed);
	assert_false(p.config->taxonomies.at[1].feed);
	expect_str(p.config->taxonomies.at[2].title, "Eras");
	end(&p);
	p = parse("title: A\ntaxonomies: []\n");
	assert_int_equal(p.config->taxonomies.len, 0);
	end(&p);
	expect_said("taxonomies: tags", "2:13: error: \"taxonomies\" is a list of names, or a map");
	expect_said(
	        "taxonomies: [a/b]", "2:14: error: \"a/b\" cannot name a taxonomy: it has a slash");
	expect_said("taxonomies: [{name: tags}]",
	        "2:14: error: a list of taxonomies holds their names | "
	        "with settings it is a map: {tags: {title: Topics}}");
	expect_said("taxonomies: {tags: {titel: A}}",
	        "2:21: error: unknown key \"titel\" | did you mean \"title\"?");
}

static void
expect_pattern(const char *pattern, const char *word, const char *wrong, const char *near)
{
	struct str found_word, found_near;
	const char *found = config_url_check_permalink(str_from(pattern), &found_word, &found_near);
	expect_str(str_from(found), wrong);
	if (*wrong) {
		expect_str(found_word, word);
		expect_str(found_near, near);
	}
}

static void
test_permalink_patterns(void **state)
{
	(void)state;
	static const char *const good[] = { "/:section/:year/:slug/", "/:sections/:filename.html",
		"/:year-:month-:day-:title/", "/a/:name/", "/:slug/" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		expect_pattern(good[i], "", "", "");
	expect_pattern(
	        "/:sectoin/:slug/", ":sectoin", "it is no part of a page's address", "section");
	expect_pattern("/:category/:slug/", ":category", "it is no part of a page's address", "");
	expect_pattern("/a:/:slug/", ":", "it is no part of a page's address", "");
	expect_pattern("/:year/", "/:year/", "it gives all pages of the section one address", "");
	expect_pattern(":slug/", ":slug/", "it does not begin with \"/\"", "");
	expect_pattern("/:slug", "/:slug", "it ends neither with \"/\" nor with \".html\"", "");
	expect_pattern("/../:slug/", "/../:slug/", "it cannot be a path", "");
	expect_pattern("//:slug/", "//:slug/", "it cannot be a path", "");
	expect_pattern("/", "/", "it gives all pages of the section one address", "");
}

static void
test_permalinks(void **state)
{
	(void)state;
	struct parsed p = parse("title: A\npermalinks:\n  essays: /:year/:slug/\n");
	expect_diags(&p.diags, "");
	assert_int_equal(p.config->permalinks.len, 1);
	expect_str(p.config->permalinks.at[0].section, "essays");
	expect_str(p.config->permalinks.at[0].pattern, "/:year/:slug/");
	assert_int_equal(p.config->permalinks.at[0].line, 3);
	assert_int_equal(p.config->permalinks.at[0].column, 11);
	end(&p);
	expect_said("permalinks: {essays: /:yaer/:slug/}",
	        "2:22: error: \":yaer\" makes no permalink: it is no part of a page's address | "
	        "did you mean \":year\"?");
	expect_said("permalinks: {essays: [a]}",
	        "2:22: error: a pattern is a text | for example: \"/:section/:year/:slug/\"");
	expect_said(
	        "permalinks: /:slug/", "2:13: error: \"permalinks\" is a map of keys and values");
}

static void
test_menu(void **state)
{
	(void)state;
	struct parsed p = parse("title: A\n"
	                        "menu:\n"
	                        "  - {name: Last, url: /z/, weight: 5}\n"
	                        "  - {name: First, url: \"@/about.md\"}\n"
	                        "  - {name: Second, url: https://example.org/}\n"
	                        "  - {name: Before, url: /b/, weight: -1}\n");
	expect_diags(&p.diags, "");
	static const char *const order[] = { "Before", "First", "Second", "Last" };
	assert_int_equal(p.config->menu.len, 4);
	for (size_t i = 0; i < 4; i++)
		expect_str(p.config->menu.at[i].name, order[i]);
	assert_int_equal(p.config->menu.at[1].line, 4);
	assert_int_equal(p.config->menu.at[1].column, 24);
	end(&p);
	expect_said("menu: [{name: A}]",
	        "2:8: error: an item of the menu has a name and a url | "
	        "for example: {name: Essays, url: /essays/}");
	expect_said("menu: {A: /a/}",
	        "2:7: error: \"menu\" is a list | for example: [{name: Essays, url: /essays/}]");
	expect_said("menu: [{name: A, url: \"javascript:a\"}]",
	        "2:23: error: \"url\" must be the address of a page, not \"javascript:a\" | "
	        "an address begins with https:, http:, mailto: or the like, or is a path");
}

/* --- addresses and languages --- */

static void
test_base_url(void **state)
{
	(void)state;
	static const struct {
		const char *url, *wrong;
	} cases[] = {
		{ "https://example.org", "" },
		{ "HTTP://EXAMPLE.ORG:8080/a/b", "" },
		{ "http://[::1]/", "" },
		{ "https://xn--bcher-kva.example/%C3%A4/", "" },
		{ "example.org", "it does not begin with https:// or http://" },
		{ "ftp://example.org", "it does not begin with https:// or http://" },
		{ "//example.org", "it does not begin with https:// or http://" },
		{ "https://", "it names no host" },
		{ "https:///a", "it names no host" },
		{ "https://example.org/?a", "it has a query" },
		{ "https://example.org/#a", "it has a fragment" },
		{ "https://a@example.org", "it has a user name" },
		{ "https://example.org/a//b", "its path has an empty part" },
		{ "https://example.org/a/../b", "its path has a part \".\" or \"..\"" },
		{ "https://example.org/a b", "it has a character that has to be encoded in a URL" },
		{ "https://b\xc3\xbc.example/",
		        "it has a character that has to be encoded in a URL" },
		{ "https://example.org/\"", "it has a character that has to be encoded in a URL" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		expect_str(str_from(config_url_check_base(str_from(cases[i].url))), cases[i].wrong);
	expect_said("base_url: example.org",
	        "2:11: error: \"example.org\" cannot be the site's address: it does not begin with "
	        "https:// or http:// | for example: https://example.org/notes");
}

static void
test_set_base_url(void **state)
{
	(void)state;
	struct parsed p = parse("title: A\nbase_url: https://example.org/a\n");
	struct hash before = p.config->fingerprint;
	assert_true(
	        config_set_base_url(p.config, &p.arena, STR("http://localhost:8000///"), &p.diags));
	expect_str(p.config->base_url, "http://localhost:8000");
	expect_str(p.config->base_path, "/");
	assert_false(hash_eq(before, p.config->fingerprint));
	assert_false(config_set_base_url(p.config, &p.arena, STR("localhost"), &p.diags));
	expect_diags(&p.diags,
	        "0:0: error: \"localhost\" cannot be the site's address: it does not begin with "
	        "https:// or http:// | for example: https://example.org/notes");
	expect_str(p.config->base_url, "http://localhost:8000");
	assert_true(config_set_base_url(p.config, &p.arena, STR_EMPTY, &p.diags));
	assert_int_equal(p.config->base_url.len, 0);
	expect_str(p.config->base_path, "/");
	end(&p);
}

static void
test_languages(void **state)
{
	(void)state;
	static const char *const good[] = { "en", "de-AT", "zh-Hant", "sr-Latn-RS", "de-1996",
		"tlh", "en-x-a" };
	static const char *const bad[] = { "", "e", "english language", "en_US", "en-", "-en", "1n",
		"abcdefghi", "en-\xc3\xa4", "../en" };
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(config_is_language(str_from(good[i])));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(config_is_language(str_from(bad[i])));
	expect_said("language: en_US",
	        "2:11: error: \"en_US\" cannot be a language: it is no BCP 47 tag | "
	        "for example: en, de-AT, zh-Hant");
}

static void
test_domain_and_theme(void **state)
{
	(void)state;
	expect_said("domain: https://example.org",
	        "2:9: error: \"https://example.org\" cannot be a domain: a domain has only letters, "
	        "digits, hyphens and dots | for example: notes.example.org");
	expect_said("domain: -a.example",
	        "2:9: error: \"-a.example\" cannot be a domain: a domain has only letters, digits, "
	        "hyphens and dots | for example: notes.example.org");
	expect_said("domain: a..example",
	        "2:9: error: \"a..example\" cannot be a domain: each of its parts has 1 to 63 "
	        "characters | for example: notes.example.org");
	expect_said("theme: ../plain",
	        "2:8: error: \"../plain\" cannot be a theme's name: it has a slash | "
	        "a theme is named by its folder below themes/");
}

/* --- mistakes --- */

static void
test_unknown_keys(void **state)
{
	(void)state;
	expect_said("titel: B", "2:1: error: unknown key \"titel\" | did you mean \"title\"?");
	expect_said("markdown: {htm: drop}",
	        "2:12: error: unknown key \"htm\" | did you mean \"html\"?");
	expect_said("colophon: Set", "2:1: error: unknown key \"colophon\"");
}

static void
test_wrong_types(void **state)
{
	(void)state;
	expect_said("description: [a]",
	        "2:14: error: \"description\" must be a text, not a list | "
	        "for example: description: What I learn while building small tools.");
	expect_said("pagination: 10",
	        "2:13: error: pagination must consist of keys with values, not "
	        "of a text | write \"key: value\", one key a line, with a space "
	        "behind the colon");
	expect_said("pagination: {size: ten}",
	        "2:20: error: \"size\" must be a whole number from 0 to 1000000, not \"ten\" | for example: size: 10");
	expect_said("markdown: {html: maybe}",
	        "2:18: error: \"html\" cannot be \"maybe\" | "
	        "it is one of: allow, escape, drop");
	expect_said("markdown: {toc_depth: 7}",
	        "2:23: error: \"toc_depth\" must be a whole number from 1 to 6, not \"7\" | "
	        "for example: toc_depth: 2");
	expect_said("feeds: {sections: no}",
	        "2:19: error: \"sections\" must be true or false, not \"no\" | write false");
	expect_said("deploy: rsync", "2:9: error: \"deploy\" is a map of keys and values");
	expect_said("params: [a]", "2:9: error: \"params\" is a map of keys and values");
	expect_said(
	        "theme_options: 3", "2:16: error: \"theme_options\" is a map of keys and values");
}

static void
test_after_an_error_the_rest_is_read(void **state)
{
	(void)state;
	struct parsed p = parse("title: A\nmarkdown: {html: maybe, toc_depth: 2}\nlanguage: de\n");
	assert_int_equal(p.diags.errors, 1);
	assert_int_equal(p.config->markdown.html, 0);
	assert_int_equal(p.config->markdown.toc_depth, 2);
	expect_str(p.config->language, "de");
	end(&p);
}

static void
test_nothing_to_use(void **state)
{
	(void)state;
	struct parsed p = parse("- a\n");
	assert_null(p.config);
	assert_int_equal(p.diags.errors, 1);
	end(&p);
	p = parse("title: [A\n");
	assert_null(p.config);
	assert_int_equal(p.diags.errors, 1);
	end(&p);
	p = parse("title: A\ntitle: B\n");
	assert_null(p.config);
	end(&p);
}

static void
test_no_title(void **state)
{
	(void)state;
	struct parsed p = parse("");
	expect_diags(&p.diags,
	        "0:0: warning: the site has no title | "
	        "add a line such as: title: Notes from the workshop");
	expect_str(p.config->title, "Untitled");
	end(&p);
}

static void
test_fingerprint(void **state)
{
	(void)state;
	struct parsed a = parse("title: A\n"), b = parse("title: A\n"), c = parse("title: B\n");
	assert_true(hash_eq(a.config->fingerprint, b.config->fingerprint));
	assert_false(hash_eq(a.config->fingerprint, c.config->fingerprint));
	end(&a);
	end(&b);
	end(&c);
}

static void
test_read_from_a_folder(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	diag_init(&diags);
	assert_null(config_read(&arena, root, &diags));
	expect_diags(&diags,
	        "0:0: error: there is no kith.yaml here | "
	        "kith init makes a new site; --root DIR names one elsewhere");
	diag_free(&diags);
	put_file("kith.yaml", "title: A\n");
	struct config *config = config_read(&arena, root, &diags);
	assert_non_null(config);
	expect_str(config->title, "A");
	expect_str(config->source.path, "kith.yaml");
	unlinkat(root, "kith.yaml", 0);
	put_link("kith.yaml", "../outside/secret");
	assert_null(config_read(&arena, root, &diags));
	expect_diags(
	        &diags, "0:0: error: it cannot be read: it leads out of the folder it belongs to");
	diag_free(&diags);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_row_has_help_and_a_good_example),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_fallbacks_are_the_defaults),
		cmocka_unit_test(test_formats_of_feeds),
		cmocka_unit_test(test_sources_of_dates),
		cmocka_unit_test(test_sources_that_are_none),
		cmocka_unit_test(test_all_keys),
		cmocka_unit_test(test_taxonomies),
		cmocka_unit_test(test_permalink_patterns),
		cmocka_unit_test(test_permalinks),
		cmocka_unit_test(test_menu),
		cmocka_unit_test(test_base_url),
		cmocka_unit_test(test_set_base_url),
		cmocka_unit_test(test_languages),
		cmocka_unit_test(test_domain_and_theme),
		cmocka_unit_test(test_unknown_keys),
		cmocka_unit_test(test_wrong_types),
		cmocka_unit_test(test_after_an_error_the_rest_is_read),
		cmocka_unit_test(test_nothing_to_use),
		cmocka_unit_test(test_no_title),
		cmocka_unit_test(test_fingerprint),
		IN_FOLDER(test_read_from_a_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
