#include "template/call.h"

#include "base/arena.h"
#include "template/box.h"
#include "template/callable.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/undefined.h"
#include "template/unicode.h"
#include "template/vm.h"

enum escape
call_escape(const struct template_call *call)
{
	return call->vm->frame->escape;
}

/* --- arguments ----------------------------------------------------------------------------- */

static void
refuse(struct template_call *call, size_t index, const char *wanted)
{
	const struct callable *callable = call->callable;
	struct value v = call->arguments[index];
	template_fail(call, "\"" STR_FMT "\" needs %s for \"" STR_FMT "\", not %s",
	        STR_ARG(callable->name), wanted, STR_ARG(callable->parameters[index].name),
	        repr_kind(call->vm, v));
}

bool
call_integer(struct template_call *call, size_t index, int64_t *out)
{
	if (operate_integer(call->arguments[index], out))
		return true;
	refuse(call, index, "an integer");
	return false;
}

bool
call_float(struct template_call *call, size_t index, double *out)
{
	if (operate_float(call->arguments[index], out))
		return true;
	refuse(call, index, "a number");
	return false;
}

bool
call_size(struct template_call *call, size_t index, int64_t least, int64_t most, size_t *out)
{
	int64_t n;
	if (!call_integer(call, index, &n))
		return false;
	if (n > most && least == INT64_MIN) {
		template_fail(call, "\"" STR_FMT "\" of \"" STR_FMT "\" is at most %lld",
		        STR_ARG(call->callable->parameters[index].name),
		        STR_ARG(call->callable->name), (long long)most);
		return false;
	}
	if (n < least || n > most) {
		template_fail(call,
		        "\"" STR_FMT "\" of \"" STR_FMT "\" must be between %lld and %lld",
		        STR_ARG(call->callable->parameters[index].name),
		        STR_ARG(call->callable->name), (long long)least, (long long)most);
		return false;
	}
	*out = n < 0 ? 0 : (size_t)n;
	return true;
}

bool
call_width(struct template_call *call, size_t index, size_t *out)
{
	return call_size(call, index, INT64_MIN, VM_TEXT_MAX / 4, out);
}

bool
call_only_text(struct template_call *call, size_t index, struct str *out)
{
	*out = value_str(call->arguments[index]);
	if (!value_is_text(call->arguments[index]))
		refuse(call, index, "a text");
	return value_is_text(call->arguments[index]);
}

bool
call_truth(const struct template_call *call, size_t index)
{
	return value_truth(call->arguments[index]);
}

bool
call_is_none(const struct template_call *call, size_t index)
{
	uint8_t kind = call->arguments[index].kind;
	return kind == VALUE_NONE || kind == VALUE_UNDEFINED;
}

struct str
call_text(struct template_call *call, size_t index)
{
	return repr_str(call->vm, call->arguments[index]);
}

struct str
call_subject_text(struct template_call *call)
{
	return repr_str(call->vm, call->subject);
}

static bool
works_on(struct template_call *call, const char *what, bool does)
{
	struct value v = call->subject;
	if (!does && v.kind == VALUE_UNDEFINED && v.len)
		template_fail(call, "\"" STR_FMT "\" is undefined, but \"" STR_FMT "\" works on %s",
		        STR_ARG(undefined_name(v)), STR_ARG(call->callable->name), what);
	else if (!does)
		template_fail(call, "\"" STR_FMT "\" works on %s, not on %s",
		        STR_ARG(call->callable->name), what, repr_kind(call->vm, v));
	return does;
}

bool
call_on_text(struct template_call *call)
{
	return works_on(call, "texts", value_is_text(call->subject));
}

bool
call_on_map(struct template_call *call)
{
	struct value v = call->subject;
	return works_on(call, "maps",
	        v.kind == VALUE_MAP || (v.kind == VALUE_OBJECT && v.object->type->keys));
}

bool
call_items(struct template_call *call, const struct value **items, size_t *len)
{
	struct sequence sequence;
	if (!works_on(call, "lists", sequence_of(call->vm, call->subject, &sequence)))
		return false;
	return sequence_items(call->vm, call->subject, "gone through", items, len);
}

/* --- results ------------------------------------------------------------------------------- */

struct value
call_like_subject(const struct template_call *call, struct str s)
{
	return call->subject.kind == VALUE_MARKUP ? value_markup(s) : value_text(s);
}

struct value
call_text_end(const struct template_call *call, size_t begin)
{
	bool markup = call->subject.kind == VALUE_MARKUP;
	return vm_text_end(call->vm, begin, markup ? VALUE_MARKUP : VALUE_TEXT);
}

struct value *
call_room(struct template_call *call, size_t count)
{
	if (count > VM_ITEMS_MAX) {
		template_fail(call, "\"" STR_FMT "\" would make a list of more than %d items",
		        STR_ARG(call->callable->name), VM_ITEMS_MAX);
		return NULL;
	}
	if (!vm_charge(call->vm, count))
		return NULL;
	return arena_array(call->vm->arena, struct value, count + 1);
}

struct value
call_list(struct template_call *call, const struct value *items, size_t count)
{
	return box_list(call->vm->arena, items, count);
}

struct value
call_key(struct template_call *call, struct value item, struct value path, bool fold)
{
	struct vm *vm = call->vm;
	if (path.kind != VALUE_NONE) {
		vm_charge(vm, value_str(path).len / 64);
		item = subscript_path(vm, item, path);
		undefined_allowed_key(vm, item);
	}
	if (!fold || !value_is_text(item))
		return item;
	size_t begin = vm_text_begin(vm);
	unicode_lower(vm->out, value_str(item));
	return vm_text_end(vm, begin, VALUE_TEXT);
}
