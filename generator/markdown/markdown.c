/*
 * The steps of a parse, in order:
 *
 *	prepare      one clean text: UTF-8, LF, no NUL, zeroes behind it
 *	split        footnotes out of the text, to its begin
 *	prescan      refuse what would keep the parser busy for ever
 *	record       md4c to tape, with lines of directives masked, until each mask stands for a block;
 *	             once more where it missed a table or saw one that is none
 *	notes        footnotes and references to them, numbered
 *	nest         masks to directives, before passes read what is in these
 *	passes       tape to tape, one per feature (rewrite.c); what moves text comes last
 *	freeze       the tape in its exact size, in the arena
 *	watch        one walk that fills headings, links, summary, counts
 *
 * A feature that changes what stands there is a further pass; one that only looks is a further
 * watch.
 */
#include "markdown/markdown.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "markdown/delimiter_row.h"
#include "markdown/dialect.h"
#include "markdown/directive.h"
#include "markdown/emit.h"
#include "markdown/footnote.h"
#include "markdown/footnote_slip.h"
#include "markdown/heading.h"
#include "markdown/link.h"
#include "markdown/mask.h"
#include "markdown/nest.h"
#include "markdown/origin.h"
#include "markdown/plain.h"
#include "markdown/position.h"
#include "markdown/prepare.h"
#include "markdown/prescan.h"
#include "markdown/remark.h"
#include "markdown/rewrite.h"
#include "markdown/sentence.h"
#include "markdown/summary.h"
#include "markdown/surplus.h"
#include "markdown/tape.h"
#include "markdown/tape_md4c.h"
#include "markdown/tape_write.h"

enum {
	MASK_TRIES = 4,
	HEADINGS_MAX = 500000, /* each takes some hundred bytes */
	MASK_TEXT = 2,         /* "# " before the offset of a mask */
	WORDS_PER_MINUTE = 230,
	IDEOGRAPHS_PER_MINUTE = 500,
	PLAIN_MAX = 64 << 20,
};

struct parse {
	struct arena *arena;
	const struct markdown_source *source;
	const struct markdown_options *options;
	struct diags *diags;
	struct origin_text prepared;
	struct str unmasked; /* the same with the lines of directives, which refer to it */
	struct footnotes notes;
	struct directives directives;
	const size_t *masks; /* where they stand in the prepared text */
	struct heading_ids ids;
	struct tape_writer spare; /* of a tape that is not needed any more */
};

/* --- places -------------------------------------------------------------------------------- */

/* Lines of the file before the text. */
static uint32_t
lines_before(const struct markdown_source *source)
{
	size_t before = (size_t)(source->text.at - source->file.at);
	if (before > source->file.len)
		return 0;
	struct position position = position_begin(&(struct origin_text){ source->file, NULL }, 0);
	position_move(&position, before);
	return position.line;
}

/*
 * The place of an offset in the prepared text, which has the lines of the file but not always its
 * offsets.
 */
static struct place
place_of(const struct parse *parse, size_t offset)
{
	struct position position =
	        position_begin(&parse->prepared, lines_before(parse->source) + 1);
	position_move(&position, offset);
	return (struct place){ parse->source->path, position.line, position.column, 1 };
}

/* --- recording ----------------------------------------------------------------------------- */

static bool
refuse(const struct parse *parse, size_t at, const char *problem, const char *help)
{
	diag_error(parse->diags, place_of(parse, at), parse->source->file, "%s", problem);
	diag_help(parse->diags, "%s", help);
	return false;
}

static bool
refuse_size(const struct parse *parse, size_t at)
{
	return refuse(parse, at, "the page becomes too large here",
	        "at most 16 MiB and 64 times the length of the text are written; look for a table "
	        "with many empty cells or a long link used often");
}

static bool
refuse_headings(const struct parse *parse)
{
	return refuse(parse, 0, "there are too many headings",
	        "a page may have half a million; split it into several pages");
}

static bool
refuse_count(const struct parse *parse)
{
	return refuse(parse, 0, "there are too many directives and definitions",
	        "a page may have half a million; split it into several pages");
}

