/* What front matter says of other pages: names that mean something, from both sides, and those that do not. */
#include "site_fixture.h"

#include "content/page.h"
#include "site/item.h"
#include "site/project.h"
#include "site/reference.h"

static void
put_page(const char *path, const char *front)
{
	char text[600];

	snprintf(text, sizeof text, "---\n%s---\nText.\n", front);
	put_file(path, text);
}

static const struct page *
referred(const char *from, enum reference_kind kind)
{
	const struct reference *reference = reference_of(page_at(from), kind, 0);

	return reference ? reference->to : NULL;
}

static void
put_small_site(void)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_page("content/projects/quill/index.md", "milestones: [First reader, Print]\n");
	put_page("content/projects/nib.md", "title: The nib\n");
	put_page("content/lessons/measure-first.md", "title: Measure first\nid: m1\n");
	put_page("content/essays/measure-first.md", "title: On measuring\n");
}

static void
test_names_that_a_page_answers_to(void **state)
{
	static const char *names[] = { "measure-first", "m1", "Measure first", "measure FIRST",
		"lessons/measure-first", "lessons/measure-first.md", "/lessons/measure-first/" };

	(void)state;
	put_small_site();
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[60], front[100];

		snprintf(path, sizeof path, "content/essays/e%zu.md", i);
		snprintf(front, sizeof front, "lessons: [\"%s\"]\n", names[i]);
		put_page(path, front);
	}
	load_site();
	assert_int_equal(diags.list.len, 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[60];

		snprintf(path, sizeof path, "essays/e%zu.md", i);
		assert_ptr_equal(
		        referred(path, REFERENCE_LESSONS), page_at("lessons/measure-first.md"));
	}
	assert_int_equal(page_at("lessons/measure-first.md")->refs->in.len, 7);
}

