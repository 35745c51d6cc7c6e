#include "markdown/lead_in.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/entity.h"
#include "base/utf8.h"
#include "markdown/markdown.h"
#include "markdown/tape_write.h"

enum {
	DEPTH_MAX = 16, /* spans in each other; deeper ones lose their marks */
	TEXT_MAX = 1 << 20,
	TAPE_MAX = 64 << 10,
	NEAR = 4000, /* bytes of one text that count */
};

/* --- where it stands --------------------------------------------------------------------------- */

static bool
is_among(enum tape_kind kind, uint64_t kinds)
{
	return kind < TAPE_KINDS && (kinds >> kind & 1);
}

static const uint64_t prose = TAPE_BIT(P) | TAPE_BIT(LI) | TAPE_BIT(DT) | TAPE_BIT(DD) |
        TAPE_BIT(CAPTION) | TAPE_BIT(FIGURE_CAPTION);
/* What leads on only when it says so. */
static const uint64_t enclosed =
        TAPE_BIT(LI) | TAPE_BIT(DT) | TAPE_BIT(DD) | TAPE_BIT(CAPTION) | TAPE_BIT(FIGURE_CAPTION);
/* What goes on with the block before it. */
static const uint64_t inner = TAPE_BIT(THEAD) | TAPE_BIT(TBODY) | TAPE_BIT(TR) | TAPE_BIT(TH) |
        TAPE_BIT(TD) | TAPE_BIT(CALLOUT) | TAPE_BIT(FOLD);
static const uint64_t closed = TAPE_BIT(QUOTE) | TAPE_BIT(CALLOUT) | TAPE_BIT(FOLD) |
        TAPE_BIT(DIRECTIVE) | TAPE_BIT(NOTE) | TAPE_BIT(LABEL);

/* Does a text end with what announces something? */
static bool
leads_on(struct str text)
{
	static const struct str ends[] = { STR_INIT(":"), STR_INIT("?"), STR_INIT("："),
		STR_INIT("？"), STR_INIT("؟") };
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (str_ends(text, ends[i]))
			return true;
	}
	return false;
}

/* The words that a block begins with in bold are a label when a colon ends them. */
static void
see_bold(struct lead_in_watch *watch, const struct tape_event *event)
{
	if (!event->leave) {
		watch->bold = !watch->says;
	} else if (watch->bold && watch->says && watch->leads) {
		watch->label = event->next;
		watch->says = watch->bold = false;
	} else {
		watch->bold = false;
	}
}

static void
see_inline(struct lead_in_watch *watch, const struct tape *tape, const struct tape_event *event)
{
	if (event->kind == TAPE_HR)
		watch->last = (struct lead_in){ 0 };
	if (event->kind == TAPE_STRONG)
		see_bold(watch, event);
	if (event->is != TAPE_IS_TEXT || event->kind == TAPE_TEXT_HTML || watch->images)
		return;
	struct str text = str_trim(tape_str(tape, event->arg));
	if (!text.len)
		return;
	watch->says = true;
	watch->leads = leads_on(text);
}

void
lead_in_see(struct lead_in_watch *watch, const struct tape *tape, const struct tape_event *event)
{
	uint32_t begin = watch->near.earlier;
	sentence_see(&watch->near, event);
	if (event->kind == TAPE_IMAGE)
		watch->images += event->leave ? -1u : 1u;
	if (event->is != TAPE_IS_BLOCK) {
		see_inline(watch, tape, event);
		return;
	}
	if (watch->says && is_among(watch->within, prose))
		watch->last =
		        (struct lead_in){ begin > watch->label ? begin : watch->label, event->at };
	if (event->leave ? (is_among(event->kind, enclosed) && !watch->leads) ||
	                        is_among(event->kind, closed)
	                 : !is_among(event->kind, inner))
		watch->last = (struct lead_in){ 0 };
	if (is_among(event->kind, closed))
		watch->leads = false;
	watch->within = event->leave ? TAPE_KINDS : event->kind;
	watch->says = watch->bold = false;
	watch->label = 0;
}

/* --- its text ---------------------------------------------------------------------------------- */

struct clip {
	const struct tape *tape;
	struct lead_in part;
	struct buf text; /* all of the part */
	size_t begin;    /* of the sentence in it */
	struct tape_writer out;
	struct tape_event open[DEPTH_MAX]; /* spans around the reader */
	size_t depth;
	size_t at;       /* of the reader, in the text */
	size_t left;     /* characters that there is room for */
	unsigned images; /* around the reader */
	bool begun, full;
};

/* Is it a span that is kept? What a directive becomes and where notes stand is known only on the page. */
static bool
is_kept(const struct tape_event *event)
{
	return event->is == TAPE_IS_SPAN && event->kind != TAPE_DIRECTIVE_SPAN &&
	        event->kind != TAPE_SPAN;
}

/* What an event adds to the text; empty for most. */
static struct str
words_of(const struct clip *clip, const struct tape_event *event)
{
	struct str text;
	switch (event->kind) {
	case TAPE_TEXT:
	case TAPE_TEXT_CODE:
	case TAPE_TEXT_MATH:
		text = tape_str(clip->tape, event->arg);
		return text.len > NEAR ? str_skip(text, text.len - NEAR) : text;
	case TAPE_ENTITY: return tape_str(clip->tape, event->arg);
	case TAPE_NEWLINE:
	case TAPE_BREAK:
	case TAPE_SPACES: return STR(" ");
	case TAPE_TH: return event->leave || event->at == clip->part.begin ? STR_EMPTY : STR(", ");
	default: return STR_EMPTY;
	}
}

