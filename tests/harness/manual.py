"""The reference of the template language, made from the program's tables.

A page of content-example/content/manual/ is prose with regions in it, which `make manual` writes:

    [//]: # (filters)
    ... made from template/filter.def ...
    [//]: # (end)

Markdown takes the marks for definitions of links, so they leave nothing in the HTML. In a table, a comment
"--- title: files ---" begins a group, and the lines below it introduce the group to readers. A row whose help is
"The same as NAME." is another spelling of NAME and shares its entry. A name in backticks in a help becomes a link
to its entry.
"""
import math
import re
from dataclasses import dataclass, field
from functools import partial

from case import Failed
from tables import groups, rows, source

MANUAL = "content-example/content/manual"
REGION = re.compile(r"^\[//\]: # \((?P<name>[^)\n]+)\)\n.*?^\[//\]: # \(end\)$", re.M | re.S)
RECEIVERS = {"METHOD_TEXT": "text", "METHOD_LIST": "list", "METHOD_ITEMS": "list", "METHOD_DICT": "map", "METHOD_LOOP": "loop",
             "METHOD_CYCLER": "cycler", "METHOD_DATE": "date"}
WORDS = {"true", "false", "none"}  # values: they never mean the test of that name
EXAMPLE = re.compile(
    r"^```jinja\n(?P<template>(?:(?!```).*\n)*?)```\n\ngives\n\n```text\n(?P<result>(?:(?!```).*\n)*?)```$"
    r"|^- (?P<a>`+)(?P<inline>.+?)(?P=a) gives (?P<b>`+)(?P<short>.+?)(?P=b)$", re.M)

# From the tightest to the loosest. Each row of operate.def is in one of them.
OPERATORS = [
    ("`x.name`, `x[\"name\"]`, `x[0]`, `x[1:5:2]`, `f(x)`", "a part of a value, a call"),
    ("`-x`, `+x`", "the sign of a number"),
    ("`x | filter`, `x is test`, `x is not test`", "[filters](template-filters.md) and [tests](template-tests.md)"),
    ("`**`", "power"),
    ("`*`, `/`, `//`, `%`", "product, quotient, quotient without its fraction, remainder; `* 3` also repeats a text or a list"),
    ("`~`", "joins what two values print as one text"),
    ("`+`, `-`", "sum and difference; `+` also joins two texts or two lists"),
    ("`==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not in`",
     "comparisons, which may be chained: `1 < x <= 5`; `in` asks for an item, a key or a part of a text"),
    ("`not`", "the opposite of what a value counts as"),
    ("`and`", "the first value if it counts as false, or else the second"),
    ("`or`", "the first value if it counts as true, or else the second"),
    ("`a if test else b`", "one of two; without `else` and when the test fails, undefined"),
]
# Where a limit stands, what it counts and what it means. Every limit of LIMITED is here.
LIMITS = [
    ("template/vm.h", "VM_STEPS_MAX", "", "steps of one page: operations, and items that filters look at"),
    ("template/vm.h", "VM_DEPTH_MAX", "", "templates, macros and blocks within one another"),
    ("template/vm.h", "VM_TEXT_MAX", "bytes", "a text that a template makes"),
    ("template/vm.h", "VM_ITEMS_MAX", "items", "a list that a template makes"),
    ("template/vm.h", "VM_MEMORY_MAX", "bytes", "memory for one page"),
    ("template/engine.h", "ENGINE_SOURCE_MAX", "bytes", "the file of a template"),
    ("template/engine.h", "ENGINE_VARIANTS_MAX", "", "kinds of places but text that one template is included in"),
    ("template/parse.h", "PARSE_DEPTH_MAX", "levels", "expressions and tags within one another"),
    ("template/parse.h", "PARSE_ARGUMENTS_MAX", "", "arguments of a call"),
    ("template/parse.h", "PARSE_ERRORS_MAX", "", "mistakes in outputs of a template that are told at once"),
    ("template/lex.h", "LEX_NEST_MAX", "levels", "brackets within one another"),
]
# The same of a page's text.
MARKDOWN_LIMITS = [
    ("markdown/prescan.h", "PRESCAN_TEXT_MAX", "bytes", "the text of a page"),
    ("markdown/markdown.c", "HEADINGS_MAX", "", "headings"),
    ("markdown/directive.h", "DIRECTIVES_MAX", "", "directives and lines of definitions together"),
    ("markdown/directive.h", "DIRECTIVE_DEPTH_MAX", "levels", "directives within one another"),
    ("markdown/tape_md4c.h", "TAPE_MD4C_DEPTH_MAX", "levels", "quotes and lists within one another"),
    ("markdown/attribute.h", "ATTRIBUTE_LIST_MAX", "bytes of one list in braces", "attributes"),
    ("markdown/code.h", "CODE_RANGES", "", "lines and ranges of lines that one listing points out"),
    ("markdown/heading.h", "HEADING_ID_MAX", "characters", "an id that is made of a heading"),
]
LIMITED = ("template/vm.h", "template/engine.h", "template/parse.h", "template/lex.h")


