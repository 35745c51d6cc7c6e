"""Specifications: prose with examples, which are run.

A file is tests/spec/<tool>/<subject>.txt. It opens with `key: value` lines up to the first empty line:

    command: kith markdown --bare        {input}: a file with the input; without it, input is standard input
                                         {data}: a file with the second of three parts
    compare: html                        only differences that count in HTML; default: every byte

Everything else is prose, with headings that begin with #, and examples:

    ```````````````````````````````` example status=1 input=feed.xml
    what goes in; → stands for a tab. For a command with {input}, a line `=== name` begins a further file
    .
    data, when there are three parts (data=x.json names its file; default: data.yaml)
    .
    what comes out, messages included
    ````````````````````````````````
"""
import re
import shlex
from dataclasses import dataclass
from functools import partial

from case import Case, Failed
from compare import normal_html, text_difference
from example import npm_tools

FENCE = "`" * 32


@dataclass
class Example:
    options: dict
    parts: list  # input, data or None, expected
    line: int
    section: str


def cases(setting):
    for path in sorted((setting.root / "tests/spec").glob("*/*.txt")):
        header, examples = read_spec(path)
        for number, example in enumerate(examples, 1):
            name = f"{path.relative_to(setting.root)}:{example.line} example {number}, {example.section}"
            yield Case(name, partial(run_example, header, example))


def commonmark_cases(setting):
    """Every example of the CommonMark specification, of the version that md4c states (`kith --version`)."""
    stated = re.search(r"CommonMark (\d+\.\d+)", setting.run([setting.kith, "--version"]).output)
    if not stated:
        raise Failed("kith --version does not say which CommonMark it keeps to")
    path = npm_tools(setting) / f"node_modules/commonmark-{stated[1]}/spec.txt"
    header = {"command": "kith markdown --bare"}
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, example in enumerate(read_examples(path.name, lines, 0), 1):
        yield Case(f"{stated[1]} example {number}, {example.section}", partial(run_example, header, example))


def read_spec(path):
    shown = path.name
    lines = path.read_text(encoding="utf-8").split("\n")
    header = {}
    number = 0
    while number < len(lines) and lines[number]:
        key, colon, value = lines[number].partition(":")
        if not colon or key not in ("command", "compare"):
            raise Failed(f"{shown}:{number + 1}: expected `command: ...` or `compare: ...`")
        header[key] = value.strip()
        number += 1
    if "command" not in header:
        raise Failed(f"{shown}: no command")
    return header, list(read_examples(shown, lines, number))


def read_examples(shown, lines, number):
    section = ""
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.startswith("#"):
            section = line.lstrip("# ")
        if not line.startswith(f"{FENCE} example"):
            continue
        first = number
        while number < len(lines) and lines[number] != FENCE:
            number += 1
        if number == len(lines):
            raise Failed(f"{shown}:{first}: the example does not end")
        options = dict(word.partition("=")[::2] for word in line.split()[2:])
        yield Example(options, split_parts(shown, first, lines[first:number]), first, section)
        number += 1


def split_parts(shown, first, lines):
    parts = [[]]
    for line in lines:
        if line == "." and len(parts) < 3:
            parts.append([])
        else:
            parts[-1].append(line.replace("→", "\t") + "\n")
    if len(parts) == 1:
        raise Failed(f"{shown}:{first}: an example needs a line with a dot between input and output")
    texts = ["".join(part) for part in parts]
    return [texts[0], texts[1] if len(texts) == 3 else None, texts[-1]]


def run_example(header, example, setting):
    folder = setting.fresh_folder()
    given, data, expected = example.parts
    names = {"input": example.options.get("input", "input.html"), "data": example.options.get("data", "data.yaml")}
    by_file = "{input}" in header["command"]
    if by_file:
        write_files(folder, names["input"], given)
    if "{data}" in header["command"]:
        (folder / names["data"]).write_text(data or "{}\n", encoding="utf-8")
    command = [word.format(**names) for word in shlex.split(header["command"])]
    if command[0] == "kith":
        command[0] = setting.kith
    done = setting.run(command, cwd=folder, stdin=b"" if by_file else given.encode())
    actual = done.output
    if header.get("compare") == "html":
        expected, actual = normal_html(expected), normal_html(actual)
    failure = text_difference(expected, actual)
    if done.status != int(example.options.get("status", 0)):
        failure = f"ended with {done.status}\n" + (failure or actual)
    if failure:
        raise Failed(f"{given}---\n{failure}")


def write_files(folder, name, text):
    """The input, and behind each line `=== name` a further file."""
    pieces = re.split(r"^=== (.+)\n", text, flags=re.M)
    for path, content in zip([name, *pieces[1::2]], pieces[0::2]):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
