"""Makes a failing sample small: takes away what it fails without, until nothing more can go."""
import re
from dataclasses import replace

TOKEN = re.compile(
    r"\{%[-+]?|[-+]?%\}|\{\{[-+]?|[-+]?\}\}|\{#|#\}|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\""
    r"|\w+|\s+|\*\*|//|[=!<>]=|.", re.S)
CLOSING = {"(": ")", "[": "]", "{": "}"}


def shrink(sample, fails, tries=1500):
    """The smallest sample that was found for which fails(sample) still holds."""
    improved = True
    while improved and tries > 0:
        improved = False
        for candidate in candidates(sample):
            tries -= 1
            if fails(candidate):
                sample, improved = candidate, True
                break
            if tries <= 0:
                break
    return sample


def candidates(sample):
    """Smaller samples, the much smaller ones first."""
    for name in sample.templates:
        yield replace(sample, templates=without(sample.templates, name))
    for option in ("autoescape", "trim_blocks", "lstrip_blocks", "keep_trailing_newline"):
        if getattr(sample, option):
            yield replace(sample, **{option: False})
    for option in ("line_statement_prefix", "line_comment_prefix"):
        if getattr(sample, option):
            yield replace(sample, **{option: ""})
    if sample.context:
        yield replace(sample, context={})
    yield from (replace(sample, template=text) for text in smaller_texts(sample.template))
    for name, source in sample.templates.items():
        yield from (replace(sample, templates=sample.templates | {name: text}) for text in smaller_texts(source))
    yield from (replace(sample, context=value) for value in smaller_values(sample.context) if isinstance(value, dict))


def without(mapping, key):
    return {name: value for name, value in mapping.items() if name != key}


def smaller_texts(text):
    tokens = TOKEN.findall(text)
    size = len(tokens)
    while size:
        for start in range(0, len(tokens), max(1, size // 2)):
            yield "".join(tokens[:start] + tokens[start + size:])
        size //= 2
    for start, end in brackets(tokens):
        yield "".join(tokens[:start] + tokens[end + 1:])
        yield "".join(tokens[:start] + tokens[start + 1:end] + tokens[end + 1:])
    for at, token in enumerate(tokens):
        for simple in simpler_tokens(token):
            yield "".join(tokens[:at] + [simple] + tokens[at + 1:])


def brackets(tokens):
    """Pairs of indices of brackets that belong together."""
    open_ones = []
    for at, token in enumerate(tokens):
        if token in CLOSING:
            open_ones.append(at)
        elif open_ones and token == CLOSING[tokens[open_ones[-1]]]:
            yield open_ones.pop(), at


def simpler_tokens(token):
    if token[0] in "'\"" and len(token) > 2:
        inner = token[1:-1]
        yield token[0] * 2
        for size in (len(inner) // 2, 1):
            for start in range(0, len(inner), max(size, 1)):
                yield token[0] + inner[:start] + inner[start + size:] + token[0]
    elif token.isdigit() and token not in "01":
        yield from ("0", "1")
    elif token.isspace() and token != " ":
        yield " "


def smaller_values(value):
    """JSON values with less in them."""
    if isinstance(value, dict):
        for name in value:
            yield without(value, name)
        for name, item in value.items():
            yield from (value | {name: smaller} for smaller in smaller_values(item))
    elif isinstance(value, list):
        for at in range(len(value)):
            yield value[:at] + value[at + 1:]
        for at, item in enumerate(value):
            yield from (value[:at] + [smaller] + value[at + 1:] for smaller in smaller_values(item))
    elif isinstance(value, str) and value:
        yield ""
        if len(value) > 1:
            yield value[:len(value) // 2]
            yield value[len(value) // 2:]
            yield value[1:]
            yield value[:-1]
    elif not isinstance(value, bool) and isinstance(value, (int, float)) and value not in (0, 1):
        yield from (0, 1)
