"""GitHub's own specification of its Markdown, run through kith's: CommonMark's examples with every extension on, and
those of tables, tasks, struck out text, bare addresses and disallowed HTML.

The text is test/spec.txt of cmark-gfm (CC BY-SA 4.0), which no package brings. Put it at build/gfm/spec.txt, or name
it in KITH_GFM_SPEC; without it the suite is skipped.

What kith adds to an element is taken off before the comparison (ADDED). Where its Markdown itself means to differ, a
row of DIFFERENCES says so: such an example has to differ, so that no row outlives its reason.
"""
import os
import re
from functools import partial
from pathlib import Path

from case import Case, Failed, Unable
from spec import read_examples

# What kith writes as well, or instead, for the same meaning: a pattern and what GitHub has there.
ADDED = [
    (r'(<h[1-6]) id="[^"]*"', r"\1"),                                       # headings can be linked to
    (r'<pre tabindex="0">', "<pre>"),                                       # what scrolls is reached by keyboard
    (r'<div class="table" role="group" tabindex="0" aria-label="Table">\n(<table>.*?</table>)\n</div>', r"\1"),
    (r'<th scope="col"', "<th"),                                            # read aloud with its column
    (r'<(t[hd]) class="align-(\w+)"', r'<\1 align="\2"'),                   # the theme aligns
    (r'<li class="task"><label>(<input[^>]*>.*?)</label>', r"<li>\1"),      # its text names the box
    (r"<figure>\n(<img [^>]*?) />\n<figcaption>(.*?)</figcaption>\n</figure>",    # an image alone, and its title
     r'<p>\1 title="\2" /></p>'),
    (r'<input type="checkbox" disabled checked />', '<input checked="" disabled="" type="checkbox">'),
    (r'<input type="checkbox" disabled />', '<input disabled="" type="checkbox">'),
]

SCHEMES = r"<(?!https?:|mailto:|ftp:|irc:)[a-z][a-z0-9+.-]+:"


def begins_front_matter(text):
    return re.match(r"(---|\+\+\+)\n", text) and text.count(text[:3]) != 2 or text.startswith("---\n---\n")


def has_bare_address(text):
    return re.search(r"https?://|@", text) and not re.fullmatch(r"<([^\s<>\\]+@|\w+:)[^\s<>]+>\n", text)


# Why an example may differ: a test of it as (section, text), and the reason.
DIFFERENCES = [
    (lambda section, text: begins_front_matter(text),
     "front matter: a file that begins with such a line has one"),
    (lambda section, text: re.search(r"(?<!\\)\[\[[^\[\]*]+\]\]", text),
     "wiki links: [[page]] is one"),
    (lambda section, text: section == "Autolinks" and re.search(SCHEMES, text, re.I),
     "schemes: links go to those that are known to be harmless, others stay text"),
    (lambda section, text: section == "Autolinks" and has_bare_address(text),
     "bare addresses: they are links in kith, which the example has without the extension"),
    (lambda section, text: section == "Disallowed Raw HTML (extension)",
     "raw HTML: `markdown: {html: ...}` decides about all of it, and allows it unless told"),
]


def cases(setting):
    path = Path(os.environ.get("KITH_GFM_SPEC") or setting.root / "build/gfm/spec.txt")
    if not path.exists():
        raise Unable(f"{path} is missing: it is test/spec.txt of cmark-gfm")
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, example in enumerate(read_examples(path.name, lines, 0), 1):
        yield Case(f"GFM example {number}, {example.section}", partial(run_example, example))


def run_example(example, setting):
    given, _, expected = example.parts
    actual = setting.run([setting.kith, "markdown"], cwd=setting.fresh_folder(), stdin=given.encode(), merged=False).output
    for pattern, replacement in ADDED:
        actual = re.sub(pattern, replacement, actual, flags=re.S)
    reason = next((reason for differs, reason in DIFFERENCES if differs(example.section, given)), None)
    if reason is None and actual != expected:
        raise Failed(f"{given}--- expected\n{expected}--- actual\n{actual}---\n")
    if reason and actual == expected:
        raise Failed(f"{given}---\nit does not differ, and was to: {reason}")
