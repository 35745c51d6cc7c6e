/*
 * Cards, to a template: the picture that stands for a page, and what the one that kith draws says. SVG knows no lines, so
 * the title is cut here, with the width that each letter has at most in common fonts; no font is asked, and every
 * machine draws the same.
 */
#include "base/arena.h"
#include "base/map.h"
#include "base/utf8.h"
#include "config/config.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/card.h"
#include "site/route.h"
#include "site/site.h"

static struct value
image_record(const struct render *render, struct card card, struct arena *arena)
{
	if (!card.url.len)
		return value_none();
	return VIEW_RECORD(arena, image, { "src", value_text(card.url) },
	        { "permalink", value_text(site_absolute(arena, render->site->config, card.url)) },
	        { "alt", view_text(card.alt) }, { "caption", value_none() },
	        { "width", card.width ? value_int(card.width) : value_none() },
	        { "height", card.height ? value_int(card.height) : value_none() });
}

struct value
view_page_card(const struct view *view, struct arena *arena)
{
	return image_record(view->render, card_of(arena, view->render->site, view->page), arena);
}

struct value
view_site_card(const struct view *view, struct arena *arena)
{
	return image_record(view->render, card_of(arena, view->site, NULL), arena);
}

struct value
view_page_card_url(const struct view *view, struct arena *arena)
{
	const struct site *site = view->render->site;
	const struct route *route =
	        map_get(&site->by_file, card_file(arena, view->page->file, STR("card.svg")));

	return route && route->kind == ROUTE_CARD ? value_text(route->url) : value_none();
}

/* ---- the title in lines ------------------------------------------------------------------------- */

enum {
	TEXT_WIDTH = 1040, /* pixels for text, of CARD_WIDTH */
	LINES_MAX = 4,
	LARGE = 76, /* pixels of a letter, for titles of up to two lines */
	SMALL = 60,
};

/* Hundredths of the letter size that a character is wide, rather too much than too little. */
static unsigned
width_of(uint32_t c)
{
	unsigned columns = utf8_width(c);

	if (columns != 1)
		return columns * 54;
	if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '@' || c == '%')
		return 112;
	if (c >= 'A' && c <= 'Z')
		return c == 'I' || c == 'J' ? 48 : 84;
	if (c < 0x80 && c && strchr("iljtfr.,:;!|'()[]-I ", (int)c))
		return 46;
	return 72;
}

/* Where the line that begins at `from` ends: behind the last word that fits, or, when none does, within it. */
static size_t
line_end(struct str text, size_t from, unsigned most)
{
	size_t at = from, good = from;
	unsigned width = 0;

	while (at < text.len) {
		size_t before = at;
		uint32_t c = utf8_next(text, &at);

		width += width_of(c);
		if (c == ' ')
			good = before;
		if (width > most)
			return good > from ? good : before > from ? before : at;
		if (utf8_width(c) == 2)
			good = at;
	}
	return text.len;
}

/* Cuts text into at most LINES_MAX lines; the number there would be. */
static size_t
cut(struct str text, unsigned size, struct str lines[LINES_MAX])
{
	size_t count = 0, at = 0;

	while (at < text.len) {
		size_t end = line_end(text, at, TEXT_WIDTH * 100 / size);

		if (count < LINES_MAX)
			lines[count] = str_trim(str_slice(text, at, end));
		count++;
		at = end;
		while (at < text.len && text.at[at] == ' ')
			at++;
	}
	return count;
}

/* The front page is the site itself. */
static struct str
title_of(const struct render *render, const struct route *route)
{
	if (route->section && !route->section->parent)
		return render->site->config->title;
	return route->page ? route->page->title : route->section->title;
}

struct value
view_card(const struct render *render, const struct route *route, struct arena *arena)
{
	struct str title = str_trim(title_of(render, route)), lines[LINES_MAX];
	unsigned size = LARGE;
	size_t count = cut(title, size, lines);
	struct value *items = arena_array(arena, struct value, LINES_MAX);

	if (count > 2) {
		size = SMALL;
		count = cut(title, size, lines);
	}
	if (count > LINES_MAX) {
		count = LINES_MAX;
		lines[count - 1] = str_format(arena, STR_FMT "…", STR_ARG(lines[count - 1]));
	}
	for (size_t i = 0; i < count; i++)
		items[i] = value_text(lines[i]);
	return VIEW_RECORD(arena, card, { "title", value_text(title) },
	        { "lines", value_list(items, count) }, { "size", value_int(size) });
}
