"""When events and statements hold: the temporal expression that the syntax gives each predicate, on our own sentences (event_times.jsonl).

    score_event_times.py [-v]

A label names a predicate by its first word in the sentence and the expression that dates it, or none. It is right where
`governing_timex` gives an expression that holds the label's words or lies within them, and none where the label has none. "nearest" is the
expression that stands nearest to the predicate, as a baseline. The sentences were labelled before the rules were tuned on them.
"""

import json
import re
import sys
from pathlib import Path


from onrecord.language.parsing import load_parser, parse_reports
from onrecord.language.timex_governors import governing_timex
from onrecord.language.timexes import find_timexes
from onrecord.model import Annotations, Context, Origin
from onrecord.reading.reports import Fields, make_report

ROWS = Path(__file__).with_name("event_times.jsonl")
PUBLISHED = "2024-03-14"


def parsed_rows(rows):
    """(row, paragraph, timexes) of each sentence, read as a report of its own."""
    origin = Origin(path="", sha256="", encoding="utf-8")
    reports = [make_report(Fields(text=r["text"], id=r["id"], published=PUBLISHED), origin) for r in rows]
    for row, parsed in zip(rows, parse_reports(reports, load_parser(Context().config.model)), strict=True):
        yield row, parsed.paragraphs[0], find_timexes(parsed, Annotations(report=parsed.report), Context())[0]


def is_right(label, timex, text):
    """Whether the expression found is the label's."""
    if timex is None or label["when"] is None:
        return timex is None and label["when"] is None
    words = text[timex.start : timex.end]
    return label["when"] in words or words in label["when"]


def nearest(token, timexes):
    """The expression that stands nearest to a word."""
    return min(timexes, key=lambda t: min(abs(t.start - token.idx), abs(t.end - token.idx)), default=None)


def main():
    rows = [json.loads(line) for line in ROWS.read_text(encoding="utf-8").splitlines()]
    total = right = near = dated = 0
    for row, paragraph, timexes in parsed_rows(rows):
        for label in row["predicates"]:
            start = re.search(rf"(?<!\w){re.escape(label['predicate'])}(?!\w)", row["text"]).start()
            token = next(t for t in paragraph.doc if t.idx == start)
            found = governing_timex(paragraph, token, timexes)
            good = is_right(label, found, row["text"])
            total, right = total + 1, right + good
            dated += bool(label["when"])
            near += is_right(label, nearest(token, timexes), row["text"])
            if "-v" in sys.argv and not good:
                words = row["text"][found.start : found.end] if found else None
                print(f"{row['id']} {row['text']}\n     {label['predicate']}: {label['when']}, ours {words}")
    print(f"{len(rows)} sentences, {total} predicates, {dated} of them dated: {100 * right / total:.1f} right; the nearest expression {100 * near / total:.1f}")


if __name__ == "__main__":
    main()
