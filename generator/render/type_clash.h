/*
 * Types of kith.yaml whose names, or those of their keys, mean something else to templates.
 */
#ifndef KITH_RENDER_TYPE_CLASH_H
#define KITH_RENDER_TYPE_CLASH_H

struct diags;
struct render;

/*
 * Adds an error for a type whose template would be that of another kind of page (`section`), and for a key
 * that kith answers itself (`words`). Behind view_prepare.
 */
void type_clash_report(const struct render *render, struct diags *diags);

#endif
