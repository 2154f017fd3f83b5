"""Readings as statements in which nobody says anything: "as mentioned above", "valves ensure that", "called the office that he owned".

Each rule names one word, or one small set of words, that has a sense of saying and a plain one, and what shows the plain one.
"""

from collections.abc import Callable

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_cues import find_subject
from onrecord.language.quotation_tokens import Tokens, load_speaker_nouns
from onrecord.resources import read_words

_ANSWERING = frozenset({"answer", "react", "reply", "respond"})
_UP = frozenset("above below earlier previously before".split())
_PUNISHED = frozenset("arrest charge convict fine imprison jail punish sentence suspend try".split())
_SPELT = frozenset("accent consonant letter name surname syllable vowel word".split())
_WORKS = frozenset(
    "album book collection film game memoir movie musical novel play record show single song tour video".split()
)
_GIVEN = frozenset({"promote", "share", "take"})
_PHONED = frozenset(
    "ambulance bank clinic doctor home hospital hotel hotline house line neighbour neighbor number office parent plumber police school"
    " shop station store taxi".split()
)
_MOVING = frozenset(
    "alarm anger annoy concern delight dismay disturb frighten impress outrage please scare shock surprise trouble upset worry".split()
)
_PRINTED = frozenset(
    "ad article column commercial editorial feature headline interview piece report series spot story".split()
)
_MARKED = frozenset("benchmark deadline goal limit record target".split())
_ASPECT = frozenset("begin carry cease continue go keep manage proceed resume start stop".split())
_SUMMONED = frozenset("conference election hearing meeting poll referendum session strike summit truce vote".split())
_WRITTEN = _WORKS | frozenset("letter poem script screenplay sequel story".split())
_AIMED = frozenset(
    {"gun", "pistol", "rifle", "weapon", "finger", "knife", "camera", "laser", "revolver", "torch", "hose"}
)
_HURT = frozenset(
    "burn condition disease exposure fever fracture illness infection injury poisoning shock trauma wound".split()
)
_SCORING = frozenset("post hit score record win snap pass break net log".split())


def says_nothing(finder: Finder, cue: int, content: Fragments) -> bool:
    """Whether a reading as a statement is none by the plain sense of its cue.

    Args:
        finder: the report.
        cue: the head word of the cue, -1 for none.
        content: what it would attribute.
    """
    return cue >= 0 and any(rule(finder, cue, content) for rule in RULES)


