#include "site/chronicle.h"

#include "base/span.h"
#include "config/config.h"
#include "content/source.h"
#include "history/histories.h"
#include "site/draft_folder.h"
#include "site/mount.h"

static void *
read_content(void *context)
{
	struct chronicle *c = context;

	span_begin(c->spans, SPAN_PART, STR("history"), STR_EMPTY);
	c->histories = histories_open(
	        &c->arena, &c->options, mount_of_site(&c->arena, c->config), NULL, &c->diags);
	span_end(c->spans, 0);
	return NULL;
}

void
chronicle_begin(struct chronicle *c, const struct config *config,
        const struct history_options *options, struct span_list *spans)
{
	c->config = config;
	c->options = *options;
	c->options.content = STR("content");
	c->options.cache = STR(".kith/history");
	c->options.commit_dates = config->history.date == CONFIG_COUNTS_COMMIT;
	c->options.ignore = config->history.ignore.at;
	c->options.ignore_count = config->history.ignore.len;
	c->options.bots = config->history.bots.at;
	c->options.bot_count = config->history.bots.len;
	c->spans = spans;
	diag_init(&c->diags);
	if (!config->history.off)
		background_start(&c->task, read_content, c);
}

void
chronicle_join(struct chronicle *c, struct diags *diags)
{
	background_wait(&c->task);
	diag_merge(diags, &c->diags);
	diag_free(&c->diags);
}

void
chronicle_add(struct chronicle *c, const struct sources *sources, struct page_parsed *const *pages,
        struct pool *pool, struct diags *diags)
{
	size_t count = sources->pages.len;
	histories_paths paths = { NULL, 0, 0 };
	histories_mounts mounts;
	histories_draft_folders drafts;

	if (!c->histories)
		return;
	mounts = mount_of_sections(&c->arena, pages, count);
	array_reserve(&c->arena, &paths, count);
	for (size_t i = 0; i < count; i++)
		*array_push(&c->arena, &paths) = sources->pages.at[i].path;
	histories_add(c->histories, &mounts, &paths, pool, diags);
	drafts = draft_folder_list(&c->arena, pages, count);
	histories_mark_drafts(c->histories, &drafts);
}

/* Rather no site than one whose dates are not known. */
void
chronicle_require(const struct chronicle *c, struct diags *diags)
{
	bool present = c->histories && c->histories->all.len;

	if (!c->config->history.required || (present && !c->histories->shallow))
		return;
	diag_error(diags, diag_file(STR("kith.yaml")), STR_EMPTY,
	        "the site requires its git history, and %s",
	        present ? "the clone is shallow" : "there is none");
	diag_help(diags,
	        present ? "`git fetch --unshallow` gets the rest of it"
	                : "commit the site to a repository, or remove `history: "
	                  "{required: true}`");
}

void
chronicle_close(struct chronicle *c)
{
	background_wait(&c->task);
	arena_free(&c->arena);
}
