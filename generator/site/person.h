/*
 * People, and what they did on the site. Pages name them in `authors`, `people` and `thanks`: by a key of
 * data/people.yaml, by a name or another spelling of it. A name that nobody there has is a person all the same, of whom
 * nothing else is known. What git's trailers say of revisions that readers see is told as well.
 *
 *	thanks: [grace]     page->persons->thanks: a mention of Grace Hopper; her person->thanked: the page
 *
 * Lists of pages are newest first.
 */
#ifndef KITH_SITE_PERSON_H
#define KITH_SITE_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/date.h"
#include "base/map.h"
#include "content/page.h"

struct people_entry;
struct person;
struct project;
struct resolve;

/* A person where a page names them. */
struct person_mention {
	size_t index; /* in persons->mentions */
	const struct person *person;
	struct str role, url; /* said by the page of a project; else empty */
};

typedef array_of(const struct person_mention *) person_mentions;

struct person_work {
	const struct project *project;
	struct str role;
};

/* A trailer of commits by which they changed a page. */
struct person_credit {
	const struct person_mention *by;
	const struct page *page;
	struct str
	        key; /* "Reviewed-by"; co-authors: "Co-authored-by"; authors of commits: "Edited-by" */
	struct date date; /* of the newest one; may not be known */
	size_t count;     /* of revisions */
};

typedef array_of(const struct person_credit *) person_credits;

struct person {
	size_t index; /* in persons->list */
	struct str name;
	const struct people_entry *entry;  /* in data/people.yaml; NULL: only a name is known */
	const struct person_mention *self; /* them, wherever they are */
	struct str url, permalink, file;   /* of the page they agreed to, if routes have it */
	struct str photo;                  /* its address; empty: none, or not agreed to */
	page_list wrote, thanked;
	array_of(struct person_work) works;
	person_credits credits;
};

/* Who a page names; page->persons. */
struct page_persons {
	person_mentions authors, people, thanks; /* each person once, in the order of the page */
	person_credits credits;                  /* the newest revision first */
};

struct persons {
	array_of(struct person *)
	        list; /* those of data/people.yaml, then others as pages name them */
	array_of(const struct person_mention *) mentions;
	struct str source;  /* "data/people.yaml"; empty without one */
	size_t entries;     /* how many of `list` are in data/people.yaml */
	struct map by_name; /* of those who are not, folded -> struct person */
};

/*
 * Makes site->persons and page->persons of shown pages. Adds an error for a word that is nearly a key. Needs the order of
 * lists, the projects and the addresses of files.
 */
void person_resolve(struct resolve *r);

/* Of data/people.yaml, with anything to tell of: a page, or something they did? */
bool person_is_told(const struct person *person);
/* Have they agreed to a page, and a feed to follow? */
bool person_has_feed(const struct person *person);

#endif