@dataclass
class Entry:
    kind: str
    page: str
    name: str
    help: str
    signature: str = ""
    examples: list = field(default_factory=list)  # (template, result); the result may be None
    others: list = field(default_factory=list)    # other spellings

    def anchor(self):
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


@dataclass
class Group:
    title: str
    intro: str
    entries: list


# --- reading the tables --------------------------------------------------------------------------

def pairs(texts):
    return [(example, result) for example, result in zip(texts[::2], texts[1::2]) if example]


def signature(name, parameters):
    return f"{name}({parameters})" if parameters else ""


def callables(kind, page, path, macro):
    """Filters, tests and functions: (name, function, parameters, help, example, result, ...)."""
    def read(setting):
        for title, intro, found in groups(setting, path, macro):
            yield Group(title, intro, [
                Entry(kind, page, name, text, signature(name, parameters), pairs(examples))
                for name, _, parameters, text, *examples in found])
    return read


def both(first, second):
    """The groups of two tables."""
    def read(setting):
        yield from first(setting)
        yield from second(setting)
    return read


def methods(setting):
    for title, intro, found in groups(setting, "template/method.def", "METHOD"):
        yield Group(f"Methods of {title.lower()}", intro, [
            Entry("methods", "template-functions.md", f"{RECEIVERS[of]}.{name}", text,
                  f"{RECEIVERS[of]}.{name}({parameters})", pairs(examples))
            for name, of, _, parameters, text, *examples in found])


def site_functions(setting):
    for title, intro, found in groups(setting, "render/function.def", "FUNCTION"):
        yield Group(title, intro, [
            Entry("site functions", "template-functions.md", name, text, signature(name, parameters), [(example, None)])
            for name, parameters, text, example, *_ in found])


def tags(setting):
    for title, intro, found in groups(setting, "template/tag.def", "TAG"):
        yield Group(title, intro, [
            Entry("tags", "template-reference.md", name, text, written, pairs(examples))
            for name, _, written, text, *examples in found])


KINDS = {
    "tags": tags,
    "filters": both(callables("filters", "template-filters.md", "template/filter.def", "FILTER"),
                    callables("filters", "template-filters.md", "render/filter_site.def", "SITE_FILTER")),
    "tests": callables("tests", "template-tests.md", "template/predicate.def", "PREDICATE"),
    "functions": callables("functions", "template-functions.md", "template/global.def", "GLOBAL"),
    "site functions": site_functions,
    "methods": methods,
}


class Reference:
    """All entries, and where each name leads."""

    def __init__(self, setting):
        self.kinds = {kind: [join_spellings(group) for group in read(setting)] for kind, read in KINDS.items()}
        self.places = {kind: {name: entry for group in found for entry in group.entries
                              for name in (entry.name, *entry.others)} for kind, found in self.kinds.items()}

    def find(self, name, kind):
        """The entry that a name means in the help of an entry of that kind."""
        for place in (kind, *self.places):
            if name in self.places[place]:
                return self.places[place][name]
        return None


def join_spellings(group):
    entries = {entry.name: entry for entry in group.entries}
    for entry in group.entries:
        same = re.fullmatch(r"The same as `?([^`\s]+)`?\.", entry.help)
        if same:
            if same[1] not in entries:
                raise Failed(f"{entry.name} is the same as {same[1]}, which is not in its group")
            entries[same[1]].others.append(entry.name)
            del entries[entry.name]
    return Group(group.title, group.intro, list(entries.values()))


# --- writing -------------------------------------------------------------------------------------

def code(text):
    """A code span; backticks inside need a longer fence."""
    longest = max(map(len, re.findall(r"`+", text)), default=0)
    edge = " " if text.startswith("`") or text.endswith("`") else ""
    return "`" * (longest + 1) + edge + text + edge + "`" * (longest + 1)


def link(entry, shown, page):
    place = "" if entry.page == page else entry.page
    return f"[{code(shown)}]({place}#{entry.anchor()})"


def with_links(text, entry, reference):
    """Names of entries in backticks become links, except the entry's own and those of its parameters."""
    own = {entry.name, *re.findall(r"\w+", entry.signature.partition("(")[2])} | WORDS

    def replace(span):
        found = None if span[1] in own else reference.find(span[1], entry.kind)
        return link(found, span[1], entry.page) if found else span[0]
    return re.sub(r"(?<!`)`([^`]+)`(?!`)", replace, text)


