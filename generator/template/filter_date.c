/*
 * Filters on dates, which may also come as texts or as seconds since 1970; and slugs.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/repr.h"
#include "template/template.h"
#include "template/vm.h"

/* False, with nothing reported, for none and undefined: there is nothing to show then. */
static bool
subject_date(struct template_call *call, struct date *date)
{
	struct value v = call->subject;
	const char *wrong;
	switch (v.kind) {
	case VALUE_UNDEFINED:
	case VALUE_NONE: return false;
	case VALUE_DATE: *date = *v.date; return date_known(*date);
	case VALUE_INT: *date = date_from_seconds(v.integer, 0); return true;
	case VALUE_TEXT:
	case VALUE_MARKUP:
		wrong = date_parse(value_str(v), date);
		if (wrong)
			template_fail(call, "\"" STR_FMT "\" is no date: %s", STR_ARG(value_str(v)),
			        wrong);
		return !wrong;
	default: template_fail(call, "%s is no date", repr_kind(call->vm, v)); return false;
	}
}

static struct value
written_by(struct template_call *call, void (*write)(struct buf *out, struct date date))
{
	struct date date;
	if (!subject_date(call, &date))
		return value_text(STR_EMPTY);
	size_t begin = vm_text_begin(call->vm);
	write(call->vm->out, date);
	return vm_text_end(call->vm, begin, VALUE_TEXT);
}

struct value
filter_date(struct template_call *call)
{
	struct date date;
	struct str format = call_text(call, 0);
	if (!subject_date(call, &date))
		return value_text(STR_EMPTY);
	size_t begin = vm_text_begin(call->vm);
	date_format(call->vm->out, date, format, call->vm->run->dates);
	return vm_text_end(call->vm, begin, VALUE_TEXT);
}

struct value
filter_date_iso(struct template_call *call)
{
	return written_by(call, date_iso);
}

struct value
filter_rfc3339(struct template_call *call)
{
	return written_by(call, date_rfc3339);
}

struct value
filter_slugify(struct template_call *call)
{
	struct str s = call_subject_text(call);
	size_t begin = vm_text_begin(call->vm);
	utf8_slug(call->vm->out, s);
	return vm_text_end(call->vm, begin, VALUE_TEXT);
}
