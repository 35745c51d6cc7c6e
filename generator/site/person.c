/*
 * One pass over the shown pages, newest first, so that every list is in that order. A mention is made for each place
 * that says more than who it is, the role in a project; the others share the person's own:
 *
 *	people: [{name: grace, role: editor}]  ->  mention { grace, "editor" }  ->  person grace
 *	thanks: [grace]                        ->  grace->self                  ->  person grace
 */
#include "site/person.h"

#include "base/escape.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/config_checks.h"
#include "content/people.h"
#include "history/history.h"
#include "site/budget.h"
#include "site/project.h"
#include "site/resolve.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct naming {
	struct resolve *r;
	const struct people *people; /* data/people.yaml */
	struct person *author;       /* of the site, when the file has them; or NULL */
	struct persons *persons;
	struct page *page; /* whose names are resolved */
	struct budget budget;
	struct map files;   /* output path -> struct asset; for photos */
	struct map touched; /* hash of a commit -> how many shown pages it changed, as a pointer */
};

/* ---- persons ---------------------------------------------------------------------------------------- */

static const struct person_mention *
mention(struct naming *n, const struct person *person, struct str role, struct str url)
{
	struct person_mention *new;

	if (person->self && !role.len && !url.len)
		return person->self;
	new = arena_new(n->r->arena, struct person_mention);
	*new = (struct person_mention){ n->persons->mentions.len, person, role, url };
	*array_push(n->r->arena, &n->persons->mentions) = new;
	return new;
}

static struct person *
add_person(struct naming *n, struct str name, const struct people_entry *entry)
{
	struct person *person = arena_new(n->r->arena, struct person);

	person->index = n->persons->list.len;
	person->name = name;
	person->entry = entry;
	*array_push(n->r->arena, &n->persons->list) = person;
	person->self = mention(n, person, STR_EMPTY, STR_EMPTY);
	return person;
}

/* Someone of whom only the name is known. */
static struct person *
by_name(struct naming *n, struct str name)
{
	struct arena *arena = n->r->arena;
	struct map_entry *known =
	        map_put(&n->persons->by_name, arena, utf8_fold_name(arena, name), NULL);

	if (!known->value)
		known->value = add_person(n, name, NULL);
	return known->value;
}

static struct person *
person_of(struct naming *n, const struct people_entry *entry, struct str name)
{
	return entry ? n->persons->list.at[entry->index] : by_name(n, name);
}

static void
set_address(struct naming *n, struct person *person)
{
	struct arena *arena = n->r->arena;
	const struct config *config = n->r->site->config;
	struct str path = str_format(arena, "people/" STR_FMT "/", STR_ARG(person->entry->slug));

	person->url = site_url(arena, config, path);
	person->permalink = site_permalink(arena, config, path);
	person->file = path_join(arena, path, STR("index.html"));
}

/* ---- pictures --------------------------------------------------------------------------------------- */

/* The published file at an output path; NULL when there is none. All are listed when the first one is wanted. */
static const struct asset *
find_asset(struct naming *n, struct str file)
{
	const struct site *site = n->r->site;

	for (size_t i = 0; !n->files.len && i < site->assets.len; i++)
		map_put(&n->files, n->r->arena, site->assets.at[i]->file, NULL)->value =
		        site->assets.at[i];
	return map_get(&n->files, file);
}

static void
report_picture(struct naming *n, const struct people_entry *entry)
{
	const struct node_source *source = &n->people->source;

	node_error(n->r->diags, source, entry->node,
	        "there is no file \"" STR_FMT "\" for the photo of \"" STR_FMT "\"",
	        STR_ARG(node_brief(entry->photo)), STR_ARG(node_brief(entry->key)));
	diag_help(
	        n->r->diags, "the path is that of the published file: static/ada.jpg is /ada.jpg");
}

static void
find_picture(struct naming *n, struct person *person)
{
	struct str photo = person->entry->photo, path = photo;
	const struct asset *asset;

	if (!photo.len || escape_url_is_absolute(photo)) {
		person->photo = photo;
		return;
	}
	while (str_starts(path, STR("/")))
		path = str_skip(path, 1);
	asset = find_asset(n, path);
	if (asset)
		person->photo = asset->url;
	else
		report_picture(n, person->entry);
}

static void
add_entries(struct naming *n)
{
	for (size_t i = 0; i < n->people->list.len; i++) {
		const struct people_entry *entry = n->people->list.at[i];
		struct person *person = add_person(n, entry->name, entry);

		if (!entry->page)
			continue;
		set_address(n, person);
		find_picture(n, person);
	}
	n->persons->entries = n->persons->list.len;
}

