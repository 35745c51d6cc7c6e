/*
 * Files of i18n/ are laid over each other, the most general one first:
 *
 *	en.yaml      minutes: {one: a minute, other: some minutes}
 *	de.yaml      minutes: {one: eine Minute, other: einige Minuten}    for de, de-AT, de-CH
 *	de-AT.yaml   months: [Jänner, Februar, ...]                        for de-AT
 */
#include "config/theme_message.h"

#include <errno.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/plural.h"
#include "config/theme.h"
#include "data/reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct str forms[] = {
	STR_INIT("zero"),
	STR_INIT("one"),
	STR_INIT("two"),
	STR_INIT("few"),
	STR_INIT("many"),
	STR_INIT("other"),
};

/* What is read: the messages so far, whose keys are in the same order as the entries of `keys`. */
struct reading {
	struct theme *theme;
	struct arena *arena;
	struct diags *diags;
	struct node_source source; /* of the layer that is read */
	array_of(struct value_entry) messages;
	struct map keys;
};

/* --- one message ------------------------------------------------------------------------------ */

/* A list of names of months or days, as many as there are. */
static void
read_names(struct reading *r, const struct node *node, struct str *names, size_t count)
{
	size_t i = 0;
	const struct node *name = node->kind == NODE_LIST ? node->child : NULL;
	for (; name && i < count && name->kind == NODE_SCALAR; name = name->next)
		names[i++] = name->text;
	if (name || i < count)
		node_error(r->diags, &r->source, node, "\"" STR_FMT "\" is a list of %zu names",
		        STR_ARG(node->key->text), count);
}

static bool
take_names(struct reading *r, const struct node *node)
{
	struct date_names *dates = &r->theme->dates;
	const struct {
		struct str key;
		struct str *names;
		size_t count;
	} lists[] = {
		{ STR("months"), dates->months, COUNT(dates->months) },
		{ STR("months_short"), dates->months_short, COUNT(dates->months_short) },
		{ STR("days"), dates->days, COUNT(dates->days) },
		{ STR("days_short"), dates->days_short, COUNT(dates->days_short) },
	};
	for (size_t i = 0; i < COUNT(lists); i++) {
		if (!str_eq(node->key->text, lists[i].key))
			continue;
		read_names(r, node, lists[i].names, lists[i].count);
		return true;
	}
	return false;
}

/* A message is a text, or a map of plural forms that has "other". */
static void
check_message(struct reading *r, const struct node *node)
{
	if (node->kind == NODE_SCALAR || node->kind == NODE_NULL)
		return;
	const struct node *form = node->kind == NODE_MAP ? node->child : NULL;
	for (; form && form->kind == NODE_SCALAR; form = form->next) {
		size_t i = 0;
		while (i < COUNT(forms) && !str_eq(form->key->text, forms[i]))
			i++;
		if (i < COUNT(forms))
			continue;
		node_error(r->diags, &r->source, form->key, "\"" STR_FMT "\" is no plural form",
		        STR_ARG(node_brief(form->key->text)));
		diag_help(r->diags, "the forms are zero, one, two, few, many and other");
		diag_suggest(r->diags, form->key->text, forms, COUNT(forms));
		return;
	}
	if (form || !node_get(node, STR("other")))
		node_error(r->diags, &r->source, node,
		        "\"" STR_FMT "\" is a text, or a map of plural forms with \"other\"",
		        STR_ARG(node_brief(node->key->text)));
}

static void
add_message(struct reading *r, const struct node *node)
{
	bool added;
	struct map_entry *known = map_put(&r->keys, r->arena, node->key->text, &added);
	struct value_entry entry = {
		value_text(node->key->text),
		node_value(node, r->arena),
	};
	if (added)
		*array_push(r->arena, &r->messages) = entry;
	else
		r->messages.at[known - r->keys.at] = entry;
}

/* --- files ------------------------------------------------------------------------------------ */

/* Lays i18n/<name>.yaml over what is there; false when there is no such file. */
static bool
read_layer(struct reading *r, struct str name)
{
	struct str file = str_format(r->arena, "i18n/" STR_FMT ".yaml", STR_ARG(name));
	r->source = (struct node_source){ .path = path_join(r->arena, r->theme->folder, file) };
	int error =
	        fs_read(r->theme->root, file, r->arena, READER_FILE_MAX, &r->source.bytes, NULL);
	if (error == -ENOENT)
		return false;
	if (error) {
		diag_error(r->diags, diag_file(r->source.path), STR_EMPTY,
		        "the messages cannot be read: %s", fs_explain(error));
		return true;
	}
	const struct node *root = reader_yaml(r->arena, &r->source, r->source.bytes, 1, r->diags);
	if (root && root->kind != NODE_MAP && root->kind != NODE_NULL)
		node_error(r->diags, &r->source, root, "messages are \"key: text\" lines");
	const struct node *node = root && root->kind == NODE_MAP ? root->child : NULL;
	for (; node; node = node->next) {
		if (!take_names(r, node))
			check_message(r, node);
		add_message(r, node);
	}
	return true;
}

void
theme_message_read(struct theme *theme, struct arena *arena, struct diags *diags)
{
	struct reading r = { .theme = theme, .arena = arena, .diags = diags };
	struct str language = theme->language, rest = language, primary = str_cut(&rest, '-');
	theme->dates = date_english;
	bool english = read_layer(&r, STR("en")), found = english && str_is(primary, "en");
	if (!str_is(primary, "en"))
		found = read_layer(&r, primary);
	if (!str_eq(language, primary))
		found = read_layer(&r, language) || found;
	theme->messages = value_map(r.messages.at, r.messages.len);
	if (found || !english)
		return;
	diag_add(diags, DIAG_NOTE, diag_file(theme->folder), STR_EMPTY,
	        "the theme has no messages in \"" STR_FMT "\"; those in English are used",
	        STR_ARG(language));
	diag_help(diags, "i18n/" STR_FMT ".yaml would hold them", STR_ARG(primary));
}

/* --- use -------------------------------------------------------------------------------------- */

struct str
theme_message(const struct theme *theme, struct str key, int64_t count)
{
	struct value message = value_get(theme->messages, key, NULL);
	if (message.kind != VALUE_MAP)
		return value_str(message);
	struct str form =
	        count < 0 ? STR("other") : plural_names[plural_of(theme->language, count)];
	struct value text = value_get(message, form, NULL);
	return value_str(text.kind ? text : value_get(message, STR("other"), NULL));
}
