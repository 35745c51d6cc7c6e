/*
 * Where the running program lies, for what it finds beside itself when it was not installed.
 */
#ifndef KITH_BASE_PROGRAM_H
#define KITH_BASE_PROGRAM_H

#include "base/array.h"
#include "base/hash.h"
#include "base/str.h"

struct arena;

/* The path of the running program; empty when the system does not tell. */
struct str program_path(struct arena *arena);
/* The source tree that the program was built in and still lies in; empty when there is none. */
struct str program_tree(struct arena *arena);

/* The files that the process runs from: the program, and the libraries loaded so far. */
typedef array_of(struct str) program_file_list;
void program_files(struct arena *arena, program_file_list *out);
/* Of how these files look: another one after each compilation and each update. */
struct hash program_state(struct arena *arena);

#endif
