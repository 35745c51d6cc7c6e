/*
 * Filters on texts. What is markup stays markup, unless Jinja says otherwise.
 */
#include "base/buf.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/template.h"
#include "template/unicode.h"
#include "template/vm.h"
#include "template/words.h"

/* The text that `make` makes of the subject's. */
static struct value
made_by(struct template_call *call, void (*make)(struct buf *out, struct str s))
{
	struct str s = call_subject_text(call);
	size_t begin = vm_text_begin(call->vm);
	if (vm_charge(call->vm, s.len / VM_LETTERS_STEP))
		make(call->vm->out, s);
	return call_text_end(call, begin);
}

struct value
filter_capitalize(struct template_call *call)
{
	return made_by(call, unicode_capitalize);
}

struct value
filter_lower(struct template_call *call)
{
	return made_by(call, unicode_lower);
}

struct value
filter_upper(struct template_call *call)
{
	return made_by(call, unicode_upper);
}

struct value
filter_string(struct template_call *call)
{
	return call_like_subject(call, call_subject_text(call));
}

static bool
is_between_words(struct str c)
{
	size_t at = 0;
	return words_is_space(utf8_next(c, &at)) || str_find(STR("-({[<"), c) != STR_NONE;
}

/* A word begins behind white space and opening brackets and hyphens. */
static void
title(struct buf *out, struct str s)
{
	while (s.len) {
		struct str first = words_first(s);
		size_t end = first.len;
		while (end < s.len &&
		        is_between_words(words_first(str_skip(s, end))) == is_between_words(first))
			end += words_first(str_skip(s, end)).len;
		unicode_upper(out, first);
		unicode_lower(out, str_slice(s, first.len, end));
		s = str_skip(s, end);
	}
}

struct value
filter_title(struct template_call *call)
{
	struct value v = made_by(call, title);
	return value_text(value_str(v));
}

struct value
filter_center(struct template_call *call)
{
	struct str s = call_subject_text(call);
	size_t width, length = utf8_length(s);
	if (!call_width(call, 0, &width))
		return VALUE_UNDEFINED_INIT;
	size_t missing = width > length ? width - length : 0;
	size_t begin = vm_text_begin(call->vm);
	words_pad(
	        call->vm->out, s, length + missing, missing / 2 + (missing & width & 1), STR(" "));
	return call_text_end(call, begin);
}

struct value
filter_format(struct template_call *call)
{
	struct value text = call_like_subject(call, call_subject_text(call));
	struct value arguments = call->arguments[0], named = call->arguments[1];
	if (value_truth(arguments) && value_truth(named))
		return template_fail(
		        call, "\"format\" takes arguments by place or by name, not both");
	return operate_format(call->vm, text, value_truth(named) ? named : arguments);
}

/* The indentation: a number of blanks, or a text. */
static bool
indentation(struct template_call *call, struct str *text)
{
	size_t width;
	if (value_is_text(call->arguments[0])) {
		*text = value_str(call->arguments[0]);
		return true;
	}
	if (!call_width(call, 0, &width))
		return false;
	size_t begin = vm_text_begin(call->vm);
	buf_repeat(call->vm->out, ' ', width);
	*text = value_str(vm_text_end(call->vm, begin, VALUE_TEXT));
	return true;
}

struct value
filter_indent(struct template_call *call)
{
	struct str rest = call_subject_text(call), by;
	bool first = call_truth(call, 1), blank = call_truth(call, 2), more = true;
	if (!call_on_text(call) || !indentation(call, &by))
		return VALUE_UNDEFINED_INIT;
	/* Another newline is put behind the text, so that an empty line at the end counts. */
	bool ends = words_ends_line(rest) && rest.at[rest.len - 1] != '\r';
	size_t begin = vm_text_begin(call->vm);
	for (size_t number = 0; more && !call->vm->out->full; number++) {
		struct str line = words_line(&rest, &more);
		if (!more && number && !ends)
			break;
		if (number)
			buf_char(call->vm->out, '\n');
		if (number == 0 ? first : line.len || blank)
			buf_put(call->vm->out, by);
		buf_put(call->vm->out, line);
	}
	return call_text_end(call, begin);
}

/* What a value prints; within markup it is escaped, unless it is markup. */
static struct str
fitting(struct vm *vm, struct value text, struct value v)
{
	struct str s = repr_str(vm, v);
	if (text.kind != VALUE_MARKUP || v.kind == VALUE_MARKUP)
		return s;
	size_t begin = vm_text_begin(vm);
	vm_escape(vm->out, ESCAPE_HTML, s);
	return value_str(vm_text_end(vm, begin, VALUE_TEXT));
}

