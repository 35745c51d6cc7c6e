/* Who wrote, works on projects and helped: names that pages and commits use, and what each person is told to have done. */
#include "repos.h"
#include "site_fixture.h"

#include "content/page.h"
#include "content/people.h"
#include "site/person.h"
#include "site/project.h"

static const char people[] = "grace:\n"
                             "  name: Grace Hopper\n"
                             "  names: [G. Hopper, gracie]\n"
                             "  email: grace@private.example\n"
                             "charles:\n"
                             "  url: https://charles.example/\n"
                             "ada: {name: Ada Lovelace, page: true, photo: /ada.png}\n";

static void
put_page(const char *path, const char *front)
{
	char text[600];

	snprintf(text, sizeof text, "---\n%s---\nText.\n", front);
	put_file(path, text);
}

static void
put_site(void)
{
	put_file("kith.yaml", PLAIN_SITE "author: {name: Ada Lovelace}\n");
	put_file("static/ada.png", "-");
	put_file("data/people.yaml", people);
}

/* Somebody by name; fails when there is nobody, or there are two. */
static const struct person *
person_at(const char *name)
{
	const struct person *found = NULL;

	for (size_t i = 0; i < site->persons->list.len; i++) {
		if (!str_eq(site->persons->list.at[i]->name, str_from(name)))
			continue;
		assert_null(found);
		found = site->persons->list.at[i];
	}
	assert_non_null(found);
	return found;
}

/* Names separated by commas. */
static struct str
names_of(const person_mentions *list)
{
	struct str all[16];

	for (size_t i = 0; i < list->len; i++)
		all[i] = list->at[i]->person->name;
	return str_join(&loaded.arena, all, list->len, STR(", "));
}

