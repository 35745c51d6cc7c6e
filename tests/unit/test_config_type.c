/* Types that kith.yaml declares: how their records are laid out, read and seen. */
#include "config/config_type.h"

#include "base/arena.h"
#include "base/diag.h"
#include "config/config.h"
#include "data/value_order.h"
#include "expect_tree.h"

struct parsed {
	struct arena arena;
	struct diags diags;
	struct config *config;
};

static struct parsed
parse(const char *types)
{
	struct parsed p = { .arena = ARENA_EMPTY };
	struct node_source source = { STR("kith.yaml"),
		str_format(&p.arena, "title: A\ntypes:\n%s\n", types) };
	diag_init(&p.diags);
	p.config = config_parse(&p.arena, &source, &p.diags);
	assert_non_null(p.config);
	return p;
}

static void
end(struct parsed *p)
{
	diag_free(&p->diags);
	arena_free(&p->arena);
}

/* Takes `front`, a map in YAML, key by key; what is wrong lands in p->diags. */
static void *
take(struct parsed *p, const struct config_type *type, const char *front)
{
	struct reading r = reading_of("a.yaml", str_from(front));
	void *record = config_type_record(type, &p->arena);
	struct node_source source = { STR("a.md"), STR_EMPTY };
	for (const struct node *node = r.root->child; node; node = node->next) {
		struct node *key = arena_new(&p->arena, struct node);
		struct node *kept = arena_new(&p->arena, struct node);
		*key = *node->key;
		key->text = str_copy(&p->arena, key->text);
		*kept = *node;
		kept->key = key;
		kept->text = str_copy(&p->arena, kept->text);
		config_type_take(type, record, &p->arena, &source, kept, &p->diags);
	}
	reading_free(&r);
	return record;
}

static void
expect_diags_are(const struct diags *list, const char *lines)
{
	struct buf buf;
	buf_init(&buf, 1 << 16);
	put_diags(&buf, list);
	expect_str(buf_view(&buf), lines);
	buf_free(&buf);
}

