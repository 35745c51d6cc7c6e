/*
 * lipsum(): paragraphs of words that mean nothing, to see what a page looks like before it has a text. A
 * sentence has a comma now and then, and no word stands twice in a row.
 */
#include "base/buf.h"
#include "base/str.h"
#include "template/call.h"
#include "template/chance.h"
#include "template/global.h"
#include "template/template.h"
#include "template/vm.h"

enum { PARAGRAPHS_MAX = 1000, WORDS_MAX = 10000 };

static const char *const words[] = { "lorem", "ipsum", "dolor", "sit", "amet", "consectetur",
	"adipiscing", "elit", "sed", "do", "eiusmod", "tempor", "incididunt", "ut", "labore", "et",
	"dolore", "magna", "aliqua", "enim", "ad", "minim", "veniam", "quis", "nostrud",
	"exercitation", "ullamco", "laboris", "nisi", "aliquip", "ex", "ea", "commodo", "consequat",
	"duis", "aute", "irure", "in", "reprehenderit", "voluptate", "velit", "esse", "cillum",
	"eu", "fugiat", "nulla", "pariatur", "excepteur", "sint", "occaecat", "cupidatat", "non",
	"proident", "sunt", "culpa", "qui", "officia", "deserunt", "mollit", "anim", "id", "est",
	"laborum" };

enum { WORDS = sizeof words / sizeof *words };

static void
put_word(struct buf *out, const char *word, bool capital)
{
	buf_char(out, (char)(capital ? word[0] - 0x20 : word[0]));
	buf_put(out, str_from(word + 1));
}

static void
put_paragraph(struct vm *vm, size_t count)
{
	size_t last = WORDS, stop = 0, comma = 0;
	for (size_t i = 0; i < count; i++) {
		bool begins = i == stop;
		size_t word = (size_t)chance_below(vm, WORDS);
		word = word == last ? (word + 1) % WORDS : word;
		last = word;
		if (begins) {
			stop = i + 10 + (size_t)chance_below(vm, 10);
			comma = i + 3 + (size_t)chance_below(vm, 5);
		}
		if (i)
			buf_char(vm->out, ' ');
		put_word(vm->out, words[word], begins);
		if (i + 1 == stop || i + 1 == count)
			buf_char(vm->out, '.');
		else if (i == comma)
			buf_char(vm->out, ',');
		if (i == comma)
			comma += 3 + (size_t)chance_below(vm, 5);
	}
}

struct value
global_lipsum(struct template_call *call)
{
	struct vm *vm = call->vm;
	bool html = call_truth(call, 1);
	size_t count, least, most;
	if (!call_size(call, 0, 0, PARAGRAPHS_MAX, &count) ||
	        !call_size(call, 2, 1, WORDS_MAX, &least) ||
	        !call_size(call, 3, 1, WORDS_MAX, &most))
		return VALUE_UNDEFINED_INIT;
	if (least >= most)
		return template_fail(call, "\"min\" must be less than \"max\"");
	size_t begin = vm_text_begin(vm);
	for (size_t i = 0; i < count && vm_charge(vm, most); i++) {
		if (i)
			buf_put(vm->out, html ? STR("\n") : STR("\n\n"));
		buf_put(vm->out, html ? STR("<p>") : STR_EMPTY);
		put_paragraph(vm, least + (size_t)chance_below(vm, most - least));
		buf_put(vm->out, html ? STR("</p>") : STR_EMPTY);
	}
	return vm_text_end(vm, begin, html ? VALUE_MARKUP : VALUE_TEXT);
}
