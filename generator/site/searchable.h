/*
 * What the search page asks for, below its address:
 *
 *	index.json       how many pages there are, the names of blocks and shards, and a mark of the bytes of each
 *	pages-<n>.json   a block: addresses and titles of SEARCHABLE_BLOCK pages, from page n * SEARCHABLE_BLOCK on
 *	<name>.bin       a shard of the index (search/search_index.h)
 *
 * Pages are numbered by age, the oldest first, so that one more leaves the numbers of the others as they are. The
 * texts themselves are not here: the script shows a part of the page that it finds, and asks for that page.
 */
#ifndef KITH_SITE_SEARCHABLE_H
#define KITH_SITE_SEARCHABLE_H

#include <stddef.h>

#include "base/array.h"
#include "base/str.h"

struct page;
struct person;
struct resolve;
struct section;
struct series;
struct site;

enum {
	SEARCHABLE_BLOCK = 64,         /* pages */
	SEARCHABLE_TEXT_MAX = 4 << 20, /* bytes of a page that are read */
};

struct searchable_file {
	struct str file; /* output path */
	struct str bytes;
};

/* What can be found: a page; with a section, that of its own text; or the page of a person or a series, without one. */
struct searchable_page {
	const struct page *page;
	const struct section *section;
	const struct person *person;
	const struct series *series;
};

struct searchable {
	array_of(struct searchable_page) pages;
	struct searchable_file *files; /* index.json, blocks, shards */
	size_t len, blocks;
	struct str
	        known; /* what the next build is to know of the pages; empty: what this one did */
};

/*
 * Reads all pages that are shown and not kept out of search, and decides which files there are. Sets site->search;
 * it stays NULL when the site has no search page or nothing to find. Before the routes are listed. Warns of folders in
 * `search: {exclude: ...}` that do not exist.
 */
void searchable_gather(struct resolve *r);
/* Writes what has titles in it, when these are final. */
void searchable_write(struct resolve *r);
/* Leaves the words of the pages to the next build of the site in this folder. Not to be able to is no loss worth a word. */
void searchable_save(const struct site *site, int root);

#endif
