/*
 * md4c calls back for each block, span and piece of text; each call becomes an event of the tape.
 *
 * The extensions are named one by one, because what a dialect of md4c contains changes with its
 * version. Bare addresses and tildes are left to autolink.c and marker.c: what md4c makes of them
 * changes as well, and versions before 0.5.1 may lose track of their own marks over them. Inside a
 * link's target 0.4.8 sees marks too, and closes spans that it never opened. So the recorder keeps
 * the open spans on a stack of its own and balances:
 *
 *	md4c says   EM  A  /EM  /A        on the tape   EM  LINK  /LINK  /EM
 *	md4c says   /EM                   nothing
 *	md4c says   A  A  /A  /A          LINK  /LINK
 *
 * Text that does not point into the source is either white space that stands for a line break or an
 * indentation, or an attribute that had to be put together.
 */
#include "markdown/tape_md4c.h"

#include <md4c.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/entity.h"
#include "markdown/code.h"
#include "markdown/dollar.h"
#include "markdown/indent.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum {
	OUTPUT_BASE = 16 << 20,
	OUTPUT_FACTOR = 64,
	TAG_BYTES = 8, /* what a tag adds to the output, roughly */
};

/* What the callbacks return to stop md4c. Only negative values stop every version of it. */
enum { STOP_LARGE = -2, STOP_DEEP = -3 };

/* On the stack of open spans: a link inside a link, of which nothing is on the tape. */
enum { SWALLOWED = 0x80 };

struct recorder {
	struct str text;
	struct dollar_view view; /* of the text, for md4c */
	const struct tape_md4c_options *options;
	struct tape_writer *out;
	size_t output, output_max;
	size_t seen; /* offset of the newest text */
	unsigned depth;
	bool in_cell;                    /* of a table */
	bool in_lines;                   /* of a listing or of a block of HTML, which keep theirs */
	size_t indent;                   /* columns before the line to come there */
	size_t line;                     /* where it begins, or an offset in it */
	bool at_begin;                   /* of a heading: tabs before its text are not part of it */
	size_t heading_at;               /* where the heading began */
	size_t mask;                     /* the next one to come */
	bool masked;                     /* it is what the heading stands for */
	struct buf spans;                /* a byte for each open span, its kind */
	uint32_t open_spans[TAPE_KINDS]; /* how many of each kind */

	/* Is the current block nothing but <!--more-->? */
	enum { MORE_NO, MORE_MAYBE, MORE_YES } more;
	size_t more_at; /* where the block began */
};

size_t
tape_md4c_output_max(size_t text_len)
{
	return OUTPUT_BASE + OUTPUT_FACTOR * text_len;
}

/* Adds to what the output will be; returns what a callback has to. */
static int
count_output(struct recorder *recorder, size_t bytes)
{
	recorder->output += bytes;
	if (recorder->output > recorder->output_max || tape_is_full(recorder->out) ||
	        recorder->spans.full)
		return STOP_LARGE;
	return 0;
}

/* --- spans --------------------------------------------------------------------------------- */

static void
push_span(struct recorder *recorder, enum tape_kind kind, unsigned swallowed)
{
	buf_char(&recorder->spans, (char)((unsigned)kind | swallowed));
	recorder->open_spans[kind]++;
}

static enum tape_kind
pop_span(struct recorder *recorder)
{
	uint8_t top = (uint8_t)recorder->spans.at[--recorder->spans.len];
	enum tape_kind kind = top & ~SWALLOWED;
	recorder->open_spans[kind]--;
	if (!(top & SWALLOWED))
		tape_leave(recorder->out, kind);
	return kind;
}

/* Ends the innermost span of a kind and those inside it, which should have ended before. */
static void
end_span(struct recorder *recorder, enum tape_kind kind)
{
	if (recorder->open_spans[kind] == 0)
		return;
	while (pop_span(recorder) != kind)
		continue;
}

static void
end_all_spans(struct recorder *recorder)
{
	while (recorder->spans.len)
		pop_span(recorder);
}

/* --- attributes ---------------------------------------------------------------------------- */

static void
decode_attribute(struct recorder *recorder, const MD_ATTRIBUTE *attribute, uint32_t view[2])
{
	struct buf *pool = &recorder->out->pool;
	size_t from = pool->len;
	for (unsigned i = 0; attribute->substr_offsets[i] < attribute->size; i++) {
		unsigned at = attribute->substr_offsets[i];
		struct str part =
		        str_of(attribute->text + at, attribute->substr_offsets[i + 1] - at);
		if (attribute->substr_types[i] == MD_TEXT_NULLCHAR)
			buf_lit(pool, "\xef\xbf\xbd");
		else if (attribute->substr_types[i] != MD_TEXT_ENTITY || !entity_decode(pool, part))
			dollar_show(&recorder->view, part, pool);
	}
	view[0] = (uint32_t)(recorder->text.len + from);
	view[1] = (uint32_t)(pool->len - from);
}

