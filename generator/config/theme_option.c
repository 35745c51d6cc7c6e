/*
 *	theme.yaml   options: {accent: {type: color, default: "#8f2f16"}}   what there is
 *	kith.yaml    theme_options: {accent: "#005"}                        what the site wants
 *	templates    theme.options.accent                                   one of the two, checked
 */
#include "config/theme_option.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/escape.h"
#include "config/config.h"
#include "config/theme.h"
#include "data/schema.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* As choices of `type` in theme.def count, from 1. */
enum option_type {
	OPTION_TEXT = 1,
	OPTION_BOOL,
	OPTION_INT,
	OPTION_CHOICE,
	OPTION_COLOR,
	OPTION_URL,
};

struct option {
	struct str name;
#define THEME_OPTION(field, key, type, ...) SCHEMA_C_##type field;
#include "config/theme.def"
};

static const struct schema_row rows[] = {
#define THEME_OPTION(field, key, type, ...) \
	{ STR_INIT(key), SCHEMA_##type, offsetof(struct option, field), __VA_ARGS__, 0 },
#include "config/theme.def"
};

const struct schema *
theme_option_schema(void)
{
	static const struct schema schema = { "an option", rows, COUNT(rows) };
	return &schema;
}

/* --- values ----------------------------------------------------------------------------------- */

static bool
only_has(struct str s, const char *characters)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!s.at[i] || !strchr(characters, s.at[i]))
			return false;
	}
	return s.len > 0;
}

/*
 * A colour as CSS writes it: #rgb to #rrggbbaa, a name, or a function of numbers. It lands in a style
 * sheet, so it must not be able to end its declaration.
 */
static bool
is_color(struct str s)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const struct str functions[] = {
		STR_INIT("rgb"),
		STR_INIT("rgba"),
		STR_INIT("hsl"),
		STR_INIT("hsla"),
		STR_INIT("hwb"),
		STR_INIT("lab"),
		STR_INIT("lch"),
		STR_INIT("oklab"),
		STR_INIT("oklch"),
	};
	if (str_starts(s, STR("#"))) {
		struct str digits = str_skip(s, 1);
		return only_has(digits, "0123456789abcdefABCDEF") &&
		        (digits.len == 3 || digits.len == 4 || digits.len == 6 || digits.len == 8);
	}
	struct str arguments = s, name = str_cut(&arguments, '(');
	if (!arguments.at)
		return only_has(s, letters);
	if (!str_ends(arguments, STR(")")))
		return false;
	arguments.len--;
	for (size_t i = 0; i < COUNT(functions); i++) {
		if (str_eq(name, functions[i]))
			return only_has(arguments, "0123456789.%,/+- deg");
	}
	return false;
}

static bool
is_choice(const struct option *option, struct str text)
{
	for (size_t i = 0; i < option->choices.len; i++) {
		if (str_eq(option->choices.at[i], text))
			return true;
	}
	return false;
}

/* The typed value of a text; false when it has another type. */
static bool
type_value(const struct option *option, struct str text, struct value *out)
{
	int64_t n;
	*out = value_text(text);
	switch ((enum option_type)option->type) {
	case OPTION_TEXT: return true;
	case OPTION_CHOICE: return is_choice(option, text);
	case OPTION_COLOR: return is_color(text);
	case OPTION_URL: return escape_url_is_safe(text);
	case OPTION_BOOL:
		*out = value_bool(str_is(text, "true"));
		return str_is(text, "true") || str_is(text, "false");
	case OPTION_INT:
		if (!str_to_int(text, &n))
			return false;
		*out = value_int(n);
		return true;
	}
	return false;
}

