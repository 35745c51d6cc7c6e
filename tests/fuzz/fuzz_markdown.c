/*
 * Bytes as Markdown, the first of them as options (see the enum, some stand for several: '@' is none
 * but DIRECTIVES). What must hold for any text: it is refused with an error that has a line, or
 * there is HTML that is valid UTF-8, within its bound, the same twice, with balanced tags and no
 * attribute twice where no raw HTML passes, and what was gathered fits the text.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "markdown/markdown.h"

enum {
	COMMONMARK = 1,
	ESCAPE = 2,
	DROP = 4,
	MATH = 8,
	HARD_WRAPS = 16,
	FEED = 32,
	DIRECTIVES = 64,
	MORE = 128 /* a further byte turns around what the first one means for each setting alone */
};

/* In that byte. */
enum { NO_WIKI_LINKS = 1, MARK = 2, INS = 4, SUB = 8, SUP = 16, SMART = 32, EMOJI = 64 };

enum { PADDING = 16, OUTPUT_BASE = 20 << 20, OUTPUT_FACTOR = 80 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define require(condition)                                                                      \
	do {                                                                                    \
		if (!(condition)) {                                                             \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
			abort();                                                                \
		}                                                                               \
	} while (0)

/* The name of the tag at the front of `html`, behind '<' or "</". */
static struct str
tag_name(struct str html)
{
	size_t len = 0;
	while (len < html.len && strchr("abcdefghijklmnopqrstuvwxyz123456", html.at[len]))
		len++;
	return str_slice(html, 0, len);
}

/* Behind its name a tag has attributes, each of them once, its value in quotes if it has one. */
static void
check_attributes(struct str rest)
{
	struct buf names;
	buf_init(&names, SIZE_MAX);
	buf_char(&names, ' ');
	while (rest.len && !str_is(rest, " /")) {
		require(rest.at[0] == ' ');
		size_t len = 1, begin = names.len - 1;
		while (len < rest.len && !strchr(" =\"'<>/", rest.at[len]))
			len++;
		require(len > 1);
		buf_put(&names, str_slice(rest, 1, len));
		buf_char(&names, ' ');
		struct str name = str_skip(buf_view(&names), begin);
		require(str_find(buf_view(&names), name) == begin);
		rest = str_skip(rest, len);
		if (!str_starts(rest, STR("=")))
			continue;
		require(str_starts(rest, STR("=\"")));
		size_t quote = str_find_char(str_skip(rest, 2), '"');
		require(quote != STR_NONE);
		rest = str_skip(rest, quote + 3);
	}
	buf_free(&names);
}

/*
 * Every tag is closed in the order they were opened; no '<' or '"' stands where none of ours would.
 */
static void
check_tags(struct str html)
{
	struct buf open;
	buf_init(&open, SIZE_MAX);
	for (size_t at; (at = str_find_char(html, '<')) != STR_NONE;) {
		html = str_skip(html, at + 1);
		size_t end = str_find_char(html, '>');
		require(end != STR_NONE);
		struct str tag = str_slice(html, 0, end);
		require(str_find_char(tag, '<') == STR_NONE);
		bool closing = str_starts(tag, STR("/"));
		struct str name = tag_name(str_skip(tag, closing));
		require(name.len > 0);
		if (closing) {
			require(str_ends(buf_view(&open), name));
			open.len -= name.len;
			require(open.len > 0 && open.at[--open.len] == ' ');
			require(tag.len == name.len + 1);
			html = str_skip(html, end + 1);
			continue;
		}
		check_attributes(str_skip(tag, name.len));
		if (!str_ends(tag, STR(" /"))) {
			buf_char(&open, ' ');
			buf_put(&open, name);
		}
		html = str_skip(html, end + 1);
	}
	require(open.len == 0);
	buf_free(&open);
}

/* Answers as a highlighter never would: any class, anywhere. */
static void
color_at_random(void *context, struct str language, struct str text, unsigned char *classes)
{
	(void)context;
	for (size_t i = 0; i < text.len; i++)
		classes[i] = (unsigned char)((size_t)text.at[i] * 7 + i / 3 * language.len);
}

/* Answers as a template may: once, twice or not at all, and never with what is not balanced. */
static bool
render_directive(void *context, const struct markdown_directive *directive, struct str label,
        struct str content, struct buf *out)
{
	(void)context;
	require(directive->name.len > 0 && directive->line > 0 && directive->column > 0);
	require(utf8_invalid(label) == STR_NONE && utf8_invalid(content) == STR_NONE);
	if (directive->name.at[0] % 3 == 0)
		return true;
	buf_put(out, STR("<figure>"));
	buf_put(out, label);
	buf_put(out, content);
	buf_put(out, STR("</figure>"));
	return true;
}

static void
check_html(const struct markdown *document, const struct markdown_emit *how, size_t size, bool raw)
{
	struct buf once, again;
	buf_init(&once, OUTPUT_BASE + OUTPUT_FACTOR * size);
	buf_init(&again, once.max);
	require(markdown_emit(document, how, &once));
	require(markdown_emit(document, how, &again));
	require(str_eq(buf_view(&once), buf_view(&again)));
	require(utf8_invalid(buf_view(&once)) == STR_NONE);
	require(str_find_char(buf_view(&once), '\0') == STR_NONE);
	if (!raw)
		check_tags(buf_view(&once));
	buf_free(&once);
	buf_free(&again);
}

static void
check_gathered(const struct markdown *document, struct str text)
{
	uint32_t lines = 1;
	for (size_t i = 0; i < text.len; i++)
		lines += text.at[i] == '\n' || text.at[i] == '\r';
	for (size_t i = 0; i < document->links.len; i++) {
		require(document->links.at[i].line <= lines);
		require(utf8_invalid(document->links.at[i].href) == STR_NONE);
		require(utf8_invalid(document->links.at[i].text) == STR_NONE);
	}
	for (size_t i = 0; i < document->headings.len; i++) {
		require(document->headings.at[i].line >= 1 &&
		        document->headings.at[i].line <= lines);
		require(document->headings.at[i].level >= 1 && document->headings.at[i].level <= 6);
		for (size_t j = 0; j < i && i < 100; j++)
			require(!document->headings.at[i].id.len ||
			        !str_eq(document->headings.at[i].id, document->headings.at[j].id));
	}
	for (size_t i = 0; i < document->remarks.len; i++) {
		const struct markdown_remark *remark = &document->remarks.at[i];
		require(remark->label < remark->begin && remark->begin <= remark->end);
		require(remark->id.len && utf8_invalid(remark->id) == STR_NONE);
		for (size_t j = 0; j < i && i < 100; j++)
			require(!str_eq(remark->id, document->remarks.at[j].id));
		for (size_t j = 0; j < document->headings.len && j < 100; j++)
			require(!str_eq(remark->id, document->headings.at[j].id));
	}
	for (size_t i = 0; i < document->directives.len; i++) {
		const struct markdown_directive *directive = &document->directives.at[i];
		require(directive->line >= 1 && directive->line <= lines);
		require(directive->link + directive->links <= document->links.len);
	}
	require(document->summary_begin <= document->summary_end || !document->summary_end);
}

static void
check_document(const struct markdown *document, struct str text, unsigned options)
{
	bool raw = !(options & (ESCAPE | DROP)) || options & COMMONMARK;
	struct markdown_emit how = {
		.base = options & FEED ? STR("https://example.org/a/b/") : STR_EMPTY,
		.feed = options & FEED,
		.ids = true,
		.heading_anchors = options & HARD_WRAPS,
		.lazy_images = true,
		.directive = options & DIRECTIVES ? render_directive : NULL,
		.highlight = options & HARD_WRAPS ? color_at_random : NULL,
		.line_numbers = options & MATH,
		.heading_shift = options & MATH ? 2 : 0,
	};
	check_html(document, &how, text.len, raw);
	check_gathered(document, text);
	if (document->summary_end) {
		how.from = document->summary_begin;
		how.to = document->summary_end;
		check_html(document, &how, text.len, raw);
	}
	struct buf out;
	buf_init(&out, OUTPUT_BASE + OUTPUT_FACTOR * text.len);
	for (size_t i = 0; i < document->headings.len && i < 10; i++) {
		buf_clear(&out);
		require(markdown_emit_heading(document, &document->headings.at[i], &how, &out));
		require(str_find(buf_view(&out), STR("<a ")) == STR_NONE);
		check_tags(buf_view(&out));
	}
	buf_clear(&out);
	markdown_plain(document, 0, 0, 100, &out);
	require(utf8_invalid(buf_view(&out)) == STR_NONE && utf8_length(buf_view(&out)) <= 100);
	for (size_t i = 0; i < document->links.len && i < 10; i++) {
		buf_clear(&out);
		markdown_sentence(document, i, 100, &out);
		require(utf8_invalid(buf_view(&out)) == STR_NONE);
		require(utf8_length(buf_view(&out)) <= 102);
	}
	buf_free(&out);
}

/* The text in a block of exactly its size and the padding, so that a read past it is seen. */
static char *
copy_text(const uint8_t *data, size_t size)
{
	char *text = calloc(size + PADDING, 1);
	require(text);
	if (size)
		memcpy(text, data, size);
	return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	unsigned bits = data[0], more = 0;
	if (bits & MORE && size > 1) {
		more = *++data;
		size--;
	}
	struct markdown_options options = {
		.html = bits & ESCAPE ? MARKDOWN_HTML_ESCAPE
		        : bits & DROP ? MARKDOWN_HTML_DROP
		                      : MARKDOWN_HTML_ALLOW,
		.commonmark = bits & COMMONMARK,
		.math = bits & MATH,
		.hard_wraps = bits & HARD_WRAPS,
		.wiki_links = !(more & NO_WIKI_LINKS),
		.mark = !(bits & MATH) != !(more & MARK),
		.ins = !(bits & MATH) != !(more & INS),
		.sub = !(bits & HARD_WRAPS) != !(more & SUB),
		.sup = !(bits & MATH) != !(more & SUP),
		.smart = !(bits & HARD_WRAPS) != !(more & SMART),
		.language = STR("fr"),
		.emoji = !(bits & HARD_WRAPS) != !(more & EMOJI),
	};
	char *bytes = copy_text(data + 1, size - 1);
	struct str text = str_of(bytes, size - 1);
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	diag_init(&diags);
	struct markdown_source source = { STR("fuzz.md"), text, text };
	struct markdown *document = markdown_parse(&arena, &source, &options, &diags);
	require(document || diags.errors > 0);
	for (size_t i = 0; i < diags.list.len; i++)
		require(document || diags.list.at[i].level != DIAG_ERROR ||
		        diags.list.at[i].place.line);
	require(document || diags.list.at[diags.list.len - 1].place.line > 0);
	if (document)
		check_document(document, text, bits);
	diag_free(&diags);
	arena_free(&arena);
	free(bytes);
	return 0;
}
