/*
 * From a repository to the histories of pages, in one straight line:
 *
 *	repo_open      the repository that holds the content
 *	walk_run       its commits, in order                        walk.c
 *	changes_find   what each of them changed, in parallel       changes.c, tree_diff.c, rename.c
 *	identity_trace which changes belong to one file             identity.c
 *	head_files     which files there are now                    head_files.c
 *	build_pages    the history of each                          here
 *
 * All but the result lives in `work` and is gone at the end; what a site keeps is copied.
 */
#include "git/history.h"

#include <errno.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/path.h"
#include "base/utf8.h"
#include "git/changes.h"
#include "git/head_files.h"
#include "git/identity.h"
#include "git/ignore_revs.h"
#include "git/mailmap.h"
#include "git/repo.h"
#include "git/trailer.h"
#include "git/walk.h"

struct history_state {
	struct map pages;   /* path from the site's root -> struct history_page */
	struct map spelled; /* the same by second_spelling, for paths that have one */
	bool ignores_case;
};

struct builder {
	struct arena *arena; /* the result */
	struct arena work;
	const struct history_options *options;
	struct diags *diags;
	struct history *history;
	struct repo *repo;
	struct walk *walk;
	struct mailmap mailmap;
	struct ignore_revs ignored;
	struct map people; /* name, newline, address -> struct history_person */
};

/* --- finding pages ------------------------------------------------------------------------------- */

/*
 * How a path may also be spelled: some disks give names back decomposed, or in another case than git
 * has them. Empty when there is nothing to try.
 */
static struct str
second_spelling(struct arena *arena, struct str path, bool ignores_case)
{
	if (utf8_invalid(path) != STR_NONE)
		return STR_EMPTY;
	if (ignores_case)
		return utf8_fold(arena, path);
	for (size_t i = 0; i < path.len; i++)
		if (path.at[i] & 0x80)
			return utf8_compose(arena, path);
	return STR_EMPTY;
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
	struct str other = second_spelling(&scratch, path, state->ignores_case);
	page = other.len ? map_get(&state->spelled, other) : NULL;
	arena_free(&scratch);
	return page;
}

/* --- files of the work tree ---------------------------------------------------------------------- */

/* A small file at the top of the work tree, in `work`; empty when it is not there. */
static struct str
read_top_file(struct builder *builder, struct str name, size_t max)
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
read_head_file(struct builder *builder, struct str name, size_t max)
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
read_settings_file(struct builder *builder, struct str name, size_t max)
{
	if (repo_work_tree(builder->repo).len)
		return read_top_file(builder, name, max);
	return read_head_file(builder, name, max);
}

static void
read_settings(struct builder *builder)
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

/* --- commits ------------------------------------------------------------------------------------- */

/* Each person once, under the name that .mailmap gives. */
static const struct history_person *
person_of(struct builder *builder, const struct walk_person *raw)
{
	struct str name = raw->name, email = raw->email;
	mailmap_apply(&builder->mailmap, &builder->work, &name, &email);
	struct str parts[] = { name, email };
	struct str key = str_join(&builder->work, parts, 2, STR("\n"));
	struct map_entry *entry = map_put(&builder->people, &builder->work, key, NULL);
	if (!entry->value) {
		struct history_person *person = arena_new(builder->arena, struct history_person);
		person->name = str_copy(builder->arena, name);
		person->email = str_copy(builder->arena, email);
		entry->value = person;
	}
	return entry->value;
}

static void
name_people(struct builder *builder)
{
	struct map *people = &builder->walk->people;
	for (size_t i = 0; i < people->len; i++) {
		struct walk_person *person = people->at[i].value;
		person->shown = person_of(builder, person);
	}
}

static struct date
trusted_date(const struct builder *builder, int64_t seconds, int offset)
{
	if (!walk_date_trusted(seconds, builder->options->now))
		return (struct date){ .precision = DATE_NONE };
	return date_from_seconds(seconds, offset);
}

/* The first paragraph as one line is the subject, what follows it the body. */
static void
split_message(struct arena *arena, struct str message, struct history_commit *commit)
{
	array_of(struct str) lines = { NULL, 0, 0 };
	struct str rest = message;
	while (rest.at) {
		struct str line = str_trim(str_line(&rest));
		if (line.len)
			*array_push(arena, &lines) = line;
		else if (lines.len)
			break;
	}
	commit->subject = str_join(arena, lines.at, lines.len, STR(" "));
	commit->body = rest.at ? str_copy(arena, str_trim(rest)) : STR_EMPTY;
}

