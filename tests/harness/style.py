"""The style checker finds every fault of a small tree that is full of them, and nothing else."""
from case import Case, Failed


def cases(setting):
    tree = setting.root / "tests/style/selftest"
    expected = (tree / "expected").read_text().splitlines()
    for line in expected:
        yield Case(line, lambda setting, line=line: found(setting, line))
    yield Case("nothing else", lambda setting: nothing_else(setting, expected))


def findings(setting):
    tree = setting.root / "tests/style/selftest"
    check = setting.root / "tests/style/check"
    small = ["--function", "8", "--file", "30", "--header", "20"]
    return setting.once("style", lambda: setting.run([check, "--root", tree, *small]).output.splitlines())


def found(setting, line):
    if line not in findings(setting):
        raise Failed("not found")


def nothing_else(setting, expected):
    more = [line for line in findings(setting) if line not in expected]
    if more:
        raise Failed("\n".join(more))
