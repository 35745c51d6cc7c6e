"""The manual says what the program's tables say, and what it shows can be typed.

A list in a page of content-example/content/manual/ is a table below a heading. Its first column names what a .def
file has a row for, neither more nor less. In the second stands what a person has to say about it, and, each behind a
<br>, the facts of the row: type, example and default, other spellings. When they differ, the failure prints the ones
that should be there.

The reference of the template language is made from its tables (manual.py); `make manual` does it. A template that
"gives" something, in two code spans or two listings, is rendered; it may name the files ```jinja base.html of its page.

Below a listing of Markdown in the pages that show what it becomes stands the same as Markdown of the page.

A block ```console is typed into a shell, in one folder for each page; numbers in what it prints stand for any
number, a line that is only ... for any lines. A block whose opening names a file, ```yaml kith.yaml, is that file.

The files that are read in the repository itself link to files that exist.
"""
import difflib
import json
import re
from functools import partial

import manual
from case import Case, Failed
from tables import rows, source
from transcript import Step, write_file

HOLDS = {
    "TEXT": "text", "LINE": "text", "BOOL": "true, false", "TRI": "true, false", "INT": "whole number",
    "DATE": "date", "URL": "address", "CHOICE": "a word", "TEXTS": "list", "PAIRS": "map", "VALUE": "map",
    "NODE": "map", "MAP": "map", "GROUP": "map", "TREE": "map", "COLOR": "colour",
}
TYPES = ["ESSAY", "PROJECT", "LOG", "ASK", "LESSON"]


# --- what the program says -----------------------------------------------------------------------

def code(text):
    return f"`{text}`"


def keys(setting, path, macro, wanted=lambda groups: True):
    """Rows that describe a key: FRONT_KEY has a column of groups that the others lack."""
    facts = {}
    for row in rows(setting, path, macro):
        groups = row.pop(3) if macro == "FRONT_KEY" else ""
        _, key, kind, aliases, _, fallback, _, example = row
        if wanted(groups):
            default = "" if fallback == "NULL" or macro == "FRONT_KEY" else f"; without it {code(fallback)}"
            facts[key] = [f"*{HOLDS[kind]}*: {code(example)}{default}"]
            if aliases != "NULL":
                facts[key].append("Also " + ", ".join(map(code, aliases.split())))
    return facts


def front(wanted):
    return lambda setting: keys(setting, "content/front.def", "FRONT_KEY", wanted)


def table(path, macro):
    return lambda setting: keys(setting, path, macro)


def switches(setting):
    return {key: [f"*{HOLDS['BOOL']}*: {code(example)}; without it {code(fallback)}"]
            for key, fallback, _, example in rows(setting, "config/pages.def", "CONFIG_PAGE")}


def maps(*macros):
    return lambda setting: {row[0]: [code(row[2])] for macro in macros for row in rows(setting, "config/config.def", macro)}


def findings(where):
    return lambda setting: {name: [f"*{level.lower()}*"]
                            for _, name, level, here, _ in rows(setting, "config/check.def", "CHECK") if here == where}


def words(setting):
    """Lists of words by key and type, "kind, essay"; "archived=done" is another spelling."""
    facts = {}
    for key, kind, text in rows(setting, "content/front.def", "FRONT_WORDS"):
        known = text.split(", ")
        others = [code(word) for word in known if "=" in word]
        facts[f"{key}, {kind.lower()}"] = [", ".join(code(word) for word in known if "=" not in word)]
        facts[f"{key}, {kind.lower()}"] += ["Also " + ", ".join(others)] if others else []
    return facts


def folders(setting):
    source = (setting.root / "generator/site/typing.c").read_text(encoding="utf-8")
    return {folder: [code(kind.lower())] for folder, kind in re.findall(r'STR_INIT\("(\w+)"\), FRONT_(\w+)', source)}


def names(path, macro, column, wanted=lambda row: True):
    return lambda setting: {row[column]: [] for row in rows(setting, path, macro) if wanted(row)}


def options(setting, wanted):
    def shown(value):
        return "" if value == "NULL" else value if value.startswith("[") else f" {value}"
    return {f"--{name}{shown(value)}": []
            for key, name, value, _ in rows(setting, "cli/option.def", "OPTION") if key in wanted}


def theme_options(setting):
    text = (setting.root / "themes/plain/theme.yaml").read_text(encoding="utf-8").split("\noptions:\n")[1]
    return {name: [f"*{HOLDS[kind.upper()]}*; without it {code(default)}"]
            for name, kind, default in re.findall(r"^  (\w+):\n    type: (\w+)\n    default: (.*)$", text, re.M)}


