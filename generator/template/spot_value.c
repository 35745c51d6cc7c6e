/*
 * Values between literal text, and places that meet where branches do.
 */
#include <string.h>

#include "template/spot.h"

/* --- values -------------------------------------------------------------------------------- */

static enum spot_landing
value_in_script(struct spot *spot)
{
	if (spot->lost)
		return LAND_REFUSED;
	switch ((enum spot_code)spot->code) {
	case SPOT_CODE: spot->operand = 1; return LAND_SCRIPT;
	case SPOT_PATTERN:
	case SPOT_CLASS: return LAND_REFUSED;
	default: return LAND_SCRIPT_STRING;
	}
}

static enum spot_landing
value_in_style(struct spot *spot)
{
	switch ((enum spot_code)spot->code) {
	case SPOT_CODE: return LAND_STYLE;
	case SPOT_URL: spot->code = SPOT_URL_BARE; return LAND_STYLE_URL;
	case SPOT_URL_BARE:
	case SPOT_URL_SINGLE:
	case SPOT_URL_DOUBLE: return LAND_STYLE_URL;
	default: return LAND_STYLE_STRING;
	}
}

static enum spot_landing
value_in_address(struct spot *spot)
{
	if (spot->address == SPOT_RUNS)
		return LAND_REFUSED;
	if (spot->address == SPOT_UNSETTLED) {
		spot->address = SPOT_TOUCHED;
		memset(spot->word, 0, sizeof spot->word);
		spot->word_len = 0;
	}
	return LAND_QUOTED;
}

static enum spot_landing
value_in_content(struct spot *spot)
{
	switch ((enum spot_kind)spot->content) {
	case SPOT_SCRIPT: return value_in_script(spot);
	case SPOT_STYLE: return value_in_style(spot);
	default: return LAND_QUOTED;
	}
}

static enum spot_landing
in_attribute(enum spot_landing landing)
{
	return landing == LAND_REFUSED ? landing : landing | LAND_IN_ATTRIBUTE;
}

static enum spot_landing
value_in_quotes(struct spot *spot)
{
	if (spot->cut)
		return LAND_REFUSED;
	switch ((enum spot_kind)spot->kind) {
	case SPOT_ADDRESS: return value_in_address(spot);
	case SPOT_SCRIPT: return in_attribute(value_in_script(spot));
	case SPOT_STYLE: return in_attribute(value_in_style(spot));
	case SPOT_PAGE: return spot->lost ? LAND_REFUSED : LAND_PAGE;
	case SPOT_TYPE: spot->kind = SPOT_PLAIN; return LAND_QUOTED;
	case SPOT_PLAIN:
	case SPOT_ADDRESSES: break;
	}
	return LAND_QUOTED;
}

/* Whole attributes, or the name of one that literal text gives a value to. */
static enum spot_landing
value_in_tag(struct spot *spot, bool named)
{
	bool glued = spot->glued;
	*spot = spot_part(spot);
	spot->glued = !named;
	if (!named)
		return glued ? LAND_APART : LAND_TAG;
	spot->state = SPOT_NAME;
	spot->dynamic = 1;
	return glued ? LAND_REFUSED : LAND_NAME;
}

enum spot_landing
spot_value(struct spot *spot, bool named)
{
	switch ((enum spot_state)spot->state) {
	case SPOT_NOWHERE:
	case SPOT_TEXT: return LAND_TEXT;
	case SPOT_OPEN: spot->state = SPOT_TAG_NAME;
	/* fallthrough */
	case SPOT_TAG_NAME:
		if (named) {
			spot->glued = 1;
			return value_in_tag(spot, named);
		}
		spot->dynamic = 1;
		return LAND_TAG_NAME;
	case SPOT_TAG:
	case SPOT_NAMED: return value_in_tag(spot, named);
	case SPOT_NAME: spot->dynamic = 1; return LAND_NAME;
	case SPOT_EQUALS: spot->state = SPOT_UNQUOTED; return LAND_REFUSED;
	case SPOT_UNQUOTED: return LAND_REFUSED;
	case SPOT_VALUE: return value_in_quotes(spot);
	case SPOT_CONTENT: return spot->cut ? LAND_REFUSED : value_in_content(spot);
	case SPOT_CDATA: return LAND_CDATA;
	case SPOT_COMMENT:
	case SPOT_INSTRUCTION: break;
	case SPOT_DECLARATION: return spot->lost ? LAND_REFUSED : LAND_COMMENT;
	}
	return LAND_COMMENT;
}

