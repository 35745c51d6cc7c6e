/*
 * Links and images: gathering them, and working out where they lead.
 */
#ifndef KITH_MARKDOWN_LINK_H
#define KITH_MARKDOWN_LINK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "markdown/plain.h"
#include "markdown/sentence.h"

struct arena;
struct markdown_link;
struct position;
struct tape;
struct tape_event;

/*
 * Appends `reference` as seen from `base`, an absolute URL (RFC 3986, section 5.2):
 * ("http://a/b/c?q", "../d#e") gives "http://a/d#e". A reference that has a scheme comes out as it
 * is. Nothing is encoded or checked.
 */
void link_resolve(struct buf *out, struct str base, struct str reference);

/* A link or image that a tape has entered and not left. */
struct link_open {
	struct markdown_link *link; /* NULL: none */
	struct plain text;
	struct buf memory;
	bool placed; /* it has its line */
	size_t seen; /* as the watch had it */
	bool decoration;
};

/* Watches a tape go by and fills a document's links. */
struct link_watch {
	struct arena *arena;
	struct markdown_link *links; /* as many as the tape has */
	struct link_open link, image;
	unsigned images; /* open, one inside another */
	struct sentence_watch around;
	size_t seen; /* offset in the source behind the newest text */
};

void link_begin(struct link_watch *watch, struct arena *arena, const struct tape *tape);
/* `list`: attributes of what begins here, with their braces. */
void link_see(struct link_watch *watch, const struct tape *tape, const struct tape_event *event,
        struct str list, struct position *position);
void link_end(struct link_watch *watch);

#endif
