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
	        "One: We measured.\nTwo: We measured.\nThree: -\nFour: -\n"
	        "Five: -\nSix: -\nSeven: After the heading.");
}

/* What stands in lists and captions leads on only when it says so. */
static void
test_what_leads_to_a_passage_besides(void **state)
{
	(void)state;
	put_site(CONTEXTS,
	        "# The title\n\n> [!LESSON] One\n\n![A tree](t.svg)\n\n> [!LESSON] Two\n\n"
	        "| a | b |\n|---|---|\n| 1 | 31 |\n\nTable: Costs of steps. In ms.\n\n"
	        "> [!LESSON] Three\n\n"
	        "| a | b |\n|---|---|\n| 1 | 31 |\n\nTable: Costs of steps. Why so many?\n\n"
	        "> [!LESSON] Four\n> Said.\n>\n> > [!ASK] A\n>\n> Again.\n\n"
	        "- One step. A *second\n  one*.\n\n  > [!LESSON] Five\n\n"
	        "> [!NOTE]\n> Mind that.\n\n> [!LESSON] Six\n\n"
	        "- step\n- What came of *it:*\n\n> [!LESSON] Seven\n");
	put_file("content/essays/t.svg", "<svg/>");
	load_site();
	expect_str(rendered("index.html"),
	        "One: -\nTwo: -\nThree: -\nFour: Why so many?\n"
	        "Five: A second one.\nSix: -\nSeven: What came of it:");
}

/* A paragraph far above is about something else; so is a list behind which there is nothing that leads on. */
static void
test_what_does_not_lead_to_a_passage(void **state)
{
	(void)state;
	put_site(CONTEXTS,
	        "Text.\n\n- a\n\n  Is it b?\n- c\n\n> [!LESSON] One\n\nText.\n\n---\n\n> [!LESSON] "
	        "Two\n\n"
	        "Text.\n\n> Said: who?\n\n> [!LESSON] Three\n\n> [!LESSON] Four\n\n"
	        "**Learned:**\n\n> [!LESSON] Five\n\n**Learned:** it dries. So *wait*\n\n"
	        "> [!LESSON] Six\n\n**Stuck:** nowhere\n\n> [!LESSON] Seven\n\n"
	        "**Note** that it dries\n\n> [!LESSON] Eight\n\n- a:\n\n  > [!LESSON] Nine\n\n"
	        "> [!LESSON] Ten\n");
	load_site();
	expect_str(rendered("index.html"),
	        "One: -\nTwo: -\nThree: -\nFour: -\nFive: -\nSix: So wait\nSeven: nowhere\n"
	        "Eight: Note that it dries\nNine: a:\nTen: -");
}

#define MORE                                                                                \
	"and more and more and more and more and more and more and more and more and more " \
	"and more and more and more and more and more and more and more and more and more " \
	"and more and more and more and more and so on with"

/* Marks stay, and links lead to the same place from everywhere. */
static void
test_the_sentence_keeps_its_marks(void **state)
{
	(void)state;
	put_site("{% for l in site.lessons %}{{ l.context_html }}\n{% endfor %}",
	        "See [x](b.md).[^1] *One. A [page](b.md#n) & `a <b>`\nand* &copy; ![i](i.svg) "
	        ":kbd[k]{.c}, <b>so</b>.\n\n> [!LESSON] One\n\n"
	        "**Long** words [stand][s] here, *" MORE
	        " and so on*\n\n> [!LESSON] Two\n\n[s]: https://example.net/ \"A title\"\n"
	        "[^1]: Note.\n");
	put_file("content/essays/b.md", "# B\n\n## N\n");
	put_file("content/essays/i.svg", "<svg/>");
	put_file("content/lessons/l.md", "---\ntitle: L\ncontext: a < b\n---\nx\n");
	load_site();
	expect_str(rendered("index.html"),
	        "<em>A <a href=\"/essays/b/#n\">page</a> &amp; <code>a &lt;b&gt;</code> and</em> "
	        "©  k, so.\n"
	        "<strong>Long</strong> words <a href=\"https://example.net/\" title=\"A title\" "
	        "class=\"external\">stand</a> here, <em>" MORE "…</em>\na &lt; b");
}

/* Many passages behind a long text are no more work than a few. */
static void
test_many_passages_behind_a_long_text(void **state)
{
	enum { COUNT = 3000 };
	struct buf text;

	(void)state;
	buf_init(&text, SIZE_MAX);
	buf_lit(&text, "---\ntitle: A\n---\n");
	buf_repeat(&text, 'x', 1 << 20);
	buf_lit(&text, ". *The* end.\n\n");
	for (int i = 0; i < COUNT; i++)
		buf_format(&text, "> [!LESSON] Number %d\n\n", i);
	buf_char(&text, '\0');
	put_site("{{ site.lessons | map(attribute='context') | unique | join }}", text.at);
	load_site();
	expect_str(rendered("index.html"), "The end.");
	buf_free(&text);
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
		WITH_SITE(test_what_leads_to_a_passage_besides),
		WITH_SITE(test_what_does_not_lead_to_a_passage),
		WITH_SITE(test_the_sentence_keeps_its_marks),
		WITH_SITE(test_many_passages_behind_a_long_text),
		WITH_SITE(test_a_sentence_with_a_link_by_name),
		WITH_SITE(test_who_names_a_page_is_listed_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
