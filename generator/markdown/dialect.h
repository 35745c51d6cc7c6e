/*
 * Which Markdown the linked md4c reads, told from what it does.
 */
#ifndef KITH_MARKDOWN_DIALECT_H
#define KITH_MARKDOWN_DIALECT_H

#include "base/str.h"

/* "md4c 0.4.8, CommonMark 0.29": the first number is the build's, the second found out by trying. */
struct str dialect_version(void);

#endif
