#include <yaml.h>
int value_make(void);
