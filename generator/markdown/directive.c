#include "markdown/directive.h"

#include "base/arena.h"
#include "markdown/attribute.h"
#include "markdown/hanging.h"
#include "markdown/origin.h"
#include "markdown/tape.h"
#include "markdown/verbatim.h"

enum {
	COLONS_LEAF = 2,
	COLONS_CONTAINER = 3,
	MASK_TEXT = 2, /* behind "# " */
	GROWTH = 8,
	TERMS_MAX = 4, /* of one definition */
	SHALLOW = 3,   /* columns that are no indentation */
	DEFINITION_INDENT = 2,
	DEFINITION_STRIP = 4,
};

/* --- one line ------------------------------------------------------------------------------ */

static bool
is_name(char c, bool first)
{
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '_'));
}

static struct str
take(struct str *rest, size_t len)
{
	struct str head = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return head;
}

static struct str
take_name(struct str *rest)
{
	size_t len = 0;
	while (len < rest->len && is_name(rest->at[len], len == 0))
		len++;
	return take(rest, len);
}

/* What stands between brackets that match; at == NULL when none begin here. */
static struct str
take_label(struct str *rest)
{
	unsigned depth = 0;
	for (size_t i = 0; i < rest->len; i++) {
		char c = rest->at[i];
		if (c == '\\')
			i++;
		else if (c == '[')
			depth++;
		else if (c == ']' && --depth == 0)
			return str_slice(take(rest, i + 1), 1, i);
		if (depth == 0)
			break;
	}
	return (struct str){ NULL, 0 };
}

/* Is the text of a line a directive? */
static bool
read_line(struct str text, struct directive_line *line)
{
	struct str rest = text;
	while (line->colons < rest.len && rest.at[line->colons] == ':')
		line->colons++;
	if (line->colons < COLONS_LEAF)
		return false;
	bool container = line->colons >= COLONS_CONTAINER;
	rest = str_trim(str_skip(rest, line->colons));
	line->kind = container ? DIRECTIVE_CONTAINER : DIRECTIVE_LEAF;
	line->name = take_name(&rest);
	line->label = take_label(&rest);
	line->list = take(&rest, attribute_list(rest));
	if (container && line->name.len == 0 && !line->label.at && line->list.len == 0)
		line->kind = DIRECTIVE_END;
	return rest.len == 0 && (line->name.len || line->kind == DIRECTIVE_END);
}

/* --- masking ------------------------------------------------------------------------------- */

