/*
 * Where the summary of a document ends, and its title.
 */
#ifndef KITH_MARKDOWN_SUMMARY_H
#define KITH_MARKDOWN_SUMMARY_H

#include <stdbool.h>
#include <stdint.h>

struct markdown;
struct tape;
struct tape_event;

/*
 * The summary is what stands before <!--more-->, or the first paragraph that has text of its own.
 * Only blocks that lie in no other count.
 */
struct summary_watch {
	uint32_t depth;     /* of blocks */
	uint32_t paragraph; /* where the paragraph we are in begins */
	bool in_paragraph;
	bool has_text;   /* the paragraph is not just an image */
	uint32_t images; /* open */
	bool begun;      /* some block has been seen */
	bool in_title;
};

void summary_see(struct summary_watch *watch, const struct tape *tape,
        const struct tape_event *event, struct markdown *document);

#endif
