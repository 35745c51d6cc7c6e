/* Any bytes as kith.yaml: a configuration whose parts have their promised shapes, or errors. */
#include "check_tree.h"
#include "config/config.h"
#include "require.h"

static void
check_config(const struct config *config)
{
	require(config->title.len > 0 && config->theme.len > 0);
	require(config_is_language(config->language));
	require(str_starts(config->base_path, STR("/")) && str_ends(config->base_path, STR("/")));
	require(!str_ends(config->base_url, STR("/")));
	require(config->pagination.size >= 0);
	require(config->markdown.html <= 2);
	require(config->markdown.toc_depth >= 1 && config->markdown.toc_depth <= 6);
	require(config->feeds.limit >= 1);
	require(config->params.kind == VALUE_MAP && config->theme_options.kind == VALUE_MAP);
	for (size_t i = 0; i < config->taxonomies.len; i++)
		require(config->taxonomies.at[i].name.len && config->taxonomies.at[i].title.len);
	for (size_t i = 0; i < config->permalinks.len; i++)
		require(str_starts(config->permalinks.at[i].pattern, STR("/")));
	for (size_t i = 1; i < config->menu.len; i++)
		require(config->menu.at[i - 1].weight <= config->menu.at[i].weight);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	struct node_source source = { STR("kith.yaml"), text_of(data, size) };
	diag_init(&diags);
	struct config *config = config_parse(&arena, &source, &diags);
	require(config || diags.errors);
	for (size_t i = 0; i < diags.list.len; i++)
		require(diags.list.at[i].place.line <= count_lines(source.bytes) + 1);
	if (config) {
		check_config(config);
		/* An address that kith.yaml may give can be given as an option too. */
		require(!config->base_url.len ||
		        config_set_base_url(config, &arena, config->base_url, &diags));
		check_config(config);
	}
	diag_free(&diags);
	arena_free(&arena);
	return 0;
}
