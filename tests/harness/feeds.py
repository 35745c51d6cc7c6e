"""Feeds that no schema is at hand for: JSON Feed 1.1 and RSS 2.0, member by member and element by element, and against
the Atom feed in the same folder, which must say the same.
"""
import json
import re
import xml.etree.ElementTree as ElementTree
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from case import Failed

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


# --- what a value must be ------------------------------------------------------------------------

def text(value):
    return isinstance(value, str) and value != ""


def url(value):
    return text(value) and urlsplit(value).scheme in ("http", "https") and urlsplit(value).netloc != ""


def moment(value):
    return text(value) and RFC3339.fullmatch(value) is not None


def language(value):
    return text(value) and LANGUAGE.fullmatch(value) is not None


def texts(value):
    return isinstance(value, list) and value != [] and all(map(text, value))


def whatever(value):
    return isinstance(value, dict) and value != {} and all(text(name) and "." not in name for name in value)


AUTHOR = {"name": text, "url": url, "avatar": url}
HUB = {"type": text, "url": url}
TOP = {"version": "https://jsonfeed.org/version/1.1".__eq__, "title": text, "home_page_url": url, "feed_url": url,
       "description": text, "language": language, "authors": [AUTHOR], "hubs": [HUB], "items": list}
ITEM = {"id": text, "url": url, "title": text, "content_html": lambda value: isinstance(value, str), "summary": text,
        "image": url, "date_published": moment, "date_modified": moment, "authors": [AUTHOR], "tags": texts,
        "language": language, "_work": whatever}


def check(value, rules, required, where, problems):
    """Every member is known and what it must be, those that are required are there, and none stands twice."""
    if not isinstance(value, dict):
        problems.append(f"{where} is no object")
        return
    problems += [f"{where} has no {name}" for name in required if name not in value]
    for name, member in value.items():
        rule = rules.get(name)
        if rule is None:
            problems.append(f"{where} has {name}, of which the specification knows nothing")
        elif isinstance(rule, list):
            for index, each in enumerate(member if isinstance(member, list) and member else [None]):
                check(each, rule[0], (), f"{where}.{name}[{index}]", problems)
        elif rule is not list and not rule(member):
            problems.append(f"{where}.{name} is {member!r}")


def unique(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a member stands twice among {names}")
    return dict(pairs)


# --- the feeds -----------------------------------------------------------------------------------

def atom_entries(path):
    """[id, address, title, content, published] of each entry of the Atom feed beside a feed, and its title."""
    top = ElementTree.parse(path.with_name("feed.xml")).getroot()
    return top.findtext(f"{ATOM}title"), [
        [entry.findtext(f"{ATOM}id"), entry.find(f"{ATOM}link").get("href"), entry.findtext(f"{ATOM}title"),
         (entry.findtext(f"{ATOM}content") or "").strip(), entry.findtext(f"{ATOM}published")]
        for entry in top.iter(f"{ATOM}entry")]


def fail_for(problems):
    if problems:
        raise Failed("\n".join(problems))


def json_beside_atom(path, setting):
    problems = []
    try:
        top = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)
    except ValueError as error:
        raise Failed(str(error)) from None
    check(top, TOP, ("version", "title", "items", "home_page_url", "feed_url"), "the feed", problems)
    fail_for(problems)
    for item in top["items"]:
        check(item, ITEM, ("id", "url", "content_html", "date_published"), "an item", problems)
    fail_for(problems)
    if len({item["id"] for item in top["items"]}) != len(top["items"]):
        problems.append("two items have the same id")
    if not top["feed_url"].endswith("/feed.json"):
        problems.append(f"it says that it is {top['feed_url']}")
    same = [[item["id"], item["url"], item["title"], item["content_html"].strip(), item["date_published"]]
            for item in top["items"]]
    if (top["title"], same) != atom_entries(path):
        problems.append("the Atom feed says something else")
    fail_for(problems)


def rss_beside_atom(path, setting):
    problems = []
    top = ElementTree.parse(path).getroot()
    channel = top.find("channel")
    if top.tag != "rss" or top.get("version") != "2.0" or len(top) != 1:
        raise Failed("this is no RSS 2.0")
    problems += [f"the channel has no {name}" for name in ("title", "link", "description") if not channel.findtext(name)]
    same = []
    for item in channel.iter("item"):
        guid, date = item.find("guid"), item.findtext("pubDate")
        if (guid.get("isPermaLink") == "true") != (guid.text == item.findtext("link")):
            problems.append(f"{guid.text} is not what isPermaLink says")
        if not re.fullmatch(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", date):
            problems.append(f"the date is {date}")
        if not item.findtext(CREATOR):
            problems.append(f"{guid.text} has no author")
        same.append([guid.text, item.findtext("link"), item.findtext("title"), (item.findtext(CONTENT) or item.findtext("description")).strip(),
                     parsedate_to_datetime(date).isoformat().replace("+00:00", "Z")])
    if (channel.findtext("title"), same) != atom_entries(path):
        problems.append("the Atom feed says something else")
    links = {link.get("rel"): link.get("href") for link in channel.iter(f"{ATOM}link")}
    if not url(links.get("self")) or not links["self"].endswith("/rss.xml"):
        problems.append("it does not say where it is")
    fail_for(problems)
