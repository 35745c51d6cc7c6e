/*
 * Two versions of a page side by side, as one text: what a reader sees who wants to know what changed.
 *
 *	<div class="prose-diff">
 *	<ul class="diff-facts"><li><span class="diff-key">stage</span>: <del>seedling</del> → <ins>budding</ins></li></ul>
 *	<p class="diff-fold">… 7 paragraphs unchanged …</p>
 *	<h3 class="diff-heading">Why</h3>
 *	<p class="diff-edited">Half of the <del>time</del><ins>work</ins> went into files.</p>
 *	</div>
 *
 * Classes, for themes: the whole is `prose-diff`. A block has what happened to it, `diff-edited`, `diff-added`,
 * `diff-removed`, `diff-moved`, `diff-left` (it stood here, and is elsewhere now; the begin of it in a line)
 * or none if it is the same, and what it is, `diff-heading` (an <h3>, of whatever level it is), `diff-quote`,
 * `diff-callout`, `diff-directive`, `diff-row` (its cells between " | "), `diff-caption`, `diff-term`,
 * `diff-definition`, `diff-note`, `diff-image`, `diff-rule`, `diff-math`, `diff-code` (a <pre>) or none for
 * paragraphs; items are <li> in <ul class="diff-items">, those inside others `diff-deep`. Around them:
 * `diff-facts` (lists: front matter in front of all; addresses, levels behind a block), `diff-key`,
 * `diff-fold`, `diff-remark` (a sentence of ours), `diff-label` (a word of ours in front of a text: "moved
 * here:"), `diff-break` (the sign where a paragraph was divided).
 * `diff-said` are words for those who do not see colours ("[removed: " and "] "), in <ins> and <del>: a style takes
 * them out of sight and leaves them to screen readers; in text browsers they stand there.
 *
 * In a changed block, without its <ins> stands the old text, and without its <del> the new one (apart
 * from the <span>s, which are ours; of a long listing the lines near a change). All text is escaped; there are no scripts, no ids, no links.
 */
#ifndef KITH_RENDER_PROSE_VIEW_H
#define KITH_RENDER_PROSE_VIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "markdown/markdown.h"

struct arena;
struct buf;
struct writer_json;

/*
 * Bytes of a version; of longer ones, and of those with more than 20,000 paragraphs, it is only said that they are
 * too long to be compared.
 */
enum { PROSE_VIEW_MAX = 1 << 20 };

struct prose_view {
	struct markdown_options
	        options; /* for both versions: page_markdown_options, the page's language */
	/* Paths, to say that it was renamed: empty where one is not known. */
	struct str path_before, path_after;
	/*
	 * What to say for a key of prose_word.def, in the form that goes with the count and with "{count}" in its
	 * place. Empty, or NULL: English. prose_say does it for themes.
	 */
	struct str (*word)(const void *words, struct str key, uint64_t count);
	const void *words;
};

/*
 * Appends the fragment for two whole Markdown files with their front matter, either of which may be
 * empty: the page began or ended there. It depends on nothing but what is given here. Thread-safe.
 */
void prose_view_html(
        struct buf *out, const struct prose_view *view, struct str before, struct str after);
/* The fragment without `diff-said`, for readers whose style is not ours. In the arena. */
struct str prose_html_unsaid(struct arena *arena, struct str html);
/* For a terminal: [-removed-]{+added+}, or in colour. What would control the terminal is made visible. */
void prose_view_text(struct buf *out, const struct prose_view *view, struct str before,
        struct str after, bool color);
/* One object, {"problems": [...], "front": [...], "blocks": [...]}; the manual says what is in them (git.md). */
void prose_json_put(struct writer_json *json, const struct prose_view *view, struct str before,
        struct str after);

/* The `word` whose `words` are a struct theme_language: its message for the key, "" when it has none. */
struct str prose_say(const void *language, struct str key, uint64_t count);

#endif
