/*
 * Most changes of a page touch a few lines of it, so all that is equal at both ends is cut off before
 * any line is looked at; only the lines between become symbols.
 */
#include "diff/line_count.h"

#include "base/arena.h"
#include "diff/ends.h"
#include "diff/numbering.h"

/* Leaves of both texts what lies between the lines that they begin and end with alike. */
static void
cut_ends(struct str *before, struct str *after)
{
	size_t first = ends_first(*before, *after);
	if (first < before->len || first < after->len)
		while (first && before->at[first - 1] != '\n')
			first--;
	*before = str_skip(*before, first);
	*after = str_skip(*after, first);

	/* A line is whole where one of the other text would begin too. */
	size_t last = ends_last(*before, *after), a = before->len - last, b = after->len - last;
	if ((a && before->at[a - 1] != '\n') || (b && after->at[b - 1] != '\n')) {
		struct str rest = str_skip(*before, a);
		size_t at = str_find_char(rest, '\n');
		last = at == STR_NONE ? 0 : last - at - 1;
	}
	*before = str_slice(*before, 0, before->len - last);
	*after = str_slice(*after, 0, after->len - last);
}

static size_t
count_lines(struct str text)
{
	return str_count_char(text, '\n') + (text.len && text.at[text.len - 1] != '\n');
}

static uint32_t *
number_lines(struct arena *scratch, struct numbering *lines, struct str text, size_t count)
{
	uint32_t *numbers = arena_raw(scratch, count * sizeof *numbers, alignof(uint32_t));
	for (size_t i = 0; i < count; i++) {
		size_t at = str_find_char(text, '\n');
		size_t len = at == STR_NONE ? text.len : at + 1;
		numbers[i] = numbering_of(lines, str_slice(text, 0, len));
		text = str_skip(text, len);
	}
	return numbers;
}

struct diff_count
line_count(struct arena *scratch, struct str before, struct str after)
{
	cut_ends(&before, &after);
	size_t old = count_lines(before), new = count_lines(after);
	if (old == 0 || new == 0)
		return (struct diff_count){ (uint32_t) new, (uint32_t)old };
	struct numbering lines = numbering_make(scratch);
	uint32_t *from = number_lines(scratch, &lines, before, old);
	uint32_t *to = number_lines(scratch, &lines, after, new);
	return script_count(scratch, from, old, to, new, lines.count, LINE_COUNT_MAX);
}
