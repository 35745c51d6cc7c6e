/*
 * Filters on lists and maps. Those that give several items give a new list.
 */
#include <math.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/ast.h"
#include "template/box.h"
#include "template/call.h"
#include "template/chance.h"
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
	struct str name;
	if (!call_only_text(call, 0, &name))
		return VALUE_UNDEFINED_INIT;
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

/* A letter by its place in markup is markup; the first one comes from going through it, and is a text. */
static struct value
letter(const struct template_call *call, struct value v)
{
	if (call->subject.kind == VALUE_MARKUP && v.kind == VALUE_TEXT)
		v.kind = VALUE_MARKUP;
	return v;
}

struct value
filter_last(struct template_call *call)
{
	return letter(call, one(call, true));
}

/* One of the items, by chance.c. */
struct value
filter_random(struct template_call *call)
{
	struct sequence sequence;
	bool keys = box_plain(call->subject).kind == VALUE_MAP;
	if (keys || !sequence_of(call->vm, call->subject, &sequence))
		return template_fail(call, "%s has no items", repr_kind(call->vm, call->subject));
	if (!sequence.len)
		return vm_undefined(STR("random"));
	size_t index = (size_t)chance_below(call->vm, sequence.len);
	return letter(call, sequence_at(call->vm, &sequence, index));
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
	if (value_is_text(sum))
		return template_fail(call, "texts are joined, not added up: use |join");
	for (size_t i = 0; i < len && !call->vm->failed; i++)
		sum = operate_binary(call->vm, OPERATE_ADD, sum,
		        call_key(call, items[i], call->arguments[0], false));
	return sum;
}

/*
 * With escaping on, one item that is markup makes the whole markup, and so does a separator that is;
 * then all the others, and the separator, are escaped.
 */
struct value
filter_join(struct template_call *call)
{
	struct vm *vm = call->vm;
	enum escape escape = call_escape(call);
	struct value between = call->arguments[0];
	bool markup = escape != ESCAPE_NONE && between.kind == VALUE_MARKUP;
	const struct value *items;
	size_t len;
	if (!call_items(call, &items, &len))
		return VALUE_UNDEFINED_INIT;
	struct value *parts = call_room(call, len * 2 + 1);
	if (!parts)
		return VALUE_UNDEFINED_INIT;
	/* An empty text at the start lets a separator that is markup count although it is not there. */
	parts[0] = markup ? value_markup(STR_EMPTY) : value_text(STR_EMPTY);
	for (size_t i = 0; i < len; i++) {
		if (i)
			parts[2 * i] = between;
		parts[2 * i + 1] = call_key(call, items[i], call->arguments[1], false);
	}
	return vm_concat(vm, escape, parts, len * 2 + !len);
}

/* --- lists of lists ------------------------------------------------------------------------ */

/* How many items a batch has; one that fills up has them in any case. */
struct value
filter_batch(struct template_call *call)
{
	const struct value *items;
	size_t len, count = 0, taken = 0;
	double size;
	bool fills = call->arguments[1].kind != VALUE_NONE;
	if (!call_items(call, &items, &len))
		return VALUE_UNDEFINED_INIT;
	if (!call_float(call, 0, &size))
		return VALUE_UNDEFINED_INIT;
	if (size > VM_ITEMS_MAX)
		return template_fail(call, "a batch has at most %d items", VM_ITEMS_MAX);
	struct value *batches = call_room(call, len + 1);
	for (size_t from = 0; batches && from < len; from += taken) {
		/* Of no size that is ever reached, all items make one; of size 0, behind an empty one. */
		if (size == 0)
			batches[count++] = call_list(call, NULL, 0);
		for (taken = size == 0; from + taken < len && (double)taken != size; taken++)
			continue;
		if (!(size > 0) || size != floor(size))
			taken = len - from;
		size_t room = taken;
		if (fills && from + taken == len && (double)taken < size)
			room = (size_t)size;
		struct value *batch = call_room(call, room);
		for (size_t j = 0; batch && j < room; j++)
			batch[j] = j < taken ? items[from + j] : call->arguments[1];
		if (!batch)
			return VALUE_UNDEFINED_INIT;
		batches[count++] = call_list(call, batch, room);
	}
	return batches ? call_list(call, batches, count) : VALUE_UNDEFINED_INIT;
}

struct value
filter_slice(struct template_call *call)
{
	const struct value *items;
	size_t len, count, from = 0;
	int64_t wanted;
	bool fills = call->arguments[1].kind != VALUE_NONE;
	if (!call_items(call, &items, &len) || !call_integer(call, 0, &wanted) ||
	        !call_size(call, 0, INT64_MIN, VM_ITEMS_MAX, &count))
		return VALUE_UNDEFINED_INIT;
	if (wanted == 0)
		return template_fail(call, "a list cannot be cut into no slices");
	size_t size = count ? len / count : 0, longer = count ? len % count : 0;
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