/* The next event that is not of an image. */
static bool
next(struct clip *clip, struct tape_reader *reader, struct tape_event *event)
{
	while (tape_next(reader, event)) {
		if (event->kind == TAPE_IMAGE)
			clip->images += event->leave ? -1u : 1u;
		else if (clip->images == 0)
			return true;
	}
	return false;
}

/* Reads all of the part, and finds where its last sentence begins. */
static void
gather(struct clip *clip)
{
	struct tape_reader reader = tape_read(clip->tape, clip->part.begin, clip->part.end);
	struct tape_event event;
	buf_init(&clip->text, TEXT_MAX);
	while (next(clip, &reader, &event)) {
		struct str words = words_of(clip, &event);
		if (event.kind == TAPE_TH && clip->text.len == 0)
			clip->part.begin = event.at;
		else
			buf_put(&clip->text, words);
	}
	for (size_t i = 0; i < clip->text.len; i++) {
		if (clip->text.at[i] == '\n')
			clip->text.at[i] = ' ';
	}
	struct str text = str_trim(buf_view(&clip->text));
	struct str last = sentence_around(text, text.len ? text.len - 1 : 0, text.len);
	clip->begin = (size_t)(last.at - clip->text.at);
	clip->full = utf8_length(last) > clip->left;
}

/* --- its marks --------------------------------------------------------------------------------- */

/* Its views may lie in the other tape's pool, and its index is that of the other document. */
static void
enter(struct clip *clip, const struct tape_event *span)
{
	struct tape_event copy = *span;
	if (span->kind == TAPE_LINK) {
		tape_view(&clip->out, tape_str(clip->tape, span->arg + TAPE_LINK_HREF),
		        copy.arg + TAPE_LINK_HREF);
		tape_view(&clip->out, tape_str(clip->tape, span->arg + TAPE_LINK_TITLE),
		        copy.arg + TAPE_LINK_TITLE);
		clip->out.links = span->arg[TAPE_LINK_INDEX];
	} else if (span->kind == TAPE_ABBR) {
		tape_view(&clip->out, tape_str(clip->tape, span->arg), copy.arg);
	}
	tape_put(&clip->out, &copy);
}

static void
put_span(struct clip *clip, const struct tape_event *span)
{
	if (!span->leave) {
		if (clip->depth < DEPTH_MAX)
			clip->open[clip->depth] = *span;
		if (clip->depth++ < DEPTH_MAX && clip->begun)
			enter(clip, span);
	} else if (clip->depth && --clip->depth < DEPTH_MAX && clip->begun) {
		tape_leave(&clip->out, span->kind);
	}
}

static void
begin(struct clip *clip)
{
	clip->begun = true;
	for (size_t i = 0; i < clip->depth && i < DEPTH_MAX; i++)
		enter(clip, &clip->open[i]);
}

/* As much of it as there is room for, and then "…" behind a word. */
static bool
put_words(struct clip *clip, const struct tape_event *event, struct str words)
{
	bool literal = event->is == TAPE_IS_TEXT;
	size_t length = event->kind == TAPE_ENTITY ? 1 : utf8_length(words);
	if (length < clip->left || (length == clip->left && !clip->full)) {
		tape_text(&clip->out, literal ? event->kind : TAPE_TEXT, words);
		clip->left -= length;
		return true;
	}
	words = utf8_prefix(words, clip->left ? clip->left - 1 : 0);
	size_t space = str_rfind_char(words, ' ');
	if (literal && event->kind != TAPE_ENTITY)
		tape_text(&clip->out, event->kind,
		        str_slice(words, 0, space == STR_NONE ? words.len : space));
	tape_text(&clip->out, TAPE_TEXT, STR("…"));
	return false;
}

static bool
put(struct clip *clip, const struct tape_event *event)
{
	struct str words = words_of(clip, event);
	size_t skipped = clip->at < clip->begin ? clip->begin - clip->at : 0;
	if (is_kept(event))
		put_span(clip, event);
	clip->at += words.len;
	if (clip->at <= clip->begin || words.len == 0)
		return true;
	if (!clip->begun)
		begin(clip);
	return put_words(clip, event, str_skip(words, skipped));
}

static void
put_all(struct clip *clip)
{
	struct tape_reader reader = tape_read(clip->tape, clip->part.begin, clip->part.end);
	struct tape_event event;
	while (next(clip, &reader, &event) && put(clip, &event))
		continue;
	for (size_t i = clip->depth < DEPTH_MAX ? clip->depth : DEPTH_MAX; i > 0 && clip->begun;
	        i--)
		tape_leave(&clip->out, clip->open[i - 1].kind);
}

const struct markdown *
lead_in_of(const struct markdown *document, size_t remark, size_t max, struct arena *arena)
{
	struct clip clip = {
		.tape = document->tape, .part = document->remarks.at[remark].lead_in, .left = max
	};
	if (!clip.part.end)
		return NULL;
	gather(&clip);
	tape_begin(&clip.out, document->tape->source, TAPE_MAX);
	put_all(&clip);
	buf_free(&clip.text);
	if (tape_is_full(&clip.out) || !clip.begun) {
		tape_drop(&clip.out);
		return NULL;
	}
	struct tape *tape = tape_finish(&clip.out, arena);
	tape->html = document->tape->html;
	struct markdown *sentence = arena_new(arena, struct markdown);
	*sentence = (struct markdown){ .tape = tape, .links = document->links };
	return sentence;
}
