"""Builds that die or fail half-way: at every call that changes files, or at sixty of them, evenly spread.

Whatever happens, each file of the output is whole, of the old site or of the new one; nothing is left beside
output and cache; and the next build makes what a clean build makes. A first build appears at once or not at
all. tests/fault/site/ holds the sources before and after an edit; tests/fault/shim.c brings the faults.
"""
import shutil
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from case import Case, Failed, Skipped
from compare import files_below

TRIALS = 60
NO_SPACE = 28  # ENOSPC


@dataclass
class Scene:
    """A site whose next build is disturbed, the output it has and the output it should get."""
    name: str
    site: Path
    old: dict
    new: dict


def cases(setting):
    if not sys.platform.startswith("linux"):
        raise Skipped("calls can be caught on Linux only")
    for scene in scenes(setting):
        for name in ("essays/grows.md", "grows.txt"):
            yield Case(f"{scene.name}, {name} changes while it is read", partial(change, scene, name))
        for mode, fault in (("kill", "kill:{}"), ("tear", "tear:{}"), ("full disk", f"refuse:{{}}:{NO_SPACE}")):
            last = count_calls(setting, scene, fault)
            for number in sorted({1 + step * last // TRIALS for step in range(TRIALS)} & set(range(1, last + 1))):
                name = f"{scene.name}, {mode} at call {number} of {last}"
                yield Case(name, partial(disturb, scene, fault.format(number)))


def scenes(setting):
    folder = setting.fresh_folder()
    source = setting.root / "tests/fault/site"
    shutil.copytree(source / "after", folder / "clean")
    build(setting, folder / "clean")
    new = contents(folder / "clean/public")
    shutil.copytree(source / "after", folder / "first")
    shutil.copytree(source / "before", folder / "edited")
    build(setting, folder / "edited")
    old = contents(folder / "edited/public")
    shutil.rmtree(folder / "edited/content")
    shutil.copytree(source / "after/content", folder / "edited/content")
    return Scene("first build", folder / "first", {}, new), Scene("rebuild", folder / "edited", old, new)


def contents(folder):
    return {name: path.read_bytes() for name, path in files_below(folder).items()}


def build(setting, site, **faults):
    """Builds, with the faults that the shim reads from its environment; its path is relative as a blank would split it."""
    environment = faults | {"LD_PRELOAD": "./fault/shim.so"} if faults else {}
    command = [setting.kith, "build", "--root", site, "--output", site / "public", "--jobs", "1"]
    done = setting.run(command, cwd=setting.build, may_die=bool(faults), **environment)
    if done.status != 0 and not faults:
        raise Failed(f"kith build ended with {done.status}\n{done.output}")
    return done


def build_with_fault(setting, scene, fault):
    """(the disturbed copy of the site, how its build ended)."""
    site = setting.fresh_folder() / "site"
    shutil.copytree(scene.site, site, symlinks=True)
    return site, build(setting, site, KITH_FAULT=fault)


def count_calls(setting, scene, fault):
    """How many calls of a build can be struck: the last number at which it does not end well."""
    strikes = lambda number: build_with_fault(setting, scene, fault.format(number))[1].status != 0
    low, high = 0, 64
    while strikes(high):
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if strikes(middle) else (low, middle)
    if low == 0:
        raise Failed(f"{fault.format(1)} does not disturb the build")
    return low


def change(scene, name, setting):
    """A source that its author saves in the middle of a build: no half of it is published."""
    site = setting.fresh_folder() / "site"
    shutil.copytree(scene.site, site, symlinks=True)
    path = site / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("# Half\n")
    before = contents(site / "public")
    done = build(setting, site, KITH_GROWS=path.name)
    expected = f"content/{name}: error: "
    if done.status != 1 or expected not in done.output or "changed while it was read" not in done.output:
        raise Failed(f"ended with {done.status}, without \"{expected}... changed while it was read\"\n{done.output}")
    if contents(site / "public") != before:
        raise Failed("the output is not as it was")


def disturb(scene, fault, setting):
    site, done = build_with_fault(setting, scene, fault)
    expected = 3 if fault.startswith("refuse") else -9
    if done.status not in (expected, 0):
        raise Failed(f"kith build ended with {done.status}, not {expected}\n{done.output}")
    found = contents(site / "public")
    if not scene.old and found not in ({}, scene.new):
        raise Failed("a part of the first build can be seen: " + ", ".join(sorted(found)))
    for name in sorted(found.keys() | scene.old.keys() | scene.new.keys()):
        if found.get(name) not in (scene.old.get(name), scene.new.get(name)):
            raise Failed(f"{name} is neither of the old site nor of the new one\n{done.output}")
    build(setting, site)
    if contents(site / "public") != scene.new:
        raise Failed("the next build does not make what a clean build makes")
    beside = {path.name for path in site.iterdir()} - {path.name for path in scene.site.iterdir()}
    if beside - {"public", ".kith"}:
        raise Failed(f"left behind: {', '.join(sorted(beside))}")
