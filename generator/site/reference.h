/*
 * What pages say of each other in their front matter: the project they belong to, the lessons and asks they are about,
 * what bears a lesson out, which one it replaces. Each reference is resolved once and kept on both sides.
 *
 *	lessons: [measure-first]                 the name of a file or of a bundle's folder, a slug, an `id:`, a title
 *	evidence: [essays/cache]                 a path below content/, with or without .md; an address
 *	lessons: ["essays/cache#lesson-twice"]   a passage of a page, by the id that a link to it ends with
 *
 * Only pages of the type that the key wants are meant. Of several with one name that of the same project is taken, then
 * the nearest. A page in the folder of a project belongs to it without saying so.
 */
#ifndef KITH_SITE_REFERENCE_H
#define KITH_SITE_REFERENCE_H

#include "base/array.h"
#include "base/str.h"

struct front_milestone;
struct markdown_remark;
struct page;
struct project;
struct resolve;

enum reference_kind {
#define REFERENCE(KIND, ...) REFERENCE_##KIND,
#include "site/reference.def"
#undef REFERENCE
	REFERENCE_KINDS
};

struct reference {
	enum reference_kind kind;
	const struct page *from, *to; /* both are shown */
	const struct markdown_remark
	        *remark;   /* the passage of `to` that is meant; NULL: the page */
	struct str anchor; /* an id in `to`, or empty */
};

struct page_refs {
	array_of(struct reference) out;          /* by kind, then as they are written */
	array_of(struct reference) in;           /* by the page they stand in, newest first */
	const struct project *project;           /* it belongs to, or is; NULL: none */
	const struct front_milestone *milestone; /* of that project, or NULL */
};

/*
 * Sets page->refs of shown pages that have anything to tell there, and the projects' own lists. Adds an error for each
 * name that means nothing, with the nearest one that does. Needs titles, addresses and the order of lists.
 */
void reference_resolve(struct resolve *r);

/* The n-th reference of a kind that a page makes, or NULL behind the last. */
const struct reference *reference_of(
        const struct page *page, enum reference_kind kind, size_t number);
/* Is there a reference of this kind to a page? */
bool reference_to(const struct page *page, enum reference_kind kind);

#endif
