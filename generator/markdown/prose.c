/*
 * One walk over the tape. Open blocks lie on a stack; text that comes while no block of prose is
 * gathered begins one, whose kind the innermost of them decides, and every block that begins or ends
 * ends it:
 *
 *	UL LI P  "one" /P  CODE ... /CODE  P "more" /P  /LI /UL
 *	         ITEM      CODE            PARAGRAPH
 */
#include "markdown/prose.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/entity.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"
#include "markdown/prepare.h"
#include "markdown/tape.h"

enum { TEXT_MAX = 64 << 20 };

/* What a block holds, for those that are nothing but an image or an equation. */
enum { SAW_TEXT = 1, SAW_IMAGE = 2, SAW_MATH = 4 };

struct open_block {
	enum tape_kind kind;
	bool begun; /* it has text of its own already */
	enum tape_task task;
};

struct open_link {
	struct prose_link link;
	size_t begin, end; /* in the block's text */
};

struct walk {
	struct arena *arena;
	const struct markdown *document;
	struct prose *prose;
	array_of(struct open_block) open;
	unsigned lists, quotes;
	/* The block that is gathered, if any. */
	bool gathering;
	struct prose_block block;
	struct buf text;
	struct plain plain;
	unsigned saw, images, displays;
	unsigned cells;
	struct str attributes; /* of a directive */
	array_of(struct open_link) links;
	array_of(size_t) links_open; /* indices of those we are in */
};

static const struct {
	struct str word;
	bool verbatim;
} kinds[PROSE_KINDS] = {
#define PROSE(name, word, verbatim) [PROSE_##name] = { STR_INIT(word), verbatim },
#include "markdown/prose.def"
#undef PROSE
};

struct str
prose_kind_name(enum prose_kind kind)
{
	return kinds[kind].word;
}

bool
prose_is_verbatim(enum prose_kind kind)
{
	return kinds[kind].verbatim;
}

/* --- one block ----------------------------------------------------------------------------- */

static struct str
attributes_of(struct str list)
{
	return list.len >= 2 ? str_trim(str_slice(list, 1, list.len - 1)) : STR_EMPTY;
}

static void
begin_block(struct walk *walk, enum prose_kind kind, unsigned level, struct str name)
{
	buf_clear(&walk->text);
	walk->plain = plain_begin(&walk->text);
	walk->block = (struct prose_block){ .kind = kind, .level = level, .name = name };
	walk->gathering = true;
	walk->saw = 0;
	walk->links.len = 0;
	walk->links_open.len = 0;
}

/* Comments in raw HTML are for nobody who reads. */
static struct str
without_comments(struct arena *arena, struct str html)
{
	struct buf out;
	buf_init(&out, html.len + 1);
	while (html.len) {
		size_t at = str_find(html, STR("<!--"));
		buf_put(&out, str_slice(html, 0, at));
		if (at == STR_NONE)
			break;
		html = str_skip(html, at + 4);
		at = str_find(html, STR("-->"));
		html = at == STR_NONE ? STR_EMPTY : str_skip(html, at + 3);
	}
	struct str text = str_trim(buf_view(&out));
	text = text.len ? str_format(arena, STR_FMT "\n", STR_ARG(text)) : STR_EMPTY;
	buf_free(&out);
	return text;
}

static struct str
take_text(struct walk *walk)
{
	struct str text = buf_view(&walk->text);
	if (walk->block.kind == PROSE_HTML)
		return without_comments(walk->arena, text);
	if (walk->block.kind != PROSE_CODE)
		return plain_take(&walk->plain, walk->arena);
	if (text.len && !str_ends(text, STR("\n")))
		buf_char(&walk->text, '\n');
	return str_copy(walk->arena, buf_view(&walk->text));
}

static void
take_links(struct walk *walk)
{
	for (size_t i = 0; i < walk->links.len; i++) {
		struct open_link *open = &walk->links.at[i];
		open->link.text = str_trim(str_slice(walk->block.text, open->begin, open->end));
		*array_push(walk->arena, &walk->block.links) = open->link;
	}
}