static bool
record(struct parse *parse, struct tape_writer *writer)
{
	const struct markdown_options *options = parse->options;
	if (parse->prepared.text.len > PRESCAN_TEXT_MAX &&
	        parse->source->text.len <= PRESCAN_TEXT_MAX)
		return refuse(parse, 0, "the text becomes longer than 16 MiB",
		        "marks for its footnotes and directives count; split it into several pages");
	struct prescan prescan = prescan_check(parse->prepared.text);
	if (prescan.problem)
		return refuse(parse, prescan.at, prescan.problem, prescan.help);
	parse->masks = mask_offsets(parse->arena, &parse->directives, parse->prepared.text);
	struct tape_md4c_options how = {
		.extensions = !options->commonmark,
		.html = options->html != MARKDOWN_HTML_ESCAPE,
		.math = options->math && !options->commonmark,
		.hard_wraps = options->hard_wraps && !options->commonmark,
		.more = !options->commonmark,
		.masks = parse->masks,
		.mask_count = parse->directives.lines.len,
	};
	size_t stopped = 0;
	switch (tape_md4c_record(parse->prepared.text, &how, writer, &stopped)) {
	case TAPE_MD4C_DONE: return writer->headings <= HEADINGS_MAX || refuse_headings(parse);
	case TAPE_MD4C_TOO_LARGE: return refuse_size(parse, stopped);
	case TAPE_MD4C_TOO_DEEP:
		return refuse(parse, prescan.widest, "block quotes and lists are nested too deeply",
		        "at most 100 levels are read");
	default: return refuse(parse, 0, "not enough memory for this page", "make it smaller");
	}
}

static void
record_again(const struct parse *parse, struct tape_writer *writer)
{
	tape_drop(writer);
	tape_begin(writer, parse->prepared.text, tape_md4c_output_max(parse->prepared.text.len));
}

/* Records with the lines of directives masked, until only those are that stand for a block. */
static bool
record_masked(struct parse *parse, struct tape_writer *writer)
{
	struct origin_text unmasked = parse->prepared;
	parse->unmasked = unmasked.text;
	for (unsigned tries = 0;; tries++) {
		bool masked = !parse->options->commonmark && tries < MASK_TRIES &&
		        mask_lines(parse->arena, &unmasked, &parse->directives, &parse->prepared);
		if (parse->directives.too_many)
			return refuse_count(parse);
		if (!masked) {
			parse->prepared = unmasked;
			parse->directives.lines.len = 0;
		}
		record_again(parse, writer);
		if (!record(parse, writer))
			return false;
		struct tape tape = tape_so_far(writer);
		if (!masked || mask_confirm(parse->arena, &parse->directives, &tape))
			return true;
	}
}

static void
warn_of_rows(const struct parse *parse, const struct delimiter_rows *rows)
{
	struct position position =
	        position_begin(&parse->prepared, lines_before(parse->source) + 1);
	for (size_t i = 0; i < rows->len; i++) {
		const struct delimiter_row *row = &rows->at[i];
		position_move(&position, row->at);
		struct place place = { parse->source->path, position.line, position.column, 1 };
		diag_warning(parse->diags, place, parse->source->file,
		        row->names
		                ? "this is no table: the row of dashes has %zu cell%s, the one "
		                  "above it %zu"
		                : "this is no table: no row of names stands above the row of dashes",
		        row->cells, row->cells == 1 ? "" : "s", row->names);
	}
}

static void
warn_of_cells(const struct parse *parse, const struct surplus *cells)
{
	struct position position =
	        position_begin(&parse->prepared, lines_before(parse->source) + 1);
	for (size_t i = 0; i < cells->list.len; i++) {
		const struct surplus_cell *cell = &cells->list.at[i];
		position_move(&position, cell->at);
		struct place place = { parse->source->path, position.line, position.column, 1 };
		diag_warning(parse->diags, place, parse->source->file,
		        "the table has %u column%s, so this cell is not shown",
		        (unsigned)cell->columns, cell->columns == 1 ? "" : "s");
		diag_help(parse->diags,
		        "a column more needs a cell in the first two rows too; write \"\\|\" for a bar "
		        "that is text");
	}
}

static bool
record_text(struct parse *parse, const struct buf *text, struct tape_writer *writer)
{
	parse->prepared.text = prepare_padded(parse->arena, buf_view(text));
	record_again(parse, writer);
	return record(parse, writer);
}

