/*
 * A text is parsed, the query of its grammar names nodes of the tree, and capture.h makes that the
 * classes of bytes. The library leaves it to us to apply a query's conditions:
 *
 *	((identifier) @constant (#match? @constant "^[A-Z]"))
 *
 * Text that is no program can take the library time that grows with the square of its length, and its
 * own limits are those of a clock, whose answer another machine would not give. So what a text costs
 * is counted in what depends on the text alone: memory that the library asks for (ration.h), chunks that
 * the parser reads, and before the query what the shape of the tree will make of it.
 *
 * Some of the library's versions also count the children of a node in 16 bits, and crash when they give
 * back a node that has more. A node lies in one piece of memory with the pointers to its children, of
 * 8 bytes each: a limit to the size of a piece is one to their number (PIECE_MAX).
 *
 * They also compare two trees, and merge two stacks of the parser, by calling themselves as deep as
 * those are. Each level there is has a piece of memory of its own, so that the limit to all memory is
 * one to the depth, and the text is parsed where the stack has room for that (STACK_A_BYTE).
 *
 * Only functions that all versions since 0.20 have are used.
 */
#include "highlight/syntax.h"

#include <pthread.h>
#include <tree_sitter/api.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/deep.h"
#include "base/ration.h"
#include "highlight/capture.h"
#include "highlight/pattern.h"

enum {
	CHUNK = 256,       /* bytes that the parser is given at once */
	CHUNKS_AGAIN = 64, /* how often it may come for each, on average, before it is given none */
	CHUNKS_MORE = 4096,
	BYTES_A_BYTE = 256, /* what the parser may ask for; programs take some 20 to 50 */
	BYTES_MORE = 32 << 20,
	PIECE_MAX = 8 << 16,   /* bytes at once; a node is more than its children */
	SHORT_TEXT = 16 << 10, /* is first tried on the stack there is, */
	SHORT_BYTES = 2 << 20, /* with no more than that has room for */
	STACK_A_BYTE = 2,      /* that it may ask for; a level asks for 88, a call takes some 50 */
	STACK_MORE = 1 << 20,
	STEPS_A_BYTE = 64, /* of the query from child to child */
	STEPS_MORE = 16 << 20,
	DEPTH_MAX = 1000,
	CAPTURES_A_BYTE = 8,
	CAPTURES_MORE = 4096,
	MATCHES_AT_ONCE = 256,
	MATCHED_TEXT_MAX = 1024 /* conditions of longer nodes do not hold */
};

enum condition_kind { CONDITION_EQUAL, CONDITION_ANY_OF, CONDITION_MATCH, CONDITION_NEVER };

struct condition {
	enum condition_kind kind;
	bool negated;
	uint32_t capture;
	const TSQueryPredicateStep *words; /* EQUAL, ANY_OF: what follows the capture */
	uint32_t word_count;
	struct pattern *pattern; /* MATCH */
};

struct conditions {
	array_of(struct condition) list;
};

struct syntax {
	const TSLanguage *language;
	TSQuery *query;
	unsigned char *classes;        /* by capture */
	struct conditions *conditions; /* by pattern of the query */
};

bool
syntax_is_there(void)
{
	return true;
}

/* --- conditions ---------------------------------------------------------------------------- */

static struct str
query_string(const TSQuery *query, uint32_t id)
{
	uint32_t len;
	const char *at = ts_query_string_value_for_id(query, id, &len);
	return str_of(at, len);
}

/* Reads one of `count` steps, the name first. False when it is none that has to hold. */
static bool
read_condition(const TSQuery *query, const TSQueryPredicateStep *steps, uint32_t count,
        struct arena *arena, struct condition *out)
{
	struct str name = query_string(query, steps[0].value_id);
	if (count < 3 || steps[1].type != TSQueryPredicateStepTypeCapture)
		return false;
	*out = (struct condition){
		.capture = steps[1].value_id, .words = steps + 2, .word_count = count - 2
	};
	out->negated = str_starts(name, STR("not-"));
	name = str_skip(name, out->negated ? 4 : 0);
	if (str_is(name, "eq?"))
		out->kind = CONDITION_EQUAL;
	else if (str_is(name, "any-of?"))
		out->kind = CONDITION_ANY_OF;
	else if (str_is(name, "match?") || str_is(name, "lua-match?"))
		out->kind = CONDITION_MATCH;
	else
		return false;
	if (out->kind != CONDITION_MATCH)
		return true;
	bool lua = str_is(name, "lua-match?");
	if (steps[2].type == TSQueryPredicateStepTypeString)
		out->pattern = pattern_make(
		        arena, query_string(query, steps[2].value_id), lua ? '%' : '\\');
	if (!out->pattern)
		out->kind = CONDITION_NEVER;
	return true;
}

