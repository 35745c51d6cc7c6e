/* Front matter: what is read, how it may be spelled, and what is said of each mistake. */
#include "expect.h"

#include "base/arena.h"
#include "base/diag.h"
#include "config/config.h"
#include "content/front.h"
#include "data/reader.h"
#include "data/writer_json.h"

#define PATH "content/essays/cache.md"

/* One file on its way through front_split and front_read. */
struct file {
	struct arena arena;
	struct diags diags;
	struct node_source source;
	struct front_split split;
	struct front front;
	const struct node *cascade;
	bool good;
};

static struct file *
read_bytes(struct str bytes, const struct config *config)
{
	struct file *f = calloc(1, sizeof *f);
	assert_non_null(f);
	diag_init(&f->diags);
	f->source = (struct node_source){ STR(PATH), str_copy(&f->arena, bytes) };
	f->good = front_split(&f->source, &f->split, &f->diags) &&
	        front_read(&f->arena, &f->source, &f->split, config, &f->front, &f->cascade,
	                &f->diags);
	return f;
}

/* Front matter without its fences. */
static struct file *
read_yaml(const char *yaml)
{
	struct arena arena = ARENA_EMPTY;
	struct file *f = read_bytes(str_format(&arena, "---\n%s\n---\nText.\n", yaml), NULL);
	arena_free(&arena);
	return f;
}

static void
end(struct file *f)
{
	diag_free(&f->diags);
	arena_free(&f->arena);
	free(f);
}

/* The n-th diagnostic as "line:column: level: text | help". */
static struct str
diag_line(struct file *f, size_t n)
{
	static const char *const levels[] = { "note", "warning", "error" };
	if (n >= f->diags.list.len)
		return STR_EMPTY;
	const struct diag *d = &f->diags.list.at[n];
	expect_str(d->place.path, PATH);
	return str_format(&f->arena, "%u:%u: %s: " STR_FMT "%s" STR_FMT, (unsigned)d->place.line,
	        (unsigned)d->place.column, levels[d->level], STR_ARG(d->text),
	        d->help.len ? " | " : "", STR_ARG(d->help));
}

static void
expect_good(struct file *f)
{
	if (!f->good || f->diags.list.len)
		print_error(STR_FMT "\n" STR_FMT "\n", STR_ARG(f->source.bytes),
		        STR_ARG(diag_line(f, 0)));
	assert_true(f->good);
	assert_int_equal(f->diags.list.len, 0);
}

/* Exactly one diagnostic, an error. */
static void
expect_error(const char *yaml, const char *line)
{
	struct file *f = read_yaml(yaml);
	expect_str(diag_line(f, 0), line);
	assert_false(f->good);
	assert_int_equal(f->diags.list.len, 1);
	end(f);
}

static void
expect_warning(const char *yaml, const char *line)
{
	struct file *f = read_yaml(yaml);
	expect_str(diag_line(f, 0), line);
	assert_true(f->good);
	assert_int_equal(f->diags.list.len, 1);
	end(f);
}

static bool
is_set(const struct front *front, const struct schema_row *row)
{
	struct arena arena = ARENA_EMPTY;
	struct value value = schema_value(row, front, &arena);
	bool set =
	        value.kind != VALUE_UNDEFINED && !(value.kind == VALUE_INT && value.integer == 0);
	arena_free(&arena);
	return set;
}

/* --- the table --- */

static void
test_every_row_has_help_and_a_good_example(void **state)
{
	(void)state;
	const struct schema *schema = front_schema();
	for (size_t i = 0; i < schema->count; i++) {
		const struct schema_row *row = &schema->rows[i];
		assert_non_null(row->help);
		assert_int_equal(row->help[strlen(row->help) - 1], '.');
		assert_true(row->groups != 0);
		struct arena arena = ARENA_EMPTY;
		struct str yaml =
		        str_format(&arena, STR_FMT ": %s", STR_ARG(row->name), row->example);
		struct file *f = read_yaml(yaml.at);
		expect_good(f);
		assert_true(is_set(&f->front, row));
		assert_int_equal(f->front.params.len,
		        row->type == SCHEMA_NODE && str_is(row->name, "params") ? 2 : 0);
		end(f);
		arena_free(&arena);
	}
}

static void
test_every_other_spelling_fills_the_same_field(void **state)
{
	(void)state;
	const struct schema *schema = front_schema();
	size_t count = 0;
	for (size_t i = 0; i < schema->count; i++) {
		struct str rest = str_from(schema->rows[i].aliases);
		while (rest.len) {
			struct arena arena = ARENA_EMPTY;
			struct str alias = str_cut(&rest, ' ');
			struct str yaml = str_format(
			        &arena, STR_FMT ": %s", STR_ARG(alias), schema->rows[i].example);
			struct file *f = read_yaml(yaml.at);
			expect_good(f);
			assert_true(is_set(&f->front, &schema->rows[i]));
			end(f);
			arena_free(&arena);
			count++;
		}
	}
	assert_true(count >= 25);
}

