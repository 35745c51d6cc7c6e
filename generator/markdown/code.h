/*
 * What stands behind a code fence, and what the lines of a listing are:
 *
 *	```c title="main.c" {2,5-7} linenos
 *	```{.c #loop title="main.c" hl="2,5-7" linenos=10}
 *	```c diff
 *
 * The same as others have it, where it is clear:
 *
 *	```c {linenos=table,hl_lines=[2,"5-7"],linenostart=10}
 *	```{.c .numberLines startFrom="10"}
 *
 * The first word is the language, up to a blank, a comma or a brace. Then, in any order: lists of lines,
 * words, and what attribute.h reads, with or without its braces. What is not known is passed over,
 * since other programs write other things there.
 *
 * A view refers to the info string.
 */
#ifndef KITH_MARKDOWN_CODE_H
#define KITH_MARKDOWN_CODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct attribute;
struct buf;

/* Classes of code; 0 is none. */
enum code_class {
	CODE_PLAIN,
#define CODE_CLASS(name, class, help) CODE_##name,
#include "markdown/code_class.def"
#undef CODE_CLASS
	CODE_CLASSES
};

enum {
	CODE_RANGES = 64,        /* of one list of lines; further ones are passed over */
	CODE_LINES_MAX = 1 << 20 /* numbers of lines beyond it are none */
};

struct code_range {
	uint32_t from, to; /* lines, from 1, both included */
};

enum code_numbers { CODE_NUMBERS_DEFAULT, CODE_NUMBERS_ON, CODE_NUMBERS_OFF };

struct code_info {
	struct str language; /* as written; empty: none */
	struct str title;    /* as written, maybe with backslashes before quotes */
	struct str id;
	struct code_range ranges[CODE_RANGES];
	uint32_t range_count;
	uint32_t first; /* number of the first line */
	enum code_numbers numbers;
	bool diff;         /* its lines are marked with + and - */
	bool title_quoted; /* code_title takes the backslashes off */
};

/*
 * Takes the language off an info string; then code_next takes attribute by attribute, minding what is
 * known and telling of all.
 */
void code_begin(struct str *rest, struct code_info *out);
bool code_next(struct str *rest, struct code_info *out, struct attribute *attribute);
/*
 * Appends an info string as code_begin wants it: decoded, with backslashes before those quotes and
 * backslashes behind the language that were escaped or written as references. `raw` is how it stands in the source, `text` the
 * same without the backslashes of escapes. False, and nothing appended, when they do not belong together.
 */
bool code_restore(struct str raw, struct str text, struct buf *out);

enum code_slip_kind {
	CODE_SLIP_UNKNOWN, /* a name that is not known */
	CODE_SLIP_LINES,   /* "{2-}": no list of lines */
	CODE_SLIP_NUMBERS, /* "linenos=abc" */
	CODE_SLIP_QUOTE,   /* a value that its quotation mark does not end */
};

struct code_slip {
	enum code_slip_kind kind;
	struct str part; /* of the info string: the name, or what is wrong */
	bool has_value;
};

/* Like code_next: takes what is right off an info string, and the first thing that is not. False at its end. */
bool code_next_slip(struct str *rest, struct code_slip *slip);
/* All of it. */
void code_info(struct str info, struct code_info *out);
/* The language alone. */
struct str code_language(struct str info);
/* Appends the title. */
void code_title(const struct code_info *info, struct buf *out);
/* Is a line, from 1, to be pointed out? */
bool code_points_at(const struct code_info *info, uint32_t line);

enum code_change { CODE_SAME, CODE_INSERTED, CODE_DELETED };

/*
 * What a line of a diff is. `rest` begins with the line and goes on to the end of the text. *is_head
 * tells whether the line before was a head, and is set to whether this one is: "@@ ...", and the names
 * of files, "--- a" and "+++ b" one after the other.
 */
enum code_change code_change(struct str rest, bool *is_head);

#endif
