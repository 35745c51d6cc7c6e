"""Unit programs: tests/unit/test_X.c is build/<variant>/tests/test_X and speaks TAP, one line a test."""
import re
from functools import partial

from case import Case, Failed, Unable


def cases(setting):
    for source in sorted((setting.root / "tests/unit").glob("test_*.c")):
        yield Case(source.stem, partial(run_program, setting.build / "tests" / source.stem))


def run_program(program, setting):
    done = setting.run([program], CMOCKA_MESSAGE_OUTPUT="TAP", TMPDIR=str(setting.fresh_folder()))
    planned = sum(int(count) for count in re.findall(r"^1\.\.(\d+)$", done.output, re.M))
    results = read_tap(program.name, done.output)
    failures = [failure for _, failure in results if isinstance(failure, str)]
    if len(results) != planned or (done.status != 0) != bool(failures) or not planned:
        raise Failed(f"ended with {done.status} after {len(results)} of {planned} tests\n{done.output}")
    return results


def read_tap(program, output):
    """[(name, failure, Unable or None)]; a failure is the comment lines below `not ok`."""
    results = []
    for line in output.split("\n"):
        found = re.match(r"(not ok|ok) \d+ (- |# SKIP )(.*)", line)
        if found:
            outcome = Unable("the test cannot run on this machine, or not as this user") if "SKIP" in found[2] else None if found[1] == "ok" else ""
            results.append([f"{program}: {found[3]}", outcome])
        elif results and isinstance(results[-1][1], str) and re.match("#(?! (not )?ok - )", line):
            results[-1][1] += line.lstrip("# ") + "\n"
    return [(name, "failed" if failure == "" else failure) for name, failure in results]
