"""Makes src/onrecord/resources/thing_nouns.txt from WordNet 3.0 (Debian package wordnet-base).

    python benchmarks/make_thing_nouns.py /usr/share/wordnet

Kept are single words that WordNet's tagged texts use and whose first sense is a thing, an animal, a plant, weather, a sum, a state or the like, but
for those of which a common sense is somebody, a group, an act or words, and those that the lexicon of events knows as doers or as weapons.
"""

import sys
from pathlib import Path

from wordnet import read_nouns

from onrecord.language.event_lexicon import actor_sectors, class_words, person_nouns
from onrecord.resources import read_words

RESOURCES = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources"
#: Numbers of WordNet's lexicographer files: animal, artifact, attribute, body, feeling, food, object, phenomenon, plant, possession, process,
#: quantity, relation, shape, state, substance.
THINGS = frozenset("05 06 07 08 12 13 17 19 20 21 22 23 24 25 26 27".split())
DOERS = frozenset({"04", "10", "14", "18"})  # act, communication, group, person
ARMED = (
    "WEAPONS",
    "ORDNANCE",
    "BOMB",
    "AIRCRAFT",
    "VEHICLE",
    "MILITARY",
    "CROWDWEAPON",
    "SANCTIONS",
    "RESTRICTION",
    "MEDIA",
)
COMMON = 2  # senses looked at
HEADER = """\
# Nouns whose first sense is a thing, an animal, weather, a sum, a state: they do nothing of what is coded as an event.
# Origin: made by benchmarks/make_thing_nouns.py from WordNet 3.0. Copyright 2006 by Princeton University.
# Licence: WordNet 3.0 licence (free use, copying, modification and distribution; https://wordnet.princeton.edu/license-and-commercial-use).
"""


def main(folder):
    known = set(actor_sectors()) | person_nouns() | read_words("group_nouns.txt")
    known = known.union(*(class_words(name) for name in ARMED))
    kept = [
        word
        for word, senses, tagged in read_nouns(folder)
        if word not in known and tagged and senses[0] in THINGS and not DOERS & set(senses[:COMMON])
    ]
    (RESOURCES / "thing_nouns.txt").write_text(HEADER + "\n".join(kept) + "\n", encoding="utf-8")
    print(len(kept), "nouns")


main(Path(sys.argv[1]))
