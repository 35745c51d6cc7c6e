/*
 * Front matter that its author meant and that is none, because it does not begin with "---" in the first line: a text
 * with its settings at the top, drafts among them, which would be shown as they stand.
 */
#ifndef KITH_BASE_FRONT_LOST_H
#define KITH_BASE_FRONT_LOST_H

#include <stdbool.h>

#include "base/str.h"

enum front_lost_why {
	FRONT_LOST_NOT,    /* the text begins as texts do */
	FRONT_LOST_FENCE,  /* keys without a line before them */
	FRONT_LOST_DASHES, /* the line is not of three hyphens alone */
	FRONT_LOST_INDENT, /* it is, behind blanks */
	FRONT_LOST_LATE,   /* it is right and comes behind something else */
	FRONT_LOST_FORMAT  /* TOML or JSON, somewhere */
};

struct front_lost {
	enum front_lost_why why;
	struct str first; /* its first line, in the text */
	struct str lines; /* what stands in it */
	bool knotty;      /* which are no lines of YAML */
};

/*
 * Looks at the begin of a text that front_cut has found behind the front matter of its file (`second`), or that is all
 * of a file without one. Blank lines, one heading and one comment of HTML may come first. Behind front matter only what
 * has a line before it counts. The parts are views of the text. Thread-safe.
 */
struct front_lost front_lost_find(struct str text, bool second);

#endif
