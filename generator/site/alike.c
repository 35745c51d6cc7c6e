/*
 * Frequent words are kept by what is left of them without one letter, so that a rare word finds those like it without a
 * look at all others:
 *
 *	"measuring" on 9 pages    "easuring" "masuring" "mesuring" ... -> measuring
 *	"mesuring"  on 1 page     itself and "esuring" "msuring" ...   the first that is there: measuring
 *
 * Digits are never left out: "python2" and "python3" are no slips of each other.
 */
#include "site/alike.h"

#include "base/utf8.h"
#include "config/config_checks.h"
#include "site/resolve.h"
#include "site/taxonomy.h"

enum {
	FREQUENT_PAGES = 3, /* and more */
	FREQUENT_TIMES = 3, /* as many as the rare one */
	SHORTEST = 4,       /* letters; below, one of them makes another word */
	LONGEST = 40,
};

struct spelling {
	struct str text;
	const struct term *term;
	const struct page *first; /* in the order of sources */
	size_t pages;
};

static bool
is_rare(size_t pages, size_t beside)
{
	return beside >= FREQUENT_PAGES && beside >= pages * FREQUENT_TIMES;
}

void
alike_note(struct alike *alike, struct arena *arena, const struct page *page,
        const struct term *term, struct str text)
{
	struct map_entry *entry;
	struct spelling *spelling;
	bool added;

	entry = map_put(&alike->spellings, arena, text, &added);
	if (added)
		entry->value = arena_new(arena, struct spelling);
	spelling = entry->value;
	if (added)
		*spelling = (struct spelling){ text, term, page, 0 };
	spelling->pages++;
}

/* ---- one word in two spellings -------------------------------------------------------------------- */

static struct str
pages_of(struct resolve *r, size_t count)
{
	return str_format(r->arena, "%zu page%s", count, count == 1 ? "" : "s");
}

static void
tell(struct resolve *r, const struct taxonomy *taxonomy, const struct spelling *rare,
        struct str other, size_t other_pages, const char *what)
{
	const struct page *page = rare->first;

	config_checks_say(r->diags, CONFIG_CHECK_ALIKE_TERMS, site_place(page, taxonomy->name),
	        page->text.bytes, "\"" STR_FMT "\" (" STR_FMT ") %s \"" STR_FMT "\" (" STR_FMT ")",
	        STR_ARG(rare->text), STR_ARG(pages_of(r, rare->pages)), what, STR_ARG(other),
	        STR_ARG(pages_of(r, other_pages)));
	diag_help(r->diags, "spell them alike if they mean the same");
}

/* How most pages write each term, by the term's index. */
static const struct spelling **
usual_spellings(const struct alike *alike, struct resolve *r, const struct taxonomy *taxonomy)
{
	const struct spelling **usual =
	        arena_array(r->arena, const struct spelling *, taxonomy->terms.len + 1);

	for (size_t i = 0; i < alike->spellings.len; i++) {
		const struct spelling *one = alike->spellings.at[i].value;
		const struct spelling **most = &usual[one->term->index];

		if (!*most || one->pages > (*most)->pages)
			*most = one;
	}
	return usual;
}

/* ---- two words ------------------------------------------------------------------------------------ */

/* The word without the character at *at, which moves behind it; empty for a digit. */
static struct str
without(struct arena *arena, struct str word, size_t *at)
{
	size_t from = *at;
	uint32_t c = utf8_next(word, at);

	if (c >= '0' && c <= '9')
		return STR_EMPTY;
	return str_format(arena, STR_FMT STR_FMT, STR_ARG(str_slice(word, 0, from)),
	        STR_ARG(str_skip(word, *at)));
}

static bool
is_compared(const struct term *term)
{
	size_t len = utf8_length(term->key);

	return len >= SHORTEST && len <= LONGEST;
}

/* Of two frequent words, the first in the order of terms. */
static void
keep(struct map *shorter, struct arena *arena, struct str key, const struct term *term)
{
	struct map_entry *entry = map_put(shorter, arena, key, NULL);

	if (!entry->value)
		entry->value = (void *)term;
}

static void
keep_frequent(struct map *shorter, struct arena *arena, const struct term *term)
{
	keep(shorter, arena, term->key, term);
	for (size_t at = 0; at < term->key.len;) {
		struct str key = without(arena, term->key, &at);

		if (key.len)
			keep(shorter, arena, key, term);
	}
}

static const struct term *
find_frequent(const struct map *shorter, struct arena *arena, const struct term *rare)
{
	const struct term *found = map_get(shorter, rare->key);

	for (size_t at = 0; at < rare->key.len;) {
		struct str key;

		if (found && is_rare(rare->pages.len, found->pages.len))
			return found;
		key = without(arena, rare->key, &at);
		found = key.len ? map_get(shorter, key) : NULL;
	}
	return found && is_rare(rare->pages.len, found->pages.len) ? found : NULL;
}

static void
report_slips(
        struct resolve *r, const struct taxonomy *taxonomy, const struct spelling *const *usual)
{
	struct map shorter = { 0 };

	for (size_t i = 0; i < taxonomy->terms.len; i++) {
		const struct term *term = taxonomy->terms.at[i];

		if (term->pages.len >= FREQUENT_PAGES && is_compared(term))
			keep_frequent(&shorter, r->arena, term);
	}
	for (size_t i = 0; shorter.len && i < taxonomy->terms.len; i++) {
		const struct term *term = taxonomy->terms.at[i], *other;
		struct spelling rare = *usual[i];

		if (!is_compared(term) || !(other = find_frequent(&shorter, r->arena, term)))
			continue;
		rare.pages = term->pages.len;
		tell(r, taxonomy, &rare, usual[other->index]->text, other->pages.len, "is nearly");
	}
}

void
alike_report(const struct alike *alike, struct resolve *r, const struct taxonomy *taxonomy)
{
	const struct spelling **usual;

	if (config_checks_off(r->site->config, CONFIG_CHECK_ALIKE_TERMS))
		return;
	usual = usual_spellings(alike, r, taxonomy);
	for (size_t i = 0; i < alike->spellings.len; i++) {
		const struct spelling *one = alike->spellings.at[i].value,
		                      *most = usual[one->term->index];

		if (one != most && is_rare(one->pages, most->pages))
			tell(r, taxonomy, one, most->text, most->pages, "is elsewhere written");
	}
	report_slips(r, taxonomy, usual);
}
