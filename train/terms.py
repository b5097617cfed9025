#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make data/en/terms.tsv: in how many news articles of 4,000 a word occurs.

usage: terms.py WIKINEWS.jsonl GMB_SENTENCES.txt > data/en/terms.tsv

In: Wikinews articles (CC BY 2.5) and the sentences of the Groningen Meaning Bank (public domain), the latter taken
14 at a time, since 14 sentences are about one article. Out: word and number of articles, sorted by bytes, because
src/story/terms.c searches the table where it lies. Words that fewer than 8 articles use are left out: the program
weighs an absent word as one that 8 use. Words are cut as src/story/terms.c cuts them; keep the two alike."""
import collections, json, re, sys, unicodedata

LEAST = 8

def plain(text):
    text = unicodedata.normalize('NFD', text.lower().replace('’', "'"))
    return ''.join(c for c in text if not unicodedata.combining(c))

def stem(word):
    for end in ('ing', 'ed', 'es', 's'):
        if word.endswith(end) and len(word) - len(end) >= 4:
            return word[:-len(end)]
    return word

def words(text):
    for word in re.findall(r"(?:[^\W_]|')+", plain(text)):
        word = word.strip("'")
        word = (word[:-2] if word.endswith("'s") else word).replace("'", '')
        if len(word) > 1:
            yield stem(word)

def articles(wikinews, sentences):
    for line in open(wikinews, encoding='utf-8'):
        yield json.loads(line)['text'][:4000]
    held = []
    for line in open(sentences, encoding='utf-8'):
        held.append(line.replace(" '", "'"))
        if len(held) == 14:
            yield ' '.join(held)
            held = []

def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    count, n = collections.Counter(), 0
    for text in articles(sys.argv[1], sys.argv[2]):
        n += 1
        count.update(set(words(text)))
    print('# In how many of %d news articles a word occurs; made by train/terms.py, sorted by bytes.' % n)
    print('# Wikinews (CC BY 2.5) and Groningen Meaning Bank texts (public domain). Absent: fewer than %d.' % LEAST)
    for word in sorted(w for w in count if count[w] >= LEAST):
        print('%s\t%d' % (word, count[word]))

if __name__ == "__main__":
    main()
