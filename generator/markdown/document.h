/*
 * What parsing a text tells (markdown.h). Const once markdown_parse has returned, and in its arena.
 */
#ifndef KITH_MARKDOWN_DOCUMENT_H
#define KITH_MARKDOWN_DOCUMENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/array.h"
#include "base/str.h"

struct tape;

struct markdown_heading {
	uint32_t level;  /* 1..6 */
	uint32_t line;   /* in the whole file */
	struct str id;   /* unique in the document */
	struct str text; /* plain */
	uint32_t event;  /* where it begins on the tape, for emitting its inline content */
};

/* An ADDRESS is the value of a directive's attribute; those come behind all links of the text. */
enum markdown_link_kind { MARKDOWN_LINK, MARKDOWN_IMAGE, MARKDOWN_ADDRESS };

struct markdown_link {
	enum markdown_link_kind kind;
	struct str href; /* as written, entities decoded: "../projects/quill/index.md#log" */
	struct str text; /* plain text inside, or the image's alternative text */
	uint32_t line;   /* in the whole file; 0 when unknown */
	uint32_t column;
	bool wiki;      /* written [[href]]: a title, an alias or a path, with "#Heading" perhaps */
	bool bare;      /* an image without alternative text that is not marked as decoration */
	uint32_t event; /* where it begins on the tape */
	uint32_t around; /* where the text around it does */
};

enum markdown_directive_kind {
	MARKDOWN_DIRECTIVE_TEXT,      /* :name[text]{attributes} */
	MARKDOWN_DIRECTIVE_LEAF,      /* ::name[text]{attributes} */
	MARKDOWN_DIRECTIVE_CONTAINER, /* :::name[text]{attributes}, blocks, ::: */
};

struct markdown_directive {
	enum markdown_directive_kind kind;
	struct str name;
	struct str list;       /* attributes with their braces, or empty: attribute_next */
	uint32_t line, column; /* in the whole file */
	/* Which of the document's links are the addresses among its attributes, in their order. */
	uint32_t link, links;
};

/* What leads to a remark (lead_in.h): events from `begin` to before `end`; both 0: nothing. */
struct lead_in {
	uint32_t begin, end;
};

/* A callout to be gathered (remark.h). */
struct markdown_remark {
	struct str kind;     /* "lesson" */
	struct str id;       /* unique among the headings and remarks of the document */
	struct str title;    /* plain; without one, the first sentence of its text, or its begin */
	uint32_t label;      /* event its title begins with */
	uint32_t begin, end; /* its text, behind the title: events */
	struct lead_in lead_in; /* what its sentence is taken from: lead_in_of */
	uint32_t line, column;  /* of its kind, in the whole file; 0 when unknown */
};

struct markdown {
	const struct tape *tape;
	array_of(struct markdown_heading) headings;
	array_of(struct markdown_link) links; /* links and images in reading order */
	array_of(struct markdown_directive) directives;
	array_of(struct markdown_remark) remarks; /* in reading order */

	/* Words in text and in code spans; listings, raw HTML and equations are not counted. */
	uint32_t words;      /* runs of letters */
	uint32_t ideographs; /* Han, Kana, Hangul characters */

	/* What stands before <!--more-->, or else the first paragraph that has text of its own. */
	uint32_t summary_begin; /* event it begins with, behind the title */
	uint32_t summary_end;   /* event behind it; 0 when there is none */
	bool summary_explicit;  /* it was <!--more--> */

	/* A heading of level 1 that the document begins with. */
	struct str title;   /* its text; empty when there is none */
	uint32_t title_end; /* event behind it, so that it can be left out; 0 when there is none */
};

#endif
