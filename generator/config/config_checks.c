#include "config/config_checks.h"

#include <stdarg.h>
#include <string.h>

#include "base/arena.h"
#include "config/config.h"

const struct config_check_row config_check_rows[CONFIG_CHECKS] = {
#define WHERE_BUILD true
#define WHERE_CHECK false
#define CHECK(NAME, name, level, where, help) { STR_INIT(name), DIAG_##level, WHERE_##where, help },
#include "config/check.def"
#undef CHECK
};

static const struct schema_row external_rows[] = {
#define CONFIG_EXTERNAL(field, key, type, aliases, choices, fallback, help, example)             \
	{ STR_INIT(key), SCHEMA_##type, offsetof(struct config_checks, field), aliases, choices, \
		fallback, help, example, 0 },
#include "config/config.def"
};
static const struct schema external = { "external", external_rows,
	sizeof external_rows / sizeof *external_rows };

static const struct str levels[] = {
	[DIAG_NOTE] = STR_INIT("note"),
	[DIAG_WARNING] = STR_INIT("warning"),
	[DIAG_ERROR] = STR_INIT("error"),
	STR_INIT("off"),
};
enum { LEVELS = sizeof levels / sizeof *levels };

struct reading {
	struct config_checks *checks;
	struct arena *arena;
	const struct node_source *file;
	struct diag_rule *rules;
	struct diags *diags;
};

static void
refuse_name(struct reading *r, const struct node *key)
{
	struct str names[CONFIG_CHECKS];

	for (size_t i = 0; i < CONFIG_CHECKS; i++)
		names[i] = config_check_rows[i].name;
	node_error(r->diags, r->file, key, "there is no check \"" STR_FMT "\"",
	        STR_ARG(node_brief(key->text)));
	diag_help(r->diags, "the checks are " STR_FMT,
	        STR_ARG(str_join(r->arena, names, CONFIG_CHECKS, STR(", "))));
	diag_suggest(r->diags, key->text, names, CONFIG_CHECKS);
}

static void
read_level(struct reading *r, enum config_check check, const struct node *node)
{
	const char *name = config_check_rows[check].name.at;
	size_t level = 0;

	while (level < LEVELS && !(node->kind == NODE_SCALAR && str_eq(node->text, levels[level])))
		level++;
	if (level < LEVELS) {
		bool off = level == LEVELS - 1;

		r->rules[r->checks->rules.count++] = (struct diag_rule){ name,
			off ? config_check_rows[check].level : (enum diag_level)level, off };
		return;
	}
	node_error(r->diags, r->file, node, "\"%s\" is off, note, warning or error", name);
	if (node->kind == NODE_SCALAR)
		diag_suggest(r->diags, node->text, levels, LEVELS);
}

static void
read_check(struct reading *r, const struct node *node)
{
	if (str_is(node->key->text, "external")) {
		schema_read(&external, r->arena, r->file, node, SCHEMA_UNKNOWN_ERROR, r->checks,
		        NULL, r->diags);
		return;
	}
	for (int check = 0; check < CONFIG_CHECKS; check++) {
		if (!str_eq(node->key->text, config_check_rows[check].name))
			continue;
		read_level(r, (enum config_check)check, node);
		return;
	}
	refuse_name(r, node->key);
}

/* The numbers of `external` are those that have a default. */
struct config_checks *
config_checks_new(struct arena *arena)
{
	struct config_checks *checks = arena_new(arena, struct config_checks);

	for (size_t i = 0; i < external.count; i++)
		if (external_rows[i].fallback)
			str_to_int(str_from(external_rows[i].fallback),
			        (int64_t *)(void *)((char *)checks + external_rows[i].offset));
	return checks;
}

void
config_checks_read(
        struct config *config, struct arena *arena, const struct node *node, struct diags *diags)
{
	struct config_checks *checks = config_checks_new(arena);
	struct reading reading = { checks, arena, &config->source,
		arena_array(arena, struct diag_rule, CONFIG_CHECKS), diags };

	config->checks = checks;
	checks->rules.at = reading.rules;
	for (node = node->child; node; node = node->next)
		read_check(&reading, node);
}

void
config_checks_say(struct diags *diags, enum config_check check, struct place place,
        struct str source, const char *format, ...)
{
	const struct config_check_row *rule = &config_check_rows[check];
	va_list args;

	diag_rule(diags, rule->name.at);
	va_start(args, format);
	diag_vadd(diags, rule->level, place, source, format, args);
	va_end(args);
}

bool
config_checks_off(const struct config *config, enum config_check check)
{
	const struct diag_rules *rules = &config->checks->rules;

	for (size_t i = 0; i < rules->count; i++)
		if (strcmp(rules->at[i].name, config_check_rows[check].name.at) == 0)
			return rules->at[i].off;
	return false;
}
