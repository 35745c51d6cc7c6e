/*
 *	content/essays/caches.md
 *	created  2026-01-02 03:04 +0000
 *	updated  2026-01-05 03:04 +0000
 *	history  whole: it reaches back to when the page was created
 *
 *	2026-01-05  b7c2d1e  +120  −14  New numbers, and an honest table.
 *	2026-01-02  1b2c3d4  +800       Begin
 *	                                renamed from content/essays/cache.md
 *	and 2 minor revisions (--verbose shows them)
 *
 * Whatever a commit says may hold anything, also what would tell the terminal to do things; so control
 * characters are shown as U+FFFD.
 */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "cli/page_history.h"
#include "cli/terminal.h"
#include "history/history.h"
#include "history/history_reader.h"
#include "render/prose_view.h"

struct pen {
	struct buf *out;
	const struct page_history *shown;
	struct arena arena;
	struct history_reader *reader; /* NULL when nothing is compared */
	size_t added, removed;         /* widths of these columns; 0: none has a number */
	size_t author;                 /* the same; 0 when all are by one person */
};

static void
put(struct pen *pen, struct str text)
{
	terminal_text(pen->out, utf8_clean(&pen->arena, text));
}

static size_t
columns(struct str text)
{
	size_t width = 0;

	for (size_t at = 0; at < text.len;)
		width += utf8_width(utf8_next(text, &at));
	return width;
}

static void
pad(struct pen *pen, size_t from, size_t to)
{
	for (; from < to; from++)
		buf_char(pen->out, ' ');
}

static void
put_day(struct pen *pen, struct date date)
{
	if (date_known(date))
		date_format(pen->out, date, STR("%Y-%m-%d"), NULL);
	else
		buf_lit(pen->out, "?         ");
}

/* ---- columns ---------------------------------------------------------------------------------- */

static bool
is_shown(const struct pen *pen, const struct history_revision *revision)
{
	return pen->shown->verbose || !revision->minor;
}

/* "+12", "−3", or nothing for 0. */
static struct str
number(struct pen *pen, const char *sign, bool counted, uint32_t count)
{
	if (!counted || count == 0)
		return STR_EMPTY;
	return str_format(&pen->arena, "%s%u", sign, (unsigned)count);
}

static void
widen(size_t *width, size_t to)
{
	if (to > *width)
		*width = to;
}

static void
measure(struct pen *pen)
{
	const struct history_page *known = pen->shown->known;
	const struct history_person *first = known->removed ? known->removed->author : NULL;
	bool several = false;

	widen(&pen->author, first ? columns(first->name) : 0);
	for (size_t i = 0; i < known->revisions.len; i++) {
		const struct history_revision *revision = &known->revisions.at[i];
		const struct history_person *author = revision->commit->author;

		if (!is_shown(pen, revision))
			continue;
		first = first ? first : author;
		several |= !str_eq(author->name, first->name);
		widen(&pen->added,
		        columns(number(pen, "+", revision->counted, revision->words.added)));
		widen(&pen->removed,
		        columns(number(pen, "−", revision->counted, revision->words.removed)));
		widen(&pen->author, columns(author->name));
	}
	if (!several)
		pen->author = 0;
}

static void
put_number(struct pen *pen, struct str text, size_t width)
{
	if (width == 0)
		return;
	pad(pen, columns(text), width);
	buf_put(pen->out, text);
	buf_lit(pen->out, "  ");
}

static void
put_author(struct pen *pen, struct str name)
{
	if (pen->author == 0)
		return;
	put(pen, name);
	pad(pen, columns(name), pen->author + 2);
}

/* A line below a revision, where its text begins. */
static void
put_below(struct pen *pen, struct str what, struct str text)
{
	size_t at = STR("2026-01-02  1234567  ").len;

	at += pen->added ? pen->added + 2 : 0;
	at += pen->removed ? pen->removed + 2 : 0;
	at += pen->author ? pen->author + 2 : 0;
	pad(pen, 0, at);
	buf_put(pen->out, what);
	if (text.len)
		buf_char(pen->out, ' ');
	put(pen, text);
	buf_char(pen->out, '\n');
}

