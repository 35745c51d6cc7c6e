/*
 * Taxonomies: the configured keys of front matter (tags unless said otherwise) and, for each word that
 * pages give there, a term with its pages. Terms are told apart by their folded text, so "C" and "c" are
 * one, shown as a page that readers see first wrote it, in the order of sources.
 */
#include "site/taxonomy.h"

#include "base/path.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/config_checks.h"
#include "site/alike.h"
#include "site/resolve.h"

struct gather {
	struct resolve *r;
	struct taxonomy *taxonomy;
	struct map by_key;  /* folded text -> struct term */
	struct map by_slug; /* -> struct term */
	struct alike alike;
};

/* "C", "C++" and "C#" are three things: what tells them apart is spelt out. */
struct str
taxonomy_slug(struct arena *arena, struct str text)
{
	struct buf spelt, buf;
	struct str slug;

	buf_init(&spelt, 1 << 20);
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '+')
			buf_lit(&spelt, "-plus");
		else if (text.at[i] == '#' && i)
			buf_lit(&spelt, "-sharp");
		else
			buf_char(&spelt, text.at[i]);
	}
	buf_init(&buf, PATH_COMPONENT_MAX);
	utf8_slug(&buf, buf_view(&spelt));
	slug = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	buf_free(&spelt);
	return slug;
}

/* Gives the term an address of its own; where it has none, after adding an error. */
static void
take_slug(struct gather *g, const struct page *page, struct term *term)
{
	struct str taxonomy = g->taxonomy->name;
	struct place place = site_place(page, taxonomy);
	struct map_entry *entry;
	bool added;

	term->slug = taxonomy_slug(g->r->arena, term->title);
	if (!term->slug.len) {
		diag_error(g->r->diags, place, page->text.bytes,
		        "\"" STR_FMT "\" cannot be a term of " STR_FMT
		        ": it has no letter or digit",
		        STR_ARG(term->title), STR_ARG(taxonomy));
		term->slug = STR("-");
	}
	entry = map_put(&g->by_slug, g->r->arena, term->slug, &added);
	if (added) {
		entry->value = term;
		return;
	}
	diag_error(g->r->diags, place, page->text.bytes,
	        "\"" STR_FMT "\" and \"" STR_FMT "\" would have one address, /" STR_FMT "/" STR_FMT
	        "/",
	        STR_ARG(term->title), STR_ARG(((struct term *)entry->value)->title),
	        STR_ARG(taxonomy), STR_ARG(term->slug));
	diag_help(g->r->diags, "if they mean the same, spell them alike");
	term->slug = str_format(g->r->arena, STR_FMT "-%zu", STR_ARG(term->slug), g->by_key.len);
}

static struct term *
term_make(struct gather *g, struct page *page, struct str title)
{
	struct arena *arena = g->r->arena;
	struct term *term = arena_new(arena, struct term);
	struct str path;

	term->taxonomy = g->taxonomy;
	term->title = title;
	take_slug(g, page, term);
	path = str_format(
	        arena, STR_FMT "/" STR_FMT "/", STR_ARG(g->taxonomy->name), STR_ARG(term->slug));
	term->url = site_url(arena, g->r->site->config, path);
	term->permalink = site_permalink(arena, g->r->site->config, path);
	term->file = str_format(arena, STR_FMT "index.html", STR_ARG(path));
	*array_push(arena, &g->taxonomy->terms) = term;
	return term;
}

static void
add(struct gather *g, struct page *page, struct str text)
{
	struct arena *arena = g->r->arena;
	struct str title = str_trim(text), key = utf8_fold(arena, title);
	struct map_entry *entry;
	struct term *term;
	bool added;

	if (!title.len)
		return;
	entry = map_put(&g->by_key, arena, key, &added);
	if (added) {
		entry->value = term = term_make(g, page, title);
		term->key = key;
	}
	term = entry->value;
	if (page->left_out || (term->pages.len && term->pages.at[term->pages.len - 1] == page))
		return;
	if (!term->pages.len) /* what a draft wrote is its own */
		term->title = title;
	*array_push(arena, &term->pages) = page;
	*array_push(arena, &page->terms) = term;
	alike_note(&g->alike, arena, page, term, title);
}

