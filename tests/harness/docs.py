"""The manual says what the program's tables say, and what it shows can be typed.

A list in a page of content-example/content/manual/ is a table below a heading; its first column names what a
.def file has a row for, neither more nor less. Further columns are held to the row by their head:

    holds      the type, in the words of HOLDS        example    the row's example, and what it gives
    default    what counts without it                 meaning    free, but behind "Also " stand the other
                                                                 spellings, all of them

A block ```console is typed into a shell, in one folder for each page; numbers in what it prints stand for any
number, a line that is only ... for any lines. A block whose opening names a file, ```yaml kith.yaml, is that file.
"""
import json
import re
from functools import partial

from case import Case, Failed
from transcript import Step, write_file

HOLDS = {
    "TEXT": "text", "LINE": "text", "BOOL": "true, false", "TRI": "true, false", "INT": "whole number",
    "DATE": "date", "URL": "address", "CHOICE": "a word", "TEXTS": "list", "PAIRS": "map", "VALUE": "map",
    "NODE": "map", "MAP": "map", "GROUP": "map", "TREE": "map",
}
RECEIVERS = {"texts": "METHOD_TEXT", "lists": "METHOD_LIST", "maps": "METHOD_DICT", "loops": "METHOD_LOOP",
             "cyclers": "METHOD_CYCLER", "dates": "METHOD_DATE"}
TYPES = ["ESSAY", "PROJECT", "LOG", "ASK", "LESSON"]


# --- what the program says -----------------------------------------------------------------------

def rows(setting, path, macro):
    """The arguments of each row MACRO(...) of a .def file: texts without their quotes, anything else as it stands."""
    source = (setting.root / "generator" / path).read_text(encoding="utf-8")
    found = [arguments(source, start.end()) for start in re.finditer(rf"^{macro}\(", source, re.M)]
    if not found:
        raise Failed(f"{path} has no row {macro}(...)")
    return found


def arguments(source, at):
    """Splits what follows an opening parenthesis at its commas, up to the closing one."""
    parts, depth, start = [], 0, at
    for token in re.compile(r'"(?:\\.|[^"\\])*"|[(),]').finditer(source, at):
        if token[0] == "(":
            depth += 1
        elif token[0] in ",)" and depth == 0:
            parts.append(plain(source[start:token.start()]))
            start = token.end()
            if token[0] == ")":
                return parts
        elif token[0] == ")":
            depth -= 1
    raise Failed("a row has no end")


def plain(argument):
    texts = re.findall(r'"(?:\\.|[^"\\])*"', argument)
    return "".join(json.loads(text) for text in texts) if texts else argument.strip()


def keys(setting, path, macro, wanted=lambda groups: True):
    """Rows that describe a key: FRONT_KEY has a column of groups that the others lack."""
    facts = {}
    for row in rows(setting, path, macro):
        groups = row.pop(3) if macro == "FRONT_KEY" else ""
        _, key, kind, aliases, _, fallback, _, example = row
        if wanted(groups):
            facts[key] = {
                "holds": HOLDS[kind], "also": [] if aliases == "NULL" else aliases.split(),
                "default": [] if fallback == "NULL" else [fallback], "example": [example]}
    return facts


def front(wanted):
    return lambda setting: keys(setting, "content/front.def", "FRONT_KEY", wanted)


def config(macro):
    return lambda setting: keys(setting, "config/config.def", f"CONFIG_{macro}")


def config_maps(macro):
    return lambda setting: {row[0]: {"example": [row[2]]} for row in rows(setting, "config/config.def", f"CONFIG_{macro}")}


def theme(macro):
    return lambda setting: keys(setting, "config/theme.def", f"THEME_{macro}")


def words(setting):
    """Lists of words by key and type: "kind of an essay"."""
    facts = {}
    for key, kind, text in rows(setting, "content/front.def", "FRONT_WORDS"):
        pairs = [word.partition("=") for word in text.split(", ")]
        facts[f"{key}, {kind.lower()}"] = {
            "words": [word for word, _, other in pairs if not other],
            "other spellings": ["=".join((word, other)) for word, _, other in pairs if other]}
    return facts


