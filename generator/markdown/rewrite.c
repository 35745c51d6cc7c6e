#include "markdown/rewrite.h"

#include <stdarg.h>

#include "base/diag.h"
#include "markdown/markdown.h"
#include "markdown/position.h"

void
rewrite_warn(
        const struct rewrite *rewrite, size_t offset, const char *help, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	struct str problem = str_vformat(rewrite->arena, format, args);
	va_end(args);
	position_move(rewrite->position, offset);
	struct place place = { rewrite->file->path, rewrite->position->line,
		rewrite->position->column, 1 };
	diag_warning(rewrite->diags, place, rewrite->file->file, STR_FMT, STR_ARG(problem));
	diag_help(rewrite->diags, "%s", help);
}
