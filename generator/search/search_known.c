#include "search/search_known.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/varint.h"
#include "search/search_gather.h"
#include "search/search_index.h"

#define HEAD "kith words 1 "

enum { KEY_LEN = sizeof(struct hash), SUM_LEN = sizeof(uint64_t), WORDS_MAX = 1 << 30 };

static struct str
key_view(const struct hash *key)
{
	return str_of((const char *)key, KEY_LEN);
}

/* ---- reading --------------------------------------------------------------------------------------- */

/* Takes head and sum off a file; false when it is another one. */
static bool
open_file(struct str *text, struct hash state)
{
	char hex[HASH_HEX_LEN];
	uint64_t sum;

	hash_hex(state, hex);
	if (text->len < SUM_LEN)
		return false;
	text->len -= SUM_LEN;
	memcpy(&sum, text->at + text->len, SUM_LEN);
	if (sum != hash_64(*text) || !str_starts(*text, STR(HEAD)))
		return false;
	*text = str_skip(*text, STR(HEAD).len);
	if (!str_starts(*text, str_of(hex, sizeof hex)))
		return false;
	*text = str_skip(*text, sizeof hex);
	if (!str_starts(*text, STR("\n")))
		return false;
	*text = str_skip(*text, 1);
	return true;
}

/* A count of what takes at least `least` bytes each. */
static bool
take_count(struct str *rest, size_t least, size_t *count)
{
	uint64_t number;

	if (!varint_take(rest, &number) || number > rest->len / least)
		return false;
	*count = (size_t)number;
	return true;
}

/* In order, which lets none be there twice. */
static bool
take_words(struct str *rest, struct arena *arena, struct search_known *known)
{
	if (!take_count(rest, 2, &known->len) || known->len > WORDS_MAX)
		return false;
	known->words = arena_array(arena, struct str, known->len + 1);
	for (size_t i = 0; i < known->len; i++) {
		if (!varint_take_bytes(rest, &known->words[i]) || !known->words[i].len)
			return false;
		if (i && str_cmp(known->words[i - 1], known->words[i]) >= 0)
			return false;
	}
	return true;
}

/* A number; most are of one byte. */
static inline bool
take_step(struct str *rest, uint64_t *step)
{
	if (!rest->len || (unsigned char)*rest->at >= 0x80)
		return varint_take(rest, step);
	*step = (unsigned char)*rest->at++;
	rest->len--;
	return true;
}

static bool
take_page(struct str *rest, struct arena *arena, struct search_known *known)
{
	struct search_known_page *page = arena_new(arena, struct search_known_page);
	struct str key = str_slice(*rest, 0, KEY_LEN);
	uint32_t *words;
	uint64_t word = 0, step;

	*rest = str_skip(*rest, KEY_LEN);
	if (key.len != KEY_LEN || !take_count(rest, 1, &page->len))
		return false;
	page->at = words = arena_raw(arena, (page->len + 1) * sizeof *words, alignof(uint32_t));
	for (size_t i = 0; i < page->len; i++) {
		if (!take_step(rest, &step) || step >> 2 >= known->len - word ||
		        (i && step >> 2 == 0))
			return false;
		word += step >> 2;
		words[i] = (uint32_t)(word << 2 | (step & 3));
	}
	map_put(&known->pages, arena, key, NULL)->value = page;
	return true;
}

static bool
take_all(struct str rest, struct arena *arena, struct search_known *known)
{
	size_t count;

	if (!take_words(&rest, arena, known) || !take_count(&rest, KEY_LEN + 1, &count))
		return false;
	map_reserve(&known->pages, arena, count);
	for (size_t i = 0; i < count; i++)
		if (!take_page(&rest, arena, known))
			return false;
	return !rest.len;
}

bool
search_known_read(struct str text, struct hash state, struct arena *arena, struct search_known *out)
{
	*out = (struct search_known){ .words = NULL };
	if (open_file(&text, state) && take_all(text, arena, out))
		return true;
	*out = (struct search_known){ .words = NULL };
	return false;
}

const struct search_known_page *
search_known_find(const struct search_known *known, struct hash key)
{
	return map_get(&known->pages, key_view(&key));
}

/* ---- adding ---------------------------------------------------------------------------------------- */

