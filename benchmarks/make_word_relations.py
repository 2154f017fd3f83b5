"""Makes src/onrecord/resources/word_relations.tsv from WordNet 3.0 (Debian package wordnet-base).

    python benchmarks/make_word_relations.py /usr/share/wordnet

Kept are words among the 16,000 commonest (resources/word_ranks.csv), in their commonest senses, so that the table stays small and
rare senses do not make strangers synonyms: a sense counts if it is among the first three of the word and was met in WordNet's tagged
texts, or is the first.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources"
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
HEADER = """\
# Words of the same meaning (same), of one family (kin: "solve", "solution"), and of opposite meaning (opposite); part of speech of each.
# Origin: made by benchmarks/make_word_relations.py from WordNet 3.0, https://wordnet.princeton.edu, common words and senses only.
# Licence: WordNet 3.0 licence (free use with this notice): "WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# THIS SOFTWARE AND DATABASE IS PROVIDED "AS IS" AND PRINCETON UNIVERSITY MAKES NO REPRESENTATIONS OR WARRANTIES, EXPRESS OR IMPLIED."
relation\twords
"""


def common():
    lines = [
        x for x in (RESOURCES / "word_ranks.csv").read_text(encoding="utf-8").splitlines() if not x.startswith("#")
    ]
    return {r["word"] for r in csv.DictReader(lines)}


def read_synsets(folder):
    """{(pos, offset): (words, pointers)}; a pointer is (symbol, pos, offset, source word number, target word number)."""
    found = {}
    for pos, name in FILES.items():
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            parts = line.split(" | ")[0].split()
            count = int(parts[3], 16)
            words = [parts[4 + 2 * i].split("(")[0].lower() for i in range(count)]
            at = 4 + 2 * count
            pointers = []
            for i in range(int(parts[at])):
                symbol, offset, kind, pair = parts[at + 1 + 4 * i : at + 5 + 4 * i]
                pointers.append((symbol, "a" if kind == "s" else kind, offset, int(pair[:2], 16), int(pair[2:], 16)))
            found[pos, parts[0]] = (words, pointers)
    return found


def read_senses(folder):
    """{(pos, offset): the words for which it is a common sense}."""
    found = defaultdict(set)
    for pos, name in FILES.items():
        for line in (folder / f"index.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            parts = line.split()
            pointers, senses = int(parts[3]), int(parts[2])
            tagged = int(parts[5 + pointers])
            offsets = parts[6 + pointers : 6 + pointers + senses]
            for number, offset in enumerate(offsets, start=1):
                if number == 1 or (number <= 3 and number <= tagged):
                    found[pos, offset].add(parts[0])
    return found


def main(folder):
    words, synsets, senses = common(), read_synsets(folder), read_senses(folder)
    rows = set()
    for key, (names, pointers) in synsets.items():
        keep = [w for w in names if w in senses[key] and w in words]
        if len(keep) > 1:
            rows.add(("same", " ".join(f"{w}/{key[0]}" for w in sorted(keep))))
        for symbol, pos, offset, source, target in pointers:
            if symbol not in "!+" or not source or not target:
                continue
            other = (pos, offset)
            a, b = names[source - 1], synsets[other][0][target - 1]
            if a in words and b in words and a in senses[key] and b in senses[other] and a != b:
                pair = " ".join(sorted((f"{a}/{key[0]}", f"{b}/{pos}")))
                rows.add(("opposite" if symbol == "!" else "kin", pair))
    lines = "".join(f"{kind}\t{text}\n" for kind, text in sorted(rows))
    (RESOURCES / "word_relations.tsv").write_text(HEADER + lines, encoding="utf-8")
    print(len(rows), len(lines))


main(Path(sys.argv[1]))
