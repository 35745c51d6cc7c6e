/*
 * Most blocks and spans are a pair of tags out of a table; a few have attributes.
 */
#include "markdown/emitter.h"

#include "markdown/code.h"
#include "markdown/markdown.h"
#include "markdown/markup.h"
#include "markdown/plain.h"

enum { LEVEL_MAX = 6 };

/* --- plain pairs of tags ------------------------------------------------------------------- */

enum { ON_NEW_LINE = 1, END_ON_NEW_LINE = 2 };

static const struct {
	struct str open, close;
	unsigned lines;
} tags[TAPE_KINDS] = {
	[TAPE_P] = { STR_INIT("<p>"), STR_INIT("</p>\n"), ON_NEW_LINE },
	[TAPE_QUOTE] = { STR_INIT("<blockquote>\n"), STR_INIT("</blockquote>\n"),
	        ON_NEW_LINE | END_ON_NEW_LINE },
	[TAPE_UL] = { STR_INIT("<ul>\n"), STR_INIT("</ul>\n"), ON_NEW_LINE | END_ON_NEW_LINE },
	[TAPE_OL] = { STR_INIT("<ol"), STR_INIT("</ol>\n"), ON_NEW_LINE | END_ON_NEW_LINE },
	[TAPE_LI] = { STR_INIT("<li"), STR_INIT("</li>\n"), ON_NEW_LINE },
	[TAPE_CODE] = { STR_INIT("<pre"), STR_INIT("</code></pre>\n"), ON_NEW_LINE },
	[TAPE_HTML] = { STR_INIT(""), STR_INIT(""), ON_NEW_LINE | END_ON_NEW_LINE },
	[TAPE_TABLE] = { STR_INIT("<table"), STR_INIT("</table>\n"), ON_NEW_LINE },
	[TAPE_CAPTION] = { STR_INIT("<caption>"), STR_INIT("</caption>\n"), ON_NEW_LINE },
	[TAPE_FIGURE] = { STR_INIT("<figure>\n"), STR_INIT("</figure>\n"), ON_NEW_LINE },
	[TAPE_FIGURE_CAPTION] = { STR_INIT("<figcaption>"), STR_INIT("</figcaption>\n"),
	        ON_NEW_LINE },
	[TAPE_THEAD] = { STR_INIT("<thead>\n"), STR_INIT("</thead>\n"), ON_NEW_LINE },
	[TAPE_TBODY] = { STR_INIT("<tbody>\n"), STR_INIT("</tbody>\n"), ON_NEW_LINE },
	[TAPE_DL] = { STR_INIT("<dl>\n"), STR_INIT("</dl>\n"), ON_NEW_LINE },
	[TAPE_DT] = { STR_INIT("<dt>"), STR_INIT("</dt>\n"), ON_NEW_LINE },
	[TAPE_DD] = { STR_INIT("<dd>"), STR_INIT("</dd>\n"), ON_NEW_LINE },
	[TAPE_TR] = { STR_INIT("<tr>\n"), STR_INIT("</tr>\n"), ON_NEW_LINE },
	[TAPE_TH] = { STR_INIT("<th"), STR_INIT("</th>\n"), ON_NEW_LINE },
	[TAPE_TD] = { STR_INIT("<td"), STR_INIT("</td>\n"), ON_NEW_LINE },
	[TAPE_EM] = { STR_INIT("<em"), STR_INIT("</em>"), 0 },
	[TAPE_STRONG] = { STR_INIT("<strong"), STR_INIT("</strong>"), 0 },
	[TAPE_DEL] = { STR_INIT("<del>"), STR_INIT("</del>"), 0 },
	[TAPE_ABBR] = { STR_INIT("<abbr"), STR_INIT("</abbr>"), 0 },
	[TAPE_INS] = { STR_INIT("<ins>"), STR_INIT("</ins>"), 0 },
	[TAPE_HIGHLIGHT] = { STR_INIT("<mark>"), STR_INIT("</mark>"), 0 },
	[TAPE_SUB] = { STR_INIT("<sub>"), STR_INIT("</sub>"), 0 },
	[TAPE_SUP] = { STR_INIT("<sup>"), STR_INIT("</sup>"), 0 },
	[TAPE_SPAN] = { STR_INIT("<span"), STR_INIT("</span>"), 0 },
	[TAPE_CODE_SPAN] = { STR_INIT("<code"), STR_INIT("</code>"), 0 },
	[TAPE_MATH] = { STR_INIT("<span class=\"math inline\">\\("), STR_INIT("\\)</span>"), 0 },
	[TAPE_MATH_DISPLAY] = { STR_INIT("<span class=\"math display\">\\["),
	        STR_INIT("\\]</span>"), 0 },
};

