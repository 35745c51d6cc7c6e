/*
 * An address is found in one piece of text, by a character in its middle that few texts have:
 *
 *	see https://example.org/a__b__c.html.
 *	         ^ "://", "www." or "@"
 *
 * The parser may have seen emphasis in it, and the tape has
 *
 *	TEXT "see https://example.org/a"  STRONG  TEXT "b"  /STRONG  TEXT "c.html."
 *
 * so its end is looked for in the source, and taken only as far as whole spans are swallowed with
 * it; their marks become text again. A backslash or a reference such as &amp; is read as it is in
 * text.
 */
#include "markdown/autolink.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/entity.h"
#include "base/str.h"
#include "base/utf8.h"
#include "markdown/rewrite.h"
#include "markdown/stretch.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum {
	TRIM_ROUNDS = 3,
	SWALLOW_MAX = 64, /* events looked at behind an address */
	DOMAIN_MAX = 255,
	PREFIX_MAX = 16, /* what its target may have that the text has not */
};

struct pass {
	const struct tape *tape;
	struct tape_reader reader;
	struct tape_writer *out;
	struct buf href;
	size_t resume; /* text before this offset of the source has been dealt with */
};

/* An address: [begin, end) of the source; it ends in the event at `last`. */
struct address {
	struct str prefix; /* of its target: "http://", "mailto:" or nothing */
	size_t begin, end;
	size_t least; /* it is none if it ends before this */
	uint32_t last;
};

/* --- characters ---------------------------------------------------------------------------- */

/* A letter or digit of any script, as far as one byte can tell; word_end looks closer. */
static bool
is_word(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

static bool
is_in(char c, const char *set)
{
	return c && strchr(set, c);
}

/* May this not stand in an address? */
static bool
is_end(char c)
{
	return (unsigned char)c <= ' ' || c == '<' || c == 0x7f;
}

/* Marks of emphasis and escapes, which lie between pieces of text. */
static bool
is_mark(char c)
{
	return is_in(c, "*_~=+^\\");
}

/* --- finding ------------------------------------------------------------------------------- */

/*
 * The length of the domain at the front of `s`, or 0. No underscore may be in its last two parts; a
 * `lone` name without a dot ("localhost") is fine where a scheme stands before it.
 */
static size_t
domain_len(struct str s, bool lone)
{
	bool underscore = false, underscore_before = false;
	size_t dots = 0, at = 0;
	if (s.len == 0 || !is_word(s.at[0]))
		return 0;
	for (; at < s.len && at <= DOMAIN_MAX; at++) {
		if (s.at[at] == '.') {
			underscore_before = underscore;
			underscore = false;
			dots++;
		} else if (s.at[at] == '_') {
			underscore = true;
		} else if (!is_word(s.at[at]) && s.at[at] != '-') {
			break;
		}
	}
	bool is_domain = !underscore && !underscore_before && (dots > 0 || lone);
	return is_domain && at <= DOMAIN_MAX ? at : 0;
}

/* "https" before the colon at `colon`; 0 when there is no scheme we link. */
static size_t
scheme_len(struct str s, size_t colon)
{
	static const struct str schemes[] = { STR_INIT("http"), STR_INIT("https"),
		STR_INIT("ftp") };
	size_t begin = colon;
	while (begin > 0 && colon - begin < 6 && ascii_is_alnum(s.at[begin - 1]))
		begin--;
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (str_eq_nocase(str_slice(s, begin, colon), schemes[i]))
			return colon - begin;
	}
	return 0;
}

static bool
is_url(struct str s, size_t colon, struct address *found)
{
	bool slashes = str_starts(str_skip(s, colon), STR("://"));
	size_t scheme = slashes ? scheme_len(s, colon) : 0;
	if (!scheme || !domain_len(str_skip(s, colon + 3), true))
		return false;
	*found = (struct address){ STR_EMPTY, .begin = colon - scheme, .least = colon + 4 };
	return true;
}

/* `before` is the character in front of the text. */
static bool
is_www(struct str s, size_t begin, char before, struct address *found)
{
	char previous = begin > 0 ? s.at[begin - 1] : before;
	if (!str_starts(str_skip(s, begin), STR("www.")) ||
	        (!is_end(previous) && !is_in(previous, "*_~([{\"'")) ||
	        !domain_len(str_skip(s, begin + 4), true))
		return false;
	*found = (struct address){ STR("http://"), .begin = begin, .least = begin + 5 };
	return true;
}

