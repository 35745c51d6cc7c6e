#include "template/fingerprint.h"

#include <math.h>

#include "base/buf.h"
#include "template/box.h"
#include "template/operate.h"
#include "template/range.h"
#include "template/repr.h"
#include "template/vm.h"

struct str
fingerprint_of(struct vm *vm, struct value v)
{
	size_t begin = vm_text_begin(vm);
	double number = 0;
	if (value_is_text(v)) {
		buf_char(vm->out, 't');
		buf_put(vm->out, value_str(v));
	} else if (operate_float(v, &number) && v.kind == VALUE_FLOAT && number == floor(number) &&
	        fabs(number) < 0x1p63) {
		buf_format(vm->out, "n%lld", (long long)number);
	} else if (v.kind == VALUE_BOOL) {
		buf_format(vm->out, "n%d", v.boolean);
	} else if (range_of(v)) {
		const struct range *range = range_of(v);
		buf_format(vm->out, "r%llu %lld %lld", (unsigned long long)range->count,
		        (long long)(range->count ? range->from : 0),
		        (long long)(range->count > 1 ? range->step : 0));
	} else if (v.kind == VALUE_OBJECT && !box_of(v)) {
		buf_format(vm->out, "o%p", v.object->self);
	} else {
		buf_char(vm->out, 'n');
		repr_item(vm, vm->out, v);
	}
	return value_str(vm_text_end(vm, begin, VALUE_TEXT));
}
