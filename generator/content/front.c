/*
 * From the first lines of a file to a struct front, and what becomes of it on the way:
 *
 *	bytes --front_split--> yaml, body
 *	yaml --reader_yaml--> tree --schema_read--> fields whose type says it all
 *	                           --front_field--> maps inside, rules of their own, params
 *
 * and later, when the page has its place in the site:
 *
 *	--front_apply_defaults--> with the cascades above it --front_check_type--> as its type reads it
 *
 * The type comes last because a cascade may set it. That is why words such as a status, whose list
 * depends on the type, are text in the struct and are settled here at the end.
 */
#include "content/front.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/front_cut.h"
#include "base/front_lost.h"
#include "base/front_peek.h"
#include "base/map.h"
#include "config/config_type.h"
#include "content/front_field.h"
#include "content/front_own.h"
#include "content/front_place.h"
#include "data/reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { WORDS_MAX = 16 }; /* of one list */

/* --- the tables ------------------------------------------------------------------------------- */

#define ROW(owner, field, key, type, groups, aliases, choices, fallback, help, example)            \
	{ STR_INIT(key), SCHEMA_##type, offsetof(struct owner, field), aliases, choices, fallback, \
		help, example, groups },

static const struct schema_row rows[] = {
#define FRONT_KEY(field, key, type, groups, ...) ROW(front, field, key, type, groups, __VA_ARGS__)
#include "content/front.def"
};

static const struct schema_row image_rows[] = {
#define FRONT_IMAGE(field, key, type, ...) ROW(front_image, field, key, type, 0, __VA_ARGS__)
#include "content/front.def"
};

static const struct schema_row person_rows[] = {
#define FRONT_PERSON(field, key, type, ...) ROW(front_person, field, key, type, 0, __VA_ARGS__)
#include "content/front.def"
};

static const struct schema_row milestone_rows[] = {
#define FRONT_MILESTONE(field, key, type, ...) \
	ROW(front_milestone, field, key, type, 0, __VA_ARGS__)
#include "content/front.def"
};

static const struct schema_row history_rows[] = {
#define FRONT_HISTORY(field, key, type, ...) ROW(front_history, field, key, type, 0, __VA_ARGS__)
#include "content/front.def"
};

/* How large each field is, in the order of the rows. */
static const size_t sizes[] = {
#define FRONT_KEY(field, ...) sizeof(((struct front *)0)->field),
#include "content/front.def"
};

static const struct words {
	struct str key;
	size_t offset;
	enum front_type type;
	const char *list;
} words[] = {
#define FRONT_WORDS(key, type, list) \
	{ STR_INIT(#key), offsetof(struct front, key), FRONT_##type, list },
#include "content/front.def"
};

static const struct {
	struct str name;
	const char *phrase;
} types[FRONT_TYPES] = {
	[FRONT_PAGE] = { STR_INIT("page"), "a page" },
	[FRONT_ESSAY] = { STR_INIT("essay"), "an essay" },
	[FRONT_PROJECT] = { STR_INIT("project"), "a project" },
	[FRONT_LOG] = { STR_INIT("log"), "a log entry" },
	[FRONT_ASK] = { STR_INIT("ask"), "an ask" },
	[FRONT_LESSON] = { STR_INIT("lesson"), "a lesson" },
};

const struct schema *
front_schema(void)
{
	static const struct schema schema = { "front matter", rows, COUNT(rows) };
	return &schema;
}

const struct schema *
front_schema_of(struct str key)
{
	static const struct schema image = { "image", image_rows, COUNT(image_rows) };
	static const struct schema person = { "people", person_rows, COUNT(person_rows) };
	static const struct schema milestone = { "milestones", milestone_rows,
		COUNT(milestone_rows) };
	static const struct schema history = { "history", history_rows, COUNT(history_rows) };
	if (str_is(key, "image"))
		return &image;
	if (str_is(key, "history"))
		return &history;
	if (str_is(key, "people"))
		return &person;
	return str_is(key, "milestones") ? &milestone : NULL;
}

enum front_type
front_type_of(struct str name)
{
	for (unsigned i = 0; i < FRONT_TYPES; i++) {
		if (str_eq(types[i].name, name))
			return (enum front_type)i;
	}
	return FRONT_PAGE;
}

struct str
front_type_name(enum front_type type)
{
	return types[type].name;
}

const char *
front_words(enum front_type type, struct str key)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		if (words[i].type == type && str_eq(words[i].key, key))
			return words[i].list;
	}
	return NULL;
}

