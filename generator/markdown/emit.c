/*
 * One walk over the tape, one case per kind of event. No text gets out without markup_text or, raw
 * HTML in feeds, the sanitizer.
 */
#include "markdown/emit.h"

#include "base/entity.h"
#include "markdown/emitter.h"
#include "markdown/markdown.h"
#include "markdown/markup.h"

enum { SCRATCH_MAX = 64 << 20 };

/* --- helpers ------------------------------------------------------------------------------- */

void
emit_break(struct emitter *emitter)
{
	struct buf *out = emitter->out;
	if (out->len > emitter->begin && out->at[out->len - 1] != '\n')
		buf_char(out, '\n');
}

struct str
emit_entity(struct emitter *emitter, struct str reference)
{
	buf_clear(&emitter->text);
	return entity_decode(&emitter->text, reference) ? buf_view(&emitter->text) : reference;
}

/* The words of word.def, for who has no others. */
static struct str
english(struct str key)
{
	static const struct {
		struct str key, word;
	} words[] = {
#define WORD(key, english) { STR_INIT(key), STR_INIT(english) },
#include "markdown/word.def"
#undef WORD
	};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq(words[i].key, key))
			return words[i].word;
	}
	return STR_EMPTY;
}

struct str
emit_word(struct emitter *emitter, struct str key)
{
	const struct markdown_emit *how = emitter->how;
	struct str word = how->word ? how->word(how->words, key) : STR_EMPTY;
	return word.len ? word : english(key);
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

/* A whole block of which nothing is left leaves no empty line either. */
static void
end_raw(struct emitter *emitter, bool block)
{
	size_t begin = emitter->out->len;
	sanitize_html(&emitter->sanitize, buf_view(&emitter->raw));
	buf_clear(&emitter->raw);
	if (block && str_trim(str_skip(buf_view(emitter->out), begin)).len == 0)
		emitter->out->len = begin;
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
			emit_task_end(emitter, event);
		emit_break(emitter);
		buf_lit(emitter->out, "<hr />\n");
		break;
	case TAPE_NOTE_REF:
	case TAPE_NOTE_BACK: emit_note_mark(emitter, event); break;
	case TAPE_ATTRIBUTES: emitter->attributes = tape_str(emitter->tape, event->arg); break;
	default: break;
	}
}

static void
put_span(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->task)
		emit_task(emitter);
	if (event->kind == TAPE_LINK)
		emit_link(emitter, event);
	else if (event->kind == TAPE_DIRECTIVE_SPAN)
		emit_directive(emitter, event);
	else
		emit_tag(emitter, event);
}

static void
put_string(struct emitter *emitter, const struct tape_event *event)
{
	struct str text = tape_str(emitter->tape, event->arg);
	if (emitter->task)
		emit_task(emitter);
	if (event->kind == TAPE_TEXT_HTML)
		put_raw(emitter, text);
	else
		markup_text(emitter->out,
		        event->kind == TAPE_ENTITY ? emit_entity(emitter, text) : text);
}

/* What stands around or inside raw HTML of a feed. False when the event is to be left out. */
static bool
mind_raw(struct emitter *emitter, const struct tape_event *event)
{
	bool goes_on = event->kind == TAPE_TEXT_HTML || event->kind == TAPE_NEWLINE ||
	        event->kind == TAPE_SPACES;
	if (is_gathering(emitter) && !goes_on)
		end_raw(emitter, event->kind == TAPE_HTML);
	if (!sanitize_is_skipping(&emitter->sanitize) || event->kind == TAPE_TEXT_HTML)
		return true;
	if (event->is == TAPE_IS_BLOCK)
		sanitize_stop_skipping(&emitter->sanitize);
	return event->is == TAPE_IS_BLOCK || event->is == TAPE_IS_SPAN;
}

static void
put_event(struct emitter *emitter, const struct tape_event *event)
{
	if (emitter->passing) {
		emit_pass_over(emitter, event);
		return;
	}
	if (emitter->how->feed && !mind_raw(emitter, event))
		return;
	if (emitter->in_code && event->kind != TAPE_CODE) {
		emit_code_text(emitter, event);
		return;
	}
	if (event->kind == TAPE_IMAGE) {
		if (emitter->task)
			emit_task(emitter);
		emit_image(emitter, event);
		return;
	}
	if (emitter->images) {
		emit_alternative(emitter, event);
		return;
	}
	switch (event->is) {
	case TAPE_IS_BLOCK: emit_block(emitter, event); break;
	case TAPE_IS_SPAN: put_span(emitter, event); break;
	case TAPE_IS_MARK: put_mark(emitter, event); break;
	case TAPE_IS_TEXT: put_string(emitter, event); break;
	}
	if (event->kind != TAPE_DIRECTIVE)
		emitter->label_to_come = false;
}

/* Attributes belong to the event behind them, whatever becomes of that. */
static void
step(struct emitter *emitter, const struct tape_event *event)
{
	put_event(emitter, event);
	if (event->kind != TAPE_ATTRIBUTES)
		emitter->attributes = STR_EMPTY;
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
		.attributes = STR_EMPTY,
		.first_image = UINT32_MAX,
	};
	buf_init(&emitter->raw, SCRATCH_MAX);
	buf_init(&emitter->code, SCRATCH_MAX);
	buf_init(&emitter->url, SCRATCH_MAX);
	buf_init(&emitter->text, SCRATCH_MAX);
	sanitize_begin(&emitter->sanitize, out, how->base);
}

static bool
end(struct emitter *emitter)
{
	if (is_gathering(emitter))
		end_raw(emitter, false);
	sanitize_end(&emitter->sanitize);
	buf_free(&emitter->raw);
	buf_free(&emitter->code);
	buf_free(&emitter->url);
	buf_free(&emitter->text);
	emit_directive_end(emitter);
	return !emitter->out->full && !emitter->failed;
}

bool
emit_html(const struct markdown *document, const struct markdown_emit *how, struct buf *out)
{
	struct emitter emitter;
	begin(&emitter, document, how, out);
	if (how->lazy_images)
		emitter.first_image = first_image(document);
	struct tape_reader reader = tape_read(document->tape, how->from, how->to);
	struct tape_event event;
	while (tape_next(&reader, &event))
		step(&emitter, &event);
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
		step(&emitter, &event);
	return end(&emitter);
}
