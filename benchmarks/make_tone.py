"""Makes src/onrecord/resources/tone.csv from the lexicon of vaderSentiment 3.3.2 (MIT): common plain words with a clear tone.

python benchmarks/make_tone.py vader_lexicon.txt
"""

import csv
import sys
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources"
HEADER = """\
# The tone of words, from -1 (bad) to 1 (good): the mean of ten people's ratings.
# Origin: the lexicon of vaderSentiment 3.3.2 (Hutto and Gilbert 2014), plain words among the 16,000 commonest with a mean of 0.8 or more
# of 4, divided by 4; made by benchmarks/make_tone.py. MIT licence: Copyright (c) 2016 C.J. Hutto.
word,tone
"""
LEAST = 0.8  # of 4; below, the raters were in doubt


def main(path: Path) -> None:
    lines = [
        x for x in (RESOURCES / "word_ranks.csv").read_text(encoding="utf-8").splitlines() if not x.startswith("#")
    ]
    common = {r["word"] for r in csv.DictReader(lines)}
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        word, mean = line.split("\t")[:2]
        if word.isalpha() and word in common and abs(float(mean)) >= LEAST:
            rows.append(f"{word},{round(float(mean) / 4, 2)}\n")
    (RESOURCES / "tone.csv").write_text(HEADER + "".join(sorted(rows)), encoding="utf-8")
    print(len(rows))


main(Path(sys.argv[1]))
