/* Slips in what stands behind the fence of a listing, and a fence that nothing ends. See slip.h. */
#ifndef KITH_MARKDOWN_SLIP_CODE_H
#define KITH_MARKDOWN_SLIP_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct rewrite;
struct tape_event;

struct slip_code {
	const struct rewrite *rewrite;
	bool inside; /* of a listing in a fence */
	struct str info;
	size_t info_at; /* in the source */
	size_t fence;   /* begin of its line in the source */
	uint32_t lines; /* so far */
};

/* Looks at the next event of the tape. */
void slip_code_see(struct slip_code *listing, const struct tape_event *event);

#endif
