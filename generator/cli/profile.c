/*
 * Numbers stand on the left and names on the right, so that names may be as long as they like and the eye
 * finds the largest number at the top of its column:
 *
 *	    own ms    %    all ms    runs  template
 *	     101.2   18     381.0    1000  page.html
 *
 * Times are of all workers together, but for the steps, where they are those on the wall.
 */
#include "cli/profile.h"

#include <inttypes.h>
#include <stdbool.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/buf.h"
#include "base/span.h"
#include "base/utf8.h"
#include "cli/terminal.h"
#include "data/writer_json.h"

/* What takes less than one part in FEW of all is left out, but for the first rows of a table. */
enum { WIDTH = 80, ROWS_LEAST = 3, PAGES_MOST = 100, FEW = 200 };

typedef array_of(struct span_tally) tally_list;
typedef array_of(const struct span *) span_refs;

/* ---- what was measured ------------------------------------------------------------------------ */

static int
order_by_name(const void *a, const void *b, void *unused)
{
	const struct span_tally *x = a, *y = b;
	(void)unused;
	int order = (int)x->kind - (int)y->kind;

	if (!order)
		order = str_cmp(x->name, y->name);
	return order ? order : str_cmp(x->inner, y->inner);
}

/* Those that took longest themselves first. */
static int
order_by_own(const void *a, const void *b, void *unused)
{
	const struct span_tally *x = a, *y = b;
	(void)unused;

	if (x->own != y->own)
		return x->own < y->own ? 1 : -1;
	return order_by_name(a, b, NULL);
}

static void
add_up(struct span_tally *sum, const struct span_tally *more)
{
	sum->count += more->count;
	sum->bytes += more->bytes;
	sum->nanos += more->nanos;
	sum->own += more->own;
	if (more->longest > sum->longest)
		sum->longest = more->longest;
}

/* The tallies of all lanes, one of each name, the longest first. */
static tally_list
gather_tallies(const struct profile *profile, struct arena *arena)
{
	tally_list all = { 0 }, sums = { 0 };

	for (size_t i = 0; i < profile->count; i++) {
		size_t count;
		const struct span_tally *tallies = span_tallies(profile->lanes[i].spans, &count);

		for (size_t k = 0; k < count; k++)
			*array_push(arena, &all) = tallies[k];
	}
	array_sort(all.at, all.len, sizeof *all.at, arena, order_by_name, NULL);
	for (size_t i = 0; i < all.len; i++) {
		struct span_tally *last = sums.len ? &sums.at[sums.len - 1] : NULL;

		if (last && order_by_name(last, &all.at[i], NULL) == 0)
			add_up(last, &all.at[i]);
		else
			*array_push(arena, &sums) = all.at[i];
	}
	for (size_t i = 0; i < sums.len; i++)
		sums.at[i].own = sums.at[i].kind == SPAN_PAGE ? sums.at[i].nanos : sums.at[i].own;
	array_sort(sums.at, sums.len, sizeof *sums.at, arena, order_by_own, NULL);
	return sums;
}

static int
order_by_length(const void *a, const void *b, void *unused)
{
	const struct span *x = *(const struct span *const *)a, *y = *(const struct span *const *)b;
	(void)unused;
	int64_t by = (y->end - y->begin) - (x->end - x->begin);

	if (by)
		return by < 0 ? -1 : 1;
	return str_cmp(x->name, y->name);
}

/* The longest spans of a kind first. */
static span_refs
gather_spans(const struct profile *profile, enum span_kind kind, struct arena *arena)
{
	span_refs found = { 0 };

	for (size_t i = 0; i < profile->count; i++) {
		size_t count;
		const struct span *spans = span_all(profile->lanes[i].spans, &count);

		for (size_t k = 0; k < count; k++) {
			if (spans[k].kind == kind && spans[k].end)
				*array_push(arena, &found) = &spans[k];
		}
	}
	array_sort(found.at, found.len, sizeof *found.at, arena, order_by_length, NULL);
	return found;
}

/* ---- columns ---------------------------------------------------------------------------------- */

static void
put_ms(struct buf *out, int64_t nanos)
{
	buf_format(out, "%10.1f", (double)nanos / 1e6);
}

static void
put_share(struct buf *out, int64_t nanos, int64_t of)
{
	if (of > 0)
		buf_format(out, "%5.0f", 100.0 * (double)nanos / (double)of);
	else
		buf_repeat(out, ' ', 5);
}

static void
put_bytes(struct buf *out, uint64_t bytes)
{
	if (!bytes)
		buf_repeat(out, ' ', 10);
	else if (bytes < 1000)
		buf_format(out, "%8" PRIu64 " B", bytes);
	else if (bytes < 1000 * 1000)
		buf_format(out, "%7.1f kB", (double)bytes / 1e3);
	else
		buf_format(out, "%7.1f MB", (double)bytes / 1e6);
}

