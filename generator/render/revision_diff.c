#include "render/revision_diff.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/front_peek.h"
#include "base/plural.h"
#include "base/worker.h"
#include "config/config.h"
#include "config/theme.h"
#include "history/histories.h"
#include "history/history_reader.h"
#include "output/fragment_store.h"
#include "render/old_page.h"
#include "render/prose_view.h"
#include "render/view.h"
#include "site/change.h"
#include "site/route.h"
#include "site/site.h"

#define STORE_PATH ".kith/history/diffs"

enum {
	FORMAT = 5, /* raised when fragments change that are made of the same versions */
	FRAGMENT_MAX = 16 << 20, /* bytes */
};

enum task_kind {
	TASK_DIFF,
	TASK_PAGE,  /* the whole page as it read after the revision */
	TASK_TITLE, /* of a page that was removed */
};

/* Of one revision of one page, or of one that is gone. */
struct task {
	enum task_kind kind;
	struct object_id before, after; /* `before` of a diff alone */
	size_t repository;              /* in site->histories->all */
	struct prose_view view;         /* of a diff; its options are those of a page, too */
	struct str folder;              /* of a page */
	struct hash settings;           /* of what else the fragment depends on */
	struct str *out;
};

struct making {
	struct render *render;
	const struct workers *workers;
	struct fragment_store *store;
	struct history_reader ***readers; /* by worker, by number of the repository */
	array_of(struct task) tasks;
};

/* --- what a fragment depends on ------------------------------------------------------------ */

static struct str
word(const void *language, struct str key, uint64_t count)
{
	const struct theme_language *said = language;
	struct value message = value_get(said->messages, key, NULL);
	if (value_is_text(message))
		return value_str(message);
	if (message.kind != VALUE_MAP)
		return STR_EMPTY;
	return theme_form(message, plural_of(said->tag, (int64_t)count));
}

/* All that a language says between two versions, in all its forms. */
static struct hash
hash_words(const struct theme_language *language)
{
	static const struct str keys[] = {
#define PROSE_WORD(name, key, one, other) STR_INIT(key),
#include "render/prose_word.def"
#undef PROSE_WORD
	};
	struct hash hash = hash_of(language->tag);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct value message = value_get(language->messages, keys[i], NULL);
		hash = hash_join(hash, hash_of(keys[i]));
		for (int form = 0; form < PLURAL_FORMS; form++)
			hash = hash_join(hash, hash_of(theme_form(message, (enum plural)form)));
	}
	return hash;
}

static struct hash
hash_options(const struct markdown_options *options)
{
	const unsigned char bytes[] = { (unsigned char)options->html, options->commonmark,
		options->math, options->hard_wraps, options->wiki_links, options->mark,
		options->ins, options->sub, options->sup, options->emoji, options->smart };
	return hash_join(
	        hash_of(str_of((const char *)bytes, sizeof bytes)), hash_of(options->language));
}

static struct hash
hash_id(const struct object_id *id)
{
	return hash_of(object_id_key(id));
}

static struct hash
key_of(const struct task *task)
{
	static const struct str kinds[] = { STR_INIT("diff"), STR_INIT("page"), STR_INIT("title") };
	struct hash key = hash_join(hash_of(kinds[task->kind]), hash_id(&task->after));
	if (task->kind == TASK_TITLE)
		return key;
	if (task->kind == TASK_PAGE)
		return hash_join(hash_join(key, hash_of(task->folder)), task->settings);
	key = hash_join(key, hash_id(&task->before));
	key = hash_join(key, hash_of(task->view.path_before));
	key = hash_join(key, hash_of(task->view.path_after));
	return hash_join(key, task->settings);
}

static struct hash
state_of_program(void)
{
	static const char state[] = { FORMAT, 0 };
	return hash_join(hash_of(str_of(state, 1)), hash_of(STR(KITH_VERSION)));
}

/* --- one fragment -------------------------------------------------------------------------- */

