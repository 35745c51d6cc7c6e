/*
 * `dates:` of kith.yaml: in which order the sources of a page's dates are asked.
 *
 *	dates: {created: [front-matter, git, file-name], updated: [front-matter, git]}
 *
 * Without it a date that a writer put into the file's name is the date, and git is asked last: who
 * names a file by a day means that day. An empty list asks nobody.
 */
#ifndef KITH_CONFIG_CONFIG_DATES_H
#define KITH_CONFIG_CONFIG_DATES_H

struct config;
struct diags;
struct node;

/*
 * Fills created_from and updated_from of config->dates. `node` is the value of the key, NULL without
 * one. A source that is not known, or named twice, is an error.
 */
void config_dates_read(struct config *config, const struct node *node, struct diags *diags);

#endif
