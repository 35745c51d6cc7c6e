/*
 * libgit2's defaults suit a tool that changes repositories; a reader of histories wants others:
 *
 *	owner validation      off   in a container everything belongs to somebody else; we run nothing
 *	strict hashing        off   a third of the time, and a build is no fsck
 *	object cache          off   slower than the cache of trees.c, which knows what comes again
 *	search path           none  the user's own configuration must not change what a build sees
 *	extensions            named formats that change nothing for a reader
 *
 * The work tree is where `.git` was found, never where core.worktree of the repository points.
 */
#include "git/repo.h"

#include <errno.h>
#include <git2.h>
#if __has_include(<git2/sys/errors.h>)
#include <git2/sys/errors.h> /* git_error_set_str, since 1.8 */
#endif
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "git/head_ref.h"
#include "git/object_store.h"
#include "git/ref_list.h"
#include "git/ref_watch.h"

/* What libgit2 has open. */
struct store {
	git_repository *git; /* NULL in a second handle */
	git_odb *objects;    /* NULL until the first read of what object_store does not have */
};

struct repo {
	struct store *store;
	struct object_store *own;
	struct str objects_path; /* terminated */
	struct str work_tree;    /* empty for "/" */
	bool bare;
	bool ignores_case;
	bool long_ids;
	const struct head_ref *head;  /* of one that was found without libgit2 */
	const struct ref_list *asked; /* of one that libgit2 refuses: what git says */
};

/* A whole number of ids, each with its newline. */
enum { SHALLOW_MAX_BYTES = 16 << 20 };

/* Ceilings below this one are worth a look at the header before an object is unpacked. */
enum { PROBE_MAX_BYTES = 16 << 20 };

/* libgit2 is started by whichever thread needs it first. */
static pthread_mutex_t starting = PTHREAD_MUTEX_INITIALIZER;
static int initialised;

/* --- opening ------------------------------------------------------------------------------------- */

static int
start_library(void)
{
	static const char *extensions[] = { "partialclone", "worktreeconfig", "preciousobjects",
		"relativeworktrees" };
	if (initialised)
		return 0;
	if (git_libgit2_init() < 0)
		return -EIO;
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git_libgit2_opts(
	        GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
	static const int levels[] = { GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG,
		GIT_CONFIG_LEVEL_GLOBAL };
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, levels[i], "");
	initialised = 1;
	return 0;
}

static int
initialise(void)
{
	pthread_mutex_lock(&starting);
	int error = start_library();
	pthread_mutex_unlock(&starting);
	return error;
}

void
repo_shutdown(void)
{
	if (initialised)
		git_libgit2_shutdown();
	initialised = 0;
}

static int
errno_of(int error)
{
	return error >= 0 ? 0 : error == GIT_ENOTFOUND ? -ENOENT : -EIO;
}

static struct repo *
make_repo(struct arena *arena)
{
	struct repo *repo = arena_new(arena, struct repo);
	repo->store = arena_new(arena, struct store);
	return repo;
}

static void
set_objects(struct arena *arena, struct repo *repo, struct str path)
{
	repo->objects_path = str_of(str_terminated(arena, path), path.len);
	repo->own = object_store_make(arena, repo->objects_path, repo->long_ids);
}

/* Opens the repository whose own folder (with its HEAD), or whose `.git` file, this path is. */
static int
open_exactly(struct str path, git_repository **out)
{
	return git_repository_open_ext(
	        out, path.at, GIT_REPOSITORY_OPEN_NO_SEARCH | GIT_REPOSITORY_OPEN_BARE, NULL);
}

/* libgit2 has refused it; what git says against it takes the place of libgit2's words. */
static int
ask_git(struct arena *arena, struct str folder, struct repo *repo)
{
	struct ref_list *asked = arena_new(arena, struct ref_list);
	struct str why = STR_EMPTY;
	int error = ref_list_ask(arena, folder, repo->bare, asked, &why);
	if (error == 0) {
		repo->asked = asked;
		repo->long_ids = asked->long_ids;
		set_objects(arena, repo, path_join(arena, asked->common, STR("objects")));
	} else if (why.len) {
		git_error_set_str(GIT_ERROR_REPOSITORY, str_terminated(arena, why));
		return -ENOTSUP;
	}
	return error < 0 ? -EINVAL : 0;
}

static int
open_objects(struct arena *arena, struct repo *repo)
{
	git_buf path = { NULL, 0, 0 };
	int error = git_repository_item_path(&path, repo->store->git, GIT_REPOSITORY_ITEM_OBJECTS);
	if (error == 0)
		error = git_repository_odb(&repo->store->objects, repo->store->git);
	if (error == 0)
		set_objects(arena, repo, str_from(path.ptr));
	git_buf_dispose(&path);
	return error < 0 ? -EINVAL : 0;
}

