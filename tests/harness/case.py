"""What all suites share: a case, its outcome, and how a program is run."""
import concurrent.futures
import itertools
import os
import subprocess
from dataclasses import dataclass

# Where programs are run: no colours, no local time, no configuration of the person at the keyboard.
# "Today" is far ahead, so that nothing in a test is in the future unless it says so.
FIXED = {
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "NO_COLOR": "1",
    "SOURCE_DATE_EPOCH": "1893456000",  # 2030-01-01
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada Example",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
    "GIT_COMMITTER_NAME": "Ada Example",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z",
    "ASAN_OPTIONS": "exitcode=99:detect_leaks=1:detect_stack_use_after_return=1",
    "UBSAN_OPTIONS": "exitcode=99:print_stacktrace=1",
    "TSAN_OPTIONS": "exitcode=99:halt_on_error=1",
}
KEPT = ("PATH", "USER", "LOGNAME")
VALGRIND = ["valgrind", "-q", "--error-exitcode=99", "--leak-check=full", "--errors-for-leak-kinds=definite"]


class Failed(Exception):
    """Carries what a person needs to see."""


class Skipped(Exception):
    """Carries the reason."""


@dataclass
class Case:
    """`run(setting)` raises Failed or Skipped; or it returns several outcomes, as (name, failure or None)."""
    name: str
    run: callable


@dataclass
class Finished:
    status: int
    output: str  # standard output and error together, or only the former
    errors: str = ""


class Setting:
    """The build under test, a temporary folder, and the options of this run."""

    def __init__(self, root, kith, folder, arguments):
        self.root = root
        self.kith = kith
        self.build = kith.parent
        self.folder = folder
        self.arguments = arguments
        self.memory = {}
        self.numbers = itertools.count(1)
        self.environment = {key: os.environ[key] for key in KEPT if key in os.environ} | FIXED
        self.environment["HOME"] = self.environment["TMPDIR"] = str(folder)
        self.environment["PATH"] = f"{kith.parent}:{self.environment.get('PATH', '')}"

    def fresh_folder(self):
        """A new, empty folder outside of any repository."""
        path = self.folder / str(next(self.numbers))
        path.mkdir()
        return path

    def run(self, command, cwd=None, stdin=b"", merged=True, timeout=120, **environment):
        """Runs a program to its end. One that crashes or that a sanitizer stopped has failed, whatever is expected."""
        command = [str(word) for word in command]
        if self.arguments.valgrind and command[0].startswith(str(self.build)):
            command = VALGRIND + command
        try:
            done = subprocess.run(
                command, cwd=cwd or self.root, input=stdin, env=self.environment | environment, timeout=timeout,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT if merged else subprocess.PIPE)
        except subprocess.TimeoutExpired:
            raise Failed(f"{' '.join(command)}\nstill running after {timeout} s") from None
        except OSError as error:
            raise Failed(f"{command[0]}: {error.strerror}") from None
        finished = Finished(done.returncode, *(text.decode("utf-8", "replace") for text in (done.stdout, done.stderr or b"")))
        if done.returncode < 0 or done.returncode == 99:
            raise Failed(f"{' '.join(command)}\nended with {done.returncode}\n{finished.output}{finished.errors}")
        return finished

    def once(self, key, make):
        """The result of make(), which is called the first time only. For suites that follow each other."""
        if key not in self.memory:
            try:
                self.memory[key] = make()
            except (Failed, Skipped) as error:
                self.memory[key] = error
        if isinstance(self.memory[key], Exception):
            raise self.memory[key]
        return self.memory[key]


class Totals:
    def __init__(self):
        self.passed = self.failed = self.skipped = 0

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")

    def store(self, path):
        """Adds a line to the file of a run that sums up several."""
        if path:
            with open(path, "a", encoding="utf-8") as file:
                file.write(f"{self.passed} {self.failed} {self.skipped}\n")


def outcomes(setting, case):
    """[(name, "passed" | "failed" | "skipped", details)] of one case."""
    try:
        several = case.run(setting)
        if several is None:
            return [(case.name, "passed", "")]
        return [(name, "failed" if failure else "passed", failure or "") for name, failure in several]
    except Failed as failure:
        return [(case.name, "failed", str(failure))]
    except Skipped as reason:
        return [(case.name, "failed" if os.environ.get("CI") else "skipped", str(reason))]


def run_suite(setting, totals, name, find_cases):
    """Runs the cases side by side, prints failures in the order of the cases and one line for the suite."""
    here = Totals()
    try:
        chosen = [case for case in find_cases(setting) if setting.arguments.case in case.name]
    except (Failed, Skipped) as error:
        chosen = [Case(name, raising(error))]
    with concurrent.futures.ThreadPoolExecutor(setting.arguments.jobs) as pool:
        for results in pool.map(lambda case: outcomes(setting, case), chosen):
            for case_name, outcome, details in results:
                setattr(here, outcome, getattr(here, outcome) + 1)
                if outcome != "passed":
                    print(f"\n{outcome.upper()} {name}: {case_name}\n{indented(details)}", flush=True)
    for outcome in ("passed", "failed", "skipped"):
        setattr(totals, outcome, getattr(totals, outcome) + getattr(here, outcome))
    print(f"{name:<10}{here}", flush=True)


def raising(error):
    def run(_):
        raise error
    return run


def indented(text):
    return "\n".join(f"    {line}" for line in text.rstrip("\n").split("\n"))
