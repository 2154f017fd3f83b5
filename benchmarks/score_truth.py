"""Whether propositions say what their sentences say: sentences in own words, each with what is told in it and by whom.

    python benchmarks/score_truth.py [-v] [ROUND]

`truth.txt` holds a sentence a line, then " | ", then words of it with what holds of the clause each stands in: `+` a fact of the
outlet, `-` not so, `?` left open (hedged, planned, asked for, asked), `*` so or not, `@+`, `@-`, `@?`, `@*` the same held by somebody
(after `=` a word of who), `@!` told by somebody and called wrong by the outlet. "H: " before a sentence makes it a headline. Each round was
written before the program had read it, by one who knew no more of the rules than the rounds before had taught; what it reached at first
stands in quality/README.md. Since then rules were made with them in view: the figures guard, they do not foretell.

A word in the infinitive that a clause leaves open ("agreed to sell") is left open, whatever is told of the verb over it.

A word counts as told where it is the verb, noun or adjective that its shortest clause tells of its subject. Precision is that of what is
told as a fact of the outlet; recall that of the facts. An open or foreign clause that is not told at all is no fault.
"""

import re
import sys
from pathlib import Path

from onrecord.model import Context, Report
from onrecord.pipeline import annotate_reports
from onrecord.reading.records import report_of

SENTENCES = Path(__file__).with_name("truth.txt")
BELOW = (
    "\n\nThe first line of the report stands under the headline and runs on for a while.\nA second line follows it.\n"
)


def read_sentences():
    """[(round, text, gold words)]."""
    rows, number = [], 0
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line.startswith("## round"):
            number = int(line.split()[-1])
        elif line and not line.startswith("#"):
            text, gold = line.rsplit(" | ", 1)
            rows.append((number, text, gold.split()))
    return rows


def report_for(number: int, text: str) -> Report:
    text = text[3:] + BELOW if text.startswith("H: ") else text
    return report_of({"id": f"t{number}", "text": text}, "", "")


def told_at(annotated, word):
    """(sign, holder, is_told) of the shortest clause around a word: first of those that tell it, then of those that only hold it."""
    text = annotated.report.text
    place = re.search(rf"\b{re.escape(word)}\b", text).start()
    around = [p for p in annotated.propositions if any(s.start <= place < s.end for s in p.spans)]
    telling = [p for p in around if any(t.start <= place < t.end and t.role == "root" for t in p.terms)]
    if not around:
        return None, "", False
    found = min(telling or around, key=lambda p: sum(s.end - s.start for s in p.spans))
    is_open = found.left_open is not None and found.left_open.start <= place < found.left_open.end
    sign = "?" if is_open or found.mood not in ("asserted", "negated") else "-" if found.mood == "negated" else "+"
    return sign, holder_of(annotated, found), bool(telling)


def holder_of(annotated, proposition):
    text = annotated.report.text
    if proposition.claimed_by is not None:
        return proposition.claimed_by.of(text)
    quotation = next((q for q in annotated.quotations if q.id == proposition.quotation), None)
    return "" if quotation is None else " ".join(s.of(text) for s in quotation.speaker) or "somebody"


def is_gainsaid(annotated, word):
    """Whether a clause is told by somebody and denied by the outlet."""
    place = re.search(rf"\b{re.escape(word)}\b", annotated.report.text).start()
    around = [p for p in annotated.propositions if any(s.start <= place < s.end for s in p.spans)]
    return any(p.negative and p.denied and p.quotation is None for p in around)


def judge(annotated, gold):
    """(what was found, whether it is right, whether it was told as a fact, as a denial) for one gold word."""
    kind, word, who = re.fullmatch(r"(@[-+?*!]|[-+?*])(.+?)(?:=(.+))?", gold).groups()
    if kind == "@!":
        kept = is_gainsaid(annotated, word)
        return kind, "kept" if kept else "lost", kept, False, False
    sign, holder, told = told_at(annotated, word)
    fact, denial = told and sign == "+" and not holder, told and sign == "-" and not holder
    is_held = bool(holder) and (who is None or who.lower() in holder.lower())
    if kind.startswith("@"):
        right = sign is None or (is_held and (kind[1] == "*" or kind[1] == sign))
    elif kind == "?":
        right = sign in ("?", None)
    elif kind == "*":
        right = sign is not None
    else:
        right = sign == kind and not holder
    return kind, f"{sign or 'untold'} {holder}", right, fact, denial


def main() -> None:
    wanted = [int(a) for a in sys.argv[1:] if a.isdigit()]
    rows = [r for r in read_sentences() if not wanted or r[0] in wanted]
    annotated = annotate_reports((report_for(n, text) for n, (_, text, _) in enumerate(rows)), Context())
    judged = []
    for (number, text, golds), found in zip(rows, annotated, strict=True):
        for gold in golds:
            kind, what, right, fact, denial = judge(found, gold)
            judged.append((number, kind, right, fact, denial))
            if "-v" in sys.argv and not right:
                print(f"{text}\n    {gold}: {what}{'  FALSE FACT' if fact and kind not in '+*' else ''}")
    for number in sorted({j[0] for j in judged}):
        show(f"round {number}", [j for j in judged if j[0] == number])
    show("all", judged)


def show(name, judged):
    facts = [j for j in judged if j[3]]
    denials = [j for j in judged if j[4]]
    gold = [j for j in judged if j[1] == "+"]
    held = [j for j in judged if j[1].startswith("@")]
    true_facts, true_denials = sum(j[1] in "+*" for j in facts), sum(j[1] in "-*" for j in denials)
    print(
        f"{name:8} {len(judged)} words, {sum(j[2] for j in judged) / len(judged):.3f} right; facts P {true_facts}/{len(facts)}"
        f" {true_facts / max(len(facts), 1):.3f} R {sum(j[2] for j in gold) / max(len(gold), 1):.3f};"
        f" denials P {true_denials}/{len(denials)}; held {sum(j[2] for j in held)}/{len(held)}"
    )


if __name__ == "__main__":
    main()
