#include "site/budget.h"

bool
budget_take(struct budget *budget, size_t names)
{
	if (budget->left < names)
		return false;
	budget->left -= names;
	return true;
}
