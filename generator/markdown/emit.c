/*
 * One walk over the tape, one case per kind of event. Most blocks and spans are a pair of tags out
 * of a table. The rest of the state is what an event has to know of those before it:
 *
 *	images    inside an image all text goes into its alt attribute
 *	link      whether the link we are in has a tag, so that its end knows
 *	task      a task's box waits for the text that labels it
 *	raw       raw HTML comes in pieces and is sanitized as a whole
 *
 * No text gets out without markup_text or, raw HTML in feeds, the sanitizer.
 */
#include "markdown/emit.h"

#include "base/buf.h"
#include "base/escape.h"
#include "markdown/entity.h"
#include "markdown/link.h"
#include "markdown/markdown.h"
#include "markdown/markup.h"
#include "markdown/sanitize.h"
#include "markdown/tape.h"

enum { SCRATCH_MAX = 64 << 20, LEVEL_MAX = 6 };

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
	bool link_shown;
	unsigned tables;     /* so far */
	enum tape_task task; /* a box to be shown */
	bool label_open;
	struct sanitize sanitize;
	struct buf raw;
	struct buf url, text; /* scratch */
};

/* --- helpers ------------------------------------------------------------------------------- */

/* Begins a line, unless we are at the begin of one. */
static void
put_break(struct emitter *emitter)
{
	struct buf *out = emitter->out;
	if (out->len > emitter->begin && out->at[out->len - 1] != '\n')
		buf_char(out, '\n');
}

static struct str
decode_entity(struct emitter *emitter, struct str reference)
{
	buf_clear(&emitter->text);
	return entity_decode(&emitter->text, reference) ? buf_view(&emitter->text) : reference;
}

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
	[TAPE_TABLE] = { STR_INIT("<table>\n"), STR_INIT("</table>\n"), ON_NEW_LINE },
	[TAPE_THEAD] = { STR_INIT("<thead>\n"), STR_INIT("</thead>\n"), ON_NEW_LINE },
	[TAPE_TBODY] = { STR_INIT("<tbody>\n"), STR_INIT("</tbody>\n"), ON_NEW_LINE },
	[TAPE_TR] = { STR_INIT("<tr>\n"), STR_INIT("</tr>\n"), ON_NEW_LINE },
	[TAPE_TH] = { STR_INIT("<th"), STR_INIT("</th>\n"), ON_NEW_LINE },
	[TAPE_TD] = { STR_INIT("<td"), STR_INIT("</td>\n"), ON_NEW_LINE },
	[TAPE_EM] = { STR_INIT("<em>"), STR_INIT("</em>"), 0 },
	[TAPE_STRONG] = { STR_INIT("<strong>"), STR_INIT("</strong>"), 0 },
	[TAPE_DEL] = { STR_INIT("<del>"), STR_INIT("</del>"), 0 },
	[TAPE_CODE_SPAN] = { STR_INIT("<code>"), STR_INIT("</code>"), 0 },
	[TAPE_MATH] = { STR_INIT("<span class=\"math inline\">\\("), STR_INIT("\\)</span>"), 0 },
	[TAPE_MATH_DISPLAY] = { STR_INIT("<span class=\"math display\">\\["),
	        STR_INIT("\\]</span>"), 0 },
};

static void
put_tag(struct emitter *emitter, const struct tape_event *event)
{
	unsigned lines = tags[event->kind].lines;
	if (lines & (event->leave ? END_ON_NEW_LINE : ON_NEW_LINE))
		put_break(emitter);
	struct str tag = event->leave ? tags[event->kind].close : tags[event->kind].open;
	if (tag.len)
		buf_put(emitter->out, tag);
}

/* --- blocks with attributes ---------------------------------------------------------------- */

static void
enter_heading(struct emitter *emitter, const struct tape_event *event)
{
	const struct markdown_heading *heading = &emitter->document->headings.at[event->arg[1]];
	uint32_t level = event->arg[0] + emitter->how->heading_shift;
	emitter->heading = heading;
	put_break(emitter);
	buf_lit(emitter->out, "<h");
	buf_int(emitter->out, level < LEVEL_MAX ? level : LEVEL_MAX);
	if (emitter->page && emitter->how->heading_ids && heading->id.len)
		markup_attribute(emitter->out, STR("id"), heading->id);
	buf_char(emitter->out, '>');
}

