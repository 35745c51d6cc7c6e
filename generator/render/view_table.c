/* property.def as tables, one per kind of view. */
#include "render/view.h"
#include "render/view_kinds.h"

#define ROW_site(kind, key, type, help)
#define ROW_page(kind, key, type, help)
#define ROW_section(kind, key, type, help)
#define ROW_taxonomy(kind, key, type, help)
#define ROW_term(kind, key, type, help)
#define ROW_project(kind, key, type, help)
#define ROW_item(kind, key, type, help)
#define ROW_series(kind, key, type, help)
#define ROW_person(kind, key, type, help)
#define PROPERTY(kind, key, type, help) ROW_##kind(kind, key, type, help)
#define ROW(kind, key, type, help) { STR_INIT(#key), view_##kind##_##key, type, help },
#define END                                    \
	{                                      \
		STR_INIT(""), NULL, NULL, NULL \
	}

#undef ROW_site
#define ROW_site ROW
static const struct view_property site_properties[] = {
#include "render/property.def"
	END
};
#undef ROW_site
#define ROW_site(kind, key, type, help)

#undef ROW_page
#define ROW_page ROW
static const struct view_property page_properties[] = {
#include "render/property.def"
	END
};
#undef ROW_page
#define ROW_page(kind, key, type, help)

#undef ROW_section
#define ROW_section ROW
static const struct view_property section_properties[] = {
#include "render/property.def"
	END
};
#undef ROW_section
#define ROW_section(kind, key, type, help)

#undef ROW_taxonomy
#define ROW_taxonomy ROW
static const struct view_property taxonomy_properties[] = {
#include "render/property.def"
	END
};
#undef ROW_taxonomy
#define ROW_taxonomy(kind, key, type, help)

#undef ROW_term
#define ROW_term ROW
static const struct view_property term_properties[] = {
#include "render/property.def"
	END
};
#undef ROW_term
#define ROW_term(kind, key, type, help)

#undef ROW_project
#define ROW_project ROW
static const struct view_property project_properties[] = {
#include "render/property.def"
	END
};
#undef ROW_project
#define ROW_project(kind, key, type, help)

#undef ROW_item
#define ROW_item ROW
static const struct view_property item_properties[] = {
#include "render/property.def"
	END
};
#undef ROW_item
#define ROW_item(kind, key, type, help)

#undef ROW_series
#define ROW_series ROW
static const struct view_property series_properties[] = {
#include "render/property.def"
	END
};
#undef ROW_series
#define ROW_series(kind, key, type, help)

#undef ROW_person
#define ROW_person ROW
static const struct view_property person_properties[] = {
#include "render/property.def"
	END
};

const struct view_property *const view_properties[VIEW_KINDS] = {
	[VIEW_SITE] = site_properties,
	[VIEW_PAGE] = page_properties,
	[VIEW_SECTION] = section_properties,
	[VIEW_TAXONOMY] = taxonomy_properties,
	[VIEW_TERM] = term_properties,
	[VIEW_PROJECT] = project_properties,
	[VIEW_ITEM] = item_properties,
	[VIEW_SERIES] = series_properties,
	[VIEW_PERSON] = person_properties,
};
