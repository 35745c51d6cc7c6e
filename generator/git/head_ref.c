/*
 *	SITE/.git                folder, or a file "gitdir: ../repo/.git/worktrees/b"
 *	    HEAD                 "ref: refs/heads/main", or an id
 *	    commondir            "../..", only in the folder of a further work tree
 *	COMMON/
 *	    refs/heads/main      an id; what is not here is in
 *	    packed-refs          "<id> refs/heads/main", a line for each
 *	    refs/replace/<id>    the id of what stands for it
 *	    shallow              ids, a line for each
 *	    config               may announce that refs or ids are kept otherwise
 */
#include "git/head_ref.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/path.h"

enum { SMALL_MAX = 4096, CONFIG_MAX = 1 << 20, REFS_MAX = 16 << 20 };

struct finder {
	struct arena *arena;
	struct head_ref *out;
	int common;        /* descriptor */
	struct str packed; /* packed-refs; empty when there is none */
};

/* --- text ---------------------------------------------------------------------------------------- */

int
head_ref_parse_link(struct str text, struct str *out)
{
	struct str line = str_line(&text);
	if (!str_starts(line, STR("gitdir:")))
		return -ENOTSUP;
	*out = str_trim(str_skip(line, STR("gitdir:").len));
	return out->len && str_find_char(*out, '\0') == STR_NONE ? 0 : -ENOTSUP;
}

bool
head_ref_name_is_safe(struct str name)
{
	if (!str_starts(name, STR("refs/")))
		return false;
	for (struct str rest = name; rest.at;) {
		struct str part = str_cut(&rest, '/');
		if (part.len == 0 || part.at[0] == '.' || str_find_char(part, '\0') != STR_NONE)
			return false;
	}
	return true;
}

int
head_ref_parse(struct str text, struct object_id *id, struct str *name)
{
	struct str line = str_line(&text);
	*name = STR_EMPTY;
	if (str_starts(line, STR("ref:"))) {
		*name = str_trim(str_skip(line, STR("ref:").len));
		return head_ref_name_is_safe(*name) ? 0 : -ENOTSUP;
	}
	return object_id_parse(str_trim(line), id) ? 0 : -ENOTSUP;
}

/* A line "<id> <name>" of packed-refs; false for comments and the ids that tags lead to. */
static bool
parse_packed(struct str line, struct object_id *id, struct str *name)
{
	struct str hex = str_cut(&line, ' ');
	*name = str_trim(line);
	return name->len && object_id_parse(hex, id);
}

int
head_ref_find_packed(struct str text, struct str name, struct object_id *out)
{
	struct object_id id;
	struct str found;
	for (struct str rest = text; rest.at;) {
		struct str line = str_line(&rest);
		if (!str_ends(str_trim(line), name) || !parse_packed(line, &id, &found))
			continue;
		if (str_eq(found, name)) {
			*out = id;
			return 0;
		}
	}
	return -ENOENT;
}

/* --- files --------------------------------------------------------------------------------------- */

static int
read_file(struct arena *arena, struct str folder, const char *name, size_t max, struct str *out)
{
	int root, error = fs_open_root(folder, &root);
	*out = STR_EMPTY;
	if (error < 0)
		return error;
	error = fs_read(root, str_from(name), arena, max, out, NULL);
	fs_close(root);
	return error;
}

/* HEAD may be a symbolic link in very old repositories. */
static bool
is_link(struct arena *arena, struct str folder, const char *name)
{
	struct stat st;
	char *path = str_terminated(arena, path_join(arena, folder, str_from(name)));
	return lstat(path, &st) != 0 || S_ISLNK(st.st_mode);
}

/* `path` seen from `folder`, as a real path. */
static int
follow(struct arena *arena, struct str folder, struct str path, struct str *out)
{
	if (!str_starts(path, STR("/")))
		path = path_join(arena, folder, path);
	return fs_real_path(arena, path, out) < 0 ? -ENOTSUP : 0;
}

