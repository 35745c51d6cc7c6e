/* What expressions are, and the keys they read on the way. */
#include "base/arena.h"
#include "template/engine.h"
#include "template/inspect_walk.h"
#include "template/shape.h"
#include "template/symbol.h"
#include "template/unit.h"

static const struct shape *
expression(struct inspect *inspect, const struct ast *node)
{
	return inspect_let_go(inspect, inspect_expression(inspect, node));
}

/* --- names and keys ------------------------------------------------------------------------ */

const struct shape *
inspect_let_go(struct inspect *inspect, const struct shape *shape)
{
	if (shape->kind == SHAPE_MACRO)
		for (uint32_t i = 0; i < shape->macro->count; i++)
			inspect_give(inspect, shape->macro, i, &shape_any);
	return shape;
}

static void
report_name(struct inspect *inspect, const struct ast *node)
{
	struct str word = node->symbol->name;
	struct inspect_finding *finding;
	struct inspect_names known = { 0 };
	if (inspect->file->open || map_find(&inspect->guarded, word))
		return;
	finding = inspect_report(inspect, INSPECT_NAME, node, word);
	if (!finding)
		return;
	inspect_pass(inspect, &known);
	inspect_pass_map(inspect, &inspect->globals, &known);
	inspect_tell_known(inspect, finding, &known.map);
}

static const struct shape *
name(struct inspect *inspect, const struct ast *node)
{
	const struct shape *shape = inspect_find(inspect, node->symbol->name);
	if (shape)
		return shape;
	if (node->symbol->function.kind != VALUE_UNDEFINED)
		return &shape_any;
	report_name(inspect, node);
	return inspect->file->open ? &shape_any : &shape_nothing;
}

/* What the records of such a shape have together. */
static struct shape *
together(struct inspect *inspect, const struct shape *either)
{
	struct shape *all = shape_record(inspect->arena, STR_EMPTY);
	for (uint32_t i = 0; i < either->count; i++) {
		const struct shape *part = either->parts[i];
		all->name = str_format(inspect->arena, STR_FMT "%s" STR_FMT, STR_ARG(all->name),
		        i ? " or " : "", STR_ARG(part->name));
		for (size_t k = 0; k < part->keys.len; k++)
			shape_put(all, inspect->arena, part->keys.at[k].key, &shape_any);
	}
	return all;
}

static const struct shape *
report_key(struct inspect *inspect, const struct ast *node, const struct shape *of, struct str key)
{
	struct str path = inspect_path(inspect, node);
	struct inspect_finding *finding;
	if (path.len && map_find(&inspect->guarded, path))
		return &shape_any;
	finding = inspect_report(inspect, INSPECT_KEY, node, key);
	if (!finding) /* a module may get it yet */
		return of->kind == SHAPE_MODULE ? &shape_nothing : &shape_any;
	if (node->kind == AST_ITEM) {
		finding->at = node->item.index->at;
		finding->len = node->item.index->len;
	} else if (node->kind == AST_ATTRIBUTE) {
		finding->at += finding->len - (uint32_t)key.len;
		finding->len = (uint32_t)key.len;
	}
	if (of->kind == SHAPE_EITHER)
		of = together(inspect, of);
	finding->kind = of->kind == SHAPE_MODULE ? INSPECT_IMPORTED : INSPECT_KEY;
	finding->of = of->kind == SHAPE_MODULE ? of->file->template->name
	        : of->kind == SHAPE_LIST       ? STR("list")
	                                       : of->name;
	inspect_tell_known(
	        inspect, finding, of->kind == SHAPE_MODULE ? &of->file->exports.map : &of->keys);
	return &shape_any;
}

static bool
is_method(struct inspect *inspect, struct str key)
{
	const struct symbol *symbol = map_get(&inspect->engine->symbols.map, key);
	return symbol && symbol->methods;
}

/* NULL when none of the records has it. */
static const struct shape *
key_of_either(struct inspect *inspect, const struct shape *either, struct str key)
{
	const struct shape *found = NULL;
	for (uint32_t i = 0; i < either->count; i++) {
		const struct shape *shape = shape_key(either->parts[i], key);
		if (shape)
			found = found ? shape_join(&inspect->scratch, found, shape) : shape;
	}
	return found;
}

const struct shape *
inspect_key(struct inspect *inspect, const struct ast *node, const struct shape *of, struct str key,
        bool called)
{
	const struct shape *shape = NULL;
	switch (of->kind) {
	case SHAPE_MAP: return called && is_method(inspect, key) ? &shape_any : of->item;
	case SHAPE_TUPLE: /* a group has names for its parts */
		if (!of->keys.len)
			return &shape_any;
		shape = shape_key(of, key);
		break;
	case SHAPE_RECORD: shape = shape_key(of, key); break;
	case SHAPE_EITHER: shape = key_of_either(inspect, of, key); break;
	case SHAPE_MODULE: shape = map_get(&of->file->exports.map, key); break;
	case SHAPE_LIST: /* it has methods alone */
		if (called)
			return &shape_any;
		break;
	case SHAPE_NOTHING: return of;
	default: return &shape_any;
	}
	if (shape || (called && is_method(inspect, key)))
		return shape ? shape : &shape_any;
	return report_key(inspect, node, of, key);
}

