/*
 * Both texts lose what they begin and end with alike; the rest becomes tokens, and each token a number.
 * A group of tokens up to an empty line is a paragraph, which becomes a number too:
 *
 *	before   the old words here  |  a list  |  an end
 *	after    the old words here  |  a long list  |  more  |  an end
 *	         equal                  changed: compared word by word    equal
 *
 * So the words of a paragraph are compared only with those of the paragraphs that stand in its place,
 * and not with the whole page.
 */
#include "diff/word.h"

#include "base/arena.h"
#include "diff/ends.h"
#include "diff/numbering.h"
#include "diff/word_moves.h"
#include "diff/word_token.h"

enum { NUMBER_BLANK, NUMBER_BREAK }; /* of the tokens that are white space */
enum { GAP_WORDS = 3 }; /* an equal run of fewer between two changes is no rest for the eye */

/* One text as tokens. */
struct side {
	struct str text;
	size_t *starts; /* of len + 1 tokens: the last is the end of the text */
	uint32_t *numbers;
	bool *words; /* is it a word? */
	size_t len;
	array_of(size_t) paragraphs; /* the tokens they begin with, and len */
	array_of(uint32_t) keys;     /* their numbers */
};

/* A change: items [x, x_end) of the one side gave way to [y, y_end) of the other. */
struct change {
	size_t x, x_end, y, y_end;
};

typedef array_of(struct change) change_list;

/* --- equal ends ---------------------------------------------------------------------------------- */

/*
 * How much of the beginning can be left out: up to white space that both have there, because there, and
 * in general only there, a token begins in both.
 */
static size_t
common_first(struct str before, struct str after)
{
	size_t len = ends_first(before, after);
	if (len == before.len && len == after.len)
		return len;
	for (size_t at = len; at-- > 1;) {
		if (word_token_is_blank(before.at[at]) && !word_token_is_blank(before.at[at - 1]))
			return at;
	}
	return 0;
}

/* The same for the end, from what follows white space. */
static size_t
common_last(struct str before, struct str after)
{
	const char *end = before.at + before.len;
	for (size_t len = ends_last(before, after); len > 1; len--) {
		if (word_token_is_blank(end[-(ptrdiff_t)len]) &&
		        !word_token_is_blank(end[1 - (ptrdiff_t)len]))
			return len - 1;
	}
	return 0;
}

static void
cut_ends(struct str *before, struct str *after)
{
	size_t first = common_first(*before, *after);
	*before = str_skip(*before, first);
	*after = str_skip(*after, first);
	size_t last = common_last(*before, *after);
	*before = str_slice(*before, 0, before->len - last);
	*after = str_slice(*after, 0, after->len - last);
}

/* Behind the empty line that ends the paragraph at `at`, or the end of the text. */
static size_t
paragraph_end(struct str text, size_t at)
{
	for (;;) {
		size_t found = str_find_char(str_skip(text, at), '\n');
		if (found == STR_NONE)
			return text.len;
		at += found + 1;
		struct str rest = str_skip(text, at);
		if (str_starts(rest, STR("\n")) || str_starts(rest, STR("\r\n")))
			return at + (rest.at[0] == '\r') + 1;
	}
}

/* How much of the beginning is whole paragraphs that are the same. */
static size_t
common_paragraphs(struct str before, struct str after)
{
	size_t len = ends_first(before, after);
	if (len == before.len && len == after.len)
		return len;
	for (size_t at = len; at-- > 1;) {
		size_t above = before.at[at - 1] == '\r' && at > 1 ? at - 2 : at - 1;
		if (before.at[at] == '\n' && before.at[above] == '\n')
			return at + 1;
	}
	return 0;
}

static void
cut_paragraphs(struct str *before, struct str *after)
{
	size_t first = common_paragraphs(*before, *after);
	*before = str_skip(*before, first);
	*after = str_skip(*after, first);
	struct str tail = str_skip(*before, before->len - ends_last(*before, *after));
	size_t last = tail.len - paragraph_end(tail, 0);
	*before = str_slice(*before, 0, before->len - last);
	*after = str_slice(*after, 0, after->len - last);
}

/* --- scripts ------------------------------------------------------------------------------------- */

/* The next change of a script; the items of `runs` from *at on that make it are passed over. */
static bool
next_change(const diff_runs *runs, size_t *at, struct change *out)
{
	while (*at < runs->len && runs->at[*at].kind == DIFF_SAME)
		++*at;
	if (*at == runs->len)
		return false;
	const struct diff_run *run = &runs->at[*at];
	*out = (struct change){ run->before, run->before, run->after, run->after };
	for (; *at < runs->len && run->kind != DIFF_SAME; run = &runs->at[++*at]) {
		out->x_end += run->kind == DIFF_REMOVED ? run->len : 0;
		out->y_end += run->kind == DIFF_ADDED ? run->len : 0;
	}
	return true;
}

