#include "cli/terminal.h"

#include "base/buf.h"
#include "base/utf8.h"

void
terminal_text(struct buf *out, struct str text)
{
	for (size_t at = 0; at < text.len;) {
		uint32_t c = utf8_next(text, &at);
		bool control = c < ' ' || (c >= 0x7f && c < 0xa0);

		utf8_put(out, control ? UTF8_REPLACEMENT : c);
	}
}

void
terminal_days_ago(struct buf *out, int64_t days)
{
	if (days > 1)
		buf_format(out, "%lld days ago", (long long)days);
	else
		buf_put(out, days ? STR("yesterday") : STR("today"));
}
