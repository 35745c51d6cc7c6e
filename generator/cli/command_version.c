/* kith --version: the version and what is built in. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "cli/command.h"
#include "git/repo.h"
#include "highlight/highlight.h"
#include "markdown/markdown.h"
#include "net/http.h"
#include "raster/raster.h"

enum status
command_version(struct diags *diags)
{
	enum status status = STATUS_DONE;
	struct arena arena = ARENA_EMPTY;
	struct buf out;

	buf_init(&out, 4096);
	buf_format(&out,
	        "kith " KITH_VERSION "\n" STR_FMT "\nlibgit2 " STR_FMT "\n%s\n%s\n" STR_FMT "\n",
	        STR_ARG(markdown_version()), STR_ARG(repo_version()), raster_version(),
	        http_version(), STR_ARG(highlight_version(&arena)));
	if (!command_print(buf_view(&out), diags))
		status = STATUS_ENVIRONMENT;
	buf_free(&out);
	arena_free(&arena);
	return status;
}
