"""Templates made at random are rendered by kith and by Jinja: the same bytes, or both refuse.

Each group of tests/differential/groups.py is one case, and does its part of the samples that --cases asks for. Sample
number n of a group depends on the seed and n alone. What differs is made small first, and printed as an example that
can be put into tests/spec/template/. What is meant to differ stands in tests/differential/differences.py.

    tests/harness/run differential --cases 20000 --seed 7        make differential CASES=20000 SEED=7
"""
import json
import random
import re
import sys
from collections import Counter
from functools import partial
from pathlib import Path

from case import Case, Failed, Skipped, Unable
from tables import rows

sys.path.append(str(Path(__file__).parents[1] / "differential"))
import differences
import engines
from groups import GROUPS
from shrinker import shrink

SHOWN = 12  # findings of a group
SOUGHT = 4000  # samples of each group among which everything is to be found

TABLES = {"filters": ("template/filter.def", "FILTER"), "tests": ("template/predicate.def", "PREDICATE"),
          "globals": ("template/global.def", "GLOBAL")}

# How each of them looks in a template.
USES = {"filters": r"\|\s*{0}\b", "tests": r"\bis (not )?{0}\b|\('{0}'", "globals": r"\b{0}\(", "methods": r"\.{0}\(",
        "tags": r"{{%[-+]?\s*{0}\b", "loop": r"\bloop\.{0}\b"}


def cases(setting):
    yield Case("all filters, tests, functions and methods of Jinja with their parameters", compare_tables)
    yield Case("templates are made of all that Jinja has", cover_tables)
    yield Case("every difference is told", compare_differences)
    each = max(1, setting.arguments.cases // len(GROUPS))
    for name, make in GROUPS.items():
        yield Case(f"{name}, {each} samples of seed {setting.arguments.seed}", partial(run_group, name, make, each))


def find_python(setting):
    python = engines.find_python(setting)
    if python:
        return python
    missing = Unable if sys.platform == "darwin" else Skipped  # no package brings it there
    raise missing("no python3 here has jinja2 3.1; where it is packaged, .ci/packages check installs it")


def jinja_tables(setting):
    return json.loads(setting.run([find_python(setting), "-B", engines.FOLDER / "jinja_tables.py"]).output)


def compare_tables(setting):
    found, missing = jinja_tables(setting), []
    for kind, (path, macro) in TABLES.items():
        ours = {name: parameter_names(parameters) for name, _, parameters, *_ in rows(setting, path, macro)}
        for name, theirs in found[kind].items():
            if name not in ours:
                missing.append(f"{kind}: {name} is missing")
            elif theirs is not None and theirs != ours[name]:
                missing.append(f"{kind}: {name} has the parameters {ours[name]}, in Jinja {theirs}")
    ours = {(name, kind) for name, kind, *_ in rows(setting, "template/method.def", "METHOD")}
    ours |= {(name, "METHOD_LIST") for name, kind in ours if kind == "METHOD_ITEMS"}
    for kind, names in found["methods"].items():
        missing += [f"{kind}: {name} is missing" for name in names
                    if (name, kind) not in ours and name not in differences.METHODS_LEFT_OUT]
    if missing:
        raise Failed("\n".join(missing))


def cover_tables(setting):
    """Whatever Jinja has occurs in some of the templates that are made."""
    found = jinja_tables(setting)
    found["methods"] = {name for names in found["methods"].values() for name in names} - differences.METHODS_LEFT_OUT
    sought = {f"{kind}: {name}": re.compile(pattern.format(re.escape(name)))
              for kind, pattern in USES.items() for name in found[kind]}
    for number in range(SOUGHT):
        for group, make in GROUPS.items():
            source = "\n".join(make(random.Random(f"cover {group} {number}")).sources())
            sought = {name: pattern for name, pattern in sought.items() if not pattern.search(source)}
        if not sought:
            return
    raise Failed("\n".join(f"{name} is in no template" for name in sought))


def compare_differences(setting):
    told = (setting.root / "tests/spec/template/differences.txt").read_text(encoding="utf-8")
    missing = [f"{each.__name__}: no section {section}" for each, section in differences.DIFFERENCES.items()
               if f"\n# {section}\n" not in told or not each.__doc__]
    if missing:
        raise Failed("\n".join(missing))


def parameter_names(text):
    """"a, b=',', *rest" -> ["a", "b"]"""
    return re.findall(r"(?:^|, )(\w+)", re.sub(r"'[^']*'", "''", text))


def run_group(name, make, count, setting):
    with engines.kith(setting) as kith, engines.jinja(setting, find_python(setting)) as jinja:
        return compare_all(name, make, count, setting, Pair(kith, jinja))


class Pair:
    """Both engines, and how their answers compare."""

    def __init__(self, kith, jinja):
        self.kith, self.jinja = kith, jinja

    def answers(self, sample):
        return self.kith.ask(sample), self.jinja.ask(sample)

    def verdict(self, sample):
        """("same" | "refused" | "given up" | the name of a difference | None for a finding, both answers)."""
        kith, jinja = self.answers(sample)
        if kith.broken:
            return None, kith, jinja
        if jinja.broken:
            return "given up", kith, jinja
        if kith.kind() == jinja.kind() and kith.output == jinja.output:
            return "same" if kith.kind() == "output" else "refused", kith, jinja
        meant = differences.intended(sample, kith, jinja)
        return meant and meant.__name__, kith, jinja

    def small(self, sample, kith, jinja):
        """The sample made small, while it goes wrong in the same way."""
        wanted = signature(kith, jinja)

        def fails(candidate):
            verdict, *answers = self.verdict(candidate)
            return verdict is None and signature(*answers) == wanted
        return shrink(sample, fails)


def signature(kith, jinja):
    """What kind of difference it is: who refuses, and in which words but those that quote the template."""
    kith_error = "".join((kith.error or "").split(": ", 1)[1:]).split('"')[::2]
    return kith.kind(), kith_error, jinja.kind(), (jinja.error or "").split(":")[0]


def compare_all(name, make, count, setting, pair):
    counts, findings, seen = Counter(), [], set()
    for number in range(count):
        sample = make(random.Random(f"{setting.arguments.seed} {name} {number}"))
        verdict, *answers = pair.verdict(sample)
        counts[verdict or "different"] += 1
        if verdict or len(findings) == SHOWN:
            continue
        small = pair.small(sample, *answers)
        if small.line() not in seen:
            seen.add(small.line())
            findings.append(shown(f"{name} {number}", small, *pair.answers(small)))
    summary = ", ".join(f"{count} {verdict}" for verdict, count in sorted(counts.items()))
    title = f"{name}: {summary}"
    if setting.arguments.verbose:
        print(title, flush=True)
    return [(title, Failed("\n\n".join(findings)) if findings else None)]


def shown(number, sample, kith, jinja):
    """A finding as an example of a specification, as far as it is one template without settings."""
    fence = "`" * 32
    settings = {key: value for key, value in json.loads(sample.line()).items()
                if value and key not in ("template", "context", "undefined")}
    expected = jinja.output if jinja.kind() == "output" else f"(an error: {jinja.error})"
    return (f"sample {number}{': ' + json.dumps(settings, ensure_ascii=False) if settings else ''}\n"
            f"{fence} example\n{sample.template}\n.\n{json.dumps(sample.context, ensure_ascii=False)}\n.\n{expected}\n{fence}\n"
            f"kith says {kith}")
