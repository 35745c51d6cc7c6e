/*
 * What is printed for one diagnostic, and where its parts come from:
 *
 *	path:line:column: level: text [rule]   place, level, text, rule
 *	    3 | excerpt                        cut out of the source when it is added
 *	      | ^~~~~                          caret, place.width
 *	    help: what to do                   help
 *
 * Everything a file or a person wrote goes through put_visible, so that a control sequence in a
 * page cannot reach the terminal and each character has the width that the caret line counts with.
 */
#include "base/diag.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
	LIST_MAX = 1000,
	LINE_MAX_BYTES = 64 << 10, /* of a longer line nothing is shown: no person wrote it */
	EXCERPT_MAX = 100,         /* characters of a line that are shown */
	EXCERPT_BEFORE = 60,       /* of these before the place, in a line that is cut */
	NUMBER_WIDTH = 5,
};

void
diag_init(struct diags *diags)
{
	*diags = (struct diags){ .arena = ARENA_EMPTY };
}

void
diag_free(struct diags *diags)
{
	arena_free(&diags->arena);
	diag_init(diags);
}

void
diag_clear(struct diags *diags)
{
	const struct diag_rules *rules = diags->rules;
	diag_free(diags);
	diags->rules = rules;
}

/* --- places -------------------------------------------------------------------------------- */

