/*
 * What changed in the front matter between two versions of a file, key by key:
 *
 *	title: Why            title: Why not      CHANGED title "Why" -> "Why not"
 *	draft: true                               OFF draft
 *	tags: [a, b]          tags: [b, c]        LISTED tags, added c, removed a
 *	params: {mood: calm}  mood: angry         UNSET params.mood, SET mood
 *
 * Other spellings of a key count as the key (updated is lastmod), and values by their text, so that quotes
 * and the order of keys are no change. What cannot be read is told, and never an error: old versions
 * of a file need not be as the present program likes them.
 */
#ifndef KITH_CONTENT_FRONT_CHANGE_H
#define KITH_CONTENT_FRONT_CHANGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"

struct arena;

enum front_change_kind {
	FRONT_CHANGE_SET,    /* there was none before: `after` */
	FRONT_CHANGE_UNSET,  /* there is none any more: `before` */
	FRONT_CHANGE_EDITED, /* from `before` to `after` */
	FRONT_CHANGE_LISTED, /* a list: `added`, `removed`; neither when only the order changed */
	FRONT_CHANGE_ON,     /* a switch that is off by itself, such as draft */
	FRONT_CHANGE_OFF,
	FRONT_CHANGE_DEEP, /* a list of maps: how many entries there were and are in the counts */
};

typedef array_of(struct str) front_change_texts;

struct front_change {
	enum front_change_kind kind;
	struct str key; /* "title"; inside a map with the way there: "image.alt" */
	struct str before, after;
	front_change_texts added, removed;
	uint32_t count_before, count_after;
};

struct front_changes {
	array_of(struct front_change) list;       /* in the order of the keys, the old ones first */
	bool unreadable_before, unreadable_after; /* then the list is empty */
	struct str body_before, body_after;       /* what stands behind the front matter */
};

/*
 * Compares two whole files, either of which may be empty. Everything lives in the arena or in the
 * files' bytes. Thread-safe.
 */
void front_change_find(
        struct arena *arena, struct str before, struct str after, struct front_changes *out);

#endif
