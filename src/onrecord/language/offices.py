"""Titles and offices: who holds which, and whom "the NATO chief" or "the prime minister" means."""

import re
from functools import cache
from typing import Any

from onrecord.language.countries import countries, country_named, country_of_demonym
from onrecord.language.identity import Identity, Role
from onrecord.language.mentions import NameSpan
from onrecord.language.name_keys import fold, name_words
from onrecord.language.name_matching import compare_names
from onrecord.language.name_organisations import known_organisations
from onrecord.language.parsing import Paragraph
from onrecord.language.scene import Scene, determiner, owner_of, phrase_start
from onrecord.language.titles import is_title_head, title_roles
from onrecord.language.word_relations import noun_lemmas
from onrecord.model import ASSERTING
from onrecord.resources import read_table, read_words

_LEADERS = frozenset({"head", "government", "monarch", "leader", "executive", "chair", "director", "warlord"})
_DEPUTY = frozenset({"vice", "deputy", "assistant", "associate", "under"})
_PAST = frozenset({"former", "late", "ex", "then", "outgoing", "ousted", "deposed"})
_NO_ONE = frozenset({"a", "an", "any", "no", "every", "another", "each", "its", "some"})
_BREAKS = frozenset({",", "-", "–", "—", "--", "(", ":"})
_PARTS = frozenset(
    "police fire army navy military security party opposition rebel".split()
)  # whose chief leads no country
_SOVEREIGNS = frozenset("president king queen emperor empress pope sultan emir shah".split())
_LANDS = frozenset("country nation state republic kingdom government".split())
_WORDS_BEFORE = re.compile(r"[^\W_]+(?:[-.’'][^\W_]+)*\.?")


@cache
def _classes() -> dict[str, tuple[str, str]]:
    """Folded word -> (office class, sector)."""
    return {
        r["word"]: (r["office_class"] or "", r["sector"] or "")
        for r in read_table("titles.tsv")
        if r["role"] != "modifier"
    }


def office_of(words: list[str]) -> str | None:
    """The office that the folded words of a title name; None for a mere honorific or rank.

    >>> office_of(["prime", "minister"]), office_of(["nato", "secretary", "general"]), office_of(["gen"])
    ('government', 'head', None)
    """
    words = [part for w in words for part in w.rstrip(".").split("-") if part]
    for index in range(len(words) - 1, -1, -1):
        word, before = words[index], words[index - 1] if index else ""
        if word == "general" and before in ("secretary", "director", "attorney", "solicitor"):
            office = "head" if before in ("secretary", "director") else f"{before} general"
            index -= 1
        elif word == "minister":
            office = (
                "government" if before == "prime" else f"minister {before}" if before in title_roles() else "minister"
            )
        elif word == "secretary":
            office = f"minister {before}" if before in title_roles() else "secretary"
        else:
            office = _classes().get(word, ("", ""))[0]
        if office:
            return f"deputy {office}" if _DEPUTY.intersection(words[:index]) else office
    return None


def sector_of(words: list[str]) -> str | None:
    """The PLOVER sector that the folded words of a title tell."""
    if "general" in words and {"secretary", "director"}.intersection(words):
        return "IGO"
    return next((s for w in reversed(words) if (s := _classes().get(w.rstrip("."), ("", ""))[1])), None)


def find_roles(scene: Scene) -> None:
    """Note which titles the report binds to which person: before the name, in apposition, and before the name outside the body."""
    for person in scene.people():
        for span in person.spans:
            _title_before(scene, person, span)
    for paragraph, token, word in scene.heads:
        if is_title_head(word):
            _apposition(scene, paragraph, token)
    for person in scene.people():
        _titles_elsewhere(scene, person)


def _title_before(scene: Scene, person: Identity, span: NameSpan) -> None:
    doc, first = span.paragraph.doc, span.first
    while first and _is_title_word(scene, span.paragraph, doc[first - 1]):
        first -= 1
    while first < span.first and (
        doc[first].pos_ in ("DET", "PUNCT", "CCONJ", "ADP")
        or doc[first].lower_ == "then"
        or doc[first].tag_ in ("POS", "PRP$")
    ):
        first += 1
    words = [fold(t.text) for t in doc[first : span.first]]
    if not words or not any(is_title_head(w.rstrip(".")) for w in words):
        return
    owner = None
    for index in range(span.first - 1, first - 1, -1):
        owner = owner or scene.at(span.paragraph, index)
    add_role(person, doc[first : span.first].text, owner)


def _is_title_word(scene: Scene, paragraph: Paragraph, token: Any) -> bool:
    word = fold(token.text)
    if word.rstrip(".") in title_roles() or word in ("of", "-", "’s", "'s"):
        return True
    found = scene.at(paragraph, token.i)
    return (found is not None and found.kind != "person") or country_of_demonym(word) is not None


