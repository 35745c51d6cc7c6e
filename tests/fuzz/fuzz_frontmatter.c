/*
 * Any bytes as a Markdown file, up to the front matter in the struct: each field holds text that is
 * text, and every complaint has a place in the file.
 */
#include "check_tree.h"
#include "config/config.h"
#include "content/front.h"
#include "content/front_own.h"
#include "require.h"

static void
check_values(const struct front *front, struct arena *arena)
{
	const struct schema *schema = front_schema();
	struct buf json;
	buf_init(&json, 2 * READER_FILE_MAX);
	for (size_t i = 0; i < schema->count; i++) {
		struct value value = schema_value(&schema->rows[i], front, arena);
		struct writer_json w = writer_json_start(&json, 0);
		writer_json_value(&w, value, arena);
		require(utf8_invalid(buf_view(&json)) == STR_NONE);
		buf_clear(&json);
	}
	require(front->params.kind == VALUE_MAP);
	require(str_find_char(front->slug, '/') == STR_NONE);
	for (size_t i = 0; i < front->people.len; i++)
		require(front->people.at[i].name.len > 0);
	for (size_t i = 0; i < front->milestones.len; i++)
		require(front->milestones.at[i].name.len > 0);
	buf_free(&json);
}

/* A site with types of its own. */
static const struct config *
config_of(void)
{
	static struct arena arena = ARENA_EMPTY;
	static const struct config *config;
	struct node_source source = { STR("kith.yaml"),
		STR("title: T\ntypes:\n  talk: {keys: {venue: {type: line, required: true}, "
		    "slides: url, given: date, rate: int, tools: list, also: map, it: any, "
		    "status: {choices: [short, long], default: short}, recorded: bool}}\n") };
	struct diags none;
	if (config)
		return config;
	diag_init(&none);
	config = config_parse(&arena, &source, &none);
	require(config && !none.errors);
	diag_free(&none);
	return config;
}

/* The page as one of a type that the site declares, and as none. */
static void
use_own(struct arena *arena, const struct node_source *source, struct front front,
        struct diags *diags)
{
	const struct config *config = config_of();
	struct front other = front;
	front_own_read(arena, source, config, NULL, &other, diags);
	require(!other.declared && other.params.len == front.params.len);
	front_own_read(arena, source, config, config->types, &front, diags);
	require(front.declared == config->types && front.record);
	require(front_value(&front, STR("status"), arena).kind != VALUE_UNDEFINED);
	check_values(&front, arena);
}

/* The page as each type, and below a section with its own cascade. */
static void
use(struct arena *arena, const struct node_source *source, const struct front *front,
        const struct node *cascade, struct diags *diags)
{
	struct front defaults = { 0 };
	for (unsigned type = 0; type < FRONT_TYPES; type++) {
		struct front copy = *front;
		front_check_type(source, &copy, (enum front_type)type, diags);
	}
	front_check_page(source, front, diags);
	use_own(arena, source, *front, diags);
	if (!cascade)
		return;
	front_read_cascade(arena, source, config_of(), cascade, &defaults, diags);
	struct front below = *front;
	front_apply_defaults(&below, &defaults, arena);
	use_own(arena, source, below, diags);
	check_values(&below, arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct diags diags;
	struct front_split split;
	struct front front = { 0 };
	const struct node *cascade;
	struct node_source source = { STR("content/a.md"), text_of(data, size) };
	diag_init(&diags);
	bool good = front_split(&source, &split, &diags);
	require(good == (diags.errors == 0));
	if (good) {
		require(split.body.at + split.body.len == source.bytes.at + source.bytes.len);
		require(split.body_line <= count_lines(source.bytes) + 1);
		good = front_read(&arena, &source, &split, config_of(), &front, &cascade, &diags);
		require(good == (diags.errors == 0));
		check_values(&front, &arena);
		use(&arena, &source, &front, cascade, &diags);
		front_check_lost(&source, &split, &diags);
	}
	check_diags(&diags, source.bytes);
	diag_free(&diags);
	arena_free(&arena);
	return 0;
}
