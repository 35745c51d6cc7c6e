#include "render/old_page.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/escape.h"
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/theme.h"
#include "content/front.h"
#include "content/page.h"
#include "content/source.h"
#include "render/view.h"
#include "site/route.h"
#include "site/site.h"

#define MARK "kith-old/"

enum {
	OLD_PAGE_MAX = 16 << 20, /* bytes of one */
	READ_BEYOND = 16,        /* see struct markdown_source */
};

/* --- reading ------------------------------------------------------------------------------- */

/* What a file is made of, and what was said of it, which nobody wants to hear. */
struct reading {
	struct arena arena;
	struct diags diags;
	struct node_source source;
	struct front_split split;
	struct front front;
};

static void
open_file(struct reading *reading, const struct config *config, struct str file)
{
	char *bytes = arena_array(&reading->arena, char, file.len + READ_BEYOND);
	if (file.len)
		memcpy(bytes, file.at, file.len);
	diag_init(&reading->diags);
	reading->source = (struct node_source){ STR("old.md"), str_of(bytes, file.len) };
	if (!front_split(&reading->source, &reading->split, &reading->diags))
		reading->split = (struct front_split){ .body = reading->source.bytes };
	front_read(&reading->arena, &reading->source, &reading->split, config, &reading->front,
	        NULL, &reading->diags);
}

static void
close_file(struct reading *reading)
{
	diag_free(&reading->diags);
	arena_free(&reading->arena);
}

/* One line, whatever it was. */
static struct str
title_of(struct reading *reading, struct arena *arena)
{
	struct str title = utf8_clean(&reading->arena, str_trim(reading->front.title));
	char *line = arena_array(arena, char, title.len + 1);
	for (size_t i = 0; i < title.len; i++)
		line[i] = title.at[i] == '\n' || title.at[i] == '\r' ? ' ' : title.at[i];
	return str_of(line, title.len);
}

/* --- links --------------------------------------------------------------------------------- */

/* "../cache.md#why" seen from the folder: "essays/cache.md" and "#why" behind the mark, coded as in queries. */
static struct str
mark_link(struct arena *arena, struct str folder, struct str href)
{
	size_t anchor = str_find_char(href, '#'), query = str_find_char(href, '?');
	size_t end = anchor < query ? anchor : query;
	struct str written = str_slice(href, 0, end < href.len ? end : href.len), path;
	struct buf buf;
	if (!written.len || !path_decode(arena, written, &path) ||
	        !path_resolve(arena, folder, path, &path))
		return STR_EMPTY;
	buf_init(&buf, OLD_PAGE_MAX);
	buf_lit(&buf, MARK);
	escape_url_query(&buf, path);
	if (anchor != STR_NONE) {
		buf_char(&buf, '#');
		escape_url_query(&buf, str_skip(href, anchor + 1));
	}
	struct str url = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return url;
}

static const struct markdown_target *
mark_links(struct arena *arena, const struct old_page *how, const struct markdown *markdown)
{
	struct markdown_target *targets =
	        arena_array(arena, struct markdown_target, markdown->links.len + 1);
	for (size_t i = 0; i < markdown->links.len; i++) {
		const struct markdown_link *link = &markdown->links.at[i];
		if (!link->wiki && escape_url_is_absolute(link->href))
			continue;
		if (!link->wiki)
			targets[i].url = mark_link(arena, how->folder, link->href);
		targets[i].broken = !targets[i].url.len;
	}
	return targets;
}

static const struct page *
find_page(const struct site *site, struct arena *arena, struct str path)
{
	static const char *const ends[] = { "", ".md", "/index.md", "/_index.md" };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		struct str file = str_format(arena, STR_FMT "%s", STR_ARG(path), ends[i]);
		const struct page *page = map_get(&site->by_source, utf8_compose(arena, file));
		if (page)
			return page->left_out ? NULL : page;
	}
	return NULL;
}

static struct str
base_of(const struct config *config)
{
	struct str base = config->base_path;
	return base.len > 2 ? str_slice(base, 1, base.len - 1) : STR_EMPTY;
}

/* An address of the output: with base path or without, of a folder or of a file. */
static struct str
find_route(const struct site *site, struct arena *arena, struct str path)
{
	struct str base = base_of(site->config);
	const struct route *route = map_get(&site->by_file, path);
	if (!route)
		route = map_get(&site->by_file, path_join(arena, path, STR("index.html")));
	if (!route && base.len && path_is_below(base, path))
		return find_route(site, arena, str_skip(path, base.len + 1));
	return route ? route->url : STR_EMPTY;
}

/* Where a file of the content is now; empty when it is nowhere. */
static struct str
find_url(const struct site *site, struct arena *arena, struct str path)
{
	const struct page *page = find_page(site, arena, path);
	const struct asset *asset;
	if (page)
		return page->url;
	asset = map_get(&site->by_asset, utf8_compose(arena, path));
	return asset ? asset->url : find_route(site, arena, path);
}