def add_role(person: Identity, text: str, owner: Identity | None) -> None:
    """Bind a title to a person, once."""
    words = [fold(w) for w in text.replace("-", " ").split()]
    country = owner.country if owner else next((c for w in words if (c := country_of_demonym(w))), None)
    role = Role(text, office_of(words), owner, country, bool(_PAST.intersection(words)))
    if all(r.text != text or r.owner is not owner for r in person.roles):
        person.roles.append(role)
    person.country = person.country or country
    if owner is not None and owner.kind == "organisation":
        person.sector = person.sector or owner.sector
    elif owner is not None or role.office not in ("head", "chair", "director") or text[:1].isupper():
        person.sector = person.sector or sector_of(words)


def _apposition(scene: Scene, paragraph: Paragraph, token: Any) -> None:
    """ "Jens Stoltenberg, the NATO chief," and "the NATO chief, Jens Stoltenberg"."""
    partner = _partner(token)
    if partner is None:
        if token.dep_ == "attr" and token.head.lemma_ == "be":
            _copula(scene, paragraph, token)
        return
    person = scene.at(paragraph, partner.i)
    apart = any(t.text in _BREAKS for t in paragraph.doc[min(token.i, partner.i) : max(token.i, partner.i)])
    if person is None or person.kind != "person" or not apart:
        return
    add_role(
        person,
        paragraph.doc[phrase_start(paragraph.doc, token.i) : token.i + 1].text,
        owner_of(scene, paragraph, token.i),
    )
    scene.bind(person, paragraph, token.i, _form(token), f"“{token.text}” stands in apposition to “{person.name}”.")


def _partner(token: Any) -> Any | None:
    """What the noun stands in apposition to; of coordinated names before it the last ("Ada Lund and Bo Riis, the minister")."""
    named = beside_comma(token)
    if token.dep_ != "appos" or named is not None:
        return named or next((c for c in token.rights if c.dep_ == "appos"), None)
    partner = token.head
    while partner.i < token.i:
        last = next((c for c in partner.rights if c.dep_ == "conj" and c.i < token.i), None)
        if last is None:
            break
        partner = last
    return partner


def beside_comma(token: Any) -> Any | None:
    """The name behind a comma that a noun introduces, whatever the parser hung noun or name on: "its regional head, Kirsten Dahl,", "the
    director of the National Museum, Ernest Oberlander,"."""
    inner = (c for p in token.rights if p.lower_ == "of" for c in p.children if c.dep_ == "pobj")
    people = read_words("person_nouns.txt")
    for noun in (token, *(c for c in inner if c.lower_ not in people and not is_title_head(c.lower_))):
        for name in (c for c in noun.rights if c.dep_ == "appos" and c.tag_ == "NNP"):
            before = name.left_edge.i - 1
            if (
                token.doc[before].text == ","
                and noun.i < before
                and not any(t.text == "," for t in token.doc[token.i : before])
            ):
                return name
    return None


def _copula(scene: Scene, paragraph: Paragraph, token: Any) -> None:
    if any(c.dep_ == "neg" for c in token.head.children):
        return
    subject = next((c for c in token.head.lefts if c.dep_ == "nsubj"), None)
    person = scene.at(paragraph, subject.i) if subject is not None else None
    if person is not None and person.kind == "person":
        text = paragraph.doc[phrase_start(paragraph.doc, token.i) : token.i + 1].text
        add_role(person, text, owner_of(scene, paragraph, token.i))


def _titles_elsewhere(scene: Scene, person: Identity) -> None:
    """Captions print titles too: they are read for what they say of a person whom headline or body name, and yield no mention."""
    report = scene.parsed.report
    for part in report.parts:
        at = (
            report.text.find(person.name, part.start, part.end)
            if part.kind not in ASSERTING and " " in person.name
            else -1
        )
        if at < 0:
            continue
        words = _WORDS_BEFORE.findall(report.text[max(part.start, at - 60) : at])
        kept: list[str] = []
        while words and _may_stand_in_title(words[-1]):
            kept.insert(0, words.pop())
        if any(is_title_head(fold(w)) for w in kept):
            add_role(person, " ".join(kept), _owner_among(scene, kept))


def _may_stand_in_title(word: str) -> bool:
    plain = re.sub(r"[’']s$", "", word)
    return fold(plain) in title_roles() or plain.isupper() or bool(country_of_demonym(plain) or country_named(plain))


def _owner_among(scene: Scene, words: list[str]) -> Identity | None:
    plain = [re.sub(r"[’']s$", "", w) for w in words]
    codes = {c for w in plain if (c := country_of_demonym(w) or country_named(w))}
    for identity in scene.identities:
        if identity.kind == "place" and identity.country in codes and identity.is_country:
            return identity
        if identity.kind == "organisation" and {identity.name, *identity.acronyms} & set(plain):
            return identity
    return None


