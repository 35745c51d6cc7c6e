/*
 * Front matter as templates see it. The rows answer for themselves, except those that hold maps: however
 * their author has abbreviated them, a template finds all keys under their standard names.
 *
 *	image: plan.png          page.image.src
 *	people: [Ada]            page.people[0].name
 */
#include "base/arena.h"
#include "config/config_type.h"
#include "content/front.h"

/* The fields of a struct that are set, by the rows of its table. */
static struct value
record(const struct schema *schema, const void *in, struct arena *arena)
{
	struct value_entry *entries = arena_array(arena, struct value_entry, schema->count);
	size_t count = 0;
	for (size_t i = 0; i < schema->count; i++) {
		struct value value = schema_value(&schema->rows[i], in, arena);
		if (value.kind == VALUE_UNDEFINED)
			continue;
		entries[count++] = (struct value_entry){ value_text(schema->rows[i].name), value };
	}
	return value_map(entries, count);
}

static struct value
people_value(const struct front *front, const struct schema *schema, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, front->people.len);
	for (size_t i = 0; i < front->people.len; i++)
		items[i] = record(schema, &front->people.at[i], arena);
	return value_list(items, front->people.len);
}

/* `done` is true or false for all of them; `reached` is the day, where it is known. */
static struct value
milestone_value(const struct front_milestone *milestone, struct arena *arena)
{
	struct value_entry *entries = arena_array(arena, struct value_entry, 4);
	entries[0] = (struct value_entry){ value_text(STR("name")), value_text(milestone->name) };
	entries[1] = (struct value_entry){ value_text(STR("due")), value_date(&milestone->due) };
	entries[2] = (struct value_entry){ value_text(STR("done")), value_bool(milestone->done) };
	entries[3] =
	        (struct value_entry){ value_text(STR("reached")), value_date(&milestone->reached) };
	return value_map(entries, 4);
}

static struct value
milestones_value(const struct front *front, struct arena *arena)
{
	struct value *items = arena_array(arena, struct value, front->milestones.len);
	for (size_t i = 0; i < front->milestones.len; i++)
		items[i] = milestone_value(&front->milestones.at[i], arena);
	return value_list(items, front->milestones.len);
}

struct value
front_value(const struct front *front, struct str key, struct arena *arena)
{
	if (config_type_row(front->declared, key)) {
		struct value own = config_type_value(front->declared, front->record, key, arena);
		return own.kind == VALUE_UNDEFINED ? value_absent(key) : own;
	}
	if (str_is(key, "params"))
		return front->params;
	if (str_is(key, "image") && front->image.src.len)
		return record(front_schema_of(key), &front->image, arena);
	if (str_is(key, "history") && front->history.repository.len)
		return record(front_schema_of(key), &front->history, arena);
	if (str_is(key, "people") && front->people.len)
		return people_value(front, front_schema_of(key), arena);
	if (str_is(key, "milestones") && front->milestones.len)
		return milestones_value(front, arena);
	const struct schema_row *row = schema_find(front_schema(), key);
	if (!row || !str_eq(row->name, key))
		return VALUE_UNDEFINED_INIT;
	struct value v = schema_value(row, front, arena);
	return v.kind == VALUE_UNDEFINED ? value_absent(key) : v;
}

bool
front_knows(struct str key)
{
	const struct schema_row *row = schema_find(front_schema(), key);
	return row && str_eq(row->name, key);
}
