/* The tables that say what templates are given, compared with what they are given. */
#include "site_fixture.h"

#include "repos.h"

#include "raster/raster.h"
#include "render/context.h"
#include "render/theme_check.h"
#include "render/view.h"

/* A site that has one of everything. */
static void
put_everything(void)
{
	put_file("kith.yaml",
	        "title: T\nbase_url: https://example.org\ntheme: small\nfeeds: {formats: [atom, json, rss]}\n"
	        "menu: [{name: Home, url: /}]\nauthor: {name: Ada}\npages: {revisions: true, cards: true, humans: true}\n"
	        "security: {contact: mailto:a@b.example, expires: 2030-01-01}\npagination: {size: 2}\n");
	put_file("themes/small/theme.yaml",
	        "name: small\nversion: 1.0.0\noptions: {recent: {type: int, default: 3}}\n");
	static const char *const templates[] = { "home", "section", "list", "page", "404", "logs",
		"archive", "follow", "now", "asks", "lessons", "series-list", "series", "people",
		"person", "search", "timeline" };
	for (size_t i = 0; i < sizeof templates / sizeof *templates; i++) {
		char path[60];
		snprintf(path, sizeof path, "templates/%s.html", templates[i]);
		put_file(path, "x");
	}
	put_file("content/log/_index.md", "---\ntitle: Log\n---\n");
	put_file("content/log/a.md", "---\ntitle: Begun\ndate: 2026-01-01\n---\n");
	put_file("content/archive/_index.md", "Text.\n");
	put_file("content/archive/2026/_index.md", "Text.\n");
	put_file("content/follow/_index.md", "Text.\n");
	put_file("content/now/_index.md", "Text.\n");
	put_file("content/search/_index.md", "Text.\n");
	put_file("content/asks/_index.md", "Text.\n");
	put_file("content/lessons/_index.md", "Text.\n");
	put_file("content/series/_index.md", "Text.\n");
	put_file("content/series/pens/_index.md", "Text.\n");
	put_file("content/people/_index.md", "Text.\n");
	put_file("content/people/ada/_index.md", "Text.\n");
	put_file("data/people.yaml",
	        "ada: {name: Ada, page: true, feed: 'https://ada.example/feed.xml'}\n");
	put_file("content/part.md", "---\nseries: Pens\n---\n");
	put_file("static/x.png", "no picture");
	put_file("content/_index.md", "---\ntitle: Home\n---\n");
	put_file("content/essays/_index.md", "---\ntitle: Essays\n---\n");
	put_file("content/essays/a/index.md",
	        "---\ntitle: A\ndate: 2026-02-01\ntags: [x]\nimage: /x.png\naliases: [/old/]\n"
	        "type: project\npeople: [Ada]\nstarted: 2026-01-01\nmilestones: [{name: One, done: 2026-01-02}, {name: Two, done: 2026-01-03}]\n---\n## One\n\nText.\n");
	put_file("content/essays/p.md", "---\ntitle: P\ntype: project\n---\n");
	put_file("content/essays/a/plan.png", "no picture either");
	put_file("content/essays/b.md", "---\ntitle: B\ndate: 2026-01-01\ntags: [x]\n---\n");
}

/* --- names ---------------------------------------------------------------------------------- */

struct name {
	const char *name, *routes;
	bool seen[ROUTE_KINDS];
};

static struct name names[] = {
#define NAME(name, routes, type, help) { #name, routes, { false } },
#include "render/context.def"
};
enum { NAMES = sizeof names / sizeof *names };

static bool
is_listed(const char *words, struct str word)
{
	struct str rest = str_from(words);
	while (rest.at)
		if (str_eq(str_cut(&rest, ' '), word))
			return true;
	return false;
}

static void
test_names_by_route(void **state)
{
	(void)state;
	put_everything();
	repos_change(folder_path, "start inside; commit 1 'Begin'");
	load_site();
	rendered("index.html");
	bool met[ROUTE_KINDS] = { false };
	for (size_t i = 0; i < site->routes->list.len; i++) {
		const struct route *route = &site->routes->list.at[i];
		struct value given = context_of(loaded.render, route, &loaded.arena);
		met[route->kind] = true;
		for (size_t n = 0; n < NAMES; n++) {
			struct value v = value_get(given, str_from(names[n].name), &loaded.arena);
			assert_int_not_equal(v.kind, VALUE_UNDEFINED);
			names[n].seen[route->kind] |= v.kind != VALUE_NONE;
		}
	}
	for (size_t kind = 0; kind < ROUTE_KINDS; kind++) {
		for (size_t n = 0; n < NAMES && route_kinds[kind].templates[0]; n++) {
			bool listed = str_is(str_from(names[n].routes), "all") ||
			        is_listed(names[n].routes, route_kinds[kind].name);
			if (kind == ROUTE_CARD_IMAGE && !raster_is_there())
				continue;
			assert_true(met[kind]);
			if (listed != names[n].seen[kind])
				fail_msg("%s is %sgiven to " STR_FMT, names[n].name,
				        listed ? "not " : "", STR_ARG(route_kinds[kind].name));
		}
	}
}

