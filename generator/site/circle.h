/*
 * Lessons that replace each other in a circle: none of them would stand. Only site/ includes this.
 */
#ifndef KITH_SITE_CIRCLE_H
#define KITH_SITE_CIRCLE_H

struct resolve;

/* Adds an error for each circle of `supersedes`, however long, with all that is in it; needs the references. */
void circle_report(struct resolve *r);

#endif