/* --- words alone --------------------------------------------------------------------------------- */

/* The next token from *at on that is not white space, empty at the end. */
static struct str
next_visible(struct str text, size_t *at)
{
	enum word_token kind = WORD_TOKEN_BLANK;
	size_t from = *at;
	while (*at < text.len && (kind == WORD_TOKEN_BLANK || kind == WORD_TOKEN_BREAK)) {
		from = *at;
		*at = word_token_end(text, from, &kind);
	}
	bool blank = kind == WORD_TOKEN_BLANK || kind == WORD_TOKEN_BREAK;
	return blank ? STR_EMPTY : str_slice(text, from, *at);
}

bool
word_same(struct str before, struct str after)
{
	size_t x = 0, y = 0;
	for (;;) {
		struct str old = next_visible(before, &x), new = next_visible(after, &y);
		if (!str_eq(old, new))
			return false;
		if (old.len == 0)
			return true;
	}
}

/* Does a line begin an item of a list, a row of a table or a heading? */
static bool
begins_item(struct str line)
{
	line = str_trim(str_slice(line, 0, str_find_char(line, '\n')));
	size_t digits = 0;
	if (!line.len)
		return false;
	if (line.at[0] == '|' || line.at[0] == '#')
		return true;
	while (digits < line.len && line.at[digits] >= '0' && line.at[digits] <= '9')
		digits++;
	struct str mark = str_slice(line, digits, digits + 2);
	return digits ? str_is(mark, ". ") || str_is(mark, ") ")
	              : str_is(mark, "- ") || str_is(mark, "* ") || str_is(mark, "+ ");
}

/* Where the passage at `at` ends: behind an empty line, or in front of an item. One look at each line. */
static size_t
passage_end(struct str text, size_t at)
{
	for (;;) {
		size_t found = str_find_char(str_skip(text, at), '\n');
		if (found == STR_NONE || at + found + 1 == text.len)
			return text.len;
		at += found + 1;
		size_t blank = text.at[at] == '\r' && at + 1 < text.len;
		if (text.at[at + blank] == '\n')
			return at + blank + 1;
		if (begins_item(str_skip(text, at)))
			return at;
	}
}

/* The passages of a text, byte for byte, whatever white space ends them. */
static void
number_passages(struct arena *scratch, struct numbering *numbering, struct word_passages *passages)
{
	struct str text = passages->text;
	for (size_t at = 0, end; at < text.len; at = end) {
		end = passage_end(text, at);
		*array_push(scratch, &passages->starts) = at;
		*array_push(scratch, &passages->keys) =
		        numbering_of(numbering, str_trim(str_slice(text, at, end)));
	}
	*array_push(scratch, &passages->starts) = text.len;
	passages->group = arena_array(scratch, size_t, passages->keys.len);
}

static size_t
number_words(struct arena *scratch, struct numbering *numbering, struct str text, uint32_t **out)
{
	size_t count = 0;
	uint32_t *numbers = arena_raw(scratch, (text.len + 1) * sizeof *numbers, alignof(uint32_t));
	size_t at = 0, end;
	for (; (at = word_token_next(text, at, &end)) < text.len; at = end)
		numbers[count++] = numbering_of(numbering, str_slice(text, at, end));
	*out = numbers;
	return count;
}

/* The same without numbers, for a text that nothing is compared with. */
static uint32_t
count_all(struct str text)
{
	uint32_t count = 0;
	size_t at = 0, end;
	for (; (at = word_token_next(text, at, &end)) < text.len; at = end)
		count++;
	return count;
}

/* The words of some paragraphs that gave way to others. */
static struct diff_count
count_words(struct arena *scratch, struct str before, struct str after)
{
	uint32_t *from, *to;
	cut_ends(&before, &after);
	if (before.len == 0 || after.len == 0)
		return (struct diff_count){ count_all(after), count_all(before) };
	struct numbering words = numbering_make(scratch);
	size_t width = number_words(scratch, &words, before, &from);
	size_t height = number_words(scratch, &words, after, &to);
	return script_count(scratch, from, width, to, height, words.count, WORD_EDITS_MAX);
}

/* --- what moved ---------------------------------------------------------------------------------- */

static void
add_count(struct diff_count *sum, struct diff_count count)
{
	sum->added += count.added;
	sum->removed += count.removed;
}

/* The text of the passages [first, last) that did not move. */
static struct str
unmoved(struct arena *scratch, const struct word_passages *passages, size_t first, size_t last)
{
	array_of(struct str) parts = { NULL, 0, 0 };
	for (size_t i = first; i < last; i++)
		if (!passages->mate[i])
			*array_push(scratch, &parts) = str_slice(
			        passages->text, passages->starts.at[i], passages->starts.at[i + 1]);
	return str_join(scratch, parts.at, parts.len, STR_EMPTY);
}

