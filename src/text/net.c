/* SPDX-License-Identifier: Apache-2.0
 *
 * net.c - the network: opened from the weights file, run over the sentences of a document.
 *
 * In: forms and sentences. Out: upos, xpos, head, rel, name. The way of "Police shot two men.":
 *
 *      look_up()     Police, two, men and the stop are among the commonest forms: their rows lie in the file
 *      net_word()    of "shot", were it none of them, 288 bytes
 *      layers()      five rows of 128 bytes, each word now knowing its sentence
 *      tags          NOUN/NNS VERB/VBD NUM/CD NOUN/NNS PUNCT
 *      arcs          shot 40 points ahead of all others as the root, Police under shot, two under men ...
 *      relations     nsubj root nummod obj punct
 *      names         O O O O O
 *
 * The weights are used where they lie in the mapped file; net_open() only checks that every section has the size
 * that net.h demands and that no index leads outside. A path may keep a copy of the matrices in a form of its own
 * (half a megabyte for AVX2). Memory: about 3 KB a word of the longest sentence or batch and 4 bytes for each pair of
 * its words (DL_SENT_MAX: 2.7 MB). Cost: 360,000 multiplications a common word (7 of 8), 450,000 another.
 */
#include "text/net.h"

#define VEC_ROWS_MAX (1u << 24)
#define BATCH_ROWS 64u           /* the weights are half a megabyte: a sentence alone waits for them to arrive */
#define ALL_HEADS_N(m) ((m)->tags_n + NET_NAMES + 2 * NET_ARC + 2 * NET_REL)

/* ---------------------------------------------------------------- opening */
typedef struct { slice file; net_section find; const char *path; dl_error *err; } opening;

static const void *section(opening *o, const char *name, size_t bytes)
{
	slice s = {0};
	if (o->find(o->file, name, &s) && s.n == bytes && (uintptr_t)s.p % 4 == 0) return s.p;
	error_set(o->err, DL_BAD, o->path, 0, "section %s is absent or has %zu bytes instead of %zu", name, s.n, bytes);
	return NULL;
}

static bool open_mat(opening *o, const char *name, net_mat *m, uint32_t k, uint32_t n)
{
	char bias[24];
	int len = 0;
	while (name[len]) bias[len] = name[len], len++;
	memcpy(bias + len, ".bias", 6);
	m->k = k, m->n = n;
	return (m->w = section(o, name, (size_t)k * n)) && (m->bias = section(o, bias, 4 * (size_t)n));
}

/* What enters a matrix is 0..127: with more, machines would differ. */
static bool all_u7(slice s)
{
	uint64_t any = 0, eight;
	size_t i = 0;
	for (; i + 8 <= s.n; i += 8) memcpy(&eight, s.p + i, 8), any |= eight;
	for (; i < s.n; i++) any |= (unsigned char)s.p[i];
	return !(any & 0x8080808080808080u);
}

static bool open_words(opening *o, net *m)
{
	static const char *const name[NET_TABLES] = {"word", "pre2", "pre3", "suf2", "suf3", "suf4", "shape"};
	static const uint32_t width[NET_TABLES] = {48, 16, 24, 16, 32, 24, 32};
	slice key = {0}, vec = {0}, t;
	bool empty = false;
	if (!o->find(o->file, "vec", &vec) || !o->find(o->file, "vec.key", &key)) vec.n = 0;
	uint32_t rows = (uint32_t)(vec.n / NET_VEC);
	m->slots = (uint32_t)(key.n / 4), m->key = (const void *)key.p, m->vec = (const void *)vec.p;
	if (!rows || rows > VEC_ROWS_MAX || vec.n % NET_VEC || !all_u7(vec) || key.n % 4 || !m->slots
		|| m->slots & (m->slots - 1)) {
		error_set(o->err, DL_BAD, o->path, 0, "section vec or vec.key has an impossible size or value");
		return false;
	}
	if (!(m->row = section(o, "vec.row", 4 * (size_t)m->slots))) return false;
	for (uint32_t i = 0; i < m->slots; i++) {
		empty |= m->row[i] == 0;
		if (m->row[i] < rows) continue;
		error_set(o->err, DL_BAD, o->path, i, "section vec.row leads outside vec");
		return false;
	}
	for (uint32_t i = 0; i < NET_TABLES; i++) {
		uint32_t n = o->find(o->file, name[i], &t) ? (uint32_t)(t.n / width[i]) : 0;
		m->table[i] = (const void *)t.p, m->table_rows[i] = n;
		if (n && !(n & (n - 1)) && t.n % width[i] == 0 && all_u7(t)) continue;
		error_set(o->err, DL_BAD, o->path, 0, "section %s is absent or has an impossible size or value", name[i]);
		return false;
	}
	if (!empty) error_set(o->err, DL_BAD, o->path, 0, "section vec.row has no empty slot");
	return empty;
}

