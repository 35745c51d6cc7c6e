/*
 * What the unit tests share: cmocka with the headers it needs, and text compared as text, so that a
 * failure shows both.
 */
#ifndef KITH_TESTS_EXPECT_H
#define KITH_TESTS_EXPECT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"

/* The text is this terminated string, byte for byte. */
#define expect_str(got, want) expect_text((got), str_from(want), __FILE__, __LINE__)

static inline void
expect_text(struct str got, struct str want, const char *file, int line)
{
	if (!str_eq(got, want)) {
		print_error("got:  " STR_FMT "\nwant: " STR_FMT "\n", STR_ARG(got), STR_ARG(want));
		_fail(file, line);
	}
}

/* What a buffer holds, which is then emptied for the next case. */
#define expect_buf(buf, want)                      \
	do {                                       \
		expect_str(buf_view(buf), (want)); \
		buf_clear(buf);                    \
	} while (0)

#endif
