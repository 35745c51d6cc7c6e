/*
 * What all figures share: words and numbers in the language of the page, and the frame of an SVG. A figure is
 * made of three parts, and the last two hold all that the first shows:
 *
 *	drawing   paths and labels, in units of its view box; in currentColor alone, so that it is
 *	          legible wherever text is, without a style sheet too
 *	caption   the sentence below it
 *	list      the numbers, in <details> within the caption
 *
 * Labels are placed for letters as wide as FIGURE_LETTER units: those of 20 units, which a theme may give them on narrow
 * screens. They have 12 without.
 */
#ifndef KITH_RENDER_FIGURE_PART_H
#define KITH_RENDER_FIGURE_PART_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"
#include "data/value.h"

struct arena;
struct template_call;
struct theme_language;

enum { FIGURE_LETTER = 13 };

struct figure {
	struct template_call *call;
	struct arena *arena;
	const struct theme_language *language; /* NULL: English */
	struct str tag;                        /* of the page; may be empty */
	struct str unit;                       /* the message that counts what is shown; or empty */
	struct buf drawing, out;
};

/* What fills a place of a message. */
struct figure_place {
	const char *name;
	struct str text;
};

void figure_part_begin(struct figure *figure, struct template_call *call);
/* The markup of `out`, or UNDEFINED when it is not `good`, after template_fail. Frees the buffers. */
struct value figure_part_end(struct figure *figure, bool good);

/*
 * What is counted: the message that `unit` names, which must be one with a {count}; for none the one of the name
 * of the numbers' key, if there is such a message. False after template_fail.
 */
bool figure_part_unit(struct figure *figure, struct value unit, struct value number);

/*
 * A word of figure.def in the language of the page. `count`, a number in ASCII, chooses the form; it is empty for
 * words that have one form. Text that is not escaped, in the arena.
 */
struct str figure_part_say(const struct figure *figure, const char *key, struct str count,
        const struct figure_place *places, size_t len);
#define figure_part_word(figure, key) figure_part_say((figure), (key), STR_EMPTY, NULL, 0)
/* A number given in hundredths, as the language writes it; with what is counted. */
struct str figure_part_number(const struct figure *figure, int64_t hundredths);
struct str figure_part_amount(const struct figure *figure, int64_t hundredths);
/* What is counted with a range that ends with that number, such as "2–3", in place of the number. */
struct str figure_part_range(const struct figure *figure, int64_t hundredths, struct str range);
/* The text of a given argument, or the word for none. */
struct str figure_part_title(
        const struct figure *figure, struct value given, const char *otherwise);

/* Days are counted from 1970-01-01. */
struct str figure_part_date(const struct figure *figure, int64_t day);  /* "2 November 2026" */
struct str figure_part_month(const struct figure *figure, int64_t day); /* "November 2026" */
/* The short name of a month (from 1), of a weekday (from 0, Sunday). */
struct str figure_part_month_name(const struct figure *figure, int month);
struct str figure_part_day_name(const struct figure *figure, int weekday);
/* "{what}, {from} to {to}", or only one of the days when they are the same. */
struct str figure_part_span(const struct figure *figure, struct str what, int64_t from, int64_t to);
/* The same text, and how many older ones are not drawn; as it is for 0. */
struct str figure_part_left_out(const struct figure *figure, struct str what, size_t count);

/* Appends text to `buf`, escaped. */
void figure_part_text(struct buf *buf, struct str text);
/* Units a text is wide at most. */
int figure_part_width(struct str text);
/* Draws a text at a point; `anchor` is start, middle or end. */
void figure_part_label(struct figure *figure, int x, int y, const char *anchor, struct str text);
/*
 * Writes the drawing with its name and what it tells, which may be empty, as an SVG of that size to `out`. Its ids
 * begin with `id`, or for none with a hash of what is in it.
 */
void figure_part_svg(struct figure *figure, struct str title, struct str description,
        struct value id, int width, int height);

#endif
