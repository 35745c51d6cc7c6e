#include "content/front_place.h"

#include "content/front.h"
#include "data/node.h"
#include "data/schema.h"

/* The pair of a key, by any of its spellings; NULL without a value. */
static const struct node *
pair_of(const struct node *root, struct str key)
{
	for (const struct node *node = root ? root->child : NULL; node; node = node->next) {
		const struct schema_row *row = schema_find(front_schema(), node->key->text);
		if (row && str_eq(row->name, key) && node->kind != NODE_NULL)
			return node;
	}
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
