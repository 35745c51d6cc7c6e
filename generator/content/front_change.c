/*
 * Each side becomes a flat table of keys and texts, in which maps are taken apart as far as one can
 * read it aloud; the tables are compared.
 */
#include "content/front_change.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "content/front.h"
#include "data/node.h"
#include "data/reader.h"
#include "data/schema.h"

enum {
	DEPTH_MAX = 3,     /* maps that are taken apart, one inside another */
	FIELDS_MAX = 1000, /* of one side; more are not compared */
	ITEMS_MAX = 1000   /* of a list; a longer one is told by its length */
};

enum field_kind { FIELD_TEXT, FIELD_LIST, FIELD_DEEP };

struct field {
	enum field_kind kind;
	struct str key;
	const struct schema_row *row; /* NULL inside a map and for what nobody knows */
	struct str text;
	front_change_texts items;
	const struct node *node;
};

struct version {
	struct arena *arena;
	struct str body;
	struct map fields;
	bool unreadable;
};

/* --- one side ------------------------------------------------------------------------------ */

static bool
is_flat(const struct node *list)
{
	if (list->len > ITEMS_MAX)
		return false;
	for (const struct node *item = list->child; item; item = item->next) {
		if (item->kind != NODE_SCALAR)
			return false;
	}
	return true;
}

static void
add_field(struct version *version, struct str key, const struct schema_row *row,
        const struct node *node)
{
	struct arena *arena = version->arena;
	bool added;
	struct field *field = arena_new(arena, struct field);
	if (version->fields.len >= FIELDS_MAX)
		return;
	*field = (struct field){ .key = key, .row = row, .text = STR_EMPTY, .node = node };
	if (node->kind == NODE_LIST && is_flat(node)) {
		field->kind = FIELD_LIST;
		for (const struct node *item = node->child; item; item = item->next)
			*array_push(arena, &field->items) = str_trim(item->text);
	} else if (node->kind == NODE_SCALAR && row && row->type == SCHEMA_TEXTS) {
		field->kind = FIELD_LIST;
		*array_push(arena, &field->items) = str_trim(node->text);
	} else if (node->kind == NODE_SCALAR) {
		field->text = str_trim(node->text);
	} else {
		field->kind = FIELD_DEEP;
	}
	struct map_entry *entry = map_put(&version->fields, arena, key, &added);
	if (added)
		entry->value = field;
}

/* The rest of the way, below a key. The depth is bounded, and so is the recursion. */
static void
add_below(struct version *version, struct str key, const struct schema_row *row,
        const struct node *node, unsigned depth)
{
	if (node->kind == NODE_NULL)
		return;
	if (node->kind != NODE_MAP || depth == DEPTH_MAX) {
		add_field(version, key, row, node);
		return;
	}
	for (const struct node *value = node->child; value; value = value->next) {
		struct str path = str_format(version->arena, STR_FMT "." STR_FMT, STR_ARG(key),
		        STR_ARG(value->key->text));
		add_below(version, path, NULL, value, depth + 1);
	}
}

static void
add_all(struct version *version, const struct node *root)
{
	if (root->kind == NODE_NULL)
		return;
	if (root->kind != NODE_MAP) {
		version->unreadable = true;
		return;
	}
	for (const struct node *value = root->child; value; value = value->next) {
		const struct schema_row *row = schema_find(front_schema(), value->key->text);
		add_below(version, row ? row->name : value->key->text, row, value, 0);
	}
}

/* Of another program's front matter, between "+++", one knows at least where it ends. */
static struct str
behind_pluses(struct str file)
{
	struct str rest = file;
	if (!str_is(str_line(&rest), "+++"))
		return file;
	while (rest.at) {
		if (str_is(str_line(&rest), "+++"))
			return rest.at ? rest : STR_EMPTY;
	}
	return file;
}

static void
read_version(struct version *version, struct arena *arena, struct str file)
{
	struct node_source source = { .path = STR_EMPTY, .bytes = file };
	struct front_split split = { .body = STR_EMPTY };
	struct diags unheard;
	diag_init(&unheard);
	*version = (struct version){ .arena = arena, .body = behind_pluses(file) };
	if (!front_split(&source, &split, &unheard)) {
		version->unreadable = true;
	} else {
		version->body = split.body;
		const struct node *root = NULL;
		if (split.yaml.at)
			root = reader_yaml(arena, &source, split.yaml, split.yaml_line, &unheard);
		if (root)
			add_all(version, root);
		version->unreadable |= split.yaml.at && !root;
	}
	diag_free(&unheard);
}

/* --- comparing ----------------------------------------------------------------------------- */

static bool
has_text(const front_change_texts *texts, struct str text)
{
	for (size_t i = 0; i < texts->len; i++) {
		if (str_eq(texts->at[i], text))
			return true;
	}
	return false;
}

static bool
same_texts(const front_change_texts *a, const front_change_texts *b)
{
	for (size_t i = 0; i < a->len && i < b->len; i++) {
		if (!str_eq(a->at[i], b->at[i]))
			return false;
	}
	return a->len == b->len;
}

