/*
 * Which design tokens of a page cannot be told apart: texts on their backgrounds, in light and dark and with more
 * contrast asked for.
 *
 * What a token is for is told by the words of its name (contrast.def): --text, --color-muted, --surface. Every text is
 * held against every background. A further word keeps the two together: --code-text is held against --code-bg alone,
 * and --on-accent or --accent-foreground against --accent. A background with a word of its own for which there is no
 * such text is held against the main text, unless the word says that it is for other ones (--bg-inverse).
 *
 * Tokens whose colour nobody knows are passed over: those of the reader's system, and translucent backgrounds.
 */
#ifndef KITH_AUDIT_CONTRAST_H
#define KITH_AUDIT_CONTRAST_H

#include "base/array.h"
#include "base/str.h"

struct arena;
struct css_token;
struct css_tokens;

struct contrast {
	const struct css_token *text, *ground;
	struct str text_value, ground_value; /* what they come to */
	double ratio, aim;                   /* ratio < aim */
	unsigned modes;                      /* a bit for each in which it is so */
};

typedef array_of(struct contrast) contrast_list;

/*
 * Appends what is found, in the order of the sheets. In the arena, and until the next css_token_read. Aims: WCAG 2.2,
 * success criteria 1.4.3 and 1.4.11. One thread.
 */
void contrast_find(struct arena *arena, const struct css_tokens *tokens, contrast_list *out);
/* The same as a sentence: "--muted (#aaa) on --paper (#fff) has a contrast of 2.32:1 in light mode; it needs 4.5:1". */
struct str contrast_tell(struct arena *arena, const struct contrast *found);

#endif
