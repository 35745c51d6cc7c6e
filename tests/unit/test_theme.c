/* Themes: where they are found, what they are made of, and what is said of their mistakes. */
#include "config/theme.h"

#include "base/arena.h"
#include "base/diag.h"
#include "config/config.h"
#include "config/theme_list.h"
#include "expect_tree.h"
#include "folder.h"

/* A site's folder with a configuration, and the theme that it gives. */
struct opened {
	struct arena arena;
	struct diags diags;
	struct config *config;
	struct theme *theme;
};

static struct opened
open_theme(const char *yaml)
{
	struct opened o = { .arena = ARENA_EMPTY };
	struct node_source source = { STR("kith.yaml"), str_copy(&o.arena, str_from(yaml)) };
	diag_init(&o.diags);
	o.config = config_parse(&o.arena, &source, &o.diags);
	assert_int_equal(o.diags.list.len, 0);
	o.theme = theme_open(&o.arena, root, o.config, &o.diags);
	return o;
}

static void
end(struct opened *o)
{
	theme_close(o->theme);
	diag_free(&o->diags);
	arena_free(&o->arena);
}

static void
expect_said(const struct opened *o, const char *lines)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	put_diags(&buf, &o->diags);
	expect_str(buf_view(&buf), lines);
	buf_free(&buf);
}

/* What is said of a theme.yaml and the site's options. */
static void
expect_said_of(const char *theme_yaml, const char *site_yaml, const char *lines)
{
	struct arena arena = ARENA_EMPTY;
	put_file("themes/small/theme.yaml", theme_yaml);
	struct opened o =
	        open_theme(str_format(&arena, "title: A\ntheme: small\n%s\n", site_yaml).at);
	expect_said(&o, lines);
	end(&o);
	arena_free(&arena);
}

#define SMALL "title: A\ntheme: small\n"

/* --- files --- */

static void
test_files(void **state)
{
	(void)state;
	put_file("themes/small/theme.yaml",
	        "name: small\ntitle: Small\nversion: 1.2.3\n"
	        "license: MIT\nauthor: A\ndescription: Little.\n"
	        "requires: \">=0.1\"\n");
	put_file("themes/small/templates/page.html", "theirs");
	put_file("themes/small/templates/home.html", "home");
	put_file("themes/small/templates/partials/card.html", "card");
	put_file("themes/small/assets/style.css", "css");
	put_file("themes/small/assets/icons/a.svg", "<svg/>");
	put_file("templates/page.html", "ours");
	put_file("templates/talk.html", "talk");
	struct opened o = open_theme(SMALL);
	expect_said(&o, "");
	const struct theme *theme = o.theme;
	expect_str(theme->name, "small");
	expect_str(theme->title, "Small");
	expect_str(theme->version, "1.2.3");
	expect_str(theme->license, "MIT");
	expect_str(theme->description, "Little.");
	expect_str(theme->folder, "themes/small");
	static const char *const names[] = { "home.html", "page.html", "partials/card.html",
		"talk.html" };
	assert_int_equal(theme->templates.len, 4);
	for (size_t i = 0; i < 4; i++) {
		expect_str(theme->templates.at[i].name, names[i]);
		assert_ptr_equal(
		        theme_template(theme, str_from(names[i])), &theme->templates.at[i]);
	}
	const struct theme_file *page = theme_template(theme, STR("page.html"));
	expect_str(page->bytes, "ours");
	expect_str(page->path, "templates/page.html");
	assert_int_equal(page->root, root);
	const struct theme_file *card = theme_template(theme, STR("partials/card.html"));
	expect_str(card->bytes, "card");
	expect_str(card->path, "themes/small/templates/partials/card.html");
	assert_null(theme_template(theme, STR("a.html")));
	assert_null(theme_template(theme, STR("zzz.html")));
	assert_int_equal(theme->assets.len, 2);
	expect_str(theme->assets.at[1].name, "style.css");
	expect_str(theme->assets.at[1].file, "assets/style.css");
	assert_int_equal(theme->assets.at[1].stat.size, 3);
	end(&o);
}

