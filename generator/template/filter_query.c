/*
 * Filters that ask a list of pages or records: which of them, in which groups, in which order, how
 * many, how much. They look attributes up by their path ("params.year") once for each item, and what
 * an item lacks is taken for none. Equal values are found by hash, so long lists cost no more than
 * their length.
 */
#include "base/arena.h"
#include "base/array.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/map.h"
#include "template/ast.h"
#include "template/box.h"
#include "template/call.h"
#include "template/filter.h"
#include "template/fingerprint.h"
#include "template/operate.h"
#include "template/repr.h"
#include "template/sequence.h"
#include "template/subscript.h"
#include "template/template.h"
#include "template/vm.h"

static bool
is_missing(struct value v)
{
	return v.kind == VALUE_NONE || v.kind == VALUE_UNDEFINED;
}

/* What an item has at a path; none for nothing. */
static struct value
value_at_path(struct template_call *call, struct value item, struct value path)
{
	struct value v = call_key(call, item, path, false);
	return is_missing(v) ? value_none() : v;
}

/* --- where ------------------------------------------------------------------------------------ */

enum question { TRUTH, EQ, NE, LT, LE, GT, GE, IN, NOT_IN, CONTAINS, INTERSECT };

struct condition {
	enum question question;
	struct value wanted;
	struct date date;   /* `wanted` as a date, when items have dates and it is a text */
	struct value dated; /* that date as a value */
	struct map set;     /* the fingerprints of the items of `wanted` */
	bool hashed;        /* there is a set */
};

static const struct {
	struct str name;
	enum question question;
} questions[] = {
	{ STR_INIT("=="), EQ },
	{ STR_INIT("!="), NE },
	{ STR_INIT("<"), LT },
	{ STR_INIT("<="), LE },
	{ STR_INIT(">"), GT },
	{ STR_INIT(">="), GE },
	{ STR_INIT("in"), IN },
	{ STR_INIT("not in"), NOT_IN },
	{ STR_INIT("contains"), CONTAINS },
	{ STR_INIT("intersect"), INTERSECT },
};

enum { QUESTIONS = sizeof questions / sizeof *questions };

static bool
refuse_question(struct template_call *call, struct value name)
{
	struct str names[QUESTIONS], all, nearest = STR_EMPTY;
	for (size_t i = 0; i < QUESTIONS; i++)
		names[i] = questions[i].name;
	all = str_join(call->vm->arena, names, QUESTIONS, STR("  "));
	if (value_is_text(name))
		nearest = diag_nearest(value_str(name), names, QUESTIONS);
	struct str help = str_format(call->vm->arena, "%s" STR_FMT "%sthere are: " STR_FMT,
	        nearest.len ? "did you mean \"" : "", STR_ARG(nearest), nearest.len ? "\"? " : "",
	        STR_ARG(all));
	vm_fail_help(call->vm, help, "\"where\" cannot compare by \"" STR_FMT "\"",
	        STR_ARG(repr_str(call->vm, name)));
	return false;
}

/* A set of what `wanted` holds, if it is a list. */
static bool
make_set(struct template_call *call, struct condition *condition)
{
	const struct value *items;
	size_t len;
	bool map = box_plain(condition->wanted).kind == VALUE_MAP;
	if (value_is_text(condition->wanted) || map || is_missing(condition->wanted))
		return true;
	if (!sequence_items(call->vm, condition->wanted, "compared with", &items, &len) ||
	        !vm_charge(call->vm, len))
		return false;
	for (size_t i = 0; i < len && !call->vm->failed; i++)
		map_put(&condition->set, call->vm->arena, fingerprint_of(call->vm, items[i]), NULL);
	condition->hashed = true;
	return !call->vm->failed;
}

