/*
 *	buckets[hash of id] -> node -> node          chains through `next`
 *	newest <-> node <-> node <-> oldest          by last use; the oldest that nobody holds goes first
 *
 * Nodes come from the arena and go back to `unused`, the bytes belong to libgit2.
 */
#include "git/tree_cache.h"

#include <stdint.h>

#include "base/arena.h"
#include "git/repo.h"

struct node {
	struct tree tree; /* first, so that a tree leads to its node */
	struct repo_object object;
	unsigned holders;
	struct node *next;
	struct node *newer, *older;
};

enum { BUCKETS = 4096, NODE_COST = 128 };

struct tree_cache {
	struct arena *arena;
	const struct repo *repo;
	size_t bytes, max;
	struct node *unused;
	struct node *newest, *oldest;
	struct node *buckets[BUCKETS];
};

struct tree_cache *
tree_cache_make(struct arena *arena, const struct repo *repo, size_t max)
{
	struct tree_cache *cache = arena_new(arena, struct tree_cache);
	cache->arena = arena;
	cache->repo = repo;
	cache->max = max;
	return cache;
}

/* The bytes of an id are as good as a hash of it. */
static struct node **
bucket(struct tree_cache *cache, const struct object_id *id)
{
	return &cache->buckets[(id->bytes[0] << 8 | id->bytes[1]) % BUCKETS];
}

static void
unlink_node(struct tree_cache *cache, struct node *node)
{
	*(node->newer ? &node->newer->older : &cache->newest) = node->older;
	*(node->older ? &node->older->newer : &cache->oldest) = node->newer;
}

static void
link_newest(struct tree_cache *cache, struct node *node)
{
	node->newer = NULL;
	node->older = cache->newest;
	*(cache->newest ? &cache->newest->newer : &cache->oldest) = node;
	cache->newest = node;
}

static void
drop(struct tree_cache *cache, struct node *node)
{
	struct node **at = bucket(cache, &node->tree.id);
	while (*at != node)
		at = &(*at)->next;
	*at = node->next;
	unlink_node(cache, node);
	cache->bytes -= node->tree.bytes.len + NODE_COST;
	repo_release(&node->object);
	node->next = cache->unused;
	cache->unused = node;
}

static void
make_room(struct tree_cache *cache)
{
	struct node *newer;
	for (struct node *node = cache->oldest; node && cache->bytes > cache->max; node = newer) {
		newer = node->newer;
		if (node->holders == 0)
			drop(cache, node);
	}
}

static struct node *
read_node(struct tree_cache *cache, const struct object_id *id)
{
	struct repo_object object;
	if (repo_read(cache->repo, id, SIZE_MAX, &object) < 0)
		return NULL;
	if (object.type != REPO_TREE) {
		repo_release(&object);
		return NULL;
	}
	struct node *node = cache->unused;
	if (node)
		cache->unused = node->next;
	else
		node = arena_new(cache->arena, struct node);
	*node = (struct node){ .tree = { *id, object.bytes }, .object = object };
	struct node **at = bucket(cache, id);
	node->next = *at;
	*at = node;
	link_newest(cache, node);
	cache->bytes += object.bytes.len + NODE_COST;
	return node;
}

struct tree *
tree_cache_get(struct tree_cache *cache, const struct object_id *id)
{
	struct node *node = *bucket(cache, id);
	while (node && !object_id_eq(&node->tree.id, id))
		node = node->next;
	if (node) {
		unlink_node(cache, node);
		link_newest(cache, node);
	} else {
		node = read_node(cache, id);
		if (!node)
			return NULL;
	}
	node->holders++;
	make_room(cache);
	return &node->tree;
}

void
tree_cache_put(struct tree *tree)
{
	if (tree)
		((struct node *)tree)->holders--;
}

void
tree_cache_clear(struct tree_cache *cache)
{
	while (cache->oldest)
		drop(cache, cache->oldest);
}
