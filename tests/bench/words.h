/* What posts of a corpus are made of: corpus.c. */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H

/* By falling frequency. */
static const char *const vocabulary[] = { "the", "of", "and", "to", "a", "in", "is", "it", "that",
	"for", "was", "on", "as", "with", "be", "at", "by", "this", "from", "or", "an", "are",
	"not", "but", "one", "all", "we", "when", "if", "can", "more", "no", "out", "so", "up",
	"what", "about", "which", "do", "into", "time", "has", "only", "two", "other", "new",
	"some", "could", "these", "then", "first", "any", "my", "now", "such", "like", "our",
	"over", "even", "most", "made", "after", "also", "many", "before", "must", "through",
	"back", "years", "where", "much", "way", "well", "down", "should", "because", "each",
	"just", "those", "how", "too", "little", "state", "good", "very", "make", "world", "still",
	"own", "see", "work", "long", "get", "here", "between", "both", "life", "being", "under",
	"never", "day", "same", "another", "know", "while", "last", "might", "great", "old", "year",
	"off", "come", "since", "against", "go", "came", "right", "used", "take", "three", "few",
	"house", "use", "during", "without", "again", "place", "around", "however", "small",
	"found", "thought", "went", "say", "part", "once", "general", "high", "upon", "every",
	"does", "got", "united", "left", "number", "course", "war", "until", "always", "away",
	"something", "fact", "though", "water", "less", "public", "put", "thing", "almost", "hand",
	"enough", "far", "took", "head", "yet", "better", "set", "told", "nothing", "night", "end",
	"why", "called", "find", "going", "look", "asked", "later", "knew", "point", "next", "city",
	"business", "case", "group", "toward", "young", "days", "let", "room", "word", "words",
	"side", "given", "several", "present", "order", "face", "second", "possible", "rather",
	"often", "early", "large", "important", "among", "system", "program", "buffer", "thread",
	"kernel", "memory", "parser", "string", "module", "server", "client", "latency", "cache",
	"index", "compiler", "pressure", "winter", "letter", "mountain", "teacher", "garden",
	"window", "table", "paper", "river", "bridge", "engine", "branch", "signal", "record",
	"degree", "island", "method", "answer", "reason", "figure", "circle", "square", "metal",
	"copper", "silver", "weather", "summer", "morning", "evening", "language", "sentence",
	"question", "distance", "pattern", "measure", "balance", "harbour", "machine", "station",
	"village", "valley", "forest", "animal", "family", "friend", "stranger", "object",
	"surface", "quantity", "moment", "minute", "century", "history", "future", "travel",
	"journey", "market", "office", "factory", "product", "material", "natural", "simple",
	"difficult", "careful", "certain", "common", "modern", "ancient", "gentle", "narrow",
	"hollow", "bright", "silent", "sudden", "steady", "strong", "broken", "hidden", "frozen",
	"golden", "wooden", "distant", "familiar", "curious", "patient", "honest", "useful",
	"perfect", "equal", "double", "single", "entire", "central", "final", "follow", "gather",
	"listen", "wander", "settle", "carry", "explain", "describe", "remember", "discover",
	"compare", "improve", "replace", "remove", "connect", "deliver", "arrange", "collect",
	"divide", "publish", "return", "repeat", "reach", "build", "write", "learn", "teach",
	"share", "begin", "finish", "change", "borrow", "repair", "protect", "observe", "prepare",
	"imagine" };

static const char *const hosts[] = { "example.com", "docs.example.org", "www.example.net",
	"blog.example.com" };

/* Blocks of code; %1 %2 %3 are words, %n a number. */
static const char *const listings[] = {
	"c\n#include <stdio.h>\nstatic int %1(int %2, const char *%3)\n{\n    int total = %n;\n"
	"    for (int i = 0; i < %2; i++) {\n        if (%3[i] == '\\0' && total > %n)\n"
	"            break;\n        total += %3[i] * %n;\n    }\n"
	"    printf(\"%d %s\\n\", total, %3);\n    return total;\n}\n",
	"python\nimport os\n\ndef %1(%2, %3=None):\n    \"\"\"Return the %2 of %3.\"\"\"\n"
	"    result = [x for x in %2 if x < %n and x > 2]\n    for item in result:\n"
	"        print(item, \"%3\" & %n)\n    return sorted(result, key=lambda v: -v)\n",
	"javascript\nconst %1 = async (%2, %3) => {\n  const res = await fetch(`/api/${%2}?n=%n`);\n"
	"  if (!res.ok && res.status >= 400) {\n    throw new Error(\"%3 failed\");\n  }\n"
	"  return (await res.json()).filter((x) => x.id < %n);\n};\n",
	"bash\n#!/bin/sh\nset -eu\nfor %1 in *.%2; do\n    [ -f \"$%1\" ] || continue\n"
	"    wc -l < \"$%1\" | awk '$1 > %n && $1 < 9999'\ndone > %3.log 2>&1\n",
	"go\npackage %1\n\nimport \"fmt\"\n\nfunc %2(%3 []int) int {\n\tsum := %n\n"
	"\tfor _, v := range %3 {\n\t\tif v > 0 && v < sum { sum += v }\n\t}\n"
	"\tfmt.Println(\"%2\", sum)\n\treturn sum\n}\n",
};

#endif