/* Those of `a` that are not in `b`. */
static void
add_missing(struct arena *arena, const front_change_texts *a, const front_change_texts *b,
        front_change_texts *out)
{
	for (size_t i = 0; i < a->len; i++) {
		if (!has_text(b, a->at[i]))
			*array_push(arena, out) = a->at[i];
	}
}

struct pair {
	const struct node *a, *b;
};

/* Without recursion: data of other people may be deep. */
static bool
same_nodes(struct arena *arena, const struct node *a, const struct node *b)
{
	array_of(struct pair) rest = { NULL, 0, 0 };
	*array_push(arena, &rest) = (struct pair){ a, b };
	while (rest.len) {
		struct pair pair = rest.at[--rest.len];
		a = pair.a;
		b = pair.b;
		if (a->kind != b->kind || a->len != b->len || !str_eq(a->text, b->text))
			return false;
		if (a->key && !str_eq(a->key->text, b->key->text))
			return false;
		a = a->kind == NODE_LIST || a->kind == NODE_MAP ? a->child : NULL;
		for (b = b->child; a && b; a = a->next, b = b->next)
			*array_push(arena, &rest) = (struct pair){ a, b };
	}
	return true;
}

static bool
is_switch(const struct schema_row *row)
{
	return row && row->type == SCHEMA_TRI && row->fallback &&
	        str_is(str_from(row->fallback), "false");
}

static bool
is_on(const struct field *field)
{
	return field && str_eq_nocase(field->text, STR("true"));
}

/* Without one side: a switch that is off is as good as none. */
static void
add_one_sided(struct front_changes *out, struct arena *arena, const struct field *field, bool set)
{
	struct front_change change = { .kind = set ? FRONT_CHANGE_SET : FRONT_CHANGE_UNSET,
		.key = field->key,
		.before = set ? STR_EMPTY : field->text,
		.after = set ? field->text : STR_EMPTY };
	if (is_switch(field->row) && field->kind == FIELD_TEXT) {
		if (!is_on(field))
			return;
		change.kind = set ? FRONT_CHANGE_ON : FRONT_CHANGE_OFF;
	} else if (field->kind == FIELD_LIST) {
		change.kind = FRONT_CHANGE_LISTED;
		*(set ? &change.added : &change.removed) = field->items;
		if (!field->items.len)
			return;
	} else if (field->kind == FIELD_DEEP) {
		change.kind = FRONT_CHANGE_DEEP;
		*(set ? &change.count_after : &change.count_before) = field->node->len;
	}
	*array_push(arena, &out->list) = change;
}

static void
add_two_sided(struct front_changes *out, struct arena *arena, const struct field *before,
        const struct field *after)
{
	struct front_change change = { .kind = FRONT_CHANGE_EDITED, .key = after->key };
	change.before = before->text;
	change.after = after->text;
	if (before->kind != after->kind) {
		add_one_sided(out, arena, before, false);
		add_one_sided(out, arena, after, true);
		return;
	}
	if (before->kind == FIELD_TEXT) {
		if (str_eq(before->text, after->text))
			return;
		if (is_switch(after->row) && is_on(before) != is_on(after))
			change.kind = is_on(after) ? FRONT_CHANGE_ON : FRONT_CHANGE_OFF;
	} else if (before->kind == FIELD_LIST) {
		if (same_texts(&before->items, &after->items))
			return;
		change.kind = FRONT_CHANGE_LISTED;
		add_missing(arena, &after->items, &before->items, &change.added);
		add_missing(arena, &before->items, &after->items, &change.removed);
	} else {
		if (same_nodes(arena, before->node, after->node))
			return;
		change.kind = FRONT_CHANGE_DEEP;
		change.count_before = before->node->len;
		change.count_after = after->node->len;
	}
	*array_push(arena, &out->list) = change;
}

static void
compare(struct front_changes *out, struct arena *arena, struct version *before,
        struct version *after)
{
	for (size_t i = 0; i < before->fields.len; i++) {
		const struct field *old = before->fields.at[i].value;
		struct field *new = map_get(&after->fields, old->key);
		if (new)
			add_two_sided(out, arena, old, new);
		else
			add_one_sided(out, arena, old, false);
	}
	for (size_t i = 0; i < after->fields.len; i++) {
		const struct field *new = after->fields.at[i].value;
		if (!map_find(&before->fields, new->key))
			add_one_sided(out, arena, new, true);
	}
}

static struct str
in_front(struct str file, struct str body)
{
	return str_slice(file, 0, file.len - body.len);
}

void
front_change_find(
        struct arena *arena, struct str before, struct str after, struct front_changes *out)
{
	struct version old, new;
	read_version(&old, arena, before);
	read_version(&new, arena, after);
	*out = (struct front_changes){
		.unreadable_before = old.unreadable,
		.unreadable_after = new.unreadable,
		.body_before = old.body,
		.body_after = new.body,
	};
	if (str_eq(in_front(before, old.body), in_front(after, new.body)))
		out->unreadable_before = out->unreadable_after = false;
	else if (!old.unreadable && !new.unreadable)
		compare(out, arena, &old, &new);
}