/* A paragraph of which nothing is left in a feed, such as the way back from a note, is none. */
static bool
drop_empty_paragraph(struct emitter *emitter, const struct tape_event *event)
{
	struct buf *out = emitter->out;
	struct str open = tags[TAPE_P].open;
	bool empty = emitter->how->feed && event->kind == TAPE_P && event->leave &&
	        str_ends(str_skip(buf_view(out), emitter->begin), open);
	if (empty)
		out->len -= open.len;
	return empty;
}

static bool
takes_attributes(enum tape_kind kind)
{
	return kind == TAPE_SPAN || kind == TAPE_CODE_SPAN || kind == TAPE_EM ||
	        kind == TAPE_STRONG;
}

void
emit_tag(struct emitter *emitter, const struct tape_event *event)
{
	if (drop_empty_paragraph(emitter, event))
		return;
	unsigned lines = tags[event->kind].lines;
	if (lines & (event->leave ? END_ON_NEW_LINE : ON_NEW_LINE))
		emit_break(emitter);
	struct str tag = event->leave ? tags[event->kind].close : tags[event->kind].open;
	if (tag.len)
		buf_put(emitter->out, tag);
	if (!event->leave && event->kind == TAPE_ABBR) {
		markup_attribute(emitter->out, STR("title"), tape_str(emitter->tape, event->arg));
		buf_char(emitter->out, '>');
	}
	if (!event->leave && takes_attributes(event->kind)) {
		if (emitter->attributes.len)
			emit_attributes(emitter, STR_EMPTY);
		buf_char(emitter->out, '>');
	}
}

/* --- blocks with attributes ---------------------------------------------------------------- */

static void
put_heading_tag(struct emitter *emitter, uint32_t level)
{
	uint32_t shift = emitter->how->heading_shift;
	buf_char(emitter->out, 'h');
	buf_int(emitter->out, shift < LEVEL_MAX - level ? level + shift : LEVEL_MAX);
}

static void
enter_heading(struct emitter *emitter, const struct tape_event *event)
{
	const struct markdown_heading *heading = &emitter->document->headings.at[event->arg[1]];
	emitter->heading = heading;
	emit_break(emitter);
	buf_char(emitter->out, '<');
	put_heading_tag(emitter, heading->level);
	if (emitter->page && emitter->how->ids && heading->id.len)
		markup_attribute(emitter->out, STR("id"), heading->id);
	if (emitter->attributes.len)
		emit_further_attributes(emitter, STR_EMPTY);
	buf_char(emitter->out, '>');
}

static void
leave_heading(struct emitter *emitter)
{
	const struct markdown_heading *heading = emitter->heading;
	if (!heading)
		return;
	if (emitter->page && emitter->how->heading_anchors && heading->id.len) {
		buf_lit(emitter->out, " <a class=\"anchor\" href=\"#");
		markup_text(emitter->out, heading->id);
		buf_char(emitter->out, '"');
		markup_attribute(emitter->out, STR("aria-label"), heading->text);
		buf_lit(emitter->out, ">#</a>");
	}
	buf_lit(emitter->out, "</");
	put_heading_tag(emitter, heading->level);
	buf_lit(emitter->out, ">\n");
	emitter->heading = NULL;
}

/* A listing of who wants no more than CommonMark has. The language alone is told to feeds. */
static void
enter_code(struct emitter *emitter, const struct tape_event *event)
{
	struct str info = tape_str(emitter->tape, event->arg);
	size_t len = 0;
	while (len < info.len && info.at[len] != ' ' && info.at[len] != '\t' &&
	        info.at[len] != '\n')
		len++;
	struct str language = emitter->how->feed ? code_language(info) : str_slice(info, 0, len);
	buf_lit(emitter->out, "><code");
	if (language.len) {
		buf_lit(emitter->out, " class=\"language-");
		markup_text(emitter->out, language);
		buf_char(emitter->out, '"');
	}
	buf_char(emitter->out, '>');
}

static void
enter_cell(struct emitter *emitter, const struct tape_event *event)
{
	static const struct str classes[] = {
		[TAPE_ALIGN_NONE] = STR_INIT(""),
		[TAPE_ALIGN_LEFT] = STR_INIT("align-left"),
		[TAPE_ALIGN_CENTER] = STR_INIT("align-center"),
		[TAPE_ALIGN_RIGHT] = STR_INIT("align-right"),
	};
	if (emitter->page && event->kind == TAPE_TH)
		buf_lit(emitter->out, " scope=\"col\"");
	if (emitter->page && event->arg[0] != TAPE_ALIGN_NONE)
		markup_attribute(emitter->out, STR("class"), classes[event->arg[0]]);
	buf_char(emitter->out, '>');
}

static void
enter_list(struct emitter *emitter, const struct tape_event *event)
{
	if (event->arg[1] != 1)
		markup_number(emitter->out, STR("start"), event->arg[1]);
	buf_lit(emitter->out, ">\n");
}

