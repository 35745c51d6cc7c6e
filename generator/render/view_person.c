/* People, to a template. */
#include "base/arena.h"
#include "content/people.h"
#include "render/fact.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/person.h"
#include "site/project.h"
#include "site/site.h"

static const struct person *
person_of(const struct view *view)
{
	return view->mention->person;
}

struct str
view_person_shown(const void *self, struct arena *arena)
{
	(void)arena;
	fact_read_extra(self, FACT_TEXT);
	return person_of(self)->name;
}

/* What is known of them beyond their name, of those who agreed to a page; NULL: nothing that may be shown. */
static const struct people_entry *
entry_of(const struct view *view)
{
	const struct people_entry *entry = person_of(view)->entry;

	return entry && entry->page ? entry : NULL;
}

/* ---- properties ----------------------------------------------------------------------------------- */

static struct value
shares(const struct render *render, const person_credits *credits, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, credits->len + 1);

	for (size_t i = 0; i < credits->len; i++) {
		const struct person_credit *credit = credits->at[i];

		items[i] = VIEW_RECORD(arena, share, { "key", value_text(credit->key) },
		        { "person", view_person(render, credit->by) },
		        { "page", view_page(render, credit->page) },
		        { "date", value_date(&credit->date) },
		        { "count", value_int((int64_t)credit->count) });
	}
	return value_list(items, credits->len);
}

struct value
view_person_credits(const struct view *view, struct arena *arena)
{
	return shares(view->render, &person_of(view)->credits, arena);
}

struct value
view_person_feed(const struct view *view, struct arena *arena)
{
	const struct people_entry *entry = entry_of(view);

	(void)arena;
	return entry ? view_text(entry->feed) : value_none();
}

struct value
view_person_fediverse(const struct view *view, struct arena *arena)
{
	const struct people_entry *entry = entry_of(view);

	(void)arena;
	return entry ? view_text(entry->fediverse) : value_none();
}

struct value
view_person_key(const struct view *view, struct arena *arena)
{
	const struct people_entry *entry = person_of(view)->entry;

	(void)arena;
	return entry ? value_text(entry->key) : value_none();
}

struct value
view_person_name(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_text(person_of(view)->name);
}

struct value
view_person_note(const struct view *view, struct arena *arena)
{
	const struct people_entry *entry = entry_of(view);

	(void)arena;
	return entry ? view_text(entry->note) : value_none();
}

struct value
view_person_photo(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(person_of(view)->photo);
}

struct value
view_person_projects(const struct view *view, struct arena *arena)
{
	const struct person *person = person_of(view);
	struct value *items = arena_array(arena, struct value, person->works.len + 1);

	for (size_t i = 0; i < person->works.len; i++)
		items[i] = VIEW_RECORD(arena, work,
		        { "project", view_project(view->render, person->works.at[i].project) },
		        { "role", view_text(person->works.at[i].role) });
	return value_list(items, person->works.len);
}

struct value
view_person_rel(const struct view *view, struct arena *arena)
{
	const struct people_entry *entry = entry_of(view);
	size_t count = entry ? entry->rel.len : 0;
	struct value *items = arena_array(arena, struct value, count + 1);

	for (size_t i = 0; i < count; i++)
		items[i] = value_text(entry->rel.at[i]);
	return value_list(items, count);
}

struct value
view_person_role(const struct view *view, struct arena *arena)
{
	(void)arena;
	return view_text(view->mention->role);
}

/* What a project's page says goes before the file: it may be a page about this very work. */
struct value
view_person_site(const struct view *view, struct arena *arena)
{
	const struct people_entry *entry = entry_of(view);

	(void)arena;
	if (view->mention->url.len)
		return value_text(view->mention->url);
	return entry ? view_text(entry->url) : value_none();
}

struct value
view_person_thanked(const struct view *view, struct arena *arena)
{
	return view_page_list(view->render, &person_of(view)->thanked, arena);
}

/* Of their page here: as switches, themes and files of the author have it, there may be none, or another one. */
static bool
has_page(const struct view *view)
{
	struct str file = person_of(view)->file;

	return file.len && map_get(&view->render->site->by_file, file);
}

struct value
view_person_url(const struct view *view, struct arena *arena)
{
	return has_page(view) ? value_text(person_of(view)->url) : view_person_site(view, arena);
}

struct value
view_person_permalink(const struct view *view, struct arena *arena)
{
	return has_page(view) ? value_text(person_of(view)->permalink)
	                      : view_person_site(view, arena);
}

struct value
view_person_wrote(const struct view *view, struct arena *arena)
{
	return view_page_list(view->render, &person_of(view)->wrote, arena);
}

struct value
view_person_told(const struct view *view, struct arena *arena)
{
	(void)arena;
	return value_bool(person_is_told(person_of(view)));
}

/* ---- lists ------------------------------------------------------------------------------------------ */

static struct value
mentions(const struct render *render, const person_mentions *list, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, list->len + 1);

	for (size_t i = 0; i < list->len; i++)
		items[i] = view_person(render, list->at[i]);
	return value_list(items, list->len);
}

struct value
view_page_authors(const struct view *view, struct arena *arena)
{
	const struct page_persons *persons = view->page->persons;

	return persons ? mentions(view->render, &persons->authors, arena) : value_list(NULL, 0);
}

struct value
view_page_people(const struct view *view, struct arena *arena)
{
	const struct page_persons *persons = view->page->persons;

	return persons ? mentions(view->render, &persons->people, arena) : value_list(NULL, 0);
}

struct value
view_page_thanks(const struct view *view, struct arena *arena)
{
	const struct page_persons *persons = view->page->persons;

	return persons ? mentions(view->render, &persons->thanks, arena) : value_list(NULL, 0);
}

struct value
view_page_credits(const struct view *view, struct arena *arena)
{
	const struct page_persons *persons = view->page->persons;

	return persons ? shares(view->render, &persons->credits, arena) : value_list(NULL, 0);
}

struct value
view_project_people(const struct view *view, struct arena *arena)
{
	return view_page_people(&view->render->pages[view->project->page->ordinal], arena);
}

struct value
view_site_people(const struct view *view, struct arena *arena)
{
	const struct persons *persons = view->site->persons;
	struct value *items = arena_array(arena, struct value, persons->entries + 1);

	for (size_t i = 0; i < persons->entries; i++)
		items[i] = view_person(view->render, persons->list.at[i]->self);
	return value_list(items, persons->entries);
}
