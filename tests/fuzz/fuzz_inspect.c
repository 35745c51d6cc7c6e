/*
 * Any bytes as a family of templates that is inspected: it ends, every finding lies in its source, and a
 * second inspection finds the same. A line "=== name" begins the next template; the first is main.html.
 */
#include <errno.h>

#include "base/arena.h"
#include "base/diag.h"
#include "require.h"
#include "template/inspect.h"
#include "template/shape.h"
#include "template/template.h"

enum { TEMPLATES_MAX = 16 };

struct family {
	struct str names[TEMPLATES_MAX], sources[TEMPLATES_MAX];
	size_t count;
};

static int
load(void *context, struct str name, struct str *source, struct str *path)
{
	const struct family *family = context;
	for (size_t i = 0; i < family->count; i++) {
		if (!str_eq(family->names[i], name))
			continue;
		*source = family->sources[i];
		*path = name;
		return 0;
	}
	return -ENOENT;
}

static void
split(struct str bytes, struct family *out)
{
	out->names[0] = STR("main.html");
	out->sources[0] = str_of(bytes.at, 0);
	out->count = 1;
	while (bytes.at) {
		struct str line = str_line(&bytes);
		struct str *source = &out->sources[out->count - 1];
		if (str_starts(line, STR("=== ")) && line.len > 4 && out->count < TEMPLATES_MAX &&
		        bytes.at) {
			out->names[out->count] = str_skip(line, 4);
			out->sources[out->count++] = str_of(bytes.at, 0);
		} else {
			source->len = (size_t)(line.at + line.len - source->at) +
			        (bytes.at && bytes.at > line.at + line.len);
		}
	}
}

static struct shape *
make_names(struct arena *arena)
{
	struct shape *page = shape_record(arena, STR("page"));
	struct shape *names = shape_record(arena, STR("names"));
	shape_put(page, arena, STR("title"), &shape_any);
	shape_put(page, arena, STR("next"), page);
	shape_put(page, arena, STR("pages"), shape_list(arena, page));
	shape_put(page, arena, STR("by"), shape_map(arena, shape_list(arena, page)));
	shape_put(names, arena, STR("page"), page);
	shape_put(names, arena, STR("kind"), &shape_any);
	return names;
}

static const struct inspect_finding *
look(struct family *family, struct arena *arena, size_t *count)
{
	struct template_settings settings = { .loader = { load, NULL, family } };
	struct template_engine *engine = template_engine_new(arena, &settings);
	struct inspect *inspect = inspect_new(arena, engine);
	for (size_t i = 0; i < family->count; i++)
		inspect_add(inspect, family->names[i]);
	inspect_entry(inspect, STR("main.html"), make_names(arena));
	inspect_run(inspect);
	return inspect_findings(inspect, count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena first = ARENA_EMPTY, second = ARENA_EMPTY;
	struct family family;
	size_t count, again;
	split(str_of((const char *)data, size), &family);
	const struct inspect_finding *found = look(&family, &first, &count);
	for (size_t i = 0; i < count; i++) {
		require((uint64_t)found[i].at + found[i].len <= found[i].source.len);
		require(found[i].word.len || found[i].kind == INSPECT_CONTENT ||
		        found[i].kind == INSPECT_CALL || found[i].kind == INSPECT_KEY);
	}
	const struct inspect_finding *same = look(&family, &second, &again);
	require(count == again);
	for (size_t i = 0; i < count; i++)
		require(found[i].kind == same[i].kind && found[i].at == same[i].at &&
		        str_eq(found[i].word, same[i].word));
	arena_free(&first);
	arena_free(&second);
	return 0;
}
