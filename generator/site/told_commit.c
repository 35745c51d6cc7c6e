/*
 * A name is what git takes for a commit, as far as its writer is likely to use it:
 *
 *	12345e7    the begin of a hash, 4 digits or more
 *	v0.1       a tag
 *	HEAD main  where the repository is
 *	a..b a...b two of these; one that is left out is HEAD
 *
 * All commits that lead to HEAD are known when the histories of pages come from the repository; those of its other
 * branches never are. "v1~3" and its like are not judged.
 */
#include "site/told_commit.h"

#include "activity/activity.h"
#include "base/path.h"
#include "config/config_checks.h"
#include "git/object.h"
#include "git/repo.h"
#include "history/histories.h"
#include "site/budget.h"
#include "site/project.h"
#include "site/reference.h"
#include "site/resolve.h"

enum { HASH_MIN = 4, TAGS_MAX = 10000 };

struct telling {
	struct resolve *r;
	struct budget budget;
	struct map tags; /* hash of a repository's HEAD -> repo_tag_list */
	/* Of the page that is looked at. */
	const struct page *page;
	const struct project *project;
	const struct history *history;
};

/* The history of the repository that the page's project is about; NULL when not all of its commits are known. */
static const struct history *
history_of(const struct telling *t)
{
	const struct activity *activity = t->project ? t->project->page->activity : NULL;
	const struct histories *histories = t->r->site->histories;

	for (size_t i = 0; activity && histories && i < histories->all.len; i++) {
		const struct history *history = histories->all.at[i];

		if (history->head.len && str_eq(history->head, activity->head))
			return history->shallow ? NULL : history;
	}
	return NULL;
}

/* ---- names ------------------------------------------------------------------------------------------ */

static bool
has_commit(const struct telling *t, struct str name)
{
	for (size_t i = 0; i < t->history->commits.len; i++)
		if (object_hash_begins(t->history->commits.at[i]->hash, name))
			return true;
	return false;
}

/* The repository is opened for them once more, and only when a name may be one. */
static const repo_tag_list *
tags_of(struct telling *t)
{
	struct resolve *r = t->r;
	struct map_entry *entry = map_put(&t->tags, r->arena, t->history->head, NULL);
	struct str path = t->project->page->front->repo;
	struct str root = r->input->folder.len ? r->input->folder : STR(".");
	repo_tag_list *tags = entry->value;
	struct repo *repo;

	if (tags)
		return tags;
	entry->value = tags = arena_new(r->arena, repo_tag_list);
	if (repo_open(r->arena, str_starts(path, STR("/")) ? path : path_join(r->arena, root, path),
	            &repo) != 0)
		return tags;
	if (repo_tags(r->arena, repo, TAGS_MAX, tags) != 0)
		tags->len = 0;
	repo_close(repo);
	return tags;
}

static bool
has_tag(struct telling *t, struct str name)
{
	const repo_tag_list *tags = tags_of(t);

	for (size_t i = 0; i < tags->len; i++)
		if (str_eq(tags->at[i].name, name))
			return true;
	return false;
}

static bool
is_known(struct telling *t, struct str name)
{
	if (!name.len || str_is(name, "HEAD") || str_eq(name, t->history->branch) ||
	        str_find_char(name, '~') != STR_NONE || str_find_char(name, '^') != STR_NONE ||
	        str_find_char(name, '@') != STR_NONE)
		return true;
	return (object_is_hash(name, HASH_MIN) && has_commit(t, name)) || has_tag(t, name);
}

/* ---- what is wrong ---------------------------------------------------------------------------------- */

/* Tags, and for what looks like one the begins of hashes that are as long. */
static struct str
nearest(struct telling *t, struct str name)
{
	const repo_tag_list *tags = tags_of(t);
	size_t commits = object_is_hash(name, HASH_MIN) ? t->history->commits.len : 0;
	array_of(struct str) known = { 0 };

	if (!budget_take(&t->budget, tags->len + commits))
		return STR_EMPTY;
	for (size_t i = 0; i < tags->len; i++)
		*array_push(t->r->arena, &known) = tags->at[i].name;
	for (size_t i = 0; i < commits; i++)
		*array_push(t->r->arena, &known) =
		        str_slice(t->history->commits.at[i]->hash, 0, name.len);
	return diag_nearest(name, known.at, known.len);
}

static void
report(struct telling *t, struct str name, const struct node *node)
{
	struct diags *diags = t->r->diags;
	struct place place = node_place(&t->page->text, node, node ? node->text : name);
	struct str near = nearest(t, name);

	config_checks_say(diags, CONFIG_CHECK_COMMITS, place, t->page->text.bytes,
	        "`commits`: \"" STR_FMT "\" is no tag of the repository of \"" STR_FMT
	        "\", nor a commit that leads to its HEAD",
	        STR_ARG(node_brief(name)), STR_ARG(t->project->page->title));
	if (near.len)
		diag_help(diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
	else
		diag_help(diags,
		        "`git log --oneline` lists these commits, `git tag` the tags; one of "
		        "another branch is known once it is merged");
}

static void
check_name(struct telling *t, struct str text, const struct node *node)
{
	struct str name = str_trim(text), last = name;
	size_t dots = str_find(name, STR(".."));

	if (dots != STR_NONE) {
		last = str_skip(name, dots + 2);
		if (str_starts(last, STR(".")))
			last = str_skip(last, 1);
		name = str_slice(name, 0, dots);
		if (!is_known(t, name))
			report(t, name, node);
	}
	if (!is_known(t, last))
		report(t, last, node);
}

static void
check_page(struct telling *t, const struct page *page)
{
	const schema_texts *commits = &page->front->commits;
	const struct node *node = node_get(page->front->root, STR("commits"));
	const struct node *item = node && node->kind == NODE_LIST ? node->child : node;

	t->page = page;
	t->project = page->refs ? page->refs->project : NULL;
	t->history = history_of(t);
	for (size_t i = 0; t->history && i < commits->len; i++, item = item ? item->next : NULL)
		check_name(t, commits->at[i], item);
}

void
told_commit_check(struct resolve *r)
{
	struct telling telling = { .r = r, .budget = { BUDGET_FULL } };

	for (size_t i = 0; i < r->site->pages.len; i++)
		if (r->site->pages.at[i]->front->commits.len)
			check_page(&telling, r->site->pages.at[i]);
}
