/*
 * Methods that take texts apart. The parts are views of the text.
 */
#include "base/arena.h"
#include "template/box.h"
#include "template/call.h"
#include "template/method.h"
#include "template/template.h"
#include "template/vm.h"
#include "template/words.h"

/* Parts collected so far. */
struct parts {
	struct template_call *call;
	struct value *at;
	size_t len, cap;
};

static bool
add(struct parts *parts, struct str s)
{
	if (parts->len == parts->cap) {
		parts->cap = parts->cap ? parts->cap * 2 : 8;
		struct value *grown = call_room(parts->call, parts->cap);
		if (!grown)
			return false;
		if (parts->len)
			memcpy(grown, parts->at, parts->len * sizeof *grown);
		parts->at = grown;
	}
	parts->at[parts->len++] = call_like_subject(parts->call, s);
	return true;
}

static struct value
finish(struct parts *parts)
{
	return parts->call->vm->failed ? VALUE_UNDEFINED_INIT
	                               : call_list(parts->call, parts->at, parts->len);
}

static void
reverse(struct parts *parts)
{
	for (size_t i = 0; i < parts->len / 2; i++) {
		struct value other = parts->at[i];
		parts->at[i] = parts->at[parts->len - 1 - i];
		parts->at[parts->len - 1 - i] = other;
	}
}

/* How many cuts at most; SIZE_MAX for a negative number. */
static bool
read_most(struct template_call *call, size_t *most)
{
	int64_t n;
	if (!call_integer(call, 1, &n))
		return false;
	*most = n < 0 ? SIZE_MAX : (size_t)n;
	return true;
}

/* A text that is not empty; false after template_fail. */
static bool
read_separator(struct template_call *call, struct str *out)
{
	if (!call_only_text(call, 0, out))
		return false;
	if (!out->len)
		template_fail(call, "a text cannot be taken apart at nothing");
	return out->len > 0;
}

/* --- from the start ------------------------------------------------------------------------ */

/* White space at the end goes with the last cut, or stays. */
static void
split_words(struct parts *parts, struct str rest, size_t most)
{
	struct str word;
	for (rest = words_strip(rest, WORDS_LEFT, NULL); rest.len && most; most--) {
		word = words_next(&rest);
		if (!word.len || !add(parts, word))
			return;
		rest = words_strip(rest, WORDS_LEFT, NULL);
	}
	if (rest.len)
		add(parts, rest);
}

static void
split_at(struct parts *parts, struct str rest, struct str separator, size_t most)
{
	for (; most; most--) {
		size_t found = str_find(rest, separator);
		if (found == STR_NONE || !add(parts, str_slice(rest, 0, found)))
			break;
		rest = str_skip(rest, found + separator.len);
	}
	if (!parts->call->vm->failed)
		add(parts, rest);
}

struct value
method_split(struct template_call *call)
{
	struct parts parts = { .call = call };
	struct str separator;
	size_t most;
	if (!read_most(call, &most))
		return VALUE_UNDEFINED_INIT;
	if (call->arguments[0].kind == VALUE_NONE) {
		split_words(&parts, value_str(call->subject), most);
		return finish(&parts);
	}
	if (read_separator(call, &separator))
		split_at(&parts, value_str(call->subject), separator, most);
	return finish(&parts);
}

/* --- from the end -------------------------------------------------------------------------- */

/* The last word of *rest, which then ends before it. */
static struct str
last_word(struct str *rest)
{
	struct str s = words_strip(*rest, WORDS_RIGHT, NULL), word = STR_EMPTY, left = s;
	size_t from = 0;
	while ((word = words_next(&left)).len)
		from = s.len - left.len - word.len;
	*rest = str_slice(s, 0, from);
	return str_skip(s, from);
}

