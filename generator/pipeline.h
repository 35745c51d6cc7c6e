/*
 * A build from the first file read to the last one published. Start reading kith here: pipeline_build is
 * the table of contents of the whole program.
 *
 *	open      the folder, kith.yaml, the theme
 *	read      which files there are; the history begins to load beside
 *	parse     front matter and Markdown of every page, in parallel
 *	resolve   one const site: sections, terms, order, links, routes
 *	render    every route to bytes, in parallel, written aside
 *	publish   one short commit, or nothing at all
 *
 * When nothing has changed since the last build there is none of this but what it said: freshness/reuse.h.
 */
#ifndef KITH_PIPELINE_H
#define KITH_PIPELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/moment.h"
#include "base/str.h"
#include "content/source.h"
#include "data/value.h"
#include "freshness/ledger.h"
#include "output/sink.h"
#include "site/chronicle.h"

struct config;
struct reuse;
struct page_parsed;
struct render;
struct renewal;
struct site;
struct span_list;
struct theme;
struct workers;

#define PIPELINE_NO_TIME MOMENT_NOT_TOLD

struct pipeline_options {
	struct str root;     /* the site's folder, absolute or relative to the working directory */
	struct str output;   /* where it goes; empty: public/ below the root */
	struct str base_url; /* instead of kith.yaml's; empty: as configured */
	bool drafts, future;
	bool clean;    /* write every file again */
	bool whole;    /* make every page, even when nothing has changed since the last build */
	bool measure;  /* what takes time: pipeline.workers have it, and pipeline.beside */
	unsigned jobs; /* workers; 0: one per processor */
	int64_t as_of; /* what "now" is, in seconds since 1970; PIPELINE_NO_TIME: the clock */
	struct str
	        past; /* a file, from the root, that git is asked of even if it is gone; or empty */
	/* Called on the caller's thread as work goes on; total is 0 when it is not known. May be NULL. */
	void (*progress)(void *context, const char *step, size_t done, size_t total);
	void *context;
};

enum pipeline_step {
	PIPELINE_OPEN,
	PIPELINE_READ,
	PIPELINE_PARSE,
	PIPELINE_RESOLVE,
	PIPELINE_RENDER,
	PIPELINE_PUBLISH,
	PIPELINE_STEPS
};

struct pipeline_report {
	int64_t nanos[PIPELINE_STEPS];
	bool reused; /* nothing has changed, so no page was made and there is no site */
	struct ledger_summary summary;
	struct sink_report output;
	uint64_t peak_memory; /* bytes */
};

/* A build under way. Fields are filled step by step and const afterwards. */
struct pipeline {
	struct arena arena; /* of what is read and parsed, and of the settings */
	struct arena build; /* of the site that is made of it: from `site` on */
	struct workers *workers;
	int root; /* descriptor of the site's folder */
	const struct pipeline_options *options;
	struct diags *diags;
	int64_t now;
	bool now_told; /* and not taken from the clock */
	struct config *config;
	struct str name; /* base_url as kith.yaml has it: which site the output belongs to */
	struct theme *theme;
	struct sources sources;
	struct page_parsed **pages; /* by source; NULL where parsing failed */
	struct chronicle chronicle;
	struct span_list *beside; /* what its reader was at; NULL unless that is measured */
	struct value data;
	struct highlight *highlight; /* NULL when code is to have no colours */
	struct site *site;
	struct render *render;
	struct renewal *renewal;   /* what is kept of the last build; NULL: nothing can be */
	enum sink_result *results; /* by route */
	struct reuse
	        *reuse; /* what the last build left, or this one leaves; only of pipeline_build */
	bool refused;   /* not the site was wrong: a folder, the disk, the memory */
	struct pipeline_report report;
};

/*
 * Builds a site into its output folder. All that is wrong is in `diags`, unsorted; the output is touched only when there is no error. On
 * return `pipeline` holds what was made, in the report alone when nothing has changed; the caller ends with pipeline_close in
 * every case. True when it was published.
 */
bool pipeline_build(
        struct pipeline *pipeline, const struct pipeline_options *options, struct diags *diags);
/* Only up to resolve: for commands that ask about a site. False when there is no site to ask. */
bool pipeline_load(
        struct pipeline *pipeline, const struct pipeline_options *options, struct diags *diags);
/*
 * Resolves a loaded site once more, from the pages as they were parsed: `site` is a new one, and all that was made of
 * the one before is void. What is wrong with the site is said again.
 */
void pipeline_again(struct pipeline *pipeline);
/*
 * Renders every route of a loaded site into a sink of the caller's, who commits and closes it. Errors that were found
 * before do not keep it from finding the rest.
 */
void pipeline_render(struct pipeline *pipeline, struct sink *sink);
void pipeline_close(struct pipeline *pipeline);

/* "open", "read", ... */
const char *pipeline_step_name(enum pipeline_step step);

#endif
