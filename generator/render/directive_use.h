/*
 * One directive of a page on its way to HTML: its attributes are compared with what the template declares
 * ({% attributes %}), and the template is given them.
 *
 *	::figure[A *map*]{src=map.png alt="The way" #way .wide}
 *
 *	text         A <em>map</em>
 *	content      empty: it is no container
 *	src          /essays/trip/map.png    where a link in the text would lead
 *	alt          The way
 *	directive    its name, id, class ("figure wide"), ...: record.def
 */
#ifndef KITH_RENDER_DIRECTIVE_USE_H
#define KITH_RENDER_DIRECTIVE_USE_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct buf;
struct diags;
struct markdown_directive;
struct page;
struct render;
struct template;

struct directive_use {
	const struct render *render;
	const struct page *page;
	const struct markdown_directive *directive;
	const struct template *template; /* NULL when there is none, or it is wrong */
	struct str label, content;       /* HTML */
	bool feed;                       /* for readers elsewhere */
	struct arena *scratch;
	struct diags *diags;
	struct span_list *spans; /* NULL: nothing is measured */
};

/* Adds an error for all that the template does not take, or lacks. False when there is one. */
bool directive_use_check(const struct directive_use *use);
/* Tells that there is no such directive, with the nearest of `count` names. */
void directive_use_unknown(const struct directive_use *use, const struct str *names, size_t count);
/* Tells that what the template has made of it cannot stand within a line, if that is so. */
bool directive_use_fits(const struct directive_use *use, struct str html);
/* Appends what the template makes of it. False after adding an error. */
bool directive_use_render(const struct directive_use *use, struct buf *out);

#endif