def packages(setting):
    """What each package manager has to install before a build."""
    lines = (setting.root / ".ci/packages").read_text(encoding="utf-8").split("\n")
    needs = [line.split() for line in lines if line.startswith("build ")]
    return {manager: [" ".join(code(need[column]) for need in needs if need[column] != "-")]
            for column, manager in enumerate(("apt-get", "dnf", "brew", "apk"), 2)}


def build_fields(setting):
    done = setting.run([setting.kith, "build", "--json", "--root", setting.root / "content-example",
                        "--output", setting.fresh_folder() / "public"], merged=False)
    return dict.fromkeys(json.loads(done.output), [])


def directives(setting):
    """What each directive takes: what it needs, and what it may have, by the template's own tag."""
    def name(parameter):
        word = parameter.split("=")[0].strip()
        return {"text": "a text", "content": "content"}.get(word, code(word))
    facts = {}
    for path in sorted((setting.root / "generator/render/builtin/directives").iterdir()):
        template = path.read_text(encoding="utf-8")
        declared = re.match(r"{% attributes (.*) %}", template)[1].split(", ")
        needed = [name(one) for one in declared if "=" not in one]
        perhaps = [name(one) for one in declared if "=" in one]
        given = [name(word) for word in ("text", "content") if re.search(rf"\b{word}\b", template)]
        perhaps += [word for word in given if word not in needed + perhaps]
        parts = [", ".join(needed)] + (["perhaps " + ", ".join(perhaps)] if perhaps else [])
        facts[path.stem] = ["; ".join(part for part in parts if part)]
    return facts


# page, heading, and the function that gives the facts
LISTS = [
    ("getting-started.md", "What it needs", packages),
    ("front-matter.md", "Every page", front(lambda groups: "FRONT_ALL" in groups)),
    ("front-matter.md", "Section pages", front(lambda groups: "FRONT_SECTIONS" in groups)),
    *(("front-matter.md", f"{kind.capitalize()}s", front(lambda groups, kind=kind: f"FRONT_IN({kind})" in groups))
      for kind in TYPES),
    ("front-matter.md", "Words", words),
    ("front-matter.md", "Which type a page has", folders),
    ("front-matter.md", "image", table("content/front.def", "FRONT_IMAGE")),
    ("front-matter.md", "people", table("content/front.def", "FRONT_PERSON")),
    ("front-matter.md", "milestones", table("content/front.def", "FRONT_MILESTONE")),
    ("front-matter.md", "history", table("content/front.def", "FRONT_HISTORY")),
    ("people.md", "data/people.yaml", table("content/person.def", "PERSON_KEY")),
    ("configuration.md", "Single values", table("config/config.def", "CONFIG_KEY")),
    ("configuration.md", "Maps", maps("CONFIG_MAP", "CONFIG_GROUP")),
    ("configuration.md", "Kept for later", maps("CONFIG_TREE")),
    ("configuration.md", "types", table("config/config.def", "CONFIG_TYPE")),
    ("configuration.md", "Keys of a type", table("config/config.def", "CONFIG_TYPE_KEY")),
    ("configuration.md", "taxonomies", table("config/config.def", "CONFIG_TAXONOMY")),
    *(("configuration.md", name, table("config/config.def", f"CONFIG_{name.upper()}"))
      for name in ("author", "menu", "pagination", "markdown", "dates", "history", "feeds", "security")),
    ("configuration.md", "pages", switches),
    ("themes.md", "theme.yaml", table("config/theme.def", "THEME_KEY")),
    ("themes.md", "Options", table("config/theme.def", "THEME_OPTION")),
    ("themes.md", "Which template shows what", names("site/route.def", "ROUTE", 1)),
    ("themes.md", "The theme plain", theme_options),
    ("themes.md", "Words in several languages", names("markdown/word.def", "WORD", 0)),
    ("figures.md", "Words of figures", names("render/figure.def", "FIGURE_WORD", 0)),
    ("themes.md", "Check a theme", names("render/theme_check.def", "CHECK", 0)),
    ("checking.md", "What every build looks at", findings("BUILD")),
    ("checking.md", "What kith check looks at", findings("CHECK")),
    ("checking.md", "external", table("config/config.def", "CONFIG_EXTERNAL")),
    ("directives.md", "What there is", directives),
    ("writing.md", "Schemes", names("base/scheme.def", "SCHEME", 0, lambda row: row[1] == "LINKS")),
    ("git.md", "Shallow clones", names("history/ci.def", "CI", 2)),
    ("commands.md", "Options of every command", partial(options, wanted=("ROOT", "QUIET", "VERBOSE", "COLOR", "HELP"))),
    ("commands.md", "What --json tells of a build", build_fields),
]


# --- what the manual says ------------------------------------------------------------------------

