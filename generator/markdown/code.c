#include "markdown/code.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/entity.h"
#include "markdown/attribute.h"

enum { REFERENCE_MAX = 40 /* bytes, with '&' and ';' */ };

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

static bool
ends_language(char c)
{
	return is_blank(c) || c == '{' || c == ',';
}

/* --- lists of lines ------------------------------------------------------------------------ */

/* Takes a number off the text. False when it begins with none, or one that is too large. */
static bool
read_number(struct str *rest, uint32_t *number)
{
	size_t len = 0;
	*number = 0;
	while (len < rest->len && ascii_is_digit(rest->at[len]) && *number < CODE_LINES_MAX)
		*number = *number * 10 + (uint32_t)(rest->at[len++] - '0');
	*rest = str_skip(*rest, len);
	return len > 0 && *number <= CODE_LINES_MAX;
}

/* "2,5-7", nothing else. */
static bool
read_lines(struct str list, struct code_info *out)
{
	uint32_t count = 0;
	struct code_range ranges[CODE_RANGES];
	while (list.len) {
		struct str one = str_trim(str_cut(&list, ','));
		struct code_range range;
		if (!read_number(&one, &range.from))
			return false;
		range.to = range.from;
		if (one.len && one.at[0] == '-') {
			one = str_skip(one, 1);
			if (!read_number(&one, &range.to))
				return false;
		}
		if (one.len)
			return false;
		if (count < CODE_RANGES)
			ranges[count++] = range;
	}
	if (count)
		memcpy(out->ranges, ranges, count * sizeof *ranges);
	out->range_count = count;
	return count > 0;
}

bool
code_points_at(const struct code_info *info, uint32_t line)
{
	for (uint32_t i = 0; i < info->range_count; i++) {
		if (info->ranges[i].from <= line && line <= info->ranges[i].to)
			return true;
	}
	return false;
}

static bool
is_between_lines(char c)
{
	return is_blank(c) || c == ',' || c == '"' || c == '\'';
}

/* Takes hl_lines=[1,"2-3"] of Hugo, or hl_lines=1 2-3 of Zola, off the text. */
static bool
take_foreign_lines(struct str *rest, struct code_info *out)
{
	const struct str name = STR("hl_lines=");
	if (!str_starts(*rest, name))
		return false;
	struct str list = str_skip(*rest, name.len);
	if (list.len && list.at[0] == '[')
		list = str_skip(list, 1);
	uint32_t count = 0;
	struct code_range ranges[CODE_RANGES];
	for (struct str next = list;;) {
		while (next.len && is_between_lines(next.at[0]))
			next = str_skip(next, 1);
		struct code_range range;
		if (!read_number(&next, &range.from))
			break;
		range.to = range.from;
		if (next.len && next.at[0] == '-') {
			next = str_skip(next, 1);
			if (!read_number(&next, &range.to))
				return false;
		}
		if (count < CODE_RANGES)
			ranges[count++] = range;
		list = next;
	}
	while (list.len && (list.at[0] == '"' || list.at[0] == '\'' || list.at[0] == ']'))
		list = str_skip(list, 1);
	if (!count || (list.len && !ends_language(list.at[0]) && list.at[0] != '}'))
		return false;
	memcpy(out->ranges, ranges, count * sizeof *ranges);
	out->range_count = count;
	*rest = list;
	return true;
}

/* --- attributes ---------------------------------------------------------------------------- */

static bool
is_first(struct str name)
{
	return str_is(name, "linenostart") || str_is(name, "start") || str_is(name, "startFrom");
}

static void
set_first(struct code_info *out, struct str value)
{
	uint32_t first;
	if (read_number(&value, &first) && value.len == 0)
		out->first = first;
}

static void
set_numbers(struct code_info *out, struct str value)
{
	bool off = str_is(value, "false") || str_is(value, "off");
	out->numbers = off ? CODE_NUMBERS_OFF : CODE_NUMBERS_ON;
	set_first(out, value);
}

static void
set_named(struct code_info *out, const struct attribute *attribute)
{
	struct str name = attribute->name, value = attribute->value;
	if (str_is(name, "title") || str_is(name, "file")) {
		out->title = value;
		out->title_quoted = attribute->quoted;
	} else if (str_is(name, "hl") || str_is(name, "lines")) {
		read_lines(value, out);
	} else if (str_is(name, "linenos") || str_is(name, "numbers")) {
		set_numbers(out, value);
	} else if (is_first(name)) {
		set_first(out, value);
	} else if (str_is(name, "nolinenos")) {
		out->numbers = CODE_NUMBERS_OFF;
	} else if (str_is(name, "diff") && !value.len) {
		out->diff = true;
	}
}

