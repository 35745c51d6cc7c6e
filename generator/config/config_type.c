#include "config/config_type.h"

#include <string.h>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/path.h"
#include "config/config.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum {
	KEYS_MAX = 64,     /* of a type */
	CHOICES_MAX = 100, /* a choice is kept in a byte */
	FIELD_ALIGN = 16,  /* as any field may want it */
};

/* One type, and one key, as they are written. */
struct declared_type {
#define CONFIG_TYPE(field, key, type, ...) SCHEMA_C_##type field;
#include "config/config.def"
};
struct declared_key {
#define CONFIG_TYPE_KEY(field, key, type, ...) SCHEMA_C_##type field;
#include "config/config.def"
};

static const struct schema_row type_rows[] = {
#define CONFIG_TYPE(field, key, type, ...) \
	{ STR_INIT(key), SCHEMA_##type, offsetof(struct declared_type, field), __VA_ARGS__, 0 },
#include "config/config.def"
};
static const struct schema_row key_rows[] = {
#define CONFIG_TYPE_KEY(field, key, type, ...) \
	{ STR_INIT(key), SCHEMA_##type, offsetof(struct declared_key, field), __VA_ARGS__, 0 },
#include "config/config.def"
};

/* As the choices of `type` in config.def count, from 1. */
enum { DECLARED_TEXT = 1, DECLARED_CHOICE = 7 };
static const struct {
	enum schema_type type;
	size_t size;
} kinds[] = {
	{ SCHEMA_TEXT, sizeof(SCHEMA_C_TEXT) },
	{ SCHEMA_LINE, sizeof(SCHEMA_C_LINE) },
	{ SCHEMA_BOOL, sizeof(SCHEMA_C_BOOL) },
	{ SCHEMA_INT, sizeof(SCHEMA_C_INT) },
	{ SCHEMA_DATE, sizeof(SCHEMA_C_DATE) },
	{ SCHEMA_URL, sizeof(SCHEMA_C_URL) },
	{ SCHEMA_CHOICE, sizeof(SCHEMA_C_CHOICE) },
	{ SCHEMA_TEXTS, sizeof(SCHEMA_C_TEXTS) },
	{ SCHEMA_PAIRS, sizeof(SCHEMA_C_PAIRS) },
	{ SCHEMA_VALUE, sizeof(SCHEMA_C_VALUE) },
};

struct reading {
	struct config *config;
	struct arena *arena;
	struct diags *diags;
	struct config_type *type;
	struct schema_row *rows;
	struct str *labels;
	const struct node *defaults[KEYS_MAX]; /* of the rows, or NULL */
};

const struct schema *
config_type_schema(void)
{
	static const struct schema schema = { "a type", type_rows, COUNT(type_rows) };
	return &schema;
}

const struct schema *
config_type_key_schema(void)
{
	static const struct schema schema = { "a key", key_rows, COUNT(key_rows) };
	return &schema;
}

static void
refuse(const struct reading *r, const struct node *node, const char *wrong, const char *help)
{
	struct str name = node->key ? node->key->text : node->text;
	node_error(r->diags, &r->config->source, node->key ? node->key : node, "\"" STR_FMT "\" %s",
	        STR_ARG(node_brief(name)), wrong);
	diag_help(r->diags, "%s", help);
}

/* --- keys ------------------------------------------------------------------------------------- */

/* Templates write page.<name>. */
static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!ascii_is_alnum(s.at[i]) && s.at[i] != '_')
			return false;
	}
	return s.len && !ascii_is_digit(s.at[0]);
}

static bool
has_choice(const schema_texts *choices, size_t count, struct str word)
{
	for (size_t i = 0; i < count; i++) {
		if (str_eq_nocase(str_trim(choices->at[i]), word))
			return true;
	}
	return false;
}

/* The words as a row has them, each with a comma behind it; NULL after adding an error. */
static const char *
join_choices(const struct reading *r, const struct node *node, const schema_texts *choices)
{
	struct buf buf;
	const char *joined = NULL;
	const struct node *list = node_get(node, STR("choices"));
	if (choices->len > CHOICES_MAX) {
		refuse(r, list, "has more than 100 words", "a key of type text takes any word");
		return NULL;
	}
	buf_init(&buf, 1 << 20);
	for (size_t i = 0; i < choices->len; i++) {
		struct str word = str_trim(choices->at[i]);
		bool odd = str_find_char(word, ',') != STR_NONE ||
		        str_find_char(word, '=') != STR_NONE || !word.len;
		if (odd || has_choice(choices, i, word)) {
			node_error(r->diags, &r->config->source, list, "\"" STR_FMT "\" %s",
			        STR_ARG(node_brief(word)),
			        odd ? "cannot be a choice" : "is among the choices already");
			diag_help(r->diags, "choices are words, each there once, without , and =");
			break;
		}
		buf_format(&buf, STR_FMT ", ", STR_ARG(word));
		if (i + 1 == choices->len)
			joined = str_copy(r->arena, buf_view(&buf)).at;
	}
	buf_free(&buf);
	return joined;
}