static void
rsplit_words(struct parts *parts, struct str rest, size_t most)
{
	rest = words_strip(rest, WORDS_RIGHT, NULL);
	for (; rest.len && most && vm_charge(parts->call->vm, rest.len / 8); most--) {
		if (!add(parts, last_word(&rest)))
			return;
		rest = words_strip(rest, WORDS_RIGHT, NULL);
	}
	if (rest.len)
		add(parts, rest);
}

static void
rsplit_at(struct parts *parts, struct str rest, struct str separator, size_t most)
{
	struct vm *vm = parts->call->vm;
	for (; most && vm_charge(vm, rest.len / 64 * (separator.len / 64)); most--) {
		size_t found = words_rfind(rest, separator);
		if (found == STR_NONE || !add(parts, str_skip(rest, found + separator.len)))
			break;
		rest = str_slice(rest, 0, found);
	}
	if (!parts->call->vm->failed)
		add(parts, rest);
}

struct value
method_rsplit(struct template_call *call)
{
	struct parts parts = { .call = call };
	struct str separator;
	size_t most;
	if (!read_most(call, &most))
		return VALUE_UNDEFINED_INIT;
	if (most == SIZE_MAX)
		return method_split(call);
	if (call->arguments[0].kind == VALUE_NONE)
		rsplit_words(&parts, value_str(call->subject), most);
	else if (read_separator(call, &separator))
		rsplit_at(&parts, value_str(call->subject), separator, most);
	reverse(&parts);
	return finish(&parts);
}

/* --- lines, and two parts ------------------------------------------------------------------ */

struct value
method_splitlines(struct template_call *call)
{
	struct parts parts = { .call = call };
	struct str rest = value_str(call->subject);
	int64_t keep;
	bool more;
	if (!call_integer(call, 0, &keep))
		return VALUE_UNDEFINED_INIT;
	for (;;) {
		struct str before = rest;
		struct str line = words_line(&rest, &more);
		if (!more ||
		        !add(&parts, keep ? str_slice(before, 0, before.len - rest.len) : line))
			return finish(&parts);
	}
}

static struct value
three(struct template_call *call, struct str a, struct str b, struct str c)
{
	struct value items[] = {
		call_like_subject(call, a),
		call_like_subject(call, b),
		call_like_subject(call, c),
	};
	/* Where the separator is found, it is the one that was given. */
	if (b.len && call->arguments[0].kind == VALUE_MARKUP)
		items[1] = call->arguments[0];
	return box_tuple(call->vm->arena, items, 3);
}

/* The separator; for markup anything will do, which is escaped unless it is markup. */
static bool
read_fitting(struct template_call *call, struct str *out)
{
	struct vm *vm = call->vm;
	if (call->subject.kind != VALUE_MARKUP || call->arguments[0].kind == VALUE_MARKUP)
		return read_separator(call, out);
	struct str text = call_text(call, 0);
	size_t begin = vm_text_begin(vm);
	vm_escape(vm->out, ESCAPE_HTML, text);
	*out = value_str(vm_text_end(vm, begin, VALUE_TEXT));
	if (!out->len)
		template_fail(call, "a text cannot be taken apart at nothing");
	return out->len > 0;
}

struct value
method_partition(struct template_call *call)
{
	struct str s = value_str(call->subject), separator;
	if (!read_fitting(call, &separator))
		return VALUE_UNDEFINED_INIT;
	size_t found = str_find(s, separator);
	if (found == STR_NONE)
		return three(call, s, STR_EMPTY, STR_EMPTY);
	return three(call, str_slice(s, 0, found), separator, str_skip(s, found + separator.len));
}

struct value
method_rpartition(struct template_call *call)
{
	struct str s = value_str(call->subject), separator;
	if (!read_fitting(call, &separator) ||
	        !vm_charge(call->vm, s.len / 64 * (separator.len / 64)))
		return VALUE_UNDEFINED_INIT;
	size_t found = words_rfind(s, separator);
	if (found == STR_NONE)
		return three(call, STR_EMPTY, STR_EMPTY, s);
	return three(call, str_slice(s, 0, found), separator, str_skip(s, found + separator.len));
}
