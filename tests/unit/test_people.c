/* data/people.yaml: what is read, and what is said of what cannot be meant. */
#include "site_fixture.h"

#include "content/people.h"
#include "data/reader.h"

static const struct people *
read_people(const char *text)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A.\n");
	put_file("data/people.yaml", text);
	load_site();
	diags.list.len = diags.errors = diags.warnings = 0;
	const struct people *people = people_read(&loaded.arena, loaded.root, &diags);
	diag_sort(&diags);
	return people;
}

static void
test_every_row_has_help_and_a_good_example(void **state)
{
	const struct schema *schema = people_schema();

	(void)state;
	for (size_t i = 0; i < schema->count; i++) {
		char text[200];
		const struct people *people;

		assert_true(strlen(schema->rows[i].help) > 10);
		snprintf(text, sizeof text, "ada:\n  " STR_FMT ": %s\n",
		        STR_ARG(schema->rows[i].name), schema->rows[i].example);
		people = read_people(text);
		assert_int_equal(diags.list.len, 0);
		assert_int_equal(
		        schema_value(&schema->rows[i], people->list.at[0], &loaded.arena).kind !=
		                VALUE_UNDEFINED,
		        true);
		pipeline_close(&loaded);
		is_loaded = false;
	}
}

static void
test_a_key_is_a_name_where_there_is_no_other(void **state)
{
	const struct people *people;

	(void)state;
	people = read_people("ada:\ngrace: {url: https://g.example/}\nzoe: {name: Zoë, own: 1}\n");
	assert_int_equal(diags.list.len, 0);
	assert_int_equal(people->list.len, 3);
	expect_str(people->list.at[0]->name, "ada");
	expect_str(people->list.at[1]->name, "grace");
	assert_ptr_equal(people_find(people, STR("ZOË"), &loaded.arena), people->list.at[2]);
	assert_null(people_find(people, STR("Zo"), &loaded.arena));
}

static void
test_authors_of_commits_are_found_by_address_first(void **state)
{
	const struct people *people;

	(void)state;
	people = read_people("a: {name: Ada, email: Ada@example.org}\nb: {name: Bea}\n");
	assert_ptr_equal(
	        people_find_author(people, STR("Bea"), STR("ada@Example.org"), &loaded.arena),
	        people->list.at[0]);
	assert_ptr_equal(people_find_author(people, STR("bea"), STR("x@y.z"), &loaded.arena),
	        people->list.at[1]);
	assert_null(people_find_author(people, STR("Cy"), STR_EMPTY, &loaded.arena));
	assert_null(people_find(people, STR("ada@example.org"), &loaded.arena));
}

static void
test_what_cannot_be_meant_is_said(void **state)
{
	(void)state;
	read_people("ada:\n"
	            "  nmae: Ada\n"
	            "  feed: /feed.xml\n"
	            "  photo: 'javascript:x'\n"
	            "  fediverse: ada\n"
	            "  rel: [freind, met]\n"
	            "  email: nobody\n"
	            "  page: yes\n"
	            "bea: Bea\n"
	            "cy: {names: [dee]}\n"
	            "dee:\n"
	            "'!?!': {page: true}\n");
	expect_said("data/people.yaml:2:3: warning");
	expect_said("data/people.yaml:3:9: error: \"/feed.xml\" is no address of a feed");
	expect_said("data/people.yaml:4:10: error: \"javascript:x\" cannot become a link");
	expect_said("data/people.yaml:5:14: error: \"ada\" is no name of the fediverse");
	expect_said("data/people.yaml:6:9: error: \"freind\" is no relation");
	expect_said("did you mean \"friend\"?");
	expect_said("data/people.yaml:7:10: error: \"nobody\" is no mail address");
	expect_said("data/people.yaml:8:9: error");
	expect_said("data/people.yaml:9:6: error: what is known of a person is a map");
	expect_said("data/people.yaml:11:1: error: \"dee\" is a name of \"cy\" as well");
	expect_said("data/people.yaml:12:1: error: \"!?!\" cannot be the key");
}

static void
test_a_list_is_refused(void **state)
{
	const struct people *people;

	(void)state;
	people = read_people("- {name: Ada}\n");
	expect_said("data/people.yaml:1:1: error: the people are a map");
	assert_int_equal(people->list.len, 0);
}

static void
test_an_unreadable_file_is_reported_once(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("content/a.md", "A.\n");
	put_file("data/people.yaml", "ada: [\n");
	load_site();
	assert_int_equal(diags.errors, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_every_row_has_help_and_a_good_example),
		WITH_SITE(test_a_key_is_a_name_where_there_is_no_other),
		WITH_SITE(test_authors_of_commits_are_found_by_address_first),
		WITH_SITE(test_what_cannot_be_meant_is_said),
		WITH_SITE(test_a_list_is_refused),
		WITH_SITE(test_an_unreadable_file_is_reported_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
