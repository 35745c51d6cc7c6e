#include "markdown/origin.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

enum {
	PADDING = 16,
	GROWTH = 8,
	LINE_LIKELY = 32, /* bytes: most texts have longer ones */
};

void
origin_begin(struct origin_writer *writer, struct arena *arena, const struct origin_text *text)
{
	size_t len = text->text.len, lines = len / LINE_LIKELY + 1;
	*writer = (struct origin_writer){ .arena = arena, .before = text->origins };
	buf_init(&writer->text, GROWTH * len + GROWTH);
	buf_room(&writer->text, len + len / GROWTH);
	writer->lines.at = arena_array(arena, struct origin, lines);
	writer->lines.cap = lines;
}

void
origin_put(struct origin_writer *writer, struct str prefix, struct str rest, uint32_t line,
        uint32_t column)
{
	struct origin *origin = array_push(writer->arena, &writer->lines);
	*origin = writer->before ? writer->before[line] : (struct origin){ line, 0 };
	origin->column += (int32_t)column;
	if (prefix.len) {
		origin->column -= (int32_t)utf8_length(prefix);
		buf_put(&writer->text, prefix);
	}
	buf_put(&writer->text, rest);
	buf_char(&writer->text, '\n');
}

void
origin_drop(struct origin_writer *writer)
{
	buf_free(&writer->text);
}

struct origin_text
origin_end(struct origin_writer *writer, struct origin_writer *more)
{
	size_t len = writer->text.len, behind = more ? more->text.len : 0;
	char *copy = arena_array(writer->arena, char, len + behind + PADDING);
	if (len)
		memcpy(copy, writer->text.at, len);
	if (behind)
		memcpy(copy + len, more->text.at, behind);
	for (size_t i = 0; more && i < more->lines.len; i++)
		*array_push(writer->arena, &writer->lines) = more->lines.at[i];
	/* Behind the last newline there is one more, empty line. */
	uint32_t last = writer->lines.len ? writer->lines.at[writer->lines.len - 1].line : 0;
	*array_push(writer->arena, &writer->lines) = (struct origin){ last, 0 };
	origin_drop(writer);
	if (more)
		origin_drop(more);
	return (struct origin_text){ str_of(copy, len + behind), writer->lines.at };
}
