"""Feeds as programs that know nothing of kith read them: tests/browser/feeds.mjs asks a schema of JSON Feed and a parser
of all formats. Every feed of the golden sites and of the example has to be read as it was meant: an Atom feed as
Python's own parser of XML reads it, the other formats as the Atom feed in the same folder. And what is broken on
purpose must not pass, or nothing of this would say anything.
"""
import json
import re
import xml.etree.ElementTree as ElementTree
from datetime import datetime, timezone
from functools import partial
from html.parser import HTMLParser
from urllib.parse import urlsplit

from case import Case, Failed, Skipped

ADDRESSES = ("href", "src", "srcset", "poster", "cite", "data", "action", "background", "longdesc")
ATOM = "{http://www.w3.org/2005/Atom}"
NAMES = ("feed.xml", "feed.json", "rss.xml", "feeds.opml")

# What is broken: the file, a text in it, and what stands there instead.
BROKEN = {
    "JSON Feed of another version": ("feed.json", "version/1.1", "version/2"),
    "JSON Feed without a title": ("feed.json", '"title": "Workshop', '"_title": "Workshop'),
    "JSON Feed with an item without id": ("feed.json", '"id":', '"_id":'),
    "JSON Feed with an address that is none": ("feed.json", '"url": "https://example.org', '"url": "'),
    "JSON Feed with a date that is none": ("feed.json", '"date_published": "2026-', '"date_published": "26-'),
    "JSON Feed with a member of its own": ("feed.json", '"_work"', '"work"'),
    "JSON that is none": ("feed.json", '"items": [', '"items": '),
    "RSS that is none": ("rss.xml", "<rss ", "<rss2 "),
    "RSS with a date that is none": ("rss.xml", " 2026 ", " 26x6 "),
    "RSS with an entry without guid": ("rss.xml", "guid", "uid"),
    "RSS with an escape too many": ("rss.xml", "&lt;", "&amp;lt;"),
    "Atom that is none": ("feed.xml", "<feed ", "<food "),
    "Atom with an escape too many": ("feed.xml", "&lt;", "&amp;lt;"),
    "Atom without a title": ("feed.xml", "title>", "heading>"),
}


def cases(setting, tools, example):
    """`tools` gives the folder with what npm brings, for a setting; `example` is that of the example's output."""
    golden = setting.root / "tests/golden"
    found = {path: f"golden {path.parent.relative_to(golden).as_posix()}/{path.name}"
             for path in sorted(golden.glob("*/expected/**/*")) if path.name in NAMES}
    found |= {path: f"example {path.relative_to(example).as_posix()}"
              for path in sorted(example.rglob("*")) if path.name in NAMES}
    wrong = break_feeds(golden / "feeds/expected", setting.fresh_folder())
    files = [*found, *wrong]
    for path, name in found.items():
        yield Case(f"read {name}", partial(check, tools, files, path, path.with_name("feed.xml")))
    yield Case("refuse addresses that are not whole", refuse_relative)
    for path, name in wrong.items():
        yield Case(f"refuse {name}", partial(refuse, tools, files, path, golden / "feeds/expected/feed.xml"))


def break_feeds(good, folder):
    paths = {}
    for index, (name, (file, old, new)) in enumerate(BROKEN.items()):
        text = (good / file).read_text(encoding="utf-8")
        if old not in text:
            raise Failed(f"{name}: {good / file} has no {old}")
        path = folder / str(index) / file
        path.parent.mkdir()
        path.write_text(text.replace(old, new), encoding="utf-8")
        paths[path] = name
    return paths


def read_all(tools, files, setting):
    """{path: what was read of it}."""
    report = setting.run(["node", setting.root / "tests/browser/feeds.mjs", tools(setting), *files], merged=False)
    if report.status != 0:
        raise Failed(f"the reader of feeds ended with {report.status}\n{report.output}{report.errors}")
    return json.loads(report.output)


# --- what it should have read ----------------------------------------------------------------------

def moment(text):
    if not text:
        return None
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def link(element, rel):
    found = element.find(f"{ATOM}link[@rel='{rel}']")
    return None if found is None else found.get("href")


def names(element):
    return [author.findtext(f"{ATOM}name") for author in element.findall(f"{ATOM}author")]


def atom(path):
    """The feed, and its own authors, who are those of entries that name nobody."""
    top = ElementTree.parse(path).getroot()
    return {"title": top.findtext(f"{ATOM}title"), "home": link(top, "alternate"), "self": link(top, "self"),
            "hub": link(top, "hub"), "entries": [
                {"id": entry.findtext(f"{ATOM}id"), "url": link(entry, "alternate"),
                 "title": entry.findtext(f"{ATOM}title"), "content": (entry.findtext(f"{ATOM}content") or "").strip(),
                 "published": moment(entry.findtext(f"{ATOM}published")),
                 "updated": moment(entry.findtext(f"{ATOM}updated")), "authors": names(entry),
                 "categories": [each.get("term") for each in entry.findall(f"{ATOM}category")]}
                for entry in top.iter(f"{ATOM}entry")]}, names(top)


def outlines(path):
    top = ElementTree.parse(path).getroot()
    return {"title": top.findtext("head/title"), "outlines": [
        {name: each.get(name) for name in ("text", "type", "xmlUrl", "htmlUrl")} for each in top.iter("outline")]}


def known(read):
    """Without what there is none of."""
    if isinstance(read, list):
        return [known(each) for each in read]
    if not isinstance(read, dict):
        return read
    return {name: known(value) for name, value in read.items() if value is not None}


def expected(path, beside):
    if path.suffix == ".opml":
        return outlines(path)
    meant, authors = atom(beside)
    meant["self"] = meant["self"].rpartition("/")[0] + "/" + path.name
    for entry in meant["entries"] if path.name == "rss.xml" else []:
        del entry["updated"]
        entry["authors"] = entry["authors"] or authors
    return meant


def relative(markup):
    """The addresses in a text that are not whole, wherever one may stand: a reader has no page to start from."""
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            for name, value in attributes:
                several = re.split(r",\s+", value or "") if name == "srcset" else [value or ""]
                if name in ADDRESSES:
                    found.extend(each for each in several if not urlsplit(each.strip()).scheme)

    Reader().feed(markup)
    return found


def refuse_relative(setting):
    markup = ("<a href='#a'>b</a><p title='/c'><img src='/d.png' srcset='https://e.f/g, h.png 2x'>"
              "<a href='https://i.j/#k'>l</a> <a href='mailto:m@n.o'>p</a>")
    if relative(markup) != ["#a", "/d.png", "h.png 2x"]:
        raise Failed(f"of {markup} only {relative(markup)} are not whole")


def check(tools, files, path, beside, setting):
    read = known(setting.once("feeds", partial(read_all, tools, files, setting))[str(path)])
    meant = known(expected(path, beside))
    if read != meant:
        raise Failed(f"{path} is read as\n{json.dumps(read, ensure_ascii=False, indent=1)}\n"
                     f"and was meant as\n{json.dumps(meant, ensure_ascii=False, indent=1)}")
    addresses = [each for entry in meant.get("entries", []) for each in relative(entry["content"])]
    if addresses:
        raise Failed(f"not whole: {addresses}")


def refuse(tools, files, path, beside, setting):
    try:
        check(tools, files, path, beside, setting)
    except Skipped:
        raise
    except Failed:
        return
    raise Failed("it was read as if nothing were wrong with it")
