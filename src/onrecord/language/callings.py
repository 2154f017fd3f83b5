"""Whom a report means by a calling or an age: "Lukas Hale, a student from Mainz", "the skipper", "the Belgian".

Titles and offices are the matter of `offices.py`. Here it is what anybody may be: a nurse, a baker, a sprinter, a mother of two. A phrase
is bound where the report says that the two are one, where only one of its people is called so, or where nobody else can be meant; else
it stays nobody's.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from onrecord.language.countries import country_named, country_of_demonym
from onrecord.language.identity import Identity, Nominal
from onrecord.language.mentions import NameSpan
from onrecord.language.name_keys import fold
from onrecord.language.offices import beside_comma, office_of
from onrecord.language.parsing import Paragraph
from onrecord.language.pronouns import gender_of
from onrecord.language.scene import Scene, determiner
from onrecord.language.titles import is_title_head
from onrecord.language.word_relations import likeness
from onrecord.resources import read_words

_BREAKS = frozenset({",", "-", "–", "—", "--", "(", ":"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ALIKE = 0.75  # likeness of two callings from which they are one
_AGES = range(3, 110)
_YEARS_OLD = re.compile(r"\b(\d{1,3})\s?-\s?year\s?-\s?old\b")
_SHORTEST = 4  # words of a sentence: "BREAKING:" tells nothing
_FARTHEST = 10  # words before a noun in which its age may stand
#: Nouns for somebody that say nothing of who it is: whoever is called so need not be the one named last.
_ANYBODY = frozenset(
    "man woman person boy girl child kid baby someone victim suspect witness neighbour neighbor friend relative source passer-by passenger"
    " customer patient caller visitor member resident villager local official spokesman spokeswoman spokesperson insider colleague player"
    " other one".split()
)
#: Callings that are of somebody else's point of view, and those of people who have a part in any happening.
_OF_SOMEBODY = frozenset(
    "mum mom dad mother father brother sister son daughter wife husband partner parent widow widower uncle aunt cousin girlfriend boyfriend"
    " fiance fiancee lawyer solicitor attorney doctor paramedic coach manager agent boss owner landlord employer assistant deputy successor"
    " predecessor rival opponent accuser attacker killer driver guard officer rescuer referee interviewer reporter journalist".split()
)
#: What one may be called after one's name without more: whoever had nothing of it before.
_OF_ANYBODY = frozenset(
    "pensioner widow widower grandmother grandfather star ace veteran millionaire billionaire tycoon diva".split()
)
_SAYING = frozenset("say tell add explain recall insist claim write admit joke".split())
_MALE = frozenset(
    "man men father brother son husband boyfriend king prince actor dad boy uncle widower policeman".split()
)
_FEMALE = frozenset(
    "woman women mother sister daughter wife girlfriend queen princess actress mum mom girl aunt widow policewoman diva".split()
)
_MORE_PEOPLE = frozenset("mum mom dad pensioner ace cop whizz newlywed carer counterpart".split())


@dataclass
class _Known:
    """What a report says of one of its people."""

    person: Identity
    callings: set[str] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)


@cache
def _people_nouns() -> frozenset[str]:
    return read_words("person_nouns.txt") | _MORE_PEOPLE


def find_callings(scene: Scene) -> None:
    """Bind descriptions of people by calling, age or country to whom they mean."""
    known = [_Known(p) for p in scene.people()]
    for one in known:
        one.person.gender = one.person.gender or gender_of(one.person)
    nouns = list(_nouns(scene))
    for paragraph, token in nouns:
        _bind_beside(scene, paragraph, token)
    for one in known:
        _look_beside(scene, one)
    _bind_first(scene, known)
    _bind_later(scene, known, nouns)
    _bind_countrymen(scene, known)


def _nouns(scene: Scene) -> Iterator[tuple[Paragraph, Any]]:
    """Singular nouns for somebody that no other rule has bound, in text order."""
    for paragraph in scene.parsed.paragraphs:
        for token in paragraph.doc:
            if scene.at(paragraph, token.i) is None and _is_somebody(token):
                yield paragraph, token


def _is_somebody(token: Any) -> bool:
    if token.tag_ == "NN" and token.lower_ in _people_nouns():
        return True
    return (
        token.lower_ == "old" and token.dep_ not in ("amod", "compound", "nmod", "acomp") and _age_in(token) is not None
    )


def _age_in(token: Any) -> int | None:
    """34 of "34-year-old", and of "34-year-old nurse" up to its noun; None for others."""
    first = max(0, token.i - 4) if token.lower_ == "old" else max(int(token.left_edge.i), token.i - _FARTHEST)
    match = _YEARS_OLD.search(token.doc[first : token.i + 1].text)
    return int(match.group(1)) if match and int(match.group(1)) in _AGES else None


def _bind_beside(scene: Scene, paragraph: Paragraph, token: Any) -> None:
    """ "X, a baker and father of three,": an apposition to a name, and what is joined to one."""
    partner = token.head if token.dep_ == "appos" else next((c for c in token.rights if c.dep_ == "appos"), None)
    partner = beside_comma(token) or partner
    if token.dep_ == "conj" and token.head.dep_ == "appos":
        partner = token.head.head
    person = scene.at(paragraph, partner.i) if partner is not None else None
    if partner is None or person is None or person.kind != "person":
        return
    following = scene.named.get((paragraph.index, token.i + 1))
    if (is_title_head(token.lower_) and token.dep_ != "conj") or following not in (None, person):
        return  # "her son Tom, 8, daughter Ava, 3": the daughter is Ava
    if any(t.text in _BREAKS for t in paragraph.doc[min(token.i, partner.i) : max(token.i, partner.i)]):
        reason = f"“{token.text}” stands in apposition to “{person.name}”."
        scene.bind(person, paragraph, token.i, "description", reason)


def _look_beside(scene: Scene, known: _Known) -> None:
    """Note what stands beside the names of a person: callings, ages, countries."""
    for span in known.person.spans:
        doc = span.paragraph.doc
        head = doc[span.first : span.last].root
        known.callings |= _callings_of(span, head)
        known.countries |= _countries_before(span)
        known.ages |= _age_after(span)
        known.ages |= {a for c in head.children if c.dep_ == "appos" and (a := _age_in(c))}
        if span.first and (age := _age_in(doc[span.first - 1])) is not None:
            known.ages.add(age)
    for nominal in known.person.nominals:
        if nominal.form in ("title", "description"):
            last = nominal.paragraph.doc[nominal.last - 1]
            known.callings.add(last.lower_)
            known.ages |= {a for t in nominal.paragraph.doc[nominal.first : nominal.last] if (a := _age_in(t))}
    if known.person.country:
        known.countries.add(known.person.country)


def _callings_of(span: NameSpan, head: Any) -> set[str]:
    """The noun right before a name, and what it is told to be: "nurse Ana Hale", "Ana Hale is a nurse"."""
    doc = span.paragraph.doc
    found = {fold(t.text).rstrip(".") for t in doc[max(0, span.first - 1) : span.first]}
    if head.dep_ == "nsubj" and head.head.lemma_ == "be" and not any(c.dep_ == "neg" for c in head.head.children):
        found |= {c.lower_ for c in head.head.children if c.dep_ == "attr" and determiner(doc, c.i) != "no"}
    return {w for w in found if w in _people_nouns() or is_title_head(w)}


def _countries_before(span: NameSpan) -> set[str]:
    """ "French cyclist X", "the Belgian X"."""
    before = span.paragraph.doc[max(0, span.first - 3) : span.first]
    near = [t for t in before if t.i == span.first - 1 or t.head.i >= span.first - 1]
    return {c for t in near if (c := country_of_demonym(t.text) or country_named(t.text))}


def _age_after(span: NameSpan) -> set[int]:
    following = [t.text for t in span.paragraph.doc[span.last : span.last + 3]]
    if (
        len(following) == 3
        and following[0] in (",", "(")
        and following[1].isdigit()
        and following[2] in (",", ".", ")")
    ):
        return {int(following[1])} & set(_AGES)
    return set()


def _bind_first(scene: Scene, known: list[_Known]) -> None:
    """ "A British mum has told how … | Kelly Hale, 36, was …": the first sentence says what somebody is, the next one who it is."""
    body = [p for p in scene.parsed.paragraphs if p.part != "headline"]
    if not body:
        return
    sentences = [(p, s) for p in body[:3] for s in p.doc.sents if len(s) >= _SHORTEST][:2]
    if len(sentences) < 2 or any(scene.at(sentences[0][0], t.i) in scene.people() for t in sentences[0][1]):
        return
    (paragraph, first), (place, second) = sentences
    token = next((t for t in first if t.dep_ in _SUBJECTS and t.head.dep_ == "ROOT"), None)
    named = next((one for one in known for s in one.person.spans if s.paragraph is place and _leads(s, second)), None)
    if token is None or named is None or token.tag_ != "NN" or not (_is_somebody(token) or is_title_head(token.lower_)):
        return
    if (
        scene.at(paragraph, token.i) is not None
        or determiner(paragraph.doc, token.i) not in ("a", "an", "the")
        or not _agree(named, token)
    ):
        return
    is_told_of = bool(named.ages) or _is_called(named, token.lower_)
    if not is_told_of or (named.callings and not _is_called(named, token.lower_)):
        return
    reason = f"The first sentence tells of a {token.text}, the next one names “{named.person.name}”."
    scene.bind(named.person, paragraph, token.i, "description", reason)
    named.callings.add(token.lower_)
    named.ages |= {a for a in (_age_in(token),) if a}


def _leads(span: NameSpan, sentence: Any) -> bool:
    """Whether a whole name is the subject that a sentence opens with."""
    if len(span.words) < 2 or not sentence.start <= span.first <= sentence.start + 2:
        return False
    head = span.paragraph.doc[span.first : span.last].root
    return head.dep_ in _SUBJECTS and head.head.dep_ == "ROOT"


def _agree(known: _Known, token: Any) -> bool:
    """Whether age and gender of a description do not speak against a person."""
    age, word = _age_in(token), token.lower_
    gender = "m" if word in _MALE else "f" if word in _FEMALE else None
    if gender and known.person.gender and gender != known.person.gender:
        return False
    return age is None or not known.ages or age in known.ages


def _is_called(known: _Known, word: str) -> bool:
    return any(likeness(word, c) >= _ALIKE for c in known.callings)


def _bind_later(scene: Scene, known: list[_Known], nouns: list[tuple[Paragraph, Any]]) -> None:
    """ "The skipper", "the 34-year-old": whom only one of the report's people can be."""
    told: set[str | int] = set()  # callings and ages of people who are not named
    for paragraph, token in nouns:
        if scene.at(paragraph, token.i) is not None:
            continue
        says: set[str | int] = {token.lower_} if token.lower_ != "old" else set()
        says |= {a for a in (_age_in(token),) if a}
        is_pointing = (
            determiner(paragraph.doc, token.i) == "the" and not _is_narrowed(token) and not _is_modifier(token)
        )
        one = _meant(scene, paragraph, token, known) if is_pointing and not says & told else None
        if one is not None:
            scene.bind(
                one.person, paragraph, token.i, "description", f"“the {token.text}” is “{one.person.name}” here."
            )
            _look_beside(scene, one)
        elif token.dep_ != "attr":
            told |= says


