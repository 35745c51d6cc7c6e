/*
 * Methods of texts. A text that is markup gives markup.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/method.h"
#include "template/predicate.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/template.h"
#include "template/vm.h"
#include "template/words.h"

/* --- what filters do as well --------------------------------------------------------------- */

struct value
method_capitalize(struct template_call *call)
{
	return filter_capitalize(call);
}

struct value
method_lower(struct template_call *call)
{
	return filter_lower(call);
}

struct value
method_upper(struct template_call *call)
{
	return filter_upper(call);
}

/* --- letters ------------------------------------------------------------------------------- */

static struct value
made_by(struct template_call *call, void (*make)(struct buf *out, struct str s))
{
	size_t begin = vm_text_begin(call->vm);
	make(call->vm->out, value_str(call->subject));
	return call_text_end(call, begin);
}

/* Unlike the filter, a letter behind anything but a letter is upper case. */
static void
title(struct buf *out, struct str s)
{
	bool inside = false;
	while (s.len) {
		struct str c = words_first(s);
		size_t at = 0;
		uint32_t character = utf8_next(c, &at);
		if (inside)
			utf8_lower(out, c);
		else
			utf8_upper(out, c);
		inside = utf8_is_letter(character) && !(character >= '0' && character <= '9');
		s = str_skip(s, c.len);
	}
}

struct value
method_title(struct template_call *call)
{
	return made_by(call, title);
}

static void
swap_case(struct buf *out, struct str s)
{
	while (s.len) {
		struct str c = words_first(s);
		size_t begin = out->len;
		utf8_upper(out, c);
		if (str_eq(str_skip(buf_view(out), begin), c)) {
			out->len = begin;
			utf8_lower(out, c);
		}
		s = str_skip(s, c.len);
	}
}

struct value
method_swapcase(struct template_call *call)
{
	return made_by(call, swap_case);
}

/* --- what a text consists of --------------------------------------------------------------- */

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static bool
is_alpha(uint32_t c)
{
	return utf8_is_letter(c) && !is_digit(c);
}

static struct value
all_are(struct template_call *call, bool (*belongs)(uint32_t c))
{
	struct str s = value_str(call->subject);
	size_t at = 0;
	while (at < s.len) {
		if (!belongs(utf8_next(s, &at)))
			return value_bool(false);
	}
	return value_bool(s.len > 0);
}

struct value
method_isalnum(struct template_call *call)
{
	return all_are(call, utf8_is_letter);
}

struct value
method_isalpha(struct template_call *call)
{
	return all_are(call, is_alpha);
}

struct value
method_isdigit(struct template_call *call)
{
	return all_are(call, is_digit);
}

struct value
method_isspace(struct template_call *call)
{
	return all_are(call, words_is_space);
}

/* --- finding ------------------------------------------------------------------------------- */

/* Is the argument, or one of them, an end of the text? */
static struct value
has_end(struct template_call *call, bool (*has)(struct str s, struct str end))
{
	struct str s = value_str(call->subject);
	struct value ends = call->arguments[0];
	struct sequence sequence;
	if (value_is_text(ends))
		return value_bool(has(s, value_str(ends)));
	if (!sequence_of(call->vm, ends, &sequence) || ends.kind == VALUE_UNDEFINED)
		return template_fail(call, "a text, or a tuple of texts, is what this looks for");
	for (size_t i = 0; i < sequence.len; i++) {
		if (has(s, value_str(sequence_at(call->vm, &sequence, i))))
			return value_bool(true);
	}
	return value_bool(false);
}

struct value
method_startswith(struct template_call *call)
{
	return has_end(call, str_starts);
}

struct value
method_endswith(struct template_call *call)
{
	return has_end(call, str_ends);
}

/* A byte offset as characters; -1 for STR_NONE. */
static struct value
position(struct str s, size_t found)
{
	return value_int(found == STR_NONE ? -1 : (int64_t)utf8_length(str_slice(s, 0, found)));
}