static void
read_conditions(struct syntax *syntax, struct arena *arena)
{
	uint32_t patterns = ts_query_pattern_count(syntax->query);
	syntax->conditions = arena_array(arena, struct conditions, patterns + 1);
	for (uint32_t i = 0; i < patterns; i++) {
		uint32_t count, from = 0;
		const TSQueryPredicateStep *steps =
		        ts_query_predicates_for_pattern(syntax->query, i, &count);
		for (uint32_t at = 0; at < count; at++) {
			struct condition condition;
			if (steps[at].type != TSQueryPredicateStepTypeDone)
				continue;
			if (at > from &&
			        read_condition(
			                syntax->query, steps + from, at - from, arena, &condition))
				*array_push(arena, &syntax->conditions[i].list) = condition;
			from = at + 1;
		}
	}
}

static struct str
node_text(TSNode node, struct str text)
{
	return str_slice(text, ts_node_start_byte(node), ts_node_end_byte(node));
}

static bool
is_one_of(const struct syntax *syntax, const struct condition *condition, const TSQueryMatch *match,
        struct str word, struct str text)
{
	for (uint32_t w = 0; w < condition->word_count; w++) {
		const TSQueryPredicateStep *step = &condition->words[w];
		if (step->type == TSQueryPredicateStepTypeString &&
		        str_eq(word, query_string(syntax->query, step->value_id)))
			return true;
		for (uint16_t c = 0;
		        step->type == TSQueryPredicateStepTypeCapture && c < match->capture_count;
		        c++) {
			if (match->captures[c].index == step->value_id &&
			        str_eq(word, node_text(match->captures[c].node, text)))
				return true;
		}
	}
	return false;
}

static bool
holds(const struct syntax *syntax, const struct condition *condition, const TSQueryMatch *match,
        struct str text)
{
	if (condition->kind == CONDITION_NEVER)
		return false;
	for (uint16_t c = 0; c < match->capture_count; c++) {
		if (match->captures[c].index != condition->capture)
			continue;
		struct str word = node_text(match->captures[c].node, text);
		bool is = word.len <= MATCHED_TEXT_MAX;
		if (is && condition->kind == CONDITION_MATCH)
			is = pattern_matches(condition->pattern, word);
		else if (is)
			is = is_one_of(syntax, condition, match, word, text);
		if (is == condition->negated)
			return false;
	}
	return true;
}

static bool
all_hold(const struct syntax *syntax, const TSQueryMatch *match, struct str text)
{
	const struct conditions *conditions = &syntax->conditions[match->pattern_index];
	for (size_t i = 0; i < conditions->list.len; i++) {
		if (!holds(syntax, &conditions->list.at[i], match, text))
			return false;
	}
	return true;
}

/* --- what a text costs --------------------------------------------------------------------- */

/* A text of which too much is read ends early, which ends the parse. */
struct reader {
	struct str text;
	size_t chunks, most;
};

static const char *
read_chunk(void *context, uint32_t offset, TSPoint point, uint32_t *len)
{
	struct reader *reader = context;
	(void)point;
	*len = 0;
	if (offset >= reader->text.len || ++reader->chunks > reader->most)
		return "";
	size_t end = ((size_t)offset / CHUNK + 1) * CHUNK;
	*len = (uint32_t)((end < reader->text.len ? end : reader->text.len) - offset);
	return reader->text.at + offset;
}

/*
 * How many steps from child to child the query will take. At each child the library looks for a later
 * one that has a name; and where there was an error the library may leave its lists unbalanced, so that
 * each child of a node is as far from it as it has children. UINT64_MAX for a tree that is too deep.
 */
static uint64_t
count_steps(const TSTree *tree)
{
	TSTreeCursor cursor = ts_tree_cursor_new(ts_tree_root_node(tree));
	bool has_error = ts_node_has_error(ts_tree_root_node(tree));
	uint64_t steps = 0, nameless = 0, depth = 1;
	while (depth && depth < DEPTH_MAX) {
		TSNode node = ts_tree_cursor_current_node(&cursor);
		uint64_t children = has_error ? ts_node_child_count(node) : 0;
		nameless = ts_node_is_named(node) ? 0 : nameless + 1;
		steps += 1 + nameless + children * children;
		if (ts_tree_cursor_goto_first_child(&cursor)) {
			nameless = 0;
			depth++;
			continue;
		}
		while (depth && !ts_tree_cursor_goto_next_sibling(&cursor)) {
			ts_tree_cursor_goto_parent(&cursor);
			nameless = 0;
			depth--;
		}
	}
	ts_tree_cursor_delete(&cursor);
	return depth ? UINT64_MAX : steps;
}

/* --- grammars ------------------------------------------------------------------------------ */

static void
count_memory(void)
{
	ts_set_allocator(ration_malloc, ration_calloc, ration_realloc, ration_free);
}

/* ts_parser_set_language is the one check of the version that all versions of the library have. */
static bool
is_taken(const TSLanguage *language)
{
	TSParser *parser = ts_parser_new();
	bool taken = ts_parser_set_language(parser, language);
	ts_parser_delete(parser);
	return taken;
}