static void
test_no_theme(void **state)
{
	(void)state;
	put_file("templates/page.html", "ours");
	struct opened o = open_theme("title: A\ntheme: none\n");
	expect_said(&o, "");
	assert_int_equal(o.theme->root, -1);
	expect_str(theme_template(o.theme, STR("page.html"))->bytes, "ours");
	expect_str(o.theme->languages.at[0].dates.months[0], "January");
	assert_int_equal(o.theme->options.len, 0);
	end(&o);
}

static void
test_files_that_cannot_be_used(void **state)
{
	(void)state;
	put_file("themes/small/theme.yaml", "name: small\n");
	make_folder("themes/small/templates");
	put_link("themes/small/templates/secret.html", "../../../../outside/secret");
	put_file("themes/small/templates/page.html", "page");
	char *large = calloc(1, THEME_TEMPLATE_MAX + 2);
	assert_non_null(large);
	memset(large, 'a', THEME_TEMPLATE_MAX + 1);
	put_file("themes/small/templates/large.html", large);
	free(large);
	struct opened o = open_theme(SMALL);
	expect_said(&o,
	        "0:0: error: this is left out: it is too large\n"
	        "0:0: error: this is left out: it leads out of the folder it belongs to");
	expect_str(o.diags.list.at[0].place.path, "themes/small/templates/large.html");
	assert_int_equal(o.theme->templates.len, 1);
	end(&o);
}

static void
test_fingerprint(void **state)
{
	(void)state;
	put_file("themes/small/theme.yaml", "options: {a: {type: int, default: 1}}\n");
	put_file("themes/small/templates/page.html", "page");
	put_file("themes/small/i18n/en.yaml", "a: b\n");
	struct opened first = open_theme(SMALL), same = open_theme(SMALL);
	assert_true(hash_eq(first.theme->fingerprint, same.theme->fingerprint));
	end(&same);
	struct opened option = open_theme(SMALL "theme_options: {a: 2}\n");
	assert_false(hash_eq(first.theme->fingerprint, option.theme->fingerprint));
	end(&option);
	put_file("themes/small/i18n/en.yaml", "a: c\n");
	struct opened message = open_theme(SMALL);
	assert_false(hash_eq(first.theme->fingerprint, message.theme->fingerprint));
	end(&message);
	put_file("themes/small/i18n/en.yaml", "a: b\n");
	put_file("templates/page.html", "page");
	put_file("templates/other.html", "");
	struct opened template = open_theme(SMALL);
	assert_true(hash_eq(first.theme->fingerprint, template.theme->fingerprint));
	end(&template);
	put_file("themes/small/assets/new.css", "");
	struct opened asset = open_theme(SMALL);
	assert_false(hash_eq(first.theme->fingerprint, asset.theme->fingerprint));
	end(&asset);
	end(&first);
}

/* --- finding --- */

static void
test_search_path(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	theme_folders folders;
	setenv("KITH_THEME_PATH", "/a::/b/c", 1);
	theme_search_path(&arena, &folders);
	assert_true(folders.len >= 3);
	expect_str(folders.at[0], "/a");
	expect_str(folders.at[1], "/b/c");
	assert_true(str_ends(folders.at[2], STR("/themes")));
	unsetenv("KITH_THEME_PATH");
	theme_search_path(&arena, &folders);
	assert_true(folders.len >= 1);
	arena_free(&arena);
}