/* Of these rows each has an empty line before it now, and the masks behind them move down. */
static void
move_masks(struct parse *parse, const struct delimiter_rows *rows, struct str before)
{
	size_t at = 0, row = 0, line = 0;
	for (size_t i = 0; i < parse->directives.lines.len; i++) {
		uint32_t *mask = &parse->directives.lines.at[i].mask;
		for (; line < *mask; line++)
			at += str_find_char(str_skip(before, at), '\n') + 1;
		while (row < rows->len && rows->at[row].above < at)
			row++;
		*mask += (uint32_t)row;
	}
}

/* Records anew when there are tables right below paragraphs. */
static bool
record_below(struct parse *parse, struct tape_writer *writer)
{
	struct tape tape = tape_so_far(writer);
	struct delimiter_rows rows = { NULL, 0, 0 }, wrong = rows;
	bool below = delimiter_row_below(parse->arena, &tape, &rows, &wrong);
	warn_of_rows(parse, &wrong);
	if (!below)
		return true;
	struct str before = parse->prepared.text;
	parse->prepared = delimiter_row_part(parse->arena, &parse->prepared, &rows);
	move_masks(parse, &rows, before);
	record_again(parse, writer);
	return record(parse, writer);
}

/* Records anew when there are tables that this md4c does not take for such, or others that are none. */
static bool
record_tables(struct parse *parse, struct tape_writer *writer)
{
	struct delimiter_rows wrong = { NULL, 0, 0 };
	struct buf text;
	if (parse->options->commonmark)
		return true;
	if (!record_below(parse, writer))
		return false;
	struct tape tape = tape_so_far(writer);
	buf_init(&text, 3 * parse->prepared.text.len + PREPARE_PADDING);
	bool again = delimiter_row_widen(parse->arena, &tape, &text, &wrong);
	warn_of_rows(parse, &wrong);
	bool good = !again || record_text(parse, &text, writer);
	tape = tape_so_far(writer);
	wrong.len = 0;
	buf_clear(&text);
	if (good && delimiter_row_check(parse->arena, &tape, &wrong)) {
		warn_of_rows(parse, &wrong);
		delimiter_row_break(tape.source, &wrong, &text);
		good = record_text(parse, &text, writer);
	}
	buf_free(&text);
	tape = tape_so_far(writer);
	struct surplus cells = surplus_find(parse->arena, &tape);
	if (good)
		warn_of_cells(parse, &cells);
	return good;
}

/* --- copying ------------------------------------------------------------------------------- */

/* A writer for what becomes of a tape. */
static struct tape_writer *
begin_copy(struct parse *parse, const struct tape *tape)
{
	tape_begin_copy(&parse->spare, tape, tape_md4c_output_max(parse->prepared.text.len));
	return &parse->spare;
}

/* --- footnotes ----------------------------------------------------------------------------- */

static void
split_notes(struct parse *parse)
{
	struct origin_text split;
	if (!parse->options->commonmark &&
	        footnote_split(parse->arena, &parse->prepared, &split, &parse->notes))
		parse->prepared = split;
}

static void
place_notes(struct parse *parse, struct tape_writer *writer)
{
	struct footnotes *notes = &parse->notes;
	if (notes->list.len == 0)
		return;
	struct tape tape = tape_so_far(writer);
	footnote_pass(parse->arena, &tape, notes, begin_copy(parse, &tape));
	tape_swap(writer, &parse->spare);
	const struct footnote_slip slip = { parse->arena, parse->source, parse->prepared,
		lines_before(parse->source) + 1, parse->diags };
	footnote_slip_tell(&slip, notes);
}

/* --- directives ---------------------------------------------------------------------------- */

/* Where they stand in the file. */
static void
place_directives(const struct parse *parse)
{
	const struct directives *directives = &parse->directives;
	struct position position =
	        position_begin(&parse->prepared, lines_before(parse->source) + 1);
	for (size_t i = 0; i < directives->lines.len; i++) {
		struct directive_line *line = &directives->lines.at[i];
		position_move(&position, parse->masks[i] - MASK_TEXT);
		line->file_line = position.line;
		line->file_column = position.column;
	}
}

static void
refuse_line(const struct parse *parse, const struct directive_line *line, const char *problem,
        const char *help)
{
	struct place place = { parse->source->path, line->file_line, line->file_column,
		line->colons };
	diag_error(parse->diags, place, parse->source->file, "%s", problem);
	diag_help(parse->diags, "%s", help);
}

