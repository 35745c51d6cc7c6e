/*
 * What kith has to say about a site, as values. A diagnostic has a level, a place, a sentence that
 * says what is wrong and a help sentence that says what to do. Stages collect them; the command
 * sorts and prints them once:
 *
 *	content/essays/cache.md:3:1: error: unknown key "tilte"
 *	    3 | tilte: What the cache costs
 *	      | ^~~~~
 *	    help: did you mean "title"?
 *
 * Threads: a struct diags belongs to one worker; diag_merge joins them on one thread.
 */
#ifndef KITH_BASE_DIAG_H
#define KITH_BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/str.h"

struct buf;

/* Ordered by severity: the highest one decides the exit status. */
enum diag_level { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* Where something is. Lines and columns count from 1, columns in characters; 0 means unknown. */
struct place {
	struct str path; /* as a user would type it: relative to the site's root */
	uint32_t line;
	uint32_t column;
	uint32_t width; /* characters to underline; 0 and 1 give a bare caret */
};

/* What a site wants of the diagnostics of one rule, whatever level they are added with. */
struct diag_rule {
	const char *name; /* "alt-text" */
	enum diag_level level;
	bool off; /* they are not even counted */
};

struct diag_rules {
	const struct diag_rule *at;
	size_t count;
};

struct diag {
	enum diag_level level;
	const char *rule; /* which one it breaks, or NULL; static text */
	struct place place;
	struct str text;
	struct str help;    /* empty when there is nothing to add */
	struct str excerpt; /* the source line, of a long one what is around the place; or empty */
	uint32_t caret;     /* characters of the excerpt before the place */
	uint32_t more; /* dropped ones that say the same of the same place, with another help */
};

/* How far the lines of a source are counted: the next place is mostly further down. */
struct diag_lines {
	struct str path, source;
	struct str rest; /* from line `line` on */
	uint32_t line;
};

struct diags {
	struct arena arena; /* owns all text below */
	array_of(struct diag) list;
	size_t errors;
	size_t warnings;
	bool strict; /* warnings count as errors */
	bool silent; /* the newest one was only counted, so a help for it is dropped too */
	const struct diag_rules *rules; /* those with a level of the site's; NULL: none */
	const char *next_rule;          /* of the next one that is added */
	struct diag_lines lines;        /* of the newest one's source */
};

void diag_init(struct diags *diags);
void diag_free(struct diags *diags);
/* Forgets all that was collected, and keeps the levels of rules. */
void diag_clear(struct diags *diags);

/* The place of byte `offset` of `source`, which is all of the file `path`. */
struct place diag_place(struct str path, struct str source, size_t offset, size_t width);
/* A file as a whole. */
struct place diag_file(struct str path);

/*
 * Adds one diagnostic; everything is copied. `source` is the whole text of the place's file, out of
 * which the line is cut, or STR_EMPTY when it is not at hand. After 1,000 errors of one collector
 * further ones are only counted, and so are warnings and notes after 1,000 of these.
 */
void diag_add(struct diags *diags, enum diag_level level, struct place place, struct str source,
        const char *format, ...) __attribute__((format(printf, 5, 6)));
/* The same with the values of the format as one. */
void diag_vadd(struct diags *diags, enum diag_level level, struct place place, struct str source,
        const char *format, va_list args) __attribute__((format(printf, 5, 0)));
#define diag_error(diags, place, source, ...) \
	diag_add((diags), DIAG_ERROR, (place), (source), __VA_ARGS__)
#define diag_warning(diags, place, source, ...) \
	diag_add((diags), DIAG_WARNING, (place), (source), __VA_ARGS__)

/*
 * Names the rule that the next diagnostic breaks, so that a site can set its level or switch it off: a
 * static text, shown behind the sentence. Its help is added as ever.
 */
void diag_rule(struct diags *diags, const char *name);

/* Sets the help sentence of the newest diagnostic. */
void diag_help(struct diags *diags, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Sets it to `did you mean "x"?` when one of the options is near; otherwise leaves it empty. */
void diag_suggest(struct diags *diags, struct str word, const struct str *options, size_t count);

/* The option nearest to `word` by edit distance, when near enough to be a slip; else empty. */
struct str diag_nearest(struct str word, const struct str *options, size_t count);
/* Fills `out` with the `most` options nearest to it, near enough or not; returns how many. */
size_t diag_closest(
        struct str word, const struct str *options, size_t count, struct str *out, size_t most);

/* Appends copies of all of `from`. */
void diag_merge(struct diags *into, const struct diags *from);
/*
 * By path, line, column, level (worst first), text. Exact repeats are dropped; so are those of one
 * place that differ in their help alone, as for a mistake in a template that many pages meet.
 */
void diag_sort(struct diags *diags);
/* All of them as a person reads them; `color` adds terminal colours. */
void diag_print(const struct diags *diags, struct buf *out, bool color);
/* Errors, or warnings too when strict. */
bool diag_failed(const struct diags *diags);

#endif
