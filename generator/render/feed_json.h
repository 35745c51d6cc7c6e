/*
 * A feed as JSON, after the JSON Feed specification, version 1.1 (jsonfeed.org/version/1.1).
 */
#ifndef KITH_RENDER_FEED_JSON_H
#define KITH_RENDER_FEED_JSON_H

#include "data/value.h"

struct template_call;

/* The template function of that name: its argument is a record of the kind feed. */
struct value feed_json(struct template_call *call);

#endif
