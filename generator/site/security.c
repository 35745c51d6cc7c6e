/* What `security` of kith.yaml has to say for security.txt to be of use (RFC 9116, 2.5). */
#include "base/diag.h"
#include "base/moment.h"
#include "config/config.h"
#include "config/config_checks.h"
#include "data/node.h"
#include "site/resolve.h"

enum { DAY = 24 * 60 * 60, WARNED_DAYS = 30 };

static struct place
place_of(const struct config *config, struct str key)
{
	const struct node *map = node_get(config->root, STR("security"));
	const struct node *node = map ? node_get(map, key) : NULL;

	if (!node)
		node = map;
	return node ? (struct place){ config->source.path, node->line, node->column, 0 }
	            : diag_file(config->source.path);
}

static void
check_contacts(struct resolve *r, const struct config_security *security)
{
	static const struct str schemes[] = { STR_INIT("https:"), STR_INIT("mailto:"),
		STR_INIT("tel:") };
	const struct config *config = r->site->config;

	for (size_t i = 0; i < security->contact.len; i++) {
		struct str address = security->contact.at[i];
		bool fine = false;

		for (size_t k = 0; k < sizeof schemes / sizeof *schemes; k++)
			fine |= str_starts(address, schemes[k]) &&
			        str_find_char(address, '\n') == STR_NONE;
		if (fine)
			continue;
		diag_error(r->diags, place_of(config, STR("contact")), config->source.bytes,
		        "\"" STR_FMT "\" is no address that security.txt can name",
		        STR_ARG(address));
		diag_help(r->diags, "begin it with mailto:, https: or tel:");
	}
}

/* By the time of the build, as everything that is decided by dates. */
static void
check_expiry(struct resolve *r, const struct config_security *security)
{
	const struct config *config = r->site->config;
	struct place place = place_of(config, STR("expires"));
	int64_t now = r->input->now, left = security->expires.seconds - now;

	if (moment_is_ahead(security->expires.seconds - (int64_t)WARNED_DAYS * DAY + 1, now))
		return;
	/* These change what is said. */
	(void)moment_is_ahead(security->expires.seconds, now);
	(void)moment_is_ahead(now + left % DAY + 1, now);
	config_checks_rule(r->diags, SECURITY_EXPIRES);
	if (left <= 0)
		diag_error(r->diags, place, config->source.bytes,
		        "security.txt has expired, so nobody may rely on its contacts");
	else
		diag_warning(r->diags, place, config->source.bytes,
		        "security.txt expires in less than %d days", (int)(left / DAY) + 1);
	diag_help(r->diags, "see that the contacts are still right, and write a later date");
}

void
security_check(struct resolve *r)
{
	const struct config *config = r->site->config;
	const struct config_security *security = &config->security;

	if (!config->pages.security || !node_get(config->root, STR("security")))
		return;
	if (!security->contact.len || !date_known(security->expires)) {
		diag_error(r->diags, place_of(config, STR_EMPTY), config->source.bytes,
		        "security.txt needs `contact` and `expires`");
		diag_help(r->diags, "add what is missing, or leave out `security`");
		return;
	}
	check_contacts(r, security);
	check_expiry(r, security);
}
