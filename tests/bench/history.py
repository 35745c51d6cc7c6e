"""The history of all pages of a site, beside what git itself takes to tell it.

A repository of COMMITS commits and PAGES pages is made from a seed with git fast-import: pages are begun,
edited, renamed and removed by several people, one commit in twelve merges a branch. fast-import packs
poorly, so the repository is then packed anew with fresh deltas (git repack -a -d -f), as the host that one
clones from does; like a clone it has one pack, packed references and no commit-graph. In each round every
program runs once, in turns, and the ratios are medians of the ratios of the rounds: of the time that
passed, and of the processors' time, which falls less on what else the machine does.

    log        git log --name-status -M
    numstat    git log --numstat -M
    changes    kith without a cache, up to the histories of all files, without counts of lines and words
    cold       kith without a cache
    again      kith with a cache, nothing new
    one more   kith with a cache that lacks the last commit

And for a site of SITE_PAGES pages and SITE_COMMITS commits, whose history pages and old versions are made:

    log -p     git log -p -M
    first      kith build, nothing there
    second     kith build, nothing new
"""
import os
import random
import resource
import shutil
import statistics
import subprocess
import time
from pathlib import Path

COMMITS, PAGES, SEED = 10_000, 2_000, 5
SITE_COMMITS, SITE_PAGES = 2_000, 100
WORDS = ("salt copper river lantern window quiet engine north paper garden measure harbour slate thread "
         "morning signal orchard ladder winter bridge").split()
PEOPLE = [f"Person {number} <person{number}@example.org>" for number in range(7)]
AIMS = {"changes": ("log", 0.9), "cold": ("numstat", 0.5),
        "again": ("log", 0.04), "one more": ("log", 0.1)}


class Maker:
    def __init__(self, commits=COMMITS, pages=PAGES):
        self.commits, self.most = commits, pages
        self.random = random.Random(SEED)
        self.out = []
        self.mark = 0
        self.count = 0
        self.pages = {}

    def sentence(self):
        return " ".join(self.random.choices(WORDS, k=11)).capitalize() + f" {self.random.randrange(10**6)}.\n"

    def put_page(self, path):
        text = f"---\ntitle: {path}\n---\n\n" + "".join(self.pages[path])
        self.out.append(f"M 100644 inline {path}\ndata {len(text)}\n{text}\n")

    def begin(self):
        self.count += 1
        section = self.random.choice(("essays", "notes", "projects", "log"))
        path = f"content/{section}/{2015 + self.count % 10}/page-{self.count}.md"
        self.pages[path] = [self.sentence() for _ in range(self.random.randrange(20, 60))]
        self.put_page(path)
        return path

    def edit(self, path):
        lines = self.pages[path]
        for _ in range(self.random.randrange(1, 4)):
            lines[self.random.randrange(len(lines))] = self.sentence()
        if self.random.random() < 0.4:
            lines.insert(self.random.randrange(len(lines)), self.sentence())
        self.put_page(path)

    def rename(self, path):
        self.count += 1
        new = f"{path.rsplit('/', 1)[0]}/moved-{self.count}.md"
        self.pages[new] = self.pages.pop(path)
        self.out.append(f"D {path}\n")
        if self.random.random() < 0.5:
            self.edit(new)
        else:
            self.put_page(new)

    def commit(self, number, branch, start, merge=None):
        self.mark += 1
        person = self.random.choice(PEOPLE)
        message = f"Change {number}\n\n{self.sentence()}"
        self.out.append(f"commit refs/heads/{branch}\nmark :{self.mark}\nauthor {person} {1420070400 + number * 30000} +0100\n"
                        f"committer {person} {1420070400 + number * 30000} +0100\ndata {len(message)}\n{message}")
        if start:
            self.out.append(f"from :{start}\n")
        if merge:
            self.out.append(f"merge :{merge}\n")
        return self.mark

    def change(self, number):
        need = self.most - len(self.pages)
        if need > 0 and self.random.random() < need / max(1, 0.9 * self.commits - number):
            self.begin()
        for path in self.random.sample(list(self.pages), min(len(self.pages), self.random.choice((1, 1, 1, 2, 5)))):
            if self.random.random() < 0.03:
                self.rename(path)
            else:
                self.edit(path)

    def run(self):
        """Commits in a line, and beside it branches of a few, whose pages nobody else touches meanwhile."""
        number, head = 0, 0
        while number < self.commits:
            if number % 12 == 10 and number < self.commits - 2:
                side = self.commit(number, "side", head)
                made = self.begin()
                head = self.commit(number + 1, "main", head, side)
                self.put_page(made)
                number += 2
                continue
            head = self.commit(number, "main", head)
            if number == 0:
                self.begin()
            self.change(number)
            number += 1
        return "".join(self.out).encode()


