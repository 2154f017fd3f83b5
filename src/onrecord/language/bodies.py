"""Bodies that are described rather than named: "the Libyan government", "the alliance", "the company", "the country"."""

import re
from functools import cache
from typing import Any

from onrecord.language.identity import Identity
from onrecord.language.name_keys import fold
from onrecord.language.name_organisations import known_organisations
from onrecord.language.parsing import Paragraph
from onrecord.language.scene import Scene, determiner, phrase_start
from onrecord.model import Timex
from onrecord.resources import read_table

_POINTING = frozenset({"the", "this", "that"})
#: Words that tell a body from the one of now.
NEW_ONES = frozenset(
    {"new", "former", "next", "previous", "interim", "transitional", "future", "rival", "parallel", "shadow"}
)
#: Words of organisations' names, and what one calls such an organisation.
_CALLED = {
    "airlines": "airline", "airline": "airline", "airways": "airline", "bank": "bank", "bancorp": "bank",
    "party": "party", "union": "union", "university": "university", "newspaper": "newspaper", "times": "newspaper",
    "post": "newspaper", "council": "council", "committee": "committee", "commission": "commission",
    "agency": "agency", "organization": "organization", "organisation": "organization", "alliance": "alliance",
    "movement": "movement", "group": "group", "fund": "fund", "corporation": "company", "inc": "company",
    "company": "company", "co": "company", "ltd": "company", "plc": "company", "motors": "carmaker",
    "court": "court",
}  # fmt: skip
#: Bodies of which a country has one: its name and "Israel's parliament" mean the same.
_ONE_EACH = frozenset({"parliament", "central bank"})
_TOPIC = 3  # times that a report names what it is about before it calls it "the company"
#: Words of the names of bodies that are no companies.
_PUBLIC = frozenset(
    "ministry department bureau office administration authority service services institute institution school college hospital"
    " church federation confederation association society foundation trust army navy force forces police parliament assembly congress"
    " senate house team club league".split()
)
_UNIONS = re.compile(r"\bunions\b")  # where a report tells of several, "the union" may be any of them
_COMPANIES = frozenset({"company", "airline", "carmaker", "maker", "bank", "insurer"})


@cache
def _nouns() -> dict[str, tuple[str, bool, str]]:
    """Noun -> (class, whether a country's adjective makes it a body of its own, sector)."""
    return {r["noun"]: (r["class"], r["country"] == "x", r["sector"] or "") for r in read_table("body_nouns.tsv")}


def find_bodies(scene: Scene) -> None:
    """Bind descriptions of bodies to whom they mean, or make the body an identity of its own."""
    for identity in scene.identities:
        identity.nouns |= _called(identity)
    own: dict[tuple[str, str, str | None], Identity] = {}
    for paragraph, token, word in scene.heads:
        noun = token.lemma_.lower() if token.lemma_.lower() in _nouns() else word
        if noun in _nouns() and not _is_modifier(token):
            _describe(scene, paragraph, token, noun, own)
        elif noun in ("country", "nation", "capital"):
            _country(scene, paragraph, token, noun)


def _is_modifier(token: Any) -> bool:
    return token.dep_ in ("compound", "nmod") and token.head.i > token.i


def _called(identity: Identity) -> set[str]:
    if identity.kind != "organisation" or not identity.spans:
        return set()
    found = {c for w in identity.key if (c := _CALLED.get(w))}
    last = identity.key[-1] if identity.key else ""
    found |= {"bank"} if last.endswith("bank") else set()  # "Commerzbank"
    rows = read_table("organisations.tsv")
    for number in sorted(known_organisations(identity.name)):
        found |= {_nouns().get(n, (n, False, ""))[0] for n in (rows[number]["nouns"] or "").split(";")}
    return found


