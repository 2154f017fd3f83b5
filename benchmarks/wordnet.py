"""Reads the nouns of WordNet 3.0 (Debian package wordnet-base), for the scripts that make word lists of them."""


def read_nouns(folder):
    """(word, numbers of the lexicographer files of its senses, first sense first, how many senses tagged texts use) of each single word."""
    lines = (folder / "data.noun").read_text(encoding="latin-1").splitlines()
    files = dict(line.split(" ", 2)[:2] for line in lines if not line.startswith(" "))
    for line in (folder / "index.noun").read_text(encoding="latin-1").splitlines():
        parts = line.split()
        if not line.startswith(" ") and parts[0].isalpha():
            count = int(parts[2])
            yield parts[0], [files[offset] for offset in parts[-count:]], int(parts[-count - 1])
