"""Renders samples with Jinja, a line of JSON each, as `kith theme render --batch` does.

One that takes longer than SECONDS of processor time ends the process (nothing else stops 9 ** 9 ** 9); whoever
asks then starts it again and goes on behind that sample.
"""
import json
import resource
import signal
import sys
from importlib.metadata import version

from jinja2 import DictLoader, Environment, nodes
from jinja2.compiler import CodeGenerator
from jinja2.filters import FILTERS

MARKUPSAFE = int(version("markupsafe").partition(".")[0])
SECONDS = 2
MEMORY = 512 << 20
OUTPUT = 1 << 20

# Intended difference, made here because no later comparison could tell it from others: what is a generator in
# Jinja, printed as an address, without a length, empty the second time, is a list in kith.
LAZY = ["batch", "items", "map", "reject", "rejectattr", "select", "selectattr", "slice", "unique"]


def listing(function):
    def eager(*arguments, **named):
        return list(function(*arguments, **named))
    eager.__dict__.update(function.__dict__)  # Jinja's marks: what the filter wants to be passed
    return eager


def reverse(value):
    turned = FILTERS["reverse"](value)
    return turned if isinstance(turned, str) else list(turned)


class Generator(CodeGenerator):
    """Constants are worked out when the template runs, like all else.

    Jinja works them out when it compiles, and in places by other rules than it has at run time: markup that is joined to
    a text is lost, a map can be sliced. kith has one set of rules.
    """

    def _output_child_to_const(self, node, frame, finalize):
        if not isinstance(node, (nodes.Const, nodes.TemplateData)):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class PeerEnvironment(Environment):
    code_generator_class = Generator


def environment(sample):
    made = PeerEnvironment(
        extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], optimized=False, autoescape=sample["autoescape"],
        trim_blocks=sample["trim_blocks"], lstrip_blocks=sample["lstrip_blocks"],
        keep_trailing_newline=sample["keep_trailing_newline"],
        line_statement_prefix=sample["line_statement_prefix"] or None,
        line_comment_prefix=sample["line_comment_prefix"] or None, loader=DictLoader(sample["templates"]), cache_size=8)
    for name in LAZY:
        made.filters[name] = EAGER[name]
    made.filters["reverse"] = reverse
    return made


EAGER = {name: listing(FILTERS[name]) for name in LAZY}


def answer(sample):
    try:
        output = environment(sample).from_string(sample["template"]).render(sample["context"])
    except MemoryError:
        return {"error": "out of memory", "broken": True}
    except Exception as error:  # whatever Jinja or Python say, it is a refusal
        return {"error": f"{type(error).__name__}: {error}"[:500]}
    if len(output) > OUTPUT:
        return {"error": "a very long output", "broken": True}
    return {"output": output}


def main():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for line in sys.stdin:
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        result = answer(json.loads(line))
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps(result | {"markupsafe": MARKUPSAFE}), flush=True)


main()
