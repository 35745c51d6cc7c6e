"""What all suites share: a case, its outcome, and how a program is run."""
import concurrent.futures
import itertools
import os
import signal
import subprocess
import threading
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
    """Carries the reason: a tool is missing that could be installed. Where CI is set this is a failure."""


class Unable(Skipped):
    """A single test needs what this machine does not give, whatever is installed (a mount, a user that is not root)."""


@dataclass
class Case:
    """`run(setting)` raises Failed or Skipped; or it returns several outcomes, as (name, failure or None).

    A Skipped may stand in the place of a failure.
    """
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
        self.making = threading.RLock()
        self.numbers = itertools.count(1)
        self.environment = {key: os.environ[key] for key in KEPT if key in os.environ} | FIXED
        self.environment["LSAN_OPTIONS"] = f"suppressions={root}/tests/harness/leaks.txt:print_suppressions=0"
        self.environment["HOME"] = self.environment["TMPDIR"] = str(folder)
        self.environment["PATH"] = f"{kith.parent}:{self.environment.get('PATH', '')}"

    def fresh_folder(self):
        """A new, empty folder outside of any repository."""
        path = self.folder / str(next(self.numbers))
        path.mkdir()
        return path

    def run(self, command, cwd=None, stdin=b"", merged=True, timeout=120, may_die=False, **environment):
        """Runs a program to its end. One that crashes or that a sanitizer stopped has failed, unless it may die."""
        command = [str(word) for word in command]
        if self.arguments.valgrind and command[0].startswith(str(self.build)):
            command = VALGRIND + command
        try:
            process = subprocess.Popen(
                command, cwd=cwd or self.root, env=self.environment | environment, start_new_session=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT if merged else subprocess.PIPE)
        except OSError as error:
            raise Failed(f"{command[0]}: {error.strerror}") from None
        try:
            texts = process.communicate(stdin, timeout)
        except subprocess.TimeoutExpired:
            raise Failed(f"{' '.join(command)}\nstill running after {timeout} s") from None
        finally:
            end_session(process.pid)
        done = Finished(process.returncode, *(text.decode("utf-8", "replace") for text in (texts[0], texts[1] or b"")))
        if (done.status < 0 and not may_die) or done.status == 99:
            raise Failed(f"{' '.join(command)}\nended with {done.status}\n{done.output}{done.errors}")
        return done

    def once(self, key, make):
        """The result of make(), which is called the first time only; cases that ask meanwhile wait for it."""
        with self.making:
            if key not in self.memory:
                try:
                    self.memory[key] = make()
                except (Failed, Skipped) as error:
                    self.memory[key] = error
        if isinstance(self.memory[key], Exception):
            raise self.memory[key]
        return self.memory[key]


def end_session(session):
    """Ends what a program has left running; a program that has ended well has left nothing."""
    try:
        os.killpg(session, signal.SIGKILL)
    except ProcessLookupError:
        pass


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
    except (Failed, Skipped) as outcome:
        several = [(case.name, outcome)]
    return [(name, kind_of(outcome), str(outcome or "")) for name, outcome in several or [(case.name, None)]]


def kind_of(outcome):
    if isinstance(outcome, Skipped):
        return "failed" if os.environ.get("CI") and not isinstance(outcome, Unable) else "skipped"
    return "failed" if outcome else "passed"


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
    print(f"{name:<13}{here}", flush=True)


def raising(error):
    def run(_):
        raise error
    return run


def indented(text):
    return "\n".join(f"    {line}" for line in text.rstrip("\n").split("\n"))