static void
test_every_row_of_the_maps_inside(void **state)
{
	(void)state;
	static const char *const keys[] = { "image", "people", "milestones", "history" };
	static const char *const needed[] = { "src: a.png, ", "name: A, ", "name: A, ",
		"repository: ../a, " };
	for (size_t i = 0; i < 4; i++) {
		const struct schema *schema = front_schema_of(str_from(keys[i]));
		for (size_t j = 0; j < schema->count; j++) {
			struct arena arena = ARENA_EMPTY;
			const struct schema_row *row = &schema->rows[j];
			assert_non_null(row->help);
			bool first = j == 0; /* src or name, which each of them needs */
			struct str yaml = str_format(&arena, "%s: {%s" STR_FMT ": %s}", keys[i],
			        first ? "" : needed[i], STR_ARG(row->name), row->example);
			struct file *f = read_yaml(yaml.at);
			expect_good(f);
			end(f);
			arena_free(&arena);
		}
	}
	assert_null(front_schema_of(STR("title")));
}

/* Keys that other generators write, as they write them. */
static void
test_spellings_of_other_generators(void **state)
{
	(void)state;
	struct file *f = read_yaml("pubDatetime: 2022-09-23T15:22:00Z\n"
	                           "modDatetime: 2023-01-02\n"
	                           "author: Ada\n"
	                           "tldr: Short.\n"
	                           "permalink: /a/\n"
	                           "redirect_from:\n  - /b/\n"
	                           "template: wide.html\n"
	                           "order: 3\n"
	                           "pinned: true\n"
	                           "canonicalURL: https://example.org/\n"
	                           "ogImage: og.png\n"
	                           "expiryDate: 2030-01-01\n"
	                           "extra: {a: 1}");
	expect_good(f);
	const struct front *front = &f->front;
	assert_int_equal(front->date.precision, DATE_SECOND);
	assert_int_equal(front->lastmod.precision, DATE_DAY);
	expect_str(front->authors.at[0], "Ada");
	expect_str(front->description, "Short.");
	expect_str(front->url, "/a/");
	expect_str(front->aliases.at[0], "/b/");
	expect_str(front->layout, "wide.html");
	assert_int_equal(front->weight, 3);
	assert_int_equal(front->featured, 1);
	expect_str(front->canonical, "https://example.org/");
	expect_str(front->image.src, "og.png");
	assert_int_equal(front->expires.seconds, 1893456000);
	assert_int_equal(value_get(front->params, STR("a"), NULL).integer, 1);
	end(f);
}

static void
test_published_is_draft_the_other_way_round(void **state)
{
	(void)state;
	struct file *f = read_yaml("published: false");
	expect_good(f);
	assert_int_equal(f->front.draft, 1);
	assert_int_equal(f->front.params.len, 0);
	end(f);
	f = read_yaml("published: true");
	assert_int_equal(f->front.draft, -1);
	end(f);
	f = read_yaml("published: 2024-01-05");
	expect_good(f);
	assert_int_equal(f->front.draft, 0);
	assert_int_equal(f->front.params.len, 1);
	end(f);
	expect_error("draft: false\npublished: false",
	        "3:12: error: \"published\" contradicts \"draft\" | keep one of them");
}

static void
expect_tags(const char *yaml, const char *tags)
{
	struct file *f = read_yaml(yaml);
	expect_good(f);
	expect_str(str_join(&f->arena, f->front.tags.at, f->front.tags.len, STR("|")), tags);
	end(f);
}

static void
test_tags_from_all_sides(void **state)
{
	(void)state;
	expect_tags("tags: [git, c]", "git|c");
	expect_tags("tags: git", "git");
	expect_tags("categories: [git]", "git");
	expect_tags("keywords: git, file systems", "git|file systems");
	expect_tags("tags: [git]\ncategories: [c, git]\nkeywords: c, d", "git|c|d");
	expect_tags("taxonomies: {tags: [git, c]}", "git|c");
	expect_tags("taxonomies:\n  categories: [git]\n  tags: [c]", "git|c");
	expect_tags("taxonomies:", "");
	expect_error("taxonomies: [git]",
	        "2:13: error: \"taxonomies\" is a map of lists | "
	        "{tags: [caching, git]}, or \"tags\" by itself");
	expect_error("categories: [{a: b}]", "2:14: error: \"categories\" is a list of words");
}

static void
test_other_taxonomies_are_params(void **state)
{
	(void)state;
	struct config config = { 0 };
	struct config_taxonomy taxonomies[] = { { .name = STR("tags") },
		{ .name = STR("categories") } };
	config.taxonomies.at = taxonomies;
	config.taxonomies.len = 2;
	struct file *f = read_bytes(STR("---\n"
	                                "categories: [a]\n"
	                                "keywords: [b]\n"
	                                "taxonomies: {tags: [c], places: [d]}\n"
	                                "---\n"),
	        &config);
	expect_good(f);
	expect_str(str_join(&f->arena, f->front.tags.at, f->front.tags.len, STR("|")), "b|c");
	assert_int_equal(f->front.params.len, 2);
	struct value categories = value_get(f->front.params, STR("categories"), &f->arena);
	expect_str(value_str(value_at(categories, 0, &f->arena)), "a");
	struct value places = value_get(f->front.params, STR("places"), &f->arena);
	expect_str(value_str(value_at(places, 0, &f->arena)), "d");
	end(f);
}

