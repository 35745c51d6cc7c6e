#include "render/answer.h"

#include "base/arena.h"
#include "base/escape.h"
#include "config/config.h"
#include "content/page.h"

struct answer
answer_to(const struct config *config, const struct page *page, struct arena *arena)
{
	const struct config_author *author = &config->author;
	struct str scheme = STR("mailto:");
	struct answer answer = { .text = page->front->contact };

	if (!answer.text.len)
		answer.text = author->email.len ? author->email : author->url;
	if (escape_url_is_mail(answer.text)) {
		answer.url =
		        str_format(arena, STR_FMT STR_FMT, STR_ARG(scheme), STR_ARG(answer.text));
	} else if (escape_url_is_absolute(answer.text) && escape_url_is_safe(answer.text)) {
		answer.url = answer.text;
	}
	if (str_starts(answer.text, scheme)) {
		answer.text = str_skip(answer.text, scheme.len);
		answer.text = str_slice(answer.text, 0, str_find_char(answer.text, '?'));
	}
	return answer;
}
