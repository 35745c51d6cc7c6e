"""Contexts: the JSON that templates get. Names say what lies behind them, so that a grammar can ask for a kind.

    i j    whole numbers         f g    floats            s t   texts           h   markup as text
    yes no nothing               l      anything          ns    numbers         ts  texts
    ms     maps with the keys a, b and name                m     a map           deep  lists and maps in each other
"""

INTEGERS = [0, 1, -1, 2, 3, 7, 10, -13, 42, 100, 255, 1000, 65536, -2147483648, 1234567890123]
FLOATS = [0.0, -0.0, 0.5, 1.0, -1.5, 2.5, 3.14159, 1e16, 1e-7, 123456.789, 1e300, 0.1, -2.675, 1e22, 99.995]
TEXTS = ["", "a", "b", "abc", "Hello World", "foo bar baz qux", "  padded\t", "one\ntwo\n\nthree", "a,b,,c", "42",
         "-7", "3.5", "1e3", "0x1F", "MiXeD cAsE", "it's", 'say "hi"', "back\\slash", "%s and %d", "{} {0} {name}",
         "äöü ß", "ÀÉÎ", "日本語", "naïve café", "😀 ok", "İstanbul", "ǆ ŉ ﬁ", "a\u00a0b", "\u200bx", "tab\there", "x" * 40,
         "The quick brown fox jumps over the lazy dog", "hyphen-ated well-known words", "don't stop-me now_x",
         "٣٤", "½", "Ⅷ", "true", "None", "a=b&c=d", "line\r\nline", "\x1f\x7f", "ends.", "CamelCaseWord", "__init__"]
MARKUP = ["<b>bold</b>", "a & b", "<p>x</p>\n <!-- no --> y &amp; &lt;", "\"'<>&", "<a href='x'>l</a>", "&nbsp;&copy;&#65;",
          "see http://example.org/a?b=c&d (or www.example.com), mail me@example.net!", "https://example.org/x."]
# What texts are put together from as well.
PIECES = [" ", " ", "  ", "\n", "\t", "\r", "\x0b", "\x85", "\u2028", "\u00a0", "a", "B", "ab", "word", "longer-word", "1", "23", "007", ".",
          ",", "-", "--", "_", "+", "%", "%s", "{", "}", "{}", "(", ")", "<", ">", "<b>", "</b>", "<!--", "-->", "&", "&amp;", "&#38", "&#x3c;",
          "&lt", ";", "'", '"', "/", "\\", "http://", "www.", "e.org", "com", "@", ":", "é", "ß", "İ", "ǆ", "ﬁ", "Σ", "日", "\u0301", "😀",
          "0x", "e5", "nan", "inf", "!", "²"]
KEYS = ["a", "b", "name", "x y", "k-1", "items", "A", "Zed", "ä", "0"]


def text(random):
    if random.random() < 0.6:
        return random.choice(TEXTS)
    return "".join(random.choice(PIECES) for _ in range(random.randrange(1, 9)))


def integer(random):
    if random.random() < 0.8:
        return random.choice(INTEGERS)
    return random.randrange(-10, 10) * 10 ** random.randrange(18) + random.randrange(100)


def fraction(random):
    if random.random() < 0.7:
        return random.choice(FLOATS)
    return round(random.uniform(-10, 10), random.randrange(17)) * 10.0 ** random.randrange(-20, 24)


def scalar(random):
    return random.choice([
        lambda: integer(random), lambda: fraction(random), lambda: text(random),
        lambda: random.choice(MARKUP), lambda: random.random() < 0.5, lambda: None])()


def value(random, depth):
    if depth == 0 or random.random() < 0.5:
        return scalar(random)
    if random.random() < 0.5:
        return [value(random, depth - 1) for _ in range(random.randrange(4))]
    return {random.choice(KEYS): value(random, depth - 1) for _ in range(random.randrange(4))}


def record(random):
    made = {"a": random.choice(INTEGERS), "b": scalar(random), "name": text(random)}
    if random.random() < 0.2:
        del made[random.choice(list(made))]
    if random.random() < 0.2:
        made["a"] = {"b": random.choice(INTEGERS), "name": text(random)}
    return made


def some(random, make, most=5):
    return [make(random) for _ in range(random.randrange(most + 1))]


def context(random):
    return {
        "i": integer(random), "j": random.randrange(-3, 12), "f": fraction(random),
        "g": round(random.uniform(-100, 100), random.randrange(5)), "s": text(random),
        "t": text(random), "h": random.choice([*MARKUP, text(random)]), "yes": True, "no": False, "nothing": None,
        "l": some(random, scalar), "ns": some(random, lambda r: r.choice([integer, fraction])(r)),
        "ts": some(random, text), "ms": some(random, record),
        "m": {random.choice(KEYS): scalar(random) for _ in range(random.randrange(5))},
        "deep": value(random, 3),
    }