/* The commonest forms and their rows. */
static bool open_forms(opening *o, net *m)
{
	slice form, slot, row;
	bool ok = o->find(o->file, "form", &form) && o->find(o->file, "form.slot", &slot)
	       && o->find(o->file, "form.row", &row);
	if (ok) {
		m->form = (const void *)form.p, m->form_slot = (const void *)slot.p, m->form_row = (const void *)row.p;
		m->n_forms = (uint32_t)(form.n / NET_FORM), m->form_slots = (uint32_t)(slot.n / 2);
		ok = form.n % NET_FORM == 0 && slot.n % 2 == 0 && !(m->form_slots & (m->form_slots - 1))
		     && m->form_slots > m->n_forms && row.n == (size_t)m->n_forms * 4 * NET_D * sizeof(int16_t);
	}
	for (uint32_t i = 0; ok && i < m->n_forms; i++) ok = (unsigned char)m->form[i][0] < NET_FORM;
	uint32_t empty = 0;
	for (uint32_t i = 0; ok && i < m->form_slots; i++) ok = m->form_slot[i] <= m->n_forms, empty += !m->form_slot[i];
	if (ok && empty) return true;
	error_set(o->err, DL_BAD, o->path, 0, "section form, form.slot or form.row is absent or impossible");
	return false;
}

static bool open_tags(opening *o, net *m)
{
	slice s;
	m->n_tags = o->find(o->file, "tags", &s) ? (uint32_t)(s.n / 2) : 0;
	m->tags = (const void *)s.p;
	m->tags_n = (m->n_tags + NET_BLOCK - 1) / NET_BLOCK * NET_BLOCK;
	bool ok = m->n_tags && m->n_tags <= NET_TAGS_MAX && s.n % 2 == 0;
	for (uint32_t i = 0; ok && i < m->n_tags; i++) ok = m->tags[2 * i] < DL_UPOS_N && m->tags[2 * i + 1] < DL_XPOS_N;
	if (!ok) error_set(o->err, DL_BAD, o->path, 0, "section tags has an unknown tag or an impossible size");
	return ok;
}

dl_status net_open(net *m, slice file, net_section find, const char *path, dl_error *err)
{
	opening o = {file, find, path, err};
	char window[] = "window0", scan[] = "scan0";
	*m = (net){.kern = net_kernels_best()};
	bool ok = open_words(&o, m) && open_forms(&o, m) && open_tags(&o, m)
	       && open_mat(&o, "first", &m->first, NET_IN, NET_D)
	       && open_mat(&o, "heads", &m->heads, NET_D, ALL_HEADS_N(m)) && open_mat(&o, "rel", &m->rel, NET_REL, NET_RELS)
	       && (m->root_arc = section(&o, "root.arc", NET_ARC)) && (m->root_rel = section(&o, "root.rel", 2 * NET_REL))
	       && (m->dist = section(&o, "dist", 4 * 2 * NET_DISTS));
	for (uint32_t i = 0; ok && i < NET_LAYERS; i++) {
		window[6] = scan[4] = (char)('0' + i);
		ok = (i ? open_mat(&o, window, &m->window[i], 3 * NET_D, NET_D)
		        : open_mat(&o, window, &m->near, NET_D, 3 * NET_D))
		     && open_mat(&o, scan, &m->scan[i], NET_D, 2 * NET_D);
	}
	if (ok && !all_u7((slice){(const char *)m->root_arc, NET_ARC}))
		return error_set(err, DL_BAD, path, 0, "section root.arc has an impossible value");
	return ok ? DL_OK : DL_BAD;
}

