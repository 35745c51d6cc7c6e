/*
 * `kith check --external`: do the addresses outside of the site that its pages link to still answer? What has answered
 * well is believed for some days (link_cache.h).
 */
#ifndef KITH_AUDIT_EXTERNAL_H
#define KITH_AUDIT_EXTERNAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct audit;
struct http_options;

struct external_report {
	/* Addresses; the `unchecked` ones are of hosts that want no more requests. */
	size_t asked, remembered, skipped, unchecked;
};

/*
 * Asks for audit->outside, behind audit_run, and adds what is found. `root` is the site's folder, which keeps the cache;
 * `now` is the clock's; of `options` the seconds are those of kith.yaml. False after adding an error, when this kith cannot ask. One thread.
 */
bool external_run(struct audit *audit, int root, int64_t now, struct http_options *options,
        struct external_report *report);

#endif
