/*
 * An engine over templates that a test gives as text, and one rendering of them.
 *
 *	struct kit kit;
 *	kit_open(&kit, (const char *const[]){ "main.html", "{{ x }}", NULL }, NULL);
 *	kit_data(&kit, "{\"x\": 1}");
 *	expect_str(kit_render(&kit, "main.html"), "1");
 *	kit_close(&kit);
 *
 * What cannot be loaded or rendered gives the diagnostics as they are printed.
 */
#ifndef KITH_TESTS_TEMPLATE_KIT_H
#define KITH_TESTS_TEMPLATE_KIT_H

#include <errno.h>

#include "base/arena.h"
#include "base/diag.h"
#include "data/node.h"
#include "data/reader.h"
#include "expect.h"
#include "template/template.h"

struct kit {
	struct arena arena, scratch;
	struct diags diags;
	struct template_settings settings;
	struct template_engine *engine;
	const char *const *templates; /* name, text, name, text, ..., NULL */
	struct value data;
	struct buf out, messages;
};

static inline int
kit_load(void *context, struct str name, struct str *source, struct str *path)
{
	const struct kit *kit = context;
	for (const char *const *t = kit->templates; *t; t += 2) {
		if (!str_eq(str_from(t[0]), name))
			continue;
		*source = str_from(t[1]);
		*path = str_from(t[0]);
		return 0;
	}
	return -ENOENT;
}

static inline struct value
kit_names(void *context, struct arena *arena)
{
	const struct kit *kit = context;
	struct value *names = arena_array(arena, struct value, 64);
	size_t count = 0;
	for (const char *const *t = kit->templates; *t && count < 64; t += 2)
		names[count++] = value_text(str_from(t[0]));
	return value_list(names, count);
}

/* `settings` may be NULL for Jinja's; its loader is the kit's in any case. */
static inline void
kit_open(struct kit *kit, const char *const *templates, const struct template_settings *settings)
{
	*kit = (struct kit){ .templates = templates };
	kit->settings.undefined = TEMPLATE_LENIENT;
	if (settings)
		kit->settings = *settings;
	kit->settings.loader = (struct template_loader){ kit_load, kit_names, kit };
	diag_init(&kit->diags);
	buf_init(&kit->out, 64 << 20);
	buf_init(&kit->messages, 1 << 20);
	kit->data = value_map(NULL, 0);
	kit->engine = template_engine_new(&kit->arena, &kit->settings);
}

static inline void
kit_close(struct kit *kit)
{
	buf_free(&kit->out);
	buf_free(&kit->messages);
	diag_free(&kit->diags);
	arena_free(&kit->scratch);
	arena_free(&kit->arena);
}

/* The names that templates see, as YAML. False when it is none. */
static inline bool
kit_data(struct kit *kit, const char *yaml)
{
	struct str text = str_copy(&kit->arena, str_from(yaml));
	struct node_source source = { STR("data.yaml"), text };
	const struct node *node = reader_yaml(&kit->arena, &source, text, 1, &kit->diags);
	if (node && node->kind == NODE_MAP)
		kit->data = node_value(node, &kit->arena);
	return node != NULL;
}

static inline struct str
kit_messages(struct kit *kit)
{
	buf_clear(&kit->messages);
	diag_print(&kit->diags, &kit->messages, false);
	return buf_view(&kit->messages);
}

static inline struct str
kit_run(struct kit *kit, const struct template *template)
{
	struct template_run run = {
		.scratch = &kit->scratch,
		.out = &kit->out,
		.diags = &kit->diags,
		.context = kit->data,
	};
	arena_reset(&kit->scratch);
	buf_clear(&kit->out);
	return template && template_render(template, &run) ? buf_view(&kit->out)
	                                                   : kit_messages(kit);
}

static inline struct str
kit_render(struct kit *kit, const char *name)
{
	return kit_run(kit, template_load(kit->engine, str_from(name), &kit->diags));
}

/* A text as template main.html. */
static inline struct str
kit_text(struct kit *kit, const char *text)
{
	return kit_run(kit,
	        template_from_text(kit->engine, STR("main.html"), str_from(text), &kit->diags));
}

#endif
