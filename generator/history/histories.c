/*
 * A folder of the site has a spot: a repository, and where in it the folder lies. It comes from the
 * deepest mount above the folder, else from the folder's real path. Spots are kept, so that the disk
 * is asked once for a folder and not for each of its pages.
 *
 * The content's own repository knows pages by their names in the site (history_find); all others know
 * them by their paths in the repository, because several folders of the site may lie in one.
 */
#include "history/histories.h"

#include <sys/stat.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "git/ref_watch.h"
#include "git/top.h"
#include "history/history_build.h"

enum { REPOSITORIES_MAX = 100 };

/* A repository that was opened. */
struct unit {
	struct str top; /* its real path */
	const struct history *history;
};

struct spot {
	const struct history *history; /* NULL: of no repository */
	struct str at;                 /* in the repository */
	bool in_site;                  /* it knows the file by its name in the site */
};

struct mount {
	const struct histories_mount *asked;
	struct str top, base; /* the repository, and the folder of it that was named */
	struct spot spot;
};

struct histories_state {
	struct arena *arena;
	struct history_options options; /* of `main` */
	array_of(struct unit) units;
	array_of(struct mount) mounts; /* kith.yaml's first, then as they were given */
	struct map spots;              /* folder of the site -> struct spot */
	struct map elsewhere; /* path -> struct history_page or NULL, where not as in `main` */
	const histories_paths *paths; /* while they are looked at */
	struct pool *pool;
	struct diags *diags;
	bool in_site; /* `main` knows pages by their names in the site */
	bool at_top;  /* and these are their paths in the repository as well */
	bool told;    /* that there are too many */
};

/* --- repositories -------------------------------------------------------------------------------- */

/* One that was read before is only known by other names now. */
static void
keep_unit(struct histories *histories, struct str top, const struct history *history)
{
	struct histories_state *state = histories->state;
	bool known = state->units.len && str_eq(state->units.at[0].top, top);
	*array_push(state->arena, &state->units) = (struct unit){ top, history };
	if (known || !history->present)
		return;
	*array_push(state->arena, &histories->all) = history;
	histories->shallow = histories->shallow || history->shallow;
}

static void
tell_too_many(struct histories_state *state)
{
	if (!state->told) {
		diag_warning(state->diags, diag_file(STR_EMPTY), STR_EMPTY,
		        "the pages lie in more than %d git repositories; the others are not read",
		        REPOSITORIES_MAX);
		diag_help(state->diags, "pages of the others keep the dates of their front matter");
	}
	state->told = true;
}

/*
 * The repository at a top, opened when it is the first time. `name` is what warnings call it, `at` the
 * folder of it that matters.
 */
static const struct history *
open_unit(struct histories *histories, struct str top, struct str name, struct str at)
{
	struct histories_state *state = histories->state;
	for (size_t i = state->in_site && !state->at_top; i < state->units.len; i++)
		if (str_eq(state->units.at[i].top, top))
			return state->units.at[i].history;
	if (state->units.len >= REPOSITORIES_MAX) {
		tell_too_many(state);
		return NULL;
	}
	struct history_options options = state->options;
	options.folder = top;
	options.content = at;
	options.name = name;
	options.also = STR_EMPTY;
	options.cache_in = state->options.folder.len ? state->options.folder : STR(".");
	ref_watch_tell(top);
	const struct history *history =
	        history_open(state->arena, &options, state->pool, state->diags);
	keep_unit(histories, top, history);
	return history;
}

/* --- mounts -------------------------------------------------------------------------------------- */

/* Is it the folder, or does it lie in it? */
static bool
is_within(struct str folder, struct str path)
{
	return str_eq(folder, path) || path_is_below(folder, path);
}

static struct str
on_disk(const struct histories_state *state, struct str path)
{
	if (str_starts(path, STR("/")))
		return path;
	return path_join(state->arena, state->options.folder, path);
}

static void
refuse(struct histories_state *state, const struct histories_mount *asked)
{
	struct str name = asked->repository;
	diag_error(state->diags, asked->place, asked->source,
	        "there is no git repository at \"" STR_FMT "\"", STR_ARG(name));
	if (str_find(name, STR("://")) != STR_NONE)
		diag_help(state->diags,
		        "a build asks no network: clone it, and name the folder of the clone");
	else
		diag_help(state->diags, "the folder is looked for from the site's root");
}

/* Finds the repository of a mount. A module of it may hold the path, and is then meant. */
static bool
find_mount(struct histories_state *state, struct mount *mount)
{
	const struct histories_mount *asked = mount->asked;
	struct str folder = on_disk(state, asked->repository);
	struct top top;
	if (top_find(state->arena, folder, &top) < 0) {
		refuse(state, asked);
		return false;
	}
	mount->top = top.path;
	mount->base = top.below;
	if (asked->path.len == 0)
		return true;
	if (top_find(state->arena, path_join(state->arena, folder, asked->path), &top) == 0 &&
	        is_within(mount->top, top.path)) {
		mount->top = top.path;
		mount->base = top.below;
		return true;
	}
	if (path_resolve(state->arena, mount->base, asked->path, &mount->base))
		return true;
	diag_error(state->diags, asked->place, asked->source,
	        "the path \"" STR_FMT "\" leads out of the repository", STR_ARG(asked->path));
	return false;
}

