/*
 * The files in which a repository says how its history is to be read: who is who, and which commits
 * do not count.
 */
#include "base/diag.h"
#include "base/fs.h"
#include "git/top_file.h"
#include "git/walk.h"
#include "history/history_build.h"

/* A small file at the top of the repository, in `work`; empty when it is not there. */
static struct str
read_settings_file(struct history_builder *builder, struct str name, size_t max)
{
	const walk_list *commits = &builder->walk->newest;
	struct str text;
	int error = top_file_read(&builder->work, builder->repo,
	        commits->len ? &commits->at[0]->tree : NULL, name, max, &text);
	if (error < 0)
		diag_warning(builder->diags, diag_file(name), STR_EMPTY, "cannot read it: %s",
		        fs_explain(error));
	return text;
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