struct value
method_find(struct template_call *call)
{
	struct str s = value_str(call->subject);
	return position(s, str_find(s, call_text(call, 0)));
}

struct value
method_rfind(struct template_call *call)
{
	struct str s = value_str(call->subject);
	struct str needle = call_text(call, 0);
	if (!vm_charge(call->vm, s.len / 64 * (needle.len / 64)))
		return VALUE_UNDEFINED_INIT;
	return position(s, words_rfind(s, needle));
}

struct value
method_index(struct template_call *call)
{
	struct value found = method_find(call);
	if (found.integer < 0)
		return template_fail(
		        call, "\"" STR_FMT "\" is not in this text", STR_ARG(call_text(call, 0)));
	return found;
}

struct value
method_count(struct template_call *call)
{
	return value_int((int64_t)words_count(value_str(call->subject), call_text(call, 0)));
}

struct value
method_islower(struct template_call *call)
{
	return predicate_lower(call);
}

struct value
method_isupper(struct template_call *call)
{
	return predicate_upper(call);
}

/* --- ends ---------------------------------------------------------------------------------- */

static struct value
strip(struct template_call *call, enum words_side sides)
{
	struct str set;
	if (call_is_none(call, 0))
		return call_like_subject(call, words_strip(value_str(call->subject), sides, NULL));
	set = call_text(call, 0);
	if (!vm_charge(call->vm, (size_t)call->subject.len / 64 * (set.len / 64)))
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
	struct str s = value_str(call->subject), prefix = call_text(call, 0);
	return call_like_subject(call, str_starts(s, prefix) ? str_skip(s, prefix.len) : s);
}

struct value
method_removesuffix(struct template_call *call)
{
	struct str s = value_str(call->subject), suffix = call_text(call, 0);
	return call_like_subject(
	        call, str_ends(s, suffix) ? str_slice(s, 0, s.len - suffix.len) : s);
}

/* --- padding ------------------------------------------------------------------------------- */

/* `before` of the missing characters, out of two, go before the text. */
static struct value
pad(struct template_call *call, unsigned before)
{
	struct str s = value_str(call->subject), fill = call_text(call, 1);
	size_t width, length = utf8_length(s);
	if (!call_size(call, 0, 0, VM_TEXT_MAX / 4, &width))
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
	if (!call_size(call, 0, 0, VM_TEXT_MAX / 4, &width))
		return VALUE_UNDEFINED_INIT;
	size_t sign = s.len && (s.at[0] == '-' || s.at[0] == '+');
	size_t begin = vm_text_begin(call->vm);
	buf_put(call->vm->out, str_slice(s, 0, sign));
	buf_repeat(call->vm->out, '0', width > length ? width - length : 0);
	buf_put(call->vm->out, str_skip(s, sign));
	return call_text_end(call, begin);
}

/* --- joining and replacing ----------------------------------------------------------------- */

/* Into markup, items that are not are escaped; into a text everything goes as it is. */
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
		if (!value_is_text(items[i]))
			return template_fail(call, "only texts can be joined, not %s: use |join",
			        repr_kind(call->vm, items[i]));
		if (i)
			buf_put(vm->out, value_str(call->subject));
		vm_escape(vm->out,
		        markup && items[i].kind == VALUE_TEXT ? ESCAPE_HTML : ESCAPE_NONE,
		        value_str(items[i]));
	}
	return call_text_end(call, begin);
}

struct value
method_replace(struct template_call *call)
{
	struct vm *vm = call->vm;
	struct str new = call_text(call, 1), old = call_text(call, 0);
	int64_t most;
	if (!call_integer(call, 2, &most))
		return VALUE_UNDEFINED_INIT;
	size_t begin = vm_text_begin(vm);
	if (call->subject.kind == VALUE_MARKUP && call->arguments[1].kind != VALUE_MARKUP) {
		vm_escape(vm->out, ESCAPE_HTML, new);
		new = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	}
	words_replace(
	        vm->out, value_str(call->subject), old, new, most < 0 ? SIZE_MAX : (size_t)most);
	return call_text_end(call, begin);
}