struct masker {
	struct arena *arena;
	struct directives *directives;
	struct origin_writer out;
	struct verbatim verbatim;
	struct str rest;           /* behind the line we are at */
	uint32_t line;             /* number of that */
	size_t text;               /* of directives->text, the next to come */
	struct hanging definition; /* the one we are in */
	bool in_text;              /* the line before is text of a paragraph */
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
	line->prefix = line->column;
	line->mask = (uint32_t)masker->out.lines.len;
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

/* Does a line, without its prefix, begin a definition? Returns where its text begins, or 0. */
static size_t
definition_text(struct str line)
{
	size_t at = 1;
	if (line.len < 3 || line.at[0] != ':' || (line.at[1] != ' ' && line.at[1] != '\t'))
		return 0;
	while (at < line.len && (line.at[at] == ' ' || line.at[at] == '\t'))
		at++;
	return at < line.len ? at : 0;
}

static bool
in_quote(struct str line, size_t prefix)
{
	return str_find_char(str_slice(line, 0, prefix), '>') != STR_NONE;
}

/*
 * Is the line a term? Then a definition comes behind it, with one empty line between them or none, or
 * with further terms.
 */
static bool
is_term(const struct masker *masker, struct str whole, size_t prefix)
{
	struct str rest = masker->rest, text = str_skip(whole, prefix);
	bool blank = false;
	if (masker->in_text || in_quote(whole, prefix) || text.len == 0 ||
	        str_find_char(STR("#|<:"), text.at[0]) != STR_NONE)
		return false;
	for (unsigned i = 0; i < TERMS_MAX && rest.len; i++) {
		struct str line = str_cut(&rest, '\n');
		size_t its = verbatim_prefix(line);
		if (its >= prefix && its <= prefix + SHALLOW &&
		        definition_text(str_skip(line, its)))
			return !in_quote(line, its);
		if (blank || its != prefix)
			return false;
		blank = its == line.len;
	}
	return false;
}

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
	if (text && masker->defines && !in_quote(whole, line->column)) {
		put_definition(masker, whole, line, text);
		masker->behind_blank = false;
		return true;
	}
	if (!is_term(masker, whole, line->column))
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

static void
see_line(struct masker *masker, struct str whole)
{
	struct directive_line line = { .line = masker->line };
	if (goes_on(masker, whole))
		return;
	bool verbatim = verbatim_see(&masker->verbatim, whole);
	line.column = (uint32_t)verbatim_prefix(whole);
	struct str text = str_skip(whole, line.column);
	bool possible = !verbatim && text.len && !is_known_text(masker);
	if (possible && read_line(text, &line)) {
		put_mask(masker, whole, &line);
		masker->defines = masker->in_text = false;
	} else if (!possible || !see_definition(masker, whole, &line)) {
		origin_put(&masker->out, STR_EMPTY, whole, masker->line, 0);
		masker->in_text = text.len > 0;
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
directive_mask(struct arena *arena, const struct origin_text *text, struct directives *directives,
        struct origin_text *out)
{
	struct masker masker = {
		.arena = arena, .directives = directives, .verbatim = verbatim_begin()
	};
	directives->lines.len = 0;
	if (!may_have_some(text->text))
		return false;
	origin_begin(&masker.out, arena, text->origins, GROWTH * text->text.len + GROWTH);
	masker.rest = text->text;
	for (; masker.rest.len; masker.line++)
		see_line(&masker, str_cut(&masker.rest, '\n'));
	if (directives->lines.len) {
		*out = origin_end(&masker.out);
		return true;
	}
	buf_free(&masker.out.text);
	return false;
}

const size_t *
directive_offsets(struct arena *arena, const struct directives *directives, struct str masked)
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
directive_confirm(struct arena *arena, struct directives *directives, const struct tape *tape)
{
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		if (event.kind == TAPE_MASK)
			directives->lines.at[event.arg[0]].is_seen = true;
	}
	size_t before = directives->text.len;
	for (size_t i = 0; i < directives->lines.len; i++) {
		if (!directives->lines.at[i].is_seen)
			*array_push(arena, &directives->text) = directives->lines.at[i].line;
	}
	return directives->text.len == before;
}

/* --- nesting ------------------------------------------------------------------------------- */

/* What has been entered and not left: DIRECTIVE, DL, or what a quote has become. */
struct open {
	enum tape_kind kind;
	struct directive_line *line; /* of a DIRECTIVE */
	unsigned depth;              /* blocks around it */
	bool bare;                   /* paragraphs in it have no tags */
};

struct pass {
	struct arena *arena;
	struct directives *directives;
	struct tape_writer *out;
	array_of(struct open) open;
	unsigned depth;         /* blocks around us */
	enum tape_kind to_come; /* what the quote that follows is to become, or TAPE_QUOTE */
	bool bare_to_come;
};

static struct open *
innermost(const struct pass *pass)
{
	return pass->open.len ? &pass->open.at[pass->open.len - 1] : NULL;
}

static void
push(struct pass *pass, enum tape_kind kind, const struct tape_event *event, bool bare)
{
	struct open *open = array_push(pass->arena, &pass->open);
	*open = (struct open){ .kind = kind, .depth = pass->depth, .bare = bare };
	struct tape_event enter = { .kind = kind };
	if (kind == TAPE_DIRECTIVE) {
		open->line = &pass->directives->lines.at[event->arg[0]];
		enter.arg[0] = event->arg[0];
	}
	tape_put(pass->out, &enter);
}

static void
close_innermost(struct pass *pass, bool ended)
{
	struct open *open = innermost(pass);
	if (open->line)
		open->line->is_open = !ended;
	tape_leave(pass->out, open->kind);
	pass->open.len--;
}

/* A list of definitions ends before anything else. */
static void
close_list(struct pass *pass)
{
	struct open *open = innermost(pass);
	if (open && open->kind == TAPE_DL && open->depth == pass->depth)
		close_innermost(pass, true);
}

/* --- directives ---------------------------------------------------------------------------- */

/*
 * The container that an end of so many colons ends: the innermost one with as many, else the
 * innermost one with fewer. Not one outside of the block we are in. open.len when there is none.
 */
static size_t
container_to_end(const struct pass *pass, uint32_t colons)
{
	size_t fewer = pass->open.len;
	for (size_t i = pass->open.len; i-- > 0 && pass->open.at[i].depth == pass->depth;) {
		if (pass->open.at[i].kind != TAPE_DIRECTIVE)
			break;
		uint32_t its = pass->open.at[i].line->colons;
		if (its == colons)
			return i;
		if (its < colons && fewer == pass->open.len)
			fewer = i;
	}
	return fewer;
}

static void
end_container(struct pass *pass, struct directive_line *line)
{
	size_t index = container_to_end(pass, line->colons);
	line->is_open = index == pass->open.len;
	if (line->is_open)
		return;
	while (pass->open.len > index + 1)
		close_innermost(pass, false);
	close_innermost(pass, true);
}

static void
begin_directive(struct pass *pass, struct directive_line *line, const struct tape_event *event)
{
	push(pass, TAPE_DIRECTIVE, event, false);
	if (line->label.at)
		pass->to_come = TAPE_LABEL;
	else if (line->kind == DIRECTIVE_LEAF)
		close_innermost(pass, true);
	pass->bare_to_come = true;
}

static void
begin_item(struct pass *pass, const struct directive_line *line)
{
	const struct open *open = innermost(pass);
	if (!open || open->kind != TAPE_DL || open->depth != pass->depth)
		push(pass, TAPE_DL, NULL, false);
	pass->to_come = line->kind == DIRECTIVE_TERM ? TAPE_DT : TAPE_DD;
	pass->bare_to_come = line->kind != DIRECTIVE_LOOSE;
}

static void
see_mask(struct pass *pass, const struct tape_event *event)
{
	struct directive_line *line = &pass->directives->lines.at[event->arg[0]];
	if (line->kind >= DIRECTIVE_TERM) {
		begin_item(pass, line);
		return;
	}
	close_list(pass);
	if (line->kind == DIRECTIVE_END)
		end_container(pass, line);
	else
		begin_directive(pass, line, event);
}

/* --- blocks -------------------------------------------------------------------------------- */

/* A block is entered. True when something else has been written for it. */
static bool
see_enter(struct pass *pass, const struct tape_event *event)
{
	const struct open *open = innermost(pass);
	enum tape_kind to_come = pass->to_come;
	pass->to_come = TAPE_QUOTE;
	if (event->kind == TAPE_QUOTE && to_come != TAPE_QUOTE) {
		push(pass, to_come, event, pass->bare_to_come);
		return true;
	}
	if (event->kind == TAPE_P && open && open->bare && open->depth + 1 == pass->depth)
		return true;
	close_list(pass);
	return false;
}

/* The same when one is left. */
static bool
see_leave(struct pass *pass, const struct tape_event *event)
{
	while (pass->open.len && innermost(pass)->depth > pass->depth)
		close_innermost(pass, innermost(pass)->kind != TAPE_DIRECTIVE);
	const struct open *open = innermost(pass);
	if (!open)
		return false;
	if (event->kind == TAPE_P)
		return open->bare && open->depth + 1 == pass->depth;
	bool was_quote = open->kind == TAPE_LABEL || open->kind == TAPE_DT || open->kind == TAPE_DD;
	if (event->kind != TAPE_QUOTE || !was_quote || open->depth != pass->depth)
		return false;
	bool is_label = open->kind == TAPE_LABEL;
	close_innermost(pass, true);
	open = innermost(pass);
	if (is_label && open->line->kind == DIRECTIVE_LEAF)
		close_innermost(pass, true);
	return true;
}

static void
see_block(struct pass *pass, const struct tape_event *event)
{
	pass->depth -= event->leave;
	bool done = event->leave ? see_leave(pass, event) : see_enter(pass, event);
	if (!done)
		tape_put(pass->out, event);
	pass->depth += !event->leave;
}

void
directive_pass(struct arena *arena, const struct tape *tape, struct directives *directives,
        struct tape_writer *out)
{
	struct pass pass = {
		.arena = arena, .directives = directives, .out = out, .to_come = TAPE_QUOTE
	};
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		if (event.kind == TAPE_MASK) {
			see_mask(&pass, &event);
		} else if (event.is == TAPE_IS_BLOCK) {
			see_block(&pass, &event);
		} else {
			if (event.kind == TAPE_HR || event.kind == TAPE_MORE)
				close_list(&pass);
			tape_put(out, &event);
		}
	}
	while (pass.open.len)
		close_innermost(&pass, innermost(&pass)->kind != TAPE_DIRECTIVE);
}
