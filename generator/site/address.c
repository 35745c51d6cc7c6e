/*
 * Addresses. In order of precedence a page's path is its `url`, the pattern that kith.yaml gives its section
 * (`permalinks`), or folder and slug. Folder names become slugs too, so "content/My Notes/a.md" is /my-notes/a/.
 * Whatever comes out passes path_check, because it becomes a file name.
 */
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/theme.h"
#include "site/resolve.h"
#include "site/route.h"

static void
put_slug(struct buf *buf, struct str text)
{
	size_t before = buf->len;

	utf8_slug(buf, text);
	if (buf->len == before)
		buf_put(buf, text);
}

/* "projects/My Quill" -> "projects/my-quill/". */
static void
put_folder(struct buf *buf, struct str folder)
{
	for (struct str rest = folder; rest.at && folder.len;) {
		put_slug(buf, str_cut(&rest, '/'));
		buf_char(buf, '/');
	}
}

/* ---- sections -------------------------------------------------------------------------------- */

/* "/essays/", "essays" -> "essays/"; "/about.html" stays a file. */
static struct str
path_of_url(struct resolve *r, struct str url)
{
	while (url.len && url.at[0] == '/')
		url = str_skip(url, 1);
	if (!url.len || url.at[url.len - 1] == '/' || path_ext(url).len)
		return url;
	return str_format(r->arena, STR_FMT "/", STR_ARG(url));
}

static struct str
file_of_path(struct resolve *r, struct str path)
{
	if (path.len && path.at[path.len - 1] != '/')
		return path;
	return str_format(r->arena, STR_FMT "index.html", STR_ARG(path));
}

static void
section_base(struct resolve *r, struct section *section)
{
	const struct front *front = section->own ? section->own->front : NULL;
	struct buf buf;

	if (front && front->url.len && section->parent) {
		struct str path = path_of_url(r, front->url);
		bool folder = str_ends(path, STR("/")) || !path.len;

		if (!folder)
			diag_error(r->diags, site_place(section->own, STR("url")),
			        section->own->text.bytes,
			        "a section's address is a folder, because its pages lie in it");
		section->base = folder ? path : str_format(r->arena, STR_FMT "/", STR_ARG(path));
		return;
	}
	buf_init(&buf, PATH_MAX_BYTES * 2);
	if (section->parent) {
		struct str below = str_skip(section->path, section->parent->path.len);

		below = str_starts(below, STR("/")) ? str_skip(below, 1) : below;
		buf_put(&buf, section->parent->base);
		if (front && front->slug.len) {
			put_folder(&buf, path_dir(below));
			buf_put(&buf, front->slug);
			buf_char(&buf, '/');
		} else {
			put_folder(&buf, below);
		}
	}
	section->base = str_copy(r->arena, buf_view(&buf));
	buf_free(&buf);
}

static struct str
capitalised(struct resolve *r, struct str name)
{
	struct str text = str_copy(r->arena, name);
	char *at = (char *)text.at;

	for (size_t i = 0; i < text.len; i++)
		if (at[i] == '-' || at[i] == '_')
			at[i] = ' ';
	if (text.len && at[0] >= 'a' && at[0] <= 'z')
		at[0] = (char)(at[0] - 'a' + 'A');
	return text;
}

/* Does kith gather pages there, or list projects? Themes have names for these. */
static bool
has_name_in_theme(struct str folder)
{
	for (size_t kind = 0; kind < ROUTE_KINDS; kind++) {
		const struct route_kind_row *row = &route_kinds[kind];

		if ((row->flags & ROUTE_HOSTED) && row->address.len == folder.len + 1 &&
		        str_starts(row->address, folder))
			return true;
	}
	return str_is(folder, "projects");
}

/* What its folder is called, as the theme calls it in the site's language, so that menus and headings agree. */
static struct str
title_of_folder(struct resolve *r, struct str folder)
{
	const struct theme *theme = r->site->theme;
	struct str title = STR_EMPTY;

	if (theme && has_name_in_theme(folder))
		title = theme_message(theme_language(theme, r->site->config->language), folder);
	return title.len ? title : capitalised(r, folder);
}

