/* Which picture stands for a page, and the card that is drawn for it. */
#include "site_fixture.h"

#include "base/arena.h"
#include "base/fs.h"
#include "content/source.h"
#include "images/image_size.h"
#include "raster/fonts.h"
#include "raster/raster.h"
#include "render/card_image.h"

#define SHOWN "{{ page.card.src or 'none' }} {{ page.card.width or '?' }} {{ page.card.alt or '' }}"

/* The header of a PNG of that size is all that is looked at. */
static void
put_png(const char *path, unsigned width, unsigned height)
{
	unsigned char bytes[33] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

	for (int i = 0; i < 4; i++) {
		bytes[16 + i] = (unsigned char)(width >> (24 - 8 * i));
		bytes[20 + i] = (unsigned char)(height >> (24 - 8 * i));
	}
	bytes[24] = 8;
	put_file(path, "");
	int fd = openat(root, path, O_WRONLY);
	assert_int_equal(write(fd, bytes, sizeof bytes), sizeof bytes);
	close(fd);
}

static void
put_site(const char *config)
{
	char text[400];

	snprintf(text, sizeof text, PLAIN_SITE "%s", config);
	put_file("kith.yaml", text);
	put_file("templates/page.html", SHOWN);
	put_file("templates/section.html", "{{ site.card.src or 'none' }}");
	put_png("static/site.png", 1200, 630);
	put_png("static/p.png", 300, 200);
}

static void
expect_card(const char *file, const char *expected)
{
	struct str got = rendered(file);

	if (!str_eq(got, str_from(expected)))
		fail_msg("%s: " STR_FMT "\n" STR_FMT, file, STR_ARG(got), STR_ARG(said()));
}

static void
test_order(void **state)
{
	(void)state;
	put_site("image: /site.png\n");
	put_png("content/a/mark.png", 199, 400);
	put_png("content/a/plan.png", 200, 200);
	put_png("content/a/z.png", 900, 900);
	put_png("content/c/mark.png", 32, 32);
	put_png("content/c/z.png", 500, 400);
	put_file(
	        "content/a/index.md", "---\nimage: {src: /p.png, alt: Own}\n---\n![P](plan.png)\n");
	put_file("content/b.md", "![M](a/mark.png) ![Z](a/z.png) ![P](a/plan.png)\n");
	put_file("content/c/index.md", "![M](mark.png)\n");
	put_file("content/projects/q/index.md", "---\nimage: /p.png\n---\nQ\n");
	put_file("content/projects/q/log/l.md", "L\n");
	put_file("content/d.md", "---\nimage: https://x.example/i.jpg?s=1\n---\nD\n");
	put_file("content/e.md", "E\n");
	load_site();
	expect_card("a/index.html", "/p.png 300 Own");
	expect_card("b/index.html", "/a/z.png 900 Z");
	expect_card("c/index.html", "/c/z.png 500 C");
	expect_card("projects/q/log/l/index.html", "/p.png 300 Q");
	expect_card("d/index.html", "https://x.example/i.jpg?s=1 ? D");
	expect_card("e/index.html", "/site.png 1200 T");
	expect_card("index.html", "/site.png");
}

static void
test_without_any(void **state)
{
	(void)state;
	put_site("pages: {card_images: false}\n");
	put_file("static/v.svg",
	        "<svg xmlns='http://www.w3.org/2000/svg' width='900' height='900'/>");
	put_file("content/a.md", "---\nimage: /v.svg\n---\n![V](/v.svg)\n");
	load_site();
	expect_card("a/index.html", "none ?");
	expect_card("index.html", "none");
	assert_non_null(route_at("a/card.svg"));
}

static struct str
source_of(const char *file)
{
	const struct route *route = route_at(file);

	assert_non_null(route);
	assert_ptr_equal(route, &site->routes->list.at[route->index]);
	assert_int_equal(route->kind, ROUTE_CARD);
	return route->source;
}

