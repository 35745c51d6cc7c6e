"""Site generators side by side: the same corpus, the same site, in the same minutes.

peers/<name>/ defines one site for each of them: posts with title, date, tags, previous and next; all posts and each tag
in lists of twenty; a page of tags, a home with the newest twenty, a feed of as many with their whole text, a sitemap.
No colours for code, no search, no cache from one build to the next, and nothing is there to begin with. kith makes that
site, and a second time the one of the theme `plain` with all that it has.

A program that is not installed is left out and told, and so is one whose site does not have every post, every tag and
the lists: what is quick because it is missing counts for nothing. Those that are slow run in fewer rounds. `make
bench-peers` installs what the package managers have.
"""
import os
import re
import shutil
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from measure import MIB, files_of, others_at_work, ratio, timed

PATIENCE = 60  # seconds for all rounds of a program; the first always runs to its end
GIT_OFF = "history: {off: true}\n"


@dataclass
class Peer:
    """`build` and `version` are commands in which {site}, {output}, {posts}, {threads} and {peers} are put in."""
    name: str
    build: list
    version: list
    differs: str
    whole: bool = True  # has tags and lists as well
    posts: str = "content/posts"
    images: str = "static/img"
    convert: Callable = None  # of each post's text, where its front matter is not the corpus's
    program: str = ""
    runs: list = field(default_factory=list)
    files: int = 0
    bytes: int = 0


def bare_front_matter(text):
    """Lines of "key: value" with neither quotes nor brackets."""
    _, head, body = text.split("---\n", 2)
    head = re.sub(r"^draft:.*\n", "", head, flags=re.MULTILINE)
    return re.sub(r'^(\w+): ["\[](.*)["\]]$', r"\1: \2", head, flags=re.MULTILINE) + body


def peers(root, build):
    kith = [build / "kith", "build", "--quiet", "--root", "{site}", "--output", "{output}", "--jobs", "{threads}"]
    eleventy = build / "bench/peers/node_modules/@11ty/eleventy/cmd.cjs"
    return [
        Peer("limit", [build / "bench/limit", "site", "{threads}", "{posts}", "{output}"], [],
             "C code in the place of templates; no configuration, no checks"),
        Peer("kith", kith, [build / "kith", "--version"], "Atom feed; all checks that a build makes"),
        Peer("kith-plain", kith, [build / "kith", "--version"],
             "theme plain: search, archive, feeds of each tag in two formats, related pages, contents, backlinks"),
        Peer("hugo", ["hugo", "--quiet", "--source", "{site}", "--destination", "{output}"], ["hugo", "version"],
             "RSS feed with summaries; a redirect page for the first page of each list"),
        Peer("eleventy", ["node", eleventy, "--quiet", "--output={output}"], ["node", eleventy, "--version"],
             "no ids for headings"),
        Peer("pelican", ["pelican", "content", "--settings", "pelicanconf.py", "--output", "{output}", "--quiet"],
             ["pelican", "--version"], "reads the front matter as lines, not as YAML", images="content/img",
             convert=bare_front_matter),
        Peer("jekyll", ["jekyll", "build", "--quiet", "--disable-disk-cache", "--source", "{site}", "--destination", "{output}"],
             ["jekyll", "--version"], "lists and tags come from a plugin of the site", posts="_essays", images="img"),
        Peer("lowdown", [root / "tests/bench/peers/lowdown/build", "{posts}", "{output}"], [],
             "a shell loop: posts alone, with front matter as text; no template, tags, lists, feed or sitemap", whole=False,
             program="lowdown"),
    ]


# --- one of them ---------------------------------------------------------------------------------

def missing(peer):
    program = peer.program or peer.build[0]
    if not shutil.which(str(program)):
        return f"{program} is not installed"
    scripts = [word for word in peer.build if isinstance(word, Path)]
    return next((f"{script.name} of npm is not installed" for script in scripts if not script.exists()), None)


def version(peer):
    command = peer.version or (["dpkg-query", "-f", "${Version}", "-W", peer.program] if peer.program else None)
    if not command or not shutil.which(str(command[0])):
        return ""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    found = re.search(r"\d+(\.\d+)+", done.stdout)
    return found[0] if found else ""


def make_site(root, peer, corpus, folder):
    """The definition with the corpus in it; hard links where the posts stay as they are."""
    shutil.rmtree(folder, ignore_errors=True)
    definition = root / "tests/bench/peers" / peer.name
    if peer.name == "kith-plain":
        folder.mkdir(parents=True)
        shutil.copytree(root / "themes/plain", folder / "themes/plain")
        (folder / "kith.yaml").write_text((corpus / "kith.yaml").read_text() + GIT_OFF + "markdown: {highlight: false}\n")
    elif definition.is_dir():
        shutil.copytree(definition, folder)
    posts = folder / peer.posts
    posts.mkdir(parents=True, exist_ok=True)
    for post in (corpus / "content/posts").iterdir():
        if peer.convert:
            (posts / post.name).write_text(peer.convert(post.read_text(encoding="utf-8")), encoding="utf-8")
        else:
            os.link(post, posts / post.name)
    shutil.copytree(corpus / "static/img", folder / peer.images)


