/* SPDX-License-Identifier: Apache-2.0
 *
 * unit_net.c - the network: every path that this machine can run gives the plain path's bytes, on real words and
 * on random weights; its trees are trees and its names begin; a wrong file is refused.
 */
#include "text/inner.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "kernels.h"

/* ---------------------------------------------------------------- kernels, one by one */
static void test_mat(void **state)
{
	(void)state;
	static const uint32_t ks[] = {4, NET_ARC, NET_D, NET_IN, 3 * NET_D}, ns[] = {16, 64, 480};
	static uint8_t a[40 * NET_IN + 3 * NET_D];
	static int8_t w[3 * NET_D * 480];
	static int32_t bias[480], want[40 * 480], got[40 * 480];
	for (uint32_t i = 0; i < sizeof a; i++) a[i] = rnd() % 4 ? rnd() & 127 : 127;
	for (uint32_t i = 0; i < sizeof w; i++)
		w[i] = (int8_t)(rnd() % 4 ? (int)(rnd() % 255) - 127 : rnd() % 2 ? 127 : -127);
	fill_sums(bias, 480, 1 << 22);
	for (uint32_t c = 0; c < COUNT(ks) * COUNT(ns) * 40; c++) {
		net_mat m = {.w = w, .bias = bias, .k = ks[c % COUNT(ks)], .n = ns[c / COUNT(ks) % COUNT(ns)]};
		uint32_t rows = 1 + c / (uint32_t)(COUNT(ks) * COUNT(ns)), stride = m.k > NET_IN ? NET_D : m.k;
		net_rows in = {a, stride, rows, NULL};
		net_plain.mat(&m, &in, want);
		for (const net_kernels *const *k = net_kernels_all(); *k; k++) {
			if (!(*k)->here()) continue;
			(*k)->mat(&m, &in, got);
			assert_memory_equal(got, want, sizeof *got * rows * m.n);
			if (!(*k)->own || m.k % 16) continue;
			arena *a_own = arena_new(0);
			net_mat own = m;
			assert_true(a_own && (*k)->own(&own, a_own));
			(*k)->mat(&own, &in, got);
			assert_memory_equal(got, want, sizeof *got * rows * m.n);
			arena_free(a_own);
		}
	}
}

static void test_each(void **state)
{
	(void)state;
	enum { ROWS = 33, N = ROWS * NET_D };
	static int32_t sum[2 * N];
	static int16_t x[2][2 * N];
	static uint8_t bytes[2][4 * N];
	static const int32_t limits[] = {100, 5000, 40000, 1 << 20, 1 << 29};
	for (uint32_t c = 0; c < 5 * 8; c++) {
		fill_sums(sum, 2 * N, limits[c % 5]);
		each(&net_plain, sum, 1 + c * 4 / 5, x[0], bytes[0]);
		for (const net_kernels *const *k = net_kernels_all(); *k; k++) {
			if (!(*k)->here()) continue;
			each(*k, sum, 1 + c * 4 / 5, x[1], bytes[1]);
			assert_memory_equal(x[0], x[1], sizeof x[0]);
			assert_memory_equal(bytes[0], bytes[1], sizeof bytes[0]);
		}
	}
}

/* ---------------------------------------------------------------- the whole, over sentences of our own */
static const char *const lines[] = {
	"Police shot two men near the port of Basra on Monday , a hospital official said .",
	"At least 23 people were killed when a truck laden with fertiliser blew up in Northford , medics told "
	"reporters .",
	"\xe2\x80\x9c We will not leave , \xe2\x80\x9d said Gen. Arben Ko\xc3\xa7i , who leads the 4,000-strong force "
	".",
	"TROOPS LEAVE CAPITAL AS CURFEW STARTS",
	"Minister Quits After Bridge Collapse",
	"BELGRADE ( AP ) \xe2\x80\x94 The two sides did n't agree on the U.N. plan for No. 10 Dock Road .",
	"\xd0\x9f\xd1\x80\xd0\xb5\xd0\xb7\xd0\xb8\xd0\xb4\xd0\xb5\xd0\xbd\xd1\x82 \xe5\x8c\x97\xe4\xba\xac $ 3.5m "
	"12:30 p.m. http://a.example/b?c=d \xef\xbf\xbd",
	"Yes .",
	"-",
	"The dam , which engineers had warned about for years , burst overnight and flooded five villages .",
	"Farmers blocked the A7 for a third day ; nobody was hurt , but 14 lorry drivers were taken to hospital .",
	"Thousands of teachers marched through the streets of Lindholm to demand higher pay and smaller classes .",
};

