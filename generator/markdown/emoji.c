/*
 * The names lie one behind another in one literal, which is a third of what a table of pointers takes,
 * and are put into a map when a text has the first one that may be.
 */
#include "markdown/emoji.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/map.h"
#include "base/str.h"
#include "base/utf8.h"
#include "markdown/markdown.h"
#include "markdown/rewrite.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum { NAME_MAX_LEN = 40 };

static const char rows[] =
#define EMOJI(name, text) name "\0" text "\0"
#include "markdown/emoji.def"
#undef EMOJI
        ;

struct pass {
	const struct tape *tape;
	struct tape_writer *out;
	struct arena arena;
	struct map names; /* what each stands for, terminated */
	struct str href;  /* of the link we are in, or empty */
};

static void
read_rows(struct pass *pass)
{
	for (size_t at = 0; at < sizeof rows - 1;) {
		struct str name = str_from(rows + at);
		at += name.len + 1;
		map_put(&pass->names, &pass->arena, name, NULL)->value = (void *)(uintptr_t)at;
		at += strlen(rows + at) + 1;
	}
}

/* What a name stands for, or empty. */
static struct str
find(struct pass *pass, struct str name)
{
	if (pass->names.len == 0)
		read_rows(pass);
	void *at = map_get(&pass->names, name);
	return at ? str_from(rows + (uintptr_t)at) : STR_EMPTY;
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || ascii_is_digit(c) || c == '_' || c == '+' || c == '-';
}

/* Does a letter or digit stand before an offset? */
static bool
is_in_word(struct str source, size_t at)
{
	if (at == 0)
		return false;
	while (--at > 0 && ((unsigned char)source.at[at] & 0xc0) == 0x80)
		continue;
	return utf8_is_letter(utf8_next(source, &at));
}

/* The emoji whose name begins with the colon at `at`; *behind is set to what follows it. */
static struct str
read_name(struct pass *pass, size_t at, size_t end, size_t *behind)
{
	struct str source = pass->tape->source;
	size_t to = at + 1;
	while (to < end && to - at <= NAME_MAX_LEN && is_name(source.at[to]))
		to++;
	if (to == end || to == at + 1 || source.at[to] != ':' || is_in_word(source, at))
		return STR_EMPTY;
	*behind = to + 1;
	size_t next = *behind;
	if (next < source.len && utf8_is_letter(utf8_next(source, &next)))
		return STR_EMPTY;
	return find(pass, str_slice(source, at + 1, to));
}

static void
copy_text(struct pass *pass, const struct tape_event *event)
{
	struct str source = pass->tape->source;
	size_t done = event->arg[0], end = done + event->arg[1], colon;
	size_t at = done + tape_is_escaped(pass->tape, done);
	while (at < end && (colon = str_find_char(str_slice(source, at, end), ':')) != STR_NONE) {
		size_t behind = at += colon;
		struct str emoji = read_name(pass, at, end, &behind);
		if (emoji.len) {
			tape_text(pass->out, TAPE_TEXT, str_slice(source, done, at));
			tape_text(pass->out, TAPE_TEXT, emoji);
			done = at = behind;
		} else {
			at++;
		}
	}
	tape_text(pass->out, TAPE_TEXT, str_slice(source, done, end));
}

bool
emoji_is_needed(const struct rewrite *rewrite)
{
	struct str rest = rewrite->tape->source;
	if (!rewrite->options->emoji)
		return false;
	for (size_t at; (at = str_find_char(rest, ':')) != STR_NONE;) {
		rest = str_skip(rest, at + 1);
		size_t len = 0;
		while (len < rest.len && is_name(rest.at[len]))
			len++;
		if (len > 0 && len < rest.len && rest.at[len] == ':')
			return true;
		rest = str_skip(rest, len);
	}
	return false;
}

void
emoji_pass(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct pass pass = { .tape = tape, .out = rewrite->out, .href = STR_EMPTY };
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	uint32_t done = 0;
	while (tape_seek(&reader, TAPE_BIT(TEXT) | TAPE_BIT(LINK), &event)) {
		if (event.kind == TAPE_LINK)
			pass.href = event.leave ? STR_EMPTY
			                        : tape_str(tape, event.arg + TAPE_LINK_HREF);
		if (event.kind != TAPE_TEXT || !tape_is_literal(tape, &event))
			continue;
		struct str text = tape_str(tape, event.arg);
		if (str_find_char(text, ':') == STR_NONE || rewrite_is_address(pass.href, text))
			continue;
		tape_copy(rewrite->out, tape, done, event.at);
		copy_text(&pass, &event);
		done = event.next;
	}
	tape_copy(rewrite->out, tape, done, UINT32_MAX);
	arena_free(&pass.arena);
}
