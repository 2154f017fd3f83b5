# ruff: noqa: E501 - a frame a line
"""A load corpus, made on the spot from a seed: reports in English sentences that a parser can chew on, with a stated share of copies.

    python benchmarks/load_corpus.py 2000 --copies 0.3 > reports.jsonl

Happenings of nine kinds are told by one to forty outlets each, in sentences of the project's own put together from frames, names of
syllables, places, offices, numbers and days; about 300 words a report. A copy prints another report again under its own name: word for word,
cut at the end, or behind a paragraph of its own. Nothing was published anywhere, and nobody is meant.
"""

import argparse
import datetime
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

_ONSETS = "b br ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ea ou".split()
_CODAS = "n r l s t m nd rt ck".split()
_GIVEN = "Ada Bruno Carla David Elena Farid Greta Hassan Ines Jonas Karin Leo Maria Nadia Omar Paul Rosa Samuel Tara Victor".split()
_OFFICES = (
    "mayor|interior minister|police chief|union leader|hospital director|judge|spokesman|governor|fire chief|engineer|lawyer|"
    "head of the rescue service|opposition leader|chief economist|school principal|harbour master"
).split("|")
_BODIES = "ministry council institute union agency court company party railway hospital university airline".split()
_NOUNS = (
    "bridge road harbour market school station tunnel warehouse factory clinic dam pipeline ferry bus plant stadium museum archive "
    "budget law treaty permit tax contract levy reform inquiry report survey warning ruling appeal hearing vote census grant "
    "village district valley coast river island suburb border province farm forest quarry mine orchard vineyard lighthouse "
    "worker driver nurse teacher farmer student tenant passenger fisherman pensioner shopkeeper resident commuter volunteer"
).split()
_ADJECTIVES = (
    "old new northern southern coastal crowded damaged empty narrow flooded public private expensive cheap temporary unfinished "
    "regional national disputed forgotten modest rapid steady sudden quiet heavy reliable fragile independent joint separate"
).split()
_PAST = (
    "repaired closed inspected rebuilt praised rejected delayed funded abandoned opened surveyed blamed defended reviewed "
    "visited described questioned ignored supported evacuated searched sealed measured extended cancelled approved"
).split()
_FACTS = {  # kind of happening -> what is told of it, each in two wordings
    "flood": (
        "The {river} burst its banks near {place} on {day}, and {n1} people were killed.|At least {n1} died when water swept through {place}.",
        "Rescue teams brought {n2} residents of {place} to safety, {official} said.|Some {n2} inhabitants had to leave, according to {official}.",
        "The water reached the {adj} {noun} before dawn on {day}.|By sunrise the {adj} {noun} stood under water.",
        '"We have lost {n3} houses and we do not know how many people are missing," {person} told reporters.|{person} said {n3} homes were gone.',
        "The government of {country} sent {n4} soldiers to the area.|{n4} troops from {country} are helping.",
    ),
    "strike": (
        "More than {n2} workers of the {body} walked out in {place} on {day}.|Work stopped at the {body} after {n2} employees downed tools.",
        '"Nobody will go back before the wages rise by {p} percent," {person}, the {office}, said.|{person} demanded {p} percent more pay.',
        "The {body} rejected the demand and offered {p2} percent.|Managers turned it down; their own offer was {p2} percent.",
        "{n4} trains were cancelled, according to the {body}.|Commuters in {place} lost {n4} connections.",
        "Police arrested {n1} demonstrators outside the {adj} {noun}.|Officers took {n1} protesters away from the {adj} {noun}.",
    ),
    "trial": (
        "A court in {place} sentenced {person} to {n1} years in prison on {day}.|{person} must go to jail for {n1} years, judges ruled in {place}.",
        "Prosecutors accused {last} of taking {money} from the {body}.|The {body} lost {money} to {last}, the prosecution argued.",
        '"My client is innocent and we will appeal," {person2}, the lawyer, said.|The defence lawyer {person2} announced an appeal.',
        "The judge ordered the {body} to pay {money2}.|A fine of {money2} was imposed on the {body}.",
        "{n2} witnesses were heard during the trial, which began in {month}.|Since {month} the court had listened to {n2} witnesses.",
    ),
    "blast": (
        "An explosion at a {noun} in {place} killed at least {n1} people on {day}.|{n1} people lost their lives when a {noun} blew up in {place}.",
        "{n3} others were wounded, {official} said.|{official} put the number of injured at {n3}.",
        "The {body} denied that its {adj} {noun} had been the cause.|It was not our {adj} {noun}, the {body} insisted.",
        '"I heard two blasts and then everything was dark," {person2} told a local radio station.|{person2} remembers two bangs.',
        "Investigators from {country} will join the inquiry.|{country} offered to send experts.",
    ),
    "talks": (
        "Ministers from {country} and {country2} met in {place} on {day} for talks about the {adj} {noun}.|{place} hosted envoys of {country} and {country2}.",
        "{person}, the {office}, said the two sides had agreed to open {n1} crossings.|{n1} crossings will open, {person} announced.",
        "The agreement is worth {money}, according to the {body}.|The {body} valued the deal at {money}.",
        '"This is a first step and nothing more," {person2} warned.|{person2} told reporters not to expect too much.',
        "{country} withdrew its ambassador {n3} days ago.|Only {n3} days earlier the ambassador of {country} had left.",
    ),
    "vote": (
        "{person} won the election in {place} on {day} with {p} percent of the votes.|Voters in {place} chose {person}, who took {p} percent.",
        "{person2}, the {office}, conceded defeat and called for calm.|The loser, {person2}, congratulated the winner.",
        "Turnout was {p2} percent, the {body} announced.|The {body} counted a turnout of {p2} percent.",
        '"We will count every ballot again," a spokesman for the {body} said.|All ballots will be recounted, the {body} promised.',
        "{n4} observers watched the vote in {country}.|From abroad came {n4} observers.",
    ),
    "outbreak": (
        "Doctors in {place} have treated {n2} patients since {day}, the {body} said.|{n2} people have fallen ill around {place}, figures of the {body} show.",
        "{n1} children died of the fever, according to {official}.|{official} confirmed the deaths of {n1} children.",
        '"The vaccine will arrive in {n3} days," {person} promised.|{person} expects vaccine within {n3} days.',
        "The {body} closed {n3} schools in the {adj} district.|Lessons stopped at {n3} schools on orders of the {body}.",
        "{country} offered medicine worth {money}.|Drugs for {money} are to come from {country}.",
    ),
    "merger": (
        "The {body} agreed on {day} to buy a rival from {country} for {money}.|For {money} the {body} takes over its competitor in {country}.",
        "{person}, its {office}, said {n4} jobs would be cut in {place}.|{n4} people in {place} will lose their jobs, {person} admitted.",
        "Shares of the company fell by {p} percent.|Investors pushed the price down by {p} percent.",
        '"We were not asked," {person2}, a union leader, complained.|Unions led by {person2} protested.',
        "Regulators in {country2} have {n3} weeks to object.|Approval in {country2} may take {n3} weeks.",
    ),
    "rescue": (
        "Rescuers pulled {n1} miners out of a collapsed shaft near {place} on {day}.|{n1} miners are free after a shaft fell in near {place}.",
        "{n3} men are still trapped {n2} metres below the ground, {official} said.|{official} spoke of {n3} missing at a depth of {n2} metres.",
        "{person}, the {office}, accused the {body} of ignoring warnings.|The {body} had been warned, {person} claimed.",
        '"We heard them knock, and we will not stop digging," {person2} said.|{person2} vowed to go on digging.',
        "The mine belongs to a company from {country}.|Owners in {country} could not be reached.",
    ),
}
_FRAMES = (
    "The {adj} {noun} was {past} by the {noun2} in {month}.",
    "A {noun} and a {adj} {noun2} were {past} after the {noun3} had been {past2}.",
    "Critics say the {adj} {noun} was never {past}, although the {noun2} had cost {money}.",
    "In {year}, {n2} people signed a letter about the {noun} in {place2}.",
    "{person3} {past} the {noun}, while others {past2} the {adj} {noun2}.",
    "The {body2} had {past} a {adj} {noun} there {n1} years earlier.",
    "Few of the {adj} {nouns} in {place2} have been {past} since {year}.",
    "According to a survey of {n2} households, every {ordinal} {noun} in {place2} needs repair.",
    "It was not clear whether the {noun} would be {past} before {month}.",
    "{person3} said the {adj} {noun} had been {past} twice.",
    "Residents of {place2} {past} the {noun} and asked for a {adj} {noun2}.",
    "The {noun} lies between a {adj} {noun2} and the road to {place2}.",
)
_COUNTRIES = (
    "Norway Kenya Peru Vietnam Poland Morocco Chile Jordan Canada Nepal Ghana Serbia Turkey Japan Cuba Latvia".split()
)
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass
class _Happening:
    kind: str
    day: datetime.date
    facts: dict[str, str]
    reports: list[str] = field(default_factory=list)  # texts printed so far


