#include "activity/horizon.h"

#include "git/walk.h"

enum { DAY_SECONDS = 24 * 60 * 60 };

struct horizon
horizon_at(int64_t now)
{
	return (struct horizon){ .now = now, .from = 0, .until = HORIZON_NONE };
}

bool
horizon_sees(struct horizon *horizon, int64_t seconds)
{
	bool trusted = walk_date_trusted(seconds, horizon->now);
	if (trusted && seconds - DAY_SECONDS > horizon->from)
		horizon->from = seconds - DAY_SECONDS;
	if (!trusted && seconds > horizon->now && seconds - DAY_SECONDS < horizon->until)
		horizon->until = seconds - DAY_SECONDS;
	return trusted;
}
