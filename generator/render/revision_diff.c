#include "render/revision_diff.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/front_peek.h"
#include "base/plural.h"
#include "base/worker.h"
#include "config/config.h"
#include "config/theme.h"
#include "git/histories.h"
#include "git/history_reader.h"
#include "output/fragment_store.h"
#include "render/prose_view.h"
#include "render/view.h"
#include "site/site.h"

#define STORE_PATH ".kith/history/diffs"

enum {
	FORMAT = 2, /* raised when fragments change that are made of the same versions */
	FRAGMENT_MAX = 16 << 20, /* bytes */
};

/* Of one revision of one page. */
struct task {
	const struct page *page;
	size_t revision;
	size_t repository; /* in site->histories->all */
	struct prose_view view;
	struct hash settings; /* of what else the fragment depends on */
};

struct making {
	const struct render *render;
	const struct workers *workers;
	struct fragment_store *store;
	struct history_reader ***readers; /* by worker, by number of the repository */
	array_of(struct task) tasks;
	struct str **diffs; /* by page->ordinal, by revision */
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
key_of(const struct task *task, const struct history_revision *revision)
{
	struct hash key = hash_join(hash_id(&revision->before), hash_id(&revision->after));
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

/* False when the clone has not both of the versions, or one of them is no text. */
static bool
read_both(struct history_reader *reader, const struct history_revision *revision,
        struct arena *arena, struct str *before, struct str *after)
{
	return history_reader_text(reader, arena, &revision->before, PROSE_VIEW_MAX + 1, before) ==
	        HISTORY_READ_DONE &&
	        history_reader_text(reader, arena, &revision->after, PROSE_VIEW_MAX + 1, after) ==
	        HISTORY_READ_DONE;
}

static void
make_one(void *context, size_t index, struct worker *worker)
{
	struct making *making = context;
	const struct task *task = &making->tasks.at[index];
	const struct history_revision *revision =
	        &task->page->history->revisions.at[task->revision];
	struct str *out = &making->diffs[task->page->ordinal][task->revision], before, after;
	unsigned number = (unsigned)(worker - making->workers->at);
	struct hash key = key_of(task, revision);
	struct buf buf;

	if (fragment_store_get(making->store, number, &worker->arena, key, out))
		return;
	if (!read_both(making->readers[number][task->repository], revision, &worker->scratch,
	            &before, &after))
		return;
	if (front_peek_draft(before) || front_peek_draft(after))
		return;
	buf_init(&buf, FRAGMENT_MAX);
	prose_view_html(&buf, &task->view, before, after);
	if (!buf.full)
		*out = fragment_store_put(
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
	return revision->has_before && !revision->draft && !revision->published &&
	        (revision->old_path.len || !object_id_eq(&revision->before, &revision->after));
}

static size_t
number_of_repository(const struct site *site, const struct page *page)
{
	for (size_t i = 0; i < site->histories->all.len; i++)
		if (site->histories->all.at[i] == page->history->of)
			return i;
	return 0;
}

static void
add_page(struct making *making, const struct page *page)
{
	const struct render *render = making->render;
	const struct theme_language *language = view_language(render, page);
	struct task task = { .page = page };
	size_t count = page->history->revisions.len;

	task.repository = number_of_repository(render->site, page);
	task.view.options = page_markdown_options(render->site->config);
	if (page->front.lang.len)
		task.view.options.language = page->front.lang;
	task.view.word = word;
	task.view.words = language;
	task.settings = hash_join(hash_options(&task.view.options), hash_words(language));
	making->diffs[page->ordinal] = arena_array(render->arena, struct str, count);
	for (task.revision = 0; task.revision < count; task.revision++) {
		const struct history_revision *revision =
		        &page->history->revisions.at[task.revision];

		task.view.path_before = revision->old_path;
		task.view.path_after = revision->old_path.len ? revision->path : STR_EMPTY;
		if (has_diff(revision))
			*array_push(render->arena, &making->tasks) = task;
	}
}

/* Each reader has the arena of its worker, for it opens its repository only when it is asked. */
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
	making.diffs = arena_array(render->arena, struct str *, site->all.len);
	for (size_t i = 0; i < site->all.len; i++)
		if (site->all.at[i]->history && !site->all.at[i]->left_out)
			add_page(&making, site->all.at[i]);
	making.store = fragment_store_new(render->arena, state_of_program(), workers->count);
	fragment_store_load(making.store, root, STR(STORE_PATH));
	open_readers(&making);
	worker_run(workers, making.tasks.len, make_one, &making);
	close_readers(&making);
	fragment_store_save(making.store, root, STR(STORE_PATH));
	render->revision_diffs = making.diffs;
	return fragment_store_made(making.store);
}

struct str
revision_diff_of(const struct render *render, const struct page *page, size_t index)
{
	struct str *const *diffs = render->revision_diffs;
	return diffs && diffs[page->ordinal] ? diffs[page->ordinal][index] : STR_EMPTY;
}
