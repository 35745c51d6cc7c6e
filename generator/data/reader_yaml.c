/*
 * YAML by libyaml's events, each of which becomes one call of the tree:
 *
 *	title: Foo       MAPPING-START   tree_open(NODE_MAP)
 *	tags: [a]        SCALAR title    tree_key
 *	                 SCALAR Foo      tree_scalar
 *	                 SCALAR tags     tree_key
 *	                 SEQUENCE-START  tree_open(NODE_LIST)
 *	                 SCALAR a        tree_scalar
 *	                 SEQUENCE-END    tree_close
 *	                 MAPPING-END     tree_close
 *
 * libyaml's own document tree is not used: it has no limits, takes duplicate keys and expands
 * aliases without asking. Its scanner is quadratic in the depth of [[[[ and in the number of %TAG
 * lines. The first cannot get far, because the scanner runs at most 1,024 characters ahead of the
 * events and the tree stops them at its depth; the second is stopped before libyaml is asked.
 *
 * An alias is the anchored node once more: a copy of its head with the same children. What it adds
 * is counted as if it had been written out.
 */
#include "data/reader.h"

#include <yaml.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "data/tree.h"
#include "data/yaml_mistake.h"

struct anchor {
	struct str name;
	const struct node *node;
	size_t nodes; /* in it, itself included; while it is open, those before it */
	uint32_t height;
	bool open; /* its list or map has not ended */
	bool used; /* by an alias */
};

struct yaml {
	struct tree tree;
	yaml_parser_t parser;
	uint32_t first_line;
	array_of(struct anchor) anchors;
	size_t anchor_of
	        [READER_DEPTH_MAX]; /* of each open list and map: index + 1 into anchors, or 0 */
	unsigned aliases;
};

static struct tree_mark
mark_of(const struct yaml *y, yaml_mark_t mark)
{
	return (struct tree_mark){ y->first_line + (uint32_t)mark.line, (uint32_t)mark.column + 1 };
}

/* A view of a string of libyaml's; it lives as long as its event. */
static struct str
view(const yaml_char_t *text)
{
	return str_from((const char *)text);
}

/* --- what is refused before libyaml sees it -------------------------------------------------- */

/*
 * libyaml ends lines where YAML 1.1 did, at a lone CR, NEL, LS and PS too. Nobody sees these
 * characters, they break block scalars and plain texts apart, and no editor counts lines by them.
 */
static bool
check_line_ends(struct yaml *y)
{
	static const struct {
		struct str bytes;
		const char *name;
	} invisible[] = {
		{ STR_INIT("\xC2\x85"), "next line (U+0085)" },
		{ STR_INIT("\xE2\x80\xA8"), "line separator (U+2028)" },
		{ STR_INIT("\xE2\x80\xA9"), "paragraph separator (U+2029)" },
	};
	const char *end = y->tree.text.at + y->tree.text.len;
	for (const char *cr = y->tree.text.at; (cr = memchr(cr, '\r', (size_t)(end - cr))); cr++) {
		if (cr + 1 == end || cr[1] != '\n') {
			tree_refuse(&y->tree, tree_mark_at(&y->tree, cr), 1,
			        "a carriage return stands here without a newline");
			diag_help(y->tree.diags, "save the file with line ends of Unix or Windows");
			return false;
		}
	}
	for (size_t i = 0; i < sizeof invisible / sizeof *invisible; i++) {
		size_t found = str_find(y->tree.text, invisible[i].bytes);
		if (found != STR_NONE) {
			tree_refuse(&y->tree, tree_mark_at(&y->tree, y->tree.text.at + found), 1,
			        "an invisible character stands here: %s", invisible[i].name);
			diag_help(y->tree.diags, "delete it");
			return false;
		}
	}
	return true;
}

static bool
is_blank_or_comment(struct str line)
{
	line = str_trim(line);
	return line.len == 0 || line.at[0] == '#';
}

/* Is this the line `---` or `...`, with or without something behind it? */
static bool
is_document_marker(struct str line, struct str marker)
{
	return str_starts(line, marker) &&
	        (line.len == 3 || line.at[3] == ' ' || line.at[3] == '\t');
}

