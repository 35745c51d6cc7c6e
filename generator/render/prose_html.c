#include "base/arena.h"
#include "base/buf.h"
#include "base/escape.h"
#include "base/utf8.h"
#include "markdown/prose.h"
#include "render/prose_pen.h"

/* --- what is what -------------------------------------------------------------------------- */

static const struct str fates[] = {
	[PROSE_FATE_SAME] = STR_INIT(""),
	[PROSE_FATE_EDITED] = STR_INIT("diff-edited"),
	[PROSE_FATE_ADDED] = STR_INIT("diff-added"),
	[PROSE_FATE_REMOVED] = STR_INIT("diff-removed"),
	[PROSE_FATE_MOVED] = STR_INIT("diff-moved"),
	[PROSE_FATE_LEFT] = STR_INIT("diff-left"),
};

static const struct {
	struct str open, class, close;
} tags[PROSE_KINDS] = {
	[PROSE_PARAGRAPH] = { STR_INIT("<p"), STR_INIT(""), STR_INIT("</p>\n") },
	[PROSE_HEADING] = { STR_INIT("<h3"), STR_INIT("diff-heading"), STR_INIT("</h3>\n") },
	[PROSE_ITEM] = { STR_INIT("<li"), STR_INIT(""), STR_INIT("</li>\n") },
	[PROSE_QUOTE] = { STR_INIT("<blockquote"), STR_INIT("diff-quote"),
	        STR_INIT("</blockquote>\n") },
	[PROSE_CALLOUT] = { STR_INIT("<p"), STR_INIT("diff-callout"), STR_INIT("</p>\n") },
	[PROSE_DIRECTIVE] = { STR_INIT("<p"), STR_INIT("diff-directive"), STR_INIT("</p>\n") },
	[PROSE_ROW] = { STR_INIT("<p"), STR_INIT("diff-row"), STR_INIT("</p>\n") },
	[PROSE_CAPTION] = { STR_INIT("<p"), STR_INIT("diff-caption"), STR_INIT("</p>\n") },
	[PROSE_TERM] = { STR_INIT("<p"), STR_INIT("diff-term"), STR_INIT("</p>\n") },
	[PROSE_DEFINITION] = { STR_INIT("<p"), STR_INIT("diff-definition"), STR_INIT("</p>\n") },
	[PROSE_NOTE] = { STR_INIT("<p"), STR_INIT("diff-note"), STR_INIT("</p>\n") },
	[PROSE_IMAGE] = { STR_INIT("<p"), STR_INIT("diff-image"), STR_INIT("</p>\n") },
	[PROSE_RULE] = { STR_INIT("<p"), STR_INIT("diff-rule"), STR_INIT("</p>\n") },
	[PROSE_MATH] = { STR_INIT("<p"), STR_INIT("diff-math"), STR_INIT("</p>\n") },
	[PROSE_CODE] = { STR_INIT("<pre tabindex=\"0\""), STR_INIT("diff-code"),
	        STR_INIT("</pre>\n") },
	[PROSE_HTML] = { STR_INIT("<pre tabindex=\"0\""), STR_INIT("diff-code"),
	        STR_INIT("</pre>\n") },
};

/* --- pieces -------------------------------------------------------------------------------- */

static void
put_text(struct prose_pen *pen, struct str text)
{
	escape_html(pen->out, utf8_clean(&pen->arena, text));
}

static void
put_class(struct prose_pen *pen, struct str first, struct str second, struct str third)
{
	struct buf *out = pen->out;
	bool any = false;
	for (int i = 0; i < 3; i++) {
		struct str class = i == 0 ? first : i == 1 ? second : third;
		if (!class.len)
			continue;
		buf_put(out, any ? STR(" ") : STR(" class=\""));
		buf_put(out, class);
		any = true;
	}
	buf_put(out, any ? STR("\">") : STR(">"));
}

static void
put_span(struct prose_pen *pen, struct str class, struct str text)
{
	buf_lit(pen->out, "<span");
	put_class(pen, class, STR_EMPTY, STR_EMPTY);
	put_text(pen, text);
	buf_lit(pen->out, "</span>");
}

/* Text in which an empty line parts paragraphs. */
static void
put_prose(struct prose_pen *pen, struct str text)
{
	size_t at;
	while (!pen->verbatim && (at = str_find(text, STR("\n\n"))) != STR_NONE) {
		put_text(pen, str_slice(text, 0, at));
		put_span(pen, STR("diff-break"), STR(" \u00b6"));
		buf_lit(pen->out, "<br>\n");
		text = str_skip(text, at + 2);
	}
	put_text(pen, text);
}

/* The blanks at the end, or none where a paragraph ends there: its sign is part of what is marked. */
static struct str
cut_blanks(struct str *text)
{
	size_t len = text->len;
	while (len && (text->at[len - 1] == ' ' || text->at[len - 1] == '\n'))
		len--;
	struct str blanks = str_skip(*text, len);
	if (!len || str_find(blanks, STR("\n\n")) != STR_NONE)
		return STR_EMPTY;
	*text = str_slice(*text, 0, len);
	return blanks;
}

