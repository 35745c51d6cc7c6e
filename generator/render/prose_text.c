/*
 * For a terminal. A text that comes from anywhere must not tell the terminal what to do, so control
 * characters are shown as U+FFFD.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "markdown/prose.h"
#include "render/prose_pen.h"

static void
put_text(struct prose_pen *pen, struct str text)
{
	text = utf8_clean(&pen->arena, text);
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_next(text, &at);
		bool control = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0);
		utf8_put(pen->out, control ? UTF8_REPLACEMENT : c);
	}
}

static const struct {
	struct str open, close;
} marks[2][3] = {
	{ { STR_INIT(""), STR_INIT("") }, { STR_INIT("[-"), STR_INIT("-]") },
	        { STR_INIT("{+"), STR_INIT("+}") } },
	{ { STR_INIT(""), STR_INIT("") }, { STR_INIT("\033[9;31m"), STR_INIT("\033[0m") },
	        { STR_INIT("\033[32m"), STR_INIT("\033[0m") } },
};

static void
put_marked(struct prose_pen *pen, enum diff_kind kind, struct str text)
{
	buf_put(pen->out, marks[pen->color][kind].open);
	put_text(pen, text);
	buf_put(pen->out, marks[pen->color][kind].close);
}

/* Where a paragraph was divided there is a sign that one sees between the marks. */
static void
put_prose(struct prose_pen *pen, enum diff_kind kind, struct str text)
{
	struct buf out;
	size_t at;
	buf_init(&out, SIZE_MAX);
	while ((at = str_find(text, STR("\n\n"))) != STR_NONE) {
		buf_put(&out, str_slice(text, 0, at));
		buf_lit(&out, "\u00b6\n");
		text = str_skip(text, at + 2);
	}
	buf_put(&out, text);
	put_marked(pen, kind, buf_view(&out));
	buf_free(&out);
}

static void
run(struct prose_pen *pen, enum diff_kind kind, struct str text)
{
	if (pen->spaced && text.len)
		buf_char(pen->out, ' ');
	pen->spaced = false;
	if (!pen->verbatim) {
		put_prose(pen, kind, text);
		return;
	}
	while (text.len) {
		put_marked(pen, kind, str_line(&text));
		buf_char(pen->out, '\n');
	}
}

static void
dim(struct prose_pen *pen, struct str text)
{
	if (pen->color)
		buf_lit(pen->out, "\033[2m");
	put_text(pen, text);
	if (pen->color)
		buf_lit(pen->out, "\033[0m");
}

/* An empty line between two blocks. */
static void
begin(struct prose_pen *pen)
{
	if (pen->begun)
		buf_char(pen->out, '\n');
	pen->begun = true;
}

static void
label(struct prose_pen *pen, struct str text)
{
	if (pen->spaced)
		buf_char(pen->out, ' ');
	dim(pen, str_format(&pen->arena, "(" STR_FMT ")", STR_ARG(text)));
	pen->spaced = true;
}

static void
open_block(
        struct prose_pen *pen, const struct prose_change *change, const struct prose_block *block)
{
	(void)change;
	begin(pen);
	pen->verbatim = prose_is_verbatim(block->kind);
	if (block->kind == PROSE_HEADING) {
		buf_repeat(pen->out, '#', block->level);
		buf_char(pen->out, ' ');
	} else if (block->kind == PROSE_ITEM) {
		buf_repeat(pen->out, ' ', 2 * (block->level - 1 < 20 ? block->level - 1 : 20));
		buf_lit(pen->out, "- ");
	} else if (block->kind == PROSE_QUOTE) {
		buf_lit(pen->out, "> ");
	}
	if (block->name.len && !pen->verbatim)
		label(pen, block->name);
}

static void
close_block(struct prose_pen *pen, const struct prose_block *block)
{
	if (!prose_is_verbatim(block->kind))
		buf_char(pen->out, '\n');
	pen->spaced = false;
	pen->verbatim = false;
}

static void
fold(struct prose_pen *pen, struct str text)
{
	begin(pen);
	dim(pen, text);
	buf_char(pen->out, '\n');
}

static void
gap(struct prose_pen *pen, struct str text)
{
	dim(pen, text);
	buf_char(pen->out, '\n');
}

static void
remark(struct prose_pen *pen, struct str text)
{
	begin(pen);
	put_text(pen, text);
	buf_char(pen->out, '\n');
}

/* Behind a block they stand at once below it. */
static void
open_facts(struct prose_pen *pen)
{
	pen->begun = true;
}

static void
open_fact(struct prose_pen *pen, struct str key)
{
	put_text(pen, key);
	buf_lit(pen->out, ": ");
}

static void
close_fact(struct prose_pen *pen)
{
	buf_char(pen->out, '\n');
}

static void
close_facts(struct prose_pen *pen)
{
	(void)pen;
}

const struct prose_pen_type prose_text_pen = {
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
