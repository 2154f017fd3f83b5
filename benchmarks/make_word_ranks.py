import sys; sys.path.insert(0,'zx')
from zxcvbn.frequency_lists import FREQUENCY_LISTS as F
rank={}
for k in ('english_wikipedia','us_tv_and_film'):
    for i,w in enumerate(F[k]):
        if w.isalpha() and w.isascii() and len(w)>0 and w not in ('doc','https','www','amp','nbsp','ref','http','html','px'):
            rank[w]=min(i,rank.get(w,10**9))
words=sorted(rank,key=lambda w:(rank[w],w))[:16000]
head="""# The 16,000 commonest English words, the commonest first, by rank in running text: how telling a shared word is.
# Origin: the ranked lists english_wikipedia and us_tv_and_film of zxcvbn-python 4.5.0 (Dropbox's zxcvbn), merged by rank;
# made by benchmarks/make_word_ranks.py. MIT licence: Copyright (c) 2012-2016 Dan Wheeler and Dropbox, Inc.; Copyright (c) 2016 Daniel Wolf.
"""
open('/work/main/src/onrecord/resources/word_ranks.csv','w').write(head+"word,rank\n"+"".join(f"{w},{i}\n" for i,w in enumerate(words,1)))
print(len(words),words[:100], words[2000:2050])
