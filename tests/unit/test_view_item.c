/* Lessons, asks and decisions as templates see them: the sentence before a passage, and who names a page. */
#include "expect.h"
#include "site_fixture.h"

#define CONTEXTS                                                                            \
	"{% for lesson in site.lessons %}{{ lesson.title }}: {{ lesson.context or '-' }}\n" \
	"{% endfor %}"

static void
put_site(const char *home, const char *essay)
{
	put_file("kith.yaml", PLAIN_SITE);
	put_file("templates/home.html", home);
	put_file("templates/page.html", "{% for p in page.cited_by %}{{ p.title }} {% endfor %}");
	put_file("content/essays/a.md", essay);
}

static void
test_the_sentence_before_a_passage(void **state)
{
	(void)state;
	put_site(CONTEXTS,
	        "It was slow. We *measured*.\n\n> [!LESSON] One\n> x\n\n"
	        "> [!LESSON] Two\n> x\n\n| a | b |\n|---|---|\n| 1 | 31 |\n\n"
	        "> [!LESSON] Three\n> x\n\n- item\n\n> [!LESSON] Four\n> x\n\n"
	        "```c\nint x;\n```\n\n> [!LESSON] Five\n> x\n\nBefore.\n\n## A heading\n\n"
	        "> [!LESSON] Six\n> x\n\nAfter the heading.\n\n> [!LESSON]- Seven\n> x\n");
	load_site();
	expect_str(rendered("index.html"),
	        "One: We measured.\nTwo: -\nThree: -\nFour: -\nFive: -\nSix: -\n"
	        "Seven: After the heading.");
}

/* The words of a link that only its target tells, and a lesson on a page of its own. */
static void
test_a_sentence_with_a_link_by_name(void **state)
{
	(void)state;
	put_site(CONTEXTS, "As [[l]] says.\n\n> [!LESSON] One\n> x\n");
	put_file("content/lessons/l.md", "---\ntitle: The lesson\ncontext: At work.\n---\nx\n");
	put_file("content/lessons/m.md", "---\ntitle: M\n---\nx\n");
	load_site();
	expect_str(rendered("index.html"), "One: As l says.\nM: -\nThe lesson: At work.");
}

static void
test_who_names_a_page_is_listed_once(void **state)
{
	(void)state;
	put_site("x", "---\nlessons: [own]\n---\n> [!LESSON] Here\n> x\n");
	put_file("content/lessons/l.md",
	        "---\ntitle: L\nevidence: [essays/a, \"essays/a#lesson-here\"]\n---\nx\n");
	put_file("content/lessons/own.md", "---\ntitle: Own\nevidence: [essays/a]\n---\nx\n");
	load_site();
	expect_str(rendered("essays/a/index.html"), "L");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_SITE(test_the_sentence_before_a_passage),
		WITH_SITE(test_a_sentence_with_a_link_by_name),
		WITH_SITE(test_who_names_a_page_is_listed_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
