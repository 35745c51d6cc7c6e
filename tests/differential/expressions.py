"""Expressions, to a depth: literals, operators, filters, tests, methods, functions, subscripts.

Most of what is made fits together, so that it renders; some of it does not, since both engines have to refuse the
same. expression(kind) gives source text whose value is likely of that kind.
"""
import re
from dataclasses import replace

import contexts
from sample import Sample
from callables import FILTERS, GLOBALS, METHODS, NAMED_METHODS, TESTS, rows

FILTER_ROWS, TEST_ROWS, METHOD_ROWS, GLOBAL_ROWS = rows(FILTERS), rows(TESTS), rows(METHODS), rows(GLOBALS)
SCALARS = ["int", "float", "text", "bool", "none"]
KINDS = SCALARS + ["list", "numbers", "texts", "maps", "map", "markup"]
MEMBERS = {"number": ["int", "float"], "any": KINDS, "scalar": SCALARS}

# Names of the context by kind.
NAMES = {
    "int": ["i", "j"], "float": ["f", "g"], "text": ["s", "t"], "markup": ["h"], "bool": ["yes", "no"],
    "none": ["nothing"], "list": ["l", "ns", "ts", "ms", "deep"], "numbers": ["ns"], "texts": ["ts"], "maps": ["ms"],
    "map": ["m"],
}

WORDS = {
    "attribute": ["'a'", "'b'", "'name'", "'a.b'", "'missing'", "0", "'0'", "'name.0'"],
    "by": ["'key'", "'value'", "'keys'"],
    "method": ["'common'", "'ceil'", "'floor'", "'up'"],
    "width": ["0", "1", "2", "3", "4", "5", "9", "12", "20", "-1", "60"],
    "digits": ["0", "1", "2", "3", "5", "8", "-1", "-2"],
    "indent": ["0", "1", "2", "4", "'> '", "none"],
    "base": ["10", "16", "2", "8", "0", "36"],
    "fill": ["'-'", "'é'", "' '", "'ab'"],
    "key": ["'a'", "'b'", "'name'", "'zz'", "0", "none", "(1, 2)", "1.0", "true"],
    "none": ["none"],
    "sep": ["none", "none", "','", "' '", "'a'", "'\\n'", "s", "''"],
    "schemes": ["['tel:']", "('x-app://', 'me')", "[]", "['ftp:/', 'me@example.net:']"],
    "filterword": ["'upper'", "'select'", "'nothing'", "'odd'", "s"],
    "testword": ["'odd'", "'=='", "'in'", "'nothing'", "'upper'", "t"],
    "format": ["'%s'", "'%d|%5.2f'", "'%05d %-6s|'", "'%x %X %o'", "'%e %g'", "'%r'", "'%+d % d'", "'%%'", "'%c'",
               "'%10.3s|'",
               "'%#x %#o'", "'%(a)s %(b)r'", "'%*d'", "'%i %u'", "'%a'", "'%.0f %G'", "s"],
    "braces": ["'{}'", "'{} {}'", "'{0}-{1}-{0}'", "'{:>8}|'", "'{:05d}'", "'{:.2f}'", "'{:,}'", "'{!r}'", "'{a} {b}'",
               "'{0[0]}'", "'{:^9}|'", "'{:x}'", "'{:e}'", "'{:g}'", "'{:%}'", "'{:+}'", "'{{}}'", "'{:*<6}'", "'{:_}'",
               "'{:b} {:o} {:X} {:#x}'", "'{:s}'", "'{:n}'", "'{0.a}'", "'{!s:>5}'", "'{:{}}'", "'{:10.3}|'", "s"],
}
LITERALS = {
    "int": ["0", "1", "2", "3", "-1", "10", "1_000", "7", "0x1F", "0b101", "0o17", "12345", "0_0", "0XaB",
            "00"],
    "float": ["0.0", "1.5", "-2.5", "1e3", "2.5e-3", "0.1", "1_0.5", "1E10", "3.0"],
    "bool": ["true", "false", "True", "False"],
    "none": ["none", "None"],
}
# Texts that look like markup, a path, a number; and escapes.
TEXT_LITERALS = ["''", "'a'", "\"b\"", "','", "' '", "'-'", "'ab'", "'abc'", "'o'", "'\\n'", "'\\t'", "'\\x41'", "'\\u00e9'", "'\\\\'",
                 "\"it's\"", "'say \"hi\"'", "'äß'", "'Hello'", "'12'", "'1.5'", "'\\''", "'\\U0001F600'", "'%'", "'<i>'", "'&'", "'a' 'b'",
                 "'\\101\\7'", "'\\q'", "'line\\\nnext'"]
