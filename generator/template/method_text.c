/*
 * Methods of texts. A text that is markup gives markup.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/method.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/template.h"
#include "template/vm.h"
#include "template/words.h"

/* --- ends ---------------------------------------------------------------------------------- */

/* What goes into markup is escaped, unless it is markup. False after template_fail, or if it is no text. */
static bool
fitting(struct template_call *call, size_t index, struct str *out)
{
	if (!call_only_text(call, index, out))
		return false;
	if (call->subject.kind == VALUE_MARKUP && call->arguments[index].kind == VALUE_TEXT) {
		size_t begin = vm_text_begin(call->vm);
		vm_escape(call->vm->out, ESCAPE_HTML, *out);
		*out = value_str(vm_text_end(call->vm, begin, VALUE_TEXT));
	}
	return true;
}

static struct value
strip(struct template_call *call, enum words_side sides)
{
	struct str set;
	if (call->arguments[0].kind == VALUE_NONE)
		return call_like_subject(call, words_strip(value_str(call->subject), sides, NULL));
	if (!fitting(call, 0, &set) ||
	        !vm_charge(call->vm, (size_t)call->subject.len / 64 * (set.len / 64)))
		return VALUE_UNDEFINED_INIT;
	return call_like_subject(call, words_strip(value_str(call->subject), sides, &set));
}

struct value
method_strip(struct template_call *call)
{
	return strip(call, WORDS_BOTH);
}

struct value
method_lstrip(struct template_call *call)
{
	return strip(call, WORDS_LEFT);
}

struct value
method_rstrip(struct template_call *call)
{
	return strip(call, WORDS_RIGHT);
}

struct value
method_removeprefix(struct template_call *call)
{
	struct str s = value_str(call->subject), prefix;
	if (!call_only_text(call, 0, &prefix))
		return VALUE_UNDEFINED_INIT;
	return call_like_subject(call, str_starts(s, prefix) ? str_skip(s, prefix.len) : s);
}

struct value
method_removesuffix(struct template_call *call)
{
	struct str s = value_str(call->subject), suffix;
	if (!call_only_text(call, 0, &suffix))
		return VALUE_UNDEFINED_INIT;
	return call_like_subject(
	        call, str_ends(s, suffix) ? str_slice(s, 0, s.len - suffix.len) : s);
}

/* --- padding ------------------------------------------------------------------------------- */

/* `before` of the missing characters, out of two, go before the text. */
static struct value
pad(struct template_call *call, unsigned before)
{
	struct str s = value_str(call->subject), fill;
	size_t width, length = utf8_length(s);
	if (!call_width(call, 0, &width) || !fitting(call, 1, &fill))
		return VALUE_UNDEFINED_INIT;
	if (utf8_length(fill) != 1)
		return template_fail(call, "one character is what fills a text up");
	size_t missing = width > length ? width - length : 0;
	size_t left = before == 1 ? missing / 2 + (missing & width & 1) : before * missing;
	size_t begin = vm_text_begin(call->vm);
	words_pad(call->vm->out, s, width, before == 2 ? missing : left, fill);
	return call_text_end(call, begin);
}

struct value
method_center(struct template_call *call)
{
	return pad(call, 1);
}

struct value
method_ljust(struct template_call *call)
{
	return pad(call, 0);
}

struct value
method_rjust(struct template_call *call)
{
	return pad(call, 2);
}

struct value
method_zfill(struct template_call *call)
{
	struct str s = value_str(call->subject);
	size_t width, length = utf8_length(s);
	if (!call_width(call, 0, &width))
		return VALUE_UNDEFINED_INIT;
	size_t sign = s.len && (s.at[0] == '-' || s.at[0] == '+');
	size_t begin = vm_text_begin(call->vm);
	buf_put(call->vm->out, str_slice(s, 0, sign));
	buf_repeat(call->vm->out, '0', width > length ? width - length : 0);
	buf_put(call->vm->out, str_skip(s, sign));
	return call_text_end(call, begin);
}

/* --- joining and replacing ----------------------------------------------------------------- */

/* Into markup everything can be joined, and what is not markup is escaped; into a text only texts. */
struct value
method_join(struct template_call *call)
{
	struct vm *vm = call->vm;
	bool markup = call->subject.kind == VALUE_MARKUP;
	const struct value *items;
	size_t len;
	if (!sequence_items(vm, call->arguments[0], "joined", &items, &len))
		return VALUE_UNDEFINED_INIT;
	size_t begin = vm_text_begin(vm);
	for (size_t i = 0; i < len; i++) {
		if (!markup && !value_is_text(items[i]))
			return template_fail(call, "only texts can be joined, not %s: use |join",
			        repr_kind(call->vm, items[i]));
		if (i)
			buf_put(vm->out, value_str(call->subject));
		vm_escape(vm->out,
		        markup && items[i].kind != VALUE_MARKUP ? ESCAPE_HTML : ESCAPE_NONE,
		        repr_str(vm, items[i]));
	}
	return call_text_end(call, begin);
}

struct value
method_replace(struct template_call *call)
{
	struct vm *vm = call->vm;
	struct str new, old;
	int64_t most;
	if (!fitting(call, 0, &old) || !fitting(call, 1, &new) || !call_integer(call, 2, &most))
		return VALUE_UNDEFINED_INIT;
	size_t begin = vm_text_begin(vm);
	vm_charge(vm,
	        words_replace(vm->out, value_str(call->subject), old, new,
	                most < 0 ? SIZE_MAX : (size_t)most));
	return call_text_end(call, begin);
}

/* Blanks up to the next multiple of the size; without one, tabs are dropped. */
struct value
method_expandtabs(struct template_call *call)
{
	struct str s = value_str(call->subject);
	struct buf *out = call->vm->out;
	size_t size, column = 0, begin = vm_text_begin(call->vm);
	if (!call_width(call, 0, &size))
		return VALUE_UNDEFINED_INIT;
	while (s.len && !out->full) {
		struct str c = words_first(s);
		if (c.at[0] == '\t') {
			size_t blanks = size ? size - column % size : 0;
			buf_repeat(out, ' ', blanks);
			column += blanks;
		} else {
			buf_put(out, c);
			column = c.at[0] == '\n' || c.at[0] == '\r' ? 0 : column + 1;
		}
		s = str_skip(s, c.len);
	}
	return call_text_end(call, begin);
}
