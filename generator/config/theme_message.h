/* What a theme says in the site's language. For theme.c alone. */
#ifndef KITH_CONFIG_THEME_MESSAGE_H
#define KITH_CONFIG_THEME_MESSAGE_H

struct arena;
struct diags;
struct theme;

/* Fills theme->messages and theme->dates for theme->language from the theme's i18n/. */
void theme_message_read(struct theme *theme, struct arena *arena, struct diags *diags);

#endif
