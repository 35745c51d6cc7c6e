/* The rows of flow.def: lists of pages stay lists of pages when they are sorted. */
#include "base/arena.h"
#include "template/inspect_walk.h"
#include "template/shape.h"
#include "template/symbol.h"

enum flow {
	FLOW_SAME,
	FLOW_SORTED,
	FLOW_ITEM,
	FLOW_LISTS,
	FLOW_GROUPS,
	FLOW_PAIRS,
	FLOW_VALUES,
	FLOW_ATTRIBUTES,
	FLOW_ATTRIBUTE,
	FLOW_OTHERWISE,
	FLOW_LOOKUP,
	FLOW_ANY,
};

struct row {
	struct str name;
	enum flow flow;
	int place;
	const char *keyword;
};

static const struct row filters[] = {
#define FLOW_FILTER(name, flow, place, keyword) { STR_INIT(name), FLOW_##flow, place, keyword },
#include "template/flow.def"
};

static const struct row methods[] = {
#define FLOW_METHOD(name, flow) { STR_INIT(name), FLOW_##flow, -1, NULL },
#include "template/flow.def"
};

static const struct row *
find_row(const struct row *rows, size_t count, struct str name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(rows[i].name, name))
			return &rows[i];
	return NULL;
}

/* One argument of a call: what is written, and what it is. */
struct given {
	const struct ast *node;
	const struct shape *shape;
};

/* By place (from 0, or -1) or keyword (may be NULL); all NULL when it is not there. */
static struct given
argument(const struct ast *call, const struct shape *const *shapes, int place, const char *keyword)
{
	int at = 0;
	for (const struct ast_argument *a = call->call.arguments; a; a = a->next, shapes++) {
		bool named = a->kind == AST_KEYWORD && keyword &&
		        str_eq(a->name->name, str_from(keyword));
		if (named || (a->kind == AST_POSITIONAL && at++ == place))
			return (struct given){ a->value, *shapes };
	}
	return (struct given){ NULL, NULL };
}

/* Does the call say what holds without the attribute? `selectattr("x", "defined")` */
static bool
is_prepared(const struct ast *call, const struct shape *const *shapes)
{
	const struct ast *test = argument(call, shapes, 1, NULL).node;
	struct str word = test && test->kind == AST_CONST ? value_str(test->value) : STR_EMPTY;
	return argument(call, shapes, -1, "default").node || str_is(word, "defined") ||
	        str_is(word, "undefined");
}

/* "section.title" of each item. */
static const struct shape *
attribute(struct inspect *inspect, const struct ast *name, struct str path, const struct shape *of)
{
	while (path.at) {
		struct str key = str_cut(&path, '.');
		int64_t index;
		of = str_to_int(key, &index) ? &shape_any
		                             : inspect_key(inspect, name, of, key, false);
	}
	return of;
}

/* What a list is sorted by: "date, title"; with a mark for downwards, also "-date". */
static void
sorting(struct inspect *inspect, const struct ast *name, bool marks, const struct shape *item)
{
	struct str rest = value_str(name->value);
	while (rest.at) {
		struct str path = str_cut(&rest, ',');
		if (marks) {
			path = str_trim(path);
			path = str_skip(path, str_starts(path, STR("-")));
		}
		if (path.len)
			attribute(inspect, name, path, item);
	}
}

static bool
is_literal(const struct ast *name)
{
	return name && ast_is_text(name);
}

static void
sorted(struct inspect *inspect, const struct row *row, const struct ast *call,
        const struct shape *item, const struct shape *const *shapes)
{
	bool several = str_is(row->name, "sort_by");
	for (int place = row->place;; place++) {
		const struct ast *name = argument(call, shapes, place, row->keyword).node;
		if (is_literal(name))
			sorting(inspect, name, several, item);
		if (!name || !several)
			return;
	}
}

static const struct shape *
pair(struct inspect *inspect, const struct shape *first, const struct shape *second)
{
	const struct shape **parts = arena_array(&inspect->scratch, const struct shape *, 2);
	parts[0] = first;
	parts[1] = second;
	return shape_tuple(&inspect->scratch, parts, 2);
}

/* The group of `groupby` is a pair that has names for its parts. */
static const struct shape *
group(struct inspect *inspect, const struct shape *item)
{
	const struct shape *list = shape_list(&inspect->scratch, item);
	struct shape *named = arena_new(&inspect->scratch, struct shape);
	const struct shape *plain = pair(inspect, &shape_any, list);
	if (plain->kind != SHAPE_TUPLE)
		return plain;
	*named = *plain;
	named->name = STR("group");
	shape_put(named, &inspect->scratch, STR("grouper"), &shape_any);
	shape_put(named, &inspect->scratch, STR("list"), list);
	return named;
}

static const struct shape *
apply(struct inspect *inspect, const struct row *row, const struct ast *call,
        const struct shape *of, const struct shape *const *shapes)
{
	struct arena *arena = &inspect->scratch;
	const struct ast *name = argument(call, shapes, row->place, row->keyword).node;
	const struct shape *item = shape_item(arena, of), *read = &shape_any, *other;
	const struct shape *value = of->kind == SHAPE_MAP ? of->item : &shape_any;
	bool literal = is_literal(name) && row->flow != FLOW_SORTED;
	if (literal && !is_prepared(call, shapes))
		read = attribute(inspect, name, value_str(name->value),
		        row->flow == FLOW_ATTRIBUTE ? of : item);
	switch (row->flow) {
	case FLOW_SAME: return of->kind == SHAPE_TUPLE ? shape_list(arena, item) : of;
	case FLOW_SORTED:
		sorted(inspect, row, call, item, shapes);
		return of->kind == SHAPE_TUPLE ? shape_list(arena, item) : of;
	case FLOW_ITEM: return item;
	case FLOW_LISTS: return shape_list(arena, shape_list(arena, item));
	case FLOW_GROUPS: return shape_list(arena, group(inspect, item));
	case FLOW_PAIRS: return shape_list(arena, pair(inspect, &shape_any, value));
	case FLOW_VALUES: return shape_list(arena, value);
	case FLOW_ATTRIBUTES: return literal ? shape_list(arena, read) : &shape_any;
	case FLOW_ATTRIBUTE: return read;
	case FLOW_OTHERWISE:
		other = argument(call, shapes, 0, "default_value").shape;
		return other ? shape_join(arena, of, other) : of;
	case FLOW_LOOKUP:
		other = argument(call, shapes, 1, "default").shape;
		return other ? shape_join(arena, value, other) : value;
	case FLOW_ANY: break;
	}
	return &shape_any;
}

const struct shape *
inspect_flow(struct inspect *inspect, const struct ast *node, const struct shape *subject,
        const struct shape *const *arguments)
{
	bool is_filter = node->kind == AST_FILTER;
	const struct row *row = is_filter
	        ? find_row(filters, sizeof filters / sizeof *filters, node->call.name)
	        : find_row(methods, sizeof methods / sizeof *methods,
	                  node->call.of->attribute.name->name);
	return row ? apply(inspect, row, node, subject, arguments) : &shape_any;
}
