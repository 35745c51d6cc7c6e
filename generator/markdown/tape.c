#include "markdown/tape.h"

#include <string.h>

#include "base/arena.h"

enum {
	KIND = 0x3f,
	LEAVE = 0x40,
	NUMBER_MAX = 5, /* bytes of a variable-length number of 32 bits */
	EVENT_MAX = 1 + TAPE_ARGS * NUMBER_MAX,
};

_Static_assert(TAPE_KINDS <= KIND + 1, "a kind has six bits");

static const struct {
	uint8_t class;
	uint8_t operands;
} kinds[TAPE_KINDS] = {
#define TAPE(name, class, operands) { TAPE_IS_##class, operands },
#include "markdown/tape.def"
#undef TAPE
};

/* --- reading ------------------------------------------------------------------------------- */

struct tape_reader
tape_read(const struct tape *tape, uint32_t from, uint32_t to)
{
	size_t end = to ? to : tape->events.len;
	return (struct tape_reader){ tape, from, end < tape->events.len ? end : tape->events.len };
}

/* The rest of a number of more than one byte: seven bits each, the lowest first. */
static uint32_t
read_rest(uint32_t number, const uint8_t **at)
{
	number &= 0x7f;
	for (unsigned shift = 7;; shift += 7) {
		uint32_t byte = *(*at)++;
		number |= (byte & 0x7f) << shift;
		if (byte < 0x80)
			return number;
	}
}

bool
tape_next(struct tape_reader *reader, struct tape_event *event)
{
	if (reader->at >= reader->end)
		return false;
	const uint8_t *begin = (const uint8_t *)reader->tape->events.at, *at = begin + reader->at;
	uint8_t head = *at++;
	event->at = (uint32_t)reader->at;
	event->kind = head & KIND;
	event->is = kinds[event->kind].class;
	event->leave = head & LEAVE;
	unsigned operands = event->leave ? 0 : kinds[event->kind].operands;
	for (unsigned i = 0; i < operands; i++) {
		uint32_t number = *at++;
		event->arg[i] = number < 0x80 ? number : read_rest(number, &at);
	}
	reader->at = (size_t)(at - begin);
	event->next = (uint32_t)reader->at;
	return true;
}

bool
tape_is_escaped(const struct tape *tape, size_t at)
{
	size_t slashes = 0;
	while (slashes < at && tape->source.at[at - slashes - 1] == '\\')
		slashes++;
	return slashes % 2 == 1;
}

/* --- writing ------------------------------------------------------------------------------- */

void
tape_begin(struct tape_writer *writer, struct str source, size_t max)
{
	*writer = (struct tape_writer){ .source = source, .text_at = SIZE_MAX };
	if (max > UINT32_MAX - source.len)
		max = UINT32_MAX - source.len;
	buf_init(&writer->events, max);
	buf_init(&writer->pool, max);
	size_t likely = source.len / 4 + 64;
	buf_room(&writer->events, likely < max ? likely : max);
}

void
tape_begin_copy(struct tape_writer *writer, const struct tape *from, size_t max)
{
	tape_begin(writer, from->source, max);
	buf_put(&writer->pool, from->pool);
}

bool
tape_is_full(const struct tape_writer *writer)
{
	return writer->events.full || writer->pool.full;
}

static char *
write_number(char *out, uint32_t number)
{
	for (; number >= 0x80; number >>= 7)
		*out++ = (char)(number | 0x80);
	*out++ = (char)number;
	return out;
}

/* Returns where the event ends. */
static char *
encode(char *out, const struct tape_event *event)
{
	unsigned operands = event->leave ? 0 : kinds[event->kind].operands;
	*out++ = (char)((unsigned)event->kind | (event->leave ? LEAVE : 0u));
	for (unsigned i = 0; i < operands; i++)
		out = write_number(out, event->arg[i]);
	return out;
}

static void
append(struct tape_writer *writer, const struct tape_event *event)
{
	struct buf *events = &writer->events;
	char bytes[EVENT_MAX];
	writer->text_at = SIZE_MAX;
	if (events->cap - events->len >= EVENT_MAX) {
		char *end = encode(events->at + events->len, event);
		events->len = (size_t)(end - events->at);
	} else {
		buf_put(events, str_of(bytes, (size_t)(encode(bytes, event) - bytes)));
	}
}

/* Gives an event the next index of its kind. */
static void
number(struct tape_writer *writer, struct tape_event *event)
{
	switch (event->kind) {
	case TAPE_H: event->arg[1] = writer->headings++; break;
	case TAPE_LINK:
	case TAPE_IMAGE: event->arg[TAPE_LINK_INDEX] = writer->links++; break;
	case TAPE_CALLOUT:
	case TAPE_FOLD:
		if (event->arg[TAPE_CALLOUT_REMARK])
			event->arg[TAPE_CALLOUT_REMARK] = ++writer->remarks;
		break;
	default: break;
	}
}

