/*
 * Markdown in two steps. md4c pushes its events once onto a tape; headings, links, summary and word
 * count are passes over the tape; HTML is emitted later, when every link's target is known.
 *
 *	parse (any worker)      text -> tape, headings[], links[], images
 *	resolve (one thread)    whoever owns the page decides what each link means
 *	emit (any worker)       tape + targets -> HTML, for the page, for a feed, for a summary
 *
 * Thread-safe: a document is const after markdown_parse.
 */
#ifndef KITH_MARKDOWN_MARKDOWN_H
#define KITH_MARKDOWN_MARKDOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "markdown/document.h"

struct arena;
struct buf;
struct diags;

/* What is done with raw HTML. */
enum markdown_html { MARKDOWN_HTML_ALLOW, MARKDOWN_HTML_ESCAPE, MARKDOWN_HTML_DROP };

struct markdown_options {
	enum markdown_html html;
	bool commonmark;     /* nothing but CommonMark: no GFM, no heading ids */
	bool math;           /* $...$ and $$...$$ are kept as equations */
	bool hard_wraps;     /* every newline in a paragraph is a line break */
	bool wiki_links;     /* [[Page]] and ![[image.png]] */
	bool mark, ins;      /* ==marked== and ++inserted++ */
	bool sub, sup;       /* H~2~O and x^2^ */
	bool emoji;          /* :tada: */
	bool smart;          /* quotation marks, dashes and an ellipsis as printers set them */
	struct str language; /* of the page, for that; empty: English */
	uint32_t toc_depth;  /* deepest heading level in the contents tree; 0 means 3 */
};

/* Where a document stands in its file, for line numbers. */
struct markdown_source {
	struct str path; /* as shown to a person */
	struct str file; /* the whole file, for excerpts */
	/* The part to parse. It lies inside `file` and at least 16 readable bytes follow it. Where
	 * these are zeroes, as fs_read leaves them, no copy is made. */
	struct str text;
};

/*
 * Parses into the arena. NULL after adding an error (nesting too deep, output too large, ...);
 * after an error in a directive there is a document all the same.
 * Invalid UTF-8 and NUL become U+FFFD with a warning that has their line. The document refers to
 * the text, which has to live as long.
 */
struct markdown *markdown_parse(struct arena *arena, const struct markdown_source *source,
        const struct markdown_options *options, struct diags *diags);

/* What a link or image has become. */
struct markdown_target {
	struct str url;         /* empty: as written */
	uint32_t width, height; /* of an image; 0 unknown */
	bool broken;            /* shown as plain text */
	bool external;          /* on another host */
};

struct markdown_emit {
	/* One per link of the document; NULL: all as written. */
	const struct markdown_target *targets;
	/* URLs become absolute with this, "https://example.org/essays/cache/"; empty: they stay. */
	struct str base;
	uint32_t from, to; /* events; to == 0 means the end */
	/* For readers elsewhere: plain elements, no ids, no anchors; raw HTML loses scripts,
	 * styles, forms, frames and every attribute that is not known to be harmless. */
	bool feed;
	bool ids;               /* what has an id shows it: not where several texts are on a page */
	bool heading_anchors;   /* a link to itself behind every heading's text */
	bool lazy_images;       /* loading=lazy on all but the first image */
	uint32_t heading_shift; /* added to heading levels, at most to 6 */
	struct str external_rel; /* rel= of links to other hosts; empty: none */
	bool external_new_tab;   /* they open in a window of their own */
	/*
	 * Tells what each byte of code in a language is: sets `classes`, which has a zero for each
	 * byte of the text, to values of enum code_class. NULL: code has no colours. The language is
	 * empty where none is named. It is called from any thread.
	 */
	void (*highlight)(
	        void *highlighter, struct str language, struct str text, unsigned char *classes);
	void *highlighter;
	bool line_numbers; /* listings have them unless they say otherwise */
	/*
	 * Appends what becomes of a directive, whose label and content are given as HTML; false after an
	 * error. Inner ones come before those they are in. NULL: <div class="name">, <span class="name">.
	 */
	bool (*directive)(void *directives, const struct markdown_directive *directive,
	        struct str label, struct str content, struct buf *out);
	void *directives;
	/*
	 * What has become of outermost directives before, by their index; at == NULL: nothing yet.
	 * Without `ids` it is written without those.
	 */
	const struct str *rendered;
	/* A word of word.def in the language of the page, or empty; NULL: all in English. */
	struct str (*word)(const void *words, struct str key);
	const void *words;
};

/* Appends HTML. False when the buffer is full. */
bool markdown_emit(
        const struct markdown *document, const struct markdown_emit *how, struct buf *out);
/* Appends the inline HTML of one heading, for contents lists. */
bool markdown_emit_heading(const struct markdown *document, const struct markdown_heading *heading,
        const struct markdown_emit *how, struct buf *out);
/*
 * Appends the plain text between two events, white space folded, at most `max` characters (0: all).
 * One that is longer is cut behind a word and ends with "…".
 */
void markdown_plain(
        const struct markdown *document, uint32_t from, uint32_t to, size_t max, struct buf *out);
/*
 * Appends the sentence that a link stands in as plain text, of about `max` characters at most: of a longer one the
 * part around the link, with "…" for what is cut.
 */
void markdown_sentence(const struct markdown *document, size_t link, size_t max, struct buf *out);
/* Minutes to read at 230 words or 500 ideographs a minute, at least 1 when there is text. */
uint32_t markdown_minutes(const struct markdown *document);
/* md4c's version and the CommonMark version it states, for --version. */
struct str markdown_version(void);

#endif
