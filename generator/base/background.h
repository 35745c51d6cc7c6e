/*
 * One function that runs beside everything else, for work that needs no pool: reading the history while
 * pages are parsed.
 */
#ifndef KITH_BASE_BACKGROUND_H
#define KITH_BASE_BACKGROUND_H

#include <pthread.h>
#include <stdbool.h>

struct background {
	pthread_t thread;
	bool running;
};

/* Starts `function(context)`; where no thread can be had it runs at once. */
void background_start(
        struct background *background, void *(*function)(void *context), void *context);
/* Returns when it is done. What it wrote is visible to the caller then. */
void background_wait(struct background *background);

#endif
