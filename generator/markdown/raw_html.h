/*
 * Raw HTML that was not meant to be any, or is not whole. Everything is told in warnings; and what would
 * go on behind the text, into the theme around it, is closed.
 *
 *	std::vector<int>             an element that there is not
 *	Never use <textarea>         one that is never closed
 *	<!-- later                   a comment without its end
 *
 * Only what is kept is looked at; where HTML is dropped, elements that there are not.
 */
#ifndef KITH_MARKDOWN_RAW_HTML_H
#define KITH_MARKDOWN_RAW_HTML_H

#include <stdbool.h>

struct rewrite;

/* Warns, when attributes have been taken off, which look like tags. The tape has to be in the order of the source. */
void raw_html_check(const struct rewrite *rewrite);
/* The pass that closes what is open, before the notes are placed. */
bool raw_html_is_open(const struct rewrite *rewrite);
void raw_html_close(const struct rewrite *rewrite);

#endif
