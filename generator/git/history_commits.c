/*
 * Commits and people as a reader meets them: names by .mailmap, dates that a clock can have shown, the
 * message in its parts.
 */
#include "git/history_build.h"
#include "git/trailer.h"
#include "git/walk.h"

/* Each person once, under the name that .mailmap gives. */
static const struct history_person *
person_of(struct history_builder *builder, const struct walk_person *raw)
{
	struct str name = raw->name, email = raw->email;
	mailmap_apply(&builder->mailmap, &builder->work, &name, &email);
	struct str parts[] = { name, email };
	struct str key = str_join(&builder->work, parts, 2, STR("\n"));
	struct map_entry *entry = map_put(&builder->people, &builder->work, key, NULL);
	if (!entry->value) {
		struct history_person *person = arena_new(builder->arena, struct history_person);
		person->name = str_copy(builder->arena, name);
		person->email = str_copy(builder->arena, email);
		entry->value = person;
	}
	return entry->value;
}

static void
name_people(struct history_builder *builder)
{
	struct map *people = &builder->walk->people;
	for (size_t i = 0; i < people->len; i++) {
		struct walk_person *person = people->at[i].value;
		person->shown = person_of(builder, person);
	}
}

static struct date
trusted_date(const struct history_builder *builder, int64_t seconds, int offset)
{
	if (!walk_date_trusted(seconds, builder->options->now))
		return (struct date){ .precision = DATE_NONE };
	return date_from_seconds(seconds, offset);
}

/* The first paragraph as one line is the subject, what follows it the body. */
static void
split_message(struct arena *arena, struct str message, struct history_commit *commit)
{
	array_of(struct str) lines = { NULL, 0, 0 };
	struct str rest = message;
	while (rest.at) {
		struct str line = str_trim(str_line(&rest));
		if (line.len)
			*array_push(arena, &lines) = line;
		else if (lines.len)
			break;
	}
	commit->subject = str_join(arena, lines.at, lines.len, STR(" "));
	commit->body = rest.at ? str_copy(arena, str_trim(rest)) : STR_EMPTY;
}

static struct history_commit *
make_commit(struct history_builder *builder, const struct walk_commit *raw)
{
	struct history_commit *commit = arena_new(builder->arena, struct history_commit);
	commit->hash = object_id_hex(builder->arena, &raw->id);
	commit->short_hash = str_slice(commit->hash, 0, 7);
	commit->authored = trusted_date(builder, raw->authored, raw->authored_offset);
	commit->committed = trusted_date(builder, raw->committed, raw->committed_offset);
	commit->author = raw->author->shown;
	split_message(builder->arena, raw->message, commit);
	commit->boundary = raw->hidden;
	commit->ignored = ignore_revs_has(&builder->ignored, &raw->id) ||
	        trailer_says_yes(raw->message, STR("Minor"));
	return commit;
}

void
history_commits_build(struct history_builder *builder)
{
	struct history *history = builder->history;
	const walk_list *list = &builder->walk->newest;
	name_people(builder);
	history->commits.at = arena_array(builder->arena, struct history_commit *, list->len);
	for (size_t i = 0; i < list->len; i++) {
		struct history_commit *commit = make_commit(builder, list->at[i]);
		history->commits.at[history->commits.len++] = commit;
		list->at[i]->shown = commit;
		if (list->at[i]->shallow)
			history->shallow = true;
	}
	history->commits.cap = history->commits.len;
	if (history->commits.len) {
		const struct history_commit *head = history->commits.at[0];
		history->head_date = date_known(head->committed) ? head->committed : head->authored;
	}
}
