/* Files of the output that are more than what links to them. */
#include "audit/audit.h"
#include "base/arena.h"
#include "base/date.h"
#include "config/config.h"
#include "site/route.h"
#include "site/site.h"

enum { IMAGE_MAX = 1 << 20, DAY = 24 * 60 * 60, SOON_DAYS = 30 };

static void
look_at_image(struct audit *audit, const struct audit_file *file)
{
	if (!file->image || file->size <= IMAGE_MAX)
		return;
	audit_say(audit, CONFIG_CHECK_LARGE_IMAGES, diag_file(file->route->source), STR_EMPTY,
	        "the image has %llu KiB", (unsigned long long)(file->size >> 10));
	if (file->width)
		diag_help(audit->diags,
		        "it has %u by %u pixels; make it smaller, or save it in a format that "
		        "packs more",
		        (unsigned)file->width, (unsigned)file->height);
	else
		diag_help(audit->diags, "make it smaller, or save it in a format that packs more");
}

/* ---- security.txt (RFC 9116) ------------------------------------------------------------------ */

/* The value of a field, the first one of its name; at == NULL without one. */
static struct str
field(struct str text, struct str name)
{
	while (text.at) {
		struct str line = str_line(&text), value = line, key = str_cut(&value, ':');

		if (value.at && str_eq_nocase(str_trim(key), name))
			return str_trim(value);
	}
	return STR_EMPTY;
}

static void
say_security(
        struct audit *audit, const struct audit_file *file, const char *wrong, const char *help)
{
	audit_say(audit, CONFIG_CHECK_SECURITY_TXT, diag_file(file->route->source), STR_EMPTY,
	        STR_FMT " %s", STR_ARG(file->route->url), wrong);
	diag_help(audit->diags, "%s", help);
}

static void
look_at_security(struct audit *audit, const struct audit_file *file)
{
	struct str text = buf_view(&file->bytes), until = field(text, STR("Expires"));
	struct date date;

	/* One that is made of kith.yaml every build looks at. */
	if (!text.len || file->route->kind == ROUTE_SECURITY ||
	        !str_ends(file->route->file, STR("security.txt")))
		return;
	if (!field(text, STR("Contact")).len)
		say_security(audit, file, "has no Contact",
		        "a line such as: Contact: mailto:ada@example.org");
	if (date_parse(until, &date))
		say_security(audit, file, "does not say when it expires",
		        "a line such as: Expires: 2027-01-01T00:00:00Z");
	else if (date.seconds <= audit->now)
		say_security(audit, file, "has expired",
		        "nobody trusts it any more; look it through and set a later Expires");
	else if (date.seconds - audit->now < (int64_t)SOON_DAYS * DAY)
		say_security(audit, file, "expires within 30 days",
		        "look it through and set a later Expires");
}

/* ---- robots.txt ------------------------------------------------------------------------------- */

static void
look_at_robots(struct audit *audit, const struct audit_file *file)
{
	const struct config *config = audit->site->config;

	if (!str_is(file->route->file, "robots.txt") || config->base_path.len <= 1)
		return;
	audit_say(audit, CONFIG_CHECK_ROBOTS, diag_file(file->route->source), STR_EMPTY,
	        "no crawler reads " STR_FMT, STR_ARG(file->route->url));
	diag_help(audit->diags,
	        "they ask for /robots.txt at the root of the host alone; `pages: {robots: false}` "
	        "leaves it out");
}

void
audit_file_run(struct audit *audit)
{
	for (size_t i = 0; i < audit->count; i++) {
		const struct audit_file *file = &audit->files[i];

		if (!file->done)
			continue;
		look_at_image(audit, file);
		look_at_security(audit, file);
		look_at_robots(audit, file);
	}
}