/*
 * The decoded text of an attribute as a view: of the source itself when there is nothing to decode.
 */
static void
read_attribute(struct recorder *recorder, const MD_ATTRIBUTE *attribute, uint32_t view[2])
{
	view[0] = view[1] = 0;
	if (!attribute->text || !attribute->size)
		return;
	recorder->output += attribute->size;
	bool plain = attribute->substr_types[0] == MD_TEXT_NORMAL &&
	        attribute->substr_offsets[1] == attribute->size;
	struct str text = dollar_source(&recorder->view, str_of(attribute->text, attribute->size));
	if (plain && (text.at != attribute->text || !recorder->view.hidden))
		tape_view(recorder->out, text, view);
	else
		decode_attribute(recorder, attribute, view);
}

/* --- <!--more--> --------------------------------------------------------------------------- */

static void
more_begin(struct recorder *recorder, enum tape_kind kind)
{
	bool possible = recorder->options->more && (kind == TAPE_HTML || kind == TAPE_P);
	recorder->more = possible ? MORE_MAYBE : MORE_NO;
	recorder->more_at = recorder->out->events.len;
}

static bool
is_more(struct str text)
{
	text = str_trim(text);
	if (!str_starts(text, STR("<!--")) || !str_ends(text, STR("-->")) || text.len < 7)
		return false;
	return str_eq_nocase(str_trim(str_slice(text, 4, text.len - 3)), STR("more"));
}

static void
more_text(struct recorder *recorder, struct str text)
{
	if (recorder->more == MORE_MAYBE && is_more(text))
		recorder->more = MORE_YES;
	else if (str_trim(text).len)
		recorder->more = MORE_NO;
}

/* At the end of a block: puts the mark in its place. False when it is an ordinary block. */
static bool
more_end(struct recorder *recorder)
{
	bool is = recorder->more == MORE_YES;
	recorder->more = MORE_NO;
	if (!is)
		return false;
	tape_rewind(recorder->out, recorder->more_at);
	tape_put(recorder->out, &(struct tape_event){ .kind = TAPE_MORE });
	return true;
}

/* --- masks --------------------------------------------------------------------------------- */

/* The text of a heading begins: is it a mask? */
static void
mask_text(struct recorder *recorder, struct str text)
{
	const struct tape_md4c_options *options = recorder->options;
	size_t at = (size_t)(text.at - recorder->text.at);
	while (recorder->mask < options->mask_count && options->masks[recorder->mask] < at)
		recorder->mask++;
	recorder->masked =
	        recorder->mask < options->mask_count && options->masks[recorder->mask] == at;
}

/* At the end of a heading: puts the mask in its place. False when it is an ordinary one. */
static bool
mask_end(struct recorder *recorder)
{
	if (!recorder->masked)
		return false;
	recorder->masked = false;
	tape_rewind(recorder->out, recorder->heading_at);
	recorder->out->headings--;
	struct tape_event event = { .kind = TAPE_MASK };
	event.arg[0] = (uint32_t)recorder->mask++;
	tape_put(recorder->out, &event);
	return true;
}

/* --- blocks -------------------------------------------------------------------------------- */

/* The fence that ends a listing does not begin the next one. */
static void
skip_fence(struct recorder *recorder, char fence)
{
	if (fence && indent_is_fence(recorder->text, recorder->line, fence))
		recorder->line = indent_next_line(recorder->text, recorder->line);
}

/* The kind of a block, or TAPE_KINDS for one we do not know. */
static enum tape_kind
block_kind(MD_BLOCKTYPE type)
{
	switch (type) {
	case MD_BLOCK_QUOTE: return TAPE_QUOTE;
	case MD_BLOCK_UL: return TAPE_UL;
	case MD_BLOCK_OL: return TAPE_OL;
	case MD_BLOCK_LI: return TAPE_LI;
	case MD_BLOCK_HR: return TAPE_HR;
	case MD_BLOCK_H: return TAPE_H;
	case MD_BLOCK_CODE: return TAPE_CODE;
	case MD_BLOCK_HTML: return TAPE_HTML;
	case MD_BLOCK_P: return TAPE_P;
	case MD_BLOCK_TABLE: return TAPE_TABLE;
	case MD_BLOCK_THEAD: return TAPE_THEAD;
	case MD_BLOCK_TBODY: return TAPE_TBODY;
	case MD_BLOCK_TR: return TAPE_TR;
	case MD_BLOCK_TH: return TAPE_TH;
	case MD_BLOCK_TD: return TAPE_TD;
	default: return TAPE_KINDS;
	}
}

