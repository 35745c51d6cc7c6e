/*
 * Are two histories the same in every field?
 */
#ifndef KITH_TESTS_UNIT_HISTORY_SAME_H
#define KITH_TESTS_UNIT_HISTORY_SAME_H

#include "history/history_build.h"
#include "history_fixture.h"

static inline void
same_text(struct str a, struct str b)
{
	assert_int_equal(a.len, b.len);
	if (a.len)
		assert_memory_equal(a.at, b.at, a.len);
}

static inline void
same_date(struct date a, struct date b)
{
	assert_int_equal(a.seconds, b.seconds);
	assert_int_equal(a.precision, b.precision);
	assert_int_equal(a.offset, b.offset);
}

static inline void
same_person(const struct history_person *a, const struct history_person *b)
{
	same_text(a->name, b->name);
	same_text(a->email, b->email);
	assert_int_equal(a->bot, b->bot);
}

static inline void
same_commit(const struct history_commit *a, const struct history_commit *b)
{
	same_text(a->hash, b->hash);
	same_text(a->short_hash, b->short_hash);
	same_date(a->authored, b->authored);
	same_date(a->committed, b->committed);
	same_date(a->date, b->date);
	same_person(a->author, b->author);
	same_person(a->committer, b->committer);
	assert_int_equal(a->coauthors.len, b->coauthors.len);
	for (size_t i = 0; i < a->coauthors.len; i++)
		same_person(a->coauthors.at[i], b->coauthors.at[i]);
	assert_int_equal(a->credits.len, b->credits.len);
	for (size_t i = 0; i < a->credits.len; i++) {
		same_text(a->credits.at[i].key, b->credits.at[i].key);
		same_person(a->credits.at[i].person, b->credits.at[i].person);
	}
	same_text(a->subject, b->subject);
	same_text(a->body, b->body);
	same_text(a->note, b->note);
	assert_int_equal(a->boundary, b->boundary);
	assert_int_equal(a->ignored, b->ignored);
	assert_int_equal(a->bot, b->bot);
}

static inline void
same_revision(const struct history_revision *a, const struct history_revision *b)
{
	same_text(a->commit->hash, b->commit->hash);
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->class, b->class);
	same_text(a->path, b->path);
	same_text(a->old_path, b->old_path);
	assert_int_equal(a->minor, b->minor);
	assert_int_equal(a->unsure, b->unsure);
	assert_int_equal(a->has_before, b->has_before);
	assert_memory_equal(&a->before, &b->before, sizeof a->before);
	assert_memory_equal(&a->after, &b->after, sizeof a->after);
	assert_int_equal(a->counted, b->counted);
	assert_int_equal(a->draft, b->draft);
	assert_int_equal(a->unread, b->unread);
	assert_memory_equal(&a->lines, &b->lines, sizeof a->lines);
	assert_memory_equal(&a->words, &b->words, sizeof a->words);
}

static inline void
same_page(const struct history_page *a, const struct history_page *b)
{
	same_date(a->created, b->created);
	same_date(a->updated, b->updated);
	assert_int_equal(a->complete, b->complete);
	assert_int_equal(a->unsure, b->unsure);
	assert_int_equal(a->revisions.len, b->revisions.len);
	for (size_t i = 0; i < a->revisions.len; i++)
		same_revision(&a->revisions.at[i], &b->revisions.at[i]);
}

static inline void
same_map(const struct map *a, const struct map *b)
{
	assert_int_equal(a->len, b->len);
	for (size_t i = 0; i < a->len; i++) {
		same_text(a->at[i].key, b->at[i].key);
		same_page(a->at[i].value, b->at[i].value);
	}
}

static inline void
same_history(const struct history *a, const struct history *b)
{
	assert_int_equal(a->present, b->present);
	assert_int_equal(a->shallow, b->shallow);
	same_text(a->head, b->head);
	same_text(a->branch, b->branch);
	same_date(a->head_date, b->head_date);
	assert_int_equal(a->commits.len, b->commits.len);
	for (size_t i = 0; i < a->commits.len; i++)
		same_commit(a->commits.at[i], b->commits.at[i]);
	same_map(&a->state->pages, &b->state->pages);
	same_map(&a->state->spelled, &b->state->spelled);
	assert_int_equal(a->state->ignores_case, b->state->ignores_case);
}

#endif
