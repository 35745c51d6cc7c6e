"""What a build costs, counted and not timed: instructions, by callgrind, against tests/bench/budget.

The corpus of bench/ with 1,000 posts is built by one worker: into nothing, again with nothing changed, and after a word more
in one text. What comes before the last two runs under valgrind too, for kith remembers which files its program is made of. Counts repeat
to a few in a million on one machine; between machines they would not, for the C library picks its string functions by
processor (up to 3 % here). So all of these are turned down to what every processor of the architecture has. What is left
is the compiler and the libraries: a row of the budget is good for the versions it was counted with, and elsewhere this
suite counts and only tells. Colours and git are off: grammars, and how many certificates libgit2 finds, are no work of kith's.
"""
import concurrent.futures
import os
import platform
import re
import shutil
import subprocess
import time
from dataclasses import dataclass

from case import Case, Failed, Unable

PAGES = 1000
TOLERANCE = 0.03
CALM = 2.5  # seconds: until then the looks of a file are not enough for kith to believe that it is as it was
GENEROUS = 0.10  # a budget that is this far above asks to be lowered
BUILDS = ("full", "again", "text")
LIBRARIES = ("libcjson", "libutf8proc", "md4c", "yaml-0.1")
SETTINGS = "markdown: {highlight: false}\nhistory: {off: true}\n"
PLAIN = ("AVX512F", "AVX512VL", "AVX512BW", "AVX2", "AVX2_Usable", "AVX", "AVX_Fast_Unaligned_Load", "BMI2", "ERMS", "FSRM",
         "SSE4_2", "SSE4_1", "SSSE3", "LZCNT", "MOVBE", "RTM", "Fast_Unaligned_Copy")
TUNABLES = "glibc.cpu.hwcaps=" + ",".join(f"-{name}" for name in PLAIN)
ROW = re.compile(r"([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+(\S.*)")
HEAD = """\
# Millions of instructions of a build of 1,000 pages: from nothing, again with nothing changed, and after a word more in one
# text; and what they were counted with: tests/harness/budget.py. A change that costs more than 3 % raises its numbers, with
# `make budget`, in a commit that says what is got for it.
#
# full    again   text    counted with
"""


@dataclass
class Row:
    """One line of the budget; `at` says what it was counted with."""
    full: float
    again: float
    text: float
    at: str

    def __str__(self):
        return f"{self.full:<9.1f} {self.again:<7.1f} {self.text:<7.1f} {self.at}"


def cases(setting):
    yield Case("instructions", compare)


def compare(setting):
    place = setting.root / "tests/bench/budget"
    at = counted_with(setting)
    rows = [Row(*map(float, match.groups()[:3]), match[4]) for match in map(ROW.fullmatch, place.read_text().splitlines()) if match]
    budget = next((row for row in rows if row.at == at), None)
    counted = Row(**count(setting), at=at)
    if setting.arguments.update:
        kept = sorted([row for row in rows if row.at != at] + [counted], key=lambda row: row.at)
        place.write_text(HEAD + "".join(f"{row}\n" for row in kept))
        print(f"tests/bench/budget: {counted}" + (f"\n               was: {budget}" if budget else ""), flush=True)
        return []
    if not budget:
        return [("instructions", Unable(f"no budget for these versions; as counted now it would be\n{counted}"))]
    return [verdict(setting, name, getattr(budget, name), getattr(counted, name)) for name in BUILDS]


def verdict(setting, name, budget, counted):
    share = counted / budget - 1
    told = f"{counted:.1f} million instructions, {abs(share):.1%} {'over' if share > 0 else 'below'} the {budget:.1f} of tests/bench/budget"
    if share > TOLERANCE:
        profile = os.path.relpath(profile_of(setting, name), setting.root)
        return name, Failed(f"{told}\nWhere they went: callgrind_annotate {profile}\n"
                            "If the change is worth it, raise the number in its commit: make budget")
    if share < -GENEROUS:
        print(f"budget: {name}: {told}. Please lower it: make budget", flush=True)
    return name, None


# --- counting --------------------------------------------------------------------------------------

def count(setting):
    """{build: millions of instructions}, counted side by side."""
    sites = {name: make_site(setting) for name in BUILDS}
    time.sleep(CALM)
    with concurrent.futures.ThreadPoolExecutor(len(BUILDS)) as pool:
        list(pool.map(lambda name: setting.run(["valgrind", "--tool=none", *build_of(setting, sites[name])], timeout=600), BUILDS[1:]))
        post = sorted((sites["text"] / "content").rglob("*.md"))[PAGES // 2]
        post.write_text(post.read_text(encoding="utf-8") + "\nOne word more.\n", encoding="utf-8")
        return dict(zip(BUILDS, pool.map(lambda name: instructions(setting, name, sites[name]), BUILDS)))


def make_site(setting):
    corpus = setting.build / "bench/corpus"
    if not corpus.exists():
        raise Failed(f"{corpus} is not there: run make tests")
    site = setting.fresh_folder() / "site"
    setting.run([corpus, PAGES, site])
    with open(site / "kith.yaml", "a", encoding="utf-8") as file:
        file.write(SETTINGS)
    return site


def build_of(setting, site):
    return [setting.kith, "build", "--quiet", "--jobs", "1", "--root", site]


def profile_of(setting, name):
    return setting.build / f"bench/budget-{name}.callgrind"


def instructions(setting, name, site):
    profile = profile_of(setting, name)
    done = setting.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}", *build_of(setting, site)],
                       timeout=600, GLIBC_TUNABLES=TUNABLES)
    if "I can't recover" in done.output:
        raise Unable(f"valgrind cannot read what this compiler made\n{done.output}")
    refs = re.search(r"I\s+refs:\s+([\d,]+)", done.output)
    if done.status or not refs:
        raise Failed(done.output)
    return int(refs[1].replace(",", "")) / 1e6


# --- what it was counted with ----------------------------------------------------------------------

def counted_with(setting):
    if platform.system() != "Linux" or not shutil.which("valgrind"):
        raise Unable("valgrind is not here")
    names = [platform.machine(), *compiler(setting), " ".join(platform.libc_ver()).strip() or "another libc"]
    names += [f"{library} {version(['pkg-config', '--modversion', library])}" for library in LIBRARIES]
    return ", ".join([*names, version(["valgrind", "--version"])])


def compiler(setting):
    """Its name with version, from the note that it leaves in a program, and how hard it optimised."""
    program = setting.kith.read_bytes()
    clang = re.search(rb"clang version ([\d.]+)", program)
    gcc = re.search(rb"GCC: \([^)]*\) ([\d.]+)", program)
    yield f"clang {clang[1].decode()}" if clang else f"gcc {gcc[1].decode()}" if gcc else "another compiler"
    flags = setting.build / "flags"
    yield " ".join(re.findall(r" (-O\w*|-m\S+|-f\S+)", flags.read_text())) if flags.exists() else "unknown flags"


def version(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip()
