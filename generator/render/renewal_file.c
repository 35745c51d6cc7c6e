/* Where what is known of the last build lies: beside the hints of its output. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/fs.h"
#include "base/program.h"
#include "config/config.h"
#include "config/theme.h"
#include "freshness/dossier.h"
#include "highlight/highlight.h"
#include "output/location.h"
#include "output/sink.h"
#include "render/renewal.h"
#include "render/renewal_parts.h"
#include "render/view.h"
#include "site/site.h"

/* All that is no fact and changes everything when it changes. */
static struct hash
key_of(const struct render *render, struct arena *arena)
{
	const struct site *site = render->site;
	struct str today = str_format(arena, "%lld %d %d", (long long)site->today.seconds,
	        site->today.offset, site->today.precision);
	struct hash key = hash_join(site->config->fingerprint, site->theme->fingerprint);

	key = hash_join(key, hash_of(site->config->base_url));
	key = hash_join(key, hash_of(today));
	if (render->highlight)
		key = hash_join(key, highlight_state(render->highlight));
	return hash_join(key, program_state(arena));
}

struct renewal *
renewal_open(struct arena *arena, struct render *render, struct workers *workers,
        const struct sink *sink, bool all)
{
	struct sink_disk_state state;
	struct str last = STR_EMPTY;
	struct renewal *renewal;
	struct hash manifest;

	if (!sink_keeps(sink))
		return NULL;
	state = sink_disk_state(sink);
	if (state.folder >= 0)
		(void)fs_read(
		        state.folder, STR(DOSSIER_NAME), arena, DOSSIER_MAX_BYTES, &last, NULL);
	renewal = renewal_new(arena, render, workers, key_of(render, arena), last);
	if (all || (renewal_manifest(renewal, &manifest) && !hash_eq(manifest, state.manifest)))
		renewal_forget(renewal);
	renewal_decide(renewal);
	return renewal;
}

void
renewal_save(struct renewal *renewal, const struct sink *sink)
{
	struct sink_disk_state state = sink_disk_state(sink);
	struct hash manifest;
	struct buf text;

	if (state.folder < 0 ||
	        (renewal_manifest(renewal, &manifest) && hash_eq(manifest, state.manifest) &&
	                !renewal_has_new(renewal)))
		return;
	buf_init(&text, DOSSIER_MAX_BYTES);
	renewal_write(renewal, state.manifest, &text);
	location_keep(state.folder, STR(DOSSIER_NAME), &text);
	buf_free(&text);
}
