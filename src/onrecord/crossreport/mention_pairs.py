"""Two mentions measured against each other: what speaks for one thing, what against it. Structure and word classes only, no words."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.language.encoding import Encoder, Vector
from onrecord.language.word_relations import keys_of, likeness, rarity
from onrecord.model import MentionFacts

#: What is measured, in the order of the model's inputs (resources/linking_model.json).
MEASURES = (
    "head", "one_head", "share_of_words", "extra_words", "rarity", "verbs", "nouns", "names", "pronouns", "same_report", "near",
    "same_sentence", "one_entity", "two_entities", "subjects", "objects", "others", "subjects_differ", "objects_differ", "participants",
    "dates", "dates_differ", "context", "modifiers", "modifiers_differ", "governor", "plural_differs", "definite", "type",
    "type_differs", "numbers_differ", "names_differ", "saying", "persons", "beings_differ", "genders_differ", "one_gender", "deed",
    "one_deed", "name_words", "one_name_word", "pronoun_after", "between", "rarer_spread", "wider_spread", "fewer_there", "more_there",
    "reports", "earlier_at", "later_at", "one_subject", "subjects_apart", "one_object", "objects_apart", "one_participant",
    "share_of_participants", "around_both", "share_around",
)  # fmt: skip
#: What the sentence encoder adds where it is installed, after `MEASURES`; for events only.
MEANINGS = ("meaning_around", "meaning")
_SAYING = frozenset(
    {"say", "tell", "announce", "report", "add", "claim", "state", "statement", "call", "think", "believe", "ask"}
)


@dataclass(frozen=True)
class Placed:
    """A mention with what is known of the entities around it across reports."""

    facts: MentionFacts
    keys: frozenset[str]  # mentions that share none are never compared
    entity: str | None  # run-wide id of what it mentions
    around: Mapping[str, frozenset[str]]  # role -> run-wide ids, or words where nothing is known
    words: frozenset[str]
    numbers: frozenset[str]
    names: frozenset[str]
    spread: float = 1.0  # share of the story's reports that have a mention with its head word
    there: int = 1  # mentions with its head word in its own report
    reports: int = 1  # reports of the story that have a mention
    #: role -> groups of linked entity mentions that stand in it; and those of its whole sentence
    linked: Mapping[str, frozenset[int]] = field(default_factory=dict)
    linked_around: frozenset[int] = frozenset()
    vectors: tuple[Vector, Vector] | None = None  # of what stands around it, and of itself


class LinkedEntities:
    """Entity mentions that are already linked, to be found again as those who take part in events."""

    def __init__(self) -> None:
        self._by_sentence: dict[tuple[str, int], dict[str, int]] = {}

    def add(self, mention: MentionFacts, group: int) -> None:
        """Note the group of an entity mention; of two with one head word in a sentence the first counts."""
        self._by_sentence.setdefault((mention.report, mention.sentence), {}).setdefault(mention.head, group)

    def around(self, facts: MentionFacts) -> tuple[dict[str, frozenset[int]], frozenset[int]]:
        """Role -> groups of those who stand in it beside a mention; the groups of its whole sentence."""
        heads = self._by_sentence.get((facts.report, facts.sentence), {})
        roles: dict[str, set[int]] = {}
        for neighbour in facts.neighbours:
            if neighbour.word in heads:
                roles.setdefault(neighbour.role, set()).add(heads[neighbour.word])
        return {role: frozenset(groups) for role, groups in roles.items()}, frozenset(heads.values())


def place_all(
    mentions: Sequence[MentionFacts],
    run_ids: Mapping[tuple[str, str], str],
    entities: LinkedEntities | None = None,
    encoder: Encoder | None = None,
) -> list[Placed]:
    """The mentions of one story and class made ready to be compared.

    Args:
        mentions: what their sentences say of them.
        run_ids: (report, entity id there) -> run-wide id.
        entities: the entity mentions of the story, for mentions of events.
        encoder: the sentence encoder, for mentions of events, where it is installed.

    Returns:
        One for each mention, in their order.
    """
    linked = entities or LinkedEntities()
    reports = len({m.report for m in mentions})
    there = Counter((m.head, m.report) for m in mentions)
    spread = Counter(head for head, _ in there)
    return [
        _place(m, run_ids, (spread[m.head] / reports, there[m.head, m.report], reports), linked, encoder)
        for m in mentions
    ]


def _place(
    facts: MentionFacts,
    run_ids: Mapping[tuple[str, str], str],
    counts: tuple[float, int, int],
    entities: LinkedEntities,
    encoder: Encoder | None,
) -> Placed:
    around: dict[str, set[str]] = {}
    for neighbour in facts.neighbours:
        run = run_ids.get((facts.report, neighbour.entity)) if neighbour.entity else None
        around.setdefault(neighbour.role, set()).add(f"@{run}" if run else neighbour.word)
    entity = run_ids.get((facts.report, facts.entity)) if facts.entity else None
    keys = set(keys_of(facts.head)) if facts.pos != "PRON" else set()
    if facts.kind == "entity" and entity:
        keys.add(f"@{entity}")
    words = frozenset(facts.words) or frozenset({facts.head})
    linked, linked_around = entities.around(facts)
    return Placed(
        facts=facts,
        keys=frozenset(keys),
        entity=entity,
        around={role: frozenset(found) for role, found in around.items()},
        words=words,
        numbers=frozenset(w for w in words if w[0].isdigit()),
        names=frozenset(k for found in around.values() for k in found if k[0] == "@"),
        spread=counts[0],
        there=counts[1],
        reports=counts[2],
        linked=linked,
        linked_around=linked_around,
        vectors=(encoder.encode(facts.around), encoder.encode(facts.text)) if encoder and facts.around else None,
    )


def measure(a: Placed, b: Placed) -> tuple[float, ...]:
    """The values of `MEASURES` for two mentions; their order changes nothing."""
    x, y = a.facts, b.facts
    return (
        *_words(a, b),
        *_places(a, b),
        *_company(a, b),
        *_kinds(a, b),
        *_deed(a, b),
        *_name_words(x, y),
        *_pronoun(x, y),
        *_in_the_story(a, b),
        *_linked(a, b),
    )


def _words(a: Placed, b: Placed) -> tuple[float, ...]:
    """How like their words are, and what kinds of words they are."""
    x, y = a.facts, b.facts
    shared, union = a.words & b.words, a.words | b.words
    tags = {x.pos, y.pos}
    return (
        likeness(x.head, y.head),
        float(x.head == y.head),
        len(shared) / len(union),
        float(len(union) - len(shared)),
        min(rarity(x.head), rarity(y.head)),
        float(tags == {"VERB"}),
        float(tags <= {"NOUN", "PROPN"}),
        float(x.is_name) + float(y.is_name),
        float(x.pos == "PRON") + float(y.pos == "PRON"),
    )


def _places(a: Placed, b: Placed) -> tuple[float, ...]:
    """How near they stand to each other, and whether they mention one entity of the run."""
    x, y = a.facts, b.facts
    return (
        float(x.report == y.report),
        _nearness(x, y),
        float(x.report == y.report and x.sentence == y.sentence),
        float(a.entity is not None and a.entity == b.entity),
        float(a.entity is not None and b.entity is not None and a.entity != b.entity),
    )


def _company(a: Placed, b: Placed) -> tuple[float, ...]:
    """Whether the same take part, and on the same day."""
    x, y = a.facts, b.facts
    return (
        _agreement(a, b, "subject"),
        _agreement(a, b, "object"),
        _agreement(a, b, "oblique"),
        _difference(a, b, "subject"),
        _difference(a, b, "object"),
        float(len(a.names & b.names)),
        float(bool(set(x.dates) & set(y.dates))),
        _dates_differ(x, y),
        _context(x, y),
        _agreement(a, b, "modifier") + _agreement(a, b, "owner"),
        _difference(a, b, "modifier"),
        _agreement(a, b, "governor"),
    )


def _kinds(a: Placed, b: Placed) -> tuple[float, ...]:
    """Number, article, type, numbers and names, being and gender."""
    x, y = a.facts, b.facts
    return (
        float(x.plural != y.plural),
        float(x.definite) + float(y.definite),
        float(x.type is not None and x.type == y.type),
        float(x.type is not None and y.type is not None and x.type != y.type),
        float(bool(a.numbers and b.numbers) and not a.numbers & b.numbers),
        float(bool(a.names and b.names) and not a.names & b.names),
        float(x.head in _SAYING or y.head in _SAYING),
        float(x.being == "person") + float(y.being == "person"),
        float(bool(x.being and y.being) and x.being != y.being),
        float(bool(x.gender and y.gender) and x.gender != y.gender),
        float(bool(x.gender) and x.gender == y.gender),
    )


def measure_meaning(a: Placed, b: Placed) -> tuple[float, ...]:
    """The values of `MEANINGS` for two mentions; nothing where either has no vectors."""
    if a.vectors is None or b.vectors is None:
        return ()
    return tuple(float(x @ y) for x, y in zip(a.vectors, b.vectors, strict=True))


def _in_the_story(a: Placed, b: Placed) -> tuple[float, ...]:
    """How common the two head words are among the story's reports and in their own, and how early the two stand."""
    first, last = sorted((a.facts.sentence, b.facts.sentence))
    return (
        *sorted((a.spread, b.spread)),
        *sorted((float(a.there), float(b.there))),
        float(a.reports),
        float(first),
        float(last),
    )


