"""Unit programs: tests/unit/test_X.c is build/<variant>/tests/test_X and speaks TAP, one line a test."""
import re
from functools import partial

from case import Case, Failed


def cases(setting):
    for source in sorted((setting.root / "tests/unit").glob("test_*.c")):
        yield Case(source.stem, partial(run_program, setting.build / "tests" / source.stem))


def run_program(program, setting):
    done = setting.run([program], CMOCKA_MESSAGE_OUTPUT="TAP", TMPDIR=str(setting.fresh_folder()))
    planned = sum(int(count) for count in re.findall(r"^1\.\.(\d+)$", done.output, re.M))
    results = read_tap(program.name, done.output)
    failures = [result for result in results if result[1]]
    if len(results) != planned or (done.status != 0) != bool(failures) or not planned:
        raise Failed(f"ended with {done.status} after {len(results)} of {planned} tests\n{done.output}")
    return results


def read_tap(program, output):
    """[(name, failure or None)]; a failure is the comment lines below `not ok`."""
    results = []
    for line in output.split("\n"):
        found = re.match(r"(not ok|ok) \d+ - (.*)", line)
        if found:
            results.append([f"{program}: {found[2]}", None if found[1] == "ok" else ""])
        elif results and results[-1][1] is not None and line.startswith("#") and not line.startswith("# not ok"):
            results[-1][1] += line.lstrip("# ") + "\n"
    return [(name, failure if failure is None else failure or "failed") for name, failure in results]
