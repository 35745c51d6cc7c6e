#include "markdown/tape_write.h"

#include <string.h>

#include "base/arena.h"

enum {
	NUMBER_MAX = 5,   /* bytes of a variable-length number of 32 bits */
	INDEX_GROWTH = 3, /* three bytes of a heading may become seven */
	EVENT_MAX = 1 + TAPE_ARGS * NUMBER_MAX,
};

/* The events that are numbered throughout a document. */
static const uint64_t numbered =
        TAPE_BIT(LINK) | TAPE_BIT(IMAGE) | TAPE_BIT(H) | TAPE_BIT(CALLOUT) | TAPE_BIT(FOLD);

/* How many each kind has when it is entered. */
static const uint8_t operands[TAPE_KINDS] = {
#define TAPE(name, class, operands) operands,
#include "markdown/tape.def"
#undef TAPE
};

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
	struct buf events = writer->events, pool = writer->pool;
	*writer = (struct tape_writer){ .source = from->source, .text_at = SIZE_MAX };
	if (max > UINT32_MAX - from->source.len)
		max = UINT32_MAX - from->source.len;
	writer->events = (struct buf){ .at = events.at, .cap = events.cap, .max = max };
	writer->pool = (struct buf){ .at = pool.at, .cap = pool.cap, .max = max };
	size_t likely = from->events.len + from->events.len / 4;
	buf_room(&writer->events, likely < max ? likely : 0);
	buf_put(&writer->pool, from->pool);
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
	unsigned count = event->leave ? 0 : operands[event->kind];
	*out++ = (char)((unsigned)event->kind | (event->leave ? TAPE_LEAVE : 0u));
	for (unsigned i = 0; i < count; i++)
		out = write_number(out, event->arg[i]);
	return out;
}

static void
append(struct tape_writer *writer, const struct tape_event *event)
{
	struct buf *events = &writer->events;
	char bytes[EVENT_MAX];
	writer->text_at = SIZE_MAX;
	writer->kinds |= (uint64_t)1 << event->kind;
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
	if (event->leave || !(numbered >> event->kind & 1)) {
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

/* Bytes of a variable-length number. */
static size_t
number_len(uint32_t number)
{
	size_t len = 1;
	for (; number >= 0x80; number >>= 7)
		len++;
	return len;
}

/* Lengthens the newest event, which is text, by writing its last operand anew. */
static void
grow_text(struct tape_writer *writer, size_t by)
{
	struct buf *events = &writer->events;
	uint32_t *len = &writer->text.arg[1];
	char bytes[NUMBER_MAX];
	events->len -= number_len(*len);
	*len += (uint32_t)by;
	if (events->cap - events->len >= NUMBER_MAX)
		events->len = (size_t)(write_number(events->at + events->len, *len) - events->at);
	else
		buf_put(events, str_of(bytes, (size_t)(write_number(bytes, *len) - bytes)));
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
		.kinds = writer->kinds,
	};
}

void
tape_begin_piece(struct tape_writer *piece, struct tape_writer *whole)
{
	struct buf events = piece->events;
	*piece = (struct tape_writer){
		.source = whole->source,
		.pool = whole->pool,
		.events = { .at = events.at, .cap = events.cap, .max = whole->events.max },
		.text_at = SIZE_MAX,
	};
	whole->pool = (struct buf){ 0 };
}

void
tape_end_piece(struct tape_writer *piece, struct tape_writer *whole)
{
	whole->pool = piece->pool;
	whole->events.full |= piece->events.full;
	piece->pool = (struct buf){ 0 };
}

void
tape_swap(struct tape_writer *writer, struct tape_writer *copy)
{
	struct tape_writer made_of = *writer;
	*writer = *copy;
	*copy = made_of;
}

void
tape_copy(struct tape_writer *writer, const struct tape *from, uint32_t begin, uint32_t end)
{
	if (begin >= end)
		return;
	buf_put(&writer->events, str_slice(from->events, begin, end));
	writer->text_at = SIZE_MAX;
	writer->kinds |= from->kinds;
	writer->out_of_order = true;
}

/* Writes the tape anew, with the indices of its events in order. */
static void
number_all(struct tape_writer *writer)
{
	struct tape tape = tape_so_far(writer);
	struct tape_reader reader = tape_read(&tape, 0, 0);
	struct tape_event event;
	struct tape_writer ordered = { .text_at = SIZE_MAX };
	uint32_t done = 0;
	tape_begin_copy(&ordered, &tape, INDEX_GROWTH * writer->events.max);
	while (tape_seek(&reader, numbered, &event)) {
		if (event.leave)
			continue;
		tape_copy(&ordered, &tape, done, event.at);
		tape_put(&ordered, &event);
		done = event.next;
	}
	tape_copy(&ordered, &tape, done, UINT32_MAX);
	tape_drop(writer);
	*writer = ordered;
}

struct tape *
tape_finish(struct tape_writer *writer, struct arena *arena)
{
	struct tape *tape = arena_new(arena, struct tape);
	if (writer->out_of_order && (writer->kinds & numbered))
		number_all(writer);
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
