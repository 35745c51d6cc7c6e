"""Prints what Jinja has built in, as JSON: {"filters": {name: [parameters] or null}, "tests": ..., "globals": ...},
and names alone: {"methods": {"METHOD_TEXT": [...], ...}, "tags": [...], "loop": [...]}.

Parameters are those behind the value that a filter or test is applied to; null where Python does not tell them, or
where it takes any.
"""
import inspect
import json

from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE, DEFAULT_TESTS
from jinja2.ext import ExprStmtExtension, LoopControlExtension
from jinja2.parser import _statement_keywords
from jinja2.runtime import LoopContext

PASSED = {"environment", "env", "context", "eval_ctx"}


def parameters(function, skipped):
    try:
        found = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    if any(each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD, each.POSITIONAL_ONLY) for each in found):
        return None
    return [each.name for each in found if each.name not in PASSED][skipped:]


def public(kind):
    return [name for name in dir(kind) if not name.startswith("_")]


print(json.dumps({
    "filters": {name: parameters(function, 1) for name, function in DEFAULT_FILTERS.items()},
    "tests": {name: parameters(function, 1) for name, function in DEFAULT_TESTS.items()},
    "globals": {name: None if inspect.isclass(function) else parameters(function, 0)
                for name, function in DEFAULT_NAMESPACE.items()},
    "methods": {"METHOD_TEXT": public(str), "METHOD_LIST": public(list), "METHOD_DICT": public(dict)},
    # Jinja's parser knows two more by name, its lexer one.
    "tags": sorted({*_statement_keywords, "call", "filter", "raw", *ExprStmtExtension.tags, *LoopControlExtension.tags}),
    "loop": public(LoopContext),
}))