static struct mount *
add_mount(struct histories *histories, const struct histories_mount *asked)
{
	struct histories_state *state = histories->state;
	struct mount mount = { .asked = asked };
	if (find_mount(state, &mount))
		mount.spot.history = open_unit(histories, mount.top, asked->repository, mount.base);
	mount.spot.at = mount.base;
	*array_push(state->arena, &state->mounts) = mount;
	return &state->mounts.at[state->mounts.len - 1];
}

/* How many of the mount's files the repository has, if they lie in this folder of it. */
static size_t
count_found(const struct histories_state *state, const struct mount *mount, struct str at)
{
	struct arena scratch = ARENA_EMPTY;
	size_t count = 0;
	for (size_t i = 0; i < state->paths->len; i++) {
		struct str path = state->paths->at[i], folder = mount->asked->folder;
		if (path.len <= folder.len || !path_is_below(folder, path))
			continue;
		path = path_join(&scratch, at, str_skip(path, folder.len + 1));
		count += history_find(mount->spot.history, path) != NULL;
		arena_reset(&scratch);
	}
	arena_free(&scratch);
	return count;
}

/*
 * Where the files of a mount without a path lie: in the folder that was named, or below it under the
 * name they have in the site, with "content" or without. What has most of them is meant.
 */
static void
place_mount(struct histories_state *state, struct mount *mount)
{
	struct str folder = mount->asked->folder, first;
	struct str below = folder;
	first = str_cut(&below, '/');
	struct str places[] = {
		mount->base,
		path_join(state->arena, mount->base, folder),
		path_join(state->arena, mount->base, below.at ? below : first),
	};
	size_t most = 0;
	if (!mount->spot.history || mount->asked->path.len)
		return;
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		size_t count = count_found(state, mount, places[i]);
		if (count > most) {
			most = count;
			mount->spot.at = places[i];
		}
	}
}

static const struct mount *
mount_of(const struct histories_state *state, struct str path)
{
	const struct mount *deepest = NULL;
	for (size_t i = 0; i < state->mounts.len; i++) {
		const struct mount *mount = &state->mounts.at[i];
		struct str folder = mount->asked->folder;
		if (is_within(folder, path) &&
		        (!deepest || folder.len >= deepest->asked->folder.len))
			deepest = mount;
	}
	return deepest;
}

/* --- files --------------------------------------------------------------------------------------- */

/* The spot of a folder on the disk. `site_folder` is what the site calls it. */
static struct spot
spot_on_disk(struct histories *histories, struct str folder, struct str site_folder)
{
	struct histories_state *state = histories->state;
	struct top top;
	if (top_find(state->arena, folder, &top) < 0)
		return (struct spot){ .history = NULL };
	if (state->in_site && str_eq(state->units.at[0].top, top.path))
		return (struct spot){ histories->main, STR_EMPTY, true };
	return (struct spot){ open_unit(histories, top.path, site_folder, top.below), top.below,
		false };
}

static struct spot
spot_of(struct histories *histories, struct str folder)
{
	struct histories_state *state = histories->state;
	bool added;
	struct map_entry *entry = map_put(&state->spots, state->arena, folder, &added);
	if (!added)
		return *(const struct spot *)entry->value;
	struct spot *spot = arena_new(state->arena, struct spot);
	entry->value = spot;
	const struct mount *mount = mount_of(state, folder);
	if (mount) {
		*spot = mount->spot;
		if (folder.len > mount->asked->folder.len)
			spot->at = path_join(state->arena, spot->at,
			        str_skip(folder, mount->asked->folder.len + 1));
		return *spot;
	}
	*spot = spot_on_disk(histories, on_disk(state, folder), folder);
	return *spot;
}

static const struct history_page *
find_at(struct histories_state *state, struct spot spot, struct str path)
{
	if (!spot.history)
		return NULL;
	if (!spot.in_site)
		path = path_join(state->arena, spot.at, path_base(path));
	return history_find(spot.history, path);
}

/* A link that leads from one repository into another is a file of the latter. */
static const struct history_page *
find_behind_link(struct histories *histories, struct str path)
{
	struct histories_state *state = histories->state;
	struct stat stat;
	struct str link = on_disk(state, path), real;
	if (lstat(str_terminated(state->arena, link), &stat) != 0 || !S_ISLNK(stat.st_mode) ||
	        !top_real(state->arena, link, &real))
		return NULL;
	struct spot spot = spot_on_disk(histories, path_dir(real), path_dir(path));
	spot.in_site = false;
	return spot.history == histories->main ? NULL : find_at(state, spot, real);
}

static void
find_file(struct histories *histories, struct str path)
{
	struct histories_state *state = histories->state;
	struct spot spot = spot_of(histories, path_dir(path));
	const struct history_page *page = find_at(state, spot, path);
	if (!page && !mount_of(state, path))
		page = find_behind_link(histories, path);
	if (spot.in_site && (!page || page->of == histories->main))
		return;
	map_put(&state->elsewhere, state->arena, path, NULL)->value = (void *)(uintptr_t)page;
}