static void
test_a_key_a_name_and_other_spellings_are_one_person(void **state)
{
	(void)state;
	put_site();
	put_page("content/essays/a.md",
	        "thanks: [grace, Grace Hopper, g. hopper, gracie, charles, Mary Somerville, mary somerville]\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
	expect_str(names_of(&page_at("essays/a.md")->persons->thanks),
	        "Grace Hopper, charles, Mary Somerville");
	assert_int_equal(person_at("Grace Hopper")->thanked.len, 1);
	assert_null(person_at("Mary Somerville")->entry);
	assert_int_equal(site->persons->entries, 3);
}

static void
test_pages_are_told_newest_first_and_drafts_never(void **state)
{
	(void)state;
	put_site();
	put_page(
	        "content/essays/old.md", "date: 2024-01-01\nauthors: [grace]\nthanks: [charles]\n");
	put_page("content/essays/new.md", "date: 2025-01-01\nauthors: [Grace Hopper, ada]\n");
	put_page("content/essays/own.md", "date: 2025-02-01\n");
	put_page("content/essays/undated.md", "title: U\n");
	put_page("content/essays/secret.md",
	        "draft: true\nauthors: [grace]\nthanks: [Nobody Else, charles]\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
	expect_str(titles(&person_at("Grace Hopper")->wrote), "New Old");
	expect_str(titles(&person_at("Ada Lovelace")->wrote), "Own New");
	expect_str(titles(&person_at("charles")->thanked), "Old");
	assert_int_equal(site->persons->list.len, 3);
	assert_null(page_at("essays/secret.md")->persons);
	assert_null(page_at("essays/own.md")->persons);
}

static void
test_people_of_a_project_have_a_role(void **state)
{
	const struct person *grace;
	const struct page_persons *persons;

	(void)state;
	put_site();
	put_page("content/projects/quill.md",
	        "date: 2025-01-01\npeople: [{name: grace, role: editor}, {name: Jo, url: https://jo.example/}, ada]\n");
	put_page("content/projects/nib.md", "date: 2024-01-01\npeople: [Grace Hopper]\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
	persons = page_at("projects/quill.md")->persons;
	expect_str(names_of(&persons->people), "Grace Hopper, Jo, Ada Lovelace");
	expect_str(persons->people.at[0]->role, "editor");
	expect_str(persons->people.at[1]->url, "https://jo.example/");
	assert_ptr_equal(persons->people.at[2], person_at("Ada Lovelace")->self);
	grace = person_at("Grace Hopper");
	assert_int_equal(grace->works.len, 2);
	assert_ptr_equal(grace->works.at[0].project->page, page_at("projects/quill.md"));
	expect_str(grace->works.at[0].role, "editor");
	assert_int_equal(grace->works.at[1].role.len, 0);
}

static void
test_a_slip_in_a_key_is_an_error(void **state)
{
	(void)state;
	put_site();
	put_page("content/essays/a.md", "thanks:\n  - grcae\n");
	put_page("content/essays/b.md", "thanks: [bob, Gracie]\n");
	put_page("content/projects/q.md", "people:\n  - {name: chrales, role: reader}\n");
	load_site();
	expect_said(
	        "content/essays/a.md:3:5: error: `thanks`: \"grcae\" is no key of data/people.yaml");
	expect_said("did you mean \"grace\"?");
	expect_said("content/projects/q.md:3:12: error");
	assert_int_equal(diags.errors, 2);
	expect_str(names_of(&page_at("essays/b.md")->persons->thanks), "bob, Grace Hopper");
}

static void
test_a_name_that_is_nearly_one_is_doubted(void **state)
{
	(void)state;
	put_site();
	put_page("content/essays/a.md", "thanks:\n  - Grace Hoper\n");
	put_page("content/essays/b.md", "authors: [Grcae, Ada  Lovelace]\n");
	put_page("content/projects/q.md", "people:\n  - {name: Ada Lovelce, role: reader}\n");
	load_site();
	expect_said("content/essays/a.md:3:5: warning: `thanks`: \"Grace Hoper\" is nobody in "
	            "data/people.yaml");
	expect_said("did you mean \"Grace Hopper\"?");
	expect_said("content/essays/b.md:2:11: warning: `authors`: \"Grcae\"");
	expect_said("content/projects/q.md:3:12: warning: `people`: \"Ada Lovelce\"");
	assert_int_equal(diags.list.len, 3);
	expect_str(names_of(&page_at("essays/a.md")->persons->thanks), "Grace Hoper");
}

/* As a whole "Grant Cooper" is no further from Grace Hopper than a slip; word by word it is. */
static void
test_somebody_new_is_not_doubted(void **state)
{
	(void)state;
	put_site();
	put_page("content/essays/a.md",
	        "thanks: [Mary Somerville, Grant Cooper, Charlotte, Ada Byron, Jo]\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
	assert_int_equal(page_at("essays/a.md")->persons->thanks.len, 5);
}

static void
test_without_the_file_names_are_names(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_page("content/essays/a.md", "authors: [grace, Ada]\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
	expect_str(names_of(&page_at("essays/a.md")->persons->authors), "grace, Ada");
	assert_int_equal(site->persons->entries, 0);
}

static void
test_trailers_of_shown_revisions_are_credits(void **state)
{
	const struct person *grace;
	const struct page_persons *persons;

	(void)state;
	put_site();
	put_page("content/essays/a.md", "draft: true\n");
	put_file("content/essays/b.md", "B.\n");
	repos_change(folder_path,
	        "start inside; commit 1 'Begin' ; echo 'More.' >>content/essays/a.md;"
	        "commit 2 'Draft\n\nReviewed-by: Hidden Reader <h@example.org>';"
	        "sed -i.bak 's/draft: true/title: A/' content/essays/a.md; rm content/essays/a.md.bak;"
	        "commit 3 'Publish\n\nReviewed-by: Other Spelling <grace@private.example>\nThanks-to: Jo Reader <jo@example.org>';"
	        "echo 'More.' >>content/essays/a.md;"
	        "commit 4 'Mend\n\nReviewed-by: G. Hopper <new@example.org>\nCo-authored-by: Charles <c@example.org>'");
	load_site();
	persons = page_at("essays/a.md")->persons;
	assert_non_null(persons);
	assert_int_equal(persons->credits.len, 3);
	grace = person_at("Grace Hopper");
	assert_ptr_equal(persons->credits.at[0]->by, grace->self);
	expect_str(persons->credits.at[0]->key, "Reviewed-by");
	assert_int_equal(persons->credits.at[0]->count, 2);
	assert_int_equal(date_split(persons->credits.at[0]->date).day, 4);
	expect_str(persons->credits.at[1]->key, "Co-authored-by");
	assert_ptr_equal(persons->credits.at[1]->by, person_at("charles")->self);
	expect_str(persons->credits.at[2]->by->person->name, "Jo Reader");
	assert_int_equal(grace->credits.len, 1);
	assert_int_equal(grace->thanked.len, 0);
	assert_int_equal(site->persons->list.len, 4);
}

/* Ada signs nothing and is the site's author; a bot, a stranger and an edit that nobody sees are no editors. */
static void
test_editors_in_the_file_are_credited(void **state)
{
	const struct page_persons *persons;

	(void)state;
	put_site();
	put_page("content/essays/a.md", "title: A\n");
	put_page("content/essays/b.md", "authors: [grace]\n");
	repos_change(folder_path,
	        "start inside; as() { export GIT_AUTHOR_NAME=\"$1\" GIT_AUTHOR_EMAIL=\"$2\"; };"
	        "more() { echo \"More of it.\" >>content/essays/a.md; echo \"More of it.\" >>content/essays/b.md; };"
	        "as 'Ada Lovelace' a@example.org; commit 1 'Begin';"
	        "more; as 'Other Spelling' grace@private.example; commit 2 'Mend';"
	        "more; as 'Charles' c@example.org; commit 3 'Mend again\n\nMinor: yes';"
	        "more; as 'Nobody Known' n@example.org; commit 4 'Add'");
	load_site();
	persons = page_at("essays/a.md")->persons;
	assert_non_null(persons);
	assert_int_equal(persons->credits.len, 1);
	expect_str(persons->credits.at[0]->key, "Edited-by");
	assert_ptr_equal(persons->credits.at[0]->by, person_at("Grace Hopper")->self);
	persons = page_at("essays/b.md")->persons;
	assert_int_equal(persons->credits.len, 1);
	assert_ptr_equal(persons->credits.at[0]->by, person_at("Ada Lovelace")->self);
	assert_int_equal(person_at("charles")->credits.len, 0);
	assert_int_equal(site->persons->list.len, 3);
}

/* Of a commit that changed two pages a reviewer has seen both; for which of them it thanks nobody can tell. */
static void
test_a_thanks_is_for_one_page(void **state)
{
	const struct page_persons *persons;

	(void)state;
	put_site();
	put_page("content/essays/a.md", "title: A\n");
	put_page("content/essays/b.md", "title: B\n");
	put_page("content/essays/secret.md", "draft: true\n");
	put_file("templates/changelog.html",
	        "{% for c in changes %}{% for k in c.credits %}{{ k.name }};{% endfor %}{% endfor %}");
	repos_change(folder_path,
	        "start inside;"
	        "commit 1 'Begin\n\nReviewed-by: Rea Reader <r@example.org>\nThanks-to: Jo Reader <jo@example.org>';"
	        "echo 'More.' >>content/essays/a.md; echo 'More.' >>content/essays/secret.md;"
	        "commit 2 'Mend\n\nThanks-to: Mia Reader <mia@example.org>'");
	load_site();
	persons = page_at("essays/a.md")->persons;
	assert_int_equal(persons->credits.len, 2);
	expect_str(persons->credits.at[0]->by->person->name, "Mia Reader");
	expect_str(persons->credits.at[1]->by->person->name, "Rea Reader");
	persons = page_at("essays/b.md")->persons;
	assert_int_equal(persons->credits.len, 1);
	expect_str(persons->credits.at[0]->key, "Reviewed-by");
	expect_str(rendered("changelog/index.html"), "Mia Reader;Rea Reader;Jo Reader;");
}

/* A note says nothing of somebody who did not agree to be told of. */
static void
test_who_is_told_of(void **state)
{
	(void)state;
	put_file("kith.yaml", PLAIN_SITE);
	put_file("data/people.yaml",
	        "a: {note: N, url: https://a.example/}\nb: {page: true}\nc: {note: N}\n");
	put_page("content/essays/e.md", "thanks: [c]\n");
	load_site();
	assert_false(person_is_told(person_at("a")));
	assert_true(person_is_told(person_at("b")));
	assert_true(person_is_told(person_at("c")));
}

static void
test_a_photo_is_a_file_of_the_site(void **state)
{
	(void)state;
	put_site();
	put_page("content/essays/a.md", "title: A\n");
	load_site();
	assert_int_equal(diags.list.len, 0);
	expect_str(person_at("Ada Lovelace")->photo, "/ada.png");
}

static void
test_a_photo_that_is_not_there_is_an_error(void **state)
{
	(void)state;
	put_site();
	put_file("data/people.yaml", "ada: {page: true, photo: /nowhere.png}\n");
	put_page("content/essays/a.md", "title: A\n");
	load_site();
	expect_said("data/people.yaml:1:1: error: there is no file \"/nowhere.png\"");
}

static void
test_templates_see_what_was_agreed_to(void **state)
{
	(void)state;
	put_site();
	put_file("data/people.yaml",
	        "grace: {name: Grace, feed: 'https://g.example/f', note: Reads, email: g@private.example}\n"
	        "ada: {name: Ada, page: true, feed: 'https://a.example/f', url: 'https://a.example/', rel: friend}\n");
	put_page("content/essays/a.md",
	        "thanks: [grace, ada, Jo Reader]\nauthors: Ada\ntitle: A\nlayout: probe\n");
	put_file("templates/probe.html",
	        "{% for who in page.thanks %}{{ who }}|{{ who.key or '' }}|{{ who.url or '' }}|{{ who.note or '' }}|{{ who.feed or '' }}|"
	        "{{ who.rel | join }}|{{ who.thanked | join(' ') }};{% endfor %}{{ page.authors | join(', ') }};"
	        "{{ site.people | join(' ') }};{{ page.authors[0] == site.people[1] }}");
	load_site();
	expect_str(rendered("essays/a/index.html"),
	        "Grace|grace|||||A;Ada|ada|https://a.example/||https://a.example/f|friend|A;"
	        "Jo Reader||||||A;Ada;Grace Ada;True");
}

static void
put_templates(void)
{
	put_file("templates/people.html",
	        "{% for p in site.people if p.told %}{{ p }} {{ p.url or '-' }};{% endfor %}{{ page.title if page }}");
	put_file("templates/person.html",
	        "{{ person.key }} {{ person.permalink }} {{ person.photo }} {{ page.title if page }}");
	put_page("content/essays/a.md", "title: A\nthanks: [grace]\n");
}

static void
test_who_agreed_has_a_page(void **state)
{
	(void)state;
	put_site();
	put_templates();
	load_site();
	assert_int_equal(diags.list.len, 0);
	expect_str(rendered("people/index.html"), "Grace Hopper -;Ada Lovelace /people/ada/;");
	expect_str(
	        rendered("people/ada/index.html"), "ada https://example.org/people/ada/ /ada.png");
	assert_null(route_at("people/grace/index.html"));
	assert_null(route_at("people/feeds.opml"));
	expect_str(route_at("people/ada/index.html")->source, "data/people.yaml");
}

static void
test_pages_about_people_can_be_switched_off(void **state)
{
	(void)state;
	put_site();
	put_templates();
	put_file("kith.yaml", PLAIN_SITE "pages: {people: false}\n");
	put_file("data/people.yaml",
	        "ada: {page: true, url: 'https://a.example/', feed: 'https://a.example/f'}\n");
	put_page("content/essays/a.md", "layout: probe\nthanks: [ada]\n");
	put_file("templates/probe.html",
	        "{% for p in page.thanks %}{{ p.url }} {{ p.permalink }}{% endfor %}{{ site.gathered.people }}");
	load_site();
	assert_null(route_at("people/index.html"));
	assert_null(route_at("people/ada/index.html"));
	assert_null(route_at("people/feeds.opml"));
	expect_str(rendered("essays/a/index.html"), "https://a.example/ https://a.example/None");
}

static void
test_a_theme_without_templates_has_no_pages_of_people(void **state)
{
	(void)state;
	put_site();
	put_page("content/essays/a.md", "thanks: [grace]\n");
	load_site();
	assert_null(route_at("people/index.html"));
	assert_null(route_at("people/ada/index.html"));
}

static void
test_a_page_of_the_author_takes_in_what_is_gathered(void **state)
{
	(void)state;
	put_site();
	put_templates();
	put_page("content/people/ada.md", "title: About Ada\n");
	put_page("content/people/_index.md", "title: Friends\n");
	load_site();
	expect_str(
	        rendered("people/index.html"), "Grace Hopper -;Ada Lovelace /people/ada/;Friends");
	expect_str(rendered("people/ada/index.html"),
	        "ada https://example.org/people/ada/ /ada.png About Ada");
}

static void
test_feeds_of_those_who_agreed_are_a_list(void **state)
{
	struct str list;

	(void)state;
	put_site();
	put_file("data/people.yaml",
	        "ada: {name: A & B, page: true, feed: 'https://a.example/f?x=1&y'}\n"
	        "bea: {feed: 'https://b.example/f', email: bea@private.example}\n");
	put_page("content/essays/a.md", "thanks: [bea]\n");
	load_site();
	list = rendered("people/feeds.opml");
	assert_true(str_find(list,
	                    STR("text=\"A &amp; B\" title=\"A &amp; B\" "
	                        "xmlUrl=\"https://a.example/f?x=1&amp;y\"")) != STR_NONE);
	assert_true(str_find(list, STR("bea")) == STR_NONE);
	assert_true(str_find(list, STR("b.example")) == STR_NONE);
}

static void
test_two_keys_for_one_address_collide(void **state)
{
	(void)state;
	put_site();
	put_templates();
	put_file("data/people.yaml", "ada l: {page: true}\nada-l: {name: B, page: true}\n");
	load_site();
	expect_said("data/people.yaml:2:1: error: \"ada-l\" and \"ada l\" would have one address");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_a_key_a_name_and_other_spellings_are_one_person),
		WITH_SITE(test_pages_are_told_newest_first_and_drafts_never),
		WITH_SITE(test_people_of_a_project_have_a_role),
		WITH_SITE(test_a_slip_in_a_key_is_an_error),
		WITH_SITE(test_a_name_that_is_nearly_one_is_doubted),
		WITH_SITE(test_somebody_new_is_not_doubted),
		WITH_SITE(test_without_the_file_names_are_names),
		WITH_SITE(test_trailers_of_shown_revisions_are_credits),
		WITH_SITE(test_editors_in_the_file_are_credited),
		WITH_SITE(test_a_thanks_is_for_one_page),
		WITH_SITE(test_who_is_told_of),
		WITH_SITE(test_a_photo_is_a_file_of_the_site),
		WITH_SITE(test_a_photo_that_is_not_there_is_an_error),
		WITH_SITE(test_templates_see_what_was_agreed_to),
		WITH_SITE(test_who_agreed_has_a_page),
		WITH_SITE(test_pages_about_people_can_be_switched_off),
		WITH_SITE(test_a_theme_without_templates_has_no_pages_of_people),
		WITH_SITE(test_a_page_of_the_author_takes_in_what_is_gathered),
		WITH_SITE(test_feeds_of_those_who_agreed_are_a_list),
		WITH_SITE(test_two_keys_for_one_address_collide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
