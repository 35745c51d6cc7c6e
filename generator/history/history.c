/*
 * From a repository to the histories of pages, in one straight line:
 *
 *	head_ref         where HEAD is; if the cache knows it,   head_ref.c, repo_cache.c
 *	                 all but the last five steps is done
 *	repo_open        the repository that holds the content
 *	walk_resume      its commits, in order                   walk.c
 *	changes_find     what each of them changed, in parallel  changes.c, tree_diff.c, rename.c
 *	change_text      how much each did to the words of a page change_text.c
 *	history_settings who is who, and what does not count     history_settings.c, history_people.c
 *	history_commits  what a reader is told of them           history_commits.c, history_message.c
 *	head_files       which files there are now               head_files.c
 *	trace_make       what happened at which path             trace.c, trace_index.c
 *	history_pages    the history of each                     history_pages.c
 *	history_removals the pages that are gone                 history_removals.c
 *	history_report   what is not known, and what to do       history_report.c
 *
 * All but the result lives in `work` and is gone at the end; what a site keeps is copied.
 */
#include "history/history.h"

#include <errno.h>

#include "base/path.h"
#include "base/pool.h"
#include "git/changes.h"
#include "git/head_files.h"
#include "git/head_ref.h"
#include "git/repo.h"
#include "git/walk.h"
#include "history/change_text.h"
#include "history/history_build.h"
#include "history/trace.h"

static struct head_place
locate(struct history_builder *builder)
{
	const struct history_options *options = builder->options;
	struct arena *work = &builder->work;
	struct head_place place = { STR_EMPTY, true, options->content, options->content };
	if (repo_work_tree(builder->repo).len == 0)
		return place;
	place.has_root = repo_locate(work, builder->repo, options->folder, &place.root) == 0;
	struct str content = path_join(work, options->folder, options->content);
	if (repo_locate(work, builder->repo, content, &place.content_at) < 0)
		place.content_at = path_join(work, place.root, options->content);
	return place;
}

/* So many new commits are worth threads, and so many threads. */
enum { COMMITS_MANY = 200, WORKERS_OWN = 2 };

/* What is known of HEAD and its repository before any object is read. */
struct start {
	struct head_ref ref;      /* read without libgit2; only if `light` */
	struct cache_state state; /* what the findings depend on */
	bool light;
	bool known; /* the cache is of a repository that was set up like this */
	bool fresh; /* the cache has all */
};

static void
show_history(struct history_builder *builder)
{
	struct arena *work = &builder->work;
	struct head_place place = locate(builder);
	struct map files = { .len = 0 };
	head_files_list(work, &builder->files, &place, &files);
	struct trace *trace = trace_make(work, builder->walk);
	history_pages_build(builder, trace, &files);
	history_removals_build(builder, trace, &place);
	if (builder->options->also.len)
		history_pages_add_gone(builder, trace, &place);
	history_report_gaps(builder);
}

/*
 * What takes long: everything that commits changed. Without a pool one is started for the purpose when
 * there is much to do, since a build waits for its history.
 */
static struct changes *
find_changes(struct history_builder *builder, struct pool *pool)
{
	struct pool *own = NULL;
	if (!pool && builder->walk->read >= COMMITS_MANY && pool_processors() > 1)
		pool = own = pool_start(WORKERS_OWN);
	struct changes *changes = changes_find(builder->walk, builder->repo, pool);
	change_text_measure(builder->walk, builder->repo, pool);
	if (own)
		pool_stop(own);
	return changes;
}

/* What comes of a cache is of a known size, nearly. */
static void
reserve(struct history_builder *builder)
{
	const struct cache_head *head = &builder->cache.file.head;
	size_t commit = sizeof(struct history_commit) + sizeof(void *) + OBJECT_HEX_LEN;
	size_t page = sizeof(struct history_page) + 4 * sizeof(struct map_entry);
	arena_reserve(builder->arena,
	        head->reached * commit + head->files * page +
	                head->changes * sizeof(struct history_revision));
}

/* A commit that is there was made: it is later than the day that was asked for, and no clock was wrong. */
static void
believe_head(struct history_builder *builder)
{
	struct walk *walk = builder->walk;
	builder->now = builder->options->now;
	if (!builder->options->now_is_past || !walk->newest.len ||
	        walk->newest.at[0]->committed <= builder->now)
		return;
	builder->now = walk->newest.at[0]->committed;
	walk_sort(&builder->work, walk, builder->now);
}

/* From the repository, and into the cache. */
static void
find_history(struct history_builder *builder, struct start *start, struct pool *pool)
{
	struct arena *work = &builder->work;
	struct repo_cache *cache = &builder->cache;
	builder->walk = walk_resume(work, builder->repo, &start->state.head, builder->options->now,
	        cache->present ? &cache->file : NULL);
	believe_head(builder);
	struct changes *changes = find_changes(builder, pool);
	if (cache->present)
		reserve(builder);
	history_settings_read(builder);
	history_commits_build(builder);
	if (!changes) {
		history_report_too_large(builder);
		return;
	}
	const walk_list *newest = &builder->walk->newest;
	if (newest->len &&
	        head_files_read(work, builder->repo, &newest->at[0]->tree, &builder->files))
		repo_cache_save(cache, builder->walk, &builder->files, &start->state);
	show_history(builder);
	changes_free(changes);
}

