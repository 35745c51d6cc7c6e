"""The example site: built with the program under test, then looked at from outside.

`site` builds it, with each theme of the tree. `html`, `xml` and `browser` share one build of it and ask
programs that know nothing of kith: html-validate, xmllint, Chromium with axe. They look at golden sites as well. What npm brings is kept in
build/browser/ and fetched again only when tests/browser/package-lock.json changes.
"""
import filecmp
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from functools import partial
from urllib.parse import unquote, urlsplit

import feed_reader
import feeds
import golden_pages
import listings
import microformats
from case import Case, Failed, Skipped
from compare import folder_difference
from golden import again

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


# --- building ------------------------------------------------------------------------------------

def site_cases(setting):
    """One case for the build: what it says, that it repeats, that workers do not matter; one for each theme."""
    yield Case("content-example", build_twice)
    for theme in sorted((setting.root / "themes").glob("*/theme.yaml")):
        yield Case(f"content-example with {theme.parent.name}", partial(build_with_theme, theme.parent.name))
        yield Case(f"theme check {theme.parent.name}", partial(check_theme, theme.parent))
    yield Case("theme check of a new site", check_new_site)
    yield Case("the script of the search page", check_search)
    yield Case("the size of that script", check_search_size)
    yield from listings.site_cases()


def check_search(setting):
    """Finds pages in the example's index, and makes words as the program does."""
    if not shutil.which("node"):
        raise Skipped("node is not installed")
    done = setting.run(["node", setting.root / "tests/browser/search.mjs", built_example(setting),
                        setting.root / "tests/spec/search-fold.json"])
    if done.status != 0 or done.output:
        raise Failed(done.output)


def check_search_size(setting):
    """Is as small as the manual says, 6 KB."""
    size = (built_example(setting) / "search/search.js").stat().st_size
    if size > 6 * 1024:
        raise Failed(f"search.js has {size} bytes, more than 6 KiB")


def check_theme(folder, setting, *arguments):
    """Finds nothing, not even a note."""
    done = setting.run([setting.kith, "theme", "check", "--strict", *(arguments or [folder])], cwd=folder)
    if done.status != 0 or not done.output.endswith(", no findings\n"):
        raise Failed(f"kith theme check ended with {done.status}\n{done.output}")


def check_new_site(setting):
    folder = setting.fresh_folder()
    setting.run([setting.kith, "init", folder])
    check_theme(folder, setting, "--root", folder)


def build(setting, site, output, *flags):
    """Builds without a single diagnostic."""
    done = setting.run([setting.kith, "build", "--root", site, "--output", output, *flags], timeout=600)
    if done.status != 0 or re.search(r"\b(error|warning): ", done.output):
        raise Failed(f"kith build ended with {done.status}\n{done.output}")


def built_example(setting):
    """The folder with the example site, built when it is first asked for."""
    def make():
        output = setting.fresh_folder() / "public"
        build(setting, setting.root / "content-example", output)
        return output
    return setting.once("example", make)


def build_twice(setting):
    example = setting.root / "content-example"
    folder = setting.fresh_folder()
    build(setting, example, folder / "one", "--jobs", "1")
    build(setting, example, folder / "eight", "--jobs", "8")
    command = [setting.kith, "build", "--root", example, "--output", folder / "eight"]
    return [
        ("content-example", None),
        ("content-example, eight workers", folder_difference(folder / "one", folder / "eight")),
        ("content-example, again", again(setting, command, setting.root, folder / "eight")),
    ]


def build_with_theme(theme, setting):
    """The example without its history, with another theme in its configuration."""
    site = setting.fresh_folder() / "site"
    shutil.copytree(setting.root / "content-example", site, ignore=shutil.ignore_patterns(".kith", "public"))
    config = site / "kith.yaml"
    text, count = re.subn(r"^theme:.*$", f"theme: {theme}", config.read_text(encoding="utf-8"), flags=re.M)
    config.write_text(text if count else f"{text}\ntheme: {theme}\n", encoding="utf-8")
    build(setting, site, site.parent / "public")


# --- tools from npm ------------------------------------------------------------------------------

def npm_tools(setting):
    """build/browser/, with what tests/browser/package-lock.json names."""
    def install():
        home, source = setting.root / "build/browser", setting.root / "tests/browser"
        stamp = home / "package-lock.json"
        fetched = home / "fetched"
        if fetched.exists() and filecmp.cmp(fetched, source / "package-lock.json", shallow=False):
            return home
        for program in ("node", "npm"):
            if not shutil.which(program):
                raise Skipped(f"{program} is not installed")
        home.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / "package.json", home)
        shutil.copy(source / "package-lock.json", stamp)
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
                              cwd=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=600)
        if done.returncode != 0:
            raise Skipped(f"npm ci ended with {done.returncode}\n{done.stdout}")
        shutil.copy(stamp, fetched)
        return home
    return setting.once("npm", install)


