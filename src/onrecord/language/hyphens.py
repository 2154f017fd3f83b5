"""Where a tokenizer must not part a word, and where it must: whole at its hyphen, parted at a quotation mark.

Whole stay "re-elected", "co-founder", "e-mail", "Jae-in".
English pipelines part nearly every word at its hyphens. In "the senate re-elected her" the parser then takes "re" for the verb, in "Moon
Jae-in" it finds a preposition, and who did what is lost. Left whole, such words get the tag and the place that they have. Other words are
parted as before ("cease-fire", "40-year-old"), since what reads figures, times and events expects it; so are most names ("al-Shabab",
"Jong-un"), of which the tagger finds fewer where they are one word.

Parted is what a missing blank glues together: of "…is low,"Ann Lee said" pipelines make one word, the mark inside it is none to them, and
the whole quotation would be told in the reporter's voice.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

_FIRST = "re|co|ex|e|air|fast|live|tear|under|mis"  # before a verb or noun in small letters
_SMALL = "in|on|to|so|no|up|my|he|me|do"  # syllables of Korean names that are English words
#: What stays one word.
WHOLE = re.compile(rf"(?:{_FIRST}|Re|Co|Ex|E)-[a-z]{{3,}}|[A-Z][a-z]{{1,5}}-(?:{_SMALL})")
_MARK = "[\"“”„«»]|''|``"
_POINTS = r"[.,!?;:…]"
#: Where a word is parted: at a mark between letters or after a point, and at the points before it.
PARTED = re.compile(
    rf"{_POINTS}+(?=(?:{_MARK})[^\W\d_])|(?<=[^\W\d_])(?:{_MARK})(?=[^\W\d_])|(?<={_POINTS})(?:{_MARK})(?=[^\W\d_])"
)


def keep_whole(parser: Language) -> Language:
    """The pipeline itself, its tokenizer told to leave such words whole or to part them; another language's is left as it is.

    Args:
        parser: a spaCy pipeline whose tokenizer has infixes.
    """
    tokenizer = parser.tokenizer
    parting = getattr(tokenizer, "infix_finditer", None)
    if parser.lang == "en" and parting is not None and not getattr(parting, "keeps_whole", False):
        tokenizer.infix_finditer = _Keeping(parting)
    return parser


class _Keeping:
    """The places where a word may be parted, but for those that stay whole."""

    keeps_whole = True

    def __init__(self, parting: Callable[[str], Iterator[Any]]) -> None:
        self._parting = parting

    def __call__(self, text: str) -> Iterator[Any]:
        """The matches of infixes in a word."""
        if "-" in text and WHOLE.fullmatch(text):
            return iter(())
        marks = list(PARTED.finditer(text))
        if not marks:
            return self._parting(text)
        taken = {i for m in marks for i in range(*m.span())}
        others = (m for m in self._parting(text) if taken.isdisjoint(range(*m.span())))
        return iter(sorted((*marks, *others), key=lambda m: m.start()))


def lemmatize_whole(doc: Doc, parser: Language) -> Doc:
    """The doc with the lemmas of such words put right: "re-elected" is a form of "re-elect", by its second part.

    Args:
        doc: parsed by the pipeline.
        parser: whose lemmatizer is asked.
    """
    if "-" not in doc.text or not parser.has_pipe("lemmatizer"):
        return doc
    for token in doc:
        if "-" in token.text and token.text[-1].islower() and WHOLE.fullmatch(token.text) and token.pos_ != "PROPN":
            first, rest = token.lower_.split("-")
            word = Doc(doc.vocab, words=[rest])
            word[0].pos_, word[0].tag_ = token.pos_, token.tag_
            word[0].set_morph(token.morph)
            token.lemma_ = f"{first}-{parser.get_pipe('lemmatizer')(word)[0].lemma_}"
    return doc
