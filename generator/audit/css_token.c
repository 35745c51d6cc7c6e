/*
 * A sheet is read once, from rule to rule. Each open block has the modes in which it holds at all, and the selectors of
 * its rule; a declaration becomes a token for each of these that is the root element.
 *
 *	@media (prefers-color-scheme: dark) {     modes: those that are dark
 *	  :root, .card {                          one selector is the root
 *	    --ink: #ddd;                          a token
 */
#include "audit/css_token.h"

#include "audit/css_mode.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"

enum { DEPTH_MAX = 24, SELECTORS_MAX = 16, VALUE_MAX = 2048, STEPS_MAX = 256 };

/* What holds inside of a block. */
struct block {
	uint8_t modes;
	bool layered; /* in an @layer, which yields to what is in none */
	struct css_selector selectors[SELECTORS_MAX];
	size_t count;
};

struct reading {
	struct css_tokens *tokens;
	struct str path, css;
	size_t at;
};

/* ---- from one sign to the next ---------------------------------------------------------------- */

/* Behind a comment or a text that begins at `at`; `at` itself when there is neither. */
static size_t
skip_opaque(struct str css, size_t at)
{
	char quote = css.at[at];
	size_t end;

	if (str_starts(str_skip(css, at), STR("/*"))) {
		end = str_find(str_skip(css, at + 2), STR("*/"));
		return end == STR_NONE ? css.len : at + 2 + end + 2;
	}
	if (quote != '"' && quote != '\'')
		return at;
	for (end = at + 1; end < css.len && css.at[end] != quote && css.at[end] != '\n'; end++)
		end += css.at[end] == '\\';
	return end < css.len ? end + 1 : css.len;
}

/* Where the text from `at` on has the first ';', '{' or '}' that is in no brackets, or its end. */
static size_t
find_end(struct str css, size_t at)
{
	size_t open = 0;

	while (at < css.len) {
		size_t behind = skip_opaque(css, at);
		char c = css.at[at];

		if (behind > at) {
			at = behind;
			continue;
		}
		if (c == '{' || c == '}' || (c == ';' && !open))
			return at;
		open += c == '(' || c == '[';
		open -= (c == ')' || c == ']') && open;
		at += c == '\\' ? 2 : 1;
	}
	return css.len;
}

/* Behind the '}' that belongs to a '{' before `at`. */
static size_t
skip_block(struct str css, size_t at)
{
	size_t open = 1;

	for (; open; at++) {
		at = find_end(css, at);
		if (at >= css.len)
			return css.len;
		open += css.at[at] == '{';
		open -= css.at[at] == '}';
	}
	return at;
}

static size_t
skip_blank(struct str css, size_t at)
{
	while (at < css.len) {
		if (ascii_is_space(css.at[at]) || css.at[at] == ';')
			at++;
		else if (str_starts(str_skip(css, at), STR("/*")))
			at = skip_opaque(css, at);
		else
			break;
	}
	return at;
}

/* Without comments; the text itself when it has none. */
static struct str
uncomment(struct arena *arena, struct str text)
{
	struct str parts[2];

	for (size_t at, end; (at = str_find(text, STR("/*"))) != STR_NONE;) {
		end = skip_opaque(text, at);
		parts[0] = str_slice(text, 0, at);
		parts[1] = str_skip(text, end);
		text = str_join(arena, parts, 2, STR(" "));
	}
	return str_trim(text);
}

/* ---- declarations ----------------------------------------------------------------------------- */

/* Cuts "!important" off the end. */
static bool
cut_important(struct str *value)
{
	size_t mark = str_rfind_char(*value, '!');

	if (mark == STR_NONE ||
	        !str_eq_nocase(str_trim(str_skip(*value, mark + 1)), STR("important")))
		return false;
	*value = str_trim(str_slice(*value, 0, mark));
	return true;
}

