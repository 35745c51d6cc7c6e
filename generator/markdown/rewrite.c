#include "markdown/rewrite.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/diag.h"
#include "markdown/abbreviation.h"
#include "markdown/annotate.h"
#include "markdown/autolink.h"
#include "markdown/callout.h"
#include "markdown/caption.h"
#include "markdown/directive_span.h"
#include "markdown/emoji.h"
#include "markdown/figure.h"
#include "markdown/footnote.h"
#include "markdown/heading.h"
#include "markdown/identifier.h"
#include "markdown/markdown.h"
#include "markdown/marker.h"
#include "markdown/passage.h"
#include "markdown/position.h"
#include "markdown/raw_html.h"
#include "markdown/slip.h"
#include "markdown/slip_list.h"
#include "markdown/smart.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"
#include "markdown/wiki.h"

enum {
	ADDRESS_MAX = 2048 /* what is longer counts as one, so that no text is searched for long */
};

bool
rewrite_is_address(struct str href, struct str text)
{
	return href.len && (href.len > ADDRESS_MAX || str_find(href, text) != STR_NONE);
}

void
rewrite_warn(
        const struct rewrite *rewrite, size_t offset, const char *help, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str problem = str_vformat(rewrite->arena, format, args);
	va_end(args);
	position_move(rewrite->position, offset);
	struct place place = { rewrite->file->path, rewrite->position->line,
		rewrite->position->column, 1 };
	diag_warning(rewrite->diags, place, rewrite->file->file, STR_FMT, STR_ARG(problem));
	diag_help(rewrite->diags, "%s", help);
}

/* --- passes over the tape ------------------------------------------------------------------ */

struct pass {
	bool (*is_needed)(const struct rewrite *rewrite);
	void (*run)(const struct rewrite *rewrite);
};

/* Each copies a tape and changes something. These change blocks. */
static const struct pass before[] = {
	{ callout_is_needed, callout_pass },
	{ caption_is_needed, caption_pass },
};

/* Behind those over passages. What moves text comes last: those before want it in the order of the source. */
static const struct pass behind[] = {
	{ abbreviation_is_needed, abbreviation_pass },
	{ emoji_is_needed, emoji_pass },
	{ smart_is_needed, smart_pass },
	{ raw_html_is_open, raw_html_close },
	{ caption_is_found, caption_place },
	{ footnote_is_found, footnote_place },
};

/* The tapes of a document as they are rewritten. */
struct tapes {
	struct tape_writer *writer; /* what has been written so far */
	struct tape_writer *spare;  /* for the next copy */
	size_t max;
};

static void
run(const struct pass *pass, struct rewrite *rewrite, const struct tapes *tapes)
{
	struct tape tape = tape_so_far(tapes->writer);
	struct tape_writer *spare = tapes->spare;
	rewrite->tape = &tape;
	rewrite->out = NULL;
	if (!pass->is_needed(rewrite))
		return;
	tape_begin_copy(spare, &tape, tapes->max);
	rewrite->out = spare;
	pass->run(rewrite);
	if (spare->events.full || spare->pool.full ||
	        !str_eq(tape.events, buf_view(&spare->events)))
		tape_swap(tapes->writer, spare);
}

/* --- passes over passages ------------------------------------------------------------------ */

/*
 * In order; each has its signs. What one makes of a passage is the tape of the next. Directives take the braces
 * behind them before others do, and [[links]] are links before they can have some. An image stands alone,
 * as a figure does, when its attributes are off, and addresses are found in its caption too.
 */
static const struct {
	enum passage_sign sign;
	void (*run)(const struct rewrite *rewrite);
} inner[] = {
	{ PASSAGE_DIRECTIVE, directive_span_pass },
	{ PASSAGE_WIKI, wiki_pass },
	{ PASSAGE_LIST, annotate_pass },
	{ PASSAGE_LIST, slip_list_pass },
	{ PASSAGE_MARKER, marker_pass },
	{ PASSAGE_TITLE, figure_pass },
	{ PASSAGE_ADDRESS, autolink_pass },
};

