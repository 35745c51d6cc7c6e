/* Names and words of objects: see fact.h. */
#include "render/fact_name.h"

#include "base/arena.h"
#include "base/buf.h"
#include "content/front.h"
#include "content/page.h"
#include "content/people.h"
#include "freshness/reads.h"
#include "render/context.h"
#include "render/fact.h"
#include "site/item.h"
#include "site/person.h"
#include "site/project.h"
#include "site/route.h"
#include "site/series.h"
#include "site/site.h"

/* Of each kind the first letter of a name, and what people are told before the rest of it. */
static const struct {
	char letter;
	const char *word;
} kinds[VIEW_KINDS] = {
	[VIEW_SITE] = { 's', "the site" },
	[VIEW_PAGE] = { 'p', "content/" },
	[VIEW_SECTION] = { 'd', "the section /" },
	[VIEW_TAXONOMY] = { 'x', "the taxonomy " },
	[VIEW_TERM] = { 't', "the term " },
	[VIEW_PROJECT] = { 'j', "the project content/" },
	[VIEW_ITEM] = { 'i', "the passage content/" },
	[VIEW_SERIES] = { 'e', "the series " },
	[VIEW_PERSON] = { 'm', "the person " },
};

/* ---- names -------------------------------------------------------------------------------------- */

/* Persons are told apart by who they are and what is said of them, for that is all there is to them. */
static void
put_person(const struct person_mention *mention, struct buf *out)
{
	const struct str parts[] = { mention->person->name, mention->role, mention->url,
		mention->person->entry ? mention->person->entry->key : STR_EMPTY };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		buf_put(out, parts[i]);
		buf_char(out, '\n');
	}
}

/* A page has its items in one order. */
static void
put_item(const struct render *render, const struct item *item, struct buf *out)
{
	buf_put(out, item->page->source->below);
	buf_char(out, '#');
	buf_int(out, (int64_t)item->index - render->site->items->first[item->page->ordinal]);
}

void
fact_name_put(const struct view *view, struct buf *out)
{
	buf_char(out, kinds[view->kind].letter);
	switch (view->kind) {
	case VIEW_PAGE: buf_put(out, view->page->source->below); break;
	case VIEW_SECTION: buf_put(out, view->section->path); break;
	case VIEW_TAXONOMY: buf_put(out, view->taxonomy->name); break;
	case VIEW_TERM:
		buf_put(out, view->term->taxonomy->name);
		buf_char(out, '/');
		buf_put(out, view->term->key);
		break;
	case VIEW_PROJECT: buf_put(out, view->project->page->source->below); break;
	case VIEW_ITEM: put_item(view->render, view->item, out); break;
	case VIEW_SERIES: buf_put(out, view->series->slug); break;
	case VIEW_PERSON: put_person(view->mention, out); break;
	case VIEW_SITE:
	case VIEW_KINDS: break;
	}
}

void
fact_name_of(const struct render *render, uint32_t object, struct buf *out)
{
	const struct view *view = fact_view(render, object);

	if (view) {
		fact_name_put(view, out);
		return;
	}
	buf_char(out, FACT_NAME_ROUTE);
	buf_put(out, render->site->routes->list.at[object - render->facts->count].file);
}

/* Pages, sections and routes are in maps of the site. */
void
fact_name_keep(struct render *render)
{
	struct buf name;

	buf_init(&name, SIZE_MAX / 2);
	for (uint32_t i = 0; i < render->facts->count; i++) {
		const struct view *view = fact_view(render, i);
		struct map_entry *entry;

		if (view->kind == VIEW_PAGE || view->kind == VIEW_SECTION)
			continue;
		buf_clear(&name);
		fact_name_put(view, &name);
		entry = map_put(&render->facts->names, render->arena,
		        str_copy(render->arena, buf_view(&name)), NULL);
		entry->value = (void *)(uintptr_t)view;
	}
	buf_free(&name);
}

