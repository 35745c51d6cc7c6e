"""Listings of whole sites: the same bytes from any number of workers and any cache, in colours that can be read.

The first belongs to the suite `site`, the second to `browser`.
"""
import json
import re
import shutil
from functools import partial

from case import Case, Failed
from compare import folder_difference

CONTRAST = 4.5  # WCAG 2.2, 1.4.3, level AA
PAGES = 20
LINES = ("mark.line", "span.line", "ins.line", "del.line", "ins.line.pointed", "del.line.pointed")
MARKED = "```c diff linenos {1,3-4}\na\nb\n+c\n-d\n+e\n-f\n```\n"  # has them all


# --- the same bytes --------------------------------------------------------------------------------

def site_cases():
    yield Case("listings by any number of workers and with any cache", build_in_many_ways)
    yield Case("listings without tree-sitter", build_without_parser)


def languages(setting):
    """The names of language.def, one of each row."""
    text = (setting.root / "generator/highlight/language.def").read_text(encoding="utf-8")
    return re.findall(r'^LANGUAGE\(\w+, \w+, "([^"]+)"', text, re.M)


def write_site(setting, site, theme="plain"):
    """Pages of listings in all languages; some are the same on each page, others on none."""
    (site / "content").mkdir(parents=True)
    (site / "kith.yaml").write_text(f"title: Listings\nbase_url: https://example.com/\ntheme: {theme}\npages: {{cards: false}}\n")
    shutil.copytree(setting.root / "themes" / theme, site / "themes" / theme)
    for number in range(PAGES):
        listings = [f'```{name} linenos {{2}}\n/* {name} */ if (a == "b" + 1) return {k};\n# "c"\n```\n'
                    for name in languages(setting) for k in (number, -1)]
        page = [f"---\ntitle: Page {number}\ndate: 2024-01-01\n---\n", MARKED, *listings]
        (site / f"content/page-{number}.md").write_text("\n".join(page))


def forget(site):
    shutil.rmtree(site / ".kith", ignore_errors=True)


def disable(site):
    """Nothing can be read from a folder, or written over it."""
    forget(site)
    (site / ".kith/code/in-the-way").mkdir(parents=True)


def halve(site):
    """Some of what was kept is lost."""
    kept = site / ".kith/code"
    kept.write_bytes(kept.read_bytes()[:kept.stat().st_size // 2])


def build_in_many_ways(setting):
    folder = setting.fresh_folder()
    site = folder / "site"
    write_site(setting, site)
    ways = [("cold", forget), ("warm", lambda _: None), ("damaged", halve), ("disabled", disable)]
    results = []
    for cache, prepare in ways:
        for jobs in (1, 16):
            prepare(site)
            output = folder / f"{cache}-{jobs}"
            done = setting.run([setting.kith, "build", "--root", site, "--output", output, "--jobs", jobs])
            if done.status != 0:
                raise Failed(f"kith build ended with {done.status}\n{done.output}")
            if cache != "disabled" and not (site / ".kith/code").is_file():
                raise Failed("nothing is kept for the next build")
            results.append((f"listings, {jobs} workers, {cache} cache", folder_difference(folder / "cold-1", output)))
    return results


def without_tags(folder):
    """{name: text} of the pages; what stands between the tags."""
    return {path.relative_to(folder): re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))
            for path in folder.rglob("*.html")}


def build_without_parser(setting):
    """The same words without colours, whatever a kith that has them left in the cache, and a note that says why."""
    bare = setting.build / "tests/kith-bare"
    said = setting.run([bare, "--version"]).output
    if "\nno cards in pixels: built without librsvg\nno outside links: built without libcurl\nno highlighting: built without tree-sitter\n" not in said:
        raise Failed(f"kith --version does not tell what is missing\n{said}")
    folder = setting.fresh_folder()
    site = folder / "site"
    write_site(setting, site)
    done = setting.run([bare, "check", "--external", "--root", site])
    if done.status != 3 or "error: --external needs libcurl, and this kith was built without it" not in done.output:
        raise Failed(f"a kith without libcurl ended with {done.status}\n{done.output}")
    for name, kith in (("cold", bare), ("full", setting.kith), ("warm", bare), ("again", setting.kith)):
        done = setting.run([kith, "build", "--root", site, "--output", folder / name])
        if done.status != 0:
            raise Failed(f"{kith} build ended with {done.status}\n{done.output}")
        notes = re.findall(r"^note: code has no colours in .*: this kith was built without tree-sitter$", done.output, re.M)
        if len(notes) != (kith == bare):
            raise Failed(f"{name}: {len(notes)} notes on tree-sitter\n{done.output}")
    if re.search(r'<span class="[^"m]"', (folder / "cold/page-0/index.html").read_text(encoding="utf-8")):
        raise Failed("there are colours without tree-sitter")
    texts = {name: without_tags(folder / name) for name in ("cold", "full")}
    return [
        ("listings without tree-sitter, the same words", None if texts["cold"] == texts["full"] else "they differ"),
        ("listings without tree-sitter, a full cache", folder_difference(folder / "cold", folder / "warm")),
        ("listings with tree-sitter after it", folder_difference(folder / "full", folder / "again")),
    ]


# --- colours that can be read ----------------------------------------------------------------------

def browser_cases(setting, tools, browser):
    for theme in sorted((setting.root / "themes").glob("*/theme.yaml")):
        yield Case(f"contrast of listings, {theme.parent.name}",
                   partial(read_colours, theme.parent.name, tools, browser))


def classes(setting):
    text = (setting.root / "generator/markdown/code_class.def").read_text(encoding="utf-8")
    return re.findall(r'^CODE_CLASS\(\w+, "(\w+)"', text, re.M)


def read_colours(theme, tools, browser, setting):
    folder = setting.fresh_folder()
    write_site(setting, folder / "site", theme)
    output = folder / "public"
    done = setting.run([setting.kith, "build", "--root", folder / "site", "--output", output])
    if done.status != 0:
        raise Failed(f"kith build ended with {done.status}\n{done.output}")
    page = unrooted(output, output / "page-0/index.html")
    done = setting.run(["node", setting.root / "tests/browser/contrast.mjs", page, tools, browser, *classes(setting)],
                       merged=False, TMPDIR=str(folder))
    try:
        seen = json.loads(done.output)
    except ValueError:
        raise Failed(f"contrast.mjs ended with {done.status}\n{done.output}{done.errors}") from None
    judge(seen, {*classes(setting), "text", "number"})


def unrooted(output, page):
    """The page with its style sheets in it, since a file cannot ask for addresses of a site."""
    text = page.read_text(encoding="utf-8")
    sheets = "".join(path.read_text(encoding="utf-8") for path in sorted(output.rglob("*.css")))
    if not sheets:
        raise Failed("the site has no style sheet")
    page.write_text(re.sub(r"<link[^>]*stylesheet[^>]*>", "", text).replace("</head>", f"<style>{sheets}</style></head>"))
    return page


def judge(seen, wanted):
    for scheme in ("light", "dark"):
        for line in LINES:
            missing = wanted - {each["what"] for each in seen if (each["scheme"], each["line"]) == (scheme, line)}
            if missing:
                raise Failed(f"{scheme}: no {line} shows {', '.join(sorted(missing))}")
    low = {(each["scheme"], each["line"], each["what"]): each["ratio"] for each in seen if each["ratio"] < CONTRAST}
    if low:
        raise Failed("\n".join(f"{scheme}: {what} in {line} has {ratio:.2f}, less than {CONTRAST}"
                               for (scheme, line, what), ratio in low.items()))
