/*
 * How to answer what is asked: the `contact` of an ask, or else the site's author.
 */
#ifndef KITH_RENDER_ANSWER_H
#define KITH_RENDER_ANSWER_H

#include "base/str.h"

struct arena;
struct config;
struct page;

struct answer {
	struct str text; /* what readers see; empty when nobody is named */
	struct str url;  /* where a link leads to; empty when the text is words */
};

/* For asks of a page, itself one or not. Views of the site, or in the arena. */
struct answer answer_to(const struct config *config, const struct page *page, struct arena *arena);

#endif
