/*
 * What a build spends its time on, for `kith build --profile`. Whatever takes time is put between
 * span_begin and span_end; what begins in between is inside of it:
 *
 *	| pages                                            |
 *	  | essays/a/     |  | essays/b/             |
 *	    | base.html  |     | base.html          |
 *	      | nav |            | nav | | |date| |
 *
 * A list keeps the spans themselves, for a picture of the whole build, and tallies by name, which are
 * complete however many spans there are. What is kept of spans is bounded: when there is no more room
 * those that took least are forgotten, and what was inside of them was even shorter.
 *
 * Without a list (NULL) nothing is measured, at the cost of one comparison. Threads: a list belongs to
 * one worker.
 */
#ifndef KITH_BASE_SPAN_H
#define KITH_BASE_SPAN_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

enum span_kind {
	SPAN_STEP,     /* of the pipeline */
	SPAN_PART,     /* of a step */
	SPAN_SOURCE,   /* one file is parsed */
	SPAN_PAGE,     /* one file is rendered and written; `inner` is its template */
	SPAN_OUTPUT,   /* its bytes are compared with what is there, and written */
	SPAN_TEMPLATE, /* a template runs */
	SPAN_BLOCK,    /* a block of a template, where another one shows it; `inner` is its name */
	SPAN_MACRO,    /* a macro of a template; the same */
	SPAN_FILTER,
	SPAN_FUNCTION,
	SPAN_PROPERTY, /* a value is asked for what it has; `inner` is what */
	SPAN_KINDS
};

struct span {
	enum span_kind kind;
	struct str name;
	struct str inner;   /* see span_kind; of others what it was about, or empty */
	int64_t begin, end; /* clock_nanos; `end` is 0 while it lasts */
	size_t bytes;       /* that were read or made */
};

/*
 * All spans of a kind, name and inner name, from pages down. Pages are together by their template. The blocks
 * of a template are in the tally of that template, and in its time, but not in its count.
 */
struct span_tally {
	enum span_kind kind;
	struct str name, inner;
	size_t count;
	size_t bytes;  /* of one that is inside of another of the same tally not counted, */
	int64_t nanos; /* and neither is the time */
	/* Without what is inside: of templates without other templates and macros, of others without others. */
	int64_t own;
	int64_t longest;
	unsigned open;
};

struct span_list;

/* All of them have room for so many spans, tallies, and spans inside of each other. */
enum { SPAN_LIST_MAX = 1 << 15, SPAN_TALLIES_MAX = 1 << 12, SPAN_DEPTH_MAX = 512 };

/* NULL when memory is exhausted: then nothing is measured. */
struct span_list *span_list_new(void);
void span_list_free(struct span_list *list);

/* What span_begin and span_end do when there is a list. */
void span_open(struct span_list *list, enum span_kind kind, struct str name, struct str inner);
void span_close(struct span_list *list, size_t bytes);

/* The texts must live as long as the list; tallies tell them apart by where they lie. */
static inline void
span_begin(struct span_list *list, enum span_kind kind, struct str name, struct str inner)
{
	if (list)
		span_open(list, kind, name, inner);
}

/* Ends the span that began last. */
static inline void
span_end(struct span_list *list, size_t bytes)
{
	if (list)
		span_close(list, bytes);
}

/* A span that has ended, such as one that was measured elsewhere. It is in no tally. */
void span_add(struct span_list *list, const struct span *span);
/* The name of the innermost step or part that lasts; empty when there is none. */
struct str span_step(const struct span_list *list);

/* The spans in the order of their begin, those that were added last; nothing for NULL. */
const struct span *span_all(const struct span_list *list, size_t *count);
/* In no order. */
const struct span_tally *span_tallies(const struct span_list *list, size_t *count);
/* How many spans there was no room for. */
size_t span_forgotten(const struct span_list *list);
/* "step", "page", "filter", ... */
struct str span_kind_name(enum span_kind kind);

#endif
