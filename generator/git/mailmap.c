/*
 * A line is cut into up to two pairs of name and address. The last address is the one in commits; what
 * stands before the first one is what it becomes:
 *
 *	Jo Doe <jo@new.example> jd <JD@old.example>
 *	------  --------------  --  --------------
 *	name    email           key: "jd@old.example\njd"
 */
#include "git/mailmap.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"

struct entry {
	struct str name, email; /* empty: keep the commit's */
};

struct pair {
	struct str name, email;
	bool there; /* an address in brackets was found */
};

static struct str
lower(struct arena *arena, struct str text)
{
	char *out = arena_array(arena, char, text.len + 1);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		out[i] = ascii_lower(c);
	}
	return str_of(out, text.len);
}

static struct str
key_of(struct arena *arena, struct str name, struct str email)
{
	struct str parts[] = { lower(arena, email), lower(arena, name) };
	return str_join(arena, parts, name.len ? 2 : 1, STR("\n"));
}

/* Cuts `name <address>` off the line. */
static struct pair
cut_pair(struct str *line)
{
	struct pair pair = { STR_EMPTY, STR_EMPTY, false };
	size_t open = str_find_char(*line, '<');
	if (open == STR_NONE)
		return pair;
	struct str rest = str_skip(*line, open + 1);
	size_t close = str_find_char(rest, '>');
	if (close == STR_NONE)
		return pair;
	pair.name = str_trim(str_slice(*line, 0, open));
	pair.email = str_trim(str_slice(rest, 0, close));
	pair.there = true;
	*line = str_skip(rest, close + 1);
	return pair;
}

static void
add(struct mailmap *map, struct arena *arena, const struct entry *to, struct str old_name,
        struct str old_email)
{
	struct map_entry *slot =
	        map_put(&map->people, arena, key_of(arena, old_name, old_email), NULL);
	struct entry *entry = slot->value;
	if (!entry) {
		entry = arena_new(arena, struct entry);
		*entry = (struct entry){ STR_EMPTY, STR_EMPTY };
		slot->value = entry;
	}
	if (to->name.len)
		entry->name = to->name;
	if (to->email.len)
		entry->email = to->email;
}

static void
parse_line(struct mailmap *map, struct arena *arena, struct str line)
{
	if (str_starts(line, STR("#")))
		return;
	struct pair first = cut_pair(&line);
	if (!first.there)
		return;
	struct pair second = cut_pair(&line);
	struct entry to = { first.name, second.there ? first.email : STR_EMPTY };
	if (second.there)
		add(map, arena, &to, second.name, second.email);
	else
		add(map, arena, &to, STR_EMPTY, first.email);
}

void
mailmap_parse(struct mailmap *map, struct arena *arena, struct str text)
{
	struct str rest = utf8_clean(arena, str_copy(arena, text));
	while (rest.at)
		parse_line(map, arena, str_line(&rest));
}

void
mailmap_apply(const struct mailmap *map, struct arena *scratch, struct str *name, struct str *email)
{
	if (map->people.len == 0)
		return;
	const struct entry *entry = NULL;
	if (name->len)
		entry = map_get(&map->people, key_of(scratch, *name, *email));
	if (!entry)
		entry = map_get(&map->people, key_of(scratch, STR_EMPTY, *email));
	if (!entry)
		return;
	if (entry->name.len)
		*name = entry->name;
	if (entry->email.len)
		*email = entry->email;
}