/* Numbers the changes that the passages are part of. */
static void
mark_groups(struct word_passages *old, struct word_passages *new, const change_list *groups)
{
	for (size_t i = 0; i < groups->len; i++) {
		for (size_t x = groups->at[i].x; x < groups->at[i].x_end; x++)
			old->group[x] = i + 1;
		for (size_t y = groups->at[i].y; y < groups->at[i].y_end; y++)
			new->group[y] = i + 1;
	}
}

static struct diff_count
count_groups(struct arena *scratch, struct word_passages *old, struct word_passages *new,
        const change_list *groups, size_t numbers)
{
	struct diff_count sum = { 0, 0 };
	mark_groups(old, new, groups);
	word_moves_find(scratch, old, new, numbers);
	for (size_t i = 0; i < groups->len; i++) {
		const struct change *group = &groups->at[i];
		add_count(&sum,
		        count_words(scratch, unmoved(scratch, old, group->x, group->x_end),
		                unmoved(scratch, new, group->y, group->y_end)));
	}
	for (size_t x = 0; x < old->keys.len; x++) {
		size_t y = old->mate[x];
		if (y && old->keys.at[x] != new->keys.at[y - 1])
			add_count(&sum,
			        count_words(scratch, word_moves_passage(old, x),
			                word_moves_passage(new, y - 1)));
	}
	return sum;
}

struct diff_count
word_count(struct arena *scratch, struct str before, struct str after)
{
	cut_paragraphs(&before, &after);
	if (before.len == 0 || after.len == 0)
		return count_words(scratch, before, after);
	if (word_same(before, after))
		return (struct diff_count){ 0, 0 };

	struct word_passages old = { .text = before }, new = { .text = after };
	struct numbering paragraphs = numbering_make(scratch);
	number_passages(scratch, &paragraphs, &old);
	number_passages(scratch, &paragraphs, &new);
	diff_runs runs = { NULL, 0, 0 };
	change_list groups = { NULL, 0, 0 };
	struct change group;
	size_t at = 0;
	script_diff(scratch, old.keys.at, old.keys.len, new.keys.at, new.keys.len, WORD_EDITS_MAX,
	        &runs);
	while (next_change(&runs, &at, &group))
		*array_push(scratch, &groups) = group;
	return count_groups(scratch, &old, &new, &groups, paragraphs.count);
}

/* --- tokens and paragraphs ----------------------------------------------------------------------- */

/* White space at an end of the whole text parts nothing, whatever it is. */
static uint32_t
blank_number(const struct side *side, size_t at, size_t end, enum word_token kind)
{
	bool inside = at > 0 && end < side->text.len;
	return kind == WORD_TOKEN_BREAK && inside ? NUMBER_BREAK : NUMBER_BLANK;
}

static void
read_tokens(
        struct arena *arena, struct numbering *numbering, struct side *side, size_t from, size_t to)
{
	size_t most = to - from;
	struct str text = str_slice(side->text, 0, to);
	side->starts = arena_raw(arena, (most + 1) * sizeof *side->starts, alignof(size_t));
	side->numbers = arena_raw(arena, (most + 1) * sizeof *side->numbers, alignof(uint32_t));
	side->words = arena_raw(arena, most + 1, 1);
	for (size_t at = from, end; at < to; at = end) {
		enum word_token kind;
		end = word_token_end(text, at, &kind);
		bool blank = kind == WORD_TOKEN_BLANK || kind == WORD_TOKEN_BREAK;
		side->starts[side->len] = at;
		side->words[side->len] = kind == WORD_TOKEN_WORD;
		side->numbers[side->len] = blank
		        ? blank_number(side, at, end, kind)
		        : numbering_of(numbering, str_slice(text, at, end));
		side->len++;
	}
	side->starts[side->len] = to;
}

static void
read_paragraphs(struct arena *arena, struct numbering *numbering, struct side *side)
{
	size_t from = 0;
	for (size_t i = 1; i <= side->len; i++) {
		if (i < side->len && side->numbers[i - 1] != NUMBER_BREAK)
			continue;
		struct str key = str_of(
		        (const char *)(side->numbers + from), (i - from) * sizeof *side->numbers);
		*array_push(arena, &side->paragraphs) = from;
		*array_push(arena, &side->keys) = numbering_of(numbering, key);
		from = i;
	}
	*array_push(arena, &side->paragraphs) = side->len;
}

/* --- changes ------------------------------------------------------------------------------------- */

static bool
is_blank(const struct side *side, size_t from, size_t to)
{
	while (from < to && side->numbers[from] == NUMBER_BLANK)
		from++;
	return from == to;
}

