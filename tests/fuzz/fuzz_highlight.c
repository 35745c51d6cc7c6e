/*
 * Bytes as a piece of code, the first of them as its language. What must hold for any: each byte has a
 * class that there is, and the same one when the text is seen a second time, from the cache or anew.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "highlight/highlight.h"
#include "highlight/language.h"
#include "markdown/code.h"
#include "require.h"

static size_t
count_languages(void)
{
	size_t count = 0;
	while (language_table[count].name.len)
		count++;
	return count;
}

/* Grammars are opened once, since that is slow; the cache they fill is given up now and then. */
static struct highlight *
highlighter(bool fresh)
{
	static struct highlight *highlight;
	static struct arena arena;
	if (fresh && highlight) {
		highlight_close(highlight);
		arena_free(&arena);
		highlight = NULL;
	}
	if (!highlight)
		highlight = highlight_open(&arena);
	return highlight;
}

static unsigned char *
classify(struct highlight *highlight, struct str name, struct str text)
{
	unsigned char *classes = calloc(text.len + 1, 1);
	require(classes);
	highlight_code(highlight, name, text, classes);
	for (size_t i = 0; i < text.len; i++)
		require(classes[i] < CODE_CLASSES);
	require(classes[text.len] == 0);
	return classes;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static unsigned runs;
	if (size == 0)
		return 0;
	struct str name = language_table[data[0] % count_languages()].name;
	struct str text = str_of((const char *)data + 1, size - 1);
	unsigned char *first = classify(highlighter(false), name, text);
	unsigned char *second = classify(highlighter(++runs % 256 == 0), name, text);
	require(memcmp(first, second, text.len) == 0);
	free(first);
	free(second);
	return 0;
}
