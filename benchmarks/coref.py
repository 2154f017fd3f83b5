"""Scores for coreference over given mentions: MUC, BCubed, CEAF (entity), and their mean, the CoNLL score. Singletons count.

MUC: Vilain et al. 1995; BCubed: Bagga and Baldwin 1998; CEAF-e: Luo 2005 (phi4, best one-to-one pairing of clusters).
"""

from collections import Counter, defaultdict

import numpy as np
from scipy.optimize import linear_sum_assignment


def _clusters(labels):
    found = defaultdict(set)
    for key, label in labels.items():
        found[label].add(key)
    return list(found.values())


def _f1(p, r):
    return 2 * p * r / (p + r) if p + r else 0.0


def muc(gold, found):
    def one_way(clusters, labels):
        hit = sum(len(c) - len({labels[m] for m in c}) for c in clusters)
        return hit, sum(len(c) - 1 for c in clusters)

    (rh, rn), (ph, pn) = one_way(_clusters(gold), found), one_way(_clusters(found), gold)
    return _f1(ph / pn if pn else 0.0, rh / rn if rn else 0.0)


def bcubed(gold, found):
    pairs, g, f = Counter((gold[m], found[m]) for m in gold), Counter(gold.values()), Counter(found.values())
    n = len(gold)
    r = sum(c * c / g[a] for (a, _), c in pairs.items()) / n
    p = sum(c * c / f[b] for (_, b), c in pairs.items()) / n
    return _f1(p, r)


def ceafe(gold, found):
    g, f = sorted(set(gold.values()), key=str), sorted(set(found.values()), key=str)
    gi, fi = {k: i for i, k in enumerate(g)}, {k: i for i, k in enumerate(f)}
    gs, fs = Counter(gold.values()), Counter(found.values())
    sim = np.zeros((len(g), len(f)))
    for (a, b), c in Counter((gold[m], found[m]) for m in gold).items():
        sim[gi[a], fi[b]] = 2 * c / (gs[a] + fs[b])
    rows, columns = linear_sum_assignment(-sim)
    total = sim[rows, columns].sum()
    return _f1(total / len(f), total / len(g))


def conll(gold, found):
    """(MUC, BCubed, CEAF-e, their mean) F1 in percent.

    Args:
        gold: mention -> cluster.
        found: the same mentions -> cluster.
    """
    if gold.keys() != found.keys():
        raise ValueError("both must cluster the same mentions")
    values = [100 * f(gold, found) for f in (muc, bcubed, ceafe)]
    return (*values, sum(values) / 3)
