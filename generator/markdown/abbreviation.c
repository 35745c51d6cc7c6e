/*
 * Definitions are paragraphs on the tape, so none is seen in code or HTML. One walk gathers them, a
 * second copies the rest. A word is looked for where no letter or digit stands before it, and so that
 * none follows; the longest that is known counts. How long those are that begin with some byte is a set
 * of bits, so at each place only lengths that there are cost a look.
 *
 *	*[CI]: ...  *[CI/CD]: ...         lengths['C'] = { 2, 5 }
 */
#include "markdown/abbreviation.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"
#include "base/utf8.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum {
	WORD_MAX_LEN = 63, /* bytes, as there are bits of a length */
	TITLE_MAX = 500,   /* bytes */
	TITLES_BASE =
	        1 << 20, /* bytes of titles in the output: this, and TITLES_FACTOR for each byte */
	TITLES_FACTOR = 4,
};

struct definition {
	struct str title;
};

struct pass {
	const struct rewrite *rewrite;
	struct arena arena;
	struct map words;
	uint64_t lengths[256]; /* of words by their first byte */
	struct str href;       /* of the link we are in, or empty */
	size_t room;           /* bytes of titles that may still be written */
};

/* --- definitions --------------------------------------------------------------------------- */

/* Reads a line of a definition, whose title may be none. */
static bool
read_line(struct str line, struct str *word, struct str *title)
{
	line = str_trim(line);
	size_t close = str_find(str_slice(line, 0, WORD_MAX_LEN + 4), STR("]:"));
	if (!str_starts(line, STR("*[")) || close == STR_NONE)
		return false;
	*word = str_slice(line, 2, close);
	*title = str_trim(str_skip(line, close + 2));
	return word->len && str_trim(*word).len == word->len &&
	        str_find_char(*word, '[') == STR_NONE;
}

/* One without a title, or with a whole text for one, is left out. */
static bool
is_title(const struct pass *pass, struct str word, struct str title)
{
	size_t at = (size_t)(word.at - pass->rewrite->tape->source.at);
	if (title.len == 0)
		rewrite_warn(pass->rewrite, at - 2, "write it behind the colon; \"\\*[\" is text",
		        "nothing says what \"" STR_FMT "\" stands for", STR_ARG(word));
	else if (title.len > TITLE_MAX)
		rewrite_warn(pass->rewrite, at - 2,
		        "at most 500 bytes are shown; a note has room for more",
		        "what \"" STR_FMT "\" stands for is too long, so it is left out",
		        STR_ARG(word));
	return title.len > 0 && title.len <= TITLE_MAX;
}

static void
add(struct pass *pass, struct str word, struct str title)
{
	bool added;
	struct map_entry *entry = map_put(&pass->words, &pass->arena, word, &added);
	if (!added)
		return;
	struct definition *definition = arena_new(&pass->arena, struct definition);
	definition->title = title;
	entry->value = definition;
	pass->lengths[(unsigned char)word.at[0]] |= UINT64_C(1) << word.len;
}

/*
 * Is the paragraph that was entered nothing but definitions? It may have emphasis where its lines have
 * stars. Moves the reader behind it, and reads them if `pass` is given.
 */
static bool
take_paragraph(struct tape_reader *reader, struct pass *pass)
{
	struct tape_reader ahead = *reader;
	struct tape_event event;
	struct str source = reader->tape->source, word, title;
	size_t from = STR_NONE, to = 0;
	while (tape_next(&ahead, &event) && event.is != TAPE_IS_BLOCK) {
		bool text = event.kind == TAPE_TEXT || event.kind == TAPE_ENTITY;
		if (text ? !tape_is_literal(reader->tape, &event)
		         : event.kind != TAPE_NEWLINE && event.kind != TAPE_BREAK &&
		                        event.kind != TAPE_EM && event.kind != TAPE_STRONG)
			return false;
		if (!text)
			continue;
		bool begins = source.at[event.arg[0]] == '*' &&
		        !tape_is_escaped(reader->tape, event.arg[0]);
		if (from == STR_NONE && !begins)
			return false;
		from = from == STR_NONE ? event.arg[0] : from;
		to = (size_t)event.arg[0] + event.arg[1];
	}
	for (struct str rest = str_slice(source, from, to), all = rest; all.len && rest.at;) {
		if (!read_line(str_cut(&rest, '\n'), &word, &title))
			return false;
		if (pass && is_title(pass, word, title))
			add(pass, word, title);
	}
	if (from == STR_NONE || from >= to)
		return false;
	*reader = ahead;
	return true;
}

