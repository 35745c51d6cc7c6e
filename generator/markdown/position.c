#include "markdown/position.h"

#include "base/utf8.h"
#include "markdown/origin.h"

static void
tell(struct position *position)
{
	struct origin origin = { position->index, 0 };
	if (position->origins)
		origin = position->origins[position->index];
	int64_t column = (int64_t)position->characters + origin.column + 1;
	position->line = position->first + origin.line;
	position->column = column > 1 ? (uint32_t)column : 1;
}

struct position
position_begin(const struct origin_text *text, uint32_t first_line)
{
	struct position position = {
		.text = text->text,
		.origins = text->origins,
		.first = first_line,
	};
	tell(&position);
	return position;
}

/* No further than the way back, so that small steps back stay cheap on a long line of them. */
static void
move_back(struct position *position, size_t offset)
{
	struct str passed = str_slice(position->text, offset, position->at);
	position->index -= (uint32_t)str_count_char(passed, '\n');
	struct str before = str_slice(position->text, 0, offset);
	size_t newline = str_rfind_char(before, '\n');
	size_t begin = newline == STR_NONE ? 0 : newline + 1;
	position->characters = (uint32_t)utf8_length(str_skip(before, begin));
	position->at = offset;
}

void
position_move(struct position *position, size_t offset)
{
	if (offset < position->at)
		move_back(position, offset);
	if (offset > position->text.len)
		offset = position->text.len;
	struct str passed = str_slice(position->text, position->at, offset);
	size_t newline = str_rfind_char(passed, '\n');
	if (newline != STR_NONE) {
		position->index += (uint32_t)str_count_char(passed, '\n');
		position->characters = 0;
		passed = str_skip(passed, newline + 1);
	}
	position->characters += (uint32_t)utf8_length(passed);
	position->at = offset;
	tell(position);
}
