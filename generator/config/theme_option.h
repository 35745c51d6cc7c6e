/* The options of a theme, declared in theme.yaml and set in kith.yaml. For theme.c alone. */
#ifndef KITH_CONFIG_THEME_OPTION_H
#define KITH_CONFIG_THEME_OPTION_H

struct arena;
struct config;
struct diags;
struct theme;

/* Fills theme->options from theme->declared and the site's theme_options. */
void theme_option_read(
        struct theme *theme, struct arena *arena, const struct config *config, struct diags *diags);

#endif
