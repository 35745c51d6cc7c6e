#include "content/people.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/escape.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/utf8.h"
#include "data/reader.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct schema_row rows[] = {
#define PERSON_KEY(field, key, type, aliases, choices, fallback, help, example)                 \
	{ STR_INIT(key), SCHEMA_##type, offsetof(struct people_entry, field), aliases, choices, \
		fallback, help, example, 0 },
#include "content/person.def"
#undef PERSON_KEY
};

const struct schema *
people_schema(void)
{
	static const struct schema schema = { "people", rows, COUNT(rows) };

	return &schema;
}

struct reading {
	struct arena *arena;
	struct people *people;
	struct diags *diags;
};

/* ---- what cannot be meant ------------------------------------------------------------------------- */

/* The node of a key, under whichever of its spellings it stands. */
static const struct node *
node_of(const struct node *map, const char *key)
{
	for (const struct node *node = map->child; node; node = node->next) {
		const struct schema_row *row = schema_find(people_schema(), node->key->text);

		if (row && str_eq(row->name, str_from(key)))
			return node;
	}
	return map;
}

static void
refuse(const struct reading *r, const struct node *map, const char *key, struct str *text,
        const char *what, const char *help)
{
	node_error(r->diags, &r->people->source, node_of(map, key), "\"" STR_FMT "\" %s",
	        STR_ARG(node_brief(*text)), what);
	diag_help(r->diags, "%s", help);
	*text = STR_EMPTY;
}

/* "@ada@social.example" */
static bool
is_handle(struct str text)
{
	struct str rest = str_skip(text, 1);
	size_t at = str_find_char(rest, '@');

	return str_starts(text, STR("@")) && at != STR_NONE && at > 0 && at + 1 < rest.len &&
	        str_find_char(text, ' ') == STR_NONE && str_count_char(text, '@') == 2;
}

static bool
is_web_address(struct str url)
{
	return str_starts(url, STR("https://")) || str_starts(url, STR("http://"));
}

/* The words of XFN 1.1 for what people are to each other. */
static const struct str relations[] = {
	STR_INIT("acquaintance"),
	STR_INIT("child"),
	STR_INIT("co-resident"),
	STR_INIT("co-worker"),
	STR_INIT("colleague"),
	STR_INIT("contact"),
	STR_INIT("crush"),
	STR_INIT("date"),
	STR_INIT("friend"),
	STR_INIT("kin"),
	STR_INIT("me"),
	STR_INIT("met"),
	STR_INIT("muse"),
	STR_INIT("neighbor"),
	STR_INIT("parent"),
	STR_INIT("sibling"),
	STR_INIT("spouse"),
	STR_INIT("sweetheart"),
};

static bool
is_relation(struct str word)
{
	for (size_t i = 0; i < COUNT(relations); i++)
		if (str_eq(relations[i], word))
			return true;
	return false;
}

static void
check_relations(const struct reading *r, const struct node *map, struct people_entry *entry)
{
	const struct node *node = node_of(map, "rel");
	const struct node *item = node->kind == NODE_LIST ? node->child : node;
	size_t count = 0;

	for (size_t i = 0; i < entry->rel.len; i++, item = item ? item->next : NULL) {
		struct str word = entry->rel.at[i];

		if (is_relation(word)) {
			entry->rel.at[count++] = word;
			continue;
		}
		node_error(r->diags, &r->people->source, item ? item : node,
		        "\"" STR_FMT "\" is no relation that XFN knows", STR_ARG(node_brief(word)));
		diag_suggest(r->diags, word, relations, COUNT(relations));
	}
	entry->rel.len = count;
}

static void
check_entry(const struct reading *r, const struct node *map, struct people_entry *entry)
{
	if (entry->feed.len && !is_web_address(entry->feed))
		refuse(r, map, "feed", &entry->feed, "is no address of a feed",
		        "a whole one, such as https://example.org/feed.xml");
	if (entry->photo.len && !escape_url_is_safe(entry->photo))
		refuse(r, map, "photo", &entry->photo, "cannot become a link",
		        "a path of the site, or an address with https:");
	if (entry->fediverse.len && !is_handle(entry->fediverse))
		refuse(r, map, "fediverse", &entry->fediverse, "is no name of the fediverse",
		        "it has the form @ada@social.example");
	if (entry->email.len && !escape_url_is_mail(entry->email))
		refuse(r, map, "email", &entry->email, "is no mail address",
		        "it has the form ada@example.org");
	check_relations(r, map, entry);
}

