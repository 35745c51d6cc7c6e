/*
 * One Markdown file, twice:
 *
 *	struct page_parsed   what the file says, made by any worker and const from then on
 *	struct page          the page of one build that comes of it: made and filled by the resolve stage, on
 *	                     one thread, and const afterwards
 *
 * so that the same parsed pages can be resolved again when another file has changed.
 */
#ifndef KITH_CONTENT_PAGE_H
#define KITH_CONTENT_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"
#include "base/hash.h"
#include "content/front.h"
#include "content/source.h"
#include "markdown/markdown.h"

struct arena;
struct config;
struct diags;
struct activity;
struct history_page;
struct page_persons;
struct page_refs;
struct section;
struct series;
struct term;

enum page_role {
	PAGE_REGULAR, /* essays/cache.md */
	PAGE_BUNDLE,  /* projects/quill/index.md: a page with a folder of files */
	PAGE_SECTION, /* essays/_index.md: the section's own text */
	PAGE_HOME,    /* content/_index.md or content/index.md */
};

typedef array_of(struct page *) page_list;

/* A page that links to another one. */
struct page_backlink {
	const struct page *page; /* where the link stands */
	uint32_t link;           /* the first one, of its markdown->links */
	uint32_t count;          /* how many there are */
};

struct page_parsed {
	const struct source *source; /* "content/essays/2026-11-02-cache.md" */
	struct node_source text;     /* path and bytes of the whole file, for messages */
	struct hash hash;            /* of its bytes */
	enum page_role role;
	struct str folder;               /* below content/: "essays", "projects/quill", "" */
	struct str name;                 /* without date and extension: "cache"; see page_parse */
	struct date name_date;           /* from the file name */
	struct front front;              /* as it is written */
	const struct node *cascade;      /* `cascade:` of a section page, or NULL */
	const struct markdown *markdown; /* NULL when it could not be parsed */
	bool failed; /* its front matter has errors: others judge nothing by what it may say */
};

struct page {
	/* From its file. */
	const struct page_parsed *parsed;
	const struct source *source;
	struct node_source text;
	enum page_role role;
	struct str folder, name;
	struct date name_date;
	const struct front
	        *front; /* with what cascades, types and marks make of it; see page_front */
	const struct markdown *markdown; /* NULL when it could not be parsed */

	/* From the others. */
	size_t ordinal; /* in site->all */
	size_t index;   /* in site->pages */
	enum front_type type;
	struct str type_name;          /* "talk", also where kith.yaml declares it; never empty */
	bool left_out;                 /* draft, future or expired: has no route */
	const struct section *section; /* NULL for the home page */
	struct str title;              /* never empty */
	struct str slug;
	struct str url;       /* path with base path, percent-encoded: "/essays/cache/" */
	struct str permalink; /* absolute; equals url without base_url */
	struct str id;        /* what readers of feeds know it by, for good: site/feed_id.c */
	struct str file;      /* output path: "essays/cache/index.html" */
	struct date date;     /* of front matter, file name or git, as `dates:` orders them */
	struct date updated;  /* the same of front matter or git; git may not know when */
	bool dated;           /* by its writer: `date` is not git's */
	const struct page *previous, *next; /* in its section, by its order: next is newer */
	const struct history_page *history; /* NULL when git knows nothing of it */
	uint8_t work_state;                 /* enum work_state: as it was committed? */
	struct str history_url;             /* of the page that lists its revisions; empty: none */
	const struct activity *activity;    /* of a project's repository, or NULL */
	struct page_refs
	        *refs; /* what it refers to and what refers to it (site/reference.h), or NULL */
	struct page_persons *persons;             /* who it names (site/person.h), or NULL */
	const struct markdown_target *targets;    /* one per markdown->links */
	struct markdown_target image;             /* what front.image leads to */
	array_of(struct page_backlink) backlinks; /* in the order of lists by date */
	array_of(const struct term *) terms;
	const struct series *series;           /* or NULL */
	size_t part;                           /* of that, from 1 */
	array_of(const struct asset *) assets; /* files of a bundle */
};

/*
 * Parses a source whose bytes have been read and are followed by 16 more: front matter, Markdown, role
 * and names. A bundle and a section are named by their folder, a home page has no name. A page
 * with errors in its front matter, which have been added, is returned all the same, without a text
 * where that has no begin, so that links to it are not reported as well. Lives in the arena and in the
 * bytes. Thread-safe.
 */
struct page_parsed *page_parse(struct arena *arena, const struct source *source, struct str bytes,
        const struct config *config, struct diags *diags);
/* The page of a build that comes of it, all else unset. */
struct page *page_make(struct arena *arena, const struct page_parsed *parsed);
/* The page's front matter to be changed: a copy of the page's own, made once it is asked for. */
struct front *page_front(struct arena *arena, struct page *page);
/*
 * Reads the Markdown of such a page again, when its language has come from a cascade: smart marks are
 * those of a language. Thread-safe, but for one page.
 */
void page_mark_again(struct arena *arena, struct page *page, const struct config *config);
/* The later of its dates, of those that are known. */
struct date page_latest(const struct page *page);
/* Where the first listing in a language stands in the file; no path when there is none. */
struct place page_find_listing(const struct page *page, struct str language);

/* How the Markdown of a site's pages is read. */
struct markdown_options page_markdown_options(const struct config *config);

/*
 * A title, never empty: front matter's, a first heading of level 1, else the name with blanks for its
 * hyphens and a capital (a date alone stays as it is), else "Home".
 */
struct str page_title_from(const struct page *page, struct arena *arena);

/*
 * Splits "2026-11-02-cache" into date and "cache"; between them stands '-', '_' or ' '. A date alone
 * is date and name; without a date the name comes back whole and *date is unknown.
 */
struct str page_split_date(struct str name, struct date *date);

#endif
