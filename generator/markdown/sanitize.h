/*
 * Raw HTML made fit for feed readers: elements and attributes of a list stay, all else goes.
 * Scripts, styles, frames and the like go with what is in them, of others only the tags.
 */
#ifndef KITH_MARKDOWN_SANITIZE_H
#define KITH_MARKDOWN_SANITIZE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

struct sanitize {
	struct buf *out;
	struct str base;       /* URLs are made absolute with it; empty: they stay */
	struct buf value, url; /* an attribute in the making */
	struct str skipped; /* name of the element that is left out with its content; empty: none */
	unsigned depth;     /* elements of that name open inside it */
};

void sanitize_begin(struct sanitize *sanitize, struct buf *out, struct str base);
/*
 * Appends what may stay of `html`, in which tags are whole; a tag that does not end takes the rest
 * with it, as in a browser. Valid UTF-8 stays valid; doing it twice changes nothing. Linear in the
 * length.
 */
void sanitize_html(struct sanitize *sanitize, struct str html);
/* Are we inside an element that is left out, so that text between two calls goes with it? */
bool sanitize_is_skipping(const struct sanitize *sanitize);
/* Stops leaving out: the block it was in has ended. */
void sanitize_stop_skipping(struct sanitize *sanitize);
void sanitize_end(struct sanitize *sanitize);

/*
 * Appends HTML as it is, but without ids and the attributes that name some, so that it may stand on
 * a page twice. Linear in the length.
 */
void sanitize_drop_ids(struct buf *out, struct str html);
/*
 * Finds the next element with an id, and moves *rest behind its tag. False, and *rest empty, when there is none.
 * `raw` is empty at first, then the name of the element that *rest is in if nothing in it is a tag.
 */
bool sanitize_next_id(struct str *rest, struct str *raw, struct str *id);

#endif
