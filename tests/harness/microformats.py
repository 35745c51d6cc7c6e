"""What the package microformats-parser reads in pages of golden sites, one of each kind, is tests/browser/microformats.json.

The pages are those that the suite `golden` compares, so nothing is built here.
"""
import json
from functools import partial

from case import Case, Failed

PAGES = {
    "found": ["index.html"],
    "plain": ["index.html", "essays/index.html", "essays/essay-1/index.html", "essays/note/index.html",
              "projects/quill/index.html", "log/2026-02-01/index.html", "tags/caching/index.html"],
    "hosting": ["asks/index.html", "lessons/index.html", "log/index.html", "now/index.html", "follow/index.html",
                "archive/index.html", "archive/2026/index.html", "projects/quill/index.html"],
    "people": ["people/index.html", "people/ada/index.html", "essays/one/index.html"],
    "projects": ["projects/ink/index.html", "projects/quill/index.html", "projects/quill/history/index.html"],
    "series": ["series/index.html", "series/pens/index.html"],
    "kinds": ["index.html", "projects/quill/index.html"],
    "history": ["changelog/index.html", "essays/cache/history/index.html"],
    "subpath": ["search/index.html"],
}


def cases(tools):
    """`tools` gives the folder with what npm brings, for a setting."""
    return [Case(f"microformats of {site}/{page}", partial(compare, tools, site, page))
            for site, pages in PAGES.items() for page in pages]


def stored(setting):
    return setting.root / "tests/browser/microformats.json"


def read_all(tools, setting):
    read = {}
    for site, pages in PAGES.items():
        done = setting.run(["node", setting.root / "tests/browser/microformats.mjs", tools(setting), "https://example.org/",
                            setting.root / "tests/golden" / site / "expected", *pages], merged=False)
        if done.status != 0:
            raise Failed(f"the parser ended with {done.status}\n{done.output}{done.errors}")
        read[site] = json.loads(done.output)
    if setting.arguments.update:
        stored(setting).write_text(json.dumps(read, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return read


def compare(tools, site, page, setting):
    read = setting.once("microformats", partial(read_all, tools, setting))[site][page]
    expected = json.loads(stored(setting).read_text(encoding="utf-8")).get(site, {}).get(page)
    if read != expected:
        raise Failed(f"{site}/{page} is read as\n{json.dumps(read, ensure_ascii=False, indent=1)}\n"
                     f"and not as tests/browser/microformats.json has it: look at it, then --update")
