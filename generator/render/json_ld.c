/*
 * A graph of things, each a map whose keys are put in the order in which people would tell them. What is not known is not
 * said. Names: schema.org; which of them search engines read, their own documentation of structured data.
 */
#include "render/json_ld.h"

#include "activity/activity.h"
#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/diag.h"
#include "config/config.h"
#include "content/page.h"
#include "render/license.h"
#include "render/view.h"
#include "site/crosslink.h"
#include "site/project.h"
#include "site/section.h"
#include "site/site.h"

/* Programming languages of a project that are named. */
enum { LANGUAGES_MAX = 5 };

struct thing {
	struct arena *arena;
	const struct render *render;
	array_of(struct value_entry) entries;
};

static struct thing
begin(const struct view *view, struct arena *arena, const char *type)
{
	struct thing thing = { .arena = arena, .render = view->render };

	*array_push(arena, &thing.entries) =
	        (struct value_entry){ value_text(STR("@type")), value_text(str_from(type)) };
	return thing;
}

static struct value
end(const struct thing *thing)
{
	return value_map(thing->entries.at, thing->entries.len);
}

/* Whatever is empty is not known, and left out. */
static void
put(struct thing *thing, const char *key, struct value v)
{
	if (value_truth(v))
		*array_push(thing->arena, &thing->entries) =
		        (struct value_entry){ value_text(str_from(key)), v };
}

static void
put_text(struct thing *thing, const char *key, struct str text)
{
	put(thing, key, value_text(text));
}

/* As much of it as its author wrote, with the offset: 2026-11-02, 2026-11-02T09:30:00+01:00. */
static void
put_date(struct thing *thing, const char *key, struct date date)
{
	struct buf buf;

	buf_init(&buf, 64);
	date_iso(&buf, date);
	put_text(thing, key, str_copy(thing->arena, buf_view(&buf)));
	buf_free(&buf);
}

/* The whole address of what an author wrote; empty when it leads nowhere, which is reported where it is shown. */
static struct str
whole(const struct thing *thing, struct str address)
{
	const struct site *site = thing->render->site;
	struct diags unheard;
	struct str url;

	if (!address.len)
		return STR_EMPTY;
	diag_init(&unheard);
	url = crosslink_url(thing->arena, site, address, diag_file(STR_EMPTY), STR_EMPTY, &unheard);
	if (unheard.errors)
		url = STR_EMPTY;
	diag_free(&unheard);
	return url.len ? site_absolute(thing->arena, site->config, url) : STR_EMPTY;
}

/* ---- people ------------------------------------------------------------------------------------- */

/* Whose site it is, none when it does not say. On the front page with all that there is to know. */
static struct value
site_author(const struct view *view, bool all, struct arena *arena)
{
	const struct site *site = view->render->site;
	const struct config_author *author = &site->config->author;
	struct thing person = begin(view, arena, "Person");
	struct str url = whole(&person, author->url);

	if (!author->name.len)
		return value_none();
	put_text(&person, "name", author->name);
	put_text(&person, "url", url.len ? url : site->sections.at[0]->permalink);
	if (all) {
		struct value *same = arena_array(arena, struct value, author->links.len + 1);

		put_text(&person, "image", whole(&person, author->photo));
		put_text(&person, "description", author->note);
		for (size_t i = 0; i < author->links.len; i++)
			same[i] = value_text(author->links.at[i].text);
		put(&person, "sameAs", value_list(same, author->links.len));
	}
	return end(&person);
}

/* A name of front matter, or a person that is known by more. */
static struct value
one_author(const struct view *view, struct value author, struct arena *arena)
{
	struct thing person = begin(view, arena, "Person");
	bool named = value_is_text(author);

	put(&person, "name", named ? author : value_get(author, STR("name"), arena));
	if (!named)
		put_text(&person, "url",
		        whole(&person, value_str(value_get(author, STR("url"), arena))));
	return end(&person);
}