static int
open_above(struct arena *arena, struct str folder, struct repo *repo)
{
	for (;;) {
		struct str root = str_is(folder, "/") ? STR_EMPTY : folder;
		struct str dot_git = str_format(arena, STR_FMT "/.git", STR_ARG(root));
		int error = open_exactly(dot_git, &repo->store->git);
		if (error == GIT_ENOTFOUND) {
			error = open_exactly(folder, &repo->store->git);
			repo->bare = error != GIT_ENOTFOUND;
		}
		repo->work_tree = root;
		if (error != GIT_ENOTFOUND)
			return error < 0 ? ask_git(arena, folder, repo) : open_objects(arena, repo);
		size_t slash = str_rfind_char(folder, '/');
		if (folder.len <= 1 || slash == STR_NONE)
			return -ENOENT;
		folder = str_copy(arena, str_slice(folder, 0, slash ? slash : 1));
	}
}

static void
read_settings(struct arena *arena, struct repo *repo)
{
	git_config *config = NULL;
	int on = 0, error;
	if (repo->asked)
		error = git_config_open_ondisk(&config,
		        str_terminated(
		                arena, path_join(arena, repo->asked->common, STR("config"))));
	else
		error = git_repository_config_snapshot(&config, repo->store->git);
	if (error == 0 && git_config_get_bool(&on, config, "core.ignorecase") == 0)
		repo->ignores_case = on;
	git_config_free(config);
}

int
repo_open(struct arena *arena, struct str folder, struct repo **out)
{
	struct repo *repo = make_repo(arena);
	*out = NULL;
	ref_watch_above(folder);
	int error = initialise();
	if (error == 0)
		error = fs_real_path(arena, folder, &folder);
	if (error == 0)
		error = open_above(arena, folder, repo);
	if (error < 0) {
		repo_close(repo);
		return error;
	}
	read_settings(arena, repo);
	*out = repo;
	return 0;
}

struct repo *
repo_later(struct arena *arena, const struct head_ref *head, bool ignores_case)
{
	struct repo *repo = make_repo(arena);
	repo->long_ids = head->long_ids;
	set_objects(arena, repo, path_join(arena, head->common, STR("objects")));
	repo->work_tree = head->work_tree;
	repo->ignores_case = ignores_case;
	repo->head = head;
	return repo;
}

static int
open_store(const struct repo *repo)
{
	if (repo->store->objects)
		return 0;
	int error = initialise();
	if (error == 0 && git_odb_open(&repo->store->objects, repo->objects_path.at) < 0)
		error = -EIO;
	return error;
}

int
repo_open_objects(struct arena *arena, struct str path, bool long_ids, struct repo **out)
{
	struct repo *repo = make_repo(arena);
	repo->long_ids = long_ids;
	set_objects(arena, repo, path);
	*out = repo;
	return 0;
}

/* Without its repository, whose configuration would be read once more for each handle. */
int
repo_again(struct arena *arena, const struct repo *repo, struct repo **out)
{
	return repo_open_objects(arena, repo->objects_path, repo->long_ids, out);
}

bool
repo_has_long_ids(const struct repo *repo)
{
	return repo->long_ids;
}

struct str
repo_objects(const struct repo *repo)
{
	return repo->objects_path;
}

void
repo_close(struct repo *repo)
{
	if (repo->own)
		object_store_close(repo->own);
	git_odb_free(repo->store->objects);
	git_repository_free(repo->store->git);
	*repo->store = (struct store){ .git = NULL };
}

struct str
repo_error(struct arena *arena)
{
	const git_error *error = initialised ? git_error_last() : NULL;
	return error && error->message ? str_copy(arena, str_from(error->message))
	                               : STR("libgit2 gives no reason");
}

/* --- where it lies ------------------------------------------------------------------------------- */

struct str
repo_work_tree(const struct repo *repo)
{
	if (repo->bare)
		return STR_EMPTY;
	return repo->work_tree.len ? repo->work_tree : STR("/");
}

int
repo_locate(struct arena *arena, const struct repo *repo, struct str folder, struct str *out)
{
	int error = fs_real_path(arena, folder, &folder);
	if (error < 0)
		return error;
	struct str root = repo->work_tree;
	if (repo->bare || !str_starts(folder, root) ||
	        (folder.len > root.len && folder.at[root.len] != '/'))
		return -EXDEV;
	*out = str_skip(folder, folder.len > root.len ? root.len + 1 : root.len);
	return 0;
}

struct str
repo_root(const struct repo *repo)
{
	return repo->work_tree;
}

