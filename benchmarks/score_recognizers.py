"""The news-like cases of Recognizers-Text (MIT; shared/data/recognizers): timexes with the right value, figures found with their value.

    score_recognizers.py [-v] [--left-out]

Most of these cases are requests to an assistant or notations on a screen. Which ones are news-like was laid down before anything was
measured, and hangs on the sentence, its parse and the printed form of what is labelled, never on what we find. A case is left out,
for the first reason that holds, if it is

  screen text    has a web address, a formula, a file name, a code, a label before a colon ("Tel: ...")
  fragment       has no finite verb and fewer than eight words outside of what is labelled
  addressed      speaks to somebody or of the writer: first or second person outside quotation marks, greetings, please
  command        begins with a verb in its bare form ("Show sales ...") or a noun read as one ("Book ...")
  question       ends with a question mark or begins with a question word ("What happened ...", "How about ...")
  about numbers  its subject is a number, range, answer, date, score ... as such, or it is about what is recognised
  lower case     names a month or weekday in lower case in a sentence that is otherwise written as newspapers write
  notation       is written as no newspaper does: day and month as numbers without a year or of uncertain order, glued units (3Y, 9p),
                 eight digits, years in words, weeks by number, month glued to day, arithmetic, 7ish, clock times without am, pm or colon
  other kind     labels what is neither timex nor figure here: next and last as ordinals, mealtimes, units without a number, days that
                 the calendar does not have

What is equal. Values are compared as they stand, and where the two conventions say the same in different words:
  - they give a date without a year or a weekday as two candidates, we the one that tense and context give: it has to be one of theirs
  - they give a range as one expression (start, end, length), we both ends: the days covered have to be theirs, with or without the last
  - "two weeks ago" is a day with them, a week with us: their day has to lie in ours, which may be no wider than the unit named
  - "the past three months" is a range with them, a duration with us: the length has to be the same
  - a few days are P3D with them, PXD with us; an hour T8 is T08:00; PT1.5H is PT1H30M; they write decades and quarters as ranges
  - their "from January to March" ends with the first of March, ours with the 31st: both have to begin where theirs begins and ends
  - a time of day and its day, a beginning and a length, may be one expression or two; a time without a day is compared by the clock
  - "five years old" is a figure of age with them, a duration with us
Their modifiers (before, after, start, end) are not compared: their values do not hold them either.
"""

import importlib
import re
import sys
from collections import Counter
from datetime import date, timedelta

from devcache import SHARED, parsed_set
from score_newsquant import annotate

from onrecord.language.calendar_values import value_bounds

sys.path.insert(0, str(SHARED / "score"))
figures_score = importlib.import_module("lib.quantities")
MODELS = ("number", "percent", "currency", "dimension", "age", "ordinal", "numberrange")

_SCREEN = re.compile(r"https?:|www\.|[{}^\[\]|_=<>#@]|\w+\.(?:xlsx|html)\b|\b(?:scp|ssn|Tel)\b|^[\w ]{1,20}:|[A-Z]{2,}-\d{3}|~|\n", re.I)
_PERSON = re.compile(
    r"(?<![\w.])(?:i|i['’ ]?\s?(?:m|ll|d|ve)|me|my|mine|we|our|ours|you|your|yours|let['’]?s|us(?!\s*[$.]|\s+(?:dollar|presidents))|"
    r"hey|hi|hello|please|cortana|congratulations|good\s+morning|thanks)(?![\w.])",
    re.I,
)
_QUOTED = re.compile(r"``.*?''|` `.*?' '|[\"“].*?[\"”]")
_COMMANDS = frozenset(
    "show book find schedule set remind give tell list get meet help add plan take cancel create open delete deliver make put have "
    "exercises exercise brunch dinner get supply must rating race date rooms created tune one".split()
)
_QUESTION = re.compile(r"(?:what|who|when|where|which|how|why|is|are|do|does|did|can|could|shall|should|will|may|any)\b", re.I)
_METRIC = frozenset(
    "number range answer result total score x y period date size code age datetime week weight length angle name ssn 1m prime all "
    "exercise nought zero naught 5.00 milligram file pm measurement that".split()
)
_ABOUT = re.compile(r"\b(?:valid|recognized|recognised|formula|ranges|number format|should (?:not )?be|not the same|fraction number|decimal|symbol|"
                    r"prime numbers|larger than|equal to|informally written|non-standard)\b", re.I)  # fmt: skip