/* False after template_fail. */
static bool
read_condition(struct template_call *call, struct condition *condition)
{
	struct value given = box_plain(call->arguments[1]);
	*condition = (struct condition){ .question = given.len ? EQ : TRUTH };
	if (given.len > 2) {
		template_fail(call, "\"where\" takes an attribute, an operator and a value");
		return false;
	}
	if (given.len)
		condition->wanted = given.items[given.len - 1];
	if (given.len == 2) {
		size_t i = 0;
		while (i < QUESTIONS && !str_eq(questions[i].name, value_str(given.items[0])))
			i++;
		if (i == QUESTIONS)
			return refuse_question(call, given.items[0]);
		condition->question = questions[i].question;
	}
	if (is_missing(condition->wanted))
		condition->wanted = value_none();
	switch (condition->question) {
	case IN:
	case NOT_IN:
	case INTERSECT: return make_set(call, condition);
	default: return true;
	}
}

/* A date can be compared with a text that is one. */
static struct value
wanted_for(struct condition *condition, struct value v)
{
	if (v.kind != VALUE_DATE || !value_is_text(condition->wanted))
		return condition->wanted;
	if (!condition->dated.kind && !date_parse(value_str(condition->wanted), &condition->date))
		condition->dated = value_date(&condition->date);
	return condition->dated.kind ? condition->dated : condition->wanted;
}

/* Nothing is smaller or larger than none. */
static bool
holds_order(struct template_call *call, struct condition *condition, struct value v)
{
	struct value wanted = wanted_for(condition, v);
	bool comparable;
	if (is_missing(v) || is_missing(wanted))
		return false;
	int order = operate_order(call->vm, v, wanted, &comparable);
	if (!comparable && !(value_is_number(v) && value_is_number(wanted))) {
		template_fail(call,
		        "\"" STR_FMT "\" of an item is %s, which cannot be compared with %s",
		        STR_ARG(call_text(call, 0)), repr_kind(call->vm, v),
		        repr_kind(call->vm, wanted));
		return false;
	}
	switch (condition->question) {
	case LT: return comparable && order < 0;
	case LE: return comparable && order <= 0;
	case GT: return comparable && order > 0;
	default: return comparable && order >= 0;
	}
}

static bool
holds_in(struct template_call *call, const struct condition *condition, struct value v)
{
	if (condition->hashed)
		return map_find(&condition->set, fingerprint_of(call->vm, v)) != NULL;
	if (is_missing(v) || is_missing(condition->wanted))
		return false;
	return operate_contains(call->vm, condition->wanted, v);
}

/* Have the two lists something in common? */
static bool
holds_intersect(struct template_call *call, const struct condition *condition, struct value v)
{
	const struct value *items;
	size_t len;
	if (is_missing(v) || !condition->hashed)
		return false;
	if (value_is_text(v))
		return holds_in(call, condition, v);
	if (!sequence_items(call->vm, v, "compared", &items, &len) || !vm_charge(call->vm, len))
		return false;
	for (size_t i = 0; i < len; i++) {
		if (holds_in(call, condition, items[i]))
			return true;
	}
	return false;
}

static bool
holds(struct template_call *call, struct condition *condition, struct value v)
{
	switch (condition->question) {
	case TRUTH: return value_truth(v);
	case EQ: return operate_equal(call->vm, v, wanted_for(condition, v));
	case NE: return !operate_equal(call->vm, v, wanted_for(condition, v));
	case IN: return holds_in(call, condition, v);
	case NOT_IN: return !holds_in(call, condition, v);
	case CONTAINS: return !is_missing(v) && operate_contains(call->vm, v, condition->wanted);
	case INTERSECT: return holds_intersect(call, condition, v);
	default: return holds_order(call, condition, v);
	}
}

struct value
filter_where(struct template_call *call)
{
	const struct value *items;
	struct condition condition;
	size_t len, count = 0;
	if (!call_items(call, &items, &len) || !read_condition(call, &condition))
		return VALUE_UNDEFINED_INIT;
	struct value *found = call_room(call, len);
	for (size_t i = 0; found && i < len && !call->vm->failed; i++) {
		if (holds(call, &condition, value_at_path(call, items[i], call->arguments[0])))
			found[count++] = items[i];
	}
	return found ? call_list(call, found, count) : VALUE_UNDEFINED_INIT;
}