bool
repo_ignores_case(const struct repo *repo)
{
	return repo->ignores_case;
}

/* --- references ---------------------------------------------------------------------------------- */

int
repo_head(struct arena *arena, const struct repo *repo, struct repo_head *out)
{
	static const char heads[] = "refs/heads/";
	git_reference *reference = NULL;
	git_oid id;
	*out = (struct repo_head){ .branch = STR_EMPTY };
	if (repo->asked) {
		*out = repo->asked->head;
		return 0;
	}
	int error = git_reference_lookup(&reference, repo->store->git, "HEAD");
	if (error < 0)
		return errno_of(error);
	if (git_reference_type(reference) == GIT_REFERENCE_SYMBOLIC) {
		struct str target = str_from(git_reference_symbolic_target(reference));
		if (str_starts(target, STR(heads)))
			target = str_skip(target, STR(heads).len);
		out->branch = str_copy(arena, target);
	}
	git_reference_free(reference);

	error = git_reference_name_to_id(&id, repo->store->git, "HEAD");
	if (error == 0) {
		out->born = true;
		memcpy(out->id.bytes, id.id, OBJECT_ID_LEN);
	}
	return error == GIT_ENOTFOUND ? 0 : errno_of(error);
}

/* Of all work trees of the repository; empty in a second handle. */
static struct str
common_folder(const struct repo *repo)
{
	if (repo->head)
		return repo->head->common;
	if (repo->asked)
		return repo->asked->common;
	return repo->store->git ? str_from(git_repository_commondir(repo->store->git)) : STR_EMPTY;
}

static void
copy_ids(struct arena *arena, const struct object_id *at, size_t count, repo_ids *out)
{
	for (size_t i = 0; i < count; i++)
		*array_push(arena, out) = at[i];
}

int
repo_shallow(struct arena *arena, const struct repo *repo, repo_ids *out)
{
	int folder;
	*out = (repo_ids){ NULL, 0, 0 };
	if (repo->head) {
		copy_ids(arena, repo->head->shallow.at, repo->head->shallow.len, out);
		return 0;
	}
	int error = fs_open_root(common_folder(repo), &folder);
	if (error < 0)
		return error;
	struct str text = STR_EMPTY;
	error = fs_read(folder, STR("shallow"), arena, SHALLOW_MAX_BYTES, &text, NULL);
	fs_close(folder);
	while (error == 0 && text.at) {
		struct object_id id;
		if (object_id_parse(str_trim(str_line(&text)), &id))
			*array_push(arena, out) = id;
	}
	return error == -ENOENT ? 0 : error;
}

bool
repo_has_grafts(const struct repo *repo)
{
	struct str common = common_folder(repo);
	return common.len && fs_holds(common, STR("info/grafts"));
}

int
repo_replacements(struct arena *arena, const struct repo *repo, repo_ids *out)
{
	static const char prefix[] = "refs/replace/";
	git_reference_iterator *list = NULL;
	git_reference *reference = NULL;
	*out = (repo_ids){ NULL, 0, 0 };
	if (repo->head) {
		copy_ids(arena, repo->head->replaced.at, repo->head->replaced.len, out);
		return 0;
	}
	if (repo->asked) {
		*out = repo->asked->replaced;
		return 0;
	}
	int error = git_reference_iterator_glob_new(&list, repo->store->git, "refs/replace/*");
	while (error == 0 && (error = git_reference_next(&reference, list)) == 0) {
		struct str name =
		        str_skip(str_from(git_reference_name(reference)), STR(prefix).len);
		const git_oid *target = git_reference_target(reference);
		struct object_id from, to;
		if (target && object_id_parse(name, &from)) {
			memcpy(to.bytes, target->id, OBJECT_ID_LEN);
			*array_push(arena, out) = from;
			*array_push(arena, out) = to;
		}
		git_reference_free(reference);
	}
	git_reference_iterator_free(list);
	return error == GIT_ITEROVER ? 0 : errno_of(error);
}

static int
by_name(const void *a, const void *b, void *context)
{
	(void)context;
	return str_cmp(((const struct repo_tag *)a)->name, ((const struct repo_tag *)b)->name);
}