def make_reports(number: int, copies: float, seed: int = 1, filling: int = 4) -> Iterator[dict[str, str]]:
    """Reports as the records of `reading/records.py`.

    Args:
        number: of reports.
        copies: share of them that print an earlier one again, 0..1.
        seed: the same seed gives the same reports; a larger `number` begins with other ones.
        filling: sentences beside each that tells of the happening, on average: 4 make about 260 words a report, 0 about 60.
    """
    world = _World(random.Random(f"{seed} {number}"), number, filling)
    told, rng = 0, world.rng
    while told < number:
        happening = world.happening()
        for rank in range(min(number - told, 1 if rng.random() < 0.4 else min(40, int(1 + rng.paretovariate(0.9))))):
            yield _printed(world, happening, rank, told, copies)
            told += 1


def _printed(world: "_World", happening: _Happening, rank: int, number: int, copies: float) -> dict[str, str]:
    rng = world.rng
    # a first report of a happening cannot be a copy: those that can be are copies the more often
    world.owed += copies
    copied = bool(happening.reports) and world.owed >= 1
    if copied:
        world.owed -= 1
        text = _again(world, rng.choice(happening.reports), happening)
    else:
        text = world.text(happening)
        happening.reports.append(text)
    day = happening.day + datetime.timedelta(days=min(rank // 4, 9))
    title, _, body = text.partition("\n")
    return {
        "id": f"r{number:07}",
        "outlet": rng.choice(world.outlets),
        "published": day.isoformat(),
        "url": f"https://load{number % 997}.example/{number}",
        "title": title,
        "text": body,
    }


def _again(world: "_World", text: str, happening: _Happening) -> str:
    lines = text.split("\n")
    how = world.rng.random()
    if how < 0.4:
        return text
    if how < 0.7:
        return "\n".join(lines[: max(3, len(lines) * 2 // 3)])
    return "\n".join([lines[0], " ".join(world.filler(happening) for _ in range(3)), *lines[1:]])


class _World:
    """Names that recur, and the sentences made of them."""

    def __init__(self, rng: random.Random, number: int, filling: int) -> None:
        self.rng, self.filling = rng, filling
        self.owed = 0.0  # copies that the share asks for and that could not be made yet
        self.places = [_name(rng, 2) for _ in range(max(60, number // 20))]
        self.surnames = [_name(rng, rng.choice((2, 2, 3))) for _ in range(max(200, number // 4))]
        self.outlets = [
            f"{_name(rng, 2)} {rng.choice(('Times', 'Post', 'Herald', 'Press', 'Online'))}" for _ in range(150)
        ]

    def happening(self) -> _Happening:
        rng = self.rng
        kind = rng.choice(sorted(_FACTS))
        day = datetime.date(2022, 1, 1) + datetime.timedelta(days=rng.randrange(1000))
        facts = self._slots(day)
        facts["official"] = f"{facts['person2']}, the {rng.choice(_OFFICES)}"
        return _Happening(kind, day, facts)

    def _slots(self, day: datetime.date) -> dict[str, str]:
        rng = self.rng
        last = [rng.choice(self.surnames) for _ in range(3)]
        people = [f"{rng.choice(_GIVEN)} {name}" for name in last]
        bodies = [f"{rng.choice(self.places)} {rng.choice(_BODIES).title()}" for _ in range(2)]
        country, other = rng.sample(_COUNTRIES, 2)
        return {
            "place": rng.choice(self.places),
            "place2": rng.choice(self.places),
            "river": f"{rng.choice(self.places)} river",
            "person": people[0],
            "person2": people[1],
            "person3": people[2],
            "last": last[0],
            "body": bodies[0],
            "body2": bodies[1],
            "country": country,
            "country2": other,
            "office": rng.choice(_OFFICES),
            "day": _DAYS[day.weekday()],
            "month": rng.choice(_MONTHS),
            "year": str(rng.randrange(1990, 2021)),
            "n1": str(rng.randrange(3, 60)),
            "n2": f"{rng.randrange(100, 9000):,}",
            "n3": str(rng.randrange(2, 30)),
            "n4": f"{rng.randrange(200, 4000):,}",
            "p": str(rng.randrange(2, 70)),
            "p2": f"{rng.randrange(1, 60)}.{rng.randrange(1, 9)}",
            "money": f"${rng.randrange(2, 900)} million",
            "money2": f"{rng.randrange(2, 90)},000 euros",
            "ordinal": rng.choice(("third", "fourth", "tenth")),
            "adj": rng.choice(_ADJECTIVES),
            "noun": rng.choice(_NOUNS),
            "nouns": _plural(rng.choice(_NOUNS)),
            "noun2": rng.choice(_NOUNS),
            "noun3": rng.choice(_NOUNS),
            "past": rng.choice(_PAST),
            "past2": rng.choice(_PAST),
        }

    def text(self, happening: _Happening) -> str:
        """Headline and body: most of the facts in some order, among sentences that tell of other things."""
        rng = self.rng
        frames = list(_FACTS[happening.kind])
        told = [frames[0], *rng.sample(frames[1:], rng.randrange(3, len(frames)))]
        sentences = [rng.choice(frame.split("|")).format(**happening.facts) for frame in told]
        paragraphs = []
        for sentence in sentences:
            several = [
                sentence,
                *(self.filler(happening) for _ in range(max(0, self.filling + rng.choice((-1, 0, 1))))),
            ]
            paragraphs.append(" ".join(several))
        headline = f"{happening.facts['place']}: {sentences[0].split(' on ')[0].rstrip('.')}"
        return "\n".join([headline, *paragraphs])

    def filler(self, happening: _Happening) -> str:
        sentence = self.rng.choice(_FRAMES).format(**self._slots(happening.day))
        return sentence[0].upper() + sentence[1:]


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-3] + "men"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "h")) else "s")


def _name(rng: random.Random, syllables: int) -> str:
    return ("".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) for _ in range(syllables)) + rng.choice(_CODAS)).title()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("number", type=int)
    parser.add_argument("--copies", type=float, default=0.3, help="share of reports that print another one again")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--filling", type=int, default=4, help="sentences beside each that tells of the happening")
    args = parser.parse_args()
    for record in make_reports(args.number, args.copies, args.seed, args.filling):
        sys.stdout.write(json.dumps(record) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
