/*
 * The functions that templates of a site can call; rows in function.def.
 */
#ifndef KITH_RENDER_FUNCTION_H
#define KITH_RENDER_FUNCTION_H

#include "template/template.h"

/* Terminated by an empty name. They expect the run's `user` to be the struct render. */
extern const struct template_function function_table[];

/* The path of something that has a `url`, or of a text. Empty after template_fail. */
struct str function_url(struct template_call *call, struct value to);

#endif
