#include "cli/archetype.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/path.h"
#include "config/config.h"
#include "config/config_type.h"
#include "content/front_own.h"
#include "render/builtin.h"

enum { FILE_MAX = 1 << 20 };

static const struct builtin_file *
find_builtin(struct arena *arena, struct str type)
{
	struct str name = str_format(arena, "archetypes/" STR_FMT ".md", STR_ARG(type));

	for (unsigned long i = 0; i < builtin_files_len; i++)
		if (str_eq(name, str_from(builtin_files[i].name)))
			return &builtin_files[i];
	return NULL;
}

/* What begins with another letter is meant too rarely to hide the list of types. */
static void
unknown_type(int root, struct arena *arena, const struct config *config, struct str type,
        struct diags *diags)
{
	const struct config_type *declared = config ? config->types : NULL;
	array_of(struct str) known = { 0 };
	fs_list own = { 0 };
	struct str near;

	for (unsigned long i = 0; i < builtin_files_len; i++) {
		struct str name = str_from(builtin_files[i].name);

		if (str_starts(name, STR("archetypes/")))
			*array_push(arena, &known) = path_stem(name);
	}
	for (; declared; declared = declared->next)
		*array_push(arena, &known) = declared->name;
	if (fs_walk(root, STR("archetypes"), false, arena, &own) == 0)
		for (size_t i = 0; i < own.len; i++)
			*array_push(arena, &known) = path_stem(own.at[i].path);
	diag_error(diags, diag_file(STR_EMPTY), STR_EMPTY, "there is no archetype \"" STR_FMT "\"",
	        STR_ARG(type));
	near = diag_nearest(type, known.at, known.len);
	if (near.len && near.at[0] == type.at[0])
		diag_help(diags, "did you mean \"" STR_FMT "\"?", STR_ARG(near));
	else
		diag_help(diags, "types: " STR_FMT,
		        STR_ARG(str_join(arena, known.at, known.len, STR(", "))));
}

static bool
take_line(struct str *text, struct str name, struct str *value)
{
	if (!str_starts(*text, name))
		return false;
	*value = str_trim(str_skip(str_line(text), name.len));
	if (!text->at)
		*text = STR_EMPTY;
	return true;
}

static void
read_head(struct arena *arena, struct str type, struct archetype *out)
{
	out->path = str_format(arena, "content/" STR_FMT "/{{slug}}.md", STR_ARG(type));
	while (take_line(&out->text, STR("path: "), &out->path) ||
	        take_line(&out->text, STR("project: "), &out->project) ||
	        take_line(&out->text, STR("title: "), &out->title))
		continue;
}

/* --- types of kith.yaml ---------------------------------------------------------------------- */

/* "short, long, " without its end. */
static struct str
choices_of(const struct schema_row *row)
{
	struct str all = str_from(row->choices);

	return all.len > 2 ? str_slice(all, 0, all.len - 2) : all;
}

static void
put_remark(struct buf *out, bool *first, const char *before, struct str text)
{
	if (!text.len)
		return;
	buf_format(out, "%s%s" STR_FMT, *first ? " # " : "; ", before, STR_ARG(text));
	*first = false;
}

/* `venue: # required; where it was given` */
static void
put_key(struct buf *out, const struct config_type *type, const struct schema_row *row)
{
	const struct node *fallback = node_get(node_get(type->keys, row->name), STR("default"));
	struct str help = str_from(row->help);
	bool first = true;

	buf_format(out, STR_FMT ":", STR_ARG(row->name));
	if (row->groups & CONFIG_TYPE_REQUIRED)
		put_remark(out, &first, "", STR("required"));
	if (row->choices)
		put_remark(out, &first, "", choices_of(row));
	put_remark(out, &first, "", str_line(&help));
	if (fallback && fallback->kind == NODE_SCALAR)
		put_remark(out, &first, "without it ", node_brief(fallback->text));
	buf_char(out, '\n');
}

/* The base's archetype with the type's keys above `draft: true`, in the type's folder. */
static void
declare(struct arena *arena, const struct config_type *type, struct archetype *out)
{
	struct str base = front_type_name(front_own_base(type)), below;
	const struct builtin_file *builtin = find_builtin(arena, base);
	struct str draft = STR("draft: true\n");
	struct buf buf;
	size_t at;

	out->text = builtin ? str_of(builtin->bytes, builtin->len)
	                    : STR("path: content/pages/{{slug}}.md\n"
	                          "---\ntitle: \"{{title}}\"\ndate: {{date}}\ndraft: true\n---\n");
	read_head(arena, base, out);
	at = str_find(out->text, draft);
	if (at == STR_NONE)
		at = 0;
	buf_init(&buf, FILE_MAX);
	buf_put(&buf, str_slice(out->text, 0, at));
	for (size_t i = 0; i < type->schema.count; i++)
		put_key(&buf, type, &type->schema.rows[i]);
	buf_put(&buf, str_skip(out->text, at));
	out->text = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	if (str_eq(base, type->name))
		return;
	out->project = STR_EMPTY;
	below = str_skip(out->path, STR("content/").len);
	str_cut(&below, '/');
	out->path = str_format(arena, "content/" STR_FMT "/" STR_FMT, STR_ARG(type->sections.at[0]),
	        STR_ARG(below));
}

bool
archetype_find(
        int root, struct arena *arena, struct str type, struct archetype *out, struct diags *diags)
{
	struct str path = str_format(arena, "archetypes/" STR_FMT ".md", STR_ARG(type));
	const struct builtin_file *builtin = find_builtin(arena, type);
	const struct config_type *declared;
	const struct config *config;
	struct diags unsaid; /* what is wrong with kith.yaml is for the build to say */

	*out = (struct archetype){ 0 };
	if (!path_check(path) && fs_read(root, path, arena, FILE_MAX, &out->text, NULL) == 0) {
		read_head(arena, type, out);
		return true;
	}
	diag_init(&unsaid);
	config = config_read(arena, root, &unsaid);
	diag_free(&unsaid);
	declared = config ? config_type_find(config, type) : NULL;
	if (declared) {
		declare(arena, declared, out);
	} else if (builtin) {
		out->text = str_of(builtin->bytes, builtin->len);
		read_head(arena, type, out);
	} else {
		unknown_type(root, arena, config, type, diags);
	}
	return out->text.len > 0;
}
