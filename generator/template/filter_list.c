/*
 * Filters on lists and maps. Those that give several items give a new list.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/ast.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/vm.h"

struct value
filter_default(struct template_call *call)
{
	bool replace = call->subject.kind == VALUE_UNDEFINED ||
	        (call_truth(call, 1) && !value_truth(call->subject));
	return replace ? call->arguments[0] : call->subject;
}

/* The keys of a map are no attributes. */
struct value
filter_attr(struct template_call *call)
{
	struct str name = call_text(call, 0);
	if (box_plain(call->subject).kind == VALUE_MAP)
		return vm_undefined(name);
	return subscript_attribute(call->vm, call->subject, name);
}

struct value
filter_length(struct template_call *call)
{
	struct sequence sequence;
	if (value_is_text(call->subject))
		return value_int((int64_t)utf8_length(value_str(call->subject)));
	if (call->subject.kind == VALUE_OBJECT && call->subject.object->type->len)
		return value_int((int64_t)value_len(call->subject));
	if (!sequence_of(call->vm, call->subject, &sequence))
		return template_fail(call, "%s has no length", repr_kind(call->vm, call->subject));
	return value_int((int64_t)sequence.len);
}

struct value
filter_list(struct template_call *call)
{
	const struct value *items;
	size_t len;
	if (!call_items(call, &items, &len))
		return VALUE_UNDEFINED_INIT;
	return call_list(call, items, len);
}

/* --- one item ------------------------------------------------------------------------------ */

static struct value
one(struct template_call *call, bool last)
{
	struct sequence sequence;
	if (!sequence_of(call->vm, call->subject, &sequence))
		return template_fail(call, "%s has no items", repr_kind(call->vm, call->subject));
	if (!sequence.len)
		return vm_undefined(last ? STR("last") : STR("first"));
	return sequence_at(call->vm, &sequence, last ? sequence.len - 1 : 0);
}

struct value
filter_first(struct template_call *call)
{
	return one(call, false);
}

struct value
filter_last(struct template_call *call)
{
	return one(call, true);
}

/* --- all items ----------------------------------------------------------------------------- */

static struct value
reverse_text(struct template_call *call, const struct value *characters, size_t len)
{
	size_t begin = vm_text_begin(call->vm);
	while (len--)
		buf_put(call->vm->out, value_str(characters[len]));
	return call_text_end(call, begin);
}

struct value
filter_reverse(struct template_call *call)
{
	const struct value *items;
	size_t len;
	if (!call_items(call, &items, &len))
		return VALUE_UNDEFINED_INIT;
	if (value_is_text(call->subject))
		return reverse_text(call, items, len);
	struct value *reversed = call_room(call, len);
	for (size_t i = 0; reversed && i < len; i++)
		reversed[i] = items[len - 1 - i];
	return reversed ? call_list(call, reversed, len) : VALUE_UNDEFINED_INIT;
}

struct value
filter_items(struct template_call *call)
{
	struct value of = call->subject;
	const struct value *keys;
	size_t len;
	if ((of.kind != VALUE_UNDEFINED && !call_on_map(call)) || !call_items(call, &keys, &len))
		return VALUE_UNDEFINED_INIT;
	struct value *pairs = call_room(call, len);
	for (size_t i = 0; pairs && i < len; i++)
		pairs[i] =
		        box_pair(call->vm->arena, keys[i], subscript_item(call->vm, of, keys[i]));
	return pairs ? call_list(call, pairs, len) : VALUE_UNDEFINED_INIT;
}

struct value
filter_sum(struct template_call *call)
{
	const struct value *items;
	size_t len;
	struct value sum = call->arguments[1];
	if (!call_items(call, &items, &len))
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < len && !call->vm->failed; i++)
		sum = operate_binary(call->vm, OPERATE_ADD, sum,
		        call_key(call, items[i], call->arguments[0], false));
	return sum;
}

/*
 * With escaping on, one item that is markup makes the whole markup; then all the others, and the
 * separator, are escaped.
 */
struct value
filter_join(struct template_call *call)
{
	struct vm *vm = call->vm;
	enum escape escape = call_escape(call);
	struct value between = call->arguments[0];
	const struct value *items;
	size_t len;
	if (!call_items(call, &items, &len))
		return VALUE_UNDEFINED_INIT;
	struct value *parts = call_room(call, len * 2);
	if (!parts)
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < len; i++) {
		parts[2 * i] = between;
		parts[2 * i + 1] = call_key(call, items[i], call->arguments[1], false);
	}
	return len ? vm_concat(vm, escape, parts + 1, len * 2 - 1) : value_text(STR_EMPTY);
}

/* --- lists of lists ------------------------------------------------------------------------ */

struct value
filter_batch(struct template_call *call)
{
	const struct value *items;
	size_t len, size;
	bool fills = !call_is_none(call, 1);
	if (!call_items(call, &items, &len) || !call_size(call, 0, 1, VM_ITEMS_MAX, &size))
		return VALUE_UNDEFINED_INIT;
	size_t count = (len + size - 1) / size;
	struct value *batches = call_room(call, count);
	for (size_t i = 0; batches && i < count; i++) {
		size_t taken = len - i * size < size ? len - i * size : size;
		struct value *batch = call_room(call, fills ? size : taken);
		if (!batch)
			return VALUE_UNDEFINED_INIT;
		for (size_t j = 0; j < (fills ? size : taken); j++)
			batch[j] = j < taken ? items[i * size + j] : call->arguments[1];
		batches[i] = call_list(call, batch, fills ? size : taken);
	}
	return batches ? call_list(call, batches, count) : VALUE_UNDEFINED_INIT;
}

struct value
filter_slice(struct template_call *call)
{
	const struct value *items;
	size_t len, count, from = 0;
	bool fills = !call_is_none(call, 1);
	if (!call_items(call, &items, &len) || !call_size(call, 0, 1, VM_ITEMS_MAX, &count))
		return VALUE_UNDEFINED_INIT;
	size_t size = len / count, longer = len % count;
	struct value *slices = call_room(call, count);
	for (size_t i = 0; slices && i < count && !call->vm->failed; i++) {
		size_t taken = size + (i < longer);
		struct value *slice = call_room(call, taken + 1);
		if (!slice)
			return VALUE_UNDEFINED_INIT;
		for (size_t j = 0; j < taken; j++)
			slice[j] = items[from + j];
		from += taken;
		if (fills && i >= longer)
			slice[taken++] = call->arguments[1];
		slices[i] = call_list(call, slice, taken);
	}
	return slices ? call_list(call, slices, count) : VALUE_UNDEFINED_INIT;
}
