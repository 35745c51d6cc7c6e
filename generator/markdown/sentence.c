/*
 * A link knows an event near it in whose block it stands. From there text is gathered up to some way behind the
 * link, and the sentence cut out of it:
 *
 *	around                                from       to
 *	| ... as it did before. Closing files [costs time] on all systems. Other ...
 *	                        '-------------------------------------'
 *
 * A paragraph may be as long as it likes and have as many links: what is gathered has a limit on both sides.
 */
#include "markdown/sentence.h"

#include "base/ascii.h"
#include "base/block.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "markdown/markdown.h"
#include "markdown/plain.h"
#include "markdown/tape.h"

enum {
	NEAR = 2000, /* bytes on one side of a link that may count */
	GATHERED_MAX = 1 << 20,
	NUMBER_DIGITS = 2, /* "3. May" is one sentence, "in 1999. May" two */
};

void
sentence_see(struct sentence_watch *watch, const struct tape_event *event)
{
	if (event->is == TAPE_IS_BLOCK) {
		*watch = (struct sentence_watch){ event->at, event->at, 0 };
		return;
	}
	watch->since += event->next - event->at;
	if (event->is == TAPE_IS_TEXT)
		watch->since += event->arg[1];
	if (watch->since > NEAR)
		*watch = (struct sentence_watch){ watch->later, event->next, 0 };
}

/* --- where sentences end ------------------------------------------------------------------- */

static bool
is_letter(char c)
{
	return ascii_is_letter(c) || (unsigned char)c >= 0x80;
}

/* Does a word or a number end here whose point ends no sentence? */
static bool
is_short_form(struct str before)
{
	static const struct str titles[] = { STR_INIT("Mr"), STR_INIT("Mrs"), STR_INIT("Ms"),
		STR_INIT("Dr"), STR_INIT("Prof"), STR_INIT("St"), STR_INIT("Nr"), STR_INIT("vs"),
		STR_INIT("ca"), STR_INIT("bzw") };
	size_t digits = 0, letters = 0;
	while (digits < before.len && ascii_is_digit(before.at[before.len - 1 - digits]))
		digits++;
	if (digits)
		return digits <= NUMBER_DIGITS;
	while (letters < before.len && is_letter(before.at[before.len - 1 - letters]))
		letters++;
	struct str word = str_skip(before, before.len - letters);
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		if (str_eq(word, titles[i]))
			return true;
	}
	return letters && utf8_length(word) == 1;
}

/* The length of the first of these that a text begins with; 0 for none. */
static size_t
first_of(struct str text, const struct str *set, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (str_starts(text, set[i]))
			return set[i].len;
	}
	return 0;
}

/* The length of what may end a sentence; *wide when no space has to follow. */
static size_t
end_mark(struct str text, bool *wide)
{
	static const struct str narrow[] = { STR_INIT("."), STR_INIT("!"), STR_INIT("?"),
		STR_INIT("…"), STR_INIT("؟"), STR_INIT("।") };
	static const struct str full[] = { STR_INIT("。"), STR_INIT("！"), STR_INIT("？") };
	size_t len = first_of(text, full, sizeof full / sizeof *full);
	*wide = len > 0;
	return len ? len : first_of(text, narrow, sizeof narrow / sizeof *narrow);
}

static size_t
closing_mark(struct str text)
{
	static const struct str marks[] = { STR_INIT("\""), STR_INIT("'"), STR_INIT(")"),
		STR_INIT("]"), STR_INIT("”"), STR_INIT("’"), STR_INIT("“"), STR_INIT("»"),
		STR_INIT("«"), STR_INIT("」"), STR_INIT("』"), STR_INIT("）") };
	return first_of(text, marks, sizeof marks / sizeof *marks);
}

/* Can what ends a sentence begin with this byte? */
static bool
is_mark_byte(char c)
{
	return c == '.' || c == '!' || c == '?' || (unsigned char)c >= 0x80;
}

/* Moves behind one character, or behind a mark and what belongs to it. Does a sentence end there? */
static bool
step(struct str text, size_t *at)
{
	struct str before = str_slice(text, 0, *at);
	bool point = text.at[*at] == '.' || str_starts(str_skip(text, *at), STR("…"));
	bool wide, more;
	size_t len = end_mark(str_skip(text, *at), &wide);
	*at += len ? len : 1;
	for (size_t next = len; next; *at += next) {
		next = end_mark(str_skip(text, *at), &more);
		wide |= more;
		next = next ? next : closing_mark(str_skip(text, *at));
	}
	if (len == 0 || (*at < text.len && text.at[*at] != ' ' && !wide))
		return false;
	struct str rest = str_trim(str_skip(text, *at));
	bool small = rest.len && rest.at[0] >= 'a' && rest.at[0] <= 'z';
	return !point || !rest.len || !(small || is_short_form(before));
}

