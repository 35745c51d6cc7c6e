/*
 * The raw HTML of a block is gathered, since a quote has it in pieces, and read as the HTML standard says
 * (13.2.5): tags, comments, and the like. Elements that are open go on over blocks, up to the end of the
 * text or of a note. An end tag closes the last one of its name, wherever that stands: whether they
 * are nested well is not asked.
 *
 *	<div><b>      open: div b
 *	text</div>    open: b          never closed, unless "</b>" comes
 *
 * What lets no tag behind it be one ends with its block, all else at the end.
 */
#include "markdown/raw_html.h"

#include <stdint.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"
#include "markdown/element.h"
#include "markdown/markdown.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum {
	TEXT_MAX = 64 << 20,
	NAME_MAX =
	        40, /* bytes; a longer name is not read to its end, so nothing is said of its element */
};

/* A piece of what was gathered: where it begins, and where that stands in the source. */
struct piece {
	size_t at, source;
};

struct open {
	struct str name;    /* of an element; empty: something else */
	const char *closer; /* of that */
	const char *what;   /* it is, for a person */
	size_t source;      /* where it begins */
	uint32_t position;  /* on the tape, where it is closed; UINT32_MAX: at the end of all */
	size_t before;      /* the index of an open one of its name before it + 1, or 0 */
	bool greedy;        /* closed with its block */
	bool is_closed;
};

struct walk {
	const struct rewrite *rewrite;
	bool tells; /* warns, rather than only gathers what is open */
	struct arena arena;
	struct buf text; /* raw HTML of a block */
	array_of(struct piece) pieces;
	array_of(struct open) open;
	struct map by_name;               /* of an element: the index of its last open one + 1 */
	array_of(struct str) without_end; /* elements without an end tag in the rest of the block */
	size_t first;                     /* of those, in the text or note we are in */
	unsigned foreign;                 /* drawings and formulas that we are in */
	unsigned images;                  /* ... and images, whose text has no elements */
	bool is_block;                    /* all of it is HTML */
};

/* The offset in the source of one in what was gathered. */
static size_t
source_of(const struct walk *walk, size_t at)
{
	size_t low = 0, high = walk->pieces.len;
	while (high > low + 1) {
		size_t middle = (low + high) / 2;
		if (walk->pieces.at[middle].at > at)
			high = middle;
		else
			low = middle;
	}
	return high ? walk->pieces.at[low].source + (at - walk->pieces.at[low].at) : 0;
}

/* --- what is open -------------------------------------------------------------------------- */

static bool
keeps_html(const struct walk *walk)
{
	return walk->rewrite->options->html == MARKDOWN_HTML_ALLOW;
}

static struct open *
push(struct walk *walk, size_t at)
{
	struct open *open = array_push(&walk->arena, &walk->open);
	*open = (struct open){
		.name = STR_EMPTY, .source = source_of(walk, at), .position = UINT32_MAX
	};
	return open;
}

/* Something that is no element and does not end; with it the rest of the block goes. */
static void
open_other(struct walk *walk, size_t at, const char *closer, const char *what)
{
	struct open *open = push(walk, at);
	open->closer = closer;
	open->what = what;
	open->greedy = true;
}

/* The name in lower case, in `room` of NAME_MAX bytes. */
static struct str
key_of(struct str name, char *room)
{
	for (size_t i = 0; i < name.len; i++)
		room[i] = ascii_lower(name.at[i]);
	return str_of(room, name.len);
}

static void
push_element(struct walk *walk, struct str name, size_t at, enum element_kind kind)
{
	char room[NAME_MAX];
	bool added;
	struct str key = str_copy(&walk->arena, key_of(name, room));
	struct map_entry *last = map_put(&walk->by_name, &walk->arena, key, &added);
	struct open *open = push(walk, at);
	open->name = key;
	open->before = added ? 0 : (uintptr_t)last->value;
	open->greedy = kind == ELEMENT_RAW || kind == ELEMENT_GREEDY;
	last->value = (void *)(uintptr_t)walk->open.len;
	walk->foreign += kind == ELEMENT_FOREIGN;
}