static void
run(struct prose_pen *pen, enum diff_kind kind, struct str text)
{
	struct buf *out = pen->out;
	if (kind == DIFF_SAME) {
		put_prose(pen, text);
		return;
	}
	bool added = kind == DIFF_ADDED;
	struct str word = prose_view_word(pen, added ? PROSE_WORD_ADDED : PROSE_WORD_REMOVED, 0);
	struct str blanks = cut_blanks(&text);
	buf_put(out, added ? STR("<ins>") : STR("<del>"));
	if (!pen->verbatim && text.len > 1 && text.at[0] == ' ') {
		buf_char(out, ' ');
		text = str_skip(text, 1);
	}
	put_span(pen, STR("diff-said"), str_format(&pen->arena, "[" STR_FMT ": ", STR_ARG(word)));
	put_prose(pen, text);
	put_span(pen, STR("diff-said"), STR("] "));
	put_prose(pen, blanks);
	buf_put(out, added ? STR("</ins>") : STR("</del>"));
}

static void
label(struct prose_pen *pen, struct str text)
{
	put_span(pen, STR("diff-label"), str_format(&pen->arena, STR_FMT ": ", STR_ARG(text)));
}

static void
gap(struct prose_pen *pen, struct str text)
{
	put_span(pen, STR("diff-fold"), text);
	buf_char(pen->out, '\n');
}

/* --- blocks -------------------------------------------------------------------------------- */

/* Items side by side are a list. */
static void
set_list(struct prose_pen *pen, bool wanted)
{
	if (wanted != pen->in_list)
		buf_put(pen->out, wanted ? STR("<ul class=\"diff-items\">\n") : STR("</ul>\n"));
	pen->in_list = wanted;
}

static void
open_block(
        struct prose_pen *pen, const struct prose_change *change, const struct prose_block *block)
{
	bool item = block->kind == PROSE_ITEM;
	set_list(pen, item);
	pen->verbatim = prose_is_verbatim(block->kind);
	buf_put(pen->out, tags[block->kind].open);
	put_class(pen, tags[block->kind].class, fates[change->fate],
	        item && block->level > 1 ? STR("diff-deep") : STR_EMPTY);
	if (pen->verbatim)
		buf_lit(pen->out, "<code>");
	else if (block->kind == PROSE_QUOTE)
		buf_lit(pen->out, "<p>");
	if (block->name.len && !pen->verbatim)
		label(pen, block->name);
}

static void
close_block(struct prose_pen *pen, const struct prose_block *block)
{
	if (pen->verbatim)
		buf_lit(pen->out, "</code>");
	else if (block->kind == PROSE_QUOTE)
		buf_lit(pen->out, "</p>");
	buf_put(pen->out, tags[block->kind].close);
	pen->verbatim = false;
}

static void
put_line(struct prose_pen *pen, struct str class, struct str text)
{
	set_list(pen, false);
	buf_lit(pen->out, "<p");
	put_class(pen, class, STR_EMPTY, STR_EMPTY);
	put_text(pen, text);
	buf_lit(pen->out, "</p>\n");
}

static void
fold(struct prose_pen *pen, struct str text)
{
	put_line(pen, STR("diff-fold"), text);
}

static void
remark(struct prose_pen *pen, struct str text)
{
	put_line(pen, STR("diff-remark"), text);
}

/* --- facts --------------------------------------------------------------------------------- */

static void
open_facts(struct prose_pen *pen)
{
	set_list(pen, false);
	buf_lit(pen->out, "<ul class=\"diff-facts\">\n");
}

static void
open_fact(struct prose_pen *pen, struct str key)
{
	buf_lit(pen->out, "<li>");
	put_span(pen, STR("diff-key"), key);
	buf_lit(pen->out, ": ");
}

static void
close_fact(struct prose_pen *pen)
{
	buf_lit(pen->out, "</li>\n");
}

static void
close_facts(struct prose_pen *pen)
{
	buf_lit(pen->out, "</ul>\n");
}

/* --- without our words --------------------------------------------------------------------- */

struct str
prose_html_unsaid(struct arena *arena, struct str html)
{
	struct str open = STR("<span class=\"diff-said\">"), close = STR("</span>");
	struct buf out;
	size_t at;
	buf_init(&out, SIZE_MAX);
	while ((at = str_find(html, open)) != STR_NONE) {
		buf_put(&out, str_slice(html, 0, at));
		html = str_skip(html, at + open.len);
		at = str_find(html, close);
		html = at == STR_NONE ? STR_EMPTY : str_skip(html, at + close.len);
	}
	buf_put(&out, html);
	struct str copy = str_copy(arena, buf_view(&out));
	buf_free(&out);
	return copy;
}

const struct prose_pen_type prose_html_pen = {
	.parts = true,
	.open_block = open_block,
	.close_block = close_block,
	.label = label,
	.open_facts = open_facts,
	.open_fact = open_fact,
	.close_fact = close_fact,
	.close_facts = close_facts,
	.gap = gap,
	.run = run,
	.fold = fold,
	.remark = remark,
};