static enum tape_align
cell_align(const MD_BLOCK_TD_DETAIL *detail)
{
	switch (detail->align) {
	case MD_ALIGN_LEFT: return TAPE_ALIGN_LEFT;
	case MD_ALIGN_CENTER: return TAPE_ALIGN_CENTER;
	case MD_ALIGN_RIGHT: return TAPE_ALIGN_RIGHT;
	default: return TAPE_ALIGN_NONE;
	}
}

static void
list_operands(const MD_BLOCK_OL_DETAIL *detail, struct tape_event *event)
{
	event->arg[0] = detail->is_tight != 0;
	event->arg[1] = detail->start;
}

static void
item_operands(const MD_BLOCK_LI_DETAIL *detail, struct tape_event *event)
{
	if (detail->is_task)
		event->arg[0] = detail->task_mark == ' ' ? TAPE_TASK_OPEN : TAPE_TASK_DONE;
}

/* What md4c has decoded is read again where it stands, since a quote that was escaped ends no value. */
static void
code_operands(
        struct recorder *recorder, const MD_BLOCK_CODE_DETAIL *detail, struct tape_event *event)
{
	struct str text = recorder->text, info = str_of(detail->info.text, detail->info.size);
	struct buf *pool = &recorder->out->pool;
	read_attribute(recorder, &detail->info, event->arg);
	if (!detail->fence_char)
		return;
	size_t line = indent_find_fence(text, recorder->line, detail->fence_char), from = pool->len;
	struct str raw = indent_fence_info(text, line, detail->fence_char);
	recorder->line = indent_next_line(text, line);
	event->arg[TAPE_CODE_FENCE] = (uint32_t)line + 1;
	if (event->arg[0] >= text.len && code_restore(raw, info, pool)) {
		event->arg[0] = (uint32_t)(text.len + from);
		event->arg[1] = (uint32_t)(pool->len - from);
	}
}

static void
block_operands(struct recorder *recorder, const void *detail, struct tape_event *event)
{
	switch (event->kind) {
	case TAPE_UL: event->arg[0] = ((const MD_BLOCK_UL_DETAIL *)detail)->is_tight != 0; break;
	case TAPE_OL: list_operands(detail, event); break;
	case TAPE_LI: item_operands(detail, event); break;
	case TAPE_H: event->arg[0] = ((const MD_BLOCK_H_DETAIL *)detail)->level; break;
	case TAPE_TABLE: event->arg[0] = ((const MD_BLOCK_TABLE_DETAIL *)detail)->col_count; break;
	case TAPE_TH:
	case TAPE_TD: event->arg[0] = cell_align(detail); break;
	case TAPE_CODE: code_operands(recorder, detail, event); break;
	default: break;
	}
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct recorder *recorder = context;
	struct tape_event event = { .kind = block_kind(type) };
	end_all_spans(recorder);
	if (event.kind == TAPE_KINDS)
		return 0;
	if (event.kind == TAPE_QUOTE || event.kind == TAPE_LI) {
		if (++recorder->depth > TAPE_MD4C_DEPTH_MAX)
			return STOP_DEEP;
	}
	more_begin(recorder, event.kind);
	recorder->at_begin = event.kind == TAPE_H;
	recorder->heading_at = recorder->out->events.len;
	recorder->in_cell = event.kind == TAPE_TH || event.kind == TAPE_TD;
	recorder->in_lines = event.kind == TAPE_CODE || event.kind == TAPE_HTML;
	block_operands(recorder, detail, &event);
	tape_put(recorder->out, &event);
	return count_output(recorder, TAG_BYTES);
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct recorder *recorder = context;
	enum tape_kind kind = block_kind(type);
	end_all_spans(recorder);
	if (kind == TAPE_CODE)
		skip_fence(recorder, ((const MD_BLOCK_CODE_DETAIL *)detail)->fence_char);
	if (kind == TAPE_KINDS || kind == TAPE_HR)
		return 0;
	if (kind == TAPE_QUOTE || kind == TAPE_LI)
		recorder->depth--;
	if (kind == TAPE_H || kind == TAPE_P)
		tape_trim(recorder->out);
	if (!more_end(recorder) && !(kind == TAPE_H && mask_end(recorder)))
		tape_leave(recorder->out, kind);
	return count_output(recorder, TAG_BYTES);
}