static bool
read_one(struct history_reader *reader, const struct object_id *id, struct arena *arena,
        struct str *out)
{
	return history_reader_text(reader, arena, id, PROSE_VIEW_MAX + 1, out) == HISTORY_READ_DONE;
}

static bool
put_diff(struct buf *out, const struct task *task, struct history_reader *reader,
        struct arena *scratch, struct str after)
{
	struct str before;
	if (!read_one(reader, &task->before, scratch, &before) || front_peek_draft(before) ||
	        front_peek_draft(after))
		return false;
	prose_view_html(out, &task->view, before, after);
	return true;
}

static bool
put_page(struct buf *out, const struct making *making, const struct task *task, struct str file)
{
	struct old_page how = {
		.config = making->render->site->config,
		.options = task->view.options,
		.folder = task->folder,
		.language = task->view.words,
	};
	return !front_peek_draft(file) && old_page_make(out, &how, file);
}

/* False when the clone has not what it is made of, and when that is no text, or a draft. */
static bool
put_fragment(struct buf *out, const struct making *making, const struct task *task,
        struct history_reader *reader, struct arena *scratch)
{
	const struct config *config = making->render->site->config;
	struct str file;
	if (!read_one(reader, &task->after, scratch, &file))
		return false;
	if (task->kind == TASK_DIFF)
		return put_diff(out, task, reader, scratch, file);
	if (task->kind == TASK_PAGE)
		return put_page(out, making, task, file);
	buf_put(out, old_page_title(scratch, config, file));
	return true;
}

static void
make_one(void *context, size_t index, struct worker *worker)
{
	struct making *making = context;
	const struct task *task = &making->tasks.at[index];
	unsigned number = (unsigned)(worker - making->workers->at);
	struct history_reader *reader = making->readers[number][task->repository];
	struct hash key = key_of(task);
	struct buf buf;

	if (fragment_store_get(making->store, number, &worker->arena, key, task->out))
		return;
	buf_init(&buf, FRAGMENT_MAX);
	if (put_fragment(&buf, making, task, reader, &worker->scratch) && !buf.full)
		*task->out = fragment_store_put(
		        making->store, number, &worker->arena, key, buf_view(&buf));
	buf_free(&buf);
}

/* --- all of them --------------------------------------------------------------------------- */

/*
 * Where the page began nothing changed, and for readers it began when it was published; a mere permission changes
 * nothing that can be shown. What was a draft stays one.
 */
static bool
has_diff(const struct history_revision *revision)
{
	return revision->has_before && !revision->draft && revision->kind != HISTORY_PUBLISHED &&
	        (revision->old_path.len || !object_id_eq(&revision->before, &revision->after));
}

static size_t
number_of_repository(const struct site *site, const struct history *history)
{
	for (size_t i = 0; i < site->histories->all.len; i++)
		if (site->histories->all.at[i] == history)
			return i;
	return 0;
}

static void
add_task(struct making *making, const struct task *like, enum task_kind kind, struct str *out)
{
	struct task *task = array_push(making->render->arena, &making->tasks);
	*task = *like;
	task->kind = kind;
	task->out = out;
}

static void
add_revision(struct making *making, struct task *task, const struct page *page, size_t index)
{
	const struct history_revision *revision = &page->history->revisions.at[index];
	struct render *render = making->render;

	task->before = revision->before;
	task->after = revision->after;
	task->view.path_before = revision->old_path;
	task->view.path_after = revision->old_path.len ? revision->path : STR_EMPTY;
	task->folder = old_page_folder(page, page->history->path, revision->path);
	if (has_diff(revision))
		add_task(making, task, TASK_DIFF, &render->revision_diffs[page->ordinal][index]);
	if (render->site->config->pages.revisions && route_git_revision(render->site, page, index))
		add_task(making, task, TASK_PAGE, &render->revision_pages[page->ordinal][index]);
}

