/*
 * The design tokens of a page: custom properties that its style sheets give to the root element, in each way that a
 * reader may have it.
 *
 *	:root { --ink: #222; --paper: #fff; }
 *	@media (prefers-color-scheme: dark) { :root { --ink: #ddd; --paper: #111; } }
 *	[data-theme="light"] { --ink: #222; --paper: #fff; }
 *
 * Read are rules for :root, html and [data-theme], and what @media says of prefers-color-scheme and prefers-contrast.
 * Queries about anything else, such as a width, are passed over with all that is in them; so is @import.
 *
 * Threads: one at a time.
 */
#ifndef KITH_AUDIT_CSS_TOKEN_H
#define KITH_AUDIT_CSS_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/map.h"
#include "base/str.h"

struct arena;

/* A way to have the page is a sum of these. */
enum css_mode {
	CSS_DARK = 1, /* else light */
	CSS_MORE = 2, /* prefers-contrast: more */
	CSS_CHOSEN =
	        4, /* data-theme="dark" or "light" says so, and the reader's system the contrary */
	CSS_MODES = 8,
};

/* One declaration. */
struct css_token {
	struct str name;         /* "--ink" */
	struct str value;        /* as it is written, without comments */
	struct str path, source; /* of its style sheet */
	size_t at;               /* byte of the name in it */
	uint64_t rank;           /* of two for one mode the higher one holds */
	uint8_t modes;           /* a bit for each */
};

struct css_tokens {
	struct arena *arena;
	array_of(struct css_token) list; /* in the order of the sheets */
	struct map names;                /* each once */
	uint8_t chosen;                  /* CSS_CHOSEN modes that some rule is for */
};

/* So many are read; later ones are left out. */
enum { CSS_TOKENS_MAX = 4096 };

/*
 * Adds those of a further style sheet, whose path and text have to live as long. Anything is accepted: what is no CSS
 * is passed over as a browser does.
 * Source: CSS Syntax Module Level 3, section 5; Selectors Level 4, section 17; Media Queries Level 5, section 12.
 */
void css_token_read(struct css_tokens *tokens, struct str path, struct str css);
/* The declaration that holds in a mode; NULL when there is none. Until the next css_token_read. */
const struct css_token *css_token_find(
        const struct css_tokens *tokens, struct str name, unsigned mode);
/*
 * Its value in that mode: var() and light-dark() have become what they stand for. In the arena. False when a name is
 * not known, refers to itself, or becomes too long.
 */
bool css_token_value(const struct css_tokens *tokens, const struct css_token *token, unsigned mode,
        struct str *out);

#endif