/* --- spans --------------------------------------------------------------------------------- */

static enum tape_kind
span_kind(MD_SPANTYPE type)
{
	switch (type) {
	case MD_SPAN_EM: return TAPE_EM;
	case MD_SPAN_STRONG: return TAPE_STRONG;
	case MD_SPAN_A: return TAPE_LINK;
	case MD_SPAN_IMG: return TAPE_IMAGE;
	case MD_SPAN_CODE: return TAPE_CODE_SPAN;
	case MD_SPAN_LATEXMATH: return TAPE_MATH;
	case MD_SPAN_LATEXMATH_DISPLAY: return TAPE_MATH_DISPLAY;
	default: return TAPE_KINDS;
	}
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct recorder *recorder = context;
	struct tape_event event = { .kind = span_kind(type) };
	recorder->more = MORE_NO;
	if (event.kind == TAPE_KINDS)
		return 0;
	if (event.kind == TAPE_LINK && recorder->open_spans[TAPE_LINK]) {
		push_span(recorder, TAPE_LINK, SWALLOWED);
		return count_output(recorder, 0);
	}
	if (event.kind == TAPE_LINK) {
		const MD_SPAN_A_DETAIL *link = detail;
		read_attribute(recorder, &link->href, event.arg + TAPE_LINK_HREF);
		read_attribute(recorder, &link->title, event.arg + TAPE_LINK_TITLE);
	} else if (event.kind == TAPE_IMAGE) {
		const MD_SPAN_IMG_DETAIL *image = detail;
		read_attribute(recorder, &image->src, event.arg + TAPE_LINK_HREF);
		read_attribute(recorder, &image->title, event.arg + TAPE_LINK_TITLE);
	}
	push_span(recorder, event.kind, 0);
	tape_put(recorder->out, &event);
	return count_output(recorder, TAG_BYTES);
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct recorder *recorder = context;
	enum tape_kind kind = span_kind(type);
	(void)detail;
	if (kind != TAPE_KINDS)
		end_span(recorder, kind);
	return count_output(recorder, TAG_BYTES);
}

/* --- text ---------------------------------------------------------------------------------- */

static enum tape_kind
text_kind(MD_TEXTTYPE type)
{
	switch (type) {
	case MD_TEXT_ENTITY: return TAPE_ENTITY;
	case MD_TEXT_CODE: return TAPE_TEXT_CODE;
	case MD_TEXT_HTML: return TAPE_TEXT_HTML;
	case MD_TEXT_LATEXMATH: return TAPE_TEXT_MATH;
	default: return TAPE_TEXT;
	}
}

static bool
is_in_source(const struct recorder *recorder, struct str s)
{
	uintptr_t begin = (uintptr_t)recorder->text.at, at = (uintptr_t)s.at;
	return at >= begin && at - begin < recorder->text.len;
}

static bool
is_spaces(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.at[i] != ' ')
			return false;
	}
	return true;
}

/* md4c says how many columns a line is indented; what they are made of ends at an offset. */
static void
put_indent(struct recorder *recorder, enum tape_kind kind, size_t end)
{
	if (recorder->indent == 0)
		return;
	struct indent indent = indent_before(recorder->text, end, recorder->indent);
	recorder->indent = 0;
	if (indent.spaces)
		tape_spaces(recorder->out, kind, indent.spaces);
	if (indent.blanks.len)
		tape_text(recorder->out, kind, indent.blanks);
}

/* A line of a listing or of HTML ends, which may be nothing but its indentation. */
static void
end_line(struct recorder *recorder, enum tape_kind kind)
{
	put_indent(recorder, kind, indent_line_end(recorder->text, recorder->line));
	tape_newline(recorder->out, kind);
	recorder->line = indent_next_line(recorder->text, recorder->line);
}

/* Text that md4c made: an indentation, a line break in code or HTML, the space of a break. */
static void
made_text(struct recorder *recorder, enum tape_kind kind, struct str s)
{
	if (str_is(s, "\n") && recorder->in_lines) {
		end_line(recorder, kind);
	} else if (str_is(s, "\n")) {
		tape_newline(recorder->out, kind);
	} else if (is_spaces(s) && recorder->in_lines) {
		recorder->indent += s.len;
	} else if (is_spaces(s)) {
		tape_spaces(recorder->out, kind, s.len);
	} else {
		tape_text(recorder->out, kind, s);
	}
}