/* Words at white space; one sentence a line; then one of DL_SENT_MAX words, one of them 5,000 bytes long. */
static void own_tokens(arena *a, dl_tokens *t)
{
	char *huge = arena_alloc(a, 5000);
	memset(huge, 'z', 5000);
	assert_int_equal(text_tokens_new(a, 4096, COUNT(lines) + 2, t), DL_OK);
	uint32_t n = 1;
	for (uint32_t s = 0; s < COUNT(lines); s++) {
		t->sent_first[s + 1] = n;
		for (const char *p = lines[s]; *p; n++) {
			size_t len = strcspn(p, " ");
			t->form[n] = (slice){p, len}, t->sent[n] = s + 1;
			p += len + (p[len] == ' ');
		}
	}
	t->sent_first[COUNT(lines) + 1] = n;
	for (uint32_t i = 0; i < DL_SENT_MAX; i++, n++) {
		t->form[n] = i == 77 ? (slice){huge, 5000} : t->form[1 + i % (n - 1)];
		t->sent[n] = COUNT(lines) + 1;
	}
	t->n = t->sent_first[COUNT(lines) + 2] = n;
	t->bytes[0] = 0;
}

static void same_on_all_paths(net *m, arena *a)
{
	dl_tokens want, got;
	dl_error err = {0};
	arena *tmp = arena_new(0);
	workspace w = {.out = a, .tmp = tmp, .err = &err};
	own_tokens(a, &want);
	m->kern = &net_plain;
	assert_int_equal(net_tag(m, &w, &want), DL_OK);
	for (uint32_t i = 1; i < want.n; i++) want.start[i] = i;
	assert_true(tokens_check(&want, (slice){0}, &err));
	for (const net_kernels *const *k = net_kernels_all(); *k; k++) {
		if (!(*k)->here()) continue;
		net own = *m;
		own.kern = *k;
		assert_true(net_prepare(&own, a));
		own_tokens(a, &got);
		assert_int_equal(net_tag(&own, &w, &got), DL_OK);
		assert_memory_equal(got.upos, want.upos, got.n);
		assert_memory_equal(got.xpos, want.xpos, got.n);
		assert_memory_equal(got.rel, want.rel, got.n);
		assert_memory_equal(got.name, want.name, got.n);
		assert_memory_equal(got.head, want.head, got.n * sizeof *got.head);
	}
	arena_free(tmp);
}

static void test_real(void **state)
{
	(void)state;
	text_model *m;
	dl_error err = {0};
	assert_int_equal(text_model_open(NULL, &m, &err), DL_OK);
	net copy = m->net;
	arena *a = arena_new(0);
	same_on_all_paths(&copy, a);
	arena_free(a);
	text_model_close(m);
}

/* What the file says of the commonest forms is what the network works out for them, and each is found. */
static void test_forms(void **state)
{
	(void)state;
	text_model *m;
	dl_error err = {0};
	assert_int_equal(text_model_open(NULL, &m, &err), DL_OK);
	const net *n = &m->net;
	assert_true(n->n_forms > 1000);
	for (uint32_t i = 0; i < n->n_forms; i++) {
		uint8_t in[NET_IN], a[NET_D];
		int16_t x[NET_D];
		int32_t sum[3 * NET_D];
		slice form = {n->form[i] + 1, (size_t)n->form[i][0]};
		const int16_t *row = n->form_row + (size_t)i * 4 * NET_D;
		net_word(n, form, in);
		n->kern->mat(&n->first, &(net_rows){in, NET_IN, 1, NULL}, sum);
		n->kern->set(x, sum, NET_D);
		assert_memory_equal(x, row, sizeof x);
		n->kern->quant(a, x, NET_D);
		n->kern->mat(&n->near, &(net_rows){a, NET_D, 1, NULL}, sum);
		for (uint32_t c = 0; c < 3 * NET_D; c++) assert_int_equal(sum[c], row[NET_D + c]);
		uint32_t at = (uint32_t)hash_slice(form) & (n->form_slots - 1);
		while (n->form_slot[at] && n->form_slot[at] != i + 1) at = (at + 1) & (n->form_slots - 1);
		assert_int_equal(n->form_slot[at], i + 1);
	}
	text_model_close(m);
}

/* Sections of the real file with random bytes in place of the matrices and tables. */
static arena *random_arena;
static const char *missing = "";

static bool random_section(slice file, const char *name, slice *out)
{
	if (!strcmp(name, missing) || !model_section(file, name, out)) return false;
	bool bias = strstr(name, ".bias") != NULL;
	bool index = !strcmp(name, "tags") || !strcmp(name, "form") || !strcmp(name, "form.slot");
	if (!bias && (index || !strncmp(name, "vec.", 4) || !strncmp(name, "root", 4))) return true;
	char *to = arena_alloc(random_arena, out->n);
	bool weights = !strncmp(name, "window", 6) || !strncmp(name, "scan", 4) || !strcmp(name, "first")
	            || !strcmp(name, "heads") || !strcmp(name, "rel");
	for (size_t i = 0; i < out->n; i++) to[i] = (char)(weights ? (int)(rnd() % 255) - 127 : (int)(rnd() & 127));
	if (bias || !strcmp(name, "dist")) fill_sums((int32_t *)(void *)to, (uint32_t)(out->n / 4), 1 << 18);
	out->p = to;
	return true;
}