bool net_prepare(net *m, arena *a)
{
	bool (*own)(net_mat *, arena *) = m->kern->own;
	bool ok = !own || (own(&m->first, a) && own(&m->heads, a) && own(&m->rel, a));
	for (uint32_t i = 0; own && ok && i < NET_LAYERS; i++)
		ok = own(i ? &m->window[i] : &m->near, a) && own(&m->scan[i], a);
	return ok;
}

const net_kernels *const *net_kernels_all(void)
{
	static const net_kernels *const all[] = {
#if defined(__x86_64__) && defined(__GNUC__)
		&net_avx512, &net_avx2,
#endif
#if defined(__aarch64__) && defined(__ARM_NEON)
		&net_neon,
#endif
		&net_plain, NULL
	};
	return all;
}

const net_kernels *net_kernels_best(void)
{
	const net_kernels *const *k = net_kernels_all();
	while (!(*k)->here()) k++;
	return *k;
}

/* ---------------------------------------------------------------- running */
/* Sentences [from, to), run together so that the weights are fetched once for all: a row a word, and an empty row
 * before, between and behind the sentences, which stands for the words outside. */
typedef struct { const dl_tokens *t; uint32_t from, to, rows; } batch;

/* One call's scratch, for sentences of up to max words and batches of up to rows; in w->tmp. */
typedef struct {
	uint32_t max, rows;
	uint8_t *in;             /* [rows][NET_IN]    of words that are none of the commonest                   */
	uint8_t *in_a;           /* [rows][NET_D]     their q(stream) before the first window                   */
	int16_t *in_x;           /* [rows][NET_D]     their stream there                                        */
	int32_t *in_near;        /* [rows][3][NET_D]  what they add there                                       */
	uint32_t *in_row;        /* [rows]            where they stand                                          */
	uint8_t *idle;           /* [rows]            1: the row behind, of the batch, is empty                 */
	const int16_t **known;   /* [rows]            a common word's row of form_row, NULL for others          */
	int16_t *x;              /* [rows][NET_D]     the stream                                                */
	uint8_t *a;              /* [rows][NET_D]     q(stream), zeros (64) in the empty rows                   */
	int32_t *sum;            /* [rows][ALL_HEADS_N], and smaller things on the way                          */
	uint8_t *arc_head;       /* [max + 1][NET_ARC]                                                          */
	int8_t  *arc_dep;        /* [max, padded][NET_ARC]  in the order of a matrix                            */
	int32_t *arc;            /* [max + 1][max, padded]                                                      */
	int32_t *none;           /* [max, padded]     zero: that matrix's bias                                  */
	int16_t *rel_head;       /* [max + 1][NET_REL]                                                          */
	uint8_t *pair;           /* [max][NET_REL]                                                              */
	int32_t *rel;            /* [max][NET_RELS]                                                             */
	int32_t *score;          /* [max + 1]                                                                   */
	uint32_t *head, *seen;   /* [max + 1]                                                                   */
	uint8_t *back;           /* [max][DL_NAME_N]                                                            */
	int32_t *dist;           /* [2 max + 1]       what distance adds, by word - head + max                  */
} scratch;

static uint32_t padded(uint32_t n) { return (n + NET_BLOCK - 1) / NET_BLOCK * NET_BLOCK; }

static void fill_dist(const net *m, scratch *s)
{
	static const uint8_t from[NET_DISTS] = {1, 2, 3, 4, 5, 7, 10, 15, 23};
	for (uint32_t d = 0, k = 0; d <= s->max; d++) {
		while (k + 1 < NET_DISTS && d >= from[k + 1]) k++;
		s->dist[s->max + d] = m->dist[k];                    /* the head stands before the word */
		s->dist[s->max - d] = m->dist[NET_DISTS + k];
	}
}

