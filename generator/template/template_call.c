/*
 * Calls, as the functions of the program see them.
 */
#include <stdarg.h>

#include "base/arena.h"
#include "template/box.h"
#include "template/call.h"
#include "template/callable.h"
#include "template/repr.h"
#include "template/template.h"
#include "template/vm.h"

struct value
template_argument(const struct template_call *call, size_t index)
{
	if (index >= callable_width(call->callable))
		return VALUE_UNDEFINED_INIT;
	return box_plain(call->arguments[index]);
}

struct value
template_subject(const struct template_call *call)
{
	return box_plain(call->subject);
}

struct str
template_text(const struct template_call *call, struct value v)
{
	return repr_str(call->vm, v);
}

struct value
template_concat(const struct template_call *call, const struct value *parts, size_t count)
{
	return vm_concat(call->vm, call_escape(call), parts, count);
}

struct arena *
template_arena(const struct template_call *call)
{
	return call->vm->arena;
}

void *
template_user(const struct template_call *call)
{
	return call->vm->run->user;
}

struct str
template_language(const struct template_call *call)
{
	return call->vm->run->language;
}

bool
template_charge(struct template_call *call, size_t steps)
{
	return vm_charge(call->vm, steps);
}

struct value
template_fail_help(struct template_call *call, struct str help, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vm_fail_list(call->vm, help, format, args);
	va_end(args);
	return VALUE_UNDEFINED_INIT;
}

struct value
template_fail(struct template_call *call, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vm_fail_list(call->vm, STR_EMPTY, format, args);
	va_end(args);
	return VALUE_UNDEFINED_INIT;
}

void
template_warn(struct template_call *call, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vm_warn(call->vm, str_vformat(call->vm->arena, format, args));
	va_end(args);
}
