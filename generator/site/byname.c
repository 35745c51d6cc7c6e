/*
 * One map of all names. A key is the kind of name, the name itself (folded), and for names that several things
 * have, the folder they are wanted from:
 *
 *	A plan          -> 3 pages with this title
 *	A plan, a/      -> 1, in a/ itself
 *	A plan, a*      -> 2, in a/ or anywhere below
 *	A plan, *       -> 3
 *
 * Most names are unique, so most have no keys but the first.
 */
#include "site/byname.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/page.h"
#include "content/source.h"
#include "site/resolve.h"

/* Longer names are none. */
enum { NAME_MAX_BYTES = 1000 };

/* In the order they are tried. */
enum rank {
	TITLE,
	ALIAS,
	ID,
	SLUG,
	PATH,
	PAGE_RANKS,
	LEFT_OUT = PAGE_RANKS,
	RANKS = 2 * PAGE_RANKS
};
enum { FILE_NAME = RANKS, FILE_PATH, STATIC_NAME, STATIC_PATH };

/* A thing that has names. */
struct named {
	const struct page *page;
	const struct asset *asset;
	struct str path, folder;
};

/* What a key means. */
struct meaning {
	struct byname_choice choice;
	const struct named *last; /* a thing may have one name twice, as slug and as file */
};

/* A name given to a thing. */
struct naming {
	struct str key;
	const struct meaning *meaning;
	const struct named *named;
};

struct byname {
	struct map meanings; /* key -> struct meaning */
};

/* An index in the making. */
struct listing {
	struct arena *arena;
	struct map *meanings;
	array_of(struct naming) all;
};

/* ---- keys ------------------------------------------------------------------------------------- */

/* Folded, runs of white space as one blank. Empty for what is too long to be a name. */
static struct str
fold(struct arena *arena, struct str name)
{
	struct str folded = name.len <= NAME_MAX_BYTES ? utf8_fold(arena, name) : STR_EMPTY;
	struct buf buf;

	buf_init(&buf, folded.len + 1);
	for (size_t i = 0; i < folded.len; i++) {
		bool space = folded.at[i] == ' ' || (folded.at[i] >= '\t' && folded.at[i] <= '\r');

		if (!space)
			buf_char(&buf, folded.at[i]);
		else if (buf.len && buf.at[buf.len - 1] != ' ')
			buf_char(&buf, ' ');
	}
	folded = str_copy(arena, str_trim(buf_view(&buf)));
	buf_free(&buf);
	return folded;
}

static struct str
key_of(struct arena *arena, int rank, struct str folded)
{
	return str_format(arena, "%c" STR_FMT, 'A' + rank, STR_ARG(folded));
}

/* Behind a folder stands '/' for what lies in it and '*' for what lies anywhere below. No name has a newline. */
static struct str
key_near(struct arena *arena, struct str key, struct str folder, char behind)
{
	return str_format(arena, STR_FMT "\n" STR_FMT "%c", STR_ARG(key), STR_ARG(folder), behind);
}

static struct str
without_extension(struct str path)
{
	struct str ext = path_ext(path);
	bool page = str_eq_nocase(ext, STR(".md")) || str_eq_nocase(ext, STR(".markdown"));

	return page ? str_slice(path, 0, path.len - ext.len) : path;
}

/* A path without "@/" or "/" before it and '/' behind it. */
static struct str
bare(struct str path)
{
	path = str_starts(path, STR("@/")) ? str_skip(path, 1) : path;
	while (path.len && path.at[0] == '/')
		path = str_skip(path, 1);
	while (path.len && path.at[path.len - 1] == '/')
		path.len--;
	return path;
}

/* ---- listing ---------------------------------------------------------------------------------- */

static struct meaning *
put(struct listing *listing, struct str key, const struct named *named)
{
	struct map_entry *entry = map_put(listing->meanings, listing->arena, key, NULL);
	struct meaning *meaning = entry->value;
	struct byname_choice *choice;

	if (!meaning)
		entry->value = meaning = arena_new(listing->arena, struct meaning);
	choice = &meaning->choice;
	if (meaning->last == named)
		return NULL;
	meaning->last = named;
	if (choice->count < BYNAME_SHOWN) {
		choice->at[choice->count].path = named->path;
		choice->at[choice->count].page = named->page;
		choice->at[choice->count].asset = named->asset;
	}
	choice->count++;
	return meaning;
}

