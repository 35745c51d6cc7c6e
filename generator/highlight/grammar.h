/*
 * Where grammars are, and how one is opened. A grammar is a program, so it is taken from where kith was
 * installed or built, never from the folder of a site:
 *
 *	$KITH_GRAMMARS           one folder, its path absolute; if set, the only one
 *	LIBDIR/kith/grammars     where `make install` puts them
 *	build/grammars           of the source tree that the program was built in
 */
#ifndef KITH_HIGHLIGHT_GRAMMAR_H
#define KITH_HIGHLIGHT_GRAMMAR_H

#include "base/hash.h"
#include "base/str.h"

struct arena;
struct syntax;

/* The first of these folders that is there; empty when none is. */
struct str grammar_folder(struct arena *arena);
/* What the grammars of a folder are made from; of two folders that differ it differs too. */
struct hash grammar_state(struct str folder);

struct grammar {
	struct syntax *syntax; /* NULL: it cannot be used */
	void *module;
	const char *why;
};

/* Opens one by its name; what it needs lives in the arena. */
void grammar_open(struct grammar *grammar, struct arena *arena, struct str folder, struct str name);
void grammar_close(struct grammar *grammar);

#endif
