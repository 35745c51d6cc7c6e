"""Prints what Jinja has built in, as JSON: {"filters": {name: [parameters] or null}, "tests": ..., "globals": ...}.

Parameters are those behind the value that a filter or test is applied to; null where Python does not tell them, or
where it takes any.
"""
import inspect
import json

from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_NAMESPACE, DEFAULT_TESTS

PASSED = {"environment", "env", "context", "eval_ctx"}


def parameters(function, skipped):
    try:
        found = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return None
    if any(each.kind in (each.VAR_POSITIONAL, each.VAR_KEYWORD, each.POSITIONAL_ONLY) for each in found):
        return None
    return [each.name for each in found if each.name not in PASSED][skipped:]


print(json.dumps({
    "filters": {name: parameters(function, 1) for name, function in DEFAULT_FILTERS.items()},
    "tests": {name: parameters(function, 1) for name, function in DEFAULT_TESTS.items()},
    "globals": {name: None if inspect.isclass(function) else parameters(function, 0)
                for name, function in DEFAULT_NAMESPACE.items()},
}))