/* Directives can stand only before the document. */
static bool
check_directives(struct yaml *y)
{
	struct tree_mark mark = { y->first_line, 1 };
	for (struct str rest = y->tree.text; rest.at; mark.line++) {
		struct str line = str_line(&rest);
		if (is_blank_or_comment(line) || is_document_marker(line, STR("...")))
			continue;
		if (line.at[0] != '%')
			return true;
		if (str_starts(line, STR("%TAG")))
			return tree_refuse(&y->tree, mark, 4, "%%TAG is not supported");
	}
	return true;
}

/* --- events ---------------------------------------------------------------------------------- */

/* A tag would say what a value is; here its key does. Only !!str, "this is text", is taken. */
static bool
check_tag(struct yaml *y, const yaml_char_t *tag, bool scalar, struct tree_mark mark)
{
	static const struct str standard = STR_INIT("tag:yaml.org,2002:");
	struct str name = view(tag);
	bool is_standard = str_starts(name, standard);
	if (is_standard)
		name = str_skip(name, standard.len);
	if (!tag || (scalar && (str_is(name, "!") || (is_standard && str_is(name, "str")))))
		return true;
	tree_refuse(&y->tree, mark, 1, "the tag \"%s" STR_FMT "\" is not supported",
	        is_standard ? "!!" : "", STR_ARG(node_brief(name)));
	diag_help(y->tree.diags,
	        "leave the tag out; a text that begins with \"!\" must stand in quotes");
	return false;
}

static struct anchor *
find_anchor(const struct yaml *y, struct str name)
{
	for (size_t i = y->anchors.len; i > 0; i--) {
		if (str_eq(y->anchors.at[i - 1].name, name))
			return &y->anchors.at[i - 1];
	}
	return NULL;
}

static void
add_anchor(struct yaml *y, const yaml_char_t *name, bool open)
{
	*array_push(y->tree.arena, &y->anchors) = (struct anchor){
		.name = str_copy(y->tree.arena, view(name)),
		.node = y->tree.newest,
		.nodes = open ? y->tree.nodes - 1 : 1,
		.open = open,
	};
}

static bool
take_alias(struct yaml *y, const yaml_event_t *event)
{
	struct tree_mark mark = mark_of(y, event->start_mark);
	struct str name = view(event->data.alias.anchor);
	struct str brief = node_brief(name);
	struct anchor *anchor = find_anchor(y, name);
	if (tree_wants_key(&y->tree))
		return tree_refuse(&y->tree, mark, 1, "an alias cannot be a key");
	if (!anchor) {
		tree_refuse(&y->tree, mark, 1, "the alias \"*" STR_FMT "\" names nothing above it",
		        STR_ARG(brief));
		diag_help(y->tree.diags, "a text that begins with \"*\" must stand in quotes");
		return false;
	}
	if (anchor->open) {
		return tree_refuse(&y->tree, mark, 1,
		        "the alias \"*" STR_FMT "\" stands inside the value it names",
		        STR_ARG(brief));
	}
	if (++y->aliases > READER_ALIASES_MAX) {
		return tree_refuse(&y->tree, mark, 1, "this file has more than %d aliases",
		        READER_ALIASES_MAX);
	}
	anchor->used = true;
	return tree_share(&y->tree, anchor->node, anchor->nodes, anchor->height, mark);
}

static bool
take_key(struct yaml *y, const yaml_event_t *event, struct str text)
{
	struct tree_mark mark = mark_of(y, event->start_mark);
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (plain && text.len == 0)
		return tree_refuse(&y->tree, mark, 1, "a key is missing here");
	if (plain && str_is(text, "<<")) {
		tree_refuse(&y->tree, mark, 2, "merge keys (\"<<\") are not supported");
		diag_help(y->tree.diags, "YAML 1.2 has none: write the keys out");
		return false;
	}
	if (event->data.scalar.anchor)
		return tree_refuse(&y->tree, mark, 1, "a key cannot have an anchor");
	return tree_key(&y->tree, str_copy(y->tree.arena, text), mark);
}

