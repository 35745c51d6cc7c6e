#include "site/activity_cache.h"

#include "activity/activity.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/moment.h"
#include "data/node.h"
#include "data/reader.h"
#include "git/repo.h"
#include "site/activity_file.h"

/* To be raised when the same repository gives another activity. */
enum { VERSION = 3 };

enum { HEAD_LEN = 2 + HASH_HEX_LEN + 1 + HASH_HEX_LEN + 1 };

static void
put_ids(struct buf *out, const char *what, const repo_ids *ids)
{
	buf_format(out, "%s %zu\n", what, ids->len);
	for (size_t i = 0; i < ids->len; i++)
		buf_put(out, object_id_key(&ids->at[i]));
}

static void
put_options(struct buf *out, const struct activity_options *options)
{
	buf_format(out, "version %d, bots %zu\n", VERSION, options->bots_len);
	for (size_t i = 0; i < options->bots_len; i++)
		buf_format(out, STR_FMT "\n", STR_ARG(options->bots[i]));
}

bool
activity_cache_open(struct arena *arena, int root, const struct repo *repo,
        const struct activity_options *options, struct activity_cache *out)
{
	struct repo_head head;
	repo_ids shallow, replaced;
	repo_tag_list tags;
	struct buf key;

	if (repo_head(arena, repo, &head) < 0 || !head.born ||
	        repo_shallow(arena, repo, &shallow) < 0 ||
	        repo_replacements(arena, repo, &replaced) < 0 ||
	        repo_tags(arena, repo, RELEASE_TAGS_MAX, &tags) < 0)
		return false;
	buf_init(&key, SIZE_MAX / 2);
	put_options(&key, options);
	buf_format(&key, "head " STR_FMT "\n", STR_ARG(head.branch));
	buf_put(&key, object_id_key(&head.id));
	put_ids(&key, "shallow", &shallow);
	put_ids(&key, "replaced", &replaced);
	for (size_t i = 0; i < tags.len; i++) {
		buf_format(&key, "tag " STR_FMT "\n", STR_ARG(tags.at[i].name));
		buf_put(&key, object_id_key(&tags.at[i].id));
	}
	*out = (struct activity_cache){ root, hash_of(buf_view(&key)), options->now };
	buf_free(&key);
	return true;
}

static struct str
path_of(struct arena *arena, struct str repo, struct str pattern)
{
	char hex[HASH_HEX_LEN];

	hash_hex(hash_join(hash_of(repo), hash_of(pattern)), hex);
	return str_format(arena, ".kith/history/%.16s.activity", hex);
}

/* The first line for a file with this text. */
static struct str
head_of(struct arena *arena, const struct activity_cache *cache, struct str text)
{
	char key[HASH_HEX_LEN], sum[HASH_HEX_LEN];

	hash_hex(cache->key, key);
	hash_hex(hash_of(text), sum);
	return str_format(arena, "# %.*s %.*s\n", HASH_HEX_LEN, key, HASH_HEX_LEN, sum);
}

static bool
read_text(struct arena *arena, struct str text, struct activity *out)
{
	struct node_source source = { STR_EMPTY, text };
	struct diags diags;

	diag_init(&diags);
	struct node *node = reader_yaml(arena, &source, text, 2, &diags);
	diag_free(&diags);
	return node && !activity_file_read(arena, node_value(node, arena), out);
}

bool
activity_cache_decode(struct arena *arena, const struct activity_cache *cache, struct str bytes,
        struct activity *out)
{
	struct str text = str_skip(bytes, HEAD_LEN);

	return str_starts(bytes, head_of(arena, cache, text)) && read_text(arena, text, out) &&
	        cache->now >= out->from && moment_is_ahead(out->until, cache->now);
}

bool
activity_cache_load(struct arena *arena, const struct activity_cache *cache, struct str repo,
        struct str pattern, struct activity *out)
{
	struct str path = path_of(arena, repo, pattern), bytes;

	return fs_read(cache->root, path, arena, READER_FILE_MAX, &bytes, NULL) == 0 &&
	        activity_cache_decode(arena, cache, bytes, out);
}

struct str
activity_cache_seal(struct arena *arena, const struct activity_cache *cache, struct str text)
{
	struct str parts[] = { head_of(arena, cache, text), text };

	return str_join(arena, parts, 2, STR_EMPTY);
}

void
activity_cache_save(struct arena *arena, const struct activity_cache *cache, struct str repo,
        struct str pattern, const struct activity *activity)
{
	struct buf text;

	if (activity->missing.len)
		return;
	buf_init(&text, READER_FILE_MAX - HEAD_LEN);
	activity_file_write_whole(&text, activity, repo);
	if (!text.full)
		fs_write_aside(cache->root, path_of(arena, repo, pattern),
		        activity_cache_seal(arena, cache, buf_view(&text)));
	buf_free(&text);
}
