"""Stored inputs of the fuzz targets, through programs that need no fuzzer."""
from functools import partial

from case import Case, Failed


def cases(setting):
    for source in sorted((setting.root / "tests/fuzz").glob("fuzz_*.c")):
        yield Case(source.stem, partial(replay, source.stem))


def replay(target, setting):
    corpus = setting.root / "tests/fuzz/corpus" / target.removeprefix("fuzz_")
    inputs = sorted(path for path in corpus.rglob("*") if path.is_file())
    if not inputs:
        raise Failed(f"no seeds in {corpus.relative_to(setting.root)}/")
    done = setting.run([setting.build / "fuzz" / target, *inputs])
    if done.status != 0:
        raise Failed(f"ended with {done.status}; the last input named is the one\n{done.output[-8000:]}")