struct syntax *
syntax_make(struct arena *arena, syntax_grammar *grammar, struct str query, const char **why)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	struct syntax *syntax = arena_new(arena, struct syntax);
	uint32_t offset;
	TSQueryError error;
	pthread_once(&once, count_memory);
	syntax->language = grammar();
	if (!syntax->language || !is_taken(syntax->language)) {
		*why = "its grammar is of another version than the tree-sitter of this kith";
		return NULL;
	}
	if (query.len <= UINT32_MAX)
		syntax->query = ts_query_new(
		        syntax->language, query.at, (uint32_t)query.len, &offset, &error);
	if (!syntax->query) {
		*why = "its highlights.scm does not fit its grammar";
		return NULL;
	}
	uint32_t captures = ts_query_capture_count(syntax->query);
	syntax->classes = arena_array(arena, unsigned char, captures + 1);
	for (uint32_t i = 0; i < captures; i++) {
		uint32_t len;
		const char *name = ts_query_capture_name_for_id(syntax->query, i, &len);
		syntax->classes[i] = capture_class(str_of(name, len));
	}
	read_conditions(syntax, arena);
	return syntax;
}

void
syntax_drop(struct syntax *syntax)
{
	ts_query_delete(syntax->query);
}

/* --- texts --------------------------------------------------------------------------------- */

static TSTree *
parse(const struct syntax *syntax, struct str text)
{
	struct reader reader = { .text = text,
		.most = CHUNKS_MORE + text.len / CHUNK * CHUNKS_AGAIN };
	TSInput input = { .payload = &reader, .read = read_chunk, .encoding = TSInputEncodingUTF8 };
	TSTree *tree = NULL;
	TSParser *parser = ts_parser_new();
	if (ts_parser_set_language(parser, syntax->language))
		tree = ts_parser_parse(parser, NULL, input);
	ts_parser_delete(parser);
	if (tree &&
	        (reader.chunks > reader.most ||
	                count_steps(tree) > STEPS_MORE + text.len * STEPS_A_BYTE)) {
		ts_tree_delete(tree);
		return NULL;
	}
	return tree;
}

typedef array_of(struct capture) capture_list;

/* A bracket is no type, whatever Lua's query says of tables, and a pair no property as TOML's has it. */
static bool
is_misnamed(TSNode node, unsigned char class)
{
	if (class == CODE_TYPE)
		return !ts_node_is_named(node);
	return class == CODE_PROPERTY && str_is(str_from(ts_node_type(node)), "pair");
}

/* False when there are too many. */
static bool
collect(const struct syntax *syntax, const TSTree *tree, struct str text, struct arena *scratch,
        capture_list *out)
{
	size_t limit = CAPTURES_MORE + text.len * CAPTURES_A_BYTE;
	TSQueryCursor *cursor = ts_query_cursor_new();
	TSQueryMatch match;
	ts_query_cursor_set_match_limit(cursor, MATCHES_AT_ONCE);
	ts_query_cursor_exec(cursor, syntax->query, ts_tree_root_node(tree));
	while (out->len <= limit && ts_query_cursor_next_match(cursor, &match)) {
		if (!all_hold(syntax, &match, text))
			continue;
		for (uint16_t i = 0; i < match.capture_count; i++) {
			const TSQueryCapture *capture = &match.captures[i];
			unsigned char class = syntax->classes[capture->index];
			if (class == CAPTURE_NONE || is_misnamed(capture->node, class))
				continue;
			*array_push(scratch, out) = (struct capture){
				.from = ts_node_start_byte(capture->node),
				.to = ts_node_end_byte(capture->node),
				.order = match.pattern_index,
				.class = class,
			};
		}
	}
	ts_query_cursor_delete(cursor);
	return out->len <= limit;
}

struct task {
	const struct syntax *syntax;
	struct str text;
	struct arena *scratch;
	struct ration_limits limits;
	capture_list captures;
	bool left; /* it asked for too much memory */
	bool good;
};

static void
find_captures(void *context)
{
	struct task *task = context;
	TSTree *tree = parse(task->syntax, task->text);
	if (!tree)
		return;
	task->good = collect(task->syntax, tree, task->text, task->scratch, &task->captures);
	ts_tree_delete(tree);
}

static void
run_task(void *context)
{
	struct task *task = context;
	task->captures = (capture_list){ 0 };
	task->good = false;
	task->left = !ration_run(task->limits, find_captures, task);
}

/* What a short text takes is mostly little; a thread for each of them would cost more than the parse. */
static bool
run(struct task *task)
{
	task->limits = (struct ration_limits){ SHORT_BYTES, PIECE_MAX };
	if (task->text.len <= SHORT_TEXT)
		run_task(task);
	if (task->text.len <= SHORT_TEXT && !task->left)
		return task->good;
	task->limits.all = BYTES_MORE + task->text.len * BYTES_A_BYTE;
	return deep_run(STACK_MORE + task->limits.all * STACK_A_BYTE, run_task, task) &&
	        !task->left && task->good;
}

bool
syntax_classify(
        const struct syntax *syntax, struct str text, struct arena *scratch, unsigned char *classes)
{
	struct task task = { .syntax = syntax, .text = text, .scratch = scratch };
	memset(classes, CODE_PLAIN, text.len);
	if (text.len > SYNTAX_TEXT_MAX || !run(&task))
		return false;
	capture_paint(task.captures.at, task.captures.len, scratch, classes, text.len);
	return true;
}
