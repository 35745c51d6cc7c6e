/*
 * People: data/people.yaml, a map from a key of the author's choice to what is known of a person.
 *
 *	grace:
 *	  name: Grace Hopper
 *	  names: [G. Hopper]           as git and older pages have her
 *	  page: true                   she agreed to a page
 *
 * The keys below are rows of person.def. Others are there for templates in `site.data.people` and are not looked at.
 */
#ifndef KITH_CONTENT_PEOPLE_H
#define KITH_CONTENT_PEOPLE_H

#include <stdbool.h>

#include "base/array.h"
#include "base/map.h"
#include "base/str.h"
#include "data/schema.h"

struct arena;
struct diags;

struct people_entry {
#define PERSON_KEY(field, key, type, ...) SCHEMA_C_##type field;
#include "content/person.def"
#undef PERSON_KEY
	size_t index;            /* in people->list */
	struct str key;          /* as written: "grace" */
	struct str slug;         /* the same as a part of an address */
	const struct node *node; /* of the key, for messages */
};

struct people {
	struct node_source source;            /* the file; no path when there is none */
	array_of(struct people_entry *) list; /* as they are written */
	struct map by_key, by_name, by_email; /* names folded, addresses in small letters */
};

/*
 * Reads the file: people.yaml, people.yml or people.json of data/, below the folder `root`. Adds an error for what cannot
 * be meant, such as two people of one name; of a file that is no YAML at all the reader of data/ has told already.
 * Never NULL. Lives in the arena.
 */
const struct people *people_read(struct arena *arena, int root, struct diags *diags);
/* Who has this key, or else this name or another spelling of it; NULL: nobody. `arena` is for the moment. */
const struct people_entry *people_find(
        const struct people *people, struct str text, struct arena *arena);
/* Who has this name or this mail address, as git tells them; NULL: nobody. */
const struct people_entry *people_find_author(
        const struct people *people, struct str name, struct str email, struct arena *arena);
/* The rows of person.def. */
const struct schema *people_schema(void);

#endif
