#include "freshness/reuse.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/fs_watch.h"
#include "base/moment.h"
#include "base/path.h"
#include "base/program.h"
#include "output/location.h"
#include "output/sink.h"

struct hash
reuse_key(struct arena *arena, struct str folder, const struct str *parts, size_t count)
{
	program_file_list files = { NULL, 0, 0 };
	struct str real = STR_EMPTY, here = STR_EMPTY;
	program_files(arena, &files);
	(void)fs_real_path(arena, folder, &real);
	(void)fs_real_path(arena, STR("."), &here);
	struct hash key = hash_of(str_join(arena, files.at, files.len, STR("\n")));
	key = hash_join(key, hash_of(STR(KITH_VERSION)));
	key = hash_join(hash_join(key, hash_of(real)), hash_of(here));
	for (size_t i = 0; i < count; i++)
		key = hash_join(key, hash_of(parts[i]));
	return key;
}

/* --- keeping the record ---------------------------------------------------------------------- */

static void
save(const struct ledger *ledger, int folder)
{
	struct buf text;
	buf_init(&text, LEDGER_MAX_BYTES);
	ledger_write(ledger, &text);
	location_keep(folder, STR(LEDGER_NAME), &text);
	buf_free(&text);
}

void
reuse_begin(struct reuse *reuse, const struct reuse_options *options, const struct diags *diags)
{
	reuse->options = options;
	reuse->ledger = (struct ledger){ .key = options->key };
	reuse->said = diags->list.len;
	reuse->warnings = diags->warnings;
	reuse->recording = true;
	moment_watch_begin(options->now);
	input_begin(&reuse->record, &reuse->ledger.inputs, options->folder, options->output);
	fs_watch_opened(-1, options->folder, options->root);
}

void
reuse_spoil(struct reuse *reuse)
{
	reuse->ledger.inputs.spoiled = true;
}

static void
stop(struct reuse *reuse)
{
	if (reuse->recording) {
		input_end(&reuse->record);
		reuse->ledger.until = moment_watch_end();
	}
	reuse->recording = false;
}

void
reuse_close(struct reuse *reuse)
{
	stop(reuse);
	ledger_free(&reuse->ledger);
	arena_free(&reuse->arena);
}

void
reuse_leave(struct reuse *reuse, const struct sink *sink, const struct diags *diags)
{
	struct ledger *ledger = &reuse->ledger;
	struct sink_disk_state state = sink_disk_state(sink);
	stop(reuse);
	if (ledger->inputs.spoiled || state.folder < 0)
		return;
	ledger->manifest = state.manifest;
	ledger->warnings = (int64_t)(diags->warnings - reuse->warnings);
	for (size_t i = reuse->said; i < diags->list.len; i++)
		*array_push(&ledger->inputs.arena, &ledger->diags) = diags->list.at[i];
	save(ledger, state.folder);
}

/* --- finding it ------------------------------------------------------------------------------ */

static bool
load(struct reuse *reuse)
{
	const struct reuse_options *options = reuse->options;
	struct arena scratch = ARENA_EMPTY;
	struct str text, path = location_state(&scratch, options->root, options->output);
	bool read = path.len &&
	        fs_read(options->root, path_join(&scratch, path, STR(LEDGER_NAME)), &reuse->arena,
	                LEDGER_MAX_BYTES, &text, NULL) == 0;
	arena_free(&scratch);
	return read && ledger_read(text, &reuse->ledger);
}

/* Would the clock decide as it did? */
static bool
is_of_now(const struct reuse *reuse)
{
	const struct reuse_options *options = reuse->options;
	const struct ledger *ledger = &reuse->ledger;
	return options->told ||
	        (options->now >= ledger->inputs.since && options->now < ledger->until);
}

/* Asked when all inputs are as they were: it takes longer than many of them. */
static bool
is_same_outside(const struct reuse *reuse)
{
	const struct hash nothing = { 0, 0 };
	struct hash was = reuse->ledger.outside;
	return hash_eq(was, nothing) || hash_eq(was, reuse->options->outside());
}

/* What opening the output has to say is said once: a second opening finds nothing to say it of. */
static bool
is_intact(struct reuse *reuse, struct workers *workers, struct diags *diags)
{
	const struct reuse_options *options = reuse->options;
	struct ledger *ledger = &reuse->ledger;
	struct sink_disk_options output = {
		.root = options->root,
		.output = options->output,
		.shown = options->shown,
		.routes = 0,
		.site = STR_EMPTY,
	};
	struct diags said;
	size_t files;
	diag_init(&said);
	struct sink *sink = sink_disk(&reuse->arena, &output, &said);
	bool intact = sink && !said.list.len &&
	        sink_disk_intact(sink, ledger->manifest, workers, &files) &&
	        files == ledger->summary.files;
	if (intact && ledger->inputs.renewed)
		save(ledger, sink_disk_state(sink).folder);
	if (sink) {
		diag_merge(diags, &said);
		sink_close(sink);
	}
	diag_free(&said);
	return intact;
}

/* The names of rules are static text as a rule; here they have to outlive the ledger. */
static void
say_again(const struct ledger *ledger, struct diags *diags)
{
	struct diags said = { .warnings = (size_t)ledger->warnings };
	said.list.at = ledger->diags.at;
	said.list.len = ledger->diags.len;
	size_t before = diags->list.len;
	diag_merge(diags, &said);
	for (size_t i = before; i < diags->list.len; i++) {
		struct diag *diag = &diags->list.at[i];
		if (diag->rule)
			diag->rule = str_terminated(&diags->arena, str_from(diag->rule));
	}
}

bool
reuse_find(struct reuse *reuse, const struct reuse_options *options, struct workers *workers,
        struct diags *diags)
{
	struct ledger *ledger = &reuse->ledger;
	reuse->options = options;
	bool found = load(reuse) && hash_eq(ledger->key, options->key) && is_of_now(reuse) &&
	        input_same(&ledger->inputs, workers) && is_same_outside(reuse) &&
	        is_intact(reuse, workers, diags);
	if (found)
		say_again(ledger, diags);
	else
		reuse_close(reuse);
	return found;
}
