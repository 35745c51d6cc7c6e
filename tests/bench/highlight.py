"""Writes the sources of this tree as listings: kith in colours, from its cache and plain, and Pygments, in turns.

    python3 highlight.py LANGUAGE FILE...   the side of Pygments: see serve()

All are processes that have read the files and write them again and again, one listing each; what is counted is
processor time, as in versus.py. The line of a language has the medians of the turns and of their ratios.
"""
import re
import statistics
import subprocess
import sys
from pathlib import Path

from versus import INTERPRETERS, Side

BYTES = 150_000  # of each language, at most
FILES = (("c", "generator/**/*.c"), ("python", "tests/harness/*.py"), ("javascript", "tests/browser/*.mjs"),
         ("css", "themes/*/assets/*.css"), ("bash", ".ci/*"), ("json", "tests/browser/*.json"))


def serve(language, *paths):
    import time

    import pygments
    import pygments.formatters
    import pygments.lexers

    texts = [Path(path).read_text(encoding="utf-8") for path in paths]
    lexer = pygments.lexers.get_lexer_by_name(language)
    formatter = pygments.formatters.HtmlFormatter()
    page = "".join(pygments.highlight(text, lexer, formatter) for text in texts).encode()
    out = sys.stdout.buffer
    out.write(b"%d %s\n" % (len(page), f"Pygments {pygments.__version__}".encode()) + page)
    out.flush()
    for line in sys.stdin:
        start = time.process_time_ns()
        for _ in range(int(line)):
            for text in texts:
                pygments.highlight(text, lexer, formatter)
        print(time.process_time_ns() - start, flush=True)


def interpreter():
    """A Python that has Pygments, or None."""
    for candidate in INTERPRETERS:
        try:
            subprocess.run([candidate, "-c", "import pygments"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    return None


def sources(root, pattern):
    """Files in the order of their names, as many as there is room for, and their bytes."""
    chosen, size = [], 0
    for path in sorted(root.glob(pattern)):
        length = path.stat().st_size if path.is_file() else BYTES
        if size + length <= BYTES and len(chosen) < 64:
            chosen.append(path)
            size += length
    return chosen, size


def has_colours(page):
    return re.search(rb'<span class="\w">', page) is not None


def close(sides):
    for side in sides.values():
        side.close()


def compare(root, build, rounds):
    """Prints a line for each language."""
    python = interpreter()
    print("\nhighlight: MB of source a second of processor time, one listing for each file"
          + ("" if python else "; no Python here has Pygments"))
    for language, pattern in FILES:
        paths, size = sources(root, pattern)
        commands = {manner: [build / "bench/highlight", manner, language, *paths] for manner in
                    ("coloured", "kept", "plain")}
        if python:
            commands["Pygments"] = [python, __file__, language, *paths]
        sides = {name: Side(command) for name, command in commands.items()}
        if not has_colours(sides["coloured"].page):
            print(f"    {language:<11} left out, it has no colours here: make grammars")
            close(sides)
            continue
        for number in range(rounds):
            for side in list(sides.values())[::1 if number % 2 == 0 else -1]:
                side.turn()
        close(sides)
        report(language, len(paths), size, sides)


def report(language, count, size, sides):
    def ratio(name):
        return statistics.median(a / b for a, b in zip(sides["coloured"].rates, sides[name].rates))

    rates = "".join(f"   {name} {statistics.median(side.rates) * size / 1e6:.{3 if name == 'Pygments' else 1}f}"
                    for name, side in sides.items())
    line = f"    {language:<11}{count:3} files {size / 1e3:6.1f} kB{rates}; coloured takes {1 / ratio('plain'):.1f} x plain"
    print(line + (f", is {ratio('Pygments'):.1f} x Pygments" if "Pygments" in sides else ""), flush=True)


if __name__ == "__main__":
    serve(*sys.argv[1:])