struct str
history_keep(const struct history_builder *builder, struct str text)
{
	if (repo_cache_has(&builder->cache, text))
		return text;
	return str_copy(builder->arena, text);
}

static void
take_history(struct history_builder *builder)
{
	reserve(builder);
	builder->walk = repo_cache_walk(&builder->cache, &builder->work, builder->options->now);
	believe_head(builder);
	repo_cache_files(&builder->cache, &builder->work, &builder->files);
	history_settings_read(builder);
	history_commits_build(builder);
	show_history(builder);
}

static void
read_repository(struct history_builder *builder, struct start *start, struct pool *pool)
{
	struct history *history = builder->history;
	struct repo_head head = { .id = start->ref.id, true, start->ref.branch };
	history->state = arena_new(builder->arena, struct history_state);
	history->state->ignores_case = repo_ignores_case(builder->repo);
	history->state->objects = str_copy(builder->arena, repo_objects(builder->repo));
	history->state->long_ids = repo_has_long_ids(builder->repo);
	if (!start->known && repo_head(builder->arena, builder->repo, &head) < 0) {
		history_report_unread(builder, -EINVAL);
		return;
	}
	history->branch = str_copy(builder->arena, head.branch);
	if (!head.born)
		return;
	history->head = object_id_hex(builder->arena, &head.id);
	start->state.head = head.id;
	start->state.ignores_case = history->state->ignores_case;
	if (start->fresh)
		take_history(builder);
	else
		find_history(builder, start, pool);
}

static void
load_cache(struct history_builder *builder, struct str root)
{
	const struct history_options *options = builder->options;
	struct str below = options->cache_in.len ? options->cache_in : options->folder;
	repo_cache_load(&builder->cache, builder->arena, below, options->cache, root);
}

/*
 * Without libgit2, when an earlier build found that it can read a repository of this configuration. It is
 * started then only for objects that are kept in an unusual way.
 */
static bool
open_lightly(struct history_builder *builder, struct str content, struct start *start)
{
	struct arena *work = &builder->work;
	struct repo_cache *cache = &builder->cache;
	if (builder->options->cache.len == 0 || head_ref_read(work, content, &start->ref) < 0)
		return false;
	start->light = true;
	start->state.config = start->ref.config;
	load_cache(builder, start->ref.work_tree);
	start->fresh = repo_cache_is_fresh(cache, &start->ref);
	start->known = cache->present && cache->file.head.state.config == start->state.config;
	if (start->known)
		builder->repo = repo_later(work, &start->ref, cache->file.head.state.ignores_case);
	return start->known;
}

/* The content's own repository, else that of the site. */
static int
open_repository(struct history_builder *builder, struct start *start)
{
	struct arena *work = &builder->work;
	const struct history_options *options = builder->options;
	struct str content = path_join(work, options->folder, options->content);
	if (open_lightly(builder, content, start))
		return 0;
	int error = repo_open(work, content, &builder->repo);
	if (error == -ENOENT)
		error = repo_open(work, options->folder, &builder->repo);
	if (error == 0 && !start->light)
		load_cache(builder, repo_root(builder->repo));
	return error;
}

struct history *
history_open(struct arena *arena, const struct history_options *options, struct pool *pool,
        struct diags *diags)
{
	struct history_builder builder = { .arena = arena, .options = options, .diags = diags };
	struct history *history = builder.history = arena_new(arena, struct history);
	history->head = history->branch = STR_EMPTY;
	struct start start = { .fresh = false };
	int error = open_repository(&builder, &start);
	if (error == 0) {
		history->present = true;
		read_repository(&builder, &start, pool);
		repo_close(builder.repo);
	} else if (error != -ENOENT) {
		history_report_unread(&builder, error);
	}
	arena_free(&builder.work);
	return history;
}

const struct history_page *
history_find(const struct history *history, struct str path)
{
	const struct history_state *state = history->state;
	if (!state)
		return NULL;
	const struct history_page *page = map_get(&state->pages, path);
	if (page || state->spelled.len == 0)
		return page;
	struct arena scratch = ARENA_EMPTY;
	struct str other = history_pages_spelling(&scratch, path, state->ignores_case);
	page = other.len ? map_get(&state->spelled, other) : NULL;
	arena_free(&scratch);
	return page;
}

struct str
history_kind_name(enum history_kind kind)
{
	static const struct str names[] = {
		[HISTORY_CREATED] = STR_INIT("created"),
		[HISTORY_EDITED] = STR_INIT("edited"),
		[HISTORY_MOVED] = STR_INIT("moved"),
		[HISTORY_RESTORED] = STR_INIT("restored"),
		[HISTORY_MERGED] = STR_INIT("merged"),
		[HISTORY_PUBLISHED] = STR_INIT("published"),
	};
	return names[kind];
}

struct str history_class_name(enum tree_change_class class)
{
	static const struct str names[] = {
		[TREE_CONTENT] = STR_INIT("content"),
		[TREE_FRONT] = STR_INIT("front-matter"),
		[TREE_BLANKS] = STR_INIT("whitespace"),
		[TREE_MOVE] = STR_INIT("move"),
		[TREE_MODE] = STR_INIT("mode"),
	};
	return names[class];
}
