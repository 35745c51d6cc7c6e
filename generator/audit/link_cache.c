#include "audit/link_cache.h"

#include "base/arena.h"
#include "base/buf.h"
#include "output/record.h"

static const struct str mark = STR_INIT("kith links 1");

void
link_cache_read(struct link_cache *cache, struct arena *arena, struct str text)
{
	struct str fields, name;

	*cache = (struct link_cache){ .by_url = { 0 } };
	if (!record_next(&text, &fields) || !str_eq(fields, mark))
		return;
	while (text.len) {
		struct link_answer answer;

		if (record_next(&text, &fields) && record_take(&fields, &name) &&
		        str_is(name, "link") && record_take(&fields, &answer.url) &&
		        record_take_int(&fields, &answer.status) &&
		        record_take_int(&fields, &answer.when) &&
		        record_take(&fields, &answer.moved))
			*array_push(arena, &cache->list) = answer;
	}
	for (size_t i = 0; i < cache->list.len; i++)
		map_put(&cache->by_url, arena, cache->list.at[i].url, NULL)->value =
		        &cache->list.at[i];
}

const struct link_answer *
link_cache_find(const struct link_cache *cache, struct str url)
{
	return map_get(&cache->by_url, url);
}

void
link_cache_write(const struct link_cache *cache, struct buf *out)
{
	size_t start = out->len;

	buf_put(out, mark);
	record_end(out, start);
	for (size_t i = 0; i < cache->list.len; i++) {
		const struct link_answer *answer = &cache->list.at[i];

		start = out->len;
		buf_lit(out, "link");
		record_text(out, answer->url);
		record_int(out, answer->status);
		record_int(out, answer->when);
		record_text(out, answer->moved);
		record_end(out, start);
	}
}
