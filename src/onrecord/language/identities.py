"""Names of one report gathered into identities: which name spans mean the same person, organisation, place or group."""

from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.language.countries import countries, country_named, country_of_demonym
from onrecord.language.gazetteer import find_places
from onrecord.language.identity import Identity, Key
from onrecord.language.kinds import decide_kind
from onrecord.language.mentions import NameSpan, is_acronym
from onrecord.language.name_acronyms import spells
from onrecord.language.name_asian import custom_of
from onrecord.language.name_keys import fold
from onrecord.language.name_organisations import known_organisations
from onrecord.language.name_people import compare_people, gender_of_name
from onrecord.language.titles import title_genders
from onrecord.resources import read_words

_LONGEST_NAME = 4  # words
_BESIDE = 4  # words between two names that are coordinated


def _same_words(spans: Sequence[NameSpan]) -> list[Identity]:
    """One identity for each name; a country and its adjectives are one."""
    groups: dict[Key, list[NameSpan]] = {}
    titled = frozenset(s.words[0] for s in spans if s.titled and len(s.words) == 1)
    surnames = frozenset(s.words[-1] for s in spans if s.kind == "person" and len(s.words) > 1)
    for span in spans:
        key = span.words if _is_bare_surname(span, surnames) else _key_of(span)
        if key is not None:
            groups.setdefault(key, []).append(span)
    places = frozenset((s.paragraph.index, i) for s in spans if s.kind == "place" for i in range(s.first, s.last))
    found = []
    for key, members in groups.items():
        if key[0] == "@country":
            found.append(Identity("place", (fold(countries()[key[1]].name),), members, country=key[1], is_country=True))
        elif key[0] == "@people":
            found.append(Identity("group", members[0].words, members, country=key[1], sector="CVL"))
        else:
            kind = "person" if _bears_titled_surname(key, members, titled) else decide_kind(members, places)
            found.append(Identity(kind, key, members))
    return found


def _bears_titled_surname(key: Key, spans: Sequence[NameSpan], titled: frozenset[str]) -> bool:
    """Whether a full name ends in a surname that the report prints with a title: "Viorel Gutu" where it says "Mr Gutu"."""
    if not 2 <= len(key) <= _LONGEST_NAME or key[-1] not in titled or known_organisations(spans[0].text):
        return False
    return not country_named(spans[0].text) and all(w.isalpha() for w in key)


def _is_bare_surname(span: NameSpan, surnames: frozenset[str]) -> bool:
    """Whether the name of a country or its people is a person's surname here: "Jordan" after "Jim Jordan", unless it says where, and
    "German said" after "Petra German", but for "the German", "two Germans" and "speaks German"."""
    if len(span.words) > 1 or span.words[0] not in surnames:
        return False
    head = span.paragraph.doc[span.first]
    if country_named(span.text):
        return span.kind == "person" or (head.dep_ == "nsubj" and head.head.pos_ == "VERB")
    if not country_of_demonym(span.text) or any(c.dep_ != "case" and c.i < head.i for c in head.children):
        return False
    does = head.dep_ in ("nsubj", "nsubjpass") and head.head.pos_ in ("VERB", "AUX")
    owns = head.dep_ == "poss" and any(c.dep_ == "case" for c in head.children)
    return does or owns or (span.kind == "person" and head.dep_ in ("dobj", "pobj"))


def _key_of(span: NameSpan) -> Key | None:
    """Under which names are one; None for an adjective that stands for nobody ("Western media")."""
    code = country_named(span.text)
    if code:
        return ("@country", code)
    demonym = country_of_demonym(span.text)
    head = span.paragraph.doc[span.first : span.last].root
    is_adjective = head.tag_ in ("JJ", "RB") or head.dep_ in ("amod", "compound", "nmod", "npadvmod")
    if demonym:
        return ("@country" if is_adjective and head.tag_ != "NNPS" else "@people", demonym)
    if span.kind == "group" and is_adjective and len(span.words) == 1:
        return None
    return span.words


