/* SPDX-License-Identifier: Apache-2.0
 *
 * perceptron.c - learn the baseline's weights: tagger, parser, names.
 *
 *      perceptron OUT.bin TREES.conllu NAMES.conllu DEV-TREES.conllu DEV-NAMES.conllu [EPOCHS]
 *
 * In: treebanks and name corpora as CoNLL-U (train/names.py makes NAMES). Out: the weights file, and scores on
 * the dev parts as the program itself gets them from that file. "Police shot two men" teaches the tagger four
 * classes, the parser seven moves and the root, the name finder four labels. One sentence in five is shown
 * in capitals, in title case or in small letters, since headlines are. The parser learns from tags that a
 * tagger gave which had not seen the sentence. Same input, same file. About five minutes.
 */
#include "learner.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct { arena *a; workspace w; dl_error err; dl_tokens t; uint16_t *tag; } bank;

static void fail(const char *what, const dl_error *e)
{
	fprintf(stderr, "perceptron: %s: %s: %s\n", what, e->where, e->text);
	exit(1);
}

static void bank_read(bank *b, const char *path)
{
	slice bytes;
	*b = (bank){.a = arena_new(0)};
	b->w = (workspace){b->a, arena_new(0), &b->err};
	if (file_slurp(path, (size_t)1 << 31, b->a, &bytes, &b->err) != DL_OK
	    || conllu_read(bytes, &b->w, &b->t) != DL_OK)
		fail(path, &b->err);
	b->tag = ARENA_ARRAY(b->a, uint16_t, b->t.n);
	fprintf(stderr, "%s: %u sentences, %u words\n", path, b->t.n_sents - 1, b->t.n - 1);
}

static uint64_t rng_state = 88172645463325252u;
static uint32_t rng(uint32_t below)
{
	rng_state ^= rng_state << 13, rng_state ^= rng_state >> 7, rng_state ^= rng_state << 17;
	return (uint32_t)((rng_state >> 33) % below);
}

/* ---------------------------------------------------------------- a sentence to learn from */
static slice recase(arena *a, slice s, unsigned how, bool first)
{
	char *p = (char *)(uintptr_t)arena_copy(a, s).p;
	for (size_t i = 0; i < s.n; i++) {
		bool low = p[i] >= 'a' && p[i] <= 'z', up = p[i] >= 'A' && p[i] <= 'Z';
		if (how == CASE_ALL_CAPS && low) p[i] -= 32;
		if (how == CASE_NONE && up) p[i] += 32;
		if (how == CASE_TITLE && low && i == 0 && (s.n > 3 || first)) p[i] -= 32;
	}
	return (slice){p, s.n};
}

static uint32_t words_of(const bank *b, uint32_t s, words *w, arena *a)
{
	uint32_t first = b->t.sent_first[s], n = b->t.sent_first[s + 1] - first;
	uint32_t dice = rng(100);
	unsigned how = dice < 80 ? CASE_NORMAL : dice < 88 ? CASE_ALL_CAPS : dice < 96 ? CASE_TITLE : CASE_NONE;
	slice *form = ARENA_ARRAY(a, slice, n);
	for (uint32_t i = 0; i < n; i++)
		form[i] = how == CASE_NORMAL ? b->t.form[first + i] : recase(a, b->t.form[first + i], how, i == 0);
	if (!words_init(w, form, n, a)) exit(3);
	return first - 1;                          /* token of word 0 */
}

static uint32_t *shuffled(uint32_t n_sents)
{
	uint32_t *order = calloc(n_sents + 1, sizeof *order);
	for (uint32_t i = 1; i < n_sents; i++) order[i] = i;
	for (uint32_t i = n_sents - 1; i > 1; i--) {
		uint32_t k = 1 + rng(i), x = order[i];
		order[i] = order[k], order[k] = x;
	}
	return order;
}

static uint32_t top(const int32_t *sum, uint32_t n)
{
	uint32_t b = 0;
	for (uint32_t i = 1; i < n; i++)
		if (sum[i] > sum[b]) b = i;
	return b;
}