KEYS = ["'a'", "'b'", "'name'", "1", "none", "'Z'", "1.5", "true", "(1, 2)"]
SIMPLE_FILTERS = ["abs", "int", "string", "list", "length", "first", "d", "float"]
SIMPLE_TESTS = ["odd", "none", "eq 1", "in ns", "not odd", "not none"]
BINARY = ["+", "-", "*", "/", "//", "%", "**", "~", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or"]
ARITHMETIC = ["+", "-", "*", "/", "//", "%"]


class Expressions:
    def __init__(self, random, odd=0.03, markup=0.0):
        self.random = random
        self.odd = odd  # how often an operand is of any kind
        self.markup = markup  # how often a text is markup

    def choose(self, *makers):
        return self.random.choice(makers)()

    def chance(self, part):
        return self.random.random() < part

    # --- what stands at the end -----------------------------------------------------------------

    def literal(self, kind, depth=0):
        if kind in ("format", "braces") and self.chance(0.5):
            return repr("".join(getattr(self, kind)() for _ in range(self.random.randrange(1, 3))))
        if kind in WORDS and kind != "none":
            return self.random.choice(WORDS[kind])
        if kind in LITERALS:
            return self.random.choice(LITERALS[kind])
        if kind == "text":
            return self.random.choice(TEXT_LITERALS)
        if kind == "markup":
            made = self.random.choice(["'<b>'", "'a & b'", "'<p>x</p>'", "'www.example.org'", "h", "'<%s>&lt;'", "'<i>{}</i>'", "s"])
            return f"({made}|{self.random.choice(['safe', 'safe', 'e'])})" if self.markup else f"{made}|safe"
        if kind == "single":  # where chance has no choice
            return f"[{self.leaf(self.random.choice(SCALARS))}]"
        if kind == "fresh":  # one that can be changed: no data has it
            return self.random.choice(["[]", "[1, 2]", "[3, 1, 2]", "['b', 'a']", "[1, 'a', none]", "[[1], [0]]"])
        if kind in ("map", "freshmap"):
            keys = self.random.sample(KEYS, self.random.randrange(4))
            return "{" + ", ".join(f"{key}: {self.expression('any', depth - 1)}" for key in keys) + "}"
        return self.list_literal(kind, depth)

    def some(self, *choices):
        return "".join(self.random.choice(choice) for choice in choices)

    def format(self):
        """A place of `%`, of whatever Python knows."""
        return "%" + self.some(["", "", "(a)"], ["", "", "-", "0", "+", " ", "#", "-+", "0#"], ["", "", "5", "12", "*"],
                               ["", "", ".0", ".2", ".7", "."], "sdsdfgeGExXocriua%") + self.some(["", "|"])

    def braces(self):
        """A place of `format`."""
        return "{" + self.some(["", "", "0", "1", "a", "0.a", "0[a]"], ["", "", "", "!r", "!s", "!a"], ["", ":"],
                               ["", "", "<", ">", "^", "=", "*<", "é^", "0="], ["", "", "+", "-", " "], ["", "", "#"], ["", "", "0"],
                               ["", "4", "11"], ["", "", ",", "_"], ["", "", ".0", ".3"], ["", "", *"sdbcoxXeEfFgGn%"]) + "}" + self.some(["", "|"])

    def list_literal(self, kind, depth):
        of = {"numbers": "number", "texts": "text", "maps": "map"}.get(kind, "any")
        items = [self.expression(of, depth - 1) for _ in range(self.random.randrange(4))]
        if self.chance(0.2):
            return "(" + ", ".join(items) + ("," if len(items) == 1 else "") + ")"
        return "[" + ", ".join(items) + "]"

    def leaf(self, kind, depth=0):
        if kind in NAMES and self.chance(0.5) and not (kind == "markup" and self.markup):
            return self.random.choice(NAMES[kind])
        return self.literal(kind, depth)

    # --- expressions ----------------------------------------------------------------------------

    def expression(self, kind, depth):
        if kind in ("fresh", "freshmap", "single"):
            return self.literal(kind, depth)
        if kind in WORDS and kind != "none" and not self.chance(self.odd):
            return self.literal(kind)
        if kind in WORDS or self.chance(self.odd):
            kind = "any"
        if kind in MEMBERS:
            kind = self.random.choice(MEMBERS[kind])
        if kind == "text" and self.chance(self.markup):
            kind = "markup"
        if depth <= 0:
            return "missing" if self.chance(0.01) else self.leaf(kind)
        makers = {
            "int": self.number, "float": self.number, "number": self.number, "text": self.text, "markup": self.text,
            "bool": self.truth, "list": self.list, "numbers": self.list, "texts": self.list, "maps": self.list,
            "map": self.map,
        }
        if kind not in makers or self.chance(0.15):
            return self.leaf(kind, depth)
        if self.chance(0.12):
            return self.anything(kind, depth)
        return makers[kind](kind, depth)

    def number(self, kind, depth):
        return self.choose(
            lambda: self.binary(self.random.choice(ARITHMETIC), "number", "number", depth),
            lambda: self.binary(self.random.choice(ARITHMETIC), "int", "int", depth),
            lambda: f"{self.operand('number', depth)} ** {self.random.choice(['0', '1', '2', '3', '-1', '0.5', 'j'])}",
            lambda: f"{self.random.choice('-+')}{self.operand('number', depth)}",
            lambda: self.filtered(["number", "int", "float"], depth),
            lambda: self.method(["int"], depth))

    def text(self, kind, depth):
        return self.choose(
            lambda: self.filtered(["text"], depth), lambda: self.filtered(["text"], depth),
            lambda: self.method(["text"], depth), lambda: self.method(["text"], depth),
            lambda: self.binary("~", "any", "any", depth),
            lambda: self.binary("+", "text", "text", depth),
            lambda: self.binary("*", "text", "int", depth),
            lambda: f"{self.operand('format', depth)} % {self.operand('any', depth)}",
            lambda: self.subscript("text", depth))

    def truth(self, kind, depth):
        return self.choose(
            lambda: self.comparison(depth), lambda: self.comparison(depth),
            lambda: self.test(depth), lambda: self.test(depth),
            lambda: f"not {self.operand('any', depth)}",
            lambda: self.binary(self.random.choice(["and", "or"]), "any", "any", depth),
            lambda: self.binary(self.random.choice(["in", "not in"]), "any", "list", depth),
            lambda: self.binary(self.random.choice(["in", "not in"]), "text", "text", depth),
            lambda: self.method(["bool"], depth))

    def list(self, kind, depth):
        return self.choose(
            lambda: self.literal(kind, depth),
            lambda: self.filtered(["list", "texts", "maps"], depth),
            lambda: self.filtered(["list", "texts", "maps"], depth),
            lambda: self.method(["list", "texts"], depth),
            lambda: self.binary("+", kind, kind, depth),
            lambda: self.binary("*", kind, "int", depth),
            lambda: self.subscript(kind, depth),
            lambda: f"{self.call(self.random.choice([row for row in GLOBAL_ROWS if row.name == 'range']), depth)}|list")

    def map(self, kind, depth):
        return self.choose(
            lambda: self.literal(kind, depth), lambda: self.method(["map"], depth),
            lambda: f"dict({self.operand('map', depth)})",
            lambda: f"dict(a={self.expression('any', depth - 1)}, b={self.expression('any', depth - 1)})")

    def anything(self, kind, depth):
        return self.choose(
            lambda: f"({self.expression(kind, depth - 1)} if {self.expression('bool', depth - 1)}"
                    f" else {self.expression(kind, depth - 1)})",
            lambda: f"({self.expression(kind, depth - 1)} if {self.expression('bool', depth - 1)})",
            lambda: self.chain(kind), lambda: self.object(depth),
            lambda: self.filtered(None, depth), lambda: self.method(None, depth),
            lambda: self.subscript("any", depth),
            lambda: self.binary(self.random.choice(["and", "or"]), kind, kind, depth),
            lambda: self.binary(self.random.choice(BINARY), "any", "any", depth))

    def chain(self, kind):
        """Filters and signs without parentheses, for what binds how tight."""
        made = self.leaf(kind)
        for _ in range(self.random.randrange(1, 4)):
            made = self.choose(
                lambda made=made: f"{made}|{self.random.choice(SIMPLE_FILTERS)}",
                lambda made=made: f"{self.random.choice(['-', '+', 'not ', '- '])}{made}",
                lambda made=made: f"{made} {self.random.choice(BINARY)} {self.leaf(self.random.choice(['int', kind]))}",
                lambda made=made: f"{made} is {self.random.choice(SIMPLE_TESTS)}",
                lambda made=made: f"{made} if {self.leaf('bool')} else {self.leaf(kind)}",
                lambda made=made: f"{made}[{self.random.choice(['0', '-1', '1:'])}]")
        return f"({made})"

    def object(self, depth):
        """What the functions make that every template has."""
        numbers = self.call(next(row for row in GLOBAL_ROWS if row.name == "range"), depth)
        return self.choose(
            lambda: f"namespace(a={self.expression('any', depth - 1)}).{self.random.choice(['a', 'b'])}",
            lambda: f"cycler({self.expression('any', depth - 1)}, {self.leaf('int')})"
                    f".{self.random.choice(['next()', 'current', 'reset()'])}",
            lambda: f"joiner({self.random.choice(['', self.leaf('text')])})()",
            lambda: f"lipsum(n={self.random.randrange(4)}, html={self.leaf('bool')}, min=3, max=5)"
                    ".split('\\n')|length",
            lambda: f"({numbers}){self.random.choice(['', '|list', '|length', '[1]', '|sum', '|reverse'])}",
            lambda: f"{self.leaf('int')} in {numbers}")

    # --- parts ----------------------------------------------------------------------------------

    def operand(self, kind, depth):
        """In parentheses, mostly: what binds how tight is to be seen as well."""
        made = self.expression(kind, depth - 1)
        if made.isidentifier() or made.isdigit() or self.chance(0.25):
            return made
        return f"({made})"

    def target(self, kind, depth):
        """What a dot or bracket can follow."""
        made = self.expression(kind, depth - 1)
        return made if made.isidentifier() or re.fullmatch(r"'[^']*'", made) else f"({made})"

    def binary(self, operator, left, right, depth):
        return f"{self.operand(left, depth)} {operator} {self.operand(right, depth)}"

    def comparison(self, depth):
        kind = self.random.choice(["number", "text", "list", "any", "number"])
        made = self.operand(kind, depth)
        for _ in range(1 if self.chance(0.8) else 2):
            made += f" {self.random.choice(['==', '!=', '<', '<=', '>', '>='])} {self.operand(kind, depth)}"
        return made

    def filtered(self, results, depth):
        row = self.random.choice([row for row in FILTER_ROWS if not results or row.result in results])
        return f"{self.operand(row.kind, depth)}|{row.name}{self.arguments(row, depth, bare=True)}"

    def test(self, depth):
        row = self.random.choice([row for row in TEST_ROWS if row.name.isidentifier()])
        no = "not " if self.chance(0.2) else ""
        arguments = self.arguments(row, depth, bare=True, named=False)
        return f"{self.operand(row.kind, depth)} is {no}{row.name}{arguments}"

    def method(self, results, depth):
        row = self.random.choice([row for row in METHOD_ROWS if not results or row.result in results])
        arguments = self.arguments(row, depth, named=row.name in NAMED_METHODS)
        view = "|list" if row.name in ("keys", "values", "items") else ""
        return f"{self.target(row.kind, depth)}.{row.name}{arguments}{view}"

    def call(self, row, depth):
        return f"{row.name}{self.arguments(row, depth, named=False)}"

    def arguments(self, row, depth, bare=False, named=True):
        """Some of what the row can take, by place and, behind that, by name; rarely too many."""
        made, by_name = [], False
        for parameter in row.parameters:
            name, _, kind = parameter.rpartition(":")
            if kind.startswith("*"):
                made += [self.expression(kind.strip("*"), depth - 1) for _ in range(self.random.randrange(3))]
            elif kind == "+filtername":
                made.append(self.map_arguments(depth))
            elif kind.rstrip("?") == "testname":
                if self.chance(0.7):
                    made.append(self.test_arguments(depth))
            elif kind.endswith("?") and self.chance(0.55):
                by_name = named and bool(name)
                if not named:
                    break
            else:
                value = self.expression(kind.rstrip("?"), depth - 1)
                by_name = by_name or (named and name and self.chance(0.15))
                made.append(f"{name}={value}" if by_name else value)
        if self.chance(0.01):
            made.append(self.leaf("int"))
        if made and self.chance(0.03):
            made = self.spread(made)
        return f"({', '.join(made)})" if made or not bare else ""

    @staticmethod
    def spread(arguments):
        """The same arguments as *list and **map."""
        placed = [each for each in arguments if not re.match(r"\w+=[^=]", each)]
        named = [each.partition("=") for each in arguments if each not in placed]
        made = [f"*[{', '.join(placed)}]"] if placed else []
        return made + (["**{" + ", ".join(f"'{name}': {value}" for name, _, value in named) + "}"] if named else [])

    def map_arguments(self, depth):
        if self.chance(0.4):
            default = f", default={self.leaf('text')}" if self.chance(0.4) else ""
            return f"attribute={self.literal('attribute')}{default}"
        row = self.random.choice([row for row in FILTER_ROWS if row.kind != "single"])
        arguments = self.arguments(row, depth - 1).strip()[1:-1]
        return f"'{row.name}'" + (f", {arguments}" if arguments else "")

    def test_arguments(self, depth):
        row = self.random.choice(TEST_ROWS)
        arguments = self.arguments(row, depth - 1, named=False)[1:-1]
        return f"'{row.name}'" + (f", {arguments}" if arguments else "")

    def subscript(self, kind, depth):
        target = self.target(self.random.choice(["list", "map", "text", kind]), depth)
        index = ["0", "1", "-1", "j", "'a'", "'name'", "i", "7", "1, 2", "none"]
        slices = ["1:", ":2", "::2", "::-1", "-2:", ":-1", "1:3", "3:0:-1", ":", "::0", "j:", "none:1", "-9:9", "1::2"]
        return self.choose(
            lambda: f"{target}[{self.random.choice(index)}]",
            lambda: f"{target}[{self.random.choice(slices)}]",
            lambda: f"{target}.{self.random.choice(['a', 'b', 'name', '0', 'missing'])}",
            lambda: f"{target}[{self.expression('int', depth - 1)}]")


# --- groups --------------------------------------------------------------------------------------

def sample_of(random, source):
    return Sample("{{ " + source + " }}", contexts.context(random), autoescape=random.random() < 0.3)


def group(make):
    def sample(random):
        return sample_of(random, make(Expressions(random), random.randrange(1, 5)))
    return sample


def printing(random):
    """Values as they are printed, alone and within lists."""
    depth = random.randrange(3)
    return sample_of(random, Expressions(random, odd=0).literal(random.choice(KINDS), depth))


def markup(random):
    """What stays markup, and what is escaped, where half of all texts are markup."""
    made, depth = Expressions(random, markup=0.5), random.randrange(1, 4)
    source = made.choose(
        lambda: made.text("text", depth), lambda: made.filtered(None, depth), lambda: made.method(None, depth),
        lambda: made.binary(random.choice(["+", "~", "%", "*", "==", "<", "in"]), "text", random.choice(["text", "any"]), depth),
        lambda: made.subscript("text", depth))
    return replace(sample_of(random, random.choice(["({})", "[{}]", "'&' ~ ({})", "({}) is escaped"]).format(source)), autoescape=True)


GROUPS = {
    "literals and printing": printing,
    "operators": group(lambda e, depth: e.choose(lambda: e.number("number", depth), lambda: e.truth("bool", depth),
                                                 lambda: e.binary(e.random.choice(BINARY), "any", "any", depth))),
    "filters": group(lambda e, depth: e.filtered(None, depth)),
    "tests": group(lambda e, depth: e.test(depth)),
    "methods": group(lambda e, depth: e.method(None, depth)),
    "markup": markup,
    "subscripts": group(lambda e, depth: e.subscript("any", depth)),
    "expressions": group(lambda e, depth: e.expression("any", 4)),
}
