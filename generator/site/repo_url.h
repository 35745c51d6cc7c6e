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
/* A name for a folder: "example.org-ada-quill", the same for all ways to the place. In the arena. */
struct str repo_url_name(struct arena *arena, struct str url);
/* Without a name and a password before the host, which are nobody's business. In the arena. */
struct str repo_url_public(struct arena *arena, struct str url);

/* Where the clone of an address lies below the site's root. In the arena. */
struct str repo_url_clone(struct arena *arena, struct str url);

#endif
