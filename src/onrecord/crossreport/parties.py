"""People and bodies that reports describe and do not name, put together within a story, and whom else their words may mean.

Nothing says that the rebels of one report are the protesters of another, so only phrases with one head noun are taken for one party, and
only where country, number, side, and whose or which they are, do not tell them apart. Words of one field ("rebels", "protesters"), and a
body that is described beside one that is named ("the government", "the Government of National Accord"), are shown side by side as what may
be the same.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from onrecord.crossreport.labels import Wording, kind_of, owner_of_words
from onrecord.crossreport.view import StoryView
from onrecord.language.countries import countries, country_of_demonym
from onrecord.language.name_keys import fold
from onrecord.language.word_relations import likeness, noun_lemmas
from onrecord.model import Annotations, Counterpart, DossierEntity, Evidence, Mention, Party
from onrecord.resources import read_table

#: Fields whose words are used of the same people by different outlets; in the others ("victims", "survivors") they tell people apart.
ALTERNATIVE = frozenset("crowd fighters soldiers police state attackers migrants settlers captives workers".split())
_NEIGHBOURS = frozenset({("crowd", "fighters"), ("fighters", "crowd")})
_SIDES = ("pro-", "anti-")
#: Words that tell one of a kind from another of it ("the second deputy"): nobody without them is meant.
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last".split())
_TIMES = {
    "past": "former",
    "previous": "former",
    "former": "former",
    "last": "former",
    "old": "former",
    "outgoing": "former",
}
_TIMES |= {"new": "new", "incoming": "new", "next": "new"}
_OTHERS = _ORDINALS | {"former"}  # "the government" is neither the first nor the former one
_LEVELS = frozenset("federal national state regional provincial county city municipal local".split())
_ALIKE = 0.75
_MOST = 40  # parties of a story, those told of most


@dataclass(frozen=True)
class StoryParty:
    """One party of a story with the phrases that mean it."""

    id: str
    name: str  # the phrase printed most
    field: str
    head: str
    plural: bool
    country: str
    side: str  # a modifier that tells one side from the other ("pro-government"); "" for none
    owner: str  # run-wide id of whose they are by the name in the phrase ("the Mokoena administration"); "" for none
    which: str  # what tells one of them from another: "second", "former", "federal"; "" for none
    phrases: tuple[tuple[str, Party], ...]  # (report, phrase)


class Marks(NamedTuple):
    """What tells parties of one noun apart; "" where a phrase does not say."""

    country: str
    side: str
    owner: str
    which: str


_Key = tuple[str, bool, Marks]


def group_parties(view: StoryView) -> tuple[StoryParty, ...]:
    """The parties of a story, those told of most first, at most forty.

    Country, side, owner ("the Mokoena administration"), level ("state police") and time ("the last government") tell parties of one noun
    apart. A phrase that says none of them joins the one party of its noun that does; where there are several, it stands for itself.
    """
    found = [(a.report.id, p, _marks(view, a, p)) for a in view.annotated for p in a.parties]
    grouped: dict[_Key, list[tuple[str, Party]]] = defaultdict(list)
    told: dict[tuple[str, bool], set[Marks]] = defaultdict(set)
    for _, party, marks in found:
        if marks.which not in _OTHERS and not (marks.which and party.head == "officer"):
            told[party.head, party.plural].add(marks)
    for report, party, marks in found:
        grouped[party.head, party.plural, _fitting(marks, told[party.head, party.plural])].append((report, party))
    made = [_made(view, key, phrases) for key, phrases in grouped.items()]
    kept = sorted(made, key=lambda p: (-len(p.phrases), p.id))[:_MOST]
    return tuple(_apart(kept))


def _marks(view: StoryView, annotations: Annotations, party: Party) -> Marks:
    words = party.span.of(annotations.report.text).lower().split()
    return Marks(
        country=party.country or "",
        side=next((w for w in words if w.startswith(_SIDES)), ""),
        owner=_owner(view, annotations, party),
        which=next((w for word in words if (w := _which(word, party))), "") or _service(words, party),
    )


def _which(word: str, party: Party) -> str:
    if party_fields().get(party.head) in ("state", "police"):
        return word if word in _LEVELS else _TIMES.get(word, "")
    return word if word in _ORDINALS and not party.plural else ""


def _service(words: Sequence[str], party: Party) -> str:
    """What an officer is an officer of: "corrections", "customs"; "" for one of the police, and for one of whom it is not said."""
    of = words[-2] if party.head == "officer" and len(words) > 1 else ""
    return of if of != "police" and (of in noun_lemmas() or (of.endswith("s") and of[:-1] in noun_lemmas())) else ""


def _owner(view: StoryView, annotations: Annotations, party: Party) -> str:
    """The entity that a phrase names as whose or of where they are: the last one named before its noun, or after "of"."""
    inside = [
        (m.start, run)
        for e in annotations.entities
        for m in e.mentions
        if m.form in ("name", "acronym") and party.start <= m.start and m.end <= party.end
        if not (party.country and e.country == party.country and e.kind == "place")
        if (run := view.run_id(annotations.report.id, e.id))
    ]
    return max(inside, default=(0, ""))[1]


def _fitting(marks: Marks, known: set[Marks]) -> Marks:
    """The one among the marks of a noun that says all that these say, and more; these where there are none or several."""
    fitting = {k for k in known if k != marks and all(a in ("", b) for a, b in zip(marks, k, strict=True))}
    return fitting.pop() if len(fitting) == 1 else marks


def _made(view: StoryView, key: _Key, phrases: Sequence[tuple[str, Party]]) -> StoryParty:
    head, plural, (country, side, owner, which) = key
    printed = Counter(" ".join(p.span.of(view.of(r).report.text).split()) for r, p in phrases)
    alike = Counter[str]()
    for phrase, number in printed.items():
        alike[phrase.lower()] += number
    name = min(alike, key=lambda t: (-alike[t], len(t), t))
    shown = _as_printed(name, printed, owner, country)
    return StoryParty(
        id=f"{view.story.id}/{'-'.join(w for w in (which, side, country.lower(), owner, head, 'pl' if plural else '') if w)}",
        name=shown,
        field=party_fields().get(head, ""),
        head=head,
        plural=plural,
        country=country,
        side=side,
        owner=owner,
        which=which,
        phrases=tuple(phrases),
    )


def _as_printed(name: str, printed: Counter[str], owner: str, country: str) -> str:
    """The name with its capitals ("the Hale administration"), but for the one that only begins a sentence."""
    words = max((p for p in printed if p.lower() == name), key=lambda p: (printed[p], p)).split()
    is_name = owner or (country and _is_of(words[0], country)) or words[0].isupper()
    first = words[0] if is_name and len(words) > 1 else words[0].lower()
    return " ".join([first, *words[1:]])


def _is_of(word: str, country: str) -> bool:
    return country_of_demonym(word) == country


def _apart(parties: Sequence[StoryParty]) -> Iterator[StoryParty]:
    """The parties, those that are called alike with what tells them apart."""
    names = Counter(p.name for p in parties)
    for party in parties:
        more = countries()[party.country].name if party.country in countries() else party.side
        alike = names[party.name] > 1 and more and more.lower() not in party.name.lower()
        yield replace(party, name=f"{party.name} ({more})") if alike else party


@cache
def party_fields() -> dict[str, str]:
    """The field that each noun for a party belongs to."""
    return {r["noun"]: r["field"] for r in read_table("party_nouns.csv")}


def read_party_wordings(view: StoryView, parties: Sequence[StoryParty]) -> Iterator[Wording]:
    """The wordings of parties, by party, report and place."""
    for party in parties:
        for report, phrase in party.phrases:
            annotations = view.of(report)
            quotations = sorted(annotations.quotations, key=lambda q: (q.content[0].start, q.id))
            text, mention = (
                annotations.report.text,
                Mention(start=phrase.start, end=phrase.end, form="description", part=phrase.part),
            )
            yield Wording(
                entity=party.id,
                outlet=view.outlet(report),
                text=" ".join(phrase.span.of(text).split()),
                kind=kind_of(text, phrase.span, mention),
                owner=owner_of_words(view, annotations, mention, quotations),
                evidence=Evidence(report, phrase.start, phrase.end),
                name_words=frozenset(),
            )


def find_counterparts(view: StoryView, parties: Sequence[StoryParty]) -> dict[str, tuple[Counterpart, ...]]:
    """For each party and each named body, whom else its words may mean, with the reason.

    Args:
        view: the story.
        parties: from `group_parties`.
    """
    bodies = [(e, head) for e in view.entities if (head := _body_head(e))]
    found: dict[str, list[Counterpart]] = defaultdict(list)
    for i, a in enumerate(parties):
        for b in parties[i + 1 :]:
            if reason := _may_be(a, b):
                found[a.id].append(Counterpart(b.id, reason))
                found[b.id].append(Counterpart(a.id, reason))
        for body, head in bodies:
            if head == a.head and a.country in ("", body.country):
                reason = f"“{a.name}” may mean {body.name}, which is a {head}, too."
                found[a.id].append(Counterpart(body.id, reason))
                found[body.id].append(Counterpart(a.id, reason))
    for i, (one, head) in enumerate(bodies):
        for other, other_head in bodies[i + 1 :]:
            if head == other_head and one.country and one.country == other.country:
                reason = f"Both are called a {head} of {countries()[one.country].name}."
                found[one.id].append(Counterpart(other.id, reason))
                found[other.id].append(Counterpart(one.id, reason))
    return {key: tuple(made) for key, made in found.items()}


def _body_head(entity: DossierEntity) -> str:
    """The noun for a body of state that an entity's name holds ("Government of National Accord"); "" for others."""
    if entity.kind not in ("organisation", "group") or entity.country not in countries():
        return ""
    return next((w for w in (fold(x) for x in entity.name.split()) if party_fields().get(w) == "state"), "")


def _may_be(a: StoryParty, b: StoryParty) -> str:
    """Why two parties may be one; empty where nothing speaks for it, or number or what else tells parties apart speaks against it."""
    if a.plural != b.plural or (a.country and b.country and a.country != b.country):
        return ""
    if any(x and y and x != y for x, y in ((a.side, b.side), (a.owner, b.owner), (a.which, b.which))):
        return ""
    if a.head == b.head or likeness(a.head, b.head) >= _ALIKE:
        return f"“{a.name}” and “{b.name}” mean much the same; no report says whether the same people are meant."
    if (a.field == b.field and a.field in ALTERNATIVE) or (a.field, b.field) in _NEIGHBOURS:
        return f"“{a.name}” and “{b.name}” can be said of the same people; no report says whether they are."
    return ""
