/*
 * Where in the page a statement stands, as the parts of the compiler tell it to compile_spot.c.
 */
#ifndef KITH_TEMPLATE_COMPILE_SPOT_H
#define KITH_TEMPLATE_COMPILE_SPOT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"
#include "template/spot.h"

struct ast;
struct ast_branch;
struct compile;

/* Literal text of the template: the walk goes over it, and it is emitted. */
void compile_spot_text(struct compile *compile, const struct ast *node, struct str text);
/* How a value is written that stands here, behind an error if it must not; and the op for it. */
enum spot_landing compile_spot_value(struct compile *compile, const struct ast *node);
void compile_spot_emit(struct compile *compile, const struct ast *node, enum spot_landing landing);
/* A body that becomes a value, safe in *mark; the place around it is for leaving. */
struct spot compile_spot_enter(struct compile *compile, uint8_t *mark);
void compile_spot_leave(struct compile *compile, const struct ast *node, const struct spot *outside,
        const char *what);
/* Something of its own is rendered here, as from *start. */
void compile_spot_insert(struct compile *compile, const struct ast *node, struct spot *start);
/* Where a block begins; and around its body. The result is what it is safe in. */
void compile_spot_block(
        struct compile *compile, const struct ast *node, struct spot *start, bool stands_here);
uint8_t compile_spot_begin_block(struct compile *compile, const struct spot *start);
void compile_spot_end_block(
        struct compile *compile, const struct ast *node, const struct spot *start);
/* The end of a branch, or of none (NULL): *end is where those before it end. */
void compile_spot_branch(struct compile *compile, const struct ast *node,
        const struct ast_branch *branch, struct spot *end);
/* Before the body of a loop; where it goes on with the next turn; behind its else. */
void compile_spot_loop(struct compile *compile, const struct ast *node, struct spot *start);
void compile_spot_turn(struct compile *compile, const struct ast *node, const struct spot *start);
void compile_spot_loop_end(
        struct compile *compile, const struct ast *node, const struct spot *start);
/* The template begins; extends those that it uses from `first_use` on; ends. */
void compile_spot_start(struct compile *compile);
void compile_spot_extend(struct compile *compile, size_t first_use);
void compile_spot_end(struct compile *compile);

#endif