_LOWER = re.compile(r"\b(?:january|february|april|june|july|august|september|october|november|december|monday|tuesday|wednesday|"
                    r"thursday|friday|saturday|sunday|mar\d+|feb|dec|oct|jan|sep|nov|q\d)\b")  # fmt: skip
_WORD_YEAR = r"(?:nineteen|seventeen|eighteen|two thousand|twenty five nineteen)\b"
_NOTATION = re.compile(
    r"(?<![\d/.-])\d{1,2}[/.-]\d{1,2}(?![\d/.-])(?!\s*(?:a\.?m|p\.?m|%))|\b\d{1,2}/\d{1,2}/(?:\d{2}|\d{4})\b|^\d+(?:\.\d+)?[a-zA-Z]$|"
    r"^\d{8}$|\b\d{4} \d\d \d\d\b|\bweek \d|ish\b|\beod\b|\beoy\b|\botd\b|tmrw|\b[A-Z][a-z]{2}\d|/[a-z]|\d-[a-z]{3}|[a-z]-\d{4}|"
    r"\d{4}-\d{1,2}$|ampm|\b(?:today|tomorrow) [ap]m|\d\s\d{3}|\d\d-\d\d-\d{4}|\bQ\d\b|H\d\b|\d[ap]\b|"
    + _WORD_YEAR, re.I)  # fmt: skip
_BARE_HOUR = re.compile(r"\b(?:at|by|between|from|than|to|and)\s+(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)$|"
                        r"(?:between|from)\s+\d{1,2}(?::\d\d)?\s+(?:and|to)\s+\d{1,2}|from \d+ for|before yesterday|after tomorrow|"
                        r"\b(?:in the \w+) at \d+$", re.I)  # fmt: skip
_FIGURE_NOTATION = re.compile(r"\^|\dx10|\de[+-]?\d|\d\s\d{3}\b|^\d+[.,]\d+,\d|\bover\b|hundred-?\s?fifths|\$\$|"
                              r"\d+\s*\([a-z]+\)|\d ?(?:G|tln)$|M[A-Z]{3}\b|US?D ?\d+\.?\d* ?(?:million)?$", re.I)  # fmt: skip


def left_out(text, labels, doc, is_time):
    """The first reason for which a case is not news-like; None for one that is."""
    outside = text
    for label in sorted(labels, key=lambda t: -t["start"]):
        outside = outside[: label["start"]] + " " + outside[label["end"] :]
    words = re.findall(r"[A-Za-z][A-Za-z’'-]+", outside)
    first = next((t for t in doc if t.is_alpha), None)
    plain = _QUOTED.sub(" ", text)
    checks = (
        ("screen text", lambda: _SCREEN.search(text.strip())),
        ("addressed", lambda: _PERSON.search(plain)),
        ("command", lambda: first is not None and (first.tag_ == "VB" or first.lower_ in _COMMANDS)),
        ("question", lambda: text.strip().endswith("?") or _QUESTION.match(text.strip())),
        ("fragment", lambda: len(words) < 8 and not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in doc)),
        ("about numbers", lambda: _ABOUT.search(text) or any(t.dep_ in ("nsubj", "nsubjpass") and t.lemma_.lower() in _METRIC for t in doc)),
        ("lower case", lambda: is_time and (_LOWER.search(text) or any(re.match(r"ma(?:y|rch)\b", t["text"]) for t in labels))),
        ("notation", lambda: any(_is_notation(t, is_time) for t in labels)),
        ("other kind", lambda: any(_is_other(t, is_time) for t in labels)),
    )
    return next((reason for reason, holds in checks if holds()), None)


def _is_notation(label, is_time):
    return bool((_NOTATION.search(label["text"]) or _BARE_HOUR.search(label["text"])) if is_time else _FIGURE_NOTATION.search(label["text"]))


def _is_other(label, is_time):
    if is_time:
        return bool(re.match(r"TM[A-Z]{2}|TNT", label["value"] or "") or re.search(r"-02-(?:29|3\d)", label["value"] or "") or not label["type"])
    return "relative" in label["kind"] or figures_score.gold_ends(label["value"]) is None


# --- whether a timex means the same ---------------------------------------------------------------------------------------------------

_VAGUE = re.compile(r"\b(?:few|several|some|couple)\b", re.I)
_WITHIN = re.compile(r"\b(?:last|past|previous|next|coming|following|upcoming|within|this|first)\b", re.I)
_WIDTHS = (("day", 1), ("week", 7), ("fortnight", 7), ("month", 31), ("quarter", 92), ("year", 366), ("decade", 3660))
_SECONDS = {"D": 86400, "W": 604800, "H": 3600, "S": 1}