def _describe(
    scene: Scene, paragraph: Paragraph, token: Any, noun: str, own: dict[tuple[str, str, str | None], Identity]
) -> None:
    kind, is_body, sector = _nouns()[noun]
    if kind == "bank" and token.i and paragraph.doc[token.i - 1].lower_ == "central":
        kind, is_body, sector = "central bank", True, "GOV"
    partner = token.head if token.dep_ == "appos" else None
    named = scene.at(paragraph, partner.i) if partner is not None else _named_after(scene, paragraph, token)
    if named is not None and named.kind == "organisation":
        named.nouns.add(kind)
        named.sector = named.sector or sector or None
        if partner is not None:
            scene.bind(
                named, paragraph, token.i, "description", f"“{token.text}” stands in apposition to “{named.name}”."
            )
        return
    country = _country_before(scene, paragraph, token.i)
    if country is not None and is_body:
        _own_body(scene, paragraph, token, (kind, sector, country), own)
    elif (
        not _has_name(scene, paragraph, token.i)
        and determiner(paragraph.doc, token.i) in _POINTING
        and token.tag_ not in ("NNS", "NNPS")
        and not _is_narrowed(token)
        and not (noun == "union" and _UNIONS.search(scene.parsed.report.text))
    ):
        _refer(scene, paragraph, token, kind)


def _has_name(scene: Scene, paragraph: Paragraph, head: int) -> bool:
    return any(scene.at(paragraph, i) is not None for i in range(phrase_start(paragraph.doc, head), head))


def _is_narrowed(token: Any) -> bool:
    """Whether a clause or an "of" after the noun says which one is meant."""
    return any(c.dep_ in ("relcl", "acl", "prep") for c in token.rights)


def _named_after(scene: Scene, paragraph: Paragraph, token: Any) -> Identity | None:
    """ "aircraft manufacturer Airbus", "the manufacturer, Airbus,"."""
    for child in token.rights:
        if child.dep_ == "appos":
            return scene.at(paragraph, child.i)
    follows = token.i + 1 < len(paragraph.doc) and token.dep_ in ("compound", "nmod")
    return scene.at(paragraph, token.i + 1) if follows else None


def _country_before(scene: Scene, paragraph: Paragraph, head: int) -> Identity | None:
    for index in range(head - 1, phrase_start(paragraph.doc, head) - 1, -1):
        found = scene.at(paragraph, index)
        if found is not None:
            return found if found.is_country else None
    return None


def _own_body(
    scene: Scene,
    paragraph: Paragraph,
    token: Any,
    body: tuple[str, str, Identity],
    own: dict[tuple[str, str, str | None], Identity],
) -> None:
    """A country's government, army, people ... : one identity each, but apart where the report speaks of another time."""
    kind, sector, country = body
    if kind == "officials":
        return
    if kind == "people":
        people = next(
            (i for i in scene.identities if i.kind == "group" and i.country == country.country and not i.is_country),
            None,
        )
        people = people or own.get(("people", country.country or "", None))
        if people is None:
            people = _new(scene, "group", country, sector)
            own[("people", country.country or "", None)] = people
        scene.bind(people, paragraph, token.i, "description", f"“{token.text}” of {country.name} are its people.")
        return
    words = {t.lower_ for t in paragraph.doc[phrase_start(paragraph.doc, token.i) : token.i]}
    period = (
        period_of(scene, paragraph, token)
        if kind in ("government", "authorities", "cabinet", "army", "forces", "parliament")
        else None
    )
    key = (kind, country.country or "", period or (min(words & NEW_ONES) if words & NEW_ONES else None))
    named = [i for i in scene.identities if i.spans and kind in i.nouns & _ONE_EACH and i.country == country.country]
    if len(named) == 1 and key[2] is None:
        own[key] = named[0]
    if key not in own:
        own[key] = _new(scene, "organisation", country, sector)
        own[key].nouns.add(kind)
        own[key].period = period
    apart = f" of {period}" if period else ""
    scene.bind(own[key], paragraph, token.i, "description", f"“{token.text}” is the {kind}{apart} of {country.name}.")


def _new(scene: Scene, kind: str, country: Identity, sector: str) -> Identity:
    made = Identity(kind, (), country=country.country, sector=sector or None)
    scene.identities.append(made)
    return made


def period_of(scene: Scene, paragraph: Paragraph, token: Any) -> str | None:
    """The year that a clause in the past tense is about, if its paragraph has printed one; None: now, or unknown."""
    verb = next((t for t in (token, *token.ancestors) if t.pos_ in ("VERB", "AUX")), None)
    if verb is None or not _is_past(verb):
        return None
    end = paragraph.start + int(token.sent.end_char)
    years = [(t.start, y) for t in scene.timexes if paragraph.start <= t.start < end and (y := _year(t))]
    if not years:
        return None
    year = max(years)[1]
    published = (scene.parsed.report.published or "")[:4]
    return None if published.isdigit() and int(published) - int(year) < 2 else year