/* Of languages and ids the first counts. */
static void
set(struct code_info *out, const struct attribute *attribute)
{
	if (attribute_is_id(attribute)) {
		if (!out->id.len)
			out->id = attribute->value;
	} else if (attribute->kind == ATTRIBUTE_NAMED) {
		set_named(out, attribute);
	} else if (str_is(attribute->value, "numberLines")) { /* Pandoc's */
		out->numbers = CODE_NUMBERS_ON;
	} else if (!out->language.len) {
		out->language = attribute->value;
	}
}

static bool
is_number(struct str value)
{
	uint32_t number;
	return read_number(&value, &number) && value.len == 0;
}

/* What may stand behind "linenos=", also for other programs. */
static bool
is_numbers(struct str value)
{
	static const struct str words[] = { STR_INIT(""), STR_INIT("true"), STR_INIT("yes"),
		STR_INIT("on"), STR_INIT("false"), STR_INIT("off"), STR_INIT("table"),
		STR_INIT("inline") };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq(value, words[i]))
			return true;
	}
	return is_number(value);
}

/* Takes linenos=table off a text in which a comma is its end, as in Hugo and Zola: "linenos=table,hl_lines=2". */
static bool
take_setting(struct str *rest, struct code_info *out)
{
	size_t name = 0, end;
	while (name < rest->len && rest->at[name] != '=' && !ends_language(rest->at[name]))
		name++;
	for (end = name + 1; end < rest->len && !ends_language(rest->at[end]);)
		end++;
	if (end >= rest->len || rest->at[end] != ',' || rest->at[name] != '=')
		return false;
	struct attribute attribute = { .kind = ATTRIBUTE_NAMED,
		.name = str_slice(*rest, 0, name),
		.value = str_slice(*rest, name + 1, end) };
	bool first = is_first(attribute.name) && is_number(attribute.value),
	     numbers = str_is(attribute.name, "linenos") && is_numbers(attribute.value);
	if (first || numbers) {
		set_named(out, &attribute);
		*rest = str_skip(*rest, end);
	}
	return first || numbers;
}

/* Takes a list of lines in braces off the text, if it begins with one. */
static bool
take_lines(struct str *rest, struct code_info *out)
{
	size_t close = str_find_char(str_slice(*rest, 0, ATTRIBUTE_LIST_MAX), '}');
	bool is = close != STR_NONE && read_lines(str_slice(*rest, 1, close), out);
	if (is)
		*rest = str_skip(*rest, close + 1);
	return is;
}

/* Takes what is no attribute for others off the text. */
static bool
take(struct str *rest, struct code_info *out)
{
	return rest->at[0] == '{' ? take_lines(rest, out)
	                          : take_foreign_lines(rest, out) || take_setting(rest, out);
}

bool
code_next(struct str *rest, struct code_info *out, struct attribute *attribute)
{
	while (rest->len) {
		char c = rest->at[0];
		if (take(rest, out))
			continue;
		if (!is_blank(c) && c != '{' && c != '}' && attribute_next(rest, attribute)) {
			set(out, attribute);
			return true;
		}
		*rest = str_skip(*rest, 1);
	}
	return false;
}

/* Is there nothing to say about a name here? Of one that is not allowed annotate.c tells. */
static bool
is_known(struct str name)
{
	return str_is(name, "title") || str_is(name, "file") || str_eq_nocase(name, STR("id")) ||
	        str_is(name, "nolinenos") || str_is(name, "diff") ||
	        str_starts(name, STR("data-")) || str_starts(name, STR("aria-")) ||
	        !attribute_is_allowed(name);
}

static bool
is_slip(const struct attribute *attribute, struct code_slip *slip)
{
	struct str name = attribute->name, value = attribute->value;
	struct code_info unused;
	*slip = (struct code_slip){ CODE_SLIP_UNKNOWN, name, value.len || attribute->quoted };
	if (attribute->kind != ATTRIBUTE_NAMED || is_known(name))
		return false;
	if (str_is(name, "lines") && !slip->has_value)
		return false; /* of "json lines" */
	if (str_is(name, "hl") || str_is(name, "lines")) {
		*slip = (struct code_slip){ CODE_SLIP_LINES, value.len ? value : name, true };
		return !read_lines(value, &unused);
	}
	if (str_is(name, "linenos") || str_is(name, "numbers")) {
		*slip = (struct code_slip){ CODE_SLIP_NUMBERS, value, true };
		return !is_numbers(value);
	}
	if (str_is(name, "hl_lines")) {
		*slip = (struct code_slip){ CODE_SLIP_LINES, value.len ? value : name, true };
		return true;
	}
	if (is_first(name)) {
		*slip = (struct code_slip){ CODE_SLIP_NUMBERS, value.len ? value : name, true };
		return !is_number(value);
	}
	return true;
}

