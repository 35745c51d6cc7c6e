/*
 * `kith check`: a site is looked at when it is finished. It is built into a sink that drops the bytes after having read
 * them; then all that pages tell is compared.
 *
 *	audit_open     a slot for each route
 *	audit_sink     each file, from any worker, fills the slot of its route
 *	audit_run      links, pages, files and front matter, on one thread
 *
 * What is found is a diagnostic of a rule in config/check.def.
 */
#ifndef KITH_AUDIT_AUDIT_H
#define KITH_AUDIT_AUDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/map.h"
#include "config/config_checks.h"
#include "output/sink.h"

struct arena;
struct page;
struct route;
struct site;

/* One file of the output. */
struct audit_file {
	const struct route *route;
	bool done; /* it was rendered */
	bool page; /* it is HTML */
	bool image;
	uint64_t size;          /* bytes */
	uint32_t width, height; /* of an image; 0 unknown */
	struct buf facts;       /* rendered.h; of a page or a style sheet */
	struct buf bytes; /* of the few files that are read whole: style sheets, security.txt */
	bool reached;     /* a chain of links leads here from the front page */
	bool used;        /* something names it */
	struct map
	        *ids; /* of a page that a link wants a part of; made when it is first asked for */
};

/* Where something stands. */
struct audit_spot {
	struct place place;
	struct str source; /* of the place's file, or empty */
};

/* An address outside of the site, and where it is first linked. */
struct audit_outside {
	struct str url; /* without "#..." */
	struct place place;
	struct str source;
	size_t pages;                  /* that have it, besides the first */
	const struct audit_file *last; /* of these */
};

struct audit {
	struct arena *arena;
	const struct site *site;
	int64_t now;
	int root;                 /* of the site, or -1: then its archetypes are not looked at */
	bool unused;              /* look for files that nothing names */
	struct audit_file *files; /* by route->index */
	size_t count;
	array_of(struct audit_outside *)
	        outside; /* each once, in the order of routes; filled by audit_run */
	struct diags *diags;
};

/* Room for a site whose routes are listed; in the arena until audit_close. */
struct audit *audit_open(struct arena *arena, const struct site *site, int64_t now);
/* What the site is rendered into. */
struct sink *audit_sink(struct audit *audit);
/* Looks at everything and adds what is found. One thread. */
void audit_run(struct audit *audit, struct diags *diags);
void audit_close(struct audit *audit);

/* --- between the parts ----------------------------------------------------------------------- */

/* Links between pages, parts of pages, outside addresses; pages that no link leads to; files nothing names. */
void audit_link_run(struct audit *audit);
/* Headings, images without a text, the size of pages. */
void audit_page_run(struct audit *audit);
/* Front matter: titles, descriptions, asks. */
void audit_front_run(struct audit *audit);
/* Single files: security.txt, robots.txt, large images. */
void audit_file_run(struct audit *audit);

/* Design tokens of style sheets. */
void audit_contrast_run(struct audit *audit);
/* Texts in another language than they say, and pages that the theme has no words for. */
void audit_language_run(struct audit *audit);

/* The file of the site that an address on a page leads to; NULL when there is none. */
struct audit_file *audit_link_file(struct audit *audit, struct audit_file *on, struct str href);
/* Adds what is found, with the rule's own level; a help may follow. */
#define audit_say(audit, ...) config_checks_say((audit)->diags, __VA_ARGS__)
/* Is the rule switched off? */
bool audit_off(const struct audit *audit, enum config_check check);
/* " and on 3 other pages", or nothing. In the arena. */
struct str audit_others(struct audit *audit, size_t count);
/*
 * The places in Markdown of published pages that link to an address outside of the site, whatever part of it. Fills `out`
 * with the `most` first ones, by page and line; returns how many there are.
 */
size_t audit_link_spots(
        const struct audit *audit, struct str url, struct audit_spot *out, size_t most);
/* The place in its Markdown where a page links to this address; the file as a whole when it does not. */
struct place audit_link_place(const struct route *route, struct str href, struct str *source);

#endif
