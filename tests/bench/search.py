"""Search by kith and by pagefind, on the same pages in the same minutes.

The site is the corpus of 1,000 posts. In turns kith builds it without search, kith builds it with it, and pagefind (from
npm, kept in BUILD/bench/pagefind) indexes what the first one wrote. What kith takes for search is the difference of its two
builds in one round. A first query is asked by Chromium: search.mjs.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WORD = "cache"
VERSION = "1.6.0"


def timed(command):
    """(seconds, processor seconds) of a program that must succeed."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nended with {process.returncode}\n{output.decode(errors='replace')}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime


def weigh(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)


def pagefind(build):
    """The program of the npm package, or None."""
    home = build / "bench/pagefind"
    program = home / "node_modules/.bin/pagefind"
    if not shutil.which("npm"):
        return None
    if not program.exists():
        home.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", "--prefix", home,
                               f"pagefind@{VERSION}"], cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            return None
    return program


def first_query(root, folder, engine):
    tools = root / "build/browser"
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser or not (tools / "node_modules").exists():
        return "no Chromium, or no build/browser (the browser tests fetch it)"
    done = subprocess.run(["node", root / "tests/bench/search.mjs", folder, engine, WORD, tools, browser],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        return done.stderr
    count = json.loads(done.stdout)
    return f"{count['requests']} requests, {count['bytes']:,} bytes, {count['sent']:,} as sent"


def compare(root, build, folder, rounds, threads):
    site, plain, whole = folder / "search-site", folder / "search-without", folder / "search-with"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(site, ignore_errors=True)
    subprocess.run([build / "bench/corpus", "1000", site], check=True, stdout=subprocess.DEVNULL)
    config = (site / "kith.yaml").read_text()
    other = pagefind(build)
    runs = {"without": [], "with": [], "pagefind": []}

    def kith(output, text):
        (site / "kith.yaml").write_text(text)
        shutil.rmtree(output, ignore_errors=True)
        shutil.rmtree(site / ".kith", ignore_errors=True)
        return timed([build / "kith", "build", "--root", site, "--output", output, "--jobs", threads])

    for _ in range(rounds + 1):
        runs["without"].append(kith(plain, config.replace("pages: {", "pages: {search: false, ")))
        runs["with"].append(kith(whole, config))
        if other:
            runs["pagefind"].append(timed([other, "--site", plain]))
    runs = {name: times[1:] for name, times in runs.items()}
    print("search: 1,000 pages, medians of", rounds, "rounds; seconds, and of the processor")
    for name, times in runs.items():
        if times:
            print(f"  {name:<10}{statistics.median(t[0] for t in times):8.3f}{statistics.median(t[1] for t in times):8.3f}")
    more = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(runs["without"], runs["with"])]
    print(f"  {'kith adds':<10}{statistics.median(t[0] for t in more):8.3f}{statistics.median(t[1] for t in more):8.3f}")
    print("  kith's index: {} files, {:,} bytes".format(*weigh(whole / "search")))
    print("  kith, first query:", first_query(root, whole, "kith"))
    if not other:
        print("  pagefind is not there: npm could not fetch it")
        return
    print("  pagefind's index: {} files, {:,} bytes".format(*weigh(plain / "pagefind")))
    print("  pagefind, first query:", first_query(root, plain, "pagefind"))