static void
test_a_page_belongs_to_the_project_it_names_or_lies_in(void **state)
{
	const struct project *quill;

	(void)state;
	put_small_site();
	put_page("content/projects/quill/log/2026-01-02-b.md", "milestone: print\n");
	put_page("content/projects/quill/log/2026-01-01-a.md", "title: A\n");
	put_page("content/essays/e.md", "project: quill\n");
	put_page("content/projects/quill/log/2026-01-03-c.md", "project: the nib\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
	quill = project_of_page(site->projects, page_at("projects/quill/index.md"));
	assert_int_equal(quill->entries.len, 2);
	assert_ptr_equal(quill->entries.at[0], page_at("projects/quill/log/2026-01-02-b.md"));
	assert_int_equal(quill->essays.len, 1);
	assert_int_equal(quill->milestones.at[1].entries.len, 1);
	assert_ptr_equal(page_at("projects/quill/log/2026-01-03-c.md")->refs->project->page,
	        page_at("projects/nib.md"));
}

static void
test_what_means_nothing_is_an_error_with_the_nearest_name(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/essays/a.md", "lessons:\n  - mesure-first\n");
	load_site();
	expect_said("content/essays/a.md:3:5: error");
	expect_said("there is no lesson \"mesure-first\"");
	expect_said("did you mean \"measure-first\"?");
}

static void
test_the_beginning_of_a_name_is_near_it(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/lessons/clean-the-roller-before-lunch.md", "title: Longer\n");
	put_page("content/essays/a.md", "lessons: [clean-the-roller]\n");
	put_page("content/essays/b.md", "lessons: [measure-first-of-all-that-is-there]\n");
	put_page("content/essays/c.md", "lessons: [measu]\n");
	load_site();
	expect_said("did you mean \"clean-the-roller-before-lunch\"?");
	expect_said("did you mean \"measure-first\"?");
	expect_said("help: write the name of its file");
}

static void
test_an_address_elsewhere_is_no_page(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/lessons/b.md", "evidence: [https://example.com/x]\n");
	load_site();
	expect_said("there is no page \"https://example.com/x\"");
	expect_said("pages elsewhere are linked to in the text");
}

static void
test_a_page_of_another_type_is_not_meant(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/essays/a.md", "asks: [measure-first]\n");
	load_site();
	expect_said("is of the type essay, and no ask");
	expect_said(
	        "that is content/essays/measure-first.md; only a page of the type ask can stand");
}

static void
test_a_draft_is_not_shown_by_a_reference(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/lessons/secret.md", "draft: true\n");
	put_page("content/essays/a.md", "lessons: [secret]\n");
	put_page("content/essays/b.md", "asks: [\"secret#ask-who\"]\n");
	load_site();
	expect_said("\"secret\" is a draft, so nothing of it is shown");
	expect_said("\"secret#ask-who\" is a draft, so nothing of it is shown");
	assert_null(referred("essays/a.md", REFERENCE_LESSONS));
	assert_null(page_at("lessons/secret.md")->refs);
}

static void
test_a_milestone_is_one_of_the_project(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/projects/quill/log/a.md", "milestone: Prnt\n");
	put_page("content/log/b.md", "milestone: Print\n");
	load_site();
	expect_said("has no milestone \"Prnt\"");
	expect_said("did you mean \"Print\"?");
	expect_said("the page belongs to no project");
}

static void
test_passages_stand_beside_pages(void **state)
{
	const struct items *items;

	(void)state;
	put_small_site();
	put_file("content/essays/2026-01-01-twice.md",
	        "---\nproject: quill\n---\nWe measured. It lied.\n\n> [!LESSON] Twice\n> Do it.\n");
	put_file("content/essays/draft.md", "---\ndraft: true\n---\n> [!LESSON] Hidden\n> No.\n");
	put_page("content/lessons/b.md",
	        "evidence: [\"essays/twice#lesson-twice\"]\nstatus: retracted\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
	items = site->items;
	assert_int_equal(items->of[ITEM_LESSON].len, 3);
	assert_true(str_is(items->of[ITEM_LESSON].at[0]->remark->title, "Twice"));
	assert_true(item_stands(items->of[ITEM_LESSON].at[0]));
	assert_false(item_stands(item_find(items, page_at("lessons/b.md"), NULL)));
	assert_int_equal(
	        project_of_page(site->projects, page_at("projects/quill/index.md"))->items.len, 1);
	assert_ptr_equal(reference_of(page_at("lessons/b.md"), REFERENCE_EVIDENCE, 0)->remark,
	        items->of[ITEM_LESSON].at[0]->remark);
}

static void
test_a_passage_that_is_not_there(void **state)
{
	(void)state;
	put_small_site();
	put_file("content/essays/twice.md", "> [!LESSON] Twice\n> Do it.\n");
	put_page("content/lessons/b.md", "evidence: [\"essays/twice#lesson-twise\"]\n");
	load_site();
	expect_said("content/essays/twice.md has no part \"#lesson-twise\"");
	expect_said("did you mean \"lesson-twice\"?");
}

/* "C#" is a name, too. */
static void
test_a_title_with_a_hash(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/essays/sharp.md", "title: \"On C#7\"\n");
	put_page("content/lessons/b.md", "evidence: [\"On C#7\"]\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
}

static void
test_lessons_do_not_replace_each_other(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/lessons/a.md", "supersedes: [b]\n");
	put_page("content/lessons/b.md", "supersedes: [a]\n");
	load_site();
	expect_said(
	        "content/lessons/a.md:2:13: error: this lesson and content/lessons/b.md replace each other");
}

static void
put_supersedes(const char *name, const char *replaced)
{
	char path[60], front[60];

	snprintf(path, sizeof path, "content/lessons/%s.md", name);
	snprintf(front, sizeof front, "supersedes: [%s]\n", replaced);
	put_page(path, front);
}

/* "new" stands outside of it, and a chain that ends is none. */
static void
test_a_circle_of_lessons_is_told_with_all_of_it(void **state)
{
	(void)state;
	put_small_site();
	put_supersedes("new", "c");
	put_supersedes("c", "b");
	put_supersedes("b", "d");
	put_supersedes("d", "c, measure-first");
	load_site();
	expect_said("content/lessons/b.md:2:13: error: lessons replace each other in a circle: "
	            "content/lessons/b.md -> content/lessons/d.md -> content/lessons/c.md -> "
	            "content/lessons/b.md");
	assert_int_equal(diags.errors, 1);
}

static void
test_two_circles_through_one_lesson(void **state)
{
	(void)state;
	put_small_site();
	put_supersedes("a", "b, c");
	put_supersedes("b", "a");
	put_supersedes("c", "d");
	put_supersedes("d", "a");
	load_site();
	expect_said("this lesson and content/lessons/b.md replace each other");
	expect_said("content/lessons/a.md -> content/lessons/c.md -> content/lessons/d.md -> "
	            "content/lessons/a.md");
	assert_int_equal(diags.errors, 2);
}

static void
test_a_long_circle_names_some(void **state)
{
	(void)state;
	put_small_site();
	for (int i = 10; i < 40; i++) {
		char name[16], next[16];

		snprintf(name, sizeof name, "l%d", i);
		snprintf(next, sizeof next, "l%d", i == 39 ? 10 : i + 1);
		put_supersedes(name, next);
	}
	load_site();
	expect_said("content/lessons/l17.md -> (22 more) -> content/lessons/l10.md");
	assert_int_equal(diags.errors, 1);
}

static void
test_a_milestone_has_one_name_however_it_is_written(void **state)
{
	const struct project *project;

	(void)state;
	put_small_site();
	put_page("content/projects/nib.md",
	        "milestones:\n  - First reader\n  - {name: first  Reader, due: 2030-01-01}\n  - Print\n");
	put_page("content/log/a.md", "project: nib\nmilestone: \"FIRST  reader \"\n");
	load_site();
	project = project_of_page(site->projects, page_at("projects/nib.md"));
	expect_said(
	        "content/projects/nib.md:4:5: warning: \"first  Reader\" is the milestone \"First "
	        "reader\" once more");
	assert_int_equal(diags.list.len, 1);
	assert_int_equal(project->milestones.len, 2);
	assert_int_equal(project->milestones.at[0].entries.len, 1);
	assert_true(date_known(project->milestones.at[0].front->due));
	assert_true(str_is(page_at("log/a.md")->front->milestone, "First reader"));
}

static void
put_asks(const char *author)
{
	char config[300];

	snprintf(config, sizeof config, PLAIN_SITE "%s", author);
	put_file("kith.yaml", config);
	put_page("content/asks/a.md", "title: Who reads\n");
	put_page("content/asks/answered.md", "status: closed\n");
	put_page("content/asks/said.md", "contact: \"mailto:a@example.org\"\n");
	put_page("content/asks/secret.md", "draft: true\n");
	put_file("content/essays/e.md", "> [!ASK] Who knows\n> this?\n");
}

static void
test_an_ask_that_nobody_can_answer_is_noted(void **state)
{
	(void)state;
	put_asks("");
	load_site();
	expect_said(
	        "content/asks/a.md:2:8: note: the ask \"Who reads\" does not say how to answer");
	expect_said("content/essays/e.md:1:5: note: the ask \"Who knows\"");
	assert_int_equal(diags.list.len, 2);
}

static void
test_an_author_with_an_address_can_be_answered(void **state)
{
	(void)state;
	put_asks("author: {email: a@example.org}\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
}

static void
test_an_empty_passage(void **state)
{
	(void)state;
	put_small_site();
	put_file("content/essays/a.md", "> [!LESSON] Once\n\n- Text.\n\n  > [!lesson]\n");
	load_site();
	expect_said("content/essays/a.md:5:7: warning: this lesson is empty");
	assert_int_equal(site->items->of[ITEM_LESSON].len, 2);
}

static void
test_what_is_replaced_no_longer_stands(void **state)
{
	(void)state;
	put_small_site();
	put_page("content/lessons/new.md", "supersedes: [measure-first]\n");
	load_site();
	assert_false(
	        item_stands(item_find(site->items, page_at("lessons/measure-first.md"), NULL)));
	assert_true(item_stands(item_find(site->items, page_at("lessons/new.md"), NULL)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_names_that_a_page_answers_to),
		WITH_SITE(test_a_page_belongs_to_the_project_it_names_or_lies_in),
		WITH_SITE(test_what_means_nothing_is_an_error_with_the_nearest_name),
		WITH_SITE(test_the_beginning_of_a_name_is_near_it),
		WITH_SITE(test_an_address_elsewhere_is_no_page),
		WITH_SITE(test_a_page_of_another_type_is_not_meant),
		WITH_SITE(test_a_draft_is_not_shown_by_a_reference),
		WITH_SITE(test_a_milestone_is_one_of_the_project),
		WITH_SITE(test_passages_stand_beside_pages),
		WITH_SITE(test_a_passage_that_is_not_there),
		WITH_SITE(test_a_title_with_a_hash),
		WITH_SITE(test_lessons_do_not_replace_each_other),
		WITH_SITE(test_a_circle_of_lessons_is_told_with_all_of_it),
		WITH_SITE(test_two_circles_through_one_lesson),
		WITH_SITE(test_a_long_circle_names_some),
		WITH_SITE(test_a_milestone_has_one_name_however_it_is_written),
		WITH_SITE(test_an_ask_that_nobody_can_answer_is_noted),
		WITH_SITE(test_an_author_with_an_address_can_be_answered),
		WITH_SITE(test_an_empty_passage),
		WITH_SITE(test_what_is_replaced_no_longer_stands),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