/* --- taking a file apart ---------------------------------------------------------------------- */

static bool
refuse_front(
        const struct node_source *source, struct diags *diags, const char *what, const char *help)
{
	struct place place = { source->path, 1, 1, 3 };
	diag_error(diags, place, source->bytes, "%s", what);
	diag_help(diags, "%s", help);
	return false;
}

bool
front_split(const struct node_source *source, struct front_split *out, struct diags *diags)
{
	struct front_cut cut = front_cut(source->bytes);
	*out = (struct front_split){ .body = cut.body, .body_line = cut.body_line };
	if (str_starts(source->bytes, STR("\xff\xfe")) ||
	        str_starts(source->bytes, STR("\xfe\xff")))
		return refuse_front(source, diags, "this file is in UTF-16", "save it as UTF-8");
	if (cut.kind == FRONT_CUT_TOML)
		return refuse_front(source, diags, "this front matter is TOML, and kith reads YAML",
		        "write \"key: value\" lines between two lines \"---\"");
	if (cut.kind == FRONT_CUT_OPEN)
		return refuse_front(source, diags, "this front matter is never closed",
		        "end it with a line \"---\"; for a rule across the page write \"***\"");
	if (cut.kind == FRONT_CUT_YAML) {
		out->yaml = cut.yaml;
		out->yaml_line = 2;
	}
	return true;
}

void
front_check_lost(
        const struct node_source *source, const struct front_split *split, struct diags *diags)
{
	static const char *const helps[] = {
		[FRONT_LOST_FENCE] = "write a line \"---\" before it and one behind it",
		[FRONT_LOST_DASHES] = "write \"---\", three hyphens alone on the line",
		[FRONT_LOST_INDENT] = "take out the blanks before \"---\"",
		[FRONT_LOST_LATE] =
		        "a page has one, in YAML, and it begins in the first line of its file",
		[FRONT_LOST_FORMAT] = "write \"key: value\" lines between two lines \"---\", the "
		                      "first of which begins the file",
	};
	struct front_lost lost = front_lost_find(split->body, split->yaml.at);
	if (!lost.why)
		return;
	bool draft = front_peek_draft(source->bytes);
	size_t at = (size_t)(lost.first.at - source->bytes.at);
	struct place place = diag_place(source->path, source->bytes, at, lost.first.len);
	diag_add(diags, draft ? DIAG_ERROR : DIAG_WARNING, place, source->bytes,
	        "what looks like front matter stands here as text%s",
	        draft ? ", and would hide the page" : "");
	diag_help(diags, "%s", helps[lost.why]);
}

/* --- reading ---------------------------------------------------------------------------------- */

static bool
read_map(const struct front_reading *reading, const struct node *root)
{
	schema_rest rest = { 0 };
	size_t before = reading->diags->errors;
	const struct node *others = front_own_keep(
	        reading->arena, reading->source, reading->config, root, reading->out, &rest);
	reading->out->root = root;
	schema_read(front_schema(), reading->arena, reading->source, others, SCHEMA_UNKNOWN_COLLECT,
	        reading->out, &rest, reading->diags);
	front_field_settle(reading, root);
	front_field_place(reading, &rest);
	return reading->diags->errors == before;
}

