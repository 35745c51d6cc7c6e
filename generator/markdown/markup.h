/*
 * Pieces of HTML, with the escapes that the CommonMark specification prints: & < > " and no others.
 * Inside double quotes they serve as well.
 */
#ifndef KITH_MARKDOWN_MARKUP_H
#define KITH_MARKDOWN_MARKUP_H

#include <stdint.h>

#include "base/str.h"

struct buf;

void markup_text(struct buf *out, struct str s);
/* ` name="value"`, the value escaped. */
void markup_attribute(struct buf *out, struct str name, struct str value);
void markup_number(struct buf *out, struct str name, uint32_t value);

#endif