/* What belongs together, and what excludes each other. */
static bool
check_key(const struct reading *r, const struct node *node, const struct declared_key *key)
{
	if (key->type == DECLARED_CHOICE && !key->choices.len) {
		refuse(r, node, "has no choices", "for example: {choices: [short, long]}");
		return false;
	}
	if (key->type && key->type != DECLARED_CHOICE && key->choices.len) {
		refuse(r, node, "has choices, and another type than choice",
		        "leave out the type, or the choices");
		return false;
	}
	if (key->required && key->fallback) {
		refuse(r, node, "is required and has a default",
		        "with a default it is never missing: keep one of the two");
		return false;
	}
	return true;
}

/* "talk_length" reads "Talk length"; only a first letter of ASCII has its capital here. */
static struct str
label_of(struct arena *arena, struct str name)
{
	char *label = arena_bytes(arena, name.len, 1);
	for (size_t i = 0; i < name.len; i++)
		label[i] = name.at[i] == '_' ? ' ' : name.at[i];
	if (ascii_is_letter(label[0]) && label[0] == ascii_lower(label[0]))
		label[0] = (char)(label[0] - 'a' + 'A');
	return (struct str){ label, name.len };
}

/* `venue: line`, or `venue: {type: line, help: Where it was}`. */
static bool
read_key(struct reading *r, const struct node *node)
{
	struct declared_key key = { 0 };
	struct node pair = *node, word = { .kind = NODE_SCALAR, .text = STR("type") };
	struct node map = { .kind = NODE_MAP, .child = &pair, .len = 1 };
	bool brief = node->kind == NODE_SCALAR;
	word.line = node->line;
	word.column = node->column;
	pair.key = &word;
	pair.next = NULL;
	if (!is_name(node->key->text)) {
		refuse(r, node, "cannot name a key",
		        "a key is written with letters, digits and _, for page.<key>");
		return false;
	}
	if (!schema_read(config_type_key_schema(), r->arena, &r->config->source,
	            brief ? &map : node, SCHEMA_UNKNOWN_ERROR, &key, NULL, r->diags) ||
	        !check_key(r, node, &key))
		return false;
	const char *choices = NULL;
	if (key.choices.len && !(choices = join_choices(r, node, &key.choices)))
		return false;
	uint8_t kind = key.type ? key.type : choices ? DECLARED_CHOICE : DECLARED_TEXT;
	size_t index = r->type->schema.count++;
	r->defaults[index] = key.fallback;
	r->labels[index] = key.label.len ? key.label : label_of(r->arena, node->key->text);
	r->rows[index] = (struct schema_row){
		.name = node->key->text,
		.type = kinds[kind - 1].type,
		.offset = r->type->size,
		.choices = choices,
		.help = key.help.len ? str_copy(r->arena, key.help).at : NULL,
		.groups = key.required ? CONFIG_TYPE_REQUIRED : 0,
	};
	r->type->size += (kinds[kind - 1].size + FIELD_ALIGN - 1) / FIELD_ALIGN * FIELD_ALIGN;
	return true;
}

/* The defaults are read when all is laid out, as any page's values are. */
static void
read_defaults(struct reading *r)
{
	struct config_type *type = r->type;
	void *record = arena_bytes(r->arena, type->size, FIELD_ALIGN);
	for (size_t i = 0; i < type->schema.count; i++) {
		struct node value;
		struct node name = { .kind = NODE_SCALAR, .text = type->schema.rows[i].name };
		if (!r->defaults[i])
			continue;
		value = *r->defaults[i];
		value.key = &name;
		config_type_take(type, record, r->arena, &r->config->source, &value, r->diags);
	}
	type->defaults = record;
}

static void
read_keys(struct reading *r, const struct node *node)
{
	struct config_type *type = r->type;
	type->size = KEYS_MAX;
	if (node && node->kind != NODE_MAP && node->kind != NODE_NULL) {
		refuse(r, node, "is a map of keys and what they hold",
		        "for example: {venue: line, slides: url, given: date}");
		node = NULL;
	}
	type->keys = node;
	r->rows = arena_array(r->arena, struct schema_row, KEYS_MAX);
	type->labels = r->labels = arena_array(r->arena, struct str, KEYS_MAX);
	type->schema = (struct schema){ "front matter", r->rows, 0 };
	for (node = node ? node->child : NULL; node; node = node->next) {
		if (type->schema.count == KEYS_MAX) {
			refuse(r, node, "is a key too many", "a type has at most 64 keys");
			break;
		}
		read_key(r, node);
	}
	read_defaults(r);
}

/* --- types ------------------------------------------------------------------------------------ */

static const struct config_type *
type_of_section(const struct config *config, struct str section)
{
	for (const struct config_type *type = config->types; type; type = type->next) {
		for (size_t i = 0; i < type->sections.len; i++) {
			if (str_eq(type->sections.at[i], section))
				return type;
		}
	}
	return NULL;
}