static void
close_element(struct walk *walk, struct str name, size_t at)
{
	char room[NAME_MAX];
	enum element_kind kind = element_kind(name);
	struct map_entry *last = map_find(&walk->by_name, key_of(name, room));
	if (last && (uintptr_t)last->value > walk->first) {
		struct open *open = &walk->open.at[(uintptr_t)last->value - 1];
		open->is_closed = true;
		last->value = (void *)(uintptr_t)open->before;
		walk->foreign -= kind == ELEMENT_FOREIGN;
		return;
	}
	if (kind <= ELEMENT_OPTIONAL || !walk->tells || !keeps_html(walk))
		return;
	rewrite_warn(walk->rewrite, source_of(walk, at),
	        "write it in backquotes if it is meant as text, as in `</b>`",
	        "\"</" STR_FMT ">\" closes nothing", STR_ARG(name));
}

/* --- tags ---------------------------------------------------------------------------------- */

static void
warn_of_unknown(const struct walk *walk, struct str name, size_t at)
{
	struct arena *arena = walk->rewrite->arena;
	struct str help = str_format(arena,
	        "write `<" STR_FMT ">` in backquotes, or &lt; for the sign itself; as it is no "
	        "browser shows it",
	        STR_ARG(name));
	rewrite_warn(walk->rewrite, source_of(walk, at), str_terminated(arena, help),
	        "HTML has no element \"" STR_FMT "\"", STR_ARG(name));
}

/* Behind the ">" of a tag whose name has been read, or STR_NONE; *quote is then the value it is in. */
static size_t
tag_end(struct str text, size_t at, char *quote)
{
	bool value = false;
	for (*quote = 0; at < text.len; at++) {
		char c = text.at[at];
		if (*quote)
			*quote = c == *quote ? 0 : *quote;
		else if (c == '>')
			return at + 1;
		else if (value && (c == '"' || c == '\''))
			*quote = c;
		value = c == '=' || (value && ascii_is_space(c));
	}
	return STR_NONE;
}

/* Where an end tag of this name begins, or the end. */
static size_t
find_end_tag(struct walk *walk, struct str text, size_t at, struct str name)
{
	for (size_t i = 0; i < walk->without_end.len; i++) {
		if (str_eq_nocase(walk->without_end.at[i], name))
			return text.len;
	}
	for (; at < text.len; at++) {
		if (str_starts(str_skip(text, at), STR("</")) &&
		        str_eq_nocase(str_slice(text, at + 2, at + 2 + name.len), name))
			return at;
	}
	*array_push(&walk->arena, &walk->without_end) = name;
	return at;
}

/* Returns where to read on. */
static size_t
open_element(struct walk *walk, struct str text, size_t at, struct str name)
{
	char quote;
	size_t end = tag_end(text, at + 1 + name.len, &quote);
	enum element_kind kind = element_kind(name);
	bool is_foreign = walk->foreign || kind == ELEMENT_FOREIGN;
	bool ends = end != STR_NONE && is_foreign && text.at[end - 2] == '/';
	bool is_whole = name.len < NAME_MAX;
	if (kind == ELEMENT_UNKNOWN && is_whole && walk->tells)
		warn_of_unknown(walk, name, at);
	if (kind > ELEMENT_OPTIONAL && is_whole && !ends && keeps_html(walk))
		push_element(walk, name, at, kind);
	if (end == STR_NONE) {
		open_other(walk, at, quote == '"' ? "\">" : quote ? "'>" : ">", "tag");
		return text.len;
	}
	if (kind != ELEMENT_RAW || walk->foreign)
		return end;
	size_t behind = find_end_tag(walk, text, end, name);
	return behind < text.len || walk->is_block ? behind : end;
}

static size_t
read_tag(struct walk *walk, struct str text, size_t at)
{
	size_t from = at + 1 + (at + 1 < text.len && text.at[at + 1] == '/'), to = from;
	while (to < text.len && to - from < NAME_MAX && !ascii_is_space(text.at[to]) &&
	        text.at[to] != '/' && text.at[to] != '>')
		to++;
	struct str name = str_slice(text, from, to);
	if (!name.len || !ascii_is_letter(name.at[0]))
		return at + 1;
	if (from == at + 1)
		return open_element(walk, text, at, name);
	if (name.len < NAME_MAX)
		close_element(walk, name, at);
	size_t end = str_find_char(str_skip(text, to), '>');
	return end == STR_NONE ? text.len : to + end + 1;
}