/* --- records -------------------------------------------------------------------------------- */

/* Where one of each kind is found on the page of essays/a/. */
static const struct {
	const char *kind, *expression;
} records[] = {
	{ "author", "site.author" },
	{ "link", "site.menu[0]" },
	{ "heading", "page.headings[0]" },
	{ "asset", "page.assets[0]" },
	{ "image", "page.image" },
	{ "theme", "theme" },
	{ "program", "kith" },
	{ "gathered", "site.gathered" },
	{ "security", "site.security" },
};

/* The keys of a kind's rows, in their order. */
static struct str
rows_of(const char *kind)
{
	static const char *const rows[][2] = {
#define RECORD(kind, key, type, help) { #kind, #key },
#include "render/record.def"
	};
	struct str keys[20];
	size_t count = 0;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (str_eq(str_from(rows[i][0]), str_from(kind)) && count < 20)
			keys[count++] = str_from(rows[i][1]);
	return str_join(&loaded.arena, keys, count, STR(" "));
}

static void
test_keys_of_records(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof records / sizeof *records; i++) {
		char template[100];
		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_everything();
		snprintf(template, sizeof template, "{{ %s.keys() | join(' ') }}",
		        records[i].expression);
		put_file("templates/page.html", template);
		load_site();
		struct str got = rendered("essays/a/index.html");
		if (str_is(got, "(failed)"))
			print_error(STR_FMT "\n", STR_ARG(said()));
		expect_text(got, rows_of(records[i].kind), records[i].kind, 0);
	}
}

/* --- types ---------------------------------------------------------------------------------- */

static const char *const types[] = {
#define PROPERTY(kind, key, type, help) type,
#include "render/property.def"
#undef PROPERTY
#define RECORD(kind, key, type, help) type,
#include "render/record.def"
#define NAME(name, routes, type, help) type,
#include "render/context.def"
#define GLOBAL(name, type, help) type,
#include "render/context.def"
#define DIRECTIVE(name, type, help) type,
#include "render/context.def"
#define FUNCTION(name, parameters, help, example, type) type,
#include "render/function.def"
#undef FUNCTION
};

static const char *const kinds[] = {
	"text",
	"markup",
	"number",
	"bool",
	"date",
	"map",
	"any",
	"options",
#define PROPERTY(kind, key, type, help) #kind,
#include "render/property.def"
#undef PROPERTY
#define RECORD(kind, key, type, help) #kind,
#include "render/record.def"
};

static bool
is_kind(struct str word, bool many)
{
	struct str ies = str_slice(word, 0, word.len - 3);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct str kind = str_from(kinds[i]);
		if (str_eq(word, kind) && (!many || str_ends(kind, STR("series"))))
			return true;
		if (many && str_ends(word, STR("s")) &&
		        str_eq(str_slice(word, 0, word.len - 1), kind))
			return true;
		if (many && str_ends(word, STR("ies")) && kind.len == ies.len + 1 &&
		        str_starts(kind, ies) && str_ends(kind, STR("y")))
			return true;
	}
	return false;
}

/* A type that nobody knows would be any, and nothing be found. */
static void
test_types(void **state)
{
	(void)state;
	static const struct str of[] = { STR_INIT("list of "), STR_INIT("lists of "),
		STR_INIT("map of "), STR_INIT("maps of ") };
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		struct str type = str_from(types[i]);
		bool many = false;
		for (size_t k = 0; k < sizeof of / sizeof *of; k++) {
			if (!str_starts(type, of[k]))
				continue;
			type = str_skip(type, of[k].len);
			many = true;
			k = (size_t)-1;
		}
		if (!is_kind(type, many))
			fail_msg("no kind of value: %s", types[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_names_by_route),
		WITH_SITE(test_keys_of_records),
		cmocka_unit_test(test_types),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