/* ---------------------------------------------------------------- tagger */
static void tagger_classes(learner *l, const bank *b)
{
	uint32_t seen[65536] = {0};
	for (uint32_t i = 1; i < b->t.n; i++) seen[b->t.upos[i] << 8 | b->t.xpos[i]]++;
	for (uint32_t c = 0; c < 65536; c++)
		if (seen[c] >= 5) learner_class(l, c);
}

static uint32_t tag_class(const learner *l, const bank *b, uint32_t i)
{
	unsigned v = (unsigned)(b->t.upos[i] << 8 | b->t.xpos[i]);
	for (uint32_t c = 0; c < l->n_classes; c++)
		if (l->classes[c] == v) return c;
	return UINT32_MAX;
}

static void tag_one(learner *l, const bank *b, uint32_t s, arena *a, bool learn)
{
	words w;
	uint64_t f[FEATS_MAX];
	int32_t sum[CLASSES_MAX];
	uint32_t at = words_of(b, s, &w, a);
	for (uint32_t i = 1; i <= w.n; i++) {
		uint32_t n = tag_feats(&w, i, f), right = tag_class(l, b, at + i);
		learner_score(l, f, n, sum);
		uint32_t c = top(sum, l->n_classes);
		if (learn && right != UINT32_MAX) learner_update(l, f, n, right, c), l->now++;
		w.tag[i] = (uint16_t)(c + 1);
		if (!learn) b->tag[at + i] = w.tag[i];
	}
}

/* Learn from all sentences but those of fold `leave` of 4 (4: from all). */
static void learn_tags(learner *l, const bank *b, uint32_t epochs, uint32_t leave)
{
	arena *a = arena_new(0);
	learner_init(l);
	tagger_classes(l, b);
	for (uint32_t e = 0; e < epochs; e++) {
		uint32_t *order = shuffled(b->t.n_sents);
		for (uint32_t k = 1; k < b->t.n_sents; k++, arena_reset(a))
			if (order[k] % 4 != leave) tag_one(l, b, order[k], a, true);
		free(order);
	}
	learner_average(l);
	if (leave < 4)
		for (uint32_t s = 1; s < b->t.n_sents; s++, arena_reset(a))
			if (s % 4 == leave) tag_one(l, b, s, a, false);
	arena_free(a);
}

static void set_tags(const learner *l, const bank *b, uint32_t at, words *w)
{
	for (uint32_t i = 1; i <= w->n; i++) {
		w->tag[i] = b->tag[at + i];
		w->upos[i] = (uint8_t)(l->classes[w->tag[i] - 1] >> 8);
	}
}

/* ---------------------------------------------------------------- parser */
typedef struct { const bank *b; uint32_t at, n; } gold;       /* word i is token at + i */

static uint32_t gold_head(const gold *g, uint32_t i)
{
	uint32_t h = g->b->t.head[g->at + i];
	return h ? h - g->at : 0;
}

/* Right arcs that each move makes impossible (Goldberg and Nivre 2013, arc-hybrid). */
static void move_costs(const moves *m, const gold *g, uint32_t cost[MOVE_N])
{
	uint32_t s0 = m->top ? m->stack[m->top] : 0, s1 = m->top > 1 ? m->stack[m->top - 1] : 0, b0 = m->next;
	cost[0] = cost[1] = cost[2] = 0;
	for (uint32_t k = b0; s0 && k <= g->n; k++) {
		if (gold_head(g, s0) == k) cost[MOVE_RIGHT]++, cost[MOVE_LEFT] += k > b0;
		if (gold_head(g, k) == s0) cost[MOVE_RIGHT]++, cost[MOVE_LEFT]++;
	}
	if (s1 && gold_head(g, s0) == s1) cost[MOVE_LEFT]++;
	if (b0 > g->n) return;
	for (uint32_t k = 1; k <= m->top; k++) {
		if (gold_head(g, m->stack[k]) == b0) cost[MOVE_SHIFT]++;
		if (k < m->top && gold_head(g, b0) == m->stack[k]) cost[MOVE_SHIFT]++;
	}
	/* A root that is hung under another word is lost too: the last word standing must be the gold root. */
	if (s0 && gold_head(g, s0) == 0) cost[MOVE_LEFT]++, cost[MOVE_RIGHT]++;
}