void
spot_refusal(const struct spot *spot, struct str *why, struct str *help)
{
	if (spot->state == SPOT_EQUALS || spot->state == SPOT_UNQUOTED) {
		*why = STR(
		        "a value in an attribute without quotes could add attributes of its own");
		*help = STR("put quotes around it: name=\"{{ … }}\"");
	} else if (spot->state == SPOT_DECLARATION) {
		*why = STR("a value cannot decide what a declaration is");
		*help = STR("write what stands behind \"<!\" literally");
	} else if (spot->cut) {
		*why = STR("a value right behind \"</\" or a backslash could become a part of it");
		*help = STR(
		        "in a script write \"<\\/\" for \"</\", and no backslash before a value");
	} else if (spot->state != SPOT_VALUE && spot->state != SPOT_CONTENT) {
		*why = STR(
		        "a value with \"=\" behind it is the name of an attribute, which begins with a space");
		*help = STR("put a space before it");
	} else if (spot->kind == SPOT_ADDRESS) {
		*why = STR("a value cannot be part of a javascript: address");
		*help = STR(
		        "put the script into an on… attribute or a <script>, where values are escaped for it");
	} else if (spot->kind == SPOT_PAGE) {
		*why = STR("a value in srcdoc cannot have literal markup before it");
		*help = STR(
		        "collect the page in {% set page %}…{% endset %} and write srcdoc=\"{{ page }}\"");
	} else if (spot->code == SPOT_PATTERN || spot->code == SPOT_CLASS) {
		*why = STR("a value cannot be part of a regular expression");
		*help = STR("write new RegExp({{ … }})");
	} else {
		*why = STR("it cannot be told where in this script the value stands");
		*help = STR("nest template literals less deep");
	}
}

/* --- meeting ------------------------------------------------------------------------------- */

