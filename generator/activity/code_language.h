/*
 * The languages that a repository is written in, by the suffixes of HEAD's files (suffix.def): how many
 * files, bytes and lines there are now. Copies of other people's work are passed over.
 */
#ifndef KITH_ACTIVITY_CODE_LANGUAGE_H
#define KITH_ACTIVITY_CODE_LANGUAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"
#include "git/repo.h"

struct arena;
struct object_id;

struct code_language {
	struct str name; /* "C", "Python" */
	size_t files;
	uint64_t bytes, lines;
	double share; /* of the bytes, in percent with one decimal */
};

typedef array_of(struct code_language) code_language_list;

/* Files that are longer are data, whatever they are called. */
enum { CODE_LANGUAGE_FILE_MAX = 4 << 20 };

/*
 * The languages of a tree, most bytes first. *missing gets the files that are not at hand, as in a partial
 * clone; then nothing is known and the list is empty. All memory is of the arena.
 */
code_language_list code_language_count(struct arena *arena, const struct repo *repo,
        const struct object_id *tree, repo_ids *missing);

/* The name of a language of suffix.def that somebody has written in any case; empty when it is none. Lasts. */
struct str code_language_known(struct str name);
/* Fills the shares. */
void code_language_share(code_language_list *list);

#endif
