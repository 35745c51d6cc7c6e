/*
 * The course of milestones: how many are reached, out of how many, and when the others are due.
 */
#ifndef KITH_RENDER_FIGURE_BURN_H
#define KITH_RENDER_FIGURE_BURN_H

#include "data/value.h"

struct template_call;

/*
 * figure_milestones of function.def. Markup, empty when fewer than two things have a date; UNDEFINED after
 * template_fail. Thread-safe.
 */
struct value figure_burn(struct template_call *call);

#endif
