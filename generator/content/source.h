/*
 * The files of a site: what is below content/, data/ and static/, found in one walk and sorted, so that
 * every later index is the same on every machine.
 */
#ifndef KITH_CONTENT_SOURCE_H
#define KITH_CONTENT_SOURCE_H

#include <stdbool.h>

#include "base/array.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/str.h"
#include "data/value.h"

struct arena;
struct diags;

/* Limit of one content file, in bytes. */
enum { SOURCE_MAX_BYTES = 128 << 20 };

/* One Markdown file (.md, .markdown). */
struct source {
	struct str path;     /* from the site's root: "content/essays/cache.md" */
	struct str below;    /* below content/: "essays/cache.md" */
	struct fs_stat stat;
};

/* Any other file: copied into the output. */
struct asset {
	struct str path;     /* from the site's root: "content/essays/plan.png", "static/robots.txt" */
	struct str below;    /* below content/ or static/ */
	bool is_static;
	struct fs_stat stat;
	uint32_t width, height; /* of an image whose header says so; 0 unknown */
	/* From resolve. */
	const struct page *owner; /* the bundle it belongs to, or NULL */
	bool left_out;
	struct str url;      /* as page->url; empty when left out */
	struct str file;     /* output path */
};

struct sources {
	array_of(struct source) pages;
	array_of(struct asset) assets;
};

/*
 * Walks content/ and static/. Entries that cannot be used (links that lead out of the site, devices,
 * unreadable files) are added as diagnostics and left out. A missing content/ is fine: an empty site.
 */
void source_find(struct arena *arena, int root, struct sources *out, struct diags *diags);

/* Reads one source: its bytes, followed by 16 zero bytes, in the arena. False after adding an error. */
bool source_load(struct arena *arena, int root, const struct source *source, struct str *bytes,
        struct diags *diags);

/* Reads width and height of an image file into the asset; others are left alone. Thread-safe for different assets. */
void asset_measure(int root, struct asset *asset);

/* data/: each .yaml, .json, .csv file under its name, folders as maps: data/team/people.yaml -> data.team.people. MAP. */
struct value source_data(struct arena *arena, int root, struct hash *fingerprint, struct diags *diags);

#endif