/* ---- one person ------------------------------------------------------------------------------------- */

/* A name belongs to one person: the first one who has it. */
static void
add_name(const struct reading *r, struct people_entry *entry, struct str name)
{
	struct str folded = utf8_fold_name(r->arena, name);
	struct map_entry *known = map_put(&r->people->by_name, r->arena, folded, NULL);
	const struct people_entry *other = known->value;

	if (!other)
		known->value = entry;
	if (!other || other == entry)
		return;
	node_error(r->diags, &r->people->source, entry->node,
	        "\"" STR_FMT "\" is a name of \"" STR_FMT "\" as well", STR_ARG(node_brief(name)),
	        STR_ARG(node_brief(other->key)));
	diag_help(r->diags, "nobody could tell the two apart: give one of them another name");
}

static struct str
small(const struct reading *r, struct str email)
{
	return utf8_casefold(r->arena, str_trim(email));
}

static void
check_key(const struct reading *r, struct people_entry *entry)
{
	struct buf slug;

	buf_init(&slug, 1 << 20);
	utf8_slug(&slug, entry->key);
	entry->slug = str_copy(r->arena, buf_view(&slug));
	if (!entry->slug.len || path_check(entry->slug)) {
		node_error(r->diags, &r->people->source, entry->node,
		        "\"" STR_FMT "\" cannot be the key of a person",
		        STR_ARG(node_brief(entry->key)));
		diag_help(r->diags, "it becomes a part of an address: use a few letters or digits");
	}
	buf_free(&slug);
}

static void
read_entry(const struct reading *r, const struct node *node)
{
	struct people *people = r->people;
	struct people_entry *entry = arena_new(r->arena, struct people_entry);

	entry->key = node->key->text;
	entry->node = node->key;
	entry->index = people->list.len;
	*array_push(r->arena, &people->list) = entry;
	map_put(&people->by_key, r->arena, entry->key, NULL)->value = entry;
	check_key(r, entry);
	if (node->kind == NODE_MAP) {
		schema_read(people_schema(), r->arena, &people->source, node,
		        SCHEMA_UNKNOWN_COLLECT, entry, NULL, r->diags);
		check_entry(r, node, entry);
	} else if (node->kind != NODE_NULL) {
		node_error(r->diags, &people->source, node,
		        "what is known of a person is a map of keys");
		diag_help(r->diags, "{name: Ada Lovelace, url: https://example.org/}");
	}
	if (!entry->name.len)
		entry->name = entry->key;
}

/* Two pages cannot have one address. */
static void
add_slug(const struct reading *r, struct map *slugs, struct people_entry *entry)
{
	struct map_entry *known;
	const struct people_entry *other;

	if (!entry->page || !entry->slug.len)
		return;
	known = map_put(slugs, r->arena, entry->slug, NULL);
	other = known->value;
	known->value = entry;
	if (!other)
		return;
	node_error(r->diags, &r->people->source, entry->node,
	        "\"" STR_FMT "\" and \"" STR_FMT "\" would have one address",
	        STR_ARG(node_brief(entry->key)), STR_ARG(node_brief(other->key)));
	diag_help(r->diags, "give one of them another key");
}

/* Names come when all keys are known, so that they are told apart in the order of the file. */
static void
name_entry(const struct reading *r, struct people_entry *entry)
{
	struct map_entry *known;

	add_name(r, entry, entry->name);
	for (size_t i = 0; i < entry->names.len; i++)
		add_name(r, entry, entry->names.at[i]);
	if (!entry->email.len)
		return;
	known = map_put(&r->people->by_email, r->arena, small(r, entry->email), NULL);
	if (!known->value)
		known->value = entry;
}

/* ---- the file --------------------------------------------------------------------------------------- */