/* Containers without an end, and ends without one, but those of lines that slip.c tells of. */
static void
check_directives(const struct parse *parse)
{
	uint32_t told = 0;
	for (size_t i = 0; i < parse->directives.lines.len; i++) {
		const struct directive_line *line = &parse->directives.lines.at[i];
		if (line->is_open && line->kind == DIRECTIVE_END && line->slips > told)
			told++;
		else if (line->is_open && line->kind == DIRECTIVE_END)
			refuse_line(parse, line, "no directive is open that this line could end",
			        "a container begins with \":::name\" and ends in the quote or list item "
			        "it began in; write \"\\:::\" for the colons themselves");
		else if (line->is_open && line->kind == DIRECTIVE_CONTAINER)
			refuse_line(parse, line, "this directive is not closed",
			        "end it with a line of as many colons, in the same quote or list "
			        "item; one that holds others begins with more colons than they do");
	}
}

static bool
nest_directives(struct parse *parse, struct tape_writer *writer)
{
	if (parse->directives.lines.len == 0)
		return true;
	place_directives(parse);
	struct tape tape = tape_so_far(writer);
	nest_pass(parse->arena, &tape, &parse->directives, begin_copy(parse, &tape));
	tape_swap(writer, &parse->spare);
	if (parse->directives.too_deep)
		refuse_line(parse, parse->directives.too_deep, "directives are nested too deeply",
		        "at most 100 levels are read");
	else
		check_directives(parse);
	return !parse->directives.too_deep;
}

/* Ids stand once on a page. Those of headings and the like have been taken before. */
static void
take_ids(struct parse *parse)
{
	for (size_t i = 0; i < parse->directives.list.len; i++) {
		struct markdown_directive *directive = &parse->directives.list.at[i];
		struct str id = directive_take_id(parse->arena, &parse->ids, directive);
		if (id.len == 0)
			continue;
		struct place place = { parse->source->path, directive->line, directive->column, 1 };
		diag_warning(parse->diags, place, parse->source->file,
		        "the id \"" STR_FMT "\" is given twice", STR_ARG(id));
		diag_help(parse->diags, "an id stands once on a page: choose another one");
	}
}

static void
keep_directives(const struct parse *parse, struct markdown *document)
{
	document->directives.at = parse->directives.list.at;
	document->directives.len = document->directives.cap = parse->directives.list.len;
	for (size_t i = 0; i < document->directives.len; i++) {
		struct markdown_directive *directive = &document->directives.at[i];
		bool is_line = directive->kind != MARKDOWN_DIRECTIVE_TEXT;
		directive_add_addresses(parse->arena, document, directive,
		        is_line ? parse->unmasked : document->tape->source);
	}
}

/* --- passes -------------------------------------------------------------------------------- */

static bool
run_passes(struct parse *parse, struct tape_writer *writer)
{
	struct position position =
	        position_begin(&parse->prepared, lines_before(parse->source) + 1);
	const struct rewrite rewrite = {
		.options = parse->options,
		.arena = parse->arena,
		.directives = &parse->directives,
		.ids = &parse->ids,
		.position = &position,
		.file = parse->source,
		.diags = parse->diags,
	};
	if (!parse->options->commonmark)
		rewrite_run(&rewrite, writer, &parse->spare,
		        tape_md4c_output_max(parse->prepared.text.len));
	if (parse->directives.too_many)
		return refuse_count(parse);
	return !tape_is_full(writer) || refuse_size(parse, 0);
}

/* --- watching ------------------------------------------------------------------------------ */

/* Words in text and code spans count; a listing is looked at rather than read. */
static void
count_words(const struct tape *tape, const struct tape_event *event, struct markdown *document)
{
	if (event->kind != TAPE_TEXT && event->kind != TAPE_TEXT_CODE)
		return;
	size_t words = 0, ideographs = 0;
	utf8_count_words(tape_str(tape, event->arg), &words, &ideographs);
	document->words += (uint32_t)words;
	document->ideographs += (uint32_t)ideographs;
}

