/*
 * From tokens to a tree, by recursive descent with one token of look-ahead. Grammar and precedence
 * are Jinja's. An error within {{ }} leaves that out and goes on behind it; one in a tag ends the parse
 * of a template, since what follows it would be guesses.
 *
 *	or < and < not < comparisons, in < + - < ~ < * / // % < ** < unary < .x [x] (x) < |filter, is
 */
#ifndef KITH_TEMPLATE_PARSE_H
#define KITH_TEMPLATE_PARSE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "template/ast.h"
#include "template/lex.h"

struct arena;
struct diags;
struct symbols;

/* How deep expressions and tags may nest, together; arguments of a call, parameters of a macro. */
enum { PARSE_DEPTH_MAX = 200, PARSE_ARGUMENTS_MAX = 250 };
/* So many errors of one template are enough. */
enum { PARSE_ERRORS_MAX = 20 };

struct parse {
	struct arena *arena; /* of the tree */
	struct symbols *symbols;
	struct diags *diags;
	struct str path, source; /* for messages */
	struct lex lex;
	struct lex_token token; /* the current one */
	struct lex_token ahead; /* the one behind it */
	unsigned depth;
	unsigned loops; /* `for` bodies around this place, since the macro or block it is in */
	bool failed;
	unsigned recovered;          /* errors behind which it went on */
	struct lex_token stopped[2]; /* what `token` and `ahead` were at the error */
	struct {                     /* the open tags, for "expected endif" */
		struct str name;
		uint32_t at;
	} open[PARSE_DEPTH_MAX];
	unsigned opens;
};

/*
 * The tree of a template; NULL for an empty one. False after adding an error to parse->diags. The
 * caller has set the fields up to `source` and started `lex`.
 */
bool parse_template(struct parse *parse, struct ast **tree);
/*
 * The parameters of a function as its table row writes them: "length=255, end='...', *rest". All
 * texts live in the arena. False when there is an error in it.
 */
bool parse_parameters(struct parse *parse, struct ast_argument **parameters);

/* --- between the parts of the parser ------------------------------------------------------- */

/* Adds an error at these bytes and ends the parse: from here on every token is END. */
void parse_fail(struct parse *parse, uint32_t at, uint32_t len, const char *format, ...)
        __attribute__((format(printf, 4, 5)));
/* The same at the current token: "expected X, found Y". */
void parse_fail_expected(struct parse *parse, const char *what);
/* Makes the next token the current one; returns the one that was it. */
struct lex_token parse_advance(struct parse *parse);
/* Is the current token of this kind, or this name? Then it is passed. */
bool parse_skip(struct parse *parse, enum lex_kind kind);
bool parse_skip_name(struct parse *parse, const char *name);
bool parse_at_name(const struct parse *parse, const char *name);
/* The current token, which must be of this kind; otherwise an error. */
struct lex_token parse_expect(struct parse *parse, enum lex_kind kind);
/* A new node that begins at `from`. */
struct ast *parse_node(struct parse *parse, enum ast_kind kind, struct lex_token from);
/* Counts nesting; false and an error when there is too much. Leave what was entered. */
bool parse_enter(struct parse *parse);
void parse_leave(struct parse *parse);

/* Counts `child` into the height of `node` and the bytes it covers. `child` may be NULL. */
void parse_cover(struct parse *parse, struct ast *node, const struct ast *child);
/* `node` ends where the token `last` does. */
void parse_close(struct ast *node, struct lex_token last);
/* Adds to node->items; *end is where the next item hangs. */
void parse_append(struct parse *parse, struct ast *node, struct ast ***end, struct ast *item);
/* What `struct symbol` a NAME token, which must come, stands for. */
const struct symbol *parse_symbol(struct parse *parse);

/*
 * What stands in the body of a tag, until a tag with one of the names `ends` (terminated by NULL),
 * whose name becomes *end and is passed. The current token is the end of the opening tag.
 */
struct ast *parse_body(struct parse *parse, const char *const ends[], struct lex_token *end);
/* The same for a body that is called later: the loops around it are not its own. */
struct ast *parse_body_apart(struct parse *parse, const char *const ends[], struct lex_token *end);
/* The tag whose name is the current token; NULL after an error. */
struct ast *parse_tag(struct parse *parse);
/* Tags of tag.def that are about other templates. */
struct ast *parse_block(struct parse *parse, struct ast *node);
struct ast *parse_extends(struct parse *parse, struct ast *node);
struct ast *parse_include(struct parse *parse, struct ast *node);
struct ast *parse_import(struct parse *parse, struct ast *node);
struct ast *parse_from(struct parse *parse, struct ast *node);

/* Expressions; never NULL, even after an error. `simple`: without `a if b else c` at the top. */
struct ast *parse_expression(struct parse *parse);
struct ast *parse_expression_simple(struct parse *parse);
/* One expression or, with commas, a tuple. */
struct ast *parse_expression_list(struct parse *parse, bool simple);
struct ast *parse_tuple(struct parse *parse, struct lex_token from, struct ast *first,
        struct ast *(*item)(struct parse *parse));
/* What can be assigned to: a name, a tuple of targets, or (`attributes`) name.attribute. */
struct ast *parse_target(struct parse *parse, bool attributes);

/* A literal, name or bracket with all that follows it; a name or a named constant; `of`.name; filters
 * applied to `of`, which may be NULL (with `named` the first one comes without its "|"). */
struct ast *parse_operand(struct parse *parse);
struct ast *parse_word(struct parse *parse);
struct ast *parse_attribute(struct parse *parse, struct ast *of);
struct ast *parse_filters(struct parse *parse, struct ast *of, bool named);
/* An error when there are too many arguments, the newest being at `at`. */
void parse_count_arguments(struct parse *parse, size_t count, uint32_t at);
/* The arguments in parentheses, counted into `node`. */
struct ast_argument *parse_arguments(struct parse *parse, struct ast *node);

#endif