static void
test_the_site_comes_first_then_the_path(void **state)
{
	(void)state;
	struct arena arena = ARENA_EMPTY;
	put_file("../outside/small/theme.yaml", "version: 2\n");
	put_file("../outside/small/templates/page.html", "page");
	setenv("KITH_THEME_PATH", str_format(&arena, "%s/outside", folder_path).at, 1);
	struct opened o = open_theme(SMALL);
	expect_str(o.theme->version, "2");
	expect_str(o.theme->name, "small");
	struct str folder = str_format(&arena, "%s/outside/small", folder_path);
	assert_true(str_eq(o.theme->folder, folder));
	const struct theme_file *page = theme_template(o.theme, STR("page.html"));
	assert_true(str_starts(page->path, folder));
	end(&o);
	put_file("themes/small/theme.yaml", "version: 1\n");
	o = open_theme(SMALL);
	expect_str(o.theme->version, "1");
	theme_infos infos = { 0 };
	theme_list_beside(&o.arena, root, STR("site"), &infos, &o.diags);
	assert_true(infos.len >= 1);
	expect_str(infos.at[0].folder, "site/themes/small");
	expect_str(infos.at[0].version, "1");
	unsetenv("KITH_THEME_PATH");
	end(&o);
	arena_free(&arena);
}

static void
test_missing_theme(void **state)
{
	(void)state;
	put_file("themes/small/theme.yaml", "name: small\n");
	struct opened o = open_theme("title: A\ntheme: smal\n");
	assert_null(o.theme);
	expect_said(&o, "2:8: error: there is no theme \"smal\" | did you mean \"small\"?");
	end(&o);
	o = open_theme("title: A\ntheme: entirely-different\n");
	assert_null(o.theme);
	assert_true(str_starts(o.diags.list.at[0].help, STR("looked for in the site's themes/, ")));
	end(&o);
	make_folder("themes/empty");
	o = open_theme("title: A\ntheme: empty\n");
	assert_null(o.theme);
	expect_said(&o, "0:0: error: the theme cannot be read: there is no such file or folder");
	expect_str(o.diags.list.at[0].place.path, "themes/empty/theme.yaml");
	end(&o);
	put_link("themes/away", "../../outside");
	o = open_theme("title: A\ntheme: away\n");
	assert_null(o.theme);
	expect_said(&o,
	        "2:8: error: the theme in themes/away cannot be read: it leads out of the "
	        "folder it belongs to");
	end(&o);
}

static void
test_requires(void **state)
{
	(void)state;
	static const char *const fine[] = { "0.1", "0.1.0", "\">= 0.0.9\"", "\">=0\"" };
	for (size_t i = 0; i < 4; i++) {
		char yaml[100];
		snprintf(yaml, sizeof yaml, "requires: %s\n", fine[i]);
		expect_said_of(yaml, "", "");
	}
	struct opened o;
	put_file("themes/small/theme.yaml", "requires: \">=99.1\"\n");
	o = open_theme(SMALL);
	assert_true(str_starts(
	        o.diags.list.at[0].text, STR("the theme requires kith >=99.1, this is ")));
	expect_str(
	        o.diags.list.at[0].help, "install a newer kith, or an older version of the theme");
	end(&o);
	expect_said_of("requires: latest\n", "",
	        "0:0: error: \"requires\" is no version: \"latest\" | "
	        "for example: requires: \">=0.1\"");
	expect_said_of("requires: 1.2.3.4\n", "",
	        "0:0: error: \"requires\" is no version: \"1.2.3.4\" | "
	        "for example: requires: \">=0.1\"");
}

static void
test_mistakes_in_theme_yaml(void **state)
{
	(void)state;
	expect_said_of("name: small\nlicence: MIT\n", "",
	        "2:1: error: unknown key \"licence\" | did you mean \"license\"?");
	expect_said_of("options: [a]\n", "", "1:10: error: \"options\" is a map of options");
	expect_said_of("options: {a: {typ: int}}\n", "",
	        "1:15: error: unknown key \"typ\" | did you mean \"type\"?");
	expect_said_of("options: {a: {type: number}}\n", "",
	        "1:21: error: \"type\" cannot be \"number\" | "
	        "it is one of: text, bool, int, choice, color, url");
	expect_said_of("options: {a: {type: choice}}\n", "",
	        "1:14: error: \"choices\" and \"type: choice\" go together, here is only one of "
	        "them");
	expect_said_of("options: {a: {type: int, default: many}}\n", "",
	        "1:35: error: the option \"a\" must be a whole number");
	put_file("themes/small/theme.yaml", "a: [\n");
	struct opened o = open_theme(SMALL);
	assert_null(o.theme);
	assert_int_equal(o.diags.errors, 1);
	end(&o);
}