static void
add(struct reading *r, const struct block *block, const struct css_token *token, bool important)
{
	struct css_tokens *tokens = r->tokens;

	for (size_t i = 0; i < block->count && tokens->list.len < CSS_TOKENS_MAX; i++) {
		const struct css_selector *selector = &block->selectors[i];
		uint8_t modes = selector->modes & block->modes;
		struct css_token *added;

		if (!modes)
			continue;
		added = array_push(tokens->arena, &tokens->list);
		*added = *token;
		added->modes = modes;
		added->rank = (uint64_t)important << 60 | (uint64_t)!block->layered << 56 |
		        (uint64_t)selector->weight << 32 | tokens->list.len;
		map_put(&tokens->names, tokens->arena, added->name, NULL);
	}
}

/* "--ink: #222" and "color-scheme: light dark", which light-dark() asks. */
static void
read_declaration(struct reading *r, const struct block *block, size_t from, size_t to)
{
	struct str text = str_slice(r->css, from, to), value = text, name;
	struct css_token token = { .path = r->path, .source = r->css, .at = from };
	bool important;

	if (!block->count || text.len > VALUE_MAX)
		return;
	name = uncomment(r->tokens->arena, str_cut(&value, ':'));
	if (!value.at ||
	        (!str_starts(name, STR("--")) && !str_eq_nocase(name, STR("color-scheme"))))
		return;
	token.value = uncomment(r->tokens->arena, value);
	important = cut_important(&token.value);
	token.name = str_starts(name, STR("--")) ? name : STR("color-scheme");
	add(r, block, &token, important);
}

/* ---- rules ------------------------------------------------------------------------------------ */

/* The first word of an at-rule, without its '@'. */
static struct str
rule_name(struct str prelude)
{
	size_t at = 1;

	while (at < prelude.len && (ascii_is_letter(prelude.at[at]) || prelude.at[at] == '-'))
		at++;
	return str_slice(prelude, 1, at);
}

static void
enter_at_rule(struct str prelude, struct block *block)
{
	struct str name = rule_name(prelude), rest = str_trim(str_skip(prelude, 1 + name.len));

	if (str_eq_nocase(name, STR("media")))
		block->modes &= css_mode_media(rest);
	else if (str_eq_nocase(name, STR("layer")))
		block->layered = true;
	else if (!str_eq_nocase(name, STR("supports")) ||
	        str_eq_nocase(str_slice(rest, 0, 4), STR("not ")))
		block->modes = 0;
}

/* In a rule of the root only its at-rules may be nested; what else is in there is of other elements. */
static void
enter_rule(struct reading *r, struct str prelude, struct block *block)
{
	bool nested = block->count > 0;

	block->count = 0;
	while (!nested && prelude.len && block->count < SELECTORS_MAX) {
		struct css_selector *selector = &block->selectors[block->count];
		struct str one = css_mode_cut(&prelude);

		if (!css_mode_selector(one, selector))
			continue;
		r->tokens->chosen |= selector->chosen;
		block->count++;
	}
}

static void
read_block(struct reading *r, const struct block *block, unsigned depth)
{
	while ((r->at = skip_blank(r->css, r->at)) < r->css.len) {
		size_t from = r->at, end = find_end(r->css, from);
		struct str text = str_trim(str_slice(r->css, from, end));
		char sign = end < r->css.len ? r->css.at[end] : '}';
		struct block inner = *block;

		r->at = end < r->css.len ? end + 1 : end;
		if (sign != '{') {
			read_declaration(r, block, from, end);
			if (sign == '}' && depth)
				return;
			continue;
		}
		text = text.len > VALUE_MAX ? STR_EMPTY : uncomment(r->tokens->arena, text);
		if (str_starts(text, STR("@")))
			enter_at_rule(text, &inner);
		else
			enter_rule(r, text, &inner);
		if (depth >= DEPTH_MAX || !inner.modes ||
		        (!inner.count && !str_starts(text, STR("@"))))
			r->at = skip_block(r->css, r->at);
		else
			read_block(r, &inner, depth + 1);
	}
}

