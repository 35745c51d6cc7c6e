/*
 * Most words are ASCII and are only made lower case. What a blank or a sign of ASCII parts is folded piece by
 * piece: such a character stays what it is, whatever is next to it, and no letter changes by its neighbours beyond it.
 */
#include "search/search_fold.h"

#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/block.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "search/search_short.h"

/* Letters that do not come apart into a letter and a mark, and what people type for them. */
static const struct {
	uint32_t letter;
	const char *written;
} letters[] = {
	{ 0xdf, "ss" },        /* sharp s */
	{ 0xe6, "ae" },        /* ash */
	{ 0xf0, "d" },         /* eth */
	{ 0xf8, "o" },         /* o with stroke */
	{ 0xfe, "th" },        /* thorn */
	{ 0x111, "d" },        /* d with stroke */
	{ 0x127, "h" },        /* h with stroke */
	{ 0x131, "i" },        /* i without its dot */
	{ 0x142, "l" },        /* l with stroke */
	{ 0x153, "oe" },       /* the ligature */
	{ 0x167, "t" },        /* t with stroke */
	{ 0x3c2, "\xcf\x83" }, /* sigma at the end of a word */
};

struct span {
	uint32_t first, last;
};

/* Where marks stand that readers leave out: those of Latin, Greek and Cyrillic, Hebrew points, Arabic vowels. */
static const struct span dropped[] = {
	{ 0x300, 0x6ff },
	{ 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff },
	{ 0x20d0, 0x20ff },
	{ 0xfe20, 0xfe2f },
};

/* Scripts without blanks between words: Thai, Lao, Myanmar, Khmer, Han, Kana; and Hangul. With what stands among them. */
static const struct span paired[] = {
	{ 0xe00, 0xeff },
	{ 0x1000, 0x109f },
	{ 0x1100, 0x11ff },
	{ 0x1780, 0x17ff },
	{ 0x2e80, 0x9fff },
	{ 0xa960, 0xa97f },
	{ 0xac00, 0xd7ff },
	{ 0xf900, 0xfaff },
	{ 0x20000, 0x3ffff },
};

#define IN_SPANS(c, spans) in_spans((c), (spans), sizeof(spans) / sizeof *(spans))

static bool
in_spans(uint32_t c, const struct span *spans, size_t count)
{
	for (size_t i = 0; i < count && c >= spans[i].first; i++)
		if (c <= spans[i].last)
			return true;
	return false;
}

static bool
is_dropped(uint32_t c)
{
	enum utf8_category category;

	if (c < 0x300 || !IN_SPANS(c, dropped))
		return false;
	category = utf8_category(c);
	return c == 0x640 ||
	        (category >= UTF8_MN && category <= UTF8_ME); /* 0x640: only makes a word longer */
}

/* A letter that is read with its neighbour, not in a word of many. */
static bool
is_paired(uint32_t c)
{
	return c >= 0xe00 && IN_SPANS(c, paired) && utf8_is_letter(c);
}

static void
put_folded(struct buf *out, uint32_t c)
{
	if (is_dropped(c))
		return;
	c = utf8_to_lower(c);
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
		if (letters[i].letter == c) {
			buf_put(out, str_from(letters[i].written));
			return;
		}
	}
	utf8_put(out, c);
}

struct str
search_fold(struct arena *arena, struct str text)
{
	struct str apart = utf8_decompose(arena, text), folded;
	struct buf buf;

	buf_init(&buf, apart.len * 2 + 8);
	for (size_t at = 0; at < apart.len;)
		put_folded(&buf, utf8_next(apart, &at));
	folded = utf8_compose(arena, buf_view(&buf));
	buf_free(&buf);
	return folded;
}

struct search_words
search_fold_words(struct arena *arena, struct str text)
{
	return (struct search_words){ .arena = arena, .text = text };
}

/* The character at `at`, and where the next one begins. */
static uint32_t
peek(struct str s, size_t at, size_t *next)
{
	*next = at;
	return utf8_next(s, next);
}