def git(folder, *words, **options):
    environment = dict(os.environ, GIT_CONFIG_GLOBAL="/dev/null", GIT_CONFIG_NOSYSTEM="1")
    return subprocess.run(["git", "-C", str(folder), *words], check=True, env=environment, **options)


def make(folder, **size):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "fast-import", "--quiet", input=Maker(**size).run())
    git(folder, "repack", "-q", "-a", "-d", "-f")
    git(folder, "pack-refs", "--all")
    (folder / "content").mkdir(exist_ok=True)


def timed(run):
    """Seconds that passed, and seconds of the processors."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run()
    passed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return passed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def rounds(program, folder, count, threads):
    cache = folder / ".kith"
    stale = folder.parent / "history-stale"

    def kith(*words):
        return subprocess.run([program, folder, threads, *words], check=True, capture_output=True, text=True).stdout

    def log(*words):
        git(folder, "log", *words, stdout=subprocess.DEVNULL)

    def lack():
        shutil.rmtree(cache, ignore_errors=True)
        shutil.copytree(stale, cache)

    git(folder, "update-ref", "refs/heads/main", "refs/heads/main~1")
    shutil.rmtree(cache, ignore_errors=True)
    kith(".kith/history")
    shutil.rmtree(stale, ignore_errors=True)
    shutil.move(cache, stale)
    git(folder, "update-ref", "refs/heads/main", "ORIG_MAIN")
    found = kith(".kith/history")
    size = sum(path.stat().st_size for path in cache.rglob("*.cache"))
    full = folder.parent / "history-full"
    shutil.rmtree(full, ignore_errors=True)
    shutil.move(cache, full)

    def restore():
        shutil.rmtree(cache, ignore_errors=True)
        shutil.copytree(full, cache)

    runs = {
        "log": (None, lambda: log("--name-status", "-M")),
        "numstat": (None, lambda: log("--numstat", "-M")),
        "changes": (None, lambda: kith("-")),
        "cold": (None, kith),
        "again": (restore, lambda: kith(".kith/history")),
        "one more": (lack, lambda: kith(".kith/history")),
    }
    results = {name: [] for name in runs}
    for number in range(count):
        for name in list(runs) if number % 2 == 0 else reversed(runs):
            prepare, run = runs[name]
            if prepare:
                prepare()
            results[name].append(timed(run))
    return found.strip(), size, results


def compare_site(build, folder, count):
    make(folder, commits=SITE_COMMITS, pages=SITE_PAGES)
    git(folder, "reset", "-q", "--hard")
    (folder / "kith.yaml").write_text("title: Bench\nbase_url: https://example.org\npages: {revisions: true, cards: false}\n")

    def clear():
        for name in (".kith", "public"):
            shutil.rmtree(folder / name, ignore_errors=True)

    def kith():
        subprocess.run([build / "kith", "build", "--quiet", "--root", folder], check=True)

    runs = {"log -p": (None, lambda: git(folder, "log", "-p", "-M", stdout=subprocess.DEVNULL)),
            "first": (clear, kith), "second": (None, kith)}
    results = {name: [] for name in runs}
    for _ in range(count):
        for name, (prepare, run) in runs.items():
            if prepare:
                prepare()
            results[name].append(timed(run))
    files = sum(1 for path in (folder / "public").rglob("*") if path.is_file())
    print(f"{SITE_PAGES} pages, {SITE_COMMITS} commits, {files} files made")
    for name, times in results.items():
        ratio = statistics.median(run[0] / them[0] for run, them in zip(times, results["log -p"]))
        print(f"    {name:<9} {statistics.median(run[0] for run in times) * 1000:8.1f} ms passed {ratio:6.3f} x log -p")


def compare(build, work, count, threads):
    compare_site(build, Path(work) / "history", count)
    folder = Path(work) / "history"
    make(folder)
    git(folder, "update-ref", "ORIG_MAIN", "refs/heads/main")
    found, size, results = rounds(build / "bench/history", folder, count, str(threads))
    print(f"{found}; cache {size / 1e6:.1f} MB; {count} rounds, {threads} threads, whole processes, medians")
    for name, runs in results.items():
        line = f"    {name:<9}"
        for kind, label in enumerate(("passed", "processors")):
            line += f" {statistics.median(run[kind] for run in runs) * 1000:8.1f} ms {label}"
            for other in ("log", "numstat"):
                ratio = statistics.median(run[kind] / them[kind] for run, them in zip(runs, results[other]))
                line += f" {ratio:6.3f} x {other}"
        if name in AIMS:
            line += f"   (aim: {AIMS[name][1]} x {AIMS[name][0]})"
        print(line)
    shutil.rmtree(folder)
