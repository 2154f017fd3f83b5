"""How many of the happenings that several outlets tell come out as corroborated claims, by the event coreference of ECB+.

    python benchmarks/score_claim_recall.py [SET ...]        # ecbplus/dev ecbplus/train

Two propositions of different accounts (copies count as one) whose predicates stand in mentions of one event across reports ought, mostly,
to be accounts of one claim; whose predicates stand in mentions of two events ought not. Printed: the precision and recall of such pairs,
and for events that at least two accounts tell in clauses of their own, how many accounts stand together in the largest claim, and for how
many events at least two do. Recall 1 is neither possible nor wanted: two clauses of one event may tell different things of it. Only
mentions with a link across reports count, so precision leaves out what the annotators did not mark.
"""

import gzip
import json
import sys
from collections import defaultdict
from itertools import combinations

from devcache import SHARED
from read_claims import claims_of

from onrecord.crossreport.claim_alignment import lead_reports
from onrecord.crossreport.tellings import prepare_tellings


def event_mentions(name):
    """For each report, (start, end, event) of its mentions of events that other reports tell too."""
    with gzip.open(SHARED / "data" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {
            r["doc"]: [
                (m["start"], m["end"], m["instance"])
                for m in r["mentions"]
                if m["class"] == "event" and m["instance"] and m["link"] == "cross"
            ]
            for r in map(json.loads, lines)
        }


def events_of(tellings, mentions):
    """The event of each telling whose predicates stand in mentions of exactly one."""
    found = {}
    for telling in tellings:
        roots = [t.start for t in telling.proposition.terms if t.role == "root"]
        events = {e for start, end, e in mentions.get(telling.report, ()) if any(start <= r < end for r in roots)}
        if len(events) == 1:
            found[telling.id] = events.pop()
    return found


def main() -> None:
    for name in sys.argv[1:] or ["ecbplus/dev", "ecbplus/train"]:
        right = wrong = missed = 0
        largest = []
        mentions = event_mentions(name)
        for view, claims in claims_of(name):
            leads = lead_reports(view)
            place = {(a.report, a.proposition): c.id for c in claims for a in c.accounts if a.proposition}
            events = {t: e for t, e in events_of(prepare_tellings(view), mentions).items() if t in place}
            for a, b in combinations(sorted(events), 2):
                if leads[a[0]] != leads[b[0]]:
                    together, same = place[a] == place[b], events[a] == events[b]
                    right, wrong, missed = (
                        right + (together and same),
                        wrong + (together and not same),
                        missed + (same and not together),
                    )
            told = defaultdict(lambda: defaultdict(set))
            for telling, event in events.items():
                told[event][place[telling]].add(leads[telling[0]])
            largest += [
                (max(map(len, by_claim.values())), len(accounts))
                for by_claim in told.values()
                if len(accounts := set().union(*by_claim.values())) > 1
            ]
        whole = sum(n for _, n in largest)
        print(
            f"{name}: pairs P {right / (right + wrong):.3f} R {right / (right + missed):.3f}"
            f" ({right} right, {wrong} wrong, {missed} missed);"
            f" accounts in the largest claim of their event {sum(n for n, _ in largest) / whole:.3f} of {whole};"
            f" events with a claim of two or more {sum(n > 1 for n, _ in largest)} of {len(largest)}"
        )


if __name__ == "__main__":
    main()
