/*
 * The files of HEAD, under the names by which a site knows them: relative to the site's root, which may
 * be a folder of the repository, with symbolic links inside the repository followed.
 */
#ifndef KITH_GIT_HEAD_FILES_H
#define KITH_GIT_HEAD_FILES_H

#include <stdbool.h>

#include "base/map.h"
#include "base/str.h"
#include "git/object.h"

struct arena;
struct repo;

/* A file of HEAD's tree. */
struct head_file {
	struct str path; /* relative to the repository */
	enum object_mode mode;
	struct object_id id;
	struct str target; /* of a symbolic link, as far as links are followed; else empty */
};

/* Where a site lies in the repository; paths relative to it, "" for its root. */
struct head_place {
	struct str root; /* the site */
	bool has_root;   /* false: the site is elsewhere, only its content is in the repository */
	struct str content;    /* the content folder as the site calls it ("content") */
	struct str content_at; /* the real place of that folder */
};

/*
 * Path in the repository -> struct head_file, for all files of HEAD. False when its tree cannot be read;
 * the map is then empty.
 */
bool head_files_read(struct arena *arena, const struct repo *repo, const struct object_id *tree,
        struct map *all);

/*
 * Site path -> struct head_file, for all files of the site among `all`. Two paths may lead to one file:
 * a symbolic link is the file it points at.
 */
void head_files_list(struct arena *arena, const struct map *all, const struct head_place *place,
        struct map *out);

#endif