/* The length of what may stand behind the address of a chat: "/phone". */
static size_t
resource_len(struct str s)
{
	size_t len = 1;
	if (s.len == 0 || s.at[0] != '/')
		return 0;
	while (len < s.len && (ascii_is_alnum(s.at[len]) || is_in(s.at[len], "@.")))
		len++;
	while (s.at[len - 1] == '.')
		len--;
	return len > 1 ? len : 0;
}

/* Of an address such as "mailto:a@b.c", which has its scheme with it. */
static void
take_scheme(struct str s, size_t from, struct address *found)
{
	static const struct str schemes[] = { STR_INIT("mailto:"), STR_INIT("xmpp:") };
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		size_t len = schemes[i].len;
		if (found->begin - from < len ||
		        !str_eq_nocase(str_slice(s, found->begin - len, found->begin), schemes[i]))
			continue;
		size_t begin = found->begin - len;
		if (begin > from && is_word(s.at[begin - 1]))
			return;
		found->begin = begin;
		found->prefix = STR_EMPTY;
		if (i == 1)
			found->end += resource_len(str_skip(s, found->end));
		return;
	}
}

static bool
is_email(struct str s, size_t from, size_t sign, struct address *found)
{
	size_t begin = sign, end = sign + 1, dots = 0;
	while (begin > from && (ascii_is_alnum(s.at[begin - 1]) || is_in(s.at[begin - 1], ".-_+")))
		begin--;
	for (; end < s.len && (ascii_is_alnum(s.at[end]) || is_in(s.at[end], ".-_")); end++) {
		if (s.at[end] == '.' && s.at[end - 1] == '.')
			break;
		dots += s.at[end] == '.' && end > sign + 1;
	}
	if (s.at[end - 1] == '.') {
		end--;
		dots -= dots > 0;
	}
	if (begin == sign || dots == 0 || !ascii_is_alnum(s.at[end - 1]))
		return false;
	*found = (struct address){ STR("mailto:"), .begin = begin, .end = end };
	take_scheme(s, from, found);
	return true;
}

/* The bytes that an address is found by. */
static const bool is_middle[256] = { [':'] = true, ['w'] = true, ['@'] = true };

/*
 * The first address in a piece of text that begins at `floor` or later and is found at `from` or
 * later. All offsets are those of the source; its end is known for mail only and otherwise 0.
 */
static bool
find_address(struct pass *pass, const struct tape_event *piece, size_t floor, size_t from,
        struct address *found)
{
	size_t begin = piece->arg[0], end = stretch_end(piece);
	struct str text = str_slice(pass->tape->source, begin, end);
	char before = begin > 0 ? pass->tape->source.at[begin - 1] : ' ';
	for (size_t at;
	        from < end && (at = stretch_find(pass->tape->source, from, end, is_middle)) < end;
	        from = at + 1) {
		char c = text.at[at - begin];
		bool is = (c == ':' && is_url(text, at - begin, found)) ||
		        (c == 'w' && is_www(text, at - begin, before, found)) ||
		        (c == '@' && is_email(text, floor - begin, at - begin, found));
		if (is && found->begin + begin >= floor) {
			found->begin += begin;
			found->end += found->end ? begin : 0;
			found->least += begin;
			found->last = piece->at;
			return true;
		}
	}
	return false;
}

/* --- its end ------------------------------------------------------------------------------- */

static bool
is_emphasis(enum tape_kind kind)
{
	return kind == TAPE_EM || kind == TAPE_STRONG || kind == TAPE_DEL || kind == TAPE_INS ||
	        kind == TAPE_HIGHLIGHT || kind == TAPE_SUB || kind == TAPE_SUP;
}

static bool
are_marks(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!is_mark(s.at[i]))
			return false;
	}
	return true;
}

/* The first offset in [from, to) that cannot be part of an address, or `to`. */
static size_t
word_end(const struct pass *pass, size_t from, size_t to)
{
	struct str source = str_slice(pass->tape->source, 0, to);
	while (from < to) {
		size_t next = from;
		uint32_t c = utf8_next(source, &next);
		if (c < 0x80 ? is_end((char)c) : !utf8_is_letter(c))
			break;
		from = next;
	}
	return from;
}

