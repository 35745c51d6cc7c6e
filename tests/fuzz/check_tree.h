/*
 * What holds for every tree that a reader gives and for every refusal, whatever the bytes were. A
 * fuzz target gives its bytes to its reader and the outcome to check_reading.
 */
#ifndef KITH_TESTS_CHECK_TREE_H
#define KITH_TESTS_CHECK_TREE_H

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "data/node.h"
#include "data/reader.h"
#include "data/value.h"
#include "data/writer_json.h"

/* Also without assertions. */
#define HOLDS(condition)          \
	do {                      \
		if (!(condition)) \
			abort();  \
	} while (0)

/* The bytes as text; they are not terminated. */
static inline struct str
text_of(const uint8_t *data, size_t size)
{
	return str_of((const char *)data, size);
}

static inline uint32_t
count_lines(struct str text)
{
	uint32_t lines = 1;
	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n';
	return lines;
}

/* Every diagnostic names a place of the file and says something that can be printed. */
static inline void
check_diags(const struct diags *diags, struct str text)
{
	for (size_t i = 0; i < diags->list.len; i++) {
		const struct diag *diag = &diags->list.at[i];
		HOLDS(diag->place.line >= 1 && diag->place.line <= count_lines(text));
		HOLDS(diag->place.column >= 1 && diag->place.column <= text.len + 1);
		HOLDS(diag->text.len > 0 && utf8_invalid(diag->text) == STR_NONE);
		HOLDS(utf8_invalid(diag->help) == STR_NONE);
	}
}

static inline void
check_scalar(const struct node *node)
{
	HOLDS(node->text.len <= READER_TEXT_MAX);
	HOLDS(utf8_invalid(node->text) == STR_NONE);
	HOLDS(node->text.len == 0 || !memchr(node->text.at, 0, node->text.len));
	HOLDS(!node->child && !node->len);
}

/* Returns the number of nodes, shared ones counted each time. */
static inline size_t
check_node(const struct node *node, unsigned depth, uint32_t lines)
{
	HOLDS(node->line >= 1 && node->line <= lines + 1 && node->column >= 1);
	if (node->kind == NODE_SCALAR || node->kind == NODE_NULL) {
		check_scalar(node);
		return 1;
	}
	HOLDS(depth < READER_DEPTH_MAX);
	size_t nodes = 1, len = 0;
	for (const struct node *n = node->child; n; n = n->next, len++) {
		HOLDS((n->key != NULL) == (node->kind == NODE_MAP));
		if (n->key) {
			check_scalar(n->key);
			HOLDS(len > 64 || node_get(node, n->key->text) == n);
		}
		nodes += check_node(n, depth + 1, lines);
	}
	HOLDS(len == node->len);
	return nodes;
}

static inline void
put_json(struct buf *out, const struct node *node, struct arena *arena)
{
	struct writer_json w = writer_json_start(out, 0);
	writer_json_value(&w, node_value(node, arena), arena);
	HOLDS(w.depth == 0);
}

/* Written as JSON and read again, it is written the same. */
static inline void
check_round_trip(const struct node *node, struct arena *arena)
{
	struct buf once, twice;
	struct diags diags;
	diag_init(&diags);
	buf_init(&once, READER_FILE_MAX);
	buf_init(&twice, READER_FILE_MAX);
	put_json(&once, node, arena);
	struct node_source source = { STR("again.json"), buf_view(&once) };
	const struct node *again = reader_json(arena, &source, source.bytes, &diags);
	HOLDS(again && diags.list.len == 0);
	put_json(&twice, again, arena);
	HOLDS(str_eq(buf_view(&once), buf_view(&twice)));
	buf_free(&once);
	buf_free(&twice);
	diag_free(&diags);
}

/* Reads the bytes as a file of this name. */
static inline void
check_reading(const char *path, struct str text)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	struct node_source source = { str_from(path), text };
	bool known;
	diag_init(&diags);
	const struct node *root = reader_file(&arena, &source, &diags, &known);
	HOLDS(known && (root == NULL) == (diags.errors > 0));
	check_diags(&diags, text);
	if (root) {
		HOLDS(!root->next && !root->key);
		HOLDS(check_node(root, 0, count_lines(text)) <= READER_NODES_MAX);
		check_round_trip(root, &arena);
	}
	diag_free(&diags);
	arena_free(&arena);
}

#endif
