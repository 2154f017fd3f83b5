"""Where what somebody said ends and the outlet goes on in the same sentence: after ";", "while", ", prompting", ", a claim that".

A content runs as far as the parse lets it; what is told there in another voice is cut off here. Each rule is a piece of evidence of its
own: a tense that is not shifted back behind "said", a second verb of saying, a participle of what the saying led to, a noun for the
saying itself. Where there is none, the content stays as it is.
"""

from bisect import bisect_left
from collections.abc import Callable
from typing import NamedTuple

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_tokens import Tokens, load_speaker_nouns
from onrecord.resources import read_words

_CLAUSAL = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_CONTRAST = frozenset("while whereas although though but yet".split())
_SPEECH = ("statement", "denial", "request", "question")
_SILENT = frozenset("show allow mean signal list learn teach act order convey persuade reveal".split())
#: Nouns for what is announced, and for what it shows.
_DEEDS = frozenset("move step decision ruling vote sign figure reversal shift change measure".split())
_BEARING = frozenset(
    "address appear clutch choke cry frown gesture gesticulate grin hold kneel laugh lean look pause pound shake shrug sigh sit smile sob"
    " speak stand stare tremble wave wear weep wipe".split()
)
_EFFECTS = frozenset("contradict defy echo highlight prompt underline underscore".split())
_MEANWHILE = frozenset("as while amid after when despite".split())
_UNITS = frozenset("hours hour days day weeks week months month minutes years year shortly moments hours".split())
_FEWEST = 2  # words that must be left of a content


class Tail(NamedTuple):
    """What may be cut off: the words of a content from a comma or semicolon on."""

    t: Tokens
    cue: int
    start: int  # first token of the content
    at: int  # the mark it begins with
    lead: int  # its first word
    top: int  # the word that governs it
    end: int  # one past its last token


def cut_tail(finder: Finder, cue: int, content: Fragments) -> Fragments:
    """A content without what the outlet adds behind it; the same where there is nothing of the kind.

    Args:
        finder: the report.
        cue: the head word of the cue, -1 for none.
        content: what is cut is its end, right of the cue and outside quotation marks.
    """
    t = finder.t
    start, end = content[-1]
    if cue < 0 or start < cue or t.text[cue] == ":" or end > t.sentences[t.sentence[start]][1]:
        return content
    breaks = finder.breaks
    first, last = (bisect_left(breaks, place) for place in (start - (len(content) > 1), end - 1))
    for at in breaks[first:last]:
        tail = _tail(finder, cue, start, at, end)
        rules = (is_joined_to_cue,) if t.dep[at] == "cc" else RULES
        if tail is not None and any(rule(tail) for rule in rules):
            kept = (start, finder.past_word[at])
            return (*content[:-1], kept) if kept[0] < kept[1] else content[:-1]
    return content


def complete(finder: Finder, cue: int, content: Fragments) -> Fragments:
    """A content with what cannot be parted from it: the rest of a noun phrase, "and that …", "but that …".

    Args:
        finder: the report.
        cue: the head word of the cue.
        content: what is added to is its end, right of the cue and outside quotation marks.
    """
    t = finder.t
    start, end = content[-1]
    if start < cue or end >= t.sentences[t.sentence[start]][1] or finder.regions.at[end] >= 0:
        return content
    governed = t.head[end]
    if t.dep[end] == "prep" and start <= governed < end and t.pos[governed] in ("NOUN", "PROPN") and governed != cue:
        return (*content[:-1], (start, finder.past_word[t.right[end] + 1]))
    and_ = end + (t.text[end] == ",")
    if t.dep[and_] == "cc" and t.lower[and_ + 1 : and_ + 2] == ["that"] and t.dep[and_ + 1] == "mark":
        verb = t.head[and_ + 1]
        if t.dep[verb] == "conj" and start <= t.head[verb] < end:
            return (*content[:-1], (start, finder.past_word[t.right[verb] + 1]))
    return content


def _tail(finder: Finder, cue: int, start: int, at: int, end: int) -> Tail | None:
    t, lead = finder.t, finder.next_word[at + 1]
    if lead >= end or (at >= start and finder.words[at] - finder.words[start] < _FEWEST):
        return None
    top = lead
    while t.head[top] != top and at < t.head[top] < end:
        top = t.head[top]
    return Tail(t, cue, start, at, lead, top, end)


# ---- what shows whose words they are


