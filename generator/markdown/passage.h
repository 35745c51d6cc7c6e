/*
 * A passage is what stands between the tags of two blocks: the text of a paragraph, a heading, a cell, or of a list
 * item that has no paragraphs. Most of them have nothing in them that a pass looks for, and one walk finds those
 * that have:
 *
 *	<P> Plain text. </P>  <H> A :word[x] and ~~y~~ </H>  <P> More. </P>
 *	                      '---- DIRECTIVE | MARKER ---'
 *
 * A sign is found within one piece of text, as the passes find it there. It may be none in the end.
 */
#ifndef KITH_MARKDOWN_PASSAGE_H
#define KITH_MARKDOWN_PASSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "markdown/tape.h"

struct markdown_options;

enum passage_sign {
	PASSAGE_DIRECTIVE = 1, /* ":name[" and ":name{" */
	PASSAGE_WIKI = 2,      /* "[[" */
	PASSAGE_LIST = 4,      /* "{", or the line that a listing begins with */
	PASSAGE_MARKER = 8,    /* "~", and as the options say "==", "++", "^" */
	PASSAGE_TITLE = 16,    /* an image that has one */
	PASSAGE_ADDRESS = 32,  /* "://", "www." and "@" */
};

struct passage {
	uint32_t begin, end; /* positions on the tape, with the tags before and behind it */
	unsigned signs;
};

struct passages {
	struct tape_reader reader;
	bool begins[256]; /* bytes that signs begin with */
	uint32_t end;     /* of the one before */
};

/* Looks on a tape for the signs that mean something by the options. */
struct passages passage_begin(const struct tape *tape, const struct markdown_options *options);
/* The next passage that has a sign; false when there is none. */
bool passage_next(struct passages *passages, struct passage *passage);

#endif