static struct search_term *
term_for(struct arena *arena, struct str word, uint32_t count)
{
	struct search_term *term = arena_new(arena, struct search_term);

	term->word = word;
	term->count = count;
	term->first = term->last =
	        arena_raw(arena, sizeof *term->first + count * sizeof term->first->at[0],
	                alignof(struct search_postings));
	*term->first = (struct search_postings){ .cap = count - 1 };
	return term;
}

void
search_known_add(const struct search_known *known, const struct search_known_page *const *pages,
        size_t count, struct search_table *table, struct arena *arena)
{
	uint32_t *counts = arena_array(arena, uint32_t, known->len + 1);
	struct search_term **terms = arena_array(arena, struct search_term *, known->len + 1);

	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; pages[i] && k < pages[i]->len; k++)
			counts[pages[i]->at[k] >> 2]++;
	for (size_t i = 0; i < known->len; i++)
		if (counts[i])
			*array_push(arena, &table->terms) = terms[i] =
			        term_for(arena, known->words[i], counts[i]);
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; pages[i] && k < pages[i]->len; k++) {
			uint32_t word = pages[i]->at[k];
			struct search_term *term = terms[word >> 2];
			struct search_postings *all = term->first;

			term->newest = (search_posting)i << 2 | (word & 3);
			if (all->len < all->cap)
				all->at[all->len++] = term->newest;
		}
	}
}

/* ---- writing --------------------------------------------------------------------------------------- */

/* The next number of postings, which are as search_index.c wrote them. */
static inline uint32_t
next_number(const char **at)
{
	uint32_t number = 0, byte = 0x80;

	for (unsigned shift = 0; byte & 0x80; shift += 7) {
		byte = (unsigned char)*(*at)++;
		number |= (byte & 0x7f) << shift;
	}
	return number;
}

/* Where the words of each page begin in a list of all, and behind the last where that ends. */
static uint32_t *
begins_of(const struct search_word *words, size_t count, size_t pages, struct arena *arena)
{
	uint32_t *begins = arena_array(arena, uint32_t, pages + 2);

	for (size_t i = 0; i < count; i++) {
		const char *at = words[i].postings.at;
		uint32_t page = 0;

		for (uint32_t left = next_number(&at); left; left--)
			begins[(page += next_number(&at) >> 2) + 2]++;
	}
	for (size_t i = 2; i < pages + 2; i++)
		begins[i] += begins[i - 1];
	return begins;
}

static void
write_page(const uint32_t *words, size_t count, struct buf *out)
{
	uint32_t before = 0;
	char *begin, *end;

	varint_put(out, count);
	begin = end = buf_room(out, count * VARINT_MAX_BYTES);
	for (size_t i = 0; begin && i < count; i++) {
		end = varint_write(end, words[i] - before);
		before = words[i] & ~3U;
	}
	out->len += (size_t)(end - begin);
}

static void
write_pages(const struct hash *keys, size_t pages, const struct search_word *words, size_t count,
        struct arena *passing, struct buf *out)
{
	uint32_t *begins = begins_of(words, count, pages, passing);
	uint32_t *all = arena_array(passing, uint32_t, begins[pages + 1] + 1);

	for (size_t i = 0; i < count; i++) {
		const char *at = words[i].postings.at;
		uint32_t page = 0;

		for (uint32_t left = next_number(&at); left; left--) {
			uint32_t number = next_number(&at);

			page += number >> 2;
			all[begins[page + 1]++] = (uint32_t)i << 2 | (number & 3);
		}
	}
	varint_put(out, pages);
	for (size_t i = 0; i < pages; i++) {
		buf_put(out, key_view(&keys[i]));
		write_page(all + begins[i], begins[i + 1] - begins[i], out);
	}
}

void
search_known_write(struct hash state, const struct hash *keys, size_t pages,
        const struct search_word *words, size_t count, struct arena *passing, struct buf *out)
{
	char hex[HASH_HEX_LEN];
	size_t from = out->len;
	uint64_t sum;

	hash_hex(state, hex);
	buf_lit(out, HEAD);
	buf_put(out, str_of(hex, sizeof hex));
	buf_char(out, '\n');
	varint_put(out, count);
	for (size_t i = 0; i < count; i++)
		varint_put_bytes(out, words[i].text);
	write_pages(keys, pages, words, count, passing, out);
	sum = hash_64(str_skip(buf_view(out), from));
	buf_put(out, str_of((const char *)&sum, SUM_LEN));
}
