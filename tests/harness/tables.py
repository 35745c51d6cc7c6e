"""Reads the rows of the program's .def tables."""
import json
import re

from case import Failed

TEXT = r'"(?:\\.|[^"\\])*"'
GROUP = r"/\* --- (?P<title>.+?)(?:: .*?)? ---(?: \*/|\n(?P<intro>(?: \*(?!/).*\n)*) \*/)"


def source(setting, path):
    return (setting.root / "generator" / path).read_text(encoding="utf-8")


def rows(setting, path, macro):
    """The arguments of each row MACRO(...) of a .def file: texts without their quotes, anything else as it stands."""
    text = source(setting, path)
    found = [arguments(text, start.end()) for start in re.finditer(rf"^{macro}\(", text, re.M)]
    if not found:
        raise Failed(f"{path} has no row {macro}(...)")
    return found


def groups(setting, path, macro):
    """[title, introduction, rows] of each group: what stands below a comment "--- title: files ---", up to the next."""
    text, found = source(setting, path), []
    for mark in re.finditer(rf"^(?:{GROUP}|{macro}\()", text, re.M):
        if mark["title"]:
            lines = re.findall(r"^ \* ?(.*)$", mark["intro"] or "", re.M)
            found.append([mark["title"][0].upper() + mark["title"][1:], "\n".join(lines).strip(), []])
        elif not found:
            found.append(["", "", [arguments(text, mark.end())]])
        else:
            found[-1][2].append(arguments(text, mark.end()))
    if not found:
        raise Failed(f"{path} has no row {macro}(...)")
    return found


def arguments(text, at):
    """Splits what follows an opening parenthesis at its commas, up to the closing one."""
    parts, depth, start = [], 0, at
    for token in re.compile(rf"{TEXT}|[(),]").finditer(text, at):
        if token[0] == "(":
            depth += 1
        elif token[0] in ",)" and depth == 0:
            parts.append(plain(text[start:token.start()]))
            start = token.end()
            if token[0] == ")":
                return parts
        elif token[0] == ")":
            depth -= 1
    raise Failed("a row has no end")


def plain(argument):
    texts = re.findall(TEXT, argument)
    return "".join(json.loads(text) for text in texts) if texts else argument.strip()