static bool scratch_new(const net *m, arena *a, uint32_t max, scratch *s)
{
	size_t n = max, rows = max_u32(max + 2, BATCH_ROWS);
	*s = (scratch){.max = max, .rows = (uint32_t)rows};
	bool ok = (s->in = ARENA_ARRAY(a, uint8_t, rows * NET_IN)) && (s->in_a = ARENA_ARRAY(a, uint8_t, rows * NET_D))
	       && (s->in_x = ARENA_ARRAY(a, int16_t, rows * NET_D))
	       && (s->in_near = ARENA_ARRAY(a, int32_t, rows * 3 * NET_D))
	       && (s->idle = ARENA_ARRAY(a, uint8_t, rows))
	       && (s->in_row = ARENA_ARRAY(a, uint32_t, rows)) && (s->known = ARENA_ARRAY(a, const int16_t *, rows))
	       && (s->x = ARENA_ARRAY(a, int16_t, rows * NET_D))
	       && (s->a = ARENA_ARRAY(a, uint8_t, rows * NET_D))
	       && (s->sum = ARENA_ARRAY(a, int32_t, rows * ALL_HEADS_N(m)))
	       && (s->arc_head = ARENA_ARRAY(a, uint8_t, (n + 1) * NET_ARC))
	       && (s->arc_dep = ARENA_ARRAY(a, int8_t, (size_t)padded(max) * NET_ARC))
	       && (s->arc = ARENA_ARRAY(a, int32_t, (n + 1) * padded(max)))
	       && (s->none = ARENA_ARRAY(a, int32_t, padded(max)))
	       && (s->rel_head = ARENA_ARRAY(a, int16_t, (n + 1) * NET_REL))
	       && (s->pair = ARENA_ARRAY(a, uint8_t, n * NET_REL))
	       && (s->rel = ARENA_ARRAY(a, int32_t, n * NET_RELS)) && (s->score = ARENA_ARRAY(a, int32_t, n + 1))
	       && (s->head = ARENA_ARRAY(a, uint32_t, n + 1)) && (s->seen = ARENA_ARRAY(a, uint32_t, n + 1))
	       && (s->back = ARENA_ARRAY(a, uint8_t, n * DL_NAME_N)) && (s->dist = ARENA_ARRAY(a, int32_t, 2 * n + 1));
	if (ok) fill_dist(m, s);
	return ok;
}

static uint32_t words_of(const dl_tokens *t, uint32_t sent) { return t->sent_first[sent + 1] - t->sent_first[sent]; }

#define EACH_SENTENCE(b, i, row) \
	for (uint32_t i = (b)->from, row = 1; i < (b)->to; row += words_of((b)->t, i) + 1, i++)

/* s->a = q(stream), and the empty rows as they were. */
static void quantise(const net *m, scratch *s, const batch *b)
{
	m->kern->quant(s->a, s->x, b->rows * NET_D);
	memset(s->a, 64, NET_D);
	EACH_SENTENCE(b, i, row) memset(s->a + (size_t)(row + words_of(b->t, i)) * NET_D, 64, NET_D);
}

/* The row of a form, NULL when it is none of the commonest. */
static const int16_t *known_form(const net *m, slice form)
{
	if (form.n >= NET_FORM) return NULL;
	uint32_t mask = m->form_slots - 1;
	for (uint32_t at = (uint32_t)hash_slice(form) & mask; m->form_slot[at]; at = (at + 1) & mask) {
		uint32_t i = m->form_slot[at] - 1u;
		if ((size_t)m->form[i][0] == form.n && !memcmp(m->form[i] + 1, form.p, form.n))
			return m->form_row + (size_t)i * 4 * NET_D;
	}
	return NULL;
}

/* Streams, s->known and s->idle of common words; the others go to s->in. Returns how many they are. */
static uint32_t look_up(const net *m, scratch *s, const batch *b)
{
	uint32_t n = 0;
	EACH_SENTENCE(b, i, row) {
		for (uint32_t w = 0, r = row; w < words_of(b->t, i); w++, r++) {
			slice form = b->t->form[b->t->sent_first[i] + w];
			if ((s->known[r] = known_form(m, form))) {
				memcpy(s->x + (size_t)r * NET_D, s->known[r], NET_D * sizeof *s->x);
			} else {
				net_word(m, form, s->in + (size_t)n * NET_IN);
				s->in_row[n++] = r;
			}
		}
		s->known[row + words_of(b->t, i)] = NULL;
		memset(s->idle + row - 1, 0, words_of(b->t, i));
		s->idle[row - 1 + words_of(b->t, i)] = 1;
	}
	return n;
}

