"""What each outlet calls an entity or an unnamed party: the wordings as printed, whose they are, their tone, and how far outlets differ."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from onrecord.crossreport.labels import Wording, read_wordings
from onrecord.crossreport.parties import find_counterparts, group_parties, read_party_wordings
from onrecord.crossreport.view import StoryView
from onrecord.model import Counterpart, Label, Naming
from onrecord.resources import read_table

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_TONE_WEIGHT = 1.0
_LOADED_WEIGHT = 1.5
_DESCRIBING_WEIGHT = 0.5


@dataclass(frozen=True)
class Profile:
    """What the labels of one entity in one outlet bring into play, for comparing outlets. Only the outlet's own wordings count."""

    describing: frozenset[str]  # words that are no part of a name
    loaded: frozenset[str]
    tone: float  # the strongest, 0 where none is known


def find_namings(view: StoryView) -> tuple[Naming, ...]:
    """The labels of each entity and unnamed party in each outlet, those on which outlets differ most first.

    Args:
        view: the story.

    Returns:
        One naming for each entity or party and outlet that names it in headline or body (pronouns do not count), sorted by the greatest
        contrast of the entity, then by entity and outlet; labels by count, then as printed. Contrasts of what may be the same are
        measured together: an outlet that says "rebels" differs from one that says "protesters".
    """
    parties = group_parties(view)
    grouped: dict[tuple[str, str], list[Wording]] = defaultdict(list)
    for wording in (*read_wordings(view), *read_party_wordings(view, parties)):
        grouped[wording.entity, wording.outlet].append(wording)
    labels = {key: _labels(wordings) for key, wordings in grouped.items()}
    counterparts = find_counterparts(view, parties)
    topics = _topics(sorted({e for e, _ in grouped}), counterparts)
    contrasts = _contrasts(labels, grouped, topics)
    names = {p.id: p.name for p in parties}
    highest: dict[str, float] = defaultdict(float)
    for (entity, _), value in contrasts.items():
        highest[entity] = max(highest[entity], value)
    order = sorted(labels, key=lambda k: (-highest[k[0]], k))
    return tuple(
        Naming(
            entity=e,
            outlet=o,
            labels=labels[e, o],
            contrast=contrasts[e, o],
            party=names.get(e, ""),
            may_be=counterparts.get(e, ()),
        )
        for e, o in order
    )


def _topics(entities: Sequence[str], counterparts: dict[str, tuple[Counterpart, ...]]) -> dict[str, str]:
    """For each entity and party the first of those it may be the same as, through whatever others."""
    topic = {e: e for e in entities}

    def root(e: str) -> str:
        while topic[e] != e:
            e = topic[e]
        return e

    for entity in entities:
        for other in counterparts.get(entity, ()):
            if other.with_ in topic:
                first, second = sorted((root(entity), root(other.with_)))
                topic[second] = first
    return {e: root(e) for e in entities}


def _contrasts(
    labels: dict[tuple[str, str], tuple[Label, ...]],
    grouped: dict[tuple[str, str], list[Wording]],
    topics: dict[str, str],
) -> dict[tuple[str, str], float]:
    """How far each outlet's labels of an entity, and of what may be the same, lie from those of the other outlets."""
    mine: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for entity, outlet in labels:
        mine[topics[entity], outlet].append((entity, outlet))
    profiles = {
        key: _profile([x for k in keys for x in labels[k]], [w for k in keys for w in grouped[k]])
        for key, keys in mine.items()
    }
    return {(e, o): _contrast((topics[e], o), profiles) for e, o in labels}


def _labels(wordings: Sequence[Wording]) -> tuple[Label, ...]:
    """One label for each wording and owner, however often it is printed."""
    grouped: dict[tuple[str, str, str], list[Wording]] = defaultdict(list)
    for wording in wordings:
        grouped[wording.key, wording.owner, wording.kind].append(wording)
    made = [_label(group) for group in grouped.values()]
    return tuple(sorted(made, key=lambda x: (-x.count, x.text, x.owner, x.kind)))