static const struct shape *
item(struct inspect *inspect, const struct ast *node)
{
	const struct shape *of = expression(inspect, node->item.of);
	const struct ast *index = node->item.index;
	expression(inspect, index);
	if (ast_is_text(index))
		return inspect_key(inspect, node, of, value_str(index->value), false);
	if (of->kind == SHAPE_MAP)
		return of->item;
	if (of->kind == SHAPE_TUPLE && index->kind == AST_CONST && index->value.kind == VALUE_INT &&
	        index->value.integer >= 0 && index->value.integer < of->count)
		return of->parts[index->value.integer];
	return shape_item(&inspect->scratch, of);
}

static const struct shape *
slice(struct inspect *inspect, const struct ast *node)
{
	const struct shape *of = expression(inspect, node->slice.of);
	const struct ast *const ends[] = { node->slice.from, node->slice.to, node->slice.step };
	for (size_t i = 0; i < 3; i++)
		if (ends[i])
			expression(inspect, ends[i]);
	return of->kind == SHAPE_LIST ? of : &shape_any;
}

/* --- literals and operators ---------------------------------------------------------------- */

static const struct shape *
list(struct inspect *inspect, const struct ast *node)
{
	const struct shape *joined = &shape_nothing;
	for (const struct ast *i = node->items.first; i; i = i->next)
		joined = shape_join(&inspect->scratch, joined, expression(inspect, i));
	return inspect->mutates ? &shape_any : shape_list(&inspect->scratch, joined);
}

static const struct shape *
tuple(struct inspect *inspect, const struct ast *node)
{
	const struct shape **parts =
	        arena_array(&inspect->scratch, const struct shape *, node->items.count + 1);
	uint32_t count = 0;
	for (const struct ast *i = node->items.first; i; i = i->next)
		parts[count++] = expression(inspect, i);
	return shape_tuple(&inspect->scratch, parts, count);
}

static const struct shape *
dict(struct inspect *inspect, const struct ast *node)
{
	const struct shape *joined = &shape_nothing;
	const struct ast *key = node->items.first;
	for (; key && key->next; key = key->next->next) {
		expression(inspect, key);
		joined = shape_join(&inspect->scratch, joined, expression(inspect, key->next));
	}
	return inspect->mutates ? &shape_any : shape_map(&inspect->scratch, joined);
}

static const struct shape *
either(struct inspect *inspect, const struct ast *a, const struct ast *b)
{
	const struct shape *left = expression(inspect, a);
	return shape_join(&inspect->scratch, left, expression(inspect, b));
}

static const struct shape *
condition(struct inspect *inspect, const struct ast *node)
{
	expression(inspect, node->condition.test);
	if (!node->condition.no)
		return expression(inspect, node->condition.yes);
	return either(inspect, node->condition.yes, node->condition.no);
}

/* A sum of lists is a list. */
static const struct shape *
binary(struct inspect *inspect, const struct ast *node)
{
	const struct shape *joined = either(inspect, node->binary.left, node->binary.right);
	return node->binary.op == OPERATE_ADD && joined->kind == SHAPE_LIST ? joined : &shape_any;
}

/* --- calls --------------------------------------------------------------------------------- */

static uint32_t
parameter_index(const struct inspect_macro *macro, const struct symbol *name)
{
	uint32_t index = 0;
	const struct ast_argument *p = macro->node->macro.parameters;
	while (p && p->name != name) {
		p = p->next;
		index++;
	}
	return index;
}

/* Reads the arguments, of a macro when it is not NULL. What they are, in their order. */
static const struct shape *const *
arguments(struct inspect *inspect, const struct ast *call, struct inspect_macro *macro)
{
	uint32_t place = 0, count = 0;
	const struct shape **shapes;
	for (const struct ast_argument *a = call->call.arguments; a; a = a->next)
		count++;
	shapes = arena_array(&inspect->scratch, const struct shape *, count + 1);
	count = 0;
	for (const struct ast_argument *a = call->call.arguments; a; a = a->next) {
		const struct shape *shape = shapes[count++] = expression(inspect, a->value);
		if (!macro)
			continue;
		if (a->kind == AST_POSITIONAL)
			inspect_give(inspect, macro, place++, shape);
		else if (a->kind == AST_KEYWORD)
			inspect_give(inspect, macro, parameter_index(macro, a->name), shape);
		else
			for (uint32_t i = 0; i < macro->count; i++)
				inspect_give(inspect, macro, i, &shape_any);
	}
	return shapes;
}

/* A call of namespace(). */
struct inspect_space {
	const struct ast *node;
	struct shape *record;
};

static void
put_any(struct shape *record, struct arena *arena, struct str key)
{
	shape_put(record, arena, key, &shape_any);
}