static bool
is_kept(const struct prose_block *block)
{
	return block->text.len || block->kind == PROSE_CALLOUT || block->kind == PROSE_DIRECTIVE ||
	        block->kind == PROSE_CODE;
}

/* A word that is no text of the page, such as the box of a task. */
static void
put_word(struct walk *walk, struct str word)
{
	if (walk->plain.space && walk->text.len)
		buf_char(&walk->text, ' ');
	walk->plain.space = false;
	walk->plain.pieces += 2;
	buf_put(&walk->text, word);
}

static void
end_block(struct walk *walk)
{
	struct prose_block *block = &walk->block;
	if (!walk->gathering)
		return;
	walk->gathering = false;
	if (block->kind == PROSE_DIRECTIVE && walk->attributes.len) {
		walk->plain.space = true;
		put_word(walk, str_format(walk->arena, "(" STR_FMT ")", STR_ARG(walk->attributes)));
	}
	while (walk->links_open.len)
		walk->links.at[walk->links_open.at[--walk->links_open.len]].end = walk->text.len;
	block->text = take_text(walk);
	take_links(walk);
	if (block->kind == PROSE_PARAGRAPH && walk->saw == SAW_IMAGE) {
		block->kind = PROSE_IMAGE;
		if (!block->text.len)
			block->text = block->links.at[0].address;
	} else if (block->kind == PROSE_PARAGRAPH && walk->saw == SAW_MATH) {
		block->kind = PROSE_MATH;
	}
	if (is_kept(block))
		*array_push(walk->arena, &walk->prose->blocks) = *block;
}

/* --- where we are -------------------------------------------------------------------------- */

static struct open_block *
container(struct walk *walk)
{
	size_t i = walk->open.len;
	while (i && walk->open.at[i - 1].kind == TAPE_P)
		i--;
	return i ? &walk->open.at[i - 1] : NULL;
}

/* The first text of an item or note is the item; what follows is a paragraph in it. */
static enum prose_kind
first_or_paragraph(const struct open_block *in, enum prose_kind kind)
{
	return in->begun ? PROSE_PARAGRAPH : kind;
}

static enum prose_kind
kind_in(const struct open_block *in)
{
	switch (in ? in->kind : TAPE_P) {
	case TAPE_QUOTE: return PROSE_QUOTE;
	case TAPE_LI: return first_or_paragraph(in, PROSE_ITEM);
	case TAPE_NOTE: return first_or_paragraph(in, PROSE_NOTE);
	case TAPE_DD: return first_or_paragraph(in, PROSE_DEFINITION);
	case TAPE_DT: return PROSE_TERM;
	case TAPE_CAPTION:
	case TAPE_FIGURE_CAPTION: return PROSE_CAPTION;
	default: return PROSE_PARAGRAPH;
	}
}

/* Text comes: does a block begin with it? */
static void
begin_text(struct walk *walk)
{
	if (walk->gathering)
		return;
	struct open_block *in = container(walk);
	enum prose_kind kind = kind_in(in);
	unsigned level = kind == PROSE_ITEM ? walk->lists : kind == PROSE_QUOTE ? walk->quotes : 0;
	begin_block(walk, kind, level, STR_EMPTY);
	if (in && !in->begun && in->task)
		put_word(walk, in->task == TAPE_TASK_DONE ? STR("\u2611 ") : STR("\u2610 "));
	if (in)
		in->begun = true;
}

/* --- blocks -------------------------------------------------------------------------------- */

