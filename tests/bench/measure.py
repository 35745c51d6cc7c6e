"""A program's time and memory, and a folder's files."""
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

MIB = 1 << 20


@dataclass
class Run:
    seconds: float
    processor: float  # seconds of all processors, which other programs on the machine change less
    memory: int  # the most bytes at one time, and no less than this Python has, which it was forked from
    output: str


def timed(command, stdin=None, **options):
    """One run of a program that must succeed. What was written before is on the disk when it begins."""
    os.sync()
    with open(stdin or os.devnull, "rb") as given:
        start = time.perf_counter()
        process = subprocess.Popen([str(word) for word in command], stdin=given, stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, **options)
        output = process.stdout.read().decode(errors="replace")
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))}\nended with {process.returncode}\n{output}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024), output)


def files_of(folder):
    """[(path below it, size)] in the order of the paths."""
    return sorted((path.relative_to(folder), path.stat().st_size) for path in folder.rglob("*") if path.is_file())


def in_turns(programs, rounds):
    """{name: [Run]}: in every round each program runs once, and every second round goes backwards."""
    results = {name: [] for name in programs}
    for number in range(rounds):
        for name in list(programs) if number % 2 == 0 else reversed(list(programs)):
            results[name].append(programs[name]())
    return results


def spread(runs):
    """'median (least to most), processor, peak' of one program's runs."""
    seconds = [run.seconds for run in runs]
    return (f"{statistics.median(seconds):8.3f} s ({min(seconds):.3f} to {max(seconds):.3f})"
            f" {statistics.median(run.processor for run in runs):7.3f} s"
            f" {max(run.memory for run in runs) / MIB:6.0f} MiB")


def ratio(runs, others, what="seconds"):
    """Median of the ratios of the rounds, so that a slow spell of the machine falls on both sides."""
    return statistics.median(getattr(run, what) / getattr(other, what) for run, other in zip(runs, others))


def others_at_work():
    """A remark when the machine is not quiet."""
    load = os.getloadavg()[0]
    busy = load > 0.5 * (os.cpu_count() or 1)
    return f"; the load is {load:.1f} before this begins: ratios may be told, seconds may not" if busy else ""