/* What namespace() is given, and what is set of any; NULL when it is given what only rendering can tell. */
static struct shape *
space_record(struct inspect *inspect, const struct ast *node)
{
	struct shape *record = shape_record(inspect->arena, STR("namespace"));
	for (const struct ast_argument *a = node->call.arguments; a; a = a->next) {
		if (a->kind != AST_KEYWORD)
			return NULL;
		put_any(record, inspect->arena, a->name->name);
	}
	for (size_t i = 0; i < inspect->assigned.len; i++)
		put_any(record, inspect->arena, inspect->assigned.at[i].key);
	return record;
}

/* Of every call there is one shape, however often it is walked. */
static const struct shape *
space(struct inspect *inspect, const struct ast *node)
{
	struct inspect_space *made;
	struct inspect_file *file = inspect->file;
	for (size_t i = 0; i < file->spaces.len; i++)
		if (file->spaces.at[i]->node == node)
			return file->spaces.at[i]->record;
	struct shape *record = space_record(inspect, node);
	if (!record)
		return &shape_any;
	made = arena_new(inspect->arena, struct inspect_space);
	*made = (struct inspect_space){ node, record };
	*array_push(inspect->arena, &file->spaces) = made;
	return record;
}

static void
tell_arguments(
        struct inspect *inspect, struct inspect_finding *finding, const struct ast_argument *a)
{
	struct map names = { 0 };
	for (; a; a = a->next) {
		if (a->kind == AST_KEYWORD)
			map_put(&names, inspect->arena, a->name->name, NULL);
		else if (a->kind == AST_POSITIONAL)
			finding->places++;
		else
			finding->open = true;
	}
	inspect_tell_known(inspect, finding, &names);
}

/* {{ t('read_more') }}: whoever made the function may know whether there is such a text. */
static const struct shape *
function(struct inspect *inspect, const struct ast *node)
{
	const struct symbol *symbol = node->call.of->symbol;
	const struct ast_argument *first = node->call.arguments;
	const struct shape *result = map_get(&inspect->functions, symbol->name);
	struct inspect_finding *finding;
	arguments(inspect, node, NULL);
	if (!result)
		return str_is(symbol->name, "namespace") ? space(inspect, node) : &shape_any;
	if (first && first->kind == AST_POSITIONAL && first->value->kind == AST_CONST &&
	        value_is_text(first->value->value)) {
		finding = inspect_report(
		        inspect, INSPECT_CALL, first->value, value_str(first->value->value));
		if (finding) {
			finding->of = symbol->name;
			tell_arguments(inspect, finding, first);
		}
	}
	return result;
}

static const struct shape *
method(struct inspect *inspect, const struct ast *node)
{
	const struct ast *callee = node->call.of;
	const struct shape *of = expression(inspect, callee->attribute.of);
	const struct shape *shape =
	        inspect_key(inspect, callee, of, callee->attribute.name->name, true);
	const struct shape *const *shapes =
	        arguments(inspect, node, shape->kind == SHAPE_MACRO ? shape->macro : NULL);
	return inspect_flow(inspect, node, of, shapes);
}

static const struct shape *
call(struct inspect *inspect, const struct ast *node)
{
	const struct ast *callee = node->call.of;
	const struct shape *shape;
	if (callee->kind == AST_ATTRIBUTE)
		return method(inspect, node);
	if (callee->kind == AST_NAME && !inspect_find(inspect, callee->symbol->name) &&
	        callee->symbol->function.kind != VALUE_UNDEFINED)
		return function(inspect, node);
	shape = inspect_expression(inspect, callee);
	arguments(inspect, node, shape->kind == SHAPE_MACRO ? shape->macro : NULL);
	return &shape_any;
}

static const struct shape *
filter(struct inspect *inspect, const struct ast *node)
{
	const struct shape *subject =
	        node->call.of ? expression(inspect, node->call.of) : &shape_any;
	return inspect_flow(inspect, node, subject, arguments(inspect, node, NULL));
}

static void
read_only(void *context, const struct ast *node)
{
	expression(context, node);
}

const struct shape *
inspect_expression(struct inspect *inspect, const struct ast *node)
{
	switch (node->kind) {
	case AST_CONST: return node->value.kind == VALUE_NONE ? &shape_nothing : &shape_any;
	case AST_NAME: return name(inspect, node);
	case AST_LIST: return list(inspect, node);
	case AST_TUPLE: return tuple(inspect, node);
	case AST_DICT: return dict(inspect, node);
	case AST_AND:
	case AST_OR: return either(inspect, node->binary.left, node->binary.right);
	case AST_BINARY: return binary(inspect, node);
	case AST_CONDITION: return condition(inspect, node);
	case AST_ATTRIBUTE:
		return inspect_key(inspect, node, expression(inspect, node->attribute.of),
		        node->attribute.name->name, false);
	case AST_ITEM: return item(inspect, node);
	case AST_SLICE: return slice(inspect, node);
	case AST_CALL: return call(inspect, node);
	case AST_FILTER: return filter(inspect, node);
	default: ast_children(node, read_only, inspect); return &shape_any;
	}
}