/*
 * Ends the address where its word ends, at `max` at the latest, or as far before it as the events
 * behind `first` demand: where no span is open that was not open at its begin.
 */
static void
end_address(const struct pass *pass, const struct tape_event *first, size_t max,
        struct address *address)
{
	size_t at = stretch_end(first);
	unsigned depth = 0;
	address->end = word_end(pass, address->begin, at < max ? at : max);
	address->last = first->at;
	bool ended = address->end < at;
	struct tape_reader reader = tape_read(pass->tape, first->next, 0);
	struct tape_event event;
	for (unsigned i = 0; !ended && i < SWALLOW_MAX && tape_next(&reader, &event); i++) {
		if (is_emphasis(event.kind) && (!event.leave || depth > 0)) {
			depth += event.leave ? -1u : 1u;
			continue;
		}
		if (!stretch_is_piece(pass->tape, &event) || event.arg[0] < at ||
		        event.arg[0] >= max ||
		        !are_marks(str_slice(pass->tape->source, at, event.arg[0])))
			return;
		at = stretch_end(&event);
		size_t end = word_end(pass, event.arg[0], at < max ? at : max);
		ended = end < at;
		if (depth == 0 && (!ended || event.kind == TAPE_TEXT)) {
			address->end = end;
			address->last = event.at;
		}
	}
}

/* Where a reference such as "&amp;" at the end of `s` begins, or s.len - 1. */
static size_t
reference_at_end(struct str s)
{
	size_t at = s.len - 1;
	while (at > 0 && ascii_is_alnum(s.at[at - 1]))
		at--;
	return at > 0 && at < s.len - 1 && s.at[at - 1] == '&' ? at - 1 : s.len - 1;
}

/* Closing brackets without an opening one in an address. */
static size_t
excess(struct str s, char opening, char closing)
{
	size_t opened = 0, closed = 0;
	for (size_t i = 0; i < s.len; i++) {
		opened += s.at[i] == opening;
		closed += s.at[i] == closing;
	}
	return closed > opened ? closed - opened : 0;
}

/* The length of an address without the punctuation that belongs to the sentence around it. */
static size_t
trimmed_len(struct str s)
{
	struct {
		char closing;
		size_t excess;
	} brackets[] = { { ')', excess(s, '(', ')') }, { ']', excess(s, '[', ']') },
		{ '}', excess(s, '{', '}') } };
	while (s.len > 0) {
		char last = s.at[s.len - 1];
		size_t i = 0;
		while (i < 3 && brackets[i].closing != last)
			i++;
		if (last == ';') {
			s.len = reference_at_end(s);
		} else if (is_in(last, "?!.,:*_~'\"")) {
			s.len--;
		} else if (i < 3 && brackets[i].excess > 0) {
			brackets[i].excess--;
			s.len--;
		} else {
			break;
		}
	}
	return s.len;
}

static void
find_end(const struct pass *pass, const struct tape_event *first, struct address *address)
{
	struct str source = pass->tape->source;
	size_t end = source.len;
	for (unsigned round = 0; round < TRIM_ROUNDS; round++) {
		end_address(pass, first, end, address);
		end = address->begin + trimmed_len(str_slice(source, address->begin, address->end));
		if (end == address->end)
			return;
	}
	end = word_end(pass, address->begin, stretch_end(first));
	address->end = address->begin + trimmed_len(str_slice(source, address->begin, end));
	address->last = first->at;
}

/* --- copying ------------------------------------------------------------------------------- */

/* Walks over the text of an address: its pieces, and the marks between them. */
struct pieces {
	const struct pass *pass;
	const struct address *address;
	struct tape_reader reader;
	struct tape_event event;
	size_t at;
};

static struct pieces
pieces_of(const struct pass *pass, const struct tape_event *first, const struct address *address)
{
	return (struct pieces){
		.pass = pass,
		.address = address,
		.reader = tape_read(pass->tape, first->next, 0),
		.event = *first,
		.at = address->begin,
	};
}

