"""Statements: templates of all tags, nested, over several files.

A Body makes the inside of a template or tag. It knows what may stand there: `loop` and `break` within a loop,
`caller` within a macro, blocks where they have a name of their own. Values are simple on purpose, so that most of
what is made renders: what is to be seen is which name means what where, and which text comes out in which order.
"""
from dataclasses import replace

import contexts
from expressions import Expressions
from sample import Sample

NAMES = ["x", "y", "z", "i", "s"]  # the last two are in the context as well
TEXTS = ["a", "b ", " c", "\n", "  ", "\n  ", "<p>", "&amp;", "\t", "é\n", "{ ", "}", "1\n\n2"]
BLOCKS = ["b0", "b1", "b2", "b3", "b4"]
NAMESPACE = "{% set space = namespace(a=1, b='', l=[], m={}) %}"
FILTERS = ["upper", "trim", "replace('a', 'é')", "escape", "safe", "string", "title", "default('d')", "indent(2)"]


class Body:
    def __init__(self, random, depth, **place):
        self.random = random
        self.depth = depth
        self.place = {"loop": None, "macro": False, "silent": False, "files": [], "macros": [], "blocks": None, "calls": [],
                      "captured": False, "callers": 0.5} | place

    def inner(self, **place):
        return Body(self.random, self.depth - 1, **(self.place | place))

    def chance(self, part):
        return self.random.random() < part

    def pick(self, items):
        return self.random.choice(items)

    # --- values ---------------------------------------------------------------------------------

    def value(self):
        simple = [
            lambda: self.pick(NAMES), lambda: self.pick(NAMES), lambda: str(self.random.randrange(5)),
            lambda: self.pick(["'t'", "'<b>'", "\"q\"", "none", "true", "['a', 'b']", "'<i>'|safe"]),
            lambda: f"{self.pick(NAMES)} ~ {self.pick(NAMES)}", lambda: f"{self.pick(NAMES)}|default('-')",
            lambda: f"{self.pick(NAMES)} is defined", lambda: f"({self.pick(NAMES)} if {self.truth()})",
            lambda: f"space.{self.pick('abclm')}",
        ]
        if self.place["loop"]:
            simple += [lambda: self.loop_value()] * 3
        if self.place["macro"]:
            simple += [lambda: self.pick(["caller is defined", "varargs", "kwargs", "p", "q"])]
        if self.place["macros"]:
            simple += [lambda: self.call()] * 2
        if self.place["calls"]:
            simple += [lambda: self.pick(self.place["calls"]) + self.pick(["()", "()", "()", " is defined"])]
        if self.chance(0.02):
            return Expressions(self.random, odd=0.02).expression("any", 2)
        return self.pick(simple)()

    def loop_value(self):
        return self.pick([
            "loop.index", "loop.index0", "loop.revindex", "loop.revindex0", "loop.first", "loop.last", "loop.length",
            "loop.depth", "loop.depth0", "loop.previtem", "loop.nextitem", "loop.cycle('o', 'e', 3)",
            f"loop.changed({self.pick(NAMES)})", "loop.previtem is defined", "loop.nextitem is defined", "loop",
            "loop|length", "loop['index']"])

    def truth(self):
        return self.pick([
            "yes", "no", "true", "false", f"{self.pick(NAMES)} is defined", f"{self.pick(NAMES)}", f"not {self.pick(NAMES)}",
            f"{self.pick(NAMES)} == {self.random.randrange(3)}", f"{self.pick(NAMES)} is string"])

    def items(self):
        return self.pick([
            "[1, 2, 3]", "'abc'", "range(3)", "[]", "ts", "[3, 1]", "m", "[x, y]", "1, 2", "['<', '&']", "range(2, 5)|list",
            "[1, 1, 2]", "(x,)", "ms|map(attribute='a')", "missing"])

    def pairs(self):
        return self.pick(["[(1, 2), (3, 4)]", "m.items()", "m|dictsort", "[['a', 'b']]", "[(1, [2, 3])]", "[]"])

    def call(self):
        """The call of a macro; most have the arguments that it takes."""
        name, parameters = self.pick(self.place["macros"])
        if self.chance(0.05):
            return f"{name}({self.pick(['1, 2, 3', 'q=1', 'r=2', '*[1, 2]', '1, p=2'])})"
        made, by_name = [], False
        for parameter in parameters:
            if self.chance(0.3):
                by_name = True
            elif by_name or self.chance(0.2):
                by_name = True
                made.append(f"{parameter}={self.argument()}")
            else:
                made.append(self.argument())
        if made and not by_name and self.chance(0.1):
            made = [f"*[{', '.join(made)}]"]
        return f"{name}({', '.join(made)})"

    def argument(self):
        return self.pick(["1", "x", "'<'", "i", "'&amp;'|safe", "[1, 2]", "missing"])

    # --- statements -----------------------------------------------------------------------------

    def tag(self, inside):
        """A tag, sometimes with signs; rarely over lines."""
        left, right = self.pick(["", "", "", "", "-", "+"]), self.pick(["", "", "", "", "-", "+"])
        return f"{{%{left} {inside} {right}%}}"

    def body(self, most=4):
        if self.depth <= 0:
            return self.text() + self.output()
        return "".join(self.statement() for _ in range(self.random.randrange(1, most + 1)))

    def statement(self):
        simple = [self.text, self.text, self.output, self.output, self.output, self.set, self.set, self.comment, self.print]
        nested = [self.if_, self.if_, self.for_, self.for_, self.with_, self.set_block, self.filter, self.macro, self.call_block,
                  self.autoescape, self.raw, self.namespace, self.do]
        if self.place["silent"]:
            nested = [self.if_, self.if_, self.set_block, self.macro, self.namespace, self.do]
        if self.place["loop"]:
            simple += [self.leave]
        if self.place["files"]:
            nested += [self.import_, self.from_]
            nested += [] if self.place["silent"] else [self.include]
        if self.place["blocks"] is not None and self.depth > 1:
            nested += [self.block]
        return self.pick(nested if self.depth > 0 and self.chance(0.55) else simple)()

    def text(self):
        return self.pick(TEXTS)

    def output(self):
        left, right = self.pick(["", "", "", "-"]), self.pick(["", "", "", "-"])
        return f"{{{{{left} {self.value()} {right}}}}}"

    def print(self):
        return self.tag("print " + ", ".join(self.value() for _ in range(self.random.randrange(1, 3))))

    def comment(self):
        return self.pick(["{# c #}", "{#- c #}", "{# c -#}", "{#+ {{ x }} +#}", "{# {% if %} #}", "{##}"])

    def raw(self):
        return self.tag("raw").replace("+%}", "%}") + self.pick(["{{ x }}", " {% if %} ", "{# #}\n", "}}"]) + self.tag("endraw")

    def namespace(self):
        return self.tag("set space." + self.pick("abc") + " = " + self.value())

    def do(self):
        key, value = self.pick(["'a'", "'b'", "x", "i"]), self.value()
        return self.tag("do space." + self.pick([
            f"l.append({value})", f"l.append({value})", f"l.insert(0, {value})", f"l.extend([{value}, 1])", "l.pop()", "l.clear()",
            "l.reverse()", f"m.update({{{key}: {value}}})", f"m.update(k={value})", f"m.setdefault({key}, {value})",
            f"m.pop({key}, none)", "m.clear()"]))

    def set(self):
        if self.chance(0.2):
            return self.tag(f"set {', '.join(self.random.sample(NAMES, 2))} = {self.value()}, {self.value()}")
        return self.tag(f"set {self.pick(NAMES)} = {self.value()}")

    def set_block(self):
        filters = "".join(" | " + self.pick(FILTERS) for _ in range(self.random.randrange(3)))
        name = self.pick(NAMES + ["space.a"])
        return self.tag(f"set {name}{filters}") + self.inner(silent=False, captured=True).body() + self.tag("endset")

    def if_(self):
        make = self.inner()
        made = self.tag(f"if {self.truth()}") + make.body()
        for _ in range(self.pick([0, 0, 0, 1, 2])):
            made += self.tag(f"elif {self.truth()}") + make.body()
        if self.chance(0.5):
            made += self.tag("else") + make.body()
        return made + self.tag("endif")

    def for_(self):
        over, target = self.items(), self.pick(NAMES)
        if self.chance(0.2):
            over, target = self.pairs(), self.pick(["x, y", "(x, z)", "y, s"])
        test = f" if ({self.truth()})" if self.chance(0.3) else ""  # `x is string recursive` would be an argument
        recursive = self.chance(0.15)
        inside = self.inner(loop="recursive" if recursive else "plain", captured=recursive or self.place["captured"])
        made = self.tag(f"for {target} in {over}{test}{' recursive' * recursive}") + inside.body()
        if recursive and "," not in target:
            made += f"{{% if loop.depth < 3 and {target} is string %}}({{{{ loop({self.pick(['[1]', 'ts', '[]', '[x, 2]'])}) }}}}){{% endif %}}"
        if self.chance(0.3):
            made += self.tag("else") + self.inner(captured=inside.place["captured"]).body()
        return made + self.tag("endfor")

    def leave(self):
        return self.tag(f"if {self.truth()}") + self.tag(self.pick(["break", "continue"])) + self.tag("endif")

    def with_(self):
        names = self.random.sample(NAMES, self.random.randrange(3))
        values = ", ".join(f"{name} = {self.value()}" for name in names)
        return self.tag(f"with {values}") + self.inner().body() + self.tag("endwith")

    def filter(self):
        return self.tag("filter " + " | ".join(self.pick(FILTERS) for _ in range(self.random.randrange(1, 3)))) + \
            self.inner(captured=True).body() + self.tag("endfilter")

    def autoescape(self):
        return self.tag(f"autoescape {self.pick(['true', 'false'])}") + self.inner().body() + self.tag("endautoescape")

    def macro(self):
        name = f"m{self.random.randrange(3)}"
        parameters = self.pick(["", "p", "p, q=1", "p=x, q=p", "q=y", "p, q=q", "x"] + ["p=2, caller=none"] * (not self.place["macro"]))
        # Within a macro no macro is called: they would call each other for ever.
        inside = self.inner(macro=True, loop=None, macros=[], silent=False, blocks=None, files=[], calls=[])
        made = self.tag(f"macro {name}({parameters})") + inside.body()
        if self.chance(self.place["callers"]):
            made += "{% if caller is defined and caller %}<{{ caller(" + self.pick(["", "1", "x", "'<'"]) + ") }}>{% endif %}"
        made += self.pick(["", "", "{{ varargs }}", "{{ kwargs }}"]) + self.tag("endmacro")
        names = [each.split("=")[0] for each in parameters.replace(", caller=none", "").split(", ") if each]
        self.defined = name, names
        if self.place["silent"]:
            return made
        return made + "{{ " + Body(self.random, 1, macros=[self.defined]).call() + " }}" + \
            self.pick(["", "", f"{{{{ {name} }}}}", f"{{{{ {name}.arguments }}}}{{{{ {name}.caller }}}}"])

    def call_block(self):
        if not self.place["macros"]:
            return self.output()
        arguments = self.pick(["(p)", "(p=1)", "(p, q=2)", "(x=1)", "(x, y=x)", ""])
        inside = self.inner(loop=None, macros=[], macro=False, captured=True)
        return self.tag(f"call{arguments} {self.call()}") + inside.body() + self.tag("endcall")

    # --- other templates ------------------------------------------------------------------------

    def context(self):
        return self.pick(["", "", " with context", " without context"])

    def include(self):
        name = self.pick(self.place["files"])
        source = self.pick([f"'{name}'", f"'{name}'", f"['none', '{name}']", f"'{name[:2]}' ~ '{name[2:]}'", "'none' ignore missing",
                            f"'{name}' ignore missing", f"('{name}' if {self.truth()} else '{name}')"])
        # What is included without context, Jinja 3.1.2 writes before what captures it.
        return self.tag(f"include {source}{'' if self.place['captured'] else self.context()}")

    def import_(self):
        made = self.tag(f"import '{self.pick(self.place['files'])}' as lib{self.context()}")
        if self.place["silent"]:
            return made
        return made + self.pick(["{{ lib.x }}", "{{ lib.space }}", "{{ lib }}", "{% if lib.m0 %}{{ lib.m0() }}{% endif %}", "{{ lib._h }}"])

    def from_(self):
        names = self.pick(["x", "m0", "m0 as m1", "x as y, m1", "y as _h, z", "x, y,"[:-1]])
        return self.tag(f"from '{self.pick(self.place['files'])}' import {names}{self.context()}")

    def block(self):
        taken = self.place["blocks"]
        names = [name for name in BLOCKS if name not in taken]
        if not names:
            return self.text()
        taken.append(names[0])
        required = self.chance(0.04)
        # Blocks that call each other by self would do so for ever.
        inside = self.inner(loop=None, macro=False, silent=False, captured=False, macros=[], calls=["super", "super.super"] * self.chance(0.5))
        made = " \n{# nothing #}" if required else inside.body()
        options = " scoped" * self.chance(0.4) + " required" * required
        made = self.tag(f"block {names[0]}{options}") + made + self.tag("endblock" + f" {names[0]}" * self.chance(0.2))
        if not self.place["silent"] and self.chance(0.2):
            made += f"{{{{ self.{names[0]}() }}}}"
        return made


