/*
 * Tests for what values are, and comparisons, whose answers are those of the operators.
 */
#include <math.h>

#include "template/ast.h"
#include "template/call.h"
#include "template/engine.h"
#include "template/method.h"
#include "template/operate.h"
#include "template/predicate.h"
#include "template/subscript.h"
#include "template/vm.h"

static struct value
compare(struct template_call *call, enum operation op)
{
	return operate_binary(call->vm, op, call->subject, call->arguments[0]);
}

struct value
predicate_eq(struct template_call *call)
{
	return compare(call, OPERATE_EQ);
}

struct value
predicate_ne(struct template_call *call)
{
	return compare(call, OPERATE_NE);
}

struct value
predicate_lt(struct template_call *call)
{
	return compare(call, OPERATE_LT);
}

struct value
predicate_le(struct template_call *call)
{
	return compare(call, OPERATE_LE);
}

struct value
predicate_gt(struct template_call *call)
{
	return compare(call, OPERATE_GT);
}

struct value
predicate_ge(struct template_call *call)
{
	return compare(call, OPERATE_GE);
}

struct value
predicate_in(struct template_call *call)
{
	return compare(call, OPERATE_IN);
}

/* The same kind and the same value; for what lies in memory, the same memory. */
struct value
predicate_sameas(struct template_call *call)
{
	struct value a = call->subject, b = call->arguments[0];
	if (a.kind != b.kind || a.len != b.len)
		return value_bool(false);
	switch (a.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE: return value_bool(true);
	case VALUE_BOOL: return value_bool(a.boolean == b.boolean);
	case VALUE_INT: return value_bool(a.integer == b.integer);
	case VALUE_FLOAT: return value_bool(a.number == b.number);
	case VALUE_TEXT:
	case VALUE_MARKUP: return value_bool(str_eq(value_str(a), value_str(b)));
	case VALUE_OBJECT: return value_bool(a.object->self == b.object->self);
	default: return value_bool(a.items == b.items);
	}
}

/* --- numbers ------------------------------------------------------------------------------- */

/* The remainder, by the operator, so that what it refuses is refused here too. */
static struct value
remainder_is(struct template_call *call, struct value divisor, double wanted)
{
	double rest;
	struct value v = operate_binary(call->vm, OPERATE_MOD, call->subject, divisor);
	return value_bool(operate_float(v, &rest) && rest == wanted);
}

struct value
predicate_even(struct template_call *call)
{
	return remainder_is(call, value_int(2), 0);
}

struct value
predicate_odd(struct template_call *call)
{
	return remainder_is(call, value_int(2), 1);
}

struct value
predicate_divisibleby(struct template_call *call)
{
	return remainder_is(call, call->arguments[0], 0);
}

/* --- texts --------------------------------------------------------------------------------- */

/* The answer of a method of texts about what the value prints. */
static struct value
ask_text(struct template_call *call, struct value (*method)(struct template_call *call))
{
	struct template_call about = *call;
	about.subject = value_text(call_subject_text(call));
	return method(&about);
}

struct value
predicate_lower(struct template_call *call)
{
	return ask_text(call, method_islower);
}

struct value
predicate_upper(struct template_call *call)
{
	return ask_text(call, method_isupper);
}

struct value
predicate_filter(struct template_call *call)
{
	if (!subscript_check_key(call->vm, call->subject))
		return VALUE_UNDEFINED_INIT;
	return value_bool(map_get(&call->vm->engine->filters, value_str(call->subject)) != NULL);
}

struct value
predicate_test(struct template_call *call)
{
	if (!subscript_check_key(call->vm, call->subject))
		return VALUE_UNDEFINED_INIT;
	return value_bool(map_get(&call->vm->engine->predicates, value_str(call->subject)) != NULL);
}
