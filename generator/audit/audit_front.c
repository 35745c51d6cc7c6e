/* What pages say of themselves: titles and descriptions, and asks that are overdue. */
#include "audit/audit.h"
#include "audit/prompts.h"
#include "audit/waiting.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "config/config.h"
#include "content/page.h"
#include "data/node.h"
#include "markdown/markdown.h"
#include "raster/raster.h"
#include "site/card.h"
#include "site/item.h"
#include "site/reference.h"
#include "site/route.h"
#include "site/site.h"

enum { DESCRIPTION_MAX = 160 };

/* ---- titles and descriptions ------------------------------------------------------------------ */

/* The page that has said the same first, or NULL; texts in two languages are not the same. */
static const struct page *
said_before(struct audit *audit, struct map *texts, const struct page *page, struct str text)
{
	struct str lang = page->front->lang.len ? page->front->lang : audit->site->config->language;
	struct str key = str_format(audit->arena, STR_FMT " " STR_FMT, STR_ARG(lang),
	        STR_ARG(utf8_fold(audit->arena, str_trim(text))));
	bool added;
	struct map_entry *entry = map_put(texts, audit->arena, key, &added);

	if (!added)
		return entry->value;
	entry->value = (void *)(uintptr_t)page;
	return NULL;
}

static void
look_at_title(struct audit *audit, struct map *titles, const struct page *page)
{
	const struct page *first = NULL;

	if (page->type != FRONT_LOG) /* an entry is told apart by its date */
		first = said_before(audit, titles, page, page->title);
	if (!first)
		return;
	audit_say(audit, CONFIG_CHECK_TITLES, site_place(page, STR("title")), page->text.bytes,
	        STR_FMT " has the same title", STR_ARG(first->text.path));
	diag_help(audit->diags, "in a list or a search nobody can tell the two apart");
}

static void
look_at_description(struct audit *audit, struct map *descriptions, const struct page *page)
{
	struct str text = page->front->description;
	struct place place = site_place(page, STR("description"));
	const struct page *first;

	if (!text.len)
		return;
	first = said_before(audit, descriptions, page, text);
	if (first)
		audit_say(audit, CONFIG_CHECK_DESCRIPTIONS, place, page->text.bytes,
		        STR_FMT " has the same description", STR_ARG(first->text.path));
	if (utf8_length(text) <= DESCRIPTION_MAX)
		return;
	audit_say(audit, CONFIG_CHECK_LONG_DESCRIPTIONS, place, page->text.bytes,
	        "the description has %zu characters", utf8_length(text));
	diag_help(audit->diags, "share cards and search results cut it after about %d",
	        DESCRIPTION_MAX);
}

/* ---- asks ------------------------------------------------------------------------------------- */

static void
tell_overdue(struct audit *audit)
{
	struct waiting waiting;

	waiting_gather(audit->arena, audit->site, audit->now, WAITING_NO_DEPLOY, &waiting);
	for (size_t i = 0; i < waiting.of[WAITING_OVERDUE].len; i++) {
		const struct page *page = waiting.of[WAITING_OVERDUE].at[i].page;

		audit_say(audit, CONFIG_CHECK_OVERDUE_ASKS, site_place(page, STR("until")),
		        page->text.bytes, "the ask is open, and its date has passed");
		diag_help(audit->diags, "set a later `until`, or `status: closed`");
	}
}

static void
look_for_outcomes(struct audit *audit)
{
	for (size_t i = 0; i < audit->site->pages.len; i++) {
		const struct page *page = audit->site->pages.at[i];
		bool closed = str_is(page->front->status, "closed"),
		     told = page->front->outcome.len;

		if (page->type != FRONT_ASK || (closed ? told || page->front->thanks.len : !told))
			continue;
		audit_say(audit, CONFIG_CHECK_ASK_OUTCOMES,
		        site_place(page, closed ? STR("status") : STR("outcome")), page->text.bytes,
		        closed ? "the ask is closed, with neither an outcome nor thanks"
		               : "the ask has an outcome, and is open");
		diag_help(audit->diags,
		        closed ? "say in `outcome:` what came of it, in `thanks:` who helped"
		               : "write `status: closed` when it is answered");
	}
}