/* Is this folder the top of a work tree? Sets work_tree and git_folder. -ENOENT when it is not. */
static int
find_here(struct arena *arena, struct str folder, struct head_ref *out)
{
	struct stat st;
	struct str root = str_is(folder, "/") ? STR_EMPTY : folder, text, link;
	struct str dot_git = str_format(arena, STR_FMT "/.git", STR_ARG(root));
	if (lstat(str_terminated(arena, dot_git), &st) != 0) {
		struct str head = str_format(arena, STR_FMT "/HEAD", STR_ARG(root));
		bool bare = lstat(str_terminated(arena, head), &st) == 0;
		return bare ? -ENOTSUP : -ENOENT;
	}
	out->work_tree = root;
	out->git_folder = dot_git;
	if (S_ISDIR(st.st_mode))
		return 0;
	if (!S_ISREG(st.st_mode) || read_file(arena, folder, ".git", SMALL_MAX, &text) < 0 ||
	        head_ref_parse_link(text, &link) < 0)
		return -ENOTSUP;
	return follow(arena, folder, link, &out->git_folder);
}

static int
find_above(struct arena *arena, struct str folder, struct head_ref *out)
{
	for (;;) {
		int error = find_here(arena, folder, out);
		size_t slash = str_rfind_char(folder, '/');
		if (error != -ENOENT)
			return error;
		if (folder.len <= 1 || slash == STR_NONE)
			return -ENOTSUP;
		folder = str_copy(arena, str_slice(folder, 0, slash ? slash : 1));
	}
}

static int
find_common(struct arena *arena, struct head_ref *out)
{
	struct str text;
	int error = read_file(arena, out->git_folder, "commondir", SMALL_MAX, &text);
	out->common = out->git_folder;
	if (error == -ENOENT)
		return 0;
	if (error < 0)
		return -ENOTSUP;
	return follow(arena, out->git_folder, str_trim(text), &out->common);
}

int
head_ref_locate(struct arena *arena, struct str top, struct head_ref *out)
{
	int error = find_here(arena, top, out);
	return error == 0 ? find_common(arena, out) : error;
}

/* --- refs ---------------------------------------------------------------------------------------- */

static bool
has_word(struct str text, struct str word)
{
	for (size_t i = 0; i + word.len <= text.len; i++)
		if (str_eq_nocase(str_slice(text, i, i + word.len), word))
			return true;
	return false;
}

static int
read_config(struct finder *finder)
{
	struct str text;
	int error = fs_read(finder->common, STR("config"), finder->arena, CONFIG_MAX, &text, NULL);
	if (error < 0 || has_word(text, STR("refstorage")))
		return -ENOTSUP;
	finder->out->long_ids =
	        has_word(text, STR("objectformat")) && has_word(text, STR("sha256"));
	finder->out->config = hash_64(text);
	return 0;
}

static int
read_packed(struct finder *finder)
{
	int error = fs_read(
	        finder->common, STR("packed-refs"), finder->arena, REFS_MAX, &finder->packed, NULL);
	return error == -ENOENT ? 0 : error < 0 ? -ENOTSUP : 0;
}

static int
read_branch(struct finder *finder, struct str name)
{
	static const char heads[] = "refs/heads/";
	struct str text, other;
	struct head_ref *out = finder->out;
	if (!str_starts(name, STR(heads)))
		return -ENOTSUP;
	out->branch = str_copy(finder->arena, str_skip(name, STR(heads).len));
	int error = fs_read(finder->common, name, finder->arena, SMALL_MAX, &text, NULL);
	if (error == 0)
		return head_ref_parse(text, &out->id, &other) == 0 && !other.len ? 0 : -ENOTSUP;
	if (error != -ENOENT && error != -EISDIR)
		return -ENOTSUP;
	return head_ref_find_packed(finder->packed, name, &out->id) == 0 ? 0 : -ENOTSUP;
}