/* What is no element, with its end and how much of that may be the begin as well. */
static const struct {
	struct str begin, end;
	size_t shared;
	const char *what;
} others[] = {
	{ STR_INIT("<!--"), STR_INIT("-->"), 2, "comment" },
	{ STR_INIT("<![CDATA["), STR_INIT("]]>"), 0, "CDATA section" },
	{ STR_INIT("<?"), STR_INIT("?>"), 0, "processing instruction" },
	{ STR_INIT("<!"), STR_INIT(">"), 0, "declaration" },
};

static size_t
read_markup(struct walk *walk, struct str text, size_t at)
{
	struct str rest = str_skip(text, at);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		if (!str_starts(rest, others[i].begin))
			continue;
		size_t from = at + others[i].begin.len - others[i].shared;
		size_t end = str_find(str_skip(text, from), others[i].end);
		if (end != STR_NONE)
			return from + end + others[i].end.len;
		if (keeps_html(walk))
			open_other(walk, at, others[i].end.at, others[i].what);
		return text.len;
	}
	return read_tag(walk, text, at);
}

/* --- the walk ------------------------------------------------------------------------------ */

/* At the end of a block, before the event at a position. */
static void
end_block(struct walk *walk, uint32_t position)
{
	struct str text = buf_view(&walk->text);
	size_t before = walk->open.len;
	for (size_t at = 0, next; (next = str_find_char(str_skip(text, at), '<')) != STR_NONE;)
		at = read_markup(walk, text, at + next);
	for (size_t i = before; i < walk->open.len; i++) {
		if (walk->open.at[i].greedy)
			walk->open.at[i].position = position;
	}
	buf_clear(&walk->text);
	walk->pieces.len = walk->without_end.len = 0;
}

static void
tell(const struct walk *walk, const struct open *open)
{
	const char *help = open->name.len
	        ? "write its end tag where it ends, or write it in backquotes if it is meant as text; "
	          "now it is closed at the end of the page"
	        : "write its end; now it is closed at the end of the block it stands in, and until "
	          "then nothing is shown";
	if (open->greedy && open->name.len)
		help = "write its end tag, or write it in backquotes if it is meant as text; now it is "
		       "closed at the end of the block it stands in";
	if (open->name.len)
		rewrite_warn(walk->rewrite, open->source, help,
		        "the element \"" STR_FMT "\" is never closed", STR_ARG(open->name));
	else
		rewrite_warn(walk->rewrite, open->source, help, "this %s does not end", open->what);
}

/* At the end of the text, or of a note, before the event at a position. */
static void
end_part(struct walk *walk, uint32_t position)
{
	for (size_t i = walk->first; i < walk->open.len; i++) {
		struct open *open = &walk->open.at[i];
		if (open->position == UINT32_MAX)
			open->position = position;
		if (!open->is_closed && walk->tells)
			tell(walk, open);
	}
	walk->first = walk->open.len;
	walk->foreign = 0;
}

/* "{{<figure>}}" is told as what it is. */
static bool
is_shortcode(const struct tape *tape, const struct tape_event *event)
{
	return tape_is_literal(tape, event) &&
	        str_ends(str_slice(tape->source, 0, event->arg[0]), STR("{{"));
}

static void
gather(struct walk *walk, const struct tape_event *event)
{
	const struct tape *tape = walk->rewrite->tape;
	if (event->kind == TAPE_IMAGE)
		walk->images += event->leave ? -1u : 1u;
	if (event->kind == TAPE_NEWLINE && walk->text.len)
		buf_char(&walk->text, '\n');
	if (event->kind != TAPE_TEXT_HTML || walk->images || is_shortcode(tape, event))
		return;
	if (tape_is_literal(tape, event))
		*array_push(&walk->arena, &walk->pieces) =
		        (struct piece){ walk->text.len, event->arg[0] };
	buf_put(&walk->text, tape_str(tape, event->arg));
}

