/*
 * The folders of a site whose section hands `draft` down to its pages: `cascade: {draft: true}`.
 */
#ifndef KITH_SITE_DRAFT_FOLDER_H
#define KITH_SITE_DRAFT_FOLDER_H

#include <stddef.h>

#include "history/histories.h"

struct arena;
struct page_parsed;

/* In the arena; `pages` may have NULLs. What is wrong in a cascade is for section_cascade to say. */
histories_draft_folders draft_folder_list(
        struct arena *arena, struct page_parsed *const *pages, size_t count);

#endif