static void
enter_item(struct emitter *emitter, const struct tape_event *event)
{
	emitter->task = event->arg[0];
	if (emitter->task && emitter->page)
		buf_lit(emitter->out, " class=\"task\"");
	buf_char(emitter->out, '>');
}

/*
 * The box of a task: a checkbox labelled by the text behind it, or a character where there are no
 * forms.
 */
void
emit_task(struct emitter *emitter)
{
	bool done = emitter->task == TAPE_TASK_DONE;
	emitter->task = TAPE_NO_TASK;
	if (!emitter->page) {
		buf_put(emitter->out, done ? STR("\u2611 ") : STR("\u2610 "));
		return;
	}
	buf_lit(emitter->out, "<label><input type=\"checkbox\" disabled");
	buf_put(emitter->out, done ? STR(" checked /> ") : STR(" /> "));
	emitter->label_open = true;
}

/* A block begins or ends, so that the text of a task has ended. */
void
emit_task_end(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->task && (event->leave || event->kind != TAPE_P))
		emit_task(emitter);
	if (emitter->label_open)
		buf_lit(emitter->out, "</label>");
	emitter->label_open = false;
}

/* Appends the caption of the table that was entered, as plain text. False when it has none. */
static bool
put_caption_text(struct emitter *emitter, const struct tape_event *table)
{
	struct buf *text = &emitter->text;
	struct tape_reader reader = tape_read(emitter->tape, table->next, 0);
	struct tape_event event = *table;
	buf_clear(text);
	while (tape_next(&reader, &event) && event.kind == TAPE_ATTRIBUTES)
		continue;
	if (event.kind != TAPE_CAPTION)
		return false;
	struct plain plain = plain_begin(text);
	while (tape_next(&reader, &event) && event.kind != TAPE_CAPTION)
		plain_add(&plain, emitter->tape, &event);
	return text->len > 0;
}

/*
 * The group in which a wide table scrolls, called as its caption is, or otherwise so that no two have the
 * same name. As regions, the tables of a long page would crowd its landmarks.
 */
static void
open_scroller(struct emitter *emitter, const struct tape_event *table)
{
	struct buf *text = &emitter->text;
	emitter->tables++;
	if (!put_caption_text(emitter, table)) {
		buf_put(text, emit_word(emitter, STR("table")));
		if (emitter->tables > 1) {
			buf_char(text, ' ');
			buf_int(text, emitter->tables);
		}
	}
	emit_break(emitter);
	buf_lit(emitter->out, "<div class=\"table\" role=\"group\" tabindex=\"0\"");
	markup_attribute(emitter->out, STR("aria-label"), buf_view(text));
	buf_lit(emitter->out, ">\n");
}

/* Those of its caption. */
static void
put_table_attributes(struct emitter *emitter, const struct tape_event *table)
{
	struct tape_reader reader = tape_read(emitter->tape, table->next, 0);
	struct tape_event event;
	if (!tape_next(&reader, &event) || event.kind != TAPE_ATTRIBUTES)
		return;
	emitter->attributes = tape_str(emitter->tape, event.arg);
	emit_attributes(emitter, STR_EMPTY);
}

static void
emit_table(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->page && !event->leave)
		open_scroller(emitter, event);
	emit_tag(emitter, event);
	if (!event->leave) {
		put_table_attributes(emitter, event);
		buf_lit(emitter->out, ">\n");
	} else if (emitter->page)
		buf_lit(emitter->out, "</div>\n");
}

void
emit_block(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->task || emitter->label_open)
		emit_task_end(emitter, event);
	switch (event->kind) {
	case TAPE_H:
		if (event->leave)
			leave_heading(emitter);
		else
			enter_heading(emitter, event);
		return;
	case TAPE_NOTES:
	case TAPE_NOTE: emit_notes(emitter, event); return;
	case TAPE_CALLOUT:
	case TAPE_FOLD: emit_callout(emitter, event); return;
	case TAPE_DIRECTIVE: emit_directive(emitter, event); return;
	case TAPE_TABLE: emit_table(emitter, event); return;
	case TAPE_LABEL:
		if (!emit_directive_label(emitter, event))
			emit_callout_title(emitter, event);
		return;
	case TAPE_CODE:
		if (!emitter->page)
			break;
		emit_code(emitter, event);
		return;
	default: break;
	}
	emit_tag(emitter, event);
	if (event->leave)
		return;
	switch (event->kind) {
	case TAPE_OL: enter_list(emitter, event); break;
	case TAPE_LI: enter_item(emitter, event); break;
	case TAPE_CODE: enter_code(emitter, event); break;
	case TAPE_TH:
	case TAPE_TD: enter_cell(emitter, event); break;
	default: break;
	}
}
