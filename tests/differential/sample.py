"""A sample: a template with all that decides what it renders to. Both engines get it as a line of JSON."""
import json
from dataclasses import asdict, dataclass, field


@dataclass
class Sample:
    template: str
    context: dict = field(default_factory=dict)
    templates: dict = field(default_factory=dict)  # further ones, by name
    autoescape: bool = False
    trim_blocks: bool = False
    lstrip_blocks: bool = False
    keep_trailing_newline: bool = False
    line_statement_prefix: str = ""  # none
    line_comment_prefix: str = ""

    def sources(self):
        return [self.template, *self.templates.values()]

    def line(self):
        return json.dumps(asdict(self) | {"undefined": "lenient"})


@dataclass
class Answer:
    """What an engine made of a sample: its output, or why it refused. A broken one has crashed or given up."""
    output: str = None
    error: str = None
    broken: bool = False
    markupsafe: int = 2  # the version that Jinja works with

    def kind(self):
        return "broken" if self.broken else "output" if self.error is None else "error"

    def __str__(self):
        return f"{'broken' if self.broken else 'error'}: {self.error}" if self.error is not None else repr(self.output)
