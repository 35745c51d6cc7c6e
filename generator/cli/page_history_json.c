#include "base/buf.h"
#include "base/utf8.h"
#include "cli/page_history.h"
#include "data/writer_json.h"
#include "history/history.h"

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

static void
put_revision(struct writer_json *w, const struct history_revision *revision)
{
	const struct history_commit *commit = revision->commit;
	bool counted = revision->counted;

	writer_json_open(w, '{');
	put_text(w, STR("hash"), commit->hash);
	put_date(w, STR("date"), commit->date);
	put_people(w, commit);
	put_text(w, STR("subject"), commit->subject);
	put_text_or_null(w, STR("note"), commit->note);
	put_text(w, STR("kind"), history_kind_name(revision->kind));
	put_text_or_null(w, STR("class"),
	        revision->unsure ? STR_EMPTY : history_class_name(revision->class));
	put_count(w, STR("words_added"), counted, revision->words.added);
	put_count(w, STR("words_removed"), counted, revision->words.removed);
	put_count(w, STR("lines_added"), counted, revision->lines.added);
	put_count(w, STR("lines_removed"), counted, revision->lines.removed);
	put_text_or_null(w, STR("renamed_from"), revision->old_path);
	put_bool(w, STR("minor"), revision->minor);
	writer_json_close(w, '}');
}

void
page_history_json_put(struct buf *out, const struct page_history *shown)
{
	const struct history_page *known = shown->known;
	struct writer_json w = writer_json_start(out, 2);
	struct date none = { .precision = DATE_NONE };

	writer_json_open(&w, '{');
	put_text(&w, STR("path"), shown->path);
	put_date(&w, STR("created"), known ? known->created : none);
	put_date(&w, STR("updated"), known ? known->updated : none);
	put_text(&w, STR("trust"), page_history_trust(shown));
	put_bool(&w, STR("complete"), known && known->complete);
	if (known && known->removed)
		put_date(&w, STR("removed"), known->removed->date);
	writer_json_key(&w, STR("revisions"));
	writer_json_open(&w, '[');
	for (size_t i = 0; known && i < known->revisions.len; i++)
		put_revision(&w, &known->revisions.at[i]);
	writer_json_close(&w, ']');
	writer_json_close(&w, '}');
	buf_char(out, '\n');
}
