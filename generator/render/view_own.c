/* What a page states under the keys that its type declares in kith.yaml, for themes that have never heard of them. */
#include "base/arena.h"
#include "config/config_type.h"
#include "content/page.h"
#include "render/view.h"
#include "render/view_kinds.h"
#include "render/view_record.h"

/* The words that kith.yaml has for them. */
static const char *
word_of(enum schema_type type)
{
	switch (type) {
	case SCHEMA_LINE: return "line";
	case SCHEMA_BOOL:
	case SCHEMA_TRI: return "bool";
	case SCHEMA_INT: return "int";
	case SCHEMA_DATE: return "date";
	case SCHEMA_URL: return "url";
	case SCHEMA_CHOICE: return "choice";
	case SCHEMA_TEXTS: return "list";
	case SCHEMA_PAIRS: return "map";
	case SCHEMA_VALUE:
	case SCHEMA_NODE: return "any";
	case SCHEMA_TEXT: break;
	}
	return "text";
}

struct value
view_page_own_facts(const struct view *view, struct arena *arena)
{
	const struct front *front = view->page->front;
	const struct config_type *type = front->declared;
	struct value *facts;
	size_t len = 0;

	if (!type)
		return value_list(NULL, 0);
	facts = arena_array(arena, struct value, type->schema.count + 1);
	for (size_t i = 0; i < type->schema.count; i++) {
		const struct schema_row *row = &type->schema.rows[i];
		struct value value = config_type_value(type, front->record, row->name, arena);

		if (value.kind == VALUE_UNDEFINED)
			continue;
		facts[len++] = VIEW_RECORD(arena, fact, { "name", value_text(row->name) },
		        { "label", value_text(type->labels[i]) },
		        { "type", value_text(str_from(word_of(row->type))) }, { "value", value });
	}
	return value_list(facts, len);
}