bool
spot_is_same(const struct spot *a, const struct spot *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

bool
spot_is_in_tag(const struct spot *spot)
{
	switch ((enum spot_state)spot->state) {
	case SPOT_TAG_NAME:
	case SPOT_TAG:
	case SPOT_NAME:
	case SPOT_NAMED:
	case SPOT_UNQUOTED: return true;
	default: return false;
	}
}

/* Ends the name or value at hand, so that what is left is the place between attributes. */
static struct spot
between_attributes(const struct spot *spot)
{
	struct spot between = *spot;
	struct spot_reader r = spot_reader(&between, STR(" "));
	bool apart = spot->state == SPOT_TAG && !spot->glued;
	spot_read(&r);
	return (struct spot){ .state = SPOT_TAG,
		.xml = between.xml,
		.end = between.end,
		.element = between.element,
		.content = between.content,
		.glued = !apart };
}

/* What differs without making another place of it, by what is known least. */
static void
agree(struct spot *a, struct spot *b)
{
	bool script = (a->state == SPOT_CONTENT && a->content == SPOT_SCRIPT) ||
	        (a->state == SPOT_VALUE && a->kind == SPOT_SCRIPT);
	if (script)
		a->operand = b->operand = a->operand | b->operand;
	if (a->state != SPOT_VALUE || b->state != SPOT_VALUE)
		return;
	if (a->address != b->address) {
		bool runs = a->address == SPOT_RUNS || b->address == SPOT_RUNS;
		a->address = b->address = runs ? SPOT_RUNS : SPOT_TOUCHED;
	}
	a->watched = b->watched = a->watched | b->watched;
	a->lost = b->lost = a->lost | b->lost;
	if (memcmp(a->word, b->word, sizeof a->word) != 0) {
		if (a->address == SPOT_UNSETTLED)
			a->address = b->address = SPOT_TOUCHED;
		memset(a->word, 0, sizeof a->word);
		a->word_len = 0;
	}
	memcpy(b->word, a->word, sizeof b->word);
	b->word_len = a->word_len;
	memcpy(b->name, a->name, sizeof b->name);
	b->name_len = a->name_len;
}

bool
spot_join(struct spot *a, const struct spot *b)
{
	struct spot left = *a, right = *b;
	if (b->state == SPOT_NOWHERE || spot_is_same(a, b))
		return true;
	if (a->state == SPOT_NOWHERE) {
		*a = *b;
		return true;
	}
	if (spot_is_in_tag(a) && spot_is_in_tag(b)) {
		left = between_attributes(a);
		right = between_attributes(b);
		left.glued = right.glued = 1;
	} else {
		agree(&left, &right);
	}
	if (!spot_is_same(&left, &right))
		return false;
	*a = left;
	return true;
}

struct spot
spot_part(const struct spot *spot)
{
	struct spot part = *spot;
	if (spot_is_in_tag(spot))
		return between_attributes(spot);
	if (spot->state == SPOT_OPEN && !spot->end)
		return spot_start(spot->xml);
	if (spot->state == SPOT_VALUE) {
		memset(part.name, 0, sizeof part.name);
		memset(part.word, 0, sizeof part.word);
		part.name_len = part.word_len = part.dynamic = 0;
		if (part.kind == SPOT_ADDRESS && part.address == SPOT_UNSETTLED)
			part.address = SPOT_TOUCHED;
		if (part.kind == SPOT_TYPE)
			part.kind = SPOT_PLAIN;
	}
	part.operand = part.operand ||
	        (part.state == SPOT_CONTENT && part.content == SPOT_SCRIPT) ||
	        (part.state == SPOT_VALUE && part.kind == SPOT_SCRIPT);
	return part;
}

bool
spot_returns(const struct spot *start, const struct spot *end)
{
	struct spot back = spot_part(end), begin = *start;
	if (end->state == SPOT_NOWHERE)
		return true;
	back.address = begin.address;
	back.lost |= begin.lost;
	begin.glued = back.glued;
	return spot_is_same(&begin, &back);
}

/* --- messages ------------------------------------------------------------------------------ */

struct str
spot_describe(const struct spot *spot, struct arena *arena)
{
	static const struct str codes[] = {
		[SPOT_CODE] = STR_INIT(""),
		[SPOT_SINGLE] = STR_INIT("a string in "),
		[SPOT_DOUBLE] = STR_INIT("a string in "),
		[SPOT_TEMPLATE] = STR_INIT("a template literal in "),
		[SPOT_PATTERN] = STR_INIT("a regular expression in "),
		[SPOT_CLASS] = STR_INIT("a regular expression in "),
		[SPOT_LINE] = STR_INIT("a comment in "),
		[SPOT_BLOCK] = STR_INIT("a comment in "),
		[SPOT_URL] = STR_INIT("url() in "),
		[SPOT_URL_BARE] = STR_INIT("url() in "),
		[SPOT_URL_SINGLE] = STR_INIT("url() in "),
		[SPOT_URL_DOUBLE] = STR_INIT("url() in "),
	};
	switch ((enum spot_state)spot->state) {
	case SPOT_TEXT:
	case SPOT_OPEN:
	case SPOT_NOWHERE: return STR("text");
	case SPOT_COMMENT: return STR("a comment");
	case SPOT_DECLARATION: return STR("a declaration");
	case SPOT_INSTRUCTION: return STR("an instruction");
	case SPOT_CDATA: return STR("a CDATA section");
	case SPOT_VALUE:
		return str_format(arena, STR_FMT "%s" STR_FMT "%s", STR_ARG(codes[spot->code]),
		        spot->name_len ? "the attribute \"" : "an attribute",
		        STR_ARG(str_of(spot->name,
		                spot->name_len > SPOT_NAME_MAX ? SPOT_NAME_MAX : spot->name_len)),
		        spot->name_len ? "\"" : "");
	case SPOT_CONTENT:
		return str_format(arena, STR_FMT "%s", STR_ARG(codes[spot->code]),
		        spot->content == SPOT_SCRIPT          ? "a script"
		                : spot->content == SPOT_STYLE ? "a style"
		                                              : "an element of plain text");
	default: return STR("a tag");
	}
}
