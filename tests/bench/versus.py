"""Renders the same templates with kith's engine and with Jinja2, in turns.

    python3 versus.py FOLDER NAME DATA      the side of Jinja2: see serve()

Both sides are processes that have compiled the templates and read the data. They write the page once, so
that it can be compared, and then answer each line, a number of renders, with the nanoseconds of processor
time that these took: what else runs on the machine falls on neither.
"""
import json
import statistics
import subprocess
import sys
from pathlib import Path

ROWS = 200
SLICE = 0.25  # seconds of each turn
INTERPRETERS = ("/usr/bin/python3", sys.executable)  # the system's packages first


def serve(folder, name, data):
    import time

    import jinja2

    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folder), autoescape=True,
                                     keep_trailing_newline=True)
    template = environment.get_template(name)
    context = json.loads(Path(data).read_text())
    page = template.render(context).encode()
    out = sys.stdout.buffer
    out.write(b"%d %s\n" % (len(page), f"Jinja2 {jinja2.__version__}".encode()) + page)
    out.flush()
    for line in sys.stdin:
        start = time.process_time_ns()
        for _ in range(int(line)):
            template.render(context)
        print(time.process_time_ns() - start, flush=True)


def context():
    """What the page shows: the same for ever."""
    words = "salt copper river lantern <b> window quiet engine north & paper garden \u00e9tude measure".split()
    tags = ["tools", "notes", "maps", "sound", "print"]
    rows = [{
        "name": " ".join(words[(i * step + 3) % len(words)] for step in (1, 5, 7)).title(),
        "summary": " ".join(words[(i + k * k) % len(words)] for k in range(9 + i % 7)),
        "author": {"name": f"Author {i % 17}"} if i % 5 else {},
        "draft": i % 4 == 0,
        "size": i * i * 37 % 90001,
        "ratio": (i * 7919 % 1000) / 8,
        "change": 50 - i,
        "tags": [tags[(i + k) % len(tags)] for k in range(i % 4)],
    } for i in range(ROWS)]
    return {
        "site": {
            "title": "The bench", "year": 2026, "language": "en", "sheets": ["/css/main.css", "/css/wide screen.css"],
            "description": "<p>A page of <em>two hundred</em> rows, a menu and a footer, as many sites have them.</p>",
            "authors": [{"name": "Anne & Co"}, {"name": "Somebody"}],
            "links": [{"url": f"/{word}/", "title": word} for word in ("notes", "about", "projects", "contact", "now")],
        },
        "url": "/notes/", "title": "all the rows", "tags": tags + tags[:2], "rows": rows,
    }


def interpreter():
    """A Python that has Jinja2, or None."""
    for candidate in INTERPRETERS:
        try:
            subprocess.run([candidate, "-c", "import jinja2"], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return candidate
    return None


class Side:
    def __init__(self, command):
        self.process = subprocess.Popen([str(word) for word in command], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE)
        length, _, self.note = self.process.stdout.readline().decode().strip().partition(" ")
        if not length:
            sys.exit(f"{command[0]}: no page")
        self.page = self.process.stdout.read(int(length))
        self.rates = []
        self.count = 1
        while self.nanoseconds() < SLICE * 1e9 / 4:
            self.count *= 2
        self.count = max(1, int(self.count * SLICE * 1e9 / self.nanoseconds()))

    def nanoseconds(self):
        self.process.stdin.write(b"%d\n" % self.count)
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def turn(self):
        self.rates.append(self.count * 1e9 / self.nanoseconds())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def compare(build, work, rounds):
    """Prints the table; False when the two pages differ."""
    templates = Path(__file__).parent / "templates"
    python = interpreter()
    if not python:
        sys.exit("no Python here has jinja2: run .ci/packages bench")
    work.mkdir(parents=True, exist_ok=True)
    data = work / "context.json"
    data.write_text(json.dumps(context()))
    kith = Side([build / "bench/template", "page", templates, "page.html", data])
    jinja = Side([python, __file__, templates, "page.html", data])
    same = kith.page == jinja.page
    if not same:
        (work / "kith.html").write_bytes(kith.page)
        (work / "jinja2.html").write_bytes(jinja.page)
        print(f"the pages differ: compare {work}/kith.html and {work}/jinja2.html")
    for number in range(rounds if same else 0):
        for side in (kith, jinja) if number % 2 == 0 else (jinja, kith):
            side.turn()
    kith.close()
    jinja.close()
    if same:
        report(kith, jinja)
    return same


def report(kith, jinja):
    steps, arena = map(int, kith.note.split())
    ratios = sorted(a / b for a, b in zip(kith.rates, jinja.rates))
    rate = statistics.median(kith.rates)
    print(f"\ntemplate: base layout, include, macro, {ROWS} rows; the same {len(kith.page):,} bytes from both")
    for name, side in (("kith", kith), (jinja.note, jinja)):
        print(f"    {name:<14} {statistics.median(side.rates):10,.1f} renders a second of processor time "
              f"({min(side.rates):,.1f} to {max(side.rates):,.1f})")
    print(f"    kith renders {statistics.median(ratios):.1f} x as many ({ratios[0]:.1f} to {ratios[-1]:.1f}); "
          f"{1e9 / rate / steps:.1f} ns per op, {steps:,} ops and {arena:,} bytes of scratch memory a render")


if __name__ == "__main__":
    serve(*sys.argv[1:])
