/*
 * How a comparison is written down: the walk over it (prose_view.c) says what comes, a pen (prose_html.c,
 * prose_text.c) how it looks.
 */
#ifndef KITH_RENDER_PROSE_PEN_H
#define KITH_RENDER_PROSE_PEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "content/front_change.h"
#include "diff/prose_diff.h"
#include "diff/word.h"

struct buf;
struct prose_block;
struct prose_view;

enum prose_word {
#define PROSE_WORD(name, key, one, other) PROSE_WORD_##name,
#include "render/prose_word.def"
#undef PROSE_WORD
	PROSE_WORDS
};

struct prose_pen {
	struct buf *out;
	const struct prose_view *view;
	struct arena arena;
	const struct prose_pen_type *type;
	bool color;    /* text */
	bool in_list;  /* HTML: a <ul> is open */
	bool spaced;   /* text: a blank is due before what comes */
	bool verbatim; /* what is written now has lines */
	bool begun;    /* text: something stands there already */
};

struct prose_pen_type {
	/* Nothing but its look tells what went from what came, so there should be a blank between them. */
	bool parts;
	/* A block, with its text between. `change` tells what happened to it. */
	void (*open_block)(struct prose_pen *pen, const struct prose_change *change,
	        const struct prose_block *block);
	void (*close_block)(struct prose_pen *pen, const struct prose_block *block);
	/* A word in front of the text of a block. */
	void (*label)(struct prose_pen *pen, struct str text);
	/* A list of facts, each of them with a name; runs stand in them as in blocks. */
	void (*open_facts)(struct prose_pen *pen);
	void (*open_fact)(struct prose_pen *pen, struct str key);
	void (*close_fact)(struct prose_pen *pen);
	void (*close_facts)(struct prose_pen *pen);
	/* In a listing: lines that are left out. */
	void (*gap)(struct prose_pen *pen, struct str text);
	/* Of any text: what stayed, went, came. */
	void (*run)(struct prose_pen *pen, enum diff_kind kind, struct str text);
	/* A line of ours: blocks that are left out, or a sentence. */
	void (*fold)(struct prose_pen *pen, struct str text);
	void (*remark)(struct prose_pen *pen, struct str text);
};

/* With `parts` puts a blank of the text beside them into runs of words that went and came in their place. */
void prose_view_part(struct prose_pen *pen, word_runs *runs);

extern const struct prose_pen_type prose_html_pen, prose_text_pen;

/* The word in the language of the view, with its count; in the pen's arena, or as long as the view. */
struct str prose_view_word(struct prose_pen *pen, enum prose_word word, uint64_t count);
/* Has something changed with a block that its text does not show: addresses, its level, its name? Says so. */
void prose_fact_put(struct prose_pen *pen, const struct prose_change *change);
/* The front matter, and the path. */
void prose_fact_front(struct prose_pen *pen, const struct front_changes *changes);

/* An address that went, came, or is another one; of images, too. */
struct prose_fact_link {
	struct str text, before, after; /* either address may be empty */
	bool image;
};

enum { PROSE_FACT_LINKS_COMPARED = 64, PROSE_FACT_LINKS = 2 * PROSE_FACT_LINKS_COMPARED };

/* Fills `out`, which has room for PROSE_FACT_LINKS, and returns how many; none where blocks were divided or joined. */
size_t prose_fact_links(const struct prose_change *change, struct prose_fact_link *out);

/* A flag for each change, in the arena: it is shown. */
bool *prose_view_choose(struct arena *arena, const struct prose_diff *diff);

/* What a comparison consists of. Text in the arena and in the two files. */
struct prose_both {
	struct front_changes front;
	struct prose_diff diff;
	bool too_long, unread;
	bool same_bytes;
};

/* Compares two files. */
void prose_view_compare(struct arena *arena, const struct prose_view *view, struct str before,
        struct str after, struct prose_both *out);

#endif