def _is_past(verb: Any) -> bool:
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if any(h.tag_ in ("VBP", "VBZ", "MD") for h in helpers):
        return False
    return verb.tag_ == "VBD" or any(h.tag_ == "VBD" for h in helpers)


def _year(timex: Timex) -> str | None:
    """The year of a date that is printed with one and not only the beginning of a stretch that lasts."""
    value = timex.value or ""
    if (
        timex.type != "DATE"
        or timex.anchor != "explicit"
        or not value[:4].isdigit()
        or timex.signal in ("since", "until", "by")
    ):
        return None
    return value[:4]


def _refer(scene: Scene, paragraph: Paragraph, token: Any, kind: str) -> None:
    """ "the alliance": the only organisation so far that is one."""
    here = (paragraph.index, token.i)
    field = {fold(c.text) for c in token.lefts if c.dep_ in ("compound", "nmod", "amod") and c.pos_ == "NOUN"}
    if field and kind not in _COMPANIES:  # "the emergencies ministry" is no other one
        fits = [
            i for i in scene.identities if kind in i.nouns and _first(i) < here and field & set(fold(i.name).split())
        ]
    else:
        fits = [i for i in scene.identities if kind in i.nouns and _first(i) < here]
    if not fits and kind in _COMPANIES:
        fits = [i for i in scene.identities if i.kind == "organisation" and i.nouns & _COMPANIES and _first(i) < here]
    if kind in _COMPANIES and (unknown := _unknown_since(scene, here)) is not None and unknown not in fits:
        fits = [*fits, unknown] if fits or _is_topic(scene, unknown, here) else []
    if len(fits) == 1:
        why = "is the only one so far in this report" if fits[0].nouns else "is what the report is about"
        reason = f"“the {token.text}”: “{fits[0].name}” {why}."
        scene.bind(fits[0], paragraph, token.i, "description", reason)


def _unknown_since(scene: Scene, here: tuple[int, int]) -> Identity | None:
    """An organisation of which nothing says what it is and that was named last before a place: "the company" may be it as well."""
    named = [(s.place, i) for i in scene.identities if _may_be_company(i) for s in i.spans if s.place < here]
    last = max(named, key=lambda n: n[0])[1] if named else None
    return last if last is not None and not last.nouns else None


def _may_be_company(identity: Identity) -> bool:
    return (
        identity.kind == "organisation"
        and not identity.country
        and not identity.sector
        and not _PUBLIC.intersection(identity.key)
    )


def _is_topic(scene: Scene, identity: Identity, here: tuple[int, int]) -> bool:
    """Whether a report has named an organisation several times, and no other as often."""
    counts = {
        id(i): sum(s.place < here for s in i.spans) for i in scene.identities if i.kind in ("organisation", "other")
    }
    mine = counts.pop(id(identity))
    return mine >= _TOPIC and all(count < mine for count in counts.values())


def _first(identity: Identity) -> tuple[int, int]:
    """Where it is mentioned first."""
    if identity.spans:
        return identity.spans[0].place
    return (identity.nominals[0].paragraph.index, identity.nominals[0].first)


def _country(scene: Scene, paragraph: Paragraph, token: Any, noun: str) -> None:
    """ "the country": the one that the report is about so far; "the capital": that country's, if it is named."""
    if (
        determiner(paragraph.doc, token.i) not in _POINTING
        or _is_narrowed(token)
        or token.tag_ == "NNS"
        or _is_modifier(token)
    ):
        return
    here = (paragraph.index, token.i)
    ranked = sorted(
        ((sum(s.place < here for s in i.spans), i) for i in scene.identities if i.is_country), key=lambda r: -r[0]
    )
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[0][0] < 2 * ranked[1][0]):
        return
    country = ranked[0][1]
    if noun != "capital":
        scene.bind(
            country, paragraph, token.i, "description", f"“the {token.text}”: the report is about {country.name}."
        )
        return
    capital = next((i for i in scene.identities if i.kind == "place" and _is_capital_of(i, country)), None)
    if capital is not None and _first(capital) < here:
        scene.bind(
            capital, paragraph, token.i, "description", f"“the capital”: “{capital.name}” is that of {country.name}."
        )


def _is_capital_of(identity: Identity, country: Identity) -> bool:
    from onrecord.language.countries import country_of_capital

    return bool(identity.spans) and country_of_capital(identity.name) == country.country