/* --- values --- */

static void
test_text_stays_text(void **state)
{
	(void)state;
	struct file *f = read_yaml("title: No\nslug: 08\ntype: 1e3\nid: null\n"
	                           "commits: [12345e7, 0x10, 1_000]\nlayout: 'true'");
	expect_good(f);
	expect_str(f->front.title, "No");
	expect_str(f->front.slug, "08");
	expect_str(f->front.type, "1e3");
	expect_str(f->front.commits.at[0], "12345e7");
	expect_str(f->front.commits.at[1], "0x10");
	expect_str(f->front.commits.at[2], "1_000");
	expect_str(f->front.layout, "true");
	end(f);
}

static void
test_dates(void **state)
{
	(void)state;
	struct file *f = read_yaml("date: 2026-11\nlastmod: 2026-11-02 10:00:00 +0200\n"
	                           "expires: \"2026-11-02T10:00:00-05:00\"");
	expect_good(f);
	assert_int_equal(f->front.date.precision, DATE_MONTH);
	assert_int_equal(f->front.lastmod.offset, 120);
	assert_int_equal(f->front.expires.offset, -300);
	end(f);
}

static void
test_image(void **state)
{
	(void)state;
	struct file *f = read_yaml("image: plan.png");
	expect_good(f);
	expect_str(f->front.image.src, "plan.png");
	end(f);
	f = read_yaml(
	        "cover:\n  image: a.png\n  alt: The plan\n  caption: Before\n  relative: true");
	expect_good(f);
	expect_str(f->front.image.src, "a.png");
	expect_str(f->front.image.alt, "The plan");
	expect_str(f->front.image.caption, "Before");
	end(f);
	expect_error("image: {alt: The plan}",
	        "2:8: error: the image has no src | "
	        "{src: plan.png, alt: what it shows}, or plan.png alone");
	expect_error("image: [a.png]", "2:8: error: an image is one path, or a map with src");
	expect_error("image: {src: 'javascript:a'}",
	        "2:14: error: \"javascript:a\" cannot become a link | "
	        "write an address with https:, http:, mailto: or the like");
}

static void
test_people(void **state)
{
	(void)state;
	struct file *f = read_yaml("people: [Ada, {name: Grace, role: tester, url: /grace/}]");
	expect_good(f);
	assert_int_equal(f->front.people.len, 2);
	expect_str(f->front.people.at[0].name, "Ada");
	expect_str(f->front.people.at[1].role, "tester");
	end(f);
	expect_error("people: [{role: tester}]",
	        "2:10: error: \"people\" lists names, or maps with a name");
	expect_error("people: [{name: A, rol: b}]",
	        "2:20: error: unknown key \"rol\" | did you mean \"role\"?");
	expect_error("people: [[A]]", "2:10: error: \"people\" lists names, or maps with a name");
}

static void
test_milestones(void **state)
{
	(void)state;
	struct file *f = read_yaml("milestones:\n"
	                           "  - Draft\n"
	                           "  - {name: Reader, due: 2026-12, done: true}\n"
	                           "  - {name: Print, done: 2027-01-02}\n"
	                           "  - {name: Sale, done: false}");
	expect_good(f);
	assert_int_equal(f->front.milestones.len, 4);
	assert_false(f->front.milestones.at[0].done);
	assert_true(f->front.milestones.at[1].done);
	assert_int_equal(f->front.milestones.at[1].due.precision, DATE_MONTH);
	assert_false(date_known(f->front.milestones.at[1].reached));
	assert_true(f->front.milestones.at[2].done);
	assert_int_equal(f->front.milestones.at[2].reached.seconds, 1798848000);
	assert_false(f->front.milestones.at[3].done);
	end(f);
	expect_error("milestones: [{name: A, done: 2026-02-30}]",
	        "2:30: error: there is no 30 February | "
	        "\"done\" is true, false or the day it was reached");
}

static void
test_metrics(void **state)
{
	(void)state;
	struct file *f = read_yaml("metrics: {pages: 1200, seconds: 0.8}");
	expect_good(f);
	assert_int_equal(value_get(f->front.metrics, STR("pages"), NULL).integer, 1200);
	end(f);
	expect_error("metrics: {pages: many}", "2:18: error: the metric \"pages\" is not a number");
	expect_error("metrics: 3", "2:10: error: \"metrics\" is a map of names and numbers");
}

