/*
 * Lines of a width, as Python's textwrap makes them. A paragraph is cut into chunks, which are white
 * space, words, parts of words that end with a hyphen, and dashes; a line takes chunks while they fit,
 * and only a chunk that is longer than a line is broken. White space at the end of a line, and at the
 * start of all but the first, is dropped.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/unicode.h"
#include "template/vm.h"
#include "template/words.h"

struct wrap {
	struct buf *out;
	struct str newline;
	size_t width;
	enum escape escape; /* of what is wrapped */
	bool break_words, break_hyphens;
	size_t dash;        /* the end of the dash that was found last */
	size_t last;        /* where the last chunk of the line at hand begins */
	const uint32_t *at; /* the characters of the paragraph */
	size_t len;
};

/* --- chunks -------------------------------------------------------------------------------- */

static uint32_t
peek(const struct wrap *wrap, size_t index)
{
	return index < wrap->len ? wrap->at[index] : 0;
}

static bool
is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool
is_letter(uint32_t c)
{
	return c == '_' || (unicode_is_alnum(c) && !unicode_is_decimal(c));
}

static bool
is_word(uint32_t c)
{
	return c == '_' || unicode_is_alnum(c);
}

static bool
is_word_or_mark(uint32_t c)
{
	return is_word(c) || (c && c < 0x80 && strchr("!\"'&.,?", (int)c));
}

/* The index behind two or more hyphens that a word follows, or `from` when there are none. */
static size_t
skip_dash(const struct wrap *wrap, size_t from)
{
	size_t at = from;
	while (peek(wrap, at) == '-')
		at++;
	return at >= from + 2 && is_word(peek(wrap, at)) ? at : from;
}

/* May a word be parted behind the hyphen at this index? Two letters stand before it and behind it. */
static bool
parts_word(const struct wrap *wrap, size_t hyphen)
{
	if (peek(wrap, hyphen) != '-' || hyphen < 2 || !is_letter(wrap->at[hyphen - 1]))
		return false;
	bool before = is_letter(wrap->at[hyphen - 2]) ||
	        (hyphen > 2 && wrap->at[hyphen - 2] == '-' && is_letter(wrap->at[hyphen - 3]));
	size_t second = hyphen + (peek(wrap, hyphen + 2) == '-' ? 3 : 2);
	return before && is_letter(peek(wrap, hyphen + 1)) && is_letter(peek(wrap, second));
}

static size_t
skip_blanks(const struct wrap *wrap, size_t at, size_t stop)
{
	while (at < stop && is_blank(wrap->at[at]))
		at++;
	return at;
}

/*
 * The index behind the chunk that begins at `from`; of one to be broken, any that no line has room for: to look for
 * its end with every line that it fills would take the square of its length.
 */
static size_t
chunk_end(struct wrap *wrap, size_t from)
{
	size_t at = from, stop = wrap->len;
	if (from < wrap->dash)
		return wrap->dash;
	if (wrap->break_words && stop - from > wrap->width)
		stop = from + wrap->width + 1;
	if (is_blank(wrap->at[from]))
		return skip_blanks(wrap, from, stop);
	if (wrap->break_hyphens && from && is_word_or_mark(wrap->at[from - 1]) &&
	        skip_dash(wrap, from) > from) {
		wrap->dash = skip_dash(wrap, from);
		return wrap->dash;
	}
	/* What is left of a broken word may begin with its hyphen. */
	for (at = from; at < stop && !is_blank(wrap->at[at]); at++) {
		if (!wrap->break_hyphens)
			continue;
		if (parts_word(wrap, at))
			return at + 1;
		if (at > from && is_word_or_mark(wrap->at[at - 1]) && skip_dash(wrap, at) > at)
			return at;
	}
	return at;
}

/* --- lines --------------------------------------------------------------------------------- */

/* How much of a chunk that is too long for any line goes into the room that is left. */
static size_t
broken_end(const struct wrap *wrap, size_t from, size_t room)
{
	size_t hyphen = from + room;
	bool more = false;
	while (wrap->break_hyphens && hyphen-- > from) {
		if (wrap->at[hyphen] != '-')
			continue;
		for (size_t i = from; i < hyphen; i++)
			more |= wrap->at[i] != '-';
		return more ? hyphen + 1 : from + room;
	}
	return from + room;
}

