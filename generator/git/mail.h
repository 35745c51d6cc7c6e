/*
 * Mail addresses in what people write into commits and tags. They never leave the program.
 */
#ifndef KITH_GIT_MAIL_H
#define KITH_GIT_MAIL_H

#include "base/str.h"

struct arena;

/*
 * The text without addresses: of "Jo Doe <jo@example.org>" stays "Jo Doe", of "jo@example.org" "jo". A
 * view of `text` when there are none, else in the arena.
 */
struct str mail_hide(struct arena *arena, struct str text);

#endif
