/*
 * Footnotes: a raised number that leads to a note at the end of the page, and back. Where no links
 * can be relied on, in feeds and where several texts are on a page, the numbers alone; where the
 * notes are not shown, in summaries and lists of contents, nothing.
 *
 * All ids are on elements of which a theme may hang a note into the margin.
 */
#include "markdown/emitter.h"

#include "markdown/markdown.h"
#include "markdown/markup.h"

static bool
has_ids(const struct emitter *emitter)
{
	return emitter->page && emitter->how->ids;
}

/* "fnref-2", or "fnref-2-3" for the third reference to the same note. */
static void
put_reference_id(struct buf *out, uint32_t number, uint32_t occurrence)
{
	buf_lit(out, "fnref-");
	buf_int(out, number);
	if (occurrence > 1) {
		buf_char(out, '-');
		buf_int(out, occurrence);
	}
}

static void
put_reference(struct emitter *emitter, uint32_t number, uint32_t occurrence)
{
	struct buf *out = emitter->out;
	/* Two side by side would be read as one number. */
	if (str_ends(buf_view(out), has_ids(emitter) ? STR("</a></sup>") : STR("</sup>")))
		buf_lit(out, "<sup>,</sup>");
	if (!has_ids(emitter)) {
		buf_put(out, emitter->page ? STR("<sup class=\"fnref\">") : STR("<sup>"));
		buf_int(out, number);
		buf_lit(out, "</sup>");
		return;
	}
	buf_lit(out, "<sup class=\"fnref\" id=\"");
	put_reference_id(out, number, occurrence);
	buf_lit(out, "\">");
	if (!emitter->link_shown) {
		buf_lit(out, "<a href=\"#fn-");
		buf_int(out, number);
		buf_lit(out, "\" role=\"doc-noteref\">");
	}
	buf_int(out, number);
	buf_put(out, emitter->link_shown ? STR("</sup>") : STR("</a></sup>"));
}

static void
put_way_back(struct emitter *emitter, uint32_t number, uint32_t references)
{
	struct buf *out = emitter->out;
	for (uint32_t i = 1; i <= references; i++) {
		buf_lit(out, " <a class=\"fnback\" href=\"#");
		put_reference_id(out, number, i);
		buf_lit(out, "\" role=\"doc-backlink\" aria-label=\"");
		markup_text(out, emit_word(emitter, STR("back_to_text")));
		if (references > 1) {
			buf_char(out, ' ');
			buf_int(out, i);
		}
		buf_lit(out, "\">\u21a9\ufe0e");
		if (i > 1) {
			buf_lit(out, "<sup>");
			buf_int(out, i);
			buf_lit(out, "</sup>");
		}
		buf_lit(out, "</a>");
	}
}

void
emit_note_mark(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->in_list || emitter->how->to)
		return;
	if (event->kind == TAPE_NOTE_REF)
		put_reference(emitter, event->arg[0], event->arg[1]);
	else if (has_ids(emitter))
		put_way_back(emitter, event->arg[0], event->arg[1]);
}

static void
put_notes(struct emitter *emitter, bool leave)
{
	struct buf *out = emitter->out;
	if (leave) {
		buf_put(out, emitter->page ? STR("</ol>\n</section>\n") : STR("</ol>\n"));
		return;
	}
	emit_break(emitter);
	if (!emitter->page) {
		buf_lit(out, "<hr />\n<ol>\n");
		return;
	}
	buf_lit(out, "<section class=\"footnotes\" role=\"doc-endnotes\"");
	markup_attribute(out, STR("aria-label"), emit_word(emitter, STR("notes")));
	buf_lit(out, ">\n<ol>\n");
}

void
emit_notes(struct emitter *emitter, const struct tape_event *event)
{
	struct buf *out = emitter->out;
	if (event->kind == TAPE_NOTES) {
		put_notes(emitter, event->leave);
	} else if (event->leave) {
		buf_lit(out, "</li>\n");
	} else if (has_ids(emitter)) {
		buf_lit(out, "<li id=\"fn-");
		buf_int(out, event->arg[0]);
		buf_lit(out, "\">\n");
	} else {
		buf_lit(out, "<li>\n");
	}
}
