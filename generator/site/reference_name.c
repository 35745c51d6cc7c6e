/*
 * All names that pages answer to lie in one map, folded, each with the pages that have it:
 *
 *	"measure first" -> lessons/measure-first.md (title) -> essays/measure-first.md (title)
 *
 * A name is looked up there, and the pages that it cannot mean are passed over.
 */
#include "site/reference_name.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "content/page.h"
#include "site/project.h"
#include "site/reference.h"
#include "site/site.h"

/* What a name is to a page: the first of these that any page answers counts. */
enum rank { BY_ID, BY_PATH, BY_ADDRESS, BY_SLUG, BY_NAME, BY_TITLE, RANKS };

struct name {
	struct page *page;
	enum rank rank;
	struct name *next;
};

struct reference_names {
	struct arena *arena;
	struct map by_name; /* folded -> struct name */
};

static void
add_name(struct reference_names *names, struct page *page, struct str text, enum rank rank)
{
	struct arena *arena = names->arena;
	struct str key = utf8_fold(arena, str_trim(text));
	struct map_entry *entry;
	struct name *name;

	if (!key.len)
		return;
	entry = map_put(&names->by_name, arena, key, NULL);
	for (name = entry->value; name; name = name->next)
		if (name->page == page)
			return;
	name = arena_new(arena, struct name);
	*name = (struct name){ page, rank, entry->value };
	entry->value = name;
}

static struct str
without_slashes(struct str url)
{
	while (str_starts(url, STR("/")))
		url = str_skip(url, 1);
	while (str_ends(url, STR("/")))
		url = str_slice(url, 0, url.len - 1);
	return url;
}

/* The better ranks first, since a page keeps the first rank of a name. */
static void
add_names(struct reference_names *names, struct page *page)
{
	struct arena *arena = names->arena;
	struct str below = page->source->below;

	add_name(names, page, page->front->id, BY_ID);
	add_name(names, page, below, BY_PATH);
	add_name(names, page, str_slice(below, 0, below.len - path_ext(below).len), BY_PATH);
	if (page->role != PAGE_REGULAR)
		add_name(names, page, page->folder, BY_PATH);
	else
		add_name(names, page, path_join(arena, page->folder, page->name), BY_PATH);
	add_name(names, page, without_slashes(page->url), BY_ADDRESS);
	add_name(names, page, page->slug, BY_SLUG);
	add_name(names, page, page->name, BY_NAME);
	add_name(names, page, page->title, BY_TITLE);
}

struct reference_names *
reference_names_make(struct arena *arena, const struct site *site)
{
	struct reference_names *names = arena_new(arena, struct reference_names);

	names->arena = arena;
	for (size_t i = 0; i < site->all.len; i++)
		add_names(names, site->all.at[i]);
	return names;
}

static bool
is_meant(const struct page *page, enum front_type target)
{
	return target == FRONT_TYPES || page->type == target;
}

/* How far a page is: 0 in the same project, then by what the two paths have in common. */
static size_t
distance(const struct page *from, const struct page *to)
{
	const struct project *project = from->refs ? from->refs->project : NULL;
	struct str a = from->folder, b = to->folder;
	size_t common = 0;

	if (project && to->refs && to->refs->project == project)
		return 0;
	while (common < a.len && common < b.len && a.at[common] == b.at[common])
		common++;
	return PATH_MAX_BYTES - common;
}

static void
consider(struct reference_choice *choice, enum rank *best, const struct page *from,
        const struct name *name)
{
	size_t near = distance(from, name->page), held;
	bool better;

	if (choice->page && name->rank > *best)
		return;
	held = choice->page ? distance(from, choice->page) : 0;
	better = !choice->page || name->rank < *best || near < held;
	if (!better && near > held)
		return;
	choice->other = better ? NULL : choice->page;
	/* Pages come in the reverse of their order, so that of equals the first one stays. */
	choice->page = name->page;
	*best = name->rank;
}

struct reference_choice
reference_names_find(const struct reference_names *names, const struct page *from, struct str text,
        enum front_type target, bool left_out)
{
	struct str key = utf8_fold(names->arena, without_slashes(str_trim(text)));
	struct reference_choice choice = { 0 };
	enum rank best = RANKS;

	for (const struct name *name = map_get(&names->by_name, key); name; name = name->next) {
		if (name->page->left_out != left_out)
			continue;
		if (is_meant(name->page, target))
			consider(&choice, &best, from, name);
		else
			choice.wrong = name->page;
	}
	return choice;
}
