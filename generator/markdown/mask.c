#include "markdown/mask.h"

#include "base/arena.h"
#include "markdown/definition.h"
#include "markdown/directive.h"
#include "markdown/hanging.h"
#include "markdown/origin.h"
#include "markdown/tape.h"
#include "markdown/verbatim.h"

enum {
	MASK_TEXT = 2, /* behind "# " */
	DEFINITION_INDENT = 2,
	DEFINITION_STRIP = 4,
};

/* --- writing ------------------------------------------------------------------------------- */

struct masker {
	struct arena *arena;
	struct directives *directives;
	struct origin_writer out;
	struct verbatim verbatim;
	struct str rest;           /* behind the line we are at */
	uint32_t line;             /* number of that */
	size_t text;               /* of directives->text, the next to come */
	struct hanging definition; /* the one we are in */
	uint32_t slips;            /* lines so far that should begin a container and do not */
	bool in_text;              /* the line before is text of a paragraph */
	struct str before;         /* that line, if it may be a row of a table */
	bool defines;              /* the block before is a term or a definition */
	bool behind_blank;         /* of a list of definitions */
};

/* What a line more of the same block begins with: the marks of quotes, blanks for all else. */
static struct str
continued(struct masker *masker, struct str prefix)
{
	char *copy = arena_array(masker->arena, char, prefix.len);
	for (size_t i = 0; i < prefix.len; i++) {
		char c = prefix.at[i];
		copy[i] = c == '>' || c == '\t' ? c : ' ';
	}
	return str_of(copy, prefix.len);
}

static void
put_mask(struct masker *masker, struct str whole, struct directive_line *line)
{
	struct str prefix = str_slice(whole, 0, line->column);
	if (str_find_char(masker->before, '|') !=
	        STR_NONE) /* only an empty line ends a table of md4c */
		origin_put(&masker->out, continued(masker, prefix), STR_EMPTY, masker->line, 0);
	masker->before = STR_EMPTY;
	line->prefix = line->column;
	line->mask = (uint32_t)masker->out.lines.len;
	if (masker->directives->lines.len == DIRECTIVES_MAX) {
		masker->directives->too_many = true;
		masker->rest = STR_EMPTY;
		return;
	}
	*array_push(masker->arena, &masker->directives->lines) = *line;
	origin_put(&masker->out, prefix, STR("# x"), masker->line, line->column);
	if (!line->label.at || line->kind == DIRECTIVE_END)
		return;
	struct str begin = continued(masker, prefix);
	uint32_t column = (uint32_t)(line->label.at - whole.at);
	struct str quote[] = { begin, STR("> ") };
	origin_put(&masker->out, str_join(masker->arena, quote, 2, STR_EMPTY), line->label,
	        masker->line, column);
	origin_put(&masker->out, begin, STR_EMPTY, masker->line, 0);
}

/* Is the line known to be text from an earlier try? */
static bool
is_known_text(struct masker *masker)
{
	struct directives *directives = masker->directives;
	while (masker->text < directives->text.len &&
	        directives->text.at[masker->text] < masker->line)
		masker->text++;
	return masker->text < directives->text.len &&
	        directives->text.at[masker->text] == masker->line;
}

/* --- definitions --------------------------------------------------------------------------- */

static void
put_definition(struct masker *masker, struct str whole, struct directive_line *line, size_t text)
{
	struct str prefix = continued(masker, str_slice(whole, 0, line->column));
	masker->definition = (struct hanging){
		.out = &masker->out,
		.prefix = prefix,
		.indent = verbatim_indent(prefix) + DEFINITION_INDENT,
		.strip = verbatim_indent(prefix) + DEFINITION_STRIP,
	};
	line->kind = masker->behind_blank ? DIRECTIVE_LOOSE : DIRECTIVE_TIGHT;
	put_mask(masker, whole, line);
	hanging_begin(&masker->definition, whole, line->column + text, masker->line);
}

/* Is the line part of a list of definitions? */
static bool
see_definition(struct masker *masker, struct str whole, struct directive_line *line)
{
	size_t text = definition_text(str_skip(whole, line->column));
	if (text && masker->defines && !definition_in_quote(whole, line->column)) {
		put_definition(masker, whole, line, text);
		masker->behind_blank = false;
		return true;
	}
	if (masker->in_text || !definition_term(whole, line->column, masker->rest))
		return false;
	line->kind = DIRECTIVE_TERM;
	line->label = str_skip(whole, line->column);
	put_mask(masker, whole, line);
	masker->defines = true;
	masker->behind_blank = false;
	return true;
}

/* --- lines --------------------------------------------------------------------------------- */