/* The first byte from `at` on that may be of a mark, or the end. */
static size_t
next_mark(struct str text, size_t at)
{
	for (; text.len - at >= sizeof(block); at += sizeof(block)) {
		block b = block_load(text.at + at);
		block found = (block)(b == '.') | (block)(b == '!') | (block)(b == '?') |
		        (block)(b > 0x7f);
		if (!block_is_zero(found))
			return at + block_first(found);
	}
	while (at < text.len && !is_mark_byte(text.at[at]))
		at++;
	return at;
}

struct str
sentence_around(struct str text, size_t from, size_t to)
{
	size_t begin = 0;
	for (size_t at = 0; (at = next_mark(text, at)) < text.len;) {
		if (!step(text, &at))
			continue;
		if (at >= to && at > from)
			return str_trim(str_slice(text, begin, at));
		if (at <= from)
			begin = at;
	}
	return str_trim(str_skip(text, begin));
}

/* --- gathering ----------------------------------------------------------------------------- */

/* Text around a link. */
struct around {
	struct buf memory;
	struct plain plain;
	size_t from, to;      /* of the link */
	bool begun, complete; /* has the link been seen, and its end? */
	bool cut_before, cut_behind;
};

static size_t
gathered(const struct around *around)
{
	return around->memory.len;
}

/* Of a long text, the end before the link and the begin behind it. */
static void
add_text(struct around *around, const struct tape *tape, struct tape_event *event)
{
	struct str text = tape_str(tape, event->arg);
	if (event->is == TAPE_IS_TEXT && event->kind != TAPE_ENTITY && text.len > NEAR) {
		size_t cut = around->begun ? NEAR : text.len - NEAR;
		while (cut < text.len && ((unsigned char)text.at[cut] & 0xc0) == 0x80)
			cut++;
		event->arg[0] += around->begun ? 0 : (uint32_t)cut;
		event->arg[1] = (uint32_t)(around->begun ? cut : text.len - cut);
		around->cut_before |= !around->begun;
		around->cut_behind |= around->begun;
	}
	plain_add(&around->plain, tape, event);
}

/* False when there is enough. */
static bool
add_event(struct around *around, const struct tape *tape, struct tape_event *event, uint32_t link)
{
	if (event->is == TAPE_IS_BLOCK) {
		if (around->begun)
			return false;
		buf_clear(&around->memory);
		around->plain = plain_begin(&around->memory);
		around->cut_before = false;
		return true;
	}
	if (event->at == link) {
		around->begun = true;
		around->from = gathered(around);
	} else if (around->begun && !around->complete && event->kind == TAPE_LINK) {
		around->complete = true;
		around->to = gathered(around);
	}
	add_text(around, tape, event);
	if (around->begun && (event->at - link > NEAR || gathered(around) - around->from > NEAR))
		around->cut_behind = true;
	return !around->cut_behind;
}

static void
gather(struct around *around, const struct markdown *document, const struct markdown_link *link)
{
	struct tape_reader reader = tape_read(document->tape, link->around, 0);
	struct tape_event event;
	buf_init(&around->memory, GATHERED_MAX);
	around->plain = plain_begin(&around->memory);
	around->cut_before = true; /* until its block begins */
	while (tape_next(&reader, &event) && add_event(around, document->tape, &event, link->event))
		continue;
	if (!around->complete)
		around->to = gathered(around);
}

/* --- putting ------------------------------------------------------------------------------- */

/* The end of a text, at most `max` characters of it, from the begin of a word. */
static struct str
tail(struct str text, size_t max)
{
	size_t at = text.len, space;
	for (size_t characters = 0; at > 0 && characters < max; at--)
		characters += ((unsigned char)text.at[at - 1] & 0xc0) != 0x80;
	if (at == 0)
		return text;
	space = str_find_char(str_skip(text, at), ' ');
	return str_skip(text, space == STR_NONE ? at : at + space + 1);
}

void
sentence_put(const struct markdown *document, size_t index, size_t max, struct buf *out)
{
	const struct markdown_link *link = &document->links.at[index];
	struct around around = { 0 };
	if (link->kind == MARKDOWN_ADDRESS)
		return;
	gather(&around, document, link);
	struct str text = buf_view(&around.memory);
	struct str sentence = sentence_around(text, around.from, around.to);
	bool cut_before = around.cut_before && sentence.at == text.at;
	bool cut_behind = around.cut_behind && sentence.at + sentence.len == text.at + text.len;
	size_t skipped = (size_t)(sentence.at - text.at);
	if (utf8_length(sentence) > max) {
		struct str before =
		        str_slice(sentence, 0, around.from > skipped ? around.from - skipped : 0);
		struct str kept = tail(before, max / 2);
		cut_before |= kept.len < before.len;
		sentence = str_skip(sentence, before.len - kept.len);
	}
	if (cut_before)
		buf_lit(out, "…");
	size_t begin = out->len;
	plain_shorten(out, sentence, max);
	if (cut_behind && out->len - begin == sentence.len)
		buf_lit(out, "…");
	buf_free(&around.memory);
}
