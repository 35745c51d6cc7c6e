/*
 * The history of each file that HEAD has, and how a site finds it.
 */
#include "base/path.h"
#include "base/utf8.h"
#include "git/head_files.h"
#include "git/walk.h"
#include "history/history_build.h"
#include "history/trace.h"

struct str
history_pages_spelling(struct arena *arena, struct str path, bool ignores_case)
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

static bool
is_published(const struct tree_change *change)
{
	return change->draft_before && change->read && !change->draft;
}

/* What cannot be read may have been one. */
static bool
may_be_draft(const struct tree_change *change)
{
	return change->draft || !change->read;
}

/*
 * Creating, restoring and publishing a page is always news. Otherwise the class of the change decides, unless the
 * commit as a whole was declared to be none.
 */
static bool
is_minor(const struct trace_step *step)
{
	if (step->kind == HISTORY_CREATED || step->kind == HISTORY_RESTORED ||
	        is_published(step->change))
		return false;
	return step->change->class != TREE_CONTENT || step->commit->shown->ignored;
}

/*
 * Are the bytes missing that would tell whether it is a change to a reader? What seems to be a new page may be an
 * old one that was moved, with nothing but its front matter changed.
 */
static bool
is_unsure(const struct trace_step *step)
{
	if (step->kind == HISTORY_CREATED || step->kind == HISTORY_RESTORED)
		return step->commit->unsure;
	return step->change->missing && !step->change->counted && !is_minor(step);
}

/* The path of a change, kept once as long as the file keeps its name. */
static struct str
keep_path(const struct history_builder *builder, struct str path, struct str latest)
{
	return str_eq(path, latest) ? latest : history_keep(builder, path);
}

static struct history_revision
make_revision(
        const struct history_builder *builder, const struct trace_step *step, struct str latest)
{
	const struct tree_change *change = step->change;
	return (struct history_revision){
		.commit = step->commit->shown,
		.kind = is_published(change) ? HISTORY_PUBLISHED : step->kind,
		.class = change->class,
		.path = keep_path(builder, change->path, latest),
		.old_path = history_keep(builder, change->old_path),
		.minor = is_minor(step),
		.unsure = is_unsure(step),
		.has_before = change->before_mode != OBJECT_NONE,
		.draft = may_be_draft(change),
		.unread = !change->read,
		.before = change->before,
		.after = change->after,
		.counted = change->counted,
		.lines = change->lines,
		.words = change->words,
	};
}

/*
 * What was replaced while it was a draft, or before its date had come, is one: from there on nobody could read it. Of
 * several versions that waited only the last was published.
 */
static void
mark_replaced(struct history_page *page, const struct trace_file *file)
{
	for (size_t i = 0; i < page->revisions.len; i++) {
		const struct tree_change *change = file->steps.at[i].change;
		size_t k = i + 1;
		while (change->draft_before && k < page->revisions.len &&
		        !object_id_eq(&page->revisions.at[k].after, &change->before))
			k++;
		if (!change->draft_before || k >= page->revisions.len)
			continue;
		page->revisions.at[k].draft = true;
		page->revisions.at[k].kind = file->steps.at[k].kind;
	}
}

/*
 * The latest date of a change to a reader. Not simply that of the newest revision: an old patch that
 * was applied late, or a branch merged late, must not take the date back. When a later one may be a change as
 * well, none is known to be the latest.
 */
static void
date_page(struct history_page *page)
{
	struct date latest[2] = { { .precision = DATE_NONE }, { .precision = DATE_NONE } };
	for (size_t i = 0; i < page->revisions.len; i++) {
		const struct history_revision *revision = &page->revisions.at[i];
		struct date date = revision->commit->date;
		page->unsure = page->unsure || revision->unsure;
		if (!revision->minor && date_cmp(date, latest[revision->unsure]) > 0)
			latest[revision->unsure] = date;
		if (!revision->minor && !revision->unsure && revision->kind != HISTORY_CREATED &&
		        date_cmp(date, page->revised) > 0)
			page->revised = date;
	}
	if (date_cmp(latest[true], latest[false]) <= 0)
		page->updated = latest[false];
	if (page->complete)
		page->created = page->revisions.at[page->revisions.len - 1].commit->date;
}

