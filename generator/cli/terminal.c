#include "cli/terminal.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/utf8.h"
#include "cli/diag_json.h"

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

static void
put_count(struct buf *out, size_t count, const char *what)
{
	if (count)
		buf_format(out, ", %zu %s%s", count, what, count == 1 ? "" : "s");
}

void
terminal_findings(struct buf *out, const struct diags *diags)
{
	size_t notes = diag_json_notes(diags);

	put_count(out, diags->errors, "error");
	put_count(out, diags->warnings, "warning");
	put_count(out, notes, "note");
	if (!diags->errors && !diags->warnings && !notes)
		buf_lit(out, ", no findings");
}
