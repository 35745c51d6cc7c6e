#include "config/config_feeds.h"

#include "base/diag.h"
#include "base/escape.h"
#include "config/config.h"

static const struct str names[] = {
#define FEED_FORMAT(NAME, name, kind, changes, file, type) [CONFIG_FEED_##NAME] = STR_INIT(#name),
#include "config/feed_format.def"
#undef FEED_FORMAT
};

bool
config_feeds_has(const struct config *config, enum config_feed_format format)
{
	return (config->feeds.in & 1u << format) != 0;
}

static void
read_format(struct config *config, const struct node *item, struct diags *diags)
{
	struct str name = str_trim(item->text);
	size_t format = 0;

	while (format < CONFIG_FEED_FORMATS && !str_eq(names[format], name))
		format++;
	if (format == CONFIG_FEED_FORMATS) {
		node_error(diags, &config->source, item, "\"" STR_FMT "\" is no format of feeds",
		        STR_ARG(node_brief(item->text)));
		diag_help(diags, "the formats are atom, json and rss");
		diag_suggest(diags, name, names, CONFIG_FEED_FORMATS);
	} else if (config_feeds_has(config, (enum config_feed_format)format)) {
		node_error(diags, &config->source, item, "\"" STR_FMT "\" is in the list already",
		        STR_ARG(name));
	} else {
		config->feeds.in |= 1u << format;
	}
}

void
config_feeds_read(struct config *config, const struct node *node, struct diags *diags)
{
	const struct node *key =
	        node && node->kind == NODE_MAP ? node_get(node, STR("formats")) : NULL;
	const struct node *item;

	if (config->feeds.hub.len && !escape_url_is_absolute(config->feeds.hub)) {
		node_error(diags, &config->source, node_get(node, STR("hub")),
		        "a hub is on another host");
		diag_help(diags, "write its whole address, https://...");
	}
	if (!key || key->kind == NODE_NULL) {
		config->feeds.in = 1u << CONFIG_FEED_ATOM | 1u << CONFIG_FEED_JSON;
		return;
	}
	item = key->kind == NODE_LIST ? key->child : key;
	if (!item) {
		node_error(diags, &config->source, key, "feeds in no format are no feeds");
		diag_help(
		        diags, "name one of atom, json and rss, or write `pages: {feeds: false}`");
	}
	for (; item; item = key->kind == NODE_LIST ? item->next : NULL)
		if (item->kind == NODE_SCALAR)
			read_format(config, item, diags);
}