static uint32_t
clamp_u32(size_t n)
{
	return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

/* A byte order mark is no part of the first line: no editor shows or counts it. */
static struct str
without_mark(struct str source)
{
	static const struct str mark = STR_INIT("\xEF\xBB\xBF");
	return str_starts(source, mark) ? str_skip(source, mark.len) : source;
}

struct place
diag_place(struct str path, struct str source, size_t offset, size_t width)
{
	struct str before = without_mark(str_slice(source, 0, offset));
	size_t line = 1;
	for (size_t at; (at = str_find_char(before, '\n')) != STR_NONE; line++)
		before = str_skip(before, at + 1);
	return (struct place){
		.path = path,
		.line = clamp_u32(line),
		.column = clamp_u32(utf8_length(before) + 1),
		.width = clamp_u32(width),
	};
}

struct place
diag_file(struct str path)
{
	return (struct place){ .path = path };
}

/* The line of a place. A thousand of them in a long file take one walk through it, not as many. */
static struct str
line_of(struct diag_lines *lines, const struct place *place, struct str source)
{
	bool onwards = lines->line && lines->line <= place->line && lines->source.at == source.at &&
	        lines->source.len == source.len && str_eq(lines->path, place->path);
	if (!onwards)
		*lines = (struct diag_lines){ place->path, source, without_mark(source), 1 };
	for (; lines->line < place->line && lines->rest.at; lines->line++)
		str_line(&lines->rest);
	struct str rest = lines->rest;
	struct str line = place->line && rest.at ? str_line(&rest) : STR_EMPTY;
	return line.len <= LINE_MAX_BYTES ? line : STR_EMPTY;
}

/* The excerpt of a diagnostic: its line, or of a long line what lies around the place. */
static void
cut_excerpt(struct arena *arena, struct diag *diag, struct str line)
{
	size_t column = diag->place.column;
	size_t before = utf8_length(utf8_prefix(line, column ? column - 1 : 0));
	bool is_long = utf8_prefix(line, EXCERPT_MAX).len < line.len;
	size_t dropped = is_long && before > EXCERPT_BEFORE ? before - EXCERPT_BEFORE : 0;
	struct str rest = str_skip(line, utf8_prefix(line, dropped).len);
	struct str window = utf8_prefix(rest, EXCERPT_MAX);
	const struct str parts[] = {
		dropped ? STR("…") : STR_EMPTY,
		window,
		window.len < rest.len ? STR("…") : STR_EMPTY,
	};
	diag->excerpt = str_join(arena, parts, 3, STR_EMPTY);
	diag->caret = clamp_u32(before - dropped + (dropped > 0));
}

/* --- collecting ---------------------------------------------------------------------------- */

static void
count(struct diags *diags, enum diag_level level, size_t n)
{
	if (level == DIAG_ERROR)
		diags->errors += n;
	else if (level == DIAG_WARNING)
		diags->warnings += n;
}

/* May one more be kept? Errors have room of their own, so that no number of warnings hides them. */
static bool
has_room(const struct diags *diags, enum diag_level level)
{
	size_t errors = diags->errors < LIST_MAX ? diags->errors : LIST_MAX;
	size_t others = diags->list.len > errors ? diags->list.len - errors : 0;
	return (level == DIAG_ERROR ? errors : others) < LIST_MAX;
}

void
diag_rule(struct diags *diags, const char *name)
{
	diags->next_rule = name;
}

/* What the site wants of a rule, or NULL. */
static const struct diag_rule *
find_rule(const struct diag_rules *rules, const char *name)
{
	for (size_t i = 0; name && rules && i < rules->count; i++) {
		if (strcmp(rules->at[i].name, name) == 0)
			return &rules->at[i];
	}
	return NULL;
}

void
diag_vadd(struct diags *diags, enum diag_level level, struct place place, struct str source,
        const char *format, va_list args)
{
	const char *name = diags->next_rule;
	const struct diag_rule *rule = find_rule(diags->rules, name);
	diags->next_rule = NULL;
	diags->silent = rule && rule->off;
	if (diags->silent)
		return;
	level = rule ? rule->level : level;
	diags->silent = !has_room(diags, level);
	count(diags, level, 1);
	if (diags->silent)
		return;
	struct diag *diag = array_push(&diags->arena, &diags->list);
	*diag = (struct diag){ .level = level, .rule = name, .place = place, .help = STR_EMPTY };
	diag->place.path = str_copy(&diags->arena, place.path);
	diag->text = str_vformat(&diags->arena, format, args);
	cut_excerpt(&diags->arena, diag, line_of(&diags->lines, &diag->place, source));
}

void
diag_add(struct diags *diags, enum diag_level level, struct place place, struct str source,
        const char *format, ...)
{
	va_list args;
	va_start(args, format);
	diag_vadd(diags, level, place, source, format, args);
	va_end(args);
}

void
diag_help(struct diags *diags, const char *format, ...)
{
	if (diags->silent || !diags->list.len)
		return;
	va_list args;
	va_start(args, format);
	diags->list.at[diags->list.len - 1].help = str_vformat(&diags->arena, format, args);
	va_end(args);
}

void
diag_suggest(struct diags *diags, struct str word, const struct str *options, size_t n)
{
	struct str near = diag_nearest(word, options, n);
	if (near.len)
		diag_help(diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
}

void
diag_merge(struct diags *into, const struct diags *from)
{
	for (size_t i = 0; i < from->list.len; i++) {
		struct diag copy = from->list.at[i];
		copy.place.path = str_copy(&into->arena, copy.place.path);
		copy.text = str_copy(&into->arena, copy.text);
		copy.help = str_copy(&into->arena, copy.help);
		copy.excerpt = str_copy(&into->arena, copy.excerpt);
		*array_push(&into->arena, &into->list) = copy;
	}
	into->errors += from->errors;
	into->warnings += from->warnings;
	into->strict = into->strict || from->strict;
}

bool
diag_failed(const struct diags *diags)
{
	return diags->errors || (diags->strict && diags->warnings);
}

/* --- order --------------------------------------------------------------------------------- */

static int
compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int
compare(const void *left, const void *right, void *context)
{
	(void)context;
	const struct diag *a = left, *b = right;
	int order = str_cmp(a->place.path, b->place.path);
	if (!order)
		order = compare_numbers(a->place.line, b->place.line);
	if (!order)
		order = compare_numbers(a->place.column, b->place.column);
	if (!order)
		order = compare_numbers(b->level, a->level);
	if (!order)
		order = str_cmp(a->text, b->text);
	return order ? order : str_cmp(a->help, b->help);
}

static bool
says_the_same(const struct diag *a, const struct diag *b)
{
	struct diag other = *b;
	if (a->place.line)
		other.help = a->help;
	return compare(a, &other, NULL) == 0;
}

void
diag_sort(struct diags *diags)
{
	struct diag *at = diags->list.at;
	array_sort(at, diags->list.len, sizeof *at, &diags->arena, compare, NULL);
	size_t kept = 0;
	for (size_t i = 0; i < diags->list.len; i++) {
		struct diag *last = kept ? &at[kept - 1] : NULL;
		if (!last || !says_the_same(last, &at[i])) {
			at[kept++] = at[i];
			continue;
		}
		count(diags, at[i].level, (size_t)-1);
		last->more += i && compare(&at[i - 1], &at[i], NULL) != 0;
	}
	diags->list.len = kept;
}

/* --- printing ------------------------------------------------------------------------------ */

struct printer {
	struct buf *out;
	bool color;
};

static void
put_styled(const struct printer *to, const char *style, struct str text)
{
	if (to->color)
		buf_format(to->out, "\033[%sm", style);
	buf_put(to->out, text);
	if (to->color)
		buf_lit(to->out, "\033[0m");
}

/* Characters that move the cursor or turn the direction of text; a tab is harmless. */
static bool
is_visible(uint32_t c)
{
	bool control = c < ' ' || (c >= 0x7f && c < 0xa0);
	bool direction = (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
	return c == '\t' || !(control || direction || c == 0x2028 || c == 0x2029);
}

static void
put_visible(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_next(text, &at);
		utf8_put(out, is_visible(c) ? c : UTF8_REPLACEMENT);
	}
}

static void
put_place(const struct printer *to, const struct place *place)
{
	if (!place->path.len)
		return;
	if (to->color)
		buf_lit(to->out, "\033[1m");
	put_visible(to->out, place->path);
	if (place->line)
		buf_format(to->out, ":%u", (unsigned)place->line);
	if (place->line && place->column)
		buf_format(to->out, ":%u", (unsigned)place->column);
	buf_char(to->out, ':');
	if (to->color)
		buf_lit(to->out, "\033[0m");
	buf_char(to->out, ' ');
}

/* Tabs stay tabs and wide characters become two spaces: so the caret stands below its place. */
static void
put_caret(const struct printer *to, const struct diag *diag)
{
	size_t at = 0;
	uint32_t marked = 1;
	for (uint32_t i = 0; i < diag->caret && at < diag->excerpt.len; i++) {
		uint32_t c = utf8_next(diag->excerpt, &at);
		if (c == '\t')
			buf_char(to->out, '\t');
		else
			buf_repeat(to->out, ' ', is_visible(c) ? utf8_width(c) : 1);
	}
	if (to->color)
		buf_lit(to->out, "\033[1;32m");
	buf_char(to->out, '^');
	if (at < diag->excerpt.len)
		utf8_next(diag->excerpt, &at);
	for (; marked < diag->place.width && at < diag->excerpt.len; marked++) {
		uint32_t c = utf8_next(diag->excerpt, &at);
		buf_repeat(to->out, '~', is_visible(c) ? utf8_width(c) : 1);
	}
	if (to->color)
		buf_lit(to->out, "\033[0m");
}

static void
put_excerpt(const struct printer *to, const struct diag *diag)
{
	struct arena scratch = ARENA_EMPTY;
	struct str number = str_format(&scratch, "%*u", NUMBER_WIDTH, (unsigned)diag->place.line);
	buf_put(to->out, number);
	buf_lit(to->out, " | ");
	put_visible(to->out, diag->excerpt);
	buf_char(to->out, '\n');
	if (diag->place.column) {
		buf_repeat(to->out, ' ', number.len);
		buf_lit(to->out, " | ");
		put_caret(to, diag);
		buf_char(to->out, '\n');
	}
	arena_free(&scratch);
}

static void
print_one(const struct printer *to, const struct diag *diag)
{
	static const struct {
		const char *style;
		struct str name;
	} levels[] = {
		[DIAG_NOTE] = { "1;36", STR_INIT("note:") },
		[DIAG_WARNING] = { "1;33", STR_INIT("warning:") },
		[DIAG_ERROR] = { "1;31", STR_INIT("error:") },
	};
	put_place(to, &diag->place);
	put_styled(to, levels[diag->level].style, levels[diag->level].name);
	buf_char(to->out, ' ');
	put_visible(to->out, diag->text);
	if (diag->rule)
		buf_format(to->out, " [%s]", diag->rule);
	buf_char(to->out, '\n');
	if (diag->place.line && diag->excerpt.len)
		put_excerpt(to, diag);
	if (diag->help.len) {
		buf_lit(to->out, "    ");
		put_styled(to, "1", STR("help:"));
		buf_char(to->out, ' ');
		put_visible(to->out, diag->help);
		buf_char(to->out, '\n');
	}
	if (diag->more)
		buf_format(to->out, "    and %u more like it\n", (unsigned)diag->more);
}

void
diag_print(const struct diags *diags, struct buf *out, bool color)
{
	struct printer to = { out, color };
	size_t counted = diags->errors + diags->warnings;
	for (size_t i = 0; i < diags->list.len; i++) {
		print_one(&to, &diags->list.at[i]);
		counted -= diags->list.at[i].level != DIAG_NOTE;
	}
	if (counted)
		buf_format(out, "and %zu more of the same build, not shown\n", counted);
}

/* --- did you mean -------------------------------------------------------------------------- */

enum {
	WORD_MAX = 64,
	STEP = 2,      /* what a wrong, missing, added or exchanged character costs */
	STEP_CASE = 1, /* what a letter in the wrong case costs */
};

static uint32_t
fold(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * Edit distance with exchanged neighbours (Damerau and Levenshtein, in the restricted form where a
 * pair is exchanged at most once). Row i of the table needs the two rows before it.
 */
static size_t
distance(const uint32_t *a, size_t a_len, const uint32_t *b, size_t b_len)
{
	size_t rows[3][WORD_MAX + 1];
	for (size_t j = 0; j <= b_len; j++)
		rows[0][j] = j * STEP;
	for (size_t i = 1; i <= a_len; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i + 2) % 3], *above_that = rows[(i + 1) % 3];
		row[0] = i * STEP;
		for (size_t j = 1; j <= b_len; j++) {
			uint32_t x = a[i - 1], y = b[j - 1];
			size_t swap_cost = x == y ? 0 : fold(x) == fold(y) ? STEP_CASE : STEP;
			row[j] =
			        least(above[j - 1] + swap_cost, least(above[j], row[j - 1]) + STEP);
			bool exchanged = i > 1 && j > 1 && x == b[j - 2] && a[i - 2] == y;
			if (exchanged)
				row[j] = least(row[j], above_that[j - 2] + STEP);
		}
	}
	return rows[a_len % 3][b_len];
}

/* The characters of a word, at most WORD_MAX; SIZE_MAX when there are more. */
static size_t
spread(struct str word, uint32_t chars[WORD_MAX])
{
	size_t len = 0;
	for (size_t at = 0; at < word.len;) {
		if (len == WORD_MAX)
			return SIZE_MAX;
		chars[len++] = utf8_next(word, &at);
	}
	return len;
}

struct str
diag_nearest(struct str word, const struct str *options, size_t n)
{
	uint32_t a[WORD_MAX], b[WORD_MAX];
	size_t a_len = spread(word, a);
	struct str best = STR_EMPTY;
	if (a_len < 2 || a_len > WORD_MAX)
		return best;
	size_t limit = (a_len / 3 > 1 ? a_len / 3 : 1) * STEP;
	for (size_t i = 0; i < n; i++) {
		size_t b_len = spread(options[i], b);
		if (b_len < 2 || b_len > WORD_MAX)
			continue;
		size_t d = distance(a, a_len, b, b_len);
		if (d < limit + !best.len) {
			best = options[i];
			limit = d;
		}
	}
	return best;
}

size_t
diag_closest(struct str word, const struct str *options, size_t n, struct str *out, size_t most)
{
	enum { MOST = 16 };
	uint32_t a[WORD_MAX], b[WORD_MAX];
	size_t distances[MOST], found = 0, a_len = spread(word, a);
	if (most > MOST)
		most = MOST;
	for (size_t i = 0; i < n && most && a_len <= WORD_MAX; i++) {
		size_t b_len = spread(options[i], b);
		if (b_len > WORD_MAX)
			continue;
		size_t d = distance(a, a_len, b, b_len), at = found;
		while (at > 0 && distances[at - 1] > d)
			at--;
		if (at == most)
			continue;
		found += found < most;
		for (size_t k = found - 1; k > at; k--) {
			distances[k] = distances[k - 1];
			out[k] = out[k - 1];
		}
		distances[at] = d;
		out[at] = options[i];
	}
	return found;
}
