/*
 * Bytes as a page: reading its tags ends, names and attributes lie inside of it, and what is packed is unpacked as it
 * was, and its language can be asked for.
 */
#include <stddef.h>
#include <stdint.h>

#include "audit/rendered.h"
#include "audit/tag_scan.h"
#include "audit/tongue.h"
#include "base/arena.h"
#include "base/buf.h"
#include "require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What a page's text is in. */
static void
count(struct str text)
{
	struct arena arena = ARENA_EMPTY;
	struct tongue_sample sample = { .words = 0 };
	const struct tongue *tongue = tongue_new(&arena);
	struct str name, code;

	tongue_count(tongue, &sample, text);
	require(sample.words <= text.len);
	require((tongue_judge(tongue, &sample, STR("en"), &name, &code) == TONGUE_FITS) ==
	        !name.len);
	require((tongue_judge_paragraph(tongue, &sample, STR("ja"), &name, &code) == TONGUE_FITS) ==
	        !name.len);
	arena_free(&arena);
}

static void
require_inside(struct str all, struct str part)
{
	require(!part.len || (part.at >= all.at && part.at + part.len <= all.at + all.len));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str html = str_of((const char *)data, size), rest = html, name, value, facts;
	struct rendered fact;
	struct tag tag;
	struct buf buf;
	size_t tags = 0;

	while (tag_scan_next(&rest, &tag)) {
		struct str attributes = tag.attributes;

		require(tags++ < size);
		require(tag.name.len > 0);
		require_inside(html, tag.name);
		require_inside(html, tag.text);
		for (size_t before = attributes.len + 1;
		        tag_scan_attribute(&attributes, &name, &value); before = attributes.len) {
			require(attributes.len < before);
			require_inside(tag.attributes, name);
			require_inside(tag.attributes, value);
		}
	}
	buf_init(&buf, 64 * size + 4096);
	require(rendered_read(html, &buf));
	require(rendered_read_css(html, &buf));
	facts = buf_view(&buf);
	while (rendered_next(&facts, &fact))
		require(fact.kind <= RENDERED_BARE);
	require(!facts.len);
	count(html);
	buf_free(&buf);
	return 0;
}
