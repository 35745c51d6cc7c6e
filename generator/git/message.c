#include "git/message.h"

#include "git/trailer.h"

struct str
message_line(struct arena *arena, struct str text)
{
	struct str line = STR_EMPTY;
	while (text.at) {
		struct str parts[] = { line, str_trim(str_line(&text)) };
		if (line.len == 0 || parts[1].len == 0)
			line = line.len ? line : parts[1];
		else
			line = str_join(arena, parts, 2, STR(" "));
	}
	return line;
}

static struct str
cut_paragraph(struct str *message)
{
	struct str paragraph = STR_EMPTY;
	while (message->at) {
		struct str line = str_trim(str_line(message));
		if (line.len && paragraph.len)
			paragraph.len = (size_t)(line.at + line.len - paragraph.at);
		else if (line.len)
			paragraph = line;
		else if (paragraph.len)
			break;
	}
	return paragraph;
}

struct str
message_cut_subject(struct arena *arena, struct str *message)
{
	return message_line(arena, cut_paragraph(message));
}

struct str
message_note(struct arena *arena, struct str message)
{
	struct str note = STR_EMPTY, block = trailer_block(message);
	struct trailer trailer;
	while (trailer_next(&block, &trailer)) {
		struct str parts[] = { note, message_line(arena, trailer.value) };
		if (str_eq_nocase(trailer.key, STR("Note")))
			note = note.len ? str_join(arena, parts, 2, STR(" ")) : parts[1];
	}
	return note;
}
