"""Comparisons that tell a person what differs."""
import difflib
import filecmp
import re
from html import unescape
from html.parser import HTMLParser

BLOCKS = set("""article header aside hgroup blockquote hr iframe body li map button object canvas ol caption output
    col p colgroup pre dd progress div section dl table td dt tbody embed textarea fieldset tfoot figcaption th figure
    thead footer tr form ul h1 h2 h3 h4 h5 h6 video script style details summary nav main""".split())


def text_difference(expected, actual, before="expected", after="actual"):
    """A unified diff, or None when the two are the same."""
    if expected == actual:
        return None
    lines = [text.splitlines(keepends=True) for text in (expected, actual)]
    marked = [line if line.endswith("\n") else line + "\n\\ no newline at the end\n"
              for line in difflib.unified_diff(*lines, before, after)]
    return "".join(marked[:200]) + ("...\n" if len(marked) > 200 else "")


def files_below(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def folder_difference(expected, actual):
    """What differs between two folders, or None."""
    left, right = files_below(expected), files_below(actual)
    parts = [f"missing: {name}\n" for name in sorted(left.keys() - right.keys())]
    parts += [f"unexpected: {name}\n" for name in sorted(right.keys() - left.keys())]
    for name in sorted(left.keys() & right.keys()):
        if filecmp.cmp(left[name], right[name], shallow=False):
            continue
        try:
            parts.append(text_difference(*(side[name].read_bytes().decode() for side in (left, right)), name, name))
        except UnicodeDecodeError:
            parts.append(f"other bytes: {name}\n")
    return "".join(parts) or None


class Normal(HTMLParser):
    """HTML without what does not count: space around blocks, order of attributes, spelling of characters."""

    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.parts = []
        self.preformatted = 0

    def handle_starttag(self, tag, attributes):
        if tag in BLOCKS:
            self.trim()
        self.preformatted += tag == "pre"
        shown = "".join(f' {key}="{value or ""}"' for key, value in sorted(attributes, key=str))
        self.parts.append(f"<{tag}{shown}>")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if tag == "pre":
            self.preformatted -= 1
        elif tag in BLOCKS:
            self.trim()
        self.parts.append(f"</{tag}>")

    def handle_data(self, data):
        if not self.preformatted:
            data = re.sub(r"\s+", " ", data)
            if self.parts and self.after_block():
                data = data.lstrip()
        self.parts.append(data)

    def handle_entityref(self, name):
        self.character(f"&{name};")

    def handle_charref(self, name):
        self.character(f"&#{name};")

    def handle_comment(self, data):
        self.parts.append(f"<!--{data}-->")

    def handle_decl(self, declaration):
        self.parts.append(f"<!{declaration}>")

    def handle_pi(self, data):
        self.parts.append(f"<?{data}>")

    def unknown_decl(self, data):
        self.parts.append(f"<![{data}]>")

    def character(self, reference):
        meant = unescape(reference)
        named = {"<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;"}
        self.parts.append(named.get(meant, meant))

    def trim(self):
        while self.parts and not self.preformatted and not self.parts[-1].startswith("<"):
            self.parts[-1] = self.parts[-1].rstrip()
            if self.parts[-1]:
                break
            self.parts.pop()

    def after_block(self):
        found = re.match(r"</?(\w+)", next((part for part in reversed(self.parts) if part), ""))
        return bool(found) and found[1] in BLOCKS | {"br"}


def normal_html(text):
    parser = Normal()
    parser.feed(text)
    parser.close()
    return re.sub(r"(</?(?:%s)\b[^>]*>)" % "|".join(sorted(BLOCKS)), r"\1\n", "".join(parser.parts)).strip() + "\n"
