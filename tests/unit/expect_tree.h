/*
 * What the tests of the readers share: a tree of nodes and a collection of diagnostics as short
 * texts, so that a case is an input and a line.
 *
 *	{title: What, tags: [a, "b"], draft: ~}        plain and "quoted" scalars, ~ for null
 *	3:1: error: unknown key "x" | did you mean "y"?
 */
#ifndef KITH_TESTS_EXPECT_TREE_H
#define KITH_TESTS_EXPECT_TREE_H

#include "base/diag.h"
#include "data/node.h"
#include "data/reader.h"
#include "expect.h"

/* One text that was read, and what came of it. */
struct reading {
	struct arena arena;
	struct diags diags;
	struct node_source source;
	struct node *root;
};

static inline struct reading
reading_of(const char *path, struct str text)
{
	struct reading r = { .source = { str_from(path), text } };
	bool known;
	diag_init(&r.diags);
	r.root = reader_file(&r.arena, &r.source, &r.diags, &known);
	assert_true(known);
	return r;
}

static inline void
reading_free(struct reading *r)
{
	diag_free(&r->diags);
	arena_free(&r->arena);
}

static inline void
put_tree(struct buf *out, const struct node *node)
{
	if (node->key)
		buf_format(out, STR_FMT ": ", STR_ARG(node->key->text));
	switch (node->kind) {
	case NODE_NULL: buf_char(out, '~'); break;
	case NODE_SCALAR:
		buf_format(out, node->quoted ? "\"" STR_FMT "\"" : STR_FMT, STR_ARG(node->text));
		break;
	case NODE_LIST:
	case NODE_MAP:
		buf_char(out, node->kind == NODE_LIST ? '[' : '{');
		for (const struct node *n = node->child; n; n = n->next) {
			put_tree(out, n);
			if (n->next)
				buf_lit(out, ", ");
		}
		buf_char(out, node->kind == NODE_LIST ? ']' : '}');
	}
}

static inline void
put_diags(struct buf *out, const struct diags *diags)
{
	static const char *const levels[] = { "note", "warning", "error" };
	for (size_t i = 0; i < diags->list.len; i++) {
		const struct diag *d = &diags->list.at[i];
		buf_format(out, "%s%u:%u: %s: " STR_FMT, i ? "\n" : "", (unsigned)d->place.line,
		        (unsigned)d->place.column, levels[d->level], STR_ARG(d->text));
		if (d->help.len)
			buf_format(out, " | " STR_FMT, STR_ARG(d->help));
	}
}

/* The tree, or what was said instead of it. */
static inline void
put_reading(struct buf *out, const struct reading *r)
{
	if (r->root)
		put_tree(out, r->root);
	if (r->root && r->diags.list.len)
		buf_char(out, '\n');
	put_diags(out, &r->diags);
}

/* Reading the text as a file of this name gives this. */
#define expect_reading(path, text, want) \
	expect_reading_at((path), (text), (want), __FILE__, __LINE__)

static inline void
expect_reading_at(const char *path, struct str text, const char *want, const char *file, int line)
{
	struct reading r = reading_of(path, text);
	struct buf out;
	buf_init(&out, 1 << 20);
	put_reading(&out, &r);
	if (!str_eq(buf_view(&out), str_from(want)))
		print_error("in:   " STR_FMT "\n", STR_ARG(str_slice(text, 0, 200)));
	expect_text(buf_view(&out), str_from(want), file, line);
	assert_true((r.root == NULL) == (r.diags.errors > 0));
	buf_free(&out);
	reading_free(&r);
}

/* `count` times `piece` between two texts, as the new content of the buffer. */
static inline struct str
repeat(struct buf *buf, const char *before, const char *piece, size_t count, const char *behind)
{
	buf_clear(buf);
	buf_put(buf, str_from(before));
	for (size_t i = 0; i < count; i++)
		buf_put(buf, str_from(piece));
	buf_put(buf, str_from(behind));
	assert_false(buf->full);
	return buf_view(buf);
}

/* Cases of a table: an input, and what reading it gives. */
struct reading_case {
	const char *text;
	const char *want;
};

#define expect_readings(path, cases)                                                           \
	do {                                                                                   \
		for (size_t case_i = 0; case_i < sizeof(cases) / sizeof *(cases); case_i++)    \
			expect_reading(                                                        \
			        (path), str_from((cases)[case_i].text), (cases)[case_i].want); \
	} while (0)

#endif