def read_blocks(text):
    """(heading, line, lines) of each table, and (info, line, lines) of each fenced block."""
    tables, fences, heading, fence, ticks = [], [], "", None, ""
    for number, line in enumerate(text.split("\n"), 1):
        mark = re.match(r"(```+)([^`]*)$", line)
        if fence is not None:
            if mark and not mark[2] and mark[1] >= ticks:
                fence = None
            else:
                fence.append(line)
        elif mark:
            fence, ticks = [], mark[1]
            fences.append((mark[2].strip(), number, fence))
        elif line.startswith("#"):
            heading = line.lstrip("#").replace("`", "").strip()
        elif line.startswith("|"):
            if not tables or tables[-1][0] != heading or tables[-1][1] + len(tables[-1][2]) != number:
                tables.append((heading, number, []))
            tables[-1][2].append(line)
    return tables, fences


def cells(line):
    return [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip()[1:-1])]


def read_list(path, heading):
    """{name: lines of the second cell} of the tables below a heading."""
    tables, _ = read_blocks(path.read_text(encoding="utf-8"))
    below = [cells(line) for place, _, lines in tables if place == heading for line in lines[2:]]
    return {name.replace("`", ""): meaning.split("<br>") for name, meaning, *_ in below}


def written(lines):
    """As they stand in a cell."""
    return "<br>".join(lines).replace("|", "\\|")


def check_list(page, heading, find_facts, setting):
    facts = find_facts(setting)
    found = read_list(setting.root / manual.MANUAL / page, heading)
    wrong = [f"{name} is missing\n    {written(facts[name])}" for name in facts if name not in found]
    wrong += [f"{name} is not known to the program" for name in found if name not in facts]
    for name in facts.keys() & found.keys():
        if facts[name] and facts[name] not in (found[name], found[name][1:]):
            wrong.append(f"{name}: the program says\n    {written(facts[name])}")
    if wrong:
        raise Failed(f"manual/{page}, below \"{heading}\":\n" + "\n".join(sorted(wrong)))


# --- what can be typed ---------------------------------------------------------------------------

def read_steps(fences):
    """What a page shows, as files to write and commands to run, in order."""
    for info, line, lines in fences:
        language, _, name = info.partition(" ")
        if name:
            yield name, "".join(f"{text}\n" for text in lines).encode()
        elif language == "console":
            step = None
            for number, text in enumerate(lines, line + 1):
                if text.startswith("$ "):
                    if step:
                        yield step
                    step = Step(number, text[2:])
                elif step:
                    step.expected.append(text)
            if step:
                yield step


def fits(expected, actual):
    pattern = ""
    for line in expected:
        if line == "...":
            pattern += r"(?:[^\n]*\n)*?"
        else:
            pattern += r"[\d.]+".join(re.escape(part) for part in re.split(r"\d[\d.]*", line)) + r"[ ]*\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in actual)) is not None


def run_page(path, setting):
    folder = start = setting.fresh_folder()
    _, fences = read_blocks(path.read_text(encoding="utf-8"))
    results = []
    for step in read_steps(fences):
        if isinstance(step, tuple):
            write_file(folder, *step)
            continue
        if step.command.startswith("cd "):
            folder = folder / step.command[3:]
            continue
        done = setting.run(["sh", "-c", step.command], cwd=folder)
        actual = done.output.replace(str(start), "").rstrip("\n").split("\n")
        expected = step.expected or [""]
        failure = None if fits(expected, actual) else f"the manual shows\n{chr(10).join(expected)}\n\nkith prints\n{done.output}"
        results.append((f"{path.name}:{step.line}: {step.command}", failure))
    return results


def check_examples(path, setting):
    """Renders each template that "gives" something; those of dates need values that no JSON has, addresses a site."""
    text = path.read_text(encoding="utf-8")
    _, fences = read_blocks(text)
    templates = {info.split()[1]: "\n".join(lines) for info, _, lines in fences if info.startswith("jinja ")}
    shown = [example for example in manual.examples(text) if not re.search("someday|absolute_url", example[0])]
    cases = [json.dumps({"template": template, "templates": templates, "autoescape": False}) for template, _ in shown]
    done = setting.run([setting.kith, "theme", "render", "--batch"], stdin="\n".join(cases).encode(), merged=False)
    answers = [json.loads(line) for line in done.output.splitlines()]
    if len(answers) != len(shown):
        raise Failed(f"{len(shown)} examples, {len(answers)} answers\n{done.errors}")
    wrong = [f"{template}\n    the manual shows {result!r}\n    kith gives       {answer}"
             for (template, result), answer in zip(shown, answers) if answer.get("output", "").strip() != result.strip()]
    if wrong:
        raise Failed("\n".join(wrong))


