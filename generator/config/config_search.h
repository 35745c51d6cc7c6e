/*
 * `search:` of kith.yaml: what the search page leaves out.
 *
 *	search: {exclude: [log, content/projects/quill/log/]}
 */
#ifndef KITH_CONFIG_CONFIG_SEARCH_H
#define KITH_CONFIG_CONFIG_SEARCH_H

struct config;
struct diags;
struct node;

/*
 * Brings the folders of config->search.exclude into the form of section paths: below content/, without slashes at the
 * ends. `node` is the value of the key, NULL without one. What is no folder of content/ is an error.
 */
void config_search_read(struct config *config, const struct node *node, struct diags *diags);

#endif