/* --- groups ----------------------------------------------------------------------------------- */

struct group {
	struct value key;
	struct value *items;
	size_t len;
};

typedef array_of(struct group) groups_of;

/* What an item belongs to; with a default, that may be of something it cannot have. */
static struct value
group_key(struct template_call *call, struct value item)
{
	struct value path = call->arguments[0], fallback = call->arguments[1];
	struct value key = is_missing(fallback) ? value_at_path(call, item, path)
	                                        : subscript_path(call->vm, item, path);
	return is_missing(key) ? fallback : key;
}

/* Which group each item belongs to, in the order in which groups appear. NULL after an error. */
static size_t *
assign(struct template_call *call, const struct value *items, size_t len, groups_of *groups)
{
	struct arena *arena = call->vm->arena;
	size_t *numbers = arena_array(arena, size_t, len + 1);
	struct map known = { 0 };
	for (size_t i = 0; i < len && !call->vm->failed; i++) {
		struct value key = group_key(call, items[i]);
		bool added;
		struct str mark = fingerprint_of(call->vm, key);
		struct map_entry *entry = map_put(&known, arena, mark, &added);
		numbers[i] = (size_t)(entry - known.at);
		if (added)
			*array_push(arena, groups) = (struct group){ .key = key };
		groups->at[numbers[i]].len++;
	}
	return call->vm->failed ? NULL : numbers;
}

struct value
filter_group_by(struct template_call *call)
{
	const struct value *items;
	size_t len;
	groups_of groups = { 0 };
	if (!call_items(call, &items, &len) || !vm_charge(call->vm, len))
		return VALUE_UNDEFINED_INIT;
	size_t *numbers = assign(call, items, len, &groups);
	struct value *made = numbers ? call_room(call, groups.len) : NULL;
	if (!made)
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < groups.len; i++) {
		groups.at[i].items = arena_array(call->vm->arena, struct value, groups.at[i].len);
		groups.at[i].len = 0;
	}
	for (size_t i = 0; i < len; i++) {
		struct group *group = &groups.at[numbers[i]];
		group->items[group->len++] = items[i];
	}
	for (size_t i = 0; i < groups.len; i++) {
		struct group *group = &groups.at[i];
		made[i] = box_group(
		        call->vm->arena, group->key, call_list(call, group->items, group->len));
	}
	return call_list(call, made, groups.len);
}

/* --- order ------------------------------------------------------------------------------------ */

enum { KEYS_MAX = 8 };

struct ordering {
	struct template_call *call;
	size_t count;
	struct value paths[KEYS_MAX];
	bool descending[KEYS_MAX];
	bool fold; /* upper and lower case are the same */
	bool incomparable;
	struct value a, b; /* the first two that could not be compared */
};

struct entry {
	struct value item;
	struct value *keys;
};

/* "-date,title": adds the keys that a text names. False after template_fail. */
static bool
add_keys(struct ordering *ordering, struct str text)
{
	struct str rest = text;
	while (rest.at) {
		struct str key = str_trim(str_cut(&rest, ','));
		bool descending = str_starts(key, STR("-"));
		key = str_skip(key, descending);
		if (!key.len) {
			template_fail(ordering->call,
			        "\"" STR_FMT "\" names no attribute to sort by", STR_ARG(text));
			return false;
		}
		if (ordering->count == KEYS_MAX) {
			template_fail(ordering->call, "\"sort_by\" takes at most %d attributes",
			        KEYS_MAX);
			return false;
		}
		ordering->descending[ordering->count] = descending;
		ordering->paths[ordering->count++] = value_text(key);
	}
	return true;
}

