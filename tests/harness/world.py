"""Repositories made up at random, always the same ones from the same seed, as a stream for git fast-import.

A world has branches, each with its own files. What may happen in it is up to the one who makes it: edits, moves
(with or without an edit), copies, removals, pages that come back, merges in which each page's name and text are
taken from one side, or its text is written anew. A page keeps its number wherever it moves, so that no merge has
it twice. Each commit is by one of several people, who go by more names than one.
"""
import random

PEOPLE = [("Ada Example", "ada@example.org"), ("ada", "ada@old.example.org"), ("Grace Example", "grace@example.org"),
          ("Jo Ö. Example", "jo@example.org"), ("Jo", "JO@example.org")]
MAILMAP = "Ada Example <ada@example.org> <ada@old.example.org>\nJo Ö. Example <jo@example.org>\n"
FOLDERS = ["content", "content/essays", "content/a b", "drafts", "content/\N{SNOWMAN}"]
ZONES = ["+0000", "+0130", "-0800", "+0200"]


class World:
    def __init__(self, seed, commits, acts):
        self.random = random.Random(seed)
        self.acts = acts  # name of a method -> how often
        self.stream = []
        self.marks = self.words = self.names = 0
        self.time = 1_400_000_000
        self.branches = {"main": {}}
        self.tips = {"main": 0}
        self.removed = []
        self.numbers = {}  # (branch, name) -> number of the page
        self.last = 0
        self.commit("main", [("+", "content/_index.md", self.text()), ("+", ".mailmap", MAILMAP),
                             ("+", "kith.yaml", "title: World\nbase_url: https://example.org\n")])
        while self.marks < commits:
            self.act()
        for branch in [name for name in self.branches if name != "main"]:
            self.merge(branch, "main")

    # --- texts ---------------------------------------------------------------------------------

    def text(self):
        return "".join(self.line() for _ in range(30))

    def line(self):
        self.words += 1
        return f"This is sentence {self.words} of {self.words * 7919 % 10007} in the world.\n"

    def edited(self, text, lines=3):
        parts = text.splitlines(keepends=True)
        for _ in range(lines):
            parts[self.random.randrange(len(parts))] = self.line()
        return "".join(parts)

    def name(self):
        self.names += 1
        return f"{self.random.choice(FOLDERS)}/page-{self.names}.md"

    # --- commits -------------------------------------------------------------------------------

    def commit(self, branch, changes, other=None):
        self.marks += 1
        self.time += self.random.randrange(60, 90_000)
        name, email = self.random.choice(PEOPLE)
        zone = self.random.choice(ZONES)
        lines = [f"commit refs/heads/{branch}", f"mark :{self.marks}",
                 f"author {name} <{email}> {self.time - self.random.randrange(0, 50_000)} {zone}",
                 f"committer Grace Example <grace@example.org> {self.time} +0000", self.data(f"Commit {self.marks}\n")]
        if self.tips[branch]:
            lines.append(f"from :{self.tips[branch]}")
        if other:
            lines.append(f"merge :{self.tips[other]}")
        files = self.branches[branch]
        for kind, path, text in changes:
            if kind == "+":
                files[path] = text
                if (branch, path) not in self.numbers:
                    self.last += 1
                    self.numbers[branch, path] = self.last
                lines.append(f"M 100644 inline {quoted(path)}\n{self.data(text)}")
            else:
                del files[path]
                self.numbers.pop((branch, path), None)
                lines.append(f"D {quoted(path)}")
        self.tips[branch] = self.marks
        self.stream += lines

    @staticmethod
    def data(text):
        return f"data {len(text.encode())}\n{text}"

    def act(self):
        name = self.random.choices(list(self.acts), self.acts.values())[0]
        branch = self.random.choice(sorted(self.branches))
        pages = sorted(path for path in self.branches[branch] if path.endswith(".md") and path != "content/_index.md")
        getattr(self, name)(branch, pages)

    # --- what may happen -----------------------------------------------------------------------

    def create(self, branch, _):
        self.commit(branch, [("+", self.name(), self.text())])

    def edit(self, branch, pages):
        for page in pages and [self.random.choice(pages)]:
            self.commit(branch, [("+", page, self.edited(self.branches[branch][page]))])

    def sweep(self, branch, pages):
        chosen = self.random.sample(pages, min(len(pages), 5))
        if chosen:
            self.commit(branch, [("+", page, self.edited(self.branches[branch][page], 1)) for page in chosen])

    def move(self, branch, pages, lines=0):
        for page in pages and [self.random.choice(pages)]:
            text, name = self.branches[branch][page], self.name()
            self.numbers[branch, name] = self.numbers[branch, page]
            self.commit(branch, [("-", page, None), ("+", name, self.edited(text, lines) if lines else text)])

    def move_and_edit(self, branch, pages):
        self.move(branch, pages, lines=4)

    def copy(self, branch, pages):
        for page in pages and [self.random.choice(pages)]:
            self.commit(branch, [("+", self.name(), self.branches[branch][page])])

    def remove(self, branch, pages):
        for page in pages and [self.random.choice(pages)]:
            self.removed.append((page, self.branches[branch][page]))
            self.commit(branch, [("-", page, None)])

    def restore(self, branch, _):
        gone = [(path, text) for path, text in self.removed if path not in self.branches[branch]]
        for path, text in gone and [self.random.choice(gone)]:
            self.commit(branch, [("+", path, text if self.random.random() < .5 else self.text())])

    def fork(self, branch, _):
        if len(self.branches) < 5:
            name = f"side-{self.marks}"
            self.branches[name] = dict(self.branches[branch])
            self.numbers |= {(name, path): self.numbers[branch, path] for path in self.branches[branch]}
            self.tips[name] = self.tips[branch]

    def join(self, branch, _):
        others = sorted(name for name in self.branches if name != branch)
        if others:
            other = self.random.choice(others)
            self.merge(other, branch)

    def merge(self, other, branch):
        """Page by page from one side or written anew. The other branch ends."""
        ours, theirs = ({self.numbers[side, path]: path for path in self.branches[side]} for side in (branch, other))
        changes = []
        for page in sorted(set(ours) | set(theirs)):
            changes += self.merged(branch, ours.get(page), other, theirs.get(page))
        self.commit(branch, changes, other)
        if other != "main":
            del self.branches[other]

    def merged(self, branch, here, other, there):
        ours, theirs = self.branches[branch].get(here), self.branches[other].get(there)
        chance = self.random.random()
        if chance < .3 or (here == there and ours == theirs) or (here != there and there in self.branches[branch]):
            return []
        if theirs is None:
            return [("-", here, None)] if chance < .5 else []
        self.numbers[branch, there] = self.numbers[other, there]
        if ours is not None and there.endswith(".md") and chance < .45:
            theirs = self.edited(theirs)
        elif ours is not None and chance < .6:
            theirs = ours
        return ([("-", here, None)] if here and here != there else []) + [("+", there, theirs)]

    def bytes(self):
        return ("\n".join(self.stream) + "\n").encode()


def quoted(path):
    return '"' + "".join(chr(byte) if 32 <= byte < 127 and chr(byte) not in '"\\' else f"\\{byte:03o}"
                         for byte in path.encode()) + '"'
