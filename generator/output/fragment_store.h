/*
 * Pieces of HTML that depend on nothing but their key, kept from one build to the next: what has been made for
 * two versions of a page never has to be made again. In the folder of a site it is one file:
 *
 *	"kith fragments 1\n" <state, 16 bytes> <hash of both, 8 bytes>
 *	<key, 16 bytes> <length, 8 bytes> <hash of key, length and value, 8 bytes> <value>     for each piece
 *
 * Numbers are those of the machine; a file of another one is another file. `state` stands for the program that
 * makes the pieces. A file that another program wrote is forgotten; of a damaged one, what stands before the damage
 * is kept. Nothing is lost with it but time, and it may be deleted.
 *
 *	open  -> get, or make and put, from any worker  -> save
 *
 * Threads: get and put take no lock. Each worker has a number, and only one thread at a time may use it; the
 * other functions are for one thread.
 */
#ifndef KITH_OUTPUT_FRAGMENT_STORE_H
#define KITH_OUTPUT_FRAGMENT_STORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/hash.h"
#include "base/str.h"

struct arena;
struct fragment_store;

/* An empty store, in the arena, for workers numbered below `workers`. */
struct fragment_store *fragment_store_new(struct arena *arena, struct hash state, unsigned workers);
/* Takes in what a file has, which must live as long as the store. */
void fragment_store_read(struct fragment_store *store, struct str file);
/* The same from the site's folder; without a file, or one that cannot be read, nothing happens. */
void fragment_store_load(struct fragment_store *store, int root, struct str path);

/*
 * False when it is not known. The value lives as long as the store; so must the arena of both functions, which belongs
 * to this worker.
 */
bool fragment_store_get(struct fragment_store *store, unsigned worker, struct arena *arena,
        struct hash key, struct str *value);
/* Copies the value into the arena. */
struct str fragment_store_put(struct fragment_store *store, unsigned worker, struct arena *arena,
        struct hash key, struct str value);

/* How many were put, of all workers. */
size_t fragment_store_made(const struct fragment_store *store);
/*
 * The file as it should be now; false when it may stay as it is. What nobody asked for stays, until it is more than
 * what somebody did. Does not depend on which worker did what. In the arena.
 */
bool fragment_store_write(struct fragment_store *store, struct arena *arena, struct str *file);
/* The same into the site's folder, all or nothing. A store that cannot be written is no loss worth a word. */
void fragment_store_save(struct fragment_store *store, int root, struct str path);

#endif