/* ---- dates ------------------------------------------------------------------------------------ */

static void
look_for_dates(struct audit *audit)
{
	for (size_t i = 0; i < audit->site->pages.len; i++) {
		const struct page *page = audit->site->pages.at[i];

		if (!waiting_for_date(page))
			continue;
		audit_say(audit, CONFIG_CHECK_UNDATED, diag_file(page->text.path), STR_EMPTY,
		        "the page has no date, so no feed and no archive lists it");
		diag_help(audit->diags, "write one, as in `date: 2026-11-02`");
	}
}

/* ---- lessons ---------------------------------------------------------------------------------- */

static void
look_for_reasons(struct audit *audit)
{
	const item_list *lessons = &audit->site->items->of[ITEM_LESSON];

	for (size_t i = 0; i < lessons->len; i++) {
		const struct page *page = lessons->at[i]->page;

		if (lessons->at[i]->remark || !str_is(page->front->status, "retracted") ||
		        page->front->outcome.len || reference_to(page, REFERENCE_SUPERSEDES))
			continue;
		audit_say(audit, CONFIG_CHECK_RETRACTIONS, site_place(page, STR("status")),
		        page->text.bytes, "the lesson is retracted, and does not say why");
		diag_help(audit->diags,
		        "say it in `outcome:`, or name this lesson in `supersedes:` of the one "
		        "that replaces it");
	}
}

/* ---- cards ------------------------------------------------------------------------------------ */

/* Did kith.yaml say that it wants none in pixels? */
static bool
are_unwanted(const struct config *config)
{
	const struct node *pages = node_get(config->root, STR("pages"));
	const struct node *images = pages ? node_get(pages, STR("card_images")) : NULL;

	return images && str_is(images->text, "false");
}

static void
look_at_cards(struct audit *audit)
{
	const struct route_table *routes = audit->site->routes;
	size_t cards = 0;

	if (raster_is_there() || are_unwanted(audit->site->config))
		return;
	for (size_t i = 0; i < routes->list.len; i++)
		if (routes->list.at[i].kind == ROUTE_CARD)
			cards += !card_of(audit->arena, audit->site, routes->list.at[i].page)
			                  .url.len;
	if (!cards)
		return;
	audit_say(audit, CONFIG_CHECK_CARD_IMAGES, diag_file(STR("kith.yaml")), STR_EMPTY,
	        "%zu of the pages show no picture where they are quoted", cards);
	diag_help(audit->diags,
	        "this kith was built without librsvg, which draws their cards in pixels; `image:` "
	        "in kith.yaml gives them one picture");
}

/* ---- what kith new left ----------------------------------------------------------------------- */

static void
look_for_prompts(struct audit *audit)
{
	const struct prompts *prompts;

	if (audit_off(audit, CONFIG_CHECK_UNFILLED))
		return;
	prompts = prompts_read(audit->arena, audit->root);
	for (size_t i = 0; i < audit->site->pages.len; i++) {
		const struct page *page = audit->site->pages.at[i];
		struct place place;
		size_t left = prompts_left(prompts, page, &place);

		if (!left)
			continue;
		audit_say(audit, CONFIG_CHECK_UNFILLED, place, page->text.bytes,
		        "the page is published with %zu prompt%s of its archetype", left,
		        left == 1 ? "" : "s");
		diag_help(audit->diags, "write what is asked there, or take the line away");
	}
}

void
audit_front_run(struct audit *audit)
{
	const struct site *site = audit->site;
	struct map titles = { 0 }, descriptions = { 0 };

	for (size_t i = 0; i < site->pages.len; i++) {
		look_at_title(audit, &titles, site->pages.at[i]);
		look_at_description(audit, &descriptions, site->pages.at[i]);
	}
	tell_overdue(audit);
	look_for_outcomes(audit);
	look_for_dates(audit);
	look_for_reasons(audit);
	look_at_cards(audit);
	look_for_prompts(audit);
}
