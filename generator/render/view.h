/*
 * How templates see the site. A view ties a struct of the site to the renderer, and each kind of view has a
 * table of properties in property.def. There is one view per struct, made before rendering starts, so that
 * `page == other` compares what it should. Only render/ includes this.
 */
#ifndef KITH_RENDER_VIEW_H
#define KITH_RENDER_VIEW_H

#include <stddef.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/map.h"
#include "data/value.h"
#include "render/view_record.h"
#include "template/template.h"

struct card_image;
struct diags;
struct directives_page;
struct fact_table;
struct highlight;
struct item;
struct markdown_emit;
struct page;
struct person_mention;
struct project;
struct route;
struct section;
struct series;
struct site;
struct taxonomy;
struct template;
struct term;
struct theme_language;

enum view_kind {
	VIEW_SITE,
	VIEW_PAGE,
	VIEW_SECTION,
	VIEW_TAXONOMY,
	VIEW_TERM,
	VIEW_PROJECT,
	VIEW_ITEM,
	VIEW_SERIES,
	VIEW_PERSON,
	VIEW_KINDS
};

struct view {
	struct value_object object; /* its `self` is this view */
	struct value_object own;    /* the same on its own page: view_own_page */
	const struct render *render;
	enum view_kind kind;
	uint32_t fact; /* its number: fact.h */
	union {
		const struct site *site;
		const struct page *page;
		const struct section *section;
		const struct taxonomy *taxonomy;
		const struct term *term;
		const struct project *project;
		const struct item *item;
		const struct series *series;
		const struct person_mention *mention;
	};
};

/* One property of one kind of view. */
struct view_property {
	struct str key;
	struct value (*get)(const struct view *view, struct arena *arena);
	const char *type; /* as property.def writes it: "list of pages" */
	const char *help;
};

/* The rows of property.def for one kind, terminated by an empty key. */
extern const struct view_property *const view_properties[VIEW_KINDS];

struct render {
	struct arena *arena;
	int root;
	const struct site *site;
	struct template_engine *engine;
	const struct template **templates; /* by route; NULL where none is needed or it failed */
	struct view site_view;
	struct view *pages;                                  /* by page->ordinal */
	struct view *sections;                               /* by section->index */
	struct view **terms;                                 /* by taxonomy->index, term->index */
	struct view *taxonomies, *projects, *items, *series; /* by their index */
	struct value *series_pages;                          /* by series->index: LIST of pages */
	struct view *persons;                                /* by mention->index */
	struct value *section_pages;                         /* by section->index: LIST of pages */
	struct value **term_pages;                           /* by taxonomy->index, term->index */
	struct value site_pages, site_feed, site_featured, log_pages;
	struct value *year_pages; /* by the place in site->archive->years: LIST of pages */
	struct value site_author, site_gathered, site_menu, globals;
	struct map properties[VIEW_KINDS]; /* key -> struct view_property */
	struct map front_rows;             /* key -> struct schema_row, those that are no maps */
	array_of(const struct route *) indexed; /* for the sitemap */
	struct map context_names; /* name -> its place among the rows of context.def */
	struct fact_table *facts;
	bool standing_in; /* facts are hashed: nothing is made of Markdown */
	bool heading_anchors;
	struct highlight *highlight; /* NULL: code has no colours */
	struct map directives;       /* name -> what directives.c knows of it */
	struct str *directive_names; /* of all that there are */
	size_t directive_count;
	const struct directives_page *directive_pages; /* by page->ordinal; NULL: not yet, none */
	struct card_image **card_images; /* by route->index, of that kind; NULL: not yet, or none */
	struct hash fonts; /* those that they were drawn with; zero: none was asked for */
	const struct str *feed_texts; /* by page->ordinal; see feed_text.h; NULL: not yet */
	struct str **revision_diffs, **revision_pages; /* see revision_diff.h */
	struct str *removed_titles;                    /* by change_gone.index; the same */
};

/* Makes every view and list. */
void view_prepare(struct render *render);
struct value view_page(const struct render *render, const struct page *page); /* NULL: none */
struct value view_section(const struct render *render, const struct section *section);
/*
 * What a route is about: equal to the others, but its content has ids, and links to them. Everywhere else the
 * content of a page may stand beside that of others, so it has none, and links lead to the page itself.
 */
struct value view_own_page(const struct render *render, const struct page *page);
struct value view_own_section(const struct render *render, const struct section *section);
struct value view_taxonomy(const struct render *render, const struct taxonomy *taxonomy);
/* What is said in the language of a page, or, for NULL, of the site. */
const struct theme_language *view_language(const struct render *render, const struct page *page);
/* What the theme says for a key in the language of the site, or else what is given. */
struct str view_said(const struct render *render, struct str key, struct str otherwise);
struct value view_term(const struct render *render, const struct term *term);
struct value view_project(
        const struct render *render, const struct project *project); /* NULL: none */
struct value view_item(const struct render *render, const struct item *item);
struct value view_series(const struct render *render, const struct series *series); /* NULL: none */
struct value view_person(const struct render *render, const struct person_mention *mention);
/* The view that a value is, of a page or a section; NULL when it is none of that kind. */
const struct view *view_of(struct value v, enum view_kind kind);
/* The view that an object is, of any kind, and whether it is one for its own page; NULL for others. */
const struct view *view_known(const struct value_object *object, bool *own);

/* How the text of a page, which has one, is written on its own page or for feeds; directives are left plain. */
struct markdown_emit view_emission(const struct view *view, bool feed);
/* What a theme's language, a struct theme_language, says for a word of Markdown (word.def). */
struct str view_word(const void *language, struct str key);
/* A text, or none when it is empty, so that `{% if x %}` and `x or y` work. */
struct value view_text(struct str s);

#endif
