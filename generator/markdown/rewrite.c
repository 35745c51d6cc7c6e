#include "markdown/rewrite.h"

#include <stdarg.h>

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
#include "markdown/position.h"
#include "markdown/slip.h"
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

/* The passes, in order. Each copies a tape and changes something. */
static const struct {
	bool (*is_needed)(const struct rewrite *rewrite);
	void (*run)(const struct rewrite *rewrite);
} passes[] = {
	{ callout_is_needed, callout_pass },
	{ caption_is_needed, caption_pass },
	{ directive_span_is_needed, directive_span_pass },
	{ wiki_is_needed, wiki_pass },
	{ annotate_is_needed, annotate_pass },
	{ marker_is_needed, marker_pass },
	{ figure_is_needed, figure_pass },
	{ autolink_is_needed, autolink_pass },
	{ abbreviation_is_needed, abbreviation_pass },
	{ emoji_is_needed, emoji_pass },
	{ smart_is_needed, smart_pass },
	/* What moves text comes last: those before want it in the order of the source. */
	{ caption_is_found, caption_place },
	{ footnote_is_found, footnote_place },
};

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
	struct tape given = tape_so_far(writer);
	rewrite.tape = &given;
	reserve_ids(&rewrite);
	slip_check(&rewrite);
	for (size_t i = 0; i < sizeof passes / sizeof *passes; i++) {
		struct tape tape = tape_so_far(writer);
		rewrite.tape = &tape;
		rewrite.out = NULL;
		if (!passes[i].is_needed(&rewrite))
			continue;
		tape_begin_copy(spare, &tape, max);
		rewrite.out = spare;
		passes[i].run(&rewrite);
		if (spare->events.full || spare->pool.full ||
		        !str_eq(tape.events, buf_view(&spare->events)))
			tape_swap(writer, spare);
	}
}
