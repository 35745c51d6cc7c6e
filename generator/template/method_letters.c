/*
 * Methods of texts that look at letters: other cases, and what a text consists of.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/method.h"
#include "template/unicode.h"
#include "template/vm.h"
#include "template/words.h"

/* --- other cases --------------------------------------------------------------------------- */

static struct value
made_by(struct template_call *call, void (*make)(struct buf *out, struct str s))
{
	struct str s = value_str(call->subject);
	size_t begin = vm_text_begin(call->vm);
	if (vm_charge(call->vm, s.len / VM_LETTERS_STEP))
		make(call->vm->out, s);
	return call_text_end(call, begin);
}

struct value
method_capitalize(struct template_call *call)
{
	return made_by(call, unicode_capitalize);
}

struct value
method_lower(struct template_call *call)
{
	return made_by(call, unicode_lower);
}

struct value
method_upper(struct template_call *call)
{
	return made_by(call, unicode_upper);
}

struct value
method_title(struct template_call *call)
{
	return made_by(call, unicode_title);
}

struct value
method_swapcase(struct template_call *call)
{
	return made_by(call, unicode_swapcase);
}

struct value
method_casefold(struct template_call *call)
{
	struct str s = value_str(call->subject);
	if (!vm_charge(call->vm, s.len / VM_LETTERS_STEP))
		return VALUE_UNDEFINED_INIT;
	return call_like_subject(call, utf8_casefold(call->vm->arena, s));
}

/* --- what a text consists of --------------------------------------------------------------- */

static bool
all_are(struct template_call *call, bool (*belongs)(uint32_t c))
{
	struct str s = value_str(call->subject);
	size_t at = 0;
	vm_charge(call->vm, s.len / VM_LETTERS_STEP);
	while (at < s.len) {
		if (!belongs(utf8_next(s, &at)))
			return false;
	}
	return true;
}

/* An empty text consists of nothing. */
static struct value
consists_of(struct template_call *call, bool (*belongs)(uint32_t c))
{
	return value_bool(call->subject.len > 0 && all_are(call, belongs));
}

struct value
method_isalnum(struct template_call *call)
{
	return consists_of(call, unicode_is_alnum);
}

struct value
method_isalpha(struct template_call *call)
{
	return consists_of(call, unicode_is_alpha);
}

struct value
method_isdecimal(struct template_call *call)
{
	return consists_of(call, unicode_is_decimal);
}

struct value
method_isdigit(struct template_call *call)
{
	return consists_of(call, unicode_is_digit);
}

struct value
method_isnumeric(struct template_call *call)
{
	return consists_of(call, unicode_is_numeric);
}

struct value
method_isspace(struct template_call *call)
{
	return consists_of(call, words_is_space);
}

static bool
is_ascii(uint32_t c)
{
	return c < 0x80;
}

struct value
method_isascii(struct template_call *call)
{
	return value_bool(all_are(call, is_ascii));
}

struct value
method_isprintable(struct template_call *call)
{
	return value_bool(all_are(call, unicode_is_printable));
}

struct value
method_isidentifier(struct template_call *call)
{
	struct str s = value_str(call->subject);
	size_t at = 0;
	bool begins = s.len > 0 && unicode_begins_name(utf8_next(s, &at));
	return value_bool(begins && all_are(call, unicode_continues_name));
}

/* Are there letters of the one case, and none of the others? */
static struct value
has_case(struct template_call *call, bool (*wanted)(uint32_t c), bool (*other)(uint32_t c))
{
	struct str s = value_str(call->subject);
	bool found = false;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_next(s, &at);
		if (other(c) || unicode_is_title(c))
			return value_bool(false);
		found |= wanted(c);
	}
	return value_bool(found);
}

struct value
method_islower(struct template_call *call)
{
	return has_case(call, unicode_is_lower, unicode_is_upper);
}

struct value
method_isupper(struct template_call *call)
{
	return has_case(call, unicode_is_upper, unicode_is_lower);
}

/* Upper case where a word begins, and nowhere else. */
struct value
method_istitle(struct template_call *call)
{
	struct str s = value_str(call->subject);
	bool inside = false, found = false;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_next(s, &at);
		bool begins = unicode_is_upper(c) || unicode_is_title(c);
		bool goes_on = unicode_is_lower(c);
		if ((begins && inside) || (goes_on && !inside))
			return value_bool(false);
		inside = begins || goes_on;
		found |= inside;
	}
	return value_bool(found);
}
