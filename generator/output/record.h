/*
 * Lines that know whether they are whole. What kith keeps on disk between builds is text, one record
 * to a line, with tabs between the fields and a check of the line as its last field:
 *
 *	move <TAB> 17 <TAB> essays/cache/index.html <TAB> 9c0d5be02d7f3a11
 *
 * so that a person can read it, and a line that was cut, joined or edited is seen for what it is. The
 * check tells damage, not malice.
 */
#ifndef KITH_OUTPUT_RECORD_H
#define KITH_OUTPUT_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/hash.h"
#include "base/str.h"

struct buf;

/* Ends the line that began at out->len == start: appends the check and the newline. */
void record_end(struct buf *out, size_t start);
/*
 * Takes the next line off *rest, which becomes empty after the last one, and gives its fields without
 * the check. False when the line is not whole; `fields` is then undefined.
 */
bool record_next(struct str *rest, struct str *fields);

/* One field and the tab before it. Text loses its control characters: none can hold a tab. */
void record_text(struct buf *out, struct str text);
void record_int(struct buf *out, int64_t n);
void record_hex(struct buf *out, uint64_t n);
void record_hash(struct buf *out, struct hash hash);

/* Cuts the next field off *fields. False when there is none or it is not of its kind. */
bool record_take(struct str *fields, struct str *out);
bool record_take_int(struct str *fields, int64_t *out);
bool record_take_hex(struct str *fields, uint64_t *out);
bool record_take_hash(struct str *fields, struct hash *out);

#endif
