/*
 * Prose has braces as well, so a list is only what begins as one that somebody meant: with a class or an
 * id, or with an attribute that is known and has a value.
 *
 *	{.lead #start}  {width=300}  {: .lead }  {.lead #start
 */
#include "markdown/slip_list.h"

#include "base/ascii.h"
#include "markdown/attribute.h"
#include "markdown/rewrite.h"
#include "markdown/stretch.h"
#include "markdown/tape.h"
#include "markdown/tape_write.h"

enum { LIST_MAX = 500 /* nobody means a longer one */ };

static bool
is_meant(const struct attribute *attribute)
{
	static const struct str names[] = { STR_INIT("width"), STR_INIT("height"),
		STR_INIT("class"), STR_INIT("id"), STR_INIT("lang"), STR_INIT("title"),
		STR_INIT("loading"), STR_INIT("target"), STR_INIT("rel") };
	if (attribute->value.len == 0)
		return false;
	if (attribute->kind != ATTRIBUTE_NAMED)
		return ascii_is_letter(attribute->value.at[0]);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_eq(attribute->name, names[i]))
			return true;
	}
	return false;
}

enum list { NO_LIST, LIST, COLON_LIST, OPEN_LIST };

/* What does a line begin with, at its brace? */
static enum list
read_list(struct str line)
{
	struct attribute attribute;
	struct str rest = str_skip(line, 1);
	bool colon = rest.len && rest.at[0] == ':';
	if (colon)
		rest = str_skip(rest, 1);
	if (!attribute_next(&rest, &attribute) || !is_meant(&attribute))
		return NO_LIST;
	bool plain = true; /* nothing in it that may be a word */
	do {
		plain &= attribute.kind != ATTRIBUTE_NAMED || attribute.value.len;
	} while (attribute_next(&rest, &attribute));
	if (rest.len == 0)
		return plain ? OPEN_LIST : NO_LIST;
	if (rest.at[0] != '}' || (rest.len > 1 && rest.at[1] == '}'))
		return NO_LIST;
	return colon ? COLON_LIST : LIST;
}

/* Does a word, or a sign of TeX or of a template, stand right before the brace? */
static bool
is_behind_word(struct str source, size_t at)
{
	char c = at > 0 ? source.at[at - 1] : ' ';
	if (str_ends(str_slice(source, 0, at), STR("==")))
		return false; /* "==marked=={.lead}" */
	return ascii_is_alnum(c) || (c & 0x80) || str_find_char(STR("{}$#%\\_^="), c) != STR_NONE;
}

/* Of a line that begins like a directive slip.c has told. */
static bool
is_of_directive(struct str source, size_t at)
{
	size_t begin = at;
	while (begin > 0 && at - begin < LIST_MAX && source.at[begin - 1] != '\n')
		begin--;
	return str_find(str_slice(source, begin, at), STR("::")) != STR_NONE;
}

static void
check_brace(const struct rewrite *rewrite, size_t at)
{
	static const char help[] =
	        "they stand right behind a link, an image, code, emphasis or [some words], without a "
	        "blank, or at the end of a heading; write \"\\{\" for the brace itself";
	struct str source = rewrite->tape->source, rest = str_slice(source, at, at + LIST_MAX);
	if (is_behind_word(source, at) || tape_is_escaped(rewrite->tape, at) ||
	        is_of_directive(source, at))
		return;
	switch (read_list(str_line(&rest))) {
	case NO_LIST: break;
	case LIST:
		rewrite_warn(rewrite, at, help, "these attributes belong to nothing, and are text");
		break;
	case COLON_LIST:
		rewrite_warn(rewrite, at, help,
		        "these attributes belong to nothing, and are text: there is no {: } here");
		break;
	case OPEN_LIST:
		rewrite_warn(rewrite, at,
		        "end them with a brace in the same line; write \"\\{\" for the brace itself",
		        "these attributes have no end, and are text");
		break;
	}
}

void
slip_list_pass(const struct rewrite *rewrite)
{
	static const bool braces[256] = { ['{'] = true };
	const struct tape *tape = rewrite->tape;
	struct tape_reader reader = tape_read(tape, 0, 0);
	struct tape_event event;
	while (tape_seek(&reader, TAPE_BIT(TEXT), &event)) {
		size_t at = event.arg[0], end = stretch_end(&event);
		if (!tape_is_literal(tape, &event))
			continue;
		for (; (at = stretch_find(tape->source, at, end, braces)) < end; at++)
			check_brace(rewrite, at);
	}
	tape_copy(rewrite->out, tape, 0, UINT32_MAX);
}