enum { INNER = sizeof inner / sizeof *inner };

struct inner_pass {
	struct rewrite rewrite;
	const struct tapes *tapes;
	struct tape_writer pieces[2];     /* of a passage: what is read, and what is written */
	struct position positions[INNER]; /* each goes forward from passage to passage */
};

/*
 * What is put into the pool comes to that of the copy, and then to that of the tape it is made of as well, so that
 * the next pass finds it there.
 */
static void
rewrite_passage(struct inner_pass *pass, const struct tape *tape, const struct passage *passage)
{
	struct tape_writer *writer = pass->tapes->writer, *spare = pass->tapes->spare;
	struct tape piece = *tape;
	unsigned turn = 0;
	piece.events = str_slice(tape->events, passage->begin, passage->end);
	pass->rewrite.tape = &piece;
	for (unsigned i = 0; i < INNER; i++) {
		if (!(passage->signs & inner[i].sign))
			continue;
		struct tape_writer *out = &pass->pieces[turn++ % 2];
		piece.pool = buf_view(&writer->pool);
		tape_begin_piece(out, spare);
		pass->rewrite.out = out;
		pass->rewrite.position = &pass->positions[i];
		inner[i].run(&pass->rewrite);
		tape_end_piece(out, spare);
		buf_put(&writer->pool, str_skip(buf_view(&spare->pool), writer->pool.len));
		piece.events = buf_view(&out->events);
		piece.kinds |= out->kinds;
	}
	tape_copy(spare, &piece, 0, UINT32_MAX);
}

static void
run_inner(const struct rewrite *rewrite, const struct tapes *tapes)
{
	struct tape tape = tape_so_far(tapes->writer);
	struct inner_pass pass = { .rewrite = *rewrite, .tapes = tapes };
	struct arena scratch = ARENA_EMPTY;
	struct passage passage;
	uint32_t done = 0;
	pass.rewrite.scratch = &scratch;
	struct passages passages = passage_begin(&tape, rewrite->options);
	for (unsigned i = 0; i < INNER; i++)
		pass.positions[i] = *rewrite->position;
	while (passage_next(&passages, &passage)) {
		if (done == 0)
			tape_begin_copy(tapes->spare, &tape, tapes->max);
		tape_copy(tapes->spare, &tape, done, passage.begin);
		rewrite_passage(&pass, &tape, &passage);
		tape.pool = buf_view(&tapes->writer->pool); /* which may have moved */
		done = passage.end;
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	buf_free(&pass.pieces[0].events);
	buf_free(&pass.pieces[1].events);
	if (done == 0)
		return;
	tape_copy(tapes->spare, &tape, done, UINT32_MAX);
	tape_swap(tapes->writer, tapes->spare);
}

/* --- all ----------------------------------------------------------------------------------- */

/* Ids of notes and raw HTML are taken before those that authors give and that headings make. */
static void
reserve_ids(const struct rewrite *rewrite)
{
	bool html = rewrite->options->html == MARKDOWN_HTML_ALLOW &&
	        str_find_char(rewrite->tape->source, '<') != STR_NONE;
	if (html || footnote_is_found(rewrite))
		identifier_reserve(rewrite);
}

void
rewrite_run(const struct rewrite *how, struct tape_writer *writer, struct tape_writer *spare,
        size_t max)
{
	struct rewrite rewrite = *how;
	struct tapes tapes = { writer, spare, max };
	struct tape given = tape_so_far(writer);
	rewrite.tape = &given;
	reserve_ids(&rewrite);
	slip_check(&rewrite);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		run(&before[i], &rewrite, &tapes);
	run_inner(&rewrite, &tapes);
	given = tape_so_far(writer);
	rewrite.tape = &given;
	slip_check_headings(&rewrite);
	raw_html_check(&rewrite);
	for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
		run(&behind[i], &rewrite, &tapes);
}
