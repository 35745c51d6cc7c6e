#include "render/feed_ask.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "config/config.h"
#include "config/theme.h"
#include "content/page.h"
#include "markdown/remark.h"
#include "render/answer.h"
#include "render/feed_release.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "site/feed.h"
#include "site/reference.h"
#include "site/site.h"

enum { MARKUP_MAX = 1 << 20 };

struct ending {
	const struct render *render;
	const struct page *page; /* of the entry, in whose language it is said */
	struct arena *arena;
	struct buf buf;
};

/* ---- words -------------------------------------------------------------------------------------------- */

static void
put_word(struct ending *e, struct str key, struct str otherwise)
{
	struct str word = theme_message(view_language(e->render, e->page), key);

	escape_html(&e->buf, word.len ? word : otherwise);
}

static void
put_link(struct ending *e, struct str address, struct str subject, struct str text)
{
	buf_put(&e->buf, STR("<a href=\""));
	escape_html(&e->buf, address);
	if (subject.len) {
		buf_put(&e->buf, STR("?subject=Re%3A%20"));
		escape_url_query(&e->buf, subject);
	}
	buf_put(&e->buf, STR("\">"));
	escape_html(&e->buf, text);
	buf_put(&e->buf, STR("</a>"));
}

static void
put_fact(struct ending *e, struct str key, struct str otherwise, struct str text)
{
	if (!text.len)
		return;
	put_word(e, key, otherwise);
	buf_put(&e->buf, STR(": "));
	escape_html(&e->buf, text);
	buf_put(&e->buf, STR("<br>\n"));
}

/* ---- one ask -------------------------------------------------------------------------------------------- */

static struct str
address_of(const struct item *item, struct arena *arena)
{
	if (!item->remark)
		return item->page->permalink;
	return str_format(arena, STR_FMT "#" STR_FMT, STR_ARG(item->page->permalink),
	        STR_ARG(item->remark->id));
}

static void
put_contact(struct ending *e, const struct item *item)
{
	struct answer answer = answer_to(e->render->site->config, item->page, e->arena);
	bool is_bare_mail = str_starts(answer.url, STR("mailto:")) &&
	        str_find_char(answer.url, '?') == STR_NONE;

	if (!answer.text.len)
		return;
	put_word(e, STR("contact"), STR("To answer"));
	buf_put(&e->buf, STR(": "));
	if (answer.url.len)
		put_link(e, answer.url, is_bare_mail ? item_title(item) : STR_EMPTY, answer.text);
	else
		escape_html(&e->buf, answer.text);
	buf_char(&e->buf, '\n');
}

/* How much is asked, until when, and where to send the answer; a passage says the first two itself. */
static void
put_facts(struct ending *e, const struct item *item)
{
	const struct front *front = item->page->front;
	struct buf until;

	if (!item->remark) {
		buf_init(&until, 64);
		date_iso(&until, front->until);
		put_fact(e, STR("for"), STR("For"), front->purpose);
		put_fact(e, STR("effort"), STR("Effort"), front->effort);
		put_fact(e, STR("until"), STR("Until"), buf_view(&until));
		buf_free(&until);
	}
	put_contact(e, item);
}

/* ---- all of an entry ------------------------------------------------------------------------------------- */

static void
put_ask(struct ending *e, const struct item *item)
{
	if (!item || item->kind != ITEM_ASK || !item_stands(item))
		return;
	if (!e->buf.len) {
		buf_put(&e->buf, STR("<p>"));
		put_word(e, STR("feed_ask"), STR("What would help"));
		buf_put(&e->buf, STR(":</p>\n<ul>\n"));
	}
	buf_put(&e->buf, STR("<li>"));
	put_link(e, address_of(item, e->arena), STR_EMPTY, item_title(item));
	buf_put(&e->buf, STR("<br>\n"));
	put_facts(e, item);
	buf_put(&e->buf, STR("</li>\n"));
}

static void
put_asks_of_page(struct ending *e)
{
	const struct page *page = e->page;
	const struct items *items = e->render->site->items;

	for (size_t i = 0; page->refs && i < page->refs->out.len; i++) {
		const struct reference *reference = &page->refs->out.at[i];

		if (reference->kind == REFERENCE_ASKS)
			put_ask(e, item_find(items, reference->to, reference->remark));
	}
	for (size_t i = 0; page->markdown && i < page->markdown->remarks.len; i++)
		put_ask(e, item_find(items, page, &page->markdown->remarks.at[i]));
	if (e->buf.len)
		buf_put(&e->buf, STR("</ul>\n"));
}

