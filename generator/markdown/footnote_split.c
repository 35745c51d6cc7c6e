/*
 * The lines of a text are dealt out to two: those of notes, which come first, and all others. Which
 * containers a line is in is followed (container.h), because a note ends with those around it, and
 * because what a note leaves of them may be nothing.
 */
#include "markdown/footnote.h"

#include "base/arena.h"
#include "markdown/container.h"
#include "markdown/hanging.h"
#include "markdown/origin.h"
#include "markdown/verbatim.h"

enum {
	TAB = 4,
	CONTINUED = 4,   /* columns */
	SHALLOW_MIN = 2, /* that look as if a line were meant to be part of a note */
};

struct splitter {
	struct arena *arena;
	struct str rest;
	uint32_t line; /* number of the next one */
	struct containers containers;
	struct footnotes *notes;
	struct origin_writer first; /* the notes */
	struct origin_writer main;  /* all else */
	struct hanging note;        /* the one we are in */
	unsigned depth;             /* containers around that */
	bool began_item;            /* it stands where an item begins, which is empty without it */
	bool gap;                   /* where a note was cut out nothing has been written yet */
	struct str gap_prefix;      /* of an empty line there */
	bool behind;                /* no text has come behind a note so far */
	bool closes;                /* ... which has ended lists and the like */
	size_t dedent;              /* spaces to take off the lines that could go these on */
	/* Where the containers begin that a note began, until something else is in them. */
	struct {
		bool is;
		unsigned outside, depth; /* containers around them, and with them */
		size_t text, lines;      /* of `main` */
		struct str prefix;       /* of an empty line there */
	} bare;
};

/* The label of the definition that a text is; *content is where what it says begins. */
static struct str
definition(const struct container_place *place, size_t *content)
{
	struct str text = str_skip(place->line, place->text);
	struct str label = footnote_label(text);
	size_t at = 3 + label.len;
	if (!label.len || place->indent > CONTAINER_SHALLOW || at >= text.len || text.at[at] != ':')
		return STR_EMPTY;
	for (at++; at < text.len && (text.at[at] == ' ' || text.at[at] == '\t');)
		at++;
	*content = place->text + at;
	return label;
}

/* What stands before the text of a line, without blanks at its end. */
static struct str
marks(struct str line, size_t text)
{
	while (text && (line.at[text - 1] == ' ' || line.at[text - 1] == '\t'))
		text--;
	return str_slice(line, 0, text);
}

/* The same of a line more in these containers, where items have no mark. */
static struct str
further_marks(struct arena *arena, const struct container_place *place)
{
	struct str first = marks(place->line, place->text);
	char *copy = arena_array(arena, char, first.len);
	for (size_t i = 0; i < first.len; i++) {
		char c = first.at[i];
		copy[i] = c == '>' || c == '\t' ? c : ' ';
	}
	return marks(str_of(copy, first.len), first.len);
}

/* What is left of a line out of which a note is cut; a definition keeps the blanks that make it one. */
static struct str
left_marks(struct arena *arena, const struct container_place *place)
{
	struct str left = marks(place->line, place->text);
	if (!str_ends(left, STR(":")))
		return left;
	return str_join(arena, (struct str[]){ left, STR("  ") }, 2, STR_EMPTY);
}

/* Before a line that is none of a note. Paragraphs above and below a note are two. */
static void
put_gap(struct splitter *splitter, const struct container_place *place)
{
	bool leaves = place->matched<splitter->depth, was_blank = splitter->note.blank> 0;
	bool is_item = leaves && place->opened;
	bool needed = splitter->began_item ? leaves && was_blank : !is_item || was_blank;
	if (splitter->gap && needed)
		origin_put(&splitter->main, splitter->gap_prefix, STR_EMPTY, splitter->line, 0);
	splitter->gap = false;
}

/* `outside`: the line as it was before containers began in it. A definition stays, for its term has one. */
static void
begin_bare(struct splitter *splitter, const struct container_place *place,
        const struct container_place *outside)
{
	struct str mark = str_skip(outside->line, outside->text);
	if (!place->opened || splitter->bare.is || str_starts(mark, STR(":")))
		return;
	splitter->bare.is = true;
	splitter->bare.outside = outside->matched;
	splitter->bare.depth = outside->matched + place->opened;
	splitter->bare.text = splitter->main.text.len;
	splitter->bare.lines = splitter->main.lines.len;
	splitter->bare.prefix = further_marks(splitter->arena, outside);
}