/* Is it the begin of an image as Markdown has them? Then its alternative text follows the address. */
static bool
put_alternative(struct buf *out, struct str before, struct str *rest)
{
	const struct str begin = STR("<img src=\""), middle = STR(" alt=\"");
	struct str alt;
	size_t end;
	if (!str_ends(before, begin) || !str_starts(*rest, middle))
		return false;
	alt = str_skip(*rest, middle.len);
	end = str_find_char(alt, '>');
	if (end == STR_NONE)
		return false;
	*rest = str_skip(alt, end + 1);
	buf_put(out, str_slice(before, 0, before.len - begin.len));
	buf_put(out, str_cut(&alt, '"'));
	return true;
}

/*
 * Of an attribute up to its mark, `before`, what stands behind that, and the rest behind its quotation mark.
 */
static void
put_address(struct buf *out, struct arena *arena, const struct site *site, struct str before,
        struct str marked, struct str *rest)
{
	size_t anchor = str_find_char(marked, '#');
	struct str coded = str_slice(marked, 0, anchor < marked.len ? anchor : marked.len);
	struct str path, url = STR_EMPTY;
	bool link = str_ends(before, STR(" href=\""));
	if (path_decode(arena, coded, &path))
		url = find_url(site, arena, path);
	if (!url.len && put_alternative(out, before, rest))
		return;
	if (link && !url.len) { /* a link that leads nowhere is none */
		buf_put(out, str_slice(before, 0, before.len - STR(" href=\"").len));
		return;
	}
	buf_put(out, before);
	if (url.len)
		escape_html(out, url);
	else
		buf_lit(out, "data:,");
	if (url.len && anchor != STR_NONE)
		buf_put(out, str_skip(marked, anchor));
	buf_char(out, '"');
}

struct str
old_page_link(struct arena *arena, const struct site *site, struct str html)
{
	const struct str mark = STR("=\"" MARK);
	struct str rest = html;
	struct buf buf;
	buf_init(&buf, 2 * OLD_PAGE_MAX);
	for (size_t at; (at = str_find(rest, mark)) != STR_NONE;) {
		struct str marked = str_skip(rest, at + mark.len);
		size_t end = str_find_char(marked, '"');
		if (end == STR_NONE)
			break;
		struct str before = str_slice(rest, 0, at + 2);
		rest = str_skip(marked, end + 1);
		put_address(&buf, arena, site, before, str_slice(marked, 0, end), &rest);
	}
	buf_put(&buf, rest);
	html = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return html;
}

/* --- the text ------------------------------------------------------------------------------ */

/* A text that Markdown cannot be made of is shown as it is. */
static void
put_plain(struct buf *out, struct str text)
{
	buf_lit(out, "<pre>");
	escape_html(out, text);
	buf_lit(out, "</pre>\n");
}

static void
put_body(struct buf *out, const struct old_page *how, struct reading *reading, struct str title)
{
	struct markdown_source source = {
		.path = reading->source.path,
		.file = reading->source.bytes,
		.text = reading->split.body,
	};
	const struct markdown *markdown =
	        markdown_parse(&reading->arena, &source, &how->options, &reading->diags);
	struct markdown_emit emit = {
		.feed = true,
		.word = view_word,
		.words = how->language,
	};
	struct buf html;
	if (!markdown) {
		buf_char(out, '\n');
		put_plain(out, utf8_clean(&reading->arena, source.text));
		return;
	}
	emit.targets = mark_links(&reading->arena, how, markdown);
	if (markdown->title_end && (!title.len || str_eq(title, markdown->title))) {
		emit.from = markdown->title_end;
		if (!title.len)
			buf_put(out, markdown->title);
	}
	buf_char(out, '\n');
	buf_init(&html, OLD_PAGE_MAX);
	if (markdown_emit(markdown, &emit, &html))
		buf_put(out, buf_view(&html));
	else
		put_plain(out, utf8_clean(&reading->arena, source.text));
	buf_free(&html);
}

bool
old_page_make(struct buf *out, const struct old_page *how, struct str file)
{
	struct reading reading = { .arena = ARENA_EMPTY };
	open_file(&reading, how->config, file);
	bool shown = reading.front.draft <= 0;
	if (shown) {
		struct str title = title_of(&reading, &reading.arena);
		buf_put(out, title);
		put_body(out, how, &reading, title);
	}
	close_file(&reading);
	return shown;
}

struct str
old_page_title(struct arena *arena, const struct config *config, struct str file)
{
	struct reading reading = { .arena = ARENA_EMPTY };
	open_file(&reading, config, file);
	struct str title = title_of(&reading, arena);
	close_file(&reading);
	return title;
}

struct str
old_page_folder(const struct page *page, struct str now, struct str path)
{
	struct str below = page->source->below;
	if (str_ends(now, below)) {
		struct str root = str_slice(now, 0, now.len - below.len);
		if (str_starts(path, root))
			return path_dir(str_skip(path, root.len));
	}
	return path_dir(below);
}