/* The end of the line that begins at `from`: as many chunks as fit, or a part of one, which may be none of it. */
static size_t
line_end(struct wrap *wrap, size_t from)
{
	size_t at = from;
	wrap->last = from;
	while (at < wrap->len) {
		size_t end = chunk_end(wrap, at);
		if (end - from <= wrap->width) {
			wrap->last = at;
			at = end;
			continue;
		}
		if (end - at > wrap->width && (wrap->break_words || at == from)) {
			wrap->last = at;
			return wrap->break_words ? broken_end(wrap, at, wrap->width - (at - from))
			                         : end;
		}
		break;
	}
	return at;
}

static bool
is_space(const struct wrap *wrap, size_t from, size_t to)
{
	while (from < to && words_is_space(wrap->at[from]))
		from++;
	return from == to;
}

/* The index behind a chunk that is white space, of any script; `from` when it is not. */
static size_t
skip_space(const struct wrap *wrap, size_t from)
{
	size_t to = from;
	if (is_blank(wrap->at[from]))
		return skip_blanks(wrap, from, wrap->len);
	while (to < wrap->len && !is_blank(wrap->at[to]) && words_is_space(wrap->at[to]))
		to++;
	return to == wrap->len || is_blank(wrap->at[to]) ? to : from;
}

static void
put(struct wrap *wrap, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		char byte = (char)wrap->at[i];
		if (wrap->at[i] < 0x80)
			vm_escape(wrap->out, wrap->escape, str_of(&byte, 1));
		else
			utf8_put(wrap->out, wrap->at[i]);
	}
}

static void
paragraph(struct wrap *wrap)
{
	bool first = true;
	wrap->dash = 0;
	for (size_t from = 0, end; from < wrap->len && !wrap->out->full; from = end) {
		if (!first)
			from = skip_space(wrap, from);
		end = line_end(wrap, from);
		size_t cut = is_space(wrap, wrap->last, end) ? wrap->last : end;
		if (cut == from)
			continue;
		if (!first)
			buf_put(wrap->out, wrap->newline);
		put(wrap, from, cut);
		first = false;
	}
}

static void
decode(struct wrap *wrap, struct arena *arena, struct str line)
{
	uint32_t *characters = arena_array(arena, uint32_t, line.len + 1);
	wrap->len = 0;
	for (size_t at = 0; at < line.len;)
		characters[wrap->len++] = utf8_next(line, &at);
	wrap->at = characters;
}

struct value
filter_wordwrap(struct template_call *call)
{
	struct str rest = call_subject_text(call);
	struct wrap wrap = { .out = call->vm->out, .newline = STR("\n") };
	bool more;
	/* Where there is nothing to wrap, no width is wrong. */
	if (!call_on_text(call) || (rest.len && !call_size(call, 0, 1, INT32_MAX, &wrap.width)))
		return VALUE_UNDEFINED_INIT;
	wrap.break_words = call_truth(call, 1);
	wrap.break_hyphens = call_truth(call, 3);
	if (call->arguments[2].kind != VALUE_NONE && !call_only_text(call, 2, &wrap.newline))
		return VALUE_UNDEFINED_INIT;
	/* Lines that markup joins are escaped, and markup together. */
	enum value_kind kind = call->arguments[2].kind == VALUE_MARKUP ? VALUE_MARKUP : VALUE_TEXT;
	wrap.escape = kind == VALUE_MARKUP ? ESCAPE_HTML : ESCAPE_NONE;
	size_t begin = vm_text_begin(call->vm);
	for (size_t number = 0; vm_charge(call->vm, 1); number++) {
		struct str line = words_line(&rest, &more);
		if (!more)
			break;
		if (number)
			buf_put(wrap.out, wrap.newline);
		decode(&wrap, call->vm->arena, line);
		paragraph(&wrap);
	}
	return vm_text_end(call->vm, begin, kind);
}