# --- groups --------------------------------------------------------------------------------------

def context(random):
    return contexts.context(random) | {"i": random.randrange(4), "s": random.choice(["", "a", "<&>", "b c"]),
                                       "m": {"k": 1, "a": "<"}, "ts": ["p", "q"]}


def sample(random, source, templates=None, **settings):
    return Sample(source, context(random), templates or {}, autoescape=random.random() < 0.4, trim_blocks=random.random() < 0.3,
                  lstrip_blocks=random.random() < 0.3, keep_trailing_newline=random.random() < 0.3, **settings)


def whole(random, depth, **place):
    """What a file holds: a namespace of its own, mostly, and a body."""
    return NAMESPACE * (random.random() < 0.8) + Body(random, depth, **place).body(5)


def statements(random):
    return sample(random, NAMESPACE + Body(random, random.randrange(1, 4), blocks=[]).body(6))


def macros(random):
    made, names = "", []
    for _ in range(random.randrange(1, 4)):
        body = Body(random, random.randrange(1, 3), callers=0.9)
        made += body.macro()
        names = [each for each in names if each[0] != body.defined[0]] + [body.defined]
    used = Body(random, 3, macros=names)
    makers = [used.output, used.call_block, used.call_block, used.for_, used.set]
    return sample(random, NAMESPACE + made + "".join(used.pick(makers)() for _ in range(random.randrange(1, 5))))


