"""Statements that are none: a verb with a sense of saying that tells of a deed where no words follow it ("released the engineers")."""

from functools import cache

from onrecord.language.quotation_contents import Finder, Fragments
from onrecord.language.quotation_tokens import Tokens, load_cues, load_speaker_nouns
from onrecord.resources import read_table, read_words

#: Nouns for what holds words or thoughts.
_WORDS = frozenset(
    "account book article column interview list letter paper piece poll survey study research footage video transcript detail fact evidence"
    " data result figure number concern worry fear hope plan policy agenda strategy reason explanation excuse lesson truth past history"
    " role record issue matter subject topic accord deal".split()
)
_CASES = frozenset({"case", "order", "line", "attack", "address"})  # of courts, of goods, of people
#: What is done to laws and papers, whatever they hold.
_VOTING = frozenset("annul elect enact find lose open overturn pass ratify read repeal sign uphold veto vote".split())
#: What is claimed by a fire, a club or a champion, who say nothing.
_TAKEN = frozenset("life victim title win victory crown trophy medal prize seat pole".split())
#: What a headline may begin with to say what kind of text it is.
_GENRES = frozenset(
    "analysis audio blog breaking comment column editorial exclusive explainer factbox feature gallery graphic interview live news obituary"
    " opinion photo photos picture pictures podcast profile review timeline update video watch".split()
)
_CONTESTS = frozenset("championship championships cup games grand league olympics open prix series tour trophy".split())
_WILL = frozenset("must should will would shall we our us no not never can cannot ready".split())
_PEOPLE = frozenset({"PERSON", "NORP", "GPE"})


def tells_deed(finder: Finder, cue: int, content: Fragments) -> bool:
    """Whether a reading as a statement tells of a deed instead.

    Args:
        finder: the report.
        cue: the head word of the cue, -1 for none.
        content: what it would attribute.
    """
    t = finder.t
    if cue < 0 or t.tag[cue][:2] != "VB" or len(content) > 1:
        return False
    start, end = content[0]
    if any(finder.regions.at[i] >= 0 for i in range(start, end)):
        return False
    tops = [i for i in range(start, end) if not start <= t.head[i] < end and t.word[i]]
    nouns = [_noun_below(t, i, end) for i in tops]
    if not nouns or any(t.pos[i] not in ("NOUN", "PROPN", "PRON", "NUM") for i in nouns):
        return False
    if t.lemma[cue] == "address":
        return all(t.ent[i] in _PEOPLE or _is_public(t.lemma[i]) for i in nouns)
    if t.lemma[cue] == "claim":
        return all(t.lemma[i] in _TAKEN for i in nouns)
    if t.lemma[cue] in _VOTING:
        return True
    return t.lemma[cue] in read_words("deed_verbs.txt") and not any(_holds_words(t, i) for i in nouns)


def _noun_below(t: Tokens, top: int, end: int) -> int:
    """The noun that a preposition leads to; any other word itself."""
    if t.dep[top] not in ("prep", "dative", "agent"):
        return top
    return next((k for k in t.children[top] if t.dep[k] == "pobj" and k < end), top)


def _holds_words(t: Tokens, noun: int) -> bool:
    """Whether a noun names words, thoughts or plans, or is a pronoun for such ("this", "that")."""
    if t.pos[noun] == "PRON":
        return t.lower[noun] in ("this", "that", "what", "which", "it")
    return t.lemma[noun] in _wordy()


def _is_public(lemma: str) -> bool:
    return lemma in read_words("people_nouns.txt") or lemma in read_words("group_nouns.txt") or lemma == "nation"


_ASKING = frozenset({"what", "how", "why", "where", "when", "who"})
_OF_READERS = frozenset({"we", "you", "to", "it", "they", "happened", "happens", "is", "are"})


@cache
def _wordy() -> frozenset[str]:
    nouns = frozenset(row["lemma"] for row in read_table("content_nouns.csv"))
    return (nouns | _WORDS | frozenset(lemma for lemma, part in load_cues() if part == "N")) - _CASES


def names_topic(finder: Finder, cue: int) -> bool:
    """Whether what stands before the colon of a headline is a topic, a place or a kind of text, not who says what follows.

    "Ferry disaster: captain held" and "Portugal: cluster grows" tell what it is about; "Police: suspect fled" and "Iran: US must lift
    sanctions" whose words they are; what answers a question of readers ("what we know") is told by nobody.
    """
    t = finder.t
    if cue < 0 or t.text[cue] != ":" or not t.headline[cue]:
        return False
    low, high = t.paragraphs[t.paragraph[cue]]
    stop = next((k for k in range(low, cue) if t.tag[k] in ("IN", "TO", ",")), cue)
    head = next((k for k in range(stop - 1, low - 1, -1) if t.word[k]), -1)
    if head < 0 or t.lower[head] in _GENRES or t.lower[head] in _CONTESTS:
        return True
    if _is_speaker(t.lower[head]):
        return False
    behind = [t.lower[k] for k in range(cue + 1, min(high, cue + 3))]
    if behind[:1] and behind[0] in _ASKING and behind[1:2] and behind[1] in _OF_READERS:
        return True  # "Dam break: what we know", whatever the tagger takes the words before for
    if t.ent[head] == "PERSON":
        return False
    if t.ent[head] == "GPE" or (not t.ent[head] and t.pos[head] in ("PROPN", "NOUN") and head == low):
        return not any(t.lower[k] in _WILL or finder.regions.at[k] >= 0 for k in range(cue + 1, high))
    is_body = t.ent[head] in ("ORG", "NORP") or (t.text[head].isupper() and head == low and len(t.text[head]) > 1)
    return not (is_body and any(t.pos[k] in ("VERB", "AUX") for k in range(cue + 1, high)))


def _is_speaker(word: str) -> bool:
    nouns = load_speaker_nouns()
    singular = word.removesuffix("s")
    return word in nouns or singular in nouns or singular in read_words("people_nouns.txt")