/* ---- names in front matter -------------------------------------------------------------------------- */

/* "grcae", but not "Grace" or "grace hopper": somebody's name has a capital letter, or is a key. */
static bool
looks_like_key(struct naming *n, struct str text)
{
	return str_find_char(text, ' ') == STR_NONE &&
	        str_eq(utf8_casefold(n->r->arena, text), text);
}

static struct str
nearest_key(struct naming *n, struct str text)
{
	array_of(struct str) keys = { 0 };

	if (!budget_take(&n->budget, n->people->list.len))
		return STR_EMPTY;
	for (size_t i = 0; i < n->people->list.len; i++)
		*array_push(n->r->arena, &keys) = n->people->list.at[i]->key;
	return diag_nearest(text, keys.at, keys.len);
}

static void
report_slip(struct naming *n, struct str key, struct str text, const struct node *node,
        struct str nearest)
{
	diag_error(n->r->diags, node_place(&n->page->text, node, text), n->page->text.bytes,
	        "`" STR_FMT "`: \"" STR_FMT "\" is no key of " STR_FMT, STR_ARG(key),
	        STR_ARG(node_brief(text)), STR_ARG(n->people->source.path));
	diag_help(n->r->diags,
	        "did you mean \"" STR_FMT "\"? (a name that is not there needs a capital letter)",
	        STR_ARG(nearest));
}

/* The same number of words, and each of them is, or nearly is, the one at its place: "Jan Weber" is not "Jan Meyer". */
static bool
has_near_words(struct str name, struct str other)
{
	if (str_count_char(name, ' ') != str_count_char(other, ' '))
		return true;
	while (name.at && other.at) {
		struct str word = str_cut(&name, ' '), its = str_cut(&other, ' ');

		if (!str_eq(word, its) && !diag_nearest(word, &its, 1).len)
			return false;
	}
	return true;
}

/* A name or key in data/people.yaml that this one may be a slip of; empty for somebody new. */
static struct str
nearest_name(struct naming *n, struct str text)
{
	struct arena *arena = n->r->arena;
	const struct map *maps[] = { &n->people->by_name, &n->people->by_key };
	struct str folded = utf8_fold_name(arena, text), near;
	array_of(struct str) known = { 0 };

	if (!budget_take(&n->budget, maps[0]->len + maps[1]->len))
		return STR_EMPTY;
	for (size_t k = 0; k < COUNT(maps); k++)
		for (size_t i = 0; i < maps[k]->len; i++)
			if (has_near_words(folded, maps[k]->at[i].key))
				*array_push(arena, &known) = maps[k]->at[i].key;
	near = diag_nearest(folded, known.at, known.len);
	return near.len ? people_find(n->people, near, arena)->name : STR_EMPTY;
}

/* Is it nearly, and not quite, the name of the site's author? */
static bool
is_near_author(const struct naming *n, struct str text)
{
	struct arena *arena = n->r->arena;
	struct str name = utf8_fold_name(arena, n->r->site->config->author.name);
	struct str folded = utf8_fold_name(arena, text);

	return name.len && !str_eq(name, folded) && has_near_words(folded, name) &&
	        diag_nearest(folded, &name, 1).len;
}

static void
warn_of_slip(struct naming *n, struct str key, struct str text, const struct node *node)
{
	struct str nearest = nearest_name(n, text);

	if (!nearest.len && !is_near_author(n, text))
		return;
	if (!nearest.len) {
		config_checks_say(n->r->diags, CONFIG_CHECK_NAMES,
		        node_place(&n->page->text, node, text), n->page->text.bytes,
		        "`" STR_FMT "`: \"" STR_FMT "\" is not the author of kith.yaml",
		        STR_ARG(key), STR_ARG(node_brief(text)));
		diag_help(n->r->diags, "did you mean \"" STR_FMT "\"?",
		        STR_ARG(n->r->site->config->author.name));
		return;
	}
	config_checks_say(n->r->diags, CONFIG_CHECK_NAMES, node_place(&n->page->text, node, text),
	        n->page->text.bytes, "`" STR_FMT "`: \"" STR_FMT "\" is nobody in " STR_FMT,
	        STR_ARG(key), STR_ARG(node_brief(text)), STR_ARG(n->people->source.path));
	diag_help(n->r->diags,
	        "did you mean \"" STR_FMT "\"? If it is somebody else, add them to that file",
	        STR_ARG(nearest));
}

