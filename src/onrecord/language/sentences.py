"""Sentences of the headline and body, as the parser sees them."""

from onrecord.language.parsing import Parsed
from onrecord.model import Annotations, Context, Problem, Sentence


def find_sentences(
    parsed: Parsed, found: Annotations, context: Context
) -> tuple[tuple[Sentence, ...], tuple[Problem, ...]]:
    """The sentences of a report, in text order, without overlap; empty for a report without headline and body.

    Blanks at the edges belong to no sentence.
    """
    made = []
    for paragraph in parsed.paragraphs:
        for sentence in paragraph.doc.sents:
            raw = sentence.text
            left, right = len(raw) - len(raw.lstrip()), len(raw) - len(raw.rstrip())
            if left + right < len(raw):
                made.append(
                    Sentence(
                        start=paragraph.start + sentence.start_char + left,
                        end=paragraph.start + sentence.end_char - right,
                        part="headline" if paragraph.part == "headline" else "body",
                        paragraph=paragraph.index,
                    )
                )
    return tuple(made), ()
