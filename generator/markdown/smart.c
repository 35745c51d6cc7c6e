/*
 * What a mark means is seen by what stands on both sides of it. A quotation mark opens behind a blank,
 * an opening bracket, a dash or another opening mark, and closes where one is open in its block; what
 * does neither stays as it is, such as the signs for feet and inches. Within words there are
 * apostrophes alone. Hyphens that a word follows and none comes before are an option of a program, also
 * behind an opening mark.
 *
 * Text that an address consists of is left alone, and so is what has a backslash before it.
 */
#include "markdown/smart.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/locale.h"
#include "base/str.h"
#include "base/utf8.h"
#include "markdown/attribute.h"
#include "markdown/directive.h"
#include "markdown/markdown.h"
#include "markdown/rewrite.h"
#include "markdown/stretch.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum { OPENED = '(', CLOSED = ')', PLAIN_MAX = 1 << 20 };

/* What the lines below the names of a table are made of, quotes around them included. */
#define ROW STR("|-: \t>")

struct quote {
	const char *languages;
	const char *marks[4]; /* opening, closing, and the same inside others */
};

static const struct quote quotes[] = {
#define QUOTE(languages, open, close, open_inside, close_inside) \
	{ languages, { open, close, open_inside, close_inside } },
#include "markdown/quote.def"
#undef QUOTE
};

/* An element of another language, how deep it is, and the marks around it. */
struct foreign {
	size_t depth;
	const struct quote *before;
};

struct pass {
	const struct rewrite *rewrite;
	const struct tape *tape;
	struct tape_writer *out;
	uint32_t done; /* events before this position have been copied */
	const struct quote *quote;
	struct str href;  /* of the link we are in, or empty */
	uint32_t before;  /* the character before the next piece of text */
	unsigned open[2]; /* quotation marks, and those of the inside kind */
	size_t line_end;  /* of the newest line looked at */
	bool in_row;      /* that is one of bars and dashes */
	struct str list;  /* of attributes, before what has them */
	size_t depth;     /* blocks and spans that we are in */
	struct arena arena;
	array_of(struct foreign) foreign;
};

static const struct quote *
quote_of(struct str language)
{
	const struct quote *found = &quotes[0];
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		if (locale_names(quotes[i].languages, language, false))
			return &quotes[i];
		if (locale_names(quotes[i].languages, language, true))
			found = &quotes[i];
	}
	return found;
}

/* --- sides --------------------------------------------------------------------------------- */

static uint32_t
character_at(struct str source, size_t at)
{
	return at < source.len ? utf8_next(source, &at) : ' ';
}

/* The character before an offset that is not 0. */
static uint32_t
character_before(struct str source, size_t at)
{
	at--;
	while (at > 0 && ((unsigned char)source.at[at] & 0xc0) == 0x80)
		at--;
	return character_at(source, at);
}

static bool
is_opening(uint32_t before, uint32_t behind)
{
	enum utf8_category category = utf8_category(before);
	bool begins = utf8_is_space(before) || category == UTF8_PS || category == UTF8_PI ||
	        category == UTF8_PD || before == '/' || before == '=';
	return begins && !utf8_is_space(behind);
}

/* --- marks --------------------------------------------------------------------------------- */

/* What becomes of a quotation mark, or NULL; *before becomes what it is for those behind it. */
static const char *
quotation(struct pass *pass, bool inside, uint32_t *before, uint32_t behind)
{
	unsigned *open = &pass->open[inside];
	bool opens = is_opening(*before, behind);
	if (inside &&
	        ((utf8_is_letter(*before) && utf8_is_letter(behind)) ||
	                (opens && behind >= '0' && behind <= '9'))) {
		*before = behind;
		return "’";
	}
	if (opens) {
		*before = OPENED;
		(*open)++;
		return pass->quote->marks[2 * inside];
	}
	bool digit = *before >= '0' && *before <= '9';
	bool apostrophe = inside && !*open && !digit && utf8_is_letter(*before);
	*before = CLOSED;
	if (apostrophe)
		return "’";
	if (!*open)
		return NULL;
	(*open)--;
	return pass->quote->marks[2 * inside + 1];
}