static const struct view *
find_view(const struct render *render, struct str name)
{
	struct str rest = str_skip(name, 1);

	if (name.at[0] == kinds[VIEW_PAGE].letter) {
		const struct page *page = map_get(&render->site->by_source, rest);

		return page ? &render->pages[page->ordinal] : NULL;
	}
	if (name.at[0] == kinds[VIEW_SECTION].letter) {
		const struct section *section = map_get(&render->site->by_section, rest);

		return section ? &render->sections[section->index] : NULL;
	}
	return map_get(&render->facts->names, name);
}

bool
fact_name_find(const struct render *render, struct str name, uint32_t *object)
{
	const struct view *view;
	const struct route *route;

	if (!name.len)
		return false;
	if (name.at[0] == FACT_NAME_ROUTE) {
		route = map_get(&render->site->by_file, str_skip(name, 1));
		*object = route ? fact_of_route(render, route) : 0;
		return route != NULL;
	}
	view = find_view(render, name);
	*object = view ? view->fact : 0;
	return view != NULL;
}

/* ---- in words ----------------------------------------------------------------------------------- */

enum { WORDS_MAX = 4 }; /* properties that are named; which of more was another, nobody knows */

bool
fact_name_is_question(struct str name)
{
	return name.len &&
	        (name.at[0] == FACT_NAME_ADDRESS || name.at[0] == FACT_NAME_PAGE_AT ||
	                name.at[0] == FACT_NAME_SECTION_AT);
}

/* VIEW_KINDS for what is no view. */
static enum view_kind
kind_of(char letter)
{
	enum view_kind kind = VIEW_SITE;

	while (kind < VIEW_KINDS && kinds[kind].letter != letter)
		kind++;
	return kind;
}

static const char *
kind_word(char letter)
{
	enum view_kind kind = kind_of(letter);

	if (kind < VIEW_KINDS)
		return kinds[kind].word;
	switch (letter) {
	case FACT_NAME_ADDRESS: return "where a link leads: ";
	case FACT_NAME_PAGE_AT: return "is there content/";
	case FACT_NAME_SECTION_AT: return "is there the section ";
	default: return "";
	}
}

static struct str
property_word(const struct render *render, char letter, unsigned property)
{
	enum view_kind kind = kind_of(letter);
	unsigned rows;

	if (letter == FACT_NAME_ROUTE)
		return context_name(property);
	if (kind == VIEW_KINDS)
		return STR_EMPTY;
	rows = (unsigned)render->properties[kind].len;
	if (property < rows)
		return view_properties[kind][property].key;
	if (property == rows + FACT_OWN_CONTENT)
		return STR("content");
	if (property == rows + FACT_TEXT)
		return STR("title");
	property -= rows + FACT_EXTRAS;
	return property < front_schema()->count ? front_schema()->rows[property].name : STR_EMPTY;
}

struct str
fact_name_words(const struct render *render, struct str name, const struct reads_set *set,
        struct arena *arena)
{
	struct str rest = str_skip(name, 1), shown = str_cut(&rest, '\n'), words[WORDS_MAX], list;
	bool of_route = name.at[0] == FACT_NAME_ROUTE;
	size_t count = 0;

	/* Every route's set has its kind. */
	for (unsigned i = reads_set_next(set, of_route); i < READS_PROPERTIES;
	        i = reads_set_next(set, i + 1)) {
		struct str word = property_word(render, name.at[0], i);

		if (count < WORDS_MAX)
			words[count] = word;
		count += word.len > 0;
	}
	list = str_join(arena, words, count <= WORDS_MAX ? count : 0, STR(", "));
	if (of_route)
		return str_format(arena, "its " STR_FMT, STR_ARG(list));
	return str_format(arena, "%s" STR_FMT "%s" STR_FMT "%s", kind_word(name.at[0]),
	        STR_ARG(shown), list.len ? " (" : "", STR_ARG(list), list.len ? ")" : "");
}
