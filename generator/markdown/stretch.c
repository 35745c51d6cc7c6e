#include "markdown/stretch.h"

size_t
stretch_find(struct str source, size_t at, size_t end, const bool set[256])
{
	const unsigned char *bytes = (const unsigned char *)source.at;
	while (end - at >= 4 &&
	        !(set[bytes[at]] | set[bytes[at + 1]] | set[bytes[at + 2]] | set[bytes[at + 3]]))
		at += 4;
	while (at < end && !set[bytes[at]])
		at++;
	return at;
}

bool
stretch_is_text(struct tape_reader *reader, struct tape_event *piece, size_t end)
{
	struct tape_reader ahead = *reader;
	struct tape_event event = *piece;
	unsigned depth = 0;
	while (stretch_end(&event) < end) {
		do {
			if (!tape_next(&ahead, &event))
				return false;
			bool emphasis = event.kind == TAPE_EM || event.kind == TAPE_STRONG;
			if (emphasis && (!event.leave || depth > 0))
				depth += event.leave ? -1u : 1u;
			else if (!stretch_is_piece(ahead.tape, &event))
				return false;
		} while (event.is != TAPE_IS_TEXT);
		if (event.arg[0] >= end)
			return false;
	}
	if (depth > 0)
		return false;
	*reader = ahead;
	*piece = event;
	return true;
}
