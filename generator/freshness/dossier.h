/*
 * What a build leaves for the next one: the facts that its artifacts were made from. The file:
 *
 *	kith facts 1
 *	sum of the rest (8 bytes), key (16), hash of the manifest it belongs to (16)
 *	names of objects, each behind its length
 *	sets, 32 bytes each
 *	facts, by object: how many objects further, set * 2 + whether it could be told, hash (8 bytes)
 *	artifacts: name of its route's object, head (8 bytes), numbers of its facts as steps, behind their length
 *
 * Numbers are varints, and each of the four lists stands behind its count. It is a cache: whatever is wrong with it, it is
 * forgotten whole. Numbers of eight bytes and more are as the machine has them, for the file never leaves it; on another
 * one the sum is wrong.
 */
#ifndef KITH_FRESHNESS_DOSSIER_H
#define KITH_FRESHNESS_DOSSIER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/array.h"
#include "base/hash.h"
#include "base/str.h"
#include "freshness/reads.h"

struct arena;
struct buf;

struct dossier_fact {
	uint32_t object; /* of dossier->names */
	uint32_t set;    /* of dossier->sets */
	uint64_t hash;
	bool told; /* false: its hash is none, and it is never the same */
};

struct dossier_artifact {
	uint32_t object;  /* what its template was given: of dossier->names */
	uint64_t head;    /* of all that is no fact: its template, its language */
	struct str facts; /* steps from one number to the next; see dossier_next */
};

struct dossier {
	struct hash key;      /* of all that, when it changes, changes everything */
	struct hash manifest; /* of the build that left it */
	array_of(struct str) names;
	reads_sets sets;
	array_of(struct dossier_fact) facts;
	array_of(struct dossier_artifact) artifacts;
};

/* Its name in the state folder of an output. */
#define DOSSIER_NAME "facts"
/* A larger file is forgotten. */
enum { DOSSIER_MAX_BYTES = 1 << 30 };

/* Appends the file. */
void dossier_write(const struct dossier *dossier, struct buf *out);
/*
 * Reads one. False, and it is empty, unless every byte is as it was written: all numbers in it are then below what they
 * count. Texts are views of `text`, lists lie in the arena.
 */
bool dossier_read(struct str text, struct arena *arena, struct dossier *out);
/* Appends one number to the facts of an artifact; they rise. *last begins with 0. */
void dossier_put(struct buf *facts, uint32_t fact, uint32_t *last);
/* Takes the next fact of an artifact; false behind the last. *last begins with 0. */
bool dossier_next(struct str *facts, uint32_t *last);

#endif