/* "Thanks-to" as in "thanks to Mia". */
static struct str
credit_words(struct pen *pen, struct str key)
{
	char *words = str_terminated(&pen->arena, key);

	for (size_t i = 0; i < key.len; i++)
		words[i] = words[i] == '-' ? ' ' : ascii_lower(words[i]);
	return str_of(words, key.len);
}

/* Has a credit with this key been put already? */
static bool
is_named_before(const struct history_commit *commit, size_t place)
{
	for (size_t i = 0; i < place; i++)
		if (str_eq(commit->credits.at[i].key, commit->credits.at[place].key))
			return true;
	return false;
}

static struct str
listed(struct pen *pen, struct str names, struct str name)
{
	if (!names.len)
		return name;
	return str_format(&pen->arena, STR_FMT ", " STR_FMT, STR_ARG(names), STR_ARG(name));
}

/* Those whom the message names beside the author: "with Jo, Mia", "reviewed by Grace". */
static void
put_credits(struct pen *pen, const struct history_commit *commit)
{
	struct str names = STR_EMPTY;

	for (size_t i = 0; i < commit->coauthors.len; i++)
		names = listed(pen, names, commit->coauthors.at[i]->name);
	if (names.len)
		put_below(pen, STR("with"), names);
	for (size_t i = 0; i < commit->credits.len; i++) {
		struct str key = commit->credits.at[i].key;

		if (is_named_before(commit, i))
			continue;
		names = STR_EMPTY;
		for (size_t j = i; j < commit->credits.len; j++)
			if (str_eq(commit->credits.at[j].key, key))
				names = listed(pen, names, commit->credits.at[j].person->name);
		put_below(pen, credit_words(pen, key), names);
	}
}

/* ---- revisions -------------------------------------------------------------------------------- */

/* What the revision changed, or why that cannot be shown. */
static void
put_change(struct pen *pen, const struct history_revision *revision)
{
	struct arena arena = ARENA_EMPTY;
	struct prose_view view = *pen->shown->compared;
	struct page_history_texts texts;
	enum history_read read = page_history_read(pen->reader, &arena, revision, &texts);

	view.path_before = revision->old_path;
	view.path_after = revision->old_path.len ? revision->path : STR_EMPTY;
	buf_char(pen->out, '\n');
	if (read == HISTORY_READ_DONE)
		prose_view_text(pen->out, &view, texts.before, texts.after, pen->shown->color);
	else
		buf_format(pen->out, STR_FMT "\n", STR_ARG(history_reader_explain(read)));
	buf_char(pen->out, '\n');
	arena_free(&arena);
}

static void
put_commit(
        struct pen *pen, const struct history_commit *commit, struct str added, struct str removed)
{
	struct str text = commit->note.len ? commit->note : commit->subject;

	put_day(pen, commit->date);
	buf_format(pen->out, "  " STR_FMT "  ", STR_ARG(commit->short_hash));
	put_number(pen, added, pen->added);
	put_number(pen, removed, pen->removed);
	put_author(pen, commit->author->name);
	put(pen, text.len ? text : STR("(no message)"));
}

static void
put_removal(struct pen *pen, const struct history_commit *commit)
{
	put_commit(pen, commit, STR_EMPTY, STR_EMPTY);
	buf_char(pen->out, '\n');
	put_below(pen, STR("it was removed"), STR_EMPTY);
	put_credits(pen, commit);
}

static void
put_revision(struct pen *pen, const struct history_revision *revision)
{
	const struct history_commit *commit = revision->commit;
	uint32_t added = revision->words.added, removed = revision->words.removed;

	put_commit(pen, commit, number(pen, "+", revision->counted, added),
	        number(pen, "−", revision->counted, removed));
	buf_put(pen->out,
	        revision->minor            ? STR(" (minor)\n")
	                : revision->unsure ? STR(" (perhaps minor)\n")
	                                   : STR("\n"));
	if (revision->old_path.len)
		put_below(pen, STR("renamed from"), revision->old_path);
	if (revision->kind == HISTORY_RESTORED)
		put_below(pen, STR("it had been removed"), STR_EMPTY);
	put_credits(pen, commit);
	if (pen->reader)
		put_change(pen, revision);
}

