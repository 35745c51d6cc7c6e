/*
 * Bytes as HTML whose text is wanted: what comes out is valid UTF-8 if it went in so, has no run of
 * white space, and what stood before it in the buffer is still there.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "markdown/untag.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str html = str_of((const char *)data, size);
	struct buf out;
	buf_init(&out, 64 * size + 4096);
	buf_lit(&out, "> ");
	untag_html(&out, html);
	require(!out.full);
	require(str_starts(buf_view(&out), STR("> ")));
	struct str text = str_skip(buf_view(&out), 2);
	require(utf8_invalid(html) != STR_NONE || utf8_invalid(text) == STR_NONE);
	require(str_find(text, STR("  ")) == STR_NONE);
	require(!str_starts(text, STR(" ")) && !str_ends(text, STR(" ")));
	buf_free(&out);
	return 0;
}