/* The first window, and the stream before it. Its sums are those of three matrices of one word: the word in row r adds
 * its part 0 to the window of row r + 1 (s->sum [r]), part 1 to its own, part 2 to that of the row before. */
static void first_window(const net *m, scratch *s, const batch *b)
{
	static const int16_t nothing[NET_D];
	const net_kernels *k = m->kern;
	uint32_t n = look_up(m, s, b), rows = b->rows - 2;
	k->mat(&m->first, &(net_rows){s->in, NET_IN, n, NULL}, s->sum);
	k->set(s->in_x, s->sum, n * NET_D);
	k->quant(s->in_a, s->in_x, n * NET_D);
	k->mat(&m->near, &(net_rows){s->in_a, NET_D, n, NULL}, s->in_near);
	for (uint32_t r = 1; r <= rows; r++) {
		const int16_t *before = s->known[r - 1], *own = s->known[r], *behind = s->known[r + 1];
		k->gather(s->sum + (size_t)(r - 1) * NET_D, before ? before + NET_D : nothing, own ? own + 2 * NET_D : nothing,
		          behind ? behind + 3 * NET_D : nothing);
	}
	for (uint32_t i = 0; i < n; i++) {
		uint32_t r = s->in_row[i];
		memcpy(s->x + (size_t)r * NET_D, s->in_x + (size_t)i * NET_D, NET_D * sizeof *s->x);
		for (uint32_t part = 0; part < 3; part++) {
			if (r - part >= rows) continue;              /* outside, before the first row too */
			int32_t *to = s->sum + (size_t)(r - part) * NET_D;
			for (uint32_t c = 0; c < NET_D; c++) to[c] += s->in_near[((size_t)i * 3 + part) * NET_D + c];
		}
	}
}

/* From forms to q(stream) behind the last layer, in s->a. */
static void layers(const net *m, scratch *s, const batch *b)
{
	const net_kernels *k = m->kern;
	uint32_t rows = b->rows - 2;                         /* without the first and the last, both empty */
	int16_t *x = s->x + NET_D;
	first_window(m, s, b);
	for (uint32_t l = 0; l < NET_LAYERS; l++) {
		if (l) {
			quantise(m, s, b);
			k->mat(&m->window[l], &(net_rows){s->a, NET_D, rows, s->idle}, s->sum);
		}
		k->add(x, s->sum, rows * NET_D);
		quantise(m, s, b);
		k->mat(&m->scan[l], &(net_rows){s->a + NET_D, NET_D, rows, s->idle}, s->sum);
		EACH_SENTENCE(b, i, row)
			k->scan(s->x + (size_t)row * NET_D, s->sum + (size_t)(row - 1) * 2 * NET_D, words_of(b->t, i));
	}
	quantise(m, s, b);
}

/* Scores of all pairs: the words as dependents become a matrix, the heads its inputs. */
static void arcs(const net *m, scratch *s, const int32_t *scores, uint32_t n)
{
	const net_kernels *k = m->kern;
	uint32_t all = ALL_HEADS_N(m), at = m->tags_n + NET_NAMES, ld = padded(n);
	net_mat dep = {.w = s->arc_dep, .bias = s->none, .k = NET_ARC, .n = ld};
	int8_t row[NET_ARC];
	memcpy(s->arc_head, m->root_arc, NET_ARC);
	for (uint32_t i = 0; i < n; i++) {
		const int32_t *sum = scores + (size_t)i * all + at;
		int8_t *to = s->arc_dep + (size_t)(i / NET_BLOCK) * NET_BLOCK * NET_ARC + 4 * (i % NET_BLOCK);
		k->to_s8(row, sum, NET_ARC);
		for (uint32_t c = 0; c < NET_ARC; c += 4) memcpy(to + (size_t)c * NET_BLOCK, row + c, 4);
		k->to_u7(s->arc_head + (size_t)(i + 1) * NET_ARC, sum + NET_ARC, NET_ARC);
	}
	k->mat(&dep, &(net_rows){s->arc_head, NET_ARC, n + 1, NULL}, s->arc);
	for (uint32_t j = 1; j <= n; j++) {
		int32_t *to = s->arc + (size_t)j * ld;
		const int32_t *dist = s->dist + s->max + 1 - j;
		for (uint32_t i = 0; i < n; i++) to[i] += dist[i];
	}
	net_heads(s->arc, ld, n, s->head, s->score, s->seen);
}