static void
test_each_kind_of_key(void **state)
{
	(void)state;
	struct parsed p = parse("  talk:\n"
	                        "    keys:\n"
	                        "      a: text\n"
	                        "      b: line\n"
	                        "      c: bool\n"
	                        "      d: int\n"
	                        "      e: date\n"
	                        "      f: url\n"
	                        "      g: {choices: [short talk, long]}\n"
	                        "      h: list\n"
	                        "      i: map\n"
	                        "      j: any\n"
	                        "      k:\n");
	const struct config_type *type = config_type_find(p.config, STR("talk"));
	assert_non_null(type);
	assert_int_equal(type->schema.count, 11);
	for (size_t i = 0; i < type->schema.count;
	        i++) /* nothing is set yet, not even 0 and false */
		assert_int_equal(
		        config_type_value(type, type->defaults, type->schema.rows[i].name, &p.arena)
		                .kind,
		        VALUE_UNDEFINED);
	void *record = take(&p, type,
	        "{a: x, b: y, c: false, d: 0, e: 2026-11, f: /a/, g: Short Talk, h: [], j: ~, k: 1}");
	expect_diags_are(&p.diags, "");
	static const struct {
		const char *key;
		enum value_kind kind;
	} kinds[] = {
		{ "a", VALUE_TEXT },
		{ "b", VALUE_TEXT },
		{ "c", VALUE_BOOL },
		{ "d", VALUE_INT },
		{ "e", VALUE_DATE },
		{ "f", VALUE_TEXT },
		{ "g", VALUE_TEXT },
		{ "h", VALUE_UNDEFINED },
		{ "i", VALUE_UNDEFINED },
		{ "j", VALUE_UNDEFINED },
		{ "k", VALUE_TEXT },
		{ "l", VALUE_UNDEFINED },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		assert_int_equal(
		        config_type_value(type, record, str_from(kinds[i].key), &p.arena).kind,
		        kinds[i].kind);
	expect_str(value_str(config_type_value(type, record, STR("g"), &p.arena)), "short talk");
	assert_null(config_type_row(type, STR("l")));
	assert_ptr_equal(config_type_with_key(p.config, STR("k")), type);
	assert_null(config_type_with_key(p.config, STR("l")));
	assert_null(config_type_with_key(NULL, STR("k")));
	end(&p);
}

static void
test_defaults_are_read_as_values_are(void **state)
{
	(void)state;
	struct parsed p = parse("  talk: {keys: {n: {type: int, default: 3}, "
	                        "l: {type: list, default: [a, b]}, d: {type: date, default: x}}}");
	const struct config_type *type = config_type_find(p.config, STR("talk"));
	expect_diags_are(&p.diags,
	        "3:104: error: \"d\" is no date: a date is written like 2026-11-02 | for example: d: 2026-11-02");
	void *record = take(&p, type, "{n: }");
	assert_int_equal(config_type_value(type, record, STR("n"), &p.arena).integer, 3);
	assert_int_equal(config_type_value(type, record, STR("l"), &p.arena).len, 2);
	record = take(&p, type, "{n: 4}");
	assert_int_equal(config_type_value(type, record, STR("n"), &p.arena).integer, 4);
	assert_int_equal(config_type_value(type, type->defaults, STR("n"), &p.arena).integer, 3);
	end(&p);
}

static void
test_sections(void **state)
{
	(void)state;
	struct parsed p = parse("  talk:\n"
	                        "  gig: {section: /gigs/}\n"
	                        "  log: {section: [journal, work/diary]}\n"
	                        "  journal: {}\n");
	expect_diags_are(&p.diags,
	        "6:3: error: \"journal\" cannot be the section of \"journal\": it is that of log"
	        " | a section is a folder of content/, such as talks");
	expect_str(config_type_find(p.config, STR("talk"))->sections.at[0], "talk");
	expect_str(config_type_find(p.config, STR("gig"))->sections.at[0], "gigs");
	expect_str(config_type_find(p.config, STR("log"))->sections.at[1], "work/diary");
	assert_int_equal(config_type_find(p.config, STR("journal"))->sections.len, 0);
	end(&p);
}

/* What is wrong with a type does not hide what is wrong with its keys. */
static void
test_mistakes_are_told_at_once(void **state)
{
	(void)state;
	struct parsed p = parse("  talk: {section: ../x, keys: {a: txt}}\n"
	                        "  gig: {sectoin: gigs, keys: {b: txt}}\n"
	                        "  field note: {}\n");
	expect_diags_are(&p.diags,
	        "3:19: error: \"../x\" cannot be the section of \"talk\": it has a component \".\" "
	        "or \"..\" | a section is a folder of content/, such as talks\n"
	        "3:35: error: \"type\" cannot be \"txt\" | did you mean \"text\"?\n"
	        "4:9: error: unknown key \"sectoin\" | did you mean \"section\"?\n"
	        "4:34: error: \"type\" cannot be \"txt\" | did you mean \"text\"?\n"
	        "5:3: error: \"field note\" cannot name a type: it has a blank | for example: talk, "
	        "or field-note");
	assert_null(config_type_find(p.config, STR("field note")));
	end(&p);
}

/* Each row of the two tables is read in its place. */
static void
test_every_row_has_help_and_a_good_example(void **state)
{
	(void)state;
	const struct schema *schemas[] = { config_type_schema(), config_type_key_schema() };
	for (size_t i = 0; i < 2; i++) {
		for (size_t j = 0; j < schemas[i]->count; j++) {
			const struct schema_row *row = &schemas[i]->rows[j];
			bool choice = str_is(row->name, "default");
			struct arena arena = ARENA_EMPTY;
			assert_non_null(row->help);
			struct str text = str_format(&arena, "  talk: {%s" STR_FMT ": %s%s%s",
			        i ? "keys: {venue: {" : "", STR_ARG(row->name), row->example,
			        choice ? ", choices: [short, long]" : "", i ? "}}}" : "}");
			struct parsed p = parse(text.at);
			expect_diags_are(&p.diags, "");
			end(&p);
			arena_free(&arena);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_kind_of_key),
		cmocka_unit_test(test_defaults_are_read_as_values_are),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_mistakes_are_told_at_once),
		cmocka_unit_test(test_every_row_has_help_and_a_good_example),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
