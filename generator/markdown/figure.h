/*
 * Figures: a paragraph that holds one image with a title and nothing else, but perhaps a link around
 * it. The title is the caption.
 *
 *	![A plan](plan.png "Before")   FIGURE IMAGE TEXT "A plan" /IMAGE
 *	                                 FIGURE_CAPTION TEXT "Before" /FIGURE_CAPTION
 *	                               /FIGURE
 */
#ifndef KITH_MARKDOWN_FIGURE_H
#define KITH_MARKDOWN_FIGURE_H

struct rewrite;

/* Copies a tape with FIGURE for such paragraphs. Linear in it. */
void figure_pass(const struct rewrite *rewrite);

#endif