static void
drop_bare(struct splitter *splitter)
{
	splitter->main.text.len = splitter->bare.text;
	splitter->main.lines.len = splitter->bare.lines;
	splitter->bare.is = splitter->gap = false;
}

/*
 * Before a line that is none of the note: containers with nothing in them but notes are left out if it is
 * outside of them. Marks of quotes it has itself, that of an item it has not.
 */
static void
end_bare(struct splitter *splitter, const struct container_place *place, bool is_note)
{
	unsigned inside = splitter->bare.outside, depth = splitter->bare.depth;
	if (!splitter->bare.is)
		return;
	while (inside < depth && inside < place->matched && !splitter->containers.columns[inside])
		inside++;
	if (place->matched < depth && inside >= place->matched) {
		drop_bare(splitter);
		if (!place->opened || splitter->note.blank)
			origin_put(&splitter->main, splitter->bare.prefix, STR_EMPTY,
			        splitter->line, 0);
	} else if (!is_note) {
		splitter->bare.is = false;
	}
}

/* `interrupts`: the line before it is of a paragraph, in the same containers. */
static void
begin_note(struct splitter *splitter, const struct container_place *place, struct str label,
        size_t content, bool interrupts)
{
	footnote_add(splitter->arena, splitter->notes,
	        (struct footnote){
	                .label = label, .line = splitter->line, .column = (uint32_t)place->text });
	if (splitter->notes->list.len > 1)
		origin_put(&splitter->first, STR_EMPTY, STR_EMPTY, splitter->line, 0);
	splitter->note.before = splitter->note.column = 0;
	splitter->note.strip = CONTINUED;
	hanging_begin(&splitter->note, place->line, content, splitter->line);
	struct containers *containers = &splitter->containers;
	container_close(containers, place);
	if (place->opened && interrupts)
		origin_put(&splitter->main, STR_EMPTY, STR_EMPTY, splitter->line, 0);
	if (place->opened)
		origin_put(&splitter->main, left_marks(splitter->arena, place), STR_EMPTY,
		        splitter->line, 0);
	splitter->began_item = containers->depth && containers->columns[containers->depth - 1] &&
	        (place->opened || containers->is_empty);
	containers->is_empty = splitter->began_item;
	containers->in_paragraph = false;
	containers->leaf = verbatim_begin();
	splitter->gap = splitter->behind = true;
	splitter->gap_prefix = further_marks(splitter->arena, place);
	splitter->depth = containers->depth;
}

/*
 * Where what its containers hold of a line begins, its indentation included; a tab that they take a part
 * of belongs to it. *column is where that is.
 */
static size_t
behind_containers(const struct container_place *place, size_t *column)
{
	size_t at = 0, next = 0, end = place->column - place->indent;
	for (*column = 0; at < place->text; at++, *column = next) {
		next = place->line.at[at] == '\t' ? (*column + TAB) / TAB * TAB : *column + 1;
		if (next > end)
			break;
	}
	*column = end;
	return at;
}

/* Is the line more of the note? One without the marks of its containers has to go on a paragraph. */
static bool
goes_on(struct splitter *splitter, const struct container_place *place)
{
	struct hanging *note = &splitter->note;
	bool inside = place->matched == splitter->depth;
	if (note->open && (place->opened || (!inside && container_is_blank(place))))
		note->open = false;
	if (!note->open)
		return false;
	note->column = 0;
	note->before = inside ? behind_containers(place, &note->column) : place->text;
	return hanging_take(note, str_skip(place->line, note->before), splitter->line);
}

/* "[name]: address" and "*[CI]: words", which are part of no text, so it does not matter where they stand. */
static bool
is_other_definition(struct str text)
{
	if (str_starts(text, STR("*")))
		text = str_skip(text, 1);
	return str_starts(text, STR("[")) && str_find(text, STR("]:")) != STR_NONE;
}

/*
 * The first line behind a note that is indented, and too little to be part of it. Where a list has ended
 * above the note it is no item's either, nor is what stands below it.
 */