static void
test_what_cards_are_drawn_for(void **state)
{
	(void)state;
	put_site("");
	put_file("content/a.md", "---\nimage: /p.png\n---\n");
	put_file("content/b.md", "![P](/p.png)\n");
	put_file("content/c.md", "---\ndraft: true\n---\n");
	put_file("content/essays/d.md", "D\n");
	put_file("content/notes/_index.md", "Notes\n");
	put_file("content/notes/e.md", "E\n");
	put_file("content/own/index.md", "Own\n");
	put_file("content/own/card.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
	load_site();
	assert_true(str_is(source_of("a/card.svg"), "content/a.md"));
	assert_true(str_is(source_of("b/card.svg"), "content/b.md"));
	assert_null(route_at("c/card.svg"));
	assert_null(route_at("essays/card.svg")); /* nobody wrote a word there */
	assert_true(str_is(source_of("essays/d/card.svg"), "content/essays/d.md"));
	assert_true(str_is(source_of("notes/card.svg"), "content/notes/_index.md"));
	assert_true(str_is(source_of("notes/e/card.svg"), "content/notes/e.md"));
	assert_true(str_is(source_of("card.svg"), "content"));
	assert_int_equal(route_at("own/card.svg")->kind, ROUTE_ASSET);
}

/* What links name is there, though no page has it for its picture. */
static void
test_links_find_what_is_drawn(void **state)
{
	(void)state;
	put_site("image: /site.png\n");
	put_file("content/a.md", "![A](card.svg) ![B](/b/card.svg) [T](/card.svg)\n");
	put_file("content/b.md", "B\n");
	load_site();
	assert_int_equal(said().len, 0);
	if (!raster_is_there())
		skip();
	assert_null(route_at("b/card.png"));
	put_file("content/a.md", "![B](/b/card.png?s=1) [T](/card.png)\n");
	put_file("content/c.md", "---\nimage: card.png\n---\n");
	pipeline_close(&loaded);
	load_site();
	assert_int_equal(said().len, 0);
	assert_int_equal(route_at("b/card.png")->kind, ROUTE_CARD_IMAGE);
	assert_int_equal(route_at("c/card.png")->kind, ROUTE_CARD_IMAGE);
	assert_non_null(route_at("card.png"));
	assert_null(route_at("a/card.png"));
	expect_card("c/index.html", "/c/card.png 1200 C");
	expect_card("a/index.html", "/b/card.png?s=1 1200 B");
	put_file("content/a.md", "![B](/nothing/card.png)\n");
	pipeline_close(&loaded);
	load_site();
	expect_said("nothing of this site answers");
}

static void
test_no_pixels_with_a_picture_of_the_site(void **state)
{
	(void)state;
	put_site("image: /site.png\n");
	put_file("templates/page.html", "{{ page.card_url }}");
	put_file("content/a.md", "A\n");
	load_site();
	expect_card("a/index.html", "/a/card.svg");
	assert_non_null(route_at("card.svg"));
	assert_null(route_at("a/card.png"));
	assert_null(route_at("card.png"));
}

/* What stands for a page where its card is drawn in pixels; lists have that of the front page. */
static void
test_drawn_cards_stand_for_pages(void **state)
{
	(void)state;
	put_site("");
	put_file("content/a.md", "---\ntitle: A\n---\n");
	put_file("content/b.md", "---\nimage: /p.png\n---\n");
	put_file("content/essays/c.md", "C\n");
	load_site();
	if (!raster_is_there())
		skip();
	expect_card("a/index.html", "/a/card.png 1200 A");
	expect_card("b/index.html", "/p.png 300 B");
	expect_card("essays/index.html", "/card.png");
	expect_card("index.html", "/card.png");
	assert_null(route_at("b/card.png"));
}

static void
test_the_site_goes_before_what_is_drawn(void **state)
{
	(void)state;
	put_site("image: /site.png\n");
	put_file("content/a.md", "A\n");
	load_site();
	expect_card("a/index.html", "/site.png 1200 T");
	assert_null(route_at("a/card.png"));
}

static void
test_without_pixels_nothing_stands_for_pages(void **state)
{
	(void)state;
	put_site("pages: {card_images: false}\n");
	put_file("content/a.md", "A\n");
	load_site();
	assert_non_null(route_at("a/card.svg"));
	assert_null(route_at("a/card.png"));
	expect_card("a/index.html", "none ?");
	expect_card("index.html", "none");
}

static struct str
kept_card(void)
{
	fs_list files = { NULL, 0, 0 };

	assert_int_equal(fs_walk(root, STR(".kith/cards"), false, &loaded.arena, &files), 0);
	assert_int_equal(files.len, 1);
	return str_format(&loaded.arena, ".kith/cards/" STR_FMT, STR_ARG(files.at[0].path));
}

static size_t
made(void)
{
	loaded.render = render_new(&loaded.arena, loaded.root, site, &diags);
	return card_image_make(loaded.render, loaded.workers, loaded.root, &diags);
}

static struct str
png_of(const char *file)
{
	struct str png;

	assert_true(render_route(loaded.render, route_at(file), &loaded.workers->at[0], &png));
	return str_copy(&loaded.arena, png);
}

static void
test_cards_are_kept(void **state)
{
	uint32_t width, height;
	struct str first;

	(void)state;
	if (!raster_is_there())
		skip();
	put_site("");
	put_file("content/_index.md", "Home\n");
	load_site();
	assert_int_equal(made(), 1);
	first = png_of("card.png");
	assert_true(image_size(first, &width, &height));
	assert_true(width == 1200 && height == 630);
	assert_int_equal(made(), 0);
	assert_true(str_eq(png_of("card.png"), first));
	assert_int_equal(fs_remove(root, kept_card()), 0);
	assert_int_equal(made(), 1);
	assert_true(str_eq(png_of("card.png"), first));
}

/* Other fonts draw other letters. */
static void
test_cards_are_drawn_anew_with_other_fonts(void **state)
{
	struct hash fonts = fonts_hash();
	char path[300];

	(void)state;
	if (!raster_is_there() || hash_eq(fonts, (struct hash){ 0, 0 }))
		skip();
	put_site("");
	put_file("content/_index.md", "Home\n");
	put_file("fonts.conf", "<?xml version='1.0'?><fontconfig><dir>none</dir></fontconfig>");
	load_site();
	assert_int_equal(made(), 1);
	assert_int_equal(made(), 0);
	snprintf(path, sizeof path, "%s/inside/fonts.conf", folder_path);
	assert_int_equal(setenv("FONTCONFIG_FILE", path, 1), 0);
	assert_int_equal(made(), 1);
	unsetenv("FONTCONFIG_FILE");
}

static void
test_old_cards_go(void **state)
{
	(void)state;
	if (!raster_is_there())
		skip();
	put_site("");
	put_file("content/_index.md", "Home\n");
	put_file(".kith/cards/1.png", "1");
	put_file(".kith/cards/2.png", "2");
	load_site();
	assert_int_equal(made(), 1);
	assert_true(str_ends(kept_card(), STR(".png")));
}

static void
test_they_can_be_switched_off(void **state)
{
	(void)state;
	put_site("pages: {cards: false}\n");
	put_file("content/a.md", "A\n");
	load_site();
	assert_null(route_at("a/card.svg"));
	assert_null(route_at("card.svg"));
}

static void
test_the_front_page_is_the_site(void **state)
{
	struct str card;

	(void)state;
	put_site("description: Small tools\n");
	put_file("content/_index.md", "---\ntitle: Welcome\n---\n");
	put_file("content/a.md", "---\ntitle: A\n---\n");
	load_site();
	card = rendered("card.svg");
	assert_int_not_equal(str_find(card, STR("<title>T</title>")), STR_NONE);
	assert_int_not_equal(str_find(card, STR(">Small tools</text>")), STR_NONE);
	card = rendered("a/card.svg");
	assert_int_not_equal(str_find(card, STR("<title>A</title>")), STR_NONE);
	assert_int_equal(str_find(card, STR("></text>")), STR_NONE); /* there is no author */
}

static void
test_an_image_that_is_not_there(void **state)
{
	(void)state;
	put_site("image: '@/gone.png'\n");
	load_site();
	assert_int_not_equal(diags.errors, 0);
	expect_said("kith.yaml:4");
}

static void
test_a_vector_is_warned_of(void **state)
{
	(void)state;
	put_site("image: /v.svg\n");
	put_file("static/v.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
	load_site();
	expect_said("an SVG is shown by few");
}

static const struct {
	const char *title, *lines;
} titles_cut[] = {
	{ "Short", "76 Short" },
	{ "Two words of a title that does not fit", "76 Two words of a title|that does not fit" },
	{ "WWWWWWWWWWWWWWWWWWWWWWWW", "76 WWWWWWWWWWWW|WWWWWWWWWWWW" },
	{ "静的サイトジェネレーター を作りながら学んだこと",
	        "76 静的サイトジェネレーター|を作りながら学んだこと" },
	{ "A title that is so long that four lines of the smaller letters hardly hold what it says",
	        "60 A title that is so long that|four lines of the smaller|letters hardly hold what it|says" },
};

static void
test_titles_are_cut_into_lines(void **state)
{
	for (size_t i = 0; i < sizeof titles_cut / sizeof *titles_cut; i++) {
		char text[600];

		if (i) {
			leave_site(state);
			enter_site(state);
		}
		put_site("");
		put_file("templates/card.svg", "{{ card.size }} {{ card.lines | join('|') }}");
		snprintf(text, sizeof text, "---\ntitle: \"%s\"\n---\n", titles_cut[i].title);
		put_file("content/a.md", text);
		load_site();
		expect_card("a/card.svg", titles_cut[i].lines);
	}
}

static void
test_what_has_no_room_is_cut_off(void **state)
{
	char text[3000] = "---\ntitle: ";

	(void)state;
	put_site("");
	for (int i = 0; i < 400; i++)
		strncat(text, "words ", sizeof text - strlen(text) - 1);
	strncat(text, "\n---\n", sizeof text - strlen(text) - 1);
	put_file("content/a.md", text);
	load_site();
	struct str card = rendered("a/card.svg");
	assert_int_not_equal(str_find(card, STR("…</text>")), STR_NONE);
}

/* Lines of the title, then those below it. */
static void
test_the_room_below_a_title_tells_what_it_is_about(void **state)
{
	char long_title[500], about[400] = "";

	(void)state;
	for (int i = 0; i < 60; i++)
		strncat(about, "what ", sizeof about - strlen(about) - 1);
	snprintf(long_title, sizeof long_title, "---\ntitle: %.150s\ndescription: D\n---\n", about);
	put_site("description: The site\n");
	put_file("templates/card.svg", "{{ card.lines | length }} {{ card.about | join('|') }}");
	put_file("content/a.md", "---\ntitle: A\ndescription: It is *short*.\n---\nText.\n");
	put_file("content/b.md", "---\ntitle: B\n---\nIts *first* [words](a.md).\n\nOthers.\n");
	put_file("content/c.md", long_title);
	put_file("content/d.md", "# D\n");
	snprintf(long_title, sizeof long_title, "---\ntitle: E\ndescription: %s\n---\n", about);
	put_file("content/e.md", long_title);
	load_site();
	expect_card("a/card.svg", "1 It is *short*.");
	expect_card("b/card.svg", "1 Its first words.");
	expect_card("c/card.svg", "4");
	expect_card("d/card.svg", "1");
	expect_card("card.svg", "1 The site");
	assert_true(str_ends(rendered("e/card.svg"), STR("what…")));
	assert_true(str_starts(rendered("e/card.svg"), STR("1 ")));
}

static void
test_pages_with_a_file_name_of_their_own(void **state)
{
	(void)state;
	put_site("");
	put_file("content/a.md", "---\nurl: /x/y.html\n---\n");
	load_site();
	assert_non_null(route_at("x/y/card.svg"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_order),
		WITH_SITE(test_without_any),
		WITH_SITE(test_what_cards_are_drawn_for),
		WITH_SITE(test_links_find_what_is_drawn),
		WITH_SITE(test_no_pixels_with_a_picture_of_the_site),
		WITH_SITE(test_drawn_cards_stand_for_pages),
		WITH_SITE(test_the_site_goes_before_what_is_drawn),
		WITH_SITE(test_without_pixels_nothing_stands_for_pages),
		WITH_SITE(test_cards_are_kept),
		WITH_SITE(test_cards_are_drawn_anew_with_other_fonts),
		WITH_SITE(test_old_cards_go),
		WITH_SITE(test_they_can_be_switched_off),
		WITH_SITE(test_the_front_page_is_the_site),
		WITH_SITE(test_an_image_that_is_not_there),
		WITH_SITE(test_a_vector_is_warned_of),
		WITH_SITE(test_titles_are_cut_into_lines),
		WITH_SITE(test_what_has_no_room_is_cut_off),
		WITH_SITE(test_the_room_below_a_title_tells_what_it_is_about),
		WITH_SITE(test_pages_with_a_file_name_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
