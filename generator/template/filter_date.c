/*
 * Filters on dates, which may also come as texts or as seconds since 1970; and slugs.
 */
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/locale.h"
#include "base/relative.h"
#include "base/utf8.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/repr.h"
#include "template/template.h"
#include "template/vm.h"

bool
filter_date_read(struct template_call *call, struct value v, struct date *date)
{
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

static bool
subject_date(struct template_call *call, struct date *date)
{
	return filter_date_read(call, call->subject, date);
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

/* The formats that have a name differ from language to language. */
static struct str
format_of(const struct template_call *call, struct date date, struct str format)
{
	const struct template_run *run = call->vm->run;
	bool is_long = str_is(format, "long"), is_short = str_is(format, "short");
	enum locale_pattern which = is_short ? LOCALE_SHORT : LOCALE_LONG;
	if (!is_long && !is_short && !str_is(format, "month"))
		return format;
	if (date.precision == DATE_MONTH || str_is(format, "month"))
		which = LOCALE_MONTH;
	if (which == LOCALE_LONG && run->date_long.len)
		return run->date_long;
	return locale_pattern(which, run->language, run->dates);
}

struct value
filter_date(struct template_call *call)
{
	struct date date;
	struct str format = call_text(call, 0);
	if (!subject_date(call, &date))
		return value_text(STR_EMPTY);
	format = format_of(call, date, format);
	size_t begin = vm_text_begin(call->vm);
	date_format(call->vm->out, date, format, call->vm->run->dates);
	return vm_text_end(call->vm, begin, VALUE_TEXT);
}

/* The date to count from: no clock is asked, so that a site built again is the same. */
static bool
find_today(struct template_call *call, struct date *today)
{
	if (!call_is_none(call, 0))
		return filter_date_read(call, call->arguments[0], today);
	*today = call->vm->run->today;
	if (date_known(*today))
		return true;
	vm_fail_help(call->vm,
	        STR("name the date to count from, as in relative(to=site.updated), or build with "
	            "--as-of"),
	        "\"relative\" does not know which day it is");
	return false;
}

struct value
filter_relative(struct template_call *call)
{
	struct date date, today;
	struct str language = call->vm->run->language;
	if (!subject_date(call, &date) || !find_today(call, &today))
		return value_text(STR_EMPTY);
	if (language.len && !relative_known(language))
		template_warn(call,
		        "there are no words for \"relative\" in the language \"" STR_FMT
		        "\"; those in English are used",
		        STR_ARG(language));
	size_t begin = vm_text_begin(call->vm);
	relative_write(call->vm->out, date, today, language);
	return vm_text_end(call->vm, begin, VALUE_TEXT);
}

struct value
filter_date_iso(struct template_call *call)
{
	return written_by(call, date_iso);
}

static void
put_rfc822(struct buf *out, struct date date)
{
	date_format(out, date, STR("%a, %d %b %Y %H:%M:%S %z"), NULL);
}

struct value
filter_rfc822(struct template_call *call)
{
	return written_by(call, put_rfc822);
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