static void
test_paginate(void **state)
{
	(void)state;
	struct file *f = read_yaml("paginate: 0\nsort: title");
	expect_good(f);
	assert_int_equal(f->front.paginate, -1);
	expect_str(schema_choice(schema_find(front_schema(), STR("sort")), &f->front), "title");
	end(f);
	f = read_yaml("paginate_by: 7");
	assert_int_equal(f->front.paginate, 7);
	end(f);
}

static void
test_paths_and_addresses(void **state)
{
	(void)state;
	static const char help[] = "a slug is one part of a URL; \"url\" sets the whole path";
	struct file *f = read_yaml("slug: größe\nurl: /\naliases: [/a/b.html, old/, '/%C3%A4/']");
	expect_good(f);
	expect_str(f->front.aliases.at[2], "/ä/");
	end(f);
	f = read_yaml("url: '/caf%C3%A9/100%25/'");
	expect_good(f);
	expect_str(f->front.url, "/café/100%/");
	end(f);
	struct arena arena = ARENA_EMPTY;
#define WITH_HELP(text) str_format(&arena, "%s | %s", text, help).at
	expect_error("slug: ../../x",
	        WITH_HELP("2:7: error: \"../../x\" cannot be a slug: it has a slash"));
	expect_error("slug: ..",
	        WITH_HELP(
	                "2:7: error: \"..\" cannot be a slug: it has a component \".\" or \"..\""));
	expect_error("slug: \"a\\nb\"",
	        "2:7: error: \"slug\" must be a single line | "
	        "for example: slug: cost-of-the-cache");
	arena_free(&arena);
	expect_error("url: /a/%2e%2e/b/",
	        "2:6: error: \"/a/%2e%2e/b/\" cannot be a page's URL: it has a component \".\" or "
	        "\"..\" | a path below the site's root, such as /essays/cache/");
	expect_error("url: https://example.org/a/",
	        "2:6: error: \"https://example.org/a/\" cannot be a page's URL: it leads to another "
	        "site | a path below the site's root, such as /essays/cache/");
	expect_error("url: '/a/#part'",
	        "2:6: error: \"/a/#part\" cannot be a page's URL: it has a \"#\", behind which no file "
	        "is looked for (%23 is the character itself) | "
	        "a path below the site's root, such as /essays/cache/");
	expect_error("aliases: ['/?p=12']",
	        "2:11: error: \"/?p=12\" cannot be an alias: it has a \"?\", behind which no file is "
	        "looked for (%3F is the character itself) | "
	        "a former path of this site, such as /2019/cache.html");
	expect_error("aliases: [/ok/, /../x]",
	        "2:17: error: \"/../x\" cannot be an alias: it has a component \".\" or \"..\" | "
	        "a former path of this site, such as /2019/cache.html");
	expect_error("links: {Code: 'javascript:alert(1)'}",
	        "2:15: error: \"javascript:alert(1)\" cannot become a link | "
	        "write an address with https:, http:, mailto: or the like");
	expect_error("syndication: [/a/]",
	        "2:15: error: \"/a/\" cannot become a link | "
	        "write an address with https:, http:, mailto: or the like");
	expect_error("lang: german language",
	        "2:7: error: \"german language\" is not a language tag | "
	        "BCP 47 writes en, de-AT, zh-Hant");
}

static void
test_where_answers_go(void **state)
{
	static const char *const good[] = { "contact: ada@example.org",
		"contact: mailto:ada@example.org", "contact: https://example.org/contact/",
		"contact: xmpp:room@example.org", "contact:" };
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct file *f = read_yaml(good[i]);
		expect_good(f);
		end(f);
	}
	expect_warning("contact: in the hallway",
	        "2:10: warning: \"in the hallway\" is neither a mail address nor a URL, so it is no "
	        "link | for example: mailto:ada@example.org, or https://example.org/contact/");
	expect_warning("contact: example.org/contact",
	        "2:10: warning: \"example.org/contact\" is neither a mail address nor a URL, so it "
	        "is no link | did you mean https://example.org/contact?");
	expect_warning("contact: '@ada@social.example'",
	        "2:10: warning: \"@ada@social.example\" is neither a mail address nor a URL, so it "
	        "is no link | for example: mailto:ada@example.org, or https://example.org/contact/");
}

static void
expect_json(const struct file *f, const char *key, const char *json)
{
	struct arena arena = ARENA_EMPTY;
	struct buf buf;
	buf_init(&buf, 1 << 16);
	struct writer_json w = writer_json_start(&buf, 0);
	writer_json_value(&w, front_value(&f->front, str_from(key), &arena), &arena);
	expect_str(buf_view(&buf), json);
	buf_free(&buf);
	arena_free(&arena);
}

