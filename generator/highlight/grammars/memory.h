/* Stands before each C file of a grammar: its memory is the library's, which kith counts (ration.h). */
#ifndef KITH_HIGHLIGHT_GRAMMARS_MEMORY_H
#define KITH_HIGHLIGHT_GRAMMARS_MEMORY_H

#include <stdlib.h>

extern void *(*ts_current_malloc)(size_t size);
extern void *(*ts_current_calloc)(size_t count, size_t size);
extern void *(*ts_current_realloc)(void *memory, size_t size);
extern void (*ts_current_free)(void *memory);

#define malloc ts_current_malloc
#define calloc ts_current_calloc
#define realloc ts_current_realloc
#define free ts_current_free

#endif
