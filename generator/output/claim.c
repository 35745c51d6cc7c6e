#include "output/claim.h"

#include <assert.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/path.h"
#include "base/utf8.h"
#include "output/manifest.h"
#include "output/sink.h"

void
claim_init(struct claims *claims, struct arena *arena, size_t count)
{
	*claims = (struct claims){ .at = arena_array(arena, struct claim, count), .count = count };
}

void
claim_free(struct claims *claims)
{
	for (size_t i = 0; i < claims->count; i++)
		buf_free(&claims->at[i].text);
	claims->count = 0;
}

bool
claim_enter(struct claims *claims, const struct artifact *artifact, struct diags *diags)
{
	assert(artifact->index < claims->count);
	struct claim *claim = &claims->at[artifact->index];
	assert(!claim->path.at);
	const char *wrong = manifest_path_check(artifact->path);
	if (wrong) {
		diag_error(diags, diag_file(artifact->source), STR_EMPTY,
		        "the output path \"" STR_FMT "\" %s", STR_ARG(artifact->path), wrong);
		diag_help(diags, "give it another slug or url, or rename the file");
		return false;
	}
	size_t path_len = artifact->path.len;
	buf_init(&claim->text, path_len + artifact->source.len);
	buf_put(&claim->text, artifact->path);
	buf_put(&claim->text, artifact->source);
	claim->path = str_slice(buf_view(&claim->text), 0, path_len);
	claim->source = str_skip(buf_view(&claim->text), path_len);
	return true;
}

static bool
is_plain(struct str path)
{
	for (size_t i = 0; i < path.len; i++) {
		unsigned char c = (unsigned char)path.at[i];
		if ((c >= 'A' && c <= 'Z') || c >= 0x80)
			return false;
	}
	return true;
}

/* What a path is to a file system that does not tell letter case or the forms of accents apart. */
static struct str
fold(struct arena *arena, struct str path)
{
	if (is_plain(path))
		return path;
	struct buf lower;
	buf_init(&lower, path.len * 4);
	utf8_lower(&lower, utf8_compose(arena, path));
	struct str folded = str_copy(arena, buf_view(&lower));
	buf_free(&lower);
	return folded;
}

static void
report_same(const struct claim *claim, const struct claim *earlier, struct diags *diags)
{
	diag_error(diags, diag_file(claim->source), STR_EMPTY,
	        "it would be written to \"" STR_FMT "\", and so would " STR_FMT,
	        STR_ARG(claim->path), STR_ARG(earlier->source));
	diag_help(diags, "give one of them another slug or url");
}

static void
report_twin(const struct claim *claim, const struct claim *earlier, struct diags *diags)
{
	diag_warning(diags, diag_file(claim->source), STR_EMPTY,
	        "its output \"" STR_FMT
	        "\" differs only in letter case or the form of accents from \"" STR_FMT
	        "\" of " STR_FMT,
	        STR_ARG(claim->path), STR_ARG(earlier->path), STR_ARG(earlier->source));
	diag_help(diags, "some systems cannot tell the two apart: give one of them another slug");
}

static void
report_folder(const struct claim *claim, const struct claim *file, struct diags *diags)
{
	diag_error(diags, diag_file(claim->source), STR_EMPTY,
	        "it would be written to \"" STR_FMT "\", but " STR_FMT " makes \"" STR_FMT
	        "\" a file",
	        STR_ARG(claim->path), STR_ARG(file->source), STR_ARG(file->path));
	diag_help(diags, "give one of them another slug or url");
}

/* Enters one claim under its folded path. False when an earlier one has the very same path. */
static bool
settle_path(struct claims *claims, struct claim *claim, struct arena *arena, struct diags *diags)
{
	bool added;
	struct map_entry *entry = map_put(&claims->folded, arena, fold(arena, claim->path), &added);
	const struct claim *earlier = entry->value;
	for (const struct claim *twin = earlier; twin; twin = twin->twin) {
		if (str_eq(twin->path, claim->path)) {
			report_same(claim, twin, diags);
			return false;
		}
	}
	if (earlier)
		report_twin(claim, earlier, diags);
	claim->twin = earlier;
	entry->value = claim;
	return true;
}

/* False when a folder that the claim needs is another one's file. */
static bool
settle_folders(struct claims *claims, struct claim *claim, struct arena *arena, struct diags *diags)
{
	for (struct str dir = path_dir(claim->path); dir.len; dir = path_dir(dir)) {
		const struct claim *file = claim_find(claims, arena, dir);
		if (file) {
			report_folder(claim, file, diags);
			return false;
		}
	}
	return true;
}

bool
claim_settle(struct claims *claims, struct arena *arena, struct diags *diags)
{
	bool fine = true;
	for (size_t i = 0; i < claims->count; i++) {
		if (claims->at[i].path.at)
			fine &= settle_path(claims, &claims->at[i], arena, diags);
	}
	for (size_t i = 0; i < claims->count; i++) {
		if (claims->at[i].path.at)
			fine &= settle_folders(claims, &claims->at[i], arena, diags);
	}
	return fine;
}

const struct claim *
claim_find_folded(const struct claims *claims, struct arena *scratch, struct str path)
{
	return map_get(&claims->folded, fold(scratch, path));
}

const struct claim *
claim_find(const struct claims *claims, struct arena *scratch, struct str path)
{
	const struct claim *claim = claim_find_folded(claims, scratch, path);
	while (claim && !str_eq(claim->path, path))
		claim = claim->twin;
	return claim;
}
