"""Makes src/onrecord/resources/group_nouns.txt from WordNet 3.0 (Debian package wordnet-base).

    python benchmarks/make_group_nouns.py /usr/share/wordnet

Kept are single words whose first sense is a group and that no sense makes an act or a happening ("meeting", "rally").
"""

import sys
from pathlib import Path

from wordnet import read_nouns

RESOURCES = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources"
ACT, EVENT, GROUP = "04", "11", "14"  # numbers of WordNet's lexicographer files
HEADER = """\
# Nouns whose first sense is a group: "a convoy of refugees" and "the refugees" are then the same people.
# Origin: made by benchmarks/make_group_nouns.py from WordNet 3.0, lexicographer file noun.group. Copyright 2006 by Princeton University.
# Licence: WordNet 3.0 licence (free use, copying, modification and distribution; https://wordnet.princeton.edu/license-and-commercial-use).
"""


def main(folder):
    found = ((word, senses) for word, senses, _ in read_nouns(folder))
    kept = [word for word, senses in found if senses[0] == GROUP and not {ACT, EVENT} & set(senses)]
    (RESOURCES / "group_nouns.txt").write_text(HEADER + "\n".join(kept) + "\n", encoding="utf-8")
    print(len(kept), "nouns")


main(Path(sys.argv[1]))