def build_once(peer, folder, output, threads):
    """One build into nothing; the caches that a program keeps beside the site are removed before."""
    for leftover in (output, folder / ".kith", folder / "resources", folder / ".jekyll-cache"):
        shutil.rmtree(leftover, ignore_errors=True)
    values = {"site": folder, "output": output, "posts": folder / peer.posts, "threads": threads}
    command = [str(word).format(**values) for word in peer.build]
    return timed(command, cwd=folder)


def wanting(peer, output, posts, tags):
    """What is not there of the site, or None; notes how much there is."""
    files = files_of(output)
    peer.files, peer.bytes = len(files), sum(size for _, size in files)
    names = {path.as_posix() for path, _ in files}
    made = sum(1 for name in names if re.fullmatch(r"posts/[^/]+-\d{6}/index\.html", name))
    if made != posts:
        return f"{made:,} posts of {posts:,} were made"
    if not peer.whole:
        return None
    listed = sum(1 for name in names if re.fullmatch(r"tags/[^/]+/index\.html", name))
    lists = sum(1 for name in names if re.fullmatch(r"posts/page/\d+/index\.html", name) and "/page/1/" not in name) + 1
    if listed != tags:
        return f"{listed} tags of {tags} were made"
    if lists != -(-posts // 20):
        return f"{lists} lists of posts were made, not {-(-posts // 20)}"
    others = ("index.html", "posts/index.html", "tags/index.html", "sitemap.xml")
    return next((f"no {name} was made" for name in others if name not in names), None)


def count_tags(corpus):
    tags = set()
    for post in (corpus / "content/posts").iterdir():
        tags.update(re.search(r"^tags: \[(.*)\]", post.read_text(encoding="utf-8"), re.MULTILINE)[1].split(", "))
    return len(tags)


# --- all of them ---------------------------------------------------------------------------------

def run_size(root, build, work, pages, rounds, threads, names):
    corpus, output = work / f"corpus-{pages}", work / "output"
    shutil.rmtree(corpus, ignore_errors=True)
    subprocess.run([build / "bench/corpus", str(pages), corpus], check=True, stdout=subprocess.DEVNULL)
    tags = count_tags(corpus)
    taking_part = []
    for peer in peers(root, build):
        if names and peer.name not in ("limit", *names):
            continue
        reason = missing(peer)
        if not reason:
            make_site(root, peer, corpus, work / f"peer-{peer.name}")
            build_once(peer, work / f"peer-{peer.name}", output, threads)
            reason = wanting(peer, output, pages, tags)
        if reason:
            print(f"    {peer.name} is left out: {reason}")
        else:
            taking_part.append(peer)
    for number in range(rounds):
        for peer in taking_part if number % 2 == 0 else taking_part[::-1]:
            if number == 0 or sum(run.seconds for run in peer.runs) * (1 + 1 / number) < PATIENCE:
                peer.runs.append(build_once(peer, work / f"peer-{peer.name}", output, threads))
    for folder in [corpus, output, *(work / f"peer-{peer.name}" for peer in peers(root, build))]:
        shutil.rmtree(folder, ignore_errors=True)
    return taking_part


def report(pages, taking_part):
    print(f"\n{pages:,} posts     version     median s   rounds   peak MiB   files      MB   x limit   x kith")
    known = {peer.name: peer for peer in taking_part}
    for peer in sorted(taking_part, key=lambda peer: statistics.median(run.seconds for run in peer.runs)):
        median = statistics.median(run.seconds for run in peer.runs)
        times = [f"{ratio(peer.runs, known[name].runs):.2f}" if name in known else "-" for name in ("limit", "kith")]
        print(f"    {peer.name:<11} {version(peer):<11} {median:8.3f} {len(peer.runs):8} {max(run.memory for run in peer.runs) / MIB:10.0f}"
              f" {peer.files:7,} {peer.bytes / 1e6:7.1f} {times[0]:>9} {times[1]:>8}")


def compare(root, build, work, sizes, rounds, threads, names):
    print(f"up to {rounds} rounds, {threads} threads, highest peak memory{others_at_work()}")
    work.mkdir(parents=True, exist_ok=True)
    for pages in sizes:
        taking_part = run_size(root, build, work, pages, rounds, str(threads), names.split(",") if names else None)
        report(pages, taking_part)
    print("\nHow the sites differ:")
    for peer in taking_part:
        print(f"    {peer.name:<11} {peer.differs}")
