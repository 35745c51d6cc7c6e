/*
 * A pattern becomes a program of few ops, whose jumps are relative, so that a piece can be moved when
 * an op has to stand before it:
 *
 *	a|b     SPLIT +1 +3   BYTE a   JUMP +2   BYTE b
 *	a*      SPLIT +1 +3   BYTE a   JUMP -2
 *	a+      BYTE a   SPLIT -1 +1
 */
#include "highlight/pattern.h"

#include <stdint.h>

#include "base/arena.h"

enum { OPS_MAX = 256, DEPTH_MAX = 16 };

enum kind { BYTE, SET, ANY, SPLIT, JUMP, BEGIN, END, MATCH };

struct op {
	enum kind kind;
	char byte;
	int to, other;            /* JUMP, SPLIT: how far */
	const unsigned char *set; /* a bit for each byte */
};

struct pattern {
	struct op ops[OPS_MAX];
	int count;
};

struct parser {
	struct pattern *pattern;
	struct arena *arena;
	struct str rest;
	char escape;
	int depth;
	bool failed;
	struct op spare; /* what is written to after a failure */
};

static struct op *
emit(struct parser *parser, enum kind kind)
{
	struct pattern *pattern = parser->pattern;
	if (pattern->count == OPS_MAX) {
		parser->failed = true;
		return &parser->spare;
	}
	struct op *op = &pattern->ops[pattern->count++];
	*op = (struct op){ .kind = kind };
	return op;
}

/* An op before those from `at` on. */
static struct op *
insert(struct parser *parser, int at, enum kind kind)
{
	struct pattern *pattern = parser->pattern;
	struct op *op = emit(parser, kind);
	if (parser->failed)
		return op;
	memmove(&pattern->ops[at + 1], &pattern->ops[at],
	        (size_t)(pattern->count - 1 - at) * sizeof *op);
	pattern->ops[at] = (struct op){ .kind = kind };
	return &pattern->ops[at];
}

static bool
is_next(struct parser *parser, char c)
{
	return parser->rest.len && parser->rest.at[0] == c;
}

static char
take(struct parser *parser)
{
	if (!parser->rest.len) {
		parser->failed = true;
		return '\0';
	}
	char c = parser->rest.at[0];
	parser->rest = str_skip(parser->rest, 1);
	return c;
}

/* --- sets ---------------------------------------------------------------------------------- */

static void
add_range(unsigned char *set, unsigned char from, unsigned char to)
{
	for (unsigned c = from; c <= to; c++)
		set[c / 8] |= (unsigned char)(1u << (c % 8));
}

/* Adds \d, \w, \s or, in capitals, all but these. False when it is none of them. */
static bool
add_class(unsigned char *set, char letter)
{
	unsigned char class[32] = { 0 };
	switch (letter | 0x20) {
	case 'd': add_range(class, '0', '9'); break;
	case 's':
		add_range(class, '\t', '\r');
		add_range(class, ' ', ' ');
		break;
	case 'w':
		add_range(class, '0', '9');
		add_range(class, 'A', 'Z');
		add_range(class, 'a', 'z');
		add_range(class, '_', '_');
		break;
	default: return false;
	}
	for (unsigned i = 0; i < sizeof class; i++)
		set[i] |= (unsigned char)(letter & 0x20 ? class[i] : ~class[i]);
	return true;
}

static char
control(char c)
{
	switch (c) {
	case 'n': return '\n';
	case 't': return '\t';
	case 'r': return '\r';
	default: return c;
	}
}

static void
parse_set_item(struct parser *parser, unsigned char *set)
{
	char from = take(parser);
	if (from == parser->escape) {
		from = take(parser);
		if (add_class(set, from))
			return;
		from = control(from);
	}
	char to = from;
	if (parser->rest.len > 1 && is_next(parser, '-') && parser->rest.at[1] != ']') {
		take(parser);
		to = take(parser);
		if (to == parser->escape)
			to = control(take(parser));
	}
	if ((unsigned char)from <= (unsigned char)to)
		add_range(set, (unsigned char)from, (unsigned char)to);
}

static void
parse_set(struct parser *parser)
{
	unsigned char *set = arena_array(parser->arena, unsigned char, 32);
	bool negated = is_next(parser, '^');
	if (negated)
		take(parser);
	do
		parse_set_item(parser, set);
	while (!parser->failed && !is_next(parser, ']'));
	take(parser);
	for (unsigned i = 0; negated && i < 32; i++)
		set[i] = (unsigned char)~set[i];
	emit(parser, SET)->set = set;
}

/* --- the rest ------------------------------------------------------------------------------ */

static void parse_choice(struct parser *parser);

static void
parse_group(struct parser *parser)
{
	if (is_next(parser, '?')) { /* (?:...) */
		take(parser);
		parser->failed |= take(parser) != ':';
	}
	parser->failed |= ++parser->depth > DEPTH_MAX;
	if (!parser->failed)
		parse_choice(parser);
	parser->depth--;
	parser->failed |= take(parser) != ')';
}

