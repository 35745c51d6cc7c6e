/*
 * The files of a site: what is below content/, data/ and static/, found in one walk and sorted, so
 * that every later index is the same on every machine. Files whose names begin with '.', and what
 * editors leave behind, are passed over; everything else is a page or is published as it is.
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
	struct str path;  /* from the site's root: "content/essays/cache.md" */
	struct str below; /* below content/: "essays/cache.md" */
	struct fs_stat stat;
};

/* Any other file: copied into the output. */
struct asset {
	struct str path;  /* from the site's root: "content/essays/plan.png", "static/robots.txt" */
	struct str below; /* below content/ or static/ */
	bool is_static;
	struct fs_stat stat;
	uint32_t width, height; /* of an image whose header says so; 0 unknown */

	/* From resolve. */
	const struct page *owner; /* the bundle it belongs to, or NULL */
	bool left_out;
	struct str url;  /* as page->url; empty when left out */
	struct str file; /* output path */
};

struct sources {
	array_of(struct source) pages;
	array_of(struct asset) assets; /* those of content/, then those of static/ */
	int64_t since;                 /* when they were about to be looked at: clock_today */
};

/*
 * Walks content/ and static/, each of which may be missing. Entries that cannot be used (links that
 * lead out of the site, unreadable files and folders, devices) are left out: the first ones with an
 * error, devices and the like with a warning. Everything lives in the arena.
 */
void source_find(struct arena *arena, int root, struct sources *out, struct diags *diags);

/*
 * Reads one source: its bytes, followed by 16 zero bytes that their length does not count, in the
 * arena. False after adding an error. Thread-safe.
 */
bool source_load(struct arena *arena, int root, const struct source *source, struct str *bytes,
        struct diags *diags);

/*
 * What is below data/, as a MAP: each .yaml, .yml, .json and .csv file under its name, folders as
 * maps, so that data/team/people.yaml is team.people. *fingerprint becomes the hash of all that was
 * read. Files that cannot be read, or share a name, are left out with an error.
 */
struct value source_data(
        struct arena *arena, int root, struct hash *fingerprint, struct diags *diags);

/*
 * Reads width and height of an image file into the asset, from its header; they stay as they are
 * when that fails. Returns whether they are known. Thread-safe for different assets.
 */
bool asset_measure(int root, struct asset *asset);

/*
 * Tells of a text with front matter that is copied as it is, since it does not end in .md: an error when the front
 * matter hides it. Reads only files whose names say that they are text.
 */
void asset_check_text(int root, const struct asset *asset, struct diags *diags);

#endif
