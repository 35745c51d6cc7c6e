#include "markdown/footnote_slip.h"

#include "base/arena.h"
#include "base/diag.h"
#include "markdown/footnote.h"
#include "markdown/markdown.h"
#include "markdown/position.h"

static struct place
place_of(const struct footnote_slip *slip, size_t offset)
{
	struct position position = position_begin(&slip->text, slip->first_line);
	position_move(&position, offset);
	return (struct place){ slip->source->path, position.line, position.column, 1 };
}

static void
warn_of_missing(const struct footnote_slip *slip, const struct footnotes *notes, size_t offset)
{
	struct str label = footnote_label(str_skip(slip->text.text, offset));
	size_t count = notes->list.len;
	struct str *labels = arena_array(slip->arena, struct str, count);
	for (size_t i = 0; i < count; i++)
		labels[i] = notes->list.at[i].label;
	diag_warning(slip->diags, place_of(slip, offset), slip->source->file,
	        "there is no footnote [^" STR_FMT "]", STR_ARG(label));
	diag_suggest(slip->diags, label, labels, count);
}

static void
warn_in_image(const struct footnote_slip *slip, size_t offset)
{
	struct str label = footnote_label(str_skip(slip->text.text, offset));
	diag_warning(slip->diags, place_of(slip, offset), slip->source->file,
	        "the text of an image cannot refer to a footnote: [^" STR_FMT "] is left out",
	        STR_ARG(label));
	diag_help(slip->diags, "write it behind the image");
}

static void
warn_of_unused(const struct footnote_slip *slip, const struct footnote *note)
{
	struct place place = { slip->source->path, note->line + slip->first_line, note->column + 1,
		1 };
	diag_warning(slip->diags, place, slip->source->file,
	        note->repeated
	                ? "there is another footnote [^" STR_FMT "] above, so this one is not shown"
	                : "nothing refers to the footnote [^" STR_FMT "], so it is not shown",
	        STR_ARG(note->label));
}

static void
warn_of_shallow(const struct footnote_slip *slip, const struct footnote_line *line)
{
	struct place place = { slip->source->path, line->line + slip->first_line, line->column + 1,
		1 };
	diag_warning(slip->diags, place, slip->source->file,
	        "this is not part of the footnote above it");
	diag_help(slip->diags,
	        "indent it by four columns if it is meant to be, otherwise not at all");
}

void
footnote_slip_tell(const struct footnote_slip *slip, const struct footnotes *notes)
{
	for (size_t i = 0; i < notes->missing.len; i++)
		warn_of_missing(slip, notes, notes->missing.at[i]);
	for (size_t i = 0; i < notes->in_images.len; i++)
		warn_in_image(slip, notes->in_images.at[i]);
	for (size_t i = 0; i < notes->list.len; i++) {
		if (notes->list.at[i].references == 0)
			warn_of_unused(slip, &notes->list.at[i]);
	}
	for (size_t i = 0; i < notes->shallow.len; i++)
		warn_of_shallow(slip, &notes->shallow.at[i]);
}