static struct history_commit *
make_commit(struct builder *builder, const struct walk_commit *raw)
{
	struct history_commit *commit = arena_new(builder->arena, struct history_commit);
	commit->hash = object_id_hex(builder->arena, &raw->id);
	commit->short_hash = str_slice(commit->hash, 0, 7);
	commit->authored = trusted_date(builder, raw->authored, raw->authored_offset);
	commit->committed = trusted_date(builder, raw->committed, raw->committed_offset);
	commit->author = raw->author->shown;
	split_message(builder->arena, raw->message, commit);
	commit->boundary = raw->hidden;
	commit->ignored = ignore_revs_has(&builder->ignored, &raw->id) ||
	        trailer_says_yes(raw->message, STR("Minor"));
	return commit;
}

static void
build_commits(struct builder *builder)
{
	struct history *history = builder->history;
	const walk_list *list = &builder->walk->newest;
	history->commits.at = arena_array(builder->arena, struct history_commit *, list->len);
	for (size_t i = 0; i < list->len; i++) {
		struct history_commit *commit = make_commit(builder, list->at[i]);
		history->commits.at[history->commits.len++] = commit;
		list->at[i]->shown = commit;
		if (list->at[i]->shallow)
			history->shallow = true;
	}
	history->commits.cap = history->commits.len;
	if (history->commits.len) {
		const struct history_commit *head = history->commits.at[0];
		history->head_date = date_known(head->committed) ? head->committed : head->authored;
	}
}

/* --- pages --------------------------------------------------------------------------------------- */

/*
 * Creating and restoring a page is always news. Otherwise the class of the change decides, unless the
 * commit as a whole was declared to be none.
 */
static bool
is_minor(const struct identity_step *step)
{
	if (step->kind == HISTORY_CREATED || step->kind == HISTORY_RESTORED)
		return false;
	return step->change->class != TREE_CONTENT || step->commit->shown->ignored;
}

static struct history_revision
make_revision(struct arena *arena, const struct identity_step *step)
{
	return (struct history_revision){
		.commit = step->commit->shown,
		.kind = step->kind,
		.path = str_copy(arena, step->change->path),
		.old_path = str_copy(arena, step->change->old_path),
		.minor = is_minor(step),
	};
}

/*
 * The latest date of a change to a reader. Not simply that of the newest revision: an old patch that
 * was applied late, or a branch merged late, must not take the date back.
 */
static void
date_page(struct history_page *page)
{
	for (size_t i = 0; i < page->revisions.len; i++) {
		const struct history_revision *revision = &page->revisions.at[i];
		if (!revision->minor && date_cmp(revision->commit->authored, page->updated) > 0)
			page->updated = revision->commit->authored;
	}
	if (page->complete)
		page->created = page->revisions.at[page->revisions.len - 1].commit->authored;
}

static struct history_page *
make_page(struct arena *arena, const struct identity *identity)
{
	struct history_page *page = arena_new(arena, struct history_page);
	if (!identity || identity->steps.len == 0)
		return page;
	size_t count = identity->steps.len;
	page->revisions.at = arena_array(arena, struct history_revision, count);
	page->revisions.len = page->revisions.cap = count;
	for (size_t i = 0; i < count; i++)
		page->revisions.at[i] = make_revision(arena, &identity->steps.at[count - 1 - i]);
	page->complete = identity->steps.at[0].kind == HISTORY_CREATED;
	date_page(page);
	return page;
}

static void
add_page(struct builder *builder, struct str path, struct history_page *page)
{
	struct history_state *state = builder->history->state;
	struct str key = str_copy(builder->arena, path);
	map_put(&state->pages, builder->arena, key, NULL)->value = page;
	struct str other = second_spelling(&builder->work, path, state->ignores_case);
	if (other.len) {
		other = str_copy(builder->arena, other);
		map_put(&state->spelled, builder->arena, other, NULL)->value = page;
	}
}

static void
build_pages(struct builder *builder, const struct identities *identities, const struct map *files)
{
	struct map made = { .len = 0 }; /* path in the repository -> struct history_page */
	for (size_t i = 0; i < files->len; i++) {
		const struct head_file *file = files->at[i].value;
		struct map_entry *entry = map_put(&made, &builder->work, file->path, NULL);
		if (!entry->value)
			entry->value =
			        make_page(builder->arena, identity_find(identities, file->path));
		add_page(builder, files->at[i].key, entry->value);
	}
}

/* --- what to say --------------------------------------------------------------------------------- */

/* The fix for the service this runs on, else the command that anybody can give. */
static void
help_deepen(struct diags *diags)
{
#define CI(variable, name, fix)                               \
	if (getenv(variable)) {                               \
		diag_help(diags, "on %s, %s", (name), (fix)); \
		return;                                       \
	}
#include "git/ci.def"
#undef CI
	diag_help(diags, "run `git fetch --unshallow`");
}