def _is_narrowed(token: Any) -> bool:
    return any(c.dep_ in ("relcl", "acl", "prep", "appos") for c in token.rights)


def _is_modifier(token: Any) -> bool:
    return token.dep_ in ("compound", "nmod", "poss", "attr") or (token.head.i == token.i + 1 and token.dep_ == "amod")


def _meant(scene: Scene, paragraph: Paragraph, token: Any, known: list[_Known]) -> _Known | None:
    before = [one for one in known if _first_place(one.person) < (paragraph.index, token.i) and _agree(one, token)]
    age = _age_in(token)
    aged = [one for one in before if age is not None and age in one.ages]
    if len(aged) == 1:
        return aged[0]
    if age is None:
        called = [one for one in before if _is_called(one, token.lower_)]
        is_office = is_title_head(token.lower_) and office_of([token.lower_]) is not None
        if len(called) == 1 and token.lower_ not in _ANYBODY and not is_office:
            return called[0]
        if called:
            return None
    last = _last_named(scene, paragraph, token)
    one = next((k for k in before if k.person is last), None)
    if one is None or token.dep_ not in _SUBJECTS or aged:
        return None
    if age is not None:
        return one if not one.ages and token.lower_ == "old" else None
    is_free = token.lower_ not in _ANYBODY | _OF_SOMEBODY and not is_title_head(token.lower_)
    is_free = is_free and (token.lower_ in _OF_ANYBODY or token.head.lemma_ in _SAYING)
    return one if is_free and one.callings <= _ANYBODY | _OF_SOMEBODY else None