static void
watch(struct parse *parse, struct markdown *document)
{
	const struct tape *tape = document->tape;
	struct position position =
	        position_begin(&parse->prepared, lines_before(parse->source) + 1);
	struct heading_watch headings;
	struct link_watch links;
	struct remark_watch remarks;
	struct summary_watch summary = { 0 };
	bool in_listing = false,
	     callouts = tape_has(tape, TAPE_CALLOUT) || tape_has(tape, TAPE_FOLD);
	heading_begin(&headings, parse->arena, tape, &parse->ids);
	link_begin(&links, parse->arena, tape);
	remark_begin(&remarks, parse->arena, document);
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	struct str list = STR_EMPTY;
	while (tape_next(&reader, &event)) {
		if (tape->links)
			link_see(&links, tape, &event, list, &position);
		if (event.kind == TAPE_H || headings.open)
			heading_see(&headings, tape, &event, list, &position);
		list = event.kind == TAPE_ATTRIBUTES ? tape_str(tape, event.arg) : STR_EMPTY;
		if (callouts)
			remark_see(&remarks, tape, &event, &position);
		summary_see(&summary, tape, &event, document);
		if (event.kind == TAPE_CODE)
			in_listing = !event.leave;
		if (event.is == TAPE_IS_TEXT && !in_listing)
			count_words(tape, &event, document);
	}
	heading_end(&headings);
	link_end(&links);
	document->headings.at = headings.headings;
	document->headings.len = document->headings.cap = tape->headings;
	document->links.at = links.links;
	document->links.len = document->links.cap = tape->links;
	if (document->title_end)
		document->title = document->headings.at[0].text;
}

/* --- the interface ------------------------------------------------------------------------- */

struct markdown *
markdown_parse(struct arena *arena, const struct markdown_source *source,
        const struct markdown_options *options, struct diags *diags)
{
	struct parse parse = {
		.arena = arena, .source = source, .options = options, .diags = diags
	};
	heading_ids_begin(&parse.ids);
	parse.prepared.text = prepare_text(arena, source, diags);
	split_notes(&parse);
	struct tape_writer writer = { .text_at = SIZE_MAX };
	bool good = record_masked(&parse, &writer) && record_tables(&parse, &writer);
	if (good) {
		place_notes(&parse, &writer);
		good = nest_directives(&parse, &writer);
	}
	good = good && run_passes(&parse, &writer);
	tape_drop(&parse.spare);
	if (!good) {
		tape_drop(&writer);
		heading_ids_end(&parse.ids);
		return NULL;
	}
	struct tape *tape = tape_finish(&writer, arena);
	tape->html = (uint8_t)options->html;
	tape->commonmark = options->commonmark;
	take_ids(&parse);
	struct markdown *document = arena_new(arena, struct markdown);
	document->tape = tape;
	document->title = STR_EMPTY;
	watch(&parse, document);
	heading_ids_end(&parse.ids);
	keep_directives(&parse, document);
	remark_name(arena, document);
	return document;
}

bool
markdown_emit(const struct markdown *document, const struct markdown_emit *how, struct buf *out)
{
	return emit_html(document, how, out);
}

bool
markdown_emit_heading(const struct markdown *document, const struct markdown_heading *heading,
        const struct markdown_emit *how, struct buf *out)
{
	return emit_heading(document, heading, how, out);
}

void
markdown_plain(
        const struct markdown *document, uint32_t from, uint32_t to, size_t max, struct buf *out)
{
	struct buf text;
	buf_init(&text, PLAIN_MAX);
	struct plain plain = plain_begin(&text);
	struct tape_reader reader = tape_read(document->tape, from, to);
	struct tape_event event;
	while (tape_next(&reader, &event))
		plain_add(&plain, document->tape, &event);
	plain_shorten(out, buf_view(&text), max);
	buf_free(&text);
}

void
markdown_sentence(const struct markdown *document, size_t link, size_t max, struct buf *out)
{
	sentence_put(document, link, max, out);
}

uint32_t
markdown_minutes(const struct markdown *document)
{
	uint64_t words = document->words, ideographs = document->ideographs;
	uint64_t per_minute = (uint64_t)WORDS_PER_MINUTE * IDEOGRAPHS_PER_MINUTE;
	uint64_t work = words * IDEOGRAPHS_PER_MINUTE + ideographs * WORDS_PER_MINUTE;
	uint64_t minutes = (work + per_minute / 2) / per_minute;
	return work && minutes == 0 ? 1 : (uint32_t)minutes;
}

struct str
markdown_version(void)
{
	return dialect_version();
}
