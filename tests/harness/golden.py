"""Golden sites: tests/golden/<name>/site/ built is tests/golden/<name>/expected/, byte for byte.

    flags      further words for `kith build`, on one line
    prepare    a shell script, run in the copy of the site first (to make a repository, a link, ...)

What is the theme's own, its assets, is kept for one site only, and so is the manifest, a list of hashes of all the
rest: otherwise every new rule of style would change every site here.

A site is copied out of this repository before it is built, so that its history is its own. Each is built
with one worker and with eight, and once more with nothing changed, which must not touch a file.
"""
import filecmp
import shlex
import shutil
from functools import partial

from case import Case, Failed
from compare import files_below, folder_difference


KEPT_WHOLE = "plain"


def cases(setting):
    for path in sorted((setting.root / "tests/golden").glob("*/site")):
        yield Case(path.parent.name, partial(run_golden, path.parent))


def run_golden(home, setting):
    folder = setting.fresh_folder()
    site = folder / "site"
    shutil.copytree(home / "site", site, symlinks=True)
    if (home / "prepare").exists():
        done = setting.run(["sh", "-eu", home / "prepare"], cwd=site)
        if done.status != 0:
            raise Failed(f"prepare ended with {done.status}\n{done.output}")
    flags = shlex.split((home / "flags").read_text()) if (home / "flags").exists() else []
    build = [setting.kith, "build", "--root", site, *flags, "--output"]
    output = folder / "one"
    build_into(setting, [*build, output, "--jobs", "1"], site)
    told = told_apart(setting, home.name, output, folder / "told")
    if setting.arguments.update:
        replace(home / "expected", told)
        return None
    return [
        (home.name, folder_difference(home / "expected", told)),
        (f"{home.name}, again", again(setting, [*build, output], site, output)),
        (f"{home.name}, eight workers", eight(setting, [*build, folder / "eight", "--jobs", "8"], site, output)),
    ]


def told_apart(setting, name, output, folder):
    """A copy of the output with what is this site's alone."""
    shutil.copytree(output, folder)
    if name == KEPT_WHOLE:
        return folder
    (folder / ".kith").unlink()
    for asset in setting.root.glob("themes/*/assets/**/*"):
        copy = folder / "assets" / asset.relative_to(next(up for up in asset.parents if up.name == "assets"))
        if copy.is_file() and filecmp.cmp(asset, copy, shallow=False):
            copy.unlink()
    if (folder / "assets").is_dir() and not any((folder / "assets").iterdir()):
        (folder / "assets").rmdir()
    return folder


def build_into(setting, command, cwd):
    done = setting.run(command, cwd=cwd)
    if done.status != 0:
        raise Failed(f"kith build ended with {done.status}\n{done.output}")


def again(setting, command, cwd, output):
    """What a second build with nothing changed has touched, or None."""
    before = {name: path.stat() for name, path in files_below(output).items()}
    build_into(setting, command, cwd)
    after = {name: path.stat() for name, path in files_below(output).items()}
    touched = [name for name in before.keys() | after.keys()
               if name not in before or name not in after
               or (before[name].st_mtime_ns, before[name].st_ino) != (after[name].st_mtime_ns, after[name].st_ino)]
    return "written again though nothing changed:\n" + "\n".join(sorted(touched)) if touched else None


def eight(setting, command, cwd, output):
    build_into(setting, command, cwd)
    return folder_difference(output, command[command.index("--output") + 1])


def replace(expected, output):
    shutil.rmtree(expected, ignore_errors=True)
    shutil.copytree(output, expected)
