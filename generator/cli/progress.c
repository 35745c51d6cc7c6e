#include "cli/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "cli/args.h"

struct progress
progress_begin(const struct args *args)
{
	return (struct progress){
		.wanted = isatty(STDERR_FILENO) && !args->given[OPTION_QUIET],
	};
}

void
progress_show(void *context, const char *step, size_t done, size_t total)
{
	struct progress *progress = context;
	size_t percent = total ? done * 100 / total : 0;

	if (!progress->wanted || (progress->step == step && progress->percent == percent))
		return;
	progress->step = step;
	progress->percent = percent;
	progress->shown = true;
	if (total)
		fprintf(stderr, "\r\033[K%s %zu%%", step, percent);
	else
		fprintf(stderr, "\r\033[K%s", step);
	fflush(stderr);
}

void
progress_end(struct progress *progress)
{
	if (progress->shown)
		fputs("\r\033[K", stderr);
	progress->shown = false;
}
