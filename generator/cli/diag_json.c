#include "cli/diag_json.h"

#include "base/diag.h"
#include "data/writer_json.h"

static void
put_text(struct writer_json *w, const char *key, struct str text)
{
	writer_json_key(w, str_from(key));
	writer_json_text(w, text);
}

static void
put_number(struct writer_json *w, const char *key, size_t number)
{
	writer_json_key(w, str_from(key));
	writer_json_int(w, (int64_t)number);
}

static void
put_finding(struct writer_json *w, const struct diag *diag)
{
	static const char *const levels[] = {
		[DIAG_NOTE] = "note",
		[DIAG_WARNING] = "warning",
		[DIAG_ERROR] = "error",
	};

	writer_json_open(w, '{');
	put_text(w, "level", str_from(levels[diag->level]));
	if (diag->rule)
		put_text(w, "rule", str_from(diag->rule));
	put_text(w, "path", diag->place.path);
	put_number(w, "line", diag->place.line);
	put_number(w, "column", diag->place.column);
	put_text(w, "text", diag->text);
	put_text(w, "help", diag->help);
	writer_json_close(w, '}');
}

size_t
diag_json_notes(const struct diags *diags)
{
	size_t count = 0;

	for (size_t i = 0; i < diags->list.len; i++)
		count += diags->list.at[i].level == DIAG_NOTE;
	return count;
}

void
diag_json_put(struct writer_json *w, const struct diags *diags)
{
	put_number(w, "errors", diags->errors);
	put_number(w, "warnings", diags->warnings);
	put_number(w, "notes", diag_json_notes(diags));
	writer_json_key(w, STR("findings"));
	writer_json_open(w, '[');
	for (size_t i = 0; i < diags->list.len; i++)
		put_finding(w, &diags->list.at[i]);
	writer_json_close(w, ']');
}
