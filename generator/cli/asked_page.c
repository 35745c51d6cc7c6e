/*
 * A name is taken apart as text, since the file may be gone, and git is asked of those as well. Where folders
 * are links, text is not enough: then the nearest folder that there is says where the name leads.
 */
#include "cli/asked_page.h"

#include <limits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/page.h"
#include "site/site.h"

#define CONTENT STR("content")

/* ---- paths ------------------------------------------------------------------------------------ */

/* "." and ".." worked out; empty for what is no path. */
static struct str
absolute(struct arena *arena, struct str path)
{
	char here[PATH_MAX];
	struct str folder = str_from(getcwd(here, sizeof here)), plain;

	if (!path_resolve(arena, str_skip(folder, folder.len ? 1 : 0), path, &plain))
		return STR_EMPTY;
	return str_format(arena, "/" STR_FMT, STR_ARG(plain));
}

/* As the system knows it, without links; what does not exist keeps its name. */
static struct str
without_links(struct arena *arena, struct str path)
{
	struct str real;

	for (struct str begin = path; begin.len; begin = path_dir(begin))
		if (fs_real_path(arena, begin, &real) == 0)
			return path_join(arena, real, str_skip(path, begin.len + 1));
	return path;
}

static void
add(struct arena *arena, struct asked_page *asked, struct str path)
{
	path = utf8_compose(arena, path);
	if (!str_eq(path, CONTENT) && !path_is_below(CONTENT, path))
		return;
	for (size_t i = 0; i < asked->paths.len; i++)
		if (str_eq(asked->paths.at[i], path))
			return;
	*array_push(arena, &asked->paths) = path;
}

static void
add_below(struct arena *arena, struct asked_page *asked, struct str root, struct str path)
{
	if (str_is(root, "/"))
		root = STR_EMPTY;
	if (path.len && path_is_below(root, path))
		add(arena, asked, str_skip(path, root.len + 1));
}

void
asked_page_read(struct arena *arena, struct str root, struct str text, struct asked_page *out)
{
	struct str path = absolute(arena, text), real_root = without_links(arena, root), inside;
	struct str real = without_links(arena, path);

	*out = (struct asked_page){ .text = text };
	if (!text.len)
		return;
	add_below(arena, out, real_root, path);
	add_below(arena, out, absolute(arena, root), path);
	add_below(arena, out, real_root, real);
	if (fs_real_path(arena, path, &out->real) != 0)
		out->real = STR_EMPTY;
	if (str_starts(text, STR("/")))
		return;
	if (path_resolve(arena, STR_EMPTY, text, &inside))
		add(arena, out, inside);
	if (path_resolve(arena, CONTENT, text, &inside))
		add(arena, out, inside);
}

/* ---- pages ------------------------------------------------------------------------------------ */

const struct page *
asked_page_at(struct arena *arena, const struct site *site, struct str path)
{
	struct str below = str_skip(path, str_eq(path, CONTENT) ? CONTENT.len : CONTENT.len + 1);
	const struct page *page = map_get(&site->by_source, below);

	if (!page)
		page = map_get(&site->by_source, path_join(arena, below, STR("index.md")));
	if (!page)
		page = map_get(&site->by_source, path_join(arena, below, STR("_index.md")));
	return page;
}

/* Without what may differ between two ways to write one address. */
static struct str
plain_address(struct arena *arena, struct str address)
{
	struct str plain;

	if (!path_decode(arena, address, &plain))
		plain = address;
	while (str_starts(plain, STR("/")))
		plain = str_skip(plain, 1);
	while (str_ends(plain, STR("/")))
		plain = str_slice(plain, 0, plain.len - 1);
	return plain;
}

/* With the path of base_url in front of it or without, with its host or without. */
static bool
has_address(struct arena *arena, const struct page *page, struct str address)
{
	return page->url.len &&
	        (str_eq(plain_address(arena, page->url), address) ||
	                str_eq(plain_address(arena, page->permalink), address) ||
	                str_eq(path_dir(page->file), address));
}

static bool
is_same_file(struct arena *arena, const struct page *page, struct str root,
        const struct asked_page *asked)
{
	struct str real;

	return asked->real.len &&
	        fs_real_path(arena, path_join(arena, root, page->source->path), &real) == 0 &&
	        str_eq(real, asked->real);
}

const struct page *
asked_page_elsewhere(struct arena *arena, const struct site *site, struct str root,
        const struct asked_page *asked)
{
	struct str address = plain_address(arena, asked->text);

	for (size_t i = 0; asked->text.len && i < site->all.len; i++)
		if (has_address(arena, site->all.at[i], address))
			return site->all.at[i];
	for (size_t i = 0; i < site->all.len; i++)
		if (is_same_file(arena, site->all.at[i], root, asked))
			return site->all.at[i];
	return NULL;
}

bool
asked_page_is_at(struct arena *arena, const struct asked_page *asked, struct str below)
{
	struct str folder = path_dir(below), name = path_stem(below);
	struct date date;

	if (str_eq(name, STR("index")) || str_eq(name, STR("_index"))) {
		name = path_base(folder);
		folder = path_dir(folder);
	}
	return name.len &&
	        str_eq(plain_address(arena, asked->text),
	                path_join(arena, folder, page_split_date(name, &date)));
}

/* ---- there is none ---------------------------------------------------------------------------- */

/* How a page can be named. */
enum naming { BY_PATH, BY_NAME, BY_ADDRESS };

static struct str
name_of(const struct page *page, enum naming naming)
{
	if (naming == BY_ADDRESS)
		return page->url;
	return naming == BY_NAME ? path_stem(page->source->path)
	                         : str_skip(page->source->path, CONTENT.len + 1);
}

static bool
suggest(const struct site *site, struct str asked, enum naming naming, struct diags *diags)
{
	struct str *known = arena_array(&diags->arena, struct str, site->all.len + 1);

	for (size_t i = 0; i < site->all.len; i++)
		known[i] = name_of(site->all.at[i], naming);
	struct str near = diag_nearest(asked, known, site->all.len);
	for (size_t i = 0; near.len && i < site->all.len; i++) {
		const struct page *page = site->all.at[i];

		if (!str_eq(known[i], near))
			continue;
		diag_help(diags, "did you mean \"" STR_FMT "\"?",
		        STR_ARG(naming == BY_ADDRESS ? page->url : page->source->path));
		return true;
	}
	return false;
}

void
asked_page_refuse(const struct site *site, const struct asked_page *asked, struct diags *diags)
{
	diag_error(diags, diag_file(asked->text), STR_EMPTY,
	        "the site has no such page, and git knows of none");
	for (size_t i = 0; i < asked->paths.len; i++)
		if (!str_eq(asked->paths.at[i], CONTENT) &&
		        suggest(site, str_skip(asked->paths.at[i], CONTENT.len + 1), BY_PATH,
		                diags))
			return;
	if (str_starts(asked->text, STR("/")) && suggest(site, asked->text, BY_ADDRESS, diags))
		return;
	if (!suggest(site, path_stem(asked->text), BY_NAME, diags))
		diag_help(diags, "pages are the .md files below content/");
}