def folders(setting):
    source = (setting.root / "generator/site/visibility.c").read_text(encoding="utf-8")
    return {folder: {"type": [kind.lower()]} for folder, kind in re.findall(r'STR_INIT\("(\w+)"\), FRONT_(\w+)', source)}


def properties(kind):
    return lambda setting: {row[1]: {} for row in rows(setting, "render/property.def", "PROPERTY") if row[0] == kind}


def callables(path, macro, columns, wanted=lambda row: True):
    """Filters and the like. `columns` says which arguments of a row are name, parameters, example and result."""
    def facts(setting):
        found = {}
        for row in filter(wanted, rows(setting, path, macro)):
            name, parameters, *shown = (row[column] for column in columns)
            found[name] = {"signature": f"{name}({parameters})" if parameters else name,
                           "example": [text.replace("\n", "↵").strip() for text in shown if text]}
        return found
    return facts


def names(path, macro, column):
    return lambda setting: {row[column]: {} for row in rows(setting, path, macro)}


def options(chosen):
    """Options whose name in option.def is chosen(NAME)."""
    def facts(setting):
        return {f"--{name}" if value == "NULL" else f"--{name} {value}": {}
                for key, name, value, _ in rows(setting, "cli/option.def", "OPTION") if chosen(setting, key)}
    return facts


def common(setting, key):
    return key in ("ROOT", "QUIET", "VERBOSE", "COLOR", "HELP")


def of_command(bits):
    return options(lambda setting, key: key in re.findall(r"OPT\((\w+)\)", bits))


def theme_options(setting):
    text = (setting.root / "themes/plain/theme.yaml").read_text(encoding="utf-8").split("\noptions:\n")[1]
    return {name: {"holds": HOLDS[kind.upper()], "default": [default]}
            for name, kind, default in re.findall(r"^  (\w+):\n    type: (\w+)\n    default: (.*)$", text, re.M)}


def packages(setting):
    """The manager's packages that building needs."""
    lines = (setting.root / ".ci/packages").read_text(encoding="utf-8").split("\n")
    needs = [line.split() for line in lines if line.startswith("build ")]
    return {manager: {"packages": [need[column] for need in needs if need[column] != "-"]}
            for manager, column in (("apt-get", 2), ("dnf", 3), ("brew", 4), ("apk", 5))}


def build_fields(setting):
    done = setting.run([setting.kith, "build", "--json", "--root", setting.root / "content-example",
                        "--output", setting.fresh_folder() / "public"], merged=False)
    return {name: {} for name in json.loads(done.output)}


# page, heading, and the function that gives the facts
LISTS = [
    ("getting-started.md", "What it needs", packages),
    ("front-matter.md", "Every page", front(lambda groups: "FRONT_ALL" in groups)),
    ("front-matter.md", "Section pages", front(lambda groups: "FRONT_SECTIONS" in groups)),
    *(("front-matter.md", f"{kind.capitalize()}s", front(lambda groups, kind=kind: f"FRONT_IN({kind})" in groups)) for kind in TYPES),
    ("front-matter.md", "Words", words),
    ("front-matter.md", "Which type a page has", folders),
    ("front-matter.md", "image", lambda setting: keys(setting, "content/front.def", "FRONT_IMAGE")),
    ("front-matter.md", "people", lambda setting: keys(setting, "content/front.def", "FRONT_PERSON")),
    ("front-matter.md", "milestones", lambda setting: keys(setting, "content/front.def", "FRONT_MILESTONE")),
    ("configuration.md", "Single values", config("KEY")),
    ("configuration.md", "Maps", lambda setting: config_maps("MAP")(setting) | config_maps("GROUP")(setting)),
    ("configuration.md", "Kept for later", config_maps("TREE")),
    *(("configuration.md", name, config(name.upper())) for name in ("author", "menu", "pagination", "markdown", "history", "feeds", "pages")),
    ("configuration.md", "taxonomies", config("TAXONOMY")),
    *(("templates.md", f"{kind.capitalize()}", properties(kind)) for kind in ("site", "page", "section", "taxonomy", "term")),
    ("templates.md", "Functions of the site", callables("render/function.def", "FUNCTION", (0, 1, 3))),
    ("template-reference.md", "Tags", names("template/tag.def", "TAG", 0)),
    ("template-reference.md", "Filters", callables("template/filter.def", "FILTER", (0, 2, 4, 5))),
    ("template-reference.md", "Tests", callables("template/predicate.def", "PREDICATE", (0, 2, 4, 5))),
    ("template-reference.md", "Functions", callables("template/global.def", "GLOBAL", (0, 2, 4, 5))),
    *(("template-reference.md", f"Methods of {of}", callables(
        "template/method.def", "METHOD", (0, 3, 5, 6), lambda row, of=of: row[1] == RECEIVERS[of])) for of in RECEIVERS),
    ("themes.md", "theme.yaml", theme("KEY")),
    ("themes.md", "Options", theme("OPTION")),
    ("themes.md", "Which template shows what", names("site/route.def", "ROUTE", 1)),
    ("themes.md", "The theme plain", theme_options),
    ("git.md", "Shallow clones", names("git/ci.def", "CI", 1)),
    ("commands.md", "Options of every command", options(common)),
    ("commands.md", "What --json tells of a build", build_fields),
]


