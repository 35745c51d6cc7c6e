/* A thread is the one way to a stack of a chosen size that all systems have. */
#include "base/deep.h"

#include <pthread.h>
#include <signal.h>

struct deep_call {
	deep_work *work;
	void *context;
};

static void *
thread_main(void *context)
{
	const struct deep_call *call = context;
	call->work(call->context);
	return NULL;
}

/* Signals are for the main thread, as with those of the pool. */
bool
deep_run(size_t bytes, deep_work *work, void *context)
{
	struct deep_call call = { work, context };
	pthread_attr_t attributes;
	pthread_t id;
	sigset_t all, before;
	if (pthread_attr_init(&attributes) != 0)
		return false;
	bool runs = pthread_attr_setstacksize(&attributes, bytes) == 0;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	runs = runs && pthread_create(&id, &attributes, thread_main, &call) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attributes);
	return runs && pthread_join(id, NULL) == 0;
}