def length(value):
    """(months, seconds) of an ISO 8601 duration; None where it is none."""
    match = re.fullmatch(r"P((?:[\d.]+[A-Z]+)*)(?:T((?:[\d.]+[HMS])+))?", value or "")
    if not match or value == "P":
        return None
    months = seconds = 0.0
    for number, unit in re.findall(r"([\d.]+)([A-Z]+)", match[1] or ""):
        months += float(number) * {"Y": 12, "M": 1, "DE": 120, "CE": 1200}.get(unit, 0)
        seconds += float(number) * _SECONDS.get(unit, 0) + (float(number) * 7e5 if unit == "WE" else 0)
    for number, unit in re.findall(r"([\d.]+)([HMS])", match[2] or ""):
        seconds += float(number) * {"H": 3600, "M": 60, "S": 1}[unit]
    return months, seconds


def clock(value):
    """The time of day of a value as HH:MM or MO, AF, EV, NI; None without one."""
    if not value or "T" not in value or value.startswith("P"):
        return None
    time = value.split("T", 1)[1]
    match = re.match(r"(\d\d)(?::(\d\d))?", time)
    return f"{match[1]}:{match[2] or '00'}" if match else time[:2]


def _days(reading):
    """First and last day, the last one excluded, of what a reading of theirs covers; None where it has no dates."""
    ends = [reading.get("start") or reading.get("value"), reading.get("end") or reading.get("value")]
    try:
        return tuple(date.fromisoformat((e or "")[:10]) for e in ends)
    except ValueError:
        return None


def _covers(reading, ours, text):
    """Whether our bounds are the days of their reading, or hold their day and are no wider than the unit they name."""
    days = _days(reading)
    if days is None or not ours["earliest"] and not ours["latest"]:
        return False
    low = date.fromisoformat(ours["earliest"]) if ours["earliest"] else None
    high = date.fromisoformat(ours["latest"]) if ours["latest"] else None
    if "start" in reading or "end" in reading:
        starts = "start" not in reading or low == days[0]
        ends = "end" not in reading or (high is not None and days[1] - timedelta(1) <= high <= days[1])
        return starts and ends
    if low is None or high is None:
        return False
    width = max((n for unit, n in _WIDTHS if unit in text.lower()), default=1)
    return low <= days[0] <= high and (high - low).days < width


def means_same(label, ours):
    """Whether one of our timexes that overlap the label's says what it says."""
    return any(_same(label, o, ours) for o in ours)


def _same(label, ours, beside):
    value, mine, text = label["value"] or "", ours["value"] or "", label["text"]
    if value == mine:
        return True
    triple = re.fullmatch(r"\((.*),(.*),(.*)\)", value)
    mine_length = length(mine)
    if mine.startswith("P") and mine_length and mine_length == length(triple[3] if triple else value):
        return triple is None or bool(_WITHIN.search(text))
    if _VAGUE.search(text) and mine.startswith("P") and "X" in mine:
        return re.sub(r"[\dX.]+", "", mine) == re.sub(r"[\dX.]+", "", triple[3] if triple else value)
    theirs = {clock(value)} | {clock("T" + (r.get("value") or "")[-8:]) for r in label["readings"]} if clock(value) else {None}
    if clock(value) and not value.startswith("(T"):
        clocks = {clock(o["value"]) for o in beside} - {None}
        dates = {(o["value"] or "").split("T")[0] for o in beside}
        wanted = {value.split("T")[0]} | {(r.get("value") or r.get("start") or "")[:10] for r in label["readings"]}
        return bool(clocks & theirs) and (value.startswith("T") or bool(dates & wanted))
    if any((r.get("value") or "")[:10] == mine.split("T")[0] for r in label["readings"] if len(mine) >= 10):
        return True
    if re.fullmatch(r"(?:SP|SU|FA|WI)", value):
        return mine.endswith(value)
    return any(_covers(r, ours, text) for r in label["readings"]) or _spans(label, beside)


