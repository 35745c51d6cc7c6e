/*
 * A clone lies in the site's folder, where others may have put files, and git runs what a repository's
 * configuration and hooks say. So a folder with more in it than git makes here gives way to a new clone, and the
 * configuration is written anew before git sees it.
 */
#include "cli/clone.h"

#include <errno.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fs.h"
#include "base/fs_folder.h"
#include "base/path.h"
#include "base/process.h"
#include "base/utf8.h"
#include "cli/clone_folder.h"
#include "site/repo_url.h"

enum { OUTPUT_MAX = 1 << 16, CONFIG_MAX = 1 << 20 };

static const char *const environment[] = { "GIT_TERMINAL_PROMPT=0",
	"GIT_ALLOW_PROTOCOL=https:ssh:git:file", "LC_ALL=C", "GIT_DIR", "GIT_WORK_TREE",
	"GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES",
	"GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_DEFAULT_REF_FORMAT", NULL };

/* Nothing of a repository is run, whatever it says. */
#define SAFE                                                                         \
	"git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", \
	        "fetch.writeCommitGraph=false"

static int
run(struct arena *arena, const char *const *arguments, struct str input,
        struct process_result *result)
{
	struct process process = { arguments, environment, input, OUTPUT_MAX };
	return process_run(arena, &process, result);
}

/* --- what went wrong ----------------------------------------------------------------------------- */

/* The line of git's that says it: the first "fatal:" or "ERROR:", or else the last one. */
static struct str
telling_line(struct str messages)
{
	struct str last = STR_EMPTY;
	for (struct str rest = messages; rest.at;) {
		struct str line = str_trim(str_line(&rest));
		if (str_starts(line, STR("fatal: ")))
			return str_skip(line, STR("fatal: ").len);
		if (line.len)
			last = line;
	}
	return last;
}

static bool
says(struct str messages, const char *words)
{
	return str_find(messages, str_from(words)) != STR_NONE;
}

static struct str
explain(struct arena *arena, int error, const struct process_result *result, struct str *help)
{
	struct str messages = result->errors;
	*help = STR("`git clone` with this address may say more");
	if (error == -ENOENT) {
		*help = STR("install git, or commit the files of data/repos/ from elsewhere");
		return STR("the program git is not installed");
	}
	if (error < 0)
		return str_format(arena, "git cannot be run: %s", fs_explain(error));
	if (says(messages, "Could not resolve host") || says(messages, "Connection") ||
	        says(messages, "connect to") || says(messages, "unable to look up")) {
		*help = STR("check the name of the host and the network, then try again");
		return STR("the host cannot be reached");
	}
	if (says(messages, "not found") || says(messages, "does not appear to be") ||
	        says(messages, "does not exist") || says(messages, "terminal prompts disabled")) {
		*help = STR(
		        "check the address; a private repository needs credentials that git knows");
		return STR("there is no such repository, or it is private");
	}
	return str_format(
	        arena, "git says: " STR_FMT, STR_ARG(repo_url_hide(arena, telling_line(messages))));
}

/* --- the clone ----------------------------------------------------------------------------------- */

static struct str
config_text(struct arena *arena, struct str url, bool long_ids)
{
	return str_format(arena,
	        "[core]\n\trepositoryformatversion = 1\n\tbare = true\n"
	        "[extensions]\n\tpartialClone = origin\n%s"
	        "[remote \"origin\"]\n\turl = \"" STR_FMT "\"\n"
	        "\tfetch = +refs/heads/*:refs/heads/*\n\tpromisor = true\n"
	        "\tpartialCloneFilter = blob:none\n",
	        long_ids ? "\tobjectFormat = sha256\n" : "", STR_ARG(url));
}

/* Anew but for one thing that is no program: in which format the objects are. */
static int
write_config(struct arena *arena, int root, struct str path, struct str url)
{
	struct str file = path_join(arena, path, STR("config")), before = STR_EMPTY;
	int error = fs_read(root, file, arena, CONFIG_MAX, &before, NULL);
	if (error)
		return error;
	before = utf8_fold(arena, before);
	bool long_ids = str_find(before, STR("objectformat = sha256")) != STR_NONE;
	return fs_write_aside(root, file, config_text(arena, url, long_ids));
}

