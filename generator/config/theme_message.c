/*
 * Files of i18n/ are laid over each other, the most general one first, and of each the site's own over
 * the theme's:
 *
 *	en.yaml      minutes: {one: a minute, other: some minutes}
 *	de.yaml      minutes: {one: eine Minute, other: einige Minuten}    for de, de-AT, de-CH
 *	de-AT.yaml   months: [Jänner, Februar, ...]                        for de-AT
 *
 * All files are read, since a page may be in another language than the site. What a language says is
 * put together once for each file and for the site's language.
 */
#include "config/theme_message.h"

#include <errno.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/plural.h"
#include "config/theme.h"
#include "data/reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* One file. Names that it does not have are NULL. */
struct layer {
	struct str language;
	struct node_source source;
	struct date_names dates;
	array_of(struct value_entry) messages;
};

struct reading {
	struct theme *theme;
	struct arena *arena;
	struct diags *diags;
	array_of(struct layer) layers; /* the theme's, then the site's */
};

/* --- one message ------------------------------------------------------------------------------ */

/* A list of names of months or days, as many as there are. */
static void
read_names(struct reading *r, const struct layer *layer, const struct node *node, struct str *names,
        size_t count)
{
	size_t i = 0;
	const struct node *name = node->kind == NODE_LIST ? node->child : NULL;
	for (; name && i < count && name->kind == NODE_SCALAR; name = name->next)
		names[i++] = name->text;
	if (name || i < count)
		node_error(r->diags, &layer->source, node, "\"" STR_FMT "\" is a list of %zu names",
		        STR_ARG(node->key->text), count);
}

static bool
take_names(struct reading *r, struct layer *layer, const struct node *node)
{
	struct date_names *dates = &layer->dates;
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
		read_names(r, layer, node, lists[i].names, lists[i].count);
		return true;
	}
	return false;
}

static bool
is_form(struct str name)
{
	for (size_t i = 0; i < PLURAL_FORMS; i++) {
		if (str_eq(name, plural_names[i]))
			return true;
	}
	return false;
}

static void
report_form(struct reading *r, const struct layer *layer, const struct node *form)
{
	node_error(r->diags, &layer->source, form->key, "\"" STR_FMT "\" is no plural form",
	        STR_ARG(node_brief(form->key->text)));
	diag_help(r->diags, "the forms are zero, one, two, few, many and other");
	diag_suggest(r->diags, form->key->text, plural_names, PLURAL_FORMS);
}

/* Each form that numbers have in the language has to be there. */
static void
check_forms(struct reading *r, const struct layer *layer, const struct node *message)
{
	unsigned needed = plural_needed(layer->language);
	struct str names[PLURAL_FORMS], missing = STR_EMPTY;
	size_t count = 0;
	for (size_t i = 0; i < PLURAL_FORMS; i++) {
		if (!(needed & 1u << i))
			continue;
		names[count++] = plural_names[i];
		if (!missing.len && !node_get(message, plural_names[i]))
			missing = plural_names[i];
	}
	if (!missing.len)
		return;
	node_error(r->diags, &layer->source, message,
	        "\"" STR_FMT "\" lacks the plural form \"" STR_FMT "\"",
	        STR_ARG(node_brief(message->key->text)), STR_ARG(missing));
	diag_help(r->diags, "in \"" STR_FMT "\" the forms are " STR_FMT, STR_ARG(layer->language),
	        STR_ARG(str_join(r->arena, names, count, STR(", "))));
}

/* A message is a text, or a map of plural forms. */
static void
check_message(struct reading *r, const struct layer *layer, const struct node *node)
{
	if (node->kind == NODE_SCALAR || node->kind == NODE_NULL)
		return;
	const struct node *form = node->kind == NODE_MAP ? node->child : NULL;
	for (; form && form->kind == NODE_SCALAR; form = form->next) {
		if (is_form(form->key->text))
			continue;
		report_form(r, layer, form);
		return;
	}
	if (form || !node_get(node, STR("other")))
		node_error(r->diags, &layer->source, node,
		        "\"" STR_FMT "\" is a text, or a map of plural forms with \"other\"",
		        STR_ARG(node_brief(node->key->text)));
	else
		check_forms(r, layer, node);
}

