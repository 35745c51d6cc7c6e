#include "base/front_cut.h"

#include <stdbool.h>

/* Is the line `fence`, with nothing but blanks behind it? */
static bool
is_fence(struct str line, struct str fence)
{
	return str_starts(line, fence) && !str_trim(str_skip(line, fence.len)).len;
}

/* Finds the line that ends what *rest begins with; *rest then begins behind it. */
static bool
find_end(struct str *rest, struct str *yaml, uint32_t *lines)
{
	const char *begin = rest->at;
	for (*lines = 1; rest->at; ++*lines) {
		const char *at = rest->at;
		struct str line = str_line(rest);
		if (!is_fence(line, STR("---")) && !is_fence(line, STR("...")))
			continue;
		*yaml = str_of(begin, (size_t)(at - begin));
		return true;
	}
	return false;
}

struct front_cut
front_cut(struct str file)
{
	struct str rest = str_skip(file, str_starts(file, STR("\xef\xbb\xbf")) ? 3 : 0);
	struct front_cut cut = { .body = rest, .body_line = 1 };
	struct str first = str_line(&rest);
	if (is_fence(first, STR("+++"))) {
		cut.kind = FRONT_CUT_TOML;
	} else if (is_fence(first, STR("---"))) {
		uint32_t lines;
		cut.kind = find_end(&rest, &cut.yaml, &lines) ? FRONT_CUT_YAML : FRONT_CUT_OPEN;
		if (cut.kind == FRONT_CUT_YAML) {
			cut.body = rest.at ? rest : str_of(file.at + file.len, 0);
			cut.body_line = lines + 2;
		}
	}
	return cut;
}
