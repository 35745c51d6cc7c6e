/*
 * The files in which a repository says how its history is to be read: who is who, and which commits
 * do not count.
 */
#include <errno.h>

#include "base/diag.h"
#include "base/fs.h"
#include "git/history_build.h"
#include "git/repo.h"
#include "git/walk.h"

/* A small file at the top of the work tree, in `work`; empty when it is not there. */
static struct str
read_top_file(struct history_builder *builder, struct str name, size_t max)
{
	struct str text = STR_EMPTY, top = repo_work_tree(builder->repo);
	int folder;
	if (top.len == 0 || fs_open_root(top, &folder) < 0)
		return text;
	int error = fs_read(folder, name, &builder->work, max, &text, NULL);
	fs_close(folder);
	if (error == 0 || error == -ENOENT)
		return text;
	diag_warning(builder->diags, diag_file(name), STR_EMPTY, "cannot read it: %s",
	        fs_explain(error));
	return STR_EMPTY;
}

/* In a bare repository the same file of HEAD stands in. */
static struct str
read_head_file(struct history_builder *builder, struct str name, size_t max)
{
	struct repo_object object;
	const struct walk_commit *head =
	        builder->walk->newest.len ? builder->walk->newest.at[0] : NULL;
	if (!head || repo_read(builder->repo, &head->tree, SIZE_MAX, &object) < 0)
		return STR_EMPTY;
	struct object_tree tree = { .bytes = object.bytes };
	struct object_entry entry;
	bool found = false;
	while (!found && object_tree_next(&tree, &entry))
		found = str_eq(entry.name, name) && entry.mode != OBJECT_FOLDER;
	repo_release(&object);
	if (!found || repo_read(builder->repo, &entry.id, max, &object) < 0)
		return STR_EMPTY;
	struct str text = str_copy(&builder->work, object.bytes);
	repo_release(&object);
	return text;
}

static struct str
read_settings_file(struct history_builder *builder, struct str name, size_t max)
{
	if (repo_work_tree(builder->repo).len)
		return read_top_file(builder, name, max);
	return read_head_file(builder, name, max);
}

void
history_settings_read(struct history_builder *builder)
{
	struct str name = STR(".mailmap");
	mailmap_parse(&builder->mailmap, &builder->work,
	        read_settings_file(builder, name, MAILMAP_MAX_BYTES));

	name = STR(".git-blame-ignore-revs");
	struct str text = read_settings_file(builder, name, IGNORE_REVS_MAX_BYTES);
	unsigned wrong = ignore_revs_parse(&builder->ignored, &builder->work, text);
	if (wrong) {
		struct place place = { .path = name, .line = wrong, .column = 1 };
		diag_warning(builder->diags, place, text, "this is not the hash of a commit");
		diag_help(builder->diags, "write all 40 digits, or begin the line with '#'");
	}
}
