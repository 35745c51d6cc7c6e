#include "markdown/tape.h"

/* What the byte that an event begins with says. */
static const struct {
	uint8_t kind, class, operands;
	bool leave;
} heads[2 * TAPE_LEAVE] = {
#define TAPE(name, class, operands)                                        \
	[TAPE_##name] = { TAPE_##name, TAPE_IS_##class, operands, false }, \
	[TAPE_##name | TAPE_LEAVE] = { TAPE_##name, TAPE_IS_##class, 0, true },
#include "markdown/tape.def"
#undef TAPE
};

struct tape_reader
tape_read(const struct tape *tape, uint32_t from, uint32_t to)
{
	size_t end = to ? to : tape->events.len;
	return (struct tape_reader){ tape, from, end < tape->events.len ? end : tape->events.len };
}

/*
 * Seven bits in each byte, the lowest first; the bit that says "more" is taken off with the next byte. Most
 * numbers are lengths of one byte and offsets of two or three, in a text up to 2 MiB.
 */
static inline uint32_t
read_number(const uint8_t **from)
{
	const uint8_t *at = *from;
	uint32_t byte = *at++, number = byte;
	if (byte >= 0x80) {
		byte = *at++;
		number += (byte - 1) << 7;
	}
	for (unsigned shift = 14; byte >= 0x80; shift += 7) {
		byte = *at++;
		number += (byte - 1) << shift;
	}
	*from = at;
	return number;
}

/* Reads the event at *position, which is not the end, and moves behind it. */
static inline void
read_event(const uint8_t *begin, size_t *position, struct tape_event *event)
{
	const uint8_t *at = begin + *position;
	unsigned head = *at++, operands = heads[head].operands;
	event->kind = heads[head].kind;
	event->is = heads[head].class;
	event->leave = heads[head].leave;
	event->at = (uint32_t)*position;
	for (unsigned i = 0; i < operands; i++)
		event->arg[i] = read_number(&at);
	*position = (size_t)(at - begin);
	event->next = (uint32_t)*position;
}

bool
tape_next(struct tape_reader *reader, struct tape_event *event)
{
	if (reader->at >= reader->end)
		return false;
	read_event((const uint8_t *)reader->tape->events.at, &reader->at, event);
	return true;
}

bool
tape_seek(struct tape_reader *reader, uint64_t kinds, struct tape_event *event)
{
	const uint8_t *begin = (const uint8_t *)reader->tape->events.at;
	size_t at = reader->at, end = reader->end;
	bool found = false;
	while (at < end && !(found = kinds >> heads[begin[at]].kind & 1)) {
		unsigned operands = heads[begin[at++]].operands;
		while (operands)
			operands -= begin[at++] < 0x80;
	}
	if (found)
		read_event(begin, &at, event);
	reader->at = at;
	return found;
}

bool
tape_is_escaped(const struct tape *tape, size_t at)
{
	size_t slashes = 0;
	if (at < tape->source.len && tape->source.at[at] == '\\')
		return false;
	while (slashes < at && tape->source.at[at - slashes - 1] == '\\')
		slashes++;
	return slashes % 2 == 1;
}
