/*
 * The shapes of addresses in kith.yaml. For config.c alone. Each check returns NULL when the text is
 * fine and otherwise what is wrong with it, as a whole clause.
 */
#ifndef KITH_CONFIG_CONFIG_URL_H
#define KITH_CONFIG_CONFIG_URL_H

#include "base/str.h"

struct config;
struct arena;

/* An absolute http or https address without user, query and fragment (RFC 3986). */
const char *config_url_check_base(struct str url);
/* A host name without anything around it (RFC 1123). */
const char *config_url_check_domain(struct str domain);

/* Fills base_url, without slashes at its end, and base_path from a checked address. */
void config_url_set(struct config *config, struct arena *arena, struct str url);

/*
 * A pattern of permalinks such as "/:section/:year/:slug/". *word becomes the part that the clause is
 * about, and *near the token that was probably meant; both may be empty.
 */
const char *config_url_check_permalink(struct str pattern, struct str *word, struct str *near);

#endif
