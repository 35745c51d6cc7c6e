/*
 * Whose site it is: `author` of kith.yaml.
 */
#ifndef KITH_CONFIG_CONFIG_AUTHOR_H
#define KITH_CONFIG_CONFIG_AUTHOR_H

#include "base/str.h"
#include "data/schema.h"

struct config_author {
	struct str name, email, url, photo, note;
	struct str fediverse; /* "@ada@social.example" */
	schema_pairs links;   /* to where else the author is, by label */
};

#endif