static void
test_values_for_templates(void **state)
{
	(void)state;
	struct file *f = read_yaml("title: A\n"
	                           "cover: a.png\n"
	                           "people: [Ada, {name: Grace, role: tester}]\n"
	                           "milestones: [Draft, {name: Print, due: 2026-12, done: true}]\n"
	                           "draft: true\n"
	                           "mood: calm");
	expect_good(f);
	expect_json(f, "title", "\"A\"");
	expect_json(f, "image", "{\"src\": \"a.png\"}");
	expect_json(
	        f, "people", "[{\"name\": \"Ada\"}, {\"name\": \"Grace\", \"role\": \"tester\"}]");
	expect_json(f, "milestones",
	        "[{\"name\": \"Draft\", \"due\": null, \"done\": false, \"reached\": null}, "
	        "{\"name\": \"Print\", \"due\": \"2026-12-01T00:00:00Z\", \"done\": true, "
	        "\"reached\": null}]");
	expect_json(f, "draft", "true");
	expect_json(f, "params", "{\"mood\": \"calm\"}");
	expect_json(f, "cover", "null");
	expect_json(f, "mood", "null");
	expect_json(f, "series", "null");
	end(f);
	f = read_yaml("title: A");
	expect_json(f, "image", "null");
	expect_json(f, "people", "null");
	end(f);
}

/* For a section, the repository that has its history. */
static void
test_history(void **state)
{
	(void)state;
	struct file *f = read_yaml("history: {repository: ../notes, path: posts}");
	expect_good(f);
	expect_str(f->front.history.repository, "../notes");
	expect_json(f, "history", "{\"repository\": \"../notes\", \"path\": \"posts\"}");
	end(f);
	f = read_yaml("history: ../notes");
	expect_str(f->front.history.repository, "../notes");
	end(f);
	expect_error("history: {path: posts}",
	        "2:10: error: the history has no repository | {repository: ../notes, path: posts}");
	expect_error("history: {repo: a}", "2:11: error: unknown key \"repo\"");
}

/* --- mistakes --- */

static void
test_wrong_types(void **state)
{
	(void)state;
	expect_error("title: [a]",
	        "2:8: error: \"title\" must be a text, not a list | "
	        "for example: title: What the cache costs");
	expect_error("title: ''",
	        "2:8: error: \"title\" is empty | give it a text, or leave the key out");
	expect_error("tags: {a: b}",
	        "2:7: error: \"tags\" must be a list of texts, not a map | "
	        "for example: tags: [caching, git]");
	expect_error("draft: yes",
	        "2:8: error: \"draft\" must be true or false, not \"yes\" | write true");
	expect_error("weight: heavy",
	        "2:9: error: \"weight\" must be a whole number, not \"heavy\" | "
	        "for example: weight: 10");
	expect_error("sort: size",
	        "2:7: error: \"sort\" cannot be \"size\" | "
	        "it is one of: date, weight, title");
	expect_error("links: [a]",
	        "2:8: error: \"links\" must be a map of texts, not a list | "
	        "for example: links: {Slides: https://example.org/slides.pdf, "
	        "Code: https://example.org/code/}");
	expect_error("canonical: 'javascript:a'",
	        "2:12: error: \"canonical\" must be the address of a page, not \"javascript:a\" | "
	        "an address begins with https:, http:, mailto: or the like, or is a path");
	expect_error("lang: [a]",
	        "2:7: error: \"lang\" must be a text, not a list | "
	        "for example: lang: de-AT");
	expect_error("url: [a]",
	        "2:6: error: \"url\" must be a text, not a list | "
	        "for example: url: /essays/cache/");
	expect_error("syndication: {a: b}",
	        "2:14: error: \"syndication\" must be a list of texts, not a map | "
	        "for example: syndication: [https://social.example/@ada/1]");
	expect_error("cascade: 3", "2:10: error: \"cascade\" is a map of front matter");
	expect_error("extra: 3", "2:8: error: \"extra\" is a map");
	expect_error("paginate: -1",
	        "2:11: error: \"paginate\" must be a whole number from 0 to 1000000, not \"-1\" | "
	        "for example: paginate: 10");
	expect_error("- a", "2:1: error: front matter is made of \"key: value\" lines");
}

static void
test_impossible_dates(void **state)
{
	(void)state;
	expect_error("title: A\ndate: 2026-02-30",
	        "3:7: error: \"date\" is no date: there is no 30 February | "
	        "for example: date: 2026-11-02");
	expect_error("updated: soon",
	        "2:10: error: \"updated\" is no date: a date is written like 2026-11-02 | "
	        "for example: lastmod: 2026-11-05T09:30:00+01:00");
}

static void
test_misspelt_keys(void **state)
{
	(void)state;
	expect_warning("tilte: A", "2:1: warning: unknown key \"tilte\" | did you mean \"title\"?");
	expect_warning("date: 2026-11-02\npubdatetime: 2026-11-02",
	        "3:1: warning: unknown key \"pubdatetime\" | did you mean \"pubDatetime\"?");
	struct file *f = read_yaml("mood: calm\nrecipe: {serves: 4}");
	expect_good(f);
	expect_str(value_str(value_get(f->front.params, STR("mood"), NULL)), "calm");
	end(f);
	expect_warning("params: {mood: calm}\nmood: wild",
	        "3:1: warning: \"mood\" is in \"params\" as well; the value here counts");
}

