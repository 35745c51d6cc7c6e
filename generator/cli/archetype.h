/*
 * What a page of a type begins with. The lines above its front matter say where it goes, and are dropped:
 *
 *	path: content/log/{{date}}-{{slug}}.md
 *	project: content/projects/{{project}}/log/{{date}}-{{slug}}.md
 *	---
 *	title: "{{title}}"
 */
#ifndef KITH_CLI_ARCHETYPE_H
#define KITH_CLI_ARCHETYPE_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct diags;

struct archetype {
	struct str path;
	struct str project; /* for a page of a project; may be empty */
	struct str title;   /* of a page without another one; may be empty */
	struct str text;
};

/*
 * The site's archetypes/<type>.md comes before a type of kith.yaml, and that before the built-in ones. Words in
 * braces are still in it. False after adding an error. In the arena.
 */
bool archetype_find(
        int root, struct arena *arena, struct str type, struct archetype *out, struct diags *diags);

#endif