def find_holders(scene: Scene) -> None:
    """Bind titles that stand for their holder: "the NATO chief", "the Libyan prime minister", "the Secretary-General"."""
    for paragraph, token, word in scene.heads:
        if token.tag_ in ("NNS", "NNPS") or (paragraph.index, token.i) in scene.nominal or not is_title_head(word):
            continue
        if token.i + 1 < len(paragraph.doc) and _goes_on(scene, paragraph, token.i + 1):
            continue
        words = [
            fold(t.text) for t in paragraph.doc[phrase_start(paragraph.doc, token.i) : token.i + 1] if t.text != "-"
        ]
        owner, article = owner_of(scene, paragraph, token.i), determiner(paragraph.doc, token.i)
        if article in _NO_ONE or not (article or owner or token.text[0].isupper()):
            continue
        holder = _holder(scene, words, owner)
        if holder is not None:
            phrase = paragraph.doc[phrase_start(paragraph.doc, token.i) : token.i + 1].text
            scene.bind(
                holder,
                paragraph,
                token.i,
                _form(token),
                f"“{phrase}” is an office that only “{holder.name}” holds here.",
            )


def _goes_on(scene: Scene, paragraph: Paragraph, index: int) -> bool:
    """Whether the title goes on: with a name, or with a further noun that is the head."""
    following = scene.at(paragraph, index)
    token = paragraph.doc[index]
    if token.text == "-" and index + 1 < len(paragraph.doc) and is_title_head(paragraph.doc[index + 1].lower_):
        return True
    return (following is not None and following.kind == "person") or (
        token.tag_[:2] == "NN" and token.i - 1 in [c.i for c in token.lefts]
    )


def _form(token: Any) -> Any:
    return "title" if token.text[0].isupper() else "description"


def _holder(scene: Scene, phrase: list[str], owner: Identity | None) -> Identity | None:
    """The one person who holds the office here: of several, those whose owner and whose very title agree."""
    office, former = office_of(phrase), bool(_PAST.intersection(phrase))
    if office is None:
        return None
    held = [(r, p) for p in scene.people() for r in p.roles if _same_office(r, office) and _may_own(r, owner)]
    if _is_of_less(phrase, owner):
        held = [(r, p) for r, p in held if r.owner is not None or not _leads_state(r, p, phrase[-1])]
    held = _narrow(held, phrase, owner)
    fits = list({id(p): p for r, p in held if former or not r.is_past or owner is not None}.values())
    if not fits and owner is not None and not former:
        fits = _by_table(scene, office, owner)
    return fits[0] if len(fits) == 1 else None


def _is_of_less(phrase: list[str], owner: Identity | None) -> bool:
    """Whether an office is none of a country: "the police chief", "the sorority's president", "the FBI chief"."""
    if owner is not None:
        return owner.kind == "organisation"
    return any(w in _PARTS or (w in noun_lemmas() and w not in title_roles() and w not in _LANDS) for w in phrase[:-1])


def _leads_state(role: Role, person: Identity, word: str) -> bool:
    """Whether a role that is of nothing in the report is one of a state, though the phrase that ends in a word is of something less."""
    title = _head_word(role.text)
    if title in _SOVEREIGNS and title != word:
        return True  # President Ossa is not "the bank's chief"
    return any(r["owner"] in countries() and _is_holder(person, r["holder"]) for r in read_table("office_holders.tsv"))


def _narrow(
    held: list[tuple[Role, Identity]], phrase: list[str], owner: Identity | None
) -> list[tuple[Role, Identity]]:
    """Of several roles those of the very owner, then those of the very title, then those that are not over."""
    if owner is not None:
        held = [h for h in held if _owned_by(h[0], owner)] or held
    held = [h for h in held if _head_word(h[0].text) == phrase[-1]] or held
    return [h for h in held if not h[0].is_past] or held


def _head_word(text: str) -> str:
    return name_words(text)[-1] if name_words(text) else ""


def _same_office(role: Role, office: str) -> bool:
    return role.office == office or (office == "leader" and role.office in _LEADERS)


def _owned_by(role: Role, owner: Identity) -> bool:
    return role.owner is owner or (owner.is_country and role.country == owner.country)


def _may_own(role: Role, owner: Identity | None) -> bool:
    return owner is None or (role.owner is None and role.country is None) or _owned_by(role, owner)


def _by_table(scene: Scene, office: str, owner: Identity) -> list[Identity]:
    published = scene.parsed.report.published or ""
    year = published[:4] if published[:4].isdigit() else ""
    holders = []
    for row in read_table("office_holders.tsv"):
        if not (row["office"] == office or office == "leader") or not _owns(row["owner"], owner):
            continue
        if year and not (row["since"] <= year and (not row["until"] or year <= row["until"])):
            continue
        holders.append(row["holder"])
    fits = [p for p in scene.people() if any(_is_holder(p, h) for h in holders)]
    for person in fits:
        person.reasons.append(f"The table of office holders has “{person.name}” in this office.")
    return fits


def _owns(code: str, owner: Identity) -> bool:
    if owner.is_country:
        return owner.country == code
    return bool(known_organisations(code) & known_organisations(owner.name))


def _is_holder(person: Identity, holder: str) -> bool:
    judgement = compare_names(person.name, holder, "person")
    return judgement.same is True and (len(person.key) > 1 or judgement.score >= 0.75)
