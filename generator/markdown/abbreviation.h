/*
 * Abbreviations, as in PHP Markdown Extra: a paragraph of lines such as
 *
 *	*[HTML]: Hyper Text Markup Language
 *
 * shows nothing, and each HTML in the document gets the words behind the colon as its title.
 */
#ifndef KITH_MARKDOWN_ABBREVIATION_H
#define KITH_MARKDOWN_ABBREVIATION_H

#include <stdbool.h>

struct rewrite;

bool abbreviation_is_needed(const struct rewrite *rewrite);
/*
 * Copies the tape without the definitions and adds ABBR. Linear in the text and what is written, of
 * which there is a limit.
 */
void abbreviation_pass(const struct rewrite *rewrite);

#endif
