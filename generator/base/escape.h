/*
 * Escapes, named by where the text lands. Each appends to a buffer and can never be left out for
 * data: a template's {{ }}, a feed or an attribute we write ourselves all go through here.
 */
#ifndef KITH_BASE_ESCAPE_H
#define KITH_BASE_ESCAPE_H

#include <stdbool.h>

#include "base/str.h"

struct buf;

/*
 * & < > " ' for HTML text and quoted attribute values alike; this is the templates' autoescape.
 * Quotes become &#34; and &#39;, as Jinja writes them; U+FFFD stands for controls that are no tab, newline or return,
 * which HTML forbids. Other bytes pass, valid UTF-8 or not.
 */
void escape_html(struct buf *out, struct str s);
/* How many bytes at the front escape_html would leave as they are. */
size_t escape_html_plain(struct str s);
/* The same for XML 1.0, with characters that XML forbids replaced by U+FFFD. */
void escape_xml(struct buf *out, struct str s);
/* A JSON string without its quotes; < > & ' U+2028/9 as \uXXXX, so it is safe inside <script>. */
void escape_json(struct buf *out, struct str s);
/* The same for a file of its own: only quotes, backslashes and controls are escaped. */
void escape_json_file(struct buf *out, struct str s);
/* One component of a URL path: everything but unreserved characters and !$&'()*+,;=:@ encoded. */
void escape_url_component(struct buf *out, struct str s);
/* A whole path: as above with '/' kept. */
void escape_url_path(struct buf *out, struct str s);
/* One name or value of a query: only unreserved characters stay. */
void escape_url_query(struct buf *out, struct str s);
/* A URL as an author wrote it: what is encoded stays, what may not stand in a URL is encoded. */
void escape_url(struct buf *out, struct str s);

/*
 * May this URL become a link? True for relative ones and those of the schemes in scheme.def that may, false for all
 * else. Judged after removing white space and control characters, as browsers do.
 */
bool escape_url_is_safe(struct str url);
/* Would following it run a program? Weaker: a scheme that nobody knows is let through. */
bool escape_url_runs(struct str url);
/* The scheme itself, given in lower case, when it does; else empty. Lives as long as the program. */
struct str escape_scheme_runs(struct str name);
/* Is it a mail address, without "mailto:"? */
bool escape_url_is_mail(struct str text);
/* Does it begin with a scheme, or with "//"? */
bool escape_url_is_absolute(struct str url);
/* Does it begin with the name of a host instead, "example.org" or "example.org/about"? A guess: so does a file's name. */
bool escape_url_lacks_scheme(struct str url);

#endif
