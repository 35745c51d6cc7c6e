/*
 * What a page says of itself to search engines, in the words of schema.org, for
 *
 *	<script type="application/ld+json">{{ json_ld(page) }}</script>
 *
 * The engine writes values in a script as JSON that cannot end it (`<` is \u003c), so this makes values alone.
 *
 *	front page         ProfilePage about the author, a Person; of a site without one a WebSite
 *	essay, log entry   BlogPosting; a lesson is an Article, an ask and any other page a WebPage
 *	project            SoftwareSourceCode with `repo`, else CreativeWork
 *	below a section    and a BreadcrumbList
 */
#ifndef KITH_RENDER_JSON_LD_H
#define KITH_RENDER_JSON_LD_H

#include "data/value.h"

struct arena;
struct view;

/* A MAP in the arena, or none when there is nothing to say. Of other views than pages and sections there is nothing. */
struct value json_ld_page(const struct view *page, struct arena *arena);
struct value json_ld_section(const struct view *section, struct arena *arena);

#endif
