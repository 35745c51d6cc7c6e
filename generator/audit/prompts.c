#include "audit/prompts.h"

#include "base/arena.h"
#include "base/front_cut.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "config/config_type.h"
#include "content/front_own.h"
#include "content/page.h"
#include "render/builtin.h"

enum { FILE_MAX = 1 << 20, SHORTEST = 5 };

/* What a line of an archetype is. */
enum prompt_kind {
	NO_PROMPT,
	PROMPT,
	OPENER, /* one when nothing stands below it */
	OWN,    /* of the site, one on a page without a line of its own */
	KINDS
};

struct prompts {
	struct map lines; /* -> one of `kinds` */
};

/* What the values of the map point to. */
static const enum prompt_kind kinds[KINDS] = { NO_PROMPT, PROMPT, OPENER, OWN };

static enum prompt_kind
kind_of(struct str line, bool own)
{
	if (line.len < SHORTEST || str_find(line, STR("{{")) != STR_NONE)
		return NO_PROMPT;
	if (str_starts(line, STR("#")) ||
	        (str_starts(line, STR("**")) && str_ends(line, STR(":**"))))
		return OPENER;
	if (!own || str_ends(line, STR("?")) || str_ends(line, STR("...")) ||
	        str_ends(line, STR("…")))
		return PROMPT;
	return OWN;
}

/* The lines above the front matter say where the page goes. */
static struct str
body_of(struct str archetype)
{
	struct str rest = archetype;

	while (rest.at) {
		struct str from = rest;

		if (str_is(str_trim(str_line(&rest)), "---"))
			return front_cut(from).body;
	}
	return archetype;
}

/* The built-in ones come first: what the site has taken over from them stays what it is. */
static void
keep(struct map_entry *entry, enum prompt_kind kind)
{
	if (!entry->value)
		entry->value = (void *)&kinds[kind];
}

static void
add(struct prompts *prompts, struct arena *arena, struct str archetype, bool own)
{
	struct str rest = body_of(archetype);

	while (rest.at) {
		struct str line = str_trim(str_line(&rest));
		enum prompt_kind kind = kind_of(line, own);

		if (kind)
			keep(map_put(&prompts->lines, arena, line, NULL), kind);
	}
}

const struct prompts *
prompts_read(struct arena *arena, int root)
{
	struct prompts *prompts = arena_new(arena, struct prompts);
	fs_list own = { 0 };

	for (unsigned long i = 0; i < builtin_files_len; i++)
		if (str_starts(str_from(builtin_files[i].name), STR("archetypes/")))
			add(prompts, arena, str_of(builtin_files[i].bytes, builtin_files[i].len),
			        false);
	if (root < 0 || fs_walk(root, STR("archetypes"), false, arena, &own) != 0)
		return prompts;
	for (size_t i = 0; i < own.len; i++) {
		struct str text;

		if (str_is(path_ext(own.at[i].path), ".md") &&
		        fs_read(root, path_join(arena, STR("archetypes"), own.at[i].path), arena,
		                FILE_MAX, &text, NULL) == 0)
			add(prompts, arena, text, true);
	}
	return prompts;
}

/* ---- looking at a page ---------------------------------------------------------------------------- */

static enum prompt_kind
find(const struct prompts *prompts, struct str line)
{
	const enum prompt_kind *kind = map_get(&prompts->lines, line);

	return kind ? *kind : NO_PROMPT;
}

/* What is found while the lines are read. */
struct looking {
	struct str opener; /* nothing stands below it yet */
	struct str first, first_own;
	size_t count, own;
	bool written; /* there is a line that no archetype has */
};

static void
count_one(struct looking *looking, struct str line)
{
	if (!looking->count++ || line.at < looking->first.at)
		looking->first = line;
}

static void
look_at(struct looking *looking, struct str line, enum prompt_kind kind)
{
	bool label = kind == PROMPT && str_starts(line, STR("**"));

	if (looking->opener.len && (kind == OPENER || label))
		count_one(looking, looking->opener);
	looking->opener = kind == OPENER ? line : STR_EMPTY;
	if (kind == PROMPT)
		count_one(looking, line);
	if (kind == OWN && !looking->own++)
		looking->first_own = line;
	looking->written |= kind == NO_PROMPT;
}

/* The mark of a listing's first or last line: "```" or "~~~". */
static struct str
fence_of(struct str line)
{
	size_t len = 0;

	while (len < line.len && line.at[len] == line.at[0] &&
	        (line.at[0] == '`' || line.at[0] == '~'))
		len++;
	return len >= 3 ? str_slice(line, 0, len) : STR_EMPTY;
}

/* Reads the lines of a text, but for listings: an archetype may stand there as an example. */
static void
look_through(struct looking *looking, const struct prompts *prompts, struct str rest)
{
	struct str fence = STR_EMPTY;

	while (rest.at) {
		struct str line = str_trim(str_line(&rest)), mark = fence_of(line);
		bool listing = fence.len || mark.len;

		if (line.len)
			look_at(looking, line, listing ? NO_PROMPT : find(prompts, line));
		if (!fence.len)
			fence = mark;
		else if (str_starts(mark, fence))
			fence = STR_EMPTY;
	}
}

/* Keys of its type that kith.yaml requires and nobody has filled in; a build asks for them once it is no draft. */
static size_t
keys_left(const struct page *page, struct place *first)
{
	const struct config_type *type = page->front->declared;
	struct arena passing = ARENA_EMPTY;
	size_t count = 0;

	for (size_t i = 0; type && page->front->draft > 0 && i < type->schema.count; i++) {
		const struct schema_row *row = &type->schema.rows[i];

		if (!(row->groups & CONFIG_TYPE_REQUIRED) ||
		        config_type_value(type, page->front->record, row->name, &passing).kind !=
		                VALUE_UNDEFINED)
			continue;
		if (!count++)
			*first = front_own_place(page->front, &page->text, row->name);
	}
	arena_free(&passing);
	return count;
}

size_t
prompts_left(const struct prompts *prompts, const struct page *page, struct place *first)
{
	struct str bytes = page->text.bytes;
	struct looking looking = { .count = 0 };
	size_t keys = keys_left(page, first);

	look_through(&looking, prompts, front_cut(bytes).body);
	if (looking.opener.len)
		count_one(&looking, looking.opener);
	if (!looking.written && looking.own) {
		count_one(&looking, looking.first_own);
		looking.count += looking.own - 1;
	}
	if (!looking.count || keys)
		return looking.count + keys;
	*first = diag_place(page->text.path, bytes, (size_t)(looking.first.at - bytes.at),
	        utf8_length(looking.first));
	return looking.count;
}