/* A word that begins with this ideograph: with the next one, when there is one. */
static struct str
take_pair(struct search_words *words, size_t second)
{
	struct str piece = words->piece;
	size_t from = words->piece_at, end = second;
	uint32_t c = second < piece.len ? peek(piece, second, &end) : 0;

	words->piece_at = second;
	if (!is_paired(c))
		end = second;
	return str_slice(piece, from, end);
}

static struct str
take_run(struct search_words *words)
{
	struct str piece = words->piece;
	size_t from = words->piece_at, end = from, at = from, next;

	for (size_t count = 0; at < piece.len; count++, at = next) {
		uint32_t c = peek(piece, at, &next);

		if (!utf8_is_letter(c) || is_paired(c))
			break;
		if (count < SEARCH_WORD_MAX)
			end = next;
	}
	words->piece_at = at;
	return str_slice(piece, from, end);
}

static bool
next_in_piece(struct search_words *words, struct str *word)
{
	while (words->piece_at < words->piece.len) {
		size_t next;
		uint32_t c = peek(words->piece, words->piece_at, &next);

		if (!utf8_is_letter(c)) {
			words->piece_at = next;
			continue;
		}
		*word = is_paired(c) ? take_pair(words, next) : take_run(words);
		return true;
	}
	return false;
}

uint64_t
search_fold_head(struct str word)
{
	char bytes[sizeof(uint64_t)] = { 0 };

	if (word.len >= sizeof bytes)
		return block_eight(word.at);
	if (word.len) /* an empty one may have no address */
		memcpy(bytes, word.at, word.len);
	return block_eight(bytes);
}

/* Is the byte a letter or digit of ASCII, or part of a character beyond it? */
static bool
in_word(char byte)
{
	return ascii_is_alnum(byte) || (unsigned char)byte >= 0x80;
}

/*
 * Reads on to the end of the next piece that has no blank and no sign of ASCII in it. Its letters are put into
 * words->lower as far as they find room; *high tells whether there are others.
 */
static struct str
next_piece(struct search_words *words, bool *high)
{
	struct str text = words->text;
	size_t at = words->at, from;
	uint64_t others = 0, ends;

	while (at < text.len && !in_word(text.at[at]))
		at++;
	from = at;
	do {
		uint64_t bytes = search_fold_head(str_skip(text, at));
		size_t put = at - from;

		ends = ~search_short_in_word(bytes) & SEARCH_SHORT_EACH(0x80);
		bytes &= search_short_before(ends);
		others |= bytes;
		if (put < SEARCH_WORD_MAX)
			block_put_eight(words->lower + put,
			        bytes | (SEARCH_SHORT_EACH(0x20) & search_short_before(ends)));
		at += ends ? search_short_count(ends) : sizeof bytes;
	} while (!ends);
	words->at = at;
	*high = others & SEARCH_SHORT_EACH(0x80);
	return str_of(text.at + from, at - from);
}

/* Any word, however long and of whatever letters. */
static bool
next_of_any(struct search_words *words, struct str *word)
{
	while (!next_in_piece(words, word)) {
		bool high;
		struct str piece = next_piece(words, &high);

		if (!piece.len)
			return false;
		if (!high) {
			*word = str_slice(str_of(words->lower, SEARCH_WORD_MAX), 0, piece.len);
			break;
		}
		words->piece = search_fold(words->arena, piece);
		words->piece_at = 0;
	}
	words->head = search_fold_head(*word);
	return true;
}

bool
search_fold_next(struct search_words *words, struct str *word)
{
	if (words->piece_at < words->piece.len)
		return next_of_any(words, word);
	words->head = search_short_next(words->text, &words->at);
	if (!words->head)
		return next_of_any(words, word);
	block_put_eight(words->lower, words->head);
	*word = str_of(words->lower, search_short_len(words->head));
	return true;
}
