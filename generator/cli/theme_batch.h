/*
 * Many small renderings in one process: for tests that compare thousands of templates with another
 * engine, and for editors. Each line of standard input is a case, each line of the answer its result:
 *
 *	{"template": "{{ x + 1 }}", "context": {"x": 1}}     {"output": "2"}
 *	{"template": "{{ x | nope }}"}                       {"error": "input:1:8: there is no filter \"nope\""}
 *
 *	template               its source; must be given
 *	context                the names it sees
 *	templates              sources by name, for extends, include and import
 *	autoescape             true or false
 *	trim_blocks, lstrip_blocks, keep_trailing_newline
 *	                       true or false, as Jinja has them
 *	line_statement_prefix, line_comment_prefix
 *	                       texts, as Jinja has them
 *	undefined              "strict" or "lenient"
 */
#ifndef KITH_CLI_THEME_BATCH_H
#define KITH_CLI_THEME_BATCH_H

#include <stdbool.h>

struct diags;
struct template_settings;

/*
 * Answers case after case up to the end of standard input. `settings` is what holds for a case that does
 * not say otherwise; its loader is not used. A case that is wrong is answered with an error and ends no
 * other. False after adding an error when the answers cannot be written.
 */
bool theme_batch_run(const struct template_settings *settings, struct diags *diags);

#endif
