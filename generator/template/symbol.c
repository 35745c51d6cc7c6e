#include "template/symbol.h"

#include "base/arena.h"

struct symbol *
symbol_of(struct symbols *symbols, struct str name)
{
	struct symbol *symbol = map_get(&symbols->map, name);
	if (symbol)
		return symbol;
	symbol = arena_new(symbols->arena, struct symbol);
	symbol->name = str_copy(symbols->arena, name);
	symbol->index = (uint32_t)symbols->map.len;
	map_put(&symbols->map, symbols->arena, symbol->name, NULL)->value = symbol;
	return symbol;
}
