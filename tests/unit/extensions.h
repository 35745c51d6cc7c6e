/*
 * Repositories of format 1, which partial clones and some extensions have: libgit2 1.5 loses some memory
 * for each line of their configuration. A program that opens one includes this, and such a test begins
 * with skip_under_valgrind.
 */
#ifndef KITH_TESTS_UNIT_EXTENSIONS_H
#define KITH_TESTS_UNIT_EXTENSIONS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
	return "leak:libpcre2";
}

static inline void
skip_under_valgrind(void)
{
	const char *preloaded = getenv("LD_PRELOAD");
	if (preloaded && strstr(preloaded, "vgpreload"))
		skip();
}

#endif
