/*
 * A theme: a folder with theme.yaml, templates/, assets/ and i18n/. Looked up in the site's themes/, then in
 * each folder of KITH_THEME_PATH, then in the installed data folder, then beside a binary that runs from its build
 * tree.
 *
 * Threads: const once opened.
 */
#ifndef KITH_CONFIG_THEME_H
#define KITH_CONFIG_THEME_H

#include <stdbool.h>

#include "base/array.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/str.h"
#include "data/value.h"

struct arena;
struct config;
struct diags;

struct theme_file {
	struct str name; /* relative to templates/ or assets/: "page.html", "style.css" */
	struct str
	        path; /* as messages show it: "templates/page.html", "themes/plain/templates/page.html" */
	struct str bytes; /* templates only; assets are read when they are published */
	int root;         /* descriptor the file is relative to */
	struct str file;  /* its path below that descriptor */
	struct fs_stat stat;
};

struct theme {
	struct str name, version, title, license, description;
	struct str folder; /* as found, for messages and --version */
	int root;          /* descriptor of the folder; -1 for no theme */
	struct value
	        options; /* MAP: defaults of theme.yaml overlaid with the site's theme_options */
	array_of(struct theme_file)
	        templates; /* the site's own first, then the theme's that are not overridden, sorted by name */
	array_of(struct theme_file) assets;
	struct value messages;   /* MAP of i18n/<language>.yaml over en.yaml */
	struct date_names dates; /* from messages "months", "days"...; English without */
	struct hash fingerprint; /* of theme.yaml, options, templates and messages */
};

/* Finds and reads the theme that the configuration names. NULL after adding an error that lists where it was looked for. */
struct theme *theme_open(
        struct arena *arena, int root, const struct config *config, struct diags *diags);
void theme_close(struct theme *theme);
/* A template's source by name, or NULL. */
const struct theme_file *theme_template(const struct theme *theme, struct str name);
/* The folders that are searched, in order, for messages and `kith theme list`. */
typedef array_of(struct str) theme_folders;
void theme_search_path(struct arena *arena, theme_folders *out);
/* A message in the site's language by key; plural forms "one" and "other" (and CLDR's others) by `count`, unless it is negative. Empty when there is none. */
struct str theme_message(const struct theme *theme, struct str key, int64_t count);

/* What `kith theme list` shows of a theme. */
struct theme_info {
	struct str name, version, description;
	struct str folder;
};
typedef array_of(struct theme_info) theme_infos;

/*
 * Every theme on the search path, the site's own first ("" for no site); of two with one name the first is the one that is used,
 * and the only one listed. In the arena.
 */
void theme_list(
        struct arena *arena, struct str site_root, theme_infos *out, struct diags *diags);

#endif
