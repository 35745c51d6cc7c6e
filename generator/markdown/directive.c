#include "markdown/directive.h"

#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "markdown/attribute.h"
#include "markdown/heading.h"

enum { COLONS_LEAF = 2, COLONS_CONTAINER = 3 };

static bool
is_name(char c, bool first)
{
	bool letter = ascii_is_letter(c);
	return letter || (!first && (ascii_is_digit(c) || c == '-' || c == '_'));
}

static struct str
take(struct str *rest, size_t len)
{
	struct str head = str_slice(*rest, 0, len);
	*rest = str_skip(*rest, len);
	return head;
}

size_t
directive_name(struct str text)
{
	size_t len = 0;
	while (len < text.len && is_name(text.at[len], len == 0))
		len++;
	return len;
}

/* The length of the code that a text begins with, with its signs; 1 when nothing ends it. */
static size_t
code_len(struct str text)
{
	size_t signs = 0, run = 0;
	while (signs < text.len && text.at[signs] == '`')
		signs++;
	for (size_t i = signs; i <= text.len; i++) {
		if (i < text.len && text.at[i] == '`') {
			run++;
			continue;
		}
		if (run == signs)
			return i;
		run = 0;
	}
	return signs;
}

/* What stands between brackets that match; at == NULL when none begin here. */
static struct str
take_label(struct str *rest)
{
	unsigned depth = 0;
	for (size_t i = 0; i < rest->len; i++) {
		char c = rest->at[i];
		if (c == '\\')
			i++;
		else if (c == '`')
			i += code_len(str_skip(*rest, i)) - 1;
		else if (c == '[')
			depth++;
		else if (c == ']' && --depth == 0)
			return str_slice(take(rest, i + 1), 1, i);
		if (depth == 0)
			break;
	}
	return (struct str){ NULL, 0 };
}

size_t
directive_list(struct str text)
{
	return str_starts(text, STR("{}")) ? 2 : attribute_list(text);
}

bool
directive_read(struct str text, struct directive_line *line)
{
	struct str rest = text;
	while (line->colons < rest.len && rest.at[line->colons] == ':')
		line->colons++;
	if (line->colons < COLONS_LEAF)
		return false;
	bool container = line->colons >= COLONS_CONTAINER;
	rest = str_trim(str_skip(rest, line->colons));
	line->kind = container ? DIRECTIVE_CONTAINER : DIRECTIVE_LEAF;
	line->name = take(&rest, directive_name(rest));
	line->label = take_label(&rest);
	line->list = take(&rest, directive_list(rest));
	if (container && line->name.len == 0 && !line->label.at && line->list.len == 0)
		line->kind = DIRECTIVE_END;
	return rest.len == 0 && (line->name.len || line->kind == DIRECTIVE_END);
}

bool
directive_is_address(struct str attribute)
{
	static const struct str addresses[] = { STR_INIT("src"), STR_INIT("href"), STR_INIT("url"),
		STR_INIT("poster"), STR_INIT("captions") };
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
		if (str_eq(attribute, addresses[i]))
			return true;
	return false;
}

/* The list without ids but the first, or without any. */
static struct str
without_ids(struct arena *arena, struct str list, bool but_first)
{
	char *copy = arena_array(arena, char, list.len);
	struct str rest = str_skip(list, 1), before = rest;
	struct attribute attribute;
	size_t len = 1;
	copy[0] = '{';
	for (; attribute_next(&rest, &attribute); before = rest) {
		if (attribute_is_id(&attribute)) {
			if (!but_first)
				continue;
			but_first = false;
		}
		memcpy(copy + len, before.at, before.len - rest.len);
		len += before.len - rest.len;
	}
	memcpy(copy + len, before.at, before.len);
	return str_of(copy, len + before.len);
}

struct str
directive_take_id(
        struct arena *arena, struct heading_ids *ids, struct markdown_directive *directive)
{
	struct str rest = str_skip(directive->list, 1), id = STR_EMPTY;
	struct attribute attribute;
	bool several = false, taken = false;
	while (attribute_next(&rest, &attribute)) {
		if (!attribute_is_id(&attribute))
			continue;
		several = id.len > 0;
		if (several)
			break;
		char *room = arena_array(arena, char, attribute_room(&attribute));
		id = attribute_decode(&attribute, room);
		taken = id.len && !heading_ids_take(ids, id);
	}
	if (taken || several)
		directive->list = without_ids(arena, directive->list, !taken);
	return taken ? id : STR_EMPTY;
}

enum directive_slip
directive_slip(struct str line)
{
	size_t colons = 0;
	while (colons < line.len && line.at[colons] == ':')
		colons++;
	bool container = colons >= COLONS_CONTAINER;
	struct str rest = str_trim(str_skip(line, colons));
	size_t name = directive_name(rest);
	bool apart = rest.at != line.at + colons;
	if (colons < COLONS_LEAF || rest.len == name)
		return DIRECTIVE_SLIP_NONE;
	if (!name)
		return container && directive_list(rest) ? DIRECTIVE_SLIP_NAME
		                                         : DIRECTIVE_SLIP_NONE;
	rest = str_skip(rest, name);
	char next = rest.at[0], last = rest.at[rest.len - 1];
	if (next == '[' || next == '{')
		return apart && !container ? DIRECTIVE_SLIP_NONE : DIRECTIVE_SLIP_FORM;
	if (next != ' ' && next != '\t')
		return DIRECTIVE_SLIP_NONE;
	next = str_trim(rest).at[0];
	if ((next == '[' && (last == ']' || last == '}')) || (next == '{' && last == '}'))
		return apart && !container ? DIRECTIVE_SLIP_NONE : DIRECTIVE_SLIP_BLANK;
	return container ? DIRECTIVE_SLIP_TEXT : DIRECTIVE_SLIP_NONE;
}

static bool
is_inside(struct str source, struct str part)
{
	uintptr_t begin = (uintptr_t)source.at, at = (uintptr_t)part.at;
	return at >= begin && at - begin <= source.len;
}

/* The column of a part of its list, or that of the directive when it is not in its line any more. */
static uint32_t
column_of(const struct markdown_directive *directive, struct str source, struct str part)
{
	const struct str name = directive->name;
	if (!is_inside(source, name) || !is_inside(source, part) || part.at < name.at)
		return directive->column;
	size_t from = (size_t)(name.at - source.at), to = (size_t)(part.at - source.at);
	if (str_find_char(str_slice(source, from, to), '\n') != STR_NONE)
		return directive->column;
	while (from > 0 && (source.at[from - 1] == ' ' || source.at[from - 1] == '\t'))
		from--;
	while (from > 0 && source.at[from - 1] == ':')
		from--;
	return directive->column + (uint32_t)(to - from);
}

void
directive_add_addresses(struct arena *arena, struct markdown *document,
        struct markdown_directive *directive, struct str source)
{
	struct str rest = str_skip(directive->list, 1);
	struct attribute attribute;
	directive->link = (uint32_t)document->links.len;
	while (attribute_next(&rest, &attribute)) {
		if (!directive_is_address(attribute.name) || attribute.value.len == 0)
			continue;
		char *room = arena_array(arena, char, attribute_room(&attribute));
		*array_push(arena, &document->links) = (struct markdown_link){
			.kind = MARKDOWN_ADDRESS,
			.href = attribute_decode(&attribute, room),
			.text = STR_EMPTY,
			.line = directive->line,
			.column = column_of(directive, source, attribute.value),
		};
		directive->links++;
	}
}