# --- what the manual says ------------------------------------------------------------------------

def read_blocks(text):
    """(heading, line, lines) of each table, and (info, line, lines) of each fenced block."""
    tables, fences, heading, fence = [], [], "", None
    for number, line in enumerate(text.split("\n"), 1):
        mark = re.match(r"(```+)(.*)", line)
        if fence is not None:
            if mark and not mark[2]:
                fence = None
            else:
                fence.append(line)
        elif mark:
            fence = []
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


def spans(cell):
    return re.findall(r"`([^`]+)`", cell)


def read_list(tables, heading):
    """{first cell: {head: cell}} of all tables below a heading."""
    found = {}
    for lines in (lines for place, _, lines in tables if place == heading):
        heads = cells(lines[0])
        for line in lines[2:]:
            row = cells(line)
            found[row[0].replace("`", "")] = dict(zip(heads, row)) | {"first": heads[0]}
    return found


def compare(name, fact, row):
    """What is wrong with one row of the manual."""
    for column, expected in fact.items():
        shown = row.get("meaning" if column == "also" else column)
        if shown is None:
            continue
        if column == "also":
            actual = spans(shown.rpartition("Also ")[2]) if "Also " in shown else []
        elif isinstance(expected, list):
            actual = [span.strip() for span in spans(shown)]
        else:
            actual = shown
        if sorted(actual) != sorted(expected):
            yield f"{name}: {column} is {expected}, the manual has {actual}"


def check_list(page, heading, find_facts, setting):
    facts = find_facts(setting)
    path = setting.root / "content-example/content/manual" / page
    found = read_list(read_blocks(path.read_text(encoding="utf-8"))[0], heading)
    if any("signature" in fact for fact in facts.values()):
        facts = {fact["signature"]: fact for fact in facts.values()}
    wrong = [f"{name} is missing" for name in facts if name not in found]
    wrong += [f"{name} is not known to the program" for name in found if name not in facts]
    for name in facts.keys() & found.keys():
        wrong += compare(name, facts[name], found[name])
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


# --- the suite -----------------------------------------------------------------------------------

def cases(setting):
    manual = setting.root / "content-example/content/manual"
    for page, heading, find_facts in LISTS:
        yield Case(f"{page}, {heading}", partial(check_list, page, heading, find_facts))
    for function, name, *_ , bits, _, _ in rows(setting, "cli/command.def", "COMMAND"):
        yield Case(f"commands.md, kith {name}", partial(check_list, "commands.md", f"kith {name}", of_command(bits)))
    yield Case("commands.md has every command", partial(check_commands, manual / "commands.md"))
    for path in sorted(manual.glob("*.md")):
        yield Case(path.name, partial(run_page, path))


def check_commands(path, setting):
    shown = re.findall(r"^### kith (.+)$", path.read_text(encoding="utf-8").replace("`", ""), re.M)
    known = [row[1] for row in rows(setting, "cli/command.def", "COMMAND")]
    if sorted(shown) != sorted(known):
        raise Failed(f"the program has {sorted(known)}, commands.md has {sorted(shown)}")
