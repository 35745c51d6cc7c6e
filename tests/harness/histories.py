"""What kith says of a page's history, against git itself.

`straight` worlds have no branches, `branched` ones have merges in which pages are taken from either side or
written anew, `wild` ones have everything: a page moves on one branch and is edited under its old name on another,
or moves on both. The last repository is the project's own.

`git log --follow` looks for one name on all branches at a time and loses its way where they meet. So git is asked
in pieces: the log of a name (simplified as git does it) up to the commit that gave the page that name, then the
log of the name before. A merge that has the page as none of its parents has it ends a piece as well, and one
begins at each parent; where the parent has no such name, it is that of the file of which git says that it was
renamed between the parent and the merge. If both have the very same bytes, the merge only carried an edit over to
another name and is no revision. On straight worlds `git log --follow` itself must say the same, too.

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
WORLDS = {"straight": (STRAIGHT, 400), "branched": (BRANCHED, 400), "wild": (WILD, 400)}
SEEDS = (1, 2, 3)


def cases(_):
    for name, (acts, commits) in WORLDS.items():
        for seed in SEEDS:
            told = (told_by_git, told_by_follow) if name == "straight" else (told_by_git,)
            yield Case(f"{name} {seed}", partial(compare_world, seed, commits, acts, told))
    yield Case("own repository", compare_own)


def compare_world(seed, commits, acts, told, setting):
    repository = setting.fresh_folder()
    git(setting, repository, "init", "-q", "-b", "main")
    setting.run(["git", "fast-import", "--quiet"], cwd=repository, stdin=World(seed, commits, acts).bytes())
    git(setting, repository, "reset", "-q", "--hard")
    compare_pages(setting, repository, repository, told, least=8)


def compare_own(setting):
    """The project's own pages, where its history is at hand."""
    if git(setting, setting.root, "rev-parse", "--is-shallow-repository", fails=True) != "false\n":
        raise Skipped("the project's history is not here")
    if git(setting, setting.root, "status", "--porcelain", "content-example/content"):
        raise Skipped("pages are edited since the last commit")
    compare_pages(setting, setting.root, setting.root / "content-example", (told_by_git,), least=20)


def compare_pages(setting, repository, site, told, least):
    below = "" if site == repository else f"{site.name}/"
    listed = git(setting, repository, "ls-tree", "-rz", "--name-only", "HEAD", f"{below}content").split("\0")
    pages = [path for path in listed if path.endswith(".md")]
    if len(pages) < least:
        raise Failed(f"only {len(pages)} pages to compare")
    wrong = []
    for page in pages:
        ours = revisions(setting, site, page.removeprefix(below))
        for tell in told:
            theirs = tell(setting, repository, page)
            if ours != theirs:
                wrong.append(f"{page}, {tell.__name__}\n  kith: {ours}\n  git:  {theirs}")
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
    """The same, from git's own words: piece by piece, each the log of one name from one commit on."""
    found, pieces, seen = {}, [("HEAD", page)], set()
    while pieces:
        start, path = pieces.pop()
        for commit, author, kinds in log(setting, repository, start, path):
            if (commit, path) in seen:
                break
            seen.add((commit, path))
            news, source, pieces_on = passed(setting, repository, commit, path, kinds)
            if news:
                found[commit] = (commit[:10], author, source)
            if pieces_on is not None:
                pieces += pieces_on
                break
    order = setting.once((repository, "order"), partial(find_order, setting, repository))
    return [found[commit] for commit in sorted(found, key=order.get)]


def passed(setting, repository, commit, path, kinds):
    """Is a commit a revision, what was its page called before, where to ask on (None: in the same log)?"""
    if len(kinds) > 1:
        return merged(setting, repository, commit, path, kinds)
    names = moved(setting, repository, f"{commit}^", commit) if kinds in "AD" else {}
    if kinds == "D":
        return False, None, [] if path in names else None
    source = {after: before for before, after in names.items()}.get(path) if kinds == "A" else None
    if source:
        return True, source, [(f"{commit}^", source)]
    return True, None, [] if path in names else None


def merged(setting, repository, commit, path, kinds):
    """A merge that has the page as no parent has it. Those without the name have the page under another."""
    news, pieces = set(kinds) != {"D"}, []
    for number, kind in enumerate(kinds, 1):
        parent, before = f"{commit}^{number}", path
        if kind == "A" and set(kinds) != {"A"}:
            names = moved(setting, repository, parent, commit, alike="20%")
            before = next((name for name, after in names.items() if after == path), path)
            if before != path and blob(setting, repository, parent, before) == blob(setting, repository, commit, path):
                news = False
        pieces.append((parent, before))
    return news, None, pieces


def told_by_follow(setting, repository, page):
    """The same by `git log --follow`; from a copy on, and below a name that another page had, as above."""
    text = git(setting, repository, "log", "--follow", "--name-status", "-M", "--use-mailmap", "-z",
               "--format=%x01%H%x02%aN%x02", "--", page)
    found = []
    for entry in text.split("\1")[1:]:
        commit, author, rest = entry.split("\2")
        kind, name, *_ = rest.strip("\0\n").split("\0")
        if kind == "D" and name in moved(setting, repository, f"{commit}^", commit):
            break
        if kind != "D":
            found.append((commit[:10], author, name if kind.startswith("R") else None))
        if kind.startswith("C"):
            return found + told_by_git(setting, repository, page)[len(found):]
    return found


def blob(setting, repository, commit, path):
    return git(setting, repository, "rev-parse", f"{commit}:{path}")


def log(setting, repository, start, path):
    """[(hash, author, how the path changed there)] in git's simplified history; a merge has a letter for each parent."""
    return setting.once((repository, start, path), partial(find_log, setting, repository, start, path))


def find_log(setting, repository, start, path):
    text = git(setting, repository, "log", "-c", "--name-status", "--no-renames", "--use-mailmap", "-z",
               "--format=%x01%H%x02%aN%x02", start, "--", f":(literal){path}")
    entries = [entry.split("\2") for entry in text.split("\1")[1:]]
    return [(commit, author, rest.strip("\0\n").split("\0")[0]) for commit, author, rest in entries]


def find_order(setting, repository):
    commits = git(setting, repository, "rev-list", "HEAD").split()
    return {commit: place for place, commit in enumerate(commits)}


def moved(setting, repository, before, after, alike="50%"):
    """Name before -> name after, of what moved from one commit to another."""
    return setting.once((repository, before, after, alike), partial(find_moved, setting, repository, before, after, alike))


def find_moved(setting, repository, before, after, alike):
    text = git(setting, repository, "diff-tree", "-r", f"-M{alike}", "-z", "--name-status", before, after, fails=True)
    words, names = iter(text.split("\0")), {}
    for status in words:
        name = next(words, None)
        if status.startswith("R"):
            names[name] = next(words)
    return names


def git(setting, folder, *words, fails=False):
    done = subprocess.run(["git", "-c", "core.quotePath=false", "-c", "diff.renameLimit=5000", *words], cwd=folder,
                          env=setting.environment, capture_output=True, check=False)
    if done.returncode != 0 and not fails:
        raise Failed(f"git {' '.join(words)}\n{done.stderr.decode()}")
    return done.stdout.decode()