def check_translations(page, setting):
    """What a table says is written so in kith has to be: tags, filters and tests that there are."""
    shown = [span for heading, _, lines in read_blocks((setting.root / manual.MANUAL / page).read_text(encoding="utf-8"))[0]
             for line in lines[2:] for span in re.findall(r"`([^`]+)`", cells(line)[1])]
    names = {name: "" for name in ("base.html", "card.html")}
    cases = [json.dumps({"template": f"{{% if false %}}{span}{{% endif %}}" if "extends" not in span else span, "templates": names})
             for span in shown]
    done = setting.run([setting.kith, "theme", "render", "--batch"], stdin="\n".join(cases).encode(), merged=False)
    answers = [json.loads(line) for line in done.output.splitlines()]
    wrong = [f"{span}\n    {answer['error']}" for span, answer in zip(shown, answers, strict=True) if "error" in answer]
    if wrong or not shown:
        raise Failed("\n".join(wrong) or "there are no tables")


def check_shown(path, begin, setting):
    """Below a listing of Markdown that begins so stands, as Markdown of the page itself, the same."""
    lines = path.read_text(encoding="utf-8").split("\n")
    shown = [(number, block) for info, number, block in read_blocks("\n".join(lines))[1]
             if info == "markdown" and block and re.match(begin, block[0])]
    wrong = [str(number) for number, block in shown
             if lines[number + len(block) + 1:number + 2 * len(block) + 3] != ["", *block, ""]]
    if wrong or not shown:
        raise Failed(f"below the listings of lines {', '.join(wrong)} stands something else" if wrong else "no listings")


# --- the suite -----------------------------------------------------------------------------------

def cases(setting):
    folder = setting.root / manual.MANUAL
    for page, heading, find_facts in LISTS:
        yield Case(f"{page}, {heading}", partial(check_list, page, heading, find_facts))
    for _, name, *_, bits, _, _ in rows(setting, "cli/command.def", "COMMAND"):
        wanted = re.findall(r"OPT\((\w+)\)", bits)
        yield Case(f"commands.md, kith {name}", partial(check_list, "commands.md", f"kith {name}", partial(options, wanted=wanted)))
    yield Case("commands.md has every command", partial(check_commands, folder / "commands.md"))
    for page in manual.PAGES:
        yield Case(f"{page} is what the tables give", partial(check_made, page))
    for path in sorted(folder.glob("*.md")):
        yield Case(path.name, partial(run_page, path))
        yield Case(f"{path.name}, examples", partial(check_examples, path))
    yield Case("template-differences.md, how it is written here", partial(check_translations, "template-differences.md"))
    for path in sorted(setting.root.glob("themes/plain/i18n/*.yaml")):
        yield Case(f"words of front matter in {path.name}", partial(check_words, path))
    yield Case("markdown.md shows what it says", partial(check_shown, folder / "markdown.md", ""))
    yield Case("directives.md shows what it says", partial(check_shown, folder / "directives.md", "::"))
    for pattern in ("README.md", "*/README.md", "themes/*/README.md", ".github/*.md"):
        for path in sorted(setting.root.glob(pattern)):
            yield Case(f"{path.relative_to(setting.root)}, links", partial(check_links, path))


def check_words(path, setting):
    """What a key of front matter may say, the theme says in each language."""
    table = (setting.root / "generator/content/front.def").read_text(encoding="utf-8")
    table = table[table.index("/* --- words by type"):]
    words = [word for row in re.findall(r"\nFRONT_WORDS\(([^)]*)\)", table)
             for text in ["".join(re.findall(r'"([^"]*)"', row))] for word in text.split(", ") if "=" not in word]
    said = set(re.findall(r"^word_(\w+):", path.read_text(encoding="utf-8"), re.M))
    wanted = {word.replace(" ", "_") for word in words}
    if said != wanted:
        raise Failed(f"{path.name} lacks {sorted(wanted - said)}, and has {sorted(said - wanted)} for nothing")


def check_made(page, setting):
    there, wanted = manual.made(setting, page)
    if there == wanted:
        return
    if setting.arguments.update:
        (setting.root / manual.MANUAL / page).write_text(wanted, encoding="utf-8")
        return
    changes = list(difflib.unified_diff(there.split("\n"), wanted.split("\n"), "there", "from the tables", "", "", 1, ""))
    raise Failed(f"manual/{page} is not what the tables give: run `make manual`\n" + "\n".join(changes[:40]))


def check_links(path, setting):
    """Links to files in what is read in the repository; those of the example are checked by kith."""
    text = path.read_text(encoding="utf-8")
    gone = [link for link in re.findall(r"\]\(([^):]+)\)", text) if not (path.parent / link.partition("#")[0]).exists()]
    if gone:
        raise Failed("links to what is not there: " + ", ".join(gone))


def check_commands(path, setting):
    shown = re.findall(r"^### kith (.+)$", path.read_text(encoding="utf-8").replace("`", ""), re.M)
    known = [row[1] for row in rows(setting, "cli/command.def", "COMMAND")]
    if sorted(shown) != sorted(known):
        raise Failed(f"the program has {sorted(known)}, commands.md has {sorted(shown)}")
