#include "template/global.h"

#include "base/arena.h"
#include "template/box.h"
#include "template/call.h"
#include "template/callable.h"
#include "template/closure.h"
#include "template/merge.h"
#include "template/operate.h"
#include "template/range.h"
#include "template/template.h"
#include "template/vm.h"

struct value
global_range(struct template_call *call)
{
	int64_t from = 0, to, step;
	bool one = call->arguments[1].kind == VALUE_NONE;
	if (!call_integer(call, one ? 0 : 1, &to) || !call_integer(call, 2, &step) ||
	        (!one && !call_integer(call, 0, &from)))
		return VALUE_UNDEFINED_INIT;
	if (step == 0)
		return template_fail(call, "the step of a range cannot be 0");
	struct value range = range_value(call->vm->arena, from, to, step);
	if (range_of(range)->count > VM_ITEMS_MAX)
		return template_fail(call, "a range has at most %d integers", VM_ITEMS_MAX);
	return range;
}

/* --- dict, namespace ----------------------------------------------------------------------- */

static struct value
make_map(struct template_call *call, enum box_kind kind)
{
	struct box *box = box_map(call->vm->arena, kind, 0);
	merge_arguments(call->vm, box, call->arguments[0], call->arguments[1]);
	return box_value(box);
}

struct value
global_dict(struct template_call *call)
{
	return make_map(call, BOX_DICT);
}

struct value
global_namespace(struct template_call *call)
{
	return make_map(call, BOX_NAMESPACE);
}

/* --- cycler, joiner ------------------------------------------------------------------------ */

static struct value
cycler_get(const void *self, struct str key, struct arena *arena)
{
	const struct global_cycler *cycler = self;
	(void)arena;
	return str_is(key, "current") ? cycler->items[cycler->at] : VALUE_UNDEFINED_INIT;
}

static struct value
cycler_names(const void *self, struct arena *arena)
{
	struct value *name = arena_new(arena, struct value);
	(void)self;
	*name = value_text(STR("current"));
	return value_list(name, 1);
}

const struct value_object_type global_cycler_type = {
	.name = "cycler",
	.get = cycler_get,
	.names = cycler_names,
};

struct value
global_make_cycler(struct template_call *call)
{
	struct value items = box_plain(call->arguments[0]);
	if (!items.len)
		return template_fail(call, "cycler() needs something to go through");
	struct global_cycler *cycler = arena_new(call->vm->arena, struct global_cycler);
	cycler->object = (struct value_object){ &global_cycler_type, cycler };
	cycler->items = items.items;
	cycler->count = items.len;
	return (struct value){ .kind = VALUE_OBJECT, .object = &cycler->object };
}

struct joiner {
	struct value separator;
	bool used;
};

static struct value
join(struct template_call *call)
{
	struct joiner *joiner = call->state;
	bool used = joiner->used;
	joiner->used = true;
	return used ? joiner->separator : value_text(STR_EMPTY);
}

static const struct callable joiner_function = { .name = STR_INIT("joiner"), .call = join };

struct value
global_make_joiner(struct template_call *call)
{
	struct joiner *joiner = arena_new(call->vm->arena, struct joiner);
	joiner->separator = call->arguments[0];
	return closure_native(call->vm->arena, &joiner_function, joiner);
}

const struct callable_row global_rows[] = {
#define GLOBAL(name, function, parameters, help, ...) \
	{ name, function, parameters, help, { __VA_ARGS__ }, 0 },
#include "template/global.def"
#undef GLOBAL
	{ NULL, NULL, NULL, NULL, { NULL }, 0 },
};
