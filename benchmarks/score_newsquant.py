"""Figures on the development part of NewsQuant, from cached parses. Usage: score_newsquant.py [-v]"""

import importlib
import sys

from devcache import SHARED, parsed_set

from onrecord.language.quantities import find_quantities
from onrecord.language.timexes import find_timexes
from onrecord.model import Annotations, Context

sys.path.insert(0, str(SHARED / "score"))
score = importlib.import_module("lib.quantities")


def annotate(parsed):
    """What the stages of timexes and figures find, as the contract writes it."""
    found = Annotations(report=parsed.report)
    timexes, _ = find_timexes(parsed, found, Context())
    found = Annotations(report=parsed.report, timexes=timexes)
    quantities, _ = find_quantities(parsed, found, Context())
    as_dict = lambda r: {k: getattr(r, k) for k in r.__struct_fields__}  # noqa: E731
    return {"quantities": [as_dict(q) for q in quantities], "timexes": [as_dict(t) for t in timexes]}


def main():
    rows = [(row, annotate(parsed)) for row, parsed in parsed_set("newsquant/dev.jsonl")]
    sentences = [(row["quantities"], score.from_annotation(item)) for row, item in rows]
    result = score.score(sentences)
    print({k: tuple(round(x, 1) for x in v) if isinstance(v, tuple) else round(v, 1) for k, v in result.items()})
    if "-v" not in sys.argv:
        return
    for (row, item), (gold, predicted) in zip(rows, sentences, strict=True):
        one = score.score([(gold, predicted)])
        if one["exact"] < 100 or one["value_change"][2] < one["value"][2]:
            print("\n" + row["text"])
            print("   gold", "; ".join(f"{g['change']}{g['value']} {g['unit']}" for g in gold))
            print(
                "   ours",
                [
                    (row["text"][q["start"] : q["end"]], q["value"], q["comparator"], q["kind"])
                    for q in item["quantities"]
                ],
            )
            print("   time", [(row["text"][t["start"] : t["end"]], t["type"], t["value"]) for t in item["timexes"]])


if __name__ == "__main__":
    main()
