/*
 * From source to tokens. Outside of tags a template is text; `{{`, `{%` and `{#` begin an output, a
 * tag and a comment. Comments and the marks of raw sections end here, and so does white space
 * control: the parser sees texts that are already cut.
 *
 *	a {%- if b %} c {# d #}   ->   TEXT "a"  TAG  NAME if  NAME b  TAG_END  TEXT " c "  END
 *
 * White space is Jinja's: `-` beside a mark eats all of it on that side, `+` keeps it against
 * trim_blocks and lstrip_blocks. The last newline of a template is kept. A line that begins with the
 * prefix of line statements is a tag: TAG and TAG_END, like one in braces.
 */
#ifndef KITH_TEMPLATE_LEX_H
#define KITH_TEMPLATE_LEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

/* LEX(NAME, what messages call it) */
#define LEX_KINDS(LEX)                      \
	LEX(END, "the end of the template") \
	LEX(ERROR, "an error")              \
	LEX(TEXT, "text")                   \
	LEX(OUTPUT, "\"{{\"")               \
	LEX(OUTPUT_END, "\"}}\"")           \
	LEX(TAG, "\"{%\"")                  \
	LEX(TAG_END, "\"%}\"")              \
	LEX(LINE, "a line")                 \
	LEX(NAME, "a name")                 \
	LEX(STRING, "a string")             \
	LEX(INTEGER, "an integer")          \
	LEX(FLOAT, "a number")              \
	LEX(ADD, "\"+\"")                   \
	LEX(SUB, "\"-\"")                   \
	LEX(MUL, "\"*\"")                   \
	LEX(DIV, "\"/\"")                   \
	LEX(FLOORDIV, "\"//\"")             \
	LEX(MOD, "\"%\"")                   \
	LEX(POW, "\"**\"")                  \
	LEX(TILDE, "\"~\"")                 \
	LEX(PIPE, "\"|\"")                  \
	LEX(DOT, "\".\"")                   \
	LEX(COMMA, "\",\"")                 \
	LEX(COLON, "\":\"")                 \
	LEX(SEMICOLON, "\";\"")             \
	LEX(ASSIGN, "\"=\"")                \
	LEX(EQ, "\"==\"")                   \
	LEX(NE, "\"!=\"")                   \
	LEX(LT, "\"<\"")                    \
	LEX(LE, "\"<=\"")                   \
	LEX(GT, "\">\"")                    \
	LEX(GE, "\">=\"")                   \
	LEX(PAREN, "\"(\"")                 \
	LEX(PAREN_END, "\")\"")             \
	LEX(BRACKET, "\"[\"")               \
	LEX(BRACKET_END, "\"]\"")           \
	LEX(BRACE, "\"{\"")                 \
	LEX(BRACE_END, "\"}\"")

enum lex_kind {
#define LEX(name, text) LEX_##name,
	LEX_KINDS(LEX)
#undef LEX
};

struct lex_token {
	enum lex_kind kind;
	uint32_t at, len; /* bytes of the source */
	struct str text;  /* TEXT; NAME; STRING without quotes and escapes; ERROR: what is wrong */
	union {
		int64_t integer;
		double number;
	};
};

struct lex_settings {
	bool trim_blocks, lstrip_blocks;
	/* What begins a line that is a tag, and what a comment up to the end of a line; empty for nothing. */
	struct str line_statement, line_comment;
};

/* How deep brackets may nest in one tag. */
enum { LEX_NEST_MAX = 200 };

struct lex {
	struct arena *arena; /* for strings with escapes; as long-lived as their use */
	struct str source;   /* at most 4 GiB, newlines as "\n" */
	uint32_t at;
	enum lex_kind inside; /* OUTPUT, TAG, LINE, or TEXT for none */
	uint32_t opened;      /* where that began */
	uint32_t suspect; /* behind the quote of a string with "%}" or "}}" in it; 0: none yet */
	struct lex_settings settings;
	unsigned nest;
	struct {
		char close;
		uint32_t at;
	} brackets[LEX_NEST_MAX];
};

/* Begins at the start of a template. `source` must be valid UTF-8. */
void lex_start(struct lex *lex, struct arena *arena, struct str source,
        const struct lex_settings *settings);
/* Begins inside of an expression, which ends with the source. */
void lex_start_expression(struct lex *lex, struct arena *arena, struct str source);
/* The next token. After END and ERROR come only END tokens. */
struct lex_token lex_next(struct lex *lex);
const char *lex_kind_text(enum lex_kind kind);

/* --- between lex.c, lex_text.c and lex_literal.c ------------------------------------------- */

/* The byte at an offset, NUL behind the end. */
char lex_byte(const struct lex *lex, uint32_t at);
/* A token from there to where the lexer is. */
struct lex_token lex_token_from(const struct lex *lex, enum lex_kind kind, uint32_t from);
/* The last token but END: what is wrong, and where. */
struct lex_token lex_fail(struct lex *lex, uint32_t at, uint32_t len, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
/* Does the text stand at this offset? */
bool lex_at(const struct lex *lex, uint32_t at, struct str text);
/* The offset behind all white space. */
uint32_t lex_skip_space(const struct lex *lex, uint32_t at);
/* The next token while outside of tags. */
struct lex_token lex_text(struct lex *lex);
/* Moves behind a closing mark that ends at `at`, and behind the white space its sign eats. */
void lex_close_mark(struct lex *lex, uint32_t at, char sign);
bool lex_begins_name(char c);
struct lex_token lex_name(struct lex *lex);
struct lex_token lex_number(struct lex *lex);
struct lex_token lex_string(struct lex *lex);

#endif
