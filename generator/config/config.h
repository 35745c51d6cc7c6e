/*
 * kith.yaml, typed and checked. Every key is a row in config.def, which feeds the parser, its defaults,
 * the manual, the JSON Schema and the tests. Threads: const once read.
 */
#ifndef KITH_CONFIG_CONFIG_H
#define KITH_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/str.h"
#include "config/config_author.h"
#include "data/schema.h"
#include "data/value.h"

struct arena;
struct config_checks;
struct config_type;
struct diags;

/* Values of history.date. */
enum { CONFIG_COUNTS_AUTHOR = 1, CONFIG_COUNTS_COMMIT };

struct config_menu_item {
	struct str name, url; /* url: "/essays/", "@/about.md" or absolute */
	int64_t weight;
	uint32_t line, column; /* of the url, for messages */
};

struct config_taxonomy {
	struct str name;  /* "tags": the key in front matter and the first part of the URL */
	struct str title; /* "Tags" */
	bool feed;        /* a feed per term */
};

struct config_permalink {
	struct str section, pattern;                 /* "essays", "/:section/:year/:slug/" */
	uint32_t line, column, key_line, key_column; /* of the pattern, of the section */
};

/* Where a page's date may come from. */
enum config_date { CONFIG_DATE_NONE, CONFIG_DATE_FRONT, CONFIG_DATE_FILE, CONFIG_DATE_GIT };
enum { CONFIG_DATE_SOURCES = 3 };

struct config {
	/* As written, with defaults in place. */
	struct str title;
	struct str base_url; /* no slash at its end; may be empty: links then begin at the host */
	struct str language; /* BCP 47, "en" unless set */
	struct str description;
	struct str image; /* for pages without a picture of their own */
	struct str domain;
	struct str theme; /* "plain" unless set; "none" for none */
	struct config_author author;
	struct config_security security;
	struct value theme_options; /* MAP, as written; theme_open checks it against theme.yaml */
	struct value params;        /* MAP */
	array_of(struct config_taxonomy) taxonomies; /* tags unless set */
	array_of(struct config_permalink) permalinks;
	array_of(struct config_menu_item) menu; /* by weight, then as written */
	const struct config_type *types; /* the first one declared (config_type.h), or NULL */
	struct {
		int64_t size; /* pages of a list; 20 unless set; 0 switches pagination off */
	} pagination;
	struct {
		uint8_t html; /* enum markdown_html */
		bool math, hard_wraps, wiki_links;
		bool mark, ins, sub, sup, smart, emoji;
		int64_t toc_depth;
		struct str external_rel;
		bool external_new_tab, highlight, line_numbers;
	} markdown;
	struct {
		int64_t limit;        /* entries of a feed; 20 unless set */
		bool sections, reply; /* a feed for each section; entries end with an address */
		struct str hub;       /* that tells readers of news; or empty */
		schema_texts formats; /* as written */
		unsigned in;          /* what they say: 1 << enum config_feed_format */
	} feeds;
	struct {
		schema_texts created, updated; /* as written */
		struct str format;
		/* What they say, in their order, CONFIG_DATE_NONE behind the last. */
		enum config_date created_from[CONFIG_DATE_SOURCES];
		enum config_date updated_from[CONFIG_DATE_SOURCES];
	} dates;
	struct {
		bool required;         /* a shallow or missing history is an error */
		bool off;              /* git is not asked at all */
		uint8_t date;          /* CONFIG_COUNTS_... */
		schema_texts ignore;   /* hashes or patterns of subjects */
		schema_texts bots;     /* patterns of names */
		struct str repository; /* a folder; empty: the one that holds the content */
		struct str path;       /* of content/ in it; empty: found */
	} history;
	struct { /* generated pages: wanted? */
#define CONFIG_PAGE(key, ...) bool key;
#include "config/pages.def"
#undef CONFIG_PAGE
	} pages;
	struct {
		schema_texts exclude; /* folders below content/: "projects/quill/log" */
	} search;
	struct {
		uint8_t undefined; /* 1 as the theme says, 2 strict, 3 lenient */
	} templates;

	/* Worked out. */
	struct str base_path;      /* path of base_url with slashes at both ends: "/", "/blog/" */
	struct node_source source; /* kith.yaml, for messages */
	const struct node *root;   /* its tree, for keys read elsewhere (deploy ...) */
	const struct config_checks *checks; /* config_checks.h; never NULL */
	struct hash fingerprint;            /* of everything that may change a page */
};

/*
 * Reads kith.yaml below the site's root. NULL after adding an error when there is none or it cannot
 * be used at all; with errors in single keys it returns what could be read. Lives in the arena.
 */
struct config *config_read(struct arena *arena, int root, struct diags *diags);

/* From text, for tests and fuzzing. */
struct config *config_parse(
        struct arena *arena, const struct node_source *source, struct diags *diags);

/*
 * A configuration with nothing but the map "markdown", whose text this is, and defaults. NULL after
 * adding an error. Lives in the arena.
 */
struct config *config_parse_markdown(
        struct arena *arena, const struct node_source *source, struct diags *diags);
/*
 * Replaces base_url (from --base-url) and what follows from it; an empty one is allowed. False after
 * adding an error.
 */
bool config_set_base_url(
        struct config *config, struct arena *arena, struct str base_url, struct diags *diags);
/* Does it have the shape of a language tag (BCP 47): "en", "de-AT", "zh-Hant"? */
bool config_is_language(struct str tag);
/* The tag of a language that is called by its name, "german"; else empty. */
struct str config_language_named(struct str name);

/* The tables, for the manual, the JSON Schema and tests. */
const struct schema *config_schema(void);
/* The table of the map that a key holds; NULL for other keys. */
const struct schema *config_schema_of(struct str key);

#endif
