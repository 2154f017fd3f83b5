"""A seeded set of reports with known copies, for measuring `onrecord group`: our own generator, our own word lists.

    python benchmarks/make_copies.py [--seed 7] [--show]

Base reports are texts of ECB+ dev and MEANTIME dev (CC licensed, in ../shared/data; nothing of them is kept here). Copies are made of them:
verbatim, cut, re-titled, in another house style, re-ordered, with a local lead, excerpted inside a report of its own. Hard negatives: two
reports that quote one statement at length, two that reprint the same press release as a quotation, independent texts of one happening,
one page footer under unrelated reports. Each filler sentence is used once, so that what the key calls independent is so.
Prints pair precision, recall and F1, the share of stories with exactly the right number of independent accounts, and the share of copy
pairs in one story.
"""

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from devcache import SHARED, load_rows

from onrecord.crossreport.copies import find_copies
from onrecord.crossreport.publishers import tie_reports
from onrecord.crossreport.stories import group_stories
from onrecord.model import Origin
from onrecord.reading.reports import Fields, make_report

HOUSE_WORDS = (
    ("said", "says"),
    ("told", "informed"),
    ("percent", "per cent"),
    ("while", "as"),
    ("although", "though"),
    ("after", "following"),
    ("show", "display"),
    ("big", "large"),
    ("start", "begin"),
    ("help", "aid"),
    ("nearly", "almost"),
    ("more than", "over"),
    ("under", "below"),
    ("people", "persons"),
    ("police", "officers"),
    ("killed", "slain"),
    ("injured", "hurt"),
    ("because", "since"),
    ("will", "is going to"),
    ("against", "versus"),
    ("United States", "US"),
    ("children", "kids"),
    ("home", "house"),
    ("company", "firm"),
)
FOOTERS = (
    "Sign up to our morning letter and have the day's reporting in your inbox before breakfast. Terms apply to all subscriptions.",
    "Readers who spot a mistake may write to the standards editor, whose ruling is printed in the next edition of the paper.",
    "Advertising pays for this reporting. Switch off your blocker, or become a member and read without banners from today.",
)
TOWNS = ("LISBON", "PRAGUE", "LAGOS", "QUITO", "HANOI", "TUNIS", "RIGA", "DENVER")
KINDS = ("verbatim", "cut", "retitled", "house style", "reordered", "local lead", "excerpt")


def filler_sentences():
    """Single sentences of ECB+ train, each once."""
    sys.path.insert(0, str(SHARED / "score"))
    from lib import dev

    return [row["text"] for row in dev.filler()]


def runs(text, length=5):
    """Runs of words outside quotation marks."""
    words = re.findall(r"\w+", re.sub(r"[“\"][^”\"\n]*[”\"]|``.*?''", " ", text).lower())
    return {tuple(words[i : i + length]) for i in range(len(words) - length + 1)}


def base_reports(rng):
    """(story, title, lines) of texts that share hardly any run of words."""
    rows = [(f"ecb {r['story']}", r["text"]) for r in load_rows("ecbplus/dev.jsonl.gz")]
    rows += [(f"meantime {r['id']}", r["text"]) for r in load_rows("meantime/dev.jsonl.gz")]
    rng.shuffle(rows)
    kept, seen, per_story = [], [], Counter()
    for story, text in rows:
        mine = runs(text)
        alike = any(len(mine & other) > 0.04 * min(len(mine), len(other)) for other in seen)
        if len(text.split()) < 110 or text.count("\n") < 7 or not mine or alike or per_story[story] >= 6:
            continue
        title, *lines = text.split("\n")
        kept.append((story, title, lines))
        seen.append(mine)
        per_story[story] += 1
    return kept


