"""Golden sites in the theme plain, as a validator and a browser see them: every page is a whole document, and finished.

Sites of other themes are parts of pages, made to be compared. What the authors of these sites have written wrong on
purpose is listed here; what nobody finds any more must leave the list.
"""
import re
from functools import partial

from case import Case, Failed

# What is found of a page: why it stays.
MEANT = {
    "browser": {
        "*/tags/index.html": "the list of terms where there are none",
        "feeds/essays/ink/index.html": "HTML of an author's own, with addresses that lead nowhere",
        "figures/arabic/index.html": "a page that nothing leads to, and figures of pages that are not there",
        "figures/english/index.html": "the same",
        "figures/german/index.html": "a page that nothing leads to",
        "hosting/projects/quill/index.html": "a link to an anchor of another theme",
    },
    "html": {
        "remarks/notes/cache/index.html": "a heading that skips a level, which the contents have to stand",
    },
}


def sites(setting):
    """{name: (folder of its output, the address it is made for)}"""
    found = {}
    for site in sorted((setting.root / "tests/golden").glob("*/site")):
        home, config = site.parent, (site / "kith.yaml").read_text(encoding="utf-8")
        theme = re.search(r"^theme:\s*(\S+)", config, re.M)
        if theme and theme[1] != "plain":
            continue
        flags = (home / "flags").read_text(encoding="utf-8") if (home / "flags").exists() else ""
        base = re.search(r"--base-url (\S+)", flags) or re.search(r"^base_url:\s*(\S+)", config, re.M)
        found[home.name] = (home / "expected", base[1].rstrip("/") + "/")
    return found


def cases(setting, suite, look):
    """One for each site. `look(setting)` gives {folder: {page: problems}}."""
    for name, (folder, _) in sites(setting).items():
        yield Case(f"golden {name}", partial(check, suite, look, name, folder))


def check(suite, look, name, folder, setting):
    told = []
    pages = look(setting)[str(folder)]
    for page, problems in sorted(pages.items()):
        why = MEANT[suite].get(f"{name}/{page}")
        if problems and not why and f"*/{page}" not in MEANT[suite]:
            told += [f"{page}: {problem}" for problem in problems]
        if why and not problems:
            told.append(f"{page}: nothing is found of {why}")
    if told:
        raise Failed("\n".join(told))
