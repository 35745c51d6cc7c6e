/*
 * A page of 300 German words has some 90 of those that tongue.def lists for German. English has a few of them too ("in",
 * "was"), so that two languages are compared by what only one of them has:
 *
 *	           der und in das ist ... the of and
 *	counted     9   7   6  5   4       0  0  0      35 of German alone, 0 of English alone
 */
#include "audit/tongue.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/utf8.h"

enum {
	LETTERS_MIN = 80,         /* of a page, before anything is said of it */
	PARAGRAPH_MIN = 40,       /* letters */
	WORDS_MIN = 100,          /* from which on a smaller share of them tells */
	PARAGRAPH_WORDS_MIN = 25, /* before another language of the same script is seen */
	VARIETY_MIN = 5,          /* different small words, in so few */
	FEW_WORDS_MIN = 8,        /* of a paragraph in Latin letters, among others */
	WORD_MAX = 32,            /* bytes; longer ones are known to be none */
	IDEOGRAPH = 3,            /* one stands for about as much as so many letters */
};

struct language {
	struct str code, name;
	uint32_t scripts; /* a bit for each */
	struct str words;
};

#define SCRIPT(NAME, ...) enum { NAME = 1u << TONGUE_SCRIPT_##NAME };
#include "audit/script.def"

static const struct language languages[] = {
#define TONGUE(code, name, scripts, words) \
	{ STR_INIT(code), STR_INIT(name), (uint32_t)(scripts), STR_INIT(words) },
#include "audit/tongue.def"
#undef TONGUE
};

enum { LANGUAGES = sizeof languages / sizeof *languages };

static const struct {
	struct str code, name;
} scripts[] = {
#define SCRIPT(NAME, code, name) { STR_INIT(code), STR_INIT(name) },
#include "audit/script.def"
};

struct word {
	size_t index;       /* of tongue_sample.of_word */
	uint64_t languages; /* a bit for each that has it */
};

struct tongue {
	struct map words; /* -> struct word */
};

_Static_assert(LANGUAGES <= 64, "struct word has a bit for each language");

struct tongue *
tongue_new(struct arena *arena)
{
	struct tongue *tongue = arena_new(arena, struct tongue);

	*tongue = (struct tongue){ 0 };
	for (size_t i = 0; i < LANGUAGES; i++) {
		struct str rest = languages[i].words;

		while (rest.at && rest.len) {
			bool added;
			struct map_entry *entry =
			        map_put(&tongue->words, arena, str_cut(&rest, ' '), &added);
			struct word *word = entry->value;

			if (added) {
				entry->value = word = arena_new(arena, struct word);
				*word = (struct word){ tongue->words.len - 1, 0 };
			}
			word->languages |= UINT64_C(1) << i;
		}
	}
	return tongue;
}

/* ---- counting --------------------------------------------------------------------------------- */

/* TONGUE_SCRIPTS for what is of none, or of one that is not known. */
static size_t
script_of(uint32_t c)
{
	static const struct {
		uint32_t first, last;
		enum tongue_script script;
	} ranges[] = {
#define RANGE(first, last, NAME) { first, last, TONGUE_SCRIPT_##NAME },
#include "audit/script.def"
	};
	size_t low = 0, high = sizeof ranges / sizeof *ranges;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (c > ranges[middle].last)
			low = middle + 1;
		else if (c < ranges[middle].first)
			high = middle;
		else
			return ranges[middle].script;
	}
	return TONGUE_SCRIPTS;
}

static void
count_word(const struct tongue *tongue, struct tongue_sample *sample, struct buf *text)
{
	const struct word *word;

	if (!text->len)
		return;
	word = text->full ? NULL : map_get(&tongue->words, buf_view(text));
	sample->words++;
	if (word && word->index < TONGUE_WORDS_MAX)
		sample->of_word[word->index]++;
	buf_clear(text);
}

void
tongue_count(const struct tongue *tongue, struct tongue_sample *sample, struct str text)
{
	struct buf word;
	size_t at = 0;

	buf_init(&word, WORD_MAX);
	while (at < text.len) {
		uint32_t c = utf8_next(text, &at);
		enum utf8_category kind = utf8_category(c);
		size_t script;

		if (kind < UTF8_LU || kind > UTF8_ME) {
			count_word(tongue, sample, &word);
			continue;
		}
		utf8_put(&word, utf8_to_lower(c));
		script = kind <= UTF8_LO ? script_of(c) : TONGUE_SCRIPTS;
		if (script < TONGUE_SCRIPTS)
			sample->letters[script]++;
	}
	count_word(tongue, sample, &word);
	buf_free(&word);
}

/* ---- judging ---------------------------------------------------------------------------------- */

static const struct language *
find_language(struct str tag)
{
	struct str rest = tag, code = str_cut(&rest, '-');

	for (size_t i = 0; i < LANGUAGES; i++)
		if (str_eq_nocase(languages[i].code, code))
			return &languages[i];
	return NULL;
}

/* The scripts of a tag: the one it names, or those of its language; 0 when nothing is known of it. */
static uint32_t
scripts_of(struct str tag)
{
	static const struct {
		struct str code;
		uint32_t scripts;
	} joined[] = {
		{ STR_INIT("Hans"), HAN },
		{ STR_INIT("Hant"), HAN },
		{ STR_INIT("Jpan"), HAN | KANA },
		{ STR_INIT("Kore"), HAN | HANGUL },
	};
	const struct language *language = find_language(tag);
	struct str rest = tag, part = str_cut(&rest, '-');

	part = rest.at ? str_cut(&rest, '-') : STR_EMPTY;
	for (size_t i = 0; i < TONGUE_SCRIPTS; i++)
		if (str_eq_nocase(part, scripts[i].code))
			return 1u << i;
	for (size_t i = 0; i < sizeof joined / sizeof *joined; i++)
		if (str_eq_nocase(part, joined[i].code))
			return joined[i].scripts;
	return language && part.len != 4 ? language->scripts : 0;
}

