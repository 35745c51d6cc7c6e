/*
 * `feeds:` of kith.yaml: in which formats feeds are, and what a schema cannot see of the rest.
 *
 *	feeds: {formats: [atom, json, rss]}
 */
#ifndef KITH_CONFIG_CONFIG_FEEDS_H
#define KITH_CONFIG_CONFIG_FEEDS_H

#include <stdbool.h>

struct config;
struct diags;
struct node;

enum config_feed_format {
#define FEED_FORMAT(NAME, name, kind, changes, file, type) CONFIG_FEED_##NAME,
#include "config/feed_format.def"
#undef FEED_FORMAT
	CONFIG_FEED_FORMATS
};

/* Is the format asked for? */
bool config_feeds_has(const struct config *config, enum config_feed_format format);
/*
 * Fills config->feeds.in. `node` is the value of the key, NULL without one. A format that is not known, or named twice,
 * is an error, as is a list of none, or a hub without a host.
 */
void config_feeds_read(struct config *config, const struct node *node, struct diags *diags);

#endif
