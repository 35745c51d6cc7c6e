/*
 * The filters that a program with a site and Markdown adds to those of the language; rows in
 * filter_site.def. Those that need a site say so when there is none.
 */
#ifndef KITH_RENDER_FILTER_SITE_H
#define KITH_RENDER_FILTER_SITE_H

#include "template/template.h"

/* Terminated by an empty name. They expect the run's `user` to be the struct render, or NULL. */
extern const struct template_function filter_site_table[];

#endif