static void
go(struct walk *walk)
{
	struct tape_reader reader = tape_read(walk->rewrite->tape, 0, 0);
	struct tape_event event;
	buf_init(&walk->text, TEXT_MAX);
	while (tape_next(&reader, &event)) {
		gather(walk, &event);
		if (event.is != TAPE_IS_BLOCK)
			continue;
		if (walk->text.len)
			end_block(walk, event.at);
		if (event.kind == TAPE_NOTE)
			end_part(walk, event.at);
		walk->is_block = event.kind == TAPE_HTML && !event.leave;
	}
	end_part(walk, UINT32_MAX);
	buf_free(&walk->text);
}

void
raw_html_check(const struct rewrite *rewrite)
{
	struct walk walk = { .rewrite = rewrite, .tells = true, .arena = ARENA_EMPTY };
	if (!tape_has(rewrite->tape, TAPE_TEXT_HTML) ||
	        rewrite->options->html == MARKDOWN_HTML_ESCAPE)
		return;
	go(&walk);
	arena_free(&walk.arena);
}

/* --- closing ------------------------------------------------------------------------------- */

bool
raw_html_is_open(const struct rewrite *rewrite)
{
	return rewrite->options->html == MARKDOWN_HTML_ALLOW &&
	        tape_has(rewrite->tape, TAPE_TEXT_HTML);
}

static void
put_closer(const struct rewrite *rewrite, const struct open *open)
{
	struct str parts[] = { STR("</"), open->name, STR(">") };
	struct str closer = open->name.len ? str_join(rewrite->arena, parts, 3, STR_EMPTY)
	                                   : str_from(open->closer);
	tape_text(rewrite->out, TAPE_TEXT_HTML, closer);
}

static int
compare(const void *a, const void *b, void *unused)
{
	const struct open *const *x = a, *const *y = b;
	(void)unused;
	return ((*x)->position > (*y)->position) - ((*x)->position < (*y)->position);
}

/* What is never closed, by the position, the last one first. */
static size_t
sort_open(struct walk *walk, const struct open **sorted)
{
	size_t count = 0;
	for (size_t i = walk->open.len; i > 0; i--) {
		if (!walk->open.at[i - 1].is_closed)
			sorted[count++] = &walk->open.at[i - 1];
	}
	array_sort(sorted, count, sizeof *sorted, &walk->arena, compare, NULL);
	return count;
}

/* Before what it is closed: the end of a block, of a note, or of all. */
static enum tape_kind
kind_at(const struct tape *tape, uint32_t position)
{
	struct tape_event event = { .kind = TAPE_NOTE };
	struct tape_reader reader = tape_read(tape, position, 0);
	if (position < tape->events.len)
		tape_next(&reader, &event);
	return event.kind;
}

void
raw_html_close(const struct rewrite *rewrite)
{
	struct walk walk = { .rewrite = rewrite, .arena = ARENA_EMPTY };
	struct tape_writer *out = rewrite->out;
	go(&walk);
	const struct open **sorted = arena_array(&walk.arena, const struct open *, walk.open.len);
	size_t count = sort_open(&walk, sorted);
	uint32_t done = 0;
	for (size_t i = 0; i < count;) {
		uint32_t position = sorted[i]->position;
		enum tape_kind kind = kind_at(rewrite->tape, position);
		tape_copy(out, rewrite->tape, done, position);
		if (kind == TAPE_NOTE)
			tape_enter(out, TAPE_HTML);
		for (; i < count && sorted[i]->position == position; i++)
			put_closer(rewrite, sorted[i]);
		if (kind == TAPE_NOTE || kind == TAPE_HTML)
			tape_newline(out, TAPE_TEXT_HTML);
		if (kind == TAPE_NOTE)
			tape_leave(out, TAPE_HTML);
		done = position;
	}
	tape_copy(out, rewrite->tape, done, UINT32_MAX);
	arena_free(&walk.arena);
}