/* Who is meant; NULL after an error. */
static struct person *
resolve_name(struct naming *n, struct str key, struct str text, const struct node *node)
{
	const struct people_entry *entry;
	struct str nearest;

	text = str_trim(text);
	if (!text.len)
		return NULL;
	entry = people_find(n->people, text, n->r->arena);
	if (!entry && looks_like_key(n, text)) {
		nearest = nearest_key(n, text);
		if (nearest.len) {
			report_slip(n, key, text, node, nearest);
			return NULL;
		}
	}
	if (!entry)
		warn_of_slip(n, key, text, node);
	return person_of(n, entry, text);
}

/* ---- pages ------------------------------------------------------------------------------------------- */

static struct page_persons *
persons_of(struct naming *n)
{
	if (!n->page->persons)
		n->page->persons = arena_new(n->r->arena, struct page_persons);
	return n->page->persons;
}

static bool
names_already(const person_mentions *list, const struct person *person)
{
	for (size_t i = 0; i < list->len; i++)
		if (list->at[i]->person == person)
			return true;
	return false;
}

/* `authors` or `thanks`; `back` is the list of the person that the page goes to. */
static void
resolve_texts(struct naming *n, const char *key, const schema_texts *texts, person_mentions *list,
        size_t back)
{
	const struct node *node = node_get(n->page->front->root, str_from(key));
	const struct node *item = node && node->kind == NODE_LIST ? node->child : node;

	for (size_t i = 0; i < texts->len; i++, item = item ? item->next : NULL) {
		struct person *person = resolve_name(n, str_from(key), texts->at[i], item);

		if (!person || names_already(list, person))
			continue;
		*array_push(n->r->arena, list) = person->self;
		*array_push(n->r->arena, (page_list *)((char *)person + back)) = n->page;
	}
}

static void
resolve_people(struct naming *n, const struct project *project, person_mentions *list)
{
	const struct front *front = n->page->front;
	const struct node *node = node_get(front->root, STR("people"));
	const struct node *item = node && node->kind == NODE_LIST ? node->child : node;

	for (size_t i = 0; i < front->people.len; i++, item = item ? item->next : NULL) {
		const struct front_person *said = &front->people.at[i];
		const struct node *name = item ? node_get(item, STR("name")) : NULL;
		struct person *person =
		        resolve_name(n, STR("people"), said->name, name ? name : item);

		if (!person || names_already(list, person))
			continue;
		*array_push(n->r->arena, list) = mention(n, person, said->role, said->url);
		*array_push(n->r->arena, &person->works) =
		        (struct person_work){ project, said->role };
	}
}

static struct person *
author(const struct naming *n)
{
	struct str name = n->r->site->config->author.name;
	const struct people_entry *entry =
	        name.len ? people_find(n->people, name, n->r->arena) : NULL;

	return entry ? n->persons->list.at[entry->index] : NULL;
}

/* What nobody signs was written by the site's author, as far as it announces something. */
static void
credit_site_author(struct naming *n)
{
	if (n->author && n->page->dated && n->page->type != FRONT_LOG)
		*array_push(n->r->arena, &n->author->wrote) = n->page;
}

static void
resolve_front(struct naming *n)
{
	const struct front *front = n->page->front;
	const struct project *project = project_of_page(n->r->site->projects, n->page);

	if (front->authors.len)
		resolve_texts(n, "authors", &front->authors, &persons_of(n)->authors,
		        offsetof(struct person, wrote));
	else
		credit_site_author(n);
	if (front->thanks.len)
		resolve_texts(n, "thanks", &front->thanks, &persons_of(n)->thanks,
		        offsetof(struct person, thanked));
	if (project && front->people.len)
		resolve_people(n, project, &persons_of(n)->people);
}

/* ---- trailers ---------------------------------------------------------------------------------------- */

static struct person_credit *
find_credit(const struct page_persons *persons, const struct person *person, struct str key)
{
	for (size_t i = 0; i < persons->credits.len; i++)
		if (persons->credits.at[i]->by->person == person &&
		        str_eq(persons->credits.at[i]->key, key))
			return (struct person_credit *)(uintptr_t)persons->credits.at[i];
	return NULL;
}

