/*
 * Callouts: a quote that begins with its name in brackets, as on GitHub, with a title and a sign for
 * folding as in Obsidian.
 *
 *	> [!NOTE]- What *happened*       FOLD("NOTE", closed)
 *	> A paragraph.                     LABEL TEXT EM TEXT /EM /LABEL
 *	                                   P TEXT /P
 *	                                 /FOLD
 *
 * Any name is one; a theme says how it looks, and other programs show a quote.
 */
#ifndef KITH_MARKDOWN_CALLOUT_H
#define KITH_MARKDOWN_CALLOUT_H

#include <stdbool.h>

struct rewrite;

enum { CALLOUT_NAME_MAX = 40 };

/* Is there anything to do for the pass? */
bool callout_is_needed(const struct rewrite *rewrite);
/* Copies a tape with CALLOUT and FOLD for such quotes. */
void callout_pass(const struct rewrite *rewrite);

#endif
