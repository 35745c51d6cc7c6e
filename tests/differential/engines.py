"""The two engines, each a process that answers a line of JSON with a line of JSON."""
import json
import os
import select
import subprocess
import sys
from pathlib import Path

from sample import Answer

FOLDER = Path(__file__).parent
PEER = FOLDER / "jinja_peer.py"
SECONDS = 120  # far beyond what any sample takes: an engine that is silent for so long hangs


class Engine:
    def __init__(self, command, environment):
        self.command = [str(word) for word in command]
        self.environment = environment
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def ask(self, sample):
        if not self.process:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.PIPE)
        try:
            self.process.stdin.write(sample.line().encode() + b"\n")
            self.process.stdin.flush()
            ready, _, _ = select.select([self.process.stdout], [], [], SECONDS)
            line = self.process.stdout.readline() if ready else b""
        except BrokenPipeError:
            line = b""
        return Answer(**json.loads(line)) if line else Answer(error=f"it ended: {self.end()}", broken=True)

    def end(self):
        """Ends the process, which a later question starts again, and says what it left behind."""
        if not self.process:
            return ""
        try:
            _, errors = self.process.communicate(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            _, errors = self.process.communicate()
        status, self.process = self.process.returncode, None
        return f"status {status} {errors.decode('utf-8', 'replace')[-2000:]}"


def find_python(setting):
    """An interpreter that has Jinja: the system's, for which packages are made, or this one. None without."""
    def find():
        check = "import jinja2, sys; sys.exit(not jinja2.__version__.startswith('3.1.'))"
        for python in dict.fromkeys(["/usr/bin/python3", sys.executable]):
            if os.path.exists(python) and setting.run([python, "-c", check]).status == 0:
                return python
        return None
    return setting.once("python with jinja2", find)


def kith(setting):
    return Engine([setting.kith, "theme", "render", "--batch"], setting.environment)


def jinja(setting, python):
    return Engine([python, "-B", PEER], setting.environment)