static void
add_credit(struct naming *n, const struct history_person *by, struct str key, struct date date)
{
	struct arena *arena = n->r->arena;
	struct person *person;
	struct person_credit *credit;

	if (by->bot || !by->name.len)
		return;
	person = person_of(n, people_find_author(n->people, by->name, by->email, arena), by->name);
	credit = find_credit(persons_of(n), person, key);
	if (!credit) {
		credit = arena_new(arena, struct person_credit);
		*credit = (struct person_credit){ person->self, n->page, key, date, 0 };
		*array_push(arena, &n->page->persons->credits) = credit;
		*array_push(arena, &person->credits) = credit;
	}
	credit->count++;
}

/*
 * A reviewer has seen all that a commit changed. Whom it thanks helped with one thing, and of several pages nobody can
 * tell which: the changelog has it then.
 */
static bool
is_about_page(const struct naming *n, const struct history_commit *commit, struct str key)
{
	return !str_is(key, "Thanks-to") || (uintptr_t)map_get(&n->touched, commit->hash) == 1;
}

/* Did they write the page, by its front matter or, when that names nobody, as the site's author? */
static bool
is_author(const struct naming *n, const struct person *person)
{
	if (n->page->front->authors.len)
		return n->page->persons && names_already(&n->page->persons->authors, person);
	return person == n->author;
}

/* Those in the file alone: anybody else may not want to be named for a comma. */
static void
credit_editor(struct naming *n, const struct history_revision *revision)
{
	const struct history_person *by = revision->commit->author;
	const struct people_entry *entry =
	        people_find_author(n->people, by->name, by->email, n->r->arena);

	if (entry && !revision->minor && !is_author(n, n->persons->list.at[entry->index]))
		add_credit(n, by, STR("Edited-by"), revision->commit->date);
}

/* Of revisions that readers are told of: what a draft was credited with is no more shown than its text. */
static void
resolve_credits(struct naming *n)
{
	const struct history_page *history = n->page->history;

	for (size_t i = 0; history && i < history->revisions.len; i++) {
		const struct history_revision *revision = &history->revisions.at[i];
		const struct history_commit *commit = revision->commit;

		if (revision->draft)
			continue;
		credit_editor(n, revision);
		for (size_t k = 0; k < commit->credits.len; k++)
			if (is_about_page(n, commit, commit->credits.at[k].key))
				add_credit(n, commit->credits.at[k].person,
				        commit->credits.at[k].key, commit->date);
		for (size_t k = 0; k < commit->coauthors.len; k++)
			add_credit(n, commit->coauthors.at[k], STR("Co-authored-by"), commit->date);
	}
}

static void
count_touched(struct naming *n, const struct page *page)
{
	const struct history_page *history = page->history;

	for (size_t i = 0; history && i < history->revisions.len; i++) {
		const struct history_revision *revision = &history->revisions.at[i];
		struct map_entry *entry;

		if (revision->draft || !revision->commit->credits.len)
			continue;
		entry = map_put(&n->touched, n->r->arena, revision->commit->hash, NULL);
		entry->value = (void *)((uintptr_t)entry->value + 1);
	}
}

static void
resolve_page(struct naming *n, struct page *page)
{
	n->page = page;
	resolve_front(n);
	resolve_credits(n);
}

void
person_resolve(struct resolve *r)
{
	struct persons *persons = arena_new(r->arena, struct persons);
	struct naming n = {
		.r = r,
		.people = people_read(r->arena, r->input->root, r->diags),
		.persons = persons,
		.budget = { BUDGET_FULL },
	};
	page_list pages = { 0 };

	persons->source = n.people->source.path;
	add_entries(&n);
	n.author = author(&n);
	for (size_t i = 0; i < r->site->pages.len; i++)
		*array_push(r->arena, &pages) = r->site->pages.at[i];
	for (size_t i = 0; i < r->site->sections.len; i++)
		if (r->site->sections.at[i]->page && !r->site->sections.at[i]->page->left_out)
			*array_push(r->arena, &pages) = r->site->sections.at[i]->page;
	for (size_t i = 0; i < pages.len; i++)
		count_touched(&n, pages.at[i]);
	for (size_t i = 0; i < pages.len; i++)
		resolve_page(&n, pages.at[i]);
	r->site->persons = persons;
}

bool
person_is_told(const struct person *person)
{
	return person->entry &&
	        (person->entry->page || person->wrote.len || person->thanked.len ||
	                person->works.len || person->credits.len);
}

bool
person_has_feed(const struct person *person)
{
	return person->entry && person->entry->page && person->entry->feed.len;
}
