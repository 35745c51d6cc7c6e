/*
 * The pages that commits took away. The list of HEAD's files knows nothing of them, so they are found by going
 * through all that commits changed: a path is gone if the newest that happened to it, on any branch, was a removal.
 * A page that came back has been away, too. On the way it is noted which commits changed content at all.
 */
#include "base/path.h"
#include "base/utf8.h"
#include "git/head_files.h"
#include "git/tree_diff.h"
#include "git/walk.h"
#include "history/history_build.h"
#include "history/trace.h"

/* Of a path, the next one being older. */
struct removal {
	const struct walk_commit *commit;
	const struct tree_change *change;
	struct removal *next;
};

struct finding {
	struct history_builder *builder;
	struct trace *trace;
	struct str content; /* in the repository; empty: all of it */
	struct map paths;   /* -> struct removal, the newest */
};

static bool
is_content(const struct finding *finding, const struct tree_change *change)
{
	return !finding->content.len || path_is_below(finding->content, change->path);
}

static bool
is_page(const struct finding *finding, const struct tree_change *change)
{
	return tree_diff_is_page(change) && utf8_invalid(change->path) == STR_NONE &&
	        is_content(finding, change);
}

/* Is shown all commits, the oldest first. */
static void
see(struct finding *finding, const struct walk_commit *commit, const struct tree_change *change)
{
	if (change->kind != TREE_REMOVED || !is_page(finding, change))
		return;
	struct arena *work = &finding->builder->work;
	struct map_entry *entry = map_put(&finding->paths, work, change->path, NULL);
	struct removal *removal = arena_new(work, struct removal);
	*removal = (struct removal){ commit, change, entry->value };
	entry->value = removal;
}

/* A draft is no page that a reader could miss; nor is what cannot be read. */
static void
add(struct finding *finding, const struct removal *removal, const struct history_page *back)
{
	struct history_builder *builder = finding->builder;
	const struct tree_change *change = removal->change;
	if (!change->counted || change->draft_before)
		return;
	*array_push(builder->arena, &builder->history->removals) = (struct history_removal){
		.commit = removal->commit->shown,
		.path = str_copy(builder->arena, change->path),
		.blob = change->before,
		.back = back,
		.past = back ? NULL : history_pages_gone(builder, finding->trace, change->path),
	};
}

static size_t
index_of(const struct walk *walk, const struct history_commit *commit)
{
	for (size_t i = 0; i < walk->newest.len; i++)
		if (walk->newest.at[i]->shown == commit)
			return walk->newest.at[i]->index;
	return 0;
}

/* The removal that a restoration took back. */
static void
add_return(struct finding *finding, const struct history_page *page,
        const struct history_revision *restored)
{
	const struct removal *removal = map_get(&finding->paths, restored->path);
	if (!removal)
		return;
	size_t index = index_of(finding->builder->walk, restored->commit);
	for (; removal; removal = removal->next) {
		if (removal->commit->index <= index)
			continue;
		add(finding, removal, page);
		return;
	}
}

void
history_removals_build(
        struct history_builder *builder, struct trace *trace, const struct head_place *place)
{
	struct finding finding = {
		.builder = builder, .trace = trace, .content = place->content_at
	};
	const walk_list *newest = &builder->walk->newest;
	const struct map *pages = &builder->history->state->pages;
	for (size_t i = newest->len; i-- > 0;) {
		struct history_commit *shown = builder->history->commits.at[i];
		for (size_t k = 0; k < newest->at[i]->changes.len; k++) {
			const struct tree_change *change = &newest->at[i]->changes.at[k];
			see(&finding, newest->at[i], change);
			shown->content = shown->content || is_content(&finding, change);
		}
	}
	for (size_t i = 0; i < finding.paths.len; i++) {
		struct str path = finding.paths.at[i].key;
		if (trace_removal(trace, path) && !map_find(&builder->files, path))
			add(&finding, finding.paths.at[i].value, NULL);
	}
	for (size_t i = 0; i < pages->len; i++) {
		const struct history_page *page = pages->at[i].value;
		for (size_t k = 0; k < page->revisions.len; k++)
			if (page->revisions.at[k].kind == HISTORY_RESTORED)
				add_return(&finding, page, &page->revisions.at[k]);
	}
}
