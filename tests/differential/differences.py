"""What is meant to differ from Jinja, and why. Everything else that differs is a mistake.

Each difference is a predicate over a sample and the two answers. The list is short on purpose: being equal comes
first. Two more stand in jinja_peer.py, since no comparison could tell them from mistakes: filters that are generators
in Jinja give lists, and constants are worked out by the rules of all else. Others are of what the grammar does not make:
methods that are left out, what stands outside of blocks, an include without context within what captures it. The manual
tells them all, from tests/spec/template/differences.txt.
"""
import re

ADDRESS = re.compile(r" at 0x[0-9a-f]+>|<Recursion on |<(class|built-in|bound|slot|function|module|method)\b")

CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")

# Methods of Python's texts and maps for what templates do not have: bytes, tables of characters, classes.
METHODS_LEFT_OUT = {"encode", "maketrans", "translate", "fromkeys"}


def python_object(sample, kith, jinja):
    """A dot finds attributes and keys, not methods, which are only ever called. In Python a method, function or class is
    a value, and printing it says where it lies in memory: another text in each run."""
    if jinja.kind() == "error":
        return "builtin_function_or_method" in jinja.error
    return jinja.kind() == "output" and ADDRESS.search(jinja.output.replace("&lt;", "<").replace("&gt;", ">"))


def given_data(sample, kith, jinja):
    """What a template is given is there for all pages, so none can change it; a copy can be changed."""
    return kith.kind() == "error" and "cannot be changed" in kith.error


def integer_range(sample, kith, jinja):
    """Integers have 64 bits. What does not fit is refused, never rounded; Python's grow as long as memory lasts, but for those
    that its own C takes as an int."""
    if jinja.kind() == "error":
        return "too large to convert to C int" in jinja.error
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


def complex_number(sample, kith, jinja):
    """A negative number to a fractional power is a complex number in Python, which no template can use."""
    return kith.kind() == "error" and '"**" is not a number' in kith.error


def no_character(sample, kith, jinja):
    """A text holds no NUL: no page could."""
    return jinja.kind() == "output" and "\0" in jinja.output or kith.kind() == "error" and "no NUL" in kith.error


def control_character(sample, kith, jinja):
    """HTML may hold no control characters but tabs and ends of lines: what is escaped for it has a U+FFFD instead."""
    return kith.kind() == jinja.kind() == "output" and CONTROL.search(jinja.output) and \
        CONTROL.sub("\ufffd", jinja.output) == CONTROL.sub("\ufffd", kith.output)


def test_before_if(sample, kith, jinja):
    """A test without arguments may stand before `if`; Jinja takes the `if` for its argument."""
    return jinja.kind() == "error" and re.match(r"TemplateSyntaxError|.*'if' is undefined", jinja.error) and \
        any(re.search(r"\bis\s+(not\s+)?\w+\s+if\b", text) for text in sample.sources())


def unused_argument(sample, kith, jinja):
    """An argument of the wrong kind is refused; Python notices only when there is something to do with it."""
    return kith.kind() == "error" and re.search(r'"(batch|tojson|truncate|urlize)" needs', kith.error)


def range_without_end(sample, kith, jinja):
    """`none` for the end of a range is the same as no end."""
    return jinja.kind() == "error" and "'NoneType' object cannot be interpreted as an integer" in jinja.error and \
        any("range(" in text for text in sample.sources())


def same_text(sample, kith, jinja):
    """Texts and numbers that are equal are the same; in Python it depends on how it came to them."""
    return kith.kind() == jinja.kind() == "output" and any(re.search(r"\bis\s+(not\s+)?sameas|'sameas'", text) for text in sample.sources())


def sort_by_place(sample, kith, jinja):
    """Arguments can be given by place where Python wants their names."""
    return jinja.kind() == "error" and "sort() takes no positional arguments" in jinja.error


def markup_methods(sample, kith, jinja):
    """Markup stays markup in these methods, as with MarkupSafe 3; the older one loses it. In others, text that is looked for
    in markup is escaped, as with MarkupSafe 2; the newer one does not."""
    names = "casefold|removeprefix|removesuffix|format_map"
    if jinja.markupsafe > 2:
        names += "|replace|[lr]?strip|trim|r?partition"
    return any(re.search(rf"[.|]\s*({names})\(", text) for text in sample.sources())


def markup_of_format(sample, kith, jinja):
    """A format of a text makes a text; Python gives the markup itself where it is all that there is, by `{:s}` alone."""
    return kith.kind() == jinja.kind() == "output" and any(re.search(r"'\{[^{}']*:s\}'", text) for text in sample.sources())


def escaping_left_behind(sample, kith, jinja):
    """A loop that is left from within an autoescape block leaves that too; Jinja goes on with half of its settings."""
    return kith.kind() == jinja.kind() == "output" and \
        any("autoescape" in text and re.search(r"\b(continue|break)\b", text) for text in sample.sources())


def found_unused(sample, kith, jinja):
    """How a filter, test or function is called is checked when the template is compiled, where Jinja looks when it is used."""
    return kith.kind() == "error" and jinja.kind() == "output" and \
        re.search(r'" (takes (no|at most \d+) argument|has no argument|needs the argument)', kith.error)


# Each with the section of tests/spec/template/differences.txt that tells it to those who write templates.
DIFFERENCES = {
    python_object: "Attributes", given_data: "Data", integer_range: "Numbers", complex_number: "Numbers",
    no_character: "Characters", control_character: "Characters", limit: "Limits", test_before_if: "Tests", unused_argument: "Arguments",
    range_without_end: "Arguments", same_text: "Tests", sort_by_place: "Arguments", markup_methods: "Markup",
    unclosed: "Include", found_early: "Include", found_unused: "Include", escaping_left_behind: "Markup",
    markup_of_format: "Markup",
}


def intended(sample, kith, jinja):
    """The first difference that explains two answers, or None."""
    return next((each for each in DIFFERENCES if each(sample, kith, jinja)), None)
