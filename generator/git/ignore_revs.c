#include "git/ignore_revs.h"

#include "base/arena.h"

unsigned
ignore_revs_parse(struct ignore_revs *revs, struct arena *arena, struct str text)
{
	unsigned number = 0, wrong = 0;
	for (struct str rest = text; rest.at;) {
		struct str line = str_line(&rest);
		line = str_trim(str_cut(&line, '#'));
		number++;
		if (line.len == 0)
			continue;
		struct object_id *id = arena_new(arena, struct object_id);
		if (object_id_parse(line, id))
			map_put(&revs->ids, arena, object_id_key(id), NULL);
		else if (!wrong)
			wrong = number;
	}
	return wrong;
}

bool
ignore_revs_has(const struct ignore_revs *revs, const struct object_id *id)
{
	return map_find(&revs->ids, object_id_key(id)) != NULL;
}