static struct value
authors(const struct view *page, struct arena *arena)
{
	struct value list = value_get(view_page(page->render, page->page), STR("authors"), arena);
	struct value *items;

	if (!value_len(list)) {
		items = arena_array(arena, struct value, 1);
		items[0] = site_author(page, false, arena);
		return value_truth(items[0]) ? value_list(items, 1) : value_none();
	}
	items = arena_array(arena, struct value, value_len(list));
	for (size_t i = 0; i < value_len(list); i++)
		items[i] = one_author(page, value_at(list, i, arena), arena);
	return value_list(items, value_len(list));
}

/* ---- works -------------------------------------------------------------------------------------- */

/* A language that is not there yet, while there is room. */
static void
add_language(struct value *names, size_t *count, struct str name)
{
	for (size_t i = 0; i < *count; i++)
		if (str_eq(value_str(names[i]), name))
			return;
	if (name.len && *count < LANGUAGES_MAX)
		names[(*count)++] = value_text(name);
}

/* What its repository is written in, the greatest share first; then what of its `stack` is a language. */
static struct value
languages_of(const struct page *page, struct arena *arena)
{
	struct value *names = arena_array(arena, struct value, LANGUAGES_MAX);
	const struct activity *activity = page->activity;
	size_t count = 0;

	for (size_t i = 0; activity && i < activity->languages.len; i++)
		add_language(names, &count, activity->languages.at[i].name);
	for (size_t i = 0; i < page->front->stack.len; i++)
		add_language(names, &count, code_language_known(page->front->stack.at[i]));
	return value_list(names, count);
}

static void
put_project(struct thing *work, const struct view *view)
{
	const struct page *page = view->page;
	const struct project *project = project_of_page(view->render->site->projects, page);
	struct value shown = view_page(view->render, page);
	struct str repo = value_str(value_get(shown, STR("repo"), work->arena));
	struct date changed = page->updated;

	if (project && project->entries.len && date_cmp(changed, project->entries.at[0]->date) < 0)
		changed = project->entries.at[0]->date;
	if (str_starts(repo, STR("http")))
		put_text(work, "codeRepository", repo);
	put(work, "programmingLanguage", languages_of(page, work->arena));
	put_date(work, "dateCreated",
	        date_known(page->front->started) ? page->front->started : page->date);
	put_date(work, "dateModified", changed);
	put_text(work, "creativeWorkStatus", page->front->status);
}

/* The address of its text; a licence that is only known by name is a work of that name. */
static void
put_license(struct thing *work, const struct view *view)
{
	struct str name = view->page->front->license, url = license_url(work->arena, name);
	struct thing license;

	if (!name.len || url.len) {
		put_text(work, "license", url);
		return;
	}
	license = begin(view, work->arena, "CreativeWork");
	put_text(&license, "name", name);
	put(work, "license", end(&license));
}

/* The whole address of the picture that stands for the page; a card without pixels will do for search engines. */
static struct value
picture(const struct view *view, struct arena *arena)
{
	struct value page = view_page(view->render, view->page);
	struct value card = value_get(page, STR("card"), arena);
	struct str drawn;

	if (value_truth(card))
		return value_get(card, STR("permalink"), arena);
	drawn = value_str(value_get(page, STR("card_url"), arena));
	if (!drawn.len)
		return value_none();
	return value_text(site_absolute(arena, view->render->site->config, drawn));
}

/* Something with a repository, or made of languages that programs are written in. */
static bool
is_software(const struct page *page, struct arena *arena)
{
	return page->front->repo.len || value_len(languages_of(page, arena));
}

static const char *
type_of(const struct page *page, struct arena *arena)
{
	switch (page->type) {
	case FRONT_ESSAY:
	case FRONT_LOG: return "BlogPosting";
	case FRONT_LESSON: return "Article";
	case FRONT_PROJECT: return is_software(page, arena) ? "SoftwareSourceCode" : "CreativeWork";
	default: return "WebPage";
	}
}

