/*
 * What a page is. Its front matter says so, or the folder it lies in, where the nearest one counts: those of kith.yaml
 * and those that everybody has.
 *
 *	page->type_name    the name, "talk"; of the folder's type where the page says nothing
 *	page->type         how kith takes it: the type of that name, or the one that a type of kith.yaml builds on
 */
#include "base/path.h"
#include "config/config.h"
#include "config/config_type.h"
#include "content/front_own.h"
#include "content/front_place.h"
#include "content/page.h"
#include "site/resolve.h"

/* Folders whose pages have a type of their own; the last one on the path decides. */
static const struct {
	struct str folder;
	enum front_type type;
} folder_types[] = {
	{ STR_INIT("essays"), FRONT_ESSAY },
	{ STR_INIT("articles"), FRONT_ESSAY },
	{ STR_INIT("blog"), FRONT_ESSAY },
	{ STR_INIT("notes"), FRONT_ESSAY },
	{ STR_INIT("posts"), FRONT_ESSAY },
	{ STR_INIT("til"), FRONT_ESSAY },
	{ STR_INIT("projects"), FRONT_PROJECT },
	{ STR_INIT("log"), FRONT_LOG },
	{ STR_INIT("asks"), FRONT_ASK },
	{ STR_INIT("lessons"), FRONT_LESSON },
};

/* Does the path end with these folders: "work/talks" and "talks"? */
static bool
ends_with(struct str path, struct str folders)
{
	return str_ends(path, folders) &&
	        (path.len == folders.len || path.at[path.len - folders.len - 1] == '/');
}

static struct str
type_of_folder(const struct config *config, struct str path)
{
	for (const struct config_type *type = config->types; type; type = type->next)
		for (size_t i = 0; i < type->sections.len; i++)
			if (ends_with(path, type->sections.at[i]))
				return type->name;
	for (size_t i = 0; i < sizeof folder_types / sizeof *folder_types; i++)
		if (ends_with(path, folder_types[i].folder))
			return front_type_name(folder_types[i].type);
	return STR_EMPTY;
}

static struct str
type_by_folder(const struct config *config, struct str folder)
{
	struct str name = STR_EMPTY;

	for (; folder.len && !name.len; folder = path_dir(folder))
		name = type_of_folder(config, folder);
	return name;
}

/* Any word may be a type, for a template of that name; one that is nearly a known word is a slip. */
static void
check_slip(struct resolve *r, const struct page *page)
{
	const struct config *config = r->site->config;
	struct front_place spot = front_place_find(page->front, &page->text, STR("type"));
	array_of(struct str) known = { 0 };

	if (config_type_find(config, page->type_name))
		return;
	for (int type = 0; type < FRONT_TYPES; type++) {
		struct str name = front_type_name((enum front_type)type);

		if (str_eq(page->type_name, name))
			return;
		*array_push(r->arena, &known) = name;
	}
	for (const struct config_type *type = config->types; type; type = type->next)
		*array_push(r->arena, &known) = type->name;
	if (!diag_nearest(page->type_name, known.at, known.len).len)
		return;
	diag_warning(r->diags, node_place(spot.source, spot.node, page->type_name),
	        spot.source->bytes, "\"" STR_FMT "\" is no type that kith knows",
	        STR_ARG(page->type_name));
	diag_suggest(r->diags, page->type_name, known.at, known.len);
}

void
typing_decide(struct resolve *r, struct page *page)
{
	const struct config *config = r->site->config;
	const struct config_type *declared;

	page->type_name = page->front->type;
	if (page->type_name.len)
		check_slip(r, page);
	else if (page->role == PAGE_REGULAR || page->role == PAGE_BUNDLE)
		page->type_name = type_by_folder(config, page->folder);
	if (!page->type_name.len)
		page->type_name = front_type_name(FRONT_PAGE);
	declared = config_type_find(config, page->type_name);
	page->type = declared ? front_own_base(declared) : front_type_of(page->type_name);
	if (page->parsed->failed && !page->front->root) /* nobody knows what it says */
		return;
	if (declared || page->front->own.len)
		front_own_read(r->arena, &page->parsed->text, config, declared,
		        page_front(r->arena, page), r->diags);
	if (!front_check_type(&page->text, page->front, page->type, r->diags))
		front_settle_words(page_front(r->arena, page), page->type);
}