/* Pages below the content folder whose beginning is not known. */
static size_t
count_incomplete(struct builder *builder)
{
	const struct map *pages = &builder->history->state->pages;
	struct str folder = builder->options->content;
	if (folder.len)
		folder = str_format(&builder->work, STR_FMT "/", STR_ARG(folder));
	size_t count = 0;
	for (size_t i = 0; i < pages->len; i++) {
		const struct history_page *page = pages->at[i].value;
		struct str path = pages->at[i].key;
		count += !page->complete && str_starts(path, folder) &&
		        (str_ends(path, STR(".md")) || str_ends(path, STR(".markdown")));
	}
	return count;
}

static void
warn_shallow(struct builder *builder)
{
	size_t pages = count_incomplete(builder);
	struct str loss = STR("older changes are not known");
	if (pages)
		loss = str_format(&builder->work, "%zu %s no date of creation", pages,
		        pages == 1 ? "page has" : "pages have");
	diag_warning(builder->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "the git clone is shallow, so " STR_FMT, STR_ARG(loss));
	help_deepen(builder->diags);
}

static size_t
count_hidden(const struct walk *walk)
{
	size_t count = 0;
	for (size_t i = 0; i < walk->newest.len; i++)
		count += walk->newest.at[i]->hidden && !walk->newest.at[i]->shallow;
	return count;
}

static void
warn_missing(struct builder *builder)
{
	size_t hidden = count_hidden(builder->walk);
	if (hidden == 0 && builder->walk->missing == 0)
		return;
	diag_warning(builder->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "parts of the git history cannot be read, so the dates of some pages are not known");
	diag_help(builder->diags,
	        "`git fsck` names what is missing; in a partial clone, `git fetch --refetch` gets it");
}

static void
warn_too_large(struct builder *builder)
{
	diag_warning(builder->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "the git history is too large to be read, so pages have no dates from it");
	diag_help(builder->diags, "keep the site in a repository of its own");
}

static void
warn_unreadable(struct builder *builder)
{
	struct str reason = repo_error(&builder->work);
	diag_warning(builder->diags, diag_file(STR_EMPTY), STR_EMPTY,
	        "cannot read the git repository: " STR_FMT, STR_ARG(reason));
	diag_help(builder->diags,
	        "pages keep the dates of their front matter; `git fsck` may say more");
}

/* --- opening ------------------------------------------------------------------------------------- */

static struct head_place
locate(struct builder *builder)
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

static void
read_history(struct builder *builder, const struct object_id *head, struct pool *pool)
{
	struct arena *work = &builder->work;
	builder->walk = walk_run(work, builder->repo, head, builder->options->now);
	struct changes *changes = changes_find(builder->walk, builder->repo, pool);
	read_settings(builder);
	name_people(builder);
	build_commits(builder);
	if (!changes) {
		warn_too_large(builder);
		return;
	}
	struct head_place place = locate(builder);
	struct map files = { .len = 0 };
	if (builder->walk->newest.len)
		head_files_list(
		        work, builder->repo, &builder->walk->newest.at[0]->tree, &place, &files);
	build_pages(builder, identity_trace(work, builder->walk), &files);
	changes_free(changes);
	if (builder->history->shallow)
		warn_shallow(builder);
	warn_missing(builder);
}

static void
read_repository(struct builder *builder, struct pool *pool)
{
	struct history *history = builder->history;
	struct repo_head head;
	history->state = arena_new(builder->arena, struct history_state);
	history->state->ignores_case = repo_ignores_case(builder->repo);
	if (repo_head(builder->arena, builder->repo, &head) < 0) {
		warn_unreadable(builder);
		return;
	}
	history->branch = head.branch;
	if (!head.born)
		return;
	history->head = object_id_hex(builder->arena, &head.id);
	read_history(builder, &head.id, pool);
}

/* The content's own repository, else that of the site. */
static int
open_repository(struct builder *builder)
{
	struct arena *work = &builder->work;
	const struct history_options *options = builder->options;
	struct str content = path_join(work, options->folder, options->content);
	int error = repo_open(work, content, &builder->repo);
	return error == -ENOENT ? repo_open(work, options->folder, &builder->repo) : error;
}

struct history *
history_open(struct arena *arena, const struct history_options *options, struct pool *pool,
        struct diags *diags)
{
	struct builder builder = { .arena = arena, .options = options, .diags = diags };
	struct history *history = builder.history = arena_new(arena, struct history);
	history->head = history->branch = STR_EMPTY;
	int error = open_repository(&builder);
	if (error == 0) {
		history->present = true;
		read_repository(&builder, pool);
		repo_close(builder.repo);
	} else if (error != -ENOENT) {
		warn_unreadable(&builder);
	}
	arena_free(&builder.work);
	return history;
}

struct str
history_version(void)
{
	return repo_version();
}