static void
add_exact(struct listing *listing, const struct named *named, int rank, struct str name)
{
	struct arena *arena = listing->arena;
	struct meaning *meaning;
	struct str key;

	if (!name.len || name.len > NAME_MAX_BYTES)
		return;
	key = key_of(arena, rank, name);
	meaning = put(listing, key, named);
	if (meaning)
		*array_push(arena, &listing->all) = (struct naming){ key, meaning, named };
}

static void
add_name(struct listing *listing, const struct named *named, int rank, struct str name)
{
	add_exact(listing, named, rank, fold(listing->arena, name));
}

/* Names that several things have get one key for each folder that they may be wanted from. */
static void
put_folders(struct listing *listing, const struct naming *naming)
{
	const struct named *named = naming->named;
	struct arena *arena = listing->arena;
	struct str folder = named->folder;

	put(listing, key_near(arena, naming->key, folder, '/'), named);
	for (;; folder = path_dir(folder)) {
		put(listing, key_near(arena, naming->key, folder, '*'), named);
		if (!folder.len)
			return;
	}
}

static struct named *
named_new(struct arena *arena, struct str path, struct str folder)
{
	struct named *named = arena_new(arena, struct named);

	named->path = path;
	named->folder = folder;
	return named;
}

static void
name_page(struct listing *listing, const struct page *page)
{
	struct str below = page->source->below, stem = path_stem(below);
	struct named *named = named_new(listing->arena, page->source->path, path_dir(below));
	int first = page->left_out ? LEFT_OUT : 0;

	named->page = page;
	add_name(listing, named, first + TITLE, page->title);
	for (size_t i = 0; i < page->front->aliases.len; i++)
		add_name(listing, named, first + ALIAS, bare(page->front->aliases.at[i]));
	add_exact(listing, named, first + ID, page->front->id);
	add_name(listing, named, first + SLUG, page->slug);
	add_name(listing, named, first + SLUG, page->name);
	if (page->role == PAGE_REGULAR)
		add_name(listing, named, first + SLUG, stem);
	else
		add_name(listing, named, first + PATH, page->folder);
	add_name(listing, named, first + PATH, without_extension(below));
}

static void
name_file(struct listing *listing, const struct asset *asset)
{
	struct named *named = named_new(listing->arena, asset->path, path_dir(asset->below));
	bool fixed = asset->is_static;

	named->asset = asset;
	add_name(listing, named, fixed ? STATIC_NAME : FILE_NAME, path_base(asset->below));
	add_name(listing, named, fixed ? STATIC_PATH : FILE_PATH, asset->below);
}

struct byname *
byname_index(struct arena *arena, const struct site *site)
{
	struct byname *names = arena_new(arena, struct byname);
	struct listing listing = { .arena = arena, .meanings = &names->meanings };

	for (size_t i = 0; i < site->all.len; i++)
		name_page(&listing, site->all.at[i]);
	for (size_t i = 0; i < site->assets.len; i++)
		name_file(&listing, site->assets.at[i]);
	for (size_t i = 0; i < listing.all.len; i++)
		if (listing.all.at[i].meaning->choice.count > 1)
			put_folders(&listing, &listing.all.at[i]);
	return names;
}

const struct byname *
byname_of(struct resolve *r)
{
	if (!r->names)
		r->names = byname_index(r->arena, r->site);
	return r->names;
}

/* ---- finding ---------------------------------------------------------------------------------- */

/* A name on its way. */
struct wanted {
	const struct byname *names;
	struct arena *arena;
	struct str folder; /* of the page it is wanted from */
	struct str exact;  /* as written */
	struct str name;   /* folded */
	struct str path;   /* the same without ".md" */
	struct str beside; /* that as seen from the folder; empty when it leads out of content/ */
};