static struct history_page *
make_page(struct history_builder *builder, struct str path, const struct trace_file *file)
{
	struct history_page *page = arena_new(builder->arena, struct history_page);
	struct str latest = STR_EMPTY;
	page->of = builder->history;
	page->path = history_keep(builder, path);
	page->revisions.len = page->revisions.cap = file->steps.len;
	page->revisions.at =
	        arena_array(builder->arena, struct history_revision, page->revisions.len);
	for (size_t i = 0; i < file->steps.len; i++) {
		struct history_revision *revision = &page->revisions.at[i];
		*revision = make_revision(builder, &file->steps.at[i], latest);
		latest = revision->path;
	}
	page->complete = file->complete;
	mark_replaced(page, file);
	date_page(page);
	return page;
}

static void
add_page(struct history_builder *builder, struct str path, struct history_page *page)
{
	struct history_state *state = builder->history->state;
	struct str key = history_keep(builder, path);
	map_put(&state->pages, builder->arena, key, NULL)->value = page;
	struct str other = history_pages_spelling(&builder->work, path, state->ignores_case);
	if (other.len) {
		other = str_copy(builder->arena, other);
		map_put(&state->spelled, builder->arena, other, NULL)->value = page;
	}
}

void
history_pages_build(struct history_builder *builder, struct trace *trace, const struct map *files)
{
	struct map made = { .len = 0 }; /* path in the repository -> struct history_page */
	for (size_t i = 0; i < files->len; i++) {
		const struct head_file *file = files->at[i].value;
		/* One that leads out of the repository: what it leads to is no page of it. */
		if (file->mode == OBJECT_LINK)
			continue;
		struct map_entry *entry = map_put(&made, &builder->work, file->path, NULL);
		struct history_page *page = entry->value;
		if (!page) {
			struct trace_file traced;
			trace_follow(trace, &builder->work, file->path, &traced);
			page = make_page(builder, file->path, &traced);
			page->blob = file->id;
			entry->value = page;
		}
		add_page(builder, files->at[i].key, page);
	}
}

struct history_page *
history_pages_gone(struct history_builder *builder, struct trace *trace, struct str path)
{
	struct trace_file traced;
	const struct walk_commit *by = trace_follow_gone(trace, &builder->work, path, &traced);
	if (!by)
		return NULL;
	struct history_page *page = make_page(builder, path, &traced);
	page->removed = by->shown;
	return page;
}

void
history_pages_add_gone(
        struct history_builder *builder, struct trace *trace, const struct head_place *place)
{
	struct str name = builder->options->also, path;
	if (history_find(builder->history, name))
		return;
	if (path_is_below(place->content, name))
		path = path_join(
		        &builder->work, place->content_at, str_skip(name, place->content.len + 1));
	else
		path = path_join(&builder->work, place->root, name);
	struct history_page *page = history_pages_gone(builder, trace, path);
	if (page)
		add_page(builder, name, page);
}

/*
 * Did the page that is called `now` have this path once? Both are those of the site, with which the paths in
 * the repository end.
 */
static bool
was_called(const struct history_page *page, struct str now, struct str path)
{
	if (page->revisions.len == 0 || page->removed)
		return false;
	struct str newest = page->revisions.at[0].path;
	size_t root = newest.len - now.len;
	if (!str_ends(newest, now))
		return false;
	for (size_t i = 0; i < page->revisions.len; i++) {
		struct str old = page->revisions.at[i].old_path;
		if (str_eq(str_slice(old, 0, root), str_slice(newest, 0, root)) &&
		        str_eq(str_skip(old, root), path))
			return true;
	}
	return false;
}

struct str
history_find_renamed(const struct history *history, struct str path)
{
	const struct history_state *state = history->state;
	for (size_t i = 0; state && i < state->pages.len; i++)
		if (was_called(state->pages.at[i].value, state->pages.at[i].key, path))
			return state->pages.at[i].key;
	return STR_EMPTY;
}
