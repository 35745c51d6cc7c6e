/*
 * Where the front matter of a file ends and its text begins; what stands in it is read elsewhere.
 */
#ifndef KITH_BASE_FRONT_CUT_H
#define KITH_BASE_FRONT_CUT_H

#include <stdint.h>

#include "base/str.h"

enum front_cut_kind {
	FRONT_CUT_NONE, /* the file begins with its text */
	FRONT_CUT_YAML,
	FRONT_CUT_OPEN, /* begun and never closed */
	FRONT_CUT_TOML, /* between "+++", and not looked for an end */
};

struct front_cut {
	enum front_cut_kind kind;
	struct str
	        yaml; /* of FRONT_CUT_YAML, between the fences; its first line is the file's second */
	struct str body;    /* behind it; of the other kinds the whole file, without its BOM */
	uint32_t body_line; /* of the file, from 1 */
};

/*
 * Front matter begins with "---" alone on the first line (a BOM and CRLF are accepted) and ends with
 * "---" or "..." alone on a line. The parts are views of the file. Thread-safe.
 */
struct front_cut front_cut(struct str file);

#endif