void
tape_put(struct tape_writer *writer, const struct tape_event *event)
{
	bool numbered = event->kind == TAPE_LINK || event->kind == TAPE_IMAGE ||
	        event->kind == TAPE_H || event->kind == TAPE_CALLOUT || event->kind == TAPE_FOLD;
	if (event->leave || !numbered) {
		append(writer, event);
		return;
	}
	struct tape_event copy = *event;
	number(writer, &copy);
	append(writer, &copy);
}

void
tape_enter(struct tape_writer *writer, enum tape_kind kind)
{
	tape_put(writer, &(struct tape_event){ .kind = kind });
}

void
tape_leave(struct tape_writer *writer, enum tape_kind kind)
{
	append(writer, &(struct tape_event){ .kind = kind, .leave = true });
}

void
tape_view(struct tape_writer *writer, struct str text, uint32_t view[2])
{
	uintptr_t begin = (uintptr_t)writer->source.at, at = (uintptr_t)text.at;
	bool inside = at >= begin && at - begin <= writer->source.len &&
	        text.len <= writer->source.len - (at - begin);
	if (text.len == 0) {
		view[0] = 0;
	} else if (inside) {
		view[0] = (uint32_t)(at - begin);
	} else {
		view[0] = (uint32_t)(writer->source.len + writer->pool.len);
		buf_put(&writer->pool, text);
	}
	view[1] = (uint32_t)text.len;
}

/* Lengthens the newest event, which is text, by writing it anew. */
static void
grow_text(struct tape_writer *writer, size_t by)
{
	size_t at = writer->text_at;
	writer->events.len = at;
	writer->text.arg[1] += (uint32_t)by;
	append(writer, &writer->text);
	writer->text_at = at;
}

size_t
tape_text_end(const struct tape_writer *writer, enum tape_kind kind)
{
	if (writer->text_at == SIZE_MAX || writer->text.kind != kind)
		return SIZE_MAX;
	size_t end = (size_t)writer->text.arg[0] + writer->text.arg[1];
	return end < writer->source.len ? end : SIZE_MAX;
}

void
tape_text(struct tape_writer *writer, enum tape_kind kind, struct str text)
{
	if (text.len == 0)
		return;
	struct tape_event event = { .kind = kind };
	tape_view(writer, text, event.arg);
	if (event.arg[0] == tape_text_end(writer, kind)) {
		grow_text(writer, text.len);
		return;
	}
	size_t at = writer->events.len;
	append(writer, &event);
	if (kind != TAPE_ENTITY) {
		writer->text = event;
		writer->text_at = at;
	}
}

void
tape_newline(struct tape_writer *writer, enum tape_kind kind)
{
	size_t end = tape_text_end(writer, kind);
	if (end != SIZE_MAX && writer->source.at[end] == '\n')
		grow_text(writer, 1);
	else
		tape_put(writer, &(struct tape_event){ .kind = TAPE_NEWLINE });
}

void
tape_spaces(struct tape_writer *writer, enum tape_kind kind, size_t count)
{
	size_t end = tape_text_end(writer, kind), found = 0;
	while (end != SIZE_MAX && found < count && end + found < writer->source.len &&
	        writer->source.at[end + found] == ' ')
		found++;
	if (end != SIZE_MAX && found == count)
		grow_text(writer, count);
	else
		tape_put(writer,
		        &(struct tape_event){ .kind = TAPE_SPACES, .arg = { (uint32_t)count } });
}

void
tape_trim(struct tape_writer *writer)
{
	if (writer->text_at == SIZE_MAX)
		return;
	struct tape tape = tape_so_far(writer);
	struct str text = tape_str(&tape, writer->text.arg);
	size_t len = text.len;
	while (len > 0 && (text.at[len - 1] == ' ' || text.at[len - 1] == '\t'))
		len--;
	if (len == text.len)
		return;
	writer->events.len = writer->text_at;
	writer->text.arg[1] = (uint32_t)len;
	if (len > 0)
		append(writer, &writer->text);
	writer->text_at = SIZE_MAX;
}

void
tape_rewind(struct tape_writer *writer, size_t position)
{
	writer->events.len = position;
	writer->text_at = SIZE_MAX;
}

struct tape
tape_so_far(const struct tape_writer *writer)
{
	return (struct tape){
		.source = writer->source,
		.pool = buf_view(&writer->pool),
		.events = buf_view(&writer->events),
		.links = writer->links,
		.headings = writer->headings,
	};
}

struct tape *
tape_finish(struct tape_writer *writer, struct arena *arena)
{
	struct tape *tape = arena_new(arena, struct tape);
	*tape = tape_so_far(writer);
	size_t events = tape->events.len, pool = tape->pool.len;
	char *bytes = arena_array(arena, char, events + pool);
	if (events)
		memcpy(bytes, tape->events.at, events);
	if (pool)
		memcpy(bytes + events, tape->pool.at, pool);
	tape->events = str_of(bytes, events);
	tape->pool = str_of(bytes + events, pool);
	tape_drop(writer);
	return tape;
}

void
tape_drop(struct tape_writer *writer)
{
	buf_free(&writer->events);
	buf_free(&writer->pool);
}