def library(random, files=()):
    made = "".join(Body(random, 2, files=list(files)).macro() for _ in range(random.randrange(3)))
    return whole(random, 1, files=list(files)) + made + random.choice(["", "{% set x = 'lib' %}", "{% set _h = 1 %}"])


def modules(random):
    """Includes and imports; a file uses only those that are made before it, so that none uses itself."""
    templates = {}
    for name in ["one", "two.html", "d/three"][:random.randrange(1, 4)]:
        templates[name] = library(random, templates)
    return sample(random, whole(random, random.randrange(1, 4), files=list(templates)), templates)


def inheritance(random):
    """From two to four files that extend each other, and what they include."""
    templates = {"part": library(random)}
    templates["base"] = whole(random, 3, blocks=[], files=["part"])
    above = "base"
    for name in ["mid", "low"][:random.randrange(3)]:
        templates[name] = child(random, above)
        above = name
    return sample(random, child(random, above), templates)


def child(random, parent):
    name = random.choice([f"'{parent}'", f"'{parent}'", f"'{parent}'", f"'{parent[0]}' ~ '{parent[1:]}'", f"'{parent}' if yes else 'none'"])
    extends = "{% extends " + name + " %}"
    if random.random() < 0.15:
        extends = "{% if " + random.choice(["yes", "no", "x is defined"]) + " %}" + extends + "{% endif %}"
    before = Body(random, 0).body() if random.random() < 0.2 else ""
    taken = [block for block in BLOCKS if random.random() < 0.4]
    made = [Body(random, 2, silent=True, blocks=taken, files=["part"]) for _ in range(random.randrange(1, 5))]
    return NAMESPACE + before + extends + "".join(each.pick([each.block, each.block, each.block, each.set, each.if_, each.macro, each.text,
                                                              each.import_, each.from_, each.output])() for each in made)