static void
leave_heading(struct emitter *emitter)
{
	const struct markdown_heading *heading = emitter->heading;
	if (!heading)
		return;
	uint32_t level = heading->level + emitter->how->heading_shift;
	if (emitter->page && emitter->how->heading_anchors && heading->id.len) {
		buf_lit(emitter->out, " <a class=\"anchor\" href=\"#");
		markup_text(emitter->out, heading->id);
		buf_char(emitter->out, '"');
		markup_attribute(emitter->out, STR("aria-label"), heading->text);
		buf_lit(emitter->out, ">#</a>");
	}
	buf_lit(emitter->out, "</h");
	buf_int(emitter->out, level < LEVEL_MAX ? level : LEVEL_MAX);
	buf_lit(emitter->out, ">\n");
	emitter->heading = NULL;
}

/* Code may be wider than the page, and what scrolls must be reachable by the keyboard. */
static void
enter_code(struct emitter *emitter, const struct tape_event *event)
{
	struct str info = tape_str(emitter->tape, event->arg);
	size_t len = 0;
	while (len < info.len && info.at[len] != ' ' && info.at[len] != '\t' &&
	        info.at[len] != '\n')
		len++;
	if (emitter->page)
		markup_number(emitter->out, STR("tabindex"), 0);
	buf_lit(emitter->out, "><code");
	if (len) {
		buf_lit(emitter->out, " class=\"language-");
		markup_text(emitter->out, str_slice(info, 0, len));
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
static void
put_task(struct emitter *emitter)
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
static void
end_task(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->task && (event->leave || event->kind != TAPE_P))
		put_task(emitter);
	if (emitter->label_open)
		buf_lit(emitter->out, "</label>");
	emitter->label_open = false;
}

/*
 * The group in which a wide table scrolls. No two may have the same name. As regions, the tables of a
 * long page would crowd its landmarks.
 */
static void
wrap_table(struct emitter *emitter, bool leave)
{
	struct str label = emitter->how->table_label;
	if (!emitter->page)
		return;
	if (leave) {
		buf_lit(emitter->out, "</div>\n");
		return;
	}
	put_break(emitter);
	buf_lit(emitter->out, "<div class=\"table\" role=\"group\" tabindex=\"0\" aria-label=\"");
	markup_text(emitter->out, label.len ? label : STR("Table"));
	if (++emitter->tables > 1) {
		buf_char(emitter->out, ' ');
		buf_int(emitter->out, emitter->tables);
	}
	buf_lit(emitter->out, "\">\n");
}

static void
put_block(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->task || emitter->label_open)
		end_task(emitter, event);
	if (event->kind == TAPE_H) {
		if (event->leave)
			leave_heading(emitter);
		else
			enter_heading(emitter, event);
		return;
	}
	if (event->kind == TAPE_TABLE && !event->leave)
		wrap_table(emitter, false);
	put_tag(emitter, event);
	if (event->kind == TAPE_TABLE && event->leave)
		wrap_table(emitter, true);
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

/* --- links and images ---------------------------------------------------------------------- */

static struct markdown_target
target_of(const struct emitter *emitter, const struct tape_event *event)
{
	struct markdown_target target = { .url = STR_EMPTY };
	if (emitter->how->targets)
		target = emitter->how->targets[event->arg[TAPE_LINK_INDEX]];
	if (target.url.len == 0)
		target.url = tape_str(emitter->tape, event->arg + TAPE_LINK_HREF);
	bool safe = emitter->tape->commonmark ? !link_is_scriptable(target.url)
	                                      : escape_url_is_safe(target.url);
	if (!safe || emitter->in_list)
		target.broken = true;
	return target;
}

static void
put_url(struct emitter *emitter, struct str name, struct str url)
{
	if (emitter->how->base.len) {
		buf_clear(&emitter->url);
		link_resolve(&emitter->url, emitter->how->base, url);
		url = buf_view(&emitter->url);
	}
	buf_clear(&emitter->text);
	escape_url(&emitter->text, url);
	markup_attribute(emitter->out, name, buf_view(&emitter->text));
}

static void
put_title(struct emitter *emitter, const struct tape_event *event)
{
	struct str title = tape_str(emitter->tape, event->arg + TAPE_LINK_TITLE);
	if (title.len)
		markup_attribute(emitter->out, STR("title"), title);
}

static void
put_link(struct emitter *emitter, const struct tape_event *event)
{
	if (event->leave) {
		if (emitter->link_shown)
			buf_lit(emitter->out, "</a>");
		emitter->link_shown = false;
		return;
	}
	struct markdown_target target = target_of(emitter, event);
	emitter->link_shown = !target.broken;
	if (target.broken)
		return;
	buf_lit(emitter->out, "<a");
	put_url(emitter, STR("href"), target.url);
	put_title(emitter, event);
	buf_char(emitter->out, '>');
}

/* An image that cannot be shown leaves its alternative text. */
static void
enter_image(struct emitter *emitter, const struct tape_event *event)
{
	struct markdown_target target = target_of(emitter, event);
	emitter->image = *event;
	emitter->image_shown = !target.broken;
	if (target.broken)
		return;
	buf_lit(emitter->out, "<img");
	put_url(emitter, STR("src"), target.url);
	buf_lit(emitter->out, " alt=\"");
}

static void
leave_image(struct emitter *emitter)
{
	struct markdown_target target = target_of(emitter, &emitter->image);
	if (!emitter->image_shown)
		return;
	buf_char(emitter->out, '"');
	put_title(emitter, &emitter->image);
	if (target.width)
		markup_number(emitter->out, STR("width"), target.width);
	if (target.height)
		markup_number(emitter->out, STR("height"), target.height);
	if (emitter->page && emitter->how->lazy_images) {
		buf_lit(emitter->out, " decoding=\"async\"");
		if (emitter->image.arg[TAPE_LINK_INDEX] != emitter->first_image)
			buf_lit(emitter->out, " loading=\"lazy\"");
	}
	buf_lit(emitter->out, " />");
}

/* Inside an image only text counts, and it stands on one line. */
static void
put_alternative(struct emitter *emitter, const struct tape_event *event)
{
	if (event->kind == TAPE_ENTITY) {
		markup_text(
		        emitter->out, decode_entity(emitter, tape_str(emitter->tape, event->arg)));
	} else if (event->is == TAPE_IS_MARK) {
		buf_char(emitter->out, ' ');
	} else if (event->is == TAPE_IS_TEXT && event->kind != TAPE_TEXT_HTML) {
		struct str rest = tape_str(emitter->tape, event->arg);
		while (rest.at) {
			markup_text(emitter->out, str_cut(&rest, '\n'));
			if (rest.at)
				buf_char(emitter->out, ' ');
		}
	}
}

static void
put_image(struct emitter *emitter, const struct tape_event *event)
{
	if (!event->leave && emitter->images++ == 0)
		enter_image(emitter, event);
	else if (event->leave && --emitter->images == 0)
		leave_image(emitter);
}

/* --- raw HTML ------------------------------------------------------------------------------ */

static bool
is_gathering(const struct emitter *emitter)
{
	return emitter->raw.len > 0;
}

/* Raw HTML of a feed waits until it is whole. */
static void
put_raw(struct emitter *emitter, struct str html)
{
	if (emitter->in_list || emitter->tape->html == MARKDOWN_HTML_DROP)
		return;
	if (emitter->tape->html == MARKDOWN_HTML_ESCAPE)
		markup_text(emitter->out, html);
	else
		buf_put(emitter->how->feed ? &emitter->raw : emitter->out, html);
}

static void
end_raw(struct emitter *emitter)
{
	sanitize_html(&emitter->sanitize, buf_view(&emitter->raw));
	buf_clear(&emitter->raw);
}

/* --- events -------------------------------------------------------------------------------- */

static void
put_spaces(struct emitter *emitter, const struct tape_event *event)
{
	struct buf *out = is_gathering(emitter) ? &emitter->raw : emitter->out;
	if (event->kind == TAPE_NEWLINE)
		buf_char(out, '\n');
	else
		buf_repeat(out, ' ', event->arg[0]);
}

static void
put_mark(struct emitter *emitter, const struct tape_event *event)
{
	switch (event->kind) {
	case TAPE_BREAK: buf_lit(emitter->out, "<br />\n"); break;
	case TAPE_NEWLINE:
	case TAPE_SPACES: put_spaces(emitter, event); break;
	case TAPE_HR:
		if (emitter->task || emitter->label_open)
			end_task(emitter, event);
		put_break(emitter);
		buf_lit(emitter->out, "<hr />\n");
		break;
	default: break;
	}
}

static void
put_span(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->task)
		put_task(emitter);
	if (event->kind == TAPE_LINK)
		put_link(emitter, event);
	else
		put_tag(emitter, event);
}

