"""Labels of other parsers under the names that stages know: tags of the Penn Treebank, relations of spaCy's English pipelines.

A translation of names, not of trees: where another scheme builds a phrase differently (a preposition below its noun), it stays so, and
stages that look there find less. resources/parser_labels.csv is the table; a user's folder may bring another.
"""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc, Token

from onrecord.resources import read_table

_MARKS = {",": ",", ".": ".", "?": ".", "!": ".", "(": "-LRB-", ")": "-RRB-", "[": "-LRB-", "]": "-RRB-", "-": "HYPH"}
_QUOTES = {"“": "``", "„": "``", "«": "``", "‘": "``", "‚": "``", "”": "''", "»": "''", "’": "''", '"': "''", "'": "''"}


def has_known_labels(parser: Language) -> bool:
    """Whether a pipeline's tags are those of the Penn Treebank; then its relations are spaCy's English ones."""
    return "tagger" in parser.pipe_names and "NNP" in parser.get_pipe("tagger").labels


def relabel(doc: Doc) -> Doc:
    """The parse with tags and relations renamed by the table; returns the same Doc.

    Args:
        doc: of a pipeline without known labels. Its universal parts of speech are read; without any its tags stay.
    """
    relations, quotes = _relations(), _quotes(doc.text)
    for token in doc:
        token.dep_ = relations.get(token.dep_, token.dep_)
        if token.pos_:
            token.tag_ = _tag(token, quotes)
    return doc


def _quotes(text: str) -> dict[str, str]:
    """Which marks open and which close: “ and ‘ close what „ and ‚ have opened, and » and « change sides where » comes first."""
    low = {"“": "''", "‘": "''"} if "„" in text or "‚" in text else {}
    guillemets = {"»": "``", "«": "''"} if -1 < text.find("»") < text.find("«") else {}
    return {**_QUOTES, **low, **guillemets}


def _tag(token: Token, quotes: dict[str, str]) -> str:
    if token.pos_ == "PUNCT":
        return _MARKS.get(token.text) or quotes.get(token.text) or ":"
    features = set(str(token.morph).split("|"))
    return next(
        (tag for feature, tag in _tags().get(token.pos_, ()) if not feature or feature in features), token.tag_ or "FW"
    )


@cache
def _relations() -> dict[str, str]:
    return {row["theirs"]: row["ours"] for row in read_table("parser_labels.csv") if row["kind"] == "dep"}


@cache
def _tags() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_table("parser_labels.csv"):
        if row["kind"] == "pos":
            found.setdefault(row["theirs"], []).append((row["feature"], row["ours"]))
    return found
