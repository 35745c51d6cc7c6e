/*
 * `checks:` of kith.yaml: how severe a finding is, by the name of its rule.
 *
 *	checks: {alt-text: error, orphans: off, external: {skip: ["https://example.com/"]}}
 *
 * The rules are rows of check.def. What the site does not mention keeps the level it has there.
 */
#ifndef KITH_CONFIG_CONFIG_CHECKS_H
#define KITH_CONFIG_CONFIG_CHECKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "data/schema.h"

struct arena;
struct config;
struct node;

enum config_check {
#define CHECK(NAME, ...) CONFIG_CHECK_##NAME,
#include "config/check.def"
#undef CHECK
	CONFIG_CHECKS
};

struct config_check_row {
	struct str name;
	enum diag_level level;
	bool build; /* every build looks, not `kith check` alone */
	const char *help;
};

extern const struct config_check_row config_check_rows[CONFIG_CHECKS];

struct config_checks {
	struct diag_rules rules; /* those that the site sets */
	/* Of `external`. */
	schema_texts skip; /* beginnings of outside addresses that are not asked */
	int64_t timeout;   /* seconds */
	int64_t days;      /* that a good answer is believed */
};

/*
 * Adds a diagnostic of a rule with the level that check.def gives it; a help may follow. The rest is as for
 * diag_add.
 */
void config_checks_say(struct diags *diags, enum config_check check, struct place place,
        struct str source, const char *format, ...) __attribute__((format(printf, 5, 6)));
/* Names the rule, without its prefix, that the next diagnostic breaks, which has a level of its own. */
#define config_checks_rule(diags, NAME) \
	diag_rule((diags), config_check_rows[CONFIG_CHECK_##NAME].name.at)

/* Nothing but defaults, in the arena. */
struct config_checks *config_checks_new(struct arena *arena);
/*
 * Replaces config->checks by what the map `node`, the value of the key, says. A name that is no rule, and a
 * word that is no level, are errors.
 */
void config_checks_read(
        struct config *config, struct arena *arena, const struct node *node, struct diags *diags);
/* Is the rule switched off? Then there is no need to look. */
bool config_checks_off(const struct config *config, enum config_check check);

#endif
