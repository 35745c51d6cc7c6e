/*
 * Where `repo:` of each project leads, and what is read there:
 *
 *	.  ../quill  quill.git    a repository on this disk: walked now
 *	https://...               its clone below .kith/repos, when `kith fetch` made one;
 *	                          else what it wrote to data/repos/<slug>.yaml; else nothing
 *
 * Projects with the same repository share one walk, and walks run beside each other; commits that the history
 * of pages has are taken from its cache. What was found is kept (activity_cache.h). Nothing here opens the
 * network.
 */
#include <errno.h>

#include "activity/activity.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/path.h"
#include "base/worker.h"
#include "config/config.h"
#include "git/repo.h"
#include "site/activity_cache.h"
#include "site/activity_file.h"
#include "site/repo_url.h"
#include "site/resolve.h"

/* A repository and the projects that are about it. */
struct source_repo {
	struct repo *repo;
	array_of(struct page *) pages;
	array_of(struct str) patterns; /* by page */
};

struct activities {
	struct resolve *r;
	struct map by_path; /* path of a repository -> struct source_repo */
	size_t unfetched;
	const struct page *first_unfetched;
};

/* --- paths --------------------------------------------------------------------------------------- */

/* The folder that `repo:` most likely means: one beside it with a similar name. */
static void
suggest_folder(struct resolve *r, struct str wanted, struct str folder)
{
	fs_folder_name_list names;
	struct str above = path_dir(folder);
	int fd;

	if (fs_open_root(above.len ? above : STR("."), &fd) != 0)
		return;
	if (fs_folder_names(fd, r->arena, &names) == 0) {
		struct str near = diag_nearest(path_base(folder), names.at, names.len);

		if (near.len) {
			struct str path = path_join(r->arena, path_dir(wanted), near);

			diag_suggest(r->diags, wanted, &path, 1);
		}
	}
	fs_close(fd);
}

/* A site whose own repository is not there, out of an archive, say, is as quiet as its dates are. */
static void
warn(struct resolve *r, const struct page *page, struct str folder, int error)
{
	struct str wanted = page->front->repo;
	int fd;

	if (error == -ENOENT && str_is(wanted, "."))
		return;
	if (fs_open_root(folder, &fd) != 0) {
		diag_warning(r->diags, site_place(page, STR("repo")), page->text.bytes,
		        "there is no folder \"" STR_FMT "\" with a repository", STR_ARG(wanted));
		diag_help(r->diags,
		        "paths begin at the folder of kith.yaml; `.` is the site's own repository");
		suggest_folder(r, wanted, folder);
		return;
	}
	fs_close(fd);
	if (error == -EINVAL || error == -ENOTSUP) {
		diag_warning(r->diags, site_place(page, STR("repo")), page->text.bytes,
		        "the repository cannot be read: " STR_FMT, STR_ARG(repo_error(r->arena)));
		return;
	}
	diag_warning(r->diags, site_place(page, STR("repo")), page->text.bytes,
	        "the folder \"" STR_FMT "\" is not the top of a repository", STR_ARG(wanted));
	diag_help(r->diags,
	        "name the folder that holds `.git`, or a bare repository; `.` is the site's own");
}

/* Any folder of the site's own repository may hold the site, but other paths name a repository itself. */
static int
open_path(struct resolve *r, struct str folder, bool own, struct repo **out)
{
	struct str where;
	int error = repo_open(r->arena, folder, out);

	if (error != 0 || own || repo_work_tree(*out).len == 0)
		return error;
	if (repo_locate(r->arena, *out, folder, &where) == 0 && where.len == 0)
		return 0;
	repo_close(*out);
	*out = NULL;
	return -ENOENT;
}

static struct str
without_slashes(struct str path)
{
	while (path.len > 1 && path.at[path.len - 1] == '/')
		path.len--;
	while (str_starts(path, STR("./")))
		path = str_skip(path, 2);
	return path.len ? path : STR(".");
}

/* --- projects ------------------------------------------------------------------------------------ */

/* Adds the project to the repository at `path`, opened when it is new; 0 or why that fails. */
static int
join(struct activities *a, struct page *page, struct str path)
{
	struct resolve *r = a->r;
	bool own = str_is(path, ".");
	struct str root = r->input->folder.len ? r->input->folder : STR(".");
	struct str folder = own              ? root
	        : str_starts(path, STR("/")) ? path
	                                     : path_join(r->arena, root, path);
	struct map_entry *entry = map_find(&a->by_path, path);

	if (!entry) {
		struct repo *repo;
		int error = open_path(r, folder, own, &repo);

		if (error)
			return error;
		struct source_repo *source = arena_new(r->arena, struct source_repo);
		source->repo = repo;
		entry = map_put(&a->by_path, r->arena, path, NULL);
		entry->value = source;
	}
	struct source_repo *source = entry->value;
	*array_push(r->arena, &source->pages) = page;
	*array_push(r->arena, &source->patterns) = page->front->releases;
	return 0;
}

/* What `kith fetch` has written; false when it never did for this address. */
static bool
take_file(struct activities *a, struct page *page)
{
	struct resolve *r = a->r;
	struct value repos = r->input->data.kind == VALUE_MAP
	        ? value_get(r->input->data, STR("repos"), r->arena)
	        : VALUE_UNDEFINED_INIT;
	struct value data = repos.kind == VALUE_MAP ? value_get(repos, page->slug, r->arena)
	                                            : VALUE_UNDEFINED_INIT;
	struct activity *activity = arena_new(r->arena, struct activity);

	if (data.kind == VALUE_UNDEFINED || !activity_file_is_of(r->arena, data, page->front->repo))
		return false;
	const char *wrong = activity_file_read(r->arena, data, activity);
	if (!wrong) {
		page->activity = activity;
		return true;
	}
	diag_warning(r->diags, diag_file(activity_file_path(r->arena, page->slug)), STR_EMPTY,
	        "this is not what `kith fetch` writes: `%s` holds something else", wrong);
	diag_help(r->diags, "remove the file and run `kith fetch` again");
	return true;
}

