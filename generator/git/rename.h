/*
 * Tells moved files from new ones: pairs what a commit removed with what it added.
 */
#ifndef KITH_GIT_RENAME_H
#define KITH_GIT_RENAME_H

#include "git/tree_diff.h"

struct arena;
struct repo;

/*
 * Turns each pair of TREE_REMOVED and TREE_ADDED that is one file into one TREE_RENAMED, and two pages
 * that changed places into two of them. In this order:
 *
 *	1. the same bytes (any file that is not empty), the most similar path first
 *	2. a page of the same file name, when that occurs once on both sides: at least 75 % the same
 *	3. any removed file and an added page: at least 50 % the same, the most similar first
 *
 * Pages are Markdown files. Steps 2 and 3 look into files of up to 8 MiB, and step 3 compares up to a
 * million pairs. A file whose bytes cannot be read is only found by step 1. The order of the changes
 * stays, and nothing but the commit decides. False when a file was missing that might have decided
 * otherwise. Memory is of the arena.
 */
bool rename_find(struct arena *arena, const struct repo *repo, tree_changes *changes);

#endif