def _linked(a: Placed, b: Placed) -> tuple[float, ...]:
    """Whether those who take part are one, by the entity mentions that were linked before."""
    mine, theirs = frozenset[int]().union(*a.linked.values()), frozenset[int]().union(*b.linked.values())
    sentences = a.linked_around & b.linked_around
    return (
        *(v for role in ("subject", "object") for v in _one_or_apart(a, b, role)),
        float(len(mine & theirs)),
        len(mine & theirs) / max(1, len(mine | theirs)),
        float(len(sentences)),
        len(sentences) / max(1, len(a.linked_around | b.linked_around)),
    )


def _one_or_apart(a: Placed, b: Placed, role: str) -> tuple[float, float]:
    mine, theirs = a.linked.get(role, frozenset[int]()), b.linked.get(role, frozenset[int]())
    return float(bool(mine & theirs)), float(bool(mine and theirs) and not mine & theirs)


def _deed(a: Placed, b: Placed) -> tuple[float, float]:
    """How like what both do or undergo is, and whether it is the very word; in the same place of the clause."""
    if a.facts.place_in_clause != b.facts.place_in_clause or a.facts.place_in_clause == "other":
        return 0.0, 0.0
    mine, theirs = a.around.get("governor", frozenset()), b.around.get("governor", frozenset())
    return _agreement(a, b, "governor"), max((rarity(w) for w in mine & theirs), default=0.0)


