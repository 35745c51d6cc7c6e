#include "markdown/dialect.h"

#include "markdown/tape.h"
#include "markdown/tape_md4c.h"
#include "markdown/tape_write.h"

/* Does md4c take the text, with its 16 zero bytes behind it, for HTML and nothing else? */
static bool
is_all_html(struct str text)
{
	struct tape_writer writer;
	tape_begin(&writer, text, tape_md4c_output_max(text.len));
	size_t stopped;
	tape_md4c_record(text, &(struct tape_md4c_options){ .html = true }, &writer, &stopped);
	struct tape tape = tape_so_far(&writer);
	struct tape_reader reader = tape_read(&tape, 0, 0);
	struct tape_event event = { 0 };
	bool found = false;
	while (!found && tape_next(&reader, &event))
		found = event.kind == TAPE_TEXT;
	tape_drop(&writer);
	return !found;
}

#define PADDED(literal) str_of(literal "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", sizeof(literal) - 1)

#ifdef KITH_MD4C_VERSION
#define NAME "md4c " KITH_MD4C_VERSION
#else
#define NAME "md4c"
#endif

/* 0.31 gave <search> its place among the tags of blocks, 0.30 <textarea>. */
struct str
dialect_version(void)
{
	if (is_all_html(PADDED("<search>x\n")))
		return STR(NAME ", CommonMark 0.31");
	if (is_all_html(PADDED("<textarea>x\n")))
		return STR(NAME ", CommonMark 0.30");
	return STR(NAME ", CommonMark 0.29");
}