static void test_random_weights(void **state)
{
	(void)state;
	slice file;
	net m;
	dl_error err = {0};
	assert_true(embedded_find("model", &file));
	for (int round = 0; round < 5; round++) {
		random_arena = arena_new(1 << 20);
		assert_int_equal(net_open(&m, file, random_section, "random", &err), DL_OK);
		same_on_all_paths(&m, random_arena);
		arena_free(random_arena);
	}
}

/* ---------------------------------------------------------------- trees and names */
static bool is_tree(const uint32_t *head, uint32_t n)
{
	uint32_t roots = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t k = i, steps = 0;
		roots += head[i] == 0;
		if (head[i] > n || head[i] == i + 1) return false;
		while (head[k] && steps <= n) k = head[k] - 1, steps++;
		if (steps > n) return false;
	}
	return roots == 1;
}

static void test_trees(void **state)
{
	(void)state;
	enum { MAX = 40 };
	static int32_t arc[(MAX + 1) * MAX], score[MAX + 1];
	uint32_t head[MAX + 1], seen[MAX + 1];
	for (uint32_t c = 0; c < 4000; c++) {
		uint32_t n = 1 + c % MAX;
		fill_sums(arc, (n + 1) * MAX, c % 3 ? 1000 : 2);          /* often ties, often rings */
		net_heads(arc, MAX, n, head, score, seen);
		assert_true(is_tree(head, n));
	}
}

static void test_names(void **state)
{
	(void)state;
	enum { MAX = 30 };
	static int32_t sum[MAX * NET_NAMES];
	static uint8_t label[MAX], back[MAX * DL_NAME_N];
	for (uint32_t c = 0; c < 2000; c++) {
		uint32_t n = 1 + c % MAX;
		fill_sums(sum, n * NET_NAMES, 1000);
		net_names(sum, NET_NAMES, n, label, back);
		for (uint32_t i = 0; i < n; i++)
			if (label[i] && label[i] % 2 == 0)
				assert_true(i && (label[i - 1] == label[i] || label[i - 1] == label[i] - 1));
	}
}

/* ---------------------------------------------------------------- wrong files */
static dl_status open_changed(slice file, size_t at, int by, size_t n)
{
	char path[] = "/tmp/unit_net.XXXXXX";
	int fd = mkstemp(path);
	FILE *f = fdopen(fd, "wb");
	char *copy = malloc(file.n);
	text_model *m = NULL;
	dl_error err = {0};
	memcpy(copy, file.p, file.n);
	if (at < file.n) copy[at] = (char)(copy[at] + by);
	assert_int_equal(fwrite(copy, 1, n, f), n);
	fclose(f);
	free(copy);
	dl_status st = text_model_open(path, &m, &err);
	assert_true(st == DL_OK || (err.text[0] && m == NULL));
	text_model_close(m);
	unlink(path);
	return st;
}

static void test_wrong_file(void **state)
{
	(void)state;
	slice file;
	assert_true(embedded_find("model", &file));
	assert_int_equal(open_changed(file, file.n, 0, file.n), DL_OK);
	assert_int_equal(open_changed(file, 0, 1, file.n), DL_BAD);               /* not ours    */
	assert_int_equal(open_changed(file, 8, 1, file.n), DL_NEWER);             /* version     */
	assert_int_equal(open_changed(file, file.n / 2, 1, file.n), DL_BAD);      /* one byte    */
	assert_int_equal(open_changed(file, file.n, 0, file.n - 1), DL_BAD);      /* cut         */
	assert_int_equal(open_changed(file, file.n, 0, 20), DL_BAD);
	assert_int_equal(open_changed(file, file.n, 0, 0), DL_BAD);
}

static void test_missing_section(void **state)
{
	(void)state;
	static const char *const names[] = {"vec", "vec.key", "vec.row", "form", "form.slot", "form.row", "word", "suf3",
	                                    "tags", "first", "first.bias", "window0", "window3", "scan0", "heads",
	                                    "rel.bias", "root.arc", "root.rel", "dist"};
	slice file;
	net m;
	assert_true(embedded_find("model", &file));
	random_arena = arena_new(1 << 20);
	for (uint32_t i = 0; i < COUNT(names); i++) {
		dl_error err = {0};
		missing = names[i];
		assert_int_equal(net_open(&m, file, random_section, "cut", &err), DL_BAD);
		assert_int_not_equal(err.text[0], 0);
	}
	missing = "";
	arena_free(random_arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mat), cmocka_unit_test(test_each), cmocka_unit_test(test_real),
		cmocka_unit_test(test_forms), cmocka_unit_test(test_random_weights),
		cmocka_unit_test(test_trees), cmocka_unit_test(test_names),
		cmocka_unit_test(test_wrong_file), cmocka_unit_test(test_missing_section),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
