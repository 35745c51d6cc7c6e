/*
 * A theme: a folder with theme.yaml, templates/, assets/ and i18n/. Looked up in the site's themes/,
 * then in each folder of KITH_THEME_PATH, then in the installed data folder, then beside a binary that
 * runs from its build tree.
 *
 * Threads: const once opened.
 */
#ifndef KITH_CONFIG_THEME_H
#define KITH_CONFIG_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/plural.h"
#include "base/str.h"
#include "data/node.h"
#include "data/value.h"

struct arena;
struct config;
struct diags;
struct schema;

/* Limit of one template, in bytes. */
enum { THEME_TEMPLATE_MAX = 1 << 20 };

struct theme_file {
	struct str name;  /* relative to templates/ or assets/: "page.html", "style.css" */
	struct str path;  /* as messages show it: "themes/plain/templates/page.html" */
	struct str bytes; /* templates only; assets are read when they are published */
	int root;         /* descriptor the file is relative to */
	struct str file;  /* its path below that descriptor */
	struct fs_stat stat;
};

typedef array_of(struct theme_file) theme_files;

/* What is said in one language. */
struct theme_language {
	struct str tag;          /* "pt-BR", which also chooses plural forms */
	struct value messages;   /* MAP: a TEXT, or a MAP of plural forms, by key */
	struct date_names dates; /* from messages "months", "days" ...; English without */
	array_of(struct value_entry) entries; /* of `messages` */
};

/* One file of i18n/, by itself. */
struct theme_messages {
	struct str language, path; /* "de-AT", "themes/plain/i18n/de-AT.yaml" */
	struct value messages;     /* MAP */
};

struct theme {
	struct str name, version, title, requires, license, author, description;
	struct str folder;     /* as found, for messages and --version; empty for no theme */
	int root;              /* descriptor of the folder; -1 for no theme (`theme: none`) */
	struct str language;   /* the site's */
	struct value options;  /* MAP: theme.yaml's defaults, overlaid with theme_options */
	theme_files templates; /* the site's, and those of the theme's it leaves; by name */
	theme_files assets;    /* by name */
	array_of(struct theme_language) languages; /* the site's first, then one for each file */
	uint8_t undefined; /* a name that means nothing: 2 prints nothing, else it is an error */
	array_of(struct theme_messages) message_files; /* the theme's, then the site's */
	struct hash fingerprint; /* of all but templates and what is in assets */

	struct node_source source;   /* theme.yaml, for messages */
	const struct node *declared; /* its options, or NULL */
};

/*
 * Finds and reads the theme that the configuration names. `root` is the site's folder and stays open
 * as long as the theme is used. NULL after adding an error when there is no such theme or its
 * theme.yaml cannot be read; with errors in options, messages or single files, what could be read.
 * Lives in the arena.
 */
struct theme *theme_open(
        struct arena *arena, int root, const struct config *config, struct diags *diags);
/*
 * The same for a theme's folder, named by the user, without a site: its own defaults, in English. The
 * folder is below the open one `at`, which may be that of a site, or (-1) where the program was called.
 */
struct theme *theme_open_folder(
        struct arena *arena, int at, struct str folder, struct diags *diags);
/* Closes the folder; NULL is fine. */
void theme_close(struct theme *theme);

/* A template's source by name, or NULL. */
const struct theme_file *theme_template(const struct theme *theme, struct str name);

/* The folders that are searched behind the site's own themes/, in order. */
typedef array_of(struct str) theme_folders;
void theme_search_path(struct arena *arena, theme_folders *out);

/* What is said in a language ("pt-BR"), in one it belongs to ("pt"), or else in the site's. */
const struct theme_language *theme_language(const struct theme *theme, struct str tag);
/* The form of a message, or its "other"; the message itself when it is a TEXT. */
struct str theme_form(struct value message, enum plural form);
/* A message, or its form "other", by key. Empty when there is none. */
struct str theme_message(const struct theme_language *language, struct str key);

/* The tables of theme.yaml and of one of its options, for the JSON Schema and tests. */
const struct schema *theme_schema(void);
const struct schema *theme_option_schema(void);

#endif