static void
see_shallow(struct splitter *splitter, size_t indent, struct str text)
{
	if (indent < SHALLOW_MIN || indent > CONTAINER_SHALLOW || !splitter->note.blank)
		return;
	if (!is_other_definition(text))
		*array_push(splitter->arena, &splitter->notes->shallow) =
		        (struct footnote_line){ splitter->line, (uint32_t)indent };
	if (splitter->closes && splitter->depth == 0)
		splitter->dedent = indent;
}

/* A line that is part of no note. `outside`: as it was before containers began in it. */
static void
put_text(struct splitter *splitter, const struct container_place *place,
        const struct container_place *outside)
{
	struct str line = place->line;
	size_t spaces = 0;
	bool blank = container_is_blank(place);
	if (!blank)
		end_bare(splitter, place, false);
	put_gap(splitter, place);
	if (!blank && splitter->behind) {
		if (outside->matched == splitter->depth)
			see_shallow(
			        splitter, outside->indent, str_skip(outside->line, outside->text));
		splitter->behind = splitter->closes = false;
	}
	while (spaces < splitter->dedent && spaces < line.len && line.at[spaces] == ' ')
		spaces++;
	if (spaces < splitter->dedent && !blank)
		splitter->dedent = spaces = 0;
	container_text(&splitter->containers, place);
	origin_put(&splitter->main, STR_EMPTY, str_skip(line, spaces), splitter->line,
	        (uint32_t)spaces);
}

/* Is the line nothing but text, as most are, and no note near it? Then it is more of the text. */
static bool
take_text(struct splitter *splitter, struct str line)
{
	bool near = splitter->note.open || splitter->gap || splitter->behind || splitter->dedent ||
	        splitter->bare.is;
	if (near || splitter->containers.depth || !container_take_text(&splitter->containers, line))
		return false;
	origin_put(&splitter->main, STR_EMPTY, line, splitter->line++, 0);
	return true;
}

static void
see_line(struct splitter *splitter, struct str line)
{
	size_t content = 0;
	if (take_text(splitter, line))
		return;
	struct containers *containers = &splitter->containers;
	struct container_place place = container_match(containers, line), outside = place;
	bool inside = place.matched == containers->depth;
	bool in_leaf = inside && (containers->leaf.fence || containers->leaf.html_end.len);
	bool interrupts = inside && containers->in_paragraph;
	container_open(containers, &place);
	struct str label = in_leaf ? STR_EMPTY : definition(&place, &content);
	if (label.len) {
		end_bare(splitter, &place, true);
		put_gap(splitter, &place);
		splitter->closes |= !inside && !place.opened;
		splitter->dedent = 0;
		begin_bare(splitter, &place, &outside);
		begin_note(splitter, &place, label, content, interrupts);
	} else if (!goes_on(splitter, &place)) {
		put_text(splitter, &place, &outside);
	}
	splitter->line++;
}

/* Behind the notes, whose last line a paragraph could go on from, what is left of the text. */
static void
join(struct splitter *splitter, struct origin_text *out)
{
	origin_put(&splitter->first, STR_EMPTY, STR_EMPTY, 0, 0);
	*out = origin_end(&splitter->first, &splitter->main);
}

bool
footnote_split(struct arena *arena, const struct origin_text *text, struct origin_text *out,
        struct footnotes *notes)
{
	struct splitter splitter = {
		.arena = arena,
		.rest = text->text,
		.containers = container_begin(),
		.notes = notes,
		.note = { .out = &splitter.first,
		        .prefix = STR_EMPTY,
		        .indent = CONTINUED,
		        .strip = CONTINUED },
	};
	*notes = (struct footnotes){ .list = { NULL, 0, 0 } };
	if (str_find(text->text, STR("[^")) == STR_NONE)
		return false;
	origin_begin(&splitter.first, arena, text);
	origin_begin(&splitter.main, arena, text);
	while (splitter.rest.len)
		see_line(&splitter, str_cut(&splitter.rest, '\n'));
	if (notes->list.len) {
		if (splitter.bare.is)
			drop_bare(&splitter);
		join(&splitter, out);
		return true;
	}
	origin_drop(&splitter.first);
	origin_drop(&splitter.main);
	return false;
}
