/* Bytes as a style sheet: tokens lie inside of it, and all that is asked of them comes to an end. */
#include <stddef.h>
#include <stdint.h>

#include "audit/colour.h"
#include "audit/contrast.h"
#include "audit/css_token.h"
#include "base/arena.h"
#include "require.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena = ARENA_EMPTY;
	struct str css = str_of((const char *)data, size), value;
	struct css_tokens tokens = { .arena = &arena };
	contrast_list found = { 0 };
	struct colour colour;

	if (size > 8192) /* pairs of tokens are many */
		return 0;
	css_token_read(&tokens, STR("a.css"), css);
	require(tokens.list.len <= CSS_TOKENS_MAX);
	for (size_t i = 0; i < tokens.list.len; i++) {
		const struct css_token *token = &tokens.list.at[i];

		require(token->at < size && token->modes);
		for (unsigned mode = 0; mode < CSS_MODES; mode++) {
			require(!(token->modes >> mode & 1) ||
			        css_token_find(&tokens, token->name, mode));
			if (css_token_value(&tokens, token, mode, &value) &&
			        colour_read(value, &colour))
				require(colour.red >= 0 && colour.red <= 1 && colour.green >= 0 &&
				        colour.green <= 1 && colour.blue >= 0 && colour.blue <= 1 &&
				        colour.alpha >= 0 && colour.alpha <= 1);
		}
	}
	contrast_find(&arena, &tokens, &found);
	for (size_t i = 0; i < found.len; i++) {
		require(found.at[i].ratio >= 1 && found.at[i].ratio < found.at[i].aim);
		require(contrast_tell(&arena, &found.at[i]).len > 0);
	}
	arena_free(&arena);
	return 0;
}