bool
front_read(struct arena *arena, const struct node_source *source, const struct front_split *split,
        const struct config *config, struct front *out, const struct node **cascade,
        struct diags *diags)
{
	out->params = value_map(NULL, 0);
	if (cascade)
		*cascade = NULL;
	if (!split->yaml.at)
		return true;
	const struct node *root = reader_yaml(arena, source, split->yaml, split->yaml_line, diags);
	if (!root || root->kind == NODE_NULL)
		return root != NULL;
	if (root->kind != NODE_MAP) {
		node_error(diags, source, root, "front matter is made of \"key: value\" lines");
		return false;
	}
	struct front_reading reading = { arena, source, config, out, diags };
	bool good = read_map(&reading, root);
	if (cascade)
		*cascade = out->cascade;
	return good;
}

bool
front_read_cascade(struct arena *arena, const struct node_source *source,
        const struct config *config, const struct node *cascade, struct front *out,
        struct diags *diags)
{
	bool good = true;
	out->params = value_map(NULL, 0);
	out->source = source;
	for (const struct node *node = cascade->child; node; node = node->next) {
		const struct schema_row *row = schema_find(front_schema(), node->key->text);
		if (!row || !(row->groups & FRONT_OWN))
			continue;
		node_error(diags, source, node->key,
		        "\"" STR_FMT "\" belongs to one page and cannot be passed down",
		        STR_ARG(node->key->text));
		good = false;
	}
	struct front_reading reading = { arena, source, config, out, diags };
	return read_map(&reading, cascade) && good;
}

/* --- defaults --------------------------------------------------------------------------------- */

static bool
is_zero(const char *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (bytes[i])
			return false;
	}
	return true;
}

/* The entries of `first`, then those of `second` whose keys are new. */
static struct value
merge_params(struct arena *arena, struct value first, struct value second)
{
	array_of(struct value_entry) all = { 0 };
	struct map keys = { 0 };
	const struct value maps[] = { first, second };
	for (size_t i = 0; i < COUNT(maps); i++) {
		for (size_t j = 0; j < maps[i].len; j++) {
			bool added;
			map_put(&keys, arena, value_str(maps[i].entries[j].key), &added);
			if (added)
				*array_push(arena, &all) = maps[i].entries[j];
		}
	}
	return value_map(all.at, all.len);
}

void
front_apply_defaults(struct front *front, const struct front *defaults, struct arena *arena)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *field = (char *)front + rows[i].offset;
		if (is_zero(field, sizes[i]))
			memcpy(field, (const char *)defaults + rows[i].offset, sizes[i]);
	}
	if (front->image_node == defaults->image_node)
		front->image = defaults->image;
	if (front->people_node == defaults->people_node)
		front->people = defaults->people;
	if (front->milestones_node == defaults->milestones_node)
		front->milestones = defaults->milestones;
	front_own_inherit(front, defaults, arena);
	if (!front->above)
		front->above = defaults;
	if (defaults->params.len)
		front->params = merge_params(arena, front->params, defaults->params);
}

/* --- types ------------------------------------------------------------------------------------ */

/* The types of a row's groups as words: "an essay, an ask or a lesson". */
static struct str
owners(struct arena *arena, unsigned groups)
{
	struct str parts[FRONT_TYPES];
	size_t count = 0;
	for (unsigned i = 0; i < FRONT_TYPES; i++) {
		if (groups & 1u << i)
			parts[count++] = str_from(types[i].phrase);
	}
	assert(count > 0);
	struct str ends[] = { str_join(arena, parts, count - 1, STR(", ")), parts[count - 1] };
	return count > 1 ? str_join(arena, ends, 2, STR(" or ")) : ends[1];
}

static void
check_key(const struct node_source *source, const struct node *key, enum front_type type,
        struct diags *diags)
{
	const struct schema_row *row = schema_find(front_schema(), key->text);
	if (!row || row->groups & FRONT_SECTIONS || row->groups & 1u << type)
		return;
	node_warning(diags, source, key, "\"" STR_FMT "\" has no meaning for %s",
	        STR_ARG(key->text), types[type].phrase);
	diag_help(diags, "it is a key of " STR_FMT "; your own keys can stand in \"params\"",
	        STR_ARG(owners(&diags->arena, row->groups)));
}

