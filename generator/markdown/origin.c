#include "markdown/origin.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { PADDING = 16 };

void
origin_begin(
        struct origin_writer *writer, struct arena *arena, const struct origin *before, size_t max)
{
	*writer = (struct origin_writer){ .arena = arena, .before = before };
	buf_init(&writer->text, max);
}

void
origin_put(struct origin_writer *writer, struct str prefix, struct str rest, uint32_t line,
        uint32_t column)
{
	struct origin *origin = array_push(writer->arena, &writer->lines);
	*origin = writer->before ? writer->before[line] : (struct origin){ line, 0 };
	origin->column += (int32_t)column - (int32_t)utf8_length(prefix);
	buf_put(&writer->text, prefix);
	buf_put(&writer->text, rest);
	buf_char(&writer->text, '\n');
}

struct origin_text
origin_end(struct origin_writer *writer)
{
	size_t len = writer->text.len;
	char *copy = arena_array(writer->arena, char, len + PADDING);
	if (len)
		memcpy(copy, writer->text.at, len);
	/* Behind the last newline there is one more, empty line. */
	uint32_t last = writer->lines.len ? writer->lines.at[writer->lines.len - 1].line : 0;
	*array_push(writer->arena, &writer->lines) = (struct origin){ last, 0 };
	buf_free(&writer->text);
	return (struct origin_text){ str_of(copy, len), writer->lines.at };
}