def _label(group: Sequence[Wording]) -> Label:
    printed = Counter(w.text for w in group)
    text = min(printed, key=lambda t: (-printed[t], t))
    terms = loaded_terms(text)
    return Label(
        text=text,
        count=len(group),
        tone=tone_of(text, group[0].name_words),
        loaded=bool(terms) or group[0].kind in ("so-called", "scare quotes"),
        evidence=tuple(sorted(w.evidence for w in group)),
        owner=group[0].owner,
        loaded_terms=terms,
        kind=group[0].kind,
    )


def loaded_terms(text: str) -> tuple[str, ...]:
    """The words of a label that take a side, as the list has them, in text order.

    >>> loaded_terms("then Libyan dictator Muammar al-Qaddafi")
    ('dictator',)
    """
    return tuple(dict.fromkeys(t for t in _terms(text) if t in _loaded()))


def _terms(text: str) -> Iterator[str]:
    """The words of a text in lower case, in the singular where only that is listed, and pairs of neighbours joined by a hyphen."""
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text)]
    for number, word in enumerate(words):
        singular = word[:-1] if word.endswith("s") and word not in _loaded() else word
        yield singular
        if number + 1 < len(words):
            following = words[number + 1]
            yield f"{word}-{following[:-1] if following.endswith('s') else following}"
            yield f"{word}-{following}"


@cache
def _loaded() -> dict[str, float]:
    return {r["term"]: float(r["tone"]) for r in read_table("loaded_terms.csv")}


@cache
def _tones() -> dict[str, float]:
    return {r["word"]: float(r["tone"]) for r in read_table("tone.csv")}


def tone_of(text: str, name_words: frozenset[str] = frozenset()) -> float | None:
    """The mean tone of the words of a label that have one, -1..1; None where no word has.

    Args:
        text: the label as printed.
        name_words: lower-cased words of the entity's names, which have no tone ("Bill Strong", "Operation Peace Storm").

    >>> tone_of("the notorious warlord") < 0, tone_of("the minister") is None
    (True, True)
    """
    own = [t for t in _terms(text) if t not in name_words]
    loaded, tones = _loaded(), _tones()
    found = [loaded[t] if t in loaded else tones[t] for t in dict.fromkeys(own) if t in loaded or t in tones]
    return round(sum(found) / len(found), 2) if found else None


def _profile(labels: Sequence[Label], wordings: Sequence[Wording]) -> Profile:
    own = [x for x in labels if x.owner == "outlet"]
    names = frozenset().union(*(w.name_words for w in wordings))
    words = {t for x in own for t in (w.lower() for w in _WORD.findall(x.text)) if t not in names}
    tones = [x.tone for x in own if x.tone is not None]
    return Profile(
        describing=frozenset(words),
        loaded=frozenset(t for x in own for t in x.loaded_terms),
        tone=min(tones, key=lambda t: (-abs(t), t)) if tones else 0.0,
    )


def _contrast(key: tuple[str, str], profiles: dict[tuple[str, str], Profile]) -> float:
    """How far an outlet's labels lie from those of the other outlets; 0 where no other names the entity."""
    mine = profiles[key]
    others = [p for (entity, outlet), p in profiles.items() if entity == key[0] and outlet != key[1]]
    if not others:
        return 0.0
    values = [_distance(mine, other) for other in others]
    return round(sum(values) / len(values), 4)


def _distance(a: Profile, b: Profile) -> float:
    return (
        _TONE_WEIGHT * abs(a.tone - b.tone)
        + _LOADED_WEIGHT * _apart(a.loaded, b.loaded)
        + _DESCRIBING_WEIGHT * _apart(a.describing, b.describing)
    )


def _apart(a: frozenset[str], b: frozenset[str]) -> float:
    """Share of the words that only one of the two uses."""
    return len(a ^ b) / len(a | b) if a | b else 0.0
