/*
 * Whose site it is, and whom to tell of what is wrong with it: `author` and `security` of kith.yaml.
 */
#ifndef KITH_CONFIG_CONFIG_AUTHOR_H
#define KITH_CONFIG_CONFIG_AUTHOR_H

#include "base/date.h"
#include "base/str.h"
#include "data/schema.h"

struct config_author {
	struct str name, email, url, photo, note;
	struct str fediverse; /* "@ada@social.example" */
	schema_pairs links;   /* to where else the author is, by label */
};

/* Whom to tell of a weakness: security.txt (RFC 9116). There is one when somebody can be asked. */
struct config_security {
	schema_texts contact; /* https:, mailto: or tel:, the best one first */
	struct date expires;
	struct str encryption, acknowledgments, policy, hiring, languages;
};

#endif
