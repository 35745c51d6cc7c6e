/*
 * Methods that look for a text in another one, all of it or the part between `start` and `end`, which
 * count characters, from the end when they are negative.
 */
#include "base/utf8.h"
#include "template/box.h"
#include "template/call.h"
#include "template/method.h"
#include "template/repr.h"
#include "template/template.h"
#include "template/vm.h"
#include "template/words.h"

/* The part that is looked at, and how many characters stand before it. */
struct part {
	struct str s;
	int64_t from;
	bool exists; /* the end does not lie before the start */
};

/* An argument that may be none; false after template_fail. */
static bool
read_bound(struct template_call *call, size_t index, int64_t len, int64_t fallback, int64_t *out)
{
	*out = fallback;
	if (call->arguments[index].kind == VALUE_NONE)
		return true;
	if (!call_integer(call, index, out))
		return false;
	if (*out < 0)
		*out = *out < -len ? 0 : *out + len;
	return true;
}

static bool
read_part(struct template_call *call, struct part *part)
{
	struct str s = value_str(call->subject);
	int64_t len, end;
	*part = (struct part){ s, 0, true };
	if (call->arguments[1].kind == VALUE_NONE && call->arguments[2].kind == VALUE_NONE)
		return true;
	len = (int64_t)utf8_length(s);
	if (!read_bound(call, 1, len, 0, &part->from) || !read_bound(call, 2, len, len, &end))
		return false;
	end = end > len ? len : end;
	part->exists = part->from <= end;
	if (part->exists) {
		s = str_skip(s, utf8_prefix(s, (size_t)part->from).len);
		part->s = utf8_prefix(s, (size_t)(end - part->from));
	}
	return true;
}

/* --- ends ---------------------------------------------------------------------------------- */

/* Is the argument, or one of them, an end of the text? */
static struct value
has_end(struct template_call *call, bool (*has)(struct str s, struct str end))
{
	struct value ends = call->arguments[0];
	struct part part;
	if (!read_part(call, &part))
		return VALUE_UNDEFINED_INIT;
	if (value_is_text(ends))
		return value_bool(part.exists && has(part.s, value_str(ends)));
	if (!box_is_tuple(ends))
		return template_fail(call, "a text, or a tuple of texts, is what this looks for");
	ends = box_plain(ends);
	for (uint32_t i = 0; i < ends.len; i++) {
		if (!value_is_text(ends.items[i]))
			return template_fail(call, "a text is what this looks for, not %s",
			        repr_kind(call->vm, ends.items[i]));
		if (part.exists && has(part.s, value_str(ends.items[i])))
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

/* --- places -------------------------------------------------------------------------------- */

/* The place of the first or last occurrence, -1 for none. UNDEFINED after template_fail. */
static struct value
find(struct template_call *call, bool last)
{
	struct part part;
	struct str needle;
	if (!call_only_text(call, 0, &needle) || !read_part(call, &part))
		return VALUE_UNDEFINED_INIT;
	if (last && !vm_charge(call->vm, part.s.len / 64 * (needle.len / 64)))
		return VALUE_UNDEFINED_INIT;
	size_t found = !part.exists ? STR_NONE
	        : last              ? words_rfind(part.s, needle)
	                            : str_find(part.s, needle);
	if (found == STR_NONE)
		return value_int(-1);
	return value_int(part.from + (int64_t)utf8_length(str_slice(part.s, 0, found)));
}

struct value
method_find(struct template_call *call)
{
	return find(call, false);
}

struct value
method_rfind(struct template_call *call)
{
	return find(call, true);
}

static struct value
index_of(struct template_call *call, bool last)
{
	struct value found = find(call, last);
	if (found.kind != VALUE_INT || found.integer >= 0)
		return found;
	return template_fail(
	        call, "\"" STR_FMT "\" is not in this text", STR_ARG(call_text(call, 0)));
}

struct value
method_index(struct template_call *call)
{
	return index_of(call, false);
}

struct value
method_rindex(struct template_call *call)
{
	return index_of(call, true);
}

struct value
method_count(struct template_call *call)
{
	struct part part;
	struct str needle;
	if (!call_only_text(call, 0, &needle) || !read_part(call, &part))
		return VALUE_UNDEFINED_INIT;
	return value_int(part.exists ? (int64_t)words_count(part.s, needle) : 0);
}
