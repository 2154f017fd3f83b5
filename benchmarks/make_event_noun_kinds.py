"""Makes src/onrecord/resources/event_noun_kinds.tsv from WordNet 3.0 (Debian package wordnet-base).

    python benchmarks/make_event_noun_kinds.py /usr/share/wordnet

Kept are single words that WordNet's tagged texts use and whose first sense is an act, an artifact, an idea, words, a state, a time or the like,
but for those of which a common sense is somebody or an animal, and those that the lexicon of events knows as doers. The kind is the name of
WordNet's lexicographer file.
"""

import sys
from pathlib import Path

from wordnet import read_nouns

from onrecord.language.event_lexicon import actor_sectors, class_words, person_nouns
from onrecord.resources import read_words

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources" / "event_noun_kinds.tsv"
#: Numbers of WordNet's lexicographer files and their names.
KINDS = {
    "04": "act",
    "06": "artifact", "07": "attribute", "09": "cognition", "10": "communication", "11": "event", "12": "feeling", "16": "motive",
    "19": "phenomenon", "21": "possession", "22": "process", "23": "quantity", "24": "relation", "26": "state", "28": "time",
}  # fmt: skip
DOERS = frozenset({"05", "18"})  # animal, person
DOING = ("WEAPONS", "ORDNANCE", "BOMB", "AIRCRAFT", "VEHICLE", "MILITARY", "CROWDWEAPON", "MEDIA", "TERRITORY")
COMMON = 2  # senses looked at
HEADER = """\
# Nouns whose first sense is nobody: an act, an artifact, an idea, words, a state, a sum, a time. What such a noun names does nothing of
# what is coded as an event, and what cannot be touched of it is bombed, deployed or rescued in a figure of speech only.
# Origin: made by benchmarks/make_event_noun_kinds.py from WordNet 3.0. Copyright 2006 by Princeton University.
# Licence: WordNet 3.0 licence (free use, copying, modification and distribution; https://wordnet.princeton.edu/license-and-commercial-use).
noun\tkind
"""


def is_body(senses):
    """Whether a noun for an artifact also names those inside it: "office"."""
    return senses[0] == "06" and "14" in senses[:3]


def main(folder):
    known = set(actor_sectors()) | person_nouns() | read_words("group_nouns.txt") | read_words("body_heads.txt")
    known = known.union(*(class_words(name) for name in DOING))
    kept = [
        f"{word}\t{KINDS[senses[0]]}"
        for word, senses, tagged in read_nouns(folder)
        if word not in known and tagged and senses[0] in KINDS and not DOERS & set(senses[:COMMON]) and not is_body(senses)
    ]
    OUT.write_text(HEADER + "\n".join(kept) + "\n", encoding="utf-8")
    print(len(kept), "nouns")


main(Path(sys.argv[1]))