def tense_of(t: Tokens, verb: int) -> str:
    """The first word of a verb's group as to tense: "would" for a modal shifted back, "modal", "had", "past", "present"; "" for none."""
    group = [k for k in t.children[verb] if t.dep[k] in ("aux", "auxpass") and k < verb]
    first = group[0] if group else verb
    low = t.lower[first]
    if t.tag[first] == "MD":
        return "would" if low in ("would", "could", "might", "'d", "’d") else "modal"
    if t.lemma[first] == "have" and group:
        return "had" if t.tag[first] == "VBD" else "present"
    return {"VBD": "past", "VBZ": "present", "VBP": "present"}.get(t.tag[first], "")


def _main_verb(tail: Tail) -> int:
    """The verb that governs what stands before the tail; -1 for none."""
    t = tail.t
    verbs = [
        k
        for k in range(tail.start, tail.at)
        if t.pos[k] in ("VERB", "AUX") and not tail.start <= t.head[k] < tail.at and t.dep[k] not in ("aux", "auxpass")
    ]
    return verbs[0] if verbs else -1


def _has_subject(t: Tokens, verb: int) -> bool:
    return any(t.dep[k] in _CLAUSAL for k in t.children[verb])


def _subject(t: Tokens, verb: int) -> int:
    return next((k for k in t.children[verb] if t.dep[k] in _CLAUSAL), -1)


def _is_told_before(t: Tokens, cue: int) -> bool:
    """Whether the cue is in the past tense, so that a later present tense is not its speaker's."""
    return tense_of(t, cue) in ("past", "had")


# ---- rules


def is_joined_to_cue(tail: Tail) -> bool:
    """ "Said the truce was holding and accused the rebels": by the parse a second verb of saying in the tense of the first."""
    t, top = tail.t, tail.top
    if t.dep[tail.at] != "cc" or t.head[tail.at] != tail.cue or t.dep[top] != "conj" or t.head[top] != tail.cue:
        return False
    return t.cues[top] is not None and t.tag[top] == t.tag[tail.cue] and not _has_subject(t, top)


def is_next_sentence(tail: Tail) -> bool:
    """ "Said the road was closed; the airport stayed open": a clause of its own, without "that" or a tense shifted back."""
    t = tail.t
    if t.text[tail.at] != ";" or not _has_subject(t, tail.top) or not tense_of(t, tail.top) or _is_counted(tail):
        return False
    if any(t.lower[k] == "that" for k in range(tail.lead, min(tail.lead + 2, tail.end))):
        return False
    return not (_is_told_before(t, tail.cue) and tense_of(t, tail.top) in ("would", "had"))


def is_contrast(tail: Tail) -> bool:
    """ "Said exports fell, while analysts had expected a rise": told by somebody else, or in a tense not shifted back."""
    t = tail.t
    if t.lower[tail.lead] not in _CONTRAST or not _has_subject(t, tail.top) or _is_counted(tail):
        return False
    return _is_anothers(tail) or _is_unshifted(tail)


def is_next_saying(tail: Tail) -> bool:
    """ "Denied that its ships had fired, saying the other had": the same speaker's next statement, where nobody else is there to speak."""
    t, lead = tail.t, tail.lead
    entry = t.cues[lead]
    if t.tag[lead] != "VBG" or entry is None or tail.top != lead or entry.kind not in _SPEECH:
        return False
    if _SILENT & set(entry.classes) or not any(k > lead for k in t.children[lead]):
        return False
    main = _main_verb(tail)
    return main < 0 or not _could_speak(t, _subject(t, main))


def is_reaction(tail: Tail) -> bool:
    """ "…, prompting protests", "…, adding to pressure on": what came of it."""
    t, lead = tail.t, tail.lead
    if t.tag[lead] != "VBG" or tail.top != lead:
        return False
    if t.lemma[lead] in _EFFECTS:
        return True
    objects = [k for k in t.children[lead] if t.dep[k] == "dobj"]
    objects += [g for k in t.children[lead] if t.lower[k] == "to" for g in t.children[k] if t.dep[g] == "pobj"]
    return any(t.lemma[k] in read_words("reaction_nouns.txt") for k in objects)


def is_bearing(tail: Tail) -> bool:
    """ "…, wiping tears from her face", "…, speaking at the port": how the speaker stood there, where nobody else may have."""
    t, lead = tail.t, tail.lead
    if t.tag[lead] != "VBG" or tail.top != lead or t.lemma[lead] not in _BEARING:
        return False
    main = _main_verb(tail)
    return main < 0 or not _could_speak(t, _subject(t, main))


