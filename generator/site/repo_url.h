/*
 * Addresses of repositories, as `repo:` of a project has them. What does not look like one is a path.
 *
 *	https://example.org/ada/quill.git    ssh://git@example.org/quill    git://...    file:///srv/quill.git
 *	git@example.org:ada/quill.git        the short form of ssh
 */
#ifndef KITH_SITE_REPO_URL_H
#define KITH_SITE_REPO_URL_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

/* Is it meant as an address, good or bad? */
bool repo_url_is(struct str text);
/*
 * Why it cannot be given to git, to follow "the address "; NULL when it can: one of the four protocols or the short form,
 * nothing that git or ssh might take for an option, no blanks and control characters.
 */
const char *repo_url_check(struct str url);
/*
 * A name for a folder: "example.org-ada-quill-0123456789ab". Its last part is of the whole address, since
 * "a/b" and "a-b" read the same. In the arena.
 */
struct str repo_url_name(struct arena *arena, struct str url);
/*
 * What others may see of it: no name nor password before the host, no query, no fragment. In the arena, or a
 * view of it.
 */
struct str repo_url_public(struct arena *arena, struct str url);
/* Is something left out there that may be a secret? The name alone is none of ssh. */
bool repo_url_has_secret(struct str url);
/* A sentence with the addresses in it as others may see them. In the arena, or a view of it. */
struct str repo_url_hide(struct arena *arena, struct str text);

/* Where the clone of an address lies below the site's root. In the arena. */
struct str repo_url_clone(struct arena *arena, struct str url);

#endif
