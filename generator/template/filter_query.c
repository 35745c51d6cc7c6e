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

/* An item in a group; it may be in several. */
struct member {
	struct value item;
	size_t group;
};

struct grouping {
	struct template_call *call;
	struct map known; /* fingerprint of a key -> its group, by position */
	array_of(struct group) groups;
	array_of(struct member) members;
};

/* Groups come in the order in which their keys do. */
static void
join_group(struct grouping *grouping, struct value item, struct value key)
{
	struct arena *arena = grouping->call->vm->arena;
	bool added;
	struct str mark = fingerprint_of(grouping->call->vm, key);
	struct map_entry *entry = map_put(&grouping->known, arena, mark, &added);
	size_t number = (size_t)(entry - grouping->known.at);
	if (added)
		*array_push(arena, &grouping->groups) = (struct group){ .key = key };
	grouping->groups.at[number].len++;
	*array_push(arena, &grouping->members) = (struct member){ item, number };
}

/* Pairs of a key and its items, in their order. */
static struct value
list_groups(struct grouping *grouping)
{
	struct vm *vm = grouping->call->vm;
	struct value *made = vm->failed ? NULL : call_room(grouping->call, grouping->groups.len);
	if (!made)
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < grouping->groups.len; i++) {
		struct group *group = &grouping->groups.at[i];
		group->items = arena_array(vm->arena, struct value, group->len);
		group->len = 0;
	}
	for (size_t i = 0; i < grouping->members.len; i++) {
		struct group *group = &grouping->groups.at[grouping->members.at[i].group];
		group->items[group->len++] = grouping->members.at[i].item;
	}
	for (size_t i = 0; i < grouping->groups.len; i++) {
		struct group *group = &grouping->groups.at[i];
		made[i] = box_group(
		        vm->arena, group->key, call_list(grouping->call, group->items, group->len));
	}
	return call_list(grouping->call, made, grouping->groups.len);
}

/* What an item belongs to; with a default, that may be of something it cannot have. */
static struct value
group_key(struct template_call *call, struct value item)
{
	struct value path = call->arguments[0], fallback = call->arguments[1];
	struct value key = is_missing(fallback) ? value_at_path(call, item, path)
	                                        : subscript_path(call->vm, item, path);
	return is_missing(key) ? fallback : key;
}

/* An item whose attribute is a list belongs to each of its entries, once; to the default without any. */
static void
join_each(struct grouping *grouping, struct value item, struct value key)
{
	struct template_call *call = grouping->call;
	const struct value *keys;
	size_t len;
	if (!value_is_sequence(key)) {
		join_group(grouping, item, key);
		return;
	}
	if (!sequence_items(call->vm, key, "gone through", &keys, &len) ||
	        !vm_charge(call->vm, len * len))
		return;
	if (!len)
		join_group(grouping, item, call->arguments[1]);
	for (size_t i = 0; i < len && !call->vm->failed; i++) {
		size_t same = 0;
		while (same < i && !operate_equal(call->vm, keys[same], keys[i]))
			same++;
		if (same == i)
			join_group(grouping, item, keys[i]);
	}
}

struct value
filter_group_by(struct template_call *call)
{
	struct grouping grouping = { .call = call };
	const struct value *items;
	size_t len;
	bool each = call_truth(call, 2);
	if (!call_items(call, &items, &len) || !vm_charge(call->vm, len))
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < len && !call->vm->failed; i++) {
		struct value key = group_key(call, items[i]);
		if (each)
			join_each(&grouping, items[i], key);
		else
			join_group(&grouping, items[i], key);
	}
	return list_groups(&grouping);
}

/* The month of a date, in the offset in which it was written: a date without a day. None without a date. */
static struct value
month_of(struct template_call *call, struct value v)
{
	struct date *month = arena_new(call->vm->arena, struct date);
	struct buf *out = call->vm->out;
	struct date date;
	if (!filter_date_read(call, v, &date))
		return value_none();
	size_t begin = vm_text_begin(call->vm);
	date_format(out, date, STR("%Y-%m"), NULL);
	struct value text = vm_text_end(call->vm, begin, VALUE_TEXT);
	return date_parse(value_str(text), month) ? value_none() : value_date(month);
}

struct value
filter_by_month(struct template_call *call)
{
	struct grouping grouping = { .call = call };
	const struct value *items;
	size_t len;
	if (!call_items(call, &items, &len) || !vm_charge(call->vm, len))
		return VALUE_UNDEFINED_INIT;
	for (size_t i = 0; i < len && !call->vm->failed; i++) {
		struct value date = value_at_path(call, items[i], call->arguments[0]);
		join_group(&grouping, items[i], month_of(call, date));
	}
	return list_groups(&grouping);
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
