#include "data/value.h"
#include "nowhere.h"
#include <sys/stat.h>
