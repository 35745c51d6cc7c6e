/*
 * Bare addresses become links: https://example.org/a, www.example.org, ada@example.org. As a pass
 * over the tape, by the rules of GitHub Flavored Markdown (section 6.9, extended autolinks).
 */
#ifndef KITH_MARKDOWN_AUTOLINK_H
#define KITH_MARKDOWN_AUTOLINK_H

struct rewrite;

/* Copies the tape and adds the links. Linear in the text. */
void autolink_pass(const struct rewrite *rewrite);

#endif