def _initials(words: Key) -> str:
    return "".join(w[0] for w in words if w not in ("of", "the", "and", "for", "in", "on", "de", "la"))


def _is_short(identity: Identity) -> bool:
    return len(identity.key) == 1 and identity.country is None and is_acronym(identity.spans[0].text)


def _defined(short: Identity, edges: dict[tuple[int, int, str], Identity]) -> list[Identity]:
    """Names that the report prints with the acronym in brackets: "long (SHORT)" or "SHORT (long)"."""
    found: list[Identity] = []
    for span in short.spans:
        doc, index = span.paragraph.doc, span.paragraph.index
        for gap in (1, 2, 3):
            for first, last, side in ((span.first - gap, span.first, "end"), (span.last, span.last + gap, "start")):
                edge = first if side == "end" else last
                long = edges.get((index, edge, side))
                if long is not None and first >= 0 and _opens(short, long, [t.text for t in doc[first:last]]):
                    found.append(long)
    return list({id(i): i for i in found}.values())


def _opens(short: Identity, long: Identity, between: list[str]) -> bool:
    if not all(t in ("(", "-LRB-", "the", "or", ",", '"', "“") for t in between):
        return False
    return between[0] == "(" or (between[0] == "," and spells(short.spans[0].text.replace(".", ""), long.key))


def _join_acronyms(found: list[Identity]) -> list[Identity]:
    rest = []
    longs = [i for i in found if len(i.key) > 1 and i.kind not in ("person", "place")]
    edges = {
        (s.paragraph.index, at, side): i
        for i in longs
        for s in i.spans
        for at, side in ((s.last, "end"), (s.first, "start"))
    }
    spelt = _index((_initials(i.key), i) for i in longs)
    listed = _index((row, i) for i in longs for row in sorted(known_organisations(i.name)))
    for identity in found:
        target = None
        if _is_short(identity):
            letters = identity.spans[0].text.replace(".", "")
            known = [i for row in sorted(known_organisations(letters)) for i in listed.get(row, ())]
            rules = (
                _defined(identity, edges),
                spelt.get(letters.lower(), []),
                list({id(i): i for i in known}.values()),
            )
            target = next((fits[0] for fits in rules if len(fits) == 1), None)
        if target is None:
            rest.append(identity)
        else:
            target.acronyms.append(identity.spans[0].text)
            target.kind = "organisation" if target.kind == "other" else target.kind
            target.absorb(identity, f"“{identity.spans[0].text}” is the acronym of “{target.name}”.")
    return rest


def _index(pairs: Iterable[tuple[Any, Identity]]) -> dict[Any, list[Identity]]:
    """Identities by a key, each once, in their order."""
    found: dict[Any, list[Identity]] = {}
    for key, identity in pairs:
        group = found.setdefault(key, [])
        if not group or group[-1] is not identity:
            group.append(identity)
    return found


def _bare(key: Key) -> Key:
    """Without Arabic articles, so that "al-Qaddafi" meets "Qaddafi"."""
    return tuple(w for w in key if w not in ("al", "el")) or key


def _join_surnames(found: list[Identity]) -> list[Identity]:
    full_names = ((i, _bare(i.key)) for i in found if i.kind == "person" and len(_bare(i.key)) > 1)
    bearers = _index((word, i) for i, key in full_names for word in dict.fromkeys(key))
    rest, homes = [], dict[int, Identity]()
    for identity in found:
        short = _bare(identity.key)
        people = bearers.get(short[-1], [])
        fits = [
            p for p in people if p is not identity and _is_surname(identity, short, p) and not _is_apart(identity, p)
        ]
        if len(fits) > 1:
            fits = _nearest_before(identity, fits)
        if not fits and len(short) == 1 and identity.kind == "person":
            fits = [p for p in people if _bare(p.key)[0] == short[0] and p is not identity]
        home = _home_of(fits[0], homes) if fits else identity
        if len(fits) == 1 and not identity.is_country and home is not identity:
            home.absorb(identity, f"“{identity.spans[0].text}” is part of the name of “{fits[0].name}” in this report.")
            homes[id(identity)] = home
        else:
            rest.append(identity)
    return rest


