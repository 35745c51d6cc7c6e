/*
 * `commits:` of log entries: what they tell of in the repository of their project. Only site/ includes this.
 */
#ifndef KITH_SITE_TOLD_COMMIT_H
#define KITH_SITE_TOLD_COMMIT_H

struct resolve;

/*
 * Warns of names that mean no commit, tag or range there, with the nearest one that does. Of a repository that is not
 * the site's own, or that lacks older commits, nothing is said. Needs the references and what repositories tell.
 */
void told_commit_check(struct resolve *r);

#endif