void
css_token_read(struct css_tokens *tokens, struct str path, struct str css)
{
	struct reading r = { .tokens = tokens, .path = path, .css = css };
	struct block block = { .modes = CSS_MODE_ALL };

	read_block(&r, &block, 0);
}

/* ---- what holds ------------------------------------------------------------------------------- */

const struct css_token *
css_token_find(const struct css_tokens *tokens, struct str name, unsigned mode)
{
	const struct css_token *found = NULL;

	for (size_t i = 0; i < tokens->list.len; i++) {
		const struct css_token *token = &tokens->list.at[i];

		if ((token->modes >> mode & 1) && str_eq(token->name, name) &&
		        (!found || token->rank > found->rank))
			found = token;
	}
	return found;
}

/* ---- values ----------------------------------------------------------------------------------- */

struct expansion {
	const struct css_tokens *tokens;
	unsigned mode;
	unsigned steps; /* so that tokens made of tokens come to an end */
	struct buf out;
};

static bool expand(struct expansion *e, struct str value, unsigned depth);

/* Is light-dark() dark? A page that does not say that it can be has only light colours. */
static bool
is_dark(const struct expansion *e)
{
	const struct css_token *token = css_token_find(e->tokens, STR("color-scheme"), e->mode);
	bool light = token && str_find(token->value, STR("light")) != STR_NONE;
	bool dark = token && str_find(token->value, STR("dark")) != STR_NONE;

	return dark && (!light || css_mode_system_dark(e->mode));
}

/* What var() or light-dark() with these arguments stands for. */
static bool
expand_call(struct expansion *e, struct str arguments, bool variable, unsigned depth)
{
	struct str rest = arguments, first = css_mode_cut(&rest);
	const struct css_token *token;

	if (++e->steps > STEPS_MAX || depth > DEPTH_MAX)
		return false;
	if (!variable)
		return expand(e, is_dark(e) ? str_trim(rest) : first, depth + 1);
	token = css_token_find(e->tokens, first, e->mode);
	if (token)
		return expand(e, token->value, depth + 1);
	return rest.len && expand(e, str_trim(rest), depth + 1);
}

/* The length of what is in brackets, from behind the '(' on. */
static size_t
bracket_len(struct str text)
{
	size_t open = 1, at = 0;

	for (; at < text.len; at++) {
		open += text.at[at] == '(';
		open -= text.at[at] == ')';
		if (!open)
			break;
	}
	return at;
}

static bool
begins_call(struct str text, size_t at, struct str name)
{
	return str_eq_nocase(str_slice(text, at, at + name.len), name) &&
	        (!at || !(ascii_is_letter(text.at[at - 1]) || text.at[at - 1] == '-'));
}

static bool
expand(struct expansion *e, struct str value, unsigned depth)
{
	static const struct str names[] = { STR_INIT("light-dark("), STR_INIT("var(") };
	size_t at = 0;

	while (at < value.len) {
		int call = -1;

		for (int i = 0; i < 2 && call < 0; i++)
			if (begins_call(value, at, names[i]))
				call = i;
		if (call < 0) {
			buf_char(&e->out, value.at[at++]);
			continue;
		}
		at += names[call].len;
		struct str rest = str_skip(value, at);
		size_t len = bracket_len(rest);

		if (!expand_call(e, str_slice(rest, 0, len), call == 1, depth))
			return false;
		at += len + 1;
	}
	return !e->out.full;
}

bool
css_token_value(const struct css_tokens *tokens, const struct css_token *token, unsigned mode,
        struct str *out)
{
	struct expansion e = { .tokens = tokens, .mode = mode };
	bool good;

	buf_init(&e.out, VALUE_MAX);
	good = expand(&e, token->value, 0);
	*out = good ? str_copy(tokens->arena, str_trim(buf_view(&e.out))) : STR_EMPTY;
	buf_free(&e.out);
	return good;
}