/* --- all of them --------------------------------------------------------------------------------- */

/* Of those that come next in each repository, the latest; one without a date goes at once. */
static size_t
pick_latest(const struct histories *histories, const size_t *next)
{
	size_t best = SIZE_MAX;
	struct date latest = { .precision = DATE_NONE };
	for (size_t i = 0; i < histories->all.len; i++) {
		if (next[i] == histories->all.at[i]->commits.len)
			continue;
		struct date date = histories->all.at[i]->commits.at[next[i]]->date;
		if (!date_known(date))
			return i;
		if (best == SIZE_MAX || date_cmp(date, latest) > 0) {
			best = i;
			latest = date;
		}
	}
	return best;
}

static void
merge_commits(struct histories *histories)
{
	struct arena *arena = histories->state->arena;
	size_t next[REPOSITORIES_MAX] = { 0 }, total = 0;
	for (size_t i = 0; i < histories->all.len; i++)
		total += histories->all.at[i]->commits.len;
	histories->commits.at = arena_array(arena, struct history_commit *, total + 1);
	histories->commits.len = histories->commits.cap = total;
	for (size_t i = 0; i < total; i++) {
		size_t of = pick_latest(histories, next);
		histories->commits.at[i] = histories->all.at[of]->commits.at[next[of]++];
	}
}

/* The top of the content's repository, else of the site's; empty without one. */
static struct str
find_main(struct histories_state *state)
{
	const struct history_options *options = &state->options;
	struct str content = path_join(state->arena, options->folder, options->content), real;
	struct top top = { STR_EMPTY, STR_EMPTY };
	state->in_site = true;
	if (top_find(state->arena, content, &top) < 0 &&
	        top_find(state->arena, options->folder, &top) < 0)
		return STR_EMPTY;
	state->at_top = top_real(state->arena, options->folder, &real) && str_eq(real, top.path);
	return top.path;
}

struct histories *
histories_open(struct arena *arena, const struct history_options *options,
        const struct histories_mount *mount, struct pool *pool, struct diags *diags)
{
	struct histories *histories = arena_new(arena, struct histories);
	struct histories_state *state = arena_new(arena, struct histories_state);
	histories->state = state;
	*state = (struct histories_state){
		.arena = arena, .options = *options, .pool = pool, .diags = diags
	};
	if (mount) {
		const struct history *none = arena_new(arena, struct history);
		const struct history *history = add_mount(histories, mount)->spot.history;
		histories->main = history ? history : none;
	} else {
		struct str top = find_main(state);
		histories->main = history_open(arena, options, pool, diags);
		keep_unit(histories, top, histories->main);
	}
	merge_commits(histories);
	return histories;
}

void
histories_add(struct histories *histories, const histories_mounts *mounts,
        const histories_paths *paths, struct pool *pool, struct diags *diags)
{
	struct histories_state *state = histories->state;
	size_t before = histories->all.len;
	state->pool = pool;
	state->diags = diags;
	state->paths = paths;
	for (size_t i = 0; i < mounts->len; i++)
		add_mount(histories, &mounts->at[i]);
	for (size_t i = 0; i < state->mounts.len; i++)
		place_mount(state, &state->mounts.at[i]);
	for (size_t i = 0; i < paths->len; i++)
		find_file(histories, paths->at[i]);
	state->paths = NULL;
	if (histories->all.len > before)
		merge_commits(histories);
}

const struct history_page *
histories_find(const struct histories *histories, struct str path)
{
	const struct map_entry *entry = map_find(&histories->state->elsewhere, path);
	if (entry)
		return entry->value;
	return histories->state->in_site ? history_find(histories->main, path) : NULL;
}

const struct history *
histories_home(const struct histories *histories, struct str path)
{
	const struct histories_state *state = histories->state;
	if (mount_of(state, path))
		return NULL;
	const struct history_page *page = histories_find(histories, path);
	if (page)
		return page->of;
	const struct spot *spot = map_get(&state->spots, path_dir(path));
	return spot ? spot->history : NULL;
}

bool
histories_shows(const struct histories *histories, const struct history *history, struct str path)
{
	const struct histories_state *state = histories->state;
	bool mounted = false;
	for (size_t i = 0; i < state->mounts.len; i++) {
		const struct spot *spot = &state->mounts.at[i].spot;
		if (spot->history != history)
			continue;
		if (!spot->at.len || path_is_below(spot->at, path))
			return true;
		mounted = true;
	}
	return !mounted;
}

struct str
histories_top(const struct histories *histories, const struct history *history)
{
	const struct histories_state *state = histories->state;
	for (size_t i = 0; i < state->units.len; i++)
		if (state->units.at[i].history == history)
			return state->units.at[i].top;
	return STR_EMPTY;
}

bool
histories_have(const struct histories *histories, struct str rule)
{
	for (size_t i = 0; i < histories->all.len; i++)
		if (history_commits_have(histories->all.at[i], rule))
			return true;
	return false;
}