/* May what stands behind such a character be an option of a program? */
static bool
is_before_option(uint32_t c)
{
	enum utf8_category category = utf8_category(c);
	return utf8_is_space(c) || category == UTF8_PS || category == UTF8_PI || c == '"' ||
	        c == '\'' || c == '/' || c == '|' || c == '=';
}

/* What becomes of `count` hyphens, or NULL. */
static const char *
dash(size_t count, uint32_t before, uint32_t behind)
{
	bool option = is_before_option(before) && !utf8_is_space(behind);
	bool arrow = before == '<' || behind == '>' || before == '!';
	if (option || arrow)
		return NULL;
	return count == 2 ? "–" : count == 3 ? "—" : NULL;
}

/* --- copying ------------------------------------------------------------------------------- */

static const bool is_mark[256] = { ['"'] = true, ['\''] = true, ['-'] = true, ['.'] = true };

/* Puts a mark behind the text before it, and before that the events that stay as they are. */
static void
put_mark(struct pass *pass, const struct tape_event *event, struct str text, const char *mark)
{
	tape_copy(pass->out, pass->tape, pass->done, event->at);
	pass->done = event->next;
	tape_text(pass->out, TAPE_TEXT, text);
	tape_text(pass->out, TAPE_TEXT, str_from(mark));
}

/* Does a hyphen stand in a line of bars and dashes, which was to be a table's? */
static bool
is_in_row(struct pass *pass, size_t at)
{
	struct str source = pass->tape->source;
	if (at < pass->line_end)
		return pass->in_row;
	size_t begin = at, bars = 0;
	while (begin && source.at[begin - 1] != '\n' &&
	        str_find_char(ROW, source.at[begin - 1]) != STR_NONE)
		bars += source.at[--begin] == '|';
	pass->in_row = begin == 0 || source.at[begin - 1] == '\n';
	for (; at < source.len && source.at[at] != '\n'; at++) {
		bars += source.at[at] == '|';
		pass->in_row &= str_find_char(ROW, source.at[at]) != STR_NONE;
	}
	pass->in_row &= bars > 0;
	pass->line_end = at;
	return pass->in_row;
}

static void
copy_text(struct pass *pass, const struct tape_event *event)
{
	struct str source = pass->tape->source;
	size_t done = event->arg[0], end = done + event->arg[1];
	size_t at = done + tape_is_escaped(pass->tape, done);
	uint32_t before = pass->before;
	while ((at = stretch_find(source, at, end, is_mark)) < end) {
		size_t begin = at;
		char c = source.at[at++];
		if (begin > event->arg[0] && begin > done)
			before = character_before(source, begin);
		while (at < end && (c == '-' || c == '.') && source.at[at] == c)
			at++;
		uint32_t behind = character_at(source, at);
		const char *mark = NULL;
		if (c == '-')
			mark = is_in_row(pass, begin) ? NULL : dash(at - begin, before, behind);
		else if (c != '.')
			mark = quotation(pass, c == '\'', &before, behind);
		else if (at - begin == 3)
			mark = "…";
		if (!mark)
			continue;
		put_mark(pass, event, str_slice(source, done, begin), mark);
		done = at;
	}
	if (done > event->arg[0])
		tape_text(pass->out, TAPE_TEXT, str_slice(source, done, end));
	pass->before = end > done ? character_before(source, end) : before;
}

/* --- languages ----------------------------------------------------------------------------- */

/* The language that a list of attributes gives, or empty. */
static struct str
language_of(struct pass *pass, struct str list)
{
	struct attribute attribute;
	for (struct str rest = str_skip(list, 1); attribute_next(&rest, &attribute);) {
		if (attribute.kind == ATTRIBUTE_NAMED && str_eq_nocase(attribute.name, STR("lang")))
			return attribute_decode(&attribute,
			        arena_array(&pass->arena, char, attribute_room(&attribute)));
	}
	return STR_EMPTY;
}

