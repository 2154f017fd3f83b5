"""Rules for statements that a plain verb of saying beside its content does not bring: "as the mayor told the Herald, …", "had this to
say: …", "the contention of the mayor that …", and what an "according to" behind somebody else's saying vouches for.
"""

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_speaker_rules import (
    fronted_speaker,
    inverted_speaker,
    name_before_aside,
    own_speaker,
    owner_of_noun,
    recorded_person,
)

SPEECH = frozenset({"statement", "question"})
SUNG = frozenset({"sing", "chant", "rap"})  # what a line of a song is told by
_TOLD = frozenset("tell say note write explain argue observe put warn report remark state".split()) | SUNG
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_NEAR = 12  # tokens between a saying and the colon that it brings


def kind_of(finder: Finder, cue: int) -> str:
    """The class of quotation that the lexicon has for a word; empty for none."""
    entry = finder.t.cue(cue)
    return entry.kind if entry is not None else ""


def trim(finder: Finder, start: int, end: int, cue: int) -> Fragments | None:
    """The words between two tokens as a content; None if there are none, or the cue is among them."""
    start, end = finder.next_word[start], finder.past_word[min(end, len(finder.t.text))]
    return ((start, end),) if start < end and not start <= cue < end else None


def as_told(finder: Finder, cue: int) -> Fragments | None:
    """As X told the Herald, …: the rest of the sentence; not "as X told them of the plan, …", which says when."""
    t = finder.t
    low, high = t.sentences[t.sentence[cue]]
    first, comma = finder.next_word[low], t.right[cue] + 1
    if t.lower[first] != "as" or t.head[first] != cue or t.lemma[cue] not in _TOLD or t.tag[cue] not in _FINITE:
        return None
    behind = [k for k in t.children[cue] if k > cue]
    told = [k for k in behind if t.dep[k] in ("dobj", "dative")]
    says_what = any(t.dep[k] in ("ccomp", "xcomp") or t.lower[k] in ("of", "about") for k in behind)
    if says_what or (told and t.lemma[cue] != "tell") or comma >= high or t.text[comma] != ",":
        return None
    is_said = t.lemma[cue] not in SUNG or finder.regions.of(finder.next_word[comma + 1]) is not None
    return trim(finder, comma + 1, high, cue) if is_said else None


def fronted_of(finder: Finder, cue: int) -> Fragments | None:
    """Of Y, X, who …, said, “…”: the quotation."""
    if kind_of(finder, cue) not in SPEECH or fronted_speaker(finder.t, cue) < 0:
        return None
    return _quotation_from(finder, finder.next_word[cue + 1], cue)


def had_this_to_say(finder: Finder, cue: int) -> Fragments | None:
    """X had this to say about Y: “…”"""
    t = finder.t
    have = t.head[cue]
    if t.lemma[cue] != "say" or t.lemma[have] != "have" or t.lower[cue - 2 : cue] != ["this", "to"]:
        return None
    colon = next((k for k in range(cue + 1, min(cue + _NEAR, len(t.text) - 1)) if t.text[k] == ":"), -1)
    return _quotation_from(finder, finder.next_word[colon + 1], cue) if colon >= 0 else None


def _quotation_from(finder: Finder, start: int, cue: int) -> Fragments | None:
    """The quotation that begins at a word, with the paragraphs that it goes on in."""
    region = finder.regions.of(start)
    if region is None or region.single or finder.next_word[region.start] != start:
        return None
    return trim(finder, start, finder.chain_end(region), cue)


def around_saying(finder: Finder, cue: int) -> Fragments | None:
    """There was, X said, “a quiet bargain”: what stands before it too, for the quotation is a part of that clause."""
    t = finder.t
    verb, subject = t.head[cue], own_speaker(finder, cue)
    low, high = t.sentences[t.sentence[cue]]
    start = finder.next_word[cue + 1]
    if kind_of(finder, cue) not in SPEECH or t.dep[cue] != "parataxis" or not verb < subject < cue or start >= high:
        return None
    region, comma = finder.regions.of(start), t.left[subject] - 1
    if region is None or finder.next_word[region.start] != start or finder.regions.at[verb] >= 0:
        return None
    if t.text[comma] != "," or t.head[finder.top(start, cue)] != verb:
        return None
    return ((finder.next_word[low], finder.past_word[comma]), (start, finder.past_word[region.end]))


def behind_apposition(finder: Finder, cue: int) -> Fragments | None:
    """..., X, the head of the archive, wrote in a memo: the sentence before the name, which a parse may join to the saying."""
    t = finder.t
    told, subject = t.head[cue], own_speaker(finder, cue)
    if (
        kind_of(finder, cue) != "statement"
        or t.dep[cue] != "conj"
        or t.tag[cue] not in _FINITE
        or not told < subject < cue
    ):
        return None
    joined = any(t.dep[k] == "cc" for k in t.children[told])
    says_what = any(t.dep[k] in ("ccomp", "xcomp", "dobj") for k in t.children[cue])
    if joined or says_what or t.head[told] != told or t.text[t.left[subject] - 1] != "," or t.dep[subject] != "nsubj":
        return None
    return trim(finder, t.sentences[t.sentence[cue]][0], t.left[subject], cue)


