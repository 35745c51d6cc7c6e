/*
 * Tests for kinds of value.
 */
#include "template/box.h"
#include "template/call.h"
#include "template/predicate.h"
#include "template/sequence.h"
#include "template/vm.h"

struct value
predicate_boolean(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_BOOL);
}

struct value
predicate_callable(struct template_call *call)
{
	/* So is what is undefined, in Jinja: it waits for the call to refuse it. */
	return value_bool(vm_is_callable(call->subject) || call->subject.kind == VALUE_UNDEFINED);
}

struct value
predicate_date(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_DATE);
}

struct value
predicate_defined(struct template_call *call)
{
	return value_bool(call->subject.kind != VALUE_UNDEFINED);
}

struct value
predicate_undefined(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_UNDEFINED);
}

struct value
predicate_escaped(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_MARKUP);
}

struct value
predicate_false(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_BOOL && !call->subject.boolean);
}

struct value
predicate_true(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_BOOL && call->subject.boolean);
}

struct value
predicate_float(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_FLOAT);
}

struct value
predicate_integer(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_INT);
}

struct value
predicate_number(struct template_call *call)
{
	return value_bool(value_is_number(call->subject));
}

struct value
predicate_iterable(struct template_call *call)
{
	struct sequence sequence;
	return value_bool(sequence_of(call->vm, call->subject, &sequence));
}

struct value
predicate_mapping(struct template_call *call)
{
	struct value v = call->subject;
	const struct box *box = box_of(v);
	if (box)
		return value_bool(box->kind == BOX_DICT);
	return value_bool(v.kind == VALUE_MAP || (v.kind == VALUE_OBJECT && v.object->type->keys));
}

struct value
predicate_none(struct template_call *call)
{
	return value_bool(call->subject.kind == VALUE_NONE);
}

/* As in Jinja, whatever has a length and can be indexed: texts and maps too. */
struct value
predicate_sequence(struct template_call *call)
{
	struct value v = call->subject;
	const struct box *box = box_of(v);
	if (v.kind == VALUE_OBJECT)
		return value_bool(box ? box->kind != BOX_NAMESPACE : v.object->type->len != NULL);
	return value_bool(value_is_text(v) || v.kind == VALUE_LIST || v.kind == VALUE_MAP ||
	        v.kind == VALUE_UNDEFINED);
}

struct value
predicate_string(struct template_call *call)
{
	return value_bool(value_is_text(call->subject));
}