static void
put_string(struct emitter *emitter, const struct tape_event *event)
{
	struct str text = tape_str(emitter->tape, event->arg);
	if (emitter->task)
		put_task(emitter);
	if (event->kind == TAPE_TEXT_HTML)
		put_raw(emitter, text);
	else
		markup_text(emitter->out,
		        event->kind == TAPE_ENTITY ? decode_entity(emitter, text) : text);
}

/* What stands around or inside raw HTML of a feed. False when the event is to be left out. */
static bool
mind_raw(struct emitter *emitter, const struct tape_event *event)
{
	bool goes_on = event->kind == TAPE_TEXT_HTML || event->kind == TAPE_NEWLINE ||
	        event->kind == TAPE_SPACES;
	if (is_gathering(emitter) && !goes_on)
		end_raw(emitter);
	if (!sanitize_is_skipping(&emitter->sanitize) || event->kind == TAPE_TEXT_HTML)
		return true;
	if (event->is == TAPE_IS_BLOCK)
		sanitize_stop_skipping(&emitter->sanitize);
	return event->is == TAPE_IS_BLOCK || event->is == TAPE_IS_SPAN;
}

static void
put_event(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->how->feed && !mind_raw(emitter, event))
		return;
	if (event->kind == TAPE_IMAGE) {
		if (emitter->task)
			put_task(emitter);
		put_image(emitter, event);
		return;
	}
	if (emitter->images) {
		put_alternative(emitter, event);
		return;
	}
	switch (event->is) {
	case TAPE_IS_BLOCK: put_block(emitter, event); break;
	case TAPE_IS_SPAN: put_span(emitter, event); break;
	case TAPE_IS_MARK: put_mark(emitter, event); break;
	case TAPE_IS_TEXT: put_string(emitter, event); break;
	}
}

