"""A whole site: what a build costs, what a second one costs after a change, and how near both are to what is possible.

The site is the corpus (corpus.c, where the shapes are) with a copy of the theme `plain`, and no git around it; with --git it is a
repository of one commit, and every page has a history. In every round, one after the other, the sources in the page cache:

    full            into a folder that is not there, kith's caches removed
    again           with nothing changed
    text            after a word was added to one post
    title           after the title of one post changed
    list template   after a comment was added to the template of lists
    page template   after the same to the template of posts
    one job         full, with --jobs 1
    limit site      the whole site made by C code (limit.c), with its own, plainer pages
    limit sizes     every post rendered, and files of exactly kith's sizes written to kith's folders

The part of a build that stays serial is reckoned from one job and all (Amdahl): with n processors a program takes
serial + (1 - serial) / n of what it takes with one.
"""
import json
import re
import shutil
import statistics
import subprocess

from measure import files_of, in_turns, others_at_work, ratio, spread, timed

FLAT = ("posts", "long", "links", "huge")  # shapes without folders and with few tags, as the limit program has them
GIT_OFF = "history: {off: true}\n"


class Site:
    """The corpus in a folder, and the programs that build it."""

    def __init__(self, root, build, work, pages, threads, shape, git=False):
        self.build, self.work, self.threads, self.pages = build, work, str(threads), pages
        self.folder = work / f"site-{shape}-{pages}"
        self.output = work / "output"
        self.sizes = work / f"sizes-{shape}-{pages}"
        self.edits = 0
        work.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.folder, ignore_errors=True)
        subprocess.run([build / "bench/corpus", "--shape", shape, str(pages), self.folder],
                       check=True, stdout=subprocess.DEVNULL)
        shutil.copytree(root / "themes/plain", self.folder / "themes/plain")
        if git:
            self.commit()
        else:
            with open(self.folder / "kith.yaml", "a", encoding="utf-8") as file:
                file.write(GIT_OFF)
        posts = sorted((self.folder / "content").rglob("*.md"))
        self.post = posts[len(posts) // 2]
        self.content = sum(path.stat().st_size for path in posts)

    def commit(self):
        git = ["git", "-C", self.folder, "-c", "user.name=Bench", "-c", "user.email=bench@example.org"]
        (self.folder / ".gitignore").write_text(".kith/\n")
        for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "Begin"]):
            subprocess.run([*git, *command], check=True, stdout=subprocess.DEVNULL)

    def clear(self):
        shutil.rmtree(self.output, ignore_errors=True)
        shutil.rmtree(self.folder / ".kith", ignore_errors=True)

    def remove(self):
        self.clear()
        shutil.rmtree(self.folder)
        self.sizes.unlink(missing_ok=True)

    def kith(self, jobs=None):
        return timed([self.build / "kith", "build", "--json", "--root", self.folder, "--output", self.output,
                      "--jobs", jobs or self.threads])

    def full(self, jobs=None):
        self.clear()
        return self.kith(jobs)

    def limit(self, mode, threads=None):
        self.clear()
        return timed([self.build / "bench/limit", mode, threads or self.threads, self.folder / "content/posts", self.output],
                     self.sizes if mode == "sizes" else None)

    def edit(self, path, pattern, text):
        """Puts `text`, in which %d counts the edits, after the first match of `pattern`."""
        self.edits += 1
        before = path.read_text(encoding="utf-8")
        after, times = re.subn(pattern, lambda match: match[0] + text % self.edits, before, count=1, flags=re.MULTILINE)
        assert times, f"{path} has no {pattern}"
        path.write_text(after, encoding="utf-8")

    def after(self, change):
        """A full build that is not timed, the change, and the build that is."""
        def run():
            if not self.output.exists():
                self.full()
            change()
            return self.kith()
        return run

    def changes(self):
        templates = self.folder / "themes/plain/templates"
        return {
            "again": lambda: None,
            "text": lambda: self.edit(self.post, r"\Z", "\nMore %d.\n"),
            "title": lambda: self.edit(self.post, r'^title: "', "Edition %d: "),
            "list template": lambda: self.edit(templates / "list.html", r"{% block main %}", "<!-- %d -->"),
            "page template": lambda: self.edit(templates / "page.html", r"{% block main %}", "<!-- %d -->"),
        }

    def note_sizes(self):
        """What kith has just written, for `limit sizes`; returns the files and the bytes."""
        files = files_of(self.output)
        self.sizes.write_text("".join(f"{size} {path}\n" for path, size in files))
        return len(files), sum(size for _, size in files)


def measure(site, rounds, limits):
    """((files, bytes) of a full build, {name: [Run]}), after one round that only warms up."""
    programs = {"full": site.full, **{name: site.after(change) for name, change in site.changes().items()},
                "one job": lambda: site.full("1")}
    if limits:
        programs |= {f"limit {mode}": lambda mode=mode: site.limit(mode) for mode in ("site", "sizes")}
        site.limit("site")
    site.full()
    written = site.note_sizes()
    # What follows a limit has no output of kith's to go on from.
    programs = {name: forgetting(site, run) if name.startswith("limit") else run for name, run in programs.items()}
    return written, in_turns(programs, rounds)


def forgetting(site, run):
    def after():
        result = run()
        site.clear()
        return result
    return after


def report(site, written, results):
    files, size = written
    full = results["full"]
    peak = max(run.memory for run in full)
    print(f"\n{site.pages:,} pages, {site.content / 1e6:.1f} MB: {files:,} files, {size / 1e6:.1f} MB")
    for name, runs in results.items():
        line = f"    {name:<14}{spread(runs)}"
        if name.startswith("limit"):
            line += f"   full takes {ratio(full, runs):.2f} x, of the processors {ratio(full, runs, 'processor'):.2f} x"
        elif name == "one job":
            line += f"   {ratio(runs, full):.2f} x full; {serial(runs, full, int(site.threads))}"
        elif name != "full":
            done = [json.loads(run.output) for run in runs]
            line += (f"   {ratio(runs, full):.2f} x full; wrote {statistics.median(item['written'] for item in done):,.0f} files,"
                     f" {statistics.median(item['bytes_written'] for item in done) / 1e6:.1f} MB")
        print(line, flush=True)
    print(f"    peak memory beyond the content: {(peak - site.content) / site.pages / 1024:.2f} KB a page")
    return peak


def serial(one, all_of_them, threads):
    if threads < 2:
        return "one processor tells nothing about what is serial"
    share = (threads / ratio(one, all_of_them) - 1) / (threads - 1)
    if share >= 1:
        return "too busy a machine to tell what is serial"
    return f"{max(share, 0):.0%} serial"


def compare(root, build, work, sizes, rounds, threads, shape, git):
    print(f"{rounds} rounds, {threads} threads, medians (least to most), of the processors, highest peak memory;"
          f" shape {shape}, git {'on' if git else 'off'}{others_at_work()}")
    peaks = {}
    for pages in sizes:
        site = Site(root, build, work, pages, threads, shape, git)
        written, results = measure(site, rounds, limits=shape in FLAT)
        peaks[pages] = report(site, written, results), site.content, statistics.median(run.seconds for run in results["full"])
        site.remove()
    for (less, low), (more, high) in zip(peaks.items(), list(peaks.items())[1:]):
        beyond = (high[0] - high[1]) - (low[0] - low[1])
        print(f"\n{less:,} to {more:,} pages: {high[2] / low[2]:.1f} x the time;"
              f" {beyond / (more - less) / 1024:.2f} KB of memory for each page more, beyond its content")