static void
test_the_tables(void **state)
{
	(void)state;
	const struct schema *schemas[] = { theme_schema(), theme_option_schema() };
	for (size_t i = 0; i < 2; i++) {
		for (size_t j = 0; j < schemas[i]->count; j++) {
			const struct schema_row *row = &schemas[i]->rows[j];
			char yaml[300];
			assert_int_equal(row->help[strlen(row->help) - 1], '.');
			snprintf(yaml, sizeof yaml,
			        i == 0 ? "%s: %s\n"
			                : str_is(row->name, "choices")
			                ? "options: {o: {type: choice, %s: %s}}\n"
			                : str_is(row->name, "default")
			                ? "options: {o: {type: color, %s: %s}}\n"
			                : "options: {o: {%s: %s}}\n",
			        row->name.at, row->example);
			expect_said_of(yaml, "", "");
		}
	}
}

/* --- options --- */

#define OPTIONS                                                                 \
	"options:\n"                                                            \
	"  words: {default: None}\n"                                            \
	"  wide: {type: bool, default: false}\n"                                \
	"  recent: {type: int, default: 10, help: How many.}\n"                 \
	"  measure: {type: choice, choices: [narrow, wide], default: narrow}\n" \
	"  accent: {type: color, default: \"#8f2f16\"}\n"                       \
	"  profile: {type: url}\n"

static void
test_option_values(void **state)
{
	(void)state;
	put_file("themes/small/theme.yaml", OPTIONS);
	struct opened o = open_theme(SMALL);
	struct value options = o.theme->options;
	expect_said(&o, "");
	expect_str(value_str(value_get(options, STR("words"), NULL)), "None");
	assert_int_equal(value_get(options, STR("wide"), NULL).kind, VALUE_BOOL);
	assert_int_equal(value_get(options, STR("recent"), NULL).integer, 10);
	expect_str(value_str(value_get(options, STR("accent"), NULL)), "#8f2f16");
	assert_int_equal(value_get(options, STR("profile"), NULL).kind, VALUE_UNDEFINED);
	end(&o);
	o = open_theme(SMALL "theme_options: {words: 08, wide: true, recent: 3, measure: wide, "
	                     "accent: hsl(20 50% 40%), profile: https://example.org/}\n");
	options = o.theme->options;
	expect_said(&o, "");
	expect_str(value_str(value_get(options, STR("words"), NULL)), "08");
	assert_true(value_get(options, STR("wide"), NULL).boolean);
	assert_int_equal(value_get(options, STR("recent"), NULL).integer, 3);
	expect_str(value_str(value_get(options, STR("measure"), NULL)), "wide");
	expect_str(value_str(value_get(options, STR("accent"), NULL)), "hsl(20 50% 40%)");
	expect_str(value_str(value_get(options, STR("profile"), NULL)), "https://example.org/");
	end(&o);
}

