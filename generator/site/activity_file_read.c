/*
 * The reader believes nothing: people edit files. A key that is missing is empty, one of another kind is
 * an error that names it.
 */
#include "activity/activity.h"
#include "activity/horizon.h"
#include "base/arena.h"
#include "base/date.h"
#include "site/activity_file.h"

struct file_reader {
	struct arena *arena;
	const char *wrong; /* the first key that holds something else */
};

static struct value
field(struct file_reader *reader, struct value map, const char *key)
{
	if (map.kind != VALUE_MAP)
		return VALUE_UNDEFINED_INIT;
	struct value value = value_get(map, str_from(key), reader->arena);
	return value.kind == VALUE_NONE ? VALUE_UNDEFINED_INIT : value;
}

static void
refuse(struct file_reader *reader, const char *key)
{
	if (!reader->wrong)
		reader->wrong = key;
}

static struct str
text_of(struct file_reader *reader, struct value map, const char *key)
{
	struct value value = field(reader, map, key);
	if (value.kind != VALUE_UNDEFINED && !value_is_text(value))
		refuse(reader, key);
	return value_str(value);
}

static int64_t
number_of(struct file_reader *reader, struct value map, const char *key)
{
	struct value value = field(reader, map, key);
	if (value.kind == VALUE_UNDEFINED)
		return 0;
	if (value.kind == VALUE_INT && value.integer >= 0 && value.integer <= ACTIVITY_FILE_NUMBER)
		return value.integer;
	refuse(reader, key);
	return 0;
}

static bool
bool_of(struct file_reader *reader, struct value map, const char *key)
{
	struct value value = field(reader, map, key);
	if (value.kind != VALUE_UNDEFINED && value.kind != VALUE_BOOL)
		refuse(reader, key);
	return value.kind == VALUE_BOOL && value.boolean;
}

static struct date
date_of(struct file_reader *reader, struct value map, const char *key)
{
	struct date date = { .precision = DATE_NONE };
	struct str text = text_of(reader, map, key);
	if (text.len && date_parse(text, &date)) {
		date = (struct date){ .precision = DATE_NONE };
		refuse(reader, key);
	}
	return date;
}

static struct value
list_of(struct file_reader *reader, struct value map, const char *key)
{
	struct value value = field(reader, map, key);
	if (value.kind == VALUE_LIST)
		return value;
	if (value.kind != VALUE_UNDEFINED)
		refuse(reader, key);
	return value_list(NULL, 0);
}

static struct activity_commit
commit_of(struct file_reader *reader, struct value map, const char *key)
{
	struct value value = field(reader, map, key);
	if (value.kind != VALUE_UNDEFINED && value.kind != VALUE_MAP)
		refuse(reader, key);
	return (struct activity_commit){ .hash = text_of(reader, value, "hash"),
		.date = date_of(reader, value, "date"),
		.subject = text_of(reader, value, "subject"),
		.note = text_of(reader, value, "note") };
}

static void
read_release(struct file_reader *reader, struct value map, release_list *out)
{
	struct release release = { .tag = text_of(reader, map, "tag"),
		.version = text_of(reader, map, "version"),
		.date = date_of(reader, map, "date"),
		.annotated = bool_of(reader, map, "annotated"),
		.message = text_of(reader, map, "message"),
		.commits = (size_t)number_of(reader, map, "commits"),
		.previous = text_of(reader, map, "previous") };
	struct value names = list_of(reader, map, "contributors");
	release.text = release_text(reader->arena, release.message);
	if (release.tag.len == 0)
		refuse(reader, "tag");
	for (size_t i = 0; i < names.len; i++)
		*array_push(reader->arena, &release.contributors) = value_str(names.items[i]);
	*array_push(reader->arena, out) = release;
}

/* A day stands there once: two are what a merge of two versions of the file leaves. */
static void
read_days(struct file_reader *reader, struct value days, struct calendar *out)
{
	calendar_counts counts = { NULL, 0, 0 };
	for (size_t i = 0; i < days.len; i++) {
		struct date date = date_of(reader, days.items[i], "date");
		int64_t commits = number_of(reader, days.items[i], "commits");
		if (!date_known(date))
			refuse(reader, "date");
		if (commits)
			*array_push(reader->arena, &counts) =
			        (struct calendar_count){ calendar_day_of(date.seconds, date.offset),
				        (size_t)commits };
	}
	calendar_fill(reader->arena, &counts, out);
	if (out->days.len < counts.len)
		refuse(reader, "date");
}

static void
read_lists(struct file_reader *reader, struct value data, struct activity *out)
{
	struct value list = list_of(reader, data, "releases");
	for (size_t i = 0; i < list.len; i++)
		read_release(reader, list.items[i], &out->releases);
	list = list_of(reader, data, "contributors");
	for (size_t i = 0; i < list.len; i++)
		*array_push(reader->arena, &out->contributors) =
		        (struct contributor){ .name = text_of(reader, list.items[i], "name"),
			        .commits = (size_t)number_of(reader, list.items[i], "commits"),
			        .first = date_of(reader, list.items[i], "first"),
			        .last = date_of(reader, list.items[i], "last") };
	list = list_of(reader, data, "languages");
	for (size_t i = 0; i < list.len; i++)
		*array_push(reader->arena, &out->languages) =
		        (struct code_language){ .name = text_of(reader, list.items[i], "name"),
			        .files = (size_t)number_of(reader, list.items[i], "files"),
			        .bytes = (uint64_t)number_of(reader, list.items[i], "bytes"),
			        .lines = (uint64_t)number_of(reader, list.items[i], "lines") };
	code_language_share(&out->languages);
	read_days(reader, list_of(reader, data, "days"), &out->calendar);
}

const char *
activity_file_read(struct arena *arena, struct value data, struct activity *out)
{
	struct file_reader reader = { .arena = arena };
	struct value unreleased = field(&reader, data, "unreleased");
	struct value same = field(&reader, data, "same");
	*out = (struct activity){ .head = text_of(&reader, data, "head"),
		.branch = text_of(&reader, data, "branch"),
		.shallow = bool_of(&reader, data, "shallow"),
		.commits = (size_t)number_of(&reader, data, "commits"),
		.first = commit_of(&reader, data, "first"),
		.last = commit_of(&reader, data, "last"),
		.unreleased = (size_t)number_of(&reader, unreleased, "commits"),
		.from = number_of(&reader, same, "from"),
		.until = number_of(&reader, same, "until") };
	if (!out->until)
		out->until = HORIZON_NONE;
	if (data.kind != VALUE_MAP)
		return "head";
	read_lists(&reader, data, out);
	return reader.wrong;
}