/* Slashes at the ends are fine; where a type says nothing, the folder of its name is meant. */
static void
read_sections(struct reading *r, const struct node *node, schema_texts sections)
{
	const struct node *place = node_get(node, STR("section"));
	if (!sections.len)
		*array_push(r->arena, &sections) = r->type->name;
	for (size_t i = 0; i < sections.len; i++) {
		struct str section = sections.at[i];
		section = str_skip(section, str_starts(section, STR("/")));
		section.len -= str_ends(section, STR("/"));
		const char *wrong = path_check(section);
		const struct config_type *other = type_of_section(r->config, section);
		if (wrong || other) {
			node_error(r->diags, &r->config->source, place ? place : node->key,
			        "\"" STR_FMT "\" cannot be the section of \"" STR_FMT
			        "\": it %s" STR_FMT,
			        STR_ARG(node_brief(section)), STR_ARG(r->type->name),
			        wrong ? wrong : "is that of ",
			        STR_ARG(wrong ? STR_EMPTY : other->name));
			diag_help(r->diags, "a section is a folder of content/, such as talks");
			return;
		}
		sections.at[i] = section;
	}
	r->type->sections = sections;
}

/* Any letters will do; with a blank in it, no template could be called so. */
static const char *
check_name(struct str name)
{
	if (str_find_char(name, '/') != STR_NONE)
		return "has a slash";
	if (str_find_char(name, ' ') != STR_NONE || str_find_char(name, '\t') != STR_NONE)
		return "has a blank";
	return path_check(name);
}

/* False when nothing can have this type. Whatever else is wrong, all of it is told at once. */
static bool
read_type(struct reading *r, const struct node *node)
{
	struct declared_type declared = { 0 };
	struct str name = node->key->text;
	const char *wrong = check_name(name);
	if (wrong) {
		node_error(r->diags, &r->config->source, node->key,
		        "\"" STR_FMT "\" cannot name a type: it %s", STR_ARG(node_brief(name)),
		        wrong);
		diag_help(r->diags, "for example: talk, or field-note");
		return false;
	}
	*r->type = (struct config_type){ .name = name, .node = node->key };
	schema_read(config_type_schema(), r->arena, &r->config->source, node, SCHEMA_UNKNOWN_ERROR,
	        &declared, NULL, r->diags);
	r->type->base = declared.base;
	for (const struct node *item = node->child; item && node->kind == NODE_MAP;
	        item = item->next) {
		const struct schema_row *row = schema_find(config_type_schema(), item->key->text);
		if (row && row->offset == offsetof(struct declared_type, base))
			r->type->base_node = item;
	}
	read_sections(r, node, declared.section);
	read_keys(r, declared.keys);
	return true;
}

void
config_type_read(
        struct config *config, struct arena *arena, const struct node *node, struct diags *diags)
{
	const struct config_type **end = &config->types;
	for (node = node->child; node; node = node->next) {
		struct reading r = { .config = config, .arena = arena, .diags = diags };
		r.type = arena_new(arena, struct config_type);
		if (!read_type(&r, node))
			continue;
		*end = r.type;
		end = &r.type->next;
	}
}

const struct config_type *
config_type_find(const struct config *config, struct str name)
{
	const struct config_type *type = config->types;
	while (type && !str_eq(type->name, name))
		type = type->next;
	return type;
}

const struct schema_row *
config_type_row(const struct config_type *type, struct str key)
{
	return type ? schema_find(&type->schema, key) : NULL;
}

const struct config_type *
config_type_with_key(const struct config *config, struct str key)
{
	const struct config_type *type = config ? config->types : NULL;
	while (type && !config_type_row(type, key))
		type = type->next;
	return type;
}

/* --- records ---------------------------------------------------------------------------------- */

void *
config_type_record(const struct config_type *type, struct arena *arena)
{
	void *record = arena_bytes(arena, type->size, FIELD_ALIGN);
	memcpy(record, type->defaults, type->size);
	return record;
}

bool
config_type_take(const struct config_type *type, void *record, struct arena *arena,
        const struct node_source *source, const struct node *node, struct diags *diags)
{
	struct node value = *node;
	struct node map = { .kind = NODE_MAP, .child = &value, .len = 1 };
	const struct schema_row *row = config_type_row(type, node->key->text);
	value.next = NULL;
	if (!row ||
	        !schema_read(&type->schema, arena, source, &map, SCHEMA_UNKNOWN_ERROR, record, NULL,
	                diags))
		return false;
	if (node->kind != NODE_NULL)
		((bool *)record)[row - type->schema.rows] = true;
	return true;
}

struct value
config_type_value(
        const struct config_type *type, const void *record, struct str key, struct arena *arena)
{
	const struct schema_row *row = config_type_row(type, key);
	if (!row || !((const bool *)record)[row - type->schema.rows])
		return VALUE_UNDEFINED_INIT;
	return schema_value(row, record, arena);
}
