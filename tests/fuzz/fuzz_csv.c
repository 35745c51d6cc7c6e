/* Any bytes as a .csv file: a tree within the limits, or an error with a place in the file. */
#include "check_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_reading("fuzz.csv", text_of(data, size));
	return 0;
}
