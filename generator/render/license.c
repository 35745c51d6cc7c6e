#include "render/license.h"

#include "base/arena.h"

struct license {
	struct str name, url;
};

static const struct license licenses[] = {
#define LICENSE(name, url) { STR_INIT(name), STR_INIT(url) },
#include "render/license.def"
#undef LICENSE
};

/* "CC BY 4.0" -> "CC-BY-4.0" */
static struct str
with_hyphens(struct arena *arena, struct str name)
{
	char *out = arena_array(arena, char, name.len + 1);

	for (size_t i = 0; i < name.len; i++)
		out[i] = name.at[i] == ' ' ? '-' : name.at[i];
	return str_of(out, name.len);
}

struct str
license_url(struct arena *arena, struct str name)
{
	name = str_trim(name);
	if (str_starts(name, STR("https://")) || str_starts(name, STR("http://")))
		return name;
	name = with_hyphens(arena, name);
	for (size_t i = 0; i < sizeof licenses / sizeof *licenses; i++) {
		const struct license *license = &licenses[i];

		if (!str_eq_nocase(license->name, name))
			continue;
		if (license->url.len)
			return license->url;
		return str_format(arena, "https://spdx.org/licenses/" STR_FMT ".html",
		        STR_ARG(license->name));
	}
	return STR_EMPTY;
}