def is_voice(tail: Tail) -> bool:
    """ "…, his voice breaking": how the speaker sounded."""
    t = tail.t
    return t.lower[tail.lead] in ("his", "her", "their") and t.tag[tail.top] == "VBG" and _has_subject(t, tail.top)


def is_comment(tail: Tail) -> bool:
    """ "…, a claim that could not be verified", "…, a move that …": a noun for what was said, and what is to be said of it."""
    t = tail.t
    if t.lower[tail.lead] not in ("a", "an") or t.tag[tail.top][:2] != "NN":
        return False
    entry = t.cues[tail.top]
    is_told = t.lemma[tail.top] in _DEEDS or (entry is not None and entry.kind in (*_SPEECH, "stance"))
    return is_told and any(t.dep[k] in ("relcl", "acl", "prep") for k in t.children[tail.top])


def is_denied_by_another(tail: Tail) -> bool:
    """ "…, which his lawyer denies", "…, something the firm disputes": what somebody else says of what was said."""
    t = tail.t
    if t.lower[tail.lead] not in ("which", "something") or t.text[tail.at] != ",":
        return False
    verb = next((k for k in range(tail.lead, tail.end) if t.pos[k] == "VERB"), -1)
    entry = t.cue(verb) if verb >= 0 else None
    return entry is not None and entry.kind == "denial" and _has_subject(t, verb)


def is_scene(tail: Tail) -> bool:
    """ "…, forecasters said, as rescuers searched the town": behind the saying, not of what is said."""
    t = tail.t
    if tail.at >= tail.start:
        return False
    return t.lower[tail.lead] in _MEANWHILE or (t.tag[tail.lead] == "VBG" and tail.top == tail.lead)


def is_since(tail: Tail) -> bool:
    """ "…, hours after a court ordered their release": how long after what the saying or the deed came."""
    t, lead = tail.t, tail.lead
    words = t.lower[lead : min(lead + 5, tail.end)]
    after = next((n for n, w in enumerate(words) if w in ("after", "before")), -1)
    return after > 0 and words[after - 1] in _UNITS and t.text[tail.at] == ","


def is_backdrop(tail: Tail) -> bool:
    """ "…, despite protests that have shut the capital", "…, even as prosecutors prepare charges": in a tense not shifted back."""
    t, lead = tail.t, tail.lead
    if t.lower[lead] in ("despite", "amid"):
        verbs = [k for k in range(lead, tail.end) if t.dep[k] == "relcl"]
        return bool(verbs) and _is_unshifted(tail._replace(top=verbs[0]))
    return t.lower[lead] == "even" and t.lower[lead + 1] == "as" and _has_subject(t, tail.top)


#: What shows that a tail is not of what is said.
RULES: tuple[Callable[[Tail], bool], ...] = (
    is_scene,
    is_next_sentence,
    is_contrast,
    is_next_saying,
    is_denied_by_another,
    is_reaction,
    is_bearing,
    is_voice,
    is_comment,
    is_since,
    is_backdrop,
)


def _is_counted(tail: Tail) -> bool:
    """ "While 23 percent favoured …": the next line of a survey."""
    t, subject = tail.t, _subject(tail.t, tail.top)
    return subject >= 0 and any(t.pos[k] == "NUM" for k in range(t.left[subject], subject + 1))


def _could_speak(t: Tokens, noun: int) -> bool:
    """Whether a subject may be somebody else who speaks: a name of a person, or a noun for people."""
    if noun < 0 or t.pos[noun] == "PRON":
        return False
    if t.ent[noun] == "PERSON" or t.pos[noun] == "PROPN":
        return True
    return bool(load_speaker_nouns().get(t.lemma[noun])) or t.lemma[noun] in read_words("people_nouns.txt")


def _is_anothers(tail: Tail) -> bool:
    """Whether the tail's verb is one of saying or holding, and its subject is not "he" or "they"."""
    t, subject = tail.t, _subject(tail.t, tail.top)
    entry = t.cues[tail.top]
    if entry is None or subject < 0 or t.pos[subject] == "PRON":
        return False
    return any(t.dep[k] in ("ccomp", "dobj", "xcomp", "prep") and k > tail.top for k in t.children[tail.top])


def _is_unshifted(tail: Tail) -> bool:
    """Whether the cue is in the past, what it says is shifted back, and the tail is not."""
    t, main = tail.t, _main_verb(tail)
    if main < 0 or not _is_told_before(t, tail.cue):
        return False
    before, here = tense_of(t, main), tense_of(t, tail.top)
    return before in ("would", "had", "past") and here == "present"