/* What a sample's letters say. */
struct letters {
	size_t all, expected; /* as if all were of an alphabet */
	size_t most;          /* the script that most of the others are of */
	size_t of_most;
};

static struct letters
weigh(const struct tongue_sample *sample, uint32_t expected)
{
	struct letters letters = { .all = 0 };

	for (size_t i = 0; i < TONGUE_SCRIPTS; i++) {
		bool ideographs = i == TONGUE_SCRIPT_HAN || i == TONGUE_SCRIPT_KANA ||
		        i == TONGUE_SCRIPT_HANGUL;
		size_t weight = sample->letters[i] * (ideographs ? IDEOGRAPH : 1);

		letters.all += weight;
		if (expected >> i & 1) {
			letters.expected += weight;
		} else if (weight > letters.of_most) {
			letters.of_most = weight;
			letters.most = i;
		}
	}
	return letters;
}

/* How many words there are that language `a` has, and `b`, unless it is NULL, has not. */
static size_t
words_of(const struct tongue *tongue, const struct tongue_sample *sample, const struct language *a,
        const struct language *b)
{
	size_t count = 0;

	for (size_t i = 0; i < tongue->words.len && i < TONGUE_WORDS_MAX; i++) {
		const struct word *word = tongue->words.at[i].value;

		if ((word->languages >> (a - languages) & 1) &&
		        !(b && (word->languages >> (b - languages) & 1)))
			count += sample->of_word[i];
	}
	return count;
}

/* The language of which there are most words. */
static const struct language *
likely(const struct tongue *tongue, const struct tongue_sample *sample)
{
	size_t counts[LANGUAGES] = { 0 }, best = 0;

	for (size_t i = 0; i < tongue->words.len && i < TONGUE_WORDS_MAX; i++) {
		const struct word *word = tongue->words.at[i].value;
		uint64_t left = sample->of_word[i] ? word->languages : 0;

		for (size_t k = 0; left; k++, left >>= 1)
			counts[k] += left & 1 ? sample->of_word[i] : 0;
	}
	for (size_t i = 1; i < LANGUAGES; i++)
		if (counts[i] > counts[best])
			best = i;
	return &languages[best];
}

/* How many different words of the language there are. */
static size_t
variety_of(
        const struct tongue *tongue, const struct tongue_sample *sample, const struct language *a)
{
	size_t count = 0;

	for (size_t i = 0; i < tongue->words.len && i < TONGUE_WORDS_MAX; i++) {
		const struct word *word = tongue->words.at[i].value;

		count += sample->of_word[i] && (word->languages >> (a - languages) & 1);
	}
	return count;
}

/*
 * An eighth of many words are of the other language alone, and four times as many as of its own alone. Of few words a
 * fifth, six times as many, and not the same ones again and again: "de", say, of names.
 */
static bool
is_clear(const struct tongue *tongue, const struct tongue_sample *sample,
        const struct language *other, const struct language *own)
{
	size_t of_other, of_own;

	if (sample->words < PARAGRAPH_WORDS_MIN || !own->words.len || other == own)
		return false;
	of_other = words_of(tongue, sample, other, own);
	of_own = words_of(tongue, sample, own, other);
	if (sample->words >= WORDS_MIN)
		return 8 * of_other >= sample->words && of_other >= 4 * of_own;
	return 5 * of_other >= sample->words && of_other >= 6 * of_own &&
	        variety_of(tongue, sample, other) >= VARIETY_MIN;
}

enum tongue_verdict
tongue_judge(const struct tongue *tongue, const struct tongue_sample *sample, struct str tag,
        struct str *name, struct str *code)
{
	uint32_t expected = scripts_of(tag);
	struct letters letters = weigh(sample, expected);
	const struct language *own = find_language(tag), *other;

	*name = *code = STR_EMPTY;
	if (!expected || letters.all < LETTERS_MIN)
		return TONGUE_FITS;
	if (5 * letters.expected < letters.all && 10 * letters.of_most >= 6 * letters.all) {
		*name = scripts[letters.most].name;
		return TONGUE_OTHER_SCRIPT;
	}
	other = likely(tongue, sample);
	if (!own || !is_clear(tongue, sample, other, own))
		return TONGUE_FITS;
	*name = other->name;
	*code = other->code;
	return TONGUE_OTHER_LANGUAGE;
}

enum tongue_verdict
tongue_judge_paragraph(const struct tongue *tongue, const struct tongue_sample *paragraph,
        struct str tag, struct str *name, struct str *code)
{
	uint32_t expected = scripts_of(tag);
	struct letters letters = weigh(paragraph, expected);

	*name = *code = STR_EMPTY;
	if (!expected || letters.all < PARAGRAPH_MIN)
		return TONGUE_FITS;
	if (10 * letters.expected > 9 * letters.all)
		return tongue_judge(tongue, paragraph, tag, name, code);
	if (20 * letters.expected > letters.all || 10 * letters.of_most < 9 * letters.all)
		return TONGUE_FITS;
	if (letters.most == TONGUE_SCRIPT_LATIN &&
	        (paragraph->words < FEW_WORDS_MIN ||
	                5 * words_of(tongue, paragraph, likely(tongue, paragraph), NULL) <
	                        paragraph->words))
		return TONGUE_FITS;
	*name = scripts[letters.most].name;
	return TONGUE_OTHER_SCRIPT;
}
