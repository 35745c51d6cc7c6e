/*
 * Files that are part of the program: the built-in templates of feeds, sitemap, robots and the like,
 * the site that `kith init` writes, the archetypes of `kith new`. The build turns the folders named
 * by EMBED in the Makefile into one table; adding a file to such a folder is all there is to do.
 *
 *	generator/render/builtin/atom.xml    "atom.xml"
 *	generator/cli/skeleton/kith.yaml     "init/kith.yaml"
 *	generator/cli/archetypes/essay.md    "archetypes/essay.md"
 *
 * Threads: constant data.
 */
#ifndef KITH_RENDER_BUILTIN_H
#define KITH_RENDER_BUILTIN_H

struct builtin_file {
	const char *name;  /* as above, with '/' */
	const char *bytes; /* followed by a NUL that len does not count */
	unsigned long len;
};

/* Sorted by the bytes of the name. */
extern const struct builtin_file builtin_files[];
extern const unsigned long builtin_files_len;

#endif
