/*
 * Attributes as they are written behind headings, links, images, code and directives:
 *
 *	{#id .class .another width=300 title="two words" open}
 *
 * by the proposal for generic directives and attributes of CommonMark (talk.commonmark.org, "Consistent
 * attribute syntax"). A value may stand in quotes, in which \" and \\ are escaped; a name without a
 * value is worth "". Character references count in values, as they do in HTML and in link titles.
 */
#ifndef KITH_MARKDOWN_ATTRIBUTE_H
#define KITH_MARKDOWN_ATTRIBUTE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

enum attribute_kind { ATTRIBUTE_ID, ATTRIBUTE_CLASS, ATTRIBUTE_NAMED };

struct attribute {
	enum attribute_kind kind;
	struct str name;  /* NAMED */
	struct str value; /* as written: attribute_decode */
	bool quoted;      /* it may have backslashes */
};

/* Longer lists are none. */
enum { ATTRIBUTE_LIST_MAX = 4096 };

/*
 * The length of the list that a text begins with, braces included; 0 when it begins with none. A
 * list is on one line.
 */
size_t attribute_list(struct str text);
/*
 * Takes the first attribute off what stands between the braces of a list. False at its end, or
 * before what is none.
 */
bool attribute_next(struct str *rest, struct attribute *attribute);
/* Bytes that attribute_decode needs at most. */
size_t attribute_room(const struct attribute *attribute);
/*
 * What a value says: without backslashes, and with characters for references such as "&amp;". It lies in
 * `room` or where it is written.
 */
struct str attribute_decode(const struct attribute *attribute, char *room);
/* The same of a text in which references are decoded already; `room` has space for value.len bytes. */
struct str attribute_unescape(const struct attribute *attribute, char *room);
/* Is it `#x` or `id=x`; `.x` or `class=x`? */
bool attribute_is_id(const struct attribute *attribute);
bool attribute_is_class(const struct attribute *attribute);
/* May an author set it? Not what runs a program or changes the style (on..., style, srcdoc). */
bool attribute_is_allowed(struct str name);

#endif
