/*
 * Diagnostics as JSON, for commands whose result they are:
 *
 *	"errors": 1, "warnings": 0, "notes": 0,
 *	"findings": [{"level": "error", "rule": "anchors", "path": "content/a.md", "line": 3, ...}]
 */
#ifndef KITH_CLI_DIAG_JSON_H
#define KITH_CLI_DIAG_JSON_H

#include <stddef.h>

struct diags;
struct writer_json;

/* Writes these four keys into the object that is open. `rule` is missing where a finding has none. */
void diag_json_put(struct writer_json *w, const struct diags *diags);
/* How many of them are notes. */
size_t diag_json_notes(const struct diags *diags);

#endif