/* The word of the list that `text` means, in its standard spelling; empty when there is none. */
static struct str
find_word(const char *list, struct str text)
{
	struct str rest = str_from(list);
	while (rest.at) {
		struct str meaning = str_trim(str_cut(&rest, ','));
		struct str spelling = str_cut(&meaning, '=');
		if (str_eq_nocase(spelling, text))
			return meaning.at ? meaning : spelling;
	}
	return STR_EMPTY;
}

/* The list without its other spellings. */
static struct str
known_words(struct arena *arena, const char *list, struct str *out, size_t *count)
{
	struct str rest = str_from(list);
	*count = 0;
	while (rest.at && *count < WORDS_MAX) {
		struct str word = str_trim(str_cut(&rest, ','));
		if (str_find_char(word, '=') == STR_NONE)
			out[(*count)++] = word;
	}
	return str_join(arena, out, *count, STR(", "));
}

static const struct str *
word_of(const struct front *front, const struct words *w)
{
	return (const void *)((const char *)front + w->offset);
}

static void
refuse_word(const struct node_source *source, const struct front *front, const struct words *w,
        struct str text, struct diags *diags)
{
	struct str known[WORDS_MAX];
	size_t count;
	struct str all = known_words(&diags->arena, w->list, known, &count);
	struct front_place spot = front_place_find(front, source, w->key);
	if (spot.node)
		node_error(diags, spot.source, spot.node, "\"" STR_FMT "\" is no " STR_FMT " of %s",
		        STR_ARG(node_brief(text)), STR_ARG(w->key), types[w->type].phrase);
	else
		diag_error(diags, diag_file(source->path), STR_EMPTY,
		        "\"" STR_FMT "\" is no " STR_FMT " of %s", STR_ARG(node_brief(text)),
		        STR_ARG(w->key), types[w->type].phrase);
	struct str near = diag_nearest(text, known, count);
	if (near.len)
		diag_help(diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
	else
		diag_help(diags, "it is one of " STR_FMT, STR_ARG(all));
}

bool
front_check_type(const struct node_source *source, const struct front *front, enum front_type type,
        struct diags *diags)
{
	const struct node *node = front->root ? front->root->child : NULL;
	bool settled = true;
	for (; node; node = node->next)
		if (!config_type_row(front->declared, node->key->text))
			check_key(source, node->key, type, diags);
	for (size_t i = 0; i < COUNT(words); i++) {
		const struct str *text = word_of(front, &words[i]);
		if (words[i].type != type || !text->len)
			continue;
		struct str word = find_word(words[i].list, *text);
		if (!word.len)
			refuse_word(source, front, &words[i], *text, diags);
		else if (!str_eq(word, *text))
			settled = false;
	}
	return settled;
}

void
front_settle_words(struct front *front, enum front_type type)
{
	for (size_t i = 0; i < COUNT(words); i++) {
		struct str *text = (struct str *)(uintptr_t)word_of(front, &words[i]);
		struct str word =
		        words[i].type == type ? find_word(words[i].list, *text) : STR_EMPTY;
		if (word.len)
			*text = word;
	}
}

void
front_check_page(const struct node_source *source, const struct front *front, struct diags *diags)
{
	const struct node *node = front->root ? front->root->child : NULL;
	for (; node; node = node->next) {
		const struct schema_row *row = schema_find(front_schema(), node->key->text);
		if (!row || !(row->groups & FRONT_SECTIONS))
			continue;
		node_warning(diags, source, node->key, "\"" STR_FMT "\" has no meaning for a page",
		        STR_ARG(node->key->text));
		diag_help(diags, "it is a key of section pages, which are named _index.md");
	}
}