/* What each of them took. */
static void
put_each(struct buf *out, int64_t nanos, size_t count)
{
	buf_format(out, "%10.1f", count ? (double)nanos / 1e3 / (double)count : 0.0);
}

/* Ends a line with a name; of one that is too long the end stays, which tells files apart. */
static void
put_name(struct buf *out, size_t line, struct str name)
{
	size_t used = out->len - line + 2, room = used < WIDTH - 8 ? WIDTH - used : 8;
	size_t len = utf8_length(name);

	buf_lit(out, "  ");
	if (len > room) {
		buf_lit(out, "…");
		name = str_skip(name, utf8_prefix(name, len - room + 1).len);
	}
	terminal_text(out, name);
	buf_char(out, '\n');
}

/* As a theme's author writes it. */
static void
put_called(struct buf *out, enum span_kind kind, struct str name, struct str inner)
{
	if (kind == SPAN_FILTER)
		buf_char(out, '|');
	buf_put(out, name);
	if (kind == SPAN_PROPERTY)
		buf_char(out, '.');
	else if (inner.len)
		buf_lit(out, ": ");
	buf_put(out, inner);
	if (kind == SPAN_FUNCTION || kind == SPAN_MACRO)
		buf_lit(out, "()");
}

static struct str
called(struct arena *arena, const struct span_tally *tally)
{
	struct buf buf;
	struct str name;

	buf_init(&buf, 1 << 16);
	put_called(&buf, tally->kind, tally->name, tally->inner);
	name = str_copy(arena, buf_view(&buf));
	buf_free(&buf);
	return name;
}

/* ---- steps ------------------------------------------------------------------------------------ */

/* How long other workers were at it during a span of the first one. */
static int64_t
time_beside(const struct profile *profile, const struct span *span)
{
	int64_t nanos = 0;

	for (size_t i = 1; i < profile->workers; i++) {
		size_t count;
		const struct span *spans = span_all(profile->lanes[i].spans, &count);

		for (size_t k = 0; k < count; k++) {
			if (spans[k].kind == SPAN_PART && spans[k].begin >= span->begin &&
			        spans[k].end <= span->end)
				nanos += spans[k].end - spans[k].begin;
		}
	}
	return nanos;
}

/* `beside`: what other workers did meanwhile. */
static void
put_step(struct buf *out, const struct span *span, int64_t beside, int64_t total)
{
	int64_t nanos = span->end - span->begin;
	size_t line = out->len;

	put_ms(out, nanos);
	put_share(out, nanos, total);
	put_bytes(out, span->bytes);
	buf_format(out, "%8.1f", nanos > 0 ? 1.0 + (double)beside / (double)nanos : 1.0);
	if (span->kind == SPAN_PART)
		buf_lit(out, "  ");
	put_name(out, line, span->name);
}

/* What the parts took that are too short for a line. */
static void
put_short_parts(struct buf *out, size_t parts, int64_t nanos, int64_t total)
{
	if (!parts || nanos * FEW < total)
		return;
	put_ms(out, nanos);
	put_share(out, nanos, total);
	buf_repeat(out, ' ', 18);
	buf_format(out, "    %zu shorter part%s\n", parts, parts == 1 ? "" : "s");
}

static bool
is_short(const struct span *span, int64_t total)
{
	return span->kind == SPAN_PART && (span->end - span->begin) * 100 < total;
}

static void
put_parts(const struct profile *profile, struct buf *out, const struct span *step, int64_t total)
{
	size_t count, parts = 0;
	const struct span *spans = span_all(profile->lanes[0].spans, &count);
	int64_t nanos = 0;

	for (size_t i = 0; i < count; i++) {
		const struct span *span = &spans[i];

		if (span->kind != SPAN_PART || span->begin < step->begin || span->end > step->end)
			continue;
		if (!profile->whole && is_short(span, total)) {
			parts++;
			nanos += span->end - span->begin;
		} else {
			put_step(out, span, time_beside(profile, span), total);
		}
	}
	put_short_parts(out, parts, nanos, total);
}

static int64_t
total_of(const struct profile *profile)
{
	size_t count;
	const struct span *spans = span_all(profile->lanes[0].spans, &count);
	int64_t total = 0;

	for (size_t i = 0; i < count; i++)
		total += spans[i].kind == SPAN_STEP ? spans[i].end - spans[i].begin : 0;
	return total;
}