/* A line with a secret in it is not shown: others read what a build service prints. */
static struct str
shown_source(const struct page *page)
{
	return repo_url_has_secret(page->front->repo) ? STR_EMPTY : page->text.bytes;
}

static void
warn_of_secret(struct resolve *r, const struct page *page)
{
	if (!repo_url_has_secret(page->front->repo))
		return;
	diag_warning(r->diags, site_place(page, STR("repo")), shown_source(page),
	        "the address holds what may be a secret");
	diag_help(r->diags,
	        "leave out what stands before '@' and after '?', and let git know it: pages do not "
	        "show it, but whoever has this file sees it");
}

static void
add_project(struct activities *a, struct page *page)
{
	struct resolve *r = a->r;
	struct str repo = page->front->repo;

	if (repo_url_is(repo)) {
		warn_of_secret(r, page);
		if (join(a, page, repo_url_clone(r->arena, repo)) == 0 || take_file(a, page))
			return;
		if (!a->unfetched++)
			a->first_unfetched = page;
		return;
	}
	struct str path = without_slashes(repo);
	int error = join(a, page, path);
	if (error)
		warn(r, page, path_join(r->arena, r->input->folder, path), error);
}

static void
note_unfetched(struct activities *a)
{
	struct resolve *r = a->r;

	if (!a->unfetched)
		return;
	struct str others = STR_EMPTY;
	if (a->unfetched > 1)
		others = str_format(r->arena, ", and neither of %zu more", a->unfetched - 1);
	diag_add(r->diags, DIAG_NOTE, site_place(a->first_unfetched, STR("repo")),
	        shown_source(a->first_unfetched), "nothing is known of this repository yet" STR_FMT,
	        STR_ARG(others));
	diag_help(r->diags, "run `kith fetch`");
}

/* --- reading ------------------------------------------------------------------------------------- */

/* All that the last build kept; false when one is missing, since all are read in one go. */
static bool
load_all(struct worker *worker, const struct activity_cache *cache, struct str path,
        const struct source_repo *source, struct activity *list)
{
	for (size_t i = 0; i < source->pages.len; i++)
		if (!activity_cache_load(
		            &worker->arena, cache, path, source->patterns.at[i], &list[i]))
			return false;
	return true;
}

static struct activity *
find_all(struct activities *a, struct worker *worker, struct str path,
        const struct source_repo *source, const struct activity_options *options)
{
	struct activity_cache cache;
	struct activity *list = arena_array(&worker->arena, struct activity, source->pages.len);
	bool open = activity_cache_open(
	        &worker->scratch, a->r->input->root, source->repo, options, &cache);

	if (open && load_all(worker, &cache, path, source, list))
		return list;
	list = activity_read(&worker->arena, source->repo, options);
	for (size_t i = 0; open && list && i < source->pages.len; i++)
		activity_cache_save(
		        &worker->scratch, &cache, path, source->patterns.at[i], &list[i]);
	return list;
}

static void
read_one(void *context, size_t index, struct worker *worker)
{
	struct activities *a = context;
	struct str path = a->by_path.at[index].key;
	const struct source_repo *source = a->by_path.at[index].value;
	const struct config *config = a->r->site->config;
	struct activity_options options = { .patterns = source->patterns.at,
		.patterns_len = source->patterns.len,
		.bots = config->history.bots.at,
		.bots_len = config->history.bots.len,
		.now = a->r->input->now,
		.folder = a->r->input->folder,
		.cache = STR(".kith/history") };
	struct activity *list = find_all(a, worker, path, source, &options);

	for (size_t i = 0; list && i < source->pages.len; i++)
		source->pages.at[i]->activity = &list[i];
	repo_close(source->repo);
}

/* Before the first release that is as it should be. A repository without its older commits lacks their tags as well. */
static void
warn_of_idle(struct resolve *r, const struct page *page)
{
	const struct activity *activity = page->activity;

	if (!page->front->releases.len || !activity || !activity->commits || activity->shallow ||
	        activity->releases.len)
		return;
	diag_add(r->diags, DIAG_NOTE, site_place(page, STR("releases")), page->text.bytes,
	        "no tag of the repository is called \"" STR_FMT "\" yet",
	        STR_ARG(page->front->releases));
	diag_help(r->diags,
	        "`git tag` lists them, and * stands for any text; without `releases` those count "
	        "that are a number, or v and a number");
}

void
activities_read(struct resolve *r)
{
	struct activities a = { .r = r };

	for (size_t i = 0; i < r->site->all.len; i++) {
		struct page *page = r->site->all.at[i];

		if (page->type == FRONT_PROJECT && page->front->repo.len && !page->left_out)
			add_project(&a, page);
	}
	note_unfetched(&a);
	worker_run(r->workers, a.by_path.len, read_one, &a);
	for (size_t i = 0; i < a.by_path.len; i++) {
		const struct source_repo *source = a.by_path.at[i].value;

		for (size_t k = 0; k < source->pages.len; k++)
			warn_of_idle(r, source->pages.at[k]);
	}
}