/* Lines of the definition we are in. One with an empty line between them is loose. */
static bool
goes_on(struct masker *masker, struct str whole)
{
	struct hanging *definition = &masker->definition;
	bool was_open = definition->open, was_blank = definition->blank > 0;
	bool taken = hanging_take(definition, whole, masker->line);
	size_t newest = masker->directives->lines.len - 1;
	if (taken && was_blank && definition->blank == 0)
		masker->directives->lines.at[newest].kind = DIRECTIVE_LOOSE;
	if (was_open && !taken) {
		origin_put(&masker->out, STR_EMPTY, STR_EMPTY, masker->line, 0);
		masker->behind_blank = was_blank;
		masker->verbatim.behind_blank = true;
	}
	return taken;
}

/* A line that is nothing but text, as most are. */
static void
put_text(struct masker *masker, struct str whole)
{
	origin_put(&masker->out, STR_EMPTY, whole, masker->line, 0);
	masker->before = whole;
	masker->in_text = true;
	masker->defines = masker->behind_blank = false;
}

static void
see_line(struct masker *masker, struct str whole)
{
	struct directive_line line = { .line = masker->line };
	if (goes_on(masker, whole))
		return;
	bool letter = verbatim_see_text(&masker->verbatim, whole);
	if (letter && (masker->in_text || !definition_term(whole, 0, masker->rest))) {
		put_text(masker, whole);
		return;
	}
	bool verbatim = !letter && verbatim_see(&masker->verbatim, whole);
	line.column = (uint32_t)verbatim_prefix(whole);
	struct str text = str_skip(whole, line.column);
	bool possible = !verbatim && text.len && !is_known_text(masker);
	if (possible && directive_read(text, &line)) {
		line.slips = masker->slips;
		put_mask(masker, whole, &line);
		masker->defines = masker->in_text = false;
	} else if (!possible || !see_definition(masker, whole, &line)) {
		origin_put(&masker->out, STR_EMPTY, whole, masker->line, 0);
		masker->slips += possible && str_starts(text, STR(":::")) &&
		        directive_slip(text) != DIRECTIVE_SLIP_NONE;
		masker->in_text = text.len && !verbatim && !definition_comes_behind(text);
		masker->before = text;
		masker->defines &= text.len == 0;
		masker->behind_blank = text.len == 0;
	}
}

/* Most texts have neither "::" nor a line that begins with ": ". */
static bool
may_have_some(struct str text)
{
	for (size_t at; (at = str_find_char(text, ':')) != STR_NONE;
	        text = str_skip(text, at + 1)) {
		char next = at + 1 < text.len ? text.at[at + 1] : 0;
		char before = at > 0 ? text.at[at - 1] : '\n';
		bool begins = before == '\n' || before == ' ' || before == '\t';
		if (begins && (next == ':' || next == ' ' || next == '\t'))
			return true;
	}
	return false;
}

bool
mask_lines(struct arena *arena, const struct origin_text *text, struct directives *directives,
        struct origin_text *out)
{
	struct masker masker = {
		.arena = arena,
		.directives = directives,
		.verbatim = verbatim_begin(),
		.before = STR_EMPTY,
	};
	directives->lines.len = 0;
	if (!may_have_some(text->text))
		return false;
	origin_begin(&masker.out, arena, text);
	masker.rest = text->text;
	for (; masker.rest.len; masker.line++)
		see_line(&masker, str_cut(&masker.rest, '\n'));
	if (directives->lines.len) {
		*out = origin_end(&masker.out, NULL);
		return true;
	}
	origin_drop(&masker.out);
	return false;
}

const size_t *
mask_offsets(struct arena *arena, const struct directives *directives, struct str masked)
{
	size_t *offsets = arena_array(arena, size_t, directives->lines.len);
	struct str rest = masked;
	uint32_t number = 0;
	for (size_t i = 0; i < directives->lines.len; i++) {
		const struct directive_line *line = &directives->lines.at[i];
		for (; number < line->mask; number++)
			str_cut(&rest, '\n');
		offsets[i] = (size_t)(rest.at - masked.at) + line->prefix + MASK_TEXT;
	}
	return offsets;
}

bool
mask_confirm(struct arena *arena, struct directives *directives, const struct tape *tape)
{
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_seek(&reader, TAPE_BIT(MASK), &event))
		directives->lines.at[event.arg[0]].is_seen = true;
	size_t before = directives->text.len;
	for (size_t i = 0; i < directives->lines.len; i++) {
		if (!directives->lines.at[i].is_seen)
			*array_push(arena, &directives->text) = directives->lines.at[i].line;
	}
	return directives->text.len == before;
}