static void
put_steps(const struct profile *profile, struct buf *out)
{
	size_t count;
	const struct span *spans = span_all(profile->lanes[0].spans, &count);
	int64_t total = total_of(profile), all_beside = 0;
	struct span all = { .kind = SPAN_STEP, .name = STR("all"), .end = total };

	buf_format(out,
	        "\nSteps, with %zu worker%s and %.0f MB of memory at the most\n"
	        "(busy: how many workers were at it, on average)\n\n"
	        "        ms    %%     bytes    busy  step\n",
	        profile->workers, profile->workers == 1 ? "" : "s",
	        (double)profile->peak_memory / 1e6);
	for (size_t i = 0; i < count; i++) {
		int64_t beside = 0;

		if (spans[i].kind != SPAN_STEP)
			continue;
		beside = time_beside(profile, &spans[i]);
		put_step(out, &spans[i], beside, total);
		put_parts(profile, out, &spans[i], total);
		all_beside += beside;
	}
	put_step(out, &all, all_beside, total);
}

/* ---- tables of names -------------------------------------------------------------------------- */

struct table {
	const struct profile *profile;
	struct arena *arena;
	struct buf *out;
	tally_list tallies;
	int64_t total; /* what all pages took */
};

/* Is it too little to be worth a row? */
static bool
is_little(const struct table *table, int64_t nanos)
{
	return !table->profile->whole && nanos * FEW < table->total;
}

typedef void row(struct table *table, const struct span_tally *tally);

/* Under the heading all tallies of kinds from `first` to `last`, the longest first. */
static void
put_table(struct table *table, enum span_kind first, enum span_kind last, const char *heading,
        row *put)
{
	size_t rows = 0, more = 0;
	int64_t rest = 0;

	for (size_t i = 0; i < table->tallies.len; i++) {
		const struct span_tally *tally = &table->tallies.at[i];

		if (tally->kind < first || tally->kind > last)
			continue;
		if (!rows)
			buf_format(table->out, "\n%s\n", heading);
		if (rows < ROWS_LEAST ||
		        (rows < table->profile->rows && !is_little(table, tally->own))) {
			put(table, tally);
			rows++;
			continue;
		}
		more++;
		rest += tally->own;
	}
	if (!more)
		return;
	put_ms(table->out, rest);
	put_share(table->out, rest, table->total);
	buf_format(table->out, "  and %zu more\n", more);
}

static void
put_page_row(struct table *table, const struct span_tally *tally)
{
	size_t line = table->out->len;

	put_ms(table->out, tally->nanos);
	put_share(table->out, tally->nanos, table->total);
	put_bytes(table->out, tally->bytes);
	buf_format(table->out, "%8zu", tally->count);
	put_each(table->out, tally->nanos, tally->count);
	put_name(table->out, line, tally->inner.len ? tally->inner : STR("(copied files)"));
}

static void
put_template_row(struct table *table, const struct span_tally *tally)
{
	size_t line = table->out->len;

	put_ms(table->out, tally->own);
	put_share(table->out, tally->own, table->total);
	put_ms(table->out, tally->nanos);
	buf_format(table->out, "%8zu", tally->count);
	put_each(table->out, tally->own, tally->count);
	put_name(table->out, line, called(table->arena, tally));
}

static void
put_pages(struct table *table)
{
	span_refs pages = gather_spans(table->profile, SPAN_PAGE, table->arena);

	if (pages.len)
		buf_lit(table->out, "\n        ms    %     bytes  slowest pages\n");
	for (size_t i = 0; i < pages.len && i < table->profile->rows && i < PAGES_MOST; i++) {
		int64_t nanos = pages.at[i]->end - pages.at[i]->begin;
		size_t line = table->out->len;

		put_ms(table->out, nanos);
		put_share(table->out, nanos, table->total);
		put_bytes(table->out, pages.at[i]->bytes);
		put_name(table->out, line, pages.at[i]->name);
	}
}

/* What all spans of a kind took. */
static int64_t
total_of_kind(const struct table *table, enum span_kind kind)
{
	int64_t total = 0;

	for (size_t i = 0; i < table->tallies.len; i++)
		total += table->tallies.at[i].kind == kind ? table->tallies.at[i].nanos : 0;
	return total;
}

static void
put_pages_head(struct table *table)
{
	size_t files = 0;
	int64_t written = total_of_kind(table, SPAN_OUTPUT);

	for (size_t i = 0; i < table->tallies.len; i++)
		files += table->tallies.at[i].kind == SPAN_PAGE ? table->tallies.at[i].count : 0;
	buf_format(table->out,
	        "\nFiles: %zu, in %.1f ms of all workers together, which are 100 %% below;\n"
	        "%.1f ms of these went into comparing and writing\n",
	        files, (double)table->total / 1e6, (double)written / 1e6);
}

