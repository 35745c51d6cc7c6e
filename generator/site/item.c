#include "site/item.h"

#include "base/worker.h"
#include "config/config.h"
#include "config/config_checks.h"
#include "config/theme.h"
#include "markdown/lead_in.h"
#include "markdown/markdown.h"
#include "site/project.h"
#include "site/reference.h"
#include "site/resolve.h"

enum { CONTEXT_CHARACTERS = 240 };

static const struct str names[ITEM_KINDS] = {
#define REMARK(NAME, name) [ITEM_##NAME] = STR_INIT(name),
#include "markdown/remark.def"
#undef REMARK
};

struct str
item_kind_name(enum item_kind kind)
{
	return names[kind];
}

/* What a page itself is, or ITEM_KINDS for most. */
static enum item_kind
kind_of_page(const struct page *page)
{
	switch (page->type) {
	case FRONT_LESSON: return ITEM_LESSON;
	case FRONT_ASK: return ITEM_ASK;
	case FRONT_LOG: return str_is(page->front->kind, "decision") ? ITEM_DECISION : ITEM_KINDS;
	default: return ITEM_KINDS;
	}
}

static enum item_kind
kind_of_remark(const struct markdown_remark *remark)
{
	enum item_kind kind = 0;

	while (kind < ITEM_KINDS && !str_eq(names[kind], remark->kind))
		kind++;
	return kind;
}

static void
add(struct resolve *r, struct items *items, enum item_kind kind, const struct page *page,
        const struct markdown_remark *remark)
{
	const struct project *project = page->refs ? page->refs->project : NULL;
	struct item *item;

	if (kind == ITEM_KINDS)
		return;
	item = arena_new(r->arena, struct item);
	*item = (struct item){ items->list.len, kind, page, remark };
	*array_push(r->arena, &items->list) = item;
	*array_push(r->arena, &items->of[kind]) = item;
	if (project)
		*array_push(r->arena, &r->site->projects->list.at[project->index]->items) = item;
}

/* Where a passage begins; of a page itself, what it is called. */
static struct place
place_of(const struct page *page, const struct markdown_remark *remark)
{
	struct place title = site_place(page, STR("title"));

	if (remark && remark->line)
		return (struct place){ page->text.path, remark->line, remark->column,
			(uint32_t)remark->kind.len };
	return title.line ? title : (struct place){ page->text.path, 1, 1, 0 };
}

/* A callout without a word has nothing to be listed by. */
static void
warn_of_empty(struct resolve *r, const struct page *page, const struct markdown_remark *remark)
{
	diag_warning(r->diags, place_of(page, remark), page->text.bytes,
	        "this " STR_FMT " is empty, and is gathered nowhere", STR_ARG(remark->kind));
	diag_help(r->diags, "write what it says behind the brackets: > [!LESSON] Measure first");
}

static void
add_page(struct resolve *r, struct items *items, const struct page *page)
{
	items->first[page->ordinal] = (uint32_t)items->list.len;
	add(r, items, kind_of_page(page), page, NULL);
	for (size_t i = 0; page->markdown && i < page->markdown->remarks.len; i++) {
		const struct markdown_remark *remark = &page->markdown->remarks.at[i];

		if (remark->title.len)
			add(r, items, kind_of_remark(remark), page, remark);
		else
			warn_of_empty(r, page, remark);
	}
}

/* Of an open ask that says no way to answer, on a site whose author says none either. */
static void
note_unanswerable(struct resolve *r, const struct item *ask)
{
	const struct config_author *author = &r->site->config->author;
	const struct page *page = ask->page;

	if (author->email.len || author->url.len || !item_stands(ask) ||
	        (!ask->remark && page->front->contact.len))
		return;
	config_checks_say(r->diags, CONFIG_CHECK_ASK_CONTACT, place_of(page, ask->remark),
	        page->text.bytes, "the ask \"" STR_FMT "\" does not say how to answer",
	        STR_ARG(item_title(ask)));
	if (ask->remark)
		diag_help(r->diags, "add `author: {email: ...}` to kith.yaml");
	else
		diag_help(r->diags,
		        "add `contact:` to its front matter, or `author: {email: ...}` to "
		        "kith.yaml");
}

void
item_gather(struct resolve *r)
{
	struct items *items = arena_new(r->arena, struct items);
	const struct site *site = r->site;

	items->first = arena_array(r->arena, uint32_t, site->all.len + 1);
	for (size_t i = 0; i < site->pages.len; i++)
		add_page(r, items, site->pages.at[i]);
	for (size_t i = 0; i < site->sections.len; i++)
		if (site->sections.at[i]->page && !site->sections.at[i]->page->left_out)
			add_page(r, items, site->sections.at[i]->page);
	r->site->items = items;
	for (size_t i = 0; i < items->of[ITEM_ASK].len; i++)
		note_unanswerable(r, items->of[ITEM_ASK].at[i]);
}

/* ---- what stands before them ------------------------------------------------------------------------ */

static void
read_context(void *context, size_t index, struct worker *worker)
{
	struct items *items = context;
	const struct item *item = items->list.at[index];
	const struct markdown *markdown = item->page->markdown;

	struct item_context *out = &items->contexts[index];

	out->text = item->page->front->context;
	if (!item->remark)
		return;
	out->text = STR_EMPTY;
	out->sentence = lead_in_of(markdown, (size_t)(item->remark - markdown->remarks.at),
	        CONTEXT_CHARACTERS, &worker->arena);
	if (!out->sentence)
		return;
	markdown_plain(out->sentence, 0, 0, 0, &worker->out);
	out->text = str_copy(&worker->arena, buf_view(&worker->out));
}

void
item_read_contexts(struct resolve *r)
{
	struct items *items = r->site->items;

	items->contexts = arena_array(r->arena, struct item_context, items->list.len + 1);
	worker_run(r->workers, items->list.len, read_context, items);
}

const struct item_context *
item_context(const struct items *items, const struct item *item)
{
	return &items->contexts[item->index];
}

const struct item *
item_find(const struct items *items, const struct page *page, const struct markdown_remark *remark)
{
	for (size_t i = items->first[page->ordinal]; i < items->list.len; i++) {
		if (items->list.at[i]->page != page)
			return NULL;
		if (items->list.at[i]->remark == remark)
			return items->list.at[i];
	}
	return NULL;
}

struct str
item_title(const struct item *item)
{
	return item->remark ? item->remark->title : item->page->title;
}

bool
item_stands(const struct item *item)
{
	const struct front *front = item->page->front;

	if (item->remark || item->kind == ITEM_DECISION)
		return true;
	if (item->kind == ITEM_ASK)
		return !str_is(front->status, "closed");
	return !item_is_retracted(item->page) && !reference_to(item->page, REFERENCE_SUPERSEDES);
}

bool
item_is_retracted(const struct page *page)
{
	return page->type == FRONT_LESSON && str_is(page->front->status, "retracted");
}

struct str
item_title_told(struct arena *arena, const struct site *site, const struct page *page)
{
	struct str language = page->front->lang, word = STR_EMPTY;

	if (!item_is_retracted(page))
		return page->title;
	if (site->theme)
		word = theme_message(theme_language(site->theme,
		                             language.len ? language : site->config->language),
		        STR("word_retracted"));
	return str_format(arena, STR_FMT " (" STR_FMT ")", STR_ARG(page->title),
	        STR_ARG(word.len ? word : STR("retracted")));
}