static void
section_address(struct resolve *r, struct section *section)
{
	const struct config *config = r->site->config;

	section_base(r, section);
	section->url = site_url(r->arena, config, section->base);
	section->permalink = site_permalink(r->arena, config, section->base);
	section->file = file_of_path(r, section->base);
	if (section->page && section->page->front->title.len)
		section->title = section->page->front->title;
	else if (!section->parent)
		section->title = config->title;
	else
		section->title = title_of_folder(r, path_base(section->path));
	/* There may be a log in every project; alone, its name would say nothing. */
	if (section->bundle && !section->bundle->left_out &&
	        !(section->page && section->page->front->title.len))
		section->title = str_format(r->arena, STR_FMT ": " STR_FMT,
		        STR_ARG(page_title_from(section->bundle, r->arena)),
		        STR_ARG(section->title));
}

/* ---- pages ------------------------------------------------------------------------------------ */

/* The folder of the output that the page's own folder becomes. */
static void
put_page_folder(struct buf *buf, const struct page *page)
{
	struct str folder = page->role == PAGE_BUNDLE ? path_dir(page->folder) : page->folder;
	struct str below = str_skip(folder, page->section->path.len);

	if (str_starts(below, STR("/")))
		below = str_skip(below, 1);
	buf_put(buf, page->section->base);
	put_folder(buf, below);
}

/* Of the section with that path, or the nearest one above it. */
static const struct config_permalink *
pattern_of(const struct resolve *r, struct str section)
{
	const struct config *config = r->site->config;

	for (;; section = path_dir(section)) {
		for (size_t i = 0; i < config->permalinks.len; i++)
			if (str_eq(config->permalinks.at[i].section, section))
				return &config->permalinks.at[i];
		if (!section.len)
			return NULL;
	}
}

static void
put_token(struct resolve *r, struct buf *buf, const struct page *page, struct str token)
{
	struct date_parts date = date_split(page->date);

	if (str_is(token, "year"))
		buf_padded(buf, date.year, 4);
	else if (str_is(token, "month"))
		buf_padded(buf, date.month, 2);
	else if (str_is(token, "day"))
		buf_padded(buf, date.day, 2);
	else if (str_is(token, "slug"))
		buf_put(buf, page->slug);
	else if (str_is(token, "title"))
		put_slug(buf, page->title);
	else if (str_is(token, "filename") || str_is(token, "name"))
		put_slug(buf, page->name);
	else if (str_is(token, "section") || str_is(token, "sections"))
		put_folder(buf,
		        str_is(token, "section") ? str_slice(page->section->path, 0,
		                                           str_find_char(page->section->path, '/'))
		                                 : page->section->path);
	if (str_ends(buf_view(buf), STR("/")))
		buf->len--;
	if (!date_known(page->date) &&
	        (str_is(token, "year") || str_is(token, "month") || str_is(token, "day"))) {
		diag_error(r->diags, diag_file(page->text.path), page->text.bytes,
		        "the permalink pattern of its section needs a date, and the page has none");
		diag_help(r->diags,
		        "add `date:` to the front matter, or put it into the file name: "
		        "2026-11-02-name.md");
	}
}

static void
put_pattern(struct resolve *r, struct buf *buf, const struct page *page, struct str pattern)
{
	for (size_t i = 0; i < pattern.len;) {
		size_t from = i + 1;

		if (pattern.at[i] != ':') {
			if (buf->len || pattern.at[i] != '/')
				buf_char(buf, pattern.at[i]);
			i++;
			continue;
		}
		for (i = from; i < pattern.len && pattern.at[i] >= 'a' && pattern.at[i] <= 'z';)
			i++;
		put_token(r, buf, page, str_slice(pattern, from, i));
	}
}

/* A slug of the front matter is a sound component of a path, or it was refused there. */
static void
decide_slug(struct resolve *r, struct page *page)
{
	struct buf buf;

	if (page->front->slug.len) {
		page->slug = page->front->slug;
		return;
	}
	buf_init(&buf, PATH_MAX_BYTES);
	put_slug(&buf, page->name);
	page->slug = str_copy(r->arena, buf_view(&buf));
	buf_free(&buf);
}

