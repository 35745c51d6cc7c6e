/*
 * Cards, to a template: the picture that stands for a page, and what the one that kith draws says. SVG knows no lines, so
 * its texts are cut here, with the width that each letter has at most in common fonts; no font is asked, and every
 * machine draws the same.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"
#include "config/config.h"
#include "markdown/markdown.h"
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
	ABOUT = 36,      /* of the lines below it */
	ABOUT_MAX = 300, /* characters, more than there is room for */
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

/* Cuts text into lines; the number there would be, of which LINES_MAX are put. */
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

/* Lines as a template has them, `most` of the `count` there would be. */
static struct value
shown(struct str *lines, size_t count, size_t most, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, LINES_MAX);

	if (count > most && most) {
		struct str *last = &lines[most - 1];

		while (last->len && strchr(",;:", last->at[last->len - 1]))
			last->len--;
		*last = str_format(arena, STR_FMT "…", STR_ARG(*last));
	}
	count = count < most ? count : most;
	for (size_t i = 0; i < count; i++)
		items[i] = value_text(lines[i]);
	return value_list(items, count);
}

/* ---- what it is about --------------------------------------------------------------------------- */

/* What a page says of itself, or else its first words; of the front page what kith.yaml says. */
static struct str
about(const struct render *render, const struct route *route, struct arena *arena)
{
	const struct page *page = route->page;
	struct str text = STR_EMPTY;
	struct buf buf;

	if (route->section && !route->section->parent)
		return render->site->config->description;
	if (!page || page->front->description.len || !page->markdown)
		return page ? page->front->description : STR_EMPTY;
	buf_init(&buf, SIZE_MAX / 2);
	markdown_plain(page->markdown, page->markdown->summary_begin, page->markdown->summary_end,
	        ABOUT_MAX, &buf);
	text = str_trim(str_copy(arena, buf_view(&buf)));
	buf_free(&buf);
	return str_eq(text, page->title) ? STR_EMPTY : text;
}

/* A long title leaves room for less; a title of four lines for nothing. */
static struct value
about_lines(const struct render *render, const struct route *route, size_t title_lines,
        struct arena *arena)
{
	static const size_t most[LINES_MAX + 1] = { 3, 3, 3, 2, 0 };
	struct str lines[LINES_MAX];
	size_t count = cut(str_trim(about(render, route, arena)), ABOUT, lines);

	return shown(lines, count, most[title_lines], arena);
}

/* ---- the record --------------------------------------------------------------------------------- */

struct value
view_card(const struct render *render, const struct route *route, struct arena *arena)
{
	struct str title = str_trim(title_of(render, route)), lines[LINES_MAX];
	unsigned size = LARGE;
	size_t count = cut(title, size, lines);

	if (count > 2) {
		size = SMALL;
		count = cut(title, size, lines);
	}
	return VIEW_RECORD(arena, card, { "title", value_text(title) },
	        { "lines", shown(lines, count, LINES_MAX, arena) },
	        { "about",
	                about_lines(render, route, count < LINES_MAX ? count : LINES_MAX, arena) },
	        { "size", value_int(size) });
}