/* With escaping on, markup on one side means that the other becomes markup too. */
struct value
filter_replace(struct template_call *call)
{
	struct vm *vm = call->vm;
	enum escape escape = call_escape(call);
	struct value s = call->subject, old = call->arguments[0], new = call->arguments[1];
	int64_t most = -1;
	if (call->arguments[2].kind != VALUE_NONE && !call_integer(call, 2, &most))
		return VALUE_UNDEFINED_INIT;
	bool marked =
	        old.kind == VALUE_MARKUP || (new.kind == VALUE_MARKUP &&s.kind != VALUE_MARKUP);
	struct value text = escape != ESCAPE_NONE ? call_like_subject(call, call_subject_text(call))
	                                          : value_text(call_subject_text(call));
	if (escape != ESCAPE_NONE && marked && text.kind == VALUE_TEXT) {
		size_t begin = vm_text_begin(vm);
		vm_escape(vm->out, escape, value_str(text));
		text = vm_text_end(vm, begin, VALUE_MARKUP);
	}
	struct str with = fitting(vm, text, new), sought = fitting(vm, text, old);
	size_t begin = vm_text_begin(vm);
	vm_charge(vm,
	        words_replace(vm->out, value_str(text), sought, with,
	                most < 0 ? SIZE_MAX : (size_t)most));
	return vm_text_end(vm, begin, text.kind);
}

struct value
filter_trim(struct template_call *call)
{
	struct str s = call_subject_text(call), set;
	if (call->arguments[0].kind == VALUE_NONE)
		return call_like_subject(call, words_strip(s, WORDS_BOTH, NULL));
	if (!call_only_text(call, 0, &set))
		return VALUE_UNDEFINED_INIT;
	set = fitting(call->vm, call_like_subject(call, s), call->arguments[0]);
	if (!vm_charge(call->vm, s.len / 64 * (set.len / 64)))
		return VALUE_UNDEFINED_INIT;
	return call_like_subject(call, words_strip(s, WORDS_BOTH, &set));
}

/* --- shorter texts ------------------------------------------------------------------------- */

/* How much longer than asked for a text may be and stay as it is. */
enum { LEEWAY = 5 };

/* No text is as long, and two of them can be added. */
static const int64_t LENGTH_MAX = INT64_MAX / 4;

/* Up to the last blank, if there is one. */
static struct str
whole_words(struct str s)
{
	size_t blank = str_rfind_char(s, ' ');
	return blank == STR_NONE ? s : str_slice(s, 0, blank);
}

/* A list, and what is undefined, may pass if there is nothing to cut. */
static bool
is_short_list(struct template_call *call, size_t length)
{
	struct sequence sequence;
	return !value_is_text(call->subject) && sequence_of(call->vm, call->subject, &sequence) &&
	        sequence.len <= length;
}

/* Both texts as one; if either is markup, the other is escaped. */
static struct value
join_ends(struct vm *vm, struct value first, struct value last)
{
	bool first_is = first.kind == VALUE_MARKUP, last_is = last.kind == VALUE_MARKUP;
	size_t begin = vm_text_begin(vm);

	vm_escape(vm->out, last_is && !first_is ? ESCAPE_HTML : ESCAPE_NONE, value_str(first));
	vm_escape(vm->out, first_is && !last_is ? ESCAPE_HTML : ESCAPE_NONE, value_str(last));
	return vm_text_end(vm, begin, first_is || last_is ? VALUE_MARKUP : VALUE_TEXT);
}

struct value
filter_truncate(struct template_call *call)
{
	struct vm *vm = call->vm;
	struct str s = call_subject_text(call), end;
	size_t length, leeway = LEEWAY, end_length;
	bool given = call->arguments[3].kind != VALUE_NONE;
	if (!call_only_text(call, 2, &end) || !call_size(call, 0, 0, LENGTH_MAX, &length) ||
	        (given && !call_size(call, 3, 0, LENGTH_MAX, &leeway)))
		return VALUE_UNDEFINED_INIT;
	end_length = utf8_length(end);
	if (length < end_length)
		return template_fail(call,
		        "a text cannot be cut to %zu characters and end with \"" STR_FMT "\"",
		        length, STR_ARG(end));
	if (is_short_list(call, length + leeway))
		return call->subject;
	if (!call_on_text(call))
		return VALUE_UNDEFINED_INIT;
	if (utf8_length(s) <= length + leeway)
		return call_like_subject(call, s);
	s = utf8_prefix(s, length - end_length);
	if (!call_truth(call, 1))
		s = whole_words(s);
	return join_ends(vm, call_like_subject(call, s), call->arguments[2]);
}

struct value
filter_wordcount(struct template_call *call)
{
	struct str s = call_subject_text(call);
	int64_t count = 0;
	bool inside = false;
	for (size_t at = 0; at < s.len;) {
		uint32_t c = utf8_next(s, &at);
		bool word = c == '_' || unicode_is_alnum(c);
		count += word && !inside;
		inside = word;
	}
	return value_int(count);
}
