/* What a theme says between two versions of a page. */
#include "base/plural.h"
#include "config/theme.h"
#include "data/value.h"
#include "render/prose_view.h"

struct str
prose_say(const void *language, struct str key, uint64_t count)
{
	const struct theme_language *says = language;
	int64_t number = count < INT64_MAX ? (int64_t)count : INT64_MAX;
	return theme_form(value_get(says->messages, key, NULL), plural_of(says->tag, number));
}