static bool
next_piece(struct pieces *pieces, enum tape_kind *kind, struct str *text)
{
	struct str source = pieces->pass->tape->source;
	size_t end = pieces->address->end;
	if (pieces->at >= end)
		return false;
	while (pieces->at >= stretch_end(&pieces->event) ||
	        !stretch_is_piece(pieces->pass->tape, &pieces->event)) {
		if (!tape_next(&pieces->reader, &pieces->event))
			return false;
	}
	size_t begin = pieces->event.arg[0];
	*kind = TAPE_TEXT;
	if (pieces->at < begin) {
		*text = str_slice(source, pieces->at, begin);
		text->len -= text->at[text->len - 1] == '\\';
		pieces->at = begin;
	} else {
		size_t to = stretch_end(&pieces->event);
		*kind = pieces->event.kind;
		*text = str_slice(source, pieces->at, to < end ? to : end);
		pieces->at = to;
	}
	return true;
}

static void
put_link(struct pass *pass, const struct tape_event *first, const struct address *address)
{
	struct tape_event link = { .kind = TAPE_LINK };
	enum tape_kind kind;
	struct str text;
	buf_clear(&pass->href);
	buf_put(&pass->href, address->prefix);
	struct pieces pieces = pieces_of(pass, first, address);
	while (next_piece(&pieces, &kind, &text)) {
		if (kind != TAPE_ENTITY || !entity_decode(&pass->href, text))
			buf_put(&pass->href, text);
	}
	struct str literal = str_slice(pass->tape->source, address->begin, address->end);
	struct str href = buf_view(&pass->href);
	tape_view(pass->out, str_eq(href, literal) ? literal : href, link.arg + TAPE_LINK_HREF);
	tape_put(pass->out, &link);
	pieces = pieces_of(pass, first, address);
	while (next_piece(&pieces, &kind, &text))
		tape_text(pass->out, kind, text);
	tape_leave(pass->out, TAPE_LINK);
}

/* Copies a piece of text with its addresses linked. */
static void
copy_text(struct pass *pass, const struct tape_event *piece)
{
	struct str source = pass->tape->source;
	size_t floor = piece->arg[0], from;
	struct address address;
	if (pass->resume > floor)
		floor = pass->resume;
	for (from = floor; find_address(pass, piece, floor, from, &address);) {
		if (!address.end)
			find_end(pass, piece, &address);
		if (address.end < address.least) {
			from = address.least;
			continue;
		}
		tape_text(pass->out, TAPE_TEXT, str_slice(source, floor, address.begin));
		put_link(pass, piece, &address);
		pass->resume = floor = from = address.end;
		if (address.last != piece->at) {
			pass->reader = tape_read(pass->tape, address.last, 0);
			return;
		}
	}
	tape_text(pass->out, TAPE_TEXT, str_slice(source, floor, stretch_end(piece)));
}

/* Follows how many links and images are open, in which nothing is to be linked. */
static unsigned
links_open(unsigned open, const struct tape_event *event)
{
	if (event->kind == TAPE_LINK || event->kind == TAPE_IMAGE)
		open += event->leave ? -1u : 1u;
	return open;
}

void
autolink_pass(const struct rewrite *rewrite)
{
	const struct tape *tape = rewrite->tape;
	struct tape_writer *out = rewrite->out;
	struct pass pass = { .tape = tape, .reader = tape_read(tape, 0, 0), .out = out };
	struct address unused;
	unsigned open = 0;
	uint32_t done = 0;
	struct tape_event event;
	buf_init(&pass.href, tape->source.len + PREFIX_MAX);
	while (tape_next(&pass.reader, &event)) {
		open = links_open(open, &event);
		if (event.is == TAPE_IS_BLOCK)
			pass.resume = 0; /* footnotes stand before in the source */
		bool is_text =
		        event.kind == TAPE_TEXT && !open && stretch_is_piece(pass.tape, &event);
		bool gone = (is_text || event.kind == TAPE_ENTITY) && event.arg[0] < pass.resume;
		if (!gone &&
		        !(is_text &&
		                find_address(&pass, &event, event.arg[0], event.arg[0], &unused)))
			continue;
		tape_copy(out, tape, done, event.at);
		if (is_text)
			copy_text(&pass, &event);
		done = (uint32_t)pass.reader.at;
	}
	tape_copy(out, tape, done, UINT32_MAX);
	buf_free(&pass.href);
}
