/*
 * Which themes there are, without opening them: what `kith theme list` shows.
 */
#ifndef KITH_CONFIG_THEME_LIST_H
#define KITH_CONFIG_THEME_LIST_H

#include "base/array.h"
#include "base/str.h"

struct arena;
struct diags;

struct theme_info {
	struct str name, version, description;
	struct str folder;
};
typedef array_of(struct theme_info) theme_infos;

/*
 * Every theme on the search path, the site's own first (an empty root: no site). Of two with one name the
 * first is the one that is used, and the only one listed. In the arena.
 */
void theme_list(struct arena *arena, struct str site_root, theme_infos *out, struct diags *diags);
/* The same beside a site whose folder is open, or -1; its themes are shown below `shown`. */
void theme_list_beside(struct arena *arena, int site_root, struct str shown, theme_infos *out,
        struct diags *diags);

#endif