/* `title: #1 in the world` has no title; `title: # to be found` is fine. */
static void
warn_of_comment(struct yaml *y, struct tree_mark mark)
{
	const char *at = tree_find_mark(&y->tree, mark);
	struct str rest = str_of(at, (size_t)(y->tree.text.at + y->tree.text.len - at));
	size_t blanks = 0;
	while (blanks < rest.len && (rest.at[blanks] == ' ' || rest.at[blanks] == '\t'))
		blanks++;
	struct str comment = str_skip(rest, blanks);
	if (blanks == 0 || comment.len < 2 || comment.at[0] != '#' ||
	        strchr("# \t\r\n", comment.at[1]))
		return;
	mark.column += (uint32_t)blanks;
	tree_warn(&y->tree, mark, "the text behind \"#\" is a comment, so there is no value here");
	diag_help(y->tree.diags, "a text that begins with \"#\" must stand in quotes");
}

/* `title: &c or c?` is the text "or c?" with a name that nobody asked for. */
static void
warn_of_anchors(struct yaml *y)
{
	for (size_t i = 0; i < y->anchors.len; i++) {
		const struct anchor *anchor = &y->anchors.at[i];
		if (anchor->used || anchor->node->kind != NODE_SCALAR)
			continue;
		struct tree_mark mark = { anchor->node->line, anchor->node->column };
		tree_warn(&y->tree, mark, "the anchor \"&" STR_FMT "\" is no part of the text",
		        STR_ARG(node_brief(anchor->name)));
		diag_help(y->tree.diags, "a text that begins with \"&\" must stand in quotes");
	}
}

static bool
is_null(struct str s)
{
	return s.len == 0 || str_is(s, "~") || str_is(s, "null") || str_is(s, "Null") ||
	        str_is(s, "NULL");
}

static bool
take_scalar(struct yaml *y, const yaml_event_t *event)
{
	struct tree_mark mark = mark_of(y, event->start_mark);
	struct str text = str_of((const char *)event->data.scalar.value, event->data.scalar.length);
	if (!check_tag(y, event->data.scalar.tag, true, mark))
		return false;
	if (memchr(text.at, 0, text.len))
		return tree_refuse(&y->tree, mark, 1, "this text has a NUL character in it (\\0)");
	if (tree_wants_key(&y->tree))
		return take_key(y, event, text);
	bool quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE || event->data.scalar.tag;
	text = str_copy(y->tree.arena, text);
	if (!quoted && text.len == 0)
		warn_of_comment(y, mark);
	if (!quoted && is_null(text) ? !tree_null(&y->tree, text, mark)
	                             : !tree_scalar(&y->tree, text, quoted, mark))
		return false;
	if (event->data.scalar.anchor)
		add_anchor(y, event->data.scalar.anchor, false);
	return true;
}

static bool
take_start(struct yaml *y, const yaml_event_t *event)
{
	struct tree_mark mark = mark_of(y, event->start_mark);
	bool map = event->type == YAML_MAPPING_START_EVENT;
	const yaml_char_t *anchor =
	        map ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
	const yaml_char_t *tag =
	        map ? event->data.mapping_start.tag : event->data.sequence_start.tag;
	if (!check_tag(y, tag, false, mark))
		return false;
	if (tree_wants_key(&y->tree)) {
		tree_refuse(&y->tree, mark, 1, "a %s cannot be a key", map ? "map" : "list");
		diag_help(y->tree.diags, "a text that begins with a bracket must stand in quotes");
		return false;
	}
	if (!tree_open(&y->tree, map ? NODE_MAP : NODE_LIST, mark))
		return false;
	if (anchor)
		add_anchor(y, anchor, true);
	y->anchor_of[y->tree.depth - 1] = anchor ? y->anchors.len : 0;
	return true;
}

static bool
take_end(struct yaml *y)
{
	tree_close(&y->tree);
	size_t index = y->anchor_of[y->tree.depth];
	if (index) {
		struct anchor *anchor = &y->anchors.at[index - 1];
		anchor->open = false;
		anchor->nodes = y->tree.nodes - anchor->nodes;
		anchor->height = y->tree.newest_height;
	}
	return true;
}

static bool
take(struct yaml *y, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_ALIAS_EVENT: return take_alias(y, event);
	case YAML_SCALAR_EVENT: return take_scalar(y, event);
	case YAML_SEQUENCE_START_EVENT:
	case YAML_MAPPING_START_EVENT: return take_start(y, event);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT: return take_end(y);
	default: return true;
	}
}