/* Text of the source. md4c 0.5.3 forgets a line break in code behind which the line had spaces. */
static void
source_text(struct recorder *recorder, enum tape_kind kind, struct str s)
{
	size_t at = (size_t)(s.at - recorder->text.at);
	recorder->seen = recorder->line = at;
	size_t end = kind == TAPE_TEXT_CODE ? tape_text_end(recorder->out, kind) : SIZE_MAX;
	if (recorder->indent)
		put_indent(recorder, kind, at);
	else if (end < at && memchr(recorder->text.at + end, '\n', at - end))
		made_text(recorder, kind, STR(" "));
	tape_text(recorder->out, kind, s);
}

/*
 * In a cell "\|" is a bar, also in code and formulas, where a backslash is one otherwise. md4c leaves
 * both there.
 */
static void
cell_code(struct recorder *recorder, enum tape_kind kind, struct str s)
{
	for (size_t at; (at = str_find(s, STR("\\|"))) != STR_NONE; s = str_skip(s, at + 1)) {
		if (at > 0)
			source_text(recorder, kind, str_slice(s, 0, at));
	}
	source_text(recorder, kind, s);
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *at, MD_SIZE size, void *context)
{
	struct recorder *recorder = context;
	struct str s = dollar_source(&recorder->view, str_of(at, size));
	enum tape_kind kind = text_kind(type);
	if (type == MD_TEXT_NORMAL && recorder->more == MORE_NO && !recorder->at_begin && s.len &&
	        is_in_source(recorder, s)) {
		source_text(recorder, TAPE_TEXT, s);
		return count_output(recorder, size);
	}
	if (recorder->more != MORE_NO)
		more_text(recorder, s);
	while (recorder->at_begin && s.len && s.at[0] == '\t')
		s = str_skip(s, 1);
	if (recorder->at_begin && recorder->options->mask_count && is_in_source(recorder, s))
		mask_text(recorder, s);
	recorder->at_begin = false;
	if (s.len == 0)
		return count_output(recorder, 0);
	if (type == MD_TEXT_BR || (type == MD_TEXT_SOFTBR && recorder->options->hard_wraps)) {
		tape_put(recorder->out, &(struct tape_event){ .kind = TAPE_BREAK });
	} else if (type == MD_TEXT_SOFTBR) {
		tape_newline(recorder->out, TAPE_TEXT);
	} else if (type == MD_TEXT_NULLCHAR) {
		tape_text(recorder->out, TAPE_TEXT, STR("\xef\xbf\xbd"));
	} else if ((kind == TAPE_TEXT_CODE || kind == TAPE_TEXT_MATH) && recorder->in_cell &&
	        is_in_source(recorder, s)) {
		cell_code(recorder, kind, s);
	} else if (is_in_source(recorder, s)) {
		source_text(recorder, kind, s);
	} else {
		made_text(recorder, kind, s);
	}
	return count_output(recorder, size);
}

/* --- parsing ------------------------------------------------------------------------------- */

static unsigned
flags_for(const struct tape_md4c_options *options)
{
	unsigned flags = 0;
	if (options->extensions)
		flags |= MD_FLAG_TABLES | MD_FLAG_TASKLISTS;
	if (options->math)
		flags |= MD_FLAG_LATEXMATHSPANS;
	if (!options->html)
		flags |= MD_FLAG_NOHTMLBLOCKS | MD_FLAG_NOHTMLSPANS;
	return flags;
}

enum tape_md4c_result
tape_md4c_record(struct str source, const struct tape_md4c_options *options,
        struct tape_writer *out, size_t *stopped)
{
	struct recorder recorder = {
		.text = source,
		.options = options,
		.out = out,
		.output_max = tape_md4c_output_max(source.len),
	};
	MD_PARSER parser = {
		.flags = flags_for(options),
		.enter_block = enter_block,
		.leave_block = leave_block,
		.enter_span = enter_span,
		.leave_span = leave_span,
		.text = text,
	};
	buf_init(&recorder.spans, recorder.output_max);
	dollar_begin(&recorder.view, source, options->math);
	int status = md_parse(recorder.view.parsed.at, (MD_SIZE)source.len, &parser, &recorder);
	buf_free(&recorder.spans);
	dollar_end(&recorder.view);
	*stopped = recorder.seen;
	switch (status) {
	case 0: return TAPE_MD4C_DONE;
	case STOP_LARGE: return TAPE_MD4C_TOO_LARGE;
	case STOP_DEEP: return TAPE_MD4C_TOO_DEEP;
	default: return TAPE_MD4C_NO_MEMORY;
	}
}