/* --- words --------------------------------------------------------------------------------- */

static bool
is_letter_at(struct str source, size_t at)
{
	return at < source.len && utf8_is_letter(utf8_next(source, &at));
}

static bool
is_letter_before(struct str source, size_t at)
{
	if (at == 0)
		return false;
	while (--at > 0 && ((unsigned char)source.at[at] & 0xc0) == 0x80)
		continue;
	return is_letter_at(source, at);
}

/* The definition of the longest word at an offset, and its length. */
static const struct definition *
find(const struct pass *pass, size_t at, size_t end, size_t *len)
{
	struct str source = pass->rewrite->tape->source;
	uint64_t lengths = pass->lengths[(unsigned char)source.at[at]];
	if (!lengths || is_letter_before(source, at))
		return NULL;
	for (*len = WORD_MAX_LEN; *len > 0; --*len) {
		if (!(lengths >> *len & 1) || *len > end - at || is_letter_at(source, at + *len))
			continue;
		const struct definition *found =
		        map_get(&pass->words, str_slice(source, at, at + *len));
		if (found)
			return found;
	}
	return NULL;
}

static void
put(struct pass *pass, struct str word, const struct definition *definition)
{
	struct tape_writer *out = pass->rewrite->out;
	struct tape_event event = { .kind = TAPE_ABBR };
	tape_view(out, definition->title, event.arg);
	tape_put(out, &event);
	tape_text(out, TAPE_TEXT, word);
	tape_leave(out, TAPE_ABBR);
	pass->room -= definition->title.len;
}

static void
copy_text(struct pass *pass, const struct tape_event *event)
{
	struct str source = pass->rewrite->tape->source;
	struct tape_writer *out = pass->rewrite->out;
	size_t done = event->arg[0], end = done + event->arg[1], len = 0;
	for (size_t at = done; at < end;) {
		const struct definition *found = find(pass, at, end, &len);
		if (!found || found->title.len > pass->room) {
			at++;
			continue;
		}
		tape_text(out, TAPE_TEXT, str_slice(source, done, at));
		put(pass, str_slice(source, at, at + len), found);
		done = at += len;
	}
	tape_text(out, TAPE_TEXT, str_slice(source, done, end));
}

/* --- the pass ------------------------------------------------------------------------------ */

bool
abbreviation_is_needed(const struct rewrite *rewrite)
{
	return str_find(rewrite->tape->source, STR("*[")) != STR_NONE;
}

static void
copy_event(struct pass *pass, const struct tape_event *event)
{
	const struct tape *tape = pass->rewrite->tape;
	if (event->kind == TAPE_LINK)
		pass->href = event->leave ? STR_EMPTY : tape_str(tape, event->arg + TAPE_LINK_HREF);
	if (event->kind == TAPE_TEXT && pass->words.len && tape_is_literal(tape, event) &&
	        !rewrite_is_address(pass->href, tape_str(tape, event->arg)))
		copy_text(pass, event);
	else
		tape_put(pass->rewrite->out, event);
}

void
abbreviation_pass(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct pass pass = {
		.rewrite = rewrite,
		.href = STR_EMPTY,
		.room = TITLES_BASE + TITLES_FACTOR * tape->source.len,
	};
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_next(&reader, &event)) {
		struct tape_reader again = reader;
		if (event.kind == TAPE_P && !event.leave && take_paragraph(&reader, NULL))
			take_paragraph(&again, &pass);
	}
	reader = tape_read(tape, 0, 0);
	while (tape_next(&reader, &event)) {
		if (event.kind != TAPE_P || event.leave || !take_paragraph(&reader, NULL))
			copy_event(&pass, &event);
	}
	arena_free(&pass.arena);
}
