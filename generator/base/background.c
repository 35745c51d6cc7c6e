#include "base/background.h"

void
background_start(struct background *background, void *(*function)(void *context), void *context)
{
	background->running = !pthread_create(&background->thread, NULL, function, context);
	if (!background->running)
		function(context);
}

void
background_wait(struct background *background)
{
	if (background->running)
		pthread_join(background->thread, NULL);
	background->running = false;
}
