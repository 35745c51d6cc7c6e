/*
 * A message is cut at its places, which are names in braces:
 *
 *	"{count} minutes by {author}"   ->   5 | " minutes by " | author
 *
 * `count` is written as the language writes numbers and decides on the plural form; all other arguments
 * stand as they are. Braces around anything else are just braces.
 */
#include "render/translate.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/locale.h"
#include "base/plural.h"
#include "config/theme.h"
#include "template/template.h"

enum { SHOWN_MAX = 40 }; /* keys that an error lists */

struct message {
	struct template_call *call;
	const struct theme_language *language;
	struct str key;
	const struct theme *theme;
	struct value text;  /* or its forms */
	struct value count; /* none: not given */
	struct value named; /* MAP */
	bool markup;
	array_of(struct value) parts;
};

/* --- finding it ------------------------------------------------------------------------------- */

static struct value
refuse_key(struct template_call *call, const struct theme_language *language, struct str key)
{
	struct arena *arena = template_arena(call);
	size_t count = language->messages.len;
	struct str *names = arena_array(arena, struct str, count + 1), nearest, all;
	for (size_t i = 0; i < count; i++)
		names[i] = value_str(language->messages.entries[i].key);
	nearest = diag_nearest(key, names, count);
	all = str_join(arena, names, count < SHOWN_MAX ? count : SHOWN_MAX, STR(", "));
	struct str help = str_format(arena, "%s" STR_FMT "%s" STR_FMT STR_FMT "%s",
	        nearest.len ? "did you mean \"" : "", STR_ARG(nearest), nearest.len ? "\"? " : "",
	        STR_ARG(count ? STR("there are: ") : STR("there are no messages at all")),
	        STR_ARG(all), count > SHOWN_MAX ? ", ..." : "");
	return template_fail_help(call, help,
	        "there is no message \"" STR_FMT "\" in i18n/, neither in \"" STR_FMT
	        "\" nor in English",
	        STR_ARG(key), STR_ARG(language->tag));
}

/* The number as the plural rules want it: "5", "1.5". */
static struct str
digits_of(const struct message *m)
{
	struct str text = template_text(m->call, m->count);
	return str_ends(text, STR(".0")) ? str_slice(text, 0, text.len - 2) : text;
}

/*
 * The form for the count; a message may also have one for zero where the language has none, such as
 * "no comments".
 */
static struct str
choose_form(const struct message *m, struct value message)
{
	if (m->count.kind == VALUE_NONE)
		return theme_form(message, PLURAL_OTHER);
	struct str digits = digits_of(m);
	struct value zero = value_get(message, STR("zero"), NULL);
	if (str_is(digits, "0") && value_is_text(zero))
		return value_str(zero);
	return theme_form(message, plural_of_text(m->language->tag, digits));
}

/* --- its places ------------------------------------------------------------------------------- */

static struct value
count_text(const struct message *m)
{
	struct buf buf;
	buf_init(&buf, 1 << 12);
	locale_number(&buf, locale_of(m->language->tag), digits_of(m));
	struct str text = str_copy(template_arena(m->call), buf_view(&buf));
	buf_free(&buf);
	return value_text(text);
}

/* " of i18n/en.yaml": the file that the message comes from. */
static struct str
source_of(const struct message *m)
{
	for (size_t i = m->theme->message_files.len; i--;) {
		const struct theme_messages *file = &m->theme->message_files.at[i];
		struct value v = value_get(file->messages, m->key, NULL);
		bool same = value_is_text(v) ? v.text == m->text.text
		                             : v.kind == VALUE_MAP && v.entries == m->text.entries;
		if (same && v.kind == m->text.kind)
			return str_format(
			        template_arena(m->call), " of " STR_FMT, STR_ARG(file->path));
	}
	return STR_EMPTY;
}

/* What stands in a place. False after template_fail. */
static bool
value_of_place(const struct message *m, struct str name, struct value *out)
{
	if (str_is(name, "count") && m->count.kind != VALUE_NONE) {
		*out = count_text(m);
		return true;
	}
	*out = value_get(m->named, name, template_arena(m->call));
	if (out->kind != VALUE_UNDEFINED)
		return true;
	template_fail(m->call,
	        "the message \"" STR_FMT "\"" STR_FMT " has a place for \"" STR_FMT
	        "\", which is not given: t('" STR_FMT "', " STR_FMT "=...)",
	        STR_ARG(m->key), STR_ARG(source_of(m)), STR_ARG(name), STR_ARG(m->key),
	        STR_ARG(name));
	return false;
}

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		bool letter = ascii_is_letter(c) || c == '_';
		if (!letter && (i == 0 || c < '0' || c > '9'))
			return false;
	}
	return s.len > 0;
}

static void
add_words(struct message *m, struct str words)
{
	if (words.len)
		*array_push(template_arena(m->call), &m->parts) =
		        m->markup ? value_markup(words) : value_text(words);
}

bool
translate_place(struct str text, size_t *at, struct str *name)
{
	size_t open;
	while ((open = str_find_char(str_skip(text, *at), '{')) != STR_NONE) {
		struct str inside = str_skip(text, *at += open + 1);
		size_t close = str_find_char(inside, '}');
		*name = str_slice(inside, 0, close);
		if (close == STR_NONE || !is_name(*name))
			continue;
		*at += close + 1;
		return true;
	}
	return false;
}

static bool
cut_places(struct message *m, struct str text)
{
	size_t from = 0, at = 0;
	struct str name;
	while (translate_place(text, &at, &name)) {
		struct value value;
		if (!value_of_place(m, name, &value))
			return false;
		add_words(m, str_slice(text, from, (size_t)(name.at - text.at) - 1));
		*array_push(template_arena(m->call), &m->parts) = value;
		from = at;
	}
	add_words(m, str_skip(text, from));
	return true;
}

/* --- the call --------------------------------------------------------------------------------- */

struct value
translate(const struct theme *theme, struct template_call *call)
{
	struct message m = {
		.call = call,
		.language = theme_language(theme, template_language(call)),
		.key = value_str(template_argument(call, 0)),
		.count = template_argument(call, 1),
		.named = template_argument(call, 3),
	};
	struct value message = value_get(m.language->messages, m.key, NULL);
	if (message.kind == VALUE_UNDEFINED && value_truth(template_argument(call, 2)))
		return template_argument(call, 2);
	if (message.kind == VALUE_UNDEFINED)
		return refuse_key(call, m.language, m.key);
	if (message.kind == VALUE_LIST)
		return message;
	if (m.count.kind == VALUE_UNDEFINED)
		m.count = value_none();
	if (m.count.kind != VALUE_NONE && !value_is_number(m.count))
		return template_fail(call, "the count of \"" STR_FMT "\" must be a number, not %s",
		        STR_ARG(m.key), value_kind_name(m.count));
	m.theme = theme;
	m.text = message;
	m.markup = str_ends(m.key, STR("_html"));
	if (!cut_places(&m, choose_form(&m, message)))
		return VALUE_UNDEFINED_INIT;
	if (message.kind == VALUE_MAP && m.count.kind == VALUE_NONE)
		template_warn(call,
		        "the message \"" STR_FMT "\"" STR_FMT
		        " has plural forms, and without a count \"other\" is taken: t(\'" STR_FMT
		        "\', count=...)",
		        STR_ARG(m.key), STR_ARG(source_of(&m)), STR_ARG(m.key));
	if (m.parts.len == 1) /* most of them: nothing to put together */
		return m.parts.at[0];
	return template_concat(call, m.parts.at, m.parts.len);
}
