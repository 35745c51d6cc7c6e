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
 * A number of more than one byte: seven bits in each, the lowest first. Most are offsets in a text between
 * 16 KiB and 2 MiB.
 */
static inline uint32_t
read_number(const uint8_t **from)
{
	const uint8_t *at = *from;
	uint32_t number = *at & 0x7f;
	for (unsigned shift = 7; *at++ >= 0x80; shift += 7)
		number |= (uint32_t)(*at & 0x7f) << shift;
	*from = at;
	return number;
}

bool
tape_next(struct tape_reader *reader, struct tape_event *event)
{
	if (reader->at >= reader->end)
		return false;
	const uint8_t *begin = (const uint8_t *)reader->tape->events.at, *at = begin + reader->at;
	unsigned head = *at++;
	event->at = (uint32_t)reader->at;
	event->kind = heads[head].kind;
	event->is = heads[head].class;
	event->leave = heads[head].leave;
	for (unsigned i = 0; i < heads[head].operands; i++)
		event->arg[i] = read_number(&at);
	reader->at = (size_t)(at - begin);
	event->next = (uint32_t)reader->at;
	return true;
}

bool
tape_seek(struct tape_reader *reader, uint64_t kinds, struct tape_event *event)
{
	const uint8_t *begin = (const uint8_t *)reader->tape->events.at;
	size_t at = reader->at;
	while (at < reader->end && !(kinds >> heads[begin[at]].kind & 1)) {
		unsigned operands = heads[begin[at++]].operands;
		while (operands)
			operands -= begin[at++] < 0x80;
	}
	reader->at = at;
	return tape_next(reader, event);
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