# --- white space ---------------------------------------------------------------------------------

MARKS = ["{{ x }}", "{{- x }}", "{{ x -}}", "{% if x %}", "{%- if x %}", "{% if x -%}", "{%+ if x +%}", "{% endif %}", "{%- endif -%}",
         "{% endif +%}", "{# c #}", "{#- c -#}", "{#+ c +#}", "{# -#}", "{% set y = 1 %}", "{{ '}}' }}", "{{ '\n' }}",
         "{% set q -%} z {%- endset %}"]
BETWEEN = ["a", "  ", "\n", "\t", "b ", "\n\n", " \n", "é", "\u00a0", "\r\n", "\r", "{", "}", "#}", "%}", "{ {", "x\x0b", "\x0c", "\x1f"]
RAW = ["{% raw %}", "{%- raw -%}", "{% raw -%}", "{%+ raw %}"]
END_RAW = ["{% endraw %}", "{%- endraw +%}", "{% endraw -%}", "{%- endraw %}"]
LINES = ["\n@ if x", "\n  @if x:\n", "\n@ endif", "\n\t@endif\n\n\n ", "@", "@ endif", "\n@- if x \n", "\n@+ endif", "\n@ set z = [1,\n 2]\n",
         "\n@ for i in [1, 2]:  \n  \n", "@ endfor", "\n@ endfor", "\n @ set z\n", "\n@endset"]
