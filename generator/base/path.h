/*
 * Paths and URLs as text: joined, taken apart and, above all, checked. Whatever becomes a file name
 * of the output has passed path_check.
 */
#ifndef KITH_BASE_PATH_H
#define KITH_BASE_PATH_H

#include <stdbool.h>

#include "base/str.h"

struct arena;

/* Limits of one name and of a whole path, in bytes; below every file system that matters. */
enum { PATH_COMPONENT_MAX = 240, PATH_MAX_BYTES = 1000 };

/*
 * Is this a relative path that is safe to write below the output? Refused: empty, absolute, empty
 * or "." or ".." components, a backslash, control characters, invalid UTF-8, ".git", too long.
 * Returns NULL when it is fine and otherwise what is wrong with it, to follow "the path ".
 */
const char *path_check(struct str path);

struct str path_dir(struct str path);  /* "a/b/c.md" -> "a/b", "c.md" -> "" */
struct str path_base(struct str path); /* "a/b/c.md" -> "c.md" */
struct str path_stem(struct str path); /* "a/b/c.tar.gz" -> "c.tar": base without extension */
struct str path_ext(struct str path);  /* "a/b/c.md" -> ".md"; none for "a" and ".a" */
/* Is it the name of a page? Its extension says so. */
bool path_is_markdown(struct str path);

/* "a" + "b/c" -> "a/b/c"; an empty side gives the other one. */
struct str path_join(struct arena *arena, struct str a, struct str b);

/*
 * `link` seen from the folder `dir` ("" is the root), with "." and ".." worked out by text alone:
 * ("essays", "../projects/quill/index.md") -> "projects/quill/index.md". A leading '/' starts at
 * the root. Slashes at the end or in a row are dropped. False when it would climb above the root.
 */
bool path_resolve(struct arena *arena, struct str dir, struct str link, struct str *out);

/* Does the path lie in the folder, or in one below it? All lies in "". */
bool path_is_below(struct str folder, struct str path);

/*
 * What stands behind the first folder of that name, wherever it lies: ("site/content/a/b.md", "content") -> "a/b.md". False,
 * and nothing, when there is none.
 */
bool path_behind(struct str path, struct str folder, struct str *behind);

/* Percent-decodes once; false for a broken escape or a decoded NUL. */
bool path_decode(struct arena *arena, struct str url, struct str *out);

#endif