def block(language, text):
    return f"```{language}\n{text.rstrip(chr(10))}\n```"


def write_example(example, result):
    """In a line that can break, or as listings where template or result have several lines."""
    if result is None:
        return block("jinja", example)
    if "\n" not in example + result.strip("\n") and result.strip():
        return f"- {code(example)} gives {code(result.strip())}"
    return f"{block('jinja', example)}\n\ngives\n\n{block('text', result)}"


def write_entry(entry, reference):
    parts = [f"### {code(entry.name)}"]
    if entry.signature not in ("", f"{entry.name}()"):
        parts.append(block("jinja", entry.signature) if entry.kind == "tags" else code(entry.signature))
    others = f" Also written {' and '.join(map(code, entry.others))}." if entry.others else ""
    parts.append(with_links(entry.help, entry, reference) + others)
    parts += [write_example(*example) for example in entry.examples]
    return re.sub(r"^(- .*)\n\n(?=- )", r"\1\n", "\n\n".join(parts), flags=re.M)


def write_kind(kind):
    def write(reference):
        parts = []
        for group in reference.kinds[kind]:
            parts += [f"## {group.title}"] if group.title else []
            parts += [with_links(group.intro, Entry(kind, group.entries[0].page, "", ""), reference)] if group.intro else []
            parts += [write_entry(entry, reference) for entry in group.entries]
        return "\n\n".join(parts)
    return write


def write_index(kind, page):
    """All names of a kind, in the order of the alphabet; a line for each, so that changes are small."""
    def write(reference):
        return " ·\n".join(link(entry, name, page) for name, entry in sorted(reference.places[kind].items()))
    return write


def write_operators(setting):
    known = {row[1] for row in rows(setting, "template/operate.def", "OPERATOR")}
    told = {span for written, _ in OPERATORS for span in re.findall(r"`([^`]+)`", written)}
    if known - told:
        raise Failed(f"operators without a line in manual.py: {sorted(known - told)}")
    lines = [f"| {escape_cell(written)} | {escape_cell(meaning)} |" for written, meaning in OPERATORS]
    return "\n".join(["| operators | what they do |", "| --- | --- |", *lines])


def constant(setting, path, name):
    found = re.search(rf"\b{name} = ([\d *<]+)", source(setting, path))
    if not found:
        raise Failed(f"{path} has no {name}")
    product, _, shift = found[1].partition("<<")
    return math.prod(map(int, product.split("*"))) << int(shift or 0)


def amount(number, unit):
    return f"{number >> 20} MiB" if unit == "bytes" else f"{number:,} {unit}".strip()


def write_limits(setting):
    told = {name for _, name, _, _ in LIMITS}
    for path in LIMITED:
        missing = set(re.findall(r"\b(\w+_MAX) = ", source(setting, path))) - told
        if missing:
            raise Failed(f"limits of {path} without a line in manual.py: {sorted(missing)}")
    return table_of_limits(setting, LIMITS)


def table_of_limits(setting, limits):
    lines = [f"| {meaning} | {amount(constant(setting, path, name), unit)} |" for path, name, unit, meaning in limits]
    return "\n".join(["| limit | at most |", "| --- | --- |", *lines])


# --- what templates are given --------------------------------------------------------------------

def escape_cell(text):
    return text.replace("|", "\\|")


def kinds_of(setting):
    """{kind: its anchor} of everything that has properties."""
    found = rows(setting, "render/property.def", "PROPERTY") + rows(setting, "render/record.def", "RECORD")
    return {row[0]: row[0] for row in found}


def singular(word):
    for plural, one in (("ies", "y"), ("s", "")):
        if word.endswith(plural):
            return word.removesuffix(plural) + one
    return word


def type_cell(text, kinds):
    """The words of a type that name a kind lead to it: "map of lists of terms"."""
    def lead(word):
        kind = next((kind for kind in (word[0], singular(word[0])) if kind in kinds), None)
        return f"[{word[0]}](#{kinds[kind]})" if kind else word[0]
    return re.sub(r"\w+", lead, text)


def value_row(kind, key, type_, text, kinds):
    """A name that can be linked to, its type and what it is."""
    anchor = f"{kind}.{key}"
    return f'| <a id="{anchor}" href="#{anchor}">{code(key)}</a> | {type_cell(type_, kinds)} | {escape_cell(text)} |'


def value_table(lines):
    return "\n".join(["| name | type | what it is |", "| --- | --- | --- |", *lines])


def write_names(setting):
    kinds = kinds_of(setting)
    found = [(name, type_, text) for name, type_, text in rows(setting, "render/context.def", "GLOBAL")]
    found += [(name, type_, text) for name, _, type_, text in rows(setting, "render/context.def", "NAME")]
    return value_table([value_row("name", *row, kinds) for row in found])