static struct str
lower(struct arena *arena, struct str text)
{
	char *copy = arena_array(arena, char, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		copy[i] = ascii_lower(text.at[i]);
	return str_of(copy, text.len);
}

static void
enter_cell(struct walk *walk)
{
	if (!walk->gathering)
		return;
	if (walk->cells++) {
		walk->plain.space = false;
		put_word(walk, STR(" | "));
	}
}

static void
enter_directive(struct walk *walk, uint32_t index)
{
	const struct markdown_directive *directive = &walk->document->directives.at[index];
	begin_block(walk, PROSE_DIRECTIVE, 0, directive->name);
	walk->attributes = attributes_of(directive->list);
}

static void
enter_block(struct walk *walk, const struct tape_event *event)
{
	struct str view = STR_EMPTY;
	bool named =
	        event->kind == TAPE_CODE || event->kind == TAPE_CALLOUT || event->kind == TAPE_FOLD;
	if (named)
		view = tape_str(walk->document->tape, event->arg);
	switch (event->kind) {
	case TAPE_H: begin_block(walk, PROSE_HEADING, event->arg[0], STR_EMPTY); break;
	case TAPE_CODE: begin_block(walk, PROSE_CODE, 0, str_trim(view)); break;
	case TAPE_HTML: begin_block(walk, PROSE_HTML, 0, STR_EMPTY); break;
	case TAPE_CALLOUT:
	case TAPE_FOLD: begin_block(walk, PROSE_CALLOUT, 0, lower(walk->arena, view)); break;
	case TAPE_DIRECTIVE: enter_directive(walk, event->arg[0]); break;
	case TAPE_TR:
		begin_block(walk, PROSE_ROW, 0, STR_EMPTY);
		walk->cells = 0;
		break;
	case TAPE_TH:
	case TAPE_TD: enter_cell(walk); break;
	case TAPE_UL:
	case TAPE_OL: walk->lists++; break;
	case TAPE_QUOTE: walk->quotes++; break;
	default: break;
	}
}

/* Cells are part of their row, and the label of a callout or directive is its own text. */
static bool
goes_on(const struct walk *walk, enum tape_kind kind)
{
	if (kind == TAPE_TD || kind == TAPE_TH)
		return true;
	return kind == TAPE_LABEL && walk->gathering &&
	        (walk->block.kind == PROSE_CALLOUT || walk->block.kind == PROSE_DIRECTIVE);
}

static void
add_block(struct walk *walk, const struct tape_event *event)
{
	if (event->leave ? event->kind != TAPE_TD && event->kind != TAPE_TH
	                 : !goes_on(walk, event->kind))
		end_block(walk);
	if (event->leave) {
		walk->lists -= event->kind == TAPE_UL || event->kind == TAPE_OL;
		walk->quotes -= event->kind == TAPE_QUOTE;
		walk->open.len--;
		return;
	}
	*array_push(walk->arena, &walk->open) = (struct open_block){
		.kind = event->kind,
		.task = event->kind == TAPE_LI ? event->arg[0] : TAPE_NO_TASK,
	};
	enter_block(walk, event);
}

/* --- inside a block ------------------------------------------------------------------------ */

static void
enter_link(struct walk *walk, struct str address, bool image)
{
	begin_text(walk);
	*array_push(walk->arena, &walk->links_open) = walk->links.len;
	*array_push(walk->arena, &walk->links) =
	        (struct open_link){ .link = { .address = address, .image = image },
		        .begin = walk->text.len };
}

static void
leave_link(struct walk *walk)
{
	if (walk->links_open.len) {
		size_t index = walk->links_open.at[--walk->links_open.len];
		walk->links.at[index].end = walk->text.len;
	}
}

static void
add_inline_directive(struct walk *walk, const struct tape_event *event)
{
	const struct markdown_directive *directive = &walk->document->directives.at[event->arg[0]];
	if (!event->leave) {
		enter_link(walk, attributes_of(directive->list), false);
		walk->saw |= SAW_TEXT;
		return;
	}
	if (walk->links_open.len &&
	        walk->links.at[walk->links_open.at[walk->links_open.len - 1]].begin ==
	                walk->text.len)
		put_word(walk, directive->name);
	leave_link(walk);
}

static void
add_span(struct walk *walk, const struct tape_event *event)
{
	const struct tape *tape = walk->document->tape;
	int step = event->leave ? -1 : 1;
	if (event->kind == TAPE_DIRECTIVE_SPAN) {
		add_inline_directive(walk, event);
		return;
	}
	if (event->kind == TAPE_MATH_DISPLAY)
		walk->displays += (unsigned)step;
	if (event->kind == TAPE_IMAGE)
		walk->images += (unsigned)step;
	if (event->kind != TAPE_LINK && event->kind != TAPE_IMAGE)
		return;
	if (event->leave) {
		leave_link(walk);
		return;
	}
	enter_link(walk, tape_str(tape, event->arg + TAPE_LINK_HREF), event->kind == TAPE_IMAGE);
	if (event->kind == TAPE_IMAGE)
		walk->saw |= SAW_IMAGE;
}

static void
add_verbatim(struct walk *walk, const struct tape_event *event)
{
	struct str text = STR_EMPTY;
	if (event->is == TAPE_IS_TEXT)
		text = tape_str(walk->document->tape, event->arg);
	if (event->kind == TAPE_NEWLINE)
		buf_char(&walk->text, '\n');
	else if (event->kind == TAPE_SPACES)
		buf_repeat(&walk->text, ' ', event->arg[0]);
	else if (event->kind != TAPE_ENTITY || !entity_decode(&walk->text, text))
		buf_put(&walk->text, text);
}

static void
add_text(struct walk *walk, const struct tape_event *event)
{
	const struct tape *tape = walk->document->tape;
	bool shows = event->is == TAPE_IS_TEXT && event->kind != TAPE_TEXT_HTML;
	if (event->kind == TAPE_HR) {
		end_block(walk);
		begin_block(walk, PROSE_RULE, 0, STR_EMPTY);
		put_word(walk, STR("* * *"));
		end_block(walk);
		return;
	}
	if (shows && str_trim(tape_str(tape, event->arg)).len) {
		begin_text(walk);
		if (!walk->images)
			walk->saw |= walk->displays ? SAW_MATH : SAW_TEXT;
	}
	if (walk->gathering && prose_is_verbatim(walk->block.kind))
		add_verbatim(walk, event);
	else if (walk->gathering)
		plain_add(&walk->plain, tape, event);
}

/* --- the whole ----------------------------------------------------------------------------- */

static void
walk_tape(struct walk *walk)
{
	struct tape_reader reader = tape_read(walk->document->tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		if (event.is == TAPE_IS_BLOCK)
			add_block(walk, &event);
		else if (event.is == TAPE_IS_SPAN)
			add_span(walk, &event);
		else if (event.kind != TAPE_ATTRIBUTES && event.kind != TAPE_MORE)
			add_text(walk, &event);
	}
	end_block(walk);
}

/* What cannot be parsed: each stretch of lines that are not empty. */
static void
read_as_written(struct arena *arena, struct str text, struct prose *out)
{
	for (struct str rest = text; rest.at;) {
		struct str line = str_trim(str_line(&rest));
		struct str first = line, last = line;
		while (line.len && rest.at) {
			last = line;
			line = str_trim(str_line(&rest));
		}
		if (line.len)
			last = line;
		if (first.len)
			*array_push(arena, &out->blocks) = (struct prose_block){
				.text = str_of(first.at, (size_t)(last.at - first.at) + last.len),
				.name = STR_EMPTY,
			};
	}
}

bool
prose_read(struct arena *arena, struct str text, const struct markdown_options *options,
        struct prose *out)
{
	struct diags unheard;
	struct str padded = prepare_padded(arena, text);
	struct markdown_source source = { .path = STR_EMPTY, .file = padded, .text = padded };
	diag_init(&unheard);
	padded = prepare_text(arena, &source, &unheard);
	source.file = source.text = padded;
	struct walk walk = { .arena = arena, .prose = out };
	walk.document = markdown_parse(arena, &source, options, &unheard);
	diag_free(&unheard);
	if (!walk.document) {
		read_as_written(arena, padded, out);
		return false;
	}
	buf_init(&walk.text, TEXT_MAX);
	walk_tape(&walk);
	buf_free(&walk.text);
	return true;
}
