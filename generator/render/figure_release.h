/* figure_releases(): when releases were made. */
#ifndef KITH_RENDER_FIGURE_RELEASE_H
#define KITH_RENDER_FIGURE_RELEASE_H

#include "data/value.h"

struct template_call;

/* Arguments as in function.def. Markup; UNDEFINED after template_fail. Thread-safe. */
struct value figure_release(struct template_call *call);

#endif