static void
enter(struct pass *pass, const struct tape_event *event)
{
	bool directive = event->kind == TAPE_DIRECTIVE || event->kind == TAPE_DIRECTIVE_SPAN;
	struct str list =
	        directive ? pass->rewrite->directives->list.at[event->arg[0]].list : pass->list;
	struct str language = language_of(pass, list);
	pass->depth++;
	if (!language.len)
		return;
	*array_push(&pass->arena, &pass->foreign) = (struct foreign){ pass->depth, pass->quote };
	pass->quote = quote_of(language);
}

static void
leave(struct pass *pass)
{
	size_t open = pass->foreign.len;
	if (open && pass->foreign.at[open - 1].depth == pass->depth) {
		pass->quote = pass->foreign.at[open - 1].before;
		pass->foreign.len--;
	}
	pass->depth--;
}

/* Marks are those of the language that an element is in. */
static void
follow_language(struct pass *pass, const struct tape_event *event)
{
	bool element = event->is == TAPE_IS_BLOCK || event->is == TAPE_IS_SPAN;
	if (element && event->leave)
		leave(pass);
	else if (element)
		enter(pass, event);
	pass->list = event->kind == TAPE_ATTRIBUTES ? tape_str(pass->tape, event->arg) : STR_EMPTY;
}

/* What an event that is no text to be changed leaves before the next one. */
static void
see(struct pass *pass, const struct tape_event *event)
{
	if (event->is == TAPE_IS_BLOCK || event->kind == TAPE_HR) {
		pass->before = ' ';
		pass->open[0] = pass->open[1] = 0;
	} else if (event->is == TAPE_IS_TEXT && event->kind != TAPE_TEXT_HTML) {
		pass->before = 'x';
	} else if (event->kind == TAPE_BREAK || event->kind == TAPE_NEWLINE ||
	        event->kind == TAPE_SPACES) {
		pass->before = ' ';
	} else if (event->kind == TAPE_LINK) {
		pass->href = event->leave ? STR_EMPTY
		                          : tape_str(pass->tape, event->arg + TAPE_LINK_HREF);
	}
}

bool
smart_is_needed(const struct rewrite *rewrite)
{
	return rewrite->options->smart;
}

void
smart_pass(const struct rewrite *rewrite)
{
	struct pass pass = {
		.rewrite = rewrite,
		.tape = rewrite->tape,
		.out = rewrite->out,
		.quote = quote_of(rewrite->options->language),
		.href = STR_EMPTY,
		.before = ' ',
		.list = STR_EMPTY,
	};
	struct tape_reader reader = tape_read(rewrite->tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		follow_language(&pass, &event);
		if (event.kind == TAPE_TEXT && tape_is_literal(rewrite->tape, &event) &&
		        !rewrite_is_address(pass.href, tape_str(rewrite->tape, event.arg)))
			copy_text(&pass, &event);
		else
			see(&pass, &event);
	}
	tape_copy(rewrite->out, rewrite->tape, pass.done, UINT32_MAX);
	arena_free(&pass.arena);
}

struct str
smart_plain(struct arena *arena, struct str text, struct str language)
{
	const struct markdown_options options = { .language = language };
	struct tape_writer from = { .text_at = SIZE_MAX }, to = { .text_at = SIZE_MAX };
	struct buf marked;
	struct tape_event event;
	if (stretch_find(text, 0, text.len, is_mark) == text.len)
		return text;
	tape_begin(&from, text, PLAIN_MAX);
	tape_text(&from, TAPE_TEXT, text);
	struct tape given = tape_so_far(&from);
	tape_begin_copy(&to, &given, PLAIN_MAX);
	smart_pass(&(struct rewrite){ .tape = &given, .out = &to, .options = &options });
	struct tape made = tape_so_far(&to);
	struct tape_reader reader = tape_read(&made, 0, 0);
	buf_init(&marked, PLAIN_MAX);
	while (tape_next(&reader, &event))
		buf_put(&marked, tape_str(&made, event.arg));
	if (!marked.full && !tape_is_full(&to))
		text = str_copy(arena, buf_view(&marked));
	buf_free(&marked);
	tape_drop(&from);
	tape_drop(&to);
	return text;
}
