#include "content/front_place.h"

#include "content/front.h"
#include "data/node.h"
#include "data/schema.h"

/* Most pages are asked for keys that they do not have; only those with other spellings cost a look at all rows. */
static bool
is_of_row(const struct node *node, const struct schema_row *row)
{
	struct str key = node->key->text;

	return str_eq(key, row->name) || (row->aliases && schema_find(front_schema(), key) == row);
}

/* The pair of a key, by any of its spellings; NULL without a value. */
static const struct node *
pair_of(const struct node *root, struct str key)
{
	const struct schema_row *row = root ? schema_find(front_schema(), key) : NULL;

	if (!row || !str_eq(row->name, key))
		return NULL;
	for (const struct node *node = root->child; node; node = node->next)
		if (is_of_row(node, row) && node->kind != NODE_NULL)
			return node;
	return NULL;
}

struct front_place
front_place_find(const struct front *front, const struct node_source *source, struct str key)
{
	struct front_place spot = { source, pair_of(front->root, key) };
	for (front = front->above; front && !spot.node; front = front->above)
		spot = (struct front_place){ front->source, pair_of(front->root, key) };
	return spot.node ? spot : (struct front_place){ source, NULL };
}