static void
test_two_spellings_of_one_key(void **state)
{
	(void)state;
	expect_error("date: 2026-11-02\ncreated: 2026-11-03",
	        "3:1: error: \"created\" is another spelling of \"date\" on line 2 | "
	        "keep one of the two");
}

/* What the reader of YAML refuses arrives here with the line of the whole file. */
static void
test_broken_yaml(void **state)
{
	(void)state;
	static const struct {
		struct str bytes;
		unsigned line;
		const char *word;
	} cases[] = {
		{ STR_INIT("---\ntitle: A\n\tdraft: true\n---\n"), 3, "tab" },
		{ STR_INIT("---\ntitle: A\ndate: 2026-11-02\ntitle: B\n---\n"), 4, "title" },
		{ STR_INIT("---\ntitle: A\0B\n---\n"), 2, "NUL" },
		{ STR_INIT("---\ntitle: A\xff\n---\n"), 2, "UTF-8" },
		{ STR_INIT("---\ntitle: [A\n---\n"), 2, "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct file *f = read_bytes(cases[i].bytes, NULL);
		assert_false(f->good);
		assert_int_equal(f->diags.list.len, 1);
		const struct diag *d = &f->diags.list.at[0];
		assert_int_equal(d->level, DIAG_ERROR);
		assert_int_equal(d->place.line, cases[i].line);
		assert_true(d->place.column >= 1);
		assert_true(str_find(d->text, str_from(cases[i].word)) != STR_NONE);
		end(f);
	}
}

/* One mistake does not hide the others, and what is right is read. */
static void
test_all_mistakes_at_once(void **state)
{
	(void)state;
	struct file *f = read_yaml("title: A\ndate: never\nslug: a/b\nweight: 1.5\ntoc: true");
	assert_false(f->good);
	assert_int_equal(f->diags.errors, 3);
	expect_str(f->front.title, "A");
	assert_int_equal(f->front.toc, 1);
	assert_int_equal(f->front.slug.len, 0);
	end(f);
}

/* --- taking a file apart --- */

static void
expect_split(struct str bytes, const char *yaml, const char *body, uint32_t body_line)
{
	struct diags diags;
	struct front_split split;
	struct node_source source = { STR(PATH), bytes };
	diag_init(&diags);
	assert_true(front_split(&source, &split, &diags));
	assert_int_equal(diags.list.len, 0);
	assert_int_equal(split.yaml.at != NULL, yaml != NULL);
	if (yaml) {
		expect_str(split.yaml, yaml);
		assert_int_equal(split.yaml_line, 2);
	}
	expect_str(split.body, body);
	assert_int_equal(split.body_line, body_line);
	assert_true(split.body.at >= bytes.at && split.body.at <= bytes.at + bytes.len);
	diag_free(&diags);
}

static void
test_split(void **state)
{
	(void)state;
	expect_split(STR("---\na: b\n---\nText\n"), "a: b\n", "Text\n", 4);
	expect_split(STR("---\r\na: b\r\n---\r\nText\r\n"), "a: b\r\n", "Text\r\n", 4);
	expect_split(STR("\xef\xbb\xbf---\na: b\n---\nText"), "a: b\n", "Text", 4);
	expect_split(STR("---\na: b\n...\nText"), "a: b\n", "Text", 4);
	expect_split(STR("--- \t\na: b\n---  \nText"), "a: b\n", "Text", 4);
	expect_split(STR("---\n---\n"), "", "", 3);
	expect_split(STR("---\na: b\n---"), "a: b\n", "", 4);
	expect_split(STR("---\na: |\n  x\n  ---\n---\nText"), "a: |\n  x\n  ---\n", "Text", 6);
	expect_split(STR("---\na: b\n----\n---\n---\nText"), "a: b\n----\n", "---\nText", 5);
}

static void
test_split_without_front_matter(void **state)
{
	(void)state;
	expect_split(STR(""), NULL, "", 1);
	expect_split(STR("Text"), NULL, "Text", 1);
	expect_split(STR("\xef\xbb\xbfText"), NULL, "Text", 1);
	expect_split(STR("\n---\na: b\n---\n"), NULL, "\n---\na: b\n---\n", 1);
	expect_split(STR(" ---\na: b\n---\n"), NULL, " ---\na: b\n---\n", 1);
	expect_split(STR("---x\n---\n"), NULL, "---x\n---\n", 1);
}

static void
test_split_refuses(void **state)
{
	(void)state;
	static const char closing[] =
	        "1:1: error: this front matter is never closed | end it with a "
	        "line \"---\"; for a rule across the page write \"***\"";
	static const char *const unclosed[] = { "---", "---\n", "---\ntitle: A\n\nText\n",
		"---\ntitle: A\n ---\n" };
	for (size_t i = 0; i < 4; i++) {
		struct file *f = read_bytes(str_from(unclosed[i]), NULL);
		assert_false(f->good);
		expect_str(diag_line(f, 0), closing);
		end(f);
	}
	struct file *f = read_bytes(STR("+++\ntitle = \"A\"\n+++\n"), NULL);
	assert_false(f->good);
	expect_str(diag_line(f, 0),
	        "1:1: error: this front matter is TOML, and kith reads YAML | "
	        "write \"key: value\" lines between two lines \"---\"");
	end(f);
}

static void
test_no_front_matter_is_fine(void **state)
{
	(void)state;
	static const char *const files[] = { "", "Text\n", "---\n---\nText\n", "---\n# a\n---\n" };
	for (size_t i = 0; i < 4; i++) {
		struct file *f = read_bytes(str_from(files[i]), NULL);
		expect_good(f);
		assert_int_equal(f->front.params.kind, VALUE_MAP);
		assert_int_equal(f->front.params.len, 0);
		end(f);
	}
}

/* --- defaults --- */

static void
test_cascade(void **state)
{
	(void)state;
	struct file *section = read_yaml("title: Essays\n"
	                                 "cascade:\n"
	                                 "  toc: true\n"
	                                 "  draft: true\n"
	                                 "  license: CC0-1.0\n"
	                                 "  tags: [essay]\n"
	                                 "  cover: {src: a.png, alt: A}\n"
	                                 "  mood: calm\n"
	                                 "  params: {depth: 3}");
	expect_good(section);
	assert_non_null(section->cascade);
	struct front defaults = { 0 };
	assert_true(front_read_cascade(&section->arena, &section->source, NULL, section->cascade,
	        &defaults, &section->diags));

	struct file *f = read_yaml("title: Cache\ndraft: false\nmood: wild\ntags: [git]");
	front_apply_defaults(&f->front, &defaults, &f->arena);
	expect_str(f->front.title, "Cache");
	assert_int_equal(f->front.draft, -1);
	assert_int_equal(f->front.toc, 1);
	expect_str(f->front.license, "CC0-1.0");
	assert_int_equal(f->front.tags.len, 1);
	expect_str(f->front.tags.at[0], "git");
	expect_str(f->front.image.alt, "A");
	assert_int_equal(f->front.params.len, 2);
	expect_str(value_str(value_get(f->front.params, STR("mood"), NULL)), "wild");
	assert_int_equal(value_get(f->front.params, STR("depth"), NULL).integer, 3);
	end(f);

	f = read_yaml("image: b.png");
	front_apply_defaults(&f->front, &defaults, &f->arena);
	expect_str(f->front.image.src, "b.png");
	assert_int_equal(f->front.image.alt.len, 0);
	end(f);
	end(section);
}

static void
test_cascade_refuses_what_is_of_one_page(void **state)
{
	(void)state;
	struct file *f = read_yaml("cascade: {slug: a, date: never}");
	struct front defaults = { 0 };
	assert_false(
	        front_read_cascade(&f->arena, &f->source, NULL, f->cascade, &defaults, &f->diags));
	expect_str(diag_line(f, 0),
	        "2:11: error: \"slug\" belongs to one page and cannot be passed down");
	expect_str(diag_line(f, 1),
	        "2:26: error: \"date\" is no date: a date is written like "
	        "2026-11-02 | for example: date: 2026-11-02");
	end(f);
}

/* --- types --- */

static void
test_type_names(void **state)
{
	(void)state;
	for (unsigned i = 0; i < FRONT_TYPES; i++) {
		enum front_type type = (enum front_type)i;
		assert_int_equal(front_type_of(front_type_name(type)), type);
	}
	assert_int_equal(front_type_of(STR("recipe")), FRONT_PAGE);
}

/* Each word of each list is taken by its type, and by name another one stays. */
static void
test_every_word(void **state)
{
	(void)state;
	static const char *const keys[] = { "kind", "status", "stage", "confidence", "seeking" };
	size_t lists = 0;
	for (unsigned i = 0; i < FRONT_TYPES * 5; i++) {
		enum front_type type = (enum front_type)(i / 5);
		struct str key = str_from(keys[i % 5]), rest = str_from(front_words(type, key));
		lists += rest.len > 0;
		while (rest.len) {
			struct arena arena = ARENA_EMPTY;
			struct str meaning = str_trim(str_cut(&rest, ','));
			struct str word = str_cut(&meaning, '=');
			struct str yaml = str_format(
			        &arena, STR_FMT ": " STR_FMT, STR_ARG(key), STR_ARG(word));
			struct file *f = read_yaml(yaml.at);
			if (!front_check_type(&f->source, &f->front, type, &f->diags))
				front_settle_words(&f->front, type);
			expect_good(f);
			struct value got = schema_value(
			        schema_find(front_schema(), key), &f->front, &f->arena);
			assert_true(str_eq(value_str(got), meaning.at ? meaning : word));
			end(f);
			arena_free(&arena);
		}
	}
	assert_int_equal(lists, 9);
	assert_null(front_words(FRONT_PAGE, STR("kind")));
}

static struct file *
check(const char *yaml, enum front_type type)
{
	struct file *f = read_yaml(yaml);
	if (!front_check_type(&f->source, &f->front, type, &f->diags))
		front_settle_words(&f->front, type);
	return f;
}

static void
test_words_that_are_not_on_the_list(void **state)
{
	(void)state;
	struct file *f = check("status: actve", FRONT_PROJECT);
	expect_str(diag_line(f, 0),
	        "2:9: error: \"actve\" is no status of a project | did you mean \"active\"?");
	end(f);
	f = check("status: sleeping", FRONT_ASK);
	expect_str(diag_line(f, 0),
	        "2:9: error: \"sleeping\" is no status of an ask | it is one of open, closed");
	end(f);
	f = check("status: Suspended\nkind: anything", FRONT_PROJECT);
	expect_good(f);
	expect_str(f->front.status, "paused");
	end(f);
	f = check("title: A", FRONT_PROJECT);
	struct file *above = read_yaml("cascade: {status: actve}");
	struct front defaults = { 0 };
	front_read_cascade(
	        &above->arena, &above->source, NULL, above->cascade, &defaults, &above->diags);
	front_apply_defaults(&f->front, &defaults, &f->arena);
	if (!front_check_type(&f->source, &f->front, FRONT_PROJECT, &f->diags))
		front_settle_words(&f->front, FRONT_PROJECT);
	expect_str(diag_line(f, 0),
	        "2:19: error: \"actve\" is no status of a project | did you mean \"active\"?");
	end(above);
	end(f);
}

static void
test_keys_of_another_type(void **state)
{
	(void)state;
	struct file *f = check("title: A\neffort: an hour", FRONT_ESSAY);
	expect_str(diag_line(f, 0),
	        "3:1: warning: \"effort\" has no meaning for an essay | it is a "
	        "key of an ask; your own keys can stand in \"params\"");
	assert_int_equal(f->diags.list.len, 1);
	end(f);
	f = check("project: quill", FRONT_PAGE);
	expect_str(diag_line(f, 0),
	        "2:1: warning: \"project\" has no meaning for a page | it is a key of an essay, a log "
	        "entry, an ask or a lesson; your own keys can stand in \"params\"");
	end(f);
	/* The words of other types are nobody's business there. */
	f = check("status: published", FRONT_PAGE);
	assert_int_equal(f->diags.errors, 0);
	assert_int_equal(f->diags.warnings, 1);
	expect_str(f->front.status, "published");
	end(f);
	f = check("effort: an hour\nthanks: [Ada]\nmood: calm\npaginate: 3", FRONT_ASK);
	expect_good(f);
	end(f);
}

static void
test_keys_of_sections(void **state)
{
	(void)state;
	struct file *f = read_yaml("title: A\npaginate: 3\nsort_by: title");
	front_check_page(&f->source, &f->front, &f->diags);
	expect_str(diag_line(f, 0),
	        "3:1: warning: \"paginate\" has no meaning for a page | it is a "
	        "key of section pages, which are named _index.md");
	assert_int_equal(f->diags.list.len, 2);
	end(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_where_answers_go),
		cmocka_unit_test(test_every_row_has_help_and_a_good_example),
		cmocka_unit_test(test_every_other_spelling_fills_the_same_field),
		cmocka_unit_test(test_every_row_of_the_maps_inside),
		cmocka_unit_test(test_spellings_of_other_generators),
		cmocka_unit_test(test_published_is_draft_the_other_way_round),
		cmocka_unit_test(test_tags_from_all_sides),
		cmocka_unit_test(test_other_taxonomies_are_params),
		cmocka_unit_test(test_text_stays_text),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_image),
		cmocka_unit_test(test_people),
		cmocka_unit_test(test_milestones),
		cmocka_unit_test(test_metrics),
		cmocka_unit_test(test_paginate),
		cmocka_unit_test(test_paths_and_addresses),
		cmocka_unit_test(test_history),
		cmocka_unit_test(test_values_for_templates),
		cmocka_unit_test(test_wrong_types),
		cmocka_unit_test(test_impossible_dates),
		cmocka_unit_test(test_misspelt_keys),
		cmocka_unit_test(test_two_spellings_of_one_key),
		cmocka_unit_test(test_broken_yaml),
		cmocka_unit_test(test_all_mistakes_at_once),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_split_without_front_matter),
		cmocka_unit_test(test_split_refuses),
		cmocka_unit_test(test_no_front_matter_is_fine),
		cmocka_unit_test(test_cascade),
		cmocka_unit_test(test_cascade_refuses_what_is_of_one_page),
		cmocka_unit_test(test_type_names),
		cmocka_unit_test(test_every_word),
		cmocka_unit_test(test_words_that_are_not_on_the_list),
		cmocka_unit_test(test_keys_of_another_type),
		cmocka_unit_test(test_keys_of_sections),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
