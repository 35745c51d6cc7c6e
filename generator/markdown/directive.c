#include "markdown/directive.h"

#include "base/arena.h"
#include "markdown/attribute.h"
#include "markdown/origin.h"
#include "markdown/tape.h"
#include "markdown/verbatim.h"

enum { COLONS_LEAF = 2, COLONS_CONTAINER = 3, MASK_TEXT = 2 /* behind "# " */, GROWTH = 8 };

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
	uint32_t line; /* number of the next one */
	size_t text;   /* of directives->text, the next to come */
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

static void
see_line(struct masker *masker, struct str whole)
{
	struct directive_line line = { .line = masker->line };
	bool verbatim = verbatim_see(&masker->verbatim, whole);
	line.column = (uint32_t)verbatim_prefix(whole);
	if (!verbatim && !is_known_text(masker) && read_line(str_skip(whole, line.column), &line)) {
		put_mask(masker, whole, &line);
		*array_push(masker->arena, &masker->directives->lines) = line;
	} else {
		origin_put(&masker->out, STR_EMPTY, whole, masker->line, 0);
	}
	masker->line++;
}

bool
directive_mask(struct arena *arena, const struct origin_text *text, struct directives *directives,
        struct origin_text *out)
{
	struct masker masker = {
		.arena = arena, .directives = directives, .verbatim = verbatim_begin()
	};
	directives->lines.len = 0;
	if (str_find(text->text, STR("::")) == STR_NONE)
		return false;
	origin_begin(&masker.out, arena, text->origins, GROWTH * text->text.len + GROWTH);
	struct str rest = text->text;
	while (rest.len)
		see_line(&masker, str_cut(&rest, '\n'));
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

struct open {
	struct directive_line *line;
	unsigned depth; /* blocks around it */
};

struct pass {
	struct arena *arena;
	struct directives *directives;
	struct tape_writer *out;
	array_of(struct open) open;
	unsigned depth;     /* blocks around us */
	bool label_to_come; /* the next block is a quote that holds the label */
	unsigned label;     /* the depth of that quote + 1, when we are in it */
	bool is_leaf;       /* its directive ends with it */
};

static void
close_innermost(struct pass *pass, bool ended)
{
	struct open *open = &pass->open.at[--pass->open.len];
	open->line->is_open = !ended;
	tape_leave(pass->out, TAPE_DIRECTIVE);
}

/*
 * The container that an end of so many colons ends: the innermost one with as many, else the
 * innermost one with fewer. Not one outside of the block we are in. open.len when there is none.
 */
static size_t
container_to_end(const struct pass *pass, uint32_t colons)
{
	size_t fewer = pass->open.len;
	for (size_t i = pass->open.len; i-- > 0 && pass->open.at[i].depth == pass->depth;) {
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
see_mask(struct pass *pass, const struct tape_event *event)
{
	struct directive_line *line = &pass->directives->lines.at[event->arg[0]];
	if (line->kind == DIRECTIVE_END) {
		end_container(pass, line);
		return;
	}
	struct tape_event enter = { .kind = TAPE_DIRECTIVE };
	enter.arg[0] = event->arg[0];
	tape_put(pass->out, &enter);
	*array_push(pass->arena, &pass->open) = (struct open){ line, pass->depth };
	pass->label_to_come = line->label.at != NULL;
	pass->is_leaf = line->kind == DIRECTIVE_LEAF;
	if (pass->is_leaf && !pass->label_to_come)
		close_innermost(pass, true);
}

/* The quote of a label becomes a LABEL, and the paragraph in it goes. True when it is one of these. */
static bool
see_label(struct pass *pass, const struct tape_event *event)
{
	bool quote = event->kind == TAPE_QUOTE && !event->leave && pass->label_to_come;
	pass->label_to_come &= event->is != TAPE_IS_BLOCK;
	if (quote) {
		pass->label = pass->depth + 1;
		tape_enter(pass->out, TAPE_LABEL);
		return true;
	}
	if (!pass->label)
		return false;
	if (event->kind == TAPE_P && pass->depth == pass->label)
		return true;
	if (event->kind != TAPE_QUOTE || !event->leave || pass->depth + 1 != pass->label)
		return false;
	pass->label = 0;
	tape_leave(pass->out, TAPE_LABEL);
	if (pass->is_leaf)
		close_innermost(pass, true);
	return true;
}

static void
see_block(struct pass *pass, const struct tape_event *event)
{
	pass->depth -= event->leave;
	while (event->leave && pass->open.len && !pass->label &&
	        pass->open.at[pass->open.len - 1].depth > pass->depth)
		close_innermost(pass, false);
	if (!see_label(pass, event))
		tape_put(pass->out, event);
	pass->depth += !event->leave;
}

void
directive_pass(struct arena *arena, const struct tape *tape, struct directives *directives,
        struct tape_writer *out)
{
	struct pass pass = { .arena = arena, .directives = directives, .out = out };
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		if (event.kind == TAPE_MASK)
			see_mask(&pass, &event);
		else if (event.is == TAPE_IS_BLOCK)
			see_block(&pass, &event);
		else
			tape_put(out, &event);
	}
	while (pass.open.len)
		close_innermost(&pass, false);
}
