/* SPDX-License-Identifier: Apache-2.0
 *
 * facts.c - fuzz packed facts, as a damaged store would give them back: bytes of those of two articles are changed.
 * What unpacks and passes facts_check() must assemble and be told without a fault.
 */
#include "patched.h"
#include "dateline_inner.h"
#include "tell/tell.h"

static const char articles[] =
	"{\"id\":\"1\",\"outlet\":\"Valley Post\",\"published\":\"2024-03-04\",\"title\":\"Bomb kills 31 in "
	"Varna\",\"text\":"
	"\"A bomb killed at least 31 people at a market in Varna on Monday, police told Reuters. Mayor Elena Petrova "
	"denied "
	"that two men had been arrested at 3 pm. Hospitals treated about 40 wounded, medics said.\"}\n"
	"{\"id\":\"2\",\"outlet\":\"Ridge Courier\",\"published\":\"2024-03-05\",\"title\":\"Market blast\",\"text\":"
	"\"A bomb killed 12 people at a market in Varna on Monday, hospital officials said. Police arrested two men on "
	"Tuesday, the mayor, Elena Petrova, said.\"}\n";

static dl_docs *docs;
static dl_lane *lane;
static char *block[2];
static size_t bytes[2];

static void open_once(void)
{
	dl_kb *kb;
	dl_error err;
	if (docs) return;
	need(dl_read((slice){articles, sizeof articles - 1}, NULL, &docs) == DL_OK && dl_docs_count(docs) == 2);
	need(dl_kb_open(NULL, &kb, &err) == DL_OK && dl_lane_new(kb, &lane) == DL_OK);
	for (uint32_t i = 0; i < 2; i++) {
		dl_facts f;
		dl_lane_reset(lane);
		need(dl_facts_find(lane, dl_docs_get(docs, i), &f) == DL_OK && f.n_reports > 1);
		bytes[i] = dl_facts_packed_bytes(&f);
		block[i] = aligned_alloc(16, (bytes[i] + 15) & ~(size_t)15);
		need(block[i] != NULL);
		dl_facts_pack(&f, block[i]);
	}
}

static void tell_all(const dl_facts *const *facts)
{
	const dl_doc *d[2] = {dl_docs_get(docs, 0), dl_docs_get(docs, 1)};
	tell_options o = {.width = 80, .colour = true};
	dl_assembly as;
	buf b = {0};
	dl_lane_reset(lane);
	if (dl_assemble(lane, d, facts, 2, &as) != DL_OK) return;
	for (int i = 0; i < 2; i++) tell_facts_json(&b, d[i], facts[i]);
	for (uint32_t s = 1; s < as.n_stories; s++) {
		tell_story_json(&b, &as, s);
		tell_brief(&b, &as, s, &o);
		tell_grid(&b, &as, s, &o);
		tell_timeline(&b, &as, s, &o);
		tell_disputes(&b, &as, s, &o);
	}
	buf_free(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	patches p[2];
	dl_facts f[2];
	dl_error err = {0};
	bool ok = true;
	open_once();
	for (int i = 0; i < 2; i++) {
		slice half = slice_sub((slice){(const char *)data, n}, i ? n / 2 : 0, i ? n : n / 2);
		patch_all(block[i], bytes[i], bytes[i], half, &p[i]);
		ok &= dl_facts_unpack(block[i], bytes[i], &f[i], &err) == DL_OK
			&& facts_check(&f[i], dl_docs_get(docs, (uint32_t)i)->text, &err);
	}
	need(ok || err.text[0]);
	if (ok) tell_all((const dl_facts *const[]){&f[0], &f[1]});
	for (int i = 0; i < 2; i++) patch_undo(block[i], &p[i]);
	return 0;
}
