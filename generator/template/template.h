/*
 * Templates in Jinja's language, compiled once and run by any number of threads.
 *
 *	source --lex--> tokens --ast--> tree --compile--> ops --vm--> bytes
 *
 *	struct template_engine *engine = template_engine_new(&arena, &settings);
 *	const struct template *page = template_load(engine, STR("page.html"), diags);
 *	...
 *	template_render(page, &run);
 *
 * A template is named as its loader names it ("page.html", "partials/card.html"). Escaping follows the
 * name, unless the settings say otherwise: .html, .htm, .xhtml, .xml and .svg (also with .jinja, .jinja2
 * or .j2 behind it) escape for HTML or XML, others do not.
 *
 * Threads: loading is for one thread; once nobody loads any more, rendering is safe from all.
 */
#ifndef KITH_TEMPLATE_TEMPLATE_H
#define KITH_TEMPLATE_TEMPLATE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/str.h"
#include "data/value.h"

struct arena;
struct buf;
struct diags;
struct span_list;
struct template;
struct template_engine;
struct template_call;

/*
 * Finds the source of a template. `path` is what messages call it. 0 or a negative errno: -ENOENT when there is none; with
 * another one, there is a path, and a source that cannot be read. Both texts must live as long as the engine.
 */
struct template_loader {
	int (*load)(void *context, struct str name, struct str *source, struct str *path);
	/* Names it knows, for "did you mean"; may be NULL. LIST of TEXT. */
	struct value (*names)(void *context, struct arena *arena);
	void *context;
};

/*
 * A function or filter that the program offers to templates beside the built-in ones: `url_for(page)`.
 * It takes arguments through `call` (template_argument below), gives its result or reports with template_fail.
 */
struct template_function {
	struct str name;
	struct value (*call)(struct template_call *call);
	/*
	 * "name, format='%d %B', *rest, **named": names, in order, with their defaults; `x=none` for what
	 * may be left out, since a parameter without a default must be given. The values of *rest and
	 * **named, a LIST and a MAP, follow the others. At most 10. NULL for none.
	 */
	const char *parameters;
	const char *help; /* one sentence */
	const char *example;
};

/*
 * What becomes of a name or key that is not there. `is defined` and `default` work either way.
 *
 *	STRICT   a name, or a key of an object of the program, is an error wherever it is used; a missing key
 *	         of a map is nothing, and so is all that is asked of it
 *	LENIENT  Jinja's default: whatever is missing is nothing, but has no attributes
 */
enum template_undefined { TEMPLATE_STRICT, TEMPLATE_LENIENT };
enum template_autoescape { TEMPLATE_ESCAPE_BY_NAME, TEMPLATE_ESCAPE_ALL, TEMPLATE_ESCAPE_NOTHING };

struct template_settings {
	struct template_loader loader;
	const struct template_function *functions; /* terminated by an empty name; may be NULL */
	const struct template_function *filters;   /* the same, for what stands before the "|" */
	bool trim_blocks;                          /* drop the newline behind a block tag */
	bool lstrip_blocks; /* drop blanks before a block tag at the start of a line */
	struct str line_statement_prefix; /* makes a line a tag: "# for x in y"; empty for none */
	struct str line_comment_prefix;   /* begins a comment to the end of a line; or empty */
	bool drop_last_newline; /* of each template; Jinja's keep_trailing_newline the other way round */
	enum template_undefined undefined;
	bool warns;    /* of blocks that never show, when a template is loaded */
	bool by_place; /* in HTML and XML, values are written as attributes, scripts, styles need it */
	enum template_autoescape autoescape;
};

/* The engine, its templates and ops live in the arena. */
struct template_engine *template_engine_new(
        struct arena *arena, const struct template_settings *settings);

/* Compiled, loaded on first use with all that it names by literal text. NULL after adding errors. */
const struct template *template_load(
        struct template_engine *engine, struct str name, struct diags *diags);
/* Compiles text that no loader knows, under a name for messages and escaping. */
const struct template *template_from_text(
        struct template_engine *engine, struct str name, struct str source, struct diags *diags);
/* Does the loader know it? No diagnostics. */
bool template_exists(struct template_engine *engine, struct str name);
struct str template_name(const struct template *t);
/* Hash of the sources of the template and of all that it may load; for freshness. */
struct hash template_fingerprint(const struct template *t);

/* One rendering. */
struct template_run {
	struct arena *scratch; /* for values made on the way; the caller resets it afterwards */
	struct buf *out;       /* what is full counts as an error */
	struct diags *diags;
	struct value context; /* MAP or OBJECT: the names the template sees */
	struct value globals; /* looked up behind the context, by imports too; may be UNDEFINED */
	void *user;           /* for the program's functions: template_user */
	struct str subject; /* what is rendered ("content/essays/cache.md"), for errors; or empty */
	const struct date_names *dates; /* names of months and days; NULL is English */
	struct str language;     /* of what is rendered, "pt-BR": numbers and dates; empty: en */
	struct str date_long;    /* what the pattern "long" means; empty: what the language has */
	struct date today;       /* what `relative` counts from; not known: templates have to say */
	struct span_list *spans; /* where to measure templates, filters, ...; NULL: not at all */
};

/*
 * Appends the result to run->out. False after adding an error with template path, line, excerpt and, where there are
 * several, the chain of includes as help; the output is then not to be used.
 * Limits: include, extends and macro depth 100, expression depth 200, 10 million steps, text 16 MiB, range 1 million.
 */
bool template_render(const struct template *t, const struct template_run *run);

/* For functions: the value of a parameter (by position or keyword, else its default). */
struct value template_argument(const struct template_call *call, size_t index);
/* What a filter of the program is applied to. */
struct value template_subject(const struct template_call *call);
/* What a value prints. */
struct str template_text(const struct template_call *call, struct value v);
/* Parts side by side, as `~` joins them: with escaping on, one that is markup makes all of it markup. */
struct value template_concat(
        const struct template_call *call, const struct value *parts, size_t count);
struct arena *template_arena(const struct template_call *call); /* results live here */
void *template_user(const struct template_call *call);
struct str template_language(const struct template_call *call); /* of the run; may be empty */
/* Counts work beyond the call itself against the limit of steps. False after failing. */
bool template_charge(struct template_call *call, size_t steps);
/* Ends the rendering with an error at the call, and help; returns UNDEFINED for `return template_fail(...)`. */
struct value template_fail(struct template_call *call, const char *format, ...)
        __attribute__((format(printf, 2, 3)));
struct value template_fail_help(struct template_call *call, struct str help, const char *format,
        ...) __attribute__((format(printf, 3, 4)));
/* The same as a warning; rendering goes on. */
void template_warn(struct template_call *call, const char *format, ...)
        __attribute__((format(printf, 2, 3)));

#endif
