/*
 * The tree under construction is a stack of open lists and maps:
 *
 *	frames[0]  map     title: …        last -> title's value
 *	frames[1]  list    tags: [a, b     last -> b
 *
 * An item goes behind `last` of the innermost frame; without a frame it is the root. A map finds
 * a duplicate key by looking at its entries, and once it has many of them by a hash map.
 */
#include "data/tree.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/utf8.h"

enum { KEYS_WITHOUT_MAP = 16 };

static void
report(struct tree *tree, enum diag_level level, struct tree_mark mark, size_t width,
        const char *format, va_list args)
{
	struct place place = { tree->source->path, mark.line, mark.column, (uint32_t)width };
	struct str text = str_vformat(&tree->diags->arena, format, args);
	diag_add(tree->diags, level, place, tree->source->bytes, STR_FMT, STR_ARG(text));
}

bool
tree_refuse(struct tree *tree, struct tree_mark mark, size_t width, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	report(tree, DIAG_ERROR, mark, width, format, args);
	va_end(args);
	return false;
}

void
tree_warn(struct tree *tree, struct tree_mark mark, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	report(tree, DIAG_WARNING, mark, 1, format, args);
	va_end(args);
}

bool
tree_refuse_depth(struct tree *tree, struct tree_mark mark)
{
	return tree_refuse(
	        tree, mark, 1, "lists and maps are nested deeper than %d here", READER_DEPTH_MAX);
}

bool
tree_refuse_count(struct tree *tree, struct tree_mark mark)
{
	return tree_refuse(tree, mark, 1, "this file has more than %d values", READER_NODES_MAX);
}

/* --- the text ------------------------------------------------------------------------------- */

static bool
is_utf16(struct str text)
{
	if (text.len < 2)
		return false;
	unsigned char a = (unsigned char)text.at[0], b = (unsigned char)text.at[1];
	return (a == 0xFF && b == 0xFE) || (a == 0xFE && b == 0xFF) || (a == 0) != (b == 0);
}

static bool
check_text(struct tree *tree, struct str text)
{
	struct tree_mark start = tree->there;
	if (text.len > READER_FILE_MAX)
		return tree_refuse(
		        tree, start, 1, "this is longer than %d MiB", READER_FILE_MAX >> 20);
	if (is_utf16(text)) {
		tree_refuse(tree, start, 1, "this file is in UTF-16");
		diag_help(tree->diags, "save it as UTF-8");
		return false;
	}
	size_t bad = utf8_invalid(text);
	if (bad != STR_NONE) {
		tree_refuse(tree, tree_mark_at(tree, text.at + bad), 1,
		        "the byte 0x%02X is not valid UTF-8 here", (unsigned char)text.at[bad]);
		diag_help(tree->diags, "save the file as UTF-8");
		return false;
	}
	const char *nul = memchr(text.at, 0, text.len);
	return !nul || tree_refuse(tree, tree_mark_at(tree, nul), 1, "a NUL byte stands here");
}

bool
tree_start(struct tree *tree, struct arena *arena, const struct node_source *source,
        struct diags *diags, struct str *text, uint32_t first_line)
{
	static const struct str byte_order_mark = STR_INIT("\xEF\xBB\xBF");
	if (text->len == 0)
		*text = STR_EMPTY;
	while (str_starts(*text, byte_order_mark))
		*text = str_skip(*text, byte_order_mark.len);
	tree->arena = arena;
	tree->source = source;
	tree->diags = diags;
	tree->root = NULL;
	tree->newest = NULL;
	tree->newest_height = 0;
	tree->nodes = 0;
	tree->depth = 0;
	tree->text = *text;
	tree->seen = text->at;
	tree->there = (struct tree_mark){ first_line, 1 };
	return check_text(tree, *text);
}

static void
count_byte(struct tree *tree)
{
	if (*tree->seen == '\n') {
		tree->there.line++;
		tree->there.column = 1;
	} else if (((unsigned char)*tree->seen & 0xC0) != 0x80) {
		tree->there.column++;
	}
	tree->seen++;
}

struct tree_mark
tree_mark_at(struct tree *tree, const char *at)
{
	while (tree->seen < at)
		count_byte(tree);
	return tree->there;
}

const char *
tree_find_mark(struct tree *tree, struct tree_mark mark)
{
	const char *end = tree->text.at + tree->text.len;
	while (tree->seen < end &&
	        (tree->there.line < mark.line ||
	                (tree->there.line == mark.line && tree->there.column < mark.column)))
		count_byte(tree);
	return tree->seen;
}

/* --- nodes ---------------------------------------------------------------------------------- */

static struct node *
new_node(struct tree *tree, enum node_kind kind, struct str text, struct tree_mark mark)
{
	struct node *node = arena_new(tree->arena, struct node);
	node->kind = kind;
	node->text = text;
	node->line = mark.line;
	node->column = mark.column;
	return node;
}