static struct wanted
want(const struct byname *names, struct arena *arena, const struct page *from, struct str name)
{
	struct wanted wanted = { .names = names, .arena = arena };
	bool rooted = str_starts(name, STR("/")) || str_starts(name, STR("@/"));
	struct str beside;

	wanted.folder = path_dir(from->source->below);
	wanted.exact = name.len <= NAME_MAX_BYTES ? str_trim(name) : STR_EMPTY;
	wanted.name = fold(arena, name);
	wanted.path = without_extension(bare(wanted.name));
	if (wanted.path.len && !rooted &&
	        path_resolve(arena, fold(arena, wanted.folder), wanted.path, &beside))
		wanted.beside = beside;
	return wanted;
}

static const struct byname_choice *
get(const struct wanted *wanted, struct str key)
{
	const struct meaning *meaning = map_get(&wanted->names->meanings, key);

	return meaning ? &meaning->choice : NULL;
}

static struct str
below_content(const struct byname_choice *one)
{
	return one->at[0].page ? one->at[0].page->source->below : one->at[0].asset->below;
}

/* The nearest ones of a name, no further away than `steps` folders up. */
static const struct byname_choice *
nearest(const struct wanted *wanted, int rank, struct str name, size_t steps)
{
	struct str key = key_of(wanted->arena, rank, name), folder = wanted->folder;
	const struct byname_choice *all = name.len ? get(wanted, key) : NULL, *near;

	if (!all)
		return NULL;
	if (all->count == 1 && steps == SIZE_MAX)
		return all;
	for (;; folder = path_dir(folder)) {
		near = get(wanted, key_near(wanted->arena, key, folder, '/'));
		if (!near)
			near = get(wanted, key_near(wanted->arena, key, folder, '*'));
		if (all->count == 1 && path_is_below(folder, below_content(all)))
			near = all;
		if (near || !folder.len || !steps--)
			return near;
	}
}

static const struct byname_choice *
anywhere(const struct wanted *wanted, int rank, struct str name)
{
	return nearest(wanted, rank, name, SIZE_MAX);
}

static const struct byname_choice *
find_page(const struct wanted *wanted)
{
	const struct byname_choice *choice = NULL;

	for (int first = 0; !choice && first <= LEFT_OUT; first += LEFT_OUT) {
		choice = anywhere(wanted, first + TITLE, wanted->name);
		if (!choice)
			choice = anywhere(wanted, first + ALIAS, bare(wanted->name));
		if (!choice)
			choice = anywhere(wanted, first + ID, wanted->exact);
		if (!choice)
			choice = anywhere(wanted, first + SLUG, wanted->path);
		if (!choice)
			choice = anywhere(wanted, first + PATH, wanted->beside);
		if (!choice)
			choice = anywhere(wanted, first + PATH, wanted->path);
	}
	return choice;
}

static const struct byname_choice *
find_file(const struct wanted *wanted)
{
	struct str name = bare(wanted->name);
	const struct byname_choice *choice = anywhere(wanted, FILE_PATH, wanted->beside);

	if (!choice && wanted->folder.len) /* all lies below content/ itself, which says nothing */
		choice = nearest(wanted, FILE_NAME, name, 0);
	if (!choice)
		choice = anywhere(wanted, STATIC_PATH, name);
	if (!choice)
		choice = anywhere(wanted, STATIC_NAME, name);
	if (!choice)
		choice = anywhere(wanted, FILE_PATH, name);
	if (!choice)
		choice = anywhere(wanted, FILE_NAME, name);
	return choice;
}

const struct byname_choice *
byname_page(
        const struct byname *names, struct arena *arena, const struct page *from, struct str name)
{
	struct arena mark = *arena;
	struct wanted wanted = want(names, arena, from, name);
	const struct byname_choice *choice = find_page(&wanted);

	arena_back(arena, &mark);
	return choice;
}

const struct byname_choice *
byname_file(
        const struct byname *names, struct arena *arena, const struct page *from, struct str name)
{
	struct arena mark = *arena;
	struct wanted wanted = want(names, arena, from, name);
	const struct byname_choice *choice = find_file(&wanted);

	arena_back(arena, &mark);
	return choice;
}