/* The entry is the ask: its title and address are there already. */
static void
put_own(struct ending *e, const struct item *item)
{
	struct str begin = STR("<p>");

	buf_put(&e->buf, begin);
	put_facts(e, item);
	if (e->buf.len == begin.len)
		buf_clear(&e->buf);
	else
		buf_put(&e->buf, STR("</p>\n"));
}

/* Who helped, with a link to where there is more of them. */
static void
put_thanks(struct ending *e)
{
	struct value page = view_page(e->render, e->page);
	struct value people = value_get(page, STR("thanks"), e->arena);

	for (size_t i = 0; i < value_len(people); i++) {
		struct value person = value_at(people, i, e->arena);
		struct str name = value_str(value_get(person, STR("name"), e->arena));
		struct str url = value_str(value_get(person, STR("permalink"), e->arena));

		buf_put(&e->buf, i ? STR(", ") : STR("<p>"));
		if (!i) {
			put_word(e, STR("thanks"), STR("Thanks to"));
			buf_char(&e->buf, ' ');
		}
		if (url.len)
			put_link(e, url, STR_EMPTY, name);
		else
			escape_html(&e->buf, name);
	}
	if (value_len(people))
		buf_put(&e->buf, STR("</p>\n"));
}

/* The entry is an ask that is closed, or a lesson that is taken back: what came of it, and thanks. */
static void
put_closed(struct ending *e)
{
	struct str outcome = e->page->front->outcome;

	if (outcome.len) {
		buf_put(&e->buf, STR("<p>"));
		put_word(e, STR("outcome"), STR("Outcome"));
		buf_put(&e->buf, STR(": "));
		escape_html(&e->buf, outcome);
		buf_put(&e->buf, STR("</p>\n"));
	}
	put_thanks(e);
}

/* The ask that the entry is; NULL for most. */
static const struct item *
ask_of(const struct render *render, const struct feed_entry *entry)
{
	const struct item *item = entry->item;

	if (!item)
		item = item_find(render->site->items, entry->page, NULL);
	return item && item->kind == ITEM_ASK ? item : NULL;
}

/* The same while it is open. */
static const struct item *
own_ask(const struct render *render, const struct feed_entry *entry)
{
	const struct item *item = ask_of(render, entry);

	return item && item_stands(item) ? item : NULL;
}

static struct value
finish(struct ending *e)
{
	struct value markup = value_markup(str_copy(e->arena, buf_view(&e->buf)));

	buf_free(&e->buf);
	return markup;
}

struct value
feed_ask(const struct render *render, const struct feed_entry *entry, struct arena *arena)
{
	struct ending e = { .render = render, .page = entry->page, .arena = arena };
	const struct item *own = ask_of(render, entry);

	buf_init(&e.buf, MARKUP_MAX);
	if (own && item_stands(own))
		put_own(&e, own);
	else if (own || item_is_retracted(entry->page))
		put_closed(&e);
	else if (!entry->item)
		put_asks_of_page(&e);
	return finish(&e);
}

static struct str
title_of_entry(const struct feed_entry *entry, struct arena *arena)
{
	if (entry->release)
		return feed_release_title(entry, arena);
	return entry->item ? item_title(entry->item) : entry->page->title;
}

struct value
feed_ask_reply(const struct render *render, const struct feed_entry *entry, struct arena *arena)
{
	const struct config *config = render->site->config;
	struct ending e = { .render = render, .page = entry->page, .arena = arena };
	struct str word = theme_message(view_language(render, entry->page), STR("feed_reply"));

	buf_init(&e.buf, MARKUP_MAX);
	if (config->feeds.reply && config->author.email.len && !own_ask(render, entry)) {
		buf_put(&e.buf, STR("<p>"));
		put_link(&e, str_format(arena, "mailto:" STR_FMT, STR_ARG(config->author.email)),
		        title_of_entry(entry, arena), word.len ? word : STR("Reply by mail"));
		buf_put(&e.buf, STR("</p>\n"));
	}
	return finish(&e);
}
