#include "markdown/position.h"

#include "base/utf8.h"

struct position
position_begin(struct str text, uint32_t first_line)
{
	return (struct position){ .text = text, .line = first_line, .column = 1 };
}

void
position_move(struct position *position, size_t offset)
{
	if (offset > position->text.len)
		offset = position->text.len;
	while (position->at < offset) {
		struct str rest = str_slice(position->text, position->at, offset);
		size_t newline = str_find_char(rest, '\n');
		if (newline == STR_NONE) {
			position->column += (uint32_t)utf8_length(rest);
			position->at = offset;
			return;
		}
		position->at += newline + 1;
		position->line++;
		position->column = 1;
	}
}
