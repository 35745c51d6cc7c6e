/*
 * Where in a page a byte stands, as a browser will read it: the part of HTML's tokenizer (WHATWG HTML,
 * 13.2.5) and of the lexers of scripts and styles that decides how a value has to be written there.
 *
 *	<a class="{{ 1 }}" href="/tags/{{ 2 }}" onclick="go({{ 3 }}, '{{ 4 }}')" {{ 5 }}>{{ 6 }}</a>
 *
 *	1  a quoted attribute          4  a string in a script in an attribute
 *	2  the same: the literal "/tags/" has settled that it is no javascript:
 *	3  a script in an attribute    5  between attributes      6  text
 *
 * The compiler walks over literal text (spot_read) and values (spot_value). A spot is plain bytes, so
 * two are the same place when their bytes are; what no longer matters is zeroed as the walk goes on.
 */
#ifndef KITH_TEMPLATE_SPOT_H
#define KITH_TEMPLATE_SPOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "template/spot_landing.h"

enum spot_state {
	SPOT_TEXT,
	SPOT_OPEN,     /* behind "<" or "</" */
	SPOT_TAG_NAME, /* in the name of a tag */
	SPOT_TAG,      /* between attributes */
	SPOT_NAME,     /* in the name of an attribute */
	SPOT_NAMED,    /* behind one and a space */
	SPOT_EQUALS,   /* behind "=" */
	SPOT_UNQUOTED, /* in a value without quotes */
	SPOT_VALUE,    /* in one with quotes */
	SPOT_CONTENT,  /* of script, style, title and the like */
	SPOT_COMMENT,
	SPOT_DECLARATION, /* <!doctype>, and what HTML takes for a comment */
	SPOT_INSTRUCTION, /* <?xml ?> in XML */
	SPOT_CDATA,       /* in XML */
	SPOT_NOWHERE,     /* behind a break or continue */
};

/* What a value of an attribute, or the content of an element, is. */
enum spot_kind {
	SPOT_PLAIN,
	SPOT_ADDRESS,
	SPOT_ADDRESSES, /* srcset and others with more than one */
	SPOT_SCRIPT,
	SPOT_STYLE,
	SPOT_PAGE, /* srcdoc */
	SPOT_TYPE, /* of a script, which may turn out to be none */
};

/* Where in a script or style. */
enum spot_code {
	SPOT_CODE,
	SPOT_SINGLE,   /* '' */
	SPOT_DOUBLE,   /* "" */
	SPOT_TEMPLATE, /* `` */
	SPOT_PATTERN,  /* of a regular expression */
	SPOT_CLASS,    /* [] in one */
	SPOT_LINE,     /* a comment up to the end of the line */
	SPOT_BLOCK,    /* one in stars */
	SPOT_URL,      /* in url( of a style, just begun */
	SPOT_URL_BARE,
	SPOT_URL_SINGLE,
	SPOT_URL_DOUBLE,
};

/* What literal text has settled about an address. */
enum spot_address {
	SPOT_UNSETTLED,
	SPOT_TOUCHED, /* and a value has landed there already */
	SPOT_SETTLED, /* that no scheme follows, or a harmless one */
	SPOT_RUNS,    /* that it is a javascript: */
};

enum spot_cut { SPOT_CUT_NOTHING, SPOT_CUT_ESCAPE, SPOT_CUT_TAG };

enum { SPOT_NAME_MAX = 15, SPOT_WORD_MAX = 31, SPOT_NEST_MAX = 4 };

struct spot {
	uint8_t state; /* enum spot_state */
	uint8_t xml;
	uint8_t end;     /* in an end tag */
	uint8_t element; /* row of spot.def + 1 of what is being opened or read; 0 for any other */
	uint8_t content; /* enum spot_kind of that element's content */
	uint8_t glued;   /* TAG: only a space or the tag's end may follow */
	uint8_t dynamic; /* a value is part of the name at hand */
	uint8_t quote;   /* VALUE: '"' or '\'' */
	uint8_t kind;    /* enum spot_kind of the attribute's value */
	uint8_t address; /* enum spot_address */
	uint8_t watched; /* ADDRESS: what it becomes is looked at where it ends */
	uint8_t code;    /* enum spot_code */
	uint8_t operand; /* SCRIPT: a "/" would divide, not begin a regular expression */
	uint8_t lost;    /* what stands here cannot be followed any more */
	uint8_t cut;     /* enum spot_cut: behind a backslash, in "</scr" */
	uint8_t nest;    /* template literals around this ${ */
	uint8_t braces[SPOT_NEST_MAX]; /* open ones since each ${ */
	uint8_t name_len, word_len;    /* MAX + 1: longer than fits */
	char name[SPOT_NAME_MAX + 1];  /* in lower case: of the tag, then of the attribute */
	char word[SPOT_WORD_MAX + 1];  /* the beginning of an address; a type */
};

enum spot_event {
	SPOT_ENDS,   /* the text is read */
	SPOT_CLOSES, /* before the quote that ends a watched address */
	SPOT_STARTS, /* at the first byte of an attribute's value; with `values` alone */
	SPOT_STICKS, /* at a byte that cannot follow what may stand before it */
};

struct spot_reader {
	struct spot *spot;
	struct str text;
	size_t at;    /* the next byte */
	size_t value; /* of text: where the value of the attribute at hand begins; STR_NONE: before */
	size_t open; /* of text: where text was left last; STR_NONE: before */
	bool values; /* stop at values */
};

struct arena;

/* The start of a page or feed. */
struct spot spot_start(bool xml);
struct spot_reader spot_reader(struct spot *spot, struct str text);
/* Walks on to the next event or the end of the text. Call again after an event to go on. */
enum spot_event spot_read(struct spot_reader *r);
/* How a value is written here; goes on behind it. `named`: "=" follows. */
enum spot_landing spot_value(struct spot *spot, bool named);
/* Why no value can stand here, and what to do. */
void spot_refusal(const struct spot *spot, struct str *why, struct str *help);
/*
 * The place behind parts of a template of which either may have run. False when there is no such place;
 * *a is then unchanged.
 */
bool spot_join(struct spot *a, const struct spot *b);
/* As a part knows it that runs there by itself, or again and again; may it end so? */
struct spot spot_part(const struct spot *spot);
bool spot_returns(const struct spot *part, const struct spot *end);
bool spot_is_same(const struct spot *a, const struct spot *b);
bool spot_is_in_tag(const struct spot *spot);
/* "in text", "in the attribute \"href\"", for messages; in the arena or constant. */
struct str spot_describe(const struct spot *spot, struct arena *arena);

/* What the values of an attribute are; the row of an element + 1, or 0. Names in lower case. */
enum spot_kind spot_attribute(struct str name);
uint8_t spot_element(struct str name);
/* Walk over a script, a style to the end of the text (spot_code.c). */
void spot_read_script(struct spot *spot, struct str text, bool escaped);
void spot_read_style(struct spot *spot, struct str text, bool escaped);

#endif
