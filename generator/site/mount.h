/*
 * Which folders of a site have their history in a repository that a person named: `history:` of a
 * section's front matter, and that of kith.yaml for all of content/.
 */
#ifndef KITH_SITE_MOUNT_H
#define KITH_SITE_MOUNT_H

#include <stddef.h>

#include "history/histories.h"

struct arena;
struct config;
struct page_parsed;

/* What kith.yaml says, in the arena; NULL when it names none. */
const struct histories_mount *mount_of_site(struct arena *arena, const struct config *config);

/* What the sections say; `pages` may have NULLs. Their texts are those of the pages. */
histories_mounts mount_of_sections(
        struct arena *arena, struct page_parsed *const *pages, size_t count);

#endif