static void
parse_escape(struct parser *parser)
{
	unsigned char *set = arena_array(parser->arena, unsigned char, 32);
	char c = take(parser);
	if (add_class(set, c))
		emit(parser, SET)->set = set;
	else
		emit(parser, BYTE)->byte = control(c);
}

static void
parse_atom(struct parser *parser)
{
	char c = take(parser);
	if (c == parser->escape) {
		parse_escape(parser);
		return;
	}
	switch (c) {
	case '(': parse_group(parser); break;
	case '[': parse_set(parser); break;
	case '.': emit(parser, ANY); break;
	case '^': emit(parser, BEGIN); break;
	case '$': emit(parser, END); break;
	case '{':
	case '*':
	case '+':
	case '?': parser->failed = true; break;
	default: emit(parser, BYTE)->byte = c; break;
	}
}

static void
parse_piece(struct parser *parser)
{
	int begin = parser->pattern->count;
	parse_atom(parser);
	int len = parser->pattern->count - begin;
	char sign = parser->rest.len ? parser->rest.at[0] : '\0';
	struct op *split;
	switch (sign) {
	case '*':
		split = insert(parser, begin, SPLIT);
		split->to = 1;
		split->other = len + 2;
		emit(parser, JUMP)->to = -(len + 1);
		break;
	case '+':
		split = emit(parser, SPLIT);
		split->to = -len;
		split->other = 1;
		break;
	case '?':
		split = insert(parser, begin, SPLIT);
		split->to = 1;
		split->other = len + 1;
		break;
	default: return;
	}
	take(parser);
}

static void
parse_choice(struct parser *parser)
{
	int begin = parser->pattern->count;
	while (!parser->failed && parser->rest.len && !is_next(parser, '|') &&
	        !is_next(parser, ')'))
		parse_piece(parser);
	if (parser->failed || !is_next(parser, '|'))
		return;
	take(parser);
	struct op *split = insert(parser, begin, SPLIT);
	int jump = parser->pattern->count;
	split->to = 1;
	split->other = jump + 1 - begin;
	struct op *over = emit(parser, JUMP);
	parse_choice(parser);
	over->to = parser->pattern->count - jump;
}

struct pattern *
pattern_make(struct arena *arena, struct str text, char escape)
{
	struct parser parser = {
		.pattern = arena_new(arena, struct pattern),
		.arena = arena,
		.rest = text,
		.escape = escape,
	};
	parse_choice(&parser);
	if (parser.failed || parser.rest.len)
		return NULL;
	emit(&parser, MATCH);
	return parser.failed ? NULL : parser.pattern;
}

/* --- matching ------------------------------------------------------------------------------ */

struct states {
	int at[OPS_MAX];
	int count;
	size_t seen[OPS_MAX]; /* position + 1 for which it was added last */
};

/* Adds an op and all that it leads to without a byte. */
static void
follow(const struct pattern *pattern, struct states *states, int at, size_t position, size_t len)
{
	int stack[2 * OPS_MAX], depth = 0;
	stack[depth++] = at;
	while (depth) {
		at = stack[--depth];
		if (states->seen[at] == position + 1)
			continue;
		states->seen[at] = position + 1;
		const struct op *op = &pattern->ops[at];
		switch (op->kind) {
		case SPLIT: stack[depth++] = at + op->other; /* fall through */
		case JUMP: stack[depth++] = at + op->to; break;
		case BEGIN:
			if (position == 0)
				stack[depth++] = at + 1;
			break;
		case END:
			if (position == len)
				stack[depth++] = at + 1;
			break;
		default: states->at[states->count++] = at; break;
		}
	}
}

static bool
takes(const struct op *op, unsigned char c)
{
	switch (op->kind) {
	case BYTE: return (unsigned char)op->byte == c;
	case SET: return op->set[c / 8] >> (c % 8) & 1;
	case ANY: return c != '\n';
	default: return false;
	}
}

bool
pattern_matches(const struct pattern *pattern, struct str text)
{
	struct states a = { .count = 0 }, b = { .count = 0 }, *now = &a, *next = &b;
	for (size_t i = 0;; i++) {
		follow(pattern, now, 0, i, text.len);
		for (int s = 0; s < now->count; s++) {
			if (pattern->ops[now->at[s]].kind == MATCH)
				return true;
		}
		if (i == text.len || (!now->count && pattern->ops[0].kind == BEGIN))
			return false;
		next->count = 0;
		for (int s = 0; s < now->count; s++) {
			if (takes(&pattern->ops[now->at[s]], (unsigned char)text.at[i]))
				follow(pattern, next, now->at[s] + 1, i + 1, text.len);
		}
		struct states *swap = now;
		now = next;
		next = swap;
	}
}