static void
test_wrong_options(void **state)
{
	(void)state;
	static const char color[] = "3:25: error: the option \"accent\" must be a colour | for "
	                            "example: \"#8f2f16\" (in quotes), teal, hsl(200 50% 40%)";
	expect_said_of(OPTIONS, "theme_options: {accnt: teal}",
	        "3:17: error: the theme \"small\" has no option \"accnt\" | "
	        "did you mean \"accent\"?");
	expect_said_of(OPTIONS, "theme_options: {columns: 3}",
	        "3:17: error: the theme \"small\" has no option \"columns\" | "
	        "it has: words, wide, recent, measure, accent, profile");
	expect_said_of(OPTIONS, "theme_options: {recent: ten}",
	        "3:25: error: the option \"recent\" must be a whole number | How many.");
	expect_said_of(OPTIONS, "theme_options: {measure: huge}",
	        "3:26: error: the option \"measure\" must be one of its choices | "
	        "it is one of: narrow, wide");
	expect_said_of(OPTIONS, "theme_options: {wide: yes}",
	        "3:23: error: the option \"wide\" must be true or false");
	expect_said_of(OPTIONS, "theme_options: {profile: \"javascript:a\"}",
	        "3:26: error: the option \"profile\" must be the address of a page");
	static const char *const colors[] = { "\"#12\"", "\"#12345g\"", "\"red;}\"", "\"url(//a)\"",
		"\"rgb(1,2,3\"", "\"rgb(a())\"", "\"var(--x)\"", "\"\"", "[red]" };
	for (size_t i = 0; i < sizeof colors / sizeof *colors; i++) {
		char yaml[100];
		snprintf(yaml, sizeof yaml, "theme_options: {accent: %s}", colors[i]);
		expect_said_of(OPTIONS, yaml, color);
	}
	/* The default stands in for what was refused. */
	struct opened o = open_theme(SMALL "theme_options: {recent: ten}\n");
	assert_int_equal(value_get(o.theme->options, STR("recent"), NULL).integer, 10);
	end(&o);
}

/* --- messages --- */

static void
put_messages(void)
{
	put_file("themes/small/theme.yaml", "name: small\n");
	put_file("themes/small/i18n/en.yaml",
	        "home: Home\nonly: English\nminutes: {one: a minute, other: minutes}\n");
	put_file("themes/small/i18n/de.yaml",
	        "home: Start\nminutes: {one: eine Minute, other: Minuten}\n"
	        "months: [Januar, Februar, März, April, Mai, Juni, Juli, August, September, "
	        "Oktober, November, Dezember]\n");
	put_file("themes/small/i18n/de-AT.yaml", "home: Anfang\n");
}

static void
test_messages(void **state)
{
	(void)state;
	put_messages();
	struct opened o = open_theme(SMALL "language: de-AT\n");
	expect_said(&o, "");
	const struct theme_language *said = theme_language(o.theme, STR_EMPTY);
	expect_str(theme_message(said, STR("home")), "Anfang");
	expect_str(theme_message(said, STR("only")), "English");
	expect_str(theme_message(said, STR("minutes")), "Minuten");
	expect_str(theme_message(said, STR("nothing")), "");
	struct value minutes = value_get(said->messages, STR("minutes"), NULL);
	expect_str(theme_form(minutes, PLURAL_ONE), "eine Minute");
	expect_str(theme_form(minutes, PLURAL_FEW), "Minuten");
	expect_str(theme_form(value_text(STR("Start")), PLURAL_FEW), "Start");
	expect_str(said->dates.months[2], "März");
	expect_str(said->dates.days[0], "Sunday");
	assert_int_equal(value_len(value_get(said->messages, STR("months"), NULL)), 12);
	end(&o);
	o = open_theme(SMALL);
	expect_said(&o, "");
	expect_str(theme_message(theme_language(o.theme, STR_EMPTY), STR("home")), "Home");
	end(&o);
}

