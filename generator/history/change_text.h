/*
 * How much each change of a page did to its text, and whether that is anything to a reader.
 */
#ifndef KITH_HISTORY_CHANGE_TEXT_H
#define KITH_HISTORY_CHANGE_TEXT_H

struct pool;
struct repo;
struct walk;

enum {
	CHANGE_TEXT_MAX_BYTES = 1 << 20, /* of a version of a page; larger ones are not looked at */
	CHANGE_TEXT_MAX = 1 << 20,       /* changes of pages; of a longer history none is counted */
};

/*
 * For every change of a Markdown file in the walk whose commit is not `known`, after changes_find: sets `lines`, `words`,
 * `counted`, `read`, `draft` and `draft_before` (also of a version that still waited for its `date`, or for that in its
 * name), and narrows TREE_CONTENT to TREE_FRONT when only the front matter
 * differs, or to TREE_BLANKS when only white space does. What was added or removed whole stays TREE_CONTENT. A change
 * with a version that is binary, too large, kept by Git LFS or missing (a clone made with
 * --filter=blob:none; nothing is fetched) stays as it was, not counted; `read` and `draft` need only the version after it.
 *
 * Of a merge the first parent is what came before. `pool` may be NULL; the result is the same with any
 * number of workers.
 */
void change_text_measure(struct walk *walk, const struct repo *repo, struct pool *pool);

#endif