def points_up(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "As mentioned above": the text itself, not whoever is named before it."""
    t = finder.t
    return (
        t.lower[cue - 1] == "as" and t.tag[cue] in ("VBN", "VBD") and t.lower[cue + 1 : cue + 2] in ([w] for w in _UP)
    )


def ensured_by_thing(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "The valves ensure that the water stays clean": who does not speak promises nothing."""
    return finder.t.lemma[cue] == "ensure" and _is_thing(finder.t, find_subject(finder.t, cue))


def established_thing(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "The deal establishes at last a fund": only that something is so is said."""
    t = finder.t
    start = content[0][0]
    return t.lemma[cue] == "establish" and t.tag[start] not in ("WP", "WRB", "WDT") and not _has_clause(t, cue)


def spelt_out(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Pronounced the name like that of a soup"."""
    return finder.t.lemma[cue] == "pronounce" and bool(_SPELT & _objects(finder.t, cue))


def gives_title(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Is promoting her twelfth book, “Without Fear”", "took home the “Golden Bear”", "shared “The Long Road”"."""
    t, regions = finder.t, finder.regions
    if t.lemma[cue] not in _GIVEN or t.tag[cue][:2] != "VB" or _has_clause(t, cue):
        return False
    if _WORKS & _objects(t, cue):
        return True
    inside = [i for start, end in content for i in range(start, end) if regions.at[i] >= 0 and t.word[i]]
    return bool(inside) and all(t.text[i][0].isupper() or t.pos[i] in ("ADP", "DET", "CCONJ") for i in inside)


def punished_for(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Was convicted for what looks like a small lapse"."""
    t = finder.t
    is_passive = t.tag[cue] == "VBN" and not any(t.dep[k] == "dobj" for k in t.children[cue])
    return t.lemma[cue] in _PUNISHED and is_passive and any(t.lower[k] == "for" for k in t.children[cue])


def found_itself(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "The miners found themselves targeted by rivals"."""
    t = finder.t
    return t.lemma[cue] == "find" and t.lower[content[0][0]].endswith(("self", "selves"))


def demanded(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "The board should ask whether the dam is safe", "must say that it is": somebody is to say so, and has not."""
    t = finder.t
    wished = any(t.lower[k] in ("must", "should", "ought") and t.dep[k] == "aux" for k in t.children[cue])
    return wished and not any(finder.regions.at[i] >= 0 for s, e in content for i in range(s, e))


def accused_in_headline(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Mayor Accused Of Theft": whoever accuses is not named, and the auxiliary is left out."""
    t = finder.t
    bare = t.headline[cue] and t.lemma[cue] in _PUNISHED | {"accuse", "suspect", "blame"}
    behind = t.lower[cue + 1 : cue + 2]
    return (
        bare and behind in (["of"], ["for"], ["in"], ["over"]) and not any(t.dep[k] == "dobj" for k in t.children[cue])
    )


def leads_in(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Concerning the dam, engineers said": a preposition."""
    t = finder.t
    return t.lower[cue] in ("concerning", "regarding") and find_subject(t, cue) not in t.children[cue]


def phoned(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Called the office that he owned"; not "called the office a disgrace"."""
    t = finder.t
    if t.lemma[cue] != "call" or t.tag[cue][:2] != "VB" or not _PHONED & _objects(t, cue):
        return False
    described = any(t.dep[k] in ("oprd", "prt", "prep") and k > cue for k in t.children[cue])
    return not described and not any(finder.regions.at[i] >= 0 for start, end in content for i in range(start, end))


def moved_by_thing(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "The handling of the files troubled Weber", "Weber was troubled by it": whom it moved feels so, not what moved him."""
    t = finder.t
    if t.lemma[cue] not in _MOVING:
        return False
    if any(t.dep[k] == "nsubjpass" for k in t.children[cue]):
        return content[-1][1] <= cue
    return any(t.dep[k] == "dobj" for k in t.children[cue]) and _is_thing(t, find_subject(t, cue))


def printed(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Ran a piece that everybody read"; not "ran a piece saying the plan was dead", where that is what it says."""
    t = finder.t
    pieces = [k for k in t.children[cue] if t.dep[k] == "dobj" and t.lemma[k] in _PRINTED]
    return t.lemma[cue] == "run" and any(start <= k < end for k in pieces for start, end in content)


def marked(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Set a goal of winning"."""
    return finder.t.lemma[cue] == "set" and bool(_MARKED & _objects(finder.t, cue))


def answers_another(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Responded to reports that the bank had failed": what the reports say, not who answers them."""
    t = finder.t
    start = content[0][0]
    if t.lemma[cue] not in _ANSWERING or t.lower[start] != "that":
        return False
    noun = t.head[finder.top(start, cue)]
    return cue < noun < start and t.pos[noun] == "NOUN"


def goes_on_doing(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Continued to run the mill", "went on closing it", "proceeded to sell it"; not "continued: “…”"."""
    t, start = finder.t, content[0][0]
    if t.lemma[cue] not in _ASPECT or finder.regions.at[start] >= 0 or len(content) > 1:
        return False
    return start > cue and (t.tag[start] in ("TO", "VBG") or t.lower[start] == "on")


def that_said(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "That said, the harbour is safe": the outlet goes on."""
    t = finder.t
    opens = cue > 0 and finder.next_word[t.sentences[t.sentence[cue]][0]] == cue - 1
    return t.lemma[cue] == "say" and opens and t.lower[cue - 1] == "that" and t.text[cue + 1 : cue + 2] == [","]


def turned_out(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "It turned out that our boat was red", "ended up taking less", "proved faster": how it came."""
    t = finder.t
    particles = {t.lower[k] for k in t.children[cue]}
    if t.lemma[cue] == "prove":
        return t.lower[content[0][0]] != "that" and not (_has_clause(t, cue) or _objects(t, cue))
    return (t.lemma[cue], bool({"out", "up"} & particles)) in (("turn", True), ("end", True))


def counted(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Posted a career-high 29 points", "won four games": what somebody did so many times."""
    t = finder.t
    objects = [k for k in t.children[cue] if t.dep[k] == "dobj"]
    has_number = any(t.tag[g] == "CD" for k in objects for g in t.children[k])
    return t.lemma[cue] in _SCORING and has_number and not _has_clause(t, cue)


def summoned(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Called a hearing", not "called the hearing a farce"."""
    t = finder.t
    return (
        t.lemma[cue] == "call"
        and bool(_SUMMONED & _objects(t, cue))
        and not any(t.dep[k] == "oprd" for k in t.children[cue])
    )


def written_for(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "A script has been written for the sequel", "spoke for a third time"."""
    t = finder.t
    fors = [g for k in t.children[cue] if t.lower[k] == "for" for g in t.children[k]]
    if t.lemma[cue] == "speak":
        return any(t.lemma[g] == "time" for g in fors)
    return t.lemma[cue] == "write" and t.tag[cue] == "VBN" and bool(fors) and bool(_WRITTEN & _objects(t, cue))


def ordered(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "149 orders for the ship have come": of goods."""
    t = finder.t
    return (
        t.lemma[cue] == "order"
        and t.tag[cue] == "NNS"
        and t.lower[cue + 1 : cue + 2] == ["for"]
        and t.lower[content[0][0]] != "that"
    )


def won(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Won rulings agreeing that the dam leaked": what the rulings say, and not who won them."""
    t = finder.t
    return (
        t.lemma[cue] == "win" and any(t.dep[k] == "dobj" for k in t.children[cue]) and t.lower[content[0][0]] == "that"
    )


def went_somewhere(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Any time it rained, they went to the barn": somebody moves; "went" brings no more than words in quotation marks."""
    t = finder.t
    is_moved = any(
        t.dep[k] == "prep" and t.lower[k] in ("to", "into", "through", "from", "back") for k in t.children[cue]
    )
    return (
        t.lemma[cue] == "go"
        and is_moved
        and not any(finder.regions.at[i] >= 0 for s, e in content for i in range(s, e))
    )


def amounts_to(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "The load has grown, meaning trials could last": what the outlet makes of it."""
    return finder.t.lemma[cue] == "mean" and finder.t.tag[cue] == "VBG" and finder.t.text[cue - 1] == ","


def aimed_it(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Pointed a pistol at them"."""
    return finder.t.lemma[cue] == "point" and bool(_AIMED & _objects(finder.t, cue))


def treated_for(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Were treated for burns"."""
    t = finder.t
    named = {t.lemma[g] for k in t.children[cue] if t.lower[k] == "for" for g in range(t.left[k], t.right[k] + 1)}
    return t.lemma[cue] == "treat" and t.tag[cue] == "VBN" and bool(_HURT & named)


def of_thing(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "The barn boasts a slate roof", "a gap lets the water run off"."""
    t = finder.t
    said = any(finder.regions.at[i] >= 0 for s, e in content for i in range(s, e))
    return t.lemma[cue] in ("boast", "let") and not said and _is_thing(t, find_subject(t, cue))


def sentenced_someone(finder: Finder, cue: int, content: Fragments) -> bool:
    """ "Sentenced the man who had set the fire to nine years": who he is is told by the outlet."""
    t = finder.t
    people = read_words("people_nouns.txt") | read_words("person_nouns.txt")
    objects = [k for k in t.children[cue] if t.dep[k] == "dobj"]
    return t.lemma[cue] in ("sentence", "jail", "imprison") and any(
        t.ent[k] == "PERSON" or t.lemma[k] in people for k in objects
    )


#: The plain senses of cues in the order they are asked for.
RULES: tuple[Callable[[Finder, int, Fragments], bool], ...] = (
    points_up,
    ensured_by_thing,
    established_thing,
    spelt_out,
    gives_title,
    punished_for,
    leads_in,
    phoned,
    moved_by_thing,
    printed,
    marked,
    answers_another,
    found_itself,
    demanded,
    accused_in_headline,
    goes_on_doing,
    that_said,
    turned_out,
    counted,
    summoned,
    written_for,
    ordered,
    won,
    went_somewhere,
    amounts_to,
    aimed_it,
    treated_for,
    of_thing,
    sentenced_someone,
)


def _objects(t: Tokens, cue: int) -> set[str]:
    """The nouns that a verb has as objects, or before it where it is passive."""
    return {t.lemma[k] for k in t.children[cue] if t.dep[k] in ("dobj", "nsubjpass")}


def _has_clause(t: Tokens, cue: int) -> bool:
    return any(t.dep[k] in ("ccomp", "xcomp") for k in t.children[cue])


def _is_thing(t: Tokens, noun: int) -> bool:
    """Whether a subject is a common noun that is none for people, bodies or those who speak."""
    if noun < 0 or t.pos[noun] != "NOUN" or t.ent[noun]:
        return False
    lemma = t.lemma[noun]
    people = read_words("people_nouns.txt") | read_words("person_nouns.txt") | read_words("group_nouns.txt")
    return lemma not in people and not load_speaker_nouns().get(lemma)