static void learn_moves(learner *l, const gold *g, words *w, arena *a, uint32_t epoch)
{
	uint64_t f[FEATS_MAX];
	int32_t sum[CLASSES_MAX];
	moves m;
	if (!moves_init(&m, w, a)) exit(3);
	while (!moves_done(&m)) {
		uint32_t cost[MOVE_N], least = UINT32_MAX, right = 0, taken = UINT32_MAX;
		bool ok[MOVE_N];
		for (unsigned k = 0; k < MOVE_N; k++) ok[k] = move_allowed(&m, k);
		if (!ok[MOVE_LEFT] && !ok[MOVE_RIGHT]) {
			move_make(&m, MOVE_SHIFT, 0);
			continue;
		}
		move_costs(&m, g, cost);
		uint32_t n = move_feats(&m, f), s0 = m.stack[m.top];
		learner_score(l, f, n, sum);
		for (uint32_t c = 0; c < l->n_classes; c++) {
			unsigned mv = class_move(l->classes[c]);
			if (!ok[mv]) continue;
			uint32_t by = mv == MOVE_LEFT ? m.next : mv == MOVE_RIGHT ? m.stack[m.top - 1] : 0;
			uint32_t x = cost[mv] + (by && gold_head(g, s0) == by && class_rel(l->classes[c]) != g->b->t.rel[g->at + s0]);
			if (taken == UINT32_MAX || sum[c] > sum[taken]) taken = c;
			if (x < least || (x == least && sum[c] > sum[right])) least = x, right = c;
		}
		learner_update(l, f, n, right, taken), l->now++;
		uint32_t go = epoch > 0 && rng(10) < 9 ? taken : right;
		move_make(&m, class_move(l->classes[go]), class_rel(l->classes[go]));
	}
}

static void learn_trees(learner *l, const learner *tagger, const bank *b, uint32_t epochs)
{
	arena *a = arena_new(0);
	learner_init(l);
	learner_class(l, MOVE_SHIFT << 8);
	for (uint32_t i = 1; i < b->t.n; i++)
		if (b->t.head[i]) learner_class(l, (b->t.head[i] > i ? MOVE_LEFT : MOVE_RIGHT) << 8 | b->t.rel[i]);
	for (uint32_t e = 0; e < epochs; e++) {
		uint32_t *order = shuffled(b->t.n_sents);
		for (uint32_t k = 1; k < b->t.n_sents; k++, arena_reset(a)) {
			words w;
			gold g = {b, 0, 0};
			g.at = words_of(b, order[k], &w, a), g.n = w.n;
			set_tags(tagger, b, g.at, &w);
			learn_moves(l, &g, &w, a, e);
		}
		free(order);
		fprintf(stderr, "  parser epoch %u: %u weights\n", e + 1, l->n_entries);
	}
	learner_average(l);
	arena_free(a);
}

/* ---------------------------------------------------------------- names */
static void learn_names(learner *l, const bank *b, const bank *tagged, uint32_t epochs)
{
	arena *a = arena_new(0);
	uint64_t f[FEATS_MAX];
	int32_t sum[CLASSES_MAX];
	learner_init(l);
	for (unsigned c = 0; c < DL_NAME_N; c++) learner_class(l, c);
	for (uint32_t e = 0; e < epochs; e++) {
		uint32_t *order = shuffled(b->t.n_sents);
		for (uint32_t k = 1; k < b->t.n_sents; k++, arena_reset(a)) {
			words w;
			uint32_t at = words_of(b, order[k], &w, a);
			for (uint32_t i = 1; i <= w.n; i++) {
				w.tag[i] = b->tag[at + i], w.upos[i] = tagged->t.upos[at + i], w.rel[i] = tagged->t.rel[at + i];
				w.head[i] = (uint16_t)(tagged->t.head[at + i] ? tagged->t.head[at + i] - at : 0);
			}
			for (uint32_t i = 1; i <= w.n; i++) {
				uint32_t n = name_feats(&w, i, f), c = 0;
				learner_score(l, f, n, sum);
				for (uint32_t x = 1; x < l->n_classes; x++)
					if (name_allowed(w.name[i - 1], x) && sum[x] > sum[c]) c = x;
				learner_update(l, f, n, b->t.name[at + i], c), l->now++;
				w.name[i] = e > 0 ? (uint8_t)c : b->t.name[at + i];
			}
		}
		free(order);
	}
	learner_average(l);
	arena_free(a);
}

