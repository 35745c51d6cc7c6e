/* figure_year(): the days of a year as a grid of weeks. */
#ifndef KITH_RENDER_FIGURE_YEAR_H
#define KITH_RENDER_FIGURE_YEAR_H

#include "data/value.h"

struct template_call;

/* Arguments as in function.def. Markup; UNDEFINED after template_fail. Thread-safe. */
struct value figure_year(struct template_call *call);

#endif
