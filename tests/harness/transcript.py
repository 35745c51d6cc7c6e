"""Transcripts: tests/cli/*.test, a shell session with what it prints.

    # a comment
    <<< content/note.md             a file, up to the line >>>; \\x41 and the like are bytes in it when the
    # Note                          first line is `<<<b path`
    >>>
    $ kith build --quiet            run by sh in a fresh folder, kith on PATH; each command on its own
    > --strict                      the command goes on
    content/note.md:1:3: error: ..  what it prints, output and messages together
    ? 1                             the exit status, when it is not 0

In expected lines [..] stands for anything in a line, a line that is only ... for any number of lines, [DIR] for the
folder; a backslash before #, $, ?, < or \\ at the beginning makes it text. Empty lines before the next
command do not count. With --update what does not match is replaced by what happened.
"""
import re
from dataclasses import dataclass, field
from functools import partial

from case import Case, Failed
from compare import text_difference


@dataclass
class Step:
    line: int
    command: str
    expected: list = field(default_factory=list)
    status: int = 0
    begin: int = 0  # of its expected lines in the file, counted from 0
    end: int = 0


def cases(setting):
    for path in sorted((setting.root / "tests/cli").glob("*.test")):
        yield Case(path.stem, partial(run_transcript, path))


def run_transcript(path, setting):
    folder = setting.fresh_folder()
    results, corrected = [], []
    for step in read_steps(path):
        if isinstance(step, tuple):
            write_file(folder, *step)
            continue
        status, actual, failure = run_step(setting, folder, step)
        if failure and setting.arguments.update:
            corrected.append((step, shown(actual, status)))
            failure = None
        results.append((f"{path.name}:{step.line}: {step.command.splitlines()[0]}", failure))
    if corrected:
        correct(path, corrected)
    return results


def shown(actual, status):
    """The lines of a transcript for what a command has printed."""
    lines = [re.sub(r"^(?=[#$?<\\])", r"\\", line) for line in actual] if any(actual) else []
    return lines + ([f"? {status}"] if status else [])


def correct(path, corrected):
    lines = path.read_text(encoding="utf-8").split("\n")
    for step, actual in reversed(corrected):
        lines[step.begin:step.end] = actual
    path.write_text("\n".join(lines), encoding="utf-8")


def read_steps(path):
    """Step for each command, (name, bytes) for each file, in order."""
    lines = path.read_text(encoding="utf-8").split("\n")
    steps = []
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if line.startswith(("<<< ", "<<<b ")):
            try:
                end = lines.index(">>>", number)
            except ValueError:
                raise Failed(f"{path.name}:{number}: the file does not end with >>>") from None
            steps.append(read_file(line, lines[number:end]))
            number = end + 1
        elif line.startswith("$ "):
            steps.append(Step(number, line[2:]))
            while number < len(lines) and lines[number].startswith("> "):
                steps[-1].command += "\n" + lines[number][2:]
                number += 1
            steps[-1].begin = steps[-1].end = number
        elif re.match(r"\? \d+$", line):
            last_command(path, number, steps).status = int(line[2:])
            steps[-1].end = number
        elif not line.startswith("#") and (line or (steps and isinstance(steps[-1], Step))):
            last_command(path, number, steps).expected.append(re.sub(r"^\\(?=[#$?<\\])", "", line))
            steps[-1].end = number if line else steps[-1].end
    return steps


def last_command(path, number, steps):
    if not steps or not isinstance(steps[-1], Step):
        raise Failed(f"{path.name}:{number}: output without a command")
    return steps[-1]


def read_file(line, lines):
    mark, name = line.split(" ", 1)
    text = "".join(f"{each}\n" for each in lines).encode()
    if mark == "<<<b":
        text = re.sub(rb"\\x([0-9a-fA-F]{2})", lambda found: bytes([int(found[1], 16)]), text)
    return name, text


def write_file(folder, name, text):
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(text)


def run_step(setting, folder, step):
    """(status, lines, what went wrong or None)."""
    done = setting.run(["sh", "-c", step.command], cwd=folder)
    actual = done.output.replace(str(folder), "[DIR]").rstrip("\n").split("\n")
    expected = list(step.expected)
    while expected and not expected[-1]:
        expected.pop()
    failure = None
    if not matches(expected or [""], actual):
        failure = text_difference("\n".join(expected) + "\n", "\n".join(actual) + "\n")
    if done.status != step.status:
        failure = f"ended with {done.status}, not {step.status}\n" + (failure or done.output)
    return done.status, actual, failure


def matches(expected, actual):
    pattern = ""
    for line in expected:
        if line == "...":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += ".*?".join(re.escape(part) for part in line.split("[..]")) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None