/* Reads a value out of either file; false after adding an error. */
static bool
read_value(const struct option *option, const struct node_source *source, const struct node *node,
        struct value *out, struct diags *diags)
{
	static const char *const wanted[] = {
		[OPTION_TEXT] = "a text",
		[OPTION_BOOL] = "true or false",
		[OPTION_INT] = "a whole number",
		[OPTION_CHOICE] = "one of its choices",
		[OPTION_COLOR] = "a colour",
		[OPTION_URL] = "the address of a page",
	};
	struct value typed;
	if (node->kind == NODE_SCALAR && type_value(option, node->text, &typed)) {
		*out = typed;
		return true;
	}
	node_error(diags, source, node, "the option \"" STR_FMT "\" must be %s",
	        STR_ARG(node_brief(option->name)), wanted[option->type]);
	struct str choices =
	        str_join(&diags->arena, option->choices.at, option->choices.len, STR(", "));
	if (option->type == OPTION_CHOICE)
		diag_help(diags, "it is one of: " STR_FMT, STR_ARG(choices));
	else if (option->type == OPTION_COLOR)
		diag_help(diags, "for example: \"#8f2f16\" (in quotes), teal, hsl(200 50%% 40%%)");
	else if (option->help.len)
		diag_help(diags, STR_FMT, STR_ARG(node_brief(option->help)));
	return false;
}

/* --- options ---------------------------------------------------------------------------------- */

/* Reads one declaration; false after adding an error. */
static bool
declare(struct option *option, const struct theme *theme, struct arena *arena,
        const struct node *node, struct diags *diags)
{
	*option = (struct option){ .name = node->key->text, .type = OPTION_TEXT };
	if (!schema_read(theme_option_schema(), arena, &theme->source, node, SCHEMA_UNKNOWN_ERROR,
	            option, NULL, diags))
		return false;
	if ((option->type == OPTION_CHOICE) == (option->choices.len > 0))
		return true;
	node_error(diags, &theme->source, node,
	        "\"choices\" and \"type: choice\" go together, here is only one of them");
	return false;
}

/* Refuses what the site sets and no option is named like. */
static void
check_unknown(const struct theme *theme, const struct config *config, const struct node *wishes,
        struct arena *arena, struct diags *diags)
{
	array_of(struct str) names = { 0 };
	const struct node *declared = theme->declared ? theme->declared->child : NULL;
	for (; declared; declared = declared->next)
		*array_push(arena, &names) = declared->key->text;
	struct str all = str_join(arena, names.at, names.len, STR(", "));
	for (const struct node *wish = wishes->child; wish; wish = wish->next) {
		if (node_get(theme->declared, wish->key->text))
			continue;
		node_error(diags, &config->source, wish->key,
		        "the theme \"" STR_FMT "\" has no option \"" STR_FMT "\"",
		        STR_ARG(theme->name), STR_ARG(node_brief(wish->key->text)));
		diag_help(diags, names.len ? "it has: " STR_FMT : "it has none" STR_FMT,
		        STR_ARG(all));
		diag_suggest(diags, wish->key->text, names.at, names.len);
	}
}

void
theme_option_read(
        struct theme *theme, struct arena *arena, const struct config *config, struct diags *diags)
{
	array_of(struct value_entry) entries = { 0 };
	const struct node *wishes = node_get(config->root, STR("theme_options"));
	if (theme->declared && theme->declared->kind != NODE_MAP) {
		node_error(
		        diags, &theme->source, theme->declared, "\"options\" is a map of options");
		theme->declared = NULL;
	}
	const struct node *node = theme->declared ? theme->declared->child : NULL;
	for (; node; node = node->next) {
		struct option option;
		struct value value = VALUE_UNDEFINED_INIT, fallback;
		const struct node *wish = node_get(wishes, node->key->text);
		bool declared = declare(&option, theme, arena, node, diags);
		/* There is one, whatever is wrong with it. */
		if (declared && option.fallback &&
		        read_value(&option, &theme->source, option.fallback, &fallback, diags))
			value = fallback;
		if (declared && wish && wish->kind != NODE_NULL)
			read_value(&option, &config->source, wish, &value, diags);
		if (value.kind == VALUE_UNDEFINED)
			value = value_absent(option.name);
		*array_push(arena, &entries) =
		        (struct value_entry){ value_text(option.name), value };
	}
	theme->options = value_map(entries.at, entries.len);
	if (wishes && wishes->kind == NODE_MAP)
		check_unknown(theme, config, wishes, arena, diags);
}
