#include "base/moment.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/str.h"

/* Nothing is nearer than what lies behind, so nothing is kept while nobody watches. */
static _Atomic int64_t nearest = INT64_MIN;
static _Atomic int64_t watched_from = MOMENT_NEVER;

int64_t
moment_now(int64_t as_of, bool *told)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t seconds;

	*told = true;
	if (as_of != MOMENT_NOT_TOLD)
		return as_of;
	if (epoch && str_to_int(str_from(epoch), &seconds))
		return seconds;
	*told = false;
	return clock_today();
}

void
moment_watch_begin(int64_t now)
{
	atomic_store(&watched_from, now);
	atomic_store(&nearest, MOMENT_NEVER);
}

int64_t
moment_watch_end(void)
{
	atomic_store(&watched_from, MOMENT_NEVER);
	return atomic_exchange(&nearest, INT64_MIN);
}

/* Some ask with a "now" of their own, such as the date of a commit: what lies behind ours stays there. */
static void
keep_nearest(int64_t moment)
{
	int64_t known = atomic_load_explicit(&nearest, memory_order_relaxed);

	if (moment <= atomic_load_explicit(&watched_from, memory_order_relaxed))
		return;
	while (moment < known && !atomic_compare_exchange_weak(&nearest, &known, moment))
		;
}

bool
moment_is_ahead(int64_t moment, int64_t now)
{
	if (moment <= now)
		return false;
	keep_nearest(moment);
	return true;
}
