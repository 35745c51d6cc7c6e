/* Texts in several languages, and whether they are in the one that is claimed. */
#include "audit/tongue.h"

#include "base/arena.h"
#include "expect.h"

/* Of about 35 words each: they are counted four times. */
static const char *const english =
        "The log is written to the disk before the answer is sent, and it is read again when the "
        "machine starts. This was not the plan, but it turned out that it is faster than what we "
        "had. ";
static const char *const german =
        "Das Protokoll wird auf die Platte geschrieben, bevor die Antwort gesendet wird, und es "
        "wird beim Start wieder gelesen. Das war nicht der Plan, aber es ist schneller als das, "
        "was wir hatten. ";
static const char *const french =
        "Le journal est enregistré sur le disque avant que la réponse ne soit envoyée, et il est "
        "relu au démarrage de la machine. Ce n’était pas le plan, mais il est plus rapide que ce "
        "que nous avions. ";
static const char *const spanish =
        "El registro se escribe en el disco antes de que se envíe la respuesta, y se lee de nuevo "
        "cuando la máquina arranca. No era el plan, pero resulta que es más rápido que lo que "
        "teníamos. ";
static const char *const danish =
        "Loggen bliver skrevet til disken før svaret bliver sendt, og den bliver læst igen når "
        "maskinen starter. Det var ikke planen, men det er hurtigere end det vi havde før. ";
static const char *const russian =
        "Журнал записывается на диск до того, как отправлен ответ, и читается снова при запуске. ";
static const char *const ukrainian =
        "Журнал записується на диск до того, як надіслано відповідь, і це не те, що ми мали на "
        "увазі, але воно швидше. ";
static const char *const bulgarian =
        "Дневникът се записва на диска преди да се изпрати отговорът и се чете при пускане. ";
static const char *const chinese = "日志在回答发送之前写入磁盘，并在机器启动时再次读取。";
static const char *const japanese = "ログは応答が送信される前にディスクに書き込まれます。";

/* "" when the text, so many times, fits; else the name and the code. */
static void
expect_times(int times, const char *text, const char *tag, const char *want)
{
	struct arena arena = ARENA_EMPTY;
	const struct tongue *tongue = tongue_new(&arena);
	struct tongue_sample sample = { .words = 0 };
	enum tongue_verdict verdict;
	struct str name, code, got;

	for (int i = 0; i < times; i++)
		tongue_count(tongue, &sample, str_from(text));
	verdict = tongue_judge(tongue, &sample, str_from(tag), &name, &code);
	got = verdict == TONGUE_FITS
	        ? STR_EMPTY
	        : str_format(&arena, STR_FMT "%s" STR_FMT, STR_ARG(name),
	                  verdict == TONGUE_OTHER_LANGUAGE ? " " : "", STR_ARG(code));
	expect_str(got, want);
	arena_free(&arena);
}

static void
expect_seems(const char *text, const char *tag, const char *want)
{
	expect_times(4, text, tag, want);
}

static void
test_own_languages(void **state)
{
	(void)state;
	expect_seems(english, "en", "");
	expect_seems(english, "en-GB", "");
	expect_seems(german, "de-AT", "");
	expect_seems(french, "fr", "");
	expect_seems(spanish, "es", "");
	expect_seems(danish, "da", "");
	expect_seems(russian, "ru", "");
	expect_seems(ukrainian, "uk", "");
	expect_seems(chinese, "zh", "");
	expect_seems(chinese, "zh-Hant-TW", "");
	expect_seems(japanese, "ja", "");
}

static void
test_other_languages(void **state)
{
	(void)state;
	expect_seems(german, "en", "German de");
	expect_seems(english, "de", "English en");
	expect_seems(english, "fr", "English en");
	expect_seems(english, "nl", "English en");
	expect_seems(french, "es", "French fr");
	expect_seems(spanish, "pt", "Spanish es");
	expect_seems(spanish, "en", "Spanish es");
	expect_seems(ukrainian, "en", "Cyrillic");
}

static void
test_near_and_unknown_languages(void **state)
{
	(void)state;
	expect_seems(danish, "nb", "");
	expect_seems(danish, "no", "");
	expect_seems(spanish, "gl", ""); /* its words are not known */
	expect_seems(english, "tlh", "");
	expect_seems(russian, "x-own", "");
	expect_seems(russian, "de-Xsux", "");
}