def _home_of(identity: Identity, homes: dict[int, Identity]) -> Identity:
    """Where an identity is now: what joined "Ida Moll" to "the Glorious Ida Moll" must not lose "Ms Moll", who is Ida Moll."""
    while id(identity) in homes:
        identity = homes[id(identity)]
    return identity


def _is_surname(identity: Identity, short: Key, person: Identity) -> bool:
    full = _bare(person.key)
    family_first = len(short) == 1 and full[:1] == short and custom_of(full) in ("korean", "chinese")
    if (
        len(short) >= len(full)
        or not (full[-len(short) :] == short or family_first)
        or identity.country
        or _is_short(identity)
    ):
        return False
    kinds = [s.kind for s in identity.spans]
    if identity.kind == "person" or "person" in kinds or any(s.titled for s in identity.spans):
        return True
    if known_organisations(identity.name) or (identity.kind == "place" and find_places(identity.name)):
        return False
    bare = next((s.start for s in identity.spans if s.paragraph.part != "headline"), None)
    return bare is None or person.spans[0].start < bare  # a headline alone prints the surname of who is named below


def _is_apart(identity: Identity, person: Identity) -> bool:
    """Whether a surname is another bearer's: "Mr. Hale" is not Rosa Hale, nor is the first one in "President Hale and Rosa Hale"."""
    genders = {g for s in identity.spans if (g := _titled_gender(s))}
    own = gender_of_name(person.key[0])
    if own and genders and own not in genders:
        return True
    return any(_are_coordinated(s, full) for full in person.spans if len(full.words) > 1 for s in identity.spans)


def _titled_gender(span: NameSpan) -> str:
    """m or f by the word before the name: Mr., Mrs., Queen; "" where it does not tell."""
    return title_genders().get(fold(span.paragraph.doc[span.first - 1].text).rstrip("."), "") if span.first else ""


def _are_coordinated(span: NameSpan, full: NameSpan) -> bool:
    """Whether the two stand beside each other with "and" between, and perhaps a title of the second: they are two people."""
    if span.paragraph is not full.paragraph or span.last > full.first or full.first - span.last > _BESIDE:
        return False
    between = [t.lower_ for t in span.paragraph.doc[span.last : full.first]]
    return between[:1] == ["and"] and not any(t in (",", ";", ".") for t in between)


def _nearest_before(identity: Identity, fits: list[Identity]) -> list[Identity]:
    """Of several bearers of a surname the one of whom the report mostly speaks: a bare surname is the main figure's."""
    first = identity.spans[0].start
    before = [p for p in fits if p.spans[0].start < first]
    ranked = sorted(before or fits, key=lambda p: -len(p.spans))
    leads = len(ranked) == 1 or len(ranked[0].spans) >= 2 * len(ranked[1].spans)
    return ranked[:1] if leads else []


def _join_short_organisations(found: list[Identity]) -> list[Identity]:
    rest, homes = [], dict[int, Identity]()
    bodies = [i for i in found if i.kind in ("organisation", "other") and len(i.key) > 1]
    at_edge = _index((word, i) for i in bodies for word in dict.fromkeys((i.key[0], i.key[-1])))
    for identity in found:
        fits = []
        longs = at_edge.get(identity.key[0], []) + [
            i for i in at_edge.get(identity.key[-1], []) if i.key[0] != identity.key[0]
        ]
        longs = list({id(i): i for i in longs}.values())
        if _may_be_short(identity):
            fits = [o for o in longs if o is not identity and o.kind == "organisation" and _is_short_form(identity, o)]
            fits = fits or [o for o in longs if o is not identity and _is_introduced_by(identity, o, longs)]
        home = _home_of(fits[0], homes) if fits else identity
        if home is not identity and all(_core(f.key) == _core(fits[0].key) for f in fits):
            home.absorb(identity, f"“{identity.spans[0].text}” is short for “{fits[0].name}” in this report.")
            homes[id(identity)] = home
        else:
            rest.append(identity)
    return rest