static void
add_page(struct making *making, const struct page *page)
{
	struct render *render = making->render;
	const struct theme_language *language = view_language(render, page);
	struct task task = {
		.repository = number_of_repository(render->site, page->history->of),
	};
	size_t count = page->history->revisions.len;

	task.view.options = page_markdown_options(render->site->config);
	if (page->front->lang.len)
		task.view.options.language = page->front->lang;
	task.view.word = word;
	task.view.words = language;
	task.settings = hash_join(hash_options(&task.view.options), hash_words(language));
	render->revision_diffs[page->ordinal] = arena_array(render->arena, struct str, count);
	render->revision_pages[page->ordinal] = arena_array(render->arena, struct str, count);
	for (size_t i = 0; i < count; i++)
		add_revision(making, &task, page, i);
}

static void
add_removed(struct making *making, const struct change_gone *gone)
{
	struct render *render = making->render;
	struct task task = { .after = gone->removal->blob };

	task.repository = number_of_repository(render->site, gone->of);
	if (!gone->removal->back)
		add_task(making, &task, TASK_TITLE, &render->removed_titles[gone->index]);
}

/* Each reader has the arena of its worker, for it opens its repository only when it is asked. */
static void
add_all(struct making *making)
{
	struct render *render = making->render;
	const struct site *site = render->site;

	render->revision_diffs = arena_array(render->arena, struct str *, site->all.len);
	render->revision_pages = arena_array(render->arena, struct str *, site->all.len);
	render->removed_titles =
	        arena_array(render->arena, struct str, site->changes->gone.len + 1);
	for (size_t i = 0; i < site->all.len; i++)
		if (site->all.at[i]->history && !site->all.at[i]->left_out)
			add_page(making, site->all.at[i]);
	for (size_t i = 0; i < site->changes->gone.len; i++)
		add_removed(making, site->changes->gone.at[i]);
}

static void
open_readers(struct making *making)
{
	const struct render *render = making->render;
	const struct histories *histories = render->site->histories;
	size_t count = histories->all.len;
	making->readers =
	        arena_array(render->arena, struct history_reader **, making->workers->count);
	for (unsigned i = 0; i < making->workers->count; i++) {
		making->readers[i] = arena_array(render->arena, struct history_reader *, count);
		for (size_t k = 0; k < count; k++)
			making->readers[i][k] = history_reader_open(
			        &making->workers->at[i].arena, histories->all.at[k]);
	}
}

static void
close_readers(struct making *making)
{
	for (unsigned i = 0; i < making->workers->count; i++)
		for (size_t k = 0; k < making->render->site->histories->all.len; k++)
			history_reader_close(making->readers[i][k]);
}

size_t
revision_diff_make(struct render *render, struct workers *workers, int root)
{
	const struct site *site = render->site;
	const struct config *config = site->config;
	struct making making = { .render = render, .workers = workers };

	if (!site->changes || (!config->pages.history && !config->pages.changelog))
		return 0;
	add_all(&making);
	making.store = fragment_store_new(render->arena, state_of_program(), workers->count);
	fragment_store_load(making.store, root, STR(STORE_PATH));
	open_readers(&making);
	worker_run(workers, making.tasks.len, make_one, &making);
	close_readers(&making);
	fragment_store_save(making.store, root, STR(STORE_PATH));
	return fragment_store_made(making.store);
}

struct str
revision_diff_of(const struct render *render, const struct page *page, size_t index)
{
	struct str *const *diffs = render->revision_diffs;
	return diffs && !render->standing_in && diffs[page->ordinal] ? diffs[page->ordinal][index]
	                                                             : STR_EMPTY;
}

struct str
revision_diff_page(const struct render *render, const struct page *page, size_t index)
{
	struct str *const *pages = render->revision_pages;
	return pages && !render->standing_in && pages[page->ordinal] ? pages[page->ordinal][index]
	                                                             : STR_EMPTY;
}

struct str
revision_diff_removed(const struct render *render, const struct change_gone *gone)
{
	const struct str *titles = render->standing_in ? NULL : render->removed_titles;
	return titles ? titles[gone->index] : STR_EMPTY;
}