def _spans(label, beside):
    """Whether the first of ours begins and the last one begins where their range does: theirs runs to the beginning of what it names last."""
    parts = [value_bounds(o["value"] or "") for o in beside]
    clocks = [clock(o["value"]) for o in beside]
    for reading in label["readings"]:
        days = _days(reading)
        if days and len(parts) == 2 and all(parts) and "start" in reading and (parts[0][0], parts[1][0]) == days:
            return True
        hours = [str(reading.get(end) or "")[-8:-3] for end in ("start", "end")]
        lengths = [length(o["value"]) for o in beside]
        wanted = length((label["value"] or "").rstrip(")").split(",")[-1])
        if hours[0] and hours[0] in clocks and (hours[1] in clocks or (wanted is not None and wanted in lengths)):
            dates = {(o["value"] or "").split("T")[0] for o in beside} - {"XXXX-XX-XX"}
            return not days or str(days[0]) in dates
    return False


def timexes(verbose, reasons):
    """(right, wanted, spurious) among the timexes of the news-like cases."""
    right = wanted = spurious = cases = whole = 0
    for row, parsed in parsed_set("recognizers/datetime_model.jsonl"):
        doc = parsed.paragraphs[0].doc if parsed.paragraphs else []
        reason = left_out(row["text"], row["timexes"], doc, True)
        reasons["timexes", reason].append(row["text"])
        if reason:
            continue
        found = annotate(parsed)["timexes"]
        over = [[o for o in found if o["start"] < t["end"] and t["start"] < o["end"]] for t in row["timexes"]]
        good = [means_same(t, o) for t, o in zip(row["timexes"], over, strict=True)]
        extra = [o for o in found if not any(o in part for part in over)]
        right, wanted, spurious = right + sum(good), wanted + len(good), spurious + len(extra)
        cases, whole = cases + 1, whole + (all(good) and not extra)
        if verbose and not (all(good) and not extra):
            print(f"{row['dct'][:10]} {row['text'][:140]}")
            for t, o, g in zip(row["timexes"], over, good, strict=True):
                if not g:
                    print("     gold", t["text"], t["value"], [(r.get("value"), r.get("start"), r.get("end")) for r in t["readings"]][:2])
                    print("     ours", [(row["text"][x["start"] : x["end"]], x["value"], x["edtf"]) for x in o])
            for o in extra:
                print("     more", row["text"][o["start"] : o["end"]], o["value"])
    print(f"timexes: {cases} news-like cases, {whole} right as a whole; {right} of {wanted} values right = {100 * right / wanted:.1f}; {spurious} more")
    return right, wanted


def figures(verbose, reasons):
    """(right, wanted) among the figures of the news-like cases."""
    right = wanted = 0
    for model in MODELS:
        hits = number = 0
        for row, parsed in parsed_set(f"recognizers/{model}model.jsonl"):
            doc = parsed.paragraphs[0].doc if parsed.paragraphs else []
            reason = left_out(row["text"], row["figures"], doc, False)
            reasons["figures", reason].append(row["text"])
            if reason:
                continue
            item = annotate(parsed)
            for label in row["figures"]:
                good = figures_score.spotted([([label], item)])[0] or (label["kind"] == "age" and _is_age(label, item))
                hits, number = hits + good, number + 1
                if verbose and not good:
                    print(f"{model}: {row['text'][:160]}\n     gold {label['text']} {label['value']}")
                    print("     ours", [(row["text"][q["start"] : q["end"]], q["low"], q["high"], q["kind"]) for q in item["quantities"]])
        print(f"  {model:12s} {hits} of {number}")
        right, wanted = right + hits, wanted + number
    print(f"figures: {right} of {wanted} found with their value = {100 * right / wanted:.1f}")
    return right, wanted


def _is_age(label, item):
    return any(
        t["start"] < label["end"] and label["start"] < t["end"] and re.fullmatch(rf"P{label['value']}[A-Z]", t["value"] or "")
        for t in item["timexes"]
    )


class Reasons(dict):
    """Texts by (what is labelled, reason)."""

    def __missing__(self, key):
        self[key] = []
        return self[key]


def main():
    verbose, reasons = "-v" in sys.argv, Reasons()
    timexes(verbose, reasons)
    figures(verbose, reasons)
    for (kind, reason), texts in sorted(reasons.items(), key=lambda item: (item[0][0], -len(item[1]))):
        print(f"  {kind} {'kept' if reason is None else 'left out: ' + reason}: {len(texts)}")
        if "--left-out" in sys.argv and reason:
            for text, count in Counter(texts).items():
                print(f"      {text[:150]!r}{f' x{count}' if count > 1 else ''}")


if __name__ == "__main__":
    main()
