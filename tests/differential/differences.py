"""What is meant to differ from Jinja, and why. Everything else that differs is a mistake.

Each difference is a predicate over a sample and the two answers. The list is short on purpose: being equal comes
first. One more stands in jinja_peer.py: filters that are generators in Jinja give lists.
"""
import re

ADDRESS = re.compile(r" at 0x[0-9a-f]+>|<(class|built-in|bound|slot|function|module|method)\b")


def python_object(sample, kith, jinja):
    """What Python prints for a function, class or method says where it lies in memory: another text in each run."""
    return jinja.kind() == "output" and ADDRESS.search(jinja.output.replace("&lt;", "<").replace("&gt;", ">"))


def integer_range(sample, kith, jinja):
    """Integers have 64 bits. What does not fit is refused, never rounded; Python's grow as long as memory lasts."""
    return kith.kind() == "error" and "64 bits" in kith.error and jinja.kind() == "output"


def limit(sample, kith, jinja):
    """A template has limits on time, depth and sizes, so that a hostile one ends; Jinja has none."""
    return kith.kind() == "error" and re.search(r"beyond (the|its) limit|at most \d+|too (deep|long|many)", kith.error)


def found_early(sample, kith, jinja):
    """A template is compiled with all that name it, so that its mistakes are found, used or not; Jinja reads it when used."""
    place = (kith.error or "").partition(":")[0]
    return kith.kind() == "error" and jinja.kind() == "output" and (place in sample.templates or "has errors: " in kith.error)


def unclosed(sample, kith, jinja):
    """A comment or raw section that nothing closes is a mistake, also where nothing stands behind its mark."""
    return kith.kind() == "error" and "is never closed by" in kith.error and jinja.kind() == "output"


DIFFERENCES = [unclosed, python_object, integer_range, limit, found_early]


def intended(sample, kith, jinja):
    """The first difference that explains two answers, or None."""
    return next((each for each in DIFFERENCES if each(sample, kith, jinja)), None)
