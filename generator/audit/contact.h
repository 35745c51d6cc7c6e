/*
 * Addresses that a click hands to another program: mail (RFC 6068) and telephone numbers (RFC 3966).
 */
#ifndef KITH_AUDIT_CONTACT_H
#define KITH_AUDIT_CONTACT_H

#include "base/str.h"

struct arena;

/*
 * What is wrong with a `mailto:` or `tel:` address, to follow its name: "has no @". NULL when nothing is, and for all
 * other addresses. %-escapes are decoded; the arena is scratch.
 */
const char *contact_check(struct arena *arena, struct str url);

#endif
