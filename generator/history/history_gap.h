/*
 * Why a history is not whole. What is lost by it, and whether it is worth a word, knows only who knows
 * what the site shows of its pages, and in what order it asks for their dates (site/doubt.c).
 */
#ifndef KITH_HISTORY_HISTORY_GAP_H
#define KITH_HISTORY_HISTORY_GAP_H

#include <stdbool.h>

#include "base/str.h"

struct diags;
struct history;
struct history_page;

enum history_gap {
	HISTORY_GAP_NONE,
	HISTORY_GAP_SHALLOW, /* a shallow clone hides the older commits */
	HISTORY_GAP_DAMAGED, /* commits or trees are missing */
	HISTORY_GAP_TEXTS,   /* earlier versions of pages are missing */
	HISTORY_GAPS,
};

/* Has the repository such a gap? */
bool history_gap_has(const struct history *history, enum history_gap gap);

/* What hides when the page last changed, or when it was created; NONE when no gap does. */
enum history_gap history_gap_of(const struct history_page *page, bool updated);

/*
 * Warns of a gap and tells what helps, on the build service that this runs on if it is one. `losses` ends the sentence
 * that begins "the git clone is shallow, so".
 */
void history_gap_report(const struct history *history, enum history_gap gap, struct str losses,
        struct diags *diags);

#endif