static bool
read_keys(struct template_call *call, struct ordering *ordering)
{
	struct value given = box_plain(call->arguments[1]);
	for (uint32_t i = 0; i < given.len; i++) {
		if (!value_is_text(given.items[i])) {
			template_fail(call, "\"sort_by\" needs the names of attributes, not %s",
			        repr_kind(call->vm, given.items[i]));
			return false;
		}
		if (!add_keys(ordering, value_str(given.items[i])))
			return false;
	}
	if (!given.len)
		template_fail(call, "\"sort_by\" needs an attribute, such as sort_by('-date')");
	return given.len > 0;
}

static int
compare(const void *left, const void *right, void *context)
{
	const struct entry *a = left, *b = right;
	struct ordering *ordering = context;
	for (size_t i = 0; i < ordering->count; i++) {
		bool comparable;
		bool missing = is_missing(a->keys[i]);
		if (missing != is_missing(b->keys[i]))
			return missing ? 1 : -1;
		if (missing)
			continue;
		int order = operate_order(ordering->call->vm, a->keys[i], b->keys[i], &comparable);
		bool numbers = value_is_number(a->keys[i]) && value_is_number(b->keys[i]);
		if (!comparable && !numbers && !ordering->incomparable) {
			ordering->incomparable = true;
			ordering->a = a->keys[i];
			ordering->b = b->keys[i];
		}
		if (order)
			return ordering->descending[i] ? -order : order;
	}
	return 0;
}

struct value
filter_sort_by(struct template_call *call)
{
	struct ordering ordering = { .call = call, .fold = !call_truth(call, 0) };
	struct arena *arena = call->vm->arena;
	const struct value *items;
	size_t len, steps = 1;
	if (!call_items(call, &items, &len) || !read_keys(call, &ordering))
		return VALUE_UNDEFINED_INIT;
	while (len >> steps)
		steps++;
	struct value *sorted = call_room(call, len);
	if (!sorted || !vm_charge(call->vm, len * (steps + ordering.count)))
		return VALUE_UNDEFINED_INIT;
	struct entry *entries = arena_array(arena, struct entry, len + 1);
	for (size_t i = 0; i < len && !call->vm->failed; i++) {
		entries[i].item = items[i];
		entries[i].keys = arena_array(arena, struct value, ordering.count);
		for (size_t k = 0; k < ordering.count; k++)
			entries[i].keys[k] =
			        call_key(call, items[i], ordering.paths[k], ordering.fold);
	}
	if (call->vm->failed)
		return VALUE_UNDEFINED_INIT;
	array_sort(entries, len, sizeof *entries, arena, compare, &ordering);
	if (ordering.incomparable)
		return template_fail(call, "%s and %s cannot be put in order",
		        repr_kind(call->vm, ordering.a), repr_kind(call->vm, ordering.b));
	for (size_t i = 0; i < len; i++)
		sorted[i] = entries[i].item;
	return call_list(call, sorted, len);
}

/* --- how many, how much ----------------------------------------------------------------------- */

struct value
filter_take(struct template_call *call)
{
	struct value bounds[3] = { value_none(), value_none(), value_none() };
	int64_t count;
	if (!call_integer(call, 0, &count))
		return VALUE_UNDEFINED_INIT;
	if (call->subject.kind == VALUE_UNDEFINED)
		return call_list(call, NULL, 0);
	bounds[count < 0 ? 0 : 1] = value_int(count);
	return subscript_slice(call->vm, call->subject, bounds);
}

struct value
filter_sum_by(struct template_call *call)
{
	const struct value *items;
	size_t len;
	struct value sum = call->arguments[1];
	if (!call_items(call, &items, &len) || !vm_charge(call->vm, len))
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < len && !call->vm->failed; i++) {
		struct value v = value_at_path(call, items[i], call->arguments[0]);
		if (!is_missing(v))
			sum = operate_binary(call->vm, OPERATE_ADD, sum, v);
	}
	return sum;
}