def behind_aside(finder: Finder, cue: int) -> Fragments | None:
    """“…,” X, 58, told the Herald; ..., X, the head of the archive, wrote: what stands before the name, whatever a parse makes of that."""
    t = finder.t
    name = name_before_aside(t, cue)
    if kind_of(finder, cue) != "statement" or name < 0 or t.dep[cue] not in ("ROOT", "conj", "advcl"):
        return None
    start = name
    while t.tag[start - 1] == "NNP":
        start -= 1
    low, region = t.sentences[t.sentence[cue]][0], finder.regions.of(start - 1)
    if region is not None:
        return trim(finder, min(region.start, low), start, cue)
    return (
        trim(finder, low, start, cue) if t.text[start - 1] == "," and finder.verbs[start] > finder.verbs[low] else None
    )


def inverted_behind(finder: Finder, cue: int) -> Fragments | None:
    """The dam was sound, argued the Water Board: the sentence before the comma, where a parse finds the verb no subject."""
    t = finder.t
    if kind_of(finder, cue) != "statement" or inverted_speaker(t, cue) < 0:
        return None
    low = t.sentences[t.sentence[cue]][0]
    if finder.verbs[cue] == finder.verbs[low] or finder.subjects[cue] == finder.subjects[low]:
        return None
    return trim(finder, low, cue, cue)


def recorded_saying(finder: Finder, cue: int) -> Fragments | None:
    """A video of X saying, “…”: the quotation, also where a parse takes the "saying" for a noun."""
    t = finder.t
    if t.lower[cue] != "saying" or recorded_person(t, cue) < 0 or t.text[cue + 1 : cue + 2] not in ([","], [":"]):
        return None
    return _quotation_from(finder, finder.next_word[cue + 1], cue)


def noun_of_owner(finder: Finder, cue: int) -> Fragments | None:
    """The contention of X that ...; X has an argument that ...: the clause that depends on the noun, whatever a parse hangs it on."""
    t = finder.t
    if t.tag[cue][:2] != "NN" or kind_of(finder, cue) in ("", "topic") or owner_of_noun(t, cue) < 0:
        return None
    ends = {t.right[k] + 1 for k in t.children[cue] if t.lower[k] == "of"} | {cue + 1}
    for k in (*t.children[cue], *t.children[t.head[cue]]):
        that = finder.next_word[t.left[k]]
        is_told = t.dep[k] in ("acl", "relcl", "ccomp") and t.lower[that] == "that" and t.dep[that] == "mark"
        if is_told and k > cue and that in ends:
            return trim(finder, that, t.right[k] + 1, cue)
    return None


def saying_according_to(finder: Finder, cue: int) -> Fragments | None:
    """“…,” X said, according to Y. “…”: all that X said, and that X said it."""
    t = finder.t
    verb = t.head[cue]
    low, high = t.sentences[t.sentence[cue]]
    if t.lower[cue] != "according" or t.text[cue - 1] != "," or not low <= verb < cue or t.right[cue] + 2 < high:
        return None
    if kind_of(finder, verb) not in SPEECH or finder.regions.at[verb] >= 0 or own_speaker(finder, verb) < 0:
        return None
    opened = finder.regions.of(low)
    left = (finder.next_word[opened.start if opened is not None else low], finder.past_word[cue])
    after = finder.regions.of(high) if high < len(t.text) and t.paragraph[high] == t.paragraph[cue] else None
    goes_on = after is not None and not after.single and after.start == high
    return (left, (finder.next_word[high], finder.past_word[after.end])) if goes_on and after is not None else (left,)


def which_according_to(finder: Finder, cue: int) -> Fragments | None:
    """X says ..., which stood at 263, according to Y: the clause before the comma, where somebody else says the rest."""
    t = finder.t
    low = t.sentences[t.sentence[cue]][0]
    if t.lower[cue] != "according" or t.text[cue - 1] != ",":
        return None
    clauses = [k for k in range(low, cue) if t.dep[k] == "relcl" and t.right[k] in (cue - 1, cue - 2)]
    first = min((t.left[k] for k in clauses), default=low)
    says = any(
        kind_of(finder, k) in SPEECH and t.tag[k] in _FINITE and own_speaker(finder, k) >= 0 for k in range(low, first)
    )
    return trim(finder, first, cue, cue) if says and t.lower[first] == "which" and t.text[first - 1] == "," else None


def in_the_words_of(finder: Finder, cue: int) -> Fragments | None:
    """In the words of X, ...: the sentence beside it."""
    t = finder.t
    if t.lower[cue] != "words" or cue < 2 or (t.lower[cue - 2], t.lower[cue - 1]) != ("in", "the"):
        return None
    if own_speaker(finder, cue) < 0:
        return None
    low, high = t.sentences[t.sentence[cue]]
    if finder.next_word[low] == cue - 2:
        return trim(finder, t.right[cue] + 1, high, cue)
    return trim(finder, low, cue - 2, cue)


def topic_of_talk(finder: Finder, cue: int) -> Fragments | None:
    """X and Y discussed ...: what was talked about, not what was said."""
    t = finder.t
    entry = t.cue(cue)
    if entry is None or "discuss" not in entry.classes or t.tag[cue] not in ("VBD", "VBP", "VBZ", "VBN"):
        return None
    topic = next((k for k in t.children[cue] if t.dep[k] == "dobj" and k > cue), -1)
    if topic < 0 or not any(t.dep[k] == "nsubj" for k in t.children[cue]):
        return None
    return trim(finder, t.left[topic], t.right[topic] + 1, cue)
