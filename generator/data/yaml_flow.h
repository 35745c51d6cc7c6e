/*
 * Lists in brackets as people write them, which YAML reads otherwise: `[@grace, C#]`, `[C, #paper]`.
 */
#ifndef KITH_DATA_YAML_FLOW_H
#define KITH_DATA_YAML_FLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct buf;

/* Appends a text in the quotes that suit it. */
void yaml_flow_quote(struct buf *out, struct str text);
/*
 * Appends a list that stands in one line, `[@grace, jo]`, with those items in quotes that YAML would not take for
 * texts: `["@grace", jo]`. False, and nothing appended, when it is no such list.
 */
bool yaml_flow_quote_items(struct buf *out, struct str list);
/* Where a comment begins in a line, behind `from`, outside of quotes; STR_NONE when there is none. */
size_t yaml_flow_comment(struct str line, size_t from);

#endif