/* ---------------------------------------------------------------- the file */
typedef struct { const char *name; buf b; } section;

static void put(buf *b, const void *p, size_t n) { buf_put(b, (slice){p, n}); }

static void file_write(const char *path, section *s, uint32_t n)
{
	buf body = {0}, all = {0};
	uint64_t at = 32 + 32 * (uint64_t)n;
	for (uint32_t i = 0; i < n; i++) {
		char name[16] = {0};
		at = (at + 63) & ~(uint64_t)63;
		uint64_t row[2] = {at, s[i].b.n};
		memcpy(name, s[i].name, strlen(s[i].name));
		put(&body, name, 16), put(&body, row, 16);
		at += s[i].b.n;
	}
	for (uint32_t i = 0; i < n; i++) {
		while ((body.n + 32) % 64) buf_putc(&body, 0);
		buf_put(&body, buf_slice(&s[i].b));
	}
	uint32_t counts[2] = {1, n};
	uint64_t sums[2] = {body.n + 32, hash64(body.p, body.n, 0)};
	put(&all, "DLTEXT\0\0", 8), put(&all, counts, 8), put(&all, sums, 16), buf_put(&all, buf_slice(&body));
	FILE *f = fopen(path, "wb");
	if (!f || fwrite(all.p, 1, all.n, f) != all.n || fclose(f)) perror(path), exit(2);
	buf_free(&body), buf_free(&all);
}

/* ---------------------------------------------------------------- scores, by the program itself */
static dl_tokens retag(const text_model *m, bank *b)
{
	dl_tokens t;
	if (text_tokens_new(b->a, b->t.n, b->t.n_sents, &t) != DL_OK) exit(3);
	memcpy(t.form, b->t.form, b->t.n * sizeof *t.form), memcpy(t.start, b->t.start, b->t.n * sizeof *t.start);
	memcpy(t.bytes, b->t.bytes, b->t.n * sizeof *t.bytes), memcpy(t.sent, b->t.sent, b->t.n * sizeof *t.sent);
	memcpy(t.sent_first, b->t.sent_first, (b->t.n_sents + 1) * sizeof *t.sent_first);
	if (text_tag(m, &b->w, &t) != DL_OK) fail("dev", &b->err);
	return t;
}

static unsigned base_rel(unsigned r)
{
	char name[32];
	snprintf(name, sizeof name, "%s", dl_rel_name(r));
	name[strcspn(name, ":")] = 0;
	for (unsigned i = 0; i < DL_REL_N; i++)
		if (!strcmp(dl_rel_name(i), name)) return i;
	return r;
}

static void tree_scores(const text_model *m, bank *b, buf *about)
{
	dl_tokens t = retag(m, b);
	uint32_t upos = 0, xpos = 0, uas = 0, las = 0, lemma = 0, n = t.n - 1;
	for (uint32_t i = 1; i < t.n; i++) {
		bool head = t.head[i] == b->t.head[i];
		upos += t.upos[i] == b->t.upos[i], xpos += t.xpos[i] == b->t.xpos[i], uas += head;
		las += head && base_rel(t.rel[i]) == base_rel(b->t.rel[i]), lemma += slice_eq_fold(t.lemma[i], b->t.lemma[i]);
	}
	buf_printf(about, "dev trees: upos %.2f xpos %.2f uas %.2f las %.2f lemma %.2f\n", 100.0 * upos / n, 100.0 * xpos / n,
	           100.0 * uas / n, 100.0 * las / n, 100.0 * lemma / n);
}

