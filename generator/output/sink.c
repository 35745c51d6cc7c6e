#include "output/sink.h"

const char *
sink_result_name(enum sink_result result)
{
	switch (result) {
	case SINK_NONE: return "none";
	case SINK_NEW: return "new";
	case SINK_CHANGED: return "changed";
	case SINK_DAMAGED: return "damaged";
	case SINK_SAME: return "same";
	case SINK_REFUSED: return "refused";
	case SINK_FAILED: return "failed";
	}
	return "unknown";
}