def _name_words(x: MentionFacts, y: MentionFacts) -> tuple[float, float]:
    """How many words of two names are shared, and whether the one's head is a word of the other."""
    if not (x.is_name and y.is_name):
        return 0.0, 0.0
    return float(len(set(x.words) & set(y.words))), float(x.head in y.words or y.head in x.words)


def _pronoun(x: MentionFacts, y: MentionFacts) -> tuple[float, float]:
    """For a pronoun and what may be its antecedent: whether it comes after it in the report, and how many characters lie between."""
    first, last = sorted((x, y), key=lambda m: m.start)
    if x.report != y.report or last.pos != "PRON":
        return 0.0, 0.0
    return 1.0, min(1000, last.start - first.end) / 1000


def _nearness(x: MentionFacts, y: MentionFacts) -> float:
    return 1.0 / (1 + abs(x.sentence - y.sentence)) if x.report == y.report else 0.0


def _agreement(a: Placed, b: Placed, role: str) -> float:
    """How like what stands in a role is, of what is likest."""
    mine, theirs = a.around.get(role, frozenset()), b.around.get(role, frozenset())
    return max((_alike(m, t) for m in mine for t in theirs), default=0.0)


def _alike(m: str, t: str) -> float:
    if m == t:
        return 1.0
    return likeness(m, t) if m[0] != "@" and t[0] != "@" else 0.0


def _difference(a: Placed, b: Placed, role: str) -> float:
    """Whether both have something in a role, and nothing of it is alike."""
    return float(bool(a.around.get(role) and b.around.get(role)) and not _agreement(a, b, role))


def _dates_differ(x: MentionFacts, y: MentionFacts) -> float:
    if not x.dates or not y.dates:
        return 0.0
    return float(not any(p[0] <= q[1] and q[0] <= p[1] for p in x.dates for q in y.dates))


def _context(x: MentionFacts, y: MentionFacts) -> float:
    """How much of the rare words of the two sentences is shared."""
    shared = sum(rarity(w) for w in x.context & y.context)
    total = sum(rarity(w) for w in x.context | y.context)
    return shared / total if total else 0.0