def restyled(rng, lines):
    """House words swapped, a tenth of the sentences gone, a dateline put before."""
    lines = list(lines)
    for old, new in rng.sample(HOUSE_WORDS, 14):
        lines = [re.sub(rf"\b{old}\b", new, line) for line in lines]
    for _ in range(max(1, len(lines) // 10)):
        if len(lines) > 6:
            del lines[rng.randrange(1, len(lines))]
    lines[0] = f"{rng.choice(TOWNS)} (AP) - {lines[0]}"
    return lines


def copy_of(rng, kind, title, lines, filler):
    """(title, lines) of a copy of one kind; filler is used up from its end."""
    lines = list(lines)
    if kind == "cut":
        lines = lines[: max(5, round(len(lines) * rng.uniform(0.4, 0.7)))]
    elif kind == "retitled":
        title = f"{filler.pop()[:60].rsplit(' ', 1)[0]}"
    elif kind == "house style":
        lines = restyled(rng, lines)
    elif kind == "reordered":
        blocks = [lines[i : i + 3] for i in range(0, len(lines), 3)]
        lines = [line for block in [blocks[0], *reversed(blocks[1:])] for line in block]
    elif kind == "local lead":
        title, lines = filler.pop(), [filler.pop(), filler.pop(), filler.pop(), *restyled(rng, lines)]
    elif kind == "excerpt":
        own = [filler.pop() for _ in range(10)]
        title, lines = own[0], own[1:5] + restyled(rng, lines[: max(6, len(lines) // 3)]) + own[5:]
    return title, lines


def build(seed=7):
    """(reports as rows, {id: text it is of}, {id: story}, {id: kind})."""
    rng = random.Random(seed)
    filler = filler_sentences()
    rng.shuffle(filler)
    made, alone = [], []
    for number, (story, title, lines) in enumerate(base_reports(rng)):
        copies = rng.choices((0, 1, 2, 3), (40, 25, 20, 15))[0]
        if not copies:
            alone.append((number, story, title, lines))
            continue
        made.append((number, story, "original", title, lines))
        made += [(number, story, kind, *copy_of(rng, kind, title, lines, filler)) for kind in rng.sample(KINDS, copies)]
    for place in range(0, len(alone) - 1, 2):
        statement = " ".join(filler.pop() for _ in range(rng.choice((4, 8))))
        quoting = place % 4 == 0
        for offset, (number, story, title, lines) in enumerate(alone[place : place + 2]):
            shared = [f"“{statement}”, the ministry said in a statement."] if quoting else []
            at = min(len(lines), 1 + 2 * offset)
            made.append((number, story, "quoting" if quoting else "alone", title, lines[:at] + shared + lines[at:]))
    rng.shuffle(made)
    rows, family, stories, kinds = [], {}, {}, {}
    for place, (number, story, kind, title, lines) in enumerate(made):
        name = f"m{place:04d}"
        footer = [rng.choice(FOOTERS)] if rng.random() < 0.4 else []
        rows.append(
            {"id": name, "outlet": f"Paper {place}", "title": title, "text": "\n".join([title, *lines, *footer])}
        )
        family[name], stories[name], kinds[name] = number, story, kind
    return rows, family, stories, kinds


def pairs_of(groups):
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def measure(seed, show=False):
    """Figures for one seed."""
    rows, family, _, kinds = build(seed)
    reports = [make_report(Fields(**row), Origin(path="made", sha256="", encoding="utf-8")) for row in rows]
    copies, _ = find_copies(reports)
    ties = tie_reports(reports, copies, {})
    stories, _ = group_stories(reports, copies, ties)
    of_text = defaultdict(list)
    for name, number in family.items():
        of_text[number].append(name)
    gold, found = pairs_of(of_text.values()), pairs_of(c.reports for c in copies)
    hits = len(gold & found)
    precision, recall = 100 * hits / max(1, len(found)), 100 * hits / max(1, len(gold))
    place = {r: s.id for s in stories for r in s.reports}
    several = [s for s in stories if len(s.reports) > 1]
    exact = sum(s.independent == len({family[r] for r in s.reports}) for s in several)
    together = sum(place[a] == place[b] for a, b in gold)
    print(
        f"seed {seed}: {len(rows)} reports, {len(of_text)} texts; pairs P {precision:.1f} R {recall:.1f} "
        f"F1 {2 * precision * recall / (precision + recall):.1f}; stories with the exact count "
        f"{100 * exact / len(several):.1f} % of {len(several)}; copy pairs in one story {100 * together / len(gold):.1f} %"
    )
    if show:
        for name, wrong in (("false", found - gold), ("missed", gold - found)):
            print(f"  {name}:", Counter(" & ".join(sorted((kinds[a], kinds[b]))) for a, b in wrong).most_common())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, nargs="*", default=[7, 8, 9])
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    for number in options.seed:
        measure(number, options.show)
