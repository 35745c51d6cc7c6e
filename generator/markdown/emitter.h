/*
 * The state of writing HTML, shared by the files that write it. What an event has to know of those
 * before it:
 *
 *	images    inside an image all text goes into its alt attribute
 *	link      whether the link we are in has a tag, so that its end knows
 *	task      a task's box waits for the text that labels it
 *	raw       raw HTML comes in pieces and is sanitized as a whole
 */
#ifndef KITH_MARKDOWN_EMITTER_H
#define KITH_MARKDOWN_EMITTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "markdown/sanitize.h"
#include "markdown/tape.h"

struct emit_directive;
struct markdown;
struct markdown_emit;
struct markdown_heading;

struct emitter {
	const struct markdown *document;
	const struct tape *tape;
	const struct markdown_emit *how;
	struct buf *out;
	size_t begin;         /* where in `out` our output begins */
	bool page;            /* neither a feed nor CommonMark */
	bool in_list;         /* for a list of contents: no links, no images, no raw HTML */
	uint32_t first_image; /* index of the document's first image */
	const struct markdown_heading *heading;
	unsigned images;         /* open, one inside another */
	struct tape_event image; /* the outer one */
	bool image_shown;        /* it has a tag */
	struct str image_attributes;
	bool link_shown;
	struct str attributes;            /* of what begins next: a list in braces, or empty */
	struct emit_directive *directive; /* the innermost one that is open, or NULL */
	struct arena directives;          /* of those, and what they hold */
	unsigned passing;          /* directives that we are in, of which nothing is written */
	bool label_to_come;        /* the event before entered a directive */
	bool failed;               /* a directive could not be rendered */
	unsigned callout_labels;   /* that we are in */
	struct tape_event callout; /* the newest one */
	size_t title_at;           /* where its title begins in `out` */
	unsigned tables;           /* so far */
	enum tape_task task;       /* a box to be shown */
	bool label_open;
	struct sanitize sanitize;
	struct buf raw;
	bool in_code;         /* a listing is gathered */
	struct str code_info; /* what stands behind its fence */
	struct buf code;
	struct buf url, text; /* scratch */
};

/* Begins a line, unless we are at the begin of one. */
void emit_break(struct emitter *emitter);
/* What a character reference stands for, until the next call; itself when that is unknown. */
struct str emit_entity(struct emitter *emitter, struct str reference);

/* emit_block.c: blocks, the tags that come in plain pairs, and the boxes of tasks. */
void emit_block(struct emitter *emitter, const struct tape_event *event);
void emit_tag(struct emitter *emitter, const struct tape_event *event);
/* Shows the box of the task whose text begins, if there is one. */
void emit_task(struct emitter *emitter);
/* Ends the text of a task, because a block begins or ends. */
void emit_task_end(struct emitter *emitter, const struct tape_event *event);

/* A word of word.def in the language of the page; empty when that has no such word. */
struct str emit_word(struct emitter *emitter, struct str key);

/* emit_attribute.c: what authors give in braces. Is there a value for it? */
bool emit_is_given(const struct emitter *emitter, struct str name);
/* Writes them into the tag that is open, the classes behind our own. */
void emit_attributes(struct emitter *emitter, struct str classes);
/* The same without an id, since it has one. */
void emit_further_attributes(struct emitter *emitter, struct str classes);

/* emit_callout.c: callouts and their titles. */
void emit_callout(struct emitter *emitter, const struct tape_event *event);
void emit_callout_title(struct emitter *emitter, const struct tape_event *event);

/* emit_code.c: listings of pages. Between begin and end every event of one is text of it. */
void emit_code(struct emitter *emitter, const struct tape_event *event);
void emit_code_text(struct emitter *emitter, const struct tape_event *event);

/* emit_directive.c: directives. Between those that are passed over nothing is written. */
void emit_directive(struct emitter *emitter, const struct tape_event *event);
void emit_pass_over(struct emitter *emitter, const struct tape_event *event);
/* At the end, gives back what those need that are still open, because only a part was asked for. */
void emit_directive_end(struct emitter *emitter);
/* Is the LABEL that of a directive? Then it is done. */
bool emit_directive_label(struct emitter *emitter, const struct tape_event *event);

/* emit_note.c: footnotes, references to them and the ways back. */
void emit_notes(struct emitter *emitter, const struct tape_event *event);
void emit_note_mark(struct emitter *emitter, const struct tape_event *event);

/* emit_link.c: links, images, and what of an image's content becomes its alternative text. */
void emit_link(struct emitter *emitter, const struct tape_event *event);
void emit_image(struct emitter *emitter, const struct tape_event *event);
void emit_alternative(struct emitter *emitter, const struct tape_event *event);

#endif