/* Relations of each word and its head. */
static void relations(const net *m, scratch *s, const int32_t *scores, uint32_t n, uint8_t *rel)
{
	const net_kernels *k = m->kern;
	uint32_t all = ALL_HEADS_N(m), at = m->tags_n + NET_NAMES + 2 * NET_ARC;
	memcpy(s->rel_head, m->root_rel, 2 * NET_REL);
	for (uint32_t i = 0; i < n; i++)
		k->to_s16(s->rel_head + (size_t)(i + 1) * NET_REL, scores + (size_t)i * all + at + NET_REL, NET_REL);
	for (uint32_t i = 0; i < n; i++)
		k->pair(s->pair + (size_t)i * NET_REL, scores + (size_t)i * all + at,
		        s->rel_head + (size_t)s->head[i] * NET_REL, NET_REL);
	k->mat(&m->rel, &(net_rows){s->pair, NET_REL, n, NULL}, s->rel);
	for (uint32_t i = 0; i < n; i++) {
		const int32_t *sum = s->rel + (size_t)i * NET_RELS + DL_R_ROOT + 1;
		rel[i] = (uint8_t)(DL_R_ROOT + (s->head[i] ? 1 + k->best(sum, DL_REL_N - DL_R_ROOT - 1) : 0));
	}
}

/* From the scores of n words, first the first of them, to their labels. */
static void label(const net *m, scratch *s, dl_tokens *t, uint32_t first, uint32_t n, const int32_t *scores)
{
	uint32_t all = ALL_HEADS_N(m);
	for (uint32_t i = 0; i < n; i++) {
		const uint8_t *tag = m->tags + 2 * m->kern->best(scores + (size_t)i * all, m->n_tags);
		t->upos[first + i] = tag[0], t->xpos[first + i] = tag[1];
	}
	net_names(scores + m->tags_n, all, n, t->name + first, s->back);
	arcs(m, s, scores, n);
	for (uint32_t i = 0; i < n; i++) t->head[first + i] = s->head[i] ? first + s->head[i] - 1 : 0;
	relations(m, s, scores, n, t->rel + first);
}

static void tag_batch(const net *m, scratch *s, dl_tokens *t, const batch *b)
{
	layers(m, s, b);
	m->kern->mat(&m->heads, &(net_rows){s->a + NET_D, NET_D, b->rows - 2, s->idle}, s->sum);
	EACH_SENTENCE(b, i, row)
		if (words_of(t, i))
			label(m, s, t, t->sent_first[i], words_of(t, i), s->sum + (size_t)(row - 1) * ALL_HEADS_N(m));
}

dl_status net_tag(const net *m, workspace *w, dl_tokens *t)
{
	uint32_t longest = 1;
	scratch s;
	for (uint32_t i = 1; i < t->n_sents; i++) longest = max_u32(longest, words_of(t, i));
	if (longest > DL_SENT_MAX)
		return error_set(w->err, DL_LIMIT, "text", 0, "a sentence of %u words, over %u", longest, DL_SENT_MAX);
	arena_mark_t mark = arena_mark(w->tmp);
	bool ok = scratch_new(m, w->tmp, longest, &s);
	for (uint32_t i = 1; ok && i < t->n_sents;) {
		batch b = {.t = t, .from = i, .rows = 1};
		for (; i < t->n_sents && b.rows + words_of(t, i) + 1 <= s.rows; i++) b.rows += words_of(t, i) + 1;
		b.to = i;
		tag_batch(m, &s, t, &b);
	}
	arena_rewind(w->tmp, mark);
	return ok ? DL_OK : error_set(w->err, DL_NOMEM, "text", 0, "out of memory");
}