static struct str
page_path(struct resolve *r, const struct page *page)
{
	const struct config_permalink *permalink;
	struct buf buf;
	struct str path;

	if (page->front->url.len)
		return path_of_url(r, page->front->url);
	permalink = pattern_of(r, page->section->path);
	buf_init(&buf, PATH_MAX_BYTES * 2);
	if (permalink) {
		put_pattern(r, &buf, page, permalink->pattern);
	} else {
		put_page_folder(&buf, page);
		buf_put(&buf, page->slug);
		buf_char(&buf, '/');
	}
	path = path_of_url(r, str_copy(r->arena, buf_view(&buf)));
	buf_free(&buf);
	return path;
}

static void
check_path(struct resolve *r, const struct page *page)
{
	const char *wrong = path_check(page->file);
	struct str key = page->front->url.len ? STR("url") : STR("slug");

	if (!wrong)
		return;
	diag_error(r->diags, site_place(page, key), page->text.bytes,
	        "the page cannot be written to \"" STR_FMT "\": the path %s", STR_ARG(page->file),
	        wrong);
	diag_help(r->diags, "set `slug:` to a short name of letters, digits and hyphens");
}

static void
page_address(struct resolve *r, struct page *page)
{
	const struct config *config = r->site->config;
	struct str path;

	if (page->section->own == page) {
		page->title =
		        page->left_out ? page_title_from(page, r->arena) : page->section->title;
		page->url = page->section->url;
		page->permalink = page->section->permalink;
		page->file = page->section->file;
		check_path(r, page);
		return;
	}
	page->title = page_title_from(page, r->arena);
	decide_slug(r, page);
	path = page_path(r, page);
	page->file = file_of_path(r, path);
	page->url = site_url(r->arena, config, path);
	page->permalink = site_permalink(r->arena, config, path);
	check_path(r, page);
}

/* ---- where a page was ---------------------------------------------------------------------------- */

/* The section of a folder, whether it is there still or not. */
static struct section
section_at(struct resolve *r, struct str folder)
{
	const struct section *nearest = r->site->sections.at[0];
	struct buf buf;
	struct str below;
	struct section section = { .path = folder };

	for (size_t i = 0; i < r->site->sections.len; i++) {
		const struct section *each = r->site->sections.at[i];

		if (each->path.len > nearest->path.len && str_starts(folder, each->path) &&
		        (folder.len == each->path.len || folder.at[each->path.len] == '/'))
			nearest = each;
	}
	below = str_skip(folder, nearest->path.len);
	buf_init(&buf, PATH_MAX_BYTES * 2);
	buf_put(&buf, nearest->base);
	put_folder(&buf, str_starts(below, STR("/")) ? str_skip(below, 1) : below);
	section.base = str_copy(r->arena, buf_view(&buf));
	buf_free(&buf);
	return section;
}

struct str
address_at(struct resolve *r, const struct page *page, struct str below)
{
	struct str base = path_base(below), folder = path_dir(below), path;
	struct page then = *page;
	struct section section;
	struct date date;

	base = str_slice(base, 0, base.len - path_ext(base).len);
	then.role = str_is(base, "index") ? PAGE_BUNDLE : PAGE_REGULAR;
	then.folder = folder;
	if (then.role == PAGE_BUNDLE) {
		base = path_base(folder);
		folder = path_dir(folder);
	}
	then.name = page_split_date(base, &date);
	section = section_at(r, folder);
	then.section = &section;
	if (!date_known(page->date))
		return page->permalink;
	decide_slug(r, &then);
	path = page_path(r, &then);
	if (path_check(file_of_path(r, path)))
		return page->permalink;
	return site_permalink(r->arena, r->site->config, path);
}

void
address_assign(struct resolve *r)
{
	/* Sections are in the order of their paths, so a parent's base is there before its children's. */
	for (size_t i = 0; i < r->site->sections.len; i++)
		section_address(r, r->site->sections.at[i]);
	for (size_t i = 0; i < r->site->all.len; i++)
		page_address(r, r->site->all.at[i]);
}