/* --- documents ----------------------------------------------------------------------------- */

static uint32_t
first_image(const struct markdown *document)
{
	for (size_t i = 0; i < document->links.len; i++) {
		if (document->links.at[i].kind == MARKDOWN_IMAGE)
			return (uint32_t)i;
	}
	return UINT32_MAX;
}

static void
begin(struct emitter *emitter, const struct markdown *document, const struct markdown_emit *how,
        struct buf *out)
{
	*emitter = (struct emitter){
		.document = document,
		.tape = document->tape,
		.how = how,
		.out = out,
		.begin = out->len,
		.page = !how->feed && !document->tape->commonmark,
		.first_image = how->lazy_images ? first_image(document) : UINT32_MAX,
	};
	buf_init(&emitter->raw, SCRATCH_MAX);
	buf_init(&emitter->url, SCRATCH_MAX);
	buf_init(&emitter->text, SCRATCH_MAX);
	sanitize_begin(&emitter->sanitize, out, how->base);
}

static bool
end(struct emitter *emitter)
{
	if (is_gathering(emitter))
		end_raw(emitter);
	sanitize_end(&emitter->sanitize);
	buf_free(&emitter->raw);
	buf_free(&emitter->url);
	buf_free(&emitter->text);
	return !emitter->out->full;
}

bool
emit_html(const struct markdown *document, const struct markdown_emit *how, struct buf *out)
{
	struct emitter emitter;
	begin(&emitter, document, how, out);
	struct tape_reader reader = tape_read(document->tape, how->from, how->to);
	struct tape_event event;
	while (tape_next(&reader, &event))
		put_event(&emitter, &event);
	return end(&emitter);
}

bool
emit_heading(const struct markdown *document, const struct markdown_heading *heading,
        const struct markdown_emit *how, struct buf *out)
{
	struct emitter emitter;
	begin(&emitter, document, how, out);
	emitter.in_list = true;
	struct tape_reader reader = tape_read(document->tape, heading->event, 0);
	struct tape_event event;
	tape_next(&reader, &event);
	while (tape_next(&reader, &event) && event.kind != TAPE_H)
		put_event(&emitter, &event);
	return end(&emitter);
}