/* Every file is a language that some page may be in. */
static void
test_languages_of_pages(void **state)
{
	(void)state;
	put_messages();
	put_file("i18n/de.yaml", "only: Eigenes\nown: 5\n");
	put_file("i18n/en.yaml", "home: The site's\n");
	put_file("i18n/notes.txt", "no: messages\n");
	struct opened o = open_theme(SMALL "language: en\n");
	expect_said(&o, "");
	static const struct {
		const char *language, *home, *only, *own;
	} cases[] = {
		{ "", "The site's", "English", "" },
		{ "en", "The site's", "English", "" },
		{ "en-GB", "The site's", "English", "" },
		{ "de", "Start", "Eigenes", "5" },
		{ "de-CH", "Start", "Eigenes", "5" },
		{ "DE-at", "Anfang", "Eigenes", "5" },
		{ "cy", "The site's", "English", "" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct theme_language *said =
		        theme_language(o.theme, str_from(cases[i].language));
		expect_str(theme_message(said, STR("home")), cases[i].home);
		expect_str(theme_message(said, STR("only")), cases[i].only);
		expect_str(theme_message(said, STR("own")), cases[i].own);
	}
	expect_str(theme_language(o.theme, STR("de-CH"))->tag, "de");
	expect_str(theme_language(o.theme, STR("de"))->dates.months[2], "März");
	expect_str(theme_language(o.theme, STR("cy"))->dates.months[2], "March");
	end(&o);
	o = open_theme("title: T\ntheme: none\n");
	expect_said(&o, "");
	expect_str(theme_message(theme_language(o.theme, STR_EMPTY), STR("home")), "The site's");
	end(&o);
}

static void
test_plural_forms_that_lack(void **state)
{
	(void)state;
	put_file("themes/small/theme.yaml", "name: small\n");
	put_file("themes/small/i18n/en.yaml", "n: {one: a, other: b}\n");
	put_file("themes/small/i18n/ja.yaml", "n: {other: b}\n");
	put_file("themes/small/i18n/pl.yaml", "a: b\nn: {one: a, few: b, other: c}\n");
	struct opened o = open_theme(SMALL);
	expect_said(&o,
	        "2:4: error: \"n\" lacks the plural form \"many\" | "
	        "in \"pl\" the forms are one, few, many, other");
	end(&o);
}

static void
test_a_language_without_messages(void **state)
{
	(void)state;
	put_messages();
	struct opened o = open_theme(SMALL "language: cy\n");
	expect_said(&o,
	        "0:0: note: the theme has no messages in \"cy\"; those in English are used | "
	        "i18n/cy.yaml would hold them");
	expect_str(theme_message(theme_language(o.theme, STR_EMPTY), STR("home")), "Home");
	end(&o);
}

static void
test_mistakes_in_messages(void **state)
{
	(void)state;
	static const struct {
		const char *yaml, *lines;
	} cases[] = {
		{ "- a\n", "1:1: error: messages are \"key: text\" lines" },
		{ "months: [a]\n", "1:9: error: \"months\" is a list of 12 names" },
		{ "days: a\n", "1:7: error: \"days\" is a list of 7 names" },
		{ "a: {one: b}\n",
		        "1:4: error: \"a\" is a text, or a map of plural forms with \"other\"" },
		{ "a: [b]\n",
		        "1:4: error: \"a\" is a text, or a map of plural forms with \"other\"" },
		{ "a: {one: b, othr: c}\n",
		        "1:13: error: \"othr\" is no plural form | did you mean \"other\"?" },
		{ "a: {singular: b, other: c}\n",
		        "1:5: error: \"singular\" is no plural form | "
		        "the forms are zero, one, two, few, many and other" },
	};
	put_file("themes/small/theme.yaml", "name: small\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		put_file("themes/small/i18n/en.yaml", cases[i].yaml);
		struct opened o = open_theme(SMALL);
		expect_said(&o, cases[i].lines);
		assert_non_null(o.theme);
		end(&o);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_files),
		IN_FOLDER(test_no_theme),
		IN_FOLDER(test_files_that_cannot_be_used),
		IN_FOLDER(test_fingerprint),
		IN_FOLDER(test_search_path),
		IN_FOLDER(test_the_site_comes_first_then_the_path),
		IN_FOLDER(test_missing_theme),
		IN_FOLDER(test_requires),
		IN_FOLDER(test_mistakes_in_theme_yaml),
		IN_FOLDER(test_the_tables),
		IN_FOLDER(test_option_values),
		IN_FOLDER(test_wrong_options),
		IN_FOLDER(test_messages),
		IN_FOLDER(test_languages_of_pages),
		IN_FOLDER(test_plural_forms_that_lack),
		IN_FOLDER(test_a_language_without_messages),
		IN_FOLDER(test_mistakes_in_messages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
