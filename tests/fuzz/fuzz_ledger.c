/*
 * Any bytes as the record of a build, as they are and with the checks of its lines and its sum put right:
 * what is believed is the same when it is written and read again.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "freshness/ledger.h"
#include "output/record.h"
#include "require.h"

static void
check_inputs(const struct input_list *inputs)
{
	for (size_t i = 0; i < inputs->list.len; i++) {
		require(inputs->list.at[i].kind < INPUT_KINDS);
		require(str_starts(inputs->list.at[i].path, STR("/")));
	}
}

static void
try_text(struct str text)
{
	struct ledger ledger, again;
	struct buf out, twice;
	buf_init(&out, 1 << 24);
	buf_init(&twice, 1 << 24);
	if (ledger_read(text, &ledger)) {
		check_inputs(&ledger.inputs);
		for (size_t i = 0; i < ledger.diags.len; i++)
			require(ledger.diags.at[i].level < DIAG_ERROR);
		ledger_write(&ledger, &out);
		require(ledger_read(buf_view(&out), &again));
		ledger_write(&again, &twice);
		require(str_eq(buf_view(&out), buf_view(&twice)));
		ledger_free(&again);
	}
	ledger_free(&ledger);
	buf_free(&out);
	buf_free(&twice);
}

/* Each line with its last field replaced by the right check, and an end that counts and sums them. */
static void
put_right(struct str text, struct buf *out)
{
	int64_t lines = 0;
	while (text.at) {
		struct str line = str_line(&text);
		size_t tab = str_rfind_char(line, '\t'), start = out->len;
		if (tab == STR_NONE || str_starts(line, STR("end\t")))
			continue;
		buf_put(out, str_slice(line, 0, tab));
		record_end(out, start);
		lines++;
	}
	struct hash sum = hash_of(buf_view(out));
	size_t start = out->len;
	buf_lit(out, "end");
	record_int(out, lines - 2); /* all but the first two */
	record_hash(out, sum);
	record_end(out, start);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf checked;
	struct str text = str_of((const char *)data, size);
	buf_init(&checked, 1 << 24);
	try_text(text);
	put_right(text, &checked);
	try_text(buf_view(&checked));
	buf_free(&checked);
	return 0;
}
