/*
 * What may stand in a list of attributes. What may not is left out, with a warning at its place: what runs a program
 * or changes the style, what Markdown writes itself, an id that the page has.
 */
#ifndef KITH_MARKDOWN_ANNOTATE_LIST_H
#define KITH_MARKDOWN_ANNOTATE_LIST_H

#include "base/str.h"
#include "markdown/tape.h"

struct rewrite;

/*
 * A list of the source, braces included, that belongs to an event of a kind, as it may be: the same one when all of it
 * may. Of what is given twice the first counts. Takes its id. In the arena of the document.
 */
struct str annotate_list_clean(const struct rewrite *rewrite, enum tape_kind kind, struct str list);
/*
 * The same for what stands behind the fence of a listing, a CODE event. Nothing but an id is left out there, since of
 * the rest only that is shown which may be.
 */
struct str annotate_list_info(const struct rewrite *rewrite, const struct tape_event *event);

#endif