static bool name_ends(const dl_tokens *t, uint32_t i)
{
	return t->name[i] && (i + 1 >= t->n || t->sent[i + 1] != t->sent[i] || t->name[i + 1] == 0 || t->name[i + 1] & 1);
}

static void name_scores(const text_model *m, bank *b, buf *about)
{
	dl_tokens t = retag(m, b);
	uint32_t found = 0, right = 0, want = 0, fb = 0, gb = 0;
	for (uint32_t i = 1; i < t.n; i++) {
		if (t.name[i] & 1) fb = i;
		if (b->t.name[i] & 1) gb = i;
		bool fe = name_ends(&t, i), ge = name_ends(&b->t, i);
		found += fe, want += ge, right += fe && ge && fb == gb && t.name[fb] == b->t.name[gb];
	}
	buf_printf(about, "dev names: precision %.2f recall %.2f f1 %.2f\n", 100.0 * right / (found ? found : 1),
	           100.0 * right / (want ? want : 1), 200.0 * right / (found + want ? found + want : 1));
}

static const char origin[] =
	"Averaged perceptrons for tags, trees and names, made by train/perceptron.c.\n"
	"Learned from UD English-EWT and Universal NER (CC BY-SA 4.0), GUM's open genres (CC BY 4.0 and the texts'\n"
	"licences), WikiGold (CC BY 4.0), CrossNER politics (MIT; text CC BY-SA), re3d (by source).\n"
	"Licence of this file: CC BY-SA 4.0.\n";

int main(int argc, char **argv)
{
	if (argc < 6) return fputs("usage: perceptron OUT TREES NAMES DEV-TREES DEV-NAMES [EPOCHS]\n", stderr), 1;
	uint32_t epochs = argc > 6 ? (uint32_t)atoi(argv[6]) : 8;
	bank trees, names, dev_trees, dev_names;
	learner tagger, parser, finder;
	section s[5] = {{"about", {0}}, {"tagger", {0}}, {"parser", {0}}, {"names", {0}}};
	dl_error err;
	text_model *m;
	bank_read(&trees, argv[2]), bank_read(&names, argv[3]), bank_read(&dev_trees, argv[4]), bank_read(&dev_names, argv[5]);
	for (uint32_t fold = 0; fold < 4; fold++) learn_tags(&tagger, &trees, 3, fold), learner_free(&tagger);
	learn_tags(&tagger, &trees, epochs, 4);
	learner_section(&tagger, 1u << 16, &s[1].b);
	learn_trees(&parser, &tagger, &trees, epochs);
	learner_section(&parser, 1u << 17, &s[2].b);
	learner_init(&finder), learner_class(&finder, 0);
	learner_section(&finder, 1u << 4, &s[3].b);
	file_write(argv[1], s, 4);                     /* without names yet: it tags and parses the name corpora */
	if (text_model_open(argv[1], &m, &err) != DL_OK) fail(argv[1], &err);
	bank tagged = names;
	tagged.t = retag(m, &names);
	for (uint32_t i = 1; i < names.t.n; i++)
		for (uint32_t c = 0; c < tagger.n_classes; c++)
			if (tagger.classes[c] == (tagged.t.upos[i] << 8 | tagged.t.xpos[i])) names.tag[i] = (uint16_t)(c + 1);
	text_model_close(m);
	learn_names(&finder, &names, &tagged, epochs);
	buf_free(&s[3].b), s[3].b = (buf){0};
	learner_section(&finder, 1u << 15, &s[3].b);
	file_write(argv[1], s, 4);
	if (text_model_open(argv[1], &m, &err) != DL_OK) fail(argv[1], &err);
	buf_puts(&s[0].b, origin), tree_scores(m, &dev_trees, &s[0].b), name_scores(m, &dev_names, &s[0].b);
	text_model_close(m);
	file_write(argv[1], s, 4);
	printf("%.*s", PRS(buf_slice(&s[0].b)));
	return 0;
}
