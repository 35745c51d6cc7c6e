#include "highlight/capture.h"

#include "base/arena.h"
#include "base/array.h"

enum { CODE_NONE = CAPTURE_NONE };

unsigned char
capture_class(struct str name)
{
	static const struct {
		struct str name;
		unsigned char class;
	} rows[] = {
#define CAPTURE(name, class) { STR_INIT(name), CODE_##class },
#include "highlight/capture.def"
#undef CAPTURE
	};
	while (name.len) {
		for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
			if (str_eq(rows[i].name, name))
				return rows[i].class;
		}
		size_t dot = str_rfind_char(name, '.');
		name = str_slice(name, 0, dot == STR_NONE ? 0 : dot);
	}
	return CAPTURE_NONE;
}

struct hash
capture_state(void)
{
	static const char tables[] =
#define CODE_CLASS(name, class, help) #name " "
#include "markdown/code_class.def"
#undef CODE_CLASS
#define CAPTURE(name, class) name " " #class " "
#include "highlight/capture.def"
#undef CAPTURE
	        ;
	return hash_of(str_of(tables, sizeof tables));
}

/* By begin, the longer ones first, then as in the query. */
static int
compare(const void *left, const void *right, void *context)
{
	const struct capture *a = left, *b = right;
	(void)context;
	if (a->from != b->from)
		return a->from < b->from ? -1 : 1;
	if (a->to != b->to)
		return a->to > b->to ? -1 : 1;
	return a->order < b->order ? -1 : a->order > b->order;
}

static unsigned
weight(unsigned char class)
{
	return class == CODE_STRING ? 0 : class == CODE_PROPERTY ? 1 : 2;
}

/* Captures that are open, the innermost on top; what is before `at` is painted. */
struct painter {
	unsigned char *classes;
	struct capture *open;
	size_t depth, at;
};

static void
paint_to(struct painter *painter, size_t to)
{
	unsigned char class = painter->depth ? painter->open[painter->depth - 1].class : CODE_PLAIN;
	if (to > painter->at)
		memset(painter->classes + painter->at, class, to - painter->at);
	painter->at = to > painter->at ? to : painter->at;
}

static void
close_until(struct painter *painter, size_t at)
{
	while (painter->depth && painter->open[painter->depth - 1].to <= at) {
		paint_to(painter, painter->open[painter->depth - 1].to);
		painter->depth--;
	}
	paint_to(painter, at);
}

void
capture_paint(struct capture *captures, size_t count, struct arena *scratch, unsigned char *classes,
        size_t len)
{
	struct painter painter = { classes, arena_array(scratch, struct capture, count + 1), 0, 0 };
	array_sort(captures, count, sizeof *captures, scratch, compare, NULL);
	for (size_t i = 0; i < count; i++) {
		struct capture next = captures[i];
		if (next.class == CAPTURE_NONE || next.from >= next.to || next.to > len)
			continue;
		close_until(&painter, next.from);
		struct capture *top = painter.depth ? &painter.open[painter.depth - 1] : NULL;
		if (top && next.to > top->to)
			next.to = top->to;
		if (!top || top->from != next.from || top->to != next.to)
			painter.open[painter.depth++] = next;
		else if (weight(next.class) >= weight(top->class))
			top->class = next.class;
	}
	close_until(&painter, len);
}