/* All that is said is text: "no" and "5" too. */
static struct value
message_value(struct arena *arena, const struct node *node)
{
	size_t count = 0;
	if (node->kind == NODE_SCALAR)
		return value_text(node->text);
	if (node->kind != NODE_MAP)
		return node->kind == NODE_LIST ? node_value(node, arena) : value_text(STR_EMPTY);
	struct value_entry *entries = arena_array(arena, struct value_entry, node->len);
	for (const struct node *form = node->child; form; form = form->next)
		entries[count++] =
		        (struct value_entry){ value_text(form->key->text), value_text(form->text) };
	return value_map(entries, count);
}

/* --- files ------------------------------------------------------------------------------------ */

static void
read_messages(struct reading *r, struct layer *layer)
{
	const struct node *root =
	        reader_yaml(r->arena, &layer->source, layer->source.bytes, 1, r->diags);
	if (root && root->kind != NODE_MAP && root->kind != NODE_NULL)
		node_error(r->diags, &layer->source, root, "messages are \"key: text\" lines");
	const struct node *node = root && root->kind == NODE_MAP ? root->child : NULL;
	for (; node; node = node->next) {
		if (!take_names(r, layer, node))
			check_message(r, layer, node);
		*array_push(r->arena, &layer->messages) =
		        (struct value_entry){ value_text(node->key->text),
			        message_value(r->arena, node) };
	}
}

static void
read_file(struct reading *r, int root, struct str folder, struct str name)
{
	struct str file = path_join(r->arena, STR("i18n"), name);
	struct layer layer = { .language = path_stem(name),
		.source.path = path_join(r->arena, folder, file) };
	int error = fs_read(root, file, r->arena, READER_FILE_MAX, &layer.source.bytes, NULL);
	if (error)
		diag_error(r->diags, diag_file(layer.source.path), STR_EMPTY,
		        "the messages cannot be read: %s", fs_explain(error));
	else
		read_messages(r, &layer);
	*array_push(r->arena, &r->layers) = layer;
}

/* The files of a folder's i18n/, which need not be there. */
static void
read_folder(struct reading *r, int root, struct str folder)
{
	fs_list files;
	int error = root < 0 ? -ENOENT : fs_walk(root, STR("i18n"), false, r->arena, &files);
	if (error && error != -ENOENT)
		diag_error(r->diags, diag_file(path_join(r->arena, folder, STR("i18n"))), STR_EMPTY,
		        "the messages cannot be read: %s", fs_explain(error));
	for (size_t i = 0; !error && i < files.len; i++) {
		struct str name = files.at[i].path;
		if (str_ends(name, STR(".yaml")) && str_find_char(name, '/') == STR_NONE)
			read_file(r, root, folder, name);
	}
}

/* --- what a language says --------------------------------------------------------------------- */

static void
lay_list(struct str *below, const struct str *above, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (above[i].at)
			below[i] = above[i];
	}
}

static void
lay_names(struct date_names *below, const struct date_names *above)
{
	lay_list(below->months, above->months, COUNT(below->months));
	lay_list(below->months_short, above->months_short, COUNT(below->months_short));
	lay_list(below->days, above->days, COUNT(below->days));
	lay_list(below->days_short, above->days_short, COUNT(below->days_short));
}

