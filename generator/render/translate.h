/*
 * t('minutes', count=5): what a theme and a site say in the language of the page.
 */
#ifndef KITH_RENDER_TRANSLATE_H
#define KITH_RENDER_TRANSLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "data/value.h"

struct template_call;
struct theme;

/*
 * The message that a call of t() asks for, whose arguments are key, count, default and **named. Text, or
 * markup when the key ends with "_html" or an argument is markup. UNDEFINED after template_fail.
 */
struct value translate(const struct theme *theme, struct template_call *call);

/*
 * The next place of a text from *at on: its name, which lies in the text, and *at behind it. False when there
 * is no other.
 */
bool translate_place(struct str text, size_t *at, struct str *name);

#endif
