/*
 * Numbers that look random and are not: the same template renders the same page to the same bytes, today
 * and everywhere.
 */
#ifndef KITH_TEMPLATE_CHANCE_H
#define KITH_TEMPLATE_CHANCE_H

#include <stdint.h>

struct vm;

/* The next number from 0 up to, but without, `limit`, which is not 0. */
uint64_t chance_below(struct vm *vm, uint64_t limit);

#endif
