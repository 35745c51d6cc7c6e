/*
 * A small site on disk, loaded up to resolve, for tests of what pages mean to each other; and single routes of
 * it rendered. A test puts files, calls load_site, and looks at `site`.
 */
#ifndef KITH_TESTS_SITE_FIXTURE_H
#define KITH_TESTS_SITE_FIXTURE_H

#include "folder.h"

#include "base/date.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/worker.h"
#include "pipeline.h"
#include "render/directives.h"
#include "render/render.h"
#include "site/route.h"
#include "site/site.h"

/* A configuration of one line; more lines may follow. */
#define PLAIN_SITE "title: T\nbase_url: https://example.org\ntheme: none\n"

static struct diags diags;
static struct pipeline loaded;
static struct pipeline_options load_options;
static const struct site *site;
static bool is_loaded;

/* 2026-06-01, noon. */
enum { TEST_NOW = 1780315200 };

static inline int
enter_site(void **state)
{
	diag_init(&diags);
	load_options = (struct pipeline_options){ .jobs = 1, .as_of = TEST_NOW };
	is_loaded = false;
	site = NULL;
	return enter_folder(state);
}

static inline int
leave_site(void **state)
{
	if (is_loaded)
		pipeline_close(&loaded);
	diag_free(&diags);
	return leave_folder(state);
}

#define WITH_SITE(test) cmocka_unit_test_setup_teardown(test, enter_site, leave_site)

/* Resolves what lies in the test's folder; diagnostics are sorted into `diags`. */
static inline void
load_site(void)
{
	static char path[220];
	snprintf(path, sizeof path, "%s/inside", folder_path);
	load_options.root = str_from(path);
	assert_true(pipeline_load(&loaded, &load_options, &diags));
	is_loaded = true;
	site = loaded.site;
	diag_sort(&diags);
}

/* A page by its path below content/. */
static inline const struct page *
page_at(const char *below)
{
	const struct page *page = map_get(&site->by_source, str_from(below));
	assert_non_null(page);
	return page;
}

static inline const struct section *
section_at(const char *path)
{
	const struct section *section = map_get(&site->by_section, str_from(path));
	assert_non_null(section);
	return section;
}

/* The route of an output file, or NULL. */
static inline const struct route *
route_at(const char *file)
{
	return map_get(&site->by_file, str_from(file));
}

/* The titles of pages, separated by blanks. */
static inline struct str
titles(const page_list *pages)
{
	struct str all[64];
	assert_true(pages->len < 64);
	for (size_t i = 0; i < pages->len; i++)
		all[i] = pages->at[i]->title;
	return str_join(&loaded.arena, all, pages->len, STR(" "));
}

/* All diagnostics as they are printed. */
static inline struct str
said(void)
{
	struct buf buf;
	buf_init(&buf, 1 << 20);
	diag_print(&diags, &buf, false);
	struct str text = str_copy(&diags.arena, buf_view(&buf));
	buf_free(&buf);
	return text;
}

#define expect_said(part)                                            \
	do {                                                         \
		if (str_find(said(), str_from(part)) == STR_NONE) {  \
			print_error(STR_FMT "\n", STR_ARG(said()));  \
			fail_msg("nothing was said of: %s", (part)); \
		}                                                    \
	} while (0)

/* The bytes of one route; "(failed)" with the reason in `diags` when it cannot be rendered. */
static inline struct str
rendered(const char *file)
{
	const struct route *route = route_at(file);
	assert_non_null(route);
	if (!loaded.render) {
		loaded.render = render_new(&loaded.arena, loaded.root, site, &diags);
		directives_render(loaded.render, loaded.workers);
	}
	struct worker *worker = &loaded.workers->at[0];
	struct str bytes;
	buf_clear(&worker->out);
	bool fine = render_route(loaded.render, route, worker, &bytes);
	struct str copy = fine ? str_copy(&loaded.arena, str_trim(bytes)) : STR("(failed)");
	worker_collect(loaded.workers, &diags);
	return copy;
}

#endif
