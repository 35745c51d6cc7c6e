/*
 * Methods of lists. Only what a template has made itself can be changed.
 */
#include "base/arena.h"
#include "base/array.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/method.h"
#include "template/operate.h"
#include "template/sequence.h"
#include "template/template.h"
#include "template/vm.h"

/* The list to be changed; NULL after template_fail. */
static struct box *
changeable(struct template_call *call)
{
	struct box *box = box_of(call->subject);
	if (box && box->kind == BOX_LIST && vm_charge(call->vm, 0))
		return box;
	vm_fail_help(call->vm, STR("a copy can be changed: value|list"),
	        "this list cannot be changed: no template has made it");
	return NULL;
}

static bool
has_room(struct template_call *call, const struct box *box, size_t more)
{
	if (box->len + more <= VM_ITEMS_MAX)
		return true;
	template_fail(call, "a list has at most %d items", VM_ITEMS_MAX);
	return false;
}

struct value
method_append(struct template_call *call)
{
	struct box *box = changeable(call);
	if (box && has_room(call, box, 1))
		box_append(call->vm->arena, box, call->arguments[0]);
	return value_none();
}

struct value
method_extend(struct template_call *call)
{
	struct box *box = changeable(call);
	const struct value *items;
	size_t len;
	if (!box ||
	        !sequence_items(call->vm, call->arguments[0], "added to a list", &items, &len) ||
	        !has_room(call, box, len))
		return value_none();
	for (size_t i = 0; i < len; i++)
		box_append(call->vm->arena, box, items[i]);
	return value_none();
}

struct value
method_insert(struct template_call *call)
{
	struct box *box = changeable(call);
	int64_t index;
	if (!box || !has_room(call, box, 1) || !call_integer(call, 0, &index) ||
	        !vm_charge(call->vm, box->len / 8))
		return value_none();
	if (index < 0)
		index = index < -(int64_t)box->len ? 0 : index + (int64_t)box->len;
	if (index > (int64_t)box->len)
		index = (int64_t)box->len;
	box_insert(call->vm->arena, box, (size_t)index, call->arguments[1]);
	return value_none();
}

struct value
method_clear(struct template_call *call)
{
	struct box *box = box_of(call->subject);
	if (!box || (box->kind != BOX_LIST && box->kind != BOX_DICT)) {
		changeable(call);
		return value_none();
	}
	box->len = 0;
	return value_none();
}

struct value
method_copy(struct template_call *call)
{
	return filter_list(call);
}

/* The index of an equal item, or STR_NONE. */
static size_t
find(struct template_call *call, struct value wanted)
{
	struct sequence sequence;
	size_t i = 0;
	if (!sequence_of(call->vm, call->subject, &sequence) || !vm_charge(call->vm, sequence.len))
		return STR_NONE;
	while (i < sequence.len &&
	        !operate_equal(call->vm, sequence_at(call->vm, &sequence, i), wanted))
		i++;
	return i < sequence.len ? i : STR_NONE;
}

struct value
method_index_item(struct template_call *call)
{
	size_t found = find(call, call->arguments[0]);
	if (found == STR_NONE)
		return template_fail(call, "this item is not in the list");
	return value_int((int64_t)found);
}

struct value
method_count_items(struct template_call *call)
{
	const struct value *items;
	size_t len;
	int64_t count = 0;
	if (!call_items(call, &items, &len))
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < len; i++)
		count += operate_equal(call->vm, items[i], call->arguments[0]);
	return value_int(count);
}

struct value
method_pop(struct template_call *call)
{
	struct box *box = changeable(call);
	int64_t index;
	size_t at;
	if (!box || !call_integer(call, 0, &index))
		return VALUE_UNDEFINED_INIT;
	if (!operate_index(index, box->len, &at))
		return template_fail(call, "the list has no item %lld", (long long)index);
	struct value item = box->items[at];
	vm_charge(call->vm, (box->len - at) / 8);
	box_remove(box, at);
	return item;
}

struct value
method_remove(struct template_call *call)
{
	struct box *box = changeable(call);
	size_t found = box ? find(call, call->arguments[0]) : STR_NONE;
	if (box && found == STR_NONE)
		return template_fail(call, "this item is not in the list");
	if (box)
		box_remove(box, found);
	return value_none();
}

struct value
method_reverse(struct template_call *call)
{
	struct box *box = changeable(call);
	if (box && !vm_charge(call->vm, box->len / 8))
		return value_none();
	for (uint32_t i = 0; box && i < box->len / 2; i++) {
		struct value other = box->items[i];
		box->items[i] = box->items[box->len - 1 - i];
		box->items[box->len - 1 - i] = other;
	}
	return value_none();
}

struct order {
	struct vm *vm;
	bool reverse, incomparable;
};

static int
compare(const void *a, const void *b, void *context)
{
	struct order *order = context;
	const struct value *left = a, *right = b;
	bool comparable;
	int result = operate_order(order->vm, *left, *right, &comparable);
	order->incomparable |= !comparable && !operate_equal(order->vm, *left, *right);
	return order->reverse ? -result : result;
}

struct value
method_sort(struct template_call *call)
{
	struct box *box = changeable(call);
	struct order order = { call->vm, call_truth(call, 0), false };
	if (!box || !vm_charge(call->vm, (size_t)box->len * 8))
		return value_none();
	array_sort(box->items, box->len, sizeof *box->items, call->vm->arena, compare, &order);
	if (order.incomparable)
		return template_fail(call, "these items cannot be put in order");
	return value_none();
}
