/*
 * A parsed document with all it needs, for tests of Markdown.
 */
#ifndef KITH_TESTS_MARKDOWN_FIXTURE_H
#define KITH_TESTS_MARKDOWN_FIXTURE_H

#include "expect.h"

#include "base/arena.h"
#include "base/diag.h"
#include "markdown/markdown.h"

struct parsed {
	struct arena arena;
	struct diags diags;
	struct buf text; /* with 16 zero bytes behind it */
	struct buf out;
	struct markdown *document;
};

/* Parses `body`, which stands behind `front` in the file "page.md". */
static inline void
parse_behind(struct parsed *parsed, struct str front, struct str body,
        const struct markdown_options *options)
{
	*parsed = (struct parsed){ .arena = ARENA_EMPTY };
	diag_init(&parsed->diags);
	buf_init(&parsed->text, SIZE_MAX);
	buf_init(&parsed->out, SIZE_MAX);
	buf_put(&parsed->text, front);
	buf_put(&parsed->text, body);
	buf_repeat(&parsed->text, '\0', 16);
	struct str file = str_of(parsed->text.at, front.len + body.len);
	struct markdown_source source = { STR("page.md"), file, str_skip(file, front.len) };
	parsed->document = markdown_parse(&parsed->arena, &source, options, &parsed->diags);
}

static inline void
parse(struct parsed *parsed, const char *body)
{
	parse_behind(parsed, STR_EMPTY, str_from(body), &(struct markdown_options){ 0 });
	assert_non_null(parsed->document);
}

static inline void
parsed_free(struct parsed *parsed)
{
	buf_free(&parsed->text);
	buf_free(&parsed->out);
	diag_free(&parsed->diags);
	arena_free(&parsed->arena);
}

/* How to emit when a test does not care. */
static inline struct markdown_emit
emit_plainly(void)
{
	return (struct markdown_emit){ .base = STR_EMPTY };
}

/* The HTML of the parsed document is this. */
#define expect_emitted(parsed, how, want)                                              \
	do {                                                                           \
		assert_true(markdown_emit((parsed)->document, (how), &(parsed)->out)); \
		expect_buf(&(parsed)->out, (want));                                    \
	} while (0)

#endif