/* --- the document ---------------------------------------------------------------------------- */

enum rest { REST_EMPTY, REST_UNREADABLE, REST_REFUSED };

/*
 * What follows the document, from its last line on. libyaml is not asked, as it would read all
 * directives of a second document before saying that there is one.
 */
static enum rest
look_behind_document(struct yaml *y, yaml_mark_t end)
{
	struct tree_mark mark = { y->first_line, 1 };
	bool ended = false;
	size_t number = 0;
	for (struct str rest = y->tree.text; rest.at; number++, mark.line++) {
		struct str line = str_line(&rest);
		if (number < end.line || is_blank_or_comment(line))
			continue;
		if (is_document_marker(line, STR("..."))) {
			ended = true;
		} else if (ended || line.at[0] == '%' || is_document_marker(line, STR("---"))) {
			tree_refuse(&y->tree, mark, 1, "a second document begins here");
			diag_help(y->tree.diags, "put it in a file of its own");
			return REST_REFUSED;
		} else {
			return REST_UNREADABLE;
		}
	}
	return REST_EMPTY;
}

static struct yaml_spot
spot_of(yaml_mark_t mark)
{
	return (struct yaml_spot){ (uint32_t)mark.line, (uint32_t)mark.column };
}

/* libyaml has given up. */
static bool
refuse(struct yaml *y)
{
	const yaml_parser_t *parser = &y->parser;
	struct tree *tree = &y->tree;
	if (parser->error == YAML_MEMORY_ERROR)
		return tree_refuse(
		        tree, (struct tree_mark){ y->first_line, 1 }, 1, "out of memory");
	if (parser->error == YAML_READER_ERROR) {
		tree_refuse(tree, tree_mark_at(tree, y->tree.text.at + parser->problem_offset), 1,
		        "the control character U+%04X stands here",
		        (unsigned)parser->problem_value);
		diag_help(tree->diags, "delete it");
		return false;
	}
	struct yaml_mistake mistake = {
		.source = tree->source,
		.text = y->tree.text,
		.first_line = y->first_line,
		.problem = str_from(parser->problem),
		.context = str_from(parser->context),
		.at = spot_of(parser->problem_mark),
		.from = spot_of(parser->context_mark),
	};
	if (tree->depth) {
		const struct node *open = tree->frames[tree->depth - 1].node;
		mistake.open = (struct yaml_spot){ open->line - y->first_line, open->column - 1 };
	}
	yaml_mistake_report(&mistake, tree->diags);
	return false;
}

/* The events of the first document; false after an error. */
static bool
take_document(struct yaml *y)
{
	for (bool ended = false; !ended;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&y->parser, &event))
			return refuse(y);
		bool good = take(y, &event);
		ended = event.type == YAML_STREAM_END_EVENT;
		if (event.type == YAML_DOCUMENT_END_EVENT) {
			enum rest rest = look_behind_document(y, event.start_mark);
			good = rest != REST_REFUSED;
			ended = rest == REST_EMPTY;
		}
		yaml_event_delete(&event);
		if (!good)
			return false;
	}
	return true;
}

struct node *
reader_yaml(struct arena *arena, const struct node_source *source, struct str text,
        uint32_t first_line, struct diags *diags)
{
	struct yaml y;
	if (!tree_start(&y.tree, arena, source, diags, &text, first_line))
		return NULL;
	y.first_line = first_line;
	y.aliases = 0;
	y.anchors.at = NULL;
	y.anchors.len = y.anchors.cap = 0;
	if (!check_line_ends(&y) || !check_directives(&y))
		return NULL;
	if (!yaml_parser_initialize(&y.parser)) {
		tree_refuse(&y.tree, (struct tree_mark){ first_line, 1 }, 1, "out of memory");
		return NULL;
	}
	yaml_parser_set_encoding(&y.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&y.parser, (const unsigned char *)text.at, text.len);
	bool read = take_document(&y);
	yaml_parser_delete(&y.parser);
	if (!read)
		return NULL;
	warn_of_anchors(&y);
	if (!y.tree.root)
		tree_null(&y.tree, STR_EMPTY, (struct tree_mark){ first_line, 1 });
	return y.tree.root;
}
