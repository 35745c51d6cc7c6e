/*
 * Directives within a line (directive.h):
 *
 *	It took :metric[four weeks]{value=28}.      TEXT DIRECTIVE_SPAN TEXT /DIRECTIVE_SPAN TEXT
 *
 * A name counts when a bracket or brace follows it and no letter, digit or colon stands before its colon,
 * so that "12:30", "a:b" and ":tada:" stay what they are. What stands between the brackets may be any
 * inline content; attributes are on one line. Only text that stands in the source literally is looked at,
 * so never code, raw HTML or the target of a link.
 */
#ifndef KITH_MARKDOWN_DIRECTIVE_SPAN_H
#define KITH_MARKDOWN_DIRECTIVE_SPAN_H

struct rewrite;

/*
 * Copies a tape into another one with DIRECTIVE_SPAN spans in their places, and appends the directives to
 * rewrite->directives->list. Linear.
 */
void directive_span_pass(const struct rewrite *rewrite);

#endif
