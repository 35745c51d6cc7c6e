/*
 * A commit message in its parts:
 *
 *	Say what the cache costs               subject: the first paragraph as one line
 *
 *	The old numbers were from another      body: what follows
 *	machine.
 *
 *	Note: New numbers, and an honest       note: the line for readers
 *	  table of them.
 *	Co-authored-by: Jo <jo@example.org>    coauthors
 *	Thanks-to: Mia                         credits, by credit.def
 *	Minor: yes                             ignored
 */
#include "git/mail.h"
#include "git/message.h"
#include "git/trailer.h"
#include "history/history_build.h"

static const struct str credits[] = {
#define CREDIT(key) STR_INIT(key),
#include "history/credit.def"
#undef CREDIT
};

static void
add_coauthor(
        struct arena *arena, struct history_commit *commit, const struct history_person *person)
{
	if (person->name.len == 0 || history_people_same(person, commit->author))
		return;
	for (size_t i = 0; i < commit->coauthors.len; i++)
		if (history_people_same(person, commit->coauthors.at[i]))
			return;
	*array_push(arena, &commit->coauthors) = person;
}

static void
add_credit(struct arena *arena, struct history_commit *commit, struct str key,
        const struct history_person *person)
{
	if (person->name.len == 0)
		return;
	for (size_t i = 0; i < commit->credits.len; i++)
		if (str_eq(commit->credits.at[i].key, key) &&
		        history_people_same(person, commit->credits.at[i].person))
			return;
	*array_push(arena, &commit->credits) = (struct history_credit){ key, person };
}

static void
read_trailer(struct history_builder *builder, const struct trailer *trailer,
        struct history_commit *commit)
{
	struct arena *arena = builder->arena;
	struct str value = message_line(&builder->work, trailer->value);
	commit->ignored = commit->ignored || trailer_says_yes(trailer, STR("Minor"));
	if (str_eq_nocase(trailer->key, STR("Co-authored-by")))
		add_coauthor(arena, commit, history_people_parse(builder, value));
	for (size_t i = 0; i < sizeof credits / sizeof *credits; i++)
		if (str_eq_nocase(trailer->key, credits[i]))
			add_credit(arena, commit, credits[i], history_people_parse(builder, value));
}

/* As it is shown: without mail addresses, and for good. */
static struct str
shown(struct history_builder *builder, struct str text)
{
	return history_keep(builder, mail_hide(&builder->work, text));
}

void
history_message_read(
        struct history_builder *builder, struct str message, struct history_commit *commit)
{
	struct str block = trailer_block(message), rest = message;
	commit->note =
	        block.len ? shown(builder, message_note(&builder->work, message)) : STR_EMPTY;
	commit->subject = shown(builder, message_cut_subject(&builder->work, &rest));
	if (rest.at && block.len)
		rest.len = (size_t)(block.at - rest.at);
	commit->body = rest.at ? shown(builder, str_trim(rest)) : STR_EMPTY;
	struct trailer trailer;
	while (trailer_next(&block, &trailer))
		read_trailer(builder, &trailer, commit);
}
