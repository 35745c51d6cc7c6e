"""What kith says of a page's history, against git itself.

`straight` worlds have no branches, so `git log --follow` sees what there is to see. `branched` ones have merges
in which pages are taken from either side; there the revisions have to be those of `git log`, which simplifies.
`wild` ones have everything. As `--follow` loses its way where branches meet (it looks for one name on all of
them), git is asked in pieces there: the log of a name up to the commit that gave the page that name, then the
log of the name before. The last repository is the project's own.

Two differences are meant. A copy is a page of its own, where `--follow` goes on to the one it was copied from.
And a name that a page has left by moving does not give its past to the next page of that name.
"""
import json
import subprocess
from functools import partial

from case import Case, Failed, Skipped
from world import World

STRAIGHT = {"create": 6, "edit": 20, "sweep": 2, "move": 4, "move_and_edit": 4, "copy": 2, "remove": 2, "restore": 2}
BRANCHED = {"create": 5, "edit": 20, "sweep": 2, "remove": 1, "fork": 4, "join": 3}
WILD = STRAIGHT | {"fork": 4, "join": 3}
WORLDS = {"straight": (STRAIGHT, 400), "branched": (BRANCHED, 400)}
SEEDS = (1, 2, 3)


def cases(_):
    for name, (acts, commits) in WORLDS.items():
        for seed in SEEDS:
            yield Case(f"{name} {seed}", partial(compare_world, seed, commits, acts))
    yield Case("own repository", compare_own)


def compare_world(seed, commits, acts, setting):
    repository = setting.fresh_folder()
    git(setting, repository, "init", "-q", "-b", "main")
    setting.run(["git", "fast-import", "--quiet"], cwd=repository, stdin=World(seed, commits, acts).bytes())
    git(setting, repository, "reset", "-q", "--hard")
    compare_pages(setting, repository, repository, least=8)


def compare_own(setting):
    """The project's own pages, where its history is at hand."""
    if git(setting, setting.root, "rev-parse", "--is-shallow-repository", fails=True) != "false\n":
        raise Skipped("the project's history is not here")
    if git(setting, setting.root, "status", "--porcelain", "content-example/content"):
        raise Skipped("pages are edited since the last commit")
    compare_pages(setting, setting.root, setting.root / "content-example", least=20)


def compare_pages(setting, repository, site, least):
    below = "" if site == repository else f"{site.name}/"
    listed = git(setting, repository, "ls-tree", "-rz", "--name-only", "HEAD", f"{below}content").split("\0")
    pages = [path for path in listed if path.endswith(".md")]
    if len(pages) < least:
        raise Failed(f"only {len(pages)} pages to compare")
    wrong = []
    for page in pages:
        ours, theirs = revisions(setting, site, page.removeprefix(below)), told_by_git(setting, repository, page)
        if ours != theirs:
            wrong.append(f"{page}\n  kith: {ours}\n  git:  {theirs}")
    if wrong:
        raise Failed(f"{len(wrong)} of {len(pages)} pages differ\n" + "\n".join(wrong[:3]))


def revisions(setting, site, page):
    """[(hash, author, name before)], newest first."""
    done = setting.run([setting.kith, "history", "--json", "--root", site, page], merged=False)
    if done.status != 0:
        raise Failed(f"kith history {page} ended with {done.status}\n{done.errors}")
    return [(one["hash"][:10], one["author"], one["renamed_from"]) for one in json.loads(done.output)["revisions"]]


# --- what git says -------------------------------------------------------------------------------

def told_by_git(setting, repository, page):
    """The same, from git's own words: of each name the log, up to where the page got it."""
    found, start, before = [], "HEAD", page
    while before:
        path, before = before, None
        for commit, author, kinds in log(setting, repository, start, path):
            if kinds == {"D"}:
                if moved(setting, repository, commit).get(path):
                    break
                continue
            came_from = {after: name for name, after in moved(setting, repository, commit).items()}
            source = came_from.get(path) if kinds == {"A"} else None
            found.append((commit[:10], author, source))
            if source:
                start, before = f"{commit}^", source
                break
    return found


def log(setting, repository, start, path):
    """[(hash, author, how the path changed there)] in git's simplified history; a merge has a letter for each parent."""
    text = git(setting, repository, "log", "-c", "--name-status", "--no-renames", "--use-mailmap", "-z",
               "--format=%x01%H%x02%aN%x02", start, "--", f":(literal){path}")
    for entry in text.split("\1")[1:]:
        commit, author, rest = entry.split("\2")
        words = rest.strip("\0\n").split("\0")
        yield commit, author, set(words[0])


def moved(setting, repository, commit):
    """Name before -> name after, of what a commit moved."""
    return setting.once((repository, commit), partial(find_moved, setting, repository, commit))


def find_moved(setting, repository, commit):
    text = git(setting, repository, "diff-tree", "-r", "-M", "-z", "--no-commit-id", "--name-status", commit)
    words, names = iter(text.split("\0")), {}
    for status in words:
        before = next(words, None)
        if status.startswith("R"):
            names[before] = next(words)
    return names


def git(setting, folder, *words, fails=False):
    done = subprocess.run(["git", "-c", "core.quotePath=false", "-c", "diff.renameLimit=5000", *words], cwd=folder,
                          env=setting.environment, capture_output=True, check=False)
    if done.returncode != 0 and not fails:
        raise Failed(f"git {' '.join(words)}\n{done.stderr.decode()}")
    return done.stdout.decode()
