/*
 * What others wrote, on a terminal: a control sequence in a title or in a commit's message must not reach it.
 */
#ifndef KITH_CLI_TERMINAL_H
#define KITH_CLI_TERMINAL_H

#include "base/str.h"

struct buf;
struct diags;

/* Appends the text with U+FFFD for control characters. */
void terminal_text(struct buf *out, struct str text);
/* Appends "today", "yesterday" or "12 days ago". */
void terminal_days_ago(struct buf *out, int64_t days);
/* Appends ", 2 errors, 1 note", or ", no findings". */
void terminal_findings(struct buf *out, const struct diags *diags);

#endif
