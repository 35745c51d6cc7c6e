/*
 * Filters that compare items: by themselves or by an attribute, and with texts in lower case unless
 * case counts. Keys are worked out once per item; sorting is stable.
 */
#include "base/arena.h"
#include "base/array.h"
#include "base/map.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/fingerprint.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/vm.h"

/* An item with what it is compared by. */
struct keyed {
	struct value item;
	const struct value *keys;
};

struct order {
	struct template_call *call;
	size_t keys;
	bool reverse;
	bool equal; /* keys that are equal need no order; otherwise not even none has one to none */
	bool incomparable;
	struct value a, b; /* the first two that could not be compared */
};

static int
compare(const void *left, const void *right, void *context)
{
	const struct keyed *a = left, *b = right;
	struct order *order = context;
	for (size_t i = 0; i < order->keys; i++) {
		bool comparable;
		bool equal = operate_equal(order->call->vm, a->keys[i], b->keys[i]);
		if (equal && order->equal)
			continue;
		int result = operate_order(order->call->vm, a->keys[i], b->keys[i], &comparable);
		bool numbers = value_is_number(a->keys[i]) && value_is_number(b->keys[i]);
		if (!comparable && !numbers && !order->incomparable) {
			order->incomparable = true;
			order->a = a->keys[i];
			order->b = b->keys[i];
		}
		return order->reverse ? -result : result;
	}
	return 0;
}

static struct value
refuse(const struct order *order)
{
	struct value undefined = order->a.kind == VALUE_UNDEFINED ? order->a : order->b;
	if (undefined.kind == VALUE_UNDEFINED && undefined.len)
		return template_fail(order->call,
		        "not all items have \"" STR_FMT "\", so they cannot be put in order",
		        STR_ARG(str_of(undefined.text, undefined.len)));
	return template_fail(order->call, "%s and %s cannot be put in order",
	        repr_kind(order->call->vm, order->a), repr_kind(order->call->vm, order->b));
}

/* Sorts by the keys. False after template_fail when some cannot be compared. */
static bool
sort(struct order *order, struct keyed *items, size_t len)
{
	struct vm *vm = order->call->vm;
	size_t steps = 1;
	while (len >> steps)
		steps++;
	if (!vm_charge(vm, len * steps))
		return false;
	array_sort(items, len, sizeof *items, vm->arena, compare, order);
	if (order->incomparable)
		refuse(order);
	return !order->incomparable;
}

/* The subject's items with one key each. NULL after template_fail. */
static struct keyed *
keyed_items(struct template_call *call, struct value path, bool fold, size_t *len)
{
	const struct value *items;
	if (!call_items(call, &items, len))
		return NULL;
	struct keyed *made = arena_array(call->vm->arena, struct keyed, *len + 1);
	struct value *keys = arena_array(call->vm->arena, struct value, *len);
	for (size_t i = 0; i < *len && !call->vm->failed; i++) {
		keys[i] = call_key(call, items[i], path, fold);
		made[i] = (struct keyed){ items[i], &keys[i] };
	}
	return call->vm->failed ? NULL : made;
}

static struct value
list_of(struct template_call *call, const struct keyed *items, size_t len)
{
	struct value *list = call_room(call, len);
	for (size_t i = 0; list && i < len; i++)
		list[i] = items[i].item;
	return list ? call_list(call, list, len) : VALUE_UNDEFINED_INIT;
}

/* Is the order to be turned round? A truth or an integer says so, as in Python. */
static bool
read_reverse(struct order *order, size_t index)
{
	int64_t n = 0;
	bool good = call_integer(order->call, index, &n);
	order->reverse = n != 0;
	return good;
}

/* --- sort ---------------------------------------------------------------------------------- */

/* "year,title": the paths between the commas, or the one that is no text. */
static const struct value *
paths_of(struct template_call *call, struct value attribute, size_t *count)
{
	struct str rest = value_str(attribute);
	size_t most = 1;
	for (size_t i = 0; i < rest.len; i++)
		most += rest.at[i] == ',';
	struct value *paths = arena_array(call->vm->arena, struct value, most);
	*count = 0;
	if (!value_is_text(attribute)) {
		paths[(*count)++] = attribute;
		return paths;
	}
	while (rest.at)
		paths[(*count)++] = value_text(str_cut(&rest, ','));
	return paths;
}

