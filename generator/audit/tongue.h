/*
 * Which script and which language a text is in, as far as letters and small words tell: enough to see that a page is
 * not in the language that it says, and never a guess about one that is close to it.
 *
 *	struct tongue_sample sample = { 0 };
 *	tongue_count(tongue, &sample, STR("Das ist nicht ..."));
 *	tongue_judge(tongue, &sample, STR("en"), &name);    TONGUE_OTHER_LANGUAGE, "German"
 */
#ifndef KITH_AUDIT_TONGUE_H
#define KITH_AUDIT_TONGUE_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

enum tongue_script {
#define SCRIPT(NAME, ...) TONGUE_SCRIPT_##NAME,
#include "audit/script.def"
	TONGUE_SCRIPTS
};

/* So many different words are known, of all languages. */
enum { TONGUE_WORDS_MAX = 768 };

/* What has been counted. All zero: nothing yet. */
struct tongue_sample {
	size_t letters[TONGUE_SCRIPTS];
	size_t words;
	uint32_t of_word[TONGUE_WORDS_MAX]; /* how often each known word is there */
};

enum tongue_verdict { TONGUE_FITS, TONGUE_OTHER_SCRIPT, TONGUE_OTHER_LANGUAGE };

/* What is known of languages; in the arena. Const, and thus for any thread, once made. */
struct tongue;
struct tongue *tongue_new(struct arena *arena);
/* Adds the letters and words of a text. */
void tongue_count(const struct tongue *tongue, struct tongue_sample *sample, struct str text);
/*
 * Is a page's text in the language of this tag ("de-AT", "sr-Latn")? It fits when there is too little to tell, and when
 * the language is not known. Else *name is that of the script or language that it seems to be in, and *code the
 * language's, empty for a script.
 */
enum tongue_verdict tongue_judge(const struct tongue *tongue, const struct tongue_sample *sample,
        struct str tag, struct str *name, struct str *code);
/*
 * The same of one paragraph, of which all has to be strange. Latin letters are names and terms in any language; in place
 * of another script they count when their small words are those of a language.
 */
enum tongue_verdict tongue_judge_paragraph(const struct tongue *tongue,
        const struct tongue_sample *paragraph, struct str tag, struct str *name, struct str *code);

#endif
