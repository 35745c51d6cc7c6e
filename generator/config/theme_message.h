/* What a theme says in the site's language. For theme.c alone. */
#ifndef KITH_CONFIG_THEME_MESSAGE_H
#define KITH_CONFIG_THEME_MESSAGE_H

struct arena;
struct diags;
struct theme;

/* Fills theme->languages from the i18n/ of the theme and of the site, whose folder is `root`. */
void theme_message_read(struct theme *theme, struct arena *arena, int root, struct diags *diags);

#endif
