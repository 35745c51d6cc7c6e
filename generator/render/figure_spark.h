/* figure_spark(): a line in the text. */
#ifndef KITH_RENDER_FIGURE_SPARK_H
#define KITH_RENDER_FIGURE_SPARK_H

#include "data/value.h"

struct template_call;

/* Arguments as in function.def. Markup; UNDEFINED after template_fail. Thread-safe. */
struct value figure_spark(struct template_call *call);

#endif