COMMENTS = ["@", " @ comment", "@- c\n", "  @ c {{ x }}\n", "\n@c", "\n  @ {% if", "a@"]
PREFIXES = ["#", "%", "##", "//", "--", "$"]


def white_space(random):
    """Marks, signs and settings. Tags that are still open in the end are closed, mostly."""
    settings = {}
    pieces = MARKS + BETWEEN
    for setting, lines in (("line_statement_prefix", LINES), ("line_comment_prefix", COMMENTS)):
        prefix = random.choice(PREFIXES)
        if random.random() < 0.4 and prefix not in settings.values():
            settings[setting] = prefix
            pieces = pieces + [line.replace("@", prefix) for line in lines] * 2
    made, opened = "", []
    for _ in range(random.randrange(1, 12)):
        piece = random.choice(pieces)
        for word in ("if", "for", "set z\n"):
            if f" {word}" in piece and "end" not in piece:
                opened.append(f"{{% end{word.split()[0]} %}}")
        if "end" in piece and opened:
            opened.pop()
        made += piece
        if random.random() < 0.1:
            made += random.choice(RAW) + random.choice(pieces) + random.choice(END_RAW)
    made += "".join(reversed(opened)) + random.choice(["", "\n", "\n\n"])
    return replace(sample(random, made, **settings), context={"x": "X"}, trim_blocks=random.random() < 0.5,
                   lstrip_blocks=random.random() < 0.5, keep_trailing_newline=random.random() < 0.5)


GROUPS = {"white space": white_space, "statements": statements, "macros": macros, "modules": modules, "inheritance": inheritance}