void
profile_tables(const struct profile *profile, struct arena *arena, struct buf *out)
{
	struct table table = { profile, arena, out, gather_tallies(profile, arena), 0 };

	put_steps(profile, out);
	table.total = total_of_kind(&table, SPAN_PAGE);
	if (!table.total)
		return;
	put_pages_head(&table);
	put_table(&table, SPAN_PAGE, SPAN_PAGE,
	        "        ms    %     bytes   files   each µs  by template", put_page_row);
	put_pages(&table);
	put_table(&table, SPAN_TEMPLATE, SPAN_MACRO,
	        "    own ms    %    all ms    runs   each µs  templates and macros",
	        put_template_row);
	put_table(&table, SPAN_FILTER, SPAN_FUNCTION,
	        "    own ms    %    all ms   calls   each µs  filters and functions",
	        put_template_row);
	put_table(&table, SPAN_PROPERTY, SPAN_PROPERTY,
	        "    own ms    %    all ms    asks   each µs  properties", put_template_row);
}

/* ---- the trace -------------------------------------------------------------------------------- */

static int64_t
first_begin(const struct profile *profile)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < profile->count; i++) {
		size_t count;
		const struct span *spans = span_all(profile->lanes[i].spans, &count);

		for (size_t k = 0; k < count; k++)
			first = spans[k].begin < first ? spans[k].begin : first;
	}
	return first;
}

static void
put_key_text(struct writer_json *w, struct str key, struct str text)
{
	writer_json_key(w, key);
	writer_json_text(w, text);
}

static void
put_key_int(struct writer_json *w, struct str key, size_t n)
{
	writer_json_key(w, key);
	writer_json_int(w, (int64_t)n);
}

static void
put_key_micros(struct writer_json *w, struct str key, int64_t nanos)
{
	writer_json_key(w, key);
	writer_json_number(w, (double)nanos / 1e3);
}

/* What a viewer calls a thread, or the whole. */
static void
put_label(struct writer_json *w, struct str what, size_t lane, struct str name)
{
	writer_json_open(w, '{');
	put_key_text(w, STR("name"), what);
	put_key_text(w, STR("ph"), STR("M"));
	put_key_int(w, STR("pid"), 1);
	put_key_int(w, STR("tid"), lane);
	writer_json_key(w, STR("args"));
	writer_json_open(w, '{');
	put_key_text(w, STR("name"), name);
	writer_json_close(w, '}');
	writer_json_close(w, '}');
}

static void
put_event(struct writer_json *w, const struct span *span, size_t lane, int64_t first)
{
	bool is_page = span->kind == SPAN_PAGE;
	struct buf name;

	buf_init(&name, 1 << 16);
	put_called(&name, span->kind, span->name, is_page ? STR_EMPTY : span->inner);
	writer_json_open(w, '{');
	put_key_text(w, STR("name"), buf_view(&name));
	put_key_text(w, STR("cat"), span_kind_name(span->kind));
	put_key_text(w, STR("ph"), STR("X"));
	put_key_micros(w, STR("ts"), span->begin - first);
	put_key_micros(w, STR("dur"), span->end - span->begin);
	put_key_int(w, STR("pid"), 1);
	put_key_int(w, STR("tid"), lane);
	if (span->bytes || (is_page && span->inner.len)) {
		writer_json_key(w, STR("args"));
		writer_json_open(w, '{');
		if (span->bytes)
			put_key_int(w, STR("bytes"), span->bytes);
		if (is_page && span->inner.len)
			put_key_text(w, STR("template"), span->inner);
		writer_json_close(w, '}');
	}
	writer_json_close(w, '}');
	buf_free(&name);
}

void
profile_trace(const struct profile *profile, struct buf *out)
{
	struct writer_json w = writer_json_start(out, 0);
	int64_t first = first_begin(profile);

	w.file = true;
	writer_json_open(&w, '{');
	put_key_text(&w, STR("displayTimeUnit"), STR("ms"));
	writer_json_key(&w, STR("traceEvents"));
	writer_json_open(&w, '[');
	put_label(&w, STR("process_name"), 0, STR("kith build"));
	for (size_t i = 0; i < profile->count; i++) {
		size_t count;
		const struct span *spans = span_all(profile->lanes[i].spans, &count);

		put_label(&w, STR("thread_name"), i + 1, profile->lanes[i].name);
		for (size_t k = 0; k < count; k++) {
			buf_char(out, '\n');
			if (spans[k].end)
				put_event(&w, &spans[k], i + 1, first);
		}
	}
	writer_json_close(&w, ']');
	writer_json_close(&w, '}');
	buf_char(out, '\n');
}

size_t
profile_forgotten(const struct profile *profile)
{
	size_t count = 0;

	for (size_t i = 0; i < profile->count; i++)
		count += span_forgotten(profile->lanes[i].spans);
	return count;
}