# --- html ----------------------------------------------------------------------------------------

def html_cases(setting):
    output = built_example(setting)
    pages = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    if not pages:
        raise Failed("the example has no page")
    return [*microformats.cases(npm_tools), Case("refuse what is no HTML", refuse_broken),
            *golden_pages.cases(setting, "html", validated), *(Case(page, partial(page_is_valid, page)) for page in pages)]


def page_is_valid(page, setting):
    findings = validated(setting)[str(built_example(setting))].get(page)
    if findings:
        raise Failed("\n".join(findings))


def refuse_broken(setting):
    """Or nothing of this would say anything."""
    broken = setting.once("broken", partial(write_broken, setting))
    if not validated(setting)[str(broken)].get("index.html"):
        raise Failed("a page with an end and no beginning was found to be valid")


def write_broken(setting):
    folder = setting.fresh_folder()
    (folder / "index.html").write_text("<!doctype html>\n</p>\n", encoding="utf-8")
    return folder


def validated(setting):
    """{folder: {page: what html-validate has to say}} of the example and the golden sites, all by one process."""
    return setting.once("html", partial(validate, setting))


def validate(setting):
    folders = [built_example(setting), setting.once("broken", partial(write_broken, setting)),
               *(folder for folder, _ in golden_pages.sites(setting).values())]
    program = npm_tools(setting) / "node_modules/.bin/html-validate"
    config = setting.root / "tests/browser/htmlvalidate.json"
    report = setting.fresh_folder() / "report.json"  # a pipe would lose what is longer than its buffer
    done = setting.run(["node", program, "--config", config, "--formatter", f"json={report}",
                        *(folder / "**/*.html" for folder in folders)], merged=False, timeout=600)
    try:
        results = json.loads(report.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Failed(f"html-validate ended with {done.status}\n{done.output}{done.errors}") from None
    told = {os.path.realpath(result["filePath"]): [
        f"{found['line']}:{found['column']}: {found['message']} ({found['ruleId']})" for found in result["messages"]]
        for result in results}
    return {str(folder): {path.relative_to(folder).as_posix(): told.get(os.path.realpath(path), [])
                          for path in folder.rglob("*.html")} for folder in folders}


# --- feeds and sitemap ---------------------------------------------------------------------------

def xml_cases(setting):
    output = built_example(setting)
    kinds = set()
    for path in sorted(output.rglob("*.xml")):
        name = path.relative_to(output).as_posix()
        kind = root_tag(path)
        kinds.add(kind)
        yield Case(name, partial({f"{ATOM}feed": feed, f"{SITEMAP}urlset": sitemap}.get(kind, well_formed), path))
    golden = setting.root / "tests/golden"
    for path in sorted([*output.rglob("*.opml"), *golden.glob("*/expected/**/*.opml")]):
        yield Case("/".join(path.parts[-3:]), partial(opml, path))
    for kind in (f"{ATOM}feed", f"{SITEMAP}urlset"):
        yield Case(f"there is a {kind.partition('}')[2]}", partial(is_there, kind, kinds))
    for path in sorted(output.rglob("feed.json")):
        yield Case(path.relative_to(output).as_posix(), partial(feeds.json_beside_atom, path))
    looks = {"feed.xml": atom_schema, "sitemap.xml": sitemap_schema, "feed.json": feeds.json_beside_atom,
             "rss.xml": feeds.rss_beside_atom}
    for path in sorted(path for path in golden.glob("*/expected/**/*") if path.name in looks):
        yield Case(f"golden {path.relative_to(golden).as_posix()}", partial(looks[path.name], path))
    yield Case("/follow/ names every feed", follow_is_complete)
    yield from feed_reader.cases(setting, npm_tools, output)


def follow_is_complete(setting):
    """Of the site, its sections, projects and terms, what is asked and learned, and what changed."""
    output = built_example(setting)
    page = (output / "follow/index.html").read_text(encoding="utf-8")
    known = {unquote(urlsplit(url).path) for url in re.findall(r"<li><a[^>]* href=[\"']?([^\"' >]+)", page)}
    home = unquote(urlsplit(base_url(setting)).path)
    found = {home + path.relative_to(output).as_posix() for path in output.rglob("feed.xml")}
    wanted = {f"{home}{name}feed.xml" for name in ("", "changelog/", "asks/", "lessons/", "projects/kith/")}
    if not wanted <= found:
        raise Failed(f"the example has no {sorted(wanted - found)}")
    if found - known:
        raise Failed(f"not named: {sorted(found - known)}")


def root_tag(path):
    try:
        return ElementTree.parse(path).getroot().tag
    except ElementTree.ParseError:
        return None


def is_there(kind, kinds, setting):
    if kind not in kinds:
        raise Failed(f"no file of the example is a {kind}")


def opml(path, setting):
    lint(setting, path, "--relaxng", schema(setting, "opml.rng"))


def well_formed(path, setting):
    lint(setting, path)


def lint(setting, path, *schema):
    done = setting.run(["xmllint", "--noout", "--nonet", *schema, path])
    if done.status != 0:
        raise Failed(done.output)


def schema(setting, name):
    return setting.root / "tests/harness/schema" / name


def base_url(setting):
    text = (setting.root / "content-example/kith.yaml").read_text(encoding="utf-8")
    found = re.search(r"^base_url:\s*[\"']?([^\s\"'#]+)", text, re.M)
    if not found:
        raise Failed("content-example/kith.yaml has no base_url")
    return found[1].rstrip("/") + "/"


def check_local(setting, url, problems):
    """An address of this site is absolute and leads to a file of the output."""
    base = base_url(setting)
    if not urlsplit(url).scheme:
        problems.append(f"not absolute: {url}")
    elif url.startswith(base):
        target = built_example(setting) / unquote(urlsplit(url[len(base):]).path)
        if not (target / "index.html" if target.is_dir() else target).is_file():
            problems.append(f"leads nowhere: {url}")


def atom_schema(path, setting):
    lint(setting, path, "--relaxng", schema(setting, "atom.rng"))


def feed(path, setting):
    atom_schema(path, setting)
    problems = []
    top = ElementTree.parse(path).getroot()
    ids = [element.text for element in top.iter(f"{ATOM}id")]
    problems += [f"two entries with the id {each}" for each in sorted({each for each in ids if ids.count(each) > 1})]
    if not top.findall(f"{ATOM}link[@rel='self']"):
        problems.append("no link to itself")
    for link in top.iter(f"{ATOM}link"):
        check_local(setting, link.get("href"), problems)
    for content in top.iter(f"{ATOM}content"):
        for url in re.findall(r"\s(?:href|src)=[\"']([^\"'#][^\"']*)", content.text or ""):
            check_local(setting, url.replace("&amp;", "&"), problems)
    if problems:
        raise Failed("\n".join(problems))


def sitemap_schema(path, setting):
    lint(setting, path, "--schema", schema(setting, "sitemap.xsd"))


def sitemap(path, setting):
    sitemap_schema(path, setting)
    problems = []
    urls = [element.text for element in ElementTree.parse(path).getroot().iter(f"{SITEMAP}loc")]
    problems += [f"twice: {each}" for each in sorted({each for each in urls if urls.count(each) > 1})]
    for url in urls:
        check_local(setting, url, problems)
    if problems:
        raise Failed("\n".join(problems))


# --- browser -------------------------------------------------------------------------------------

def browser_cases(setting):
    output = built_example(setting)
    tools = npm_tools(setting)
    browser = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        raise Skipped("no Chromium here")
    sites = [(output, base_url(setting)), *golden_pages.sites(setting).values()]
    told = setting.once("browser", partial(tour, tools, browser, sites, setting))
    pages = [Case(page, partial(no_problems, problems)) for page, problems in sorted(told[str(output)].items())]
    search = Case("the search page in use", partial(use_search, output, tools, browser))
    return [*listings.browser_cases(setting, tools, browser), search,
            *golden_pages.cases(setting, "browser", lambda _: told), *pages]


def tour(tools, browser, sites, setting):
    """{folder: {page: problems}} of sites, all by one browser."""
    done = setting.run(["node", setting.root / "tests/browser/site.mjs", tools, browser,
                        setting.root / "themes/plain/assets", *(word for site in sites for word in site)],
                       merged=False, timeout=900, TMPDIR=str(setting.fresh_folder()))
    try:
        return json.loads(done.output)
    except ValueError:
        raise Failed(f"the browser test ended with {done.status}\n{done.output}{done.errors}") from None


def use_search(output, tools, browser, setting):
    """Types, follows, asks for more, and does without script."""
    done = setting.run(["node", setting.root / "tests/browser/search-page.mjs", output, base_url(setting), tools, browser],
                       TMPDIR=str(setting.fresh_folder()))
    if done.status != 0 or done.output:
        raise Failed(done.output)


def no_problems(problems, setting):
    if problems:
        raise Failed("\n".join(problems))
