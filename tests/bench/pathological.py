"""Is the time that Markdown takes in proportion to its length, whatever it is made of?

Each family (families.py) is read at a size and at twice that, with all settings on. It fails when the longer text takes
more than RATIO times as long as the shorter one, or more than SECONDS of the processor. A text may be refused, soon.
Of short times nothing can be told, so those below FLOOR count as FLOOR.
"""
import os
import re
import subprocess
import threading

from families import FAMILIES

SIZE = 500_000
RATIO, SECONDS, FLOOR = 3, 5, 0.02
RUNS = 3  # of which the fastest counts
SLOWEST_SHOWN = 10

# For each bracket md4c goes through the lines of its paragraph. How far is bounded by prescan.h, but up to there it is
# the square of the lines that counts.
SQUARE_IN_MD4C = {"abbreviations used"}


def settings(root):
    """Every switch that kith.yaml has below markdown, on."""
    rows = re.findall(r'^CONFIG_MARKDOWN\(\S+ "(\w+)", BOOL', (root / "generator/config/config.def").read_text(), re.M)
    return "{" + ", ".join(f"{name}: true" for name in rows) + "}"


def seconds(command, path, text):
    """Processor time of the fastest run and the last exit status; negative when it had to be stopped."""
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    least = float("inf")
    for _ in range(RUNS):
        process = subprocess.Popen([*command, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        timer = threading.Timer(4 * SECONDS, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timer.cancel()
        process.returncode = status = os.waitstatus_to_exitcode(status)
        least = min(least, usage.ru_utime + usage.ru_stime)
        if status < 0 or least > SECONDS:
            break
    return least, status


def measure(command, path, name):
    """(seconds for the longer text, their ratio, what is wrong or None)"""
    once, _ = seconds(command, path, FAMILIES[name](SIZE))
    twice, status = seconds(command, path, FAMILIES[name](2 * SIZE))
    ratio = max(twice, FLOOR) / max(once, FLOOR)
    wrong = None
    if status not in (0, 1):
        wrong = f"ended with {status}"
    elif twice > SECONDS:
        wrong = f"took more than {SECONDS} s"
    elif ratio > RATIO and name not in SQUARE_IN_MD4C:
        wrong = f"took {ratio:.1f} times as long for twice the text"
    return twice, ratio, wrong


def run(root, kith, folder):
    """False when a family fails."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [kith, "markdown", "--settings", settings(root)]
    results = {name: measure(command, folder / "family.md", name) for name in FAMILIES}
    print(f"{len(results)} families at {SIZE // 1000} and {2 * SIZE // 1000} KB; the slowest:")
    for name in sorted(results, key=lambda name: -results[name][0])[:SLOWEST_SHOWN]:
        print(f"    {name:<32} {results[name][0]:6.3f} s   ratio {results[name][1]:.2f}")
    failed = {name: wrong for name, (_, _, wrong) in results.items() if wrong}
    for name, wrong in failed.items():
        print(f"    FAILED {name}: {wrong}")
    return not failed