def write_directive_names(setting):
    kinds = kinds_of(setting)
    return value_table([value_row("directive-name", *row, kinds) for row in rows(setting, "render/context.def", "DIRECTIVE")])


def write_values(path, macro, level):
    def write(setting):
        kinds, parts = kinds_of(setting), []
        for _, intro, found in groups(setting, path, macro):
            for kind in dict.fromkeys(row[0] for row in found):
                parts.append(f"{level} {kind}")
                parts += [intro] if intro else []
                parts.append(value_table([value_row(*row, kinds) for row in found if row[0] == kind]))
        return "\n\n".join(parts)
    return write


def write_differences(setting):
    """Headings and prose of the chapter that says, with examples that are run, what differs from Jinja."""
    text = (setting.root / "tests/spec/template/differences.txt").read_text(encoding="utf-8")
    text = re.sub(r"^(`{9,}).*?^\1$\n", "", text, flags=re.M | re.S)
    parts = re.findall(r"^# (.+)\n\n((?:(?!# ).*\n)+)", text, re.M)
    told = [(title, " ".join(prose.split())) for title, prose in parts if title != "Differences from Jinja"]
    return "\n".join(f"- **{title}.** {prose}" for title, prose in told)


def write_fields(path, macro):
    def write(setting):
        lines = [f"| {code(row[0])} | {escape_cell(row[-1])} |" for row in rows(setting, path, macro)]
        return "\n".join(["| name | what it is |", "| --- | --- |", *lines])
    return write


OF_TABLES = {
    ("template-differences.md", "differences"): write_differences,
    ("template-reference.md", "operators"): write_operators,
    ("template-reference.md", "loop"): write_fields("template/loop_field.def", "LOOP_FIELD"),
    ("template-reference.md", "limits"): write_limits,
    ("markdown.md", "limits"): partial(table_of_limits, limits=MARKDOWN_LIMITS),
    ("template-functions.md", "parts of dates"): write_fields("template/date_field.def", "DATE_FIELD"),
    ("template-values.md", "names"): write_names,
    ("template-values.md", "names of directives"): write_directive_names,
    ("template-values.md", "values"): write_values("render/property.def", "PROPERTY", "##"),
    ("template-values.md", "records"): write_values("render/record.def", "RECORD", "###"),
}
def write_index_of_methods(page):
    """The same, a line for each kind of value."""
    def write(reference):
        lines = {of: [] for of in RECEIVERS.values()}
        for name, entry in sorted(reference.places["methods"].items()):
            of, _, method = name.partition(".")
            lines[of].append(link(entry, method, page))
        return "\n".join(f"- {of}: {' · '.join(lines[of])}" for of in lines)
    return write


REGIONS = {
    ("template-reference.md", "tags"): write_kind("tags"),
    ("template-filters.md", "filters"): write_kind("filters"),
    ("template-tests.md", "tests"): write_kind("tests"),
    ("template-functions.md", "functions"): write_kind("functions"),
    ("template-functions.md", "site functions"): write_kind("site functions"),
    ("template-functions.md", "methods"): write_kind("methods"),
    **{("template-reference.md", f"index of {kind}"): write_index(kind, "template-reference.md")
       for kind in KINDS if kind != "methods"},
    **{(page, "index of methods"): write_index_of_methods(page) for page in ("template-reference.md", "template-functions.md")},
    **{(f"template-{kind}.md", f"index of {kind}"): write_index(kind, f"template-{kind}.md") for kind in ("filters", "tests")},
    **{("template-functions.md", f"index of {kind}"): write_index(kind, "template-functions.md")
       for kind in ("functions", "site functions")},
}
PAGES = sorted({page for page, _ in [*REGIONS, *OF_TABLES]})


def examples(text):
    """The examples that a page shows, as (template, result)."""
    return [((found["inline"] or found["template"]).removesuffix("\n"), found["short"] or found["result"])
            for found in EXAMPLE.finditer(text)]


def made(setting, page):
    """(the page as it stands, as the tables want it)."""
    text = (setting.root / MANUAL / page).read_text(encoding="utf-8")
    reference = Reference(setting)
    wanted = {name: partial(write, reference) for (place, name), write in REGIONS.items() if place == page}
    wanted |= {name: partial(write, setting) for (place, name), write in OF_TABLES.items() if place == page}
    there = [region["name"] for region in REGION.finditer(text)]
    if sorted(there) != sorted(wanted):
        raise Failed(f"manual/{page} has the regions {sorted(there)}; it should have {sorted(wanted)}")
    mark = "[//]: # ({})"
    return text, REGION.sub(lambda region: "\n\n".join([
        mark.format(region["name"]), wanted[region["name"]](), mark.format("end")]), text)