_NAMED_AFTER = frozenset(
    "foundation institute centre center stadium arena library school college university airport prize award trust fund museum hospital"
    " bridge park street square society association academy".split()
)


def _may_be_short(identity: Identity) -> bool:
    if identity.is_country or any(s.titled for s in identity.spans):
        return False
    return identity.kind in ("organisation", "other", "person") or (
        identity.kind == "place" and not find_places(identity.name)
    )


def _core(key: Key) -> Key:
    words = read_words("organisation_words.txt")
    return key[: next((i for i in range(1, len(key)) if all(w in words for w in key[i:])), len(key))]


def _is_short_form(identity: Identity, full: Identity) -> bool:
    """The full name less words that say what kind of body it is, or less the country before it."""
    short, key = identity.key, full.key
    if len(short) >= len(key):
        return False
    if identity.kind == "person" and len(short) > 1 and key[-1] in _NAMED_AFTER:
        return False  # "the Leo Turk Foundation" is not Leo Turk
    if key[: len(short)] == short:
        return all(w in read_words("organisation_words.txt") for w in key[len(short) :])
    before = key[: -len(short)]
    country = (
        country_named(" ".join(before))
        or country_of_demonym(" ".join(before))
        or before in (("us",), ("uk",), ("eu",), ("un",))
    )
    return key[-len(short) :] == short and bool(country) and len(short) > 1


def _is_introduced_by(identity: Identity, full: Identity, longs: list[Identity]) -> bool:
    """The first word of a longer name that came before, as long as no other name begins with it."""
    short, key = identity.key, full.key
    if len(short) >= len(key) or key[: len(short)] != short or full.kind != "organisation" or identity.kind == "person":
        return False
    if any(country_named(w) or country_of_demonym(w) or find_places(w) for w in key[len(short) :]) or identity.country:
        return False
    rivals = [o for o in longs if o is not full and o.key[: len(short)] == short]
    return not rivals and full.spans[0].start < identity.spans[0].start and len(identity.spans) <= 3 * len(full.spans)


def gather_identities(spans: Sequence[NameSpan]) -> list[Identity]:
    """Identities in the order of their first mention."""
    found = _same_words(spans)
    for join in _JOINS:
        found = join(found)
    for identity in found:
        identity.spans.sort(key=lambda s: s.start)
        if is_acronym(identity.spans[0].text) and identity.kind != "person" and len(identity.key) == 1:
            identity.acronyms.append(identity.spans[0].text)
    return sorted(found, key=lambda i: i.spans[0].start)


def _join_full_names(found: list[Identity]) -> list[Identity]:
    """ "Jane Doe" and "Jane R. Doe": one surname, and given names that agree."""
    rest: list[Identity] = []
    homes: dict[str, list[Identity]] = {}
    for identity in sorted(found, key=lambda i: -len(i.spans)):
        home = None
        if identity.kind == "person" and len(identity.key) > 1:
            same = homes.setdefault(identity.key[-1], [])
            home = next((p for p in same if _is_same_person(identity, p)), None)
            same += [identity] if home is None else []
        if home is None:
            rest.append(identity)
        else:
            home.absorb(identity, f"“{identity.name}” and “{home.name}” are forms of one name.")
    return sorted(rest, key=lambda i: min(s.start for s in i.spans))


def _is_same_person(a: Identity, b: Identity) -> bool:
    same, score, _ = compare_people(a.spans[0].text, b.spans[0].text)
    return same is True and score >= 0.85


_JOINS = (_join_acronyms, _join_full_names, _join_surnames, _join_short_organisations)
