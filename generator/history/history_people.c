/*
 * People as a reader meets them: each once, under the name that .mailmap gives.
 */
#include "base/wildcard.h"
#include "git/mail.h"
#include "git/walk.h"
#include "history/history_build.h"

static bool
is_bot(const struct history_options *options, struct str name, struct str email)
{
	for (size_t i = 0; i < options->bot_count; i++)
		if (wildcard_match(options->bots[i], name, true))
			return true;
	return str_find(name, STR("[bot]")) != STR_NONE ||
	        str_find(email, STR("[bot]")) != STR_NONE;
}

const struct history_person *
history_people_find(struct history_builder *builder, struct str name, struct str email)
{
	struct arena *work = &builder->work;
	mailmap_apply(&builder->mailmap, work, &name, &email);
	struct str parts[] = { name, email };
	struct str key = str_join(work, parts, 2, STR("\n"));
	struct map_entry *entry = map_put(&builder->people, work, key, NULL);
	if (!entry->value) {
		struct history_person *person = arena_new(builder->arena, struct history_person);
		person->name = str_copy(builder->arena, mail_hide(work, name));
		person->email = str_copy(builder->arena, email);
		person->bot = is_bot(builder->options, name, email);
		entry->value = person;
	}
	return entry->value;
}

const struct history_person *
history_people_parse(struct history_builder *builder, struct str text)
{
	struct str email = STR_EMPTY;
	size_t open = str_rfind_char(text, '<');
	if (open != STR_NONE) {
		email = str_skip(text, open + 1);
		email = str_trim(str_cut(&email, '>'));
		text = str_slice(text, 0, open);
	}
	return history_people_find(builder, str_trim(text), email);
}

bool
history_people_same(const struct history_person *a, const struct history_person *b)
{
	if (a->email.len || b->email.len)
		return str_eq_nocase(a->email, b->email);
	return str_eq(a->name, b->name);
}

void
history_people_name(struct history_builder *builder)
{
	struct map *people = &builder->walk->people;
	for (size_t i = 0; i < people->len; i++) {
		struct walk_person *person = people->at[i].value;
		person->shown = history_people_find(builder, person->name, person->email);
	}
}