static int
fetch(struct arena *arena, struct str place, struct process_result *result)
{
	struct str option = str_format(arena, "--git-dir=" STR_FMT, STR_ARG(place));
	const char *const arguments[] = { SAFE, option.at, "fetch", "--quiet", "--prune", "--tags",
		"--force", "--no-recurse-submodules", "--no-auto-gc", "--", "origin", NULL };
	return run(arena, arguments, STR_EMPTY, result);
}

/*
 * A fetch brings branches and not which of them is the default one: that may have another name by now.
 * Where the other side does not say, or only names a commit, HEAD stays as it is.
 */
static int
follow_head(struct arena *arena, int root, struct str path, struct str place)
{
	struct str option = str_format(arena, "--git-dir=" STR_FMT, STR_ARG(place));
	const char *const arguments[] = { SAFE, option.at, "ls-remote", "--quiet", "--symref", "--",
		"origin", "HEAD", NULL };
	struct process_result result;
	int error = run(arena, arguments, STR_EMPTY, &result);
	if (error < 0 || result.status != 0 || !str_starts(result.output, STR("ref: refs/heads/")))
		return 0;
	struct str rest = result.output, line = str_line(&rest);
	struct str ref = str_cut(&line, '\t');
	struct str head = str_format(arena, STR_FMT "\n", STR_ARG(ref));
	return fs_write_aside(root, path_join(arena, path, STR("HEAD")), head);
}

/* Where the other side cannot leave files out, git clones them too and says so. */
static int
clone(struct arena *arena, struct str place, struct str url, struct process_result *result)
{
	const char *const arguments[] = { SAFE, "-c", "init.defaultRefFormat=files", "clone",
		"--quiet", "--bare", "--template=", "--filter=blob:none", "--",
		str_terminated(arena, url), str_terminated(arena, place), NULL };
	return run(arena, arguments, STR_EMPTY, result);
}

/* Puts nothing in its place, in folders that are of the site and no links. */
static int
clear(int root, struct str path)
{
	struct fs_stat stat;
	int error = fs_remove_tree(root, path);
	if (!error)
		error = fs_make_folders(root, path_dir(path));
	return error ? error : fs_folder_look(root, path_dir(path), &stat);
}

struct str
clone_update(struct arena *arena, int root, struct str folder, struct str path, struct str url,
        struct str *help)
{
	struct process_result result = { 0, STR_EMPTY, STR_EMPTY };
	struct str place = path_join(arena, folder, path);
	bool old = clone_folder_is_plain(root, path);
	int error = old ? write_config(arena, root, path, url) : clear(root, path);
	*help = STR("the folder .kith must be writable, and no link");
	if (error)
		return str_format(arena, "the clone cannot be written: %s", fs_explain(error));
	error = old ? fetch(arena, place, &result) : clone(arena, place, url, &result);
	if (error < 0 || result.status != 0)
		return explain(arena, error, &result, help);
	error = old ? follow_head(arena, root, path, place) : write_config(arena, root, path, url);
	if (error)
		return str_format(arena, "the clone cannot be written: %s", fs_explain(error));
	return STR_EMPTY;
}

bool
clone_get(struct arena *arena, struct str folder, struct str path, const repo_ids *files)
{
	struct process_result result;
	struct str place = path_join(arena, folder, path);
	struct str option = str_format(arena, "--git-dir=" STR_FMT, STR_ARG(place));
	const char *const arguments[] = { SAFE, "-c", "fetch.negotiationAlgorithm=noop", option.at,
		"fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
		"--no-auto-gc", "--filter=blob:none", "--stdin", "origin", NULL };
	struct buf ids;
	buf_init(&ids, SIZE_MAX / 2);
	for (size_t i = 0; i < files->len; i++) {
		buf_put(&ids, object_id_hex(arena, &files->at[i]));
		buf_char(&ids, '\n');
	}
	int error = run(arena, arguments, buf_view(&ids), &result);
	buf_free(&ids);
	return error == 0 && result.status == 0;
}