static int
read_head(struct finder *finder)
{
	struct str text, name;
	struct head_ref *out = finder->out;
	if (is_link(finder->arena, out->git_folder, "HEAD") ||
	        read_file(finder->arena, out->git_folder, "HEAD", SMALL_MAX, &text) < 0)
		return -ENOTSUP;
	int error = head_ref_parse(text, &out->id, &name);
	return error == 0 && name.len ? read_branch(finder, name) : error;
}

static int
read_shallow(struct finder *finder)
{
	struct str text;
	int error = fs_read(finder->common, STR("shallow"), finder->arena, REFS_MAX, &text, NULL);
	if (error < 0)
		return error == -ENOENT ? 0 : -ENOTSUP;
	while (text.at) {
		struct object_id id;
		if (object_id_parse(str_trim(str_line(&text)), &id))
			*array_push(finder->arena, &finder->out->shallow) = id;
	}
	return 0;
}

static void
add_replacement(struct finder *finder, struct str name, const struct object_id *to)
{
	struct object_id from;
	if (!object_id_parse(name, &from))
		return;
	*array_push(finder->arena, &finder->out->replaced) = from;
	*array_push(finder->arena, &finder->out->replaced) = *to;
}

static int
read_loose_replacements(struct finder *finder)
{
	fs_list list = { NULL, 0, 0 };
	struct str text, other;
	struct object_id to;
	int folder, error = fs_open_folder(finder->common, STR("refs/replace"), &folder);
	if (error < 0)
		return error == -ENOENT ? 0 : -ENOTSUP;
	error = fs_walk(folder, STR_EMPTY, false, finder->arena, &list);
	for (size_t i = 0; error == 0 && i < list.len; i++) {
		struct str name = list.at[i].path;
		error = fs_read(folder, name, finder->arena, SMALL_MAX, &text, NULL);
		if (error == 0)
			error = head_ref_parse(text, &to, &other);
		if (error == 0 && other.len == 0)
			add_replacement(finder, name, &to);
	}
	fs_close(folder);
	return error < 0 ? -ENOTSUP : 0;
}

/* One that is loose too counts once, as the loose one says. */
static void
read_packed_replacements(struct finder *finder)
{
	static const char prefix[] = "refs/replace/";
	size_t loose = finder->out->replaced.len;
	for (struct str rest = finder->packed; rest.at;) {
		struct str line = str_line(&rest), name;
		struct object_id id, from;
		if (!parse_packed(line, &id, &name) || !str_starts(name, STR(prefix)))
			continue;
		name = str_skip(name, STR(prefix).len);
		bool known = !object_id_parse(name, &from);
		for (size_t i = 0; i < loose; i += 2)
			known = known || object_id_eq(&finder->out->replaced.at[i], &from);
		if (!known)
			add_replacement(finder, name, &id);
	}
}

static int
read_refs(struct finder *finder)
{
	int error = read_config(finder);
	if (error == 0)
		error = read_packed(finder);
	if (error == 0)
		error = read_head(finder);
	if (error == 0)
		error = read_shallow(finder);
	if (error == 0)
		error = read_loose_replacements(finder);
	if (error == 0)
		read_packed_replacements(finder);
	return error;
}

int
head_ref_read(struct arena *arena, struct str folder, struct head_ref *out)
{
	struct finder finder = { .arena = arena, .out = out, .packed = STR_EMPTY };
	*out = (struct head_ref){ .branch = STR_EMPTY };
	int error = fs_real_path(arena, folder, &folder) < 0 ? -ENOTSUP : 0;
	if (error == 0)
		error = find_above(arena, folder, out);
	if (error == 0)
		error = find_common(arena, out);
	if (error == 0 && fs_open_root(out->common, &finder.common) < 0)
		error = -ENOTSUP;
	if (error < 0)
		return error;
	error = read_refs(&finder);
	fs_close(finder.common);
	return error;
}