static bool
count_nodes(struct tree *tree, size_t more, struct tree_mark mark)
{
	tree->nodes += more;
	return tree->nodes <= READER_NODES_MAX || tree_refuse_count(tree, mark);
}

static bool
check_length(struct tree *tree, struct str text, struct tree_mark mark)
{
	return text.len <= READER_TEXT_MAX ||
	        tree_refuse(
	                tree, mark, 1, "this text is longer than %d MiB", READER_TEXT_MAX >> 20);
}

static void
remember_key(struct tree *tree, struct tree_frame *frame, struct node *value)
{
	if (frame->node->len == KEYS_WITHOUT_MAP) {
		for (struct node *v = frame->node->child; v; v = v->next)
			map_put(&frame->keys, tree->arena, v->key->text, NULL)->value = v;
	} else if (frame->node->len > KEYS_WITHOUT_MAP) {
		map_put(&frame->keys, tree->arena, value->key->text, NULL)->value = value;
	}
}

/* Puts a node behind the last one of the innermost frame. */
static void
attach(struct tree *tree, struct node *node)
{
	if (tree->depth == 0) {
		tree->root = node;
		return;
	}
	struct tree_frame *frame = &tree->frames[tree->depth - 1];
	if (frame->last)
		frame->last->next = node;
	else
		frame->node->child = node;
	frame->last = node;
	frame->node->len++;
	node->key = frame->key;
	frame->key = NULL;
	if (node->key)
		remember_key(tree, frame, node);
}

/* The newest item is complete: its container is at least one higher than it. */
static void
finish(struct tree *tree, struct node *node, uint32_t height)
{
	tree->newest = node;
	tree->newest_height = height;
	if (tree->depth && tree->frames[tree->depth - 1].height < height)
		tree->frames[tree->depth - 1].height = height;
}

bool
tree_open(struct tree *tree, enum node_kind kind, struct tree_mark mark)
{
	if (tree->depth == READER_DEPTH_MAX)
		return tree_refuse_depth(tree, mark);
	if (!count_nodes(tree, 1, mark))
		return false;
	struct node *node = new_node(tree, kind, STR_EMPTY, mark);
	attach(tree, node);
	tree->newest = node;
	tree->frames[tree->depth++] = (struct tree_frame){ .node = node };
	return true;
}

void
tree_close(struct tree *tree)
{
	struct tree_frame *frame = &tree->frames[--tree->depth];
	finish(tree, frame->node, frame->height + 1);
}

bool
tree_wants_key(const struct tree *tree)
{
	if (tree->depth == 0)
		return false;
	const struct tree_frame *frame = &tree->frames[tree->depth - 1];
	return frame->node->kind == NODE_MAP && !frame->key;
}

static const struct node *
find_value(const struct tree_frame *frame, struct str key)
{
	return frame->keys.len ? map_get(&frame->keys, key) : node_get(frame->node, key);
}

bool
tree_key(struct tree *tree, struct str text, struct tree_mark mark)
{
	struct tree_frame *frame = &tree->frames[tree->depth - 1];
	if (!check_length(tree, text, mark))
		return false;
	const struct node *earlier = find_value(frame, text);
	if (earlier) {
		tree_refuse(tree, mark, utf8_length(text),
		        "the key \"" STR_FMT "\" is given twice, first on line %u",
		        STR_ARG(node_brief(text)), (unsigned)earlier->key->line);
		diag_help(tree->diags, "keep one of the two");
		return false;
	}
	frame->key = new_node(tree, NODE_SCALAR, text, mark);
	return true;
}

bool
tree_scalar(struct tree *tree, struct str text, bool quoted, struct tree_mark mark)
{
	if (!check_length(tree, text, mark) || !count_nodes(tree, 1, mark))
		return false;
	struct node *node = new_node(tree, NODE_SCALAR, text, mark);
	node->quoted = quoted;
	attach(tree, node);
	finish(tree, node, 0);
	return true;
}

bool
tree_null(struct tree *tree, struct str text, struct tree_mark mark)
{
	if (!count_nodes(tree, 1, mark))
		return false;
	struct node *node = new_node(tree, NODE_NULL, text, mark);
	attach(tree, node);
	finish(tree, node, 0);
	return true;
}

bool
tree_share(struct tree *tree, const struct node *node, size_t nodes, uint32_t height,
        struct tree_mark mark)
{
	if (tree->depth + height > READER_DEPTH_MAX)
		return tree_refuse_depth(tree, mark);
	if (!count_nodes(tree, nodes, mark))
		return false;
	struct node *copy = arena_new(tree->arena, struct node);
	*copy = *node;
	copy->next = NULL;
	copy->line = mark.line;
	copy->column = mark.column;
	attach(tree, copy);
	finish(tree, copy, height);
	return true;
}