static void
test_scripts(void **state)
{
	(void)state;
	expect_seems(russian, "en", "Cyrillic");
	expect_seems(bulgarian, "el", "Cyrillic");
	expect_seems(english, "ru", "Latin");
	expect_seems(chinese, "en", "Han");
	expect_seems(english, "ja", "Latin");
	expect_seems(russian, "sr-Latn", "Cyrillic");
	expect_seems(english, "sr", "");
	expect_seems("Журнал", "en", ""); /* too little */
}

/* Half of one and half of another, and too few words to tell. */
static void
test_doubts(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct str both = str_format(&arena, "%s%s", english, german);

	(void)state;
	expect_seems(both.at, "en", "");
	expect_seems(both.at, "de", "");
	expect_times(1, german, "en", "German de");
	expect_times(1, "Das ist nicht das, was wir auf der Platte haben.", "en", "");
	arena_free(&arena);
}

/* Names of things in a text of another script. */
static void
test_mixtures(void **state)
{
	(void)state;
	expect_seems(
	        "Журнал libgit2 записывается на диск tree-sitter md4c при запуске. ", "ru", "");
	expect_seems("Журнал записывается на диск при запуске, and then it is sent", "en", "");
	expect_seems("日志 write-ahead log 在回答发送之前写入磁盘 fsync 并在机器启动", "zh", "");
}

static void
expect_strange(const char *text, const char *tag, const char *want)
{
	struct arena arena = ARENA_EMPTY;
	const struct tongue *tongue = tongue_new(&arena);
	struct tongue_sample sample = { .words = 0 };
	struct str name, code;
	enum tongue_verdict verdict;

	tongue_count(tongue, &sample, str_from(text));
	verdict = tongue_judge_paragraph(tongue, &sample, str_from(tag), &name, &code);
	expect_str(verdict == TONGUE_FITS ? STR_EMPTY : name, want);
	arena_free(&arena);
}

static void
test_paragraphs(void **state)
{
	(void)state;
	expect_strange(russian, "en", "Cyrillic");
	expect_strange(chinese, "en", "Han");
	expect_strange(english, "ru", "Latin");
	expect_strange("libgit2, md4c, tree-sitter, libcurl, cmocka, utf8proc, libyaml, zlib, gcc",
	        "ru", "");
	expect_strange("Журнал записи", "en", "");
	expect_strange("Журнал записывается на диск при запуске машины, log", "en", "");
	expect_strange(russian, "ru", "");
	expect_strange(russian, "tlh", "");
}

/* One of 25 words or more in another language of the same script, when its small words leave no doubt. */
static void
test_paragraphs_in_the_same_script(void **state)
{
	(void)state;
	expect_strange(german, "en", "German");
	expect_strange(english, "de", "English");
	expect_strange(french, "en", "French");
	expect_strange(german, "de-AT", "");
	expect_strange(danish, "nb", "");
	expect_strange("Das ist nicht das, was wir mit den Daten auf der Platte haben.", "en", "");
	expect_strange("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod "
	               "tempor incididunt ut labore et dolore magna aliqua. Ut enim ad minim "
	               "veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip.",
	        "en", "");
	expect_strange("Ludwig van Beethoven, Vincent van Gogh, Anthonie van Leeuwenhoek, Jan van "
	               "Eyck, Rogier van der Weyden, Jan van Goyen, Gerard van Honthorst, Adriaen "
	               "van Ostade, Jacob van Ruisdael, Willem van de Velde",
	        "en", "");
	expect_strange("The title is \"Das Boot\", and der, die, das are what it is about: of "
	               "the three of them the last is not the one that most of us would take.",
	        "de", "");
}

/* More words than a sample has room for would count for none. */
static void
test_there_is_room(void **state)
{
	struct arena arena = ARENA_EMPTY;
	struct tongue_sample sample = { .words = 0 };
	size_t known = 0;

	(void)state;
	tongue_count(tongue_new(&arena), &sample, STR("ние беше Αν"));
	for (size_t i = 0; i < TONGUE_WORDS_MAX; i++)
		known += sample.of_word[i];
	assert_int_equal(known, 2); /* the last ones of the table */
	assert_int_equal(sample.words, 3);
	assert_int_equal(sample.letters[TONGUE_SCRIPT_CYRILLIC], 7);
	assert_int_equal(sample.letters[TONGUE_SCRIPT_GREEK], 2);
	assert_int_equal(sample.letters[TONGUE_SCRIPT_LATIN], 0);
	arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_own_languages),
		cmocka_unit_test(test_other_languages),
		cmocka_unit_test(test_near_and_unknown_languages),
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_doubts),
		cmocka_unit_test(test_mixtures),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_paragraphs_in_the_same_script),
		cmocka_unit_test(test_there_is_room),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
