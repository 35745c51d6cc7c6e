/*
 * kith fetch: the repositories of projects that are named by a URL, and what is known of them written to
 * data/repos/, from which builds read.
 */
#include "activity/activity.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "cli/clone.h"
#include "cli/command.h"
#include "config/config.h"
#include "content/page.h"
#include "git/repo.h"
#include "pipeline.h"
#include "site/activity_file.h"
#include "site/repo_url.h"
#include "site/site.h"

enum { FILE_MAX = 16 << 20 };

struct fetcher {
	struct arena *arena;
	const struct args *args;
	const struct pipeline *pipeline;
	struct str folder; /* the site's */
	struct diags *diags;
	struct map clones; /* path of a clone -> was it fetched?, a bool */
	struct map slugs;  /* slug of a project -> its page */
	enum status status;
};

static void
fail(struct fetcher *fetcher, const struct page *page, struct str text, struct str help)
{
	/* The line is not shown when there is a secret in it: others read what a build service prints. */
	struct str source = repo_url_has_secret(page->front->repo) ? STR_EMPTY : page->text.bytes;

	fetcher->status = STATUS_ENVIRONMENT;
	diag_error(fetcher->diags, site_place(page, STR("repo")), source, STR_FMT, STR_ARG(text));
	diag_help(fetcher->diags, STR_FMT, STR_ARG(help));
}

/* The activity in a clone; NULL when it cannot be read. */
static struct activity *
read_clone(struct fetcher *fetcher, const struct page *page, struct str clone)
{
	const struct config *config = fetcher->pipeline->config;
	struct str patterns[] = { page->front->releases };
	struct activity_options options = { .patterns = patterns,
		.patterns_len = 1,
		.bots = config->history.bots.at,
		.bots_len = config->history.bots.len,
		.now = fetcher->pipeline->now };
	struct str place = str_format(
	        fetcher->arena, STR_FMT "/" STR_FMT, STR_ARG(fetcher->folder), STR_ARG(clone));
	struct repo *repo;

	if (repo_open(fetcher->arena, place, &repo) != 0)
		return NULL;
	struct activity *activity = activity_read(fetcher->arena, repo, &options);
	repo_close(repo);
	return activity;
}

/* The files of HEAD that languages are counted in come in one piece; without them there are no languages. */
static struct activity *
read_whole(struct fetcher *fetcher, const struct page *page, struct str clone)
{
	struct activity *activity = read_clone(fetcher, page, clone);

	if (activity && activity->missing.len &&
	        clone_get(fetcher->arena, fetcher->folder, clone, &activity->missing))
		activity = read_clone(fetcher, page, clone);
	return activity;
}

static void
tell(struct fetcher *fetcher, struct str path, const struct activity *activity, bool written)
{
	if (fetcher->args->given[OPTION_QUIET])
		return;
	command_print(str_format(fetcher->arena, STR_FMT ": %zu %s, %s\n", STR_ARG(path),
	                      activity->commits, activity->commits == 1 ? "commit" : "commits",
	                      written ? "written" : "unchanged"),
	        fetcher->diags);
}

static void
write_file(struct fetcher *fetcher, const struct page *page, const struct activity *activity)
{
	struct str path = activity_file_path(fetcher->arena, page->slug), before = STR_EMPTY;
	struct buf buf;

	buf_init(&buf, FILE_MAX);
	activity_file_write(&buf, activity, repo_url_public(fetcher->arena, page->front->repo));
	int error = fs_read(fetcher->pipeline->root, path, fetcher->arena, FILE_MAX, &before, NULL);
	bool same = error == 0 && str_eq(before, buf_view(&buf));
	error = same ? 0 : fs_write_aside(fetcher->pipeline->root, path, buf_view(&buf));
	buf_free(&buf);
	if (!error) {
		tell(fetcher, path, activity, !same);
		return;
	}
	fetcher->status = STATUS_ENVIRONMENT;
	diag_error(fetcher->diags, diag_file(path), STR_EMPTY, "it cannot be written: %s",
	        fs_explain(error));
}

/* Is there a clone of the address? Fetches it for the first project; addresses have clones of their own. */
static bool
update(struct fetcher *fetcher, const struct page *page, struct str clone)
{
	struct map_entry *entry = map_put(&fetcher->clones, fetcher->arena, clone, NULL);
	struct str help;

	if (entry->value)
		return *(const bool *)entry->value;
	bool *fetched = arena_new(fetcher->arena, bool);
	entry->value = fetched;
	struct str wrong = clone_update(fetcher->arena, fetcher->pipeline->root, fetcher->folder,
	        clone, page->front->repo, &help);
	*fetched = wrong.len == 0;
	if (wrong.len)
		fail(fetcher, page, wrong, help);
	return *fetched;
}

static void
fetch_project(struct fetcher *fetcher, const struct page *page)
{
	const char *wrong = repo_url_check(page->front->repo);
	struct map_entry *same = map_put(&fetcher->slugs, fetcher->arena, page->slug, NULL);

	if (wrong) {
		fail(fetcher, page, str_format(fetcher->arena, "the address %s", wrong),
		        STR("use https://, ssh://, git://, file:// or user@host:path"));
		return;
	}
	if (same->value) {
		fail(fetcher, page, STR("another project has the same slug, so both have one file"),
		        STR("give one of them a `slug:`"));
		return;
	}
	same->value = (void *)page;
	struct str clone = repo_url_clone(fetcher->arena, page->front->repo);
	if (!update(fetcher, page, clone))
		return;
	struct activity *activity = read_whole(fetcher, page, clone);
	if (activity)
		write_file(fetcher, page, activity);
	else
		fail(fetcher, page, STR("the clone cannot be read"),
		        str_format(fetcher->arena, "remove " STR_FMT " and run `kith fetch` again",
		                STR_ARG(clone)));
}

static void
fetch_all(struct fetcher *fetcher)
{
	const struct site *site = fetcher->pipeline->site;
	size_t count = 0;

	for (size_t i = 0; i < site->all.len; i++) {
		const struct page *page = site->all.at[i];

		if (page->type != FRONT_PROJECT || !repo_url_is(page->front->repo))
			continue;
		count++;
		fetch_project(fetcher, page);
	}
	if (!count && !fetcher->args->given[OPTION_QUIET])
		command_print(STR("no project has a repository that is named by a URL\n"),
		        fetcher->diags);
}

enum status
command_fetch(const struct args *args, struct diags *diags)
{
	struct arena arena = ARENA_EMPTY;
	struct pipeline_options options = {
		.as_of = PIPELINE_NO_TIME, .drafts = true, .future = true
	};
	struct pipeline pipeline;
	struct fetcher fetcher = {
		.arena = &arena, .args = args, .pipeline = &pipeline, .diags = diags
	};
	struct diags site_diags; /* what is wrong with pages is for the build to say */

	if (!command_root(args, &arena, &options.root, diags)) {
		arena_free(&arena);
		return STATUS_USAGE;
	}
	diag_init(&site_diags);
	fetcher.folder = options.root;
	if (pipeline_load(&pipeline, &options, &site_diags)) {
		fetch_all(&fetcher);
	} else {
		diag_merge(diags, &site_diags);
		fetcher.status = STATUS_SITE_ERRORS;
	}
	pipeline_close(&pipeline);
	diag_free(&site_diags);
	arena_free(&arena);
	return fetcher.status;
}