/* Its tree; NULL when there is none, or nothing to be read in it. */
static const struct node *
read_file(const struct reading *r, int root)
{
	static const struct str names[] = { STR_INIT("data/people.yaml"),
		STR_INIT("data/people.yml"), STR_INIT("data/people.json") };
	struct node_source *source = &r->people->source;
	const struct node *node = NULL;
	struct diags said;
	bool known;

	for (size_t i = 0; i < COUNT(names) && !source->path.len; i++)
		if (!fs_read(root, names[i], r->arena, READER_FILE_MAX, &source->bytes, NULL))
			source->path = names[i];
	if (!source->path.len)
		return NULL;
	diag_init(&said);
	node = reader_file(r->arena, source, &said, &known);
	diag_free(&said);
	return node && node->kind != NODE_NULL ? node : NULL;
}

/* Is there something in it that only a person has? */
static bool
has_person(const struct node *map)
{
	for (const struct node *node = map->kind == NODE_MAP ? map->child : NULL; node;
	        node = node->next)
		for (const struct node *key = node->kind == NODE_MAP ? node->child : NULL; key;
		        key = key->next)
			if (schema_find(people_schema(), key->key->text))
				return true;
	return false;
}

static bool
has_people(const struct reading *r, int root, struct str path)
{
	struct node_source source = { .path = path };
	const struct node *node = NULL;
	struct diags said;
	bool known;

	if (fs_read(root, path, r->arena, READER_FILE_MAX, &source.bytes, NULL))
		return false;
	diag_init(&said);
	node = reader_file(r->arena, &source, &said, &known);
	diag_free(&said);
	return node && has_person(node);
}

/* Without the file: does another one hold people, under nearly its name, or in another folder? */
static void
suggest_file(const struct reading *r, int root)
{
	static const struct str name = STR_INIT("people");
	static const struct str others[] = { STR_INIT("people.yaml"), STR_INIT("people.yml"),
		STR_INIT("content/people.yaml"), STR_INIT("content/people.yml") };
	array_of(struct str) paths = { 0 };
	fs_list files;

	if (fs_walk(root, STR("data"), false, r->arena, &files))
		files.len = 0;
	for (size_t i = 0; i < files.len; i++) {
		struct str stem = path_stem(files.at[i].path);

		if (str_eq_nocase(stem, STR("person")) || diag_nearest(stem, &name, 1).len)
			*array_push(r->arena, &paths) =
			        path_join(r->arena, STR("data"), files.at[i].path);
	}
	for (size_t i = 0; i < COUNT(others); i++)
		*array_push(r->arena, &paths) = others[i];
	for (size_t i = 0; i < paths.len; i++) {
		if (!has_people(r, root, paths.at[i]))
			continue;
		diag_warning(r->diags, diag_file(paths.at[i]), STR_EMPTY,
		        "there are people in here, and nobody looks for them");
		diag_help(r->diags, "did you mean data/people.yaml?");
	}
}

const struct people *
people_read(struct arena *arena, int root, struct diags *diags)
{
	struct people *people = arena_new(arena, struct people);
	struct reading r = { arena, people, diags };
	struct map slugs = { 0 };
	const struct node *map = read_file(&r, root);

	if (!map && !people->source.path.len)
		suggest_file(&r, root);
	if (!map)
		return people;
	if (map->kind != NODE_MAP) {
		node_error(diags, &people->source, map, "the people are a map, each below a key");
		diag_help(diags, "ada: {name: Ada Lovelace}");
		return people;
	}
	for (const struct node *node = map->child; node; node = node->next)
		read_entry(&r, node);
	for (size_t i = 0; i < people->list.len; i++) {
		name_entry(&r, people->list.at[i]);
		add_slug(&r, &slugs, people->list.at[i]);
	}
	return people;
}

const struct people_entry *
people_find(const struct people *people, struct str text, struct arena *arena)
{
	const struct people_entry *entry = map_get(&people->by_key, text);

	return entry ? entry : map_get(&people->by_name, utf8_fold_name(arena, text));
}

const struct people_entry *
people_find_author(
        const struct people *people, struct str name, struct str email, struct arena *arena)
{
	const struct people_entry *entry = NULL;

	if (email.len)
		entry = map_get(&people->by_email, utf8_casefold(arena, str_trim(email)));
	return entry ? entry : map_get(&people->by_name, utf8_fold_name(arena, name));
}