/*
 * Is what lies on one side between two changes too little to be shown as unchanged? [begin, from) and
 * [to, end) are the changes; neither may reach across the end of a paragraph.
 */
static bool
is_narrow(const struct side *side, size_t begin, size_t from, size_t to, size_t end)
{
	size_t words = 0;
	if ((from > begin && side->numbers[from - 1] == NUMBER_BREAK) ||
	        (end > to && side->numbers[to] == NUMBER_BREAK))
		return false;
	for (; from < to; from++) {
		words += side->words[from];
		if (words == GAP_WORDS || side->numbers[from] == NUMBER_BREAK)
			return false;
	}
	return true;
}

/* Adds a change of tokens, to the one before when there is hardly anything between them. */
static void
add_change(struct arena *arena, const struct side *old, const struct side *new,
        const struct change *change, change_list *out)
{
	if (is_blank(old, change->x, change->x_end) && is_blank(new, change->y, change->y_end))
		return;
	struct change *last = out->len ? &out->at[out->len - 1] : NULL;
	if (last && is_narrow(old, last->x, last->x_end, change->x, change->x_end) &&
	        is_narrow(new, last->y, last->y_end, change->y, change->y_end)) {
		last->x_end = change->x_end;
		last->y_end = change->y_end;
	} else {
		*array_push(arena, out) = *change;
	}
}

/* The words of one group of changed paragraphs. */
static void
compare_words(struct arena *arena, const struct side *old, const struct side *new,
        const struct change *group, change_list *out)
{
	size_t x = old->paragraphs.at[group->x], y = new->paragraphs.at[group->y], at = 0;
	diff_runs runs = { NULL, 0, 0 };
	struct change change;
	script_diff(arena, old->numbers + x, old->paragraphs.at[group->x_end] - x, new->numbers + y,
	        new->paragraphs.at[group->y_end] - y, WORD_EDITS_MAX, &runs);
	while (next_change(&runs, &at, &change)) {
		change.x += x;
		change.x_end += x;
		change.y += y;
		change.y_end += y;
		add_change(arena, old, new, &change, out);
	}
}

static void
compare(struct arena *arena, struct side *old, struct side *new, change_list *out)
{
	struct numbering numbering = numbering_make(arena);
	read_paragraphs(arena, &numbering, old);
	read_paragraphs(arena, &numbering, new);
	diff_runs runs = { NULL, 0, 0 };
	struct change group;
	size_t at = 0;
	script_diff(arena, old->keys.at, old->keys.len, new->keys.at, new->keys.len, WORD_EDITS_MAX,
	        &runs);
	while (next_change(&runs, &at, &group))
		compare_words(arena, old, new, &group, out);
}

/* --- the result ---------------------------------------------------------------------------------- */

static void
push_run(struct arena *arena, word_runs *out, enum diff_kind kind, struct str before,
        struct str after)
{
	if (before.len || after.len)
		*array_push(arena, out) = (struct word_run){ kind, before, after };
}

static void
push_runs(struct arena *arena, const struct side *old, const struct side *new,
        const change_list *changes, word_runs *out)
{
	size_t x = 0, y = 0;
	for (size_t i = 0; i < changes->len; i++) {
		const struct change *change = &changes->at[i];
		size_t x_from = old->starts[change->x], x_to = old->starts[change->x_end];
		size_t y_from = new->starts[change->y], y_to = new->starts[change->y_end];
		push_run(arena, out, DIFF_SAME, str_slice(old->text, x, x_from),
		        str_slice(new->text, y, y_from));
		push_run(arena, out, DIFF_REMOVED, str_slice(old->text, x_from, x_to), STR_EMPTY);
		push_run(arena, out, DIFF_ADDED, STR_EMPTY, str_slice(new->text, y_from, y_to));
		x = x_to;
		y = y_to;
	}
	push_run(arena, out, DIFF_SAME, str_skip(old->text, x), str_skip(new->text, y));
}

void
word_diff(struct arena *arena, struct str before, struct str after, word_runs *out)
{
	struct side old = { .text = before }, new = { .text = after };
	size_t first = common_first(before, after);
	size_t last = common_last(str_skip(before, first), str_skip(after, first));
	struct numbering numbering = numbering_make(arena);
	numbering_of(&numbering, STR(" "));    /* NUMBER_BLANK */
	numbering_of(&numbering, STR("\n\n")); /* NUMBER_BREAK */
	read_tokens(arena, &numbering, &old, first, before.len - last);
	read_tokens(arena, &numbering, &new, first, after.len - last);
	change_list changes = { NULL, 0, 0 };
	compare(arena, &old, &new, &changes);
	push_runs(arena, &old, &new, &changes, out);
}
