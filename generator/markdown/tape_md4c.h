/*
 * Records a document with md4c. Nothing else in kith knows that library.
 */
#ifndef KITH_MARKDOWN_TAPE_MD4C_H
#define KITH_MARKDOWN_TAPE_MD4C_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct tape_writer;

struct tape_md4c_options {
	bool extensions; /* tables and task lists */
	bool html;       /* raw HTML is HTML, otherwise text */
	bool math;
	bool hard_wraps;
	bool more; /* <!--more--> alone in a block becomes TAPE_MORE */
	/*
	 * Offsets in the text, in order. A heading whose text begins at one of them is no heading
	 * but the mask of something that md4c does not know: it becomes TAPE_MASK with its index.
	 */
	const size_t *masks;
	size_t mask_count;
};

enum tape_md4c_result {
	TAPE_MD4C_DONE,
	TAPE_MD4C_TOO_LARGE, /* the HTML would pass 16 MiB + 64 times the text */
	TAPE_MD4C_TOO_DEEP,  /* more than 100 blocks inside one another */
	TAPE_MD4C_NO_MEMORY,
};

enum { TAPE_MD4C_DEPTH_MAX = 100 };

/*
 * Parses the text and writes all of it to `out`, begun with the same text. At least 16 zero bytes
 * must follow the text, and there must be no NUL in it. When it stops early, *stopped is the offset
 * in the text near which that was. Thread-safe.
 */
enum tape_md4c_result tape_md4c_record(struct str text, const struct tape_md4c_options *options,
        struct tape_writer *out, size_t *stopped);

/* How much HTML a text of this length may become, in bytes. */
size_t tape_md4c_output_max(size_t text_len);

#endif
