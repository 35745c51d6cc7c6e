#include "highlight/language.h"

#include "base/diag.h"

const struct language language_table[] = {
#define LANGUAGE(manner, grammar, name, others) \
	{ STR_INIT(name), STR_INIT(others), LANGUAGE_IS_##manner, LANGUAGE_##grammar },
#include "highlight/language.def"
#undef LANGUAGE
	{ STR_INIT(""), STR_INIT(""), LANGUAGE_IS_PLAIN, LANGUAGE_none },
};

const struct str language_grammar_names[LANGUAGE_GRAMMARS] = {
#define GRAMMAR(name, package, source, queries) STR_INIT(#name),
#include "highlight/grammar.def"
#undef GRAMMAR
};

const struct language *
language_find(struct str name)
{
	for (const struct language *language = language_table; language->name.len; language++) {
		if (str_eq_nocase(language->name, name))
			return language;
		for (struct str rest = language->others; rest.len;) {
			if (str_eq_nocase(str_cut(&rest, ' '), name))
				return language;
		}
	}
	return NULL;
}

struct str
language_nearest(struct str name)
{
	enum { NAMES_MAX = 256 };
	struct str names[NAMES_MAX];
	size_t count = 0;
	for (const struct language *language = language_table; language->name.len; language++) {
		if (count < NAMES_MAX)
			names[count++] = language->name;
		for (struct str rest = language->others; rest.len && count < NAMES_MAX;)
			names[count++] = str_cut(&rest, ' ');
	}
	return diag_nearest(name, names, count);
}
