/*
 * Colours for the code of a site. Languages are those of language.def; a grammar is opened when the
 * first piece of code asks for it, and what was found out is kept by the content of the code, within a
 * build and in the site's .kith/ for the next one.
 *
 * Threads: highlight_code may be called from any, everything else from one while no other is in it.
 */
#ifndef KITH_HIGHLIGHT_HIGHLIGHT_H
#define KITH_HIGHLIGHT_HIGHLIGHT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/hash.h"
#include "base/str.h"

struct arena;
struct diags;
struct highlight;
struct place;

/* Lives in the arena, until highlight_close. Opens no grammar yet. */
struct highlight *highlight_open(struct arena *arena);
void highlight_close(struct highlight *highlight);

/*
 * Reads and writes what is kept in the folder of a site. What is lost or damaged is found out again. With `some`, not all
 * of the site's code was asked for; otherwise what nobody asked for is forgotten.
 */
void highlight_load(struct highlight *highlight, int root);
void highlight_save(struct highlight *highlight, int root, bool some);
/* Changes when colours may: with the grammars and with what kith makes of them. Zero without any. */
struct hash highlight_state(const struct highlight *highlight);

/* markdown_emit.highlight, its context a struct highlight. */
void highlight_code(void *highlight, struct str language, struct str text, unsigned char *classes);

/* How many pieces of code this thread could not colour so far: highlight_report tells of them. */
size_t highlight_gaps(void);

/* The place of the first listing in a language, as its author writes it; no path: unknown. */
typedef struct place highlight_find(void *context, struct str language);

/* Notes on what could not be coloured so far and why, one for each reason. `find` may be NULL. */
void highlight_report(
        struct highlight *highlight, highlight_find *find, void *context, struct diags *diags);

/* For --version: what colours code, or what is missing. In the arena. */
struct str highlight_version(struct arena *arena);

#endif
