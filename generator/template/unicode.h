/*
 * Characters as Python's texts see them: what they are, and their other cases, of which some are more
 * than one character ("ß" becomes "SS").
 */
#ifndef KITH_TEMPLATE_UNICODE_H
#define KITH_TEMPLATE_UNICODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct buf;

/* The properties behind str.isalpha() and its kin. */
bool unicode_is_alpha(uint32_t c);
bool unicode_is_decimal(uint32_t c);
bool unicode_is_digit(uint32_t c);   /* a superscript as well */
bool unicode_is_numeric(uint32_t c); /* a fraction as well */
bool unicode_is_alnum(uint32_t c);
bool unicode_is_upper(uint32_t c);
bool unicode_is_lower(uint32_t c);
bool unicode_is_title(uint32_t c);
bool unicode_is_printable(uint32_t c); /* repr() shows it as it is */
bool unicode_begins_name(uint32_t c);
bool unicode_continues_name(uint32_t c);
/* The value of a decimal digit of any script, or -1. */
int unicode_digit(uint32_t c);

/* Append the text in another case. */
void unicode_lower(struct buf *out, struct str s);
void unicode_upper(struct buf *out, struct str s);
void unicode_title(struct buf *out, struct str s);      /* str.title() */
void unicode_capitalize(struct buf *out, struct str s); /* str.capitalize() */
void unicode_swapcase(struct buf *out, struct str s);

#endif
