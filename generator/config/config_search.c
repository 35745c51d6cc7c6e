#include "config/config_search.h"

#include "base/diag.h"
#include "base/path.h"
#include "config/config.h"

/* "/log/" and "content/log" are "log". */
static struct str
folder_of(struct str text)
{
	struct str folder = str_trim(text);

	while (str_starts(folder, STR("/")))
		folder = str_skip(folder, 1);
	if (str_starts(folder, STR("content/")))
		folder = str_skip(folder, STR("content/").len);
	while (str_ends(folder, STR("/")))
		folder.len--;
	return folder;
}

void
config_search_read(struct config *config, const struct node *node, struct diags *diags)
{
	schema_texts *exclude = &config->search.exclude;

	for (size_t i = 0; i < exclude->len; i++) {
		struct str folder = folder_of(exclude->at[i]);
		const char *wrong = folder.len ? path_check(folder) : "it is empty";

		if (wrong) {
			node_error(diags, &config->source, node,
			        "\"" STR_FMT "\" cannot be a folder of content/: %s",
			        STR_ARG(node_brief(exclude->at[i])), wrong);
			diag_help(diags, "`pages: {search: false}` leaves out the search page");
		}
		exclude->at[i] = folder;
	}
}
