#include "config/config_dates.h"

#include <string.h>

#include "base/diag.h"
#include "config/config.h"

static const struct str names[] = {
	[CONFIG_DATE_NONE] = STR_INIT(""),
	[CONFIG_DATE_FRONT] = STR_INIT("front-matter"),
	[CONFIG_DATE_FILE] = STR_INIT("file-name"),
	[CONFIG_DATE_GIT] = STR_INIT("git"),
};

static enum config_date
source_named(struct str name)
{
	for (size_t i = CONFIG_DATE_FRONT; i <= CONFIG_DATE_GIT; i++)
		if (str_eq(names[i], name))
			return (enum config_date)i;
	return CONFIG_DATE_NONE;
}

static bool
has(const enum config_date *list, size_t count, enum config_date source)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == source)
			return true;
	return false;
}

/* One name of the list; where it stands is only known of scalars, which the schema has seen to. */
static enum config_date
read_source(const struct node_source *file, const struct node *item, const enum config_date *list,
        size_t count, struct diags *diags)
{
	struct str name = str_trim(item->text);
	enum config_date source = source_named(name);
	if (!source) {
		node_error(diags, file, item, "\"" STR_FMT "\" is no source of dates",
		        STR_ARG(node_brief(item->text)));
		diag_help(diags, "the sources are front-matter, file-name and git");
		diag_suggest(diags, name, &names[CONFIG_DATE_FRONT], CONFIG_DATE_SOURCES);
	} else if (has(list, count, source)) {
		node_error(
		        diags, file, item, "\"" STR_FMT "\" is in the list already", STR_ARG(name));
		source = CONFIG_DATE_NONE;
	}
	return source;
}

/* A key's list, or its only word. The list stays as it is when the key has no value. */
static void
read_list(const struct node_source *file, const struct node *node, enum config_date *list,
        struct diags *diags)
{
	if (!node || node->kind == NODE_NULL)
		return;
	memset(list, 0, CONFIG_DATE_SOURCES * sizeof *list);
	size_t count = 0;
	const struct node *item = node->kind == NODE_LIST ? node->child : node;
	for (; item; item = node->kind == NODE_LIST ? item->next : NULL) {
		if (item->kind != NODE_SCALAR)
			continue;
		enum config_date source = read_source(file, item, list, count, diags);
		if (source)
			list[count++] = source;
	}
}

/* There is no date of a change in a file's name. */
static void
check_updated(const struct node_source *file, const struct node *node, const enum config_date *list,
        struct diags *diags)
{
	if (!has(list, CONFIG_DATE_SOURCES, CONFIG_DATE_FILE))
		return;
	node_error(diags, file, node, "a file's name does not tell when a page was updated");
	diag_help(diags, "the sources of \"updated\" are front-matter and git");
}

void
config_dates_read(struct config *config, const struct node *node, struct diags *diags)
{
	static const enum config_date created[] = { CONFIG_DATE_FRONT, CONFIG_DATE_FILE,
		CONFIG_DATE_GIT };
	static const enum config_date updated[] = { CONFIG_DATE_FRONT, CONFIG_DATE_GIT,
		CONFIG_DATE_NONE };
	memcpy(config->dates.created_from, created, sizeof created);
	memcpy(config->dates.updated_from, updated, sizeof updated);
	if (!node || node->kind != NODE_MAP)
		return;
	const struct node_source *file = &config->source;
	const struct node *key = node_get(node, STR("updated"));
	read_list(file, node_get(node, STR("created")), config->dates.created_from, diags);
	read_list(file, key, config->dates.updated_from, diags);
	check_updated(file, key, config->dates.updated_from, diags);
}