/* The words a page gives: the field of a known key, else a list or a text below params. */
static void
gather_page(struct gather *g, struct page *page)
{
	const struct schema_row *row = schema_find(front_schema(), g->taxonomy->name);
	struct arena *arena = g->r->arena;
	struct value words = row ? schema_value(row, page->front, arena)
	                         : value_get(page->front->params, g->taxonomy->name, arena);

	if (value_is_text(words))
		add(g, page, value_str(words));
	for (size_t i = 0; value_is_sequence(words) && i < value_len(words); i++)
		add(g, page, value_str(value_at(words, i, arena)));
}

static int
by_key(const void *a, const void *b, void *unused)
{
	(void)unused;
	return str_cmp((*(struct term *const *)a)->key, (*(struct term *const *)b)->key);
}

/* Terms that only hidden pages carry have no page; the rest is put in order. */
static void
finish(struct gather *g)
{
	struct taxonomy *taxonomy = g->taxonomy;
	struct arena *arena = g->r->arena;
	size_t kept = 0;

	for (size_t i = 0; i < taxonomy->terms.len; i++) {
		struct term *term = taxonomy->terms.at[i];

		if (!term->pages.len)
			continue;
		array_sort(term->pages.at, term->pages.len, sizeof *term->pages.at, arena,
		        order_by_place, NULL);
		taxonomy->terms.at[kept++] = term;
	}
	taxonomy->terms.len = kept;
	array_sort(taxonomy->terms.at, kept, sizeof *taxonomy->terms.at, arena, by_key, NULL);
	for (size_t i = 0; i < kept; i++)
		taxonomy->terms.at[i]->index = i;
}

/* Tags are there whether a site has any or not. */
static void
tell_idle(struct resolve *r, const struct config_taxonomy *wanted)
{
	if (str_is(wanted->name, "tags"))
		return;
	config_checks_rule(r->diags, IDLE_SETTINGS);
	diag_add(r->diags, DIAG_NOTE, diag_file(r->site->config->source.path), STR_EMPTY,
	        "no page has a word of the taxonomy \"" STR_FMT "\"", STR_ARG(wanted->name));
	diag_help(r->diags, "a page gives them in its front matter: " STR_FMT ": [...]",
	        STR_ARG(wanted->name));
}

static void
build_one(struct resolve *r, const struct config_taxonomy *wanted)
{
	struct taxonomy *taxonomy = arena_new(r->arena, struct taxonomy);
	struct gather g = { .r = r, .taxonomy = taxonomy };
	struct str path = str_format(r->arena, STR_FMT "/", STR_ARG(wanted->name));

	taxonomy->index = r->site->taxonomies.len;
	taxonomy->name = wanted->name;
	taxonomy->title = wanted->title;
	taxonomy->feed = wanted->feed;
	taxonomy->url = site_url(r->arena, r->site->config, path);
	taxonomy->permalink = site_permalink(r->arena, r->site->config, path);
	taxonomy->file = str_format(r->arena, STR_FMT "index.html", STR_ARG(path));
	for (size_t i = 0; i < r->site->all.len; i++)
		gather_page(&g, r->site->all.at[i]);
	finish(&g);
	alike_report(&g.alike, r, taxonomy);
	if (!g.by_key.len)
		tell_idle(r, wanted);
	*array_push(r->arena, &r->site->taxonomies) = taxonomy;
}

void
taxonomy_build(struct resolve *r)
{
	const struct config *config = r->site->config;

	for (size_t i = 0; config->pages.taxonomies && i < config->taxonomies.len; i++)
		build_one(r, &config->taxonomies.at[i]);
}
