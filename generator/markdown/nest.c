#include "markdown/nest.h"

#include "base/arena.h"
#include "markdown/directive.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

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
	const struct tape *tape;
	struct tape_writer *out;
	uint32_t at,
	        done; /* the event we are at; what stands before the other one has been copied */
	array_of(struct open) open;
	unsigned depth;         /* blocks around us */
	unsigned deep;          /* directives around us */
	enum tape_kind to_come; /* what the quote that follows is to become, or TAPE_QUOTE */
	bool bare_to_come;
};

/* Copies what stands before the event we are at. */
static void
catch_up(struct pass *pass)
{
	tape_copy(pass->out, pass->tape, pass->done, pass->at);
	pass->done = pass->at;
}

static struct open *
innermost(const struct pass *pass)
{
	return pass->open.len ? &pass->open.at[pass->open.len - 1] : NULL;
}

/* Returns its index. */
static uint32_t
add_directive(struct pass *pass, const struct directive_line *line)
{
	bool leaf = line->kind == DIRECTIVE_LEAF;
	*array_push(pass->arena, &pass->directives->list) = (struct markdown_directive){
		.kind = leaf ? MARKDOWN_DIRECTIVE_LEAF : MARKDOWN_DIRECTIVE_CONTAINER,
		.name = line->name,
		.list = line->list,
		.line = line->file_line,
		.column = line->file_column,
	};
	return (uint32_t)pass->directives->list.len - 1;
}

static void
push(struct pass *pass, enum tape_kind kind, const struct tape_event *event, bool bare)
{
	struct open *open = array_push(pass->arena, &pass->open);
	*open = (struct open){ .kind = kind, .depth = pass->depth, .bare = bare };
	struct tape_event enter = { .kind = kind };
	if (kind == TAPE_DIRECTIVE) {
		open->line = &pass->directives->lines.at[event->arg[0]];
		enter.arg[0] = add_directive(pass, open->line);
		pass->deep++;
	}
	catch_up(pass);
	tape_put(pass->out, &enter);
}

static void
close_innermost(struct pass *pass, bool ended)
{
	struct open *open = innermost(pass);
	if (open->line)
		open->line->is_open = !ended;
	pass->deep -= open->kind == TAPE_DIRECTIVE;
	catch_up(pass);
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
	if (pass->directives->too_deep)
		return;
	if (line->kind >= DIRECTIVE_TERM) {
		begin_item(pass, line);
		return;
	}
	close_list(pass);
	if (line->kind == DIRECTIVE_END)
		end_container(pass, line);
	else if (pass->deep == DIRECTIVE_DEPTH_MAX)
		pass->directives->too_deep = line;
	else
		begin_directive(pass, line, event);
}

/* --- blocks -------------------------------------------------------------------------------- */

/* A block is entered. True when something else has been written for it, or nothing. */
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

static bool
see_block(struct pass *pass, const struct tape_event *event)
{
	pass->depth -= event->leave;
	bool done = event->leave ? see_leave(pass, event) : see_enter(pass, event);
	pass->depth += !event->leave;
	return done;
}

/* True when something else has been written for the event, or nothing at all. */
static bool
see(struct pass *pass, const struct tape_event *event)
{
	if (event->kind == TAPE_MASK) {
		see_mask(pass, event);
		return true;
	}
	if (event->is == TAPE_IS_BLOCK)
		return see_block(pass, event);
	if (event->kind == TAPE_HR || event->kind == TAPE_MORE)
		close_list(pass);
	return false;
}

void
nest_pass(struct arena *arena, const struct tape *tape, struct directives *directives,
        struct tape_writer *out)
{
	struct pass pass = {
		.arena = arena,
		.directives = directives,
		.tape = tape,
		.out = out,
		.to_come = TAPE_QUOTE,
	};
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		pass.at = event.at;
		if (!see(&pass, &event))
			continue;
		catch_up(&pass);
		pass.done = event.next;
	}
	pass.at = UINT32_MAX;
	catch_up(&pass);
	while (pass.open.len)
		close_innermost(&pass, innermost(&pass)->kind != TAPE_DIRECTIVE);
}