/* Where nothing is to be read: a list of lines that is none, or a value whose quotation mark has no other? */
static bool
is_broken(struct str *rest, struct code_slip *slip)
{
	size_t len = 0;
	if (rest->at[0] == '{') {
		size_t close = str_find_char(str_slice(*rest, 0, ATTRIBUTE_LIST_MAX), '}');
		struct str list = str_trim(str_slice(*rest, 1, close));
		if (close == STR_NONE || !list.len || list.at[0] < '0' || list.at[0] > '9')
			return false;
		*slip = (struct code_slip){ CODE_SLIP_LINES, str_slice(*rest, 0, close + 1), true };
		*rest = str_skip(*rest, close + 1);
		return true;
	}
	while (len < rest->len && rest->at[len] >= 'a' && rest->at[len] <= 'z')
		len++;
	if (!len ||
	        (!str_starts(str_skip(*rest, len), STR("=\"")) &&
	                !str_starts(str_skip(*rest, len), STR("='"))))
		return false;
	*slip = (struct code_slip){ CODE_SLIP_QUOTE, str_skip(*rest, len + 1), true };
	*rest = str_skip(*rest, rest->len);
	return true;
}

bool
code_next_slip(struct str *rest, struct code_slip *slip)
{
	struct code_info unused;
	struct attribute attribute;
	while (rest->len) {
		char c = rest->at[0];
		if (take(rest, &unused))
			continue;
		if (!is_blank(c) && c != '{' && c != '}' && attribute_next(rest, &attribute)) {
			if (is_slip(&attribute, slip))
				return true;
			continue;
		}
		if (is_broken(rest, slip))
			return true;
		*rest = str_skip(*rest, 1);
	}
	return false;
}

void
code_begin(struct str *rest, struct code_info *out)
{
	size_t len = 0;
	*out = (struct code_info){
		.first = 1, .title = STR_EMPTY, .language = STR_EMPTY, .id = STR_EMPTY
	};
	while (len < rest->len && !ends_language(rest->at[len]))
		len++;
	out->language = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
}

void
code_info(struct str info, struct code_info *out)
{
	struct attribute attribute;
	code_begin(&info, out);
	while (code_next(&info, out, &attribute))
		continue;
}

struct str
code_language(struct str info)
{
	struct code_info all;
	code_info(info, &all);
	return all.language;
}

void
code_title(const struct code_info *info, struct buf *out)
{
	const struct attribute attribute = { .value = info->title, .quoted = info->title_quoted };
	char *room = buf_room(out, info->title.len);
	if (!room)
		return;
	struct str title = attribute_unescape(&attribute, room);
	memmove(room, title.at, title.len);
	out->len += title.len;
}

/* --- escapes ------------------------------------------------------------------------------- */

/* Appends the reference that a text begins with. Its length, 0 for none. */
static size_t
put_reference(struct buf *out, struct str rest)
{
	size_t end = rest.at[0] == '&' ? str_find_char(str_slice(rest, 0, REFERENCE_MAX), ';')
	                               : STR_NONE;
	return end != STR_NONE && entity_decode(out, str_slice(rest, 0, end + 1)) ? end + 1 : 0;
}

/* Puts a backslash before the last byte if it would end a value, or begin an escape. */
static void
guard_quote(struct buf *out)
{
	char last = out->at[out->len - 1];
	if (!memchr("\"'\\", last, 3))
		return;
	out->at[out->len - 1] = '\\';
	buf_char(out, last);
}

bool
code_restore(struct str raw, struct str text, struct buf *out)
{
	size_t begin = out->len;
	bool behind = false; /* the language */
	while (raw.len && !out->full) {
		size_t from = out->len, len = put_reference(out, raw);
		bool escape =
		        !len && raw.len > 1 && raw.at[0] == '\\' && ascii_is_punctuation(raw.at[1]);
		struct str piece = str_slice(raw, escape, len ? len : 1u + escape);
		if (!str_starts(text, piece))
			break;
		if (!len)
			buf_put(out, piece);
		behind = behind || ends_language(piece.at[0]);
		if (behind && (len || escape) && out->len == from + 1)
			guard_quote(out);
		text = str_skip(text, piece.len);
		raw = str_skip(raw, piece.len + escape);
	}
	if (raw.len || text.len)
		out->len = begin;
	return !raw.len && !text.len;
}

/* --- diffs --------------------------------------------------------------------------------- */

enum code_change
code_change(struct str rest, bool *is_head)
{
	const struct str from = STR("--- "), to = STR("+++ ");
	bool after_head = *is_head;
	struct str line = str_line(&rest);
	*is_head = str_starts(line, STR("@@")) ||
	        (str_starts(line, from) && str_starts(rest, to)) ||
	        (after_head && str_starts(line, to));
	if (*is_head || !line.len)
		return CODE_SAME;
	if (line.at[0] == '+')
		return CODE_INSERTED;
	return line.at[0] == '-' ? CODE_DELETED : CODE_SAME;
}