def _first_place(person: Identity) -> tuple[int, int]:
    return min([s.place for s in person.spans] + [(n.paragraph.index, n.first) for n in person.nominals])


def _last_named(scene: Scene, paragraph: Paragraph, token: Any, back: int = 1) -> Identity | None:
    """The one person whom the nearest sentence before that has any names, no farther than some paragraphs back."""
    for place in (p for p in reversed(scene.parsed.paragraphs) if paragraph.index - back <= p.index <= paragraph.index):
        for sentence in reversed(list(place.doc.sents)):
            if place is paragraph and sentence.end > token.i:
                continue  # who is named in what somebody says is not who says it
            people = _distinct(i for t in sentence if (i := scene.at(place, t.i)) is not None and i.kind == "person")
            if people:
                return people[0] if len(people) == 1 else None
    return None


def _distinct(people: Iterable[Identity]) -> list[Identity]:
    return list({id(p): p for p in people}.values())


def _bind_countrymen(scene: Scene, known: list[_Known]) -> None:
    """ "The Belgian said": the one whose country that is, else the one named last."""
    for group in [i for i in scene.identities if i.kind == "group" and i.country]:
        for span in list(group.spans):
            one = _countryman(scene, span, group.country or "", known)
            if one is None:
                continue
            group.spans.remove(span)
            one.person.nominals.append(Nominal(span.paragraph, span.first, span.last, "description"))
            one.person.reasons.append(f"“the {span.text}” is “{one.person.name}” here.")
            for index in range(span.first, span.last):
                scene.named.pop((span.paragraph.index, index), None)
                scene.nominal[span.paragraph.index, index] = one.person


def _countryman(scene: Scene, span: NameSpan, country: str, known: list[_Known]) -> _Known | None:
    token = span.paragraph.doc[span.last - 1]
    is_one = token.tag_ in ("NN", "NNP", "JJ") and token.dep_ in _SUBJECTS and not token.text.endswith("s")
    if (
        not is_one
        or span.last - span.first > 1
        or determiner(span.paragraph.doc, token.i) != "the"
        or token.head.tag_ in ("VBP", "NNS")
    ):
        return None
    before = [one for one in known if _first_place(one.person) < span.place and _agree_in_gender(one, token.lower_)]
    theirs = [one for one in before if country in one.countries]
    if len(theirs) == 1:
        return theirs[0]
    last = _last_named(scene, span.paragraph, token, 3)
    return (
        next((one for one in before if one.person is last and not one.countries - {country}), None)
        if not theirs
        else None
    )


def _agree_in_gender(known: _Known, word: str) -> bool:
    return not (word.endswith("woman") and known.person.gender == "m") and not (
        word.endswith("man")
        and not word.endswith("woman")
        and word not in ("german", "roman", "ottoman")
        and known.person.gender == "f"
    )