int
repo_tags(struct arena *arena, const struct repo *repo, size_t max, repo_tag_list *out)
{
	static const char prefix[] = "refs/tags/";
	git_reference_iterator *list = NULL;
	git_reference *reference = NULL;
	*out = (repo_tag_list){ NULL, 0, 0 };
	if (repo->asked) {
		*out = repo->asked->tags;
		out->len = out->len < max ? out->len : max;
		return 0;
	}
	int error = git_reference_iterator_glob_new(&list, repo->store->git, "refs/tags/*");
	while (error == 0 && out->len < max &&
	        (error = git_reference_next(&reference, list)) == 0) {
		const git_oid *target = git_reference_target(reference);
		if (target) {
			struct repo_tag *tag = array_push(arena, out);
			struct str name = str_from(git_reference_name(reference));
			tag->name = str_copy(arena, str_skip(name, STR(prefix).len));
			memcpy(tag->id.bytes, target->id, OBJECT_ID_LEN);
		}
		git_reference_free(reference);
	}
	git_reference_iterator_free(list);
	array_sort(out->at, out->len, sizeof *out->at, arena, by_name, NULL);
	return error == GIT_ITEROVER ? 0 : errno_of(error);
}

/* --- objects ------------------------------------------------------------------------------------- */

static enum repo_type
type_of(git_object_t type)
{
	switch (type) {
	case GIT_OBJECT_COMMIT: return REPO_COMMIT;
	case GIT_OBJECT_TREE: return REPO_TREE;
	case GIT_OBJECT_BLOB: return REPO_BLOB;
	case GIT_OBJECT_TAG: return REPO_TAG;
	default: return REPO_OTHER;
	}
}

static int
accept(struct repo_object *object, size_t max)
{
	if (object->bytes.len <= max)
		return 0;
	repo_release(object);
	return -EFBIG;
}

int
repo_read(const struct repo *repo, const struct object_id *id, size_t max, struct repo_object *out)
{
	git_odb_object *object = NULL;
	git_oid key;
	memcpy(key.id, id->bytes, OBJECT_ID_LEN);
	*out = (struct repo_object){ .handle = NULL };
	int error = object_store_read(repo->own, id, max, out);
	if (error != -ENOENT || repo->long_ids)
		return error;
	error = open_store(repo);
	if (error < 0)
		return error;
	if (max < PROBE_MAX_BYTES) {
		size_t len;
		git_object_t type;
		error = git_odb_read_header(&len, &type, repo->store->objects, &key);
		if (error == 0 && len > max)
			return -EFBIG;
	}
	if (error == 0)
		error = git_odb_read(&object, repo->store->objects, &key);
	if (error < 0)
		return errno_of(error);
	out->bytes = str_of(git_odb_object_data(object), git_odb_object_size(object));
	out->type = type_of(git_odb_object_type(object));
	out->handle = object;
	return accept(out, max);
}

void
repo_release(struct repo_object *object)
{
	object_store_release(object);
	git_odb_object_free(object->handle);
	*object = (struct repo_object){ .handle = NULL };
}

void
repo_hash_blob(struct str bytes, struct object_id *out)
{
	git_oid id;
	memset(out, 0, sizeof *out);
	if (initialise() == 0 && git_odb_hash(&id, bytes.at, bytes.len, GIT_OBJECT_BLOB) == 0)
		memcpy(out->bytes, id.id, OBJECT_ID_LEN);
}

/* Tells libgit2 where the work tree is, once: 1.5 loses some memory when it is told what it knows. */
static bool
set_work_tree(git_repository *git, struct arena *scratch, struct str top)
{
	const char *known = git_repository_workdir(git);
	if (known && str_eq(str_from(known), str_format(scratch, STR_FMT "/", STR_ARG(top))))
		return true;
	return git_repository_set_workdir(git, str_terminated(scratch, top), 0) == 0;
}

bool
repo_converts(const struct repo *repo, struct str path)
{
	static const char *names[] = { "filter", "ident", "working-tree-encoding" };
	enum { COUNT = sizeof names / sizeof *names };
	const char *values[COUNT] = { NULL };
	struct arena scratch = ARENA_EMPTY;
	bool found = false;
	struct str top = repo_work_tree(repo);
	ref_watch_attributes(top, path);
	if (repo->store->git && top.len && set_work_tree(repo->store->git, &scratch, top) &&
	        git_attr_get_many(values, repo->store->git, GIT_ATTR_CHECK_FILE_THEN_INDEX,
	                str_terminated(&scratch, path), COUNT, names) == 0)
		for (size_t i = 0; i < COUNT; i++) {
			git_attr_value_t kind = git_attr_value(values[i]);
			found = found || kind == GIT_ATTR_VALUE_TRUE ||
			        kind == GIT_ATTR_VALUE_STRING;
		}
	arena_free(&scratch);
	return found;
}

struct str
repo_version(void)
{
	static char text[32];
	int major, minor, revision;
	git_libgit2_version(&major, &minor, &revision);
	int len = snprintf(text, sizeof text, "%d.%d.%d", major, minor, revision);
	return str_of(text, len > 0 && (size_t)len < sizeof text ? (size_t)len : 0);
}