static struct value
work(const struct view *view, struct arena *arena)
{
	const struct page *page = view->page;
	const struct front *front = page->front;
	struct str language = view->render->site->config->language;
	struct str canonical;
	struct thing work = begin(view, arena, type_of(page, arena));
	bool article =
	        page->type == FRONT_ESSAY || page->type == FRONT_LOG || page->type == FRONT_LESSON;

	canonical = whole(&work, front->canonical);
	put_text(&work, article ? "headline" : "name", page->title);
	put_text(&work, "url", page->permalink);
	put_text(&work, "mainEntityOfPage", canonical.len ? canonical : page->permalink);
	put_text(&work, "description", front->description);
	put(&work, "author", authors(view, arena));
	if (page->type == FRONT_PROJECT)
		put_project(&work, view);
	else {
		put_date(&work, "datePublished", page->date);
		put_date(&work, "dateModified", page->updated);
	}
	put_license(&work, view);
	put_text(&work, "inLanguage", front->lang.len ? front->lang : language);
	put(&work, "image", picture(view, arena));
	return end(&work);
}

/* ---- where it is -------------------------------------------------------------------------------- */

static void
add_crumb(struct thing *list, const struct view *view, struct value *items, size_t place,
        struct str name, struct str url)
{
	struct thing crumb = begin(view, list->arena, "ListItem");

	put(&crumb, "position", value_int((int64_t)place + 1));
	put_text(&crumb, "name", name);
	put_text(&crumb, "item", url);
	items[place] = end(&crumb);
}

/* From the front page down to `section`, and to the page in it, if there is one. None for the front page alone. */
static struct value
breadcrumbs(const struct view *view, const struct section *section, const struct page *page,
        struct arena *arena)
{
	struct thing list = begin(view, arena, "BreadcrumbList");
	size_t depth = 0, count;
	struct value *items;

	for (const struct section *s = section; s; s = s->parent)
		depth++;
	if (depth < 2)
		return value_none();
	count = depth + (page != NULL);
	items = arena_array(arena, struct value, count);
	for (const struct section *s = section; s; s = s->parent)
		add_crumb(&list, view, items, --depth,
		        s->parent ? s->title : view->render->site->config->title, s->permalink);
	if (page)
		add_crumb(&list, view, items, count - 1, page->title, page->permalink);
	put(&list, "itemListElement", value_list(items, count));
	return end(&list);
}

/* ---- together ----------------------------------------------------------------------------------- */

static struct value
graph(struct arena *arena, struct value first, struct value second)
{
	struct value *items = arena_array(arena, struct value, 2);
	size_t count = 0;

	if (value_truth(first))
		items[count++] = first;
	if (value_truth(second))
		items[count++] = second;
	if (!count)
		return value_none();
	return view_map(arena,
	        (const struct view_field[]){
	                { "@context", value_text(STR("https://schema.org")) },
	                { "@graph", value_list(items, count) },
	        },
	        2);
}

static struct value
front_page(const struct view *view, struct arena *arena)
{
	const struct config *config = view->render->site->config;
	struct value author = site_author(view, true, arena);
	struct thing home = begin(view, arena, value_truth(author) ? "ProfilePage" : "WebSite");

	put_text(&home, "name", config->title);
	put_text(&home, "url", view->section->permalink);
	put_text(&home, "description", config->description);
	put_text(&home, "inLanguage", config->language);
	put(&home, "mainEntity", author);
	return end(&home);
}

struct value
json_ld_page(const struct view *view, struct arena *arena)
{
	return graph(arena, work(view, arena),
	        breadcrumbs(view, view->page->section, view->page, arena));
}

struct value
json_ld_section(const struct view *view, struct arena *arena)
{
	if (!view->section->parent)
		return graph(arena, front_page(view, arena), value_none());
	return graph(arena, breadcrumbs(view, view->section, NULL, arena), value_none());
}
