#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "cli/page_history.h"
#include "data/writer_json.h"
#include "history/history.h"
#include "render/prose_view.h"

struct writing {
	struct writer_json json;
	const struct page_history *shown;
	struct arena arena;
	struct history_reader *reader; /* NULL when nothing is compared */
};

/* ---- values ----------------------------------------------------------------------------------- */

static void
put_date(struct writer_json *w, struct str key, struct date date)
{
	writer_json_key(w, key);
	writer_json_value(w, value_date(&date), NULL);
}

static void
put_text(struct writer_json *w, struct str key, struct str text)
{
	writer_json_key(w, key);
	writer_json_text(w, text);
}

static void
put_text_or_null(struct writer_json *w, struct str key, struct str text)
{
	writer_json_key(w, key);
	if (text.len)
		writer_json_text(w, text);
	else
		writer_json_null(w);
}

static void
put_bool(struct writer_json *w, struct str key, bool b)
{
	writer_json_key(w, key);
	writer_json_bool(w, b);
}

/* How much was added or removed; null where nobody counted. */
static void
put_count(struct writer_json *w, struct str key, bool counted, uint32_t count)
{
	writer_json_key(w, key);
	if (counted)
		writer_json_int(w, count);
	else
		writer_json_null(w);
}

static void
put_people(struct writer_json *w, const struct history_commit *commit)
{
	put_text(w, STR("author"), commit->author->name);
	put_text(w, STR("committer"), commit->committer->name);
	writer_json_key(w, STR("coauthors"));
	writer_json_open(w, '[');
	for (size_t i = 0; i < commit->coauthors.len; i++)
		writer_json_text(w, commit->coauthors.at[i]->name);
	writer_json_close(w, ']');
	writer_json_key(w, STR("credits"));
	writer_json_open(w, '[');
	for (size_t i = 0; i < commit->credits.len; i++) {
		writer_json_open(w, '{');
		put_text(w, STR("key"), commit->credits.at[i].key);
		put_text(w, STR("name"), commit->credits.at[i].person->name);
		writer_json_close(w, '}');
	}
	writer_json_close(w, ']');
}

/* ---- what changed ----------------------------------------------------------------------------- */

static const char *const problems[] = {
	[HISTORY_READ_MISSING] = "missing",
	[HISTORY_READ_TOO_LARGE] = "too-long",
	[HISTORY_READ_BINARY] = "binary",
	[HISTORY_READ_FAILED] = "unreadable",
};

/* As prose_json_put does it. */
static void
put_problem(struct writer_json *w, enum history_read read)
{
	writer_json_open(w, '{');
	writer_json_key(w, STR("problems"));
	writer_json_open(w, '[');
	writer_json_text(w, str_from(problems[read]));
	writer_json_close(w, ']');
	writer_json_key(w, STR("front"));
	writer_json_open(w, '[');
	writer_json_close(w, ']');
	writer_json_key(w, STR("blocks"));
	writer_json_open(w, '[');
	writer_json_close(w, ']');
	writer_json_close(w, '}');
}

static void
put_diff(struct writing *writing, const struct history_revision *revision)
{
	struct page_history_texts texts;
	struct arena arena = ARENA_EMPTY;
	struct writer_json *w = &writing->json;
	enum history_read read = page_history_read(writing->reader, &arena, revision, &texts);

	writer_json_key(w, STR("diff"));
	if (read == HISTORY_READ_DONE)
		prose_json_put(w, writing->shown->compared, texts.before, texts.after);
	else
		put_problem(w, read);
	arena_free(&arena);
}

/* ---- revisions -------------------------------------------------------------------------------- */

static void
put_message(struct writer_json *w, const struct history_commit *commit)
{
	put_date(w, STR("date"), commit->date);
	put_date(w, STR("authored"), commit->authored);
	put_date(w, STR("committed"), commit->committed);
	put_people(w, commit);
	put_text(w, STR("subject"), commit->subject);
	put_text_or_null(w, STR("body"), commit->body);
	put_text_or_null(w, STR("note"), commit->note);
}

/* Who took the page away, and why; null of one that is there. */
static void
put_removal(struct writer_json *w, const struct history_commit *commit)
{
	writer_json_key(w, STR("removal"));
	if (!commit) {
		writer_json_null(w);
		return;
	}
	writer_json_open(w, '{');
	put_text(w, STR("hash"), commit->hash);
	put_message(w, commit);
	writer_json_close(w, '}');
}

static void
put_revision(struct writing *writing, const struct history_revision *revision)
{
	const struct history_commit *commit = revision->commit;
	struct writer_json *w = &writing->json;
	bool counted = revision->counted;

	writer_json_open(w, '{');
	put_text(w, STR("hash"), commit->hash);
	put_text(w, STR("path"), utf8_clean(&writing->arena, revision->path));
	put_message(w, commit);
	put_text(w, STR("kind"), history_kind_name(revision->kind));
	put_text_or_null(w, STR("class"),
	        revision->unsure ? STR_EMPTY : history_class_name(revision->class));
	put_count(w, STR("words_added"), counted, revision->words.added);
	put_count(w, STR("words_removed"), counted, revision->words.removed);
	put_count(w, STR("lines_added"), counted, revision->lines.added);
	put_count(w, STR("lines_removed"), counted, revision->lines.removed);
	put_text_or_null(w, STR("renamed_from"), utf8_clean(&writing->arena, revision->old_path));
	put_bool(w, STR("minor"), revision->minor);
	if (writing->shown->compared)
		put_diff(writing, revision);
	writer_json_close(w, '}');
}

void
page_history_json_put(struct buf *out, const struct page_history *shown)
{
	const struct history_page *known = shown->known;
	struct writing writing = { .json = writer_json_start(out, 2), .shown = shown };
	struct writer_json *w = &writing.json;
	struct date none = { .precision = DATE_NONE };

	w->file = true;
	if (known && shown->compared)
		writing.reader = history_reader_open(&writing.arena, shown->history);
	writer_json_open(w, '{');
	put_text(w, STR("path"), utf8_clean(&writing.arena, shown->path));
	put_text_or_null(w, STR("was"), utf8_clean(&writing.arena, shown->asked));
	put_date(w, STR("created"), known ? known->created : none);
	put_date(w, STR("updated"), known ? known->updated : none);
	put_date(w, STR("removed"), known && known->removed ? known->removed->date : none);
	put_removal(w, known ? known->removed : NULL);
	put_text(w, STR("trust"), page_history_trust(shown));
	put_bool(w, STR("complete"), known && known->complete);
	put_bool(w, STR("edited"), shown->edited);
	writer_json_key(w, STR("revisions"));
	writer_json_open(w, '[');
	for (size_t i = 0; known && i < known->revisions.len; i++)
		put_revision(&writing, &known->revisions.at[i]);
	writer_json_close(w, ']');
	writer_json_close(w, '}');
	buf_char(out, '\n');
	history_reader_close(writing.reader);
	arena_free(&writing.arena);
}
