#include "site/activity_file.h"

#include "activity/activity.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/utf8.h"
#include "site/repo_url.h"

struct str
activity_file_path(struct arena *arena, struct str project)
{
	return str_format(arena, "data/repos/" STR_FMT ".yaml", STR_ARG(project));
}

bool
activity_file_is_of(struct arena *arena, struct value data, struct str url)
{
	struct str said = STR_EMPTY;
	if (data.kind == VALUE_MAP)
		said = value_str(value_get(data, STR("repo"), arena));
	return said.len == 0 || str_eq(repo_url_public(arena, said), repo_url_public(arena, url));
}

/* --- writing ------------------------------------------------------------------------------------- */

/* What YAML takes for the end of a line, or does not take at all, is written as a number. */
static bool
needs_escape(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
	        (c & 0xFFFE) == 0xFFFE;
}

static void
put_text(struct buf *out, struct str text)
{
	buf_char(out, '"');
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		uint32_t c = utf8_next(text, &at);
		if (c == '"' || c == '\\')
			buf_format(out, "\\%c", (char)c);
		else if (c == '\n')
			buf_lit(out, "\\n");
		else if (needs_escape(c))
			buf_format(out, c > 0xFFFF ? "\\U%08X" : "\\u%04X", (unsigned)c);
		else
			buf_put(out, str_slice(text, start, at));
	}
	buf_char(out, '"');
}

static void
put_date(struct buf *out, const char *before, struct date date)
{
	if (!date_known(date))
		return;
	buf_format(out, "%s", before);
	date_iso(out, date);
}

static void
put_commit(struct buf *out, const char *key, const struct activity_commit *commit)
{
	if (commit->hash.len == 0)
		return;
	buf_format(out, "%s: {hash: ", key);
	put_text(out, commit->hash);
	put_date(out, ", date: ", commit->date);
	buf_lit(out, ", subject: ");
	put_text(out, commit->subject);
	if (commit->note.len) {
		buf_lit(out, ", note: ");
		put_text(out, commit->note);
	}
	buf_lit(out, "}\n");
}

static void
put_release(struct buf *out, const struct release *release, size_t names)
{
	buf_lit(out, "  - tag: ");
	put_text(out, release->tag);
	buf_lit(out, "\n    version: ");
	put_text(out, release->version);
	put_date(out, "\n    date: ", release->date);
	buf_format(out, "\n    annotated: %s\n    commits: %zu\n",
	        release->annotated ? "true" : "false", release->commits);
	if (release->previous.len) {
		buf_lit(out, "    previous: ");
		put_text(out, release->previous);
		buf_char(out, '\n');
	}
	buf_lit(out, "    contributors: [");
	for (size_t i = 0; i < release->contributors.len && i < names; i++) {
		buf_format(out, "%s", i ? ", " : "");
		put_text(out, release->contributors.at[i]);
	}
	buf_lit(out, "]\n");
	if (release->message.len) {
		buf_lit(out, "    message: ");
		put_text(out, release->message);
		buf_char(out, '\n');
	}
}

static void
put_releases(struct buf *out, const struct activity *activity, bool whole)
{
	const release_list *list = &activity->releases;
	buf_format(out, "unreleased: {commits: %zu", activity->unreleased);
	if (list->len) {
		buf_lit(out, ", since: ");
		put_text(out, list->at[0].tag);
	}
	buf_lit(out, "}\n");
	if (list->len)
		buf_lit(out, "releases:\n");
	for (size_t i = 0; i < list->len && (whole || i < ACTIVITY_FILE_RELEASES); i++)
		put_release(out, &list->at[i], whole ? SIZE_MAX : ACTIVITY_FILE_NAMES);
}

static void
put_people(struct buf *out, const contributor_list *list, bool whole)
{
	if (list->len)
		buf_lit(out, "contributors:\n");
	for (size_t i = 0; i < list->len && (whole || i < ACTIVITY_FILE_PEOPLE); i++) {
		const struct contributor *person = &list->at[i];
		buf_lit(out, "  - {name: ");
		put_text(out, person->name);
		buf_format(out, ", commits: %zu", person->commits);
		put_date(out, ", first: ", person->first);
		put_date(out, ", last: ", person->last);
		buf_lit(out, "}\n");
	}
}

static void
put_languages(struct buf *out, const code_language_list *list)
{
	if (list->len)
		buf_lit(out, "languages:\n");
	for (size_t i = 0; i < list->len; i++) {
		const struct code_language *language = &list->at[i];
		buf_lit(out, "  - {name: ");
		put_text(out, language->name);
		buf_format(out, ", files: %zu, bytes: ", language->files);
		buf_int(out, (int64_t)language->bytes);
		buf_lit(out, ", lines: ");
		buf_int(out, (int64_t)language->lines);
		buf_lit(out, "}\n");
	}
}

static void
put_activity(struct buf *out, const struct activity *activity, struct str url, bool whole)
{
	const struct calendar *calendar = &activity->calendar;
	buf_lit(out, "repo: ");
	put_text(out, url);
	buf_lit(out, "\nhead: ");
	put_text(out, activity->head);
	buf_lit(out, "\nbranch: ");
	put_text(out, activity->branch);
	buf_format(out, "\nshallow: %s\ncommits: %zu\n", activity->shallow ? "true" : "false",
	        activity->commits);
	put_commit(out, "first", &activity->first);
	put_commit(out, "last", &activity->last);
	put_releases(out, activity, whole);
	put_people(out, &activity->contributors, whole);
	put_languages(out, &activity->languages);
	if (calendar->days.len)
		buf_lit(out, "days:\n");
	for (size_t i = 0; i < calendar->days.len; i++) {
		put_date(out, "  - {date: ", calendar->days.at[i].date);
		buf_format(out, ", commits: %zu}\n", calendar->days.at[i].commits);
	}
}

void
activity_file_write(struct buf *out, const struct activity *activity, struct str url)
{
	buf_lit(out,
	        "# What `kith fetch` found in the repository of a project. Commit this file: with it\n"
	        "# a build needs no copy of the repository.\n");
	put_activity(out, activity, url, false);
}

void
activity_file_write_whole(struct buf *out, const struct activity *activity, struct str url)
{
	buf_lit(out, "same: {from: ");
	buf_int(out, activity->from);
	if (activity->until <= ACTIVITY_FILE_NUMBER) {
		buf_lit(out, ", until: ");
		buf_int(out, activity->until);
	}
	buf_lit(out, "}\n");
	put_activity(out, activity, url, true);
}
