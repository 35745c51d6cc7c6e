"""Long texts for the benchmark of Markdown, from the posts of the corpus.

plain.md has the posts as they are. features.md has in each post one of everything that kith adds to CommonMark,
among as much prose as in an essay: about one line in eight is of an extension.
"""
import re
import subprocess

POSTS = 250

# What an essay has besides; {n} is the number of the post, {a} {b} {c} are words of it.
FEATURES = [
    "Where {a} ends[^{b}-{n}], the {b} begins[^{c}-{n}] and {a} goes on without it[^{b}-{n}].\n\n"
    "[^{b}-{n}]: The {c} of the {a}, with *emphasis* and a [link](https://example.org/{a}).\n\n"
    "    A second paragraph about {b} and what it was before.\n\n"
    "[^{c}-{n}]: Only {b}.\n",
    "> [!NOTE] What the {a} is\n> The {b} is what makes `{c}` possible, and the *{a}* is not.\n",
    "> [!LESSON]\n> Never leave the {a} to the {b}.\n",
    ":::aside{{.wide}}\nThe {a} of this {b} is a :quote[{c}]{{by=\"{a}\"}} of another.\n:::\n",
    "{a}\n: What the {b} has in the {c}.\n\n{b}\n: What it has not.\n",
    "See [[{a}]] and [[{b}|what it means]], or www.example.org/{c}, or write to {a}@example.org.\n",
    "- [x] find the {a}\n- [ ] measure the {b}\n- [ ] write about the {c}\n",
    "| {a} | {b} | {c} |\n|:---|---:|:-:|\n| one | 1 | a |\n| `two` | 22 | b |\n| **three** | 333 | c |\n",
    "The ~~{a}~~ {b} costs $5 for ==each== {c}, that is $x^2 + y$ of H~2~O or 10^3^ of it -- \"more\" than one's {a}...\n",
    "### The {a} of {b} {{#{a}-{n} .numbered}}\n\nThis is [marked text]{{.{b}}} with `code`{{.{c}}}.\n",
    "```python {{2,4-5}} title=\"{a}.py\"\ndef {a}({b}):\n    # <{c}> & more\n    return [{b} for _ in range({n})]\n\n"
    "print({a}(1))\n```\n",
    "![The {a} by the {b}](../images/{c}.png \"A {a} and its {b}\"){{width=640}}\n",
]


def bodies(build, folder):
    site = folder / "essays-site"
    subprocess.run([build / "bench/corpus", str(POSTS), site], check=True, stdout=subprocess.DEVNULL)
    for path in sorted(site.rglob("content/posts/*.md"))[:POSTS]:
        yield re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.S)


def with_features(body, number):
    blocks = body.strip("\n").split("\n\n")
    words = re.findall(r"\b[a-z]{5,}\b", body)
    # Not into a list or a block of code: those hold blank lines.
    places = [i for i, block in enumerate(blocks) if block[0].isupper() and (i + 1 == len(blocks) or blocks[i + 1][0] != " ")]
    for k, feature in enumerate(FEATURES):
        a, b, c = (words[(number * 7 + k * 11 + j * 29) % len(words)] for j in range(3))
        place = places[k * len(places) // len(FEATURES)] if places else 0
        blocks[place] += "\n\n" + feature.format(n=number, a=a, b=b, c=c).strip("\n")
    return "\n\n".join(blocks) + "\n"


def write(build, folder):
    """The paths of the texts."""
    folder.mkdir(parents=True, exist_ok=True)
    posts = list(bodies(build, folder))
    plain, features = folder / "plain.md", folder / "features.md"
    plain.write_text("\n".join(posts), encoding="utf-8")
    features.write_text("\n".join(with_features(body, number) for number, body in enumerate(posts)), encoding="utf-8")
    return plain, features