/* Lays the files of one name over what is there; false when there are none. */
static bool
lay_files(
        const struct reading *r, struct theme_language *language, struct map *keys, struct str name)
{
	bool found = false;
	for (size_t i = 0; i < r->layers.len; i++) {
		const struct layer *layer = &r->layers.at[i];
		if (!str_eq_nocase(layer->language, name))
			continue;
		found = true;
		lay_names(&language->dates, &layer->dates);
		if (layer->dates.months[0].len)
			language->dates.language = layer->language;
		for (size_t k = 0; k < layer->messages.len; k++) {
			const struct value_entry *entry = &layer->messages.at[k];
			bool added;
			struct map_entry *known =
			        map_put(keys, r->arena, value_str(entry->key), &added);
			if (added)
				*array_push(r->arena, &language->entries) = *entry;
			else
				language->entries.at[known - keys->at] = *entry;
		}
	}
	return found;
}

/* Puts together what is said in a language; false when all that there is of it is English. */
static bool
add_language(struct reading *r, struct str tag)
{
	struct theme_language *language = array_push(r->arena, &r->theme->languages);
	struct map keys = { 0 };
	bool found = false;
	*language = (struct theme_language){ .tag = tag, .dates = date_english };
	bool english = lay_files(r, language, &keys, STR("en"));
	for (size_t i = 0; i <= tag.len; i++) {
		struct str part = str_slice(tag, 0, i);
		if (i < tag.len && tag.at[i] != '-')
			continue;
		if (str_eq_nocase(part, STR("en")))
			found = english;
		else
			found = lay_files(r, language, &keys, part) || found;
	}
	language->messages = value_map(language->entries.at, language->entries.len);
	return found || !english;
}

static const struct theme_language *
find_language(const struct theme *theme, struct str tag)
{
	for (size_t i = 0; i < theme->languages.len; i++) {
		if (str_eq_nocase(theme->languages.at[i].tag, tag))
			return &theme->languages.at[i];
	}
	return NULL;
}

static void
report_language(struct reading *r)
{
	struct str rest = r->theme->language, primary = str_cut(&rest, '-');
	diag_add(r->diags, DIAG_NOTE, diag_file(r->theme->folder), STR_EMPTY,
	        "the theme has no messages in \"" STR_FMT "\"; those in English are used",
	        STR_ARG(r->theme->language));
	diag_help(r->diags, "i18n/" STR_FMT ".yaml would hold them", STR_ARG(primary));
}

void
theme_message_read(struct theme *theme, struct arena *arena, int root, struct diags *diags)
{
	struct reading r = { .theme = theme, .arena = arena, .diags = diags };
	read_folder(&r, theme->root, theme->folder);
	read_folder(&r, root, STR_EMPTY);
	/* The site's comes first, because it serves where no other does. */
	if (!add_language(&r, theme->language))
		report_language(&r);
	for (size_t i = 0; i < r.layers.len; i++) {
		if (!find_language(theme, r.layers.at[i].language))
			add_language(&r, r.layers.at[i].language);
		*array_push(arena, &theme->message_files) = (struct theme_messages){
			r.layers.at[i].language, r.layers.at[i].source.path,
			value_map(r.layers.at[i].messages.at, r.layers.at[i].messages.len)
		};
	}
}

/* --- use -------------------------------------------------------------------------------------- */

const struct theme_language *
theme_language(const struct theme *theme, struct str tag)
{
	while (tag.len) {
		const struct theme_language *found = find_language(theme, tag);
		size_t cut = str_rfind_char(tag, '-');
		if (found)
			return found;
		tag = str_slice(tag, 0, cut == STR_NONE ? 0 : cut);
	}
	return &theme->languages.at[0];
}

struct str
theme_form(struct value message, enum plural form)
{
	if (message.kind != VALUE_MAP)
		return value_str(message);
	struct value text = value_get(message, plural_names[form], NULL);
	return value_str(text.kind ? text : value_get(message, STR("other"), NULL));
}

struct str
theme_message(const struct theme_language *language, struct str key)
{
	return theme_form(value_get(language->messages, key, NULL), PLURAL_OTHER);
}