struct value
filter_sort(struct template_call *call)
{
	struct order order = { .call = call, .equal = true };
	bool fold = !call_truth(call, 1);
	size_t len;
	if (!read_reverse(&order, 0))
		return VALUE_UNDEFINED_INIT;
	struct arena *arena = call->vm->arena;
	struct keyed *items = keyed_items(call, value_none(), false, &len);
	const struct value *paths = paths_of(call, call->arguments[2], &order.keys);
	if (!items || !vm_charge(call->vm, len * order.keys))
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < len && !call->vm->failed; i++) {
		struct value *keys = arena_array(arena, struct value, order.keys);
		for (size_t k = 0; k < order.keys; k++)
			keys[k] = call_key(call, items[i].item, paths[k], fold);
		items[i].keys = keys;
	}
	return sort(&order, items, len) ? list_of(call, items, len) : VALUE_UNDEFINED_INIT;
}

/* --- dictsort ------------------------------------------------------------------------------ */

struct value
filter_dictsort(struct template_call *call)
{
	struct order order = { .call = call, .keys = 1 };
	struct str by = call_text(call, 1);
	bool by_value = str_is(by, "value"), fold = !call_truth(call, 0);
	size_t len;
	if (!read_reverse(&order, 2))
		return VALUE_UNDEFINED_INIT;
	if (!by_value && !str_is(by, "key"))
		return template_fail(call,
		        "\"dictsort\" sorts by key or value, not by \"" STR_FMT "\"", STR_ARG(by));
	struct keyed *items = NULL;
	if (call_on_map(call))
		items = keyed_items(call, value_none(), fold && !by_value, &len);
	if (!items)
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < len; i++) {
		struct value v = subscript_item(call->vm, call->subject, items[i].item);
		items[i].item = box_pair(call->vm->arena, items[i].item, v);
		if (!by_value)
			continue;
		struct value *key = arena_new(call->vm->arena, struct value);
		*key = call_key(call, v, value_none(), fold);
		items[i].keys = key;
	}
	return sort(&order, items, len) ? list_of(call, items, len) : VALUE_UNDEFINED_INIT;
}

/* --- the largest and the smallest ---------------------------------------------------------- */

static struct value
extreme(struct template_call *call, int sign)
{
	struct order order = { .call = call, .keys = 1 };
	size_t len;
	struct keyed *items = keyed_items(call, call->arguments[1], !call_truth(call, 0), &len);
	if (!items)
		return VALUE_UNDEFINED_INIT;
	if (!len)
		return vm_undefined(call->callable->name);
	const struct keyed *best = items;
	for (size_t i = 1; i < len; i++) {
		if (compare(&items[i], best, &order) * sign > 0)
			best = &items[i];
	}
	if (order.incomparable)
		return refuse(&order);
	return best->item;
}

struct value
filter_max(struct template_call *call)
{
	return extreme(call, 1);
}

struct value
filter_min(struct template_call *call)
{
	return extreme(call, -1);
}

/* --- equal items --------------------------------------------------------------------------- */

struct value
filter_unique(struct template_call *call)
{
	struct map seen = { 0 };
	size_t len, count = 0;
	struct keyed *items = keyed_items(call, call->arguments[1], !call_truth(call, 0), &len);
	for (size_t i = 0; items && i < len && !call->vm->failed; i++) {
		bool added;
		if (!subscript_check_key(call->vm, *items[i].keys))
			break;
		map_put(&seen, call->vm->arena, fingerprint_of(call->vm, *items[i].keys), &added);
		if (added)
			items[count++] = items[i];
	}
	return items && !call->vm->failed ? list_of(call, items, count) : VALUE_UNDEFINED_INIT;
}

/* --- groups -------------------------------------------------------------------------------- */

/* The key as it is shown: that of the first item, in its own case. */
static struct value
shown_key(struct template_call *call, struct value item)
{
	struct value path = call->arguments[0];
	if (call_is_none(call, 1))
		return call_key(call, item, path, false);
	return subscript_path_or(call->vm, item, path, call->arguments[1]);
}

struct value
filter_groupby(struct template_call *call)
{
	struct order order = { .call = call, .keys = 1 };
	bool fold = !call_truth(call, 2);
	size_t len, count = 0;
	struct keyed *items = keyed_items(call, value_none(), false, &len);
	for (size_t i = 0; items && i < len; i++) {
		struct value *key = arena_new(call->vm->arena, struct value);
		*key = call_key(call, shown_key(call, items[i].item), value_none(), fold);
		items[i].keys = key;
	}
	struct value *groups = items ? call_room(call, len) : NULL;
	if (!groups || !sort(&order, items, len))
		return VALUE_UNDEFINED_INIT;
	for (size_t from = 0, to; from < len; from = to) {
		to = from + 1;
		while (to < len && operate_equal(call->vm, *items[from].keys, *items[to].keys))
			to++;
		struct value list = list_of(call, items + from, to - from);
		groups[count++] =
		        box_group(call->vm->arena, shown_key(call, items[from].item), list);
	}
	return call_list(call, groups, count);
}
