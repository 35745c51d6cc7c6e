/* Which reader a file wants. Its extension says so; its content is not looked at to find out. */
#include "data/reader.h"

#include "base/diag.h"
#include "base/path.h"

struct node *
reader_file(struct arena *arena, const struct node_source *source, struct diags *diags, bool *known)
{
	struct str ext = path_ext(source->path);
	*known = true;
	if (str_is(ext, ".yaml") || str_is(ext, ".yml"))
		return reader_yaml(arena, source, source->bytes, 1, diags);
	if (str_is(ext, ".json"))
		return reader_json(arena, source, source->bytes, diags);
	if (str_is(ext, ".csv"))
		return reader_csv(arena, source, source->bytes, diags);
	*known = false;
	return NULL;
}
