/*
 * Filters that apply another filter, or a test, to each item. Those are named at run time, so their
 * arguments are bound as for a function.
 */
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "template/box.h"
#include "template/call.h"
#include "template/callable.h"
#include "template/engine.h"
#include "template/filter.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/vm.h"

/* What is applied to each item. */
struct applied {
	const struct callable *callable; /* NULL: the item's truth, or the item */
	struct callable_arguments arguments;
};

static void
refuse_name(struct template_call *call, const char *what, const struct map *map, struct str name)
{
	struct str *names = arena_array(call->vm->arena, struct str, map->len);
	for (size_t i = 0; i < map->len; i++)
		names[i] = map->at[i].key;
	struct str nearest = diag_nearest(name, names, map->len), help = STR_EMPTY;
	if (nearest.len)
		help = str_format(
		        call->vm->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(nearest));
	vm_fail_help(call->vm, help, "there is no %s \"" STR_FMT "\"", what, STR_ARG(name));
}

/* The further arguments of a call, as they are handed on: *rest is at `rest`, **named behind it. */
static void
take_further(struct template_call *call, size_t rest, struct applied *applied)
{
	struct value list = box_plain(call->arguments[rest]);
	struct value map = box_plain(call->arguments[rest + 1]);
	struct str *names = arena_array(call->vm->arena, struct str, map.len);
	struct value *values = arena_array(call->vm->arena, struct value, map.len);
	for (uint32_t i = 0; i < map.len; i++) {
		names[i] = value_str(map.entries[i].key);
		values[i] = map.entries[i].value;
	}
	applied->arguments = (struct callable_arguments){
		.positional = list.items,
		.count = list.len,
		.names = names,
		.keywords = values,
		.named = map.len,
	};
}

/* Finds what an argument names. False after template_fail. */
static bool
find(struct template_call *call, size_t index, size_t rest, const char *what, const struct map *map,
        struct applied *applied)
{
	*applied = (struct applied){ 0 };
	take_further(call, rest, applied);
	if (call_is_none(call, index))
		return true;
	struct str name = value_str(call->arguments[index]);
	applied->callable = map_get(map, name);
	if (!applied->callable)
		refuse_name(call, what, map, name);
	return applied->callable != NULL;
}

/* With a filter, `attribute` and `default` are meant for it. */
static void
hand_on(struct template_call *call, struct applied *applied, size_t index)
{
	struct callable_arguments *arguments = &applied->arguments;
	struct arena *arena = call->vm->arena;
	if (!applied->callable || call_is_none(call, index))
		return;
	struct str *names = arena_array(arena, struct str, arguments->named + 1);
	struct value *values = arena_array(arena, struct value, arguments->named + 1);
	for (size_t i = 0; i < arguments->named; i++) {
		names[i] = arguments->names[i];
		values[i] = arguments->keywords[i];
	}
	names[arguments->named] = call->callable->parameters[index].name;
	values[arguments->named++] = call->arguments[index];
	arguments->names = names;
	arguments->keywords = values;
}

static struct value
apply(struct template_call *call, const struct applied *applied, struct value item)
{
	if (!applied->callable)
		return item;
	return vm_apply(call->vm, applied->callable, item, &applied->arguments);
}

/* Both give an empty list for whatever counts as false, as Jinja does. */

/* --- map ----------------------------------------------------------------------------------- */

struct value
filter_map(struct template_call *call)
{
	const struct value *items;
	size_t len;
	struct applied applied;
	struct value path = call->arguments[1], fallback = call->arguments[2];
	if (!value_truth(call->subject))
		return call_list(call, NULL, 0);
	if (!call_items(call, &items, &len) ||
	        !find(call, 0, 3, "filter", &call->vm->engine->filters, &applied))
		return VALUE_UNDEFINED_INIT;
	if (!applied.callable && call_is_none(call, 1))
		return template_fail(call, "\"map\" needs the name of a filter, or an attribute");
	hand_on(call, &applied, 1);
	hand_on(call, &applied, 2);
	struct value *made = call_room(call, len);
	for (size_t i = 0; made && i < len && !call->vm->failed; i++) {
		if (applied.callable)
			made[i] = apply(call, &applied, items[i]);
		else if (call_is_none(call, 2))
			made[i] = subscript_path(call->vm, items[i], path);
		else
			made[i] = subscript_path_or(call->vm, items[i], path, fallback);
	}
	return made ? call_list(call, made, len) : VALUE_UNDEFINED_INIT;
}

/* --- select, reject ------------------------------------------------------------------------ */

/* The items, or attributes of items, that the test says `wanted` of. The test's name is at `test`. */
static struct value
pick(struct template_call *call, bool wanted, size_t test)
{
	const struct value *items;
	size_t len, count = 0;
	struct applied applied;
	if (!value_truth(call->subject))
		return call_list(call, NULL, 0);
	if (!call_items(call, &items, &len) ||
	        !find(call, test, test + 1, "test", &call->vm->engine->predicates, &applied))
		return VALUE_UNDEFINED_INIT;
	struct value *picked = call_room(call, len);
	for (size_t i = 0; picked && i < len && !call->vm->failed; i++) {
		struct value v = items[i];
		if (test && call->arguments[0].kind != VALUE_NONE)
			v = subscript_path(call->vm, v, call->arguments[0]);
		if (vm_truth(call->vm, apply(call, &applied, v)) == wanted)
			picked[count++] = items[i];
	}
	return picked ? call_list(call, picked, count) : VALUE_UNDEFINED_INIT;
}

struct value
filter_select(struct template_call *call)
{
	return pick(call, true, 0);
}

struct value
filter_reject(struct template_call *call)
{
	return pick(call, false, 0);
}

struct value
filter_selectattr(struct template_call *call)
{
	return pick(call, true, 1);
}

struct value
filter_rejectattr(struct template_call *call)
{
	return pick(call, false, 1);
}
