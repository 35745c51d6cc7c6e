#include "git/ref_list.h"

#include <errno.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/path.h"
#include "base/process.h"
#include "base/utf8.h"
#include "git/head_ref.h"

enum { CONFIG_MAX = 1 << 20, LIST_MAX = 64 << 20 };

/* Nothing of the environment reaches git, and no network. */
static const char *const environment[] = { "GIT_*", "GIT_CONFIG_NOSYSTEM=1",
	"GIT_CONFIG_GLOBAL=/dev/null", "GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=1",
	"GIT_NO_REPLACE_OBJECTS=1", "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "LC_ALL=C",
	NULL };

/* Nothing of a repository is run, whatever it says. */
#define SAFE                                                                                       \
	"git", "--no-pager", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", \
	        "protocol.allow=never"

/* --- what it says -------------------------------------------------------------------------------- */

static bool
is_id(struct str text, bool long_ids, struct object_id *out)
{
	return text.len == (long_ids ? OBJECT_LONG_HEX_LEN : OBJECT_HEX_LEN) &&
	        object_id_parse(text, out);
}

static void
take(struct arena *arena, struct str name, const struct object_id *id, struct ref_list *out)
{
	static const char tags[] = "refs/tags/", replaced[] = "refs/replace/";
	struct object_id from;
	if (str_starts(name, STR(tags))) {
		struct repo_tag *tag = array_push(arena, &out->tags);
		*tag = (struct repo_tag){ str_skip(name, STR(tags).len), *id };
	} else if (str_starts(name, STR(replaced)) &&
	        is_id(str_skip(name, STR(replaced).len), out->long_ids, &from)) {
		*array_push(arena, &out->replaced) = from;
		*array_push(arena, &out->replaced) = *id;
	}
}

bool
ref_list_parse(struct arena *arena, struct str text, struct ref_list *out)
{
	static const char heads[] = "refs/heads/";
	bool any = false;
	for (struct str rest = text; rest.at;) {
		struct object_id id;
		struct str name = str_line(&rest), mark = str_slice(name, 0, 1);
		name = str_skip(name, mark.len);
		struct str hex = str_cut(&name, ' ');
		if (!any)
			out->long_ids = hex.len == OBJECT_LONG_HEX_LEN;
		if (!name.len || !is_id(hex, out->long_ids, &id))
			continue;
		any = true;
		take(arena, name, &id, out);
		if (!str_is(mark, "*") || out->head.born)
			continue;
		out->head = (struct repo_head){ id, true, name };
		if (str_starts(name, STR(heads)))
			out->head.branch = str_skip(name, STR(heads).len);
	}
	return out->head.born;
}

/* --- asking -------------------------------------------------------------------------------------- */

/* What git says against it, as the end of a sentence. */
static struct str
explain(struct arena *arena, int error, const struct process_result *result)
{
	if (error == -ENOENT)
		return STR("that is not installed");
	if (error < 0)
		return str_format(arena, "that cannot be run: %s", fs_explain(error));
	if (str_find(result->errors, STR("unknown repository extension")) != STR_NONE)
		return STR("the installed one is too old");
	struct str rest = result->errors, line = str_line(&rest), text = line;
	struct str kind = str_cut(&text, ':');
	line = str_trim(str_is(kind, "fatal") || str_is(kind, "warning") ? text : line);
	if (line.len == 0)
		return STR("that one does not read it either");
	return str_format(arena, "git says: " STR_FMT, STR_ARG(line));
}

static int
run(struct arena *arena, const char *const *arguments, struct process_result *result)
{
	struct process process = { arguments, environment, STR_EMPTY, LIST_MAX };
	int error = process_run(arena, &process, result);
	return !error && result->output.len == LIST_MAX ? -EFBIG : error;
}

/* HEAD is at a commit alone, or on a branch that has none yet. */
static void
ask_head(struct arena *arena, const char *git_folder, struct ref_list *out)
{
	const char *const commit[] = { SAFE, git_folder, "rev-parse", "--verify", "--quiet", "HEAD",
		NULL };
	const char *const branch[] = { SAFE, git_folder, "symbolic-ref", "--quiet", "--short",
		"HEAD", NULL };
	struct process_result result;
	if (run(arena, commit, &result) == 0 && result.status == 0) {
		struct str hex = str_trim(result.output);
		out->long_ids = hex.len == OBJECT_LONG_HEX_LEN;
		out->head.born = object_id_parse(hex, &out->head.id);
	} else if (run(arena, branch, &result) == 0 && result.status == 0) {
		out->head.branch = str_trim(result.output);
	}
}

static int
ask(struct arena *arena, struct str git_folder, struct ref_list *out, struct str *why)
{
	struct str option = str_format(arena, "--git-dir=" STR_FMT, STR_ARG(git_folder));
	const char *const arguments[] = { SAFE, option.at, "for-each-ref",
		"--format=%(HEAD)%(objectname) %(refname)", "refs/heads", "refs/tags",
		"refs/replace", NULL };
	struct process_result result;
	int error = run(arena, arguments, &result);
	if (error < 0 || result.status != 0) {
		*why = explain(arena, error, &result);
		return -EINVAL;
	}
	if (!ref_list_parse(arena, result.output, out))
		ask_head(arena, option.at, out);
	if (out->head.born || result.errors.len == 0)
		return 0;
	/* It is no branch without commits, then, but a broken one. */
	*why = explain(arena, 0, &result);
	return -EINVAL;
}

/* --- the format ---------------------------------------------------------------------------------- */

/* What a repository's configuration announces; NULL when it is nothing that git has to be asked about. */
static const char *
format_of(struct arena *arena, struct str common)
{
	struct str text, path = path_join(arena, common, STR("config"));
	if (fs_read_named(path, arena, CONFIG_MAX, &text) < 0)
		return NULL;
	text = utf8_fold(arena, text);
	if (str_find(text, STR("refstorage")) != STR_NONE)
		return "its branches are kept as a reftable";
	if (str_find(text, STR("objectformat")) != STR_NONE)
		return "its hashes are SHA-256";
	return NULL;
}

int
ref_list_ask(struct arena *arena, struct str top, bool bare, struct ref_list *out, struct str *why)
{
	struct head_ref place = { .git_folder = top, .common = top };
	*out = (struct ref_list){ .head = { .branch = STR_EMPTY } };
	int error = bare ? 0 : head_ref_locate(arena, top, &place);
	const char *format = error < 0 ? NULL : format_of(arena, place.common);
	if (!format)
		return -ENOTSUP;
	out->common = place.common;
	error = ask(arena, place.git_folder, out, why);
	if (error < 0)
		*why = str_format(arena, "%s, which takes the program git, and " STR_FMT, format,
		        STR_ARG(*why));
	return error;
}