static void
put_revisions(struct pen *pen)
{
	const struct history_page *known = pen->shown->known;
	size_t folded = 0;

	measure(pen);
	if (known->removed)
		put_removal(pen, known->removed);
	for (size_t i = 0; i < known->revisions.len; i++) {
		if (is_shown(pen, &known->revisions.at[i]))
			put_revision(pen, &known->revisions.at[i]);
		else
			folded++;
	}
	if (folded)
		buf_format(pen->out, "and %zu minor %s (--verbose shows %s)\n", folded,
		        folded == 1 ? "revision" : "revisions", folded == 1 ? "it" : "them");
}

/* ---- the head --------------------------------------------------------------------------------- */

static void
put_date(struct pen *pen, const char *label, struct date date)
{
	buf_format(pen->out, "%-8s ", label);
	if (date_known(date))
		date_format(pen->out, date, STR("%Y-%m-%d %H:%M %z"), NULL);
	else
		buf_lit(pen->out, "not known");
	buf_char(pen->out, '\n');
}

static const char *
explain_trust(const struct page_history *shown)
{
	if (shown->known->complete)
		return shown->known->unsure
		        ? "earlier texts are missing: which revisions are minor is not known"
		        : "whole: it reaches back to when the page was created";
	return shown->history->shallow
	        ? "the clone is shallow: older revisions are hidden"
	        : "a part of the repository is missing, and older revisions with it";
}

/* What is not to be relied on, though the revisions are there. */
static void
put_doubts(struct pen *pen)
{
	const struct history_page *known = pen->shown->known;
	size_t undated = 0, uncounted = 0, count = known->revisions.len;

	for (size_t i = 0; i < count; i++) {
		undated += !date_known(known->revisions.at[i].commit->date);
		uncounted += !known->revisions.at[i].counted;
	}
	if (undated)
		buf_format(pen->out,
		        "dates    %zu of %zu left out: of 1970 or in the future, so a clock was wrong\n",
		        undated, count);
	if (uncounted)
		buf_format(pen->out,
		        "words    %zu of %zu not counted: the text is not in this clone, too large, or no text\n",
		        uncounted, count);
}

/* Why git knows nothing. */
static void
put_unknown(struct pen *pen)
{
	const struct history *history = pen->shown->history;

	if (!history)
		buf_lit(pen->out, "the site asks no git: `history: {off: true}` in kith.yaml\n");
	else if (history->unread)
		buf_lit(pen->out,
		        "the git repository cannot be read, so nothing is known of this file\n");
	else if (!history->present)
		buf_lit(pen->out,
		        "there is no git repository, so git knows nothing of this file\n");
	else
		buf_lit(pen->out, "git knows nothing of this file: it was never committed\n");
}

static void
put_head(struct pen *pen)
{
	const struct page_history *shown = pen->shown;

	put(pen, shown->path);
	buf_char(pen->out, '\n');
	if (shown->asked.len) {
		buf_lit(pen->out, "was      ");
		put(pen, shown->asked);
		buf_char(pen->out, '\n');
	}
	if (!shown->known)
		return;
	put_date(pen, "created", shown->known->created);
	put_date(pen, "updated", shown->known->updated);
	if (shown->known->removed)
		put_date(pen, "removed", shown->known->removed->date);
	buf_format(pen->out, "history  %s\n", explain_trust(shown));
	put_doubts(pen);
	if (shown->edited)
		buf_lit(pen->out, "edited since the last commit\n");
}

void
page_history_text_put(struct buf *out, const struct page_history *shown)
{
	struct pen pen = { .out = out, .shown = shown };

	if (shown->compared)
		pen.reader = history_reader_open(&pen.arena, shown->history);
	put_head(&pen);
	if (!shown->known) {
		put_unknown(&pen);
	} else if (shown->known->revisions.len) {
		buf_char(out, '\n');
		put_revisions(&pen);
	}
	history_reader_close(pen.reader);
	arena_free(&pen.arena);
}
