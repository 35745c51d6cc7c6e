/*
 * Methods of loops, cyclers and dates.
 */
#include "base/buf.h"
#include "base/date.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/global.h"
#include "template/loop.h"
#include "template/method.h"
#include "template/operate.h"
#include "template/template.h"
#include "template/vm.h"
#include "template/vm_memory.h"

struct value
method_cycle(struct template_call *call)
{
	const struct loop *loop = loop_of(call->subject);
	struct value items = box_plain(call->arguments[0]);
	if (!items.len)
		return template_fail(call, "cycle() needs something to go through");
	return loop->index ? items.items[(loop->index - 1) % items.len] : VALUE_UNDEFINED_INIT;
}

struct value
method_changed(struct template_call *call)
{
	struct loop *loop = loop_of(call->subject);
	if (loop->last_changed.kind != VALUE_UNDEFINED &&
	        operate_equal(call->vm, loop->last_changed, call->arguments[0]))
		return value_bool(false);
	loop->last_changed = call->arguments[0];
	vm_keep_always(call->vm);
	return value_bool(true);
}

static struct global_cycler *
cycler_of(const struct template_call *call)
{
	/* The object is the cycler's first member, and cyclers are never constant. */
	return (struct global_cycler *)(uintptr_t)call->subject.object->self;
}

struct value
method_next(struct template_call *call)
{
	struct global_cycler *cycler = cycler_of(call);
	struct value v = cycler->items[cycler->at];
	cycler->at = (cycler->at + 1) % cycler->count;
	return v;
}

struct value
method_reset(struct template_call *call)
{
	cycler_of(call)->at = 0;
	return value_none();
}

struct value
method_isoformat(struct template_call *call)
{
	return filter_date_iso(call);
}

struct value
method_strftime(struct template_call *call)
{
	return filter_date(call);
}
